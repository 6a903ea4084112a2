// Questions to the server that this page came from: the routes of /v1, answered as text, JSON or a part of a page.

export interface Answer { body: string; evidence: string | null; address: string }

export class Fault extends Error {
  constructor(message: string, readonly hint?: string) { super(message); }
}

const TOKEN = "weir-token";     // of this tab alone; no cookie

export function setToken(token: string) { sessionStorage.setItem(TOKEN, token); }

// "/v1/series?from=CHN&to=RUS"; words go into the path, empty values are not said.
export function addressOf(question: string, words: string[], values: Record<string, string>): string {
  const path = [...question.split(" "), ...words.map(encodeURIComponent)].join("/");
  const query = new URLSearchParams(Object.entries(values).filter(([, v]) => v !== ""));
  return `v1/${path}${query.size ? `?${query}` : ""}`;
}

export async function ask(address: string, accept: string, file?: string): Promise<Answer> {
  const token = sessionStorage.getItem(TOKEN);
  const reply = await fetch(address, {
    method: file === undefined ? "GET" : "POST", body: file,
    headers: { Accept: accept, ...(token ? { Authorization: `Bearer ${token}` } : {}) },
  });
  const body = await reply.text();
  if (reply.ok) return { body, evidence: reply.headers.get("Weir-Evidence"), address };
  let said: { detail?: string; hint?: string } = {};
  try { said = JSON.parse(body); } catch { /* not a problem in JSON: its status says it */ }
  throw new Fault(said.detail ?? `the server answers ${reply.status}`, said.hint);
}
