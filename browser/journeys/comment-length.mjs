import assert from "node:assert/strict";
import { test } from "node:test";
import { launch, reader } from "../browser.mjs";
import { articles } from "../site.mjs";

const longest = 300;
// A family, a flag, a letter with its accent apart, and a Korean word in letters that belong together: seven to the eye.
const seven = "👨‍👩‍👧‍👦🇰🇷e\u0301가나\u1112\u1161\u11ab\u1100\u1173\u11af";

async function withForm(who, work) {
  const browser = await launch();
  try {
    const context = await reader(browser, { ...who, counted: false });
    const page = await context.newPage();
    await page.goto((await articles("ko"))[1].url);
    await work(page);
  } finally {
    await browser.close();
  }
}

test("the counter counts characters as people see them", () =>
  withForm({ address: "198.51.100.71" }, async (page) => {
    const left = async (text) => {
      await page.fill("#comment-text", text);
      return Number((await page.textContent("#comment-left")).replace(/\D/g, ""));
    };
    assert.equal(await left("한국어"), longest - 3);
    assert.equal(await left(seven), longest - 7);
    assert.equal(await left("가".repeat(longest)), 0);
    await left("가".repeat(longest + 4));
    assert.equal(await page.getAttribute("#comment-text", "aria-invalid"), "true", "too long a text is marked");
  }));

test("the server counts as the counter does, without script", () =>
  withForm({ address: "198.51.100.72", script: false }, async (page) => {
    const send = async (text) => {
      await page.fill('.comment-form [name="name"]', "독자");
      await page.fill('.comment-form [name="text"]', text);
      await page.click(".comment-form button");
    };
    const tooLong = "가".repeat(longest + 1);
    await send(tooLong);
    assert.ok(await page.isVisible("#comment-text-error"), "301 syllables are one too many");
    assert.equal(await page.inputValue('.comment-form [name="text"]'), tooLong, "and what was typed is not lost");
    await send(seven + "나".repeat(longest - 7));
    assert.ok(await page.isVisible(".comments [role=status].notice"), "300 characters are taken, whatever they are made of");
  }));
