import { test } from "node:test";
import { none } from "../faults.mjs";
import { languages } from "../pages.mjs";
import { articles, fetchPage } from "../site.mjs";

const five = ["latest", "must-reads", "popular-now", "related", "weekly-best"];

for (const language of languages) {
  test(`every article page draws all five lists, and no story twice (${language})`, async () => {
    const faults = [];
    for (const { url, story } of await articles(language)) {
      const { html } = await fetchPage(url);
      const lists = [...html.matchAll(/data-list="([^"]+)"/g)].map(([, kind]) => kind).sort();
      if (lists.join() !== five.join()) faults.push(`${url} draws ${lists.join(", ")}`);
      // The page's own story stands once, on its own element; a list that held it would make it twice.
      const stories = [...html.matchAll(/data-story="([^"]+)"/g)].map(([, id]) => id);
      if (!stories.includes(story)) faults.push(`${url} does not name its own story`);
      for (const twice of new Set(stories.filter((id, at) => stories.indexOf(id) !== at))) faults.push(`${url} has the story ${twice} twice`);
    }
    none(faults);
  });
}
