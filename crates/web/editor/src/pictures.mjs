// A picture in the text: the image, and the words of its record.
import { freshId, h } from "./dom.mjs";

/** The words of a record as fields: caption and alt text in the article's language, credit, and what its owner allows. */
export class PictureWords {
  /** @param {{ records: import("./records.mjs").Records, say: any, language: string, mayWrite: boolean }} around */
  constructor(id, around) {
    Object.assign(this, around, { id });
    const { say, language } = around;
    const field = (name, lang) => {
      const input = h("textarea", { rows: 1, id: freshId(name), ...(lang ? { lang: language } : {}), readonly: !this.mayWrite });
      input.addEventListener("input", () => this.typed());
      input.addEventListener("change", () => this.records.send(this.id));
      // A caption is one paragraph: Enter ends it.
      input.addEventListener("keydown", (event) => event.key === "Enter" && !event.isComposing && event.preventDefault());
      this[name] = input;
      const title = { caption: "pictureCaption", alt: "pictureAlt", credit: "pictureCredit", rights: "pictureRights" }[name];
      return h("div", { class: `picture-field of-${name}` }, h("label", { for: input.id }, say(title)), input);
    };
    this.note = h("p", { class: "picture-note", role: "status" });
    this.dom = h("div", { class: "picture-words" }, field("caption", true), field("alt", true), field("credit", false), field("rights", false), this.note);
    this.show();
  }

  typed() {
    const record = this.records.get(this.id);
    if (!record) return;
    const change = {};
    if (this.caption.value !== (record.captions?.[this.language] ?? "")) change.captions = { [this.language]: this.caption.value };
    if (this.alt.value !== (record.alts?.[this.language] ?? "")) change.alts = { [this.language]: this.alt.value };
    if (this.credit.value !== (record.credit ?? "")) change.credit = this.credit.value;
    if (this.rights.value !== (record.rights ?? "")) change.rights = this.rights.value;
    if (Object.keys(change).length > 0) this.records.edit(this.id, change);
  }

  show() {
    const record = this.records.get(this.id);
    const put = (input, value) => {
      if (input.value !== value && document.activeElement !== input) input.value = value;
    };
    put(this.caption, record?.captions?.[this.language] ?? "");
    put(this.alt, record?.alts?.[this.language] ?? "");
    put(this.credit, record?.credit ?? "");
    put(this.rights, record?.rights ?? "");
    const state = this.records.state(this.id);
    if (state === this.shown) return;
    this.shown = state;
    if (state === "failed") {
      const why = [this.say("pictureNotSaved"), this.records.why(this.id)].filter(Boolean).join(" ");
      this.note.replaceChildren(`${why} `, h("button", { type: "button", onclick: () => this.records.send(this.id) }, this.say("tryAgain")));
    } else this.note.textContent = state === "saved" ? this.say("pictureSaved") : "";
  }
}

/** @param {object} record */
export const imageOf = (record, language) => {
  if (!record?.url) return null;
  const size = { width: record.width || null, height: record.height || null };
  return h("img", { src: record.url, ...size, alt: record.alts?.[language] ?? "", loading: "lazy", decoding: "async", draggable: "false" });
};

/** The picture's view in the text. */
export class PictureView {
  constructor(node, view, getPos, around) {
    Object.assign(this, { node, view, getPos, around });
    this.dom = h("figure", { "data-picture": node.attrs.picture });
    this.draw();
    this.unwatch = around.records.watch(node.attrs.picture, () => this.refresh());
  }

  draw() {
    const { records, say, language, mayWrite } = this.around;
    const id = this.node.attrs.picture;
    const record = records.get(id);
    this.image = imageOf(record, language);
    this.words = record ? new PictureWords(id, this.around) : null;
    this.dom.replaceChildren(...[
      this.image ?? h("p", { class: "picture-none" }, record ? "" : say("pictureMissing")),
      this.words?.dom,
      mayWrite ? h("button", { type: "button", class: "picture-remove", onclick: () => this.remove() }, say("pictureRemove")) : null,
    ].filter(Boolean));
  }

  refresh() {
    const record = this.around.records.get(this.node.attrs.picture);
    if (!this.words || (record?.url && !this.image)) this.draw();
    this.words?.show();
    if (this.image) this.image.alt = record?.alts?.[this.around.language] ?? "";
  }

  remove() {
    const at = this.getPos();
    if (at === undefined) return;
    const { tr } = this.view.state;
    if (this.view.state.doc.childCount === 1) tr.replaceWith(at, at + 1, this.view.state.schema.nodes.paragraph.create());
    else tr.delete(at, at + 1);
    this.view.dispatch(tr);
    this.view.focus();
    this.around.tell(this.around.say("pictureGone"));
  }

  update(node) {
    if (node.type !== this.node.type || node.attrs.picture !== this.node.attrs.picture) return false;
    this.node = node;
    return true;
  }

  selectNode() {
    this.dom.classList.add("ProseMirror-selectednode");
  }

  deselectNode() {
    this.dom.classList.remove("ProseMirror-selectednode");
  }

  /** What happens in the fields is no business of the text around them. */
  stopEvent(event) {
    return Boolean(event.target.closest?.("textarea, button")) && !/^drag|drop/.test(event.type);
  }

  ignoreMutation() {
    return true;
  }

  destroy() {
    this.unwatch();
  }
}
