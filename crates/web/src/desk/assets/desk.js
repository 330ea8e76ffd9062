// Keys of the desk. Every action has one, and it stands beside the action; all of this works without it too.

/** Whether keys are text where they are typed now. */
const typing = (element) => element?.closest?.("input, textarea, select, [contenteditable='true']");

/** The keys of an event as `data-key` writes them: `Control+Shift+Enter`, `n`, `/`. */
const keyOf = (event) => {
  const held = [(event.ctrlKey || event.metaKey) && "Control", event.altKey && "Alt", event.shiftKey && event.key.length > 1 && "Shift"].filter(Boolean);
  return [...held, event.key].join("+");
};

/** Whether keys of one letter do anything: whoever speaks to the machine, or types by chance, wants none (WCAG 2.1.4). */
const single = () => localStorage.getItem("desk-keys") !== "off";

/** A key as people read it. */
const named = (key) => key.replace("Control+", "Ctrl ").replace("Shift+", "⇧ ").replace("Enter", "↵").replace(/\b[a-z]\b/g, (letter) => letter.toUpperCase());

const element = (name, words, attributes = {}) => Object.assign(document.createElement(name), { textContent: words ?? "" }, attributes);

/** What is done by key on this page, in a list; and whether single letters do it. */
const showKeys = (button) => {
  const dialog = element("dialog", "", { className: "keys" });
  const title = element("h2", button.dataset.keys, { id: "keys-title" });
  dialog.setAttribute("aria-labelledby", title.id);
  const list = element("dl");
  const told = new Set();
  for (const one of document.querySelectorAll("[data-key], [data-key-here]")) {
    const key = one.dataset.key ?? one.dataset.keyHere;
    if (told.has(key) || one === button || one.closest("[hidden]")) continue;
    told.add(key);
    const label = one.labels?.[0] ?? one;
    const words = [...label.childNodes].filter(({ nodeName }) => !["KBD", "INPUT"].includes(nodeName)).map(({ textContent }) => textContent).join("");
    const term = element("dt");
    term.append(element("kbd", named(key)));
    list.append(term, element("dd", words.trim()));
  }
  const tick = element("label", "", { className: "tick" });
  const box = element("input", "", { type: "checkbox", checked: single() });
  box.addEventListener("change", () => localStorage.setItem("desk-keys", box.checked ? "on" : "off"));
  tick.append(box, ` ${button.dataset.single}`);
  const close = element("button", button.dataset.close, { type: "button" });
  close.addEventListener("click", () => dialog.close());
  dialog.append(title, list, tick, close);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
};

for (const button of document.querySelectorAll("[data-keys]")) {
  button.hidden = false;
  button.addEventListener("click", () => showKeys(button));
}

let before = "";
let forget = 0;

const onKey = (event) => {
  if (event.isComposing) return;
  const key = keyOf(event);
  const held = event.ctrlKey || event.metaKey;
  if (typing(event.target) && !held && key !== "Escape") return;
  if (key === "Escape" && typing(event.target)) return void event.target.blur();
  // A dialog has keys of its own.
  if (document.querySelector("dialog[open]") || (!held && key.length === 1 && !single())) return;
  const both = before ? `${before} ${key}` : "";
  // Keys of a line act on the line in which one stands.
  const here = document.activeElement?.closest?.("[data-line]")?.querySelectorAll("[data-key-here]") ?? [];
  const found =
    [...here].find((element) => element.dataset.keyHere === key) ??
    [...document.querySelectorAll("[data-key]")].find((element) => element.dataset.key === key || element.dataset.key === both);
  clearTimeout(forget);
  before = key;
  forget = setTimeout(() => (before = ""), 1_000);
  if (found) {
    event.preventDefault();
    event.stopPropagation();
    if (found.matches("input, textarea, select")) found.focus();
    else found.click();
    return;
  }
  if (key === "j" || key === "k") walk(key === "j" ? 1 : -1);
};

// Before anybody else: the text editor knows keys of its own, of which those of the page's actions are none.
document.addEventListener("keydown", onKey, { capture: true });

/** Goes from line to line. */
const walk = (step) => {
  const lines = [...document.querySelectorAll("[data-line]")];
  const at = lines.findIndex((line) => line === document.activeElement || line.contains(document.activeElement));
  const next = lines[Math.min(lines.length - 1, Math.max(0, at < 0 ? 0 : at + step))];
  (next?.matches("a, button, [tabindex]") ? next : next?.querySelector("a, button"))?.focus();
};

// Who is told that something is wrong begins where it is.
const amiss = document.querySelector("main [aria-invalid='true']");
amiss?.closest("details")?.setAttribute("open", "");
amiss?.focus();

// A form that is sent twice is sent once.
document.addEventListener("submit", (event) => {
  if (event.defaultPrevented) return;
  const form = event.target;
  if (form.dataset.sent) return void event.preventDefault();
  form.dataset.sent = "yes";
  addEventListener("pageshow", () => delete form.dataset.sent, { once: true });
});
