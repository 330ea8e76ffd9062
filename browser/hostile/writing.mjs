// Articles, the front page and an album of pictures, each filled with attacks. A step takes a batch, types or pastes it, looks at
// the page that answers, and tells which payloads readers will see where.
import assert from "node:assert/strict";
import { escaped } from "../markup.mjs";
import { begin } from "../newsroom.mjs";
import { picture } from "../picture.mjs";
import { most, mostTopics } from "./limits.mjs";
import { send } from "./office.mjs";
import { dealt, inRows, own, packs, shortest } from "./payloads.mjs";

// A short article, under which readers write.
export const brief = async (office, headline) => {
  await office.go("/desk");
  const path = new URL(await begin(office.page, { headline, text: "It is short." })).pathname;
  await office.save();
  return { id: path.split("/").at(-1), path, address: await office.publish() };
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

export const write = async (office, { list, line, number, language }) => {
  const { page } = office;
  const headline = shortest(list, most.headline);
  const [contact, original, embedded] = dealt(list, 4);
  await office.go("/desk");
  await begin(page, { headline: headline.text, text: "What is copied:", edition: language });
  await office.fill({
    "#slug": line,
    "#contact": contact.join(" "),
    "#original_url": `${number % 2 ? "https://evil.example/" : "javascript:alert(1)//"}${original.join(" ")}`,
  });
  await page.locator("[data-add-credit]").press("Enter");
  await page.locator("[name=credit-person]").selectOption({ index: 1 });
  // A comma parts topics, and so does the end of a line. What is between two of them may be long.
  const topics = inRows(inRows(list.filter((payload) => !/[,，、\n]/.test(payload)), 24), mostTopics - 1);
  for (const rows of topics) {
    await office.fill({ "#topics": ["00 harbour", ...rows.map((row, at) => `${at} ${row.join(" ")}`)].join(", ") });
    await office.save();
  }
  await office.fill({ "#deck": inRows(list, 16).map((row) => row.join(" ")).join("\n") });
  await page.locator("#writing-body .ProseMirror").focus();
  await page.keyboard.press("Control+End");
  const copied = [
    list.map(block).join(""),
    list.toSorted((one, other) => /<plaintext/i.test(one) - /<plaintext/i.test(other)).join(ends),
    `<div data-pm-slice="0 0 []">${embedded.map(embed).join("")}</div>`,
  ];
  for (const html of copied) {
    await page.keyboard.press("Control+End");
    await page.keyboard.press("Enter");
    await office.paste(`${html}<p>So much for that.</p>`);
  }
  await office.save();
  const path = new URL(page.url()).pathname;
  const address = await office.publish();
  await office.look("desk: article", [
    ["line: headline", "#headline", headline.holds],
    ["lines: deck", "#deck", list],
    ["line: topics", "#topics", topics.at(-1).flat(2)],
    ["address: contact", "#contact", contact],
    ["address: original", "#original_url", original],
    ["lines: body", "#writing-body", list],
    ["address: link", "#writing-body a@href", list],
    ["address: embed", "#writing-body .embed a@href", embedded],
  ]);
  assert.match(decodeURIComponent(address), /^(\/ko)?\/news\/[\p{L}\p{M}\p{N}-]+$/u, "the slug is one");
  return { path, address, headline: headline.holds, topics: topics.at(-1).flat(2), embedded };
};

export const history = async (office, { list }, { path }) => {
  const { text, holds } = shortest(list, most.note);
  await office.go(`${path}/history`);
  await office.fill({ "#note": text });
  await send(office.page.locator(".note button"));
  await office.look("desk: history", [["lines: differences", ".differences", list], ["line: note", ".revisions", holds]]);
};

// The form takes the names of fifty topics, so that one of them takes no whole batch.
export const topic = async (office, { list, language }) => {
  const [harbour] = dealt(list, 4);
  await office.go("/desk/settings/topics");
  await office.fill({ [`[name=title-00-harbour-${language}]`]: harbour.join(" ") });
  await send(office.page.locator("main form button.first"));
  await office.look("desk: topics", [["line: topic", `[name=title-00-harbour-${language}]`, harbour]]);
  return { harbour };
};

// Every topic there is, on as many pages as that takes.
export const allTopics = async (office) => {
  for (let next = "/desk/settings/topics"; next; next = await office.next()) await office.visit(next, "desk: topics");
};

export const front = async (office, { list, language }) => {
  const { text, holds } = shortest(list, most.banner);
  const hour = new Date(Date.now() + 24 * 3_600_000).toISOString().slice(0, 16);
  await office.go(`/desk/front?edition=${language}`);
  await office.fill({ "#banner": text, "#banner_ends": hour });
  await send(office.page.locator("button[value=banner]"));
  await office.look("desk: front", [["line: banner", "#banner", holds]]);
  return { banner: holds };
};

// The words of so many pictures are kept.
const described = async ({ page }, many) => {
  await page.keyboard.press("Control+s");
  await page.locator(".picture-note", { hasText: /^Saved/ }).nth(many - 1).waitFor({ timeout: 60_000 });
};

// An article with so many pictures, whose files bring names and words of their own.
export const album = async (office, { list }, many) => {
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
  return { path, address: await office.publish() };
};

// What is said of an article: by those who work on it, to its readers, and when it is taken back. Then it is public again.
export const judge = async (office, { list, line, number }, { path, address }) => {
  const { page } = office;
  const remark = shortest(list, most.remark);
  await office.editor(path);
  await office.fill({ "#remark-text": remark.text });
  await send(page.locator("button[value=remark]"));
  await office.look("desk: article", [["lines: remark", ".remarks", remark.holds]]);
  const note = ["correction", "reply"][number % 2];
  await office.say("#correction", line, "correct", `[value=${note}]`);
  await office.say("#reason", line, "withdraw");
  await office.look("desk: article that was withdrawn", [["lines: reason", ".course", list]]);
  await office.visit(address, "article that was withdrawn", [["lines: reason", ".reason", list]]);
  await office.editor(path);
  await office.publish();
  await office.visit(address, "article with notes", [[`lines: ${note}`, ".article-foot", list]]);
};

// The words of the album's pictures. Captions and alternative texts, of 2,000 characters each, share a third of the batch; one
// credit and one note of rights take the rest.
export const describe = async (office, { list }, { path, address }) => {
  const { page } = office;
  const { packed, credit, rights } = ofPictures(list);
  const told = { caption: [], alt: [] };
  await office.editor(path);
  const pictures = await page.locator(".picture-words").all();
  const fill = (at, name, text) => pictures[at].locator(`.of-${name} textarea`).fill(text);
  for (const [at, { text, holds }] of packed.entries()) {
    const name = ["caption", "alt"][at % 2];
    await fill(at >> 1, name, text);
    told[name].push(...holds);
  }
  await fill(0, "credit", credit.join(" "));
  await fill(0, "rights", rights.join(" "));
  await described(office, pairs(packed));
  // The pictures of the house are shown with their words to whoever chooses one.
  await page.locator(".lead-tools button").nth(1).press("Enter");
  await page.locator(".shelf li").first().waitFor();
  await office.look("desk: pictures of the house", [["picture: caption", ".shelf", told.caption], ["picture: credit", ".shelf", credit]]);
  await page.keyboard.press("Escape");
  await office.editor(path);
  await office.look("desk: article with pictures", [
    ["picture: alt", ".of-alt textarea", told.alt],
    ["picture: rights", ".of-rights textarea", rights],
  ]);
  await office.visit(address, "article with pictures", [
    ["picture: caption", "figcaption", told.caption],
    ["picture: alt", "figure img@alt", told.alt],
    ["picture: credit", ".credit", credit],
  ]);
};

const ofPictures = (list) => {
  const [one, credit, rights] = dealt(list, 3);
  const { packed, long } = packs(one, most.caption);
  return { packed, credit: [...credit, ...long], rights };
};

const pairs = ({ length }) => Math.ceil(length / 2);

// How many pictures the batches need for their words.
export const picturesFor = (batches) => Math.max(2, ...batches.map(({ list }) => pairs(ofPictures(list).packed)));
