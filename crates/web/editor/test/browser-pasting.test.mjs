// Pasting, by the events of a real clipboard.
import assert from "node:assert/strict";
import { draftOf, record } from "./harness.mjs";
import { body, desk, everything, fixture, p, plain } from "./page.mjs";

for (const name of ["word-ko", "word-en", "docs-ko", "docs-en", "page-ko", "page-en"]) {
  desk(`a paste of ${name} comes out clean`, { room: {} }, async (on) => {
    await on.cursorAt();
    await on.paste({ html: fixture(name), text: "fallback" });
    const blocks = await on.saved();
    assert.ok(blocks.length >= 3);
    assert.ok(blocks.every(({ id }) => id === 0));
    assert.doesNotMatch(JSON.stringify(blocks), /mso-|class=|style|javascript:|"script|guid|o:p|fallback/i);
    assert.equal(await on.page.locator(".writing-text :is([style], [class*=Mso], script, font, img)").count(), 0);
  });
}

desk("a text paste is split at empty lines; a paste in the middle joins its ends", body(p(1, "ab")), async (on) => {
  await on.cursorAt();
  await on.press("ArrowLeft");
  await on.paste({ text: "1\n\n2\nx\n\n3" });
  assert.deepEqual((await on.saved()).map((block) => [block.id, plain(block)]), [[1, "a1"], [0, "2\nx"], [0, "3b"]]);
});

desk("too large a paste is refused with a sentence", body(p(1, "a")), async (on) => {
  await on.cursorAt();
  await on.paste({ text: "x".repeat(2 * 1024 * 1024 + 1) });
  assert.match(await on.status.textContent(), /larger than 2 MB/);
  assert.equal(await on.text.innerText(), "a");
});

desk("a paste into lists, quotes and cells takes their form", { room: { draft: draftOf({ body: [{ id: 1, kind: "list", ordered: true, items: [{ text: [{ text: "a" }] }] }, { id: 2, kind: "quote", paragraphs: [[{ text: "q" }]] }] }) } }, async (on) => {
  await on.page.locator(".writing-text li p").click();
  await on.press("End");
  await on.paste({ text: "1\n\n2" });
  await on.page.locator(".writing-text blockquote p").click();
  await on.press("End");
  await on.paste({ html: "<h2>x</h2><ul><li>y</li></ul>" });
  const [list, quote] = await on.saved();
  assert.deepEqual(list.items.map(plain), ["a1", "2"]);
  assert.deepEqual(quote.paragraphs.map((text) => plain({ text })), ["qx", "y"]);
});

desk("an address alone becomes an embed if the server knows it, and a link if not", { room: {} }, async (on) => {
  await on.cursorAt();
  await on.paste({ text: "https://youtu.be/abc" });
  await on.page.locator(".writing-text .embed").waitFor();
  await on.paste({ text: "https://unknown.example/x" });
  await on.page.waitForTimeout(300);
  assert.deepEqual((await on.saved()).map(({ id: _, ...block }) => block), [
    { kind: "embed", provider: "youtube", url: "https://youtu.be/abc", title: "A talk" },
    p(0, [{ text: "https://unknown.example/x", link: "https://unknown.example/x" }]),
  ].map(({ id: _, ...block }) => block));
});

desk("a paste of a megabyte is taken without a long wait", { room: {} }, async (on, t) => {
  await on.cursorAt();
  const paragraph = `<p class=MsoNormal style='text-align:justify'><span lang=EN-US style='font-family:"맑은 고딕"'>${"부산항 물동량이 늘었다. ".repeat(20)}<o:p></o:p></span></p>`;
  const html = paragraph.repeat(Math.floor(1_000_000 / paragraph.length));
  const started = Date.now();
  await on.paste({ html });
  const took = Date.now() - started;
  t.diagnostic(`a paste of ${(html.length / 1e6).toFixed(1)} million characters took ${took} ms`);
  assert.ok(took < 3000);
  assert.ok((await on.saved()).length > 1000);
});

desk("whatever is copied here is pasted here as it was", { room: { pictures: { a: record("a") }, draft: draftOf({ body: [...everything, p(12, "end")] }) } }, async (on) => {
  await on.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await on.cursorAt();
  await on.press("Control+a", "Control+c");
  await on.cursorAt();
  await on.press("Enter", "Control+v");
  const blocks = (await on.saved()).map(({ id: _, ...block }) => block);
  assert.equal(blocks.length, 24);
  assert.deepEqual(blocks.slice(12), blocks.slice(0, 12));
});

desk("an address is pasted as it is, whatever it looks like", { room: {} }, async (on) => {
  await on.cursorAt();
  const href = "https://shop.example/one=1/style=red?on=2&x='onclick='";
  await on.paste({ html: `<p style="color:red"class='x'onclick="a()"><a href="${href}" style='x' onclick=b()>one</a></p>` });
  const [{ text }] = await on.saved();
  assert.deepEqual(text, [{ text: "one", link: href }]);
});
