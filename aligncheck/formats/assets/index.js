"use strict";
{
  // Many translations: their table is sorted by whatever column is asked for, and filtered.
  for (const table of document.querySelectorAll(".sortable")) {
    const heads = [...table.tHead.rows[0].cells];
    const body = table.tBodies[0];
    heads.forEach((head, column) => {
      if (head.hasAttribute("data-unsorted")) return;
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        // Of figures the greatest come first.
        const first = head.hasAttribute("data-figures") ? "ascending" : "descending";
        const down = head.hasAttribute("aria-sort") ? head.getAttribute("aria-sort") === "ascending" : first === "ascending";
        for (const each of heads) each.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const value = (row) => row.cells[column].textContent.trim();
        const sorted = [...body.rows].sort((a, b) => value(a).localeCompare(value(b), "en", { numeric: true }));
        body.append(...(down ? sorted.reverse() : sorted));
      });
    });
  }

  const search = document.getElementById("paths");
  const failed = document.getElementById("failed");
  const entries = [...document.querySelectorAll(".entries tbody tr")];
  const filter = () => {
    const query = search.value.trim().toLowerCase();
    for (const entry of entries)
      entry.hidden =
        (failed.checked && !entry.classList.contains("failed")) || !entry.textContent.toLowerCase().includes(query);
    const left = entries.filter((entry) => !entry.hidden).length;
    const all = left === entries.length;
    document.getElementById("left").textContent = all ? "" : `${left} of ${entries.length} translations`;
  };
  search?.addEventListener("input", filter);
  failed?.addEventListener("change", filter);
}
