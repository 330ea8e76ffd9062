// Runs every journey, one after another: they share one site, and each looks at what the site counts.
import { readFileSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { run } from "node:test";

const folder = join(import.meta.dirname, "journeys");
const named = process.argv.slice(2);
const files = readdirSync(folder)
  .filter((file) => file.endsWith(".mjs") && (named.length === 0 || named.some((name) => file.includes(name))))
  .sort()
  .map((file) => join(folder, file));

let passed = 0;
let failed = 0;
// What people do at the desk is done by pointer, keys and clipboard: a request that a script sends would prove nothing.
const hostile = join(import.meta.dirname, "hostile");
const atDesk = [...files.filter((path) => basename(path).startsWith("desk-")), ...readdirSync(hostile).map((file) => join(hostile, file))];
for (const file of atDesk) {
  if (/\bfetch\(|\.request\b|XMLHttpRequest|sendBeacon/.test(readFileSync(file, "utf8"))) {
    failed += 1;
    console.log(`FAIL ${basename(file)}: it sends requests of its own`);
  }
}
const seconds = ({ details }) => (details.duration_ms / 1000).toFixed(1);
const stream = run({ files, concurrency: 1, timeout: 300_000 });
// A file counts as a test of its own when it could not be run at all; else its tests stand for it.
const isFile = ({ name }) => files.includes(name);
stream.on("test:pass", (test) => {
  if (isFile(test)) return;
  if (test.skip !== undefined || test.todo !== undefined) {
    failed += 1;
    console.log(`FAIL ${test.name}: it was skipped`);
    return;
  }
  passed += 1;
  console.log(`ok   ${test.name} (${seconds(test)} s)`);
});
stream.on("test:fail", (test) => {
  if (isFile(test) && test.details.error?.failureType === "subtestsFailed") return;
  failed += 1;
  const error = test.details.error;
  console.log(`FAIL ${test.name} (${seconds(test)} s)\n${error?.cause?.stack ?? error?.cause ?? error}`);
});
// What a journey says of what it covered, or had to leave out.
stream.on("test:stdout", ({ message }) => process.stdout.write(message));
stream.on("test:stderr", ({ message }) => process.stderr.write(message));
stream.on("end", () => {
  console.log(`${passed} passed, ${failed} failed`);
  if (failed > 0 || passed === 0) process.exitCode = 1;
});
stream.resume();
