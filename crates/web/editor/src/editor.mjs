// The text itself: a view of the body with its tools.
import { dropCursor } from "prosemirror-dropcursor";
import { gapCursor } from "prosemirror-gapcursor";
import { history } from "prosemirror-history";
import { EditorState, TextSelection } from "prosemirror-state";
import { tableEditing } from "prosemirror-tables";
import { EditorView } from "prosemirror-view";
import { numbered, toBlocks, toDoc } from "./blocks.mjs";
import { insertBlock, linkAt, setLink } from "./commands.mjs";
import { afterComposition, freshId, h } from "./dom.mjs";
import { keys, rules } from "./keys.mjs";
import { typedLink } from "./links.mjs";
import { pasting } from "./paste.mjs";
import { Prompt } from "./prompt.mjs";
import { schema } from "./schema.mjs";
import { Shelf } from "./shelf.mjs";
import { number, tidy } from "./tidy.mjs";
import { Toolbar } from "./toolbar.mjs";
import { insertPicture, isImage, uploadInto, uploads } from "./uploads.mjs";
import { viewsOf } from "./views.mjs";

export class Editor {
  /**
   * @param {HTMLElement} place @param {HTMLElement | null} toolsPlace @param {object} around
   * @param {object[]} around.body @param {() => void} around.onChange @param {() => void} around.onSave
   */
  constructor(place, toolsPlace, around) {
    this.around = { ...around, askEmbed: (view, url, at) => this.askEmbed(view, url, at) };
    this.place = place;
    const { say, mayWrite, language } = around;
    place.style.setProperty("--words-by", JSON.stringify(say("by")));
    place.style.setProperty("--words-caption", JSON.stringify(say("caption")));
    place.style.setProperty("--words-body", JSON.stringify(say("bodyPlaceholder")));
    place.lang = language;
    const hint = h("p", { id: freshId("keys"), hidden: true }, say("bodyHint"));
    if (mayWrite) place.append(hint);
    const pastes = pasting(this.around);
    this.plugins = [
      tidy(),
      rules(),
      ...keys({ link: () => this.askLink(), save: around.onSave, tools: () => this.toolbar?.focus() }),
      tableEditing({ allowTableNodeSelection: false }),
      history(),
      dropCursor({ class: "drop-cursor", color: false }),
      gapCursor(),
      uploads(),
    ];
    this.view = new EditorView(place, {
      state: this.stateOf(around.body),
      editable: () => mayWrite,
      nodeViews: viewsOf(this.around),
      attributes: {
        role: "textbox",
        "aria-multiline": "true",
        "aria-label": say("body"),
        class: "writing-text",
        spellcheck: "true",
        ...(mayWrite ? { "aria-describedby": hint.id } : { "aria-readonly": "true", tabindex: "0" }),
      },
      handleDOMEvents: { paste: pastes.paste, drop: pastes.drop, mousedown: (view, event) => this.pressed(view, event) },
      dispatchTransaction: (tr) => this.dispatch(tr),
    });
    this.showEmpty();
    if (mayWrite && toolsPlace) this.addTools(toolsPlace);
  }

  addTools(place) {
    const { say, languages, language } = this.around;
    this.prompt = new Prompt(place, { say, back: () => this.view.focus() });
    this.shelf = new Shelf(this.around);
    const file = h("input", { type: "file", accept: "image/*", multiple: true, hidden: true });
    file.addEventListener("change", () => {
      uploadInto(this.view, [...file.files].filter(isImage), this.around);
      file.value = "";
      this.view.focus();
    });
    this.toolbar = new Toolbar(place, {
      view: this.view,
      say,
      languages: languages.filter((code) => code !== language),
      page: {
        link: () => this.askLink(),
        embed: () => this.askForEmbed(),
        picture: () => file.click(),
        shelf: () => this.shelf.open((record) => insertPicture(this.view, record)),
        isAsking: () => this.prompt.isOpen || this.shelf.isOpen,
      },
    });
    place.prepend(file);
  }

  /** Below a last block that is no paragraph, a press of the pointer begins one. */
  pressed(view, event) {
    if (!view.editable || event.target !== view.dom || view.state.doc.lastChild.type === schema.nodes.paragraph) return false;
    if (event.clientY < view.dom.lastElementChild.getBoundingClientRect().bottom) return false;
    const { tr } = view.state;
    tr.insert(tr.doc.content.size, schema.nodes.paragraph.create());
    view.dispatch(tr.setSelection(TextSelection.atEnd(tr.doc)));
    view.focus();
    event.preventDefault();
    return true;
  }

  stateOf(blocks) {
    return EditorState.create({ doc: toDoc(blocks), plugins: this.plugins });
  }

  dispatch(tr) {
    const before = this.view.state.doc;
    this.view.updateState(this.view.state.apply(tr));
    if (this.pending) for (const place of this.pending) place.at = tr.mapping.mapResult(place.at).deleted ? -1 : tr.mapping.map(place.at);
    this.toolbar?.later();
    if (before === this.view.state.doc) return;
    this.showEmpty();
    if (tr.getMeta("numbering") !== true) this.around.onChange();
  }

  /** On the element around the text, which may change while somebody composes in it. */
  showEmpty() {
    const { childCount, firstChild: first } = this.view.state.doc;
    this.place.classList.toggle("is-empty", childCount === 1 && first.type === schema.nodes.paragraph && first.content.size === 0);
  }

  /** The block in which the cursor stands, by its id and its first words; none where it is so new that it has no id. */
  get blockHere() {
    const { $from } = this.view.state.selection;
    const node = $from.depth > 0 ? $from.node(1) : $from.nodeAfter;
    return node?.attrs.id ? { id: node.attrs.id, words: node.textContent.slice(0, 60) } : null;
  }

  get doc() {
    return this.view.state.doc;
  }

  read() {
    return toBlocks(this.view.state.doc);
  }

  /** @param {object[]} blocks the text starts anew, and so does what can be undone */
  write(blocks) {
    this.view.updateState(this.stateOf(blocks));
    this.showEmpty();
    this.toolbar?.later();
  }

  /** Remembers which blocks go out without an id; see `saved`. */
  sending() {
    const blocks = this.read();
    const ids = numbered(blocks);
    this.pending = [];
    this.doc.forEach((node, at, index) => {
      if (blocks[index]?.id === 0 && node.attrs.id === 0) this.pending.push({ at, index, id: ids[index] });
    });
  }

  /** They are on disk: the blocks take the ids that the server gave them, so that the next save does not number them anew. */
  saved(ids = null) {
    const given = (this.pending ?? []).filter(({ at }) => at >= 0);
    this.pending = null;
    if (given.length === 0) return;
    for (const place of given) place.id = ids?.[place.index] ?? place.id;
    const keep = given;
    this.pending = keep;
    afterComposition(this.view, () => {
      if (this.pending !== keep) return;
      this.pending = null;
      number(this.view, keep.filter(({ at }) => at >= 0));
    });
  }

  askLink() {
    if (!this.prompt) return true;
    const { say, origin } = this.around;
    const { state } = this.view;
    const found = linkAt(state);
    const { from, to, empty } = state.selection;
    if (!found && empty) {
      this.around.tell(say("linkNeedsText"));
      return true;
    }
    const range = found ?? { from, to };
    const set = (href) => setLink(range, href)(this.view.state, this.view.dispatch);
    this.prompt.ask({
      label: say("linkAddress"),
      act: say("setLink"),
      value: found?.href ?? "",
      done: (typed) => {
        const href = typedLink(typed, origin);
        if (!href) return say("linkWrong");
        set(href);
        return null;
      },
      also: found ? { label: say("removeLink"), act: () => set(null) } : undefined,
    });
    return true;
  }

  askForEmbed() {
    const { say } = this.around;
    this.prompt.ask({
      label: say("embedAddress"),
      act: say("insert"),
      done: async (typed, tell) => {
        tell(say("embedAsking"));
        const { node, error } = await this.lookUp(typed.trim());
        if (node) insertBlock(node)(this.view.state, this.view.dispatch);
        return node ? null : error;
      },
    });
    return true;
  }

  async lookUp(url) {
    const { desk, paths, say } = this.around;
    try {
      const { status, body } = await desk.get(`${paths.embeds}?url=${encodeURIComponent(url)}`);
      if (status === 200 && body?.provider) {
        return { node: schema.nodes.embed.create({ provider: body.provider, url: body.url ?? url, title: body.title ?? null }) };
      }
      return { error: body?.error ?? say(status === 401 ? "signedOut" : "embedWrong") };
    } catch {
      return { error: say("connectionLost") };
    }
  }

  /** The address stands as a link already; if the server knows what it leads to, and nobody wrote on, it becomes the embed. */
  async askEmbed(view, url, at) {
    const { node } = await this.lookUp(url);
    if (!node) return;
    afterComposition(view, () => {
      let found = null;
      view.state.doc.forEach((block, offset) => {
        if (block.type !== schema.nodes.paragraph || block.textContent !== url) return;
        if (found === null || Math.abs(offset - at) < Math.abs(found.at - at)) found = { at: offset, block };
      });
      if (!found) return;
      const tr = view.state.tr.replaceWith(found.at, found.at + found.block.nodeSize, node);
      if (found.at + 1 === tr.doc.content.size) tr.insert(found.at + 1, schema.nodes.paragraph.create());
      view.dispatch(tr);
    });
  }
}
