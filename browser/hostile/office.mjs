// A desk that is under attack: who works at it, who stands before its door, and the website from which they copy.
import { acceptInvitation, desk, saved } from "../newsroom.mjs";
import { Traps } from "./traps.mjs";

// Sends the form of a button, by key, and waits for the page that answers.
export const send = async (button) => {
  const arrived = button.page().waitForEvent("load");
  await button.press("Enter");
  await arrived;
};

export class Office {
  // Nobody's browser keeps to the policy that forbids scripts in pages.
  static async open(browser, newsroom, called) {
    const [page, stranger] = [await desk(browser, { bypassCSP: true }), await desk(browser, { bypassCSP: true })];
    const office = Object.assign(new Office(), { newsroom, page, stranger, traps: new Traps(newsroom.address) });
    for (const each of [page, stranger]) await office.traps.set(each.context());
    await acceptInvitation(page, newsroom.setUpLink, { name: "minji", called });
    office.elsewhere = await page.context().newPage();
    await page.bringToFront();
    return office;
  }

  go(path, page = this.page) {
    return page.goto(this.newsroom.address + path);
  }

  look(kind, expected, page = this.page) {
    return this.traps.look(page, kind, expected);
  }

  visit(path, kind, expected, page = this.page) {
    return this.traps.visit(page, this.newsroom.address + path, kind, expected);
  }

  async fill(texts, page = this.page) {
    for (const [selector, text] of Object.entries(texts)) await page.locator(selector).fill(text);
  }

  // Puts markup on the clipboard as another website may, and pastes it where the cursor stands.
  async paste(html) {
    await this.elsewhere.evaluate((markup) => {
      const put = (event) => {
        event.clipboardData.setData("text/html", markup);
        event.clipboardData.setData("text/plain", "x");
        event.preventDefault();
      };
      document.addEventListener("copy", put, { once: true });
    }, html);
    await this.elsewhere.bringToFront();
    await this.elsewhere.keyboard.press("Control+c");
    // A page that is not in front is drawn once a second only.
    await this.page.bringToFront();
    await this.page.keyboard.press("Control+v");
  }

  async save() {
    await this.page.keyboard.press("Control+s");
    await saved(this.page);
  }

  // The page of an article at the desk is there once the editor is.
  async editor(path) {
    if (path) await this.go(path);
    await this.page.locator("#writing-body .ProseMirror > *").first().waitFor();
  }

  async publish() {
    await this.page.locator("button[value=publish]").press("Enter");
    await this.page.waitForURL("**done=publish");
    await this.editor();
    return this.page.locator(".ways a[href^='/']:not([href*='desk'])").first().getAttribute("href");
  }

  // What is said of an article that is public: opens the part of the page, fills the field, and sends it.
  async say(field, text, verb, choice) {
    const part = this.page.locator("details", { has: this.page.locator(field) });
    await part.locator("summary").press("Enter");
    if (choice) await part.locator(choice).check();
    await this.page.locator(field).fill(text);
    await send(this.page.locator(`button[value=${verb}]`));
  }

  // Where a list goes on.
  async next() {
    const link = this.page.locator(".next a");
    return (await link.count()) > 0 ? link.getAttribute("href") : null;
  }
}
