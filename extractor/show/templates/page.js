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
