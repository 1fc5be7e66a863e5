// Sorts and filters a page's list. Without it the page is whole, only unsorted.
"use strict";
(() => {
  const form = document.querySelector(".filters");
  const list = form && document.getElementById(form.dataset.list);
  if (!list) return;
  const table = list.tBodies ? list : null;
  const items = Array.from(table ? table.tBodies[0].rows : list.querySelectorAll("li"));
  const fields = Array.from(form.querySelectorAll("[data-filter]"));
  const output = form.querySelector("output");

  // Accents do not stand between a reader and a name.
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase();
  const textOf = new Map(
    items.map((item) => [item, plain(table ? item.cells[0].textContent : item.textContent)]),
  );
  const belongs = (item) =>
    fields.every((field) => {
      if (field.dataset.filter === "text") return textOf.get(item).includes(plain(field.value.trim()));
      return field.value === "" || item.dataset[field.dataset.filter] === field.value;
    });
  const apply = () => {
    let shown = 0;
    for (const item of items) {
      item.hidden = !belongs(item);
      if (!item.hidden) shown += 1;
    }
    for (const section of table ? [] : list.querySelectorAll("section")) {
      section.hidden = !section.querySelector("li:not([hidden])");
    }
    output.textContent = form.dataset.shown.replace("{n}", shown);
  };

  // A cell without a date comes last in both directions.
  const keyOf = (row, column) => row.cells[column].dataset.key ?? row.cells[column].textContent;
  const order = new Intl.Collator(document.documentElement.lang);
  const sort = (column, ascending) => {
    items.sort((a, b) => {
      const [x, y] = [keyOf(a, column), keyOf(b, column)];
      if ((x === "") !== (y === "")) return x === "" ? 1 : -1;
      return ascending ? order.compare(x, y) : order.compare(y, x);
    });
    table.tBodies[0].append(...items);
  };
  const heads = table ? Array.from(table.tHead.rows[0].cells) : [];
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
  apply();
})();
