import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { launch, reader } from "../browser.mjs";
import { articles, eventually, fetchPage } from "../site.mjs";

// The count as it stands in the page's HTML, read by nobody: no script runs and no pixel loads.
async function viewsOf(path) {
  const { html } = await fetchPage(path);
  return Number(/data-views[^>]*>([^<]*)</.exec(html)[1].replace(/\D/g, ""));
}

async function opened(browser, who, path) {
  const context = await reader(browser, who);
  const page = await context.newPage();
  await page.goto(path, { waitUntil: "load" });
  return context;
}

// Long enough for a wrong count to show itself on the page, which may be a second old.
const aMoment = () => sleep(1500);

for (const language of ["en", "ko"]) {
  test(`opening an article is one reading, with script and without (${language})`, async () => {
    const browser = await launch();
    try {
      const { url } = (await articles(language))[3];
      const before = await viewsOf(url);
      const block = language === "en" ? 21 : 22;

      const context = await opened(browser, { address: `198.51.100.${block}` }, url);
      assert.equal(await eventually(() => viewsOf(url), (views) => views > before, 3000), before + 1, "a reading with script is counted");
      const again = await context.newPage();
      await again.goto(url);
      await aMoment();
      assert.equal(await viewsOf(url), before + 1, "the same reader within 30 seconds is not counted again");

      await opened(browser, { address: `198.51.100.${block + 100}`, script: false }, url);
      assert.equal(await eventually(() => viewsOf(url), (views) => views > before + 1, 3000), before + 2, "a reading without script is counted");
      await aMoment();
      assert.equal(await viewsOf(url), before + 2, "and counted once");
    } finally {
      await browser.close();
    }
  });
}
