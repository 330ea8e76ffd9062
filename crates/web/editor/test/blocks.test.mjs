import assert from "node:assert/strict";
import { test } from "node:test";
import { TableMap } from "prosemirror-tables";
import { numbered, toBlocks, toDoc } from "../src/blocks.mjs";
import { isStraight, straightened } from "../src/straight.mjs";
import { body, dice } from "./random.mjs";

test("a body comes back as it went in", () => {
  const kinds = new Set();
  for (let seed = 1; seed <= 600; seed += 1) {
    const blocks = body(dice(seed));
    for (const { kind } of blocks) kinds.add(kind);
    const doc = toDoc(blocks);
    doc.check();
    assert.deepEqual(toBlocks(doc), blocks, `seed ${seed}`);
  }
  assert.equal(kinds.size, 9);
});

test("a body comes back as it went in when the document was kept as JSON between", () => {
  for (let seed = 1; seed <= 100; seed += 1) {
    const blocks = body(dice(seed));
    const doc = toDoc(blocks);
    assert.deepEqual(toBlocks(doc.type.schema.nodeFromJSON(JSON.parse(JSON.stringify(doc)))), blocks, `seed ${seed}`);
  }
});

test("a block of a kind that is not known is kept as it is", () => {
  const blocks = [{ id: 4, kind: "map", places: [1, 2] }, { id: 5, language: "ko", kind: "list", ordered: false, items: [] }];
  assert.deepEqual(toBlocks(toDoc(blocks)), blocks);
});

test("a table is straight or is made so, with no word lost", () => {
  const words = ({ rows }) => rows.flat().flatMap(({ text }) => text.map((run) => run.text)).join("");
  let crooked = 0;
  for (let seed = 1; seed <= 600; seed += 1) {
    for (const block of body(dice(seed)).filter(({ kind, rows }) => kind === "table" && rows.some((row) => row.length > 0))) {
      const straight = straightened(block);
      assert.ok(isStraight(straight), JSON.stringify(block));
      assert.equal(words(straight), words(block));
      assert.equal(toDoc([straight]).firstChild.type.name, "table_block");
      assert.equal(TableMap.get(toDoc([straight]).firstChild.lastChild).problems, null);
      if (!isStraight(block)) crooked += 1;
    }
  }
  assert.ok(crooked > 20);
});

test("an empty body stays empty", () => {
  assert.deepEqual(toBlocks(toDoc([])), []);
});

test("of two blocks with one id the later has none", () => {
  const rule = { id: 7, kind: "rule" };
  assert.deepEqual(toBlocks(toDoc([rule, rule])).map(({ id }) => id), [7, 0]);
});

test("blocks are numbered as the server numbers them", () => {
  assert.deepEqual(numbered([{ id: 1 }, { id: 0 }, { id: 5 }, { id: 1 }, {}]), [1, 6, 5, 7, 8]);
});
