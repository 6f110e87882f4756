"use strict";
// Finding models by name: case, accents, hyphens, dots and slashes do not matter; one wrong letter is forgiven when nothing else fits.
function plain(text) { return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[\s\-_./\\:|]+/g, " ").trim(); }

class NameIndex {
  constructor(names) {
    this.spaced = names.map(plain);
    this.tight = this.spaced.map(name => name.replaceAll(" ", ""));
  }

  // Rows and how well they match (lower is better), or null for an empty query; `typo` says whether a letter had to be forgiven.
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

  nearly(words, tight) {
    const found = new Map();
    for (let row = 0; row < this.tight.length; row++) if (tight.length > 3 && oneEdit(tight, this.tight[row])) found.set(row, 5);
    this.vocabulary ||= new Set(this.spaced.flatMap(name => name.split(" ")));
    const near = words.map(word => {
      const matches = [word];
      if (word.length > 3) for (const term of this.vocabulary) if (oneEdit(word, term) || (term.length > word.length + 1 && oneEdit(word, term.slice(0, word.length)))) matches.push(term);
      return matches;
    });
    // A word with many neighbours would make every name a candidate; the closest few hundred decide.
    for (const terms of near) terms.length = Math.min(terms.length, 300);
    for (let row = 0; row < this.spaced.length; row++) {
      if (!found.has(row) && near.every(terms => terms.some(term => this.spaced[row].includes(term)))) found.set(row, 6);
    }
    return found;
  }
}

// Whether b is a with at most one letter added, dropped, changed, or two neighbours swapped.
function oneEdit(a, b) {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0, end = 0;
  const least = Math.min(a.length, b.length);
  while (start < least && a[start] === b[start]) start++;
  while (end < least - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const left = a.length - start - end, right = b.length - start - end;
  if (left <= 1 && right <= 1) return true;
  return left === 2 && right === 2 && a[start] === b[start + 1] && a[start + 1] === b[start];
}
if (typeof module !== "undefined") module.exports = {NameIndex, plain, oneEdit};
