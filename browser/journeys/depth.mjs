import assert from "node:assert/strict";
import { test } from "node:test";
import { launch, reader } from "../browser.mjs";
import { articles, eventually, masthead } from "../site.mjs";

const read = (id) => JSON.parse(masthead("counts", id, "--json"));
const depths = (id, more) => eventually(() => read(id).depth_reports, (reports) => reports >= more, 3000);

// A page whose beacons go the other way a script has, so that what they say can be looked at.
const withoutBeacons = () => {
  navigator.sendBeacon = () => false;
};

test("how long a page was read is told once it is left, and once", async () => {
  const browser = await launch();
  try {
    const { id, url } = (await articles("en"))[5];
    const before = read(id);
    const context = await reader(browser, { address: "198.51.100.61" });
    const page = await context.newPage();
    await page.goto(url, { waitUntil: "load" });
    await page.waitForTimeout(6_000);
    await page.goto("/about");
    assert.equal(await depths(id, before.depth_reports + 1), before.depth_reports + 1, "it is told");
    const seconds = read(id).depth_seconds - before.depth_seconds;
    assert.ok(seconds >= 5 && seconds <= 8, `${seconds} seconds were read`);

    const hasty = await reader(browser, { address: "198.51.100.62" });
    const glance = await hasty.newPage();
    await glance.goto(url, { waitUntil: "load" });
    await glance.waitForTimeout(1_000);
    await glance.goto("/about");
    await glance.waitForTimeout(1_500);
    assert.equal(read(id).depth_reports, before.depth_reports + 1, "who only glances at it tells nothing");
  } finally {
    await browser.close();
  }
});

test("whoever puts the paper down is not reading on", async () => {
  const browser = await launch();
  try {
    const { url } = (await articles("ko"))[5];
    const context = await reader(browser, { address: "198.51.100.63" });
    const page = await context.newPage();
    await page.addInitScript(withoutBeacons);
    await page.clock.install();
    await page.goto(url, { waitUntil: "load" });
    await page.clock.fastForward(20_000);
    await page.keyboard.press("ArrowDown");
    await page.clock.fastForward(30 * 60_000);
    const told = page.waitForRequest(/\/api\/v1\/views\/.{16}\/depth$/);
    // The page stays, so that what it sends on leaving can be looked at.
    await page.evaluate(() => dispatchEvent(new Event("pagehide")));
    const { seconds } = (await told).postDataJSON();
    assert.ok(seconds >= 80 && seconds <= 83, `twenty seconds to the last sign and sixty more, not ${seconds}`);
  } finally {
    await browser.close();
  }
});
