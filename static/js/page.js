// Small things of every page: dialogs and dropdowns that open and close, choices that send their form, files
// dropped in, tabs.

document.addEventListener("click", ({ target }) => {
  const opener = target.closest?.("[data-dialog]");
  if (opener) document.getElementById(opener.dataset.dialog)?.showModal();
  if (target.matches?.("dialog")) target.close();
});

// A dropdown closes on Escape and on a click elsewhere; one that asks for something is ready to be typed into.
document.addEventListener("click", ({ target }) => {
  for (const dropdown of document.querySelectorAll(".dropdown[open]")) {
    if (!dropdown.contains(target)) dropdown.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  const dropdown = event.key === "Escape" && document.querySelector(".dropdown[open]");
  if (!dropdown) return;
  event.preventDefault();
  if (dropdown.contains(document.activeElement)) dropdown.querySelector("summary").focus();
  dropdown.open = false;
});

document.addEventListener("toggle", ({ target }) => {
  if (target.matches(".dropdown[open]")) target.querySelector(".field input")?.focus();
}, true);

document.addEventListener("change", ({ target }) => {
  if (target.matches?.("[data-send]")) target.form.requestSubmit();
});

for (const name of ["dragover", "dragleave", "drop"]) {
  document.addEventListener(name, (event) => {
    const zone = event.target.closest?.("[data-drop]");
    if (!zone) return;
    event.preventDefault();
    zone.toggleAttribute("data-over", name === "dragover");
    const input = zone.querySelector("input[type=file]");
    if (name === "drop" && event.dataTransfer.files.length && input) input.files = event.dataTransfer.files;
  });
}

// Where tabs or sprints are wider than the screen, the one of this page must be among those that show.
for (const here of document.querySelectorAll(".tabs [aria-current], .sprints [aria-current]")) {
  const row = here.parentElement;
  row.scrollLeft += here.getBoundingClientRect().left - row.getBoundingClientRect().left - (row.clientWidth - here.clientWidth) / 2;
}

// A form that comes back is read from what is wrong with it.
document.querySelector("main [aria-invalid='true']")?.focus();
