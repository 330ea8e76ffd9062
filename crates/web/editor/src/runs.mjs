// Text with marks as plain values, apart from any document.
import { flags } from "./blocks.mjs";

/** @typedef {import("./blocks.mjs").Run} Run */

const keys = [...flags, "link", "language"];

const alike = (one, other) => keys.every((key) => one[key] === other[key]);

/** Adds characters, joining them to the last run where both wear the same. @param {Run[]} runs */
export const push = (runs, text, marks) => {
  if (!text) return;
  const last = runs.at(-1);
  if (last && alike(last, marks)) last.text += text;
  else runs.push({ text, ...marks });
};

/** @param {Run[]} runs */
export const plain = (runs) => runs.map(({ text }) => text).join("");

/** @param {Run[]} runs */
export const isBlank = (runs) => plain(runs).trim() === "";

/** Without spaces at the ends, around line breaks, or two in a row. @param {Run[]} runs @returns {Run[]} */
export const squeezed = (runs) => {
  const out = [];
  // What stood before: at the start and after a break no space is wanted.
  let before = "\n";
  for (const { text, ...marks } of runs) {
    let kept = "";
    for (const letter of text) {
      if (letter === " " && /[ \n]/.test(before)) continue;
      if (letter === "\n" && before === " ") {
        if (kept) kept = kept.slice(0, -1);
        else if (out.length > 0) trimLast(out);
      }
      kept += letter;
      before = letter;
    }
    push(out, kept, marks);
  }
  while (out.length > 0 && /[ \n]$/.test(out.at(-1).text)) trimLast(out);
  while (out.length > 0 && /^[ \n]/.test(out[0].text)) {
    out[0].text = out[0].text.slice(1);
    if (!out[0].text) out.shift();
  }
  return out;
};

const trimLast = (runs) => {
  const last = runs.at(-1);
  last.text = last.text.slice(0, -1);
  if (!last.text) runs.pop();
};

/** The paragraphs of a text in which empty lines part them. @param {Run[]} runs @returns {Run[][]} */
export const paragraphs = (runs) => {
  const out = [[]];
  for (const { text, ...marks } of runs) {
    text.split(/(\n\n+)/).forEach((piece, at) => {
      if (at % 2 === 1) out.push([]);
      else push(out.at(-1), piece, marks);
    });
  }
  return out.map(squeezed).filter((part) => part.length > 0);
};

/** Texts one under the other. @param {Run[][]} texts @returns {Run[]} */
export const lines = (texts) => {
  const out = [];
  for (const text of texts.filter((runs) => !isBlank(runs))) {
    if (out.length > 0) push(out, "\n", {});
    for (const { text: characters, ...marks } of text) push(out, characters, marks);
  }
  return out;
};

/** Everything that is read in a block, as texts. @param {object} block @returns {Run[][]} */
export const textsOf = (block) => {
  if (block.kind === "paragraph" || block.kind === "heading") return [block.text];
  if (block.kind === "list") return block.items.flatMap(itemTexts);
  if (block.kind === "quote") return [...block.paragraphs, ...(block.by ? [block.by] : [])];
  if (block.kind === "table") return [...(block.caption ? [block.caption] : []), ...block.rows.map(rowText)];
  if (block.kind === "preformatted") return [[{ text: block.text }]];
  if (block.kind === "embed") return [[{ text: block.title || block.url, link: block.url }]];
  return [];
};

const itemTexts = (item) => [item.text, ...(item.items ?? []).flatMap(itemTexts)];

const rowText = (row) => {
  const out = [];
  row.forEach((cell, at) => {
    if (at > 0) push(out, "\t", {});
    for (const { text, ...marks } of cell.text) push(out, text, marks);
  });
  return out;
};
