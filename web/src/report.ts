// The report's page: its tables sort and filter.  All else stands in the page without script.
import { sortable } from "./table";

for (const table of document.querySelectorAll<HTMLTableElement>("table.sortable")) sortable(table);
