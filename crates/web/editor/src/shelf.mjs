// The pictures that the house has already, to choose one from.
import { debounced, freshId, h } from "./dom.mjs";
import { imageOf } from "./pictures.mjs";

export class Shelf {
  /** @param {{ say: any, language: string, desk: import("./desk.mjs").Desk, path: string, records: import("./records.mjs").Records }} around */
  constructor(around) {
    Object.assign(this, around);
  }

  get isOpen() {
    return this.dialog?.open === true;
  }

  /** Opens the shelf. @param {(record: object) => void} chosen is called once, if one is chosen */
  open(chosen) {
    const { say } = this;
    this.chosen = chosen;
    this.line = h("p", { class: "shelf-line", role: "status" });
    this.list = h("ul", { class: "shelf-list" });
    this.more = h("button", { type: "button", hidden: true, onclick: () => this.load(this.next) }, say("shelfMore"));
    this.search = h("input", { type: "search", id: freshId("shelf"), autocomplete: "off" });
    const title = h("h2", { id: freshId("shelf-title") }, say("shelf"));
    const close = h("button", { type: "button", onclick: () => this.dialog.close() }, say("cancel"));
    this.dialog = h("dialog", { class: "shelf", "aria-labelledby": title.id },
      h("div", { class: "shelf-head" }, title, close),
      h("p", { class: "shelf-search" }, h("label", { for: this.search.id }, say("shelfSearch")), this.search),
      this.line, this.list, this.more);
    this.search.addEventListener("input", debounced(250, () => this.load()));
    this.search.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
    this.dialog.addEventListener("close", () => {
      this.asked = null;
      this.dialog.remove();
    });
    document.body.append(this.dialog);
    this.dialog.showModal();
    this.search.focus();
    this.load();
  }

  /** @param {string} [before] without it, from the newest on */
  async load(before) {
    const { say } = this;
    const asked = {};
    this.asked = asked;
    const query = new URLSearchParams({ q: this.search.value, ...(before ? { before } : {}) });
    let answer = null;
    try {
      answer = await this.desk.get(`${this.path}?${query}`);
    } catch {
      // Told below.
    }
    // Another search was begun meanwhile, or the shelf was closed.
    if (this.asked !== asked) return;
    if (answer?.status !== 200) {
      this.line.textContent = answer?.body?.error ?? say("connectionLost");
      return;
    }
    const { items, next } = answer.body;
    const focused = before && document.activeElement === this.more;
    if (!before) this.list.replaceChildren();
    const drawn = items.map((record) => this.item(record));
    this.list.append(...drawn);
    this.next = next;
    this.more.hidden = !next;
    if (focused && this.more.hidden) drawn[0]?.querySelector("button").focus();
    this.line.textContent = this.list.childElementCount > 0 ? say("shelfFound", { n: this.list.childElementCount }) : say("shelfEmpty");
  }

  item(record) {
    const { language, say } = this;
    const said = record.captions?.[language] || record.alts?.[language] || Object.values(record.captions ?? {})[0] || record.source || say("picture");
    const image = imageOf(record, language);
    // The words beside it are its name; an alternative text would say them twice.
    image?.setAttribute("alt", "");
    const button = h("button", { type: "button", onclick: () => this.choose(record) },
      image, h("span", { class: "shelf-said" }, said), record.credit ? h("span", { class: "shelf-credit" }, record.credit) : null);
    return h("li", {}, button);
  }

  choose(record) {
    this.dialog.close();
    this.records.add(record);
    this.chosen(record);
  }
}
