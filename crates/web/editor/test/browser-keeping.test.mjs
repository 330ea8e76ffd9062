// Saving, and what happens when it cannot be; the page around the text.
import assert from "node:assert/strict";
import { draftOf, record } from "./harness.mjs";
import { body, desk, p, plain, theirs, until } from "./page.mjs";

desk("without a connection the text stays here, and is saved when it is back", body(p(1, "one")), async (on) => {
  await on.cursorAt();
  await on.type(" two");
  await on.saved();
  await on.page.context().setOffline(true);
  await on.type(" three");
  await until("the sentence", async () => /^No connection\. Your text is kept in this browser; last saved \d\d:\d\d:\d\d\.$/.test(await on.status.textContent()), 5000);
  const kept = await on.page.evaluate(() => new Promise((done) => {
    const open = indexedDB.open("masthead-writing", 1);
    open.onsuccess = () => {
      const get = open.result.transaction("drafts").objectStore("drafts").get("a1");
      get.onsuccess = () => done(get.result);
    };
  }));
  assert.equal(kept.base, 8);
  assert.equal(plain(kept.draft.body[0]), "one two three");
  await on.page.context().setOffline(false);
  await until("the save", () => on.room.saves.at(-1).draft.body[0].text[0].text === "one two three", 5000);
  await until("the word", async () => /^Saved/.test(await on.status.textContent()));
});

desk("text that never reached the server is there again after the page was lost", body(p(1, "one")), async (on) => {
  on.room.refuse = { status: 503, json: null };
  await on.cursorAt();
  await on.type(" two");
  await on.page.waitForTimeout(600);
  await on.page.reload();
  await until("the text", async () => (await on.text.innerText()) === "one two");
  on.room.refuse = null;
  await until("the save", () => on.room.saves.length === 1, 4000);
  assert.equal(on.room.saves[0].base, 7);
});

desk("on leaving, what is unsaved is sent along", body(p(1, "one")), async (on) => {
  await on.cursorAt();
  await on.type(" two");
  await on.page.goto("/desk/sign-in");
  await until("the save", () => on.room.saves.length === 1, 3000);
  await on.page.goto("/write");
  await until("the text", async () => (await on.text.innerText()) === "one two");
  assert.equal(await on.page.locator("dialog").count(), 0);
});

desk("who is signed out is told where to sign in, and the text is saved afterwards", body(p(1, "one")), async (on) => {
  on.room.refuse = { status: 401, json: null };
  await on.cursorAt();
  await on.type(" two");
  const link = on.page.getByRole("link", { name: /Sign in/ });
  await link.waitFor();
  assert.equal(await link.getAttribute("href"), "/desk/sign-in");
  on.room.refuse = null;
  await on.page.evaluate(() => dispatchEvent(new Event("focus")));
  await until("the save", () => on.room.saves.length === 1);
});

desk("a refusal stands at its field", body(p(1, "one")), async (on) => {
  on.room.refuse = { status: 422, json: { fields: { headline: "The headline is empty." } } };
  const headline = on.page.locator("[name=headline]");
  await headline.fill("");
  await on.press("Control+s");
  await until("the mark", async () => (await headline.getAttribute("aria-invalid")) === "true");
  const described = await headline.evaluate((node) => node.getAttribute("aria-describedby").split(" ").map((id) => document.getElementById(id).textContent).join(" | "));
  assert.match(described, /The headline is empty\./);
  on.room.refuse = null;
  await headline.fill("Again");
  await until("the save", () => on.room.saves.at(-1)?.draft.headline === "Again", 4000);
  await until("the mark is gone", async () => (await headline.getAttribute("aria-invalid")) === null);
});

desk("the other fields are part of the draft", body(p(1, "one")), async (on) => {
  await on.page.locator("[name=topics]").fill("harbour, 항만 ,");
  await on.page.locator("[name=deck]").fill("One line\n\n Another ");
  await on.page.locator("[data-add-credit]").click();
  await on.page.locator("[data-credit] >> nth=1").locator("[name=credit-person]").selectOption("p2");
  await on.page.locator("[data-credit] >> nth=1").locator("[name=credit-role]").selectOption("editor");
  await on.press("Control+s");
  await until("the save", () => on.room.saves.length > 0);
  const { draft } = on.room.saves.at(-1);
  assert.deepEqual(draft.topics, ["harbour", "항만"]);
  assert.deepEqual(draft.deck, ["One line", "Another"]);
  assert.deepEqual(draft.credits, [{ person: "p1", role: "reporter" }, { person: "p2", role: "editor" }]);
  assert.deepEqual([draft.contact, draft.original_url, draft.slug], [null, null, "harbour"]);
});

desk("the name of a topic may have a comma in it", { room: { draft: draftOf({ body: [p(1, "one")], topics: ["Ulsan, the port", "budget"] }) } }, async (on) => {
  await on.cursorAt();
  await on.type("!");
  await on.saved();
  assert.deepEqual(on.room.saves.at(-1).draft.topics, ["Ulsan, the port", "budget"]);
  await on.page.locator("[name=topics]").fill("Ulsan, the port\nharbour, budget\n");
  await on.press("Control+s");
  await until("the save", () => on.room.saves.at(-1).draft.topics.includes("harbour"), 4000);
  assert.deepEqual(on.room.saves.at(-1).draft.topics, ["Ulsan, the port", "harbour", "budget"]);
});

desk("others are named, and their newer version can be loaded", { room: { others: [{ name: "Kim Min-ji", since: "2026-10-01T00:00:00Z" }], draft: draftOf({ body: [p(1, "one")] }) } }, async (on) => {
  await until("the name", async () => (await on.page.locator("#writing-others").textContent()) === "Kim Min-ji has this article open.");
  Object.assign(on.room, theirs());
  await on.page.getByRole("button", { name: "Load it" }).click({ timeout: 8000 });
  await until("the text", async () => /of theirs/.test(await on.text.innerText()));
  await on.cursorAt();
  await on.type("!");
  await on.saved();
  assert.equal(on.room.saves.at(-1).base, 9);
});

desk("who may not write reads", { room: { mayWrite: false, pictures: { a: record("a") }, draft: draftOf({ body: [p(1, "one"), { id: 2, kind: "picture", picture: "a" }] }) } }, async (on) => {
  assert.equal(await on.text.getAttribute("contenteditable"), "false");
  assert.equal(await on.page.locator(".writing-bar").count(), 0);
  assert.ok(await on.page.locator("[name=headline]").isDisabled());
});

desk("length and headline are told", { room: { language: "ko", words: "ko", draft: draftOf({ headline: "가".repeat(50), body: [p(1, "한글 두 낱말")] }) } }, async (on) => {
  assert.equal(await on.page.locator("#writing-count").textContent(), "7자(공백 제외 5자), 200자 원고지 0.1매");
  assert.match(await on.page.locator("[data-hint=headline]").textContent(), /^50자입니다/);
  await on.page.locator("[name=headline]").fill("짧은 제목");
  await until("the hint", async () => (await on.page.locator("[data-hint=headline]").textContent()) === "5/45자");
});
