import assert from "node:assert/strict";
import { test } from "node:test";
import { launch } from "../browser.mjs";
import { none } from "../faults.mjs";
import { most, mostComments, mostOfReader } from "../hostile/limits.mjs";
import { Office, send } from "../hostile/office.mjs";
import { inRows, own, packs, payloads } from "../hostile/payloads.mjs";
import { brief } from "../hostile/writing.mjs";
import { Newsroom } from "../newsroom.mjs";

test("what readers write is text in the queue and on the page, with the script policy off", async () => {
  const { all, said } = payloads();
  console.log(said);
  const names = packs(all, most.commentName);
  const texts = packs(all, most.commentText, "\n");
  const comments = texts.packed.map((text, at) => ({ text, name: names.packed[at % names.packed.length] }));
  const newsroom = await Newsroom.make({ proxy: "127.0.0.1" });
  const browser = await launch();
  try {
    const office = await Office.open(browser, newsroom, "A moderator");
    const { page, stranger, traps } = office;
    const articles = [];
    for (const some of inRows(comments, mostComments - mostOfReader)) articles.push({ some, ...(await brief(office, "Have your say")) });
    // One reader writes by the form, which has a page to draw each time. The others' comments come as programs send them.
    await office.go(articles[0].address, stranger);
    for (const { text } of packs(own, most.commentText, "\n").packed) {
      await office.fill({ "#comment-text": text, "#comment-name": own[2] }, stranger);
      await send(stranger.locator("#comment-name"));
      await office.look("article with a comment that waits", [], stranger);
    }
    let readers = 0;
    for (const { id, some } of articles) {
      for (const row of inRows(some, mostOfReader)) {
        readers += 1;
        const reader = `10.0.${readers >> 8}.${readers & 255}`;
        await Promise.all(row.map(({ name, text }) => newsroom.comment(id, { name: name.text, text: text.text }, reader)));
      }
    }
    let queued = 0;
    for (let next = "/desk/comments"; next; next = await office.next()) {
      await office.visit(next, "desk: comments");
      queued += await page.locator("li[data-line]").count();
    }
    assert.ok(queued > comments.length, `${queued} comments stood in the queue`);
    await office.go("/desk/comments");
    for (let judged = 0; judged < 3; judged += 1) {
      const answered = page.waitForEvent("load");
      await page.keyboard.press("j");
      await page.keyboard.press("a");
      await answered;
    }
    assert.match(page.url(), /done=approved/);
    newsroom.approveComments();
    for (const { some, address } of articles) {
      await office.visit(address, "article with comments", [
        ["comment: name", ".comment-list", some.flatMap(({ name }) => name.holds)],
        ["comment: text", ".comment-list", some.flatMap(({ text }) => text.holds)],
      ]);
    }
    await office.visit("/desk/comments?state=approved", "desk: comments");
    console.log(traps.told());
    console.log(`Longer than a comment: ${texts.long.length}; than its reader's name: ${names.long.length}`);
    none(traps.faults());
    assert.equal(traps.seenIn("comment").size, all.length - texts.long.length, "each that is no longer than a comment was read");
  } finally {
    await browser.close();
    await newsroom.end();
  }
});
