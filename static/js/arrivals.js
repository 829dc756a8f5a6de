// Cards that a change of one's own touched come back in #arrivals and are put in their places at once. What other
// people changed comes in #others, cards and all: each piece waits until no pointer, menu, drag or typing is in its way.

const waiting = new Map();
const canHover = matchMedia("(hover: hover)");
const FIELDS = "input:not([type=hidden], [type=checkbox]), textarea, select";
const PASSING = ["class", "style", "draggable", "data-open"];

document.addEventListener("htmx:oobAfterSwap", ({ target }) => {
  waiting.delete(target.id);
  for (const card of document.querySelectorAll("#arrivals > .card")) {
    waiting.delete(card.id);
    settle(card);
  }
  for (const part of document.querySelectorAll("#others > *")) {
    part.remove();
    waiting.set(part.id, part);
  }
  placeWaiting();
});

setInterval(placeWaiting, 250);

function placeWaiting() {
  for (const part of waiting.values()) {
    const old = part.matches(".card") ? cardOf(part) : document.getElementById(part.id);
    if (part.matches(".card") ? isCardHeld(part, old) : isPartHeld(old)) continue;
    waiting.delete(part.id);
    if (old && bare(part).isEqualNode(bare(old))) continue;
    if (part.matches(".card")) settle(part);
    else if (part.id === "told") tell(part, old);
    else if (old) withFocus(old, () => old.replaceWith(part));
  }
}

const cardOf = (card) => document.querySelector(`.board .card[id="${CSS.escape(card.id)}"]`);
const columnOf = (card) => document.getElementById(`cards-${card.dataset.status}`);
const isUnder = (selector, root) => canHover.matches && Boolean(root?.querySelector(selector));

// A card that comes or goes moves those below it: a column stays as it is while the pointer is over one of its cards.
function isCardHeld(card, old) {
  if (document.querySelector("#menu:popover-open, .card[data-ghost], .board .htmx-request")) return true;
  return [old?.parentElement, columnOf(card)].some((column) => isUnder(":scope > .card:hover", column));
}

function isPartHeld(old) {
  if (!old) return false;
  const at = document.activeElement;
  const task = old.closest("#task");
  if (task?.contains(at) && at.matches(FIELDS)) return true;
  if (isUnder(":is(a, button, summary, label, input, select, textarea):hover", task)) return true;
  if (old.matches("#work, #filters") && isUnder(".card:hover", document)) return true;
  if (canHover.matches && old.matches(":hover")) return true;
  if (old.contains(at) && !at.id) return true;
  return old.matches("details[open]") || [...old.querySelectorAll(FIELDS)].some(isTyped);
}

const isTyped = (field) => "defaultValue" in field && field.value !== field.defaultValue;

function settle(card) {
  const old = cardOf(card);
  const column = columnOf(card);
  const beside = old?.nextElementSibling ?? old?.previousElementSibling;
  if (old?.hasAttribute("data-open")) card.setAttribute("data-open", "");
  withFocus(old, () => {
    old?.remove();
    if (!column) card.remove();
    else column.insertBefore(card, [...column.children].find((other) => other.dataset.rank > card.dataset.rank) ?? null);
  }, beside);
}

// Focus goes with its element into the new one; where that is gone for good, to the card beside.
function withFocus(old, change, beside) {
  const id = old?.contains(document.activeElement) ? document.activeElement.id : "";
  change();
  if (id) (document.getElementById(id) ?? beside?.querySelector("h3 a"))?.focus({ preventScroll: true });
}

function tell(part, old) {
  old?.remove();
  document.getElementById("status").append(part);
}

// What an element shows, without what comes and goes while it is used.
function bare(element) {
  const copy = element.cloneNode(true);
  for (const node of [copy, ...copy.querySelectorAll("*")]) {
    for (const name of PASSING) node.removeAttribute(name);
    if (node.name === "csrfmiddlewaretoken") node.removeAttribute("value");
  }
  return copy;
}
