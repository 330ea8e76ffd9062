// Bundles the editor: `node build.mjs OUT` writes OUT/editor.js, OUT/editor.css and the licences of what is bundled.
// The same sources give the same bytes.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const most = 200 * 1024;
const here = import.meta.dirname;

if (!process.argv[2]) {
  console.error("Name the folder to write to: node build.mjs OUT");
  process.exit(2);
}
const out = resolve(process.argv[2]);
mkdirSync(out, { recursive: true });

const bundle = (entry, name) =>
  build({
    absWorkingDir: here,
    entryPoints: [entry],
    outfile: join(out, name),
    bundle: true,
    format: "esm",
    target: "es2022",
    minify: true,
    legalComments: "none",
    charset: "utf8",
    logLevel: "warning",
    metafile: true,
  });

const { metafile } = await bundle("src/main.mjs", "editor.js");
await build({ absWorkingDir: here, entryPoints: ["src/editor.css"], outfile: join(out, "editor.css"), minify: true, bundle: true, target: ["chrome123", "firefox121", "safari17.5"], logLevel: "warning" });

const packages = new Set(Object.keys(metafile.inputs).map((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1]).filter(Boolean));
const licences = [...packages].sort().map((name) => {
  const folder = join(here, "node_modules", name);
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = ["LICENSE", "LICENSE.md", "LICENSE.txt"].map((each) => join(folder, each)).find(existsSync);
  return `${name} ${version} (${license})\n\n${file ? readFileSync(file, "utf8").trim() : ""}\n`;
});
writeFileSync(join(out, "editor.licences.txt"), licences.join("\n\n"));

const size = gzipSync(readFileSync(join(out, "editor.js")), { level: 9 }).length;
console.log(`editor.js: ${(size / 1024).toFixed(1)} KB gzipped`);
if (size > most) {
  console.error(`That is more than ${most / 1024} KB.`);
  process.exit(1);
}
