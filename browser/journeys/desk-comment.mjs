import assert from "node:assert/strict";
import { test } from "node:test";
import { launch } from "../browser.mjs";
import { Newsroom, acceptInvitation, begin, desk, saved } from "../newsroom.mjs";

test("a comment goes from the page to the queue and from the queue to the page, by keyboard", async () => {
  const newsroom = await Newsroom.make();
  const browser = await launch();
  try {
    const page = await desk(browser);
    await acceptInvitation(page, newsroom.setUpLink, { name: "minji", called: "Kim Min-ji" });
    await begin(page, { headline: "The ferry is late", text: "Nobody knows why." });
    await saved(page);
    await page.keyboard.press("Control+Shift+Enter");
    await page.waitForURL("**done=publish");
    const reader = await desk(browser);
    await reader.goto(`${newsroom.address}/`);
    await reader.getByRole("link", { name: "The ferry is late" }).first().click();
    const article = reader.url();
    await reader.locator('.comment-form [name="name"]').fill("A passenger");
    await reader.locator('.comment-form [name="text"]').fill("It was the fog. I stood in it.");
    await reader.locator(".comment-form button").click();
    await reader.locator(".comments [role=status].notice").waitFor();
    await page.keyboard.press("Escape");
    const before = page.url();
    await page.locator(".paper a").first().click();
    // Keys that are pressed while a page goes are nobody's.
    await page.waitForURL((url) => url.href !== before, { waitUntil: "load" });
    await page.keyboard.press("g");
    await page.keyboard.press("c");
    await page.waitForURL("**/desk/comments*");
    await page.getByText("It was the fog.").waitFor();
    await page.keyboard.press("j");
    await page.keyboard.press("a");
    await page.getByRole("status").first().waitFor();
    const shown = async () => (await reader.goto(article)) && (await reader.locator(".comments").innerText()).includes("It was the fog.");
    assert.ok(await shown(), "readers see it once it is approved");
    await page.keyboard.press("z");
    await page.getByText("It was the fog.").waitFor();
    assert.ok(!(await shown()), "and no more when that is undone");
  } finally {
    await browser.close();
    await newsroom.end();
  }
});
