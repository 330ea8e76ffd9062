// axe on everything that can be seen. With PICTURES=folder it is kept as pictures.
import assert from "node:assert/strict";
import axe from "axe-core";
import { draftOf, record } from "./harness.mjs";
import { desk, everything, theirs, until } from "./page.mjs";

for (const scheme of ["light", "dark"]) {
  for (const width of [360, 1280]) {
    const isKorean = scheme === "dark";
    const korean = { headline: "시의회, 항만 확장안 늦은 밤 통과", deck: ["“오래 기다렸다” 시장은 말했다"] };
    const room = {
      ...(isKorean ? { words: "ko", language: "ko" } : {}),
      others: [{ name: "Kim Min-ji", since: "" }],
      pictures: { a: record("a", { en: "The quay at dusk" }), lead1: record("lead1", { en: "The harbour" }) },
      draft: draftOf({ picture: "lead1", body: everything, ...(isKorean ? korean : {}) }),
    };
    desk(`axe finds nothing: ${scheme}, ${width}`, { room, view: { scheme, width } }, async (on) => {
      const check = async (what) => {
        const { violations } = await on.page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
        assert.deepEqual(violations.flatMap((rule) => rule.nodes.map((node) => `${what}: ${rule.id} ${node.html.slice(0, 160)} ${node.failureSummary}`)), []);
      };
      const picture = async (what) => process.env.PICTURES && on.page.screenshot({ path: `${process.env.PICTURES}/${what}-${scheme}-${width}.png`, fullPage: what === "page" });
      await on.page.evaluate(axe.source);
      await on.page.locator(".writing-text img").scrollIntoViewIfNeeded();
      await on.page.waitForTimeout(200);
      await picture("page");
      await check("the page");
      await on.page.locator(".writing-text td").first().click();
      await until("the table tools", () => on.page.locator(".table-tools").isVisible());
      await on.press("Control+a", "Control+k");
      await picture("table");
      await check("the table and the link form");
      await on.press("Escape");
      Object.assign(on.room, theirs());
      await on.cursorAt(0);
      await on.type(" Mine.");
      await on.page.getByRole("dialog").waitFor();
      await picture("conflict");
      await check("the conflict");
      await on.page.locator(".choice button").last().click();
      await on.page.locator(".writing-copy").waitFor();
      await picture("copy");
      await check("my copy");
    });
  }
}
