// Asks what others changed: every second while the page is in use, every ten once nobody has touched it for two
// minutes, never while it is hidden, at once on return. After failures it asks ever more seldom, and says so once.

const SECOND = 1000;
const REST = 120 * SECOND;
const TYPED = "textarea, input:not([type=hidden], [type=checkbox])";
let touched = Date.now();
let looked = Date.now();
let failures = 0;
let isOvertaken = false;

const part = () => document.getElementById("changes");
const isLook = ({ detail }) => detail.requestConfig?.elt.id === "changes";

function pause() {
  if (failures) return Math.min(30, 2 ** failures) * SECOND;
  return Date.now() - touched > REST ? 10 * SECOND : SECOND;
}

// Not beside a change of one's own: which of the two answers is the newer one could not be told.
function look() {
  if (!part() || document.hidden || document.querySelector(".htmx-request")) return;
  looked = Date.now();
  htmx.trigger(part(), "look");
}

setInterval(() => {
  if (Date.now() - looked >= pause() - 50) look();
}, SECOND / 2);

document.addEventListener("visibilitychange", look);

for (const name of ["pointermove", "keydown", "scroll"]) {
  document.addEventListener(name, touch, { capture: true, passive: true });
}

function touch() {
  const hasRested = Date.now() - touched > REST;
  touched = Date.now();
  if (hasRested) look();
}

document.addEventListener("htmx:beforeRequest", (event) => {
  isOvertaken = !isLook(event) && (isOvertaken || event.detail.requestConfig.verb !== "get");
});

document.addEventListener("htmx:beforeSwap", (event) => {
  if (isLook(event) && isOvertaken) event.detail.shouldSwap = false;
});

// Who is signed out goes to sign in, but not with half a sentence in a field.
document.addEventListener("htmx:beforeOnLoad", (event) => {
  if (!isLook(event) || event.detail.xhr.status !== 401) return;
  if (![...document.querySelectorAll(TYPED)].some((field) => field.value !== field.defaultValue)) return;
  event.preventDefault();
  say(part().dataset.signedOut);
  part().remove();
});

document.addEventListener("htmx:afterRequest", (event) => {
  if (!isLook(event)) return;
  const { status } = event.detail.xhr;
  if (status === 403 || status === 404) part()?.remove();
  const isAnswered = status > 0 && status < 500;
  if (isAnswered && failures > 3) document.getElementById("told")?.remove();
  failures = isAnswered ? 0 : failures + 1;
  if (failures === 4) say(part()?.dataset.offline ?? "");
});

function say(text) {
  document.getElementById("told")?.remove();
  const line = Object.assign(document.createElement("p"), { id: "told", textContent: text });
  Object.assign(line.dataset, { tone: "quiet", lasting: "" });
  document.getElementById("status").append(line);
}
