// Links in the Gantt chart: those of the row under the pointer or the focus, and the way to the chosen task.
// Rows are all equally high, so a row's number says where it lies, and its bar says from where to where.

const ROW = 24;
const TOP = 26;

document.addEventListener("pointerover", ({ target }) => show(target.closest?.(".gantt-rows > li")));
document.addEventListener("focusin", ({ target }) => show(target.closest?.(".gantt-rows > li")));
document.addEventListener("pointerout", ({ relatedTarget }) => {
  if (!relatedTarget?.closest?.(".gantt-rows")) show(document.activeElement.closest?.(".gantt-rows > li"));
});

let shown = null;

function show(row) {
  if (row === undefined || row === shown) return;
  shown = row;
  const gantt = document.getElementById("gantt");
  for (const old of gantt?.querySelectorAll("[data-beside]") ?? []) old.removeAttribute("data-beside");
  if (!gantt) return;
  const rows = gantt.querySelector(".gantt-rows").children;
  const [before, after] = ["before", "after"].map((side) => beside(row, side, rows));
  draw(gantt, ".g-before", before.map((other) => [other, row]));
  draw(gantt, ".g-after", after.map((other) => [row, other]));
  for (const other of [...before, ...after]) other.dataset.beside = before.includes(other) ? "before" : "after";
}

function beside(row, side, rows) {
  return (row?.dataset[side]?.split(" ") ?? []).map((number) => rows[number]);
}

function draw(gantt, name, pairs) {
  gantt.querySelector(name).setAttribute("d", pairs.map(([from, to]) => curve(place(from), place(to))).join(""));
}

function place(row) {
  const middle = TOP + [...row.parentElement.children].indexOf(row) * ROW + 12;
  const bar = row.querySelector(".g-bar")?.getBBox();
  if (bar) return { begin: bar.x, end: bar.x + bar.width, middle };
  const mark = row.querySelector(".g-mark").getBBox();
  return { begin: mark.x + 2, end: mark.x + mark.width, middle };
}

function curve(from, to) {
  const y = to.middle - 7;
  return `M${from.end} ${from.middle}C${from.end + 14} ${from.middle} ${to.begin - 10} ${y - 7} ${to.begin + 5} ${y - 1}`;
}

// The way to the chosen task, in the chart as in the panel.
function showWay() {
  const gantt = document.getElementById("gantt");
  if (!gantt) return;
  const names = document.querySelector("#chosen [data-way]")?.dataset.way.split("\n") ?? [];
  const rows = new Map([...gantt.querySelectorAll(".gantt-rows a")].map((link) => [link.dataset.to, link.parentElement]));
  for (const row of rows.values()) row.removeAttribute("data-way");
  const way = names.map((name) => rows.get(name)).filter(Boolean);
  for (const row of way) row.dataset.way = "";
  draw(gantt, ".g-way", way.slice(1).map((row, n) => [way[n], row]));
}

document.addEventListener("htmx:afterSwap", ({ target }) => {
  if (target.id !== "chosen") return;
  showWay();
  target.querySelector("#why-title")?.focus({ preventScroll: true });
});
document.addEventListener("htmx:oobAfterSwap", ({ target }) => {
  if (target.id === "chart") showWay();
});

function close(event) {
  const panel = document.getElementById("chosen");
  const to = document.querySelector(".gantt-rows [data-way]:last-of-type a");
  if (!panel?.childElementCount) return;
  event.preventDefault();
  panel.replaceChildren();
  showWay();
  (to ?? document.getElementById("gantt"))?.focus({ preventScroll: true });
}

document.addEventListener("click", (event) => {
  if (event.target.closest?.("[data-close-why]")) close(event);
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") close(event);
  const link = event.target.closest?.(".gantt-rows a");
  if (!link || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
  event.preventDefault();
  const next = event.key === "ArrowDown" ? "nextElementSibling" : "previousElementSibling";
  link.parentElement[next]?.querySelector("a").focus();
});

showWay();
