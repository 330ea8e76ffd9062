// When a draft is saved, and what happens when it cannot be. Knows nothing of the page: it reads a draft, sends it, and tells how it went.
import { sameDraft } from "./drafts.mjs";

const rest = 2_000;
const longestWait = 10_000;
const keepWithin = 300;
const firstRetry = 1_000;
const longestRetry = 15_000;
// Browsers send at most 64 KiB on behalf of a page that is gone.
const mostOnLeaving = 60_000;

/** Troubles in which trying again by itself is of no use. */
const standing = new Set(["conflicted", "signedOut", "forbidden"]);

/**
 * @typedef {object} Around
 * @property {number} revision that the draft was made from
 * @property {() => object} read the draft as it is now
 * @property {(said: string, how: { keepalive: boolean }) => Promise<{ status: number, body: any }>} send
 * @property {ReturnType<import("./keep.mjs").keepOf>} keep
 * @property {(state: string, values?: object) => void} tell
 * @property {(theirs: object) => void} onConflict
 * @property {(fields: Record<string, string>) => void} onFields
 * @property {(draft: object, answer: object) => void} onSaved
 */

export class Saving {
  /** @param {Around} around */
  constructor(around) {
    Object.assign(this, around);
    this.changes = 0;
    this.acknowledged = 0;
    this.firstUnsaved = 0;
    this.lastSaved = null;
    this.trouble = null;
    this.delay = firstRetry;
    this.flying = null;
    this.again = false;
    this.sent = [];
    this.timer = null;
    this.keepTimer = null;
    // Whether this browser kept the text the last time it was to.
    this.isKept = true;
  }

  get isDirty() {
    return this.changes > this.acknowledged;
  }

  get isBusy() {
    return this.flying !== null;
  }

  /** Something was changed. */
  touch() {
    const now = Date.now();
    if (!this.isDirty || (this.flying && this.changes === this.flying)) this.firstUnsaved = now;
    this.changes += 1;
    this.keepTimer ??= setTimeout(() => this.keepNow(), keepWithin);
    if (!this.trouble) this.tell("unsaved");
    if (standing.has(this.trouble) || this.isRetrying) return;
    this.wait(Math.min(rest, this.firstUnsaved + longestWait - now));
  }

  get isRetrying() {
    return this.trouble === "offline" || this.trouble === "busy";
  }

  wait(ms) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), Math.max(0, ms));
  }

  async keepNow() {
    clearTimeout(this.keepTimer);
    this.keepTimer = null;
    if (!this.isDirty) return;
    try {
      await this.keep.put({ base: this.revision, draft: this.read(), at: Date.now(), sent: this.sent });
      this.isKept = true;
    } catch {
      this.isKept = false;
      this.tell("noStore");
    }
  }

  /** Saves now if there is anything to save. @param {{ keepalive?: boolean }} [how] */
  async save({ keepalive = false } = {}) {
    clearTimeout(this.timer);
    if (this.trouble === "conflicted") {
      this.tell("conflicted");
      return;
    }
    if (!this.isDirty) {
      if (!this.trouble) this.tell(this.lastSaved ? "saved" : "unchanged", { at: this.lastSaved });
      return;
    }
    if (this.flying !== null) {
      this.again = true;
      return;
    }
    this.flying = this.changes;
    const draft = this.read();
    const said = JSON.stringify({ base: this.revision, draft });
    this.sent = [...this.sent, draft].slice(-3);
    if (!this.isRetrying) this.tell("saving");
    let answer;
    try {
      answer = await this.send(said, { keepalive: keepalive && new TextEncoder().encode(said).length < mostOnLeaving });
    } catch {
      answer = null;
    }
    const upTo = this.flying;
    this.flying = null;
    this.settle(answer, draft, upTo);
  }

  settle(answer, draft, upTo) {
    const again = this.again;
    this.again = false;
    const { status, body } = answer ?? { status: 0, body: null };
    if (status === 200 && body) this.onAnswer(body, draft, upTo, again);
    else if (status === 409 && body) this.onTheirs(body, draft, upTo, again);
    else if (status === 401) this.stand("signedOut");
    else if (status === 403) this.stand("forbidden", { why: body?.error ?? "" });
    else if (status === 413) this.stand("tooLong");
    else if (status === 422) {
      this.stand("refused", { fields: body?.fields });
      this.onFields(body?.fields ?? {});
    } else {
      this.trouble = status === 0 ? "offline" : "busy";
      this.tell(this.trouble, { at: this.lastSaved });
      this.wait(this.delay);
      this.delay = Math.min(longestRetry, this.delay * 2);
    }
    if (this.trouble) this.keepNow();
    // Typing went on while a draft was refused that is another by now.
    if (this.trouble && !standing.has(this.trouble) && !this.isRetrying && this.changes > upTo) this.wait(rest);
  }

  /** A sentence that stays until a save comes through. */
  stand(trouble, values = {}) {
    this.trouble = trouble;
    this.tell(trouble, { at: this.lastSaved, ...values });
  }

  onAnswer(body, draft, upTo, again) {
    this.revision = body.revision;
    this.lastSaved = new Date(body.at ?? Date.now());
    this.acknowledged = Math.max(this.acknowledged, upTo);
    this.trouble = null;
    this.delay = firstRetry;
    this.sent = [];
    this.onFields({});
    this.onSaved(draft, body);
    if (this.isDirty) {
      this.keepNow();
      this.tell("unsaved");
      this.wait(again ? 0 : Math.min(rest, this.firstUnsaved + longestWait - Date.now()));
    } else {
      this.forget();
      this.tell("saved", { at: this.lastSaved });
    }
  }

  /** The newer revision may be our own: its answer was lost on the way. */
  onTheirs(theirs, draft, upTo, again) {
    const mine = this.sent.findLast((sent) => sameDraft(sent, theirs.draft));
    if (mine) {
      this.revision = theirs.revision;
      if (sameDraft(mine, draft)) this.onAnswer(theirs, draft, upTo, again);
      else this.wait(0);
      return;
    }
    this.stand("conflicted");
    this.onConflict(theirs);
  }

  async forget() {
    clearTimeout(this.keepTimer);
    this.keepTimer = null;
    await this.keep.remove().catch(() => {});
  }

  /** The connection is back, or the writer: what waits is tried at once. */
  wake() {
    if (!this.isDirty || this.flying !== null) return;
    if (this.trouble === "signedOut" || this.isRetrying) {
      this.delay = firstRetry;
      this.save();
    }
  }

  /** The page is being left, or put aside. */
  leave() {
    if (!this.isDirty) return;
    this.keepNow();
    if (!standing.has(this.trouble)) this.save({ keepalive: true });
  }

  /** What the page shows is this revision now, with nothing unsaved. */
  settled(revision) {
    clearTimeout(this.timer);
    this.revision = revision;
    this.acknowledged = this.changes;
    this.trouble = null;
    this.sent = [];
    this.delay = firstRetry;
    return this.forget();
  }

  /** What the page shows shall stand over this revision. */
  over(revision) {
    this.revision = revision;
    this.trouble = null;
    this.changes += 1;
    return this.save();
  }
}
