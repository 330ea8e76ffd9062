// Keys, and what is made of certain beginnings of a line.
import { baseKeymap, chainCommands, newlineInCode, toggleMark } from "prosemirror-commands";
import { redo, undo } from "prosemirror-history";
import { InputRule, inputRules, undoInputRule } from "prosemirror-inputrules";
import { keymap } from "prosemirror-keymap";
import { liftListItem, sinkListItem, splitListItem } from "prosemirror-schema-list";
import { AllSelection, Selection, TextSelection } from "prosemirror-state";
import { addRowAfter, goToNextCell, isInTable } from "prosemirror-tables";
import { around, lineBreak, setBlock, setList, setQuote } from "./commands.mjs";
import { schema } from "./schema.mjs";

const { nodes, marks } = schema;

const cursorIn = (state) => (state.selection instanceof TextSelection ? state.selection.$cursor : null);

/** Moves the cursor, as one who presses a key expects, without changing anything. */
const moveTo = (state, dispatch, at, side) => {
  dispatch?.(state.tr.setSelection(Selection.near(state.doc.resolve(at), side)).scrollIntoView());
  return true;
};

/** In a quotation an empty last paragraph leads on to who said it, and from there to the text after it. */
const enterInQuote = (state, dispatch) => {
  const $cursor = cursorIn(state);
  const quote = $cursor && around(state, nodes.quote);
  if (!quote) return false;
  const end = quote.at + quote.node.nodeSize;
  if ($cursor.parent.type === nodes.by) {
    if (dispatch) {
      const tr = state.tr.insert(end, nodes.paragraph.create());
      dispatch(tr.setSelection(TextSelection.create(tr.doc, end + 1)).scrollIntoView());
    }
    return true;
  }
  const paragraphs = quote.node.childCount - 1;
  if ($cursor.parent.content.size > 0 || $cursor.index(quote.depth) !== paragraphs - 1) {
    dispatch?.(state.tr.split($cursor.pos).scrollIntoView());
    return true;
  }
  if (dispatch) {
    const { tr } = state;
    if (paragraphs > 1) tr.delete($cursor.before(), $cursor.after());
    dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(tr.mapping.map(end) - 1), -1)).scrollIntoView());
  }
  return true;
};

/** A cell and a table's caption are one text each. */
const enterInTable = (state, dispatch) => {
  if (isInTable(state)) return lineBreak(state, dispatch);
  const caption = around(state, nodes.table_caption);
  return caption ? moveTo(state, dispatch, caption.at + caption.node.nodeSize, 1) : false;
};

/** Text never runs into a quotation, a table or a picture: the cursor goes there instead. */
const backspace = (state, dispatch) => {
  const $cursor = cursorIn(state);
  if (!$cursor || $cursor.parentOffset > 0) return false;
  const quote = around(state, nodes.quote);
  if (quote) {
    if ($cursor.parent.type === nodes.by) return moveTo(state, dispatch, $cursor.before(), -1);
    return $cursor.index(quote.depth) === 0 ? setQuote(quote.node.attrs.pull)(state, dispatch) : false;
  }
  if (around(state, nodes.table_block)) return true;
  if ($cursor.depth !== 1) return false;
  const before = state.doc.resolve($cursor.before()).nodeBefore;
  if ($cursor.parent.type !== nodes.paragraph) return setBlock(nodes.paragraph)(state, dispatch);
  if (!before || !before.type.spec.isolating) return false;
  if ($cursor.parent.content.size > 0 || state.doc.childCount === 1) return moveTo(state, dispatch, $cursor.before(), -1);
  if (dispatch) {
    const tr = state.tr.delete($cursor.before(), $cursor.after());
    dispatch(tr.setSelection(Selection.near(tr.doc.resolve($cursor.before()), -1)).scrollIntoView());
  }
  return true;
};

const nextCell = chainCommands(goToNextCell(1), (state, dispatch) => {
  if (!isInTable(state)) return false;
  return addRowAfter(state, dispatch && ((tr) => {
    dispatch(tr);
  }));
});

// After Escape the next Tab leaves the text, so that nobody is caught in a list or table.
let leaving = false;

const unlessLeaving = (command) => (state, dispatch, view) => {
  const goes = leaving;
  leaving = false;
  return goes ? false : command(state, dispatch, view);
};

const tab = (state, dispatch, view) => {
  if (!isInTable(state)) return sinkListItem(nodes.list_item)(state, dispatch) || around(state, nodes.list_item) !== null;
  if (goToNextCell(1)(state, dispatch)) return true;
  return nextCell(state, dispatch) && (!view || goToNextCell(1)(view.state, view.dispatch));
};

/** All of the text, as a selection that every tool can work on; where a picture begins or ends it, as one of everything. */
const selectText = (state, dispatch) => {
  const { doc } = state;
  const isText = doc.firstChild.isTextblock && doc.lastChild.isTextblock;
  const all = isText ? TextSelection.between(doc.resolve(1), doc.resolve(doc.content.size - 1)) : new AllSelection(doc);
  dispatch?.(state.tr.setSelection(all));
  return true;
};

/** @param {{ link: () => void, save: () => void, tools: () => void }} page what keys do that is not done to the text */
export const keys = (page) => {
  const call = (act) => () => {
    act();
    return true;
  };
  return [
    keymap({
      "Mod-b": toggleMark(marks.strong),
      "Mod-i": toggleMark(marks.emphasis),
      "Mod-k": call(page.link),
      "Mod-s": call(page.save),
      "Alt-F10": call(page.tools),
      "Mod-Alt-0": setBlock(nodes.paragraph),
      "Mod-Alt-2": setBlock(nodes.heading, { level: 2 }),
      "Mod-Alt-3": setBlock(nodes.heading, { level: 3 }),
      "Mod-Alt-4": setBlock(nodes.heading, { level: 4 }),
      "Mod-Shift-7": setList(true),
      "Mod-Shift-8": setList(false),
      "Mod-Shift-9": setQuote(false),
      "Mod-z": undo,
      "Shift-Mod-z": redo,
      "Mod-y": redo,
      "Mod-a": selectText,
      Escape: () => {
        leaving = true;
        return false;
      },
      Tab: unlessLeaving(tab),
      "Shift-Tab": unlessLeaving(chainCommands(goToNextCell(-1), liftListItem(nodes.list_item))),
      Backspace: chainCommands(undoInputRule, backspace),
      Enter: chainCommands(enterInTable, enterInQuote, splitListItem(nodes.list_item)),
      "Shift-Enter": chainCommands(newlineInCode, lineBreak),
      // These keys do something to the whole article, where the page offers that; to the text they do nothing.
      "Mod-Enter": () => true,
      "Mod-Shift-Enter": () => true,
    }),
    keymap(baseKeymap),
  ];
};

/** A rule that takes the typed sign away and then does what a tool does. */
const rule = (pattern, commandOf) => new InputRule(pattern, (state, match, start, end) => {
  const $start = state.doc.resolve(start);
  if ($start.depth !== 1 || $start.parent.type !== nodes.paragraph) return null;
  const tr = state.tr.delete(start, end);
  let done = null;
  commandOf(match)(state.apply(state.tr.delete(start, end)), (made) => {
    done = made;
  });
  if (!done) return null;
  for (const step of done.steps) tr.step(step);
  return tr.setSelection(Selection.fromJSON(tr.doc, done.selection.toJSON()));
});

const insertRule = (state, dispatch) => {
  const { $from } = state.selection;
  const tr = state.tr.insert($from.before(1), nodes.rule.create());
  dispatch(tr);
  return true;
};

export const rules = () => inputRules({
  rules: [
    rule(/^(#{2,4})\s$/, (match) => setBlock(nodes.heading, { level: match[1].length })),
    rule(/^[-*•]\s$/, () => setList(false)),
    rule(/^1[.)]\s$/, () => setList(true)),
    rule(/^>\s$/, () => setQuote(false)),
    rule(/^(?:---|—-)$/, () => insertRule),
  ],
});
