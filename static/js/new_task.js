// The form at the foot of a column. Typing goes on while a task is on its way: what was sent leaves the fields at
// once, and comes back into those that are still empty if it was refused or never arrived.

let sent = [];
const formOf = (event) => event.detail.elt?.matches?.("#new-task") && event.detail.elt;

document.addEventListener("htmx:beforeSend", (event) => {
  const form = formOf(event);
  if (!form) return;
  sent = [...form.querySelectorAll("[data-once]")].map((field) => [field.id, field.value]);
  for (const field of form.querySelectorAll("[data-once]")) field.value = "";
  form.querySelector("[name=title]").focus();
});

document.addEventListener("htmx:afterRequest", (event) => {
  const form = formOf(event);
  if (!form) return;
  form.scrollIntoView({ block: "nearest" });
  if (event.detail.xhr.status === 200) return;
  for (const [id, value] of sent) {
    const field = document.getElementById(id);
    if (field && !field.value) field.value = value;
  }
});

document.addEventListener("click", (event) => {
  if (event.target.closest?.("#new-task-place #new-task-close")) close(event);
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented || !event.target.closest?.("#new-task-place")) return;
  close(event);
});

function close(event) {
  event.preventDefault();
  document.getElementById("new-task-place").replaceChildren();
  document.getElementById("add-task")?.focus();
}
