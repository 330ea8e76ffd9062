// Helpers of the tests in the browser.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { draftOf, openBrowser, startHarness } from "./harness.mjs";

export const p = (id, text) => ({ id, kind: "paragraph", text: typeof text === "string" ? (text ? [{ text }] : []) : text });

export const fixture = (name) => readFileSync(join(import.meta.dirname, "fixtures", `${name}.html`), "utf8");

/** Asks until it is so. */
export const until = async (what, ask, ms = 6000) => {
  const end = Date.now() + ms;
  for (;;) {
    const found = await ask();
    if (found) return found;
    if (Date.now() > end) assert.fail(`Not within ${ms} ms: ${what}`);
    await new Promise((done) => setTimeout(done, 40));
  }
};

export class Desk {
  constructor(t, harness, page, faults) {
    Object.assign(this, { t, room: harness.room, harness, page, faults });
    this.text = page.locator(".writing-text");
    this.status = page.locator("#writing-status");
  }

  /** Sets the cursor at the end of the nth block, or of the text. */
  async cursorAt(index = -1) {
    await this.text.focus();
    await this.page.waitForTimeout(60);
    await this.page.evaluate((at) => {
      const blocks = [...document.querySelector(".writing-text").children];
      const block = blocks.at(at);
      getSelection().selectAllChildren(block);
      getSelection().collapseToEnd();
    }, index);
    // A selection that a script has set is not yet the one that keys start from.
    await this.page.waitForTimeout(200);
  }

  async press(...keys) {
    // The editor hears of a moved cursor a moment later; fingers are slower than that.
    for (const key of keys) {
      await this.page.keyboard.press(key);
      await this.page.waitForTimeout(15);
    }
  }

  type(text) {
    return this.page.keyboard.type(text);
  }

  paste({ html = "", text = "", files = [] }) {
    return this.page.evaluate(({ html: markup, text: words, files: named }) => {
      const data = new DataTransfer();
      if (markup) data.setData("text/html", markup);
      if (words) data.setData("text/plain", words);
      for (const { name, type } of named) data.items.add(new File([new Uint8Array([1, 2, 3])], name, { type }));
      const target = document.querySelector(".writing-text");
      target.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    }, { html, text, files });
  }

  /** Saves by key and gives the body that arrived. */
  async saved() {
    const before = this.room.saves.length;
    await this.press("Control+s");
    await until("a save", () => this.room.saves.length > before);
    await until("the word that it is saved", async () => /^(Saved|.* 저장됨)/.test(await this.status.textContent()));
    return this.room.saves.at(-1).draft.body;
  }

  async ime() {
    const client = await this.page.context().newCDPSession(this.page);
    return {
      compose: (text) => client.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length }),
      commit: (text) => client.send("Input.insertText", { text }),
    };
  }
}

/** A page that writes an article. @returns {Promise<Desk>} */
export const openDesk = async (t, harness, browser, change = {}, { width = 1280, height = 900, scheme = "light" } = {}) => {
  harness.room.reset(change);
  const context = await browser.newContext({ baseURL: harness.address, viewport: { width, height }, colorScheme: scheme, locale: "en-GB", timezoneId: "Asia/Seoul" });
  const page = await context.newPage();
  page.setDefaultTimeout(8000);
  const faults = [];
  page.on("pageerror", (error) => faults.push(String(error.stack ?? error)));
  page.on("console", (message) => message.type() === "error" && !/Failed to load resource|net::ERR/.test(message.text()) && faults.push(message.text()));
  await page.addInitScript(() => document.addEventListener("securitypolicyviolation", (event) => console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`)));
  t.after(async () => {
    await context.close();
    assert.deepEqual(faults, []);
  });
  await page.goto("/write");
  await page.locator(".writing-text").waitFor();
  return new Desk(t, harness, page, faults);
};

const { browser, missing } = await openBrowser();
const harness = missing ? null : await startHarness();
after(async () => {
  await browser?.close();
  harness?.stop();
});

/**
 * A test on a page of its own; `room` is what stands in the newsroom, `view` the window. Without a browser it is passed over, and says
 * why.
 */
export const desk = (name, { room, view }, act) =>
  test(name, { skip: missing ?? false, timeout: 60_000 }, async (t) => act(await openDesk(t, harness, browser, room, view), t));

/** A newsroom in which an article has these blocks. */
export const body = (...blocks) => ({ room: { draft: draftOf({ body: blocks }) } });

export const plain = (block) => (block.text ?? []).map(({ text }) => text).join("");

/** What somebody else saved meanwhile. */
export const theirs = () => ({
  revision: 9,
  draft: draftOf({ headline: "Council rejects the harbour", body: [p(1, "The first of theirs."), p(2, "Common text stays.")] }),
});

/** One block of each kind. */
export const everything = [
  p(1, [
    { text: "The vote, " }, { text: "held late", emphasis: true }, { text: ", was " }, { text: "close", strong: true }, { text: " (" },
    { text: "minutes", link: "https://city.example/minutes" }, { text: ")." },
  ]),
  { id: 2, kind: "heading", level: 2, text: [{ text: "What was decided" }] },
  { id: 3, kind: "list", ordered: false, items: [{ text: [{ text: "The north quay" }], ordered: true, items: [{ text: [{ text: "first" }] }] }] },
  { id: 4, kind: "quote", paragraphs: [[{ text: "“It is time.”" }]], by: [{ text: "Ann Cole, mayor" }] },
  { id: 5, kind: "quote", paragraphs: [[{ text: "It is time" }]], pull: true },
  { id: 6, kind: "picture", picture: "a" },
  { id: 7, kind: "table", caption: [{ text: "The votes" }], rows: [
    [{ text: [{ text: "Party" }], head: true }, { text: [{ text: "Seats" }], head: true }],
    [{ text: [{ text: "Blue" }] }, { text: [{ text: "12" }] }],
  ] },
  { id: 8, kind: "embed", provider: "youtube", url: "https://youtu.be/x", title: "The sitting" },
  { id: 9, kind: "preformatted", text: "a\n  b" },
  { id: 10, kind: "rule" },
  { id: 11, language: "ko", kind: "paragraph", text: [{ text: "한국어 문단은 그대로 둔다." }] },
];
