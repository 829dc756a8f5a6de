// Links in the Gantt chart: of the row under the pointer or the focus, and the way to the chosen task.
// A row is a name in the list and a group in the picture, both of the same number.
const [ROW, TOP] = [24, 26];
let shown = -1;

function parts() {
  const gantt = document.getElementById("gantt");
  return gantt && { gantt, names: gantt.querySelector("ol").children, bars: gantt.querySelector(".g-rows").children };
}

function numberOf(target) {
  const row = target?.closest?.(".gantt-names > li, .g-rows > g");
  return row ? [...row.parentElement.children].indexOf(row) : -1;
}

function show(number) {
  const chart = parts();
  if (!chart || number === shown) return;
  shown = number;
  for (const name of chart.gantt.querySelectorAll("[data-beside]")) name.removeAttribute("data-beside");
  const name = chart.names[number];
  const [before, after] = ["before", "after"].map((side) => name?.dataset[side]?.split(" ").map(Number) ?? []);
  draw(chart, ".g-before", before.map((other) => [other, number]));
  draw(chart, ".g-after", after.map((other) => [number, other]));
  for (const other of [...before, ...after]) chart.names[other].setAttribute("data-beside", "");
  if (name) name.firstElementChild.title = name.querySelector("span").textContent;
}

function draw(chart, kind, pairs) {
  const curves = pairs.map(([from, to]) => curve(place(chart, from), place(chart, to)));
  chart.gantt.querySelector(kind).setAttribute("d", curves.join(""));
}

function place({ bars }, number) {
  const box = bars[number].lastElementChild.getBBox();
  return { begin: box.x, end: box.x + box.width, middle: TOP + number * ROW + 12 };
}

function curve(from, to) {
  const y = to.middle - 7;
  return `M${from.end} ${from.middle}C${from.end + 14} ${from.middle} ${to.begin - 10} ${y - 7} ${to.begin + 5} ${y - 1}`;
}

// The way to the task in the panel.
function showWay() {
  const chart = parts();
  if (!chart) return;
  const way = document.querySelector("#chosen [data-way]")?.dataset.way.split("\n") ?? [];
  const all = [...chart.names].map((name) => name.firstElementChild.dataset.to);
  for (const name of chart.gantt.querySelectorAll("[data-way]")) name.removeAttribute("data-way");
  const numbers = way.map((to) => all.indexOf(to)).filter((number) => number >= 0);
  for (const number of numbers) chart.names[number].setAttribute("data-way", "");
  draw(chart, ".g-way", numbers.slice(1).map((number, n) => [numbers[n], number]));
}

// Begin where the work is: at the first bar that is not done.
function begin() {
  const chart = parts();
  if (!chart) return;
  const open = [...chart.names].findIndex((name) => name.dataset.state !== "done");
  const room = chart.gantt.clientWidth - chart.names[0].offsetWidth;
  chart.gantt.scrollTo(open < 0 ? 0 : place(chart, open).begin - room / 3, (open - 3) * ROW);
}

function close(event) {
  const panel = document.getElementById("chosen");
  const to = CSS.escape(panel?.firstElementChild?.dataset.to ?? "");
  if (!panel?.childElementCount) return;
  event.preventDefault();
  panel.replaceChildren();
  showWay();
  (document.querySelector(`#gantt [data-to="${to}"]`) ?? document.getElementById("gantt"))?.focus({ preventScroll: true });
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-close-why]")) close(event);
  const link = parts()?.names[numberOf(event.target)]?.firstElementChild;
  if (!link || event.metaKey || event.ctrlKey) return;
  event.preventDefault();
  htmx.ajax("GET", link.href, { target: "#chosen", swap: "innerHTML" });
});
document.addEventListener("pointerover", ({ target }) => {
  show(numberOf(target) < 0 ? numberOf(document.activeElement) : numberOf(target));
});
document.addEventListener("focusin", ({ target }) => show(numberOf(target)));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") close(event);
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || numberOf(event.target) < 0) return;
  event.preventDefault();
  parts().names[numberOf(event.target) + step]?.firstElementChild.focus();
});
document.addEventListener("htmx:load", ({ target }) => {
  if (target.id === "chart") begin();
  if (target.closest("#chart, #chosen")) showWay();
  target.closest("#chosen")?.querySelector("h2").focus({ preventScroll: true });
});
begin();
showWay();
