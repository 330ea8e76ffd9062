import assert from "node:assert/strict";
import { test } from "node:test";
import { launch } from "../browser.mjs";
import { none } from "../faults.mjs";
import { addPage, addPerson, house } from "../hostile/house.mjs";
import { mostOfBatch } from "../hostile/limits.mjs";
import { Office } from "../hostile/office.mjs";
import { batches, own, payloads } from "../hostile/payloads.mjs";
import { comment, read, searches } from "../hostile/reading.mjs";
import { album, allTopics, brief, describe, front, history, judge, picturesFor, topic, write } from "../hostile/writing.mjs";
import { Traps } from "../hostile/traps.mjs";
import { Newsroom, desk } from "../newsroom.mjs";

// Each payload is typed or pasted into each kind of field: lines, texts of several lines, addresses, names in addresses, comments,
// the words of pictures, and searches. Many go into a record, and with each batch every kind of page is looked at.
const kinds = ["line", "lines", "address", "slug", "comment", "picture", "search"];

test("an attack that a page lets through is noticed", async () => {
  const browser = await launch();
  try {
    const page = await desk(browser, { bypassCSP: true });
    const traps = new Traps("http://127.0.0.1");
    await traps.set(page.context());
    // The traps stand in documents that are opened from now on.
    await page.goto("about:blank");
    for (const attack of own) {
      Object.assign(traps, { ran: [], drawn: [], lost: [] });
      await page.setContent(`<main><p>${attack}</p><p title="${attack}">x</p><p title='${attack}'>x</p></main>`);
      await traps.look(page, "page without escapes", [["line: paragraph", "p", [attack]]]);
      assert.ok(traps.faults().length > 0, attack);
    }
    // Code made of text is noticed whatever it does.
    for (const code of ["eval('1')", "setTimeout('1')", "new Function('1')()", "(() => {}).constructor('1')()", "console.log(1)"]) {
      traps.ran = [];
      await page.setContent(`<main><script>${code}</script></main>`);
      await page.waitForTimeout(50);
      assert.equal(traps.ran.length, 1, code);
    }
  } finally {
    await browser.close();
  }
});

test("what is typed into any field is text on every page, with the script policy off", async () => {
  const { all, said } = payloads();
  console.log(said);
  const every = batches(all, mostOfBatch);
  const newsroom = await Newsroom.make();
  const browser = await launch();
  try {
    const office = await Office.open(browser, newsroom, own[2]);
    const pictures = await album(office, every[0], picturesFor(every));
    const [commented, judged] = [await brief(office, "A brief that readers write under"), await brief(office, "A brief that is judged")];
    await addPerson(office);
    await addPage(office);
    for (const batch of every) {
      office.traps.turn();
      const shown = await house(office, batch);
      const article = await write(office, batch);
      await history(office, batch, article);
      Object.assign(shown, await topic(office, batch), await front(office, batch));
      await describe(office, batch, pictures);
      await judge(office, batch, judged);
      await comment(office, batch, commented.address);
      await searches(office, batch, article);
      await read(office, batch, { ...shown, article });
    }
    await allTopics(office);
    console.log(office.traps.told());
    none(office.traps.faults());
    for (const kind of kinds) assert.equal(office.traps.seenIn(kind).size, all.length, `each payload stood in a field of the kind “${kind}”`);
  } finally {
    await browser.close();
    await newsroom.end();
  }
});
