// Small things of every page: dialogs that open and close, choices that send their form, files dropped in, tabs.

document.addEventListener("click", ({ target }) => {
  const opener = target.closest?.("[data-dialog]");
  if (opener) document.getElementById(opener.dataset.dialog)?.showModal();
  if (target.matches?.("dialog")) target.close();
});

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

// On a phone the tabs are wider than the screen: the one of this page must be among those that show.
const tab = document.querySelector(".tabs [aria-current]");
if (tab) tab.parentElement.scrollLeft = tab.offsetLeft - (tab.parentElement.clientWidth - tab.clientWidth) / 2;
