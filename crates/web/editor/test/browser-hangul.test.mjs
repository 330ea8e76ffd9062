// Hangul, as an input method composes it.
import assert from "node:assert/strict";
import { draftOf } from "./harness.mjs";
import { body, desk, p, plain, until } from "./page.mjs";

desk("Hangul is composed in peace while the text is saved", { room: { language: "ko", words: "ko", draft: draftOf({ body: [] }) } }, async (on) => {
  await on.cursorAt();
  const ime = await on.ime();
  await on.page.evaluate(() => {
    window.paragraph = document.querySelector(".writing-text p");
    window.ended = 0;
    document.addEventListener("compositionend", () => (window.ended += 1));
  });
  for (const step of ["ㅎ", "하", "한"]) await ime.compose(step);
  // The save happens, and its answer comes, in the middle of the syllable.
  await until("a save during the composition", () => on.room.saves.length >= 1, 4000);
  await on.page.waitForTimeout(200);
  assert.equal(await on.page.evaluate(() => window.ended), 0);
  await ime.compose("핝");
  await ime.commit("한");
  for (const step of ["ㄱ", "그", "글"]) await ime.compose(step);
  assert.ok(await on.page.evaluate(() => window.paragraph.isConnected && window.paragraph === document.querySelector(".writing-text p")));
  await ime.commit("글");
  assert.equal(await on.text.innerText(), "한글");
  await on.page.waitForTimeout(200);
  const saved = await on.saved();
  assert.deepEqual(saved.map(plain), ["한글"]);
  // The number that the first save gave is taken over once the composition is over.
  assert.equal(saved[0].id, 1);
  assert.ok(await on.page.evaluate(() => window.paragraph === document.querySelector(".writing-text p")));
});

desk("no rule acts on a composition", { room: { language: "ko" } }, async (on) => {
  await on.cursorAt();
  const ime = await on.ime();
  await ime.compose("- ");
  await on.page.waitForTimeout(100);
  assert.equal(await on.page.locator(".writing-text ul").count(), 0);
  await ime.commit("가");
  assert.equal(await on.text.innerText(), "가");
});

desk("Hangul is composed inside a list, in strong type, and is undone as a word", body(p(1, "가")), async (on) => {
  await on.cursorAt();
  await on.press("Control+Shift+8", "Control+b");
  const ime = await on.ime();
  for (const step of ["ㄴ", "나", "난"]) await ime.compose(step);
  await ime.commit("난");
  assert.deepEqual(await on.saved(), [{ id: 1, kind: "list", ordered: false, items: [{ text: [{ text: "가" }, { text: "난", strong: true }] }] }]);
});
