// Two who save over each other.
import assert from "node:assert/strict";
import { draftOf } from "./harness.mjs";
import { desk, p, plain, theirs, until } from "./page.mjs";

const twoVersions = { room: { draft: draftOf({ body: [p(1, "The first paragraph."), p(2, "Common text stays.")] }) } };

const intoConflict = async (on) => {
  Object.assign(on.room, theirs());
  await on.cursorAt(0);
  await on.type(" Mine.");
  await on.page.getByRole("dialog").waitFor();
  assert.match(await on.page.getByRole("dialog").innerText(), /Park Seo-yeon saved at \d\d:\d\d:\d\d/);
};

desk("in a conflict, mine can be kept", twoVersions, async (on) => {
  await intoConflict(on);
  assert.deepEqual(await on.page.locator(".version ins").allInnerTexts(), ["votes on", "paragraph. Mine"]);
  await on.page.keyboard.press("Escape");
  await on.page.getByRole("button", { name: "Keep mine" }).click();
  await until("the save", () => on.room.revision === 10);
  assert.equal(on.room.saves.at(-1).base, 9);
  assert.equal(plain(on.room.draft.body[0]), "The first paragraph. Mine.");
  assert.equal(await on.page.locator("dialog").count(), 0);
});

desk("in a conflict, theirs can be taken, and mine is put aside first", twoVersions, async (on) => {
  await intoConflict(on);
  await on.page.getByRole("button", { name: "Take theirs" }).click();
  await until("the text", async () => /of theirs/.test(await on.text.innerText()));
  assert.equal(plain(on.room.asides[0].body[0]), "The first paragraph. Mine.");
  assert.equal(await on.page.locator("[name=headline]").inputValue(), "Council rejects the harbour");
  await on.cursorAt(0);
  await on.type(" On.");
  await until("the save", () => on.room.revision === 10, 4000);
  assert.equal(on.room.saves.at(-1).base, 9);
});

desk("in a conflict, one can go on by hand with mine beside", twoVersions, async (on) => {
  await intoConflict(on);
  await on.page.getByRole("button", { name: "Go on by hand" }).click();
  await on.page.locator(".writing-copy").waitFor();
  assert.match(await on.page.locator(".writing-copy").innerText(), /Mine\./);
  assert.match(await on.text.innerText(), /of theirs/);
  await on.page.locator(".writing-copy").getByRole("button", { name: "Close" }).click();
  assert.equal(await on.page.locator(".writing-copy").count(), 0);
});

desk("kept text that the page has moved past is shown as a conflict", twoVersions, async (on) => {
  on.room.refuse = { status: 503, json: null };
  await on.cursorAt(0);
  await on.type(" Mine.");
  await on.page.waitForTimeout(600);
  Object.assign(on.room, theirs());
  await on.page.reload();
  await on.page.getByRole("dialog").waitFor();
  on.room.refuse = null;
  await on.page.getByRole("button", { name: "Keep mine" }).click();
  await until("the save", () => on.room.saves.some(({ base, draft }) => base === 9 && /Mine/.test(plain(draft.body[0]))));
});
