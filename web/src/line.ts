// Series drawn with Observable Plot: figures with their law, where they changed, the other side's report, what was
// known before, and days that have a name.
import * as Plot from "@observablehq/plot";

export interface Said { series: Record<string, string>; notes?: string[];
  points: { period: string; value: number | null; law?: string; status?: string }[] }
export interface Reading { period: string; index: number; low: number; high: number; direction: string; size: number | null;
  size_low: number | null; size_high: number | null }
export interface Beside { readings?: Reading[]; other?: Said; earlier?: { day: string; said: Said }[]; dates?: [string, string];
  title?: string }

// A year's figure stands in its middle, a month's on its first day.
export const dateOf = (period: string) =>
  new Date(Date.UTC(Number(period.slice(0, 4)), Number(period.slice(5, 7) || 7) - 1, Number(period.slice(8, 10) || 1)));

export function amount(v: number): string {
  const size = Math.abs(v);
  const short = (x: number, unit: string) => `${x.toLocaleString("en", { maximumSignificantDigits: 3 })}${unit}`;
  return size >= 1e9 ? short(v / 1e9, " bn") : size >= 1e6 ? short(v / 1e6, " M") : short(v, "");
}

export const unitOf = (said: Said) => said.series.unit ?? said.series.currency ?? "";

const times = (x: number) => `${Number(x.toPrecision(2))} times`;

function pointsOf(said: Said, words = "") {
  return said.points.map((p) => ({ date: dateOf(p.period), value: p.status === "incomplete" ? null : p.value,
    part: p.status === "incomplete" ? p.value : null,                // of what is there: no fall
    figure: p.value === null ? `${p.period}: no figure`
      : `${p.period}: ${amount(p.value)} ${unitOf(said)}${p.law ? `, ${p.law}` : ""}${
        p.status === "incomplete" ? ", incomplete" : ""}${words}` }));
}

// The mean of the periods from one change to the next.
function levelsOf(said: Said, readings: Reading[]) {
  const cuts = [0, ...readings.map((r) => r.index), said.points.length];
  return cuts.slice(1).flatMap((end, k) => {
    const known = said.points.slice(cuts[k], end).map((p) => p.value).filter((v) => v !== null);
    if (!known.length) return [];
    const traded = known.filter((v) => v > 0);                        // sizes are told in logs: so is what they are between
    const level = traded.length ? Math.exp(traded.reduce((a, b) => a + Math.log(b), 0) / traded.length) : 0;
    return [{ from: dateOf(said.points[cuts[k]].period), until: dateOf(said.points[end - 1].period), level }];
  });
}

const bandsOf = (said: Said, readings: Reading[]) => readings.map((r) => ({
  from: dateOf(said.points[Math.max(0, r.low - 1)].period), until: dateOf(said.points[r.high].period),
  at: dateOf(r.period), text: r.size === null ? r.direction
    : `${times(r.size)}${r.size_low === null || r.size_high === null ? ""
      : ` (${Number(r.size_low.toPrecision(2))} to ${Number(r.size_high.toPrecision(2))})`}` }));

// Days on which the law of the goods became another, by the figures' own column, and the invasion.
function namedDays(said: Said) {
  const laws = said.points.flatMap((p, i) => i && p.law && said.points[i - 1].law && p.law !== said.points[i - 1].law
    ? [{ day: dateOf(p.period), text: `law: ${p.law}` }] : []);
  const days = [{ day: new Date("2022-02-24"), text: "invasion of Ukraine" }, ...laws.slice(0, 4)];
  const [first, last] = [said.points[0], said.points[said.points.length - 1]];
  return days.filter((e) => last && e.day > dateOf(first.period) && e.day <= dateOf(last.period))
    .sort((a, b) => a.day.getTime() - b.day.getTime());
}

export function drawLine(said: Said, width: number, beside: Beside = {}): Element {
  const unit = unitOf(said), points = pointsOf(said), yearly = said.points.every((p) => p.period.length === 4);
  const readings = beside.readings ?? [], days = namedDays(said);
  const earlier = (beside.earlier ?? []).flatMap((e) => pointsOf(e.said, `, as known on ${e.day}`).map((p) => ({ ...p, day: e.day })));
  const other = beside.other ? pointsOf(beside.other, `, as ${beside.other.series.reporter} reports it`) : [];
  const [first, last] = beside.dates ?? [said.points[0]?.period ?? "", said.points[said.points.length - 1]?.period ?? ""];
  const late = dateOf(first).getTime() * .3 + dateOf(last).getTime() * .7;
  const anchorOf = (day: Date) => day.getTime() > late ? "end" as const : "start" as const;      // stays within the picture
  const chart = Plot.plot({
    className: "plot", width, height: 280, marginLeft: 56, marginTop: 22 + 13 * Math.min(days.length, 3),
    ariaLabel: beside.title ?? `${said.series.exporter} to ${said.series.importer}, ${said.series.family ?? ""}`,
    x: { type: "utc", label: null, ...(beside.dates ? { domain: beside.dates.map(dateOf) } : {}),
      ...(yearly && points.length < 12 ? { ticks: "year" } : {}) },
    y: { label: unit, grid: true, zero: true, tickFormat: amount },
    marks: [
      Plot.rectX(bandsOf(said, readings), { x1: "from", x2: "until", fill: "var(--mark)", fillOpacity: .14 }),
      Plot.ruleX(days, { x: "day", stroke: "var(--mark)", strokeDasharray: "2 3" }),
      ...days.map((d, i) => Plot.text([d], { x: "day", text: "text", frameAnchor: "top", dy: -13 * (i % 3) - 9,
        textAnchor: anchorOf(d.day), fill: "var(--ink)" })),
      Plot.areaY(points, { x: "date", y: "value", fill: "var(--tint)" }),
      Plot.lineY(earlier, { x: "date", y: "value", z: "day", stroke: "var(--soft)", strokeWidth: 1, strokeDasharray: "1 3" }),
      Plot.lineY(other, { x: "date", y: "value", stroke: "var(--good)", strokeWidth: 1.3, strokeDasharray: "5 3" }),
      Plot.lineY(points, { x: "date", y: "value", stroke: "var(--flow)", strokeWidth: 1.7 }),
      ...(readings.length ? levelsOf(said, readings) : []).map((l) => Plot.line([[l.from, l.level], [l.until, l.level]],
        { stroke: "var(--up)", strokeWidth: 2 })),
      ...bandsOf(said, readings).map((b, i) => Plot.text([b], { x: "at", text: "text", frameAnchor: "top", dy: 8 + 13 * (i % 3),
        dx: anchorOf(b.at) === "start" ? 5 : -5, textAnchor: anchorOf(b.at), fill: "var(--up)" })),
      Plot.dot(points.filter((p) => p.part !== null), { x: "date", y: "part", r: 2.5, fill: "var(--paper)", stroke: "var(--flow)",
        channels: { figure: "figure" }, tip: { format: { x: false, y: false, figure: true } } }),
      Plot.dot(points.filter((p) => p.value !== null), { x: "date", y: "value", r: 2, fill: "var(--flow)",
        channels: { figure: "figure" }, tip: { format: { x: false, y: false, figure: true } } }),
    ],
  });
  asPicture(chart);
  return chart;
}

// One picture, with its table below.
export function asPicture(chart: Element) {
  chart.setAttribute("role", "img");
  for (const g of chart.querySelectorAll("[aria-label]")) g.removeAttribute("aria-label");
}

// The chart as a file: colours are those that are seen, not names of the page's style.
export function asSvg(chart: Element): string {
  const svg = (chart instanceof SVGSVGElement ? chart : chart.querySelector("svg")!).cloneNode(true) as SVGSVGElement;
  const style = getComputedStyle(chart);
  svg.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  return svg.outerHTML.replace(/var\((--[a-z-]+)\)/g, (_, name: string) => style.getPropertyValue(name).trim());
}

// The same as a picture, twice as fine as the screen.
export async function asPng(chart: Element): Promise<Blob> {
  const image = new Image();
  const { width, height } = chart.getBoundingClientRect();
  image.src = URL.createObjectURL(new Blob([asSvg(chart)], { type: "image/svg+xml" }));
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [width * 2, height * 2];
  const brush = canvas.getContext("2d")!;
  brush.fillStyle = getComputedStyle(document.body).backgroundColor;
  brush.fillRect(0, 0, canvas.width, canvas.height);
  brush.drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(image.src);
  return new Promise((done, fail) =>
    canvas.toBlob((made) => made ? done(made) : fail(new Error("the picture could not be made")), "image/png"));
}
