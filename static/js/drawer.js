// The task beside its board: which card is open, and closing it without loading the board again.
// Back and Forward load the page that the address names, so nothing is remembered here.

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.id !== "drawer") return;
  markOpen();
  event.target.scrollTop = 0;
  event.target.querySelector("h1")?.focus({ preventScroll: true });
});

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("[data-close]");
  if (link && !event.metaKey && !event.ctrlKey && closeDrawer(link)) event.preventDefault();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented) return;
  if (document.querySelector(":popover-open, dialog[open]")) return;
  const link = document.querySelector("#drawer [data-close]");
  if (link && closeDrawer(link)) event.preventDefault();
});

function closeDrawer(link) {
  const drawer = link.closest("#drawer");
  if (!drawer) return false;
  const open = document.querySelector(".card[data-open] h3 a");
  drawer.replaceChildren();
  markOpen();
  history.pushState({ htmx: true }, "", link.href);
  open?.focus();
  return true;
}

function markOpen() {
  const key = document.querySelector("#drawer [data-task]")?.dataset.task;
  for (const card of document.querySelectorAll(".card[data-open]")) card.removeAttribute("data-open");
  if (key) document.querySelector(`.card[id="card-${CSS.escape(key)}"]`)?.setAttribute("data-open", "");
}

markOpen();

// Back or Forward pressed while a board loads changes the address before htmx listens: then load what it names.
document.addEventListener("DOMContentLoaded", () => {
  const [loaded] = performance.getEntriesByType("navigation");
  if (loaded && history.state?.htmx && bare(loaded.name) !== bare(location.href)) location.reload();
});

function bare(address) {
  return address.split("#")[0];
}
