import assert from "node:assert/strict";
import { test } from "node:test";
import { splitBlock } from "prosemirror-commands";
import { EditorState, TextSelection } from "prosemirror-state";
import { addColumnAfter, addRowAfter, deleteColumn, deleteRow, mergeCells, splitCell, tableEditing, toggleHeader } from "prosemirror-tables";
import { liftListItem, sinkListItem, splitListItem } from "prosemirror-schema-list";
import { history, redo, undo } from "prosemirror-history";
import { toBlocks, toDoc } from "../src/blocks.mjs";
import { deleteTable, insertBlock, lineBreak, newTable, setBlock, setLanguage, setList, setQuote } from "../src/commands.mjs";
import { sliceFor } from "../src/paste.mjs";
import { schema } from "../src/schema.mjs";
import { tidy } from "../src/tidy.mjs";
import { body, dice } from "./random.mjs";

const { nodes } = schema;
const p = (id, text) => ({ id, kind: "paragraph", text: text ? [{ text }] : [] });

const at = (blocks, from, to = from) => {
  const doc = toDoc(blocks);
  return EditorState.create({ doc, plugins: [tidy(), tableEditing(), history()], selection: TextSelection.create(doc, from, to) });
};

const run = (state, command) => {
  let next = state;
  command(state, (tr) => {
    next = state.apply(tr);
  });
  return next;
};

const ids = (state) => toBlocks(state.doc).map(({ id }) => id);

test("a split leaves the id with the first half", () => {
  assert.deepEqual(ids(run(at([p(1, "abcd"), p(2, "x")], 3), splitBlock)), [1, 0, 2]);
  assert.deepEqual(ids(run(at([p(1, "abcd")], 1), splitBlock)), [0, 1]);
  assert.deepEqual(ids(run(at([p(1, "abcd")], 5), splitBlock)), [1, 0]);
});

test("ids and languages stay when a paragraph becomes something else", () => {
  const block = { id: 3, language: "ja", kind: "paragraph", text: [{ text: "a" }] };
  for (const command of [setBlock(nodes.heading, { level: 3 }), setBlock(nodes.preformatted), setList(true), setQuote(true)]) {
    const [made] = toBlocks(run(at([block], 1), command).doc);
    assert.deepEqual([made.id, made.language], [3, "ja"], made.kind);
    assert.notEqual(made.kind, "paragraph");
  }
});

test("a move keeps ids, a copy loses them", () => {
  const state = at([p(1, "a"), p(2, "b")], 1);
  const second = state.doc.child(1);
  const moved = state.apply(state.tr.delete(3, 6).insert(0, second));
  assert.deepEqual(ids(moved), [2, 1]);
  assert.deepEqual(ids(state.apply(state.tr.insert(6, second))), [1, 2, 0]);
});

test("line breaks of a paragraph become lines of a verbatim block", () => {
  const [made] = toBlocks(run(at([p(1, "a\nb")], 1), setBlock(nodes.preformatted)).doc);
  assert.deepEqual(made, { id: 1, kind: "preformatted", text: "a\nb" });
});

test("a point that is lifted takes its points along, in one list", () => {
  const item = (text, items) => ({ text: [{ text }], ...(items ? { items } : {}) });
  const list = { id: 1, kind: "list", ordered: false, items: [item("a", [item("b", [item("c")]), item("d")])] };
  const state = at([list], 8);
  const lifted = run(state, liftListItem(nodes.list_item));
  lifted.doc.check();
  assert.deepEqual(toBlocks(lifted.doc)[0].items, [item("a"), item("b", [item("c"), item("d")])]);
});

// Whatever is done in whatever order, the document stays one that a body can hold, and every step can be undone.
test("no order of commands breaks a document", () => {
  const pasted = (roll) => (state, dispatch) => {
    const blocks = body(roll).map((block) => ({ ...block, id: 0 }));
    if (blocks.length > 0) dispatch(state.tr.replaceSelection(sliceFor(state, blocks)));
  };
  const commands = [
    splitBlock, lineBreak, setBlock(nodes.heading, { level: 2 }), setBlock(nodes.paragraph), setBlock(nodes.preformatted), setList(true), setList(false),
    setQuote(false), setQuote(true), insertBlock(newTable()), insertBlock(nodes.rule.create()), deleteTable, setLanguage("ja"), setLanguage(null),
    sinkListItem(nodes.list_item), liftListItem(nodes.list_item), splitListItem(nodes.list_item), addRowAfter, addColumnAfter, deleteRow, deleteColumn, mergeCells, splitCell,
    toggleHeader("row"), (state, dispatch) => dispatch(state.tr.deleteSelection()), (state, dispatch) => dispatch(state.tr.insertText("가 b")), undo, redo,
  ];
  for (let seed = 1; seed <= 80; seed += 1) {
    const roll = dice(seed);
    let state = at(body(roll), 0);
    for (let step = 0; step < 25; step += 1) {
      const [from, to] = [roll.upTo(state.doc.content.size), roll.upTo(state.doc.content.size)];
      const close = roll.chance(0.7) ? from : to;
      state = state.apply(state.tr.setSelection(TextSelection.between(state.doc.resolve(from), state.doc.resolve(close))));
      const command = roll.chance(0.15) ? pasted(roll) : roll.pick(commands);
      const before = state.doc;
      try {
        state = run(state, command);
        state.doc.check();
      } catch (error) {
        assert.fail(`seed ${seed}, step ${step}: ${command}\n${error.stack}\n${before}`);
      }
      const blocks = toBlocks(state.doc);
      assert.deepEqual(toBlocks(toDoc(blocks)), blocks, `seed ${seed}, step ${step}`);
      const numbers = blocks.map(({ id }) => id).filter(Boolean);
      assert.equal(new Set(numbers).size, numbers.length, `seed ${seed}, step ${step}: an id stands twice`);
    }
  }
});
