// axe on every kind of page: each edition, light and dark, on a phone and on a desk.
import axe from "axe-core";
import { launch, reader } from "./browser.mjs";
import { pages } from "./pages.mjs";
import { Tally } from "./tally.mjs";

const tally = new Tally();
const found = await pages();
const browser = await launch();
try {
  for (const scheme of ["light", "dark"]) {
    for (const width of [360, 1280]) {
      const context = await reader(browser, { scheme, width, counted: false });
      const page = await context.newPage();
      for (const { kind, language, path } of found) {
        await page.goto(path);
        // Evaluated rather than added as a script, which the page's own policy would rightly refuse.
        await page.evaluate(axe.source);
        const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
        const faults = violations.flatMap((rule) => rule.nodes.map((node) => `${path}: ${rule.id} (${rule.help}): ${node.target.join(" ")}\n    ${node.html.slice(0, 200)}\n    ${node.failureSummary?.split("\n").slice(1).join("; ")}`));
        tally.check(`${kind} ${language} ${scheme} ${width}`, faults);
      }
      await context.close();
    }
  }
} finally {
  await browser.close();
}
tally.end();
