import assert from "node:assert/strict";
import { test } from "node:test";
import { launch } from "../browser.mjs";
import { Newsroom, acceptInvitation, begin, desk, saved } from "../newsroom.mjs";

test("from the set-up link to the first published story", async () => {
  const newsroom = await Newsroom.make();
  const browser = await launch();
  try {
    assert.ok(newsroom.setUpLink, `the server prints a set-up link: ${newsroom.said}`);
    const page = await desk(browser);
    await acceptInvitation(page, newsroom.setUpLink, { name: "minji", called: "Kim Min-ji" });
    await begin(page, { headline: "The pier reopens on Monday", text: "The mayor will cut the ribbon at nine." });
    await saved(page);
    // With text that is not saved yet, to publish is to save first.
    await page.locator("#writing-body .ProseMirror").press("End");
    await page.keyboard.type(" Everybody may come.");
    await page.keyboard.press("Control+Shift+Enter");
    await page.waitForURL("**done=publish");
    const reader = await desk(browser);
    await reader.goto(`${newsroom.address}/`);
    await reader.getByRole("link", { name: "The pier reopens on Monday" }).first().click();
    assert.match(await reader.locator(".body").innerText(), /at nine\. Everybody may come\./);
    const again = await desk(browser);
    await again.goto(newsroom.setUpLink);
    assert.match(await again.locator("main").innerText(), /not good any more/);
  } finally {
    await browser.close();
    await newsroom.end();
  }
});
