import assert from "node:assert/strict";
import { test } from "node:test";
import { countOf, headlineLength } from "../src/counts.mjs";
import { toDoc } from "../src/blocks.mjs";
import { common, diffBlocks, diffWords } from "../src/diff.mjs";
import { partsOf } from "../src/parts.mjs";
import { tables, wordsOf } from "../src/words.mjs";
import { body, dice } from "./random.mjs";

const p = (id, text) => ({ id, kind: "paragraph", text: [{ text }] });
const say = wordsOf("en");
const rows = (mine, theirs) => diffBlocks(partsOf(mine, {}, say), partsOf(theirs, {}, say)).map(({ is, mine: one, theirs: other }) => [is, one?.id, other?.id]);

test("the common part of two lists is found", () => {
  assert.deepEqual(common([..."abcde"], [..."bxdey"]).map(([at]) => at), [1, 3, 4]);
  assert.deepEqual(common([], [..."a"]), []);
});

test("changed words are told from those that stayed", () => {
  const { mine, theirs } = diffWords("The council voted on Monday.", "The council met late on Monday.");
  assert.deepEqual(mine.filter(({ changed }) => changed).map(({ text }) => text), ["voted"]);
  assert.deepEqual(theirs.filter(({ changed }) => changed).map(({ text }) => text), ["met late"]);
  assert.equal(mine.map(({ text }) => text).join(""), "The council voted on Monday.");
});

test("Korean is compared word by word", () => {
  const { mine } = diffWords("시장은 어제 말했다.", "시장은 오늘 말했다.");
  assert.deepEqual(mine.filter(({ changed }) => changed).map(({ text }) => text), ["어제"]);
});

test("blocks are paired by id, or by their words", () => {
  const mine = [p(1, "one"), p(2, "the second paragraph stands here"), p(0, "new of mine"), p(4, "four")];
  const theirs = [p(1, "one"), p(2, "quite another text"), p(4, "four"), p(5, "theirs at the end")];
  assert.deepEqual(rows(mine, theirs), [["same", 1, 1], ["changed", 2, 2], ["mine", 0, undefined], ["same", 4, 4], ["theirs", undefined, 5]]);
  assert.deepEqual(rows([p(0, "a b c d e")], [p(9, "a b c x e")]), [["changed", 0, 9]]);
});

test("the differences of any two bodies hold every block of both once", () => {
  for (let seed = 1; seed <= 100; seed += 1) {
    const [mine, theirs] = [body(dice(seed)), body(dice(seed + 1000))];
    const found = rows(mine, theirs);
    assert.deepEqual(found.map(([, one]) => one).filter(Boolean), mine.map(({ id }) => id));
    assert.deepEqual(found.map(([, , other]) => other).filter(Boolean), theirs.map(({ id }) => id));
  }
});

test("words and characters are counted", () => {
  assert.deepEqual(countOf(toDoc([p(1, "Two words."), p(2, "한글 두 낱말")])), { words: 5, characters: 17, dense: 14 });
  assert.deepEqual(headlineLength("가".repeat(46), "ko"), { n: 46, most: 45, isLong: true });
  assert.equal(headlineLength("가".repeat(45).normalize("NFD"), "ko").isLong, false);
  assert.equal(headlineLength("a".repeat(90), "en").isLong, false);
});

test("both languages of the interface have the same words", () => {
  const shape = (table) => Object.entries(table).map(([name, value]) => [name, typeof value === "string" ? "" : Object.keys(value).sort()]).sort();
  assert.deepEqual(shape(tables.en), shape(tables.ko));
});
