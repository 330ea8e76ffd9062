import assert from "node:assert/strict";
import { test } from "node:test";
import { launch } from "../browser.mjs";
import { Newsroom, acceptInvitation, begin, desk, saved } from "../newsroom.mjs";

test("what is written while the server is down is saved when it is back", async () => {
  const newsroom = await Newsroom.make();
  const browser = await launch();
  try {
    const page = await desk(browser);
    await acceptInvitation(page, newsroom.setUpLink, { name: "minji", called: "Kim Min-ji" });
    const article = await begin(page, { headline: "The storm", text: "The lights went out at ten." });
    await saved(page);
    await newsroom.kill();
    await page.keyboard.type(" The presses went on.");
    await page.locator("#writing-status").filter({ hasText: /No connection/ }).waitFor({ timeout: 15_000 });
    await page.keyboard.type(" By candlelight.");
    await newsroom.start();
    await page.locator("#writing-status").filter({ hasText: /^Saved/ }).waitFor({ timeout: 30_000 });
    await page.goto(article);
    await page.locator("#writing-body .ProseMirror").getByText("The presses went on. By candlelight.").waitFor();
    // A page that is closed while there is no connection finds its text again.
    await newsroom.kill();
    await page.locator("#writing-body .ProseMirror").click();
    await page.keyboard.press("Control+End");
    await page.keyboard.type(" At dawn it was over.");
    await page.locator("#writing-status").filter({ hasText: /No connection/ }).waitFor({ timeout: 15_000 });
    await page.close({ runBeforeUnload: false });
    await newsroom.start();
    const again = await page.context().newPage();
    await again.goto(article);
    await again.locator("#writing-body .ProseMirror").getByText("At dawn it was over.").waitFor({ timeout: 15_000 });
    await saved(again);
    assert.match(await again.locator("#writing-body").innerText(), /By candlelight\. At dawn/);
  } finally {
    await browser.close();
    await newsroom.end();
  }
});
