import assert from "node:assert/strict";
import { test } from "node:test";
import { launch } from "../browser.mjs";
import { Newsroom, acceptInvitation, desk, saved } from "../newsroom.mjs";

// What an input method makes of the keys, step by step, and what is left standing.
const steps = [["ㅎ", "하", "한"], ["ㄱ", "그", "글"]];

test("Hangul is composed without being disturbed, and saved as it stands", async () => {
  const newsroom = await Newsroom.make({ languages: ["ko", "en"] });
  const browser = await launch();
  try {
    const page = await desk(browser, { locale: "ko-KR" });
    await acceptInvitation(page, newsroom.setUpLink, { name: "김민지", called: "김민지" });
    await page.keyboard.press("n");
    await page.waitForURL("**/desk/new");
    await page.locator('form[action="/desk/new"] button').click();
    await page.waitForURL("**/desk/articles/*");
    await page.locator("#headline").fill("항구가 다시 열린다");
    await page.locator("#writing-body .ProseMirror").click();
    const keys = await page.context().newCDPSession(page);
    for (const syllable of steps) {
      for (const text of syllable) await keys.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
      // Longer than saving waits: it must not break the syllable.
      await page.waitForTimeout(2_500);
      await keys.send("Input.insertText", { text: syllable.at(-1) });
    }
    await page.keyboard.type(" 자판");
    await page.waitForTimeout(500);
    await saved(page);
    await page.reload();
    assert.equal((await page.locator("#writing-body .ProseMirror").innerText()).trim(), "한글 자판");
    assert.equal(await page.locator("html").getAttribute("lang"), "ko", "the desk speaks Korean to whoever asks for it");
  } finally {
    await browser.close();
    await newsroom.end();
  }
});
