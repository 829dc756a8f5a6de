// The field in the head: / or Ctrl+K goes to it, arrows walk through what was found, Enter opens the first.

const field = () => document.getElementById("find");
const found = () => [...document.querySelectorAll("#found .option")];
const isTyping = (element) => element.closest?.("input, textarea, select, [contenteditable]");

document.addEventListener("keydown", (event) => {
  const isCalled = event.key === "/" ? !isTyping(event.target) : event.key === "k" && (event.ctrlKey || event.metaKey);
  if (!isCalled || document.querySelector("dialog[open], :popover-open")) return;
  event.preventDefault();
  if (field()?.checkVisibility()) field().select();
  else document.querySelector(".find-link")?.click();
});

document.addEventListener("keydown", (event) => {
  if (!event.target.closest?.(".find")) return;
  const options = found();
  const at = options.indexOf(document.activeElement);
  if (event.key === "Escape") leave(event);
  else if (event.key === "ArrowDown") move(event, options[at + 1]);
  else if (event.key === "ArrowUp") move(event, at > 0 ? options[at - 1] : field());
  else if (event.key === "Enter" && at < 0 && field().value && options[0]) move(event, options[0], "click");
});

function move(event, target, act = "focus") {
  event.preventDefault();
  target?.[act]();
}

function leave(event) {
  event.preventDefault();
  field().value = "";
  document.getElementById("found").replaceChildren();
  document.activeElement.blur();
}
