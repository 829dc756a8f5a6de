// Cards come back in #arrivals, whatever board is open and however old it is. Each says in which column it
// belongs and at which rank, and is put there; one that belongs to no column here leaves the board.

document.addEventListener("htmx:oobAfterSwap", () => {
  for (const card of document.querySelectorAll("#arrivals > .card")) settle(card);
});

function settle(card) {
  const old = document.querySelector(`.board .card[id="${CSS.escape(card.id)}"]`);
  const focused = old?.contains(document.activeElement) ? document.activeElement.id : "";
  const isOpen = old?.hasAttribute("data-open");
  const column = document.getElementById(`cards-${card.dataset.status}`);
  old?.remove();
  if (!column) {
    card.remove();
    return;
  }
  if (isOpen) card.setAttribute("data-open", "");
  column.insertBefore(card, [...column.children].find((other) => other.dataset.rank > card.dataset.rank) ?? null);
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
}
