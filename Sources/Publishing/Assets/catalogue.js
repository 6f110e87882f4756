"use strict";
// The catalogue page: what the reader asked for lives in the address, everything shown follows from it.
const titles = {
  zoo: "Zoo", task: "Task", library: "Library", licence: "Licence", use: "Commercial use", language: "Language",
  evaluated: "Evaluated by us", reports: "Reported results", card: "Has a card",
};
const shownOrder = ["task", "evaluated", "reports", "use", "licence", "library", "language", "zoo", "card"];
const rangeTitles = {
  parameters: ["Parameters", "1M"], bytes: ["Size in bytes", "500M"], accuracy: ["Accuracy, measured, %", "90"],
};
// What can be sorted by: its title, and whether the largest comes first.
const sorts = {
  downloads: ["Downloads", true], likes: ["Likes", true], accuracy: ["Measured accuracy", true],
  parameters: ["Parameters", false], bytes: ["Size", false], updated: ["Updated", true], name: ["Name", false],
};
// Columns of the list: field, title, how a value is printed, what stands for none.
const columnsShown = [
  ["parameters", "Parameters", figures.short], ["bytes", "Size", figures.bytes],
  ["accuracy", "Accuracy, %", figures.percent, "–"], ["downloads", "Downloads", figures.short],
  ["likes", "Likes", figures.short], ["updated", "Updated", figures.day],
];
const openFacets = new Set();
let columns, names, usual, sort, descending = true, shown = 50;

load("catalogue").then(async catalogue => {
  columns = new Columns(catalogue);
  usual = ["downloads", "likes", "accuracy"].find(by => has(by)) || "name";
  $("finder").hidden = $("rail").hidden = false;
  $("rail").open = innerWidth > 860;
  buildControls();
  readState();
  for (let part = 0; part < catalogue.parts; part++) {
    columns.append(await load(`rows-${String(part).padStart(4, "0")}`));
    if (part === 0 || part === catalogue.parts - 1) {
      names = new NameIndex(columns.names);
      update();
    }
  }
  // The words of the names are indexed while nobody waits, so that the first typo is as fast as the second.
  setTimeout(() => names?.terms, 300);
  pins.listeners.push(() => {
    for (const button of $("list").querySelectorAll(".pinb")) button.show();
    tray();
  });
}).catch(error => { $("count").append(` Search is off: ${error.message}.`); });

// Whether any model has the figure; names all have.
function has(field) { return !columns.absent.has(field); }

function changed(replace) {
  shown = 50;
  update();
  writeState(replace);
}

function buildControls() {
  for (const [value, [title]] of Object.entries(sorts)) {
    if (has(value)) $("sort").append(h("option", {value}, title));
  }
  $("sort").addEventListener("change", () => sortBy($("sort").value, sorts[$("sort").value][1]));
  $("q").addEventListener("input", () => changed(true));
  $("finder").addEventListener("submit", event => event.preventDefault());
  for (const moved of ["popstate", "hashchange"]) addEventListener(moved, () => { readState(); update(); });
  addEventListener("keydown", event => {
    if (event.key !== "/" || /INPUT|SELECT|TEXTAREA/.test(document.activeElement.tagName)) return;
    event.preventDefault();
    $("q").focus();
  });
  for (const name of shownOrder) {
    const facet = columns.facets.find(other => other.name === name);
    facet.box = h("fieldset", {class: "facet", hidden: !facet.terms.length});
    $("facets").append(facet.box);
    if (name !== "reports") continue;
    for (const range of Object.keys(rangeTitles)) $("facets").append(rangeBox(range));
  }
}

function rangeBox(name) {
  const range = columns.numbers[name], [title, hint] = rangeTitles[name];
  const change = () => {
    range.low = parseFigure(low.value, name, -Infinity);
    range.high = parseFigure(high.value, name, Infinity);
    range.unknown = tick.checked;
    changed(true);
  };
  const box = (label, placeholder) =>
    h("input", {type: "text", "aria-label": `${title}, ${label}`, placeholder, inputmode: "text", input: change});
  const low = box("from", "from"), high = box("up to", `to, as ${hint}`);
  const tick = h("input", {type: "checkbox", change});
  range.note = h("p", {class: "note"});
  range.keep = h("label", {class: "opt", hidden: true}, tick, h("span", {}, "Include unknown"));
  Object.assign(range, {lowBox: low, highBox: high, tick});
  return h("fieldset", {class: "facet", hidden: !has(name)}, h("legend", {}, title),
    h("div", {class: "range"}, low, h("span", {"aria-hidden": "true"}, "–"), high), range.note, range.keep);
}

// "1.5B", "300 M", "90": a number with a thousands letter; accuracy in per cent.
function parseFigure(text, name, otherwise) {
  const found = /^\s*([\d.]+(?:e\d+)?)\s*([kmgbt]?)b?\s*%?\s*$/i.exec(text);
  if (!found) return otherwise;
  const value = parseFloat(found[1]) * {"": 1, k: 1e3, m: 1e6, g: 1e9, b: 1e9, t: 1e12}[found[2].toLowerCase()];
  return name === "accuracy" ? value / 100 : value;
}

function sortBy(by, down) {
  sort = by;
  descending = down;
  changed();
}

function readState() {
  const wanted = state.read();
  $("q").value = wanted.get("q") || "";
  sort = sorts[wanted.get("sort")] && has(wanted.get("sort")) ? wanted.get("sort") : usual;
  descending = wanted.has("order") ? wanted.get("order") === "down" : sorts[sort][1];
  shown = Math.min(Math.max(50, parseInt(wanted.get("show")) || 50), 2000);
  for (const facet of columns.facets) {
    const codes = state.split(wanted.get(facet.name)).map(term => facet.terms.indexOf(term));
    facet.chosen = new Set(codes.filter(code => code >= 0));
  }
  for (const name of Object.keys(rangeTitles)) {
    const range = columns.numbers[name], [low = "", high = "", unknown] = (wanted.get(name) || "").split("..");
    range.lowBox.value = low;
    range.highBox.value = high;
    range.tick.checked = range.unknown = unknown === "unknown";
    range.low = parseFigure(low, name, -Infinity);
    range.high = parseFigure(high, name, Infinity);
  }
  if (wanted.get("pin")) pins.set([...state.split(wanted.get("pin")), ...pins.list]);
}

function writeState(replace) {
  const out = new URLSearchParams();
  out.set("q", $("q").value.trim());
  for (const facet of columns.facets) out.set(facet.name, state.join([...facet.chosen].map(code => facet.terms[code])));
  for (const name of Object.keys(rangeTitles)) {
    const range = columns.numbers[name];
    if (!range.active) continue;
    out.set(name, `${range.lowBox.value}..${range.highBox.value}${range.unknown ? "..unknown" : ""}`);
  }
  if (sort !== usual) out.set("sort", sort);
  if (descending !== sorts[sort][1]) out.set("order", descending ? "down" : "up");
  if (shown > 50) out.set("show", shown);
  state.write(out, replace);
}

function update() {
  const result = names && names.find($("q").value), passing = columns.filter(result && result.found);
  $("sort").value = sort;
  showCount(passing, result);
  for (const facet of columns.facets) showFacet(facet);
  for (const range of Object.values(columns.numbers)) {
    if (range.note) showRange(range);
  }
  showRows(pick(result, passing), passing);
  showChips();
  tray();
}

function showRange(range) {
  const hidden = `${figures.grouped(range.hidden)} hidden because it is unknown`;
  const kept = "models where it is unknown are included";
  range.note.textContent = range.active ? (range.unknown ? kept : hidden) : "";
  range.keep.hidden = !range.active;
}

// The rows to show: by how well the name matches while the order is the usual one, else in the order chosen.
function pick(result, passing) {
  if (result && sort === usual && descending === sorts[usual][1]) {
    const ranked = [...result.found].filter(([row]) => !columns.fails[row]);
    return ranked.sort((a, b) => a[1] - b[1] || a[0] - b[0]).slice(0, shown).map(([row]) => row);
  }
  const order = columns.order(sort, descending), rows = [];
  for (let at = 0; at < order.length && rows.length < Math.min(shown, passing); at++) {
    if (!columns.fails[order[at]]) rows.push(order[at]);
  }
  return rows;
}

function showCount(passing, result) {
  const partial = columns.loaded < columns.rows ? `, still reading ${figures.grouped(columns.rows)}` : "";
  const typo = result && result.typo && result.found.size
    ? " No name has exactly that; these are one letter away." : "";
  $("count").replaceChildren(h("b", {}, figures.grouped(passing)),
    ` of ${figures.grouped(columns.loaded)} models${partial}.${typo}`,
    passing ? "" : " Try fewer filters or fewer letters.");
}

// The terms of vocabularies by how many models have them; what is only printed somewhere behind them.
function showFacet(facet) {
  const open = openFacets.has(facet.name), limit = open ? 200 : 6;
  const byCount = (a, b) => facet.live[b] - facet.live[a] || a - b;
  const ranked = facet.terms.map((_, code) => code).sort(byCount);
  const known = ranked.filter(code => !facet.unmapped.has(code));
  const printed = ranked.filter(code => facet.unmapped.has(code));
  const chosen = (list, shown) => [...shown, ...list.filter(code => facet.chosen.has(code) && !shown.includes(code))];
  const focused = facet.box.contains(document.activeElement) ? document.activeElement.value : null;
  const boxes = (list, limit) => chosen(list, list.slice(0, limit)).map(code => option(facet, code));
  const tail = boxes(printed, open ? limit : 0);
  facet.box.replaceChildren(h("legend", {}, titles[facet.name]), ...boxes(known, limit));
  if (tail.length) facet.box.append(h("p", {class: "note"}, "As printed, in no vocabulary"), ...tail);
  if (known.length > 6 || printed.length) {
    const turn = () => { openFacets[open ? "delete" : "add"](facet.name); showFacet(facet); };
    const rest = [known.length > 6 && `${figures.grouped(known.length - 6)} more`,
      printed.length && `${figures.grouped(printed.length)} as printed`];
    facet.box.append(h("button",
      {type: "button", class: "link", value: "more", "aria-expanded": open, click: turn},
      open ? "Fewer" : rest.filter(Boolean).join(", ")));
  }
  if (focused === null) return;
  [...facet.box.querySelectorAll("input,button")].find(control => control.value === focused)?.focus();
}

function option(facet, code) {
  const term = facet.terms[code];
  const change = () => {
    facet.chosen.has(code) ? facet.chosen.delete(code) : facet.chosen.add(code);
    changed();
  };
  const box = h("input", {type: "checkbox", value: term, change});
  box.checked = facet.chosen.has(code);
  return h("label", {class: facet.live[code] ? "opt" : "opt zero"}, box,
    h("span", {title: term}, term), h("i", {}, figures.grouped(facet.live[code])));
}

function showRows(rows, passing) {
  const focused = document.activeElement?.dataset?.sort;
  $("list").tHead.rows[0].replaceChildren(
    h("th", {scope: "col", class: "pin"}, h("span", {class: "hidden"}, "Pin")),
    header("name", "Model", ""), h("th", {scope: "col"}, "Zoo"),
    ...columnsShown.filter(([field]) => has(field)).map(([field, title]) => header(field, title, "n")));
  if (focused) $("list").tHead.querySelector(`[data-sort=${focused}]`)?.focus();
  $("list").tBodies[0].replaceChildren(...rows.map(rowElement));
  const rest = passing - rows.length;
  const more = () => {
    const from = shown;
    shown += 100;
    update();
    writeState(true);
    $("list").tBodies[0].rows[from]?.querySelector("a").focus();
  };
  $("more").replaceChildren(rest > 0
    ? h("button", {type: "button", click: more}, `Show more (${figures.grouped(rest)} left)`) : "");
}

function header(by, title, kind) {
  const active = by === sort, turn = () => sortBy(by, active ? !descending : sorts[by][1]);
  return h("th",
    {scope: "col", class: kind, "aria-sort": active ? (descending ? "descending" : "ascending") : null},
    h("button", {type: "button", "data-sort": by, click: turn}, title));
}

function rowElement(row) {
  const name = columns.names[row], cut = name.lastIndexOf("/") + 1;
  const notes = [
    ...columns.terms("task", row).slice(0, 2), ...columns.terms("library", row).slice(0, 1),
    ...columns.terms("licence", row),
  ];
  const dispute = columns.disputes.get(row);
  const cells = columnsShown.filter(([field]) => has(field)).map(([field, title, print, none]) => {
    const value = columns.numbers[field].values[row];
    return h("td", {class: "n", "data-l": title.toLowerCase().split(",")[0]}, Number.isNaN(value) ? unknown(none) : print(value));
  });
  return h("tr", {},
    h("td", {class: "pin"}, pins.button(columns.key(row), true)),
    h("th", {scope: "row"},
      h("a", {href: columns.page(row)}, h("span", {class: "owner"}, name.slice(0, cut)), name.slice(cut)),
      h("span", {class: "notes"}, notes.map(note => h("span", {}, note))),
      dispute && h("span", {class: "dispute"}, dispute)),
    h("td", {class: "zoo"}, columns.zoo(row)), cells);
}

function showChips() {
  const chips = columns.facets.flatMap(facet => [...facet.chosen].map(code => {
    const remove = () => {
      facet.chosen.delete(code);
      changed();
    };
    const label = `Remove filter ${titles[facet.name]}: ${facet.terms[code]}`;
    return h("button", {type: "button", "aria-label": label, click: remove}, `${facet.terms[code]} ×`);
  }));
  const clear = () => {
    for (const facet of columns.facets) facet.chosen.clear();
    changed();
  };
  if (chips.length > 1) chips.push(h("button", {type: "button", class: "link", click: clear}, "Clear filters"));
  $("chips").replaceChildren(...chips);
}

function tray() {
  const count = pins.list.length, pinned = fragment(state.join(pins.list));
  $("tray").hidden = !count;
  $("tray").replaceChildren(
    h("b", {}, count === 1 ? "1 model pinned" : `${count} models pinned`),
    h("button", {type: "button", click: () => pins.set([])}, "Unpin all"),
    h("a", {class: "button primary", href: `${root}compare.html#pin=${pinned}`}, "Compare"));
}
