// One page of every kind in every edition, found as a reader finds them: by following links.
import { articles, fetchPage } from "./site.mjs";

export const languages = ["en", "ko"];

const prefix = (language) => (language === "en" ? "" : `/${language}`);

// The attributes of every `tag` in a page that holds all the `marks`.
function links(html, tag, ...marks) {
  return [...html.matchAll(new RegExp(`<${tag}\\b[^>]*>`, "g"))]
    .map(([element]) => element)
    .filter((element) => marks.every((mark) => element.includes(mark)))
    .map((element) => /href="([^"]*)"/.exec(element)?.[1])
    .filter(Boolean);
}

const part = (html, from, to) => html.slice(html.indexOf(from), html.indexOf(to, html.indexOf(from)));

function one(found, what) {
  if (!found) throw new Error(`no page leads to ${what}`);
  return found;
}

async function ofEdition(language) {
  const home = `${prefix(language)}/`;
  const front = (await fetchPage(home)).html;
  const all = await articles(language);
  const illustrated = one(all.find((article) => article.picture?.url), `an article with a picture (${language})`);
  const plain = one(all.find((article) => !article.picture), `an article without a picture (${language})`);
  const story = (await fetchPage(illustrated.url)).html;
  const section = links(part(front, 'id="sections"', "</nav>"), "a")[0];
  const footer = links(part(front, "<footer", "</footer>"), "a").filter((path) => path.startsWith("/") && !/\.\w+$/.test(path) && path !== home);
  return [
    ["home", home],
    ["section", one(section, `a section (${language})`)],
    ["topic", one(links(story, "a", 'rel="tag"')[0], `a topic (${language})`)],
    ["author", one(links(story, "a", 'rel="author"')[0], `an author (${language})`)],
    ["latest", `${prefix(language)}/latest`],
    ["article", illustrated.url],
    ["article-plain", plain.url],
    ...[...new Set([...footer, `${prefix(language)}/about/counting`])].map((path) => [path.split("/").at(-1), path]),
    ["not-found", `${prefix(language)}/no-such-section/no-such-page`],
  ].map(([kind, path]) => ({ kind, language, path }));
}

// `{ kind, language, path }` for each.
export async function pages() {
  return (await Promise.all(languages.map(ofEdition))).flat();
}
