// The server's pages: a form for each, what it asks in the address, and the answers below.  An answer is the part of
// a page that the server wrote, escaped there; what is drawn from figures is drawn here.
import { addressOf, ask, askLong, Fault, setToken, type Answer } from "./ask";
import { claimBuilder, claimsOf } from "./build";
import { draw } from "./draw";
import { asPng, asSvg } from "./line";
import { loadBox } from "./load";
import { make } from "./make";
import { pages, texts, type Field, type Page, type Part } from "./pages";
import { sortable } from "./table";

const $ = <T extends HTMLElement>(id: string) => document.getElementById(id) as T;

const stateOf = () => Object.fromEntries(new URLSearchParams(location.search));
const pageOf = (state: Record<string, string>) => pages.find((p) => p.id === state.page) ?? pages[0];

// --- the form ---

// Texts that are asked about stay out of the address.
Object.assign(texts, (history.state as { texts?: Record<string, string> } | null)?.texts);

function inputOf(f: Field, value: string): HTMLElement {
  const values = { name: f.name, id: `field-${f.name}` };
  if (f.choices) {
    const select = make("select", "", values);
    for (const c of f.choices) select.append(make("option", c || "any", { value: c, ...(c === value ? { selected: "" } : {}) }));
    return select;
  }
  if (f.file) {
    const area = make("textarea", "", { ...values, spellcheck: "false" });
    area.value = texts[pageOf(stateOf()).id] ?? "";
    return area;
  }
  const input = make("input", "", { ...values, placeholder: f.hint ?? "", ...(f.needed ? { required: "" } : {}) });
  input.value = value;
  return input;
}

function fillForm(page: Page, state: Record<string, string>) {
  const form = $<HTMLFormElement>("form");
  form.replaceChildren(...page.fields.map((f) => {
    const label = make("label", f.label, { for: `field-${f.name}`, ...(f.file ? { class: "wide" } : {}) });
    label.append(inputOf(f, state[f.name] ?? ""));
    return label;
  }));
  form.hidden = !page.fields.length;
  const file = page.fields.find((f) => f.file);
  if (file) form.append(fileTools(file));
  form.append(make("button", "Ask", { type: "submit" }));
}

// A text is loaded from a file and saved to one.
function fileTools(field: Field): HTMLElement {
  const box = make("div", "", { class: "tools wide" });
  const open = make("input", "", { type: "file", accept: ".yaml,.yml,.txt,.md,.html", "aria-label": `load ${field.label} from a file` });
  const text = () => $<HTMLTextAreaElement>(`field-${field.name}`);
  open.addEventListener("change", async () => { if (open.files?.[0]) text().value = await open.files[0].text(); });
  const save = make("button", "Save as a file", { type: "button", class: "quiet" });
  const claims = field.name === "claims";
  save.addEventListener("click", () => saveAs(claims ? "claims.yaml" : "article.txt", text().value, "text/plain"));
  box.append(open, save, ...(claims ? [claimBuilder(text)] : []));
  return box;
}

// --- what is done with an answer ---

function saveAs(name: string, what: string | Blob, type: string) {
  const link = make("a", "", { download: name, href: URL.createObjectURL(new Blob([what], { type })) });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

async function copy(text: string, button: HTMLElement) {
  const was = button.textContent;
  await navigator.clipboard.writeText(text);
  button.textContent = "Copied";
  setTimeout(() => { button.textContent = was; }, 1500);
}

function toolsOf(answer: Answer, part: Part, file?: string, chart?: Element): HTMLElement {
  const box = make("div", "", { class: "tools" });
  const csv = make("button", "Download CSV", { type: "button", class: "quiet" });
  csv.addEventListener("click", async () =>
    saveAs(`${part.question.replace(/ /g, "-")}.csv`, (await ask(answer.address, "text/csv", file)).body, "text/csv"));
  const cite = make("button", "Copy citation", { type: "button", class: "quiet" });
  cite.addEventListener("click", () => copy(`weir ${part.question}, ${new URL(answer.address, document.baseURI)}`
    + `${answer.evidence ? `, evidence ${answer.evidence}` : ""}, asked on ${new Date().toISOString().slice(0, 10)}`, cite));
  box.append(csv, cite);
  if (part.question === "read") {
    const correct = make("button", "Correct the readings", { type: "button", class: "quiet" });
    correct.addEventListener("click", async () => {
      texts.claims = claimsOf((await ask(answer.address, "application/json", file)).body);
      history.pushState({ texts: { ...texts } }, "", "?page=claims");
      void show();
    });
    box.append(correct);
  }
  if (chart) {
    const svg = make("button", "Download SVG", { type: "button", class: "quiet" });
    svg.addEventListener("click", () => saveAs("chart.svg", asSvg(chart), "image/svg+xml"));
    const png = make("button", "Download PNG", { type: "button", class: "quiet" });
    png.addEventListener("click", async () => saveAs("chart.png", await asPng(chart), "image/png"));
    box.append(svg, png);
  }
  if (answer.evidence) {
    const id = answer.evidence;
    const show = make("button", `Evidence ${id}`, { type: "button", class: "quiet" });
    show.addEventListener("click", () => { void showEvidence(id, box, show); });
    box.append(show);
  }
  return box;
}

// The question, its method and the rows of files behind an answer, below it.
async function showEvidence(id: string, tools: HTMLElement, button: HTMLButtonElement) {
  button.disabled = true;
  const box = make("div", "", { class: "evidence" });
  try {
    box.innerHTML = (await askLong(addressOf("evidence", [id], {}), "text/html", () => {}, asking.signal)).body;
  } catch (e) {
    box.append(make("p", `${(e as Fault).message}: weir evidence ${id}`, { class: "fault" }));
  }
  for (const table of box.querySelectorAll<HTMLTableElement>("table.sortable")) sortable(table);
  tools.after(box);
}

// --- answers ---

function partOf(page: Page, part: Part, state: Record<string, string>) {
  const fields = page.fields.filter((f) => !part.fields || part.fields.includes(f.name));
  const words = fields.filter((f) => f.word && state[f.name]).map((f) => state[f.name]);
  const values = Object.fromEntries(fields.filter((f) => !f.word && !f.file).map((f) => [f.as ?? f.name, state[f.name] ?? ""]));
  Object.assign(values, part.fixed);
  const file = fields.find((f) => f.file);
  return { address: addressOf(part.question, words, values), words, values, file: file ? texts[page.id] : undefined };
}

async function addPart(place: HTMLElement, page: Page, part: Part, state: Record<string, string>) {
  const { signal } = asking;
  const box = make("section", "", { class: "answer", "aria-label": part.title ?? page.name });
  place.append(box);
  const { address, words, values, file } = partOf(page, part, state);
  try {
    const answer = await askLong(address, "text/html", (label, percent) => { if (!signal.aborted) tell(label, percent); }, signal, file);
    box.innerHTML = answer.body;        // escaped by the server, and no script may run in it
    if (part.title) box.prepend(make("h2", part.title));
    const chart = page.draw && part === page.parts[0]
      ? await draw(page.draw, box, state, words, values, signal, Math.min(1080, $("answers").clientWidth)) : undefined;
    for (const table of box.querySelectorAll<HTMLTableElement>("table.sortable")) sortable(table);
    box.append(toolsOf(answer, part, file, chart));
  } catch (e) {
    if (signal.aborted) return;
    const fault = e as Fault;
    if (part.title) box.append(make("h2", part.title));
    box.append(make("p", `${fault.message}${fault.hint ? ` (${fault.hint})` : ""}`, { class: "fault" }));
    if (/token/.test(fault.message)) box.append(tokenForm());
  }
}

function tokenForm(): HTMLElement {
  const box = make("div", "", { class: "tools" });
  const input = make("input", "", { type: "password", "aria-label": "token", placeholder: "token" });
  const use = make("button", "Use token", { type: "button" });
  use.addEventListener("click", () => { setToken(input.value); void show(); });
  box.append(input, use);
  return box;
}

let loading: HTMLElement | undefined;    // keeps what it said while other pages are looked at
let asking = new AbortController();     // what is asked now; a new question ends it

function tell(label: string, percent: number | null) {
  const said = `The store is being asked: ${label}${percent === null ? "" : ` ${Math.round(percent)} %`} … `;
  const place = $("state").firstChild!;
  if (place.textContent !== said) place.textContent = said;
}

// What is said while it is asked, and a way to end it.
function showAsking() {
  const stop = make("button", "Cancel", { type: "button", class: "quiet" });
  stop.addEventListener("click", () => {
    asking.abort();
    $("state").textContent = "Cancelled.";
  });
  $("state").replaceChildren("The store is being asked … ", stop);
}

let asked = "";     // a place within the page is no other question
let shown = 0;      // of what was asked last; what was asked before comes too late

async function show() {
  const state = stateOf(), page = pageOf(state), mine = ++shown;
  asked = location.search;
  const answers = $("answers");
  document.title = `weir: ${page.title}`;
  $("title").textContent = page.title;
  $("lead").textContent = page.lead;
  for (const link of document.querySelectorAll("#pages a"))
    if (link.getAttribute("href") === `?page=${page.id}`) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  fillForm(page, state);
  answers.replaceChildren();
  asking.abort();
  asking = new AbortController();
  if (page.load) $("load").replaceChildren(loading ??= loadBox(() => { if (pageOf(stateOf()).load) void show(); }));
  else $("load").replaceChildren();
  const missing = page.fields.some((f) => f.needed && !f.file && !state[f.name]) || (page.fields.some((f) => f.file) && !state.ask);
  if (missing) { $("state").textContent = page.fields.length ? "Say what is asked." : ""; return; }
  showAsking();
  const place = make("div");
  const parts = page.parts.filter((part) => !part.when || state[part.when]);
  await Promise.all(parts.map((part) => addPart(place, page, part, state)));
  if (mine !== shown || asking.signal.aborted) return;
  answers.replaceChildren(place);
  $("state").textContent = "";
}

function submit(event: Event) {
  event.preventDefault();
  const page = pageOf(stateOf()), said = new URLSearchParams({ page: page.id });
  const data = new FormData($<HTMLFormElement>("form"));
  for (const f of page.fields) if (!f.file && data.get(f.name)) said.set(f.name, String(data.get(f.name)));
  const file = page.fields.find((f) => f.file);
  if (file) {
    texts[page.id] = String(data.get(file.name));
    said.set("ask", "1");
  }
  history.pushState(said.has("ask") ? { texts: { ...texts } } : null, "", `?${said}`);
  void show();
}

for (const page of pages) {
  const item = make("li");
  item.append(make("a", page.name, { href: `?page=${page.id}` }));
  $("pages").append(item);
}
document.addEventListener("click", (e) => {
  const link = (e.target as Element).closest?.("a[href^='?']");
  if (!link || e.ctrlKey || e.metaKey || e.shiftKey) return;
  e.preventDefault();
  history.pushState(null, "", link.getAttribute("href") === "?" ? location.pathname : link.getAttribute("href")!);
  void show();
});
$("form").addEventListener("submit", submit);
addEventListener("popstate", (e) => {
  const kept = (e.state as { texts?: Record<string, string> } | null)?.texts;
  if (location.search === asked && (!kept || Object.entries(kept).every(([id, text]) => texts[id] === text))) return;
  asked = location.search;
  Object.assign(texts, kept);
  void show();
});
void show();
