import assert from "node:assert/strict";
import { test } from "node:test";
import { launch, reader } from "../browser.mjs";
import { none } from "../faults.mjs";
import { articles } from "../site.mjs";

// What the reader's next key would act on.
const focused = (page) =>
  page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    const box = element.getBoundingClientRect();
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
    return {
      text: (element.textContent || element.getAttribute("name") || element.tagName).trim().slice(0, 60),
      skips: element.closest(".skip") !== null,
      target: element.getAttribute("href"),
      shown: box.width > 1 && box.height > 1 && box.right > 0 && box.bottom > 0 && box.top < innerHeight && box.left < innerWidth,
      ringed: (outlineStyle !== "none" && outlineWidth !== "0px") || boxShadow !== "none",
      number: element.dataset.numbered ?? null,
    };
  });

async function translated() {
  const korean = await articles("ko");
  return korean[0].translations.find(({ language }) => language === "en").url;
}

async function withArticle(width, work) {
  const browser = await launch();
  try {
    const context = await reader(browser, { address: "198.51.100.41", width, counted: false });
    const page = await context.newPage();
    await page.goto(await translated());
    await work(page);
  } finally {
    await browser.close();
  }
}

test("the skip links come first, show themselves, and lead on", () =>
  withArticle(1280, async (page) => {
    const path = page.url();
    const links = await page.$$eval(".skip a", (elements) => elements.length);
    assert.equal(links, 3, "to the contents, the sections and the foot");
    for (let which = 1; which <= links; which += 1) {
      await page.goto(path.split("#")[0]);
      for (let step = 0; step < which; step += 1) await page.keyboard.press("Tab");
      const link = await focused(page);
      assert.ok(link?.skips, `key ${which} reaches a skip link, not “${link?.text}”`);
      assert.ok(link.shown, `“${link.text}” is seen while it has the focus`);
      await page.keyboard.press("Enter");
      await page.keyboard.press("Tab");
      const inside = await page.evaluate((target) => document.querySelector(target).contains(document.activeElement), link.target);
      assert.ok(inside, `after “${link.text}” the next key goes on inside ${link.target}, not to “${(await focused(page))?.text}”`);
    }
  }));

for (const width of [360, 1280]) {
  test(`every link and field is reached by Tab, and shows that it is (${width} wide)`, () =>
    withArticle(width, async (page) => {
      const wanted = await page.$$eval("a[href], button, input, textarea, select, summary", (elements) =>
        elements
          .filter((element) => element.type !== "hidden" && !element.closest("[aria-hidden=true]") && element.checkVisibility())
          .map((element, number) => {
            element.dataset.numbered = number;
            return (element.textContent || element.getAttribute("name") || element.outerHTML).trim().slice(0, 60);
          }),
      );
      const reached = new Set();
      for (let step = 0; step < wanted.length * 2 + 20; step += 1) {
        await page.keyboard.press("Tab");
        const now = await focused(page);
        if (now === null) break;
        assert.ok(now.shown, `“${now.text}” is seen while it has the focus`);
        assert.ok(now.ringed, `“${now.text}” shows that it has the focus`);
        if (now.number !== null) reached.add(Number(now.number));
      }
      none(wanted.filter((_, number) => !reached.has(number)).map((text) => `“${text}” is out of the keyboard's reach`));
    }));
}

test("the language is changed by keyboard", () =>
  withArticle(1280, async (page) => {
    const story = await page.getAttribute("article[data-article]", "data-story");
    for (let step = 0; step < 40; step += 1) {
      await page.keyboard.press("Tab");
      if (await page.evaluate(() => document.activeElement.matches('a[hreflang="ko"]'))) break;
    }
    await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
    assert.equal(await page.getAttribute("html", "lang"), "ko");
    assert.equal(await page.getAttribute("article[data-article]", "data-story"), story);
  }));
