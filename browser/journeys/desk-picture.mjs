import assert from "node:assert/strict";
import { test } from "node:test";
import { launch } from "../browser.mjs";
import { Newsroom, acceptInvitation, begin, desk, saved } from "../newsroom.mjs";
import { picture } from "../picture.mjs";

test("a picture brings its caption and credit along, and needs words for those who do not see it", async () => {
  const newsroom = await Newsroom.make();
  const browser = await launch();
  try {
    const page = await desk(browser);
    await acceptInvitation(page, newsroom.setUpLink, { name: "minji", called: "Kim Min-ji" });
    const article = await begin(page, { headline: "A crane falls silent", text: "It stopped at noon." });
    const choosing = page.waitForEvent("filechooser");
    await page.locator("[data-lead] button").first().click();
    await (await choosing).setFiles({ name: "crane.png", mimeType: "image/png", buffer: picture(640, 400, { caption: "A crane stands still over the east quay.", creator: "Lee Soo-jin", credit: "Harbour Pictures" }) });
    await page.locator("[data-lead] img").waitFor({ timeout: 20_000 });
    await saved(page);
    const lead = page.locator("[data-lead]");
    const words = await lead.locator("input, textarea").evaluateAll((fields) => fields.map((field) => field.value));
    assert.ok(words.includes("A crane stands still over the east quay."), `the caption is there: ${words}`);
    assert.ok(words.some((text) => text.includes("Harbour Pictures")), `so is the credit: ${words}`);
    await page.keyboard.press("Control+Shift+Enter");
    await page.getByRole("alert").filter({ hasText: "says what is seen" }).waitFor({ timeout: 15_000 });
    await page.locator("[data-lead]").getByLabel(/Alternative|seen/i).first().fill("A tall crane against an empty sky");
    await page.keyboard.press("Tab");
    await page.waitForTimeout(1_500);
    await page.locator("button[value=publish]").click();
    await page.waitForURL("**done=publish");
    const reader = await desk(browser);
    await reader.goto(`${newsroom.address}/`);
    await reader.getByRole("link", { name: "A crane falls silent" }).first().click();
    assert.equal(await reader.locator("article img").first().getAttribute("alt"), "A tall crane against an empty sky");
    assert.match(await reader.locator("figcaption").first().innerText(), /east quay[\s\S]*Harbour Pictures/);
    assert.ok(article.includes("/desk/articles/"));
  } finally {
    await browser.close();
    await newsroom.end();
  }
});
