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

document.addEventListener("click", (event) => {
  for (const dropdown of document.querySelectorAll(".dropdown[open]")) {
    if (!dropdown.contains(event.target)) dropdown.open = false;
  }
});

function standBy(menu, box) {
  const size = menu.getBoundingClientRect();
  const left = Math.min(Math.max(8, box.right - size.width), innerWidth - size.width - 8);
  const below = box.bottom + 4;
  const top = below + size.height < innerHeight - 8 ? below : Math.max(8, box.top - size.height - 4);
  Object.assign(menu.style, { position: "fixed", inset: "auto", left: `${left}px`, top: `${top}px` });
}
