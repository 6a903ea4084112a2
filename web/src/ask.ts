// Questions to the server that this page came from: the routes of /v1, answered as text, JSON or a part of a page.

export interface Answer { body: string; evidence: string | null; address: string }

export class Fault extends Error {
  constructor(message: string, readonly hint?: string, readonly where?: string) { super(message); }
}

const TOKEN = "weir-token";     // of this tab alone; no cookie

export function setToken(token: string) { sessionStorage.setItem(TOKEN, token); }

// "/v1/series?from=CHN&to=RUS"; words are arg=, which may hold a slash; empty values are not said.
export function addressOf(question: string, words: string[], values: Record<string, string>): string {
  const path = question.split(" ").join("/");
  const query = new URLSearchParams([...words.map((w) => ["arg", w]), ...Object.entries(values).filter(([, v]) => v !== "")]);
  return `v1/${path}${query.size ? `?${query}` : ""}`;
}

function headersOf(accept: string): Record<string, string> {
  const token = sessionStorage.getItem(TOKEN);
  return { Accept: accept, ...(token ? { Authorization: `Bearer ${token}` } : {}) };
}

function faultOf(body: string, status: number): Fault {
  let said: { detail?: string; hint?: string; where?: string } = {};
  try { said = JSON.parse(body); } catch { /* not a problem in JSON: its status says it */ }
  return new Fault(said.detail ?? `the server answers ${status}`, said.hint, said.where);
}

// Events of a stream: "event: name", then lines of data, then an empty one.
async function* eventsOf(body: ReadableStream<Uint8Array>): AsyncGenerator<{ name: string; data: string }> {
  const reader = body.getReader(), decoder = new TextDecoder();
  let text = "";
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    const more = decoder.decode(piece.value, { stream: true });
    const ends = text.endsWith("\n") || more.includes("\n\n");
    text += more;
    if (!ends) continue;            // of a long answer the most is no end
    const events = text.split("\n\n");
    text = events.pop()!;
    for (const event of events) {
      const lines = event.split("\n");
      yield { name: lines[0].slice("event: ".length), data: lines.slice(1).map((l) => l.slice("data: ".length)).join("\n") };
    }
  }
}

export type Progress = (label: string, percent: number | null) => void;

// A question that may take long: how far it is is told, and `signal` ends it, here and in the server.
export async function askLong(address: string, accept: string, progress: Progress, signal: AbortSignal,
                              body?: BodyInit): Promise<Answer> {
  const reply = await fetch(address, { method: body === undefined ? "GET" : "POST", body, signal,
    headers: headersOf(`text/event-stream, ${accept}`) });
  if (!reply.ok || !reply.body) throw faultOf(await reply.text(), reply.status);
  for await (const event of eventsOf(reply.body)) {
    if (event.name === "problem") throw faultOf(event.data, reply.status);
    const said = JSON.parse(event.data);
    if (event.name === "answer") return { body: said.body, evidence: said.evidence, address };
    progress(said.label, said.percent);
  }
  throw new Fault("the server ended before it answered", "ask again");
}

export async function ask(address: string, accept: string, file?: string): Promise<Answer> {
  const reply = await fetch(address, { method: file === undefined ? "GET" : "POST", body: file, headers: headersOf(accept) });
  const body = await reply.text();
  if (reply.ok) return { body, evidence: reply.headers.get("Weir-Evidence"), address };
  throw faultOf(body, reply.status);
}
