import assert from "node:assert/strict";
import { test } from "node:test";
import { crc32, deflateSync } from "node:zlib";
import { launch } from "../browser.mjs";
import { Newsroom, acceptInvitation, begin, desk, saved } from "../newsroom.mjs";

const chunk = (kind, data) => {
  const named = Buffer.concat([Buffer.from(kind, "latin1"), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
};

// A photograph as a picture desk delivers it: what is seen, who took it and whose it is stand in the file (XMP with the
// fields of IPTC's photo metadata).
const picture = (width, height) => {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const rows = Buffer.alloc((width * 3 + 1) * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) rows.set([x % 256, y % 256, 120], y * (width * 3 + 1) + 1 + x * 3);
  }
  const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
    xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" photoshop:Credit="Harbour Pictures">
    <dc:description><rdf:Alt><rdf:li xml:lang="x-default">A crane stands still over the east quay.</rdf:li></rdf:Alt></dc:description>
    <dc:creator><rdf:Seq><rdf:li>Lee Soo-jin</rdf:li></rdf:Seq></dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>`;
  const text = Buffer.concat([Buffer.from("XML:com.adobe.xmp\0\0\0\0\0", "latin1"), Buffer.from(xmp)]);
  const parts = [chunk("IHDR", head), chunk("iTXt", text), chunk("IDAT", deflateSync(rows)), chunk("IEND", Buffer.alloc(0))];
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), ...parts]);
};

test("a picture brings its caption and credit along, and needs words for those who do not see it", async () => {
  const newsroom = await Newsroom.make();
  const browser = await launch();
  try {
    const page = await desk(browser);
    await acceptInvitation(page, newsroom.setUpLink, { name: "minji", called: "Kim Min-ji" });
    const article = await begin(page, { headline: "A crane falls silent", text: "It stopped at noon." });
    const choosing = page.waitForEvent("filechooser");
    await page.locator("[data-lead] button").first().click();
    await (await choosing).setFiles({ name: "crane.png", mimeType: "image/png", buffer: picture(640, 400) });
    await page.locator("[data-lead] img").waitFor({ timeout: 20_000 });
    await saved(page);
    const lead = page.locator("[data-lead]");
    const words = await lead.locator("input, textarea").evaluateAll((fields) => fields.map((field) => field.value));
    assert.ok(words.includes("A crane stands still over the east quay."), `the caption is there: ${words}`);
    assert.ok(words.some((text) => text.includes("Harbour Pictures")), `so is the credit: ${words}`);
    await page.keyboard.press("Control+Shift+Enter");
    await page.getByRole("alert").filter({ hasText: "says what is seen" }).waitFor({ timeout: 15_000 });
    await page.locator("[data-lead]").getByLabel(/Alternative|seen/i).first().fill("A tall crane against an empty sky");
    await page.keyboard.press("Tab");
    await page.waitForTimeout(1_500);
    await page.locator("button[value=publish]").click();
    await page.waitForURL("**done=publish");
    const reader = await desk(browser);
    await reader.goto(`${newsroom.address}/`);
    await reader.getByRole("link", { name: "A crane falls silent" }).first().click();
    assert.equal(await reader.locator("article img").first().getAttribute("alt"), "A tall crane against an empty sky");
    assert.match(await reader.locator("figcaption").first().innerText(), /east quay[\s\S]*Harbour Pictures/);
    assert.ok(article.includes("/desk/articles/"));
  } finally {
    await browser.close();
    await newsroom.end();
  }
});
