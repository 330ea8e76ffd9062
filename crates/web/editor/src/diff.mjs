// What differs between two versions: block by block, and inside a block word by word.

// Larger comparisons would keep the page waiting; then the whole stretch counts as changed.
const mostCells = 4_000_000;

/**
 * The longest common subsequence of two lists, as pairs of places.
 * @template T @param {T[]} one @param {T[]} other @param {(a: T, b: T) => boolean} same @returns {[number, number][]}
 */
export const common = (one, other, same = Object.is) => {
  let start = 0;
  while (start < one.length && start < other.length && same(one[start], other[start])) start += 1;
  let tail = 0;
  while (tail < one.length - start && tail < other.length - start && same(one.at(-1 - tail), other.at(-1 - tail))) tail += 1;
  const pairs = Array.from({ length: start }, (_, at) => [at, at]);
  const height = one.length - start - tail;
  const width = other.length - start - tail;
  if (height > 0 && width > 0 && height * width <= mostCells) {
    const line = width + 1;
    const lengths = new Uint32Array((height + 1) * line);
    for (let row = height - 1; row >= 0; row -= 1) {
      for (let column = width - 1; column >= 0; column -= 1) {
        lengths[row * line + column] = same(one[start + row], other[start + column])
          ? lengths[(row + 1) * line + column + 1] + 1
          : Math.max(lengths[(row + 1) * line + column], lengths[row * line + column + 1]);
      }
    }
    for (let row = 0, column = 0; row < height && column < width;) {
      if (same(one[start + row], other[start + column])) pairs.push([start + row++, start + column++]);
      else if (lengths[(row + 1) * line + column] >= lengths[row * line + column + 1]) row += 1;
      else column += 1;
    }
  }
  for (let at = tail; at > 0; at -= 1) pairs.push([one.length - at, other.length - at]);
  return pairs;
};

/** Words, the spaces between them, and signs. @param {string} text */
export const wordsIn = (text) => text.match(/[\p{L}\p{N}\p{M}]+|\s+|[^\p{L}\p{N}\p{M}\s]/gu) ?? [];

const pieces = (words, kept) => {
  const out = [];
  words.forEach((text, at) => {
    const changed = !kept.has(at);
    if (out.at(-1)?.changed === changed) out.at(-1).text += text;
    else out.push({ text, changed });
  });
  return out;
};

/** @param {string} mine @param {string} theirs @returns {Record<"mine" | "theirs", { text: string, changed: boolean }[]>} */
export const diffWords = (mine, theirs) => {
  const [one, other] = [wordsIn(mine), wordsIn(theirs)];
  // A space between two changed words belongs to the change: else every rewritten sentence falls to crumbs.
  const pairs = common(one, other).filter(([row, column], at, all) => {
    if (one[row].trim()) return true;
    const [before, after] = [all[at - 1], all[at + 1]];
    return (before && before[0] === row - 1 && before[1] === column - 1) || (after && after[0] === row + 1 && after[1] === column + 1);
  });
  return { mine: pieces(one, new Set(pairs.map(([at]) => at))), theirs: pieces(other, new Set(pairs.map(([, at]) => at))) };
};

const alike = (one, other) => {
  if (one.kind !== other.kind) return false;
  if (one.id && one.id === other.id) return true;
  const words = (text) => wordsIn(text).filter((word) => word.trim());
  const [mine, theirs] = [words(one.text), words(other.text)];
  if (mine.length === 0 || theirs.length === 0) return mine.length === theirs.length;
  const left = new Map();
  for (const word of mine) left.set(word, (left.get(word) ?? 0) + 1);
  let shared = 0;
  for (const word of theirs) {
    const count = left.get(word) ?? 0;
    if (count > 0) shared += 1;
    left.set(word, count - 1);
  }
  return shared / Math.max(mine.length, theirs.length) > 0.4;
};

/**
 * @typedef {{ id: number, kind: string, text: string, print: string }} Part a block with its words, and all of it but its id
 * @param {Part[]} mine @param {Part[]} theirs
 * @returns {{ is: "same" | "changed" | "mine" | "theirs", mine?: Part, theirs?: Part }[]}
 */
export const diffBlocks = (mine, theirs) => {
  const rows = [];
  const stretch = (ours, others, same, inside) => {
    let [row, column] = [0, 0];
    for (const [nextRow, nextColumn] of [...common(ours, others, same), [ours.length, others.length]]) {
      inside(ours.slice(row, nextRow), others.slice(column, nextColumn));
      if (nextRow < ours.length) {
        const [one, other] = [ours[nextRow], others[nextColumn]];
        rows.push({ is: one.print === other.print ? "same" : "changed", mine: one, theirs: other });
      }
      [row, column] = [nextRow + 1, nextColumn + 1];
    }
  };
  const single = (ours, others) => {
    for (const part of ours) rows.push({ is: "mine", mine: part });
    for (const part of others) rows.push({ is: "theirs", theirs: part });
  };
  stretch(mine, theirs, (one, other) => one.print === other.print, (ours, others) => stretch(ours, others, alike, single));
  return rows;
};
