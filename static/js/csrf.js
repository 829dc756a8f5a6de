// Gives htmx's own requests the CSRF token; markup inside a plan's text never gets it.
document.addEventListener("htmx:configRequest", (event) => {
  if (event.target.closest("[hx-disable]")) {
    event.preventDefault();
    return;
  }
  const meta = document.querySelector("meta[name=csrf-token]");
  if (meta && event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = meta.content;
});
