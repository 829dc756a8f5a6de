// Says in the status line what a request that brought nothing back would leave unsaid.

for (const [name, text] of [
  ["htmx:sendError", "offline"],
  ["htmx:timeout", "offline"],
  ["htmx:responseError", "failed"],
]) {
  // A question that the page asks by itself (changes.js) is asked again by itself.
  document.addEventListener(name, ({ detail }) => detail.requestConfig?.elt.id === "changes" || say(text));
}

function say(name) {
  const line = document.getElementById("status");
  const message = document.createElement("p");
  message.dataset.tone = "hot";
  message.textContent = line.dataset[name];
  line.replaceChildren(message);
  putBack();
}

// A card that was dragged and not taken stands where nobody put it: the board is loaded again.
function putBack() {
  if (document.querySelector(".card form > input[name=before], .card form > input[name=after]")) location.reload();
}
