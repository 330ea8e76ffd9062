// Who else has this article open, and whether a newer revision stands.

const every = 5_000;

export class Presence {
  /**
   * @param {object} around
   * @param {import("./desk.mjs").Desk} around.desk
   * @param {string} around.path
   * @param {HTMLElement | null} around.place
   * @param {ReturnType<import("./words.mjs").wordsOf>} around.say
   * @param {(revision: number, by: string | null) => void} around.onRevision
   */
  constructor(around) {
    Object.assign(this, around);
    this.said = "";
    this.timer = null;
    document.addEventListener("visibilitychange", () => this.start());
    this.start();
  }

  start() {
    clearTimeout(this.timer);
    if (document.visibilityState === "visible") this.ask();
  }

  async ask() {
    try {
      const { status, body } = await this.desk.post(this.path, {});
      if (status === 200 && body) {
        this.show(body.others ?? []);
        if (Number.isInteger(body.revision)) this.onRevision(body.revision, body.by ?? null);
      }
    } catch {
      // Without a connection nobody is known; saving tells of the connection.
      this.show([]);
    }
    clearTimeout(this.timer);
    if (document.visibilityState === "visible") this.timer = setTimeout(() => this.ask(), every);
  }

  show(others) {
    if (!this.place) return;
    const names = [...new Set(others.map(({ name }) => name))];
    const list = new Intl.ListFormat(this.say.language, { type: "conjunction" }).format(names);
    const said = names.length === 0 ? "" : names.length === 1 ? this.say("otherOne", { name: names[0] }) : this.say("otherMany", { names: list });
    // Said again only when it changed: a screen reader would read it every time.
    if (said === this.said) return;
    this.said = said;
    this.place.textContent = said;
    this.place.hidden = said === "";
  }
}
