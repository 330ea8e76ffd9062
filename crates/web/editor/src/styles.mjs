// The little of a foreign style that means something: weight, slant, strike, and above or below the line.

const bySpan = {
  B: "strong", STRONG: "strong", I: "emphasis", EM: "emphasis", CITE: "emphasis", DFN: "emphasis", S: "strike", DEL: "strike", STRIKE: "strike",
  CODE: "code", KBD: "code", SAMP: "code", TT: "code", SUP: "superscript", SUB: "subscript",
};

/** The declarations of a style attribute. @param {Element} node @returns {Map<string, string>} */
export const styleOf = (node) => {
  const style = new Map();
  for (const part of (node.getAttribute("data-style") ?? node.getAttribute("style") ?? "").split(";")) {
    const colon = part.indexOf(":");
    if (colon > 0) style.set(part.slice(0, colon).trim().toLowerCase(), part.slice(colon + 1).trim().toLowerCase());
  }
  return style;
};

const hiding = { display: "none", visibility: "hidden", "mso-hide": "all", "mso-list": "ignore" };

/** @param {Element} node */
export const isHidden = (node) => {
  if (node.getAttribute("hidden") !== null) return true;
  const style = styleOf(node);
  return Object.entries(hiding).some(([name, value]) => style.get(name) === value);
};

const set = (marks, name, on) => {
  if (on) marks[name] = true;
  else delete marks[name];
};

/** The marks inside an element. @param {string} tag @param {Map<string, string>} style @param {object} outer @returns {object} */
export const marksBy = (tag, style, outer) => {
  const marks = { ...outer };
  if (Object.hasOwn(bySpan, tag)) marks[bySpan[tag]] = true;
  const weight = style.get("font-weight");
  if (weight) set(marks, "strong", /^bold/.test(weight) || Number.parseInt(weight, 10) >= 600);
  const slant = style.get("font-style");
  if (slant) set(marks, "emphasis", /^(?:italic|oblique)/.test(slant));
  if (/line-through/.test(style.get("text-decoration") ?? style.get("text-decoration-line") ?? "")) marks.strike = true;
  const height = style.get("vertical-align");
  if (height === "super" || height === "sub") {
    set(marks, "superscript", height === "super");
    set(marks, "subscript", height === "sub");
  }
  return marks;
};
