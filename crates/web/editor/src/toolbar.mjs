// The tools: real buttons, one stop for the Tab key, arrow keys from one to the next.
import { toggleMark } from "prosemirror-commands";
import { redo, undo } from "prosemirror-history";
import * as tables from "prosemirror-tables";
import { around, deleteTable, insertBlock, languageAt, newTable, setBlock, setLanguage, setList, setQuote, staying } from "./commands.mjs";
import { h } from "./dom.mjs";
import { schema } from "./schema.mjs";

const { nodes, marks } = schema;

const isMac = /Mac|iPhone|iPad/.test(globalThis.navigator?.platform ?? "");

/** A key as it is written on this machine's keyboard. */
const names = isMac ? { Mod: "⌘", Alt: "⌥", Shift: "⇧" } : { Mod: "Ctrl", Alt: "Alt", Shift: "Shift" };
const keyName = (key) => key.split("-").map((part) => names[part] ?? part.toUpperCase()).join(isMac ? "" : "+");

const hasMark = (type) => (state) => {
  const { from, to, empty, $from } = state.selection;
  return Boolean(empty ? type.isInSet(state.storedMarks ?? $from.marks()) : state.doc.rangeHasMark(from, to, type));
};

const mark = (name, key, sign) => ({ name, key, sign, run: toggleMark(marks[name]), isOn: hasMark(marks[name]) });

const block = (level) => ({
  name: `heading${level}`,
  sign: `H${level}`,
  key: `Mod-Alt-${level}`,
  run: setBlock(nodes.heading, { level }),
  isOn: (state) => state.selection.$from.parent.type === nodes.heading && state.selection.$from.parent.attrs.level === level,
});

const list = (name, key, ordered) => ({
  name,
  key,
  run: setList(ordered),
  isOn: (state) => around(state, nodes.list)?.node.attrs.ordered === ordered,
});

const quote = (name, key, pull) => ({ name, key, run: setQuote(pull), isOn: (state) => around(state, nodes.quote)?.node.attrs.pull === pull });

const groupsOf = (page) => [
  [
    mark("strong", "Mod-b", "B"),
    mark("emphasis", "Mod-i", "I"),
    mark("strike", null, "S"),
    mark("superscript", null, "x²"),
    mark("subscript", null, "x₂"),
    { name: "link", key: "Mod-k", run: page.link, isOn: hasMark(marks.link) },
  ],
  [block(2), block(3), block(4)],
  [list("bullets", "Mod-Shift-8", false), list("numbers", "Mod-Shift-7", true), quote("quote", "Mod-Shift-9", false), quote("pull", null, true)],
  [
    { name: "picture", run: page.picture },
    { name: "shelfTool", run: page.shelf },
    { name: "table", run: (state, dispatch) => insertBlock(newTable())(state, dispatch) },
    { name: "embed", run: page.embed },
    { name: "preformatted", run: setBlock(nodes.preformatted), isOn: (state) => state.selection.$from.parent.type === nodes.preformatted },
    { name: "rule", run: (state, dispatch) => insertBlock(nodes.rule.create())(state, dispatch) },
    { name: "code", run: toggleMark(marks.code), isOn: hasMark(marks.code) },
  ],
  [{ name: "undo", key: "Mod-z", run: undo }, { name: "redo", key: "Shift-Mod-z", run: redo }],
];

const tableGroup = [
  { name: "rowAbove", run: tables.addRowBefore },
  { name: "rowBelow", run: tables.addRowAfter },
  { name: "columnBefore", run: tables.addColumnBefore },
  { name: "columnAfter", run: tables.addColumnAfter },
  { name: "headRow", run: tables.toggleHeader("row") },
  { name: "headCell", run: tables.toggleHeaderCell },
  { name: "mergeCells", run: tables.mergeCells },
  { name: "splitCell", run: tables.splitCell },
  { name: "deleteRow", run: staying(tables.deleteRow) },
  { name: "deleteColumn", run: staying(tables.deleteColumn) },
  { name: "deleteTable", run: deleteTable },
];

export class Toolbar {
  /**
   * @param {HTMLElement} place @param {object} around
   * @param {import("prosemirror-view").EditorView} around.view
   * @param {string[]} around.languages that text can be marked with
   * @param {{ link: Function, embed: Function, picture: Function }} around.page tools that ask for something first
   */
  constructor(place, around) {
    Object.assign(this, around);
    this.watched = [];
    this.timer = null;
    const { say } = this;
    const group = (tools, attributes = {}) => h("div", { class: "tools", role: "group", ...attributes }, ...tools.map((tool) => this.button(tool)));
    this.tableTools = group(tableGroup, { "aria-label": say("tableTools"), hidden: true, class: "tools table-tools" });
    this.bar = h("div", { class: "writing-bar", role: "toolbar", "aria-label": say("tools") },
      h("div", { class: "writing-row" }, ...groupsOf(this.page).map((tools) => group(tools)), this.languageChoice()), this.tableTools);
    this.bar.addEventListener("keydown", (event) => this.keydown(event));
    this.bar.addEventListener("focusin", ({ target }) => this.stopAt(target));
    // A press must not take the selection out of the text.
    this.bar.addEventListener("mousedown", (event) => event.target.closest("button") && event.preventDefault());
    place.append(this.bar);
    this.stopAt(this.stops()[0]);
    this.draw();
  }

  button({ name, key, sign, run, isOn }) {
    const { say } = this;
    const title = say(name) + (key ? ` (${keyName(key)})` : "");
    // What is seen must be part of what is heard, so that a button can be called by it.
    const label = sign && sign.length > 1 ? `${say(name)} ${sign}` : say(name);
    const button = h("button", {
      type: "button",
      class: `tool of-${name}`,
      tabindex: -1,
      title: key || sign ? title : null,
      "aria-label": sign ? label : null,
      "aria-pressed": isOn ? "false" : null,
      "aria-keyshortcuts": key ? key.replace("Mod", isMac ? "Meta" : "Control").replaceAll("-", "+") : null,
    }, sign ?? say(name));
    button.addEventListener("click", () => {
      const hadFocus = document.activeElement === button;
      if (this.view.composing) {
        // What is being composed is finished first; leaving the text does that.
        this.view.dom.blur();
        this.view.focus();
        setTimeout(() => button.click(), 100);
        return;
      }
      run(this.view.state, this.view.dispatch, this.view);
      // A press of the pointer leaves one in the text; a press of a key leaves one at the tools.
      if (!hadFocus && !this.page.isAsking()) this.view.focus();
      this.draw();
    });
    if (isOn) this.watched.push({ button, isOn });
    return button;
  }

  languageChoice() {
    const { say } = this;
    const languages = new Intl.DisplayNames([say.language], { type: "language" });
    const label = (code) => {
      try {
        return languages.of(code) ?? code;
      } catch {
        return code;
      }
    };
    this.choice = h("select", { class: "tool", "aria-label": say("languageOf"), title: say("languageOf"), tabindex: -1 },
      h("option", { value: "" }, say("ownLanguage")), ...this.languages.map((code) => h("option", { value: code }, label(code))));
    this.choice.addEventListener("change", () => {
      setLanguage(this.choice.value || null)(this.view.state, this.view.dispatch);
      this.draw();
    });
    return h("div", { class: "tools" }, this.choice);
  }

  stops() {
    return [...this.bar.querySelectorAll(".tool")].filter((tool) => !tool.closest("[hidden]"));
  }

  stopAt(tool) {
    for (const each of this.bar.querySelectorAll(".tool")) each.tabIndex = each === tool ? 0 : -1;
  }

  focus() {
    (this.bar.querySelector(".tool[tabindex='0']") ?? this.stops()[0]).focus();
  }

  /** @param {KeyboardEvent} event */
  keydown(event) {
    const stops = this.stops();
    const at = stops.indexOf(event.target);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: stops.length - 1 }[event.key];
    if (event.key === "Escape") this.view.focus();
    else if (to === undefined || at < 0) return;
    else stops[(to + stops.length) % stops.length].focus();
    event.preventDefault();
  }

  /** Draws what is on, once typing pauses: no key press waits for the tools. */
  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.draw(), 120);
  }

  draw() {
    const { state } = this.view;
    for (const { button, isOn } of this.watched) {
      const on = String(isOn(state) === true);
      if (button.getAttribute("aria-pressed") !== on) button.setAttribute("aria-pressed", on);
    }
    const inTable = tables.isInTable(state);
    if (this.tableTools.hidden === inTable) {
      this.tableTools.hidden = !inTable;
      if (!inTable && this.tableTools.contains(this.bar.querySelector("[tabindex='0']"))) this.stopAt(this.stops()[0]);
    }
    const language = languageAt(state);
    if (this.choice.value !== language && document.activeElement !== this.choice) this.choice.value = language;
  }
}
