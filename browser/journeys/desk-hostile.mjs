import assert from "node:assert/strict";
import { test } from "node:test";
import { launch } from "../browser.mjs";
import { none } from "../faults.mjs";
import { Newsroom, begin } from "../newsroom.mjs";
import { Office, send } from "../office.mjs";
import { dealt, escaped, inRows, own, packs, payloads } from "../payloads.mjs";
import { picture } from "../picture.mjs";

// The most characters of a batch: a form of the desk takes 256 KB, and two of its fields take the whole batch.
const mostOfBatch = 62_000;
// What the fields take at most, in characters.
const most = { headline: 400, remark: 2_000, note: 300, caption: 2_000, called: 80, banner: 140, commentText: 300, commentName: 40 };
// An article takes so many topics, and its page shows so many comments.
const mostTopics = 30;
const mostComments = 500;

const { all, said } = payloads();

// What stands in settings, each payload in one of them.
const names = ["title-en", "title-ko", "motto-en", "publisher-en", "place-en", "publishing-en", "editing-en", "youth-en", "registration", "registered", "contact"];

const settings = async (office, { list }) => {
  const hands = dealt(list, names.length);
  await office.go("/desk/settings");
  await office.fill(Object.fromEntries(names.map((name, at) => [`#${name}`, hands[at].join(" ")])));
  await send(office.page.locator("main form button.first"));
  await office.look("desk: settings", names.map((name, at) => ["line: settings", `#${name}`, hands[at]]));
  return { title: hands[0], motto: hands[2], imprint: hands[3] };
};

const sections = async (office, { list, line }) => {
  const title = dealt(list, 4)[0];
  await office.go("/desk/settings/sections");
  await office.fill({ "#title-news-en": title.join(" ") });
  await send(office.page.locator("button.first[form=sections]"));
  await office.look("desk: sections", [["line: section", "#title-news-en", title]]);
  await office.fill({ "#title-en": line, "#slug": line });
  await send(office.page.locator("button[value=add]"));
  await office.look("desk: sections", [["line: new section, refused", "#title-en", list], ["slug, refused", "#slug", list]]);
  return title;
};

const people = async (office, { list, line }) => {
  const contact = dealt(list, 4)[1];
  await office.go("/desk/settings/people?who=a-writer");
  const fields = { "name-en": line, "about-en": line, contact: contact.join(" ") };
  await office.fill(Object.fromEntries(Object.entries(fields).map(([name, text]) => [`details[open] [name=${name}]`, text])));
  await send(office.page.locator("details[open] form button"));
  await office.look("desk: people", [
    ["line: person", "details[open] [name=name-en]", list],
    ["line: about a person", "details[open] [name=about-en]", list],
    ["address: contact of a person", "details[open] [name=contact]", contact],
  ]);
  await office.fill({ "#slug-new": line });
  await send(office.page.locator("form", { has: office.page.locator("#slug-new") }).locator("button"));
  await office.look("desk: people", [["slug, refused", "#slug-new", list]]);
};

const prose = async (office, { list }) => {
  await office.go("/desk/settings/pages");
  await office.fill({ "#about-en": inRows(list, 4).map((row) => row.join(" ")).join("\n\n") });
  await send(office.page.locator(".send button").first());
  await office.look("desk: pages", [["lines: page about the paper", "#about-en", list]]);
};

const accounts = async (office, { list, line, number }) => {
  const { text, holds } = packs(list, most.called).packed[0];
  await office.go("/desk/accounts");
  await office.page.locator("section [name=duties]").first().check();
  for (const [called, name] of [[line, line], [text, `writer-${number}`]]) {
    await office.fill({ "#new-called": called, "#new-name": name });
    await send(office.page.locator("button[value=invite]"));
    const refused = ["#new-called", "#new-name"].map((field) => ["line: account, refused", field, list]);
    await office.look("desk: accounts", called === line ? refused : [["line: account", ".people strong", holds]]);
  }
  const link = await office.page.locator(".secret code").innerText();
  await office.go(new URL(link).pathname, office.stranger);
  await office.look("desk: welcome", [["line: account", "main", holds]], office.stranger);
};

// The door of the desk says again what was typed before it.
const door = async (office, { list, line }) => {
  const [wish] = dealt(list, 5);
  await office.go(`/desk/sign-in?to=${encodeURIComponent(wish.join(" "))}`, office.stranger);
  await office.look("desk: sign-in", [["search: where to go", "[name=to]", wish]], office.stranger);
  await office.fill({ "#name": line, "#password": "something else" }, office.stranger);
  await send(office.stranger.locator("button.first"));
  await office.look("desk: sign-in", [["line: name to sign in, refused", "#name", list]], office.stranger);
};

// A block of each kind in turn. Each payload is its text, the address of one link, and the end of another link's.
const block = (payload, at) => {
  const text = escaped(payload);
  const links = `<a href="${text}">${text}</a> <a href="https://evil.example/${text}">on</a>`;
  return [
    `<p>${links}</p>`,
    `<ul><li>${links}</li></ul>`,
    `<blockquote><p>${links}</p><footer>${text}</footer></blockquote>`,
    `<table><caption>${text}</caption><tr><th>${text}</th><td>${links}</td></tr></table>`,
    `<p><b>${links}</b></p><pre>${text}</pre>`,
    `<h2>${text}</h2><p>${links}</p>`,
  ][at % 6];
};
// As the editor itself copies what is embedded.
const embed = (payload) => `<p class="embed" data-embed="x" data-title="${escaped(payload)}"><a href="https://x.com/${escaped(payload)}">x</a></p>`;
// Whatever an attack has opened is closed before the next begins.
const ends = "\"'>--></script></style></textarea></title></xmp></iframe></noscript></noembed></select></svg></math></table><p>";

const write = async (office, { list, line, number }) => {
  const { page } = office;
  const headline = packs(list, most.headline).packed[0];
  const [contact, original] = dealt(list, 4);
  await office.go("/desk");
  await begin(page, { headline: headline.text, text: "What is copied:" });
  await office.fill({
    "#deck": inRows(list, 4).map((row) => row.join(" ")).join("\n"),
    "#slug": line,
    "#contact": contact.join(" "),
    "#original_url": `${number % 2 ? "https://evil.example/" : "javascript:alert(1)//"}${original.join(" ")}`,
  });
  await page.locator("[data-add-credit]").press("Enter");
  await page.locator("[name=credit-person]").selectOption({ index: 1 });
  // Commas part topics.
  const rows = inRows(inRows(list.filter((payload) => !/[,，、]/.test(payload)), 4), mostTopics - 1);
  for (const row of rows) {
    await office.fill({ "#topics": ["00 harbour", ...row.map((payloads) => payloads.join(" "))].join(", ") });
    await office.save();
  }
  await page.locator("#writing-body .ProseMirror").focus();
  await page.keyboard.press("Control+End");
  await page.keyboard.press("Enter");
  await office.paste(list.map(block).join(""));
  await office.paste(list.toSorted((one, other) => /<plaintext/i.test(one) - /<plaintext/i.test(other)).join(ends));
  await office.paste(`<div data-pm-slice="0 0 []">${list.map(embed).join("")}</div>`);
  await office.save();
  const path = new URL(page.url()).pathname;
  const address = await office.publish();
  const topics = rows.at(-1).flat(2);
  await office.look("desk: article", [
    ["line: headline", "#headline", headline.holds],
    ["lines: deck", "#deck", list],
    ["line: topics", "#topics", topics],
    ["address: contact", "#contact", contact],
    ["address: original", "#original_url", original],
    ["lines: body", "#writing-body", list],
    ["address: link", "#writing-body a@href", list],
    ["address: embed", "#writing-body .embed a@href", list],
  ]);
  assert.match(decodeURIComponent(address), /^\/news\/[\p{L}\p{M}\p{N}-]+$/u, "the slug is one");
  return { path, address, headline: headline.holds, topics };
};

const remark = async (office, { list }, { path }) => {
  const { text, holds } = packs(list, most.remark).packed[0];
  await office.fill({ "#remark-text": text });
  await send(office.page.locator("button[value=remark]"));
  await office.editor();
  await office.look("desk: article", [["lines: remark", ".remarks", holds]]);
  const note = packs(list, most.note).packed[0];
  await office.visit(`${path}/history`, "desk: history", [["lines: differences", ".differences", list]]);
  await office.fill({ "#note": note.text });
  await send(office.page.locator(".note button"));
  await office.look("desk: history", [["line: note", ".revisions", note.holds]]);
};

const topic = async (office, { list, line }) => {
  await office.go("/desk/settings/topics");
  await office.fill({ "[name=title-00-harbour-en]": line });
  await send(office.page.locator("main form button.first"));
  await office.look("desk: topics", [["line: topic", "[name=title-00-harbour-en]", list]]);
};

const front = async (office, { list }) => {
  const { text, holds } = packs(list, most.banner).packed[0];
  const hour = new Date(Date.now() + 24 * 3_600_000).toISOString().slice(0, 16);
  await office.go("/desk/front");
  await office.fill({ "#banner": text, "#banner_ends": hour });
  await send(office.page.locator("button[value=banner]"));
  await office.look("desk: front", [["line: banner", "#banner", holds]]);
  return holds;
};

// An article with so many pictures, whose files bring names and words of their own.
const album = async (office, { list }, many) => {
  const { page } = office;
  const { packed } = packs(list, most.caption);
  const words = Array.from({ length: many }, (_, at) => packed[at % packed.length]);
  const files = words.map(({ text }, at) => {
    const buffer = picture(16 + at, 12, { caption: text, creator: text, credit: text });
    return { name: `${own[2]} ${at}.png`, mimeType: "image/png", buffer };
  });
  await begin(page, { headline: "An album", text: "Pictures." });
  for (const [button, some] of [["[data-lead] button", files.slice(0, 1)], [".tool.of-picture", files.slice(1)]]) {
    const choosing = page.waitForEvent("filechooser");
    await page.locator(button).first().click();
    await (await choosing).setFiles(some);
  }
  await page.locator(".picture-words").nth(many - 1).waitFor({ timeout: 60_000 });
  const brought = words.flatMap(({ holds }) => holds);
  await office.look("desk: article", ["caption", "credit"].map((name) => [`picture: ${name} in a file`, `.of-${name} textarea`, brought]));
  for (const alt of await page.locator(".of-alt textarea").all()) await alt.fill("What is seen");
  await described(office, many);
  await office.save();
  const path = new URL(page.url()).pathname;
  return { path, address: await office.publish(), many };
};

// The words of so many pictures are kept.
const described = async ({ page }, many) => {
  await page.keyboard.press("Control+s");
  await page.locator(".picture-note", { hasText: /^Saved/ }).nth(many - 1).waitFor({ timeout: 60_000 });
};

const captions = async (office, { list, line }, { path, address }) => {
  const { packed } = packs(list, most.caption);
  const holds = packed.flatMap((pack) => pack.holds);
  await office.editor(path);
  const pictures = await office.page.locator(".picture-words").all();
  for (const [at, { text }] of packed.entries()) {
    for (const name of ["caption", "alt"]) await pictures[at].locator(`.of-${name} textarea`).fill(text);
  }
  await pictures[0].locator(".of-credit textarea").fill(line);
  await described(office, packed.length);
  await office.visit(address, "article with pictures", [
    ["picture: caption", "figcaption", holds],
    ["picture: alt", "figure img@alt", holds],
    ["picture: credit", ".credit", list],
  ]);
};

// What is looked for stands in the field again; each payload in two of the desk's five.
const searches = async (office, { list }, { path }) => {
  const hands = dealt(list, 5);
  const pages = [["/desk", "board", "q"], ["/desk/front", "front", "q"], [`${path}/related`, "related", "q"], ["/desk/settings/people", "people", "q"], ["/desk/log", "log", "about"]];
  for (const [at, [page, kind, field]] of pages.entries()) {
    const texts = [...hands[at], ...hands[(at + 1) % hands.length]];
    const query = `${field}=${encodeURIComponent(texts.join(" "))}`;
    await office.visit(`${page}?${query}`, `desk: ${kind}`, [["search", `main [name=${field}]`, texts]]);
  }
};

const comment = async (office, { list, line }, address) => {
  await office.go(address, office.stranger);
  await office.fill({ "#comment-text": line, "#comment-name": line }, office.stranger);
  await send(office.stranger.locator("#comment-name"));
  const fields = [["comment: name, refused", "#comment-name", list], ["comment: text, refused", "#comment-text", list]];
  await office.look("article, with a comment refused", fields, office.stranger);
};

const read = async (office, { list }, known) => {
  const { title, motto, imprint, section, banner, article } = known;
  const [, , path] = dealt(list, 8);
  const pages = [
    [article.address, "article", [
      ["line: headline", "h1", article.headline],
      ["lines: deck", ".deck", list],
      ["lines: body", ".body", list],
      ["address: link", ".body a@href", list],
      ["address: embed", ".body .embed a@href", list],
      ["lines: correction", ".corrections", list],
      ["line: topics", "main .topics", article.topics],
      ["line: topic", "main .topics", list],
      ["line: person", ".credits", list],
      ["line: about a person", ".author-card", list],
    ]],
    ["/", "front page", [["line: settings", "h1.name", title], ["line: settings", ".motto", motto], ["line: settings", ".imprint", imprint], ["line: banner", ".banner", banner]]],
    ["/news", "section", [["line: section", "h1", section]]],
    ["/topics/00-harbour", "topic", [["line: topic", "h1", list]]],
    ["/authors/a-writer", "author", [["line: person", "h1", list], ["line: about a person", "main .about", list]]],
    ["/latest", "latest", [["line: headline", ".stories", article.headline]]],
    ["/about", "about", [["lines: page about the paper", ".prose", list]]],
    ["/privacy", "privacy"],
    ["/about/counting", "counting"],
    ["/feed.xml", "feed", [["line: headline", "entry > title", article.headline]]],
    [`/news/${encodeURIComponent(path.join(" "))}`, "not found"],
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

const told = ({ looks, seen }) => {
  const lines = (counts) => [...counts].map(([what, count]) => `  ${String(count).padStart(5)}  ${what}`).toSorted((one, other) => one.slice(9).localeCompare(other.slice(9)));
  console.log([`Looks at each kind of page:`, ...lines(looks), `Payloads seen in each kind of field:`, ...lines([...seen].map(([field, texts]) => [field, texts.size]))].join("\n"));
};

const judged = ({ ran, drawn, lost }) => {
  none([...ran.slice(0, 20), ...drawn.slice(0, 20), ...lost.slice(0, 20)]);
};

test("what is typed into any field is text on every page, with the script policy off", async () => {
  console.log(said);
  const batches = packs(all, mostOfBatch).packed.slice(0, Number(process.env.BATCHES ?? 99)).map(({ text, holds }, number) => ({ list: holds, line: text, number }));
  const newsroom = await Newsroom.make();
  const browser = await launch();
  try {
    const office = await Office.open(browser, newsroom, own[2]);
    const pictures = await album(office, batches[0], Math.max(2, ...batches.map(({ list }) => packs(list, most.caption).packed.length)));
    await office.go("/desk/settings/people");
    await office.fill({ "#name-en-new": "A writer", "#slug-new": "a-writer" });
    await send(office.page.locator("form", { has: office.page.locator("#slug-new") }).locator("button"));
    let before = null;
    for (const batch of batches) {
      const names = await settings(office, batch);
      const section = await sections(office, batch);
      await people(office, batch);
      await prose(office, batch);
      await accounts(office, batch);
      await door(office, batch);
      const article = await write(office, batch);
      await remark(office, batch, article);
      await office.editor(article.path);
      await office.say("#correction", batch.line, "correct");
      await topic(office, batch);
      const banner = await front(office, batch);
      await captions(office, batch, pictures);
      await comment(office, batch, article.address);
      await searches(office, batch, article);
      await read(office, batch, { ...names, section, banner, article });
      if (before) {
        await office.editor(before.path);
        await office.say("#reason", batch.line, "withdraw");
        await office.visit(before.address, "article that was withdrawn", [["lines: reason", ".reason", batch.list]]);
      }
      before = article;
    }
    told(office.traps);
    judged(office.traps);
  } finally {
    await browser.close();
    await newsroom.end();
  }
});
