import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { parseHTML } from "linkedom";
import { toBlocks, toDoc } from "../src/blocks.mjs";
import { readHtml, readText } from "../src/clean.mjs";
import { safeLink, typedLink } from "../src/links.mjs";

const read = (html, from) => {
  const { document } = parseHTML(`<!doctype html><html><body>${html}</body></html>`);
  const blocks = readHtml(document.body, from);
  // Whatever is read must be a body that the editor can hold.
  toDoc(blocks).check();
  assert.deepEqual(toBlocks(toDoc(blocks)), blocks);
  return blocks.map(({ id: _, ...block }) => block);
};

const fixture = (name) => {
  const html = readFileSync(join(import.meta.dirname, "fixtures", `${name}.html`), "utf8");
  return /<body[^>]*>(.*)<\/body>/s.exec(html)?.[1] ?? html;
};

const p = (...text) => ({ kind: "paragraph", text: text.map((run) => (typeof run === "string" ? { text: run } : run)) });
const t = (text, marks = {}) => [{ text, ...marks }];

test("a Korean text from a word processor comes out clean", () => {
  assert.deepEqual(read(fixture("word-ko")), [
    { kind: "heading", level: 2, text: t("2026년 항만 보고서") },
    p("부산항 물동량이 ", { text: "12.4%", strong: true }, " 늘었다."),
    p({ text: "해양수산부", emphasis: true }, "는 ", { text: "어제", strike: true }, " ", { text: "보고서", link: "https://www.mof.example/report" },
      "를 냈다[1]. 면적은 3km", { text: "2", superscript: true }, "다."),
    { kind: "list", ordered: false, items: [
      { text: t("수출 화물"), ordered: true, items: [{ text: t("자동차") }, { text: t("철강") }] },
      { text: t("수입 화물") },
    ] },
    { kind: "table", rows: [[{ text: t("항만"), head: true }, { text: t("증가율"), head: true }], [{ text: t("부산") }, { text: t("12.4%") }]] },
  ]);
});

test("an English text from a word processor comes out clean", () => {
  assert.deepEqual(read(fixture("word-en")), [
    { kind: "heading", level: 2, text: t("The harbour plan") },
    { kind: "heading", level: 4, text: t("A small heading") },
    p("The council ", { text: "approved", strong: true }, " the plan on Tuesday. It ", { text: "costs", emphasis: true }, " $4m."),
    p("The plan and a trap."),
    { kind: "list", ordered: true, items: [{ text: t("First"), items: [{ text: t("Below") }] }, { text: t("Second") }] },
    { kind: "list", ordered: false, items: [{ text: t("Other list") }] },
    p("Cranes over the harbour at dusk"),
  ]);
});

test("a Korean text from Google Docs comes out clean", () => {
  assert.deepEqual(read(fixture("docs-ko")), [
    { kind: "heading", level: 2, text: t("시장의 답변") },
    p("시장은 ", { text: "“예산은 충분하다”", strong: true }, { text: "고 ", emphasis: true }, { text: "말했다", strike: true }, "밝혔다. H",
      { text: "2", subscript: true }, "O"),
    { kind: "list", ordered: false, items: [
      { text: t("첫째"), items: [{ text: t("첫째의 아래") }] },
      { text: t("둘째", { link: "https://city.example/budget?y=2026" }) },
    ] },
    { kind: "table", rows: [[{ text: t("예산", { strong: true }), columns: 2 }], [{ text: t("1월\n2월") }, { text: [] }]] },
  ]);
});

test("an English text from Google Docs comes out clean", () => {
  assert.deepEqual(read(fixture("docs-en")), [
    p("The minister said twice: ", { text: "“No comment.”", emphasis: true }),
    p("E = mc", { text: "2", superscript: true }),
    { kind: "list", ordered: true, items: [{ text: t("One") }, { text: t("Two") }] },
    { kind: "rule" },
  ]);
});

test("an English page comes out clean, its pictures as words and its own links as paths", () => {
  assert.deepEqual(read(fixture("page-en"), { origin: "https://paper.example" }), [
    { kind: "heading", level: 2, text: t("Harbour bridge closes for a week") },
    p("The bridge ", { text: "will", emphasis: true }, " close on ", { text: "Monday", link: "https://other.example/monday?utm=1" }, ", ",
      { text: "our story", link: "/news/bridge" }, " said.\nBuses run."),
    p("Ferries too."),
    p("The bridge on Sunday. Photo: A. Lee"),
    p("Map of the detour"),
    { kind: "quote", paragraphs: [t("“It is time,” the mayor said."), t("“High time.”")], by: [{ text: "Mayor " }, { text: "Ann Cole", strong: true }] },
    p("Opened"),
    p("1932"),
    { kind: "preformatted", text: "line one\n  line two" },
    { kind: "heading", level: 4, text: t("Small print") },
    { kind: "table", caption: t("Detours"), rows: [
      [{ text: t("From"), head: true }, { text: t("To"), head: true }],
      [{ text: t("North") }, { text: t("Quay") }],
    ] },
    p("Loose text in a div with ", { text: "code", code: true }, " and ", { text: "up", superscript: true }, "."),
    p("And one inside."),
  ]);
});

test("a Korean page comes out clean", () => {
  assert.deepEqual(read(fixture("page-ko")), [
    p({ text: "부제목입니다", strong: true }),
    p("첫 문장이다. 둘째 문장이다."),
    p({ text: "사진 설명이다. 연합뉴스", emphasis: true }, "\n셋째 ", { text: "굵게", strong: true }, " 문장."),
    { kind: "list", ordered: false, items: [{ text: t("하나"), items: [{ text: t("하나의 하나") }] }, { text: t("둘", { strong: true }) }] },
    p({ text: "링크", link: "https://m.example/a" }, " 덫"),
  ]);
});

test("Hangul that comes in parts is put together", () => {
  assert.deepEqual(read(`<p>${"한글".normalize("NFD")}</p>`), [p("한글")]);
  assert.deepEqual(readText("한글".normalize("NFD")), [{ id: 0, ...p("한글") }]);
});

test("in plain text an empty line parts paragraphs", () => {
  assert.deepEqual(readText("one\r\ntwo\r\n\r\n \r\nthree\n"), [{ id: 0, ...p("one\ntwo") }, { id: 0, ...p("three") }]);
  assert.deepEqual(readText(" \n\n "), []);
});

test("a table that is there for the look of a page is read as its text", () => {
  assert.deepEqual(read("<table><tr><td><p>a</p><table><tr><td>b</td><td>c</td></tr></table></td></tr></table>").map(({ kind }) => kind), ["paragraph", "table"]);
  assert.deepEqual(read("<table><tr><td>alone</td></tr></table>"), [p("alone")]);
});

test("only harmless addresses are links", () => {
  for (const good of ["https://a.example", "http://a.example/b c", "mailto:a@b.example", "tel:+82-2-1", "/ko/뉴스/a", "#note", "HTTPS://A.example/"]) {
    assert.equal(safeLink(good), good);
  }
  for (const bad of ["javascript:alert(1)", "java\nscript:alert(1)", " data:text/html,x", "file:///c:/a", "page.html", "/\\evil.example", "", "#_ftn1", "vbscript:x", "https://", "blob:x"]) {
    assert.equal(safeLink(bad), null, bad);
  }
  assert.equal(safeLink("//a.example/x"), "https://a.example/x");
  assert.equal(safeLink("https://paper.example", "https://paper.example"), "/");
  assert.equal(safeLink("https://paper.example.evil.example/", "https://paper.example"), "https://paper.example.evil.example/");
  assert.equal(typedLink("example.org/a"), "https://example.org/a");
  assert.equal(typedLink("desk@paper.example"), "mailto:desk@paper.example");
  assert.equal(typedLink("뉴스.한국"), "https://뉴스.한국");
  assert.equal(typedLink("not a link"), null);
});
