// Readers with a real browser: Debian's Chromium, driven by playwright-core.
import { execFileSync } from "node:child_process";
import { chromium } from "playwright-core";
import { agent, site } from "./site.mjs";

const quiet = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

// Chromium refuses to start its sandbox for root, which is who runs tests in many containers.
const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];

export function launch() {
  const executablePath = process.env.CHROMIUM ?? execFileSync("sh", ["-c", "command -v chromium"], { encoding: "utf8" }).trim();
  return chromium.launch({ executablePath, args: [...quiet, ...sandbox] });
}

// A reader with an address of their own, as a trusted proxy would name it. One who only looks (`counted: false`) leaves
// no reading behind, so that a check of a hundred pages neither moves the lists nor looks like a robot.
export async function reader(browser, { address, script = true, scheme = "light", width = 1280, height = 900, locale = "en-GB", counted = true } = {}) {
  const context = await browser.newContext({
    baseURL: site,
    userAgent: agent,
    javaScriptEnabled: script,
    colorScheme: scheme,
    viewport: { width, height },
    locale,
    extraHTTPHeaders: address ? { "X-Forwarded-For": address } : {},
  });
  if (!counted) await context.route("**/api/v1/views**", (route) => route.abort());
  return context;
}
