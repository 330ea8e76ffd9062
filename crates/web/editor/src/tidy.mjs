// Keeps the document in the form that a body has: no id twice, one list at the most below a point.
import { Plugin } from "prosemirror-state";
import { canJoin } from "prosemirror-transform";
import { schema } from "./schema.mjs";

const { list } = schema.nodes;

const setId = (tr, at, id) => tr.setNodeAttribute(at, "id", id);

/** The later of two blocks with one id loses it; but where a paragraph was split at its very start, the text keeps it. */
const clearRepeated = (tr) => {
  const seen = new Map();
  const clear = [];
  tr.doc.forEach((node, at) => {
    const { id } = node.attrs;
    if (!id) return;
    const before = seen.get(id);
    const isSplitOff = before && before.node.isTextblock && before.node.content.size === 0 && node.content.size > 0;
    clear.push(...(before ? [isSplitOff ? before.at : at] : []));
    if (!before || isSplitOff) seen.set(id, { node, at });
  });
  for (const at of clear) setId(tr, at, 0);
};

/** Joins lists that stand one after another below the same point. */
const joinLists = (tr, old) => {
  const known = new Set(old.content.content);
  const joints = [];
  tr.doc.forEach((block, start) => {
    if (block.type !== list || known.has(block)) return;
    block.descendants((node, at, parent, index) => {
      if (node.type === list && index > 0 && parent.child(index - 1).type === list) joints.push(start + 1 + at);
    });
  });
  for (const at of joints.reverse()) if (canJoin(tr.doc, at)) tr.join(at);
};

/** Nothing is touched while somebody composes: the paragraph under composition must stay as the browser has it. */
export const tidy = () => new Plugin({
  appendTransaction: (transactions, old, state) => {
    if (!transactions.some((tr) => tr.docChanged) || transactions.some((tr) => tr.getMeta("composition") !== undefined)) return null;
    const { tr } = state;
    joinLists(tr, old.doc);
    clearRepeated(tr);
    return tr.docChanged ? tr : null;
  },
});

/**
 * Gives blocks that were saved without an id the one that the server gave them. `given` are places in the document of now.
 * @param {import("prosemirror-view").EditorView} view @param {{ at: number, id: number }[]} given
 */
export const number = (view, given) => {
  const taken = new Set(view.state.doc.content.content.map((node) => node.attrs.id));
  const { tr } = view.state;
  for (const { at, id } of given) {
    const node = tr.doc.nodeAt(at);
    if (node && tr.doc.resolve(at).depth === 0 && node.attrs.id === 0 && !taken.has(id)) setId(tr, at, id);
  }
  if (tr.docChanged) view.dispatch(tr.setMeta("addToHistory", false).setMeta("numbering", true));
};
