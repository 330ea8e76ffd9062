// What the tools and keys do to the text.
import { chainCommands, exitCode } from "prosemirror-commands";
import { liftListItem, wrapRangeInList } from "prosemirror-schema-list";
import { AllSelection, NodeSelection, Selection, TextSelection } from "prosemirror-state";
import { schema } from "./schema.mjs";

const { nodes, marks } = schema;

const unitOf = (node) => ({ id: node.attrs.id ?? 0, language: node.attrs.language ?? null });

/** Everything selected is taken as all of the text, so that a command finds itself in a block. */
const inText = (command) => (state, dispatch, view) => {
  if (!(state.selection instanceof AllSelection)) return command(state, dispatch, view);
  const [start, end] = [Selection.atStart(state.doc), Selection.atEnd(state.doc)];
  return command(state.apply(state.tr.setSelection(TextSelection.between(start.$from, end.$to))), dispatch, view);
};

/** The nearest node around the selection of a type, with its place. @param {import("prosemirror-state").EditorState} state */
export const around = (state, type) => {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    if ($from.node(depth).type === type) return { node: $from.node(depth), at: $from.before(depth), depth };
  }
  const { node } = state.selection;
  return node?.type === type ? { node, at: state.selection.from, depth: $from.depth + 1 } : null;
};

/** The blocks of the body that the selection touches. */
const touched = (state) => {
  const { $from, $to } = state.selection;
  const first = $from.index(0);
  const last = Math.max(first, $to.depth === 0 && $to.pos > $from.pos ? $to.index(0) - 1 : $to.index(0));
  const found = [];
  let at = 0;
  for (let index = 0; index <= last && index < state.doc.childCount; index += 1) {
    const node = state.doc.child(index);
    if (index >= first) found.push({ node, at });
    at += node.nodeSize;
  }
  return found;
};

/** Makes the selected paragraphs a kind of paragraph; a second time makes them plain again. Ids and languages stay. */
export const setBlock = (type, attrs = {}) => (state, dispatch) => {
  const blocks = touched(state).filter(({ node }) => [nodes.paragraph, nodes.heading, nodes.preformatted].includes(node.type));
  if (blocks.length === 0) return false;
  const isSet = blocks.every(({ node }) => node.type === type && Object.entries(attrs).every(([key, value]) => node.attrs[key] === value));
  const wanted = isSet ? nodes.paragraph : type;
  if (isSet && type === nodes.paragraph) return false;
  if (dispatch) {
    const { tr } = state;
    for (const { node, at } of blocks) {
      tr.setBlockType(tr.mapping.map(at), tr.mapping.map(at + node.nodeSize, -1), wanted, (old) => ({ ...unitOf(old), ...(isSet ? {} : attrs) }));
    }
    dispatch(tr.scrollIntoView());
  }
  return true;
};

/** Makes points of the selected paragraphs, changes the kind of a list, or takes its points out of it. */
export const setList = (ordered) => inText((state, dispatch) => {
  const inside = around(state, nodes.list);
  if (inside) {
    if (inside.node.attrs.ordered === ordered) return liftListItem(nodes.list_item)(state, dispatch);
    dispatch?.(state.tr.setNodeAttribute(inside.at, "ordered", ordered));
    return true;
  }
  const blocks = touched(state);
  if (blocks.length === 0 || !blocks.every(({ node }) => node.type === nodes.paragraph || node.type === nodes.heading)) return false;
  const { tr } = state;
  for (const { node, at } of blocks) if (node.type === nodes.heading) tr.setNodeMarkup(at, nodes.paragraph, unitOf(node));
  const range = tr.doc.resolve(state.selection.from).blockRange(tr.doc.resolve(state.selection.to));
  if (!range || !wrapRangeInList(dispatch ? tr : null, range, nodes.list, { ...unitOf(blocks[0].node), ordered })) return false;
  dispatch?.(tr.scrollIntoView());
  return true;
});

const takeOut = (state, { node, at }, dispatch) => {
  const content = node.content.content.filter((child) => child.type === nodes.paragraph);
  const out = content.map((child, index) => nodes.paragraph.create(index === 0 ? unitOf(node) : null, child.content));
  if (node.lastChild.content.size > 0) out.push(nodes.paragraph.create(null, node.lastChild.content));
  if (dispatch) {
    const { from } = state.selection;
    const tr = state.tr.replaceWith(at, at + node.nodeSize, out);
    tr.setSelection(Selection.near(tr.doc.resolve(Math.min(Math.max(at, from - 1), tr.doc.content.size))));
    dispatch(tr.scrollIntoView());
  }
  return true;
};

/** Makes a quotation of the selected paragraphs, changes its kind, or takes them out of it. */
export const setQuote = (pull) => inText((state, dispatch) => {
  const inside = around(state, nodes.quote);
  if (inside) {
    if (inside.node.attrs.pull === pull) return takeOut(state, inside, dispatch);
    dispatch?.(state.tr.setNodeAttribute(inside.at, "pull", pull));
    return true;
  }
  const blocks = touched(state);
  if (blocks.length === 0 || !blocks.every(({ node }) => node.type === nodes.paragraph || node.type === nodes.heading)) return false;
  if (dispatch) {
    const { at } = blocks[0];
    const end = blocks.at(-1).at + blocks.at(-1).node.nodeSize;
    const paragraphs = blocks.map(({ node }) => nodes.paragraph.create(null, node.content));
    const quote = nodes.quote.create({ ...unitOf(blocks[0].node), pull }, [...paragraphs, nodes.by.create()]);
    const { from } = state.selection;
    const tr = state.tr.replaceWith(at, end, quote);
    dispatch(tr.setSelection(Selection.near(tr.doc.resolve(from + 1))).scrollIntoView());
  }
  return true;
});

/** Puts a block after the one under the cursor, or in place of an empty paragraph. */
export const insertBlock = (node) => (state, dispatch) => {
  if (dispatch) dispatch(placeBlock(state.tr, state.selection.$to, node).scrollIntoView());
  return true;
};

/** @param {import("prosemirror-state").Transaction} tr @param {import("prosemirror-model").ResolvedPos} $at */
export const placeBlock = (tr, $at, node) => {
  const top = $at.depth > 0 ? $at.node(1) : null;
  const isEmpty = top?.type === nodes.paragraph && top.content.size === 0;
  const at = top ? (isEmpty ? $at.before(1) : $at.after(1)) : $at.pos;
  if (isEmpty) tr.replaceWith(at, $at.after(1), node);
  else tr.insert(at, node);
  const after = at + node.nodeSize;
  if (after === tr.doc.content.size) tr.insert(after, nodes.paragraph.create());
  return tr.setSelection(node.isAtom ? Selection.near(tr.doc.resolve(after)) : TextSelection.near(tr.doc.resolve(at + 1)));
};

/** An empty table with a row of heads. */
export const newTable = (rows = 3, columns = 3) => {
  const row = (type) => nodes.table_row.create(null, Array.from({ length: columns }, () => type.create()));
  const body = Array.from({ length: rows - 1 }, () => row(nodes.table_cell));
  return nodes.table_block.create(null, [nodes.table_caption.create(), nodes.table.create(null, [row(nodes.table_header), ...body])]);
};

export const deleteTable = (state, dispatch) => {
  const found = around(state, nodes.table_block);
  if (!found) return false;
  if (dispatch) {
    const alone = state.doc.childCount === 1;
    const end = found.at + found.node.nodeSize;
    const tr = alone ? state.tr.replaceWith(found.at, end, nodes.paragraph.create()) : state.tr.delete(found.at, end);
    dispatch(tr.setSelection(Selection.near(tr.doc.resolve(Math.min(found.at, tr.doc.content.size)))).scrollIntoView());
  }
  return true;
};

/** A row or column is gone: the cursor stays in the table. */
export const staying = (command) => (state, dispatch, view) => {
  const table = around(state, nodes.table_block);
  return command(state, dispatch && ((tr) => {
    const { $from } = tr.selection;
    const isInside = Array.from({ length: $from.depth }, (_, depth) => $from.node(depth + 1)).some((node) => node.type === nodes.table_block);
    const left = table && tr.doc.nodeAt(table.at);
    if (!isInside && left?.type === nodes.table_block) tr.setSelection(Selection.near(tr.doc.resolve(table.at + left.nodeSize - 1), -1));
    dispatch(tr);
  }), view);
};

/** Marks the selection as in a language, or without a selection the block; null takes the mark away. */
export const setLanguage = (code) => (state, dispatch) => {
  const { from, to, empty } = state.selection;
  const { tr } = state;
  if (!empty && state.selection instanceof TextSelection && !around(state, nodes.preformatted)) {
    tr.removeMark(from, to, marks.language);
    if (code) tr.addMark(from, to, marks.language.create({ code }));
  } else {
    for (const { node, at } of touched(state)) if ("language" in node.attrs) tr.setNodeAttribute(at, "language", code);
  }
  if (tr.steps.length === 0) return false;
  dispatch?.(tr);
  return true;
};

/** The language that the selection, or else the block, is marked with. */
export const languageAt = (state) => {
  const { $from, $to, empty } = state.selection;
  const mark = marks.language.isInSet(empty ? (state.storedMarks ?? $from.marks()) : $from.marksAcross($to) ?? []);
  const block = $from.depth > 0 ? $from.node(1) : state.selection.node;
  return mark?.attrs.code ?? block?.attrs.language ?? "";
};

/** The stretch of a link around the cursor. @returns {{ from: number, to: number, href: string } | null} */
export const linkAt = (state) => {
  const { $from, from, to, empty } = state.selection;
  const beside = [$from.marks(), $from.nodeAfter?.marks ?? [], $from.nodeBefore?.marks ?? []];
  const mark = beside.map((worn) => marks.link.isInSet(worn)).find(Boolean);
  if (!mark) return null;
  if (!empty) return { from, to, href: mark.attrs.href };
  const { parent } = $from;
  let start = $from.start();
  let found = null;
  parent.forEach((child, offset) => {
    const [begin, end] = [start + offset, start + offset + child.nodeSize];
    if (!mark.isInSet(child.marks)) return;
    if (found && found.to === begin) found.to = end;
    else if (!found || found.to < from) found = { from: begin, to: end, href: mark.attrs.href };
  });
  return found && found.from <= from && found.to >= from ? found : null;
};

export const setLink = ({ from, to }, href) => (state, dispatch) => {
  const tr = state.tr.removeMark(from, to, marks.link);
  if (href) tr.addMark(from, to, marks.link.create({ href }));
  dispatch?.(tr);
  return true;
};

export const lineBreak = chainCommands(exitCode, (state, dispatch) => {
  if (!state.selection.$from.parent.inlineContent) return false;
  dispatch?.(state.tr.replaceSelectionWith(nodes.hard_break.create(), true).scrollIntoView());
  return true;
});

export const isNodeSelected = (state, type) => state.selection instanceof NodeSelection && state.selection.node.type === type;
