// Writing: keys, tools, and the ids of blocks.
import assert from "node:assert/strict";
import { body, desk, p, plain, until } from "./page.mjs";

desk("what is typed is saved by itself, and by key", body(p(1, "First.")), async (on) => {
  await on.cursorAt();
  await on.type(" And more.");
  await until("the autosave", () => on.room.saves.length === 1, 4000);
  assert.deepEqual(on.room.saves[0].draft.body, [p(1, "First. And more.")]);
  assert.equal(on.room.saves[0].draft.pictures, undefined);
  assert.match(await on.status.textContent(), /^Saved \d\d:\d\d:\d\d$/);
  await on.type(" Now.");
  assert.deepEqual(await on.saved(), [p(1, "First. And more. Now.")]);
});

desk("a split leaves the id with the first half; the server's numbers are taken over", body(p(1, "one two"), p(2, "end")), async (on) => {
  await on.cursorAt(0);
  for (let at = 0; at < 4; at += 1) await on.press("ArrowLeft");
  await on.press("Enter");
  assert.deepEqual((await on.saved()).map(({ id }) => id), [1, 0, 2]);
  await on.cursorAt(2);
  await on.press("Enter");
  await on.type("new");
  assert.deepEqual((await on.saved()).map(({ id }) => id), [1, 3, 2, 0]);
});

desk("a paragraph put before another leaves it its id", body(p(1, "one")), async (on) => {
  await on.cursorAt(0);
  await on.press("Home", "Enter");
  assert.deepEqual((await on.saved()).map(({ id }) => id), [0, 1]);
});

desk("what is copied gets no id, what is cut and pasted neither", body(p(1, "one"), p(2, "two")), async (on) => {
  await on.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await on.text.focus();
  await on.press("Control+a", "Control+c");
  await on.cursorAt();
  await on.press("Enter", "Control+v");
  assert.deepEqual((await on.saved()).map((block) => [block.id, plain(block)]), [[1, "one"], [2, "two"], [0, "one"], [0, "two"]]);
});

desk("undo and redo", body(p(1, "one")), async (on) => {
  await on.cursorAt();
  await on.type(" two");
  await on.press("Control+z");
  assert.equal(await on.text.innerText(), "one");
  await on.press("Control+Shift+z");
  assert.equal(await on.text.innerText(), "one two");
});

desk("beginnings of a line become blocks", { room: {} }, async (on) => {
  await on.cursorAt();
  await on.type("## Heading");
  await on.press("Enter");
  await on.type("- a");
  await on.press("Enter", "Tab");
  await on.type("b");
  await on.press("Enter", "Enter", "Enter");
  await on.type("1. c");
  await on.press("Enter", "Enter");
  await on.type("> said");
  await on.press("Enter", "Enter");
  await on.type("Kim");
  await on.press("Enter");
  await on.type("---end");
  assert.deepEqual((await on.saved()).map(({ id: _, ...block }) => block), [
    { kind: "heading", level: 2, text: [{ text: "Heading" }] },
    { kind: "list", ordered: false, items: [{ text: [{ text: "a" }], items: [{ text: [{ text: "b" }] }] }] },
    { kind: "list", ordered: true, items: [{ text: [{ text: "c" }] }] },
    { kind: "quote", paragraphs: [[{ text: "said" }]], by: [{ text: "Kim" }] },
    { kind: "rule" },
    { kind: "paragraph", text: [{ text: "end" }] },
  ]);
});

desk("keys set marks and blocks, and a second time take them away", body(p(1, "word")), async (on) => {
  await on.cursorAt();
  await on.press("Control+a", "Control+b", "Control+i", "Control+Alt+3");
  assert.deepEqual(await on.saved(), [{ id: 1, kind: "heading", level: 3, text: [{ text: "word", strong: true, emphasis: true }] }]);
  await on.press("Control+Alt+3", "Control+b", "Control+i", "Control+Shift+8");
  assert.deepEqual(await on.saved(), [{ id: 1, kind: "list", ordered: false, items: [{ text: [{ text: "word" }] }] }]);
  await on.press("Control+Shift+7");
  assert.equal((await on.saved())[0].ordered, true);
  await on.press("Control+Shift+7");
  assert.deepEqual(await on.saved(), [p(1, "word")]);
  await on.press("Control+Shift+9");
  assert.deepEqual(await on.saved(), [{ id: 1, kind: "quote", paragraphs: [[{ text: "word" }]] }]);
  await on.press("Control+Shift+9");
  assert.deepEqual(await on.saved(), [p(1, "word")]);
});

desk("a link is set, changed and removed in the form, by keys alone", body(p(1, "see this")), async (on) => {
  await on.cursorAt();
  for (let at = 0; at < 4; at += 1) await on.press("Shift+ArrowLeft");
  await on.press("Control+k");
  await on.type("javascript:alert(1)");
  await on.press("Enter");
  await until("the sentence", async () => /no address a link/.test(await on.page.locator(".writing-prompt .trouble").textContent()));
  await on.press("Control+a");
  await on.type("example.org/a");
  await on.press("Enter");
  assert.deepEqual(await on.saved(), [p(1, [{ text: "see " }, { text: "this", link: "https://example.org/a" }])]);
  await on.press("ArrowRight", "Control+k");
  assert.equal(await on.page.locator(".writing-prompt input").inputValue(), "https://example.org/a");
  await on.page.getByRole("button", { name: "Remove link" }).click();
  assert.deepEqual(await on.saved(), [p(1, "see this")]);
});

desk("the tools are worked by keys alone", body(p(1, "word")), async (on) => {
  await on.cursorAt();
  await on.press("Control+a", "Alt+F10");
  const focused = () => on.page.evaluate(() => document.activeElement.getAttribute("aria-label") ?? document.activeElement.textContent);
  assert.equal(await focused(), "Bold");
  await on.press("ArrowRight");
  assert.equal(await focused(), "Italic");
  await on.press("Enter");
  assert.equal(await on.page.evaluate(() => document.activeElement.getAttribute("aria-pressed")), "true");
  await on.press("End", "Home", "ArrowLeft", "ArrowLeft");
  assert.equal(await on.page.locator(".tool[tabindex='0']").count(), 1);
  await on.press("Escape");
  assert.ok(await on.text.evaluate((node) => node === document.activeElement));
  assert.deepEqual(await on.saved(), [p(1, [{ text: "word", emphasis: true }])]);
});

desk("who is in a list can leave the text by Escape and Tab", body({ id: 1, kind: "list", ordered: false, items: [{ text: [{ text: "a" }] }] }), async (on) => {
  await on.page.locator(".writing-text li p").click();
  await on.press("Escape", "Tab");
  assert.equal(await on.text.evaluate((node) => node === document.activeElement), false);
});

desk("a table is put in, filled by Tab, and changed", { room: {} }, async (on) => {
  await on.cursorAt();
  await on.page.getByRole("button", { name: "Table", exact: true }).click();
  await on.type("Votes");
  await on.press("Enter");
  for (const word of ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"]) {
    await on.type(word);
    await on.press("Tab");
  }
  const [table] = await on.saved();
  assert.deepEqual(table.caption, [{ text: "Votes" }]);
  assert.deepEqual(table.rows.map((row) => row.map(plain).join("")), ["abc", "def", "ghi", "j"]);
  assert.deepEqual(table.rows[0].map(({ head }) => head), [true, true, true]);
  await on.page.getByRole("button", { name: "Delete row" }).click();
  await on.page.getByRole("button", { name: "Column after" }).click();
  assert.deepEqual((await on.saved())[0].rows.map((row) => row.length), [4, 4, 4]);
  await on.page.getByRole("button", { name: "Delete table" }).click();
  assert.deepEqual((await on.saved()).map(({ kind }) => kind), ["paragraph"]);
});

desk("a passage and a block are marked with their language", body(p(1, "한국 Korea")), async (on) => {
  await on.cursorAt();
  await on.page.locator(".tool[aria-label^=Language]").selectOption("ja");
  assert.equal((await on.saved())[0].language, "ja");
  await on.page.locator(".tool[aria-label^=Language]").selectOption("");
  await on.cursorAt();
  for (let at = 0; at < 5; at += 1) await on.press("Shift+ArrowLeft");
  await on.page.locator(".tool[aria-label^=Language]").selectOption("ko");
  assert.deepEqual(await on.saved(), [p(1, [{ text: "한국 " }, { text: "Korea", language: "ko" }])]);
});

desk("text does not run into a quotation at Backspace", body({ id: 1, kind: "quote", paragraphs: [[{ text: "q" }]], by: [{ text: "K" }] }, p(2, "after")), async (on) => {
  await on.cursorAt();
  await on.press("Home", "Backspace");
  assert.deepEqual((await on.page.locator(".writing-text > *").allInnerTexts()).map((text) => text.replace(/\s+/g, " ")), ["q K", "after"]);
});

desk("a table whose rows do not fit stays as it is until it is straightened", body({ id: 1, kind: "table", rows: [[{ text: [{ text: "a" }], rows: 5 }, { text: [{ text: "b" }] }], [], [{ text: [{ text: "c" }] }]] }, p(2, "x")), async (on) => {
  await on.cursorAt();
  await on.type("y");
  assert.deepEqual((await on.saved())[0], { id: 1, kind: "table", rows: [[{ text: [{ text: "a" }], rows: 5 }, { text: [{ text: "b" }] }], [], [{ text: [{ text: "c" }] }]] });
  await on.page.getByRole("button", { name: "Straighten it to edit it" }).click();
  const [table] = await on.saved();
  assert.deepEqual(table.rows.map((row) => row.map(plain).join("|")), ["a|b", "", "c"]);
  await on.page.locator(".writing-text td").nth(1).click();
  await on.type("!");
  assert.equal(plain((await on.saved())[0].rows[0][1]), "b!");
});

desk("a block that is dragged keeps its id", body(p(1, "one"), { id: 2, kind: "embed", provider: "youtube", url: "https://youtu.be/x", title: "A talk" }, p(3, "three")), async (on) => {
  const from = await on.page.locator(".embed").boundingBox();
  const to = await on.page.locator(".writing-text p").first().boundingBox();
  await on.page.mouse.move(from.x + from.width - 20, from.y + from.height / 2);
  await on.page.mouse.down();
  await on.page.mouse.move(to.x + 40, to.y + 20, { steps: 8 });
  await on.page.mouse.move(to.x + 10, to.y - 2, { steps: 4 });
  await on.page.mouse.up();
  await until("the move", async () => (await on.page.locator(".writing-text > *").first().getAttribute("class"))?.includes("embed"), 2000);
  assert.deepEqual((await on.saved()).map(({ id }) => id), [2, 1, 3]);
});

desk("a press below a last table begins a paragraph", body({ id: 1, kind: "table", rows: [[{ text: [] }]] }), async (on) => {
  const box = await on.text.boundingBox();
  await on.page.mouse.click(box.x + 100, box.y + box.height - 10);
  await on.type("after");
  assert.deepEqual((await on.saved()).map(plain), ["", "after"]);
});
