// Pictures for people to look at.
//   node screenshots.mjs DIR [KIND…]   every kind of page (or those named) at three widths, light and dark, in both editions
//   node screenshots.mjs readme        the two pictures of the README
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { launch, reader } from "./browser.mjs";
import { pages } from "./pages.mjs";
import { shrink } from "./shrink.mjs";

async function settle(page) {
  await page.evaluate(async () => {
    for (let top = 0; top < document.documentElement.scrollHeight; top += innerHeight) {
      scrollTo(0, top);
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
    scrollTo(0, 0);
    await Promise.all([...document.images].map((image) => image.decode().catch(() => {})));
  });
}

async function everything(browser, folder, kinds) {
  mkdirSync(folder, { recursive: true });
  const found = (await pages()).filter(({ kind }) => kinds.length === 0 || kinds.includes(kind));
  for (const scheme of ["light", "dark"]) {
    for (const width of [360, 768, 1280]) {
      const context = await reader(browser, { scheme, width, counted: false });
      const page = await context.newPage();
      for (const { kind, language, path } of found) {
        await page.goto(path);
        await settle(page);
        await page.screenshot({ path: join(folder, `${kind}-${language}-${width}-${scheme}.png`), fullPage: true });
      }
      await context.close();
    }
  }
}

async function ofReadme(browser) {
  const folder = join(import.meta.dirname, "../docs/pictures");
  mkdirSync(folder, { recursive: true });
  const context = await reader(browser, { width: 1280, height: 960, counted: false });
  const page = await context.newPage();
  const found = await pages();
  for (const [name, kind] of [["front-page", "home"], ["article", "article"]]) {
    await page.goto(found.find((one) => one.kind === kind && one.language === "en").path);
    await settle(page);
    writeFileSync(join(folder, `${name}.png`), await shrink(context, await page.screenshot()));
  }
  await context.close();
}

const [what, ...kinds] = process.argv.slice(2);
if (!what) {
  console.error("node screenshots.mjs DIR [KIND…], or node screenshots.mjs readme");
  process.exit(2);
}
const browser = await launch();
try {
  await (what === "readme" ? ofReadme(browser) : everything(browser, what, kinds));
} finally {
  await browser.close();
}
