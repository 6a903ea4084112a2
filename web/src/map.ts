// Who sells more to the destination than before, and who less: ratios, which currencies do not divide.
import { geoNaturalEarth1, geoPath } from "d3-geo";
import { feature } from "topojson-client";
import type { Topology } from "topojson-specification";
import { ask } from "./ask";

interface Area { m49: number; iso3: string | null; name: string; kind: string; groups: string | null }

// Areas that trade statistics count with their neighbours have another number there than on a map.
const otherwise: Record<string, string> = { "250": "FRA", "356": "IND", "380": "ITA", "578": "NOR", "756": "CHE",
  "840": "USA", "158": "TWN" };

// Natural Earth's file has Crimea in Russia.  It is drawn as Ukraine's here (UN General Assembly, resolution 68/262),
// hatched, since it is occupied.
const crimea = { type: "Polygon" as const, coordinates: [[[33.6, 46.1], [34.4, 45.95], [35, 45.75], [35.5, 45.35],
  [36.6, 45.4], [36.5, 45.05], [35.4, 45], [34.9, 44.75], [34, 44.4], [33.6, 44.5], [33.5, 44.95], [32.5, 45.35],
  [33.6, 45.85], [33.6, 46.1]]] };
export const choice = "Crimea is drawn hatched and as Ukraine's (UN General Assembly, resolution 68/262), not in Russia as "
  + "in Natural Earth's file; Kosovo, Northern Cyprus and Somaliland have no code there and no colour here. Taiwan has the colour of "
  + "'Other Asia, nes' (490), under which UN statistics count it.";

export const shades: [string, string, number][] = [["more", "2 times and more", 2], ["bit-more", "more", 1.1],
  ["same", "about as before", 1 / 1.1], ["bit-less", "less", 1 / 2], ["less", "half and less", 0]];

const shadeOf = (ratio: number) => shades.find((s) => ratio >= s[2])![0];

// Exporters of the answer's own table: name, figures, value before and after; months go before years.
function exportersOf(answer: Element): Map<string, number> {
  const found = new Map<string, number>();
  const months = new Set<string>();
  const table = [...answer.querySelectorAll("table")].find((t) => t.caption?.textContent?.startsWith("Every exporter"));
  for (const row of table?.tBodies[0].rows ?? []) {
    const [before, after] = [2, 3].map((i) => Number(row.cells[i].dataset.v));
    const name = row.cells[0].textContent ?? "", monthly = row.cells[1].textContent === "monthly";
    if (!(before > 0 || after > 0) || (found.has(name) && (months.has(name) || !monthly))) continue;
    found.set(name, after / before);
    if (monthly) months.add(name);
  }
  return found;
}

function element(name: string, values: Record<string, string>): SVGElement {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [k, v] of Object.entries(values)) made.setAttribute(k, v);
  return made;
}

const timesOf = (ratio: number) => Number.isFinite(ratio) ? `${ratio.toFixed(2)} times` : "nothing before";

export async function drawMap(answer: Element, target: string): Promise<Element | null> {
  const targets = answer.querySelector<HTMLElement>("header[data-to]")?.dataset.to?.split(",") ?? [];
  const ratio = exportersOf(answer);
  if (!ratio.size) return null;
  const [world, areas] = (await Promise.all([ask("world.json", "application/json"), ask("v1/areas", "application/json")]))
    .map((a) => JSON.parse(a.body)) as [Topology, Area[]];
  const byCode = new Map(areas.filter((a) => a.kind === "country").map((a) => [String(a.m49).padStart(3, "0"), a]));
  const byIso = new Map(areas.filter((a) => a.kind === "country").map((a) => [a.iso3, a]));
  const areaOf = (id: string) => byCode.get(id) ?? byIso.get(otherwise[id]);
  const all = feature(world, world.objects.countries) as GeoJSON.FeatureCollection;
  const land = { ...all, features: all.features.filter((f) => f.id !== "010") };     // nobody trades with Antarctica
  const path = geoPath(geoNaturalEarth1().fitSize([1000, 420], land));
  const svg = element("svg", { viewBox: "0 0 1000 420", class: "chart", role: "img",
    "aria-label": `Exporters by how their sales to ${target} changed` });
  const hatch = element("pattern", { id: "hatch", width: "4", height: "4", patternUnits: "userSpaceOnUse",
    patternTransform: "rotate(45)" });
  hatch.append(element("path", { d: "M0 0V4", class: "hatch" }));
  svg.append(hatch);
  for (const shape of land.features) {
    const area = areaOf(String(shape.id).padStart(3, "0"));
    const group = (area?.groups ?? "").split(/[,;] */).find((g) => ratio.has(g));
    const value = ratio.get(area?.iso3 ?? "") ?? (group ? ratio.get(group) : undefined);
    const drawn = element("path", { d: path(shape) ?? "", class: value === undefined ? "land" : `land ${shadeOf(value)}` });
    if (area && targets.includes(String(area.m49))) drawn.classList.add("target");
    if (area && value !== undefined) {
      const title = element("title", {});
      title.textContent = `${area.name}${group && !ratio.has(area.iso3 ?? "") ? `, in ${group}` : ""}: ${timesOf(value)}`;
      drawn.append(title);
    }
    svg.append(drawn);
  }
  svg.append(element("path", { d: path(crimea) ?? "", class: "disputed" }));
  return svg;
}
