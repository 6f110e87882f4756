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
  if (log) {
    const steps = high - low > 2.5 ? [1] : high - low > 1 ? [1, 2, 5] : [1, 2, 3, 5, 7];
    for (let power = Math.floor(low); power <= high; power++) ticks.push(...steps.map(step => step * 10 ** power));
  } else {
    const rough = (high - low) / 5, unit = 10 ** Math.floor(Math.log10(rough));
    const step = [1, 2, 5, 10].find(part => part * unit >= rough * 0.8) * unit;
    for (let at = Math.ceil(low / step) * step; at <= high; at += step) ticks.push(at);
  }
  const inside = tick => low <= (log ? Math.log10(tick) : tick) && (log ? Math.log10(tick) : tick) <= high;
  return {place, ticks: ticks.filter(inside)};
}

// Labels beside their points, where they cross neither the joining line, another label nor another point. Boxes are
// [left, top, right, bottom].
function labelBoxes(points, line, area) {
  const taken = points.map(({px, py, r}) => [px - (r ?? 5) - 1, py - (r ?? 5) - 1, px + (r ?? 5) + 1, py + (r ?? 5) + 1]);
  const placed = [];
  const overlaps = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
  const crosses = box => line.some((from, index) => {
    const to = line[index + 1];
    if (!to) return false;
    for (let step = 0; step <= 40; step++) {
      const x = from.px + (to.px - from.px) * step / 40, y = from.py + (to.py - from.py) * step / 40;
      if (x > box[0] && x < box[2] && y > box[1] && y < box[3]) return true;
    }
    return false;
  });
  for (const point of points.filter(p => p.labelled)) {
    const width = point.label.length * 5.9, {px, py} = point, r = point.r ?? 5, gap = r + 5, slant = r * 0.7 + 2;
    const tries = [
      [px + gap, py - 7], [px - width - gap, py - 7], [px + slant, py - slant - 15], [px - width - slant, py - slant - 15],
      [px + slant, py + slant], [px - width - slant, py + slant], [px - width / 2, py - r - 17],
      [px - width / 2, py + r + 4],
    ];
    for (const [x, y] of tries) {
      const box = [x, y, x + width, y + 13];
      if (x < area.left || box[2] > area.right || y < area.top || box[3] > area.bottom) continue;
      const own = taken.filter((_, index) => points[index] !== point);
      if (own.some(other => overlaps(box, other)) || placed.some(it => overlaps(box, it.box)) || crosses(box)) continue;
      placed.push({point, box});
      break;
    }
  }
  return placed;
}

// Radii whose areas go with the values; the largest value has the largest point, and none falls under three units.
function radii(values) {
  const largest = Math.max(...values.filter(value => value > 0));
  return values.map(value => value > 0 ? Math.max(3, 15 * Math.sqrt(value / largest)) : null);
}

// points: {x, y, xs: [value, low, high], ys, label, pinned, area}; axes and area: {title, print, log, better}.
function scatter(points, x, y, narrow, area) {
  const width = narrow ? 380 : 720, height = narrow ? 380 : 440, left = 52, right = 18, top = 34, bottom = 48;
  const horizontal = scaleFor(points.map(p => p.x), x.log, left, width - right);
  const vertical = scaleFor(points.flatMap(p => p.ys), y.log, height - bottom, top);
  const best = new Set(front(points, x.better, y.better)), sizes = area && radii(points.map(p => p.area));
  const drawn = points.map((p, place) => ({
    ...p, r: sizes ? sizes[place] : p.pinned ? 7 : 5, best: best.has(p), labelled: best.has(p) || p.pinned, px: horizontal.place(p.x), py: vertical.place(p.y),
  }));
  const line = drawn.filter(p => p.best).sort((a, b) => a.x - b.x);
  const bars = p => [
    p.xs.length === 3 && h("line", {class: "whisker", x1: horizontal.place(p.xs[1]), x2: horizontal.place(p.xs[2]),
      y1: p.py, y2: p.py}),
    p.ys.length === 3 && h("line", {class: "whisker", x1: p.px, x2: p.px, y1: vertical.place(p.ys[1]),
      y2: vertical.place(p.ys[2])}),
  ].filter(Boolean);
  const labels = labelBoxes(drawn, line, {left, top, right: width - right, bottom: height - bottom});
  const name = `${y.title} against ${x.title} for ${points.length} models; the table beside it lists the front`;
  return h("svg", {class: "chart", viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": name},
    horizontal.ticks.flatMap(tick => {
      const at = horizontal.place(tick);
      return [
        h("line", {class: "grid", x1: at, x2: at, y1: top, y2: height - bottom}),
        h("text", {x: at, y: height - bottom + 16, "text-anchor": "middle"}, x.tick(tick)),
      ];
    }),
    vertical.ticks.flatMap(tick => {
      const at = vertical.place(tick);
      return [
        h("line", {class: "grid", x1: left, x2: width - right, y1: at, y2: at}),
        h("text", {x: left - 8, y: at + 4, "text-anchor": "end"}, y.tick(tick)),
      ];
    }),
    h("text", {class: "title", x: width - right, y: height - 8, "text-anchor": "end"},
      `${x.title} ${x.better > 0 ? "→ better" : "← better"}`),
    h("text", {class: "title", x: 12, y: 18}, `${y.title} ${y.better > 0 ? "↑ better" : "↓ better"}`),
    h("polyline", {class: "frontline", points: line.map(p => `${p.px},${p.py}`).join(" ")}),
    drawn.flatMap(bars),
    // The largest first, so that none hides another.
    drawn.slice().sort((a, b) => (b.r ?? 0) - (a.r ?? 0)).map(p => {
      const kind = `dot${p.best ? " front" : ""}${p.pinned ? " pinned" : ""}${sizes ? " sized" : ""}`;
      const third = area && p.area !== null ? `, ${area.title.toLowerCase()} ${area.print(p.area)}` : "";
      const title = h("title", {}, `${p.label}: ${x.print(p.x)}, ${y.print(p.y)}${third}`);
      if (p.r === null) {
        return h("path", {class: `${kind} cross`, d: `M${p.px - 4} ${p.py - 4}l8 8m0 -8l-8 8`}, title);
      }
      return h("circle", {class: kind, cx: p.px, cy: p.py, r: p.r}, title);
    }),
    labels.map(({point, box}) => h("text",
      {class: "label", x: (box[0] + box[2]) / 2, y: box[1] + 10.5, "text-anchor": "middle"}, point.label)));
}
if (typeof module !== "undefined") module.exports = {front, tiedRanks, radii};
