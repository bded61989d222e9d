"use strict";
// The index of a batch: search among the reports, their findings and the files, and sort the reports by a column.
(() => {
  const table = document.getElementById("reports"), body = table.tBodies[0], rows = Array.from(body.rows);
  const search = document.getElementById("q"), shown = document.getElementById("shown");
  const searched = Array.from(document.querySelectorAll("[data-search]"), (item) => [item, (item.dataset.search + " " + item.textContent).toLowerCase()]);
  document.documentElement.classList.add("js");

  function filter() {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const [item, text] of searched) item.hidden = !words.every((word) => text.includes(word));
    shown.textContent = shown.dataset.text.replace("{shown}", rows.filter((row) => !row.hidden).length).replace("{total}", rows.length);
  }
  search.addEventListener("input", filter);
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && event.target !== search) { event.preventDefault(); search.focus(); }
    else if (event.key === "Escape") { search.value = ""; filter(); }
  });

  // A number column begins with the largest; the third click restores the order of the page.
  const order = new Map(rows.map((row, place) => [row, place])), collator = new Intl.Collator("zh");
  for (const button of table.tHead.querySelectorAll("button")) {
    button.addEventListener("click", () => {
      const head = button.closest("th"), number = head.classList.contains("num"), column = head.cellIndex;
      const first = number ? "descending" : "ascending", second = number ? "ascending" : "descending";
      const next = { [first]: second, [second]: "none" }[head.getAttribute("aria-sort")] || first;
      for (const other of table.tHead.querySelectorAll("th")) other.removeAttribute("aria-sort");
      if (next !== "none") head.setAttribute("aria-sort", next);
      const value = (row) => number ? Number(row.cells[column].textContent) : row.cells[column].textContent.trim();
      const compare = (a, b) => (next === "none" ? 0 : (next === "ascending" ? 1 : -1) * (number ? value(a) - value(b) : collator.compare(value(a), value(b))));
      body.append(...rows.slice().sort((a, b) => compare(a, b) || order.get(a) - order.get(b)));
    });
  }
  filter();
})();
