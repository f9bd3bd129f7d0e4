
"use strict";
const filter = document.querySelector("#filter"), shown = document.querySelector("output");
filter.addEventListener("input", () => {
  const wanted = filter.value.toLowerCase().split(/\s+/), rows = [...document.querySelectorAll("tbody tr")];
  for (const row of rows) {
    const text = row.textContent.toLowerCase();
    row.hidden = !wanted.every(word => text.includes(word));
  }
  shown.value = `${rows.filter(row => !row.hidden).length} / ${rows.length}`;
});
for (const button of document.querySelectorAll("th button")) {
  button.addEventListener("click", () => {
    const head = button.closest("th"), at = head.cellIndex, body = head.closest("table").tBodies[0];
    const up = head.getAttribute("aria-sort") !== "ascending";
    for (const other of head.parentNode.children) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", up ? "ascending" : "descending");
    const text = row => row.cells[at].textContent;
    const order = new Intl.Collator(document.documentElement.lang, { numeric: true }).compare;
    const rows = [...body.rows].sort((a, b) => (up ? 1 : -1) * order(text(a), text(b)));
    body.append(...rows);
  });
}
