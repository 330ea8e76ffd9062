import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { launch } from "../browser.mjs";
import { desk, signIn } from "../newsroom.mjs";
import { site } from "../site.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const secret = "a paper for everyone";

// Every page of the desk that a link of the desk leads to, and one article.
const paths = async (page) => {
  const found = await page.locator(".bar a[href^='/desk']").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  const article = page.locator("td.title a").first();
  if (await article.count()) {
    const href = await article.getAttribute("href");
    found.push(href, `${href}/history`);
  }
  await page.goto(`${site}/desk`);
  return [...new Set(found)];
};

for (const [who, looks] of [
  ["editor", { colorScheme: "light" }],
  ["editor", { colorScheme: "dark", locale: "ko-KR", viewport: { width: 360, height: 800 } }],
  ["moderator", { colorScheme: "light" }],
  ["administrator", { colorScheme: "dark" }],
  ["administrator", { colorScheme: "light", locale: "ko-KR", viewport: { width: 360, height: 800 } }],
]) {
  test(`pages of the desk are open to everybody: ${who}, ${looks.colorScheme}, ${looks.locale ?? "en"}`, async () => {
    const browser = await launch();
    try {
      const page = await desk(browser, { ...looks, bypassCSP: true });
      await signIn(page, site, who, secret);
      const all = await paths(page);
      assert.ok(all.length > 2, `${who} finds their pages: ${all}`);
      for (const path of all) {
        await page.goto(site + path);
        await page.waitForLoadState("networkidle");
        await page.addScriptTag({ content: axe });
        const { violations } = await page.evaluate(() => globalThis.axe.run(document));
        const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 120)).join(" | ")}`);
        assert.deepEqual(told, [], path);
        const { width, wide } = await page.evaluate(() => ({ width: innerWidth, wide: document.documentElement.scrollWidth }));
        assert.ok(wide <= width, `${path} is ${wide} wide in a window of ${width}`);
      }
    } finally {
      await browser.close();
    }
  });
}
