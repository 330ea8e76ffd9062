// A word processor writes a list as paragraphs that carry a level and a drawn marker. Here they become lists again.

import { styleOf } from "./styles.mjs";

/** @typedef {{ level: number, list: string, ordered: boolean, text: object[] }} Point */

// A letter alone is a bullet of a symbol font.
const numbered = /^(?:[([]?(?:\d{1,3}|[a-z]{1,4}|[가-힣])[.)\]]|\d{1,3}$|[①-⑳])/iu;

const markerIn = (node) => {
  for (const child of node.childNodes) {
    if (child.nodeType !== 1) continue;
    if (styleOf(child).get("mso-list") === "ignore") return child.textContent.replace(/[\s\u00a0]+/g, " ").trim();
    const found = markerIn(child);
    if (found !== null) return found;
  }
  return null;
};

/**
 * The place of a paragraph in a list, or null if it is in none.
 * @param {Map<string, string>} style @param {Element} node @returns {Omit<Point, "text"> | null}
 */
export const listMarker = (style, node) => {
  const found = /^(l\d+)\s+level(\d)/.exec(style.get("mso-list") ?? "");
  if (!found) return null;
  return { list: found[1], level: Number(found[2]), ordered: numbered.test(markerIn(node) ?? "") };
};

/** The points as one list with lists below its points. @param {Point[]} points @returns {{ ordered: boolean, items: object[] }} */
export const nest = (points) => {
  const items = [];
  // The lists that are open, outermost first, with the level that each stands for.
  const open = [{ level: points[0].level, items }];
  for (const { level, ordered, text } of points) {
    while (open.length > 1 && open.at(-1).level > level) open.pop();
    if (level > open.at(-1).level) {
      const above = open.at(-1).items.at(-1);
      above.items = [];
      if (ordered) above.ordered = true;
      open.push({ level, items: above.items });
    }
    open.at(-1).items.push({ text });
  }
  return { ordered: points[0].ordered, items };
};
