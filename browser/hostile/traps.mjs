// A browser in which nothing that was typed can run unnoticed.
//
// What a script would do first is recorded: dialogs, requests to another host, new windows. And what was typed must not have become
// markup either: no page of ours has handlers in attributes, addresses that are scripts, or elements of other kinds than those that
// its templates write. Markup that is harmless would be missed by all this, but not by the comparison of the text that is shown with
// the text that was typed.
const mark = "something ran: ";

// In the page, before any script of its own. None of ours makes code of text; what looks at the page for this journey does, and is
// known by its name.
const canaries = (said) => {
  const tell = (name, words) => console.log(`${said}${name} ${words.join(" ").slice(0, 200)}`);
  for (const name of ["alert", "confirm", "prompt", "print"]) globalThis[name] = (...words) => tell(name, words);
  for (const name of ["setTimeout", "setInterval"]) {
    const wait = globalThis[name];
    globalThis[name] = (...words) => (typeof words[0] === "string" ? tell(name, words) : wait(...words));
  }
  const make = (plain, words) => {
    tell("Function", words);
    return Reflect.construct(plain, words);
  };
  for (const plain of [Function, (async () => {}).constructor, function* () {}.constructor]) {
    const told = new Proxy(plain, { apply: (_, __, words) => make(plain, words), construct: make });
    Object.defineProperty(plain.prototype, "constructor", { value: told });
    if (plain === Function) globalThis.Function = told;
  }
  const run = globalThis.eval;
  globalThis.eval = (code) => {
    if (!/UtilityScript/.test(new Error().stack)) tell("eval", [code]);
    return run(code);
  };
};

// In the page: what is there that nobody but an attacker wants, and which of the texts that should stand in it do not.
export const looked = (expected) => {
  const elements = new Set(
    `html head meta title link script body header footer main nav article section aside div span p h1 h2 h3 h4 ul ol li dl dt dd a b q abbr strong
    em s sup sub code pre br hr time kbd img figure figcaption blockquote table caption colgroup col thead tbody tr th td form fieldset legend label
    input textarea select option button details summary dialog del ins template noscript`.split(/\s+/),
  );
  const schemes = new Set(["http:", "https:", "mailto:", "tel:", "otpauth:"]);
  const leads = ["href", "src", "action", "formaction", "data", "xlink:href", "poster", "background", "ping"];
  const html = "http://www.w3.org/1999/xhtml";
  const foreign = [];
  const look = (root, inFeed) => {
    for (const element of root.querySelectorAll("*")) {
      const name = element.localName;
      const isOurs = inFeed ? element.namespaceURI !== html : elements.has(name) && element.namespaceURI === html;
      const inHead = element.closest("head") !== null;
      const isScript = name === "script" && !element.getAttribute("src") && !/json/.test(element.type ?? "");
      const isMisplaced = ["link", "meta", "title"].includes(name) && !inFeed && !inHead;
      const handlers = element.getAttributeNames().filter((attribute) => /^on|^srcdoc$|^http-equiv$/i.test(attribute));
      const addresses = leads.filter((attribute) => element.hasAttribute(attribute)).filter((attribute) => {
        try {
          const { protocol } = new URL(element.getAttribute(attribute), document.baseURI);
          return !schemes.has(protocol) && !(inHead && element.rel === "icon");
        } catch {
          return false;
        }
      });
      if (!isOurs || isScript || isMisplaced || handlers.length > 0 || addresses.length > 0 || element.id === "evil") {
        foreign.push(element.outerHTML.slice(0, 200));
      }
    }
  };
  // The browser shows a feed as text. What programs make of it, and of the pages in it, is looked at.
  const parse = (text, type) => new DOMParser().parseFromString(text, type);
  const feed = document.body.textContent.startsWith("<?xml") ? parse(document.body.textContent, "application/xml") : null;
  const shown = feed ?? document;
  look(document, false);
  if (feed) look(feed, true);
  for (const content of feed?.querySelectorAll("[type=html]") ?? []) look(parse(content.textContent, "text/html").body, false);
  // Texts are compared without spaces and invisible characters, of which fields keep one or none; and what is pasted has handlers
  // renamed within its tags before anything else reads it.
  const bare = (text) => text.replace(/[\s\p{Cc}\p{Cf}]+/gu, "").replace(/data-(?=style|on)/gi, "").normalize("NFC");
  const own = (element) => (element.matches("input, textarea") ? element.value : element.textContent);
  const said = (element, attribute) => (attribute ? element.getAttribute(attribute) : own(element)) ?? "";
  const missing = expected.map(({ selector, texts }) => {
    const [, path, attribute] = /^(.*?)(?:@([\w-]+))?$/.exec(selector);
    const there = [...shown.querySelectorAll(path)].map((element) => bare(said(element, attribute))).join("\n");
    // They mostly stand in the order in which they were typed.
    let from = 0;
    return texts.flatMap((text, at) => {
      const wanted = bare(text);
      const found = there.indexOf(wanted, from);
      if (found >= 0) from = found;
      return found >= 0 || there.includes(wanted) ? [] : [at];
    });
  });
  // A reader's hand and keys: handlers of links are told of both, and a few links are met in earnest afterwards.
  const places = [];
  for (const link of [...document.querySelectorAll("main a[href], main summary, main button")].slice(0, 100)) {
    for (const kind of ["pointerover", "mouseover", "mouseenter", "mousemove"]) link.dispatchEvent(new MouseEvent(kind, { bubbles: true }));
    for (const kind of ["focus", "focusin"]) link.dispatchEvent(new FocusEvent(kind, { bubbles: kind === "focusin" }));
    const { x, y, width, height } = link.getBoundingClientRect();
    if (places.length < 2 && width > 0 && y >= 0 && y + height < innerHeight) places.push({ x: x + width / 2, y: y + height / 2 });
  }
  return { foreign, missing, places };
};

export class Traps {
  /** @param {string} home the only address that a page may ask for anything */
  constructor(home) {
    this.home = home;
    // What ran, what was drawn, what should have been there and was not; each a line.
    Object.assign(this, { ran: [], drawn: [], lost: [] });
    // How often each kind of page was looked at, and which payloads were seen in each kind of field.
    this.looks = new Map();
    this.seen = new Map();
    this.met = new Set();
  }

  // Other attacks stand in the pages from now on.
  turn() {
    this.met.clear();
  }

  /** @param {import("playwright-core").BrowserContext} context in which nothing may run */
  async set(context) {
    await context.addInitScript(canaries, mark);
    // No script of ours says anything; the browser itself does, in other ways.
    context.on("console", (message) => {
      if (message.type() === "log") this.ran.push(`${message.page()?.url()}: ${message.text().slice(0, 200)}`);
    });
    context.on("dialog", async (dialog) => {
      // The editor asks before it is left with text that is not saved; nothing else may ask.
      if (dialog.type() !== "beforeunload") this.ran.push(`${dialog.page()?.url()}: ${dialog.type()} ${dialog.message()}`);
      await dialog.accept().catch(() => {});
    });
    context.on("request", (asked) => {
      const url = asked.url();
      if (!url.startsWith(`${this.home}/`) && !url.startsWith("data:")) this.ran.push(`a page asked for ${url.slice(0, 200)}`);
    });
    context.on("page", async (page) => {
      const opener = await page.opener();
      if (opener) this.ran.push(`${opener.url()} opened a window`);
    });
  }

  /**
   * Looks at the page that is open, and does a little of what a reader does, once for each kind of page and turn.
   * @param {import("playwright-core").Page} page @param {string} kind of page
   * @param {[string, string, string[]][]} expected kinds of fields, where each is shown (`selector` or `selector@attribute`), what was typed
   */
  async look(page, kind, expected = []) {
    this.looks.set(kind, (this.looks.get(kind) ?? 0) + 1);
    const { foreign, missing, places } = await page.evaluate(looked, expected.map(([, selector, texts]) => ({ selector, texts })));
    const where = `${kind} (${page.url().slice(0, 100)})`;
    this.drawn.push(...foreign.slice(0, 3).map((markup) => `${where}: ${markup}`));
    expected.forEach(([field, selector, texts], at) => {
      const lost = new Set(missing[at]);
      const seen = this.seen.get(field) ?? new Set();
      texts.forEach((text, index) => !lost.has(index) && seen.add(text));
      this.seen.set(field, seen);
      this.lost.push(...missing[at].slice(0, 3).map((index) => `${where}, ${selector}: ${texts[index].slice(0, 200)}`));
    });
    if (this.met.has(kind)) return;
    this.met.add(kind);
    for (const { x, y } of places) await page.mouse.move(x, y);
    for (const key of ["Tab", "Tab"]) await page.keyboard.press(key);
    await page.mouse.wheel(0, 400);
  }

  async visit(page, address, kind, expected = []) {
    const answer = await page.goto(address);
    if (answer.status() >= 500) this.lost.push(`${kind}: ${address.slice(0, 100)} answered ${answer.status()}`);
    await this.look(page, kind, expected);
  }

  // Which of the payloads were seen in some field of a kind; the name of a field begins with its kind.
  seenIn(kind) {
    return new Set([...this.seen].filter(([field]) => field.startsWith(`${kind}:`)).flatMap(([, texts]) => [...texts]));
  }

  // What was covered, to be read.
  told() {
    const row = ([what, count]) => `${String(count).padStart(7)}  ${what}`;
    const rows = (counts) => counts.toSorted(([one], [other]) => one.localeCompare(other)).map(row);
    const seen = [...this.seen].map(([field, texts]) => [field, texts.size]);
    return ["Pages looked at, by kind:", ...rows([...this.looks]), "Payloads seen, by field:", ...rows(seen)].join("\n");
  }

  // What was wrong; of each sort so much as can be read.
  faults() {
    return [this.ran, this.drawn, this.lost].flatMap((lines) => lines.slice(0, 20));
  }
}
