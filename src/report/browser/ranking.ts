/** Lets a click on a metric order the columns of the ranking table by it, smallest first; a second click, largest first. */
export function sortPolicies(): void {
  const table = document.getElementById("ranking-table");
  if (!(table instanceof HTMLTableElement)) return;
  for (const button of table.querySelectorAll<HTMLButtonElement>("button.sort")) {
    button.addEventListener("click", () => sortBy(table, button.closest("tr")!));
  }
}

function sortBy(table: HTMLTableElement, row: HTMLTableRowElement): void {
  const descending = row.classList.contains("sorted") && row.dataset["order"] !== "descending";
  for (const other of table.rows) other.classList.remove("sorted");
  row.classList.add("sorted");
  row.dataset["order"] = descending ? "descending" : "ascending";
  const order = [...row.querySelectorAll<HTMLElement>("td")]
    .sort((a, b) => (valueOf(a) - valueOf(b)) * (descending ? -1 : 1))
    .map((cell) => cell.dataset["policy"]);
  for (const each of table.rows) {
    const cells = [...each.querySelectorAll<HTMLElement>("[data-policy]")];
    for (const policy of order) {
      const cell = cells.find((one) => one.dataset["policy"] === policy);
      if (cell !== undefined) each.append(cell);
    }
  }
}

/** Where a metric does not apply the policy goes last. */
function valueOf(cell: HTMLElement): number {
  const text = cell.dataset["value"] ?? "";
  return text === "" ? Number.POSITIVE_INFINITY : Number(text);
}

/** Shows and hides the metrics of the second rank. */
export function toggleMetrics(): void {
  const button = document.getElementById("more-metrics");
  const more = document.querySelector<HTMLElement>("#ranking-table tbody.more");
  if (button === null || more === null) return;
  const words = button.textContent ?? "";
  button.addEventListener("click", () => {
    more.hidden = !more.hidden;
    button.setAttribute("aria-expanded", String(!more.hidden));
    button.textContent = more.hidden ? words : "Show fewer metrics";
  });
}
