// What other programs put on the clipboard, read into blocks. Only what has a block or a mark here is taken up, so that scripts,
// styles and classes have no way in. It reads any DOM and changes none.
import { safeLink } from "./links.mjs";
import { isBlank, lines, paragraphs, push, squeezed, textsOf } from "./runs.mjs";
import { straightened } from "./straight.mjs";
import { isHidden, marksBy, styleOf } from "./styles.mjs";
import { listMarker, nest } from "./wordlists.mjs";

const setOf = (names) => new Set(names.split(" "));
const skipped = setOf(
  "SCRIPT STYLE NOSCRIPT TEMPLATE IFRAME OBJECT EMBED APPLET SVG MATH CANVAS AUDIO VIDEO HEAD TITLE META LINK XML BUTTON SELECT TEXTAREA INPUT NAV",
);
const parts = setOf(
  "P DIV SECTION ARTICLE MAIN HEADER FOOTER ASIDE ADDRESS DL DT DD FORM FIELDSET DETAILS SUMMARY FIGCAPTION CENTER BODY HTML LI TR TD TH CAPTION",
);
const mostColumns = 50;
// As `Provider` names them.
const providers = setOf(
  "youtube vimeo x instagram facebook tiktok soundcloud spotify naver-tv kakao-tv dailymotion reddit bluesky mastodon googlemaps",
);

/** @typedef {{ origin?: string, own?: boolean, picture?: (id: string) => boolean }} From */

class Reader {
  /** @param {From} from */
  constructor(from) {
    this.from = from;
    this.blocks = [];
    this.runs = [];
    // Points of a word processor's list that are not made a list yet, and words of pictures that stand in a paragraph.
    this.points = [];
    this.after = [];
    this.caption = null;
    this.wordless = false;
  }

  inside() {
    return new Reader(this.from);
  }

  add(block) {
    if (this.points.length > 0) this.blocks.push({ id: 0, kind: "list", ...nest(this.points) });
    this.points = [];
    if (block) this.blocks.push({ id: 0, ...block });
  }

  /** Ends the running paragraph. */
  flush(make = (text) => ({ kind: "paragraph", text })) {
    const runs = this.runs;
    this.runs = [];
    for (const text of this.from.own ? (isBlank(runs) ? [] : [runs]) : paragraphs(runs)) this.add(make(text));
    const after = this.after;
    this.after = [];
    for (const words of after) this.add({ kind: "paragraph", text: [{ text: words }] });
  }

  finish() {
    this.flush();
    this.add(null);
    return this.blocks;
  }

  text(value, marks) {
    let text = value.normalize("NFC").replace(/[\u200b\ufeff\u00ad]/g, "");
    if (!this.from.own) text = text.replace(/[\s\u00a0]+/g, " ");
    push(this.runs, text, marks);
  }

  children(node, marks) {
    for (const child of node.childNodes) this.node(child, marks);
    return this;
  }

  node(node, marks) {
    if (node.nodeType === 3) {
      this.text(node.data, marks);
      return;
    }
    if (node.nodeType !== 1) return;
    const tag = node.tagName.toUpperCase();
    if (skipped.has(tag) || isHidden(node)) return;
    if (tag === "BR") push(this.runs, "\n", {});
    else if (tag === "IMG") this.picture(node);
    else if (Object.hasOwn(elements, tag)) {
      this.flush();
      elements[tag](this, node, marks);
    } else if (parts.has(tag)) this.part(node, marks);
    else this.children(node, this.marked(node, tag, marks));
  }

  marked(node, tag, marks) {
    const worn = marksBy(tag, styleOf(node), marks);
    const link = tag === "A" ? safeLink(node.getAttribute("href"), this.from.origin) : null;
    if (link) worn.link = link;
    const language = this.languageOf(node);
    if (language && tag === "SPAN") worn.language = language;
    return worn;
  }

  part(node, marks) {
    const style = styleOf(node);
    const worn = marksBy("", style, marks);
    const marker = listMarker(style, node);
    this.flush();
    if (marker) {
      const text = squeezed(this.inside().children(node, worn).runs);
      const first = this.points[0];
      if (first && marker.level === 1 && (marker.list !== first.list || marker.ordered !== first.ordered)) this.add(null);
      if (!isBlank(text)) this.points.push({ ...marker, text });
    } else if (this.from.own && providers.has(node.getAttribute("data-embed"))) this.card(node);
    else if (this.from.own && node.getAttribute("class") === "table-caption") this.caption = this.inside().children(node, worn).runs;
    else if (/\bMso(?:Title|Heading1)\b/i.test(node.getAttribute("class") ?? "")) heading(2)(this, node);
    else {
      this.children(node, worn);
      this.flush(this.unit(node));
    }
  }

  /** Other programs name languages at random; what comes from here means it. */
  languageOf(node) {
    const language = this.from.own ? node.getAttribute("lang") : null;
    return language && /^[a-z]{2,3}$/.test(language) ? language : null;
  }

  unit(node) {
    const language = this.languageOf(node);
    return (text) => ({ ...(language ? { language } : {}), kind: "paragraph", text });
  }

  /** A picture is not fetched; its words stay. */
  picture(node) {
    if (this.wordless) return;
    const words = (node.getAttribute("alt") ?? "").normalize("NFC").replace(/\s+/g, " ").trim();
    if (/^\p{Extended_Pictographic}/u.test(words) && words.length < 20) this.text(words, {});
    else if (words && !/^[\w%.-]+\.(?:jpe?g|png|gif|webp|svg)$/i.test(words)) this.after.push(words);
  }

  card(node) {
    const link = node.querySelector("a");
    const url = link && safeLink(link.getAttribute("href"));
    if (!url || !/^https?:/i.test(url)) return;
    const title = node.getAttribute("data-title");
    this.add({ kind: "embed", provider: node.getAttribute("data-embed"), url, ...(title ? { title } : {}) });
  }
}

const heading = (level) => (reader, node) => {
  const text = reader.inside();
  text.children(node, {});
  // A heading is strong by itself.
  for (const run of text.runs) delete run.strong;
  const title = squeezed(text.runs);
  if (!isBlank(title)) reader.add({ kind: "heading", level, text: title });
  for (const words of text.after) reader.add({ kind: "paragraph", text: [{ text: words }] });
  for (const block of text.blocks) reader.add(block);
};

const asText = (blocks) => lines(blocks.flatMap(textsOf));

/** The points of a list; lists that stand between points rather than in one belong to the point before. */
const pointsOf = (reader, list) => {
  const items = [];
  const below = (more, ordered) => {
    if (more.length === 0) return;
    const last = items.at(-1);
    if (!last) items.push(...more);
    else {
      if (!last.items && ordered) last.ordered = true;
      last.items = [...(last.items ?? []), ...more];
    }
  };
  for (const child of list.childNodes) {
    if (child.nodeType !== 1 || isHidden(child)) continue;
    const tag = child.tagName.toUpperCase();
    if (tag === "UL" || tag === "OL") {
      below(pointsOf(reader, child), tag === "OL");
      continue;
    }
    const blocks = reader.inside().children(child, {}).finish();
    const text = asText(blocks.filter(({ kind }) => kind !== "list"));
    const lists = blocks.filter(({ kind }) => kind === "list");
    if (!isBlank(text)) items.push({ text });
    for (const { items: more, ordered } of lists) below(more, ordered);
  }
  return items;
};

const listOf = (ordered) => (reader, node) => {
  const items = pointsOf(reader, node);
  if (items.length > 0) reader.add({ kind: "list", ordered, items });
};

const quote = (reader, node, marks) => {
  const inner = reader.inside();
  const byline = [...node.childNodes].findLast((child) => child.nodeType === 1 && /^(?:FOOTER|CITE)$/i.test(child.tagName));
  for (const child of node.childNodes) if (child !== byline) inner.node(child, marks);
  const by = byline ? squeezed(reader.inside().children(byline, {}).runs) : [];
  // Who said it is set off with a dash by those who write it as text.
  if (by.length > 0) by[0].text = by[0].text.replace(/^[—–-]\s*/, "");
  const blocks = inner.finish();
  const paragraphs = blocks.filter(({ kind }) => kind !== "embed" && kind !== "table").flatMap(textsOf).filter((text) => !isBlank(text));
  const pull = reader.from.own && node.getAttribute("class") === "pull";
  if (paragraphs.length > 0) reader.add({ kind: "quote", paragraphs, ...(isBlank(by) ? {} : { by }), ...(pull ? { pull } : {}) });
  for (const block of blocks) if (block.kind === "embed" || block.kind === "table") reader.add(block);
};

const within = (node, table) => {
  for (let at = node.parentNode; at; at = at.parentNode) if (at.nodeType === 1 && at.tagName.toUpperCase() === "TABLE") return at === table;
  return false;
};

const cellsOf = (row) => [...row.childNodes].filter((cell) => cell.nodeType === 1 && /^T[DH]$/i.test(cell.tagName));

const span = (cell, name, most) => Math.min(most, Math.max(1, Number.parseInt(cell.getAttribute(name) ?? "1", 10) || 1));

const table = (reader, node, marks) => {
  const rows = [...node.querySelectorAll("tr")].filter((row) => within(row, node) && cellsOf(row).length > 0);
  // A table around tables, or around a single cell, is there for the look of a page.
  if (node.querySelector("table") || rows.flatMap(cellsOf).length < 2) {
    for (const cell of rows.flatMap(cellsOf)) {
      reader.children(cell, marks);
      reader.flush();
    }
    return;
  }
  const titled = [...node.childNodes].find((child) => child.nodeType === 1 && child.tagName.toUpperCase() === "CAPTION");
  const caption = titled ? squeezed(reader.inside().children(titled, {}).runs) : reader.caption ?? [];
  reader.caption = null;
  const read = rows.map((row, at) => {
    const top = row.parentNode.tagName.toUpperCase() === "THEAD";
    return cellsOf(row).map((cell) => {
      const columns = span(cell, "colspan", mostColumns);
      const below = span(cell, "rowspan", rows.length - at);
      const head = top || cell.tagName.toUpperCase() === "TH";
      const text = asText(reader.inside().children(cell, {}).finish());
      if (head) for (const run of text) delete run.strong;
      return { text, ...(head ? { head } : {}), ...(columns > 1 ? { columns } : {}), ...(below > 1 ? { rows: below } : {}) };
    });
  });
  reader.add(straightened({ kind: "table", ...(isBlank(caption) ? {} : { caption }), rows: read }));
};

const figure = (reader, node, marks) => {
  const id = node.getAttribute("data-picture");
  if (id && reader.from.picture?.(id)) {
    reader.add({ kind: "picture", picture: id });
    return;
  }
  const inner = reader.inside();
  // The caption says what the alt text says, and more.
  const captioned = node.querySelector("figcaption");
  inner.wordless = captioned !== null && captioned.textContent.trim() !== "";
  for (const block of inner.children(node, marks).finish()) reader.add(block);
};

const preformatted = (reader, node) => {
  const text = node.textContent.replace(/\r\n?/g, "\n").replace(/^\n|\n$/g, "");
  if (text.trim()) reader.add({ kind: "preformatted", text });
};

/** Elements that are blocks of their own. */
const elements = {
  H1: heading(2),
  H2: heading(2),
  H3: heading(3),
  H4: heading(4),
  H5: heading(4),
  H6: heading(4),
  UL: listOf(false),
  OL: listOf(true),
  BLOCKQUOTE: quote,
  TABLE: table,
  FIGURE: figure,
  PRE: preformatted,
  HR: (reader) => reader.add({ kind: "rule" }),
};

/** The blocks of a piece of a page. @param {Node} root @param {From} [from] @returns {object[]} */
export const readHtml = (root, from = {}) => new Reader(from).children(root, {}).finish();

/** The blocks of plain text: an empty line parts paragraphs. @param {string} text @returns {object[]} */
export const readText = (text) =>
  text.normalize("NFC").replace(/\r\n?/g, "\n").replace(/[\u200b\ufeff]/g, "").split(/\n[^\S\n]*(?:\n[^\S\n]*)+/)
    .map((part) => part.split("\n").map((line) => line.trimEnd()).join("\n").replace(/^\n+|\n+$/g, ""))
    .filter((part) => part.trim())
    .map((part) => ({ id: 0, kind: "paragraph", text: [{ text: part }] }));
