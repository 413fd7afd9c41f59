"use strict";

// A fact's card opens where the fact stands; without this script the link shows it at the edge of the page.
function place(card, fact) {
  const at = fact.getClientRects()[0];
  const left = Math.min(at.left, document.documentElement.clientWidth - card.offsetWidth - 8);
  const below = at.bottom + card.offsetHeight + 8 < window.innerHeight || at.top < card.offsetHeight + 8;
  card.style.left = `${Math.max(8, left) + window.scrollX}px`;
  card.style.top = `${(below ? at.bottom + 6 : at.top - card.offsetHeight - 6) + window.scrollY}px`;
}

function open(fact) {
  const card = document.getElementById(fact.hash.slice(1));
  if (!card || !card.showPopover) return false;
  if (!card.matches(":popover-open")) card.showPopover();
  place(card, fact);
  return true;
}

document.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  const fact = event.target.closest("a.fact");
  if (fact && open(fact)) event.preventDefault();
  const close = event.target.closest(".card .close");
  if (close && close.parentElement.hidePopover) {
    event.preventDefault();
    close.parentElement.hidePopover();
  }
});

// A link to a fact, from a table, a chart or another page, opens its card.
function openNamed() {
  const fact = location.hash.startsWith("#fact-") && document.getElementById(location.hash.slice(1));
  if (fact) open(fact);
}
window.addEventListener("hashchange", openNamed);
openNamed();

// Tables sort by a click on a heading.
function key(row, column) {
  const cell = row.cells[column];
  return cell.dataset.sort ?? cell.textContent.trim();
}

function compare(a, b) {
  if (a === "" || b === "") return (a === "") - (b === "");
  const difference = Number(a) - Number(b);
  return Number.isNaN(difference) ? a.localeCompare(b, "id") : difference;
}

function sort(table, column, heading) {
  const down = heading.getAttribute("aria-sort") === "ascending";
  const rows = [...table.tBodies[0].rows];
  const known = rows.filter((row) => key(row, column) !== "");
  known.sort((a, b) => compare(key(a, column), key(b, column)));
  if (down) known.reverse();
  table.tBodies[0].append(...known, ...rows.filter((row) => key(row, column) === ""));
  for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
  heading.setAttribute("aria-sort", down ? "descending" : "ascending");
}

for (const table of document.querySelectorAll("table.sortable")) {
  [...table.tHead.rows[0].cells].forEach((heading, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...heading.childNodes);
    button.addEventListener("click", () => sort(table, column, heading));
    heading.append(button);
  });
}

// What is copied has the columns of the CSV, in the order and choice of rows that the table shows.
function spreadsheet(name, decimal) {
  const data = JSON.parse(document.querySelector(`script[data-table="${name}"]`).textContent);
  const shown = [...document.querySelectorAll(`table[data-table="${name}"] tbody tr`)].filter((row) => row.offsetParent);
  const rows = shown.map((row) => data.rows[Number(row.dataset.row)]);
  const numbers = new Set(data.numbers);
  const cell = (text, index) => (numbers.has(index) ? text.replace(".", decimal) : text.replace(/\s+/g, " "));
  return [data.columns, ...rows.map((row) => row.map(cell))].map((row) => row.join("\t")).join("\n");
}

async function copy(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = document.createElement("textarea");
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}

for (const tools of document.querySelectorAll(".tools")) {
  tools.hidden = false;
  tools.querySelector(".copy").addEventListener("click", async (event) => {
    const text = spreadsheet(event.target.dataset.table, tools.querySelector(".decimal").value);
    const told = tools.querySelector(".copied");
    try {
      await copy(text);
      told.textContent = `${text.split("\n").length - 1} ${told.dataset.copied}`;
    } catch {
      told.textContent = told.dataset.refused;
    }
  });
}

// A text file that is dropped on the box for a text becomes its text.
for (const box of document.querySelectorAll("form.check textarea")) {
  box.addEventListener("dragover", (event) => event.preventDefault());
  box.addEventListener("drop", async (event) => {
    const file = event.dataTransfer.files[0];
    if (!file) return;
    event.preventDefault();
    box.value = await file.text();
  });
}
