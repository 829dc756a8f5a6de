// Fields that list tasks as somebody types: the one in the head, to go there, and what a task waits for, to choose.
// / or Ctrl+K goes to the head's; arrows walk through what was found, Enter opens the first of the head's.

const field = () => document.getElementById("find");
const isTyping = (element) => element.closest?.("input, textarea, select, [contenteditable]");

document.addEventListener("keydown", (event) => {
  const isCalled = event.key === "/" ? !isTyping(event.target) : event.key === "k" && (event.ctrlKey || event.metaKey);
  if (!isCalled || document.querySelector("dialog[open], :popover-open")) return;
  event.preventDefault();
  if (field()?.checkVisibility()) field().select();
  else document.querySelector(".find-link")?.click();
});

document.addEventListener("keydown", (event) => {
  const finder = event.target.closest?.(".find, .chooser");
  if (!finder) return;
  const typed = finder.querySelector(".input");
  const options = [...finder.querySelectorAll(".option")];
  const at = options.indexOf(document.activeElement);
  if (event.key === "Escape") leave(event, finder, typed);
  else if (event.key === "ArrowDown") move(event, options[at + 1]);
  else if (event.key === "ArrowUp") move(event, at > 0 ? options[at - 1] : typed);
  else if (event.key === "Enter" && typed === field() && at < 0 && typed.value && options[0]) move(event, options[0], "click");
});

// What is chosen takes the list away: the field gets the focus for the next one, once the button's value is sent.
document.addEventListener("submit", ({ submitter }) => {
  if (submitter?.matches(".chooser .option")) document.getElementById("prop-waits-for").focus();
});

function move(event, target, act = "focus") {
  event.preventDefault();
  target?.[act]();
}

function leave(event, finder, typed) {
  if (finder.matches(".chooser") && !typed.value) return;
  event.preventDefault();
  typed.value = "";
  finder.querySelector(":scope > div").replaceChildren();
  if (finder.matches(".chooser")) typed.focus();
  else document.activeElement.blur();
}
