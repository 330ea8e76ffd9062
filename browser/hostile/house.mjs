// The settings of the house, each filled with attacks. A step takes a batch, types it, looks at the page that answers, and tells
// which payloads readers will see where.
import { most } from "./limits.mjs";
import { send } from "./office.mjs";
import { dealt, inRows, shortest } from "./payloads.mjs";

// Each payload stands in one of them.
const fieldsOf = (language) =>
  `title-en title-ko motto-${language} publisher-${language} place-en publishing-en editing-en youth-en registration registered contact`.split(" ");

const settings = async (office, { list, language }) => {
  const fields = fieldsOf(language);
  const hands = dealt(list, fields.length);
  await office.go("/desk/settings");
  await office.fill(Object.fromEntries(fields.map((name, at) => [`#${name}`, hands[at].join(" ")])));
  await send(office.page.locator("main form button.first"));
  await office.look("desk: settings", fields.map((name, at) => ["line: settings", `#${name}`, hands[at]]));
  const hand = (field) => hands[fields.indexOf(field)];
  return { title: hand(`title-${language}`), motto: hand(`motto-${language}`), imprint: hand(`publisher-${language}`) };
};

const sections = async (office, { list, line, language }) => {
  const [title, another] = dealt(list, 8);
  await office.go("/desk/settings/sections");
  await office.fill({ [`#title-news-${language}`]: title.join(" ") });
  await send(office.page.locator("button.first[form=sections]"));
  await office.look("desk: sections", [["line: section", `#title-news-${language}`, title]]);
  await office.fill({ [`#title-${language}`]: another.join(" "), "#slug": line });
  await send(office.page.locator("button[value=add]"));
  await office.look("desk: sections", [["line: section that is refused", `#title-${language}`, another], ["slug: section that is refused", "#slug", list]]);
  return { section: title };
};

const newPerson = ({ page }) => page.locator("form", { has: page.locator("#slug-new") }).locator("button");

export const addPerson = async (office) => {
  await office.go("/desk/settings/people");
  await office.fill({ "#name-en-new": "A writer", "#slug-new": "a-writer" });
  await send(newPerson(office));
};

const people = async (office, { list, line, language, other }) => {
  const [person, contact] = dealt(list, 8);
  const own = (name) => `details[open] [name=${name}]`;
  await office.go("/desk/settings/people?who=a-writer");
  await office.fill({
    [own(`name-${language}`)]: person.join(" "), [own(`about-${language}`)]: line, [own(`about-${other}`)]: "", [own("contact")]: contact.join(" "),
  });
  await send(office.page.locator("details[open] form button"));
  await office.look("desk: people", [
    ["line: person", own(`name-${language}`), person],
    ["line: about a person", own(`about-${language}`), list],
    ["address: contact of a person", own("contact"), contact],
  ]);
  await office.fill({ "#slug-new": line });
  await send(newPerson(office));
  await office.look("desk: people", [["slug: person who is refused", "#slug-new", list]]);
  return { person };
};

const paragraphs = (list) => inRows(list, 16).map((row) => row.join(" ")).join("\n\n");

export const addPage = async (office) => {
  await office.go("/desk/settings/pages");
  await office.fill({ "#new-title-en": "Tips", "#new-text-en": "Where to send them.", "#new-slug": "tips" });
  await office.page.locator("[name=new-menu]").check();
  await send(office.page.locator("button[value=add]"));
};

const pages = async (office, { list, language, other }) => {
  const [page, text] = dealt(list, 8);
  await office.go("/desk/settings/pages");
  const [about, tips] = [`#about-${language}`, (part) => `#tips-${part}-${language}`];
  await office.fill({ [about]: paragraphs(list), [`#about-${other}`]: "" });
  await send(office.page.locator("button[value=usual]"));
  await office.look("desk: pages", [["lines: page about the paper", about, list]]);
  await office.fill({ [tips("title")]: page.join(" "), [tips("text")]: paragraphs(text), [`#tips-text-${other}`]: "" });
  await send(office.page.locator("button[value=change]"));
  await office.look("desk: pages", [["line: page of the house", tips("title"), page], ["lines: page of the house", tips("text"), text]]);
  return { page, text };
};

const accounts = async (office, { list, number }) => {
  const [one, other] = dealt(list, 2);
  const { text, holds } = shortest(list, most.called);
  const invite = async (called, name, expected) => {
    await office.fill({ "#new-called": called, "#new-name": name });
    await send(office.page.locator("button[value=invite]"));
    await office.look("desk: accounts", expected);
  };
  await office.go("/desk/accounts");
  await office.page.locator("section [name=duties]").first().check();
  const refused = "line: account that is refused";
  await invite(one.join(" "), other.join(" "), [[refused, "#new-called", one], [refused, "#new-name", other]]);
  await invite(text, `writer-${number}`, [["line: account", ".people strong", holds]]);
  const link = await office.page.locator(".secret code").innerText();
  await office.go(new URL(link).pathname, office.stranger);
  await office.look("desk: welcome", [["line: account", "main", holds]], office.stranger);
};

// The door says again what was typed before it.
const door = async (office, { list, line }) => {
  const [wish] = dealt(list, 5);
  await office.go(`/desk/sign-in?to=${encodeURIComponent(wish.join(" "))}`, office.stranger);
  await office.look("desk: sign-in", [["search: where to go", "[name=to]", wish]], office.stranger);
  await office.fill({ "#name": line, "#password": "something else" }, office.stranger);
  await send(office.stranger.locator("button.first"));
  await office.look("desk: sign-in", [["line: name to sign in that is refused", "#name", list]], office.stranger);
};

// All of the settings.
export const house = async (office, batch) => {
  const seen = [];
  for (const step of [settings, sections, people, pages]) seen.push(await step(office, batch));
  await accounts(office, batch);
  await door(office, batch);
  return Object.assign({}, ...seen);
};
