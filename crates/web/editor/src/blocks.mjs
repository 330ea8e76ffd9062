// Typed blocks to the editor's document and back, without loss. What was not touched comes back as it was.
import { Fragment } from "prosemirror-model";
import { schema } from "./schema.mjs";
import { isStraight } from "./straight.mjs";

const { nodes, marks } = schema;

/** The marks that are either worn or not; link and language carry a value. */
export const flags = ["strong", "emphasis", "strike", "code", "superscript", "subscript"];

/** @typedef {{ text: string, link?: string, language?: string }} Run */

const whole = (value) => Number.isInteger(value) && value >= 0;
const runs = (text) => Array.isArray(text) && text.every((run) => run && typeof run.text === "string");

const marksOf = (run) => {
  const worn = flags.filter((flag) => run[flag] === true).map((flag) => marks[flag].create());
  if (typeof run.link === "string") worn.push(marks.link.create({ href: run.link }));
  if (typeof run.language === "string") worn.push(marks.language.create({ code: run.language }));
  return worn;
};

/** @param {Run[]} text */
const inline = (text) => {
  const out = [];
  for (const run of text) {
    const worn = marksOf(run);
    run.text.split("\n").forEach((piece, at) => {
      if (at > 0) out.push(nodes.hard_break.create(null, null, worn));
      if (piece) out.push(schema.text(piece, worn));
    });
  }
  return Fragment.from(out);
};

/** @param {import("prosemirror-model").Node} node @returns {Run[]} */
export const textOf = (node) => {
  const out = [];
  let worn = null;
  node.forEach((child) => {
    const text = child.isText ? child.text : child.type === nodes.hard_break ? "\n" : "";
    if (!text) return;
    if (worn && sameMarks(worn, child.marks)) {
      out.at(-1).text += text;
      return;
    }
    worn = child.marks;
    const run = { text };
    for (const mark of child.marks) {
      if (mark.type === marks.link) run.link = mark.attrs.href;
      else if (mark.type === marks.language) run.language = mark.attrs.code;
      else run[mark.type.name] = true;
    }
    out.push(run);
  });
  return out;
};

const sameMarks = (one, other) => one.length === other.length && one.every((mark, at) => mark.eq(other[at]));

const paragraph = (text) => nodes.paragraph.create(null, inline(text));

const listItem = (item) => {
  const below = item.items ?? [];
  const content = [paragraph(item.text)];
  if (below.length > 0) content.push(nodes.list.create({ ordered: item.ordered === true }, below.map(listItem)));
  return nodes.list_item.create({ ordered: item.ordered === true }, content);
};

const tableCell = (cell) =>
  nodes[cell.head ? "table_header" : "table_cell"].create({ colspan: cell.columns ?? 1, rowspan: cell.rows ?? 1 }, inline(cell.text));

const validItem = (item) => item && runs(item.text) && (item.items === undefined || (Array.isArray(item.items) && item.items.every(validItem)));

/** Whether the editor has a node for a block; else it is kept as it is. */
const known = {
  paragraph: (block) => runs(block.text),
  heading: (block) => runs(block.text) && whole(block.level),
  list: (block) => Array.isArray(block.items) && block.items.length > 0 && block.items.every(validItem),
  quote: (block) => Array.isArray(block.paragraphs) && block.paragraphs.length > 0 && block.paragraphs.every(runs) && (!block.by || runs(block.by)),
  picture: (block) => typeof block.picture === "string",
  table: (block) => Array.isArray(block.rows) && block.rows.every((row) => Array.isArray(row) && row.every((cell) => runs(cell.text)))
    && (!block.caption || runs(block.caption)) && isStraight(block),
  embed: (block) => typeof block.url === "string" && typeof block.provider === "string",
  preformatted: (block) => typeof block.text === "string",
  rule: () => true,
};

const make = {
  paragraph: (block, unit) => nodes.paragraph.create(unit, inline(block.text)),
  heading: (block, unit) => nodes.heading.create({ ...unit, level: block.level }, inline(block.text)),
  list: (block, unit) => nodes.list.create({ ...unit, ordered: block.ordered === true }, block.items.map(listItem)),
  quote: (block, unit) => nodes.quote.create(
    { ...unit, pull: block.pull === true, attributed: Array.isArray(block.by) },
    [...block.paragraphs.map(paragraph), nodes.by.create(null, inline(block.by ?? []))],
  ),
  picture: (block, unit) => nodes.picture.create({ ...unit, picture: block.picture }),
  table: (block, unit) => nodes.table_block.create({ ...unit, captioned: Array.isArray(block.caption) }, [
    nodes.table_caption.create(null, inline(block.caption ?? [])),
    nodes.table.create(null, block.rows.map((row) => nodes.table_row.create(null, row.map(tableCell)))),
  ]),
  embed: (block, unit) => nodes.embed.create({ ...unit, provider: block.provider, url: block.url, title: block.title ?? null }),
  preformatted: (block, unit) => nodes.preformatted.create(unit, block.text ? schema.text(block.text) : null),
  rule: (_, unit) => nodes.rule.create(unit),
};

/** @param {object} block @returns {import("prosemirror-model").Node} */
export const nodeOf = (block) => {
  const id = block.id ?? 0;
  if (!Object.hasOwn(known, block.kind) || !known[block.kind](block)) return nodes.kept.create({ id, block });
  return make[block.kind](block, { id, language: block.language ?? null });
};

/** The editor's document of a body. @param {object[]} blocks */
export const toDoc = (blocks) => nodes.doc.create(null, blocks.length > 0 ? blocks.map(nodeOf) : [nodes.paragraph.create()]);

const itemOf = (node) => {
  const item = { text: textOf(node.firstChild) };
  const lists = [];
  node.forEach((child) => child.type === nodes.list && lists.push(child));
  const ordered = lists.length > 0 ? lists[0].attrs.ordered : node.attrs.ordered;
  if (ordered) item.ordered = true;
  if (lists.length > 0) item.items = lists.flatMap(itemsOf);
  return item;
};

const itemsOf = (list) => list.content.content.map(itemOf);

const cellOf = (node) => {
  const cell = { text: textOf(node) };
  if (node.type === nodes.table_header) cell.head = true;
  if (node.attrs.colspan !== 1) cell.columns = node.attrs.colspan;
  if (node.attrs.rowspan !== 1) cell.rows = node.attrs.rowspan;
  return cell;
};

const read = {
  paragraph: (node) => ({ kind: "paragraph", text: textOf(node) }),
  heading: (node) => ({ kind: "heading", level: node.attrs.level, text: textOf(node) }),
  list: (node) => ({ kind: "list", ordered: node.attrs.ordered, items: itemsOf(node) }),
  quote: (node) => {
    const by = textOf(node.lastChild);
    const quote = { kind: "quote", paragraphs: node.content.content.slice(0, -1).map(textOf) };
    if (by.length > 0 || node.attrs.attributed) quote.by = by;
    if (node.attrs.pull) quote.pull = true;
    return quote;
  },
  picture: (node) => ({ kind: "picture", picture: node.attrs.picture }),
  table_block: (node) => {
    const caption = textOf(node.firstChild);
    const rows = node.lastChild.content.content.map((row) => row.content.content.map(cellOf));
    return { kind: "table", ...(caption.length > 0 || node.attrs.captioned ? { caption } : {}), rows };
  },
  embed: ({ attrs }) => ({ kind: "embed", provider: attrs.provider, url: attrs.url, ...(attrs.title === null ? {} : { title: attrs.title }) }),
  preformatted: (node) => ({ kind: "preformatted", text: node.textContent }),
  rule: () => ({ kind: "rule" }),
  kept: (node) => {
    const { id, ...rest } = node.attrs.block;
    return rest;
  },
};

// Nodes never change, so what was made of one stays right: after a key press only the paragraph under the cursor is read.
const made = new WeakMap();

/** @param {import("prosemirror-model").Node} node a child of the document */
export const blockOf = (node) => {
  let block = made.get(node);
  if (!block) {
    block = { id: node.attrs.id, ...(node.attrs.language ? { language: node.attrs.language } : {}), ...read[node.type.name](node) };
    made.set(node, block);
  }
  return block;
};

const isVoid = ({ childCount, firstChild: first }) => childCount === 1 && first.type === nodes.paragraph && first.childCount === 0 && first.attrs.id === 0;

/** The body of a document; of two blocks with one id the later has none. @param {import("prosemirror-model").Node} doc */
export const toBlocks = (doc) => {
  if (isVoid(doc)) return [];
  const seen = new Set();
  return doc.content.content.map((node) => {
    const block = blockOf(node);
    if (block.id === 0) return block;
    if (seen.has(block.id)) return { ...block, id: 0 };
    seen.add(block.id);
    return block;
  });
};

/** The ids that the server gives to blocks without one, as `Body::number` does. @param {object[]} blocks @returns {number[]} */
export const numbered = (blocks) => {
  let next = blocks.reduce((most, { id }) => Math.max(most, id ?? 0), 0);
  const seen = new Set();
  return blocks.map(({ id = 0 }) => {
    const given = id === 0 || seen.has(id) ? ++next : id;
    seen.add(given);
    return given;
  });
};
