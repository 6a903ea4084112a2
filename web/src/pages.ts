// The pages, as a table: what each asks for, and which questions answer it.
import type { Drawing } from "./draw";

export interface Field {
  name: string; label: string; hint?: string; word?: boolean; needed?: boolean; choices?: string[]; file?: boolean;
  as?: string;                          // what the question calls it, where two fields of a page would be called so
}

export interface Part {
  question: string; title?: string;
  fields?: string[];                    // of the form that it takes; all where not said
  when?: string;                        // only where that field is filled
  fixed?: Record<string, string>;       // said in any case
}

export interface Page {
  id: string; name: string; title: string; lead: string; fields: Field[]; parts: Part[]; draw?: Drawing; load?: boolean;
}

const to: Field = { name: "to", label: "destination", hint: "RUS, Kyrgyzstan, EAEU", needed: true };
const from: Field = { name: "from", label: "from", hint: "CHN, EU27; empty: all" };
const code: Field = { name: "code", label: "goods", hint: "8703, 842952" };
const list: Field = { name: "list", label: "on list", hint: "chpl, eu:XXIII" };

export const pages: Page[] = [
  { id: "destination", name: "Destination", title: "What flows to a destination",
    lead: "All that rose and fell, with its size, its date and the law of that day.",
    fields: [{ ...to, word: true }, from, code, list, { name: "since", label: "since", hint: "2022-03" }],
    parts: [{ question: "watch" }], draw: "map" },
  { id: "series", name: "Series", title: "One flow, period by period",
    lead: "As reported, with its law, where the panel sees a change, and the other side's report.",
    fields: [{ ...from, needed: true, hint: "CHN" }, to, { ...code, needed: true },
      { name: "flow", label: "reported by", choices: ["export", "import", "re-export"] },
      { name: "freq", label: "figures", choices: ["", "month", "year"] },
      { name: "as-of", label: "as known on", hint: "2024-06-30" },
      { name: "period", label: "both reports of", hint: "2022" }],
    parts: [{ question: "series", title: "The figures", fields: ["from", "to", "code", "flow", "freq", "as-of"] },
      { question: "changepoints", title: "What changed", fields: ["from", "to", "code", "flow", "freq", "as-of"] },
      { question: "surge", title: "Beside what else was sent", fields: ["from", "to", "code", "flow", "freq", "as-of"] },
      { question: "mirror", title: "Both reports", fields: ["from", "to", "code", "period", "as-of"], when: "period" }],
    draw: "series" },
  { id: "corridor", name: "Corridor", title: "What may go through others",
    lead: "Origin, intermediary, target: what fell on one way and rose on another. Statistics show flows, not shipments.",
    fields: [{ ...from, needed: true, label: "origin", hint: "EU27" }, { ...to, label: "target" },
      { name: "via", label: "through", hint: "KGZ, ARM; empty: all" }, code],
    parts: [{ question: "divert" }], draw: "corridor" },
  { id: "goods", name: "Goods", title: "What a code means, and which lists name it",
    lead: "By a word or a code; lists by the day on which they began.",
    fields: [{ name: "goods", label: "word or code", hint: "excavators, 842952", word: true, needed: true },
      { ...code, label: "who sells it: code", hint: "842952" }, { ...to, needed: false, hint: "RUS; empty: to all" },
      { name: "period", label: "in", hint: "2023" }],
    parts: [{ question: "codes", title: "Codes", fields: ["goods"] },
      { question: "top", title: "Who sells it", fields: ["code", "to", "period"], when: "code", fixed: { by: "exporter" } },
      { question: "top", title: "To whom", fields: ["code", "to", "period"], when: "code", fixed: { by: "destination" } }] },
  { id: "law", name: "Law", title: "Was it prohibited, under whose law, on that day?",
    lead: "Lists of goods as they stood on a day, and whom they bind.",
    fields: [{ ...code, word: true, needed: true, hint: "842952" }, { ...from, hint: "CHN" }, { ...to, needed: false },
      { name: "on", label: "on", hint: "2023-06-30" }],
    parts: [{ question: "status" }], draw: "lists" },
  { id: "claims", name: "Claims", title: "Is it so?",
    lead: "A sentence of somebody with its test; the answer is a verdict, a number and the evidence behind it.",
    fields: [{ name: "claims", label: "claims", file: true, needed: true }],
    parts: [{ question: "claim check" }] },
  { id: "read", name: "Article", title: "Is it so, sentence by sentence?",
    lead: "A text is read sentence by sentence; those that can be checked get a verdict beside them. Nothing of it is kept.",
    fields: [{ name: "article", label: "article", file: true, needed: true },
      { name: "date", label: "published on", hint: "2024-01-07" }],
    parts: [{ question: "read", fixed: { check: "true" } }] },
  { id: "lists", name: "Names", title: "Is this name on a list, or under a warrant?",
    lead: "Lists of names that this store holds, and warrants of arrest.",
    fields: [{ name: "name", label: "name or identifier", word: true, needed: true },
      { name: "birth", label: "born", hint: "1952-10-07" }, { name: "country", label: "country" },
      { name: "in", label: "was this state bound?", hint: "CHN" },
      { name: "treaty", label: "states bound by", choices: ["", "rome"], word: true },
      { name: "known", as: "on", label: "lists as of", hint: "2024-06-30" }, { name: "on", label: "warrants, treaty on", hint: "2023-10-17" }],
    parts: [{ question: "screen", title: "Screened, in any spelling and script", fields: ["name", "birth", "country", "known"] },
      { question: "lists find", title: "The name as it is, or an identifier", fields: ["name", "known"] },
      { question: "warrant", title: "Under a warrant", fields: ["name", "in", "on"] },
      { question: "treaty", title: "States that the treaty bound", fields: ["treaty", "on"], when: "treaty" }] },
  { id: "sources", name: "Sources", title: "What these answers rest on",
    lead: "Files with their vintage and hash, what they cover, and rows that could not be used.",
    fields: [], parts: [{ question: "sources", title: "Files" }, { question: "coverage", title: "What they cover" },
      { question: "rejects", title: "Rows that could not be used" }], load: true },
];

// What stands in the field of a page that takes a text, until another is put there.
export const texts: Record<string, string> = {
  read: "In 2023 Russia imported 1,365 tonnes of nitrocellulose from China, nearly twice as much as in 2022.\n",
  claims: `claims:
  - id: excavators
    sentence: Exports of excavators from China to Russia more than doubled in 2023.
    tests:
      - kind: growth
        from: CHN
        to: RUS
        code: 842952
        period: 2023
        with: 2022
        says: more than 2 times
`,
};
