// What the browser draws of an answer's figures, by the kind of page: a map, a series, a corridor, lists over time.
import * as Plot from "@observablehq/plot";
import { addressOf, askLong } from "./ask";
import { asPicture, dateOf, drawLine, type Reading, type Said } from "./line";
import { make } from "./make";
import { choice, drawMap, shades } from "./map";

export type Drawing = "map" | "series" | "corridor" | "lists";
type State = Record<string, string>;

let ending: AbortSignal;    // of the page that is drawn now

// What may not be there: no such flow, no report of the other side.  As events, of which a problem is none of the
// browser's own.
async function askIf<T>(question: string, words: string[], values: State): Promise<T | undefined> {
  try {
    const answer = await askLong(addressOf(question, words, values), "application/json", () => {}, ending);
    return JSON.parse(answer.body) as T;
  } catch {
    return undefined;
  }
}

// --- a map ---

// Squares of a class of the style, with what each stands for.
function legendOf(kinds: (readonly [string, string])[]): HTMLElement {
  const legend = make("p", "", { class: "legend" });
  for (const [shade, words] of kinds) {
    const entry = make("span", words);
    const sample = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const square = document.createElementNS("http://www.w3.org/2000/svg", "path");
    for (const [k, v] of [["width", "12"], ["height", "12"], ["aria-hidden", "true"]]) sample.setAttribute(k, v);
    square.setAttribute("d", "M0 0h12v12H0z");
    square.setAttribute("class", shade);
    sample.append(square);
    entry.prepend(sample);
    legend.append(entry);
  }
  return legend;
}

async function addMap(box: HTMLElement, state: State) {
  const target = state.to ?? "", map = await drawMap(box, target);
  if (!map) return undefined;
  const figure = make("figure", "", { class: "map" });
  figure.append(make("figcaption", `Who sells more to ${target} than before, and who less, as reported`), map,
    legendOf(shades.map(([shade, words]) => [shade, words] as const)),
    make("p", choice, { class: "src" }));
  (box.querySelector(".totals") ?? box.querySelector("section"))?.before(figure);
  return undefined;
}

// --- a series ---

const REVISIONS = 3;

// What was known before the sources were published as they are now.
async function earlierOf(values: State, now: Said) {
  const sources = await askIf<{ vintage: string }[]>("sources", [], {}) ?? [];
  const days = [...new Set(sources.map((s) => s.vintage))].sort().slice(0, -1).slice(-REVISIONS);
  const found = await Promise.all(days.map(async (day) => ({ day, said: await askIf<Said>("series", [], { ...values, "as-of": day }) })));
  const text = (s: Said) => JSON.stringify(s.points.map((p) => [p.period, p.value]));
  return found.flatMap((f) => f.said && text(f.said) !== text(now) ? [{ day: f.day, said: f.said }] : []);
}

function keyOf(readings: Reading[], other: Said | undefined, earlier: { day: string }[]): HTMLElement {
  const words = [readings.length ? "red: the geometric mean of what was traded between changes, shaded: when it changed, at 95 %" : "",
    other ? `dashed: as ${other.series.reporter} reports it, valued ${other.series.valuation}` : "",
    ...earlier.map((e) => `dotted: as known on ${e.day}`)].filter((w) => w);
  return make("p", words.join("; "), { class: "legend" });
}

async function addSeries(box: HTMLElement, state: State, values: State, width: number) {
  const said = await askIf<Said>("series", [], values);
  if (!said) return undefined;
  const { "as-of": asOf, ...flow } = values;
  const [changes, mirrored, earlier] = await Promise.all([
    asOf ? undefined : askIf<{ readings: Reading[] }>("changepoints", [], flow),
    askIf<Said>("series", [], { ...values, flow: values.flow === "import" ? "export" : "import" }), asOf ? [] : earlierOf(values, said)]);
  const readings = changes?.readings.filter((r) => said.points[r.index]?.period === r.period) ?? [];
  const same = mirrored && mirrored.series.unit === said.series.unit
    && mirrored.points[0]?.period.length === said.points[0]?.period.length ? mirrored : undefined;
  const chart = drawLine(said, width, { readings, other: same, earlier });
  box.querySelector("h2")!.after(chart, keyOf(readings, same, earlier));
  return chart;
}

// --- a corridor ---

interface Corridor { origin: string; via: string; target: string; family: string; since_direct: string | null;
  since_in: string | null; since_out: string | null; verdict: string; reason: string | null }

// Its three flows below each other, over the same years.
async function addCorridor(box: HTMLElement, state: State, values: State, width: number) {
  const [best] = await askIf<Corridor[]>("divert", [], values) ?? [];
  if (!best) return undefined;
  const legs: [string, string, string, string | null][] = [["What the origin sells to the target", best.origin, best.target, best.since_direct],
    ["What it sells to the intermediary", best.origin, best.via, best.since_in],
    ["What that sells to the target", best.via, best.target, best.since_out]];
  // As the exporter reports it, as the table has it, where he does.
  const said = await Promise.all(legs.map(async ([, from, to]) => await askIf<Said>("series", [],
    { from, to, code: best.family, flow: "export" }) ?? await askIf<Said>("series", [], { from, to, code: best.family })));
  const periods = said.flatMap((s) => s?.points.map((p) => p.period) ?? []).sort();
  const figure = make("figure", "", { class: "legs" });
  figure.append(make("figcaption", `${best.origin} through ${best.via} to ${best.target}, goods of ${best.family}: ${best.verdict}`
    + `${best.reason ? `, ${best.reason}` : ""}`));
  legs.forEach(([title, from, to, since], i) => {
    const series = said[i];
    figure.append(make("p", `${title}: ${from} to ${to}${since ? `, changed since ${since}` : ""}`, { class: "leg" }));
    if (!series) figure.append(make("p", "No source here has this flow.", { class: "note" }));
    else figure.append(drawLine(series, width, { dates: [periods[0], periods[periods.length - 1]], title: `${from} to ${to}` }));
    const incomplete = series?.points.some((p) => p.status === "incomplete") ? ["hollow: a month that is incomplete"] : [];
    const notes = [...incomplete, ...series?.notes ?? []];
    if (notes.length) figure.append(make("p", notes.join("; "), { class: "legend" }));
  });
  box.querySelector("section, pre, table")?.before(figure);
  return undefined;
}

// --- lists over time ---

interface Entry { regime: string | null; annex: string; listed_since: string | null; listed_until: string | null; partial: boolean;
  prohibits: boolean | null; binding_on_exporter: boolean; measure: string }

const kinds = ["prohibits it for the exporter", "prohibits it for others", "prohibition not sure on that day", "prohibits nothing to there"];

async function addLists(box: HTMLElement, state: State, words: string[], values: State, width: number) {
  const entries = (await askIf<Entry[]>("status", words, values) ?? []).filter((e) => e.regime);
  if (!entries.length) return undefined;
  const last = state.on ? dateOf(state.on) : new Date(), on = last;   // on a day: the lists of that day, until then
  const begun = entries.flatMap((e) => e.listed_since ? [dateOf(e.listed_since)] : []);
  const edge = new Date(Math.min(...begun.map((d) => d.getTime()), on.getTime()) - 180 * 86400e3);  // before all that is known
  const bars = entries.map((e) => ({ list: `${e.regime} ${e.annex}`, from: e.listed_since ? dateOf(e.listed_since) : edge,
    until: e.listed_until && dateOf(e.listed_until) < last ? dateOf(e.listed_until) : last,
    kind: kinds[e.prohibits === false ? 3 : e.prohibits === null ? 2 : e.binding_on_exporter ? 0 : 1],
    known: e.listed_since !== null,
    words: `${e.regime} ${e.annex}: ${e.listed_since ?? "first day not known"} to ${e.listed_until ?? "now"}${e.partial ? ", in part" : ""}` }));
  const chart = Plot.plot({
    className: "plot", width, marginLeft: 150, ariaLabel: "Lists by day", x: { type: "utc", label: null, grid: true }, y: { label: null },
    color: { domain: kinds, range: ["var(--up)", "var(--mark)", "var(--line)", "var(--soft)"] },
    marks: [Plot.barX(bars, { x1: "from", x2: "until", y: "list", fill: "kind", fillOpacity: .75, insetTop: 3, insetBottom: 3,
      channels: { words: "words" }, tip: { format: { x: false, x1: false, x2: false, y: false, fill: false, words: true } } }),
    Plot.text(bars.filter((b) => !b.known), { x: "from", y: "list", text: () => "? first day not known", textAnchor: "start", dx: 4 }),
    Plot.ruleX([on], { stroke: "var(--ink)", strokeDasharray: "2 3" })],
  });
  asPicture(chart);
  const figure = make("figure");
  figure.append(make("figcaption", state.on ? `Lists that name the goods on ${state.on}, and since when; others began later or had ended`
    : "Lists that name the goods, by day; the table below has all of them"), chart,
    legendOf(kinds.map((words, i) => [`kind-${i}`, words] as const)));
  (box.querySelector("h2") ?? box.firstElementChild)?.before(figure);
  return chart;
}

// Draws into an answer; gives a chart that can be had as a file.
export function draw(kind: Drawing, box: HTMLElement, state: State, words: string[], values: State,
                     signal: AbortSignal, width: number): Promise<Element | undefined> {
  ending = signal;
  return kind === "map" ? addMap(box, state) : kind === "series" ? addSeries(box, state, values, width)
    : kind === "corridor" ? addCorridor(box, state, values, width) : addLists(box, state, words, values, width);
}
