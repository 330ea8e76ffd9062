// The pictures' records: what is typed at a picture belongs to the picture, not to the article, and is sent there.

const rest = 900;
const retry = 10_000;

const merged = (one, other) => ({
  ...one,
  ...other,
  ...(one.captions || other.captions ? { captions: { ...one.captions, ...other.captions } } : {}),
  ...(one.alts || other.alts ? { alts: { ...one.alts, ...other.alts } } : {}),
});

export class Records {
  /** @param {{ desk: import("./desk.mjs").Desk, path: string, keepOf: typeof import("./keep.mjs").keepOf }} around */
  constructor({ desk, path, keepOf }) {
    Object.assign(this, { desk, path, keepOf });
    this.records = new Map();
    // Changes that were not acknowledged yet, with their timers and how the last try went.
    this.waiting = new Map();
    this.timers = new Map();
    this.flying = new Map();
    this.states = new Map();
    this.whys = new Map();
    this.viewers = new Map();
  }

  get(id) {
    const record = this.records.get(id);
    const waiting = this.waiting.get(id);
    return record && waiting ? merged(record, waiting) : record;
  }

  has(id) {
    return this.records.has(id);
  }

  /** @param {Record<string, object>} [records] */
  addAll(records) {
    for (const record of Object.values(records ?? {})) this.add(record);
  }

  add(record) {
    const isNew = !this.records.has(record.id);
    this.records.set(record.id, record);
    this.tell(record.id);
    if (isNew) this.restore(record.id);
  }

  all() {
    return Object.fromEntries([...this.records.keys()].map((id) => [id, this.get(id)]));
  }

  /** Words that were typed before the page was left, and never arrived. */
  async restore(id) {
    const kept = await this.keepOf(`picture ${id}`).get().catch(() => undefined);
    if (!kept) return;
    const record = this.records.get(id);
    if (JSON.stringify(merged(record, kept)) === JSON.stringify(record)) this.keepOf(`picture ${id}`).remove().catch(() => {});
    else this.edit(id, kept);
  }

  /** @returns {() => void} ends it */
  watch(id, viewer) {
    if (!this.viewers.has(id)) this.viewers.set(id, new Set());
    this.viewers.get(id).add(viewer);
    return () => this.viewers.get(id)?.delete(viewer);
  }

  tell(id) {
    for (const viewer of this.viewers.get(id) ?? []) viewer();
  }

  /** @param {string} id @param {object} change only what changed */
  edit(id, change) {
    const waiting = merged(this.waiting.get(id) ?? {}, change);
    this.waiting.set(id, waiting);
    this.states.set(id, "waiting");
    this.keepOf(`picture ${id}`).put(waiting).catch(() => {});
    this.tell(id);
    this.wait(id, rest);
  }

  wait(id, ms) {
    clearTimeout(this.timers.get(id));
    this.timers.set(id, setTimeout(() => this.send(id), ms));
  }

  async send(id, how = {}) {
    clearTimeout(this.timers.get(id));
    const sent = this.waiting.get(id);
    if (!sent || this.flying.get(id) === sent) return;
    this.flying.set(id, sent);
    let answer = null;
    try {
      answer = await this.desk.post(`${this.path}/${encodeURIComponent(id)}`, sent, how);
    } catch {
      // Told below.
    }
    if (this.flying.get(id) === sent) this.flying.delete(id);
    if (answer?.status === 200) {
      if (answer.body?.id === id) this.records.set(id, answer.body);
      else this.records.set(id, merged(this.records.get(id), sent));
      // What was typed meanwhile waits for its own turn.
      if (this.waiting.get(id) === sent) {
        this.waiting.delete(id);
        this.states.set(id, "saved");
        this.keepOf(`picture ${id}`).remove().catch(() => {});
      }
    } else {
      this.states.set(id, "failed");
      this.whys.set(id, answer?.body?.error ?? "");
      if (!answer || answer.status >= 500) this.wait(id, retry);
    }
    this.tell(id);
  }

  state(id) {
    return this.states.get(id) ?? "";
  }

  /** The desk's own words about why the last try failed. */
  why(id) {
    return this.whys.get(id) ?? "";
  }

  /** Everything that waits is sent now. */
  flush(how) {
    for (const id of this.waiting.keys()) this.send(id, how);
  }
}
