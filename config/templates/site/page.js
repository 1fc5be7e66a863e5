// Sorts and filters the table of participants. Without it the page is whole, only unsorted.
"use strict";
(() => {
  const table = document.getElementById("participants");
  const form = document.querySelector(".filters");
  if (!table || !form) return;
  const body = table.tBodies[0];
  const rows = Array.from(body.rows);
  const fields = ["name", "region", "standing"].map((n) => document.getElementById("filter-" + n));
  const count = document.getElementById("filter-count");

  const apply = () => {
    const [name, region, standing] = fields.map((field) => field.value);
    const wanted = name.trim().toLocaleLowerCase();
    let shown = 0;
    for (const row of rows) {
      row.hidden =
        !row.cells[0].textContent.toLocaleLowerCase().includes(wanted) ||
        (region !== "" && row.dataset.region !== region) ||
        (standing !== "" && row.dataset.standing !== standing);
      if (!row.hidden) shown += 1;
    }
    count.textContent = shown + " shown";
  };

  // A cell without a date comes last in both directions.
  const keyOf = (row, column) => row.cells[column].dataset.key ?? row.cells[column].textContent;
  const sort = (column, ascending) => {
    const order = new Intl.Collator(document.documentElement.lang);
    rows.sort((a, b) => {
      const [x, y] = [keyOf(a, column), keyOf(b, column)];
      if ((x === "") !== (y === "")) return x === "" ? 1 : -1;
      return ascending ? order.compare(x, y) : order.compare(y, x);
    });
    body.append(...rows);
  };

  const heads = Array.from(table.tHead.rows[0].cells);
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const ascending = head.getAttribute("aria-sort") !== "ascending";
      heads.forEach((other) => other.removeAttribute("aria-sort"));
      head.setAttribute("aria-sort", ascending ? "ascending" : "descending");
      sort(column, ascending);
    });
  });
  fields.forEach((field) => field.addEventListener("input", apply));
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
})();
