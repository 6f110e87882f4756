"use strict";
// The compare page: pinned models side by side, and the measured ones in a chart.
const axes = {
  accuracy: {title: "Accuracy, %", print: figures.percent, better: 1},
  latency: {title: "Latency, ms", print: figures.milliseconds, better: -1, log: true},
  bytes: {title: "Size", print: figures.bytes, better: -1, log: true},
  parameters: {title: "Parameters", print: figures.short, better: -1, log: true},
  drop: {title: "Mean drop under perturbation, points", print: value => (value * 100).toFixed(1), better: -1},
};
const view = {x: "latency", y: "accuracy", benchmark: null, logx: true, logy: false, differences: false};
const place = $("compare"), side = h("section", {"aria-label": "Side by side"}),
    board = h("section", {"aria-label": "Chart"});
let measured = [];

place.append(side, board);
read();
load("measured").then(list => { measured = list; show(); }).catch(error =>
    board.replaceChildren(h("p", {class: "notice"}, error.message)));
pins.listeners.push(() => { write(true); show(); });
addEventListener("popstate", () => { read(); show(); });

function read() {
  const wanted = state.read();
  for (const axis of ["x", "y"]) if (axes[wanted.get(axis)]) view[axis] = wanted.get(axis);
  view.benchmark = wanted.get("benchmark");
  view.logx = wanted.has("logx") ? wanted.get("logx") === "1" : !!axes[view.x].log;
  view.logy = wanted.has("logy") ? wanted.get("logy") === "1" : !!axes[view.y].log;
  view.differences = wanted.get("differences") === "1";
  if (wanted.get("pin")) pins.set(state.split(wanted.get("pin")));
}
function write(replace) {
  const out = new URLSearchParams({pin: state.join(pins.list), x: view.x, y: view.y, benchmark: view.benchmark || "",
      logx: view.logx ? "1" : "0", logy: view.logy ? "1" : "0"});
  if (view.differences) out.set("differences", "1");
  state.write(out, replace);
}
function change(name, value) { view[name] = value;
    if (name === "x" || name === "y") view["log" + name] = !!axes[value].log; write(); show(); }
const choice = (label, name, options) =>
    { const box = h("select", {id: `c-${name}`, change: () => change(name, box.value)},
    options.map(([value, title]) => h("option", {value, selected: value === view[name]}, title)));
    return h("label", {}, label, box); };
const check = (label, name) =>
    { const box = h("input", {type: "checkbox", id: `c-${name}`, change: () => change(name, box.checked)});
    box.checked = view[name]; return h("label", {class: "check"}, box, label); };

async function show() {
  const focused = document.activeElement?.id;
  showBoard();
  const found = await Promise.all(pins.list.map(key => record(key).catch(() => null)));
  showSide(found.filter(Boolean), pins.list.filter((_, index) => !found[index]));
  if (focused) $(focused)?.focus();
}

// Rows of [group, label, cells]; a cell is {text} or null for unknown.
function rowsOf(models) {
  const rows = [["", "Zoo", models.map(model => model.zoo)]];
  const labels = (list, key) => [...new Set(list.flatMap(key))];
  for (const name of models[0].figures.map(figure => figure.name)) rows.push(["Figures", name,
      models.map(model => model.figures.find(figure => figure.name === name)?.value)]);
  rows.push(["Figures", "Commercial use", models.map(model => model.use)]);
  for (const heading of labels(models, model => model.groups.map(group => group.heading))) {
    const facts = models.map(model => model.groups.find(group => group.heading === heading)?.facts || []);
    for (const label of labels(facts, list => list.map(fact => fact.label))) rows.push([heading, label,
        facts.map(list => { const fact = list.find(other => other.label === label);
        return fact && (fact.value || "sources disagree"); })]);
  }
  const name = it => `${it.dataset}${it.split ? ", " + it.split : ""}: ${it.metric}${it.setting ? ", " + it.setting : ""}`;
  for (const label of labels(models, model => (model.results || []).map(name))) for (const [field,
      title] of [["measured", "measured"], ["reported", "reported"]]) {
    const cells = models.map(model => { const it = (model.results || []).find(other => name(other) === label);
        return it && it[field] && it[field] + (field === "measured" && it.interval ? ` (${it.interval})` : ""); });
    if (cells.some(Boolean)) rows.push(["Evaluation", `${label} (${title})`, cells]);
  }
  return rows;
}

function showSide(models, lost) {
  if (!models.length) return side.replaceChildren(h("p", {class: "none"},
      "No model is pinned. Pin some with the + beside their names in the ",
      h("a", {href: `${root}index.html`}, "catalogue"), ", or from the chart’s table below."));
  const all = rowsOf(models),
      rows = view.differences ? all.filter(([, , cells]) => new Set(cells.map(cell => cell || "")).size > 1) : all;
  let group = "";
  const body = rows.flatMap(([of, label, cells]) => {
    const differs = models.length > 1 && new Set(cells.map(cell => cell || "")).size > 1;
    const row = h("tr", {class: differs && !view.differences ? "diff" : ""}, h("th", {scope: "row"}, label),
        cells.map(cell => h("td", {}, cell || unknown())));
    if (of === group) return [row];
    group = of;
    return [h("tr", {class: "head"}, h("th", {colspan: models.length + 1, scope: "rowgroup"}, of)), row];
  });
  side.replaceChildren(
    h("div", {class: "controls"}, check("Only what differs", "differences"),
        save("CSV", () => csv(models, all), "text/csv"), save("JSON", () => JSON.stringify(models, null, 1),
        "application/json"), h("button", {type: "button", click: () => pins.set([])}, "Unpin all")),
    lost.length ? h("p", {class: "notice"}, `Not in this snapshot: ${lost.join(", ")}`) : "",
    h("div", {class: "scroll", tabindex: 0, role: "region", "aria-label": "Models side by side"},
        h("table", {class: "versus"},
      h("thead", {}, h("tr", {}, h("th", {scope: "col"}, h("span", {class: "hidden"}, "Field")),
          models.map(model => h("th", {scope: "col"}, h("span", {class: "owner"}, model.owner || ""), model.name,
          h("br"), h("button", {type: "button", class: "link", "aria-label": `Unpin ${model.key}`,
          click: () => pins.toggle(model.key)}, "Unpin"))))),
      h("tbody", {}, body))));
}

const save = (title, text, type) =>
    h("button", {type: "button", click: () => { const address = URL.createObjectURL(new Blob([text()], {type}));
    h("a", {href: address, download: `comparison.${title.toLowerCase()}`}).click();
    setTimeout(() => URL.revokeObjectURL(address), 1000); }}, `Download ${title}`);
function csv(models, rows) {
  const cell = text => { text = text ? String(text) : "";
      if (/^[=+\-@\t\r]/.test(text) && isNaN(text)) text = "'" + text;
      return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text; };
  return [["group", "field", ...models.map(model => model.key)],
      ...rows.map(([group, label, cells]) => [group, label, ...cells])].map(row =>
      row.map(cell).join(",")).join("\r\n") + "\r\n";
}

function showBoard() {
  const benchmarks = [...new Set(measured.map(it => it.benchmark))];
  if (!benchmarks.length) return board.replaceChildren(h("h2", {}, "Measured models"),
      h("p", {class: "none"}, "Nothing was measured in this snapshot."));
  if (!benchmarks.includes(view.benchmark)) view.benchmark = benchmarks[0];
  const x = {...axes[view.x], log: view.logx}, y = {...axes[view.y], log: view.logy};
  const all = measured.filter(it => it.benchmark === view.benchmark), ends = value => Array.isArray(value) ? value
      : value === undefined ? [] : [value];
  const points = all.map(it =>
      ({xs: ends(it[view.x]), ys: ends(it[view.y]), label: it.key.slice(it.key.lastIndexOf("/") + 1), key: it.key,
      page: it.page, pinned: pins.has(it.key)}))
    .filter(p => p.xs.length && p.ys.length && (!x.log || p.xs[0] > 0) && (!y.log || p.ys[0] > 0)).map(p =>
        ({...p, x: p.xs[0], y: p.ys[0], low: p.ys[1] ?? p.ys[0], high: p.ys[2] ?? p.ys[0]}));
  const best = new Set(front(points, x.better, y.better)), ranks = tiedRanks(points, y.better);
  const listed = points.map((point, index) => ({point, rank: ranks[index]})).sort((a, b) =>
      a.rank - b.rank || y.better * (b.point.y - a.point.y));
  const names = Object.entries(axes).map(([value, {title}]) => [value, title]);
  const left = all.length - points.length, setting = all.find(it => it.setting)?.setting;
  const range = [Math.min(...points.map(p => p.low)), Math.max(...points.map(p => p.high))],
      at = value => 4 + 92 * (value - range[0]) / (range[1] - range[0] || 1);
  const bar = p => h("svg", {class: "spread", viewBox: "0 0 100 12", "aria-hidden": "true"},
      h("line", {x1: at(p.low), x2: at(p.high), y1: 6, y2: 6}), h("circle", {cx: at(p.y), cy: 6, r: 3.5}));
  board.replaceChildren(h("h2", {}, "Measured models"),
    h("div", {class: "controls"}, choice("Benchmark", "benchmark", benchmarks.map(name => [name, name])),
        choice("Across", "x", names), check("log", "logx"), choice("Up", "y", names), check("log", "logy")),
    points.length ? h("div", {class: "plot"},
        h("div", {}, h("div", {class: "scroll", tabindex: 0, role: "region", "aria-label": "Chart"},
        scatter(points, x, y)),
        h("p", {class: "how"},
        `${best.size} of ${points.length} on the Pareto front (filled, joined). Ranks: one more than the number of models whose interval lies wholly above. ${left ? `${left} left out: a figure is unknown or zero. ` : ""}${setting && (view.x === "latency" || view.y === "latency") ? setting : ""}`)),
      h("div", {class: "scroll", tabindex: 0, role: "region", "aria-label": "Table of the chart"},
          h("table", {}, h("thead", {},
          h("tr", {}, ["", "Rank", "Model", y.title, "95 % interval", x.title].map((head, place) =>
          h("th", {scope: "col", class: place === 3 || place === 4 || place === 5 || place === 1 ? "n" : ""},
          head || h("span", {class: "hidden"}, "Pin"))))),
        h("tbody", {}, listed.map(({point, rank}) => h("tr", {}, h("td", {}, pins.button(point.key, true)),
            h("td", {class: "n"}, ranks.filter(other => other === rank).length > 1 ? `${rank} =` : rank),
            h("th", {scope: "row"}, point.page ? h("a", {href: root + point.page}, point.label) : point.label,
            best.has(point) && [" ", h("span", {class: "badge"}, "front")]), h("td", {class: "n"}, y.print(point.y)),
            h("td", {class: "n"}, bar(point), h("span", {class: "how"},
            point.ys.length === 3 ? `${y.print(point.low)} – ${y.print(point.high)}` : "none")),
            h("td", {class: "n"}, x.print(point.x))))))))
      : h("p", {class: "none"}, "No model has both figures."));
}
