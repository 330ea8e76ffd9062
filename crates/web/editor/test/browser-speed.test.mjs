// How soon a key press is seen.
import assert from "node:assert/strict";
import { draftOf, record } from "./harness.mjs";
import { desk, p } from "./page.mjs";

const words = "the council of the harbour city voted late on Monday to widen its old quay against the advice of its own engineers".split(" ");

desk("a key press in an article of 10,000 words and 40 pictures is seen about as soon as one in a plain field of the page", {
  room: (() => {
    const blocks = [];
    const pictures = {};
    for (let at = 0; at < 200; at += 1) {
      blocks.push(p(blocks.length + 1, Array.from({ length: 50 }, (_, word) => words[(at + word * 7) % words.length]).join(" ")));
      if (at % 5 === 0) {
        pictures[`pic${at}`] = record(`pic${at}`, { en: "A caption of some words" });
        blocks.push({ id: blocks.length + 1, kind: "picture", picture: `pic${at}` });
      }
    }
    return { pictures, draft: draftOf({ body: blocks }) };
  })(),
}, async (on, t) => {
  assert.match(await on.page.locator("#writing-count").textContent(), /^10,000 words/);
  assert.equal(await on.page.locator(".writing-text figure").count(), 40);
  await on.page.evaluate(() => {
    window.times = [];
    addEventListener("keydown", (event) => {
      const pressed = event.timeStamp;
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => window.times.push(performance.now() - pressed);
        port2.postMessage(0);
      });
    }, true);
  });
  // How long after a key the next picture of the page is drawn, sorted.
  const typed = async (place, keys) => {
    await place.click();
    await on.page.evaluate(() => window.times.splice(0));
    for (let at = 0; at < keys; at += 1) {
      await on.page.keyboard.press(at % 6 === 5 ? "Space" : "abcdefgh"[at % 8]);
      await on.page.waitForTimeout(20);
    }
    return (await on.page.evaluate(() => window.times)).sort((one, other) => one - other);
  };
  const at = (times, share) => times[Math.floor(times.length * share)];
  const told = (times) => `median ${at(times, 0.5).toFixed(1)} ms, p95 ${at(times, 0.95).toFixed(1)} ms, most ${times.at(-1).toFixed(1)} ms`;
  const plain = await typed(on.page.locator("[name=contact]"), 200);
  const text = await typed(on.page.locator(".writing-text p").nth(100), 500);
  t.diagnostic(`key to paint in the text, ${text.length} keys: ${told(text)}; in a plain field: ${told(plain)}`);
  assert.ok(text.length >= 490);
  assert.ok(at(text, 0.5) < 8 * at(plain, 0.5), "the median in the text is at most eight times that of the field");
  assert.ok(on.room.saves.length >= 1, "it was saved meanwhile");
});
