import assert from "node:assert/strict";
import { test } from "node:test";
import { launch } from "../browser.mjs";
import { Newsroom, acceptInvitation, begin, desk, saved } from "../newsroom.mjs";

// One for each way out of text: elements, attributes, addresses, script blocks, style, templates, and what parsers mend.
const payloads = [
  "<script>alert(1)</script>",
  "</script><script>alert(2)</script>",
  "<img src=x onerror=alert(3)>",
  "\"><svg onload=alert(4)>",
  "' onfocus=alert(5) autofocus x='",
  "\" autofocus onfocus=alert(6) x=\"",
  "</textarea><script>alert(7)</script>",
  "</title><script>alert(8)</script>",
  "</option></select><img src=x onerror=alert(9)>",
  "<iframe srcdoc='<script>parent.alert(10)</script>'>",
  "<math><mtext><table><mglyph><style><img src=x onerror=alert(11)>",
  "<noscript><p title='</noscript><img src=x onerror=alert(12)>'>",
  "<!--><img src=x onerror=alert(13)>-->",
  "{{ 7 * 7 }}{% raw %}<b id=evil>",
  "&lt;script&gt;alert(14)&lt;/script&gt;",
  "<details open ontoggle=alert(15)>",
  "<a href='javascript:alert(16)'>x</a>",
  "\u2028\u2029</script ><script >alert(17)</script >",
  "<form action=javascript:alert(18)><input type=submit>",
  "<base href='javascript:/a/-alert(19)///////'>",
];
const all = payloads.join(" ");

test("what is typed into any field is text on every page, with the script policy off", async () => {
  const newsroom = await Newsroom.make();
  const browser = await launch();
  try {
    const page = await desk(browser, { bypassCSP: true });
    const ran = [];
    page.on("dialog", async (dialog) => {
      ran.push(`${page.url()}: ${dialog.message()}`);
      await dialog.dismiss();
    });
    await acceptInvitation(page, newsroom.setUpLink, { name: "minji", called: payloads[2] });
    const article = await begin(page, { headline: "h", text: "x" });
    await page.locator("#headline").fill(all.slice(0, 380));
    await page.locator("#deck").fill(payloads.join("\n"));
    await page.locator("#topics").fill(payloads.slice(0, 6).join(", "));
    await page.locator("#contact").fill(payloads[4]);
    await page.locator("#original_url").fill("https://evil.example/\"onmouseover=alert(20)");
    await page.locator("#writing-body .ProseMirror").click();
    for (const text of payloads) {
      await page.keyboard.insertText(text);
      await page.keyboard.press("Enter");
    }
    await page.keyboard.press("Control+s");
    await page.waitForTimeout(500);
    await saved(page);
    await page.locator("#remark-text").fill(all);
    await page.locator("button[value=remark]").click();
    await page.waitForURL("**done=remark");
    await page.locator("button[value=publish]").click();
    await page.waitForURL("**done=publish");
    const open = await page.locator(".ways a[href^='/']:not([href*='desk'])").first().getAttribute("href");
    await page.goto(newsroom.address + open);
    await page.locator('.comment-form [name="name"]').fill("<b onclick=alert(1)>");
    await page.locator('.comment-form [name="text"]').fill(payloads.slice(2, 6).join("\n"));
    await page.locator(".comment-form button").click();
    await page.goto(`${newsroom.address}/desk/settings`);
    for (const field of await page.locator("main input[type=text], main textarea").all()) {
      const name = await field.getAttribute("name");
      if (name && name !== "address" && (await field.isEditable())) await field.fill(payloads[name.length % payloads.length]);
    }
    await page.locator("main form button").first().click();
    const visited = ["/", "/latest", "/news", "/about", "/feed.xml", open, "/nothing/here", `/desk?q=${encodeURIComponent(payloads[3])}`];
    await page.goto(`${newsroom.address}/desk`);
    visited.push(...(await page.locator(".bar a[href^='/desk']").evaluateAll((links) => links.map((link) => link.getAttribute("href")))));
    const own = new URL(article).pathname;
    visited.push(own, `${own}/history`, `${own}/preview`, `${own}/related`, ...["sections", "topics", "people", "pages"].map((part) => `/desk/settings/${part}`));
    for (const path of visited) {
      await page.goto(newsroom.address + path);
      await page.waitForTimeout(150);
      const evil = await page.evaluate(() => document.querySelectorAll("#evil, [onerror], [onload], [onfocus], [ontoggle], a[href^='javascript:'], base").length);
      assert.equal(evil, 0, `${path} drew markup that was typed`);
    }
    assert.deepEqual(ran, [], "nothing that was typed ran");
    assert.ok(visited.length > 20, `${visited.length} pages`);
  } finally {
    await browser.close();
    await newsroom.end();
  }
});
