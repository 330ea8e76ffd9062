// The article's other fields: read into a draft, written from one, and marked where the desk refuses them. Any of them may be missing.
import { freshId, h } from "./dom.mjs";

const texts = ["headline", "section", "slug"];
const optional = ["contact", "original_url"];

const list = (text, by) => text.split(by).map((part) => part.trim()).filter(Boolean);

// Topics stand behind one another with commas between. Where the name of one has a comma itself, each has a line of its own, and a
// line that says such a name is that topic.
const comma = /[,，、]/;
const inOneField = (topics) => topics.join(topics.some((topic) => comma.test(topic)) ? "\n" : ", ");
const topicsIn = (text, known) => list(text, "\n").flatMap((line) => (known.includes(line) ? [line] : list(line, comma)));

export class Fields {
  /** @param {HTMLFormElement} form @param {{ onChange: () => void, mayWrite: boolean }} around */
  constructor(form, { onChange, mayWrite }) {
    this.form = form;
    this.onChange = onChange;
    // As they were written into their field.
    this.topics = [];
    this.credits = form.querySelector("[data-credits]");
    // A row to copy, should the last one be taken away.
    this.blankRow = this.credits?.querySelector("template")?.content.firstElementChild ?? this.rows()[0]?.cloneNode(true) ?? null;
    if (!mayWrite) {
      for (const field of form.querySelectorAll("input, textarea, select, [data-add-credit], [data-remove-credit]")) field.disabled = true;
      return;
    }
    // Text that is typed in the editor's own small fields, for a picture say, is no part of the draft.
    const changed = ({ target }) => {
      if ((target.name || target.closest("[data-credits]")) && !target.closest("#writing-body, #writing-tools")) onChange();
    };
    form.addEventListener("input", changed);
    form.addEventListener("change", changed);
    form.addEventListener("click", (event) => this.click(event));
  }

  field(name) {
    return this.form.querySelector(`[name="${name}"]`);
  }

  rows() {
    const rows = [...(this.credits?.querySelectorAll("select[name=credit-person]") ?? [])];
    return rows.map((select) => {
      const row = select.closest("[data-credit]") ?? select.closest("li, p, div");
      return row && row !== this.credits && this.credits.contains(row) ? row : select;
    });
  }

  addRow(after = null) {
    if (!this.blankRow) return null;
    const row = this.blankRow.cloneNode(true);
    for (const field of row.querySelectorAll("[id]")) field.removeAttribute("id");
    for (const select of row.querySelectorAll("select")) {
      const blank = [...select.options].findIndex(({ value }) => value === "");
      select.selectedIndex = Math.max(0, blank);
    }
    const last = after ?? this.rows().at(-1);
    if (last?.isConnected) last.after(row);
    else if (this.credits.querySelector("[data-add-credit]")) this.credits.querySelector("[data-add-credit]").before(row);
    else this.credits.append(row);
    return row;
  }

  /** @param {MouseEvent} event */
  click(event) {
    const button = event.target.closest?.("[data-add-credit], [data-remove-credit]");
    if (!button || !this.form.contains(button)) return;
    event.preventDefault();
    if ("addCredit" in button.dataset) {
      this.addRow()?.querySelector("select")?.focus();
    } else {
      const rows = this.rows();
      const row = rows.find((each) => each.contains(button)) ?? rows.at(-1);
      const next = rows[rows.indexOf(row) + 1] ?? rows[rows.indexOf(row) - 1];
      row?.remove();
      (next?.querySelector("select") ?? this.credits?.querySelector("[data-add-credit]"))?.focus();
    }
    this.onChange();
  }

  /** @param {object} before the draft that the page came with: what has no field keeps its value */
  read(before) {
    const draft = { ...before };
    const take = (name, make) => {
      const field = this.field(name);
      if (field) draft[name] = make(field.value);
    };
    for (const name of texts) take(name, (value) => value.trim());
    for (const name of optional) take(name, (value) => value.trim() || null);
    // A headline is one line, however it was pasted.
    take("headline", (value) => value.replace(/\s*\n\s*/g, " ").trim());
    take("deck", (value) => list(value, "\n"));
    take("topics", (value) => topicsIn(value, this.topics));
    if (this.credits) {
      draft.credits = this.rows()
        .map((row) => ({ person: this.pick(row, "credit-person"), role: this.pick(row, "credit-role") }))
        .filter(({ person }) => person);
    }
    return draft;
  }

  pick(row, name) {
    return (row.matches(`[name="${name}"]`) ? row : row.querySelector(`[name="${name}"]`))?.value ?? "";
  }

  /** @param {object} draft */
  write(draft) {
    const put = (name, value) => {
      const field = this.field(name);
      if (!field || field.value === value) return;
      field.value = value;
      // A section or role that the list does not have any more.
      if (field.tagName === "SELECT" && field.value !== value && value) {
        field.append(h("option", { value }, value));
        field.value = value;
      }
    };
    for (const name of [...texts, ...optional]) put(name, draft[name] ?? "");
    put("deck", (draft.deck ?? []).join("\n"));
    this.topics = draft.topics ?? [];
    put("topics", inOneField(this.topics));
    if (this.credits && this.blankRow) this.writeCredits(draft.credits ?? []);
  }

  writeCredits(credits) {
    const rows = this.rows();
    for (const row of rows.slice(credits.length)) row.remove();
    credits.forEach(({ person, role }, at) => {
      const row = rows[at] ?? this.addRow();
      for (const [name, value] of [["credit-person", person], ["credit-role", role]]) {
        const select = row?.querySelector(`[name="${name}"]`);
        if (!select) continue;
        if (![...select.options].some((option) => option.value === value)) select.append(h("option", { value }, value));
        select.value = value;
      }
    });
  }

  /** Puts the desk's sentences at the fields they are about. @param {Record<string, string>} fields @returns {string[]} those without a place */
  mark(fields) {
    for (const message of this.form.querySelectorAll("[data-error]")) {
      const name = message.dataset.error;
      const sentence = fields[name] ?? "";
      if (message.textContent !== sentence) message.textContent = sentence;
      message.hidden = !sentence;
      message.id ||= freshId("error");
      const field = this.field(name) ?? (name === "credits" ? this.credits : name === "body" ? this.form.querySelector("[role=textbox]") : null);
      if (!field) continue;
      const described = list(field.getAttribute("aria-describedby") ?? "", " ").filter((id) => id !== message.id);
      if (sentence) {
        field.setAttribute("aria-invalid", "true");
        described.push(message.id);
      } else field.removeAttribute("aria-invalid");
      if (described.length > 0) field.setAttribute("aria-describedby", described.join(" "));
      else field.removeAttribute("aria-describedby");
    }
    return Object.entries(fields).filter(([name]) => !this.form.querySelector(`[data-error="${name}"]`)).map(([, sentence]) => sentence);
  }
}
