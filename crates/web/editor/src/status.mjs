// The status line: one quiet line while all is well, a sentence that stays when it is not.
import { h } from "./dom.mjs";

const troubles = new Set(["offline", "busy", "signedOut", "forbidden", "tooLong", "refused", "conflicted", "noStore"]);

export class Status {
  /** @param {HTMLElement | null} place @param {{ say: any, signIn: string, resolve: () => void }} around */
  constructor(place, { say, signIn, resolve }) {
    Object.assign(this, { place, say, signIn, resolve });
    this.shown = "";
    this.noteTimer = null;
    this.noStore = false;
  }

  draw(kind, ...parts) {
    const words = parts.map((part) => (typeof part === "string" ? part : part.textContent)).join("");
    if (!this.place || words === this.shown) return;
    this.shown = words;
    this.place.dataset.state = kind;
    // Saving is seen, not heard: a screen reader would speak every few seconds. Trouble and answers are heard.
    this.place.setAttribute("aria-live", kind === "trouble" || kind === "note" ? "polite" : "off");
    this.place.replaceChildren(...parts);
  }

  /** @param {string} state @param {{ at?: Date | null, why?: string, others?: string[] }} [values] */
  tell(state, { at, why = "", others = [] } = {}) {
    const { say } = this;
    const time = at ? say.time(at) : "";
    if (state === "noStore") this.noStore = true;
    // A note stays long enough to be read.
    if (this.noteTimer && (state === "unsaved" || state === "saving" || state === "saved")) {
      this.waiting = [state, { at, why, others }];
      return;
    }
    this.endNote();
    const kind = troubles.has(state) ? "trouble" : state;
    if (state === "offline" || state === "busy") this.draw(kind, say(at ? state : `${state}Never`, { time }));
    else if (state === "signedOut") {
      this.draw(kind, `${say("signedOut")} `, h("a", { href: this.signIn, target: "_blank", rel: "noopener" }, say("signIn")));
    } else if (state === "conflicted") {
      this.draw(kind, `${say("conflicted")} `, h("button", { type: "button", onclick: this.resolve }, say("resolve")));
    } else if (state === "unsaved" && this.noStore) this.draw("trouble", say("noStore"));
    else if (state === "refused") this.draw(kind, [say("refused"), ...others].join(" "));
    else this.draw(kind, say(state, { time, why }));
  }

  /** A sentence about what was just done, or could not be. @param {string} sentence */
  note(sentence) {
    this.endNote();
    this.draw("note", sentence);
    this.noteTimer = setTimeout(() => {
      this.endNote();
      if (this.waiting) this.tell(...this.waiting);
      this.waiting = null;
    }, 6_000);
  }

  endNote() {
    clearTimeout(this.noteTimer);
    this.noteTimer = null;
  }

  /** Offers something beside the line, without hiding what it says. @param {string} sentence @param {string} words @param {() => void} act */
  offer(sentence, words, act) {
    if (this.offered?.dataset.sentence === sentence) return;
    this.withdraw();
    const button = h("button", { type: "button", onclick: act }, words);
    this.offered = h("p", { class: "writing-offer", role: "status", "data-sentence": sentence }, `${sentence} `, button);
    this.place?.after(this.offered);
  }

  withdraw() {
    this.offered?.remove();
    this.offered = null;
  }
}
