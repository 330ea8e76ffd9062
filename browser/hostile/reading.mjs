// What a batch that stands in every field looks like to those who read and search.
import { partsOfComment } from "./limits.mjs";
import { send } from "./office.mjs";
import { dealt } from "./payloads.mjs";

// What is looked for stands in the field again; each payload in one of the desk's five.
export const searches = async (office, { list }, { path }) => {
  const hands = dealt(list, 5);
  const pages = [
    ["/desk", "board", "q"],
    ["/desk/front", "front", "q"],
    [`${path}/related`, "related", "q"],
    ["/desk/settings/people", "people", "q"],
    ["/desk/log", "log", "about"],
  ];
  for (const [at, [page, kind, field]] of pages.entries()) {
    const query = `${field}=${encodeURIComponent(hands[at].join(" "))}`;
    await office.visit(`${page}?${query}`, `desk: ${kind}`, [["search: at the desk", `main [name=${field}]`, hands[at]]]);
  }
};

// What is refused stands in the form again. Half of the batch is put into the text too, where readers' comments are in the other
// journey anyway.
export const comment = async (office, { list }, address) => {
  const texts = dealt(list, 2 * partsOfComment);
  await office.go(address, office.stranger);
  for (const [at, names] of dealt(list, partsOfComment).entries()) {
    await office.fill({ "#comment-text": texts[at].join(" "), "#comment-name": names.join(" ") }, office.stranger);
    await send(office.stranger.locator("#comment-name"));
    const fields = [["comment: name that is refused", "#comment-name", names], ["comment: text that is refused", "#comment-text", texts[at]]];
    await office.look("article with a comment that is refused", fields, office.stranger);
  }
};

export const read = async (office, { list, language }, { title, motto, imprint, section, person, page, text, harbour, banner, article }) => {
  const [path] = dealt(list, 16);
  const root = language === "en" ? "" : `/${language}`;
  const pages = [
    [article.address, "article", [
      ["line: headline", "h1", article.headline],
      ["lines: deck", ".deck", list],
      ["lines: body", ".body", list],
      ["address: link", ".body a@href", list],
      ["address: embed", ".body .embed a@href", article.embedded],
      ["line: topics", "main .topics", article.topics],
      ["line: topic", "main .topics", harbour],
      ["line: person", ".credits", person],
      ["line: about a person", ".author-card", list],
    ]],
    [`${root}/`, "front page", [
      ["line: settings", "h1.name", title],
      ["line: settings", ".motto", motto],
      ["line: settings", ".imprint", imprint],
      ["line: banner", ".banner", banner],
    ]],
    [`${root}/news`, "section", [["line: section", "h1", section]]],
    [`${root}/topics/00-harbour`, "topic", [["line: topic", "h1", harbour]]],
    [`${root}/authors/a-writer`, "author", [["line: person", "h1", person], ["line: about a person", "main .about", list]]],
    [`${root}/latest`, "latest", [["line: headline", ".stories", article.headline]]],
    [`${root}/about`, "about", [["lines: page about the paper", ".prose", list]]],
    [`${root}/about/tips`, "page of the house", [["line: page of the house", "h1", page], ["lines: page of the house", ".prose", text]]],
    [`${root}/privacy`, "privacy"],
    [`${root}/about/counting`, "counting"],
    [`${root}/feed.xml`, "feed", [["line: headline", "entry > title", article.headline]]],
    [`${root}/news/${encodeURIComponent(path.join(" "))}`, "not found"],
    ["/desk", "desk: board", [["line: headline", ".title", article.headline]]],
    [`${article.path}/preview`, "desk: preview", [["lines: body", ".body", list]]],
    ["/desk/comments", "desk: comments"],
    ["/desk/due", "desk: due", [["line: headline", ".title", article.headline]]],
    ["/desk/log", "desk: log"],
    ["/desk/you", "desk: you"],
    ["/desk/new", "desk: new article"],
    ["/desk/nothing", "desk: not found"],
  ];
  for (const [address, kind, expected] of pages) await office.visit(address, kind, expected);
};

