// Keys of the board: j and k walk, x ticks, m opens the move menu, n adds, ? tells. Enter opens, as on every link.

const isTyping = (element) => element.closest?.("input, textarea, select, [contenteditable]");

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (document.querySelector("dialog[open], :popover-open")) return;
  const act = ACTS[event.key];
  if (act && act()) event.preventDefault();
});

const ACTS = {
  j: () => walk(1),
  k: () => walk(-1),
  h: () => cross(-1),
  l: () => cross(1),
  x: tick,
  m: () => press(".card-menu"),
  n: () => {
    const field = document.getElementById("new-task-title");
    if (field) field.focus();
    else document.getElementById("add-task")?.click();
    return true;
  },
  "?": () => {
    document.getElementById("keys")?.showModal();
    return true;
  },
};

function here() {
  return document.activeElement?.closest(".card");
}

function walk(step) {
  const cards = [...document.querySelectorAll(".board .card")].filter((card) => card.checkVisibility());
  const at = cards.indexOf(here());
  return focusCard(cards[at < 0 ? (step > 0 ? 0 : cards.length - 1) : at + step]);
}

function cross(step) {
  const columns = [...document.querySelectorAll(".board .cards")].filter((column) => column.children.length);
  const card = here();
  const place = card ? [...card.parentElement.children].indexOf(card) : 0;
  const column = columns[columns.indexOf(card?.parentElement) + step];
  return focusCard(column?.children[Math.min(place, column.children.length - 1)]);
}

function focusCard(card) {
  card?.querySelector("h3 a")?.focus();
  card?.scrollIntoView({ block: "nearest", inline: "nearest" });
  return Boolean(card);
}

// A card that is ticked leaves its column; whoever ticks a row of cards stays there, at the card beside.
function tick() {
  const card = here();
  const beside = card?.nextElementSibling ?? card?.previousElementSibling;
  const isTicked = press(".tick");
  if (isTicked && beside) focusCard(beside);
  return isTicked;
}

function press(selector) {
  const control = here()?.querySelector(selector);
  control?.click();
  return Boolean(control);
}
