"use strict";
// The compare page: pinned models side by side, and the measured ones in a chart.
const short = (value, scale) => String(+(value * scale).toPrecision(3));
const axes = {
  accuracy: {title: "Accuracy, %", print: figures.percent, tick: value => short(value, 100), better: 1},
  latency: {
    title: "Latency, ms", print: figures.milliseconds, tick: value => short(value, 1000), better: -1, log: true,
  },
  bytes: {title: "Size", print: figures.bytes, tick: figures.bytes, better: -1, log: true},
  parameters: {title: "Parameters", print: figures.short, tick: figures.short, better: -1, log: true},
  drop: {
    title: "Mean drop when perturbed, points", print: figures.percent, tick: value => short(value, 100), better: -1,
  },
};
// What the area of a point may stand for.
const areas = ["bytes", "parameters", "latency"];
const view = {x: "latency", y: "accuracy", area: "bytes", benchmark: null, logx: true, logy: false, differences: false};
const side = h("section", {"aria-label": "Side by side"}), board = h("section", {"aria-label": "Chart"});
const narrow = matchMedia("(max-width: 640px)");
let measured = [];

$("compare").append(side, board);
read();
load("measured").then(list => {
  measured = list;
  show();
}).catch(error => board.replaceChildren(h("p", {class: "notice"}, error.message)));
pins.listeners.push(() => { write(true); show(); });
narrow.addEventListener("change", show);
addEventListener("popstate", () => { read(); show(); });

function read() {
  const wanted = state.read();
  for (const axis of ["x", "y"]) if (axes[wanted.get(axis)]) view[axis] = wanted.get(axis);
  if (wanted.has("area")) view.area = areas.includes(wanted.get("area")) ? wanted.get("area") : "";
  view.benchmark = wanted.get("benchmark");
  view.logx = wanted.has("logx") ? wanted.get("logx") === "1" : !!axes[view.x].log;
  view.logy = wanted.has("logy") ? wanted.get("logy") === "1" : !!axes[view.y].log;
  view.differences = wanted.get("differences") === "1";
  if (wanted.get("pin")) pins.set(state.split(wanted.get("pin")));
}

function write(replace) {
  const out = new URLSearchParams({
    pin: state.join(pins.list), x: view.x, y: view.y, area: view.area || "none", benchmark: view.benchmark || "",
    logx: view.logx ? "1" : "0", logy: view.logy ? "1" : "0",
  });
  if (view.differences) out.set("differences", "1");
  state.write(out, replace);
}

function change(name, value) {
  view[name] = value;
  if (name === "x" || name === "y") view["log" + name] = !!axes[value].log;
  write();
  show();
}

function choice(label, name, options) {
  const box = h("select", {id: `c-${name}`, change: () => change(name, box.value)},
    options.map(([value, title]) => h("option", {value, selected: value === view[name]}, title)));
  return h("label", {}, label, box);
}

function check(label, name) {
  const box = h("input", {type: "checkbox", id: `c-${name}`, change: () => change(name, box.checked)});
  box.checked = view[name];
  return h("label", {class: "check"}, box, label);
}

async function show() {
  const focused = document.activeElement?.id;
  showBoard();
  const found = await Promise.all(pins.list.map(key => record(key).catch(() => null)));
  showSide(found.filter(Boolean), pins.list.filter((_, index) => !found[index]));
  if (focused) $(focused)?.focus();
}

// Rows of [group, label, cells]; a cell is text or undefined where the model has none. What none of the models has is
// no row.
function rowsOf(models) {
  const rows = [["", "Zoo", models.map(model => model.zoo)]];
  const labels = list => [...new Set(list.flat())];
  const add = (group, label, cells) => { if (cells.some(Boolean)) rows.push([group, label, cells]); };
  for (const name of labels(models.map(model => model.figures.map(figure => figure.name)))) {
    add("Figures", name, models.map(model => model.figures.find(figure => figure.name === name)?.value));
  }
  add("Figures", "Commercial use", models.map(model => model.use));
  for (const heading of labels(models.map(model => model.groups.map(group => group.heading)))) {
    const facts = models.map(model => model.groups.find(group => group.heading === heading)?.facts || []);
    for (const label of labels(facts.map(list => list.map(fact => fact.label)))) {
      add(heading, label, facts.map(list => {
        const fact = list.find(other => other.label === label);
        return fact && (fact.value || "sources disagree");
      }));
    }
  }
  addResults(models, labels, add);
  return rows;
}

// One group for each thing measured, so that its name and setting stand once.
function addResults(models, labels, add) {
  const group = it => [it.subject, it.detail].filter(Boolean).join(" · ");
  const name = it => [it.metric, it.variant].filter(Boolean).join(", ") + (it.unit ? `, ${it.unit}` : "");
  const results = models.map(model => model.results || []);
  for (const heading of labels(results.map(list => list.map(group)))) {
    const within = results.map(list => list.filter(it => group(it) === heading));
    for (const label of labels(within.map(list => list.map(name)))) {
      const found = within.map(list => list.find(it => name(it) === label));
      const interval = it => it.interval ? ` (${it.interval})` : "";
      add(heading, label, found.map(it => it?.measured && it.measured + interval(it)));
      add(heading, `${label}, as reported`, found.map(it => it?.reported));
    }
  }
}

function showSide(models, lost) {
  const missing = lost.length ? h("p", {class: "notice"}, `Not in this snapshot: ${lost.join(", ")}`) : "";
  if (!models.length) {
    return side.replaceChildren(missing, h("p", {class: "none"},
      "No model is pinned. Pin some with the + beside their names in the ",
      h("a", {href: `${root}index.html`}, "catalogue"),
      measured.length ? ", or from the chart’s table below." : "."));
  }
  const all = rowsOf(models), differ = cells => new Set(cells.map(cell => cell || "")).size > 1;
  const rows = view.differences ? all.filter(([, , cells]) => differ(cells)) : all;
  let group = "";
  const body = rows.flatMap(([of, label, cells]) => {
    const marked = differ(cells) && !view.differences;
    const row = h("tr", {class: marked ? "diff" : ""}, h("th", {scope: "row"}, label),
      cells.map(cell => h("td", {}, cell || unknown("–"))));
    if (of === group) return [row];
    group = of;
    return [h("tr", {class: "head"}, h("th", {colspan: models.length + 1, scope: "colgroup"}, of)), row];
  });
  const head = model => h("th", {scope: "col"},
    h("span", {class: "owner"}, model.owner || ""), model.name, h("br"),
    h("button",
      {type: "button", class: "link", "aria-label": `Unpin ${model.key}`, click: () => pins.toggle(model.key)},
      "Unpin"));
  side.replaceChildren(
    h("div", {class: "controls"}, check("Only what differs", "differences"),
      save("Download CSV", "comparison.csv", () => csv(models, all), "text/csv"),
      save("Download JSON", "comparison.json", () => JSON.stringify(models, null, 1), "application/json"),
      h("button", {type: "button", click: () => pins.set([])}, "Unpin all")),
    missing,
    h("div", {class: "scroll", tabindex: 0, role: "region", "aria-label": "Models side by side"},
      h("table", {class: "versus"},
        h("thead", {}, h("tr", {}, h("th", {scope: "col"}, h("span", {class: "hidden"}, "Field")), models.map(head))),
        h("tbody", {}, body))),
    h("p", {class: "how"}, "Shaded rows differ. – stands for what no source of that model says."));
}

// Cells that a spreadsheet would run get an apostrophe before them.
function csv(models, rows) {
  const cell = value => {
    let text = value ? String(value) : "";
    if (/^[=+\-@\t\r]/.test(text) && isNaN(text)) text = "'" + text;
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const lines = [["group", "field", ...models.map(model => model.key)],
    ...rows.map(([group, label, cells]) => [group, label, ...cells])];
  return lines.map(line => line.map(cell).join(",") + "\r\n").join("");
}

// The benchmark's models that have both figures, as points of the chart.
function pointsOf(all, x, y, area) {
  const ends = value => Array.isArray(value) ? value : value === undefined ? [] : [value];
  return all.map(it => ({
    xs: ends(it[view.x]), ys: ends(it[view.y]), label: it.key.slice(it.key.lastIndexOf("/") + 1), key: it.key,
    page: it.page, pinned: pins.has(it.key), area: area && (ends(it[area])[0] ?? null),
  })).filter(p => p.xs.length && p.ys.length && (!x.log || p.xs[0] > 0) && (!y.log || p.ys[0] > 0))
    .map(p => ({...p, x: p.xs[0], y: p.ys[0], low: p.ys[1] ?? p.ys[0], high: p.ys[2] ?? p.ys[0]}));
}

function showBoard() {
  const benchmarks = [...new Set(measured.map(it => it.benchmark))], title = h("h2", {}, "Measured models");
  if (!benchmarks.length) {
    return board.replaceChildren(title, h("p", {class: "none"}, "Nothing was measured in this snapshot."));
  }
  if (!benchmarks.includes(view.benchmark)) view.benchmark = benchmarks[0];
  const x = {...axes[view.x], log: view.logx}, y = {...axes[view.y], log: view.logy};
  const all = measured.filter(it => it.benchmark === view.benchmark), points = pointsOf(all, x, y, view.area);
  const possible = Object.entries(axes).filter(([name]) => measured.some(it => it[name] !== undefined));
  const names = possible.map(([value, axis]) => [value, axis.title]);
  board.replaceChildren(title,
    h("div", {class: "controls"}, choice("Benchmark", "benchmark", benchmarks.map(name => [name, name])),
      choice("Across", "x", names), check("log", "logx"), choice("Up", "y", names), check("log", "logy"),
      choice("Area", "area", [["", "all alike"], ...names.filter(([name]) => areas.includes(name))])),
    points.length ? plot(all, points, x, y) : h("p", {class: "none"}, "No model has both figures."));
}

function plot(all, points, x, y) {
  const best = new Set(front(points, x.better, y.better)), ranks = tiedRanks(points, y.better);
  const left = all.length - points.length, setting = all.find(it => it.setting)?.setting;
  const notes = [
    `${best.size} of ${points.length} on the Pareto front (filled, joined).`,
    "Ranks: one more than the number of models whose interval lies wholly above.",
    view.area && `The area of a point is its ${axes[view.area].title.toLowerCase()}${
      points.some(p => p.area === null) ? "; crosses have none that is known" : ""}.`,
    left && `${left} left out: a figure is unknown or zero.`,
    setting && [view.x, view.y].includes("latency") && `Latency: ${setting}.`,
  ];
  return h("div", {class: "plot"},
    h("div", {},
      h("div", {class: "scroll", tabindex: 0, role: "region", "aria-label": "Scatter"}, scatter(points, x, y, narrow.matches, axes[view.area])),
      h("p", {class: "how"}, notes.filter(Boolean).join(" "))),
    h("div", {class: "scroll", tabindex: 0, role: "region", "aria-label": "Table of the chart"},
      ranking(points, ranks, best, x, y)));
}

function ranking(points, ranks, best, x, y) {
  const listed = points.map((point, index) => ({point, rank: ranks[index]}))
    .sort((a, b) => a.rank - b.rank || y.better * (b.point.y - a.point.y));
  const low = Math.min(...points.map(p => p.low)), high = Math.max(...points.map(p => p.high));
  const at = value => 4 + 72 * (value - low) / (high - low || 1);
  const bar = p => h("svg", {class: "spread", viewBox: "0 0 80 12", "aria-hidden": "true"},
    h("line", {x1: at(p.low), x2: at(p.high), y1: 6, y2: 6}), h("circle", {cx: at(p.y), cy: 6, r: 3.5}));
  const third = view.area !== view.x && view.area !== view.y && axes[view.area];
  const hasIntervals = points.some(p => p.ys.length === 3);
  const head = (text, kind) => h("th", {scope: "col", class: kind}, text);
  const figure = (axis, value) => h("td", {class: "n", "data-l": axis.title.toLowerCase()},
    value === null ? unknown() : axis.print(value));
  const row = ({point, rank}) => h("tr", {},
    h("td", {}, pins.button(point.key, true)),
    h("td", {class: "n", "data-l": "rank"}, ranks.filter(other => other === rank).length > 1 ? `${rank} =` : rank),
    h("th", {scope: "row"}, point.page ? h("a", {href: root + point.page}, point.label) : point.label,
      best.has(point) && [" ", h("span", {class: "badge"}, "front")]),
    figure(y, point.y),
    hasIntervals && h("td", {class: "n", "data-l": "interval"}, bar(point),
      h("span", {class: "how"}, point.ys.length === 3 ? `${y.print(point.low)} – ${y.print(point.high)}` : "none")),
    figure(x, point.x), third && figure(third, point.area));
  return h("table", {class: "ranking"},
    h("thead", {}, h("tr", {}, head(h("span", {class: "hidden"}, "Pin")), head("Rank", "n"), head("Model"),
      head(y.title, "n"), hasIntervals && head("95 % interval", "n"), head(x.title, "n"),
      third && head(third.title, "n"))),
    h("tbody", {}, listed.map(row)));
}
