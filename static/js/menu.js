// The move menu: one popover for the whole board, filled by the server for the card that asked.

let opener = null;

document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.detail.target?.id === "menu") opener = event.target;
});

document.addEventListener("htmx:afterSwap", (event) => {
  const menu = event.target;
  if (menu.id !== "menu" || !menu.childElementCount) return;
  menu.showPopover();
  if (opener) standBy(menu, opener.getBoundingClientRect());
  menu.querySelector("button, a")?.focus();
});

document.addEventListener("submit", (event) => {
  const menu = event.target.closest("#menu");
  if (!menu) return;
  const next = opener?.id;
  menu.hidePopover();
  if (next) document.getElementById(next)?.focus({ preventScroll: true });
});

document.addEventListener("keydown", (event) => {
  const menu = event.target.closest?.("#menu");
  if (!menu || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
  event.preventDefault();
  const options = [...menu.querySelectorAll(".option")];
  const step = event.key === "ArrowDown" ? 1 : -1;
  options.at((options.indexOf(document.activeElement) + step) % options.length)?.focus();
});

// Beside the card's button, on the side where there is room, and within the window.
function standBy(menu, box) {
  const size = menu.getBoundingClientRect();
  const within = (place, length, limit) => Math.max(8, Math.min(place, limit - length - 8));
  const right = box.right + 6;
  const left = within(right + size.width < innerWidth - 8 ? right : box.left - size.width - 6, size.width, innerWidth);
  const top = within(box.top - 6, size.height, innerHeight);
  Object.assign(menu.style, { position: "fixed", inset: "auto", left: `${left}px`, top: `${top}px` });
}
