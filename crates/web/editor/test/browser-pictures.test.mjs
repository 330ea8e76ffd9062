// Pictures and their records.
import assert from "node:assert/strict";
import { draftOf, record } from "./harness.mjs";
import { desk, p, until } from "./page.mjs";

const picture = { name: "항구 저녁.png", mimeType: "image/png", buffer: Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64") };

desk("a picture is sent, described, and its words go to its record", { room: { language: "ko", words: "ko", draft: draftOf({ body: [p(1, "하나")] }) } }, async (on) => {
  await on.cursorAt();
  const chooser = on.page.waitForEvent("filechooser");
  await on.page.getByRole("button", { name: "사진", exact: true }).click();
  await (await chooser).setFiles(picture);
  await on.page.locator(".writing-text figure img").waitFor();
  assert.deepEqual(on.room.uploads.map(({ type, name }) => [type, name]), [["image/png", "항구 저녁.png"]]);
  await on.page.getByLabel("사진 설명").fill("저녁의 항구");
  await until("the record", () => on.room.records.length === 1);
  assert.deepEqual(on.room.records[0].change, { captions: { ko: "저녁의 항구" } });
  assert.deepEqual((await on.saved()).map(({ kind, picture: id }) => id ?? kind), ["paragraph", "new1", "paragraph"]);
  await on.page.getByRole("button", { name: "사진 빼기" }).click();
  assert.deepEqual((await on.saved()).map(({ kind }) => kind), ["paragraph", "paragraph"]);
});

desk("a picture that is not taken says why, and can be tried again", { room: { uploadAnswer: { status: 415, json: { error: "This is no picture that we know." } }, draft: draftOf({ body: [p(1, "one")] }) } }, async (on) => {
  await on.cursorAt();
  await on.paste({ files: [{ name: "a.png", type: "image/png" }] });
  await until("the sentence", async () => /a\.png was not taken\. This is no picture that we know\./.test(await on.page.locator(".upload").first().innerText()));
  on.room.uploadAnswer = null;
  await on.page.getByRole("button", { name: "Try again" }).click();
  await on.page.locator(".writing-text figure").waitFor();
});

desk("the lead picture is chosen, focused by keys, and removed", { room: { pictures: { lead1: record("lead1", { en: "The harbour" }) }, draft: draftOf({ picture: "lead1", body: [p(1, "one")] }) } }, async (on) => {
  const lead = on.page.locator("[data-lead]");
  await lead.locator(".focus-place").focus();
  await on.press("ArrowRight", "Shift+ArrowUp");
  await until("the record", () => on.room.records.length === 1);
  assert.deepEqual(on.room.records[0].change, { focus: [0.52, 0.4] });
  await lead.getByRole("button", { name: "Remove" }).click();
  await until("the save", () => on.room.saves.at(-1)?.draft.picture === null, 4000);
  const chooser = on.page.waitForEvent("filechooser");
  await lead.getByRole("button", { name: "Choose a picture" }).click();
  await (await chooser).setFiles(picture);
  await until("the save", () => on.room.saves.at(-1)?.draft.picture === "new1", 5000);
});

desk("words of a picture that were not taken stay, with the reason", { room: { pictures: { a: record("a") }, draft: draftOf({ body: [p(1, "one"), { id: 2, kind: "picture", picture: "a" }] }) } }, async (on) => {
  await on.page.route("**/desk/pictures/a", (route) => route.fulfill({ status: 422, json: { error: "A credit has at most 200 characters." } }));
  await on.page.getByLabel("Credit", { exact: true }).fill("Too long");
  await until("the sentence", async () => /not saved\. A credit has at most 200 characters\./.test(await on.page.locator(".picture-note").innerText()));
  await on.page.unroute("**/desk/pictures/a");
  await on.page.reload();
  await until("the record", () => on.room.records.length === 1, 4000);
  assert.deepEqual(on.room.records[0].change, { credit: "Too long" });
});

const onTheShelf = [record("s1", { en: "Rain on the market" }), record("s2", { en: "The old crane" }), record("s3", { en: "A crane at night" })];

desk("a picture of the house is found and leads the article", { room: { shelf: onTheShelf, draft: draftOf({ body: [p(1, "one")] }) } }, async (on) => {
  const lead = on.page.locator("[data-lead]");
  await lead.getByRole("button", { name: "From the shelf" }).click();
  const shelf = on.page.getByRole("dialog", { name: "Pictures of the house" });
  await until("two pictures", async () => (await shelf.getByRole("listitem").count()) === 2);
  await shelf.getByRole("button", { name: "More" }).click();
  await until("the third", async () => (await shelf.getByRole("listitem").count()) === 3);
  await shelf.getByLabel("Search captions, credits and file names").fill("crane");
  await until("those of cranes", async () => (await shelf.getByRole("listitem").count()) === 2);
  await shelf.getByRole("button", { name: /A crane at night/ }).click();
  await until("the save", () => on.room.saves.at(-1)?.draft.picture === "s3", 5000);
  assert.equal(await lead.getByLabel("Caption").inputValue(), "A crane at night");
  assert.equal(await shelf.count(), 0);
});

desk("a picture of the house stands where the cursor stood, and Escape takes none", { room: { shelf: onTheShelf, draft: draftOf({ body: [p(1, "one"), p(2, "two")] }) } }, async (on) => {
  await on.cursorAt(0);
  const open = () => on.page.getByRole("button", { name: "Shelf", exact: true }).click();
  await open();
  await on.page.getByRole("dialog").getByRole("listitem").first().waitFor();
  await on.press("Escape");
  assert.equal(await on.page.getByRole("dialog").count(), 0);
  await on.cursorAt(0);
  await open();
  await on.page.getByRole("button", { name: /Rain on the market/ }).click();
  assert.deepEqual((await on.saved()).map(({ kind, picture: id }) => id ?? kind), ["paragraph", "s1", "paragraph"]);
});

desk("what the owner of a picture allows stands with it", { room: { pictures: { a: record("a") }, draft: draftOf({ body: [p(1, "one"), { id: 2, kind: "picture", picture: "a" }] }) } }, async (on) => {
  await on.page.getByLabel("Rights, for the desk").fill("Once, in print");
  await until("the record", () => on.room.records.length === 1);
  assert.deepEqual(on.room.records[0].change, { rights: "Once, in print" });
});
