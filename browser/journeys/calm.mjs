import { test } from "node:test";
import { launch, reader } from "../browser.mjs";
import { none } from "../faults.mjs";
import { pages } from "../pages.mjs";
import { site } from "../site.mjs";

// How far things jumped about while the page was loaded and read to its end, as browsers measure it.
const shifts = (page) =>
  page.evaluate(
    () =>
      new Promise((resolve) => {
        let sum = 0;
        new PerformanceObserver((list) => {
          for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) sum += value;
        }).observe({ type: "layout-shift", buffered: true });
        setTimeout(() => resolve(sum), 100);
      }),
  );

async function readToTheEnd(page) {
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  for (let top = 0; top < height; top += 700) {
    await page.evaluate((y) => scrollTo(0, y), top);
    await page.waitForTimeout(20);
  }
  await page.waitForLoadState("networkidle");
}

for (const width of [360, 1280]) {
  test(`no page jumps, asks another host, complains, or is wider than its window (${width} wide)`, async () => {
    const browser = await launch();
    const faults = [];
    try {
      for (const { kind, path } of await pages()) {
        const context = await reader(browser, { address: "198.51.100.61", width });
        const page = await context.newPage();
        page.on("request", (request) => {
          if (!request.url().startsWith(site) && !request.url().startsWith("data:")) faults.push(`${path} asks ${request.url()}`);
        });
        page.on("response", (response) => {
          if (response.status() >= 400 && response.request().resourceType() !== "document") faults.push(`${path}: ${response.url()} answered ${response.status()}`);
        });
        page.on("pageerror", (error) => faults.push(`${path}: ${error}`));
        page.on("console", (message) => {
          // A browser itself notes that the page which is to be missing is missing.
          const expected = kind === "not-found" && message.text().includes("404");
          if (["error", "warning"].includes(message.type()) && !expected) faults.push(`${path}: ${message.text()}`);
        });
        await page.goto(path);
        await readToTheEnd(page);
        const shift = await shifts(page);
        if (shift >= 0.01) faults.push(`${path} shifts by ${shift.toFixed(4)}`);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        if (wide > 0) faults.push(`${path} is ${wide} pixels wider than the window`);
        await context.close();
      }
    } finally {
      await browser.close();
    }
    none(faults);
  });
}
