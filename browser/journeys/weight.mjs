import assert from "node:assert/strict";
import { get } from "node:http";
import { test } from "node:test";
import { none } from "../faults.mjs";
import { languages } from "../pages.mjs";
import { agent, articles, site } from "../site.mjs";

const mostBytes = 30_000;
const mostScript = 5_000;

// The bytes of one answer as they come over the wire, and its text.
function loaded(path) {
  return new Promise((resolve, reject) => {
    get(site + path, { headers: { "Accept-Encoding": "gzip", "User-Agent": agent } }, (response) => {
      const pieces = [];
      response.on("data", (piece) => pieces.push(piece));
      response.on("error", reject);
      response.on("end", () => {
        const body = Buffer.concat(pieces);
        const headers = response.rawHeaders.reduce((sum, word) => sum + Buffer.byteLength(word) + 2, 0);
        resolve({ bytes: body.length + headers, encoding: response.headers["content-encoding"], status: response.statusCode });
      });
    }).on("error", reject);
  });
}

const known = new Map();
const asset = async (path) => known.get(path) ?? known.set(path, (await loaded(path)).bytes).get(path);
const sum = async (paths) => (await Promise.all(paths.map(asset))).reduce((all, bytes) => all + bytes, 0);
const all = (html, pattern) => [...html.matchAll(pattern)].map(([, path]) => path);

for (const language of languages) {
  test(`every article page is light: 30 KB before its pictures, 5 KB of that script (${language})`, async () => {
    const faults = [];
    for (const { url } of await articles(language)) {
      const page = await loaded(url);
      assert.equal(page.encoding, "gzip", `${url} comes compressed`);
      const html = await (await fetch(site + url)).text();
      const styles = await sum(all(html, /<link rel="stylesheet" href="([^"]+)"/g));
      const scripts = await sum(all(html, /<script src="([^"]+)"/g));
      const bytes = page.bytes + styles + scripts;
      if (bytes > mostBytes) faults.push(`${url}: ${bytes} bytes (${page.bytes} of HTML, ${styles} of style, ${scripts} of script)`);
      if (scripts > mostScript) faults.push(`${url}: ${scripts} bytes of script`);
    }
    none(faults);
  });
}
