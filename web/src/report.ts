// The report's page: tables sort and filter, charts are drawn where they are opened.
import { drawLaw, drawSeries, legend, type Event, type Finding } from "./chart";
import { sortable } from "./table";

interface Data { findings: Finding[]; events: Event[] }

function read(): Data {
  const text = document.getElementById("data")?.textContent;
  return text ? JSON.parse(text) : { findings: [], events: [] };
}

function draw(place: HTMLElement, f: Finding, events: Event[]) {
  if (place.childElementCount) return;
  const width = Math.max(320, Math.min(960, place.clientWidth || 640));
  place.append(drawSeries(f, events, width));
  const law = drawLaw(f, width);
  if (law) place.append(law);
  place.append(legend(f));
}

function main() {
  const data = read();
  const byId = new Map(data.findings.map((f) => [f.id, f]));
  for (const table of document.querySelectorAll<HTMLTableElement>("table.sortable")) sortable(table);
  for (const box of document.querySelectorAll<HTMLDetailsElement>("details.finding")) {
    const place = box.querySelector<HTMLElement>(".chart");
    const f = place && byId.get(place.dataset.finding ?? "");
    if (!place || !f) continue;
    const open = () => { if (box.open) draw(place, f, data.events); };
    box.addEventListener("toggle", open);
    open();
  }
  // a link from the ranking opens what it points to
  const reveal = () => {
    const box = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (box instanceof HTMLDetailsElement) box.open = true;
  };
  addEventListener("hashchange", reveal);
  reveal();
}

main();
