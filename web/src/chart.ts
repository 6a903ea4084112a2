// One finding drawn: its series, the levels before and after, when the change is dated, events and
// control-list dates, what it is compared with, and the legal status over time.
import * as Plot from "@observablehq/plot";

export interface Finding {
  id: string;
  title: string;
  unit: string;
  freq: "M" | "A";
  first: number;              // index: months since year 0, or the year
  values: (number | null)[];
  elsewhere: (number | null)[];  // the same goods to other destinations, on the same periods
  others: (number | null)[];     // other goods to the same destination
  since: number;
  since_low: number;
  since_high: number;
  until: number;
  before_from: number;
  before: number | null;      // mean per period
  after: number | null;
  lists: { day: string; text: string }[];
  law: { from: number; until: number; status: string }[];
}

export interface Event { from: string; until: string; text: string }

interface Point { date: Date; value: number | null; text: string }

const shades: Record<string, string> = {
  "not listed": "#c9d1da", "listed, prohibits nothing": "#b6c3a4",
  "listed, not binding": "#e3c567", "cannot tell": "#b9a7cf",
  "prohibited above a price": "#e9b48a", "prohibited in part": "#e08a5b", "prohibited": "#b3261e",
};

export function dateOf(index: number, freq: "M" | "A"): Date {
  return freq === "M" ? new Date(Date.UTC(Math.floor(index / 12), index % 12, 1))
    : new Date(Date.UTC(index, 0, 1));
}

function periodText(index: number, freq: "M" | "A"): string {
  return freq === "A" ? String(index)
    : `${Math.floor(index / 12)}-${String(index % 12 + 1).padStart(2, "0")}`;
}

export function amount(v: number): string {
  const size = Math.abs(v);
  if (size >= 1e6) return `${(v / 1e6).toLocaleString("en", { maximumFractionDigits: 1 })} M`;
  return v.toLocaleString("en", { maximumFractionDigits: size < 10 ? 2 : 0 });
}

function points(f: Finding, values: (number | null)[], scale = 1): Point[] {
  return values.map((v, i) => ({
    date: dateOf(f.first + i, f.freq),
    value: v === null ? null : v * scale,
    text: v === null ? "" : `${periodText(f.first + i, f.freq)}: ${amount(v)} ${f.unit}`,
  }));
}

// Comparisons are drawn on the scale of the series: equal to it on average before the change.
function toScale(f: Finding, values: (number | null)[]): number {
  let own = 0, theirs = 0;
  for (let i = 0; i < values.length && f.first + i < f.since; i++) {
    const x = f.values[i], y = values[i];
    if (x === null || y === null || f.first + i < f.before_from) continue;
    own += x;
    theirs += y;
  }
  return theirs > 0 && own > 0 ? own / theirs : 0;
}

function level(f: Finding, from: number, until: number, value: number | null) {
  return value === null || until < from ? []
    : [{ x1: dateOf(from, f.freq), x2: dateOf(until, f.freq), y: value }];
}

function comparison(f: Finding, values: (number | null)[], dash: string) {
  const scale = toScale(f, values);
  return scale > 0
    ? [Plot.lineY(points(f, values, scale), { x: "date", y: "value", stroke: "var(--soft)",
      strokeWidth: 1, strokeDasharray: dash })] : [];
}

function span(f: Finding): [Date, Date] {
  return [dateOf(f.first, f.freq), dateOf(f.first + f.values.length, f.freq)];
}

export function drawSeries(f: Finding, events: Event[], width: number): Element {
  const [start, end] = span(f);
  const shown = events.filter((e) => new Date(e.until) >= start && new Date(e.from) <= end);
  const lists = f.lists.filter((l) => new Date(l.day) >= start && new Date(l.day) <= end);
  const own = points(f, f.values);
  return Plot.plot({
    className: "plot", width, height: 220, marginLeft: 56, marginRight: 20, ariaLabel: f.title,
    x: { type: "utc", label: null, domain: [start, end] },
    y: { label: f.unit, grid: true, zero: true, tickFormat: amount },
    marks: [
      Plot.rectX([f], { x1: dateOf(f.since_low, f.freq), x2: dateOf(f.since_high + 1, f.freq),
        fill: "var(--mark)", fillOpacity: 0.18 }),
      Plot.ruleX(shown, { x: (e: Event) => new Date(e.from), stroke: "var(--soft)",
        strokeDasharray: "1 3", title: "text" }),
      Plot.ruleX(lists, { x: (l) => new Date(l.day), stroke: "var(--up)", strokeDasharray: "4 3",
        title: "text" }),
      ...comparison(f, f.elsewhere, "5 3"),
      ...comparison(f, f.others, "1 2"),
      Plot.link([...level(f, f.before_from, f.since - 1, f.before),
        ...level(f, f.since, f.until, f.after)],
        { x1: "x1", x2: "x2", y1: "y", y2: "y", stroke: "var(--ink)", strokeWidth: 1.5 }),
      Plot.lineY(own, { x: "date", y: "value", stroke: "var(--flow)", strokeWidth: 1.5 }),
      Plot.dot(own.filter((p) => p.value !== null), { x: "date", y: "value", r: 2,
        fill: "var(--flow)", channels: { figure: "text" },
        tip: { format: { x: false, y: false, figure: true } } }),
    ],
  });
}

export function drawLaw(f: Finding, width: number): Element | null {
  if (!f.law.length) return null;
  const bars = f.law.map((s) => ({ x1: dateOf(s.from, f.freq), x2: dateOf(s.until + 1, f.freq),
    status: s.status }));
  return Plot.plot({
    className: "plot", width, height: 26, marginLeft: 56, marginRight: 20, marginTop: 2,
    marginBottom: 8,
    ariaLabel: "legal status over time",
    x: { type: "utc", axis: null, domain: span(f) },
    marks: [Plot.barX(bars, { x1: "x1", x2: "x2", fill: (b) => shades[b.status] ?? "#ccc",
      title: "status", clip: true })],
  });
}

export function legend(f: Finding): Element {
  const box = document.createElement("p");
  box.className = "legend";
  const entry = (name: string, colour?: string) => {
    const item = document.createElement("span");
    if (colour) {
      const swatch = document.createElement("i");
      swatch.style.background = colour;
      item.append(swatch);
    }
    item.append(name);
    box.append(item);
  };
  if (toScale(f, f.elsewhere) > 0) entry("- - same goods elsewhere, to scale");
  if (toScale(f, f.others) > 0) entry("··· other goods to there, to scale");
  entry("shaded: interval of the date");
  entry("dotted lines: events");
  if (f.lists.length) entry("dashed red: control-list dates");
  for (const status of new Set(f.law.map((s) => s.status))) entry(status, shades[status]);
  return box;
}
