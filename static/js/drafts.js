// Keeps what a person typed and has not sent, for this tab: an expired session or a reload loses no words.

const nameOf = (field) => `draft:${field.dataset.draft}`;

document.addEventListener("input", ({ target }) => {
  if (target.dataset?.draft) sessionStorage.setItem(nameOf(target), target.value);
});

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const { elt, verb } = detail.requestConfig;
  if (verb !== "post" || detail.xhr.status >= 300) return;
  for (const field of elt.querySelectorAll("[data-draft]")) sessionStorage.removeItem(nameOf(field));
});

function restore(root) {
  for (const field of root.querySelectorAll("[data-draft]")) {
    const kept = sessionStorage.getItem(nameOf(field));
    if (kept && !field.value) field.value = kept;
  }
}

document.addEventListener("htmx:load", ({ target }) => restore(target));
restore(document);
