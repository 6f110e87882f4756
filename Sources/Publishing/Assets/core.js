"use strict";
// What every page needs: data files, elements, figures, pins. Text only ever enters a page as text, never as markup.
const root = document.documentElement.dataset.root;
document.documentElement.classList.add("js");

// Data files are classic scripts that call M(name, value): the one transport that also works opened from disk.
const waiting = new Map();
function M(name, value) { waiting.get(name).done(value); }
function load(name) {
  if (!waiting.has(name)) {
    const entry = {};
    entry.promise = new Promise((done, failed) => {
      entry.done = done;
      const script = document.createElement("script");
      script.src = `${root}data/${name}.js`;
      script.onerror = () => { waiting.delete(name); failed(new Error(`data/${name}.js could not be read`)); };
      script.onload = () => script.remove();
      document.head.append(script);
    });
    waiting.set(name, entry);
  }
  return waiting.get(name).promise;
}

// Signs that turn the direction of all text behind them are spelt out, as the generator does: "[U+202E]".
const upright = text => text.replace(/[\u202a-\u202e\u2066-\u2069]/g,
  sign => `[U+${sign.charCodeAt(0).toString(16).toUpperCase()}]`);
const spoken = new Set(["title", "aria-label", "placeholder"]);

const svgNames = new Set(["svg", "path", "line", "circle", "text", "polyline", "title"]);
// h("td", {class: "n"}, "text", child…): an element; functions are listeners, null and false are left out.
function h(name, attributes, ...children) {
  const element = svgNames.has(name) ? document.createElementNS("http://www.w3.org/2000/svg", name)
      : document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (typeof value === "function") element.addEventListener(key, value);
    else if (value === true) element.setAttribute(key, "");
    else if (value != null && value !== false) element.setAttribute(key, spoken.has(key) ? upright(String(value)) : value);
  }
  element.append(...children.flat().filter(child => child != null && child !== false)
    .map(child => typeof child === "string" ? upright(child) : child));
  return element;
}
// A button that hands out text as a file.
function save(title, name, text, type) {
  const click = () => {
    const address = URL.createObjectURL(new Blob([text()], {type}));
    h("a", {href: address, download: name}).click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
  };
  return h("button", {type: "button", click}, title);
}
const $ = id => document.getElementById(id);
const unknown = text => h("span", {class: "un"}, text || "unknown");

const figures = {
  grouped: value => String(value).replace(/\B(?=(\d{3})+$)/g, ","),
  scaled(value, units) {
    let unit = 0;
    while (value >= 999.5 && unit < units.length - 1) { value /= 1000; unit++; }
    return (unit === 0 ? Math.trunc(value) : value.toFixed(value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2)) + units[unit];
  },
  short: value => figures.scaled(value, ["", " k", " M", " G", " T", " P"]),
  bytes: value => figures.scaled(value, [" B", " kB", " MB", " GB", " TB", " PB"]),
  percent: value => (value * 100).toFixed(1),
  // At least three figures, as the generator prints them.
  milliseconds(value) {
    value *= 1000;
    if (value >= 99.95) return figures.grouped(Math.round(value));
    const place = [9.995, 0.9995, 0.09995, 0.009995, 0.0009995].findIndex(step => value >= step);
    return value ? value.toFixed(place < 0 ? 6 : place + 1) : "0";
  },
  day: value => new Date(value * 864e5).toISOString().slice(0, 10),
};

// A key's file among the records: FNV-1a of its UTF-8, as the generator computes it.
function shardOf(key, shards) {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(key)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return String(hash % shards).padStart(4, "0");
}
const fragment = key => encodeURIComponent(key).replace(/%2F/g, "/");

// The address's fragment as the state of a page: #q=bert&task=a,b. Works from disk, survives reload, back and sharing.
const state = {
  join: list => list.map(item => item.replace(/[%,]/g, encodeURIComponent)).join(","),
  split: text => (text || "").split(",").filter(Boolean).map(item =>
      { try { return decodeURIComponent(item); } catch { return item; } }),
  read: () => new URLSearchParams(location.hash.slice(1)),
  write(parameters, replace) {
    const text = "#" + [...parameters].filter(([, value]) => value !== "").map(([key, value]) =>
        `${key}=${encodeURIComponent(value).replace(/%2C/g, ",").replace(/%2F/g, "/").replace(/%20/g, "+")}`).join("&");
    if (text === (location.hash || "#")) return;
    try { history[replace ? "replaceState" : "pushState"](null, "", text); } catch { location.hash = text; }
  },
};

// Pinned models: kept by the browser where it may, for this page only where it may not.
const pins = {
  list: [],
  listeners: [],
  read() {
    try {
      const kept = JSON.parse(localStorage.getItem("macaroni-pins") || "[]");
      this.list = kept.filter(key => typeof key === "string").slice(0, 20);
    } catch { this.list = []; }
  },
  set(list) {
    this.list = [...new Set(list)].slice(0, 20);
    try {
      localStorage.setItem("macaroni-pins", JSON.stringify(this.list));
    } catch { /* private window: pins last as long as the page */ }
    this.tell();
  },
  has: key => pins.list.includes(key),
  toggle: key => pins.set(pins.has(key) ? pins.list.filter(other => other !== key) : [...pins.list, key]),
  tell() {
    for (const badge of document.querySelectorAll("[data-pins]")) {
      badge.textContent = pins.list.length;
      badge.hidden = !pins.list.length;
      badge.setAttribute("aria-label", `${pins.list.length} pinned`);
    }
    for (const listener of pins.listeners) listener();
  },
  button(key, short) {
    const button = h("button", {type: "button", class: short ? "pinb" : "", click: () => pins.toggle(key)});
    const show = () => {
      const on = pins.has(key);
      button.setAttribute("aria-pressed", on);
      button.textContent = short ? (on ? "✓" : "+") : (on ? "Pinned for comparison" : "Pin for comparison");
      if (!short) return;
      button.setAttribute("aria-label", upright(`Pin ${key} for comparison`));
      button.title = on ? "Unpin" : "Pin for comparison";
    };
    button.show = show;
    show();
    return button;
  },
};
pins.read();
pins.tell();
addEventListener("storage", () => { pins.read(); pins.tell(); });
if (typeof module !== "undefined") module.exports = {h, figures};
