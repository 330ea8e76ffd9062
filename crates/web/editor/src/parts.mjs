// Blocks as words to read, where two versions are compared or one is only looked at.
import { plain } from "./runs.mjs";

const itemLines = (item, at, ordered, depth) => [
  `${"    ".repeat(depth)}${ordered ? `${at + 1}. ` : "– "}${plain(item.text)}`,
  ...(item.items ?? []).flatMap((below, index) => itemLines(below, index, item.ordered === true, depth + 1)),
];

/** @param {object} block @param {Record<string, object>} pictures records @param {ReturnType<import("./words.mjs").wordsOf>} say */
export const wordsOfBlock = (block, pictures, say) => {
  switch (block.kind) {
    case "paragraph":
    case "heading":
      return plain(block.text);
    case "list":
      return block.items.flatMap((item, at) => itemLines(item, at, block.ordered, 0)).join("\n");
    case "quote":
      return [...block.paragraphs.map(plain), ...(block.by ? [`— ${plain(block.by)}`] : [])].join("\n");
    case "table":
      return [block.caption ?? [], ...block.rows.map((row) => [{ text: row.map(({ text }) => plain(text)).join(" | ") }])].map(plain).join("\n").trim();
    case "preformatted":
      return block.text;
    case "embed":
      return [block.title, block.url].filter(Boolean).join("\n");
    case "picture":
      return pictures[block.picture]?.captions?.[say.article] || Object.values(pictures[block.picture]?.captions ?? {})[0] || block.picture;
    case "rule":
      return "———";
    default:
      return say("kept", { kind: block.kind });
  }
};

/** @param {object[]} blocks @returns {import("./diff.mjs").Part[]} */
export const partsOf = (blocks, pictures, say) =>
  (blocks ?? []).map((block) => {
    const { id, ...rest } = block;
    return { id, kind: block.kind, text: wordsOfBlock(block, pictures, say), print: JSON.stringify(sorted(rest)) };
  });

const sorted = (value) => {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return value;
  const said = Object.keys(value).sort().filter((key) => value[key] !== false && value[key] !== null && value[key] !== undefined);
  return Object.fromEntries(said.map((key) => [key, sorted(value[key])]));
};
