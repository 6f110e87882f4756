"use strict";
// The catalogue's columns in typed arrays, and one pass over them that gives the rows that pass and every facet's
// counts.
class Columns {
  constructor(catalogue) {
    this.rows = catalogue.rows;
    this.loaded = 0;
    this.names = [];
    this.pages = [];
    // Figures that no model has, and what cards report against our measurement, by row.
    this.absent = new Set(catalogue.absent);
    this.disputes = new Map();
    this.facets = catalogue.facets.map(facet => ({
      ...facet, starts: new Uint32Array(this.rows + 1), codes: new Uint16Array(this.rows * 2), used: 0,
      chosen: new Set(), unmapped: new Set(facet.unmapped),
    }));
    this.numbers = {};
    for (const name of ["parameters", "bytes", "accuracy", "downloads", "likes", "updated"]) {
      const values = new Float64Array(this.rows).fill(NaN);
      this.numbers[name] = {values, low: -Infinity, high: Infinity, unknown: false};
    }
    // Bit i is set when a row fails filter i; the last bits are the ranges and the search.
    this.fails = new Uint32Array(this.rows);
  }

  append(part) {
    const from = this.loaded;
    for (const name of part.names) this.names.push(name);
    for (const page of part.pages) this.pages.push(page);
    for (const facet of this.facets) {
      part[facet.name].forEach((value, index) => {
        for (const code of typeof value === "number" ? [value] : value) {
          if (facet.used === facet.codes.length) {
            const wider = new Uint16Array(facet.used * 2 + 16);
            wider.set(facet.codes);
            facet.codes = wider;
          }
          facet.codes[facet.used++] = code;
        }
        facet.starts[from + index + 1] = facet.used;
      });
    }
    for (const [name, number] of Object.entries(this.numbers)) {
      part[name].forEach((value, index) => { number.values[from + index] = value === null ? NaN : value; });
    }
    for (const [place, text] of Object.entries(part.disputes || {})) this.disputes.set(from + Number(place), text);
    this.loaded += part.names.length;
  }

  terms(name, row) {
    const facet = this.facets.find(other => other.name === name);
    return Array.from(facet.codes.subarray(facet.starts[row], facet.starts[row + 1]), code => facet.terms[code]);
  }
  zoo(row) { return this.terms("zoo", row)[0]; }
  key(row) { return `${this.zoo(row)}/${this.names[row]}`; }
  page(row) {
    const page = this.pages[row];
    return root + (page === 1 ? `models/${this.key(row)}/index.html` : page || `model.html#${fragment(this.key(row))}`);
  }

  // Counts of a facet ignore its own choice, so that one sees what choosing another term would give.
  filter(matches) {
    const {fails, loaded} = this, searchBit = 1 << 30;
    fails.fill(0);
    if (matches) {
      fails.fill(searchBit);
      for (const row of matches.keys()) fails[row] = 0;
    }
    this.facets.forEach((facet, bit) => {
      if (!facet.chosen.size) return;
      const wanted = new Uint8Array(facet.terms.length);
      for (const code of facet.chosen) wanted[code] = 1;
      const {starts, codes} = facet, mask = 1 << bit;
      for (let row = 0; row < loaded; row++) {
        let hit = 0;
        for (let at = starts[row]; at < starts[row + 1]; at++) hit |= wanted[codes[at]];
        if (!hit) fails[row] |= mask;
      }
    });
    const ranges = Object.values(this.numbers);
    ranges.forEach((range, place) => {
      range.active = range.low > -Infinity || range.high < Infinity;
      range.hidden = 0;
      if (!range.active) return;
      const {values, low, high, unknown} = range, mask = 1 << (16 + place);
      for (let row = 0; row < loaded; row++) {
        const value = values[row];
        if (value !== value ? !unknown : value < low || value > high) fails[row] |= mask;
      }
    });
    ranges.forEach((range, place) => {
      if (!range.active || range.unknown) return;
      const mask = 1 << (16 + place);
      for (let row = 0; row < loaded; row++) {
        if (fails[row] === mask && Number.isNaN(range.values[row])) range.hidden++;
      }
    });
    let passing = 0;
    for (let row = 0; row < loaded; row++) if (!fails[row]) passing++;
    this.facets.forEach((facet, bit) => {
      const live = facet.live = new Uint32Array(facet.terms.length), {starts, codes} = facet, others = ~(1 << bit);
      for (let row = 0; row < loaded; row++) {
        if (fails[row] & others) continue;
        for (let at = starts[row]; at < starts[row + 1]; at++) live[codes[at]]++;
      }
    });
    return passing;
  }

  // All rows in an order, kept until more rows arrive. Unknown always comes last.
  order(by, descending) {
    const key = `${by} ${descending} ${this.loaded}`;
    this.orders ||= new Map();
    if (this.orders.has(key)) return this.orders.get(key);
    const order = Uint32Array.from({length: this.loaded}, (_, row) => row), sign = descending ? -1 : 1;
    if (by === "name") {
      const spaced = this.names.map(plain);
      order.sort((a, b) => sign * (spaced[a] < spaced[b] ? -1 : spaced[a] > spaced[b] ? 1 : 0) || a - b);
    } else {
      const {values} = this.numbers[by];
      order.sort((a, b) => {
        const x = values[a], y = values[b];
        if (Number.isNaN(x) || Number.isNaN(y)) return Number.isNaN(x) - Number.isNaN(y) || a - b;
        return sign * (x - y) || a - b;
      });
    }
    this.orders.set(key, order);
    return order;
  }
}
if (typeof module !== "undefined") module.exports = {Columns};
