import assert from "node:assert/strict";
import { test } from "node:test";
import { launch, reader } from "../browser.mjs";
import { eventually, masthead } from "../site.mjs";

const counts = (page) => page.$$eval("[data-comments]", (elements) => elements.map((element) => Number(element.textContent.replace(/\D/g, ""))));
const story = (page) => page.getAttribute("article[data-article]", "data-story");

// Whatever the list looks like around it: the entry that holds the text.
function entryWith(value, text) {
  if (value === null || typeof value !== "object") return undefined;
  if (value.text === text) return value;
  return Object.values(value).map((part) => entryWith(part, text)).find(Boolean);
}

test("a reader without script follows the lead, changes language and back, comments, and is read", async () => {
  const browser = await launch();
  try {
    const context = await reader(browser, { address: "198.51.100.11", script: false });
    const page = await context.newPage();
    // Every Korean article of the demo has an English one, so the Korean lead can be followed across and back.
    await page.goto("/ko/");
    await page.click("main [data-story] .headline a");
    const told = await story(page);
    const korean = new URL(page.url()).pathname;
    await page.click('nav a[hreflang="en"]');
    assert.equal(await story(page), told, "the English page tells the same story");
    assert.equal(await page.getAttribute("html", "lang"), "en");
    await page.click('nav a[hreflang="ko"]');
    assert.equal(new URL(page.url()).pathname, korean, "the way back leads to the page one came from");

    const before = await counts(page);
    assert.equal(before.length, 2, "the number of comments stands at the head and above the list");
    assert.equal(before[0], before[1]);
    const text = "불빛이 물 위에서 흔들리는 대목이 좋았습니다. — a reader 🌉";
    await page.fill('.comment-form [name="name"]', "부두의 독자");
    await page.fill('.comment-form [name="text"]', text);
    await page.click(".comment-form button");
    assert.ok(await page.isVisible(".comments [role=status].notice"), "a notice says that an editor will read it first");
    assert.deepEqual(await counts(page), before, "a held comment is not counted");
    await page.goto(korean);
    assert.equal(await page.getByText(text).count(), 0, "a held comment is not shown");

    const held = entryWith(JSON.parse(masthead("comments", "list", "--json")), text);
    assert.ok(held, "the operator's list holds it");
    masthead("comments", "approve", held.id);
    const after = await eventually(async () => (await page.goto(korean), counts(page)), ([head]) => head === before[0] + 1);
    assert.deepEqual(after, before.map((count) => count + 1), "both counts have grown by one");
    assert.equal(await page.getByText(text).count(), 1, "the comment is there to read");
  } finally {
    await browser.close();
  }
});
