// Published files into the store: dropped or chosen, each with how far it is, what came of it or why it was refused.
import { askLong, Fault } from "./ask";
import { make } from "./make";

const asked: [string, string, string][] = [["flow", "flow", "export, where the file does not say"],
  ["period", "period", "2024-03, likewise"], ["vintage", "published on", "2024-06-30; empty: today"]];

interface Loaded { layout: string | null; rows_kept: number; rows_rejected: number; rows_replacing: number; note: string | null }

function saidOf(body: string): string {
  const [x] = JSON.parse(body) as Loaded[];
  const count = (n: number, words: string) => n ? `, ${n.toLocaleString("en")} ${words}` : "";
  return x.layout === null ? x.note ?? "" : `loaded as ${x.layout}: ${x.rows_kept.toLocaleString("en")} rows`
    + count(x.rows_replacing, "earlier figures replaced") + count(x.rows_rejected, "could not be used, see below")
    + (x.note ? `. ${x.note}` : "");
}

async function load(file: File, values: Record<string, string>, line: HTMLElement, stop: AbortSignal) {
  const query = new URLSearchParams({ name: file.name, ...values });
  try {
    const answer = await askLong(`v1/ingest?${query}`, "application/json",
      (label, percent) => { line.textContent = `${label}${percent === null ? "" : ` ${Math.round(percent)} %`} …`; }, stop, file);
    line.textContent = `${file.name}: ${saidOf(answer.body)}`;
  } catch (e) {
    const fault = e as Fault;
    line.className = "fault";
    line.textContent = stop.aborted ? `${file.name}: cancelled; the files below say whether it had been loaded by then`
      : `${fault.where ?? file.name}: ${fault.message}${fault.hint ? ` (${fault.hint})` : ""}`;
  }
}

// One after the other: each is there whole, or not at all.
export function loadBox(changed: () => void): HTMLElement {
  const box = make("section", "", { class: "answer drop", "aria-label": "load files" });
  const said = make("ul", "", { "aria-live": "polite" }), fields = make("div", "", { class: "tools" });
  const choose = make("input", "", { type: "file", multiple: "", "aria-label": "files to load" });
  const inputs = asked.map(([name, label, hint]) => {
    const input = make("input", "", { placeholder: hint, id: `load-${name}` });
    const field = make("label", label, { for: `load-${name}` });
    field.append(input);
    fields.append(field);
    return [name, input] as const;
  });
  const take = async (files: Iterable<File>) => {
    const values = Object.fromEntries(inputs.map(([name, input]) => [name, input.value]).filter(([, v]) => v));
    const ending = new AbortController(), cancel = make("button", "Cancel", { type: "button", class: "quiet" });
    cancel.addEventListener("click", () => ending.abort());
    box.append(cancel);
    for (const file of files) {
      const line = make("li", `${file.name}: ${(file.size / 1e6).toFixed(1)} MB are sent …`);
      said.append(line);
      await load(file, values, line, ending.signal);
    }
    cancel.remove();
    choose.value = "";
    changed();
  };
  choose.addEventListener("change", () => { void take([...choose.files ?? []]); });
  for (const name of ["dragover", "dragleave", "drop"])
    box.addEventListener(name, (e) => { e.preventDefault(); box.classList.toggle("over", name === "dragover"); });
  box.addEventListener("drop", (e) => { void take([...e.dataTransfer?.files ?? []]); });
  box.append(make("h2", "Load published files"),
    make("p", "Drop files here or choose them: each is loaded whole or not at all, and what could not be used is listed below."),
    fields, choose, said);
  return box;
}
