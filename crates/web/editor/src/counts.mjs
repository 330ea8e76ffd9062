// How long the text is, and whether the headline fits on a phone.

const most = { ko: 45, other: 90 };

const counted = new WeakMap();

const count = (text) => ({
  words: text.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}'’-]*/gu)?.length ?? 0,
  characters: [...text].length,
  dense: [...text.replace(/\s/g, "")].length,
});

/** Counted block by block, and a block again only when it changed. @param {import("prosemirror-model").Node} doc */
export const countOf = (doc) => {
  const sum = { words: 0, characters: 0, dense: 0 };
  doc.forEach((node) => {
    let own = counted.get(node);
    if (!own) {
      // A pull quote repeats what is counted already.
      own = count(node.attrs.pull ? "" : node.textBetween(0, node.content.size, " ", " "));
      counted.set(node, own);
    }
    for (const key of Object.keys(sum)) sum[key] += own[key];
  });
  return sum;
};

/** @param {import("prosemirror-model").Node} doc @param {ReturnType<import("./words.mjs").wordsOf>} say */
export const countSaid = (doc, say) => {
  const { words, characters, dense } = countOf(doc);
  const number = say.number;
  const sheets = Math.ceil(characters / 20) / 10;
  return say("counts", { words: number(words), characters: number(characters), dense: number(dense), sheets: number(sheets) });
};

/** @param {string} headline @param {string} language @returns {{ n: number, most: number, isLong: boolean }} */
export const headlineLength = (headline, language) => {
  const limit = language === "ko" ? most.ko : most.other;
  const text = headline.normalize("NFC").trim();
  const segments = globalThis.Intl?.Segmenter ? [...new Intl.Segmenter(language).segment(text)].length : [...text].length;
  return { n: segments, most: limit, isLong: segments > limit };
};
