import assert from "node:assert/strict";
import { test } from "node:test";
import { agent, api, articles, eventually, fetchPage, site } from "../site.mjs";

async function read(path, address) {
  const { html } = await fetchPage(path, address);
  const token = /<meta name="masthead-view" content="([^"]+)"/.exec(html)[1];
  const response = await fetch(`${site}/api/v1/views`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "User-Agent": agent, "X-Forwarded-For": address, Origin: site, "Sec-Fetch-Site": "same-origin" },
    body: JSON.stringify({ token }),
  });
  assert.equal(response.status, 204, `a reading from ${address} is counted: ${await response.text()}`);
}

// The stories of the page in the order of its HTML, each with the list that holds it, or "" for the page's own listing.
function entries(html) {
  let list = "";
  const found = [];
  for (const [, closes, kind, story] of html.matchAll(/(<\/section>)|data-list="([^"]+)"|data-story="([^"]+)"/g)) {
    if (closes) list = "";
    else if (kind) list = kind;
    else found.push({ list, story });
  }
  return found;
}

test("60 readings from 60 addresses put the least read story first in Popular now", async () => {
  const all = await articles("en");
  // A story that the editors chose stands among the must-reads of every page, before any other list.
  const chosen = new Set((await api("lists/must-reads?language=en&limit=5")).items.map(({ id }) => id));
  const least = all.filter(({ id }) => !chosen.has(id)).reduce((one, other) => (other.views < one.views ? other : one));
  for (let reader = 1; reader <= 60; reader += 1) await read(least.url, `203.0.113.${reader}`);

  const first = await eventually(async () => (await api("lists/popular-now?language=en&limit=5")).items[0], (item) => item?.id === least.id);
  assert.equal(first.id, least.id, `first in the API's list, which begins with “${first.headline}”`);
  assert.equal(first.rank, 1);
  const { views } = await api(`articles/${least.id}`);
  assert.equal(views, least.views + 60, "each reading is in the count");

  const home = await fetchPage("/");
  const sections = [...new Set(all.map(({ section }) => `/${section.slug ?? section}`))];
  const paths = ["/latest", ...sections, ...all.map(({ url }) => url).filter((url) => url !== least.url)];
  const drawn = [{ path: "/", html: home.html }];
  for (const path of paths) drawn.push({ path, html: (await fetchPage(path)).html });
  let led = 0;
  for (const { path, html } of drawn) {
    const stories = entries(html);
    if (stories.some(({ list, story }) => story === least.story && list !== "popular-now")) continue;
    const popular = stories.filter(({ list }) => list === "popular-now");
    if (popular.length === 0) continue;
    assert.equal(popular[0].story, least.story, `${path}: first in Popular now, since no list before it holds the story`);
    led += 1;
  }
  assert.ok(led > 0, "at least one page draws it first in Popular now");
});
