// Dragging a card fills the card's own form and submits it; what the board then shows, the server decides.

const COLUMNS = ".board .cards[data-droppable]";

function makeSortable() {
  for (const column of document.querySelectorAll(COLUMNS)) {
    if (Sortable.get(column)) continue;
    Sortable.create(column, {
      group: "board",
      draggable: ".card",
      filter: ".tick, .card-menu",
      preventOnFilter: false,
      animation: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 120,
      delay: 180,
      delayOnTouchOnly: true,
      onStart: ({ item }) => item.setAttribute("data-ghost", ""),
      onEnd: drop,
    });
  }
}

function drop({ item, from, to, oldDraggableIndex, newDraggableIndex }) {
  item.removeAttribute("data-ghost");
  if (from === to && oldDraggableIndex === newDraggableIndex) return;
  const form = item.querySelector("form");
  const above = item.previousElementSibling;
  const below = item.nextElementSibling;
  fill(form, "status", to.dataset.status);
  fill(form, above ? "after" : "before", (above ?? below)?.id.slice("card-".length) ?? "");
  form.requestSubmit();
}

function fill(form, name, value) {
  const input = Object.assign(document.createElement("input"), { type: "hidden", name, value });
  form.append(input);
}

document.addEventListener("htmx:load", makeSortable);
makeSortable();
