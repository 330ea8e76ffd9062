// How blocks stand on the page while they are edited.
import { nodeOf } from "./blocks.mjs";
import { h } from "./dom.mjs";
import { safeLink } from "./links.mjs";
import { wordsOfBlock } from "./parts.mjs";
import { PictureView } from "./pictures.mjs";
import { straightened } from "./straight.mjs";

/**
 * A block whose element stays when its id or language changes: an element that is replaced would end a composition in it, and lose
 * the place of a screen reader.
 */
class Still {
  constructor(node, tag) {
    this.node = node;
    this.tag = tag;
    this.dom = this.contentDOM = document.createElement(tag(node));
    this.show();
  }

  show() {
    const { language, pull } = this.node.attrs;
    if (language) this.dom.lang = language;
    else this.dom.removeAttribute("lang");
    if (pull !== undefined) this.dom.classList.toggle("pull", pull);
  }

  update(node) {
    if (node.type !== this.node.type || this.tag(node) !== this.tag(this.node)) return false;
    this.node = node;
    this.show();
    return true;
  }
}

class EmbedView {
  constructor(node, { say }) {
    const { provider, url, title } = node.attrs;
    const leads = h("span", { class: "unseen" }, ` (${say("openElsewhere")})`);
    this.dom = h("p", { class: "embed", "data-embed": provider },
      h("span", { class: "provider" }, provider.replaceAll("-", " ")), " ",
      h("a", { href: safeLink(url), rel: "noopener noreferrer", target: "_blank" }, title || url, leads));
  }

  ignoreMutation() {
    return true;
  }

  /** The link may be followed; all else selects the block. */
  stopEvent(event) {
    return event.type === "click" && Boolean(event.target.closest?.("a"));
  }
}

/** A block that cannot be edited is told of; a crooked table can be made straight. */
const keptView = (node, view, getPos, { say, mayWrite }) => {
  const { block } = node.attrs;
  const isTable = block.kind === "table" && block.rows?.some((row) => row.length > 0);
  const straighten = () => {
    const at = getPos();
    const table = nodeOf({ ...straightened(block), id: node.attrs.id });
    if (at !== undefined) view.dispatch(view.state.tr.replaceWith(at, at + node.nodeSize, table));
    view.focus();
  };
  const dom = h("div", { class: "kept" },
    h("p", {}, isTable ? say("crooked") : say("kept", { kind: say.kind(block.kind ?? "?") })),
    isTable ? h("p", { class: "kept-text" }, wordsOfBlock(block, {}, say)) : null,
    isTable && mayWrite ? h("button", { type: "button", onclick: straighten }, say("straighten")) : null);
  return { dom, ignoreMutation: () => true, stopEvent: (event) => Boolean(event.target.closest?.("button")) };
};

export const viewsOf = (around) => {
  const still = (tag) => (node) => new Still(node, tag);
  return {
    paragraph: still(() => "p"),
    heading: still((node) => `h${Math.min(4, Math.max(2, node.attrs.level))}`),
    list: still((node) => (node.attrs.ordered ? "ol" : "ul")),
    quote: still(() => "blockquote"),
    preformatted: still(() => "pre"),
    picture: (node, view, getPos) => new PictureView(node, view, getPos, around),
    embed: (node) => new EmbedView(node, around),
    kept: (node, view, getPos) => keptView(node, view, getPos, around),
  };
};
