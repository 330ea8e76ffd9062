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
  await office.paste(`<div data-pm-slice="0 0 []">${list.map(embed).join("")}</div>`);
  await office.paste(list.toSorted((one, other) => /<plaintext/i.test(one) - /<plaintext/i.test(other)).join(ends));
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

