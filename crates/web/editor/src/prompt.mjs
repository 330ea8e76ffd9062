// A line below the tools that asks for an address: for a link, or for what is to be embedded.
import { freshId, h } from "./dom.mjs";

export class Prompt {
  /** @param {HTMLElement} place @param {{ say: any, back: () => void }} around `back` puts the cursor into the text again */
  constructor(place, { say, back }) {
    Object.assign(this, { place, say, back });
    this.line = null;
  }

  get isOpen() {
    return this.line !== null;
  }

  close() {
    this.line?.remove();
    this.line = null;
  }

  /**
   * @param {object} question
   * @param {string} question.label @param {string} question.act what the button says @param {string} [question.value]
   * @param {(typed: string) => string | null | Promise<string | null>} question.done a sentence, if it could not be done
   * @param {{ label: string, act: () => void }} [question.also]
   */
  ask({ label, act, value = "", done, also }) {
    this.close();
    const { say } = this;
    const trouble = h("p", { class: "trouble", role: "alert", id: freshId("trouble") });
    const quiet = { autocomplete: "off", spellcheck: "false" };
    const input = h("input", { type: "text", inputmode: "url", id: freshId("address"), "aria-describedby": trouble.id, ...quiet });
    input.value = value;
    const leave = () => {
      this.close();
      this.back();
    };
    const submit = async () => {
      const line = this.line;
      trouble.textContent = "";
      input.removeAttribute("aria-invalid");
      const wrong = await done(input.value, (words) => {
        trouble.textContent = words;
      });
      if (this.line !== line) return;
      if (!wrong) {
        leave();
        return;
      }
      trouble.textContent = wrong;
      input.setAttribute("aria-invalid", "true");
      input.focus();
    };
    const button = (words, run) => h("button", { type: "button", onclick: run }, words);
    this.line = h("div", { class: "writing-prompt", role: "group", "aria-label": act },
      h("label", { for: input.id }, label), input, button(act, submit),
      also ? button(also.label, () => {
        also.act();
        leave();
      }) : null,
      button(say("cancel"), leave), trouble);
    this.line.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      if (event.key === "Escape") leave();
      else if (event.key === "Enter" && event.target === input) submit();
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
    this.place.append(this.line);
    input.focus();
    input.select();
  }
}
