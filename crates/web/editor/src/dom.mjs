// Making elements. Text goes in as text, never as markup.

/**
 * @param {string} tag @param {Record<string, unknown>} [attributes] functions become listeners, booleans stand or are left out
 * @param {...(Node | string | null | undefined)} children
 */
export const h = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, String(value));
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
};

let drawn = 0;
/** An id that no other element of the page has. */
export const freshId = (stem) => `writing-${stem}-${(drawn += 1)}`;

/** Runs `act` once things have been quiet for `ms`. */
export const debounced = (ms, act) => {
  let timer;
  const later = (...given) => {
    clearTimeout(timer);
    timer = setTimeout(() => act(...given), ms);
  };
  later.cancel = () => clearTimeout(timer);
  return later;
};

/** Runs `act` now, or when the composition (of Hangul, say) that is going on in the editor has ended. */
export const afterComposition = (view, act) => {
  if (!view.composing) {
    act();
    return;
  }
  view.dom.addEventListener("compositionend", () => setTimeout(() => afterComposition(view, act), 50), { once: true });
};
