"use strict";
// Finding models by name: case, accents, hyphens, dots and slashes do not matter; one wrong letter is forgiven when
// nothing else fits.
function plain(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[\s\-_./\\:|]+/g, " ").trim();
}

class NameIndex {
  constructor(names) {
    this.spaced = names.map(plain);
    this.tight = this.spaced.map(name => name.replaceAll(" ", ""));
    // Where the owner ends: people leave it out.
    this.owners = names.map(name => plain(name.slice(0, name.lastIndexOf("/") + 1)).replaceAll(" ", "").length);
  }

  // Rows and how well they match (lower is better), or null for an empty query; `typo` says whether a letter had to be
  // forgiven.
  find(query) {
    const words = plain(query).split(" ").filter(Boolean);
    if (!words.length) return null;
    const whole = words.join(" "), tight = words.join(""), found = new Map();
    for (let row = 0; row < this.spaced.length; row++) {
      const squeezed = this.tight[row].includes(tight);
      if (!squeezed && !words.every(word => this.spaced[row].includes(word))) continue;
      found.set(row, this.score(row, words, whole, tight, squeezed));
    }
    return found.size ? {found, typo: false} : {found: this.nearly(words, tight), typo: true};
  }

  score(row, words, whole, tight, squeezed) {
    const name = this.spaced[row], padded = " " + name;
    if (this.tight[row] === tight || padded.endsWith(" " + whole)) return 0;
    if (padded.includes(" " + whole)) return 1;
    if (words.every(word => padded.includes(" " + word))) return 2;
    return squeezed ? 3 : 4;
  }

  // Rows in which every word is, or lies one letter from, a word of the name or its beginning.
  nearly(words, tight) {
    const found = new Map();
    if (tight.length > 3) {
      for (let row = 0; row < this.tight.length; row++) {
        const name = this.tight[row];
        if (oneEdit(tight, name) || oneEdit(tight, name.slice(this.owners[row]))) found.set(row, 5);
      }
    }
    // Each word keeps only the rows that all words before it have kept.
    const kept = new Uint8Array(this.tight.length);
    words.forEach((word, place) => {
      for (const [term, rows] of this.terms) {
        if (!term.includes(word) && !isNearly(word, term)) continue;
        for (const row of rows) if (kept[row] === place) kept[row] = place + 1;
      }
    });
    for (let row = 0; row < kept.length; row++) if (kept[row] === words.length && !found.has(row)) found.set(row, 6);
    return found;
  }

  // The rows of each word that names are made of; made when first asked for, since most queries have no typo.
  get terms() {
    if (!this.index) {
      this.index = new Map();
      this.spaced.forEach((name, row) => {
        for (const term of name.split(" ")) {
          const rows = this.index.get(term);
          if (!rows) this.index.set(term, [row]);
          else if (rows[rows.length - 1] !== row) rows.push(row);
        }
      });
    }
    return this.index;
  }
}

// Whether b is a with at most one letter added, dropped, changed, or two neighbours swapped; of b only the first
// `length` letters count.
function oneEdit(a, b, length = b.length) {
  if (Math.abs(a.length - length) > 1) return false;
  let start = 0, end = 0;
  const least = Math.min(a.length, length);
  while (start < least && a.charCodeAt(start) === b.charCodeAt(start)) start++;
  while (end < least - start && a.charCodeAt(a.length - 1 - end) === b.charCodeAt(length - 1 - end)) end++;
  const left = a.length - start - end, right = length - start - end;
  if (left <= 1 && right <= 1) return true;
  return left === 2 && right === 2 && a[start] === b[start + 1] && a[start + 1] === b[start];
}

// Whether a word may be a term with one wrong letter. Three letters must have lost or swapped one of a word of their own,
// since with one of three wrong they are the beginning of too much.
function isNearly(word, term) {
  if (word.length > 3) return nearlyStarts(word, term);
  return word.length === 3 && term.length >= 3 && term[0] === word[0] && oneEdit(word, term);
}

// Whether a term, or its beginning, lies one letter from the word.
function nearlyStarts(word, term) {
  return oneEdit(word, term) || (term.length > word.length + 1 && oneEdit(word, term, word.length));
}
if (typeof module !== "undefined") module.exports = {NameIndex, plain, oneEdit, nearlyStarts};
