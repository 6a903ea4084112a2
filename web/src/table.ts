// Sorts a table by a click on a head of it, and filters its rows; without script the page still
// holds everything.

// "1,234.5" as a number; what is none stands below all.
function numberOf(text: string): number {
  const v = parseFloat(text.replace(/,/g, ""));
  return Number.isNaN(v) ? -Infinity : v;
}

function keyOf(row: HTMLTableRowElement, column: number): number | string {
  const cell = row.cells[column];
  const value = cell.dataset.v;
  const text = cell.textContent ?? "";
  if (value !== undefined) return value === "" ? -Infinity : Number(value);
  return cell.classList.contains("n") ? numberOf(text) : text;
}

function sortBy(table: HTMLTableElement, rows: HTMLTableRowElement[], head: HTMLTableCellElement) {
  const column = head.cellIndex;
  const up = head.getAttribute("aria-sort") === "descending";
  for (const other of table.tHead!.rows[0].cells) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", up ? "ascending" : "descending");
  rows.sort((a, b) => {
    const x = keyOf(a, column), y = keyOf(b, column);
    const order = typeof x === "number" && typeof y === "number"
      ? (x === y ? 0 : x - y) : String(x).localeCompare(String(y));
    return up ? order : -order;
  });
  table.tBodies[0].append(...rows);
}

function addFilter(table: HTMLTableElement, rows: HTMLTableRowElement[]) {
  const filter = document.createElement("input");
  filter.type = "search";
  filter.placeholder = "filter rows";
  filter.setAttribute("aria-label", "filter rows");
  filter.addEventListener("input", () => {
    const want = filter.value.toLowerCase();
    for (const row of rows) row.hidden = !(row.textContent ?? "").toLowerCase().includes(want);
  });
  table.before(filter);
}

export function sortable(table: HTMLTableElement) {
  const rows = [...table.tBodies[0].rows];
  for (const head of table.tHead!.rows[0].cells) {
    const button = document.createElement("button");        // answers to Enter and to a blank
    button.type = "button";
    button.className = "sort";
    button.append(...head.childNodes);
    button.addEventListener("click", () => sortBy(table, rows, head));
    head.append(button);
  }
  if (rows.length >= 10) addFilter(table, rows);
}
