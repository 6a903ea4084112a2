// A claim step by step: the sentence, the kind of its test, and the fields of that kind, as the server's template has
// them.  What is filled in is added to the file of claims.
import { addressOf, ask } from "./ask";
import { make } from "./make";

const kinds = ["ratio", "change", "level", "share", "rank", "record", "unit value", "destination rank", "compare", "zero", "first", "rise", "coincidence",
  "lawful", "munitions", "mirror_gap", "diverted", "count", "bound", "warrant", "listed", "listings", "list count"];

interface FieldOf { name: string; value: string; words: string }

// "        from: CHN   # words" below "tests:".
function fieldsOf(yaml: string): { asks: string; fields: FieldOf[] } {
  const lines = yaml.slice(yaml.indexOf("tests:")).split("\n").slice(1);
  const asks = lines[0]?.split("#")[1]?.trim() ?? "";
  const fields = lines.slice(1).flatMap((line) => {
    const found = /^\s+([a-z_]+): (.*?)(?:\s+# (.*))?$/.exec(line);
    return found ? [{ name: found[1], value: found[2], words: found[3] ?? "" }] : [];
  });
  return { asks, fields };
}

const quoted = (text: string) => /^[\p{L}\d][\p{L}\d .,%+()/-]*$/u.test(text) ? text : JSON.stringify(text);

function labelled(words: string, input: HTMLElement): HTMLElement {
  const label = make("label", words);
  label.append(input);
  return label;
}

export function claimBuilder(text: () => HTMLTextAreaElement): HTMLElement {
  const box = make("details", "", { class: "wide builder" }), steps = make("div", "", { class: "steps" });
  const sentence = make("input", "", { placeholder: "The sentence, as it was said" }), who = make("input"), on = make("input", "", { placeholder: "2024-01-07" });
  const kind = make("select");
  for (const k of kinds) kind.append(make("option", k, { value: k }));
  const asks = make("p", "", { class: "note", role: "status" });
  let fields: [string, HTMLInputElement][] = [];
  const show = async () => {
    const wanted = kind.value;
    const template = JSON.parse((await ask(addressOf("claim new", [wanted], {}), "application/json")).body)[0].yaml as string;
    if (kind.value !== wanted) return;      // another was chosen meanwhile
    const said = fieldsOf(template);
    asks.textContent = said.asks;
    fields = said.fields.map((f) => [f.name, make("input", "", { placeholder: f.value, title: f.words })]);
    steps.replaceChildren(...fields.map(([name, input]) => labelled(name.replace(/_/g, " "), input)));
  };
  const add = make("button", "Add this claim", { type: "button", class: "quiet" });
  add.addEventListener("click", () => {
    const said = [`    sentence: ${quoted(sentence.value || "A sentence")}`, who.value && `    said_by: ${quoted(who.value)}`,
      on.value && `    said_on: ${on.value}`, "    tests:", `      - kind: ${kind.value}`,
      ...fields.filter(([, input]) => input.value).map(([name, input]) => `        ${name}: ${quoted(input.value)}`)].filter((l) => l);
    const area = text(), before = area.value.includes("claims:") ? area.value.replace(/\n*$/, "\n") : "claims:\n";
    const number = (before.match(/^ {2}- id:/gm) ?? []).length + 1;
    area.value = `${before}  - id: claim-${number}\n${said.join("\n")}\n`;
  });
  kind.addEventListener("change", () => { void show(); });
  box.addEventListener("toggle", () => { if (box.open && !fields.length) void show(); });
  box.append(make("summary", "Write one step by step"), labelled("sentence", sentence), labelled("said by", who), labelled("said on", on),
    labelled("kind of test", kind), asks, steps, add);
  return box;
}

interface Reading {
  sentence: string; checkable: boolean;
  tests: { kind: string; held: boolean; fields: Record<string, { value: string }>; asks: { field: string; choices: string[] }[] }[];
}

// What was read of an article as a file of claims, to correct by hand: what is asked stands behind a #.
export function claimsOf(json: string): string {
  const lines = ["claims:"];
  for (const [i, reading] of (JSON.parse(json) as Reading[]).entries()) {
    if (!reading.checkable) continue;
    lines.push(`  - id: s${i + 1}`, `    sentence: ${JSON.stringify(reading.sentence)}`, "    tests:");
    for (const test of reading.tests.filter((t) => t.held)) {
      lines.push(`      - kind: ${test.kind}`);
      const taken = Object.entries(test.fields).filter(([name, f]) => f.value !== "both" && !(name === "state" && test.kind.startsWith("list")));
      for (const [name, field] of taken) lines.push(`        ${name}: ${JSON.stringify(field.value)}`);
      for (const a of test.asks) {
        const line = a.choices.length && !test.fields[a.field] ? `${a.field}: ${JSON.stringify(a.choices[0])}  ` : "";
        lines.push(`        ${line}# which ${a.field}? ${a.choices.join(" or ")}`);
      }
    }
  }
  return `${lines.join("\n")}\n`;
}
