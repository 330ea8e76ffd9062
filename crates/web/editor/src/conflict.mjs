// Two people saved over each other: both versions side by side, and a person chooses.
import { diffBlocks, diffWords } from "./diff.mjs";
import { freshId, h } from "./dom.mjs";
import { partsOf, wordsOfBlock } from "./parts.mjs";

const fact = (value, field, names) => {
  if (value === null || value === undefined || value === "") return "";
  if (field === "credits") return value.map(({ person, role }) => `${names.person(person)} (${names.role(role)})`).join(", ");
  return Array.isArray(value) ? value.join(" · ") : String(value);
};

const side = (pieces, mark, language) => h("div", { class: "version", lang: language },
  ...pieces.map(({ text, changed }) => (changed ? h(mark, {}, text) : text)));

export class Conflict {
  /**
   * @param {object} around
   * @param {ReturnType<import("./words.mjs").wordsOf>} around.say
   * @param {string} around.language of the article
   * @param {{ person: (id: string) => string, role: (role: string) => string }} around.names
   * @param {Record<"keepMine" | "takeTheirs" | "byHand", () => Promise<boolean>>} around.choose whether it could be done
   */
  constructor(around) {
    Object.assign(this, around);
    this.dialog = null;
  }

  get isOpen() {
    return this.dialog?.open === true;
  }

  /** @param {object} mine a draft @param {{ by: string | null, at: string | null, draft: object }} theirs */
  show(mine, theirs) {
    this.mine = mine;
    this.theirs = theirs;
    this.reopen();
  }

  reopen() {
    this.dialog?.remove();
    const { say, mine, theirs } = this;
    const title = freshId("conflict");
    this.trouble = h("p", { class: "trouble", role: "alert" });
    const about = theirs.by
      ? say("conflictBy", { name: theirs.by, time: theirs.at ? say.time(new Date(theirs.at)) : "" })
      : say("conflictUnknown");
    const choice = (name) => h("div", { class: "choice" },
      h("button", { type: "button", onclick: () => this.pick(name) }, say(name)),
      h("p", {}, say(`${name}Hint`)));
    this.dialog = h("dialog", { class: "writing-conflict", "aria-labelledby": title, oncancel: (event) => event.preventDefault() },
      h("div", { class: "conflict-head" },
        h("h2", { id: title, tabindex: -1 }, say("conflictTitle")),
        h("p", {}, about),
        h("div", { class: "choices" }, choice("keepMine"), choice("takeTheirs"), choice("byHand")),
        this.trouble),
      h("div", { class: "versions-scroll", tabindex: 0, role: "region", "aria-labelledby": title },
        h("table", { class: "versions" },
          h("thead", {}, h("tr", {},
            h("th", { scope: "col" }, say("mine")),
            h("th", { scope: "col" }, theirs.by ? say("theirsOf", { name: theirs.by }) : say("theirs")))),
          h("tbody", {}, ...this.rows(mine, theirs.draft)))));
    document.body.append(this.dialog);
    this.dialog.showModal();
    this.dialog.querySelector("h2").focus();
  }

  rows(mine, theirs) {
    const { say, language } = this;
    const pictures = { ...mine.pictures, ...theirs.pictures };
    const rows = [];
    const pair = (name, one, other, large = "") => {
      if (one === other) return;
      const words = diffWords(one, other);
      const cell = (text, pieces, mark) => h("td", { class: large },
        h("span", { class: "what" }, name),
        text ? side(pieces, mark, language) : h("p", { class: "none" }, say("untitled")));
      rows.push(h("tr", { class: "changed" }, cell(one, words.mine, "ins"), cell(other, words.theirs, "del")));
    };
    pair(say("headline"), mine.headline ?? "", theirs.headline ?? "", "headline");
    pair(say("deck"), (mine.deck ?? []).join("\n"), (theirs.deck ?? []).join("\n"));
    for (const field of ["section", "slug", "credits", "contact", "picture", "topics", "original_url"]) {
      const plainly = (draft) => fact(draft[field], field, this.names);
      const said = (draft) => (field === "picture" && draft.picture ? wordsOfBlock({ kind: field, picture: draft.picture }, pictures, say) : plainly(draft));
      if (plainly(mine) !== plainly(theirs)) pair(say.field(field), said(mine), said(theirs));
    }
    let same = 0;
    const close = () => {
      if (same > 0) rows.push(h("tr", { class: "same" }, h("td", { colspan: 2 }, say("sameBlocks", { n: same }))));
      same = 0;
    };
    for (const row of diffBlocks(partsOf(mine.body, pictures, say), partsOf(theirs.body, pictures, say))) {
      if (row.is === "same") {
        same += 1;
        continue;
      }
      close();
      rows.push(this.row(row));
    }
    close();
    return rows;
  }

  row({ mine, theirs }) {
    const { say, language } = this;
    const onlyMarks = mine && theirs && mine.text === theirs.text;
    const words = mine && theirs && !onlyMarks ? diffWords(mine.text, theirs.text) : null;
    const cell = (part, pieces, mark) => {
      if (!part) return h("td", {}, h("p", { class: "none" }, say("nothing")));
      const what = [part.kind === "paragraph" && !onlyMarks ? "" : say.kind(part.kind), onlyMarks ? say("onlyMarks") : ""].filter(Boolean).join(" · ");
      return h("td", {}, what ? h("span", { class: "what" }, what) : null, side(pieces ?? [{ text: part.text, changed: !onlyMarks }], mark, language));
    };
    return h("tr", { class: "changed" }, cell(mine, words?.mine, "ins"), cell(theirs, words?.theirs, "del"));
  }

  /** @param {"keepMine" | "takeTheirs" | "byHand"} name */
  async pick(name) {
    const buttons = [...this.dialog.querySelectorAll(".choice button")];
    for (const button of buttons) button.disabled = true;
    this.trouble.textContent = "";
    const done = await this.choose[name](this.mine, this.theirs);
    for (const button of buttons) button.disabled = false;
    if (!done) {
      this.trouble.textContent = this.say("asideFailed");
      return;
    }
    this.dialog.close();
    this.dialog.remove();
    if (name === "byHand") this.copy();
  }

  /** Mine, to read and copy from, beside the text that is edited. */
  copy() {
    document.querySelector(".writing-copy")?.remove();
    const { say, mine, language } = this;
    const title = freshId("copy");
    const panel = h("aside", { class: "writing-copy", "aria-labelledby": title },
      h("div", { class: "copy-head" },
        h("h2", { id: title }, say("myCopy")),
        h("button", { type: "button", onclick: () => panel.remove() }, say("close"))),
      h("div", { class: "copy-text", lang: language, tabindex: 0, role: "region", "aria-labelledby": title },
        h("p", { class: "headline" }, mine.headline ?? ""),
        ...(mine.deck ?? []).map((line) => h("p", { class: "deck-line" }, line)),
        ...partsOf(mine.body, mine.pictures ?? {}, say).map(({ kind, text }) => h("p", { class: `of-${kind}` }, text))));
    document.body.append(panel);
  }
}
