import assert from "node:assert/strict";
import { test } from "node:test";
import { launch } from "../browser.mjs";
import { Newsroom, acceptInvitation, begin, desk, saved } from "../newsroom.mjs";

// As the field takes it, in the publication's zone.
const fieldOf = (moment) => new Date(moment + 9 * 3_600_000).toISOString().slice(0, 19);
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

test("a story whose hour comes while the server is dead is published at once when it starts, with a late receipt", async () => {
  const newsroom = await Newsroom.make();
  const browser = await launch();
  try {
    const page = await desk(browser);
    await acceptInvitation(page, newsroom.setUpLink, { name: "minji", called: "Kim Min-ji" });
    await begin(page, { headline: "The tide tables", text: "High water is at six." });
    await saved(page);
    const due = Date.now() + 12_000;
    await page.getByText("Publish at an hour").click();
    await page.locator("#at").fill(fieldOf(due));
    await page.locator("button[value=schedule]").click();
    await page.waitForURL("**done=schedule");
    await newsroom.kill();
    await pause(due + 2_000 - Date.now());
    await newsroom.start();
    const reader = await desk(browser);
    const found = async () => (await reader.goto(`${newsroom.address}/`)) && (await reader.getByText("The tide tables").count()) > 0;
    const started = Date.now();
    while (!(await found()) && Date.now() - started < 5_000) await pause(100);
    assert.ok(await found(), "readers find it");
    await pause(1_500);
    await page.goto(`${newsroom.address}/desk/due`);
    const receipt = page.locator("tr.late");
    assert.match(await receipt.innerText(), /The tide tables[\s\S]*late/);
    assert.equal(await receipt.locator("[data-place]").filter({ hasText: /^\d+\.\d\d$/ }).count(), 4, "page, front page, feed and sitemap have a time each");
  } finally {
    await browser.close();
    await newsroom.end();
  }
});
