"use strict";
// The scatter: two figures of each model, intervals as bars, the Pareto front marked.

// A point is on the front when no other is at least as good on both axes and better on one. `better` is −1 where less
// is better.
function front(points, betterX, betterY) {
  const sorted = points.slice().sort((a, b) => betterX * (b.x - a.x) || betterY * (b.y - a.y)), out = [];
  let best = -Infinity, bestX = null;
  for (const point of sorted) {
    const y = betterY * point.y;
    if (y > best) { out.push(point); best = y; bestX = point.x; }
    else if (y === best && point.x === bestX) out.push(point);
  }
  return out;
}

// One more than the number whose interval lies wholly above one's own: overlapping intervals share a rank.
function tiedRanks(points, better) {
  const low = p => better > 0 ? p.low : -p.high, high = p => better > 0 ? p.high : -p.low;
  return points.map(point => 1 + points.filter(other => low(other) > high(point)).length);
}

function scaleFor(values, log, from, to) {
  let low = Math.min(...values), high = Math.max(...values);
  if (log) { low = Math.log10(low); high = Math.log10(high); }
  const margin = (high - low || Math.abs(high) || 1) * 0.08;
  low -= margin; high += margin;
  const place = value => from + (to - from) * ((log ? Math.log10(value) : value) - low) / (high - low);
  let ticks = [];
  if (log) for (let power = Math.floor(low); power <= high; power++) for (const step of high - low > 2.5 ? [1]
      : [1, 2, 5]) ticks.push(step * 10 ** power);
  else { const rough = (high - low) / 5, unit = 10 ** Math.floor(Math.log10(rough)),
      step = [1, 2, 5, 10].find(part => part * unit >= rough) * unit; for (let at = Math.ceil(low / step) * step;
      at <= high; at += step) ticks.push(at); }
  return {place, ticks: ticks.filter(tick => { const at = log ? Math.log10(tick) : tick; return at >= low && at <= high;
      })};
}

// points: {x, y, xs: [value, low, high], ys, label, pinned, href}; axes: {title, print, log, better}.
function scatter(points, x, y) {
  const width = 720, height = 440, left = 62, right = 18, top = 30, bottom = 44;
  const horizontal = scaleFor(points.map(p => p.x), x.log, left, width - right),
      vertical = scaleFor(points.map(p => p.y), y.log, height - bottom, top);
  const best = new Set(front(points, x.better, y.better)), line = [...best].sort((a, b) => a.x - b.x);
  const bars = p => [[p.xs, true], [p.ys, false]].filter(([ends]) => ends.length === 3).map(([ends, across]) => across
    ? h("line", {class: "whisker", x1: horizontal.place(ends[1]), x2: horizontal.place(ends[2]),
        y1: vertical.place(p.y), y2: vertical.place(p.y)})
    : h("line", {class: "whisker", y1: Math.min(height - bottom, vertical.place(ends[1])),
        y2: Math.max(top, vertical.place(ends[2])), x1: horizontal.place(p.x), x2: horizontal.place(p.x)}));
  const taken = [];
  const label = p => {
    const px = horizontal.place(p.x), py = vertical.place(p.y) - 9, half = p.label.length * 3.1,
        end = px + half > width - right;
    if (taken.some(other => Math.abs(other[0] - px) < half + other[2] && Math.abs(other[1] - py) < 13)) return null;
    taken.push([px, py, half]);
    return h("text", {class: "label", x: end ? width - right : Math.max(px, left + half), y: py,
        "text-anchor": end ? "end" : "middle"}, p.label);
  };
  return h("svg", {class: "chart", viewBox: `0 0 ${width} ${height}`, role: "img",
      "aria-label": `${y.title} against ${x.title} for ${points.length} models; the table beside it lists the front`},
    horizontal.ticks.map(tick =>
        [h("line", {class: "grid", x1: horizontal.place(tick), x2: horizontal.place(tick), y1: top,
        y2: height - bottom}), h("text", {x: horizontal.place(tick), y: height - bottom + 16, "text-anchor": "middle"},
        x.print(tick))]).flat(),
    vertical.ticks.map(tick =>
        [h("line", {class: "grid", x1: left, x2: width - right, y1: vertical.place(tick), y2: vertical.place(tick)}),
        h("text", {x: left - 8, y: vertical.place(tick) + 4, "text-anchor": "end"}, y.print(tick))]).flat(),
    h("text", {class: "title", x: width - right, y: height - 8, "text-anchor": "end"},
        `${x.title} ${x.better > 0 ? "→ better" : "← better"}`), h("text", {class: "title", x: 12, y: 18},
        `${y.title} ${y.better > 0 ? "↑ better" : "↓ better"}`),
    h("polyline", {class: "frontline",
        points: line.map(p => `${horizontal.place(p.x)},${vertical.place(p.y)}`).join(" ")}),
    points.map(bars).flat(),
    points.map(p => h("circle", {class: `dot${best.has(p) ? " front" : ""}${p.pinned ? " pinned" : ""}`,
        cx: horizontal.place(p.x), cy: vertical.place(p.y), r: p.pinned ? 7 : 5},
        h("title", {}, `${p.label}: ${x.print(p.x)}, ${y.print(p.y)}`))),
    points.filter(p => best.has(p) || p.pinned).map(label).filter(Boolean));
}
if (typeof module !== "undefined") module.exports = {front, tiedRanks};
