// A series drawn with Observable Plot: its figures with their law, and events that have a name.
import * as Plot from "@observablehq/plot";

interface Said { series: Record<string, string>; points: { period: string; value: number | null; law?: string }[] }

// A year's figure stands in its middle, a month's on its first day.
const dateOf = (period: string) => new Date(Date.UTC(Number(period.slice(0, 4)), Number(period.slice(5, 7) || 7) - 1, 1));

export function amount(v: number): string {
  const size = Math.abs(v);
  const short = (x: number, unit: string) => `${x.toLocaleString("en", { maximumSignificantDigits: 3 })}${unit}`;
  return size >= 1e9 ? short(v / 1e9, " bn") : size >= 1e6 ? short(v / 1e6, " M") : short(v, "");
}

export function drawLine(text: string, width: number): Element {
  const said = JSON.parse(text) as Said;
  const unit = said.series.unit ?? said.series.currency ?? "";
  const points = said.points.map((p) => ({ date: dateOf(p.period), value: p.value,
    figure: p.value === null ? `${p.period}: no figure` : `${p.period}: ${amount(p.value)} ${unit}${p.law ? `, ${p.law}` : ""}` }));
  const invasion = [{ day: new Date("2022-02-24"), text: "invasion of Ukraine" }]
    .filter((e) => points.length > 1 && e.day > points[0].date && e.day < points[points.length - 1].date);
  const yearly = said.points.every((p) => p.period.length === 4);
  const chart = Plot.plot({
    className: "plot", width, height: 280, marginLeft: 56, marginTop: 28,
    ariaLabel: `${said.series.exporter} to ${said.series.importer}, ${said.series.family ?? ""}`,
    x: { type: "utc", label: null, ...(yearly && points.length < 12 ? { ticks: "year" } : {}) }, y: { label: unit, grid: true, zero: true, tickFormat: amount },
    marks: [
      Plot.ruleX(invasion, { x: "day", stroke: "var(--mark)", strokeDasharray: "2 3" }),
      Plot.text(invasion, { x: "day", text: "text", frameAnchor: "top", dy: -14, textAnchor: "start", fill: "var(--ink)" }),
      Plot.areaY(points, { x: "date", y: "value", fill: "var(--tint)" }),
      Plot.lineY(points, { x: "date", y: "value", stroke: "var(--flow)", strokeWidth: 1.7 }),
      Plot.dot(points.filter((p) => p.value !== null), { x: "date", y: "value", r: 2, fill: "var(--flow)",
        channels: { figure: "figure" }, tip: { format: { x: false, y: false, figure: true } } }),
    ],
  });
  chart.setAttribute("role", "img");      // one picture, with its table below
  for (const g of chart.querySelectorAll("[aria-label]")) g.removeAttribute("aria-label");
  return chart;
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

// The chart as a file: colours are those that are seen, not names of the page's style.
export function asSvg(chart: Element): string {
  const svg = (chart instanceof SVGSVGElement ? chart : chart.querySelector("svg")!).cloneNode(true) as SVGSVGElement;
  const style = getComputedStyle(document.documentElement);
  svg.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  return svg.outerHTML.replace(/var\((--[a-z]+)\)/g, (_, name: string) => style.getPropertyValue(name).trim());
}
