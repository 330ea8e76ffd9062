// The Nu HTML checker on every kind of page: one Java for all of them, since starting it is most of the work.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pages } from "./pages.mjs";
import { fetchPage } from "./site.mjs";
import { Tally } from "./tally.mjs";

const jar = join(dirname(createRequire(import.meta.url).resolve("vnu-jar/package.json")), "build/dist/vnu.jar");
const folder = mkdtempSync(join(tmpdir(), "masthead-html-"));
const tally = new Tally();
try {
  const checked = [];
  for (const page of await pages()) {
    const file = join(folder, `${checked.length}.html`);
    writeFileSync(file, (await fetchPage(page.path)).html);
    checked.push({ ...page, file });
  }
  const files = checked.map(({ file }) => file);
  const run = spawnSync("java", ["-jar", jar, "--stdout", "--exit-zero-always", "--format", "json", ...files], { encoding: "utf8", maxBuffer: 1 << 28 });
  if (run.error || run.status !== 0) throw new Error(`the Nu HTML checker did not run: ${run.error ?? run.stderr}`);
  const { messages } = JSON.parse(run.stdout);
  for (const { kind, language, path, file } of checked) {
    const own = messages.filter(({ url }) => url?.endsWith(file));
    const sentence = ({ lastLine, message, extract }) => `${path} line ${lastLine}: ${message}\n    ${extract?.trim()}`;
    for (const note of own.filter(({ type }) => type === "info")) console.log(`note ${sentence(note)}`);
    tally.check(`${kind} ${language}`, own.filter(({ type }) => type !== "info").map(sentence));
  }
} finally {
  rmSync(folder, { recursive: true });
}
tally.end();
