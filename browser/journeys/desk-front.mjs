import assert from "node:assert/strict";
import { test } from "node:test";
import { launch } from "../browser.mjs";
import { Newsroom, acceptInvitation, begin, desk, saved } from "../newsroom.mjs";

const headlines = ["The oldest story of the day", "The middle story of the day", "The newest story of the day"];

test("a front page is rearranged and given a banner, and a reader sees both", async () => {
  const newsroom = await Newsroom.make();
  const browser = await launch();
  try {
    const page = await desk(browser);
    await acceptInvitation(page, newsroom.setUpLink, { name: "minji", called: "Kim Min-ji" });
    for (const headline of headlines) {
      await begin(page, { headline, text: "What there is to say of it." });
      await saved(page);
      await page.keyboard.press("Control+Shift+Enter");
      await page.waitForURL("**done=publish");
    }
    const reader = await desk(browser);
    const lead = async () => {
      await reader.goto(`${newsroom.address}/`);
      return reader.locator("main [data-story]").first().innerText();
    };
    assert.match(await lead(), /newest/, "the newest leads by itself");
    await page.locator('.bar a[href="/desk/front"]').click();
    await page.locator("tr", { hasText: headlines[0] }).locator("select").first().selectOption({ index: 1 });
    await page.keyboard.press("Control+s");
    await page.waitForLoadState();
    await page.getByText("chosen by the editors").first().waitFor({ timeout: 10_000 });
    assert.match(await lead(), /oldest/, "then the one that was chosen");
    await page.locator("#banner").fill("The bridge is closed until noon");
    const end = new Date(Date.now() + 9 * 3_600_000 + 3_600_000).toISOString().slice(0, 16);
    await page.locator("input[type=datetime-local][name^=banner]").fill(end);
    await page.locator("form:has(#banner) button").first().click();
    await page.waitForLoadState();
    await reader.goto(`${newsroom.address}/`);
    await reader.getByText("The bridge is closed until noon").waitFor({ timeout: 5_000 });
  } finally {
    await browser.close();
    await newsroom.end();
  }
});
