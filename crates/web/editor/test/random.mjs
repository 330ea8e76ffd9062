// Bodies drawn from a seed: every kind of block, every mark, and the odd corners that a valid body can have.

/** A small generator (mulberry32), so that a failing case can be drawn again. @param {number} seed */
export const dice = (seed) => {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  };
  const upTo = (most) => Math.floor(next() * (most + 1));
  return { next, upTo, pick: (list) => list[upTo(list.length - 1)], chance: (share) => next() < share };
};

const pieces = ["시장은 ", "the vote", "\n", " ", "“quoted”", "김민지", "가", "e\u0301", "👩🏽‍🚒", "\t", "  two  spaces", "\u00a0", "<b>not markup</b>", "&amp;", "a\nb", "—"];
const languages = ["en", "ko", "ja", "fil"];
const providers = ["youtube", "naver-tv", "x", "googlemaps"];

const sameMarks = ({ text: _, ...one }, { text: __, ...other }) => JSON.stringify(one) === JSON.stringify(other);

const text = (roll, most = 4) => {
  const runs = [];
  for (let left = roll.upTo(most); left > 0; left -= 1) {
    const run = { text: Array.from({ length: 1 + roll.upTo(3) }, () => roll.pick(pieces)).join("") };
    for (const flag of ["strong", "emphasis", "strike", "code", "superscript", "subscript"]) if (roll.chance(0.15)) run[flag] = true;
    if (roll.chance(0.15)) run.link = roll.pick(["/news/a", "#note", "https://a.example/?q=1&r=2", "mailto:a@b.example", "tel:+8221234"]);
    if (roll.chance(0.15)) run.language = roll.pick(languages);
    if (runs.length > 0 && sameMarks(runs.at(-1), run)) runs.at(-1).text += run.text;
    else runs.push(run);
  }
  return runs;
};

const item = (roll, depth) => {
  const made = { text: text(roll, 2) };
  if (roll.chance(0.2)) made.ordered = true;
  if (depth > 0 && roll.chance(0.4)) made.items = Array.from({ length: 1 + roll.upTo(2) }, () => item(roll, depth - 1));
  return made;
};

const cell = (roll) => ({
  text: text(roll, 2),
  ...(roll.chance(0.3) ? { head: true } : {}),
  ...(roll.chance(0.2) ? { columns: 2 + roll.upTo(2) } : {}),
  ...(roll.chance(0.2) ? { rows: 2 } : {}),
});

const grid = (roll) => {
  const width = 1 + roll.upTo(3);
  return Array.from({ length: 1 + roll.upTo(3) }, () => Array.from({ length: width }, () => ({ text: text(roll, 2), ...(roll.chance(0.3) ? { head: true } : {}) })));
};

const kinds = {
  paragraph: (roll) => ({ text: text(roll) }),
  heading: (roll) => ({ level: 2 + roll.upTo(2), text: text(roll) }),
  list: (roll) => ({ ordered: roll.chance(0.5), items: Array.from({ length: roll.upTo(4) }, () => item(roll, 3)) }),
  quote: (roll) => ({
    paragraphs: Array.from({ length: roll.upTo(3) }, () => text(roll)),
    ...(roll.chance(0.5) ? { by: text(roll, 2) } : {}),
    ...(roll.chance(0.3) ? { pull: true } : {}),
  }),
  picture: (roll) => ({ picture: `pic${roll.upTo(9)}` }),
  table: (roll) => ({
    ...(roll.chance(0.5) ? { caption: text(roll, 2) } : {}),
    rows: roll.chance(0.5) ? grid(roll) : Array.from({ length: roll.upTo(4) }, () => Array.from({ length: roll.upTo(3) }, () => cell(roll))),
  }),
  embed: (roll) => ({ provider: roll.pick(providers), url: "https://example.org/v/1", ...(roll.chance(0.5) ? { title: roll.pick(["", "A talk"]) } : {}) }),
  preformatted: (roll) => ({ text: roll.pick(["", "a\n  b\n\nc\n", "시\n\t조"]) }),
  rule: () => ({}),
};

/** A valid body. @param {ReturnType<typeof dice>} roll */
export const body = (roll) =>
  Array.from({ length: roll.upTo(12) }, (_, at) => {
    const kind = roll.pick(Object.keys(kinds));
    return { id: at * 3 + 1, ...(roll.chance(0.2) ? { language: roll.pick(languages) } : {}), kind, ...kinds[kind](roll) };
  });
