// The document inside the editor: one node for each kind of block, one mark for each that a run can wear, and nothing else.
import { Schema } from "prosemirror-model";
import { safeLink } from "./links.mjs";

const unit = { id: { default: 0 }, language: { default: null } };

const lang = (node) => (node.attrs.language ? { lang: node.attrs.language } : {});

const cell = {
  content: "inline*",
  attrs: { colspan: { default: 1 }, rowspan: { default: 1 }, colwidth: { default: null } },
  isolating: true,
};

const spans = ({ attrs }) => ({
  ...(attrs.colspan === 1 ? {} : { colspan: attrs.colspan }),
  ...(attrs.rowspan === 1 ? {} : { rowspan: attrs.rowspan }),
});

const readSpans = (dom) => ({ colspan: Number(dom.getAttribute("colspan")) || 1, rowspan: Number(dom.getAttribute("rowspan")) || 1 });

/** @type {Record<string, import("prosemirror-model").NodeSpec>} */
const nodes = {
  doc: { content: "block+" },
  paragraph: {
    group: "block",
    content: "inline*",
    attrs: unit,
    parseDOM: [{ tag: "p" }, { tag: "div", priority: 20 }],
    toDOM: (node) => ["p", lang(node), 0],
  },
  heading: {
    group: "block",
    content: "inline*",
    attrs: { ...unit, level: { default: 2 } },
    defining: true,
    parseDOM: [2, 3, 4].map((level) => ({ tag: `h${level}`, attrs: { level } })),
    toDOM: (node) => [`h${Math.min(4, Math.max(2, node.attrs.level))}`, lang(node), 0],
  },
  list: {
    group: "block",
    content: "list_item+",
    attrs: { ...unit, ordered: { default: false } },
    parseDOM: [
      { tag: "ul", attrs: { ordered: false } },
      { tag: "ol", attrs: { ordered: true } },
    ],
    toDOM: (node) => [node.attrs.ordered ? "ol" : "ul", lang(node), 0],
  },
  // More than one list below a point stands only for a moment, while points are moved; see `tidy` in plugins.mjs.
  list_item: {
    content: "paragraph list*",
    attrs: { ordered: { default: false } },
    defining: true,
    parseDOM: [{ tag: "li" }],
    toDOM: () => ["li", 0],
  },
  quote: {
    group: "block",
    content: "paragraph+ by",
    attrs: { ...unit, pull: { default: false }, attributed: { default: false } },
    isolating: true,
    parseDOM: [{ tag: "blockquote" }],
    toDOM: (node) => ["blockquote", { ...lang(node), ...(node.attrs.pull ? { class: "pull" } : {}) }, 0],
  },
  by: { content: "inline*", isolating: true, selectable: false, parseDOM: [{ tag: "footer" }], toDOM: () => ["footer", { class: "by" }, 0] },
  picture: {
    group: "block",
    attrs: { ...unit, picture: {} },
    draggable: true,
    toDOM: (node) => ["figure", { "data-picture": node.attrs.picture }],
  },
  table_block: {
    group: "block",
    content: "table_caption table",
    attrs: { ...unit, captioned: { default: false } },
    isolating: true,
    toDOM: (node) => ["div", { ...lang(node), class: "table" }, 0],
  },
  table_caption: { content: "inline*", isolating: true, selectable: false, toDOM: () => ["p", { class: "table-caption" }, 0] },
  table: { content: "table_row+", tableRole: "table", isolating: true, selectable: false, toDOM: () => ["table", ["tbody", 0]] },
  table_row: { content: "(table_cell | table_header)*", tableRole: "row", parseDOM: [{ tag: "tr" }], toDOM: () => ["tr", 0] },
  table_cell: { ...cell, tableRole: "cell", parseDOM: [{ tag: "td", getAttrs: readSpans }], toDOM: (node) => ["td", spans(node), 0] },
  table_header: { ...cell, tableRole: "header_cell", parseDOM: [{ tag: "th", getAttrs: readSpans }], toDOM: (node) => ["th", spans(node), 0] },
  embed: {
    group: "block",
    attrs: { ...unit, provider: {}, url: {}, title: { default: null } },
    draggable: true,
    toDOM: ({ attrs }) => [
      "p",
      { class: "embed", "data-embed": attrs.provider, "data-title": attrs.title },
      ["a", { href: attrs.url, rel: "noopener" }, attrs.title || attrs.url],
    ],
  },
  preformatted: {
    group: "block",
    content: "text*",
    marks: "",
    attrs: unit,
    code: true,
    defining: true,
    parseDOM: [{ tag: "pre", preserveWhitespace: "full" }],
    toDOM: (node) => ["pre", lang(node), 0],
  },
  rule: { group: "block", attrs: unit, parseDOM: [{ tag: "hr" }], toDOM: () => ["hr"] },
  // A block that this editor has no tools for. It is shown as such and goes back exactly as it came.
  kept: { group: "block", attrs: { id: { default: 0 }, block: {} }, toDOM: (node) => ["p", { class: "kept" }, node.attrs.block.kind] },
  text: { group: "inline" },
  hard_break: {
    group: "inline",
    inline: true,
    selectable: false,
    linebreakReplacement: true,
    leafText: () => "\n",
    parseDOM: [{ tag: "br" }],
    toDOM: () => ["br"],
  },
};

const weight = (value) => (/^(bold|bolder|[6-9]00)$/.test(value) ? null : false);

/** In the order in which a run names them. @type {Record<string, import("prosemirror-model").MarkSpec>} */
const marks = {
  strong: {
    parseDOM: [{ tag: "strong" }, { tag: "b" }, { style: "font-weight", getAttrs: weight }],
    toDOM: () => ["strong", 0],
  },
  emphasis: { parseDOM: [{ tag: "em" }, { tag: "i" }, { style: "font-style=italic" }], toDOM: () => ["em", 0] },
  strike: { parseDOM: [{ tag: "s" }, { tag: "del" }, { tag: "strike" }], toDOM: () => ["s", 0] },
  code: { parseDOM: [{ tag: "code" }], toDOM: () => ["code", 0] },
  superscript: { parseDOM: [{ tag: "sup" }], toDOM: () => ["sup", 0] },
  subscript: { parseDOM: [{ tag: "sub" }], toDOM: () => ["sub", 0] },
  link: {
    attrs: { href: {} },
    inclusive: false,
    parseDOM: [{ tag: "a[href]", getAttrs: (dom) => ({ href: dom.getAttribute("href") }) }],
    // An address of a kind that does not belong here is kept, but leads nowhere.
    toDOM: (mark) => ["a", { href: safeLink(mark.attrs.href), rel: "noopener" }, 0],
  },
  language: {
    attrs: { code: {} },
    parseDOM: [{ tag: "span[lang]", getAttrs: (dom) => ({ code: dom.getAttribute("lang") }) }],
    toDOM: (mark) => ["span", { lang: mark.attrs.code }, 0],
  },
};

export const schema = new Schema({ nodes, marks });
