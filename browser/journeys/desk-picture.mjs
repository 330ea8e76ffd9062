import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
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
    const inFile = { caption: "A crane stands still over the east quay.", creator: "Lee Soo-jin", credit: "Harbour Pictures" };
    await (await choosing).setFiles({ name: "crane.png", mimeType: "image/png", buffer: picture(640, 400, inFile) });
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

// A file as an agency sent it, where the optional folder of acceptance data lies beside the repository.
const agencys = join(import.meta.dirname, "../../../shared/data/images/press/grid__corbis.jpg");

test("what an agency wrote into a photograph stands with it: caption and credit for readers, rights for the desk", async (t) => {
  if (!existsSync(agencys)) {
    t.diagnostic(`${agencys} is not there; the picture of the other journey stands for it`);
    return;
  }
  const newsroom = await Newsroom.make();
  const browser = await launch();
  try {
    const page = await desk(browser);
    await acceptInvitation(page, newsroom.setUpLink, { name: "minji", called: "Kim Min-ji" });
    await begin(page, { headline: "A witness shows how he saw", text: "He raised his hands." });
    const choosing = page.waitForEvent("filechooser");
    await page.locator("[data-lead] button").first().click();
    await (await choosing).setFiles(agencys);
    const lead = page.locator("[data-lead]");
    await lead.locator("img").waitFor({ timeout: 20_000 });
    assert.match(await lead.getByLabel("Caption").inputValue(), /^01 Apr 2015, Akron, Ohio, USA --- April 1, 2015/);
    assert.equal(await lead.getByLabel("Credit", { exact: true }).inputValue(), "© Mike Cardew/ZUMA Press/Corbis");
    const rights = "© Corbis. All Rights Reserved.; For latest restrictions check www.corbisimages.com";
    assert.equal(await lead.getByLabel("Rights, for the desk").inputValue(), rights);
    await lead.getByLabel("Alt text: what is seen").fill("A man holds both hands before his face, palms out");
    await page.keyboard.press("Tab");
    await lead.getByText("Saved with the picture.").waitFor();
    await saved(page);
    await page.locator("button[value=publish]").click();
    await page.waitForURL("**done=publish");
    const reader = await desk(browser);
    await reader.goto(`${newsroom.address}/`);
    await reader.getByRole("link", { name: "A witness shows how he saw" }).first().click();
    assert.match(await reader.locator("figcaption").first().innerText(), /Akron[\s\S]*Mike Cardew/);
    assert.ok(!(await reader.content()).includes("restrictions"), "what the owner allows is no reader's business");
    // The next article finds it on the shelf.
    await page.goto(`${newsroom.address}/desk`);
    await begin(page, { headline: "The witness, again", text: "He came back." });
    await lead.getByRole("button", { name: "From the shelf" }).click();
    await page.getByRole("dialog").getByRole("button", { name: /Akron/ }).click();
    await lead.locator("img").waitFor();
    await saved(page);
    await page.reload();
    await lead.locator("img").waitFor();
  } finally {
    await browser.close();
    await newsroom.end();
  }
});
