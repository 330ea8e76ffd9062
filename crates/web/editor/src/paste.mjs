// What is pasted or dropped: read into blocks, and put where the cursor is in a form that may stand there.
import { Fragment, Slice } from "prosemirror-model";
import { TextSelection } from "prosemirror-state";
import { nodeOf } from "./blocks.mjs";
import { readHtml, readText } from "./clean.mjs";
import { around as nodeAround, placeBlock, setLink } from "./commands.mjs";
import { lines, textsOf } from "./runs.mjs";
import { safeLink, soleLink } from "./links.mjs";
import { schema } from "./schema.mjs";
import { isImage, uploadInto } from "./uploads.mjs";

const { nodes } = schema;

export const mostPasted = 2 * 1024 * 1024;

const inlineOf = (text) => nodeOf({ kind: "paragraph", text }).content;

/** Where an attribute may begin, and whether one of those begins there. What stands in quotes is passed over whole. */
const attribute = /("[^"]*"|'[^']*'|[\s/])((?:style|on[a-z]+)\s*=)?/gi;

/**
 * The page's policy forbids styles and handlers in markup, and browsers report each one even in a document that is never shown. So
 * they are read under another name.
 */
const unstyled = (html) => html
  .replace(/<style\b[^>]*>[\s\S]*?<\/style\s*>/gi, "")
  .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(attribute, (all, before, name) => (name ? `${before}data-${name}` : all)));

/** @param {string} html @param {import("./clean.mjs").From} from */
const parse = (html, from) => readHtml(new DOMParser().parseFromString(unstyled(html), "text/html").body, from);

/** The blocks as a slice that fits where the selection is. @returns {Slice} */
export const sliceFor = (state, blocks, isOpen = false) => {
  const { $from } = state.selection;
  const { parent } = $from;
  const oneText = () => new Slice(inlineOf(lines(blocks.flatMap(textsOf))), 0, 0);
  if (parent.inlineContent && [nodes.by, nodes.table_caption, nodes.table_cell, nodes.table_header].includes(parent.type)) return oneText();
  if (nodeAround(state, nodes.quote)) {
    const paragraphs = blocks.flatMap(textsOf).map((text) => nodes.paragraph.create(null, inlineOf(text)));
    return paragraphs.length > 0 ? new Slice(Fragment.from(paragraphs), 1, 1) : Slice.empty;
  }
  const list = nodeAround(state, nodes.list);
  if (list) {
    if (blocks.length === 1 && blocks[0].kind === "list") return Slice.maxOpen(Fragment.from(nodeOf(blocks[0])));
    if (blocks.length > 1 && blocks.every(({ kind }) => kind === "paragraph")) {
      const items = blocks.map(({ text }) => ({ text }));
      return Slice.maxOpen(Fragment.from(nodeOf({ kind: "list", ordered: list.node.attrs.ordered, items })));
    }
  }
  const content = Fragment.from(blocks.map(nodeOf));
  const opens = (node) => (node.type === nodes.paragraph || (isOpen && content.childCount === 1 && node.isTextblock) ? 1 : 0);
  return new Slice(content, opens(content.firstChild), opens(content.lastChild));
};

/** @param {import("prosemirror-view").EditorView} view @param {object[]} blocks */
const put = (view, blocks, event, isOpen) => {
  const { state } = view;
  if (blocks.length === 1 && blocks[0].kind === "table" && nodeAround(state, nodes.table)) {
    // Cells go over cells.
    const slice = new Slice(Fragment.from(nodeOf(blocks[0]).lastChild), 0, 0);
    if (view.someProp("handlePaste", (handle) => handle(view, event, slice))) return;
  }
  const { tr } = state;
  const slice = sliceFor(state, blocks, isOpen);
  if (slice.size > 0) tr.replaceSelection(slice);
  // A picture cannot stand in a quotation or a cell, but after it.
  else for (const block of [...blocks].reverse()) placeBlock(tr, tr.doc.resolve(state.selection.to), nodeOf(block));
  view.dispatch(tr.scrollIntoView().setMeta("paste", true).setMeta("uiEvent", "paste"));
};

/** An address alone: on a selection it becomes its link, in an empty paragraph perhaps an embed. @returns {boolean} */
const putAddress = (view, address, { askEmbed, origin }) => {
  const { state } = view;
  const { $from, empty, from, to } = state.selection;
  const link = safeLink(address, origin);
  if (!link || !$from.parent.inlineContent || $from.parent.type === nodes.preformatted) return false;
  if (!empty) {
    if (!$from.sameParent(state.selection.$to)) return false;
    setLink({ from, to }, link)(state, view.dispatch);
    return true;
  }
  const isAlone = $from.depth === 1 && $from.parent.type === nodes.paragraph && $from.parent.content.size === 0;
  view.dispatch(state.tr.replaceSelectionWith(schema.text(link, [schema.marks.link.create({ href: link })]), false).scrollIntoView());
  if (isAlone) askEmbed(view, link, $from.before(1));
  return true;
};

/** @param {object} around @returns {{ paste: Function, drop: Function }} listeners for the editor */
export const pasting = (around) => {
  const { say, tell, records } = around;

  const take = (view, data, event) => {
    const html = data.getData("text/html");
    const text = data.getData("text/plain");
    if (html.length + text.length > mostPasted) {
      tell(say("tooBig"));
      return;
    }
    const images = [...data.files].filter(isImage);
    const isVerbatim = view.state.selection.$from.parent.type === nodes.preformatted;
    // Programs add a picture of what was copied; the text itself is wanted then.
    if (images.length > 0 && !isVerbatim && !text.trim()) {
      uploadInto(view, images, around);
      return;
    }
    if (isVerbatim && text) {
      view.dispatch(view.state.tr.insertText(text.replace(/\r\n?/g, "\n")).scrollIntoView());
      return;
    }
    const address = soleLink(text);
    if (address && putAddress(view, address, around)) return;
    const own = /data-pm-slice="?(\d+) (\d+)/.exec(html);
    const from = { origin: around.origin, own: own !== null, picture: (id) => records.has(id) };
    const read = html ? parse(html, from) : [];
    const blocks = read.length > 0 ? read : readText(text);
    if (blocks.length > 0) put(view, blocks, event, own !== null && own[1] !== "0");
    else if (text && own) view.dispatch(view.state.tr.insertText(text));
    else if (html || text) tell(say("pasteEmpty"));
  };

  return {
    paste: (view, event) => {
      if (!view.editable || !event.clipboardData) return false;
      if (event.target.closest?.("textarea, input")) return false;
      event.preventDefault();
      take(view, event.clipboardData, event);
      return true;
    },
    drop: (view, event) => {
      // Within the text the editor moves what is dragged itself, ids and all.
      if (!view.editable || view.dragging || !event.dataTransfer) return false;
      event.preventDefault();
      const at = view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos;
      if (at === undefined) return true;
      view.dispatch(view.state.tr.setSelection(TextSelection.near(view.state.doc.resolve(at))));
      take(view, event.dataTransfer, event);
      view.focus();
      return true;
    },
  };
};
