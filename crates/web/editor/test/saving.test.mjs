import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { meaningOf, sameDraft } from "../src/drafts.mjs";
import { Saving } from "../src/saving.mjs";

const draft = (headline) => ({ headline, deck: [], body: [{ id: 1, kind: "rule" }] });

/** A newsroom whose answers are set beforehand; what is asked of it is written down. */
const newsroom = (t, answers = []) => {
  mock.timers.enable({ apis: ["setTimeout", "Date"] });
  t.after(() => mock.timers.reset());
  const room = { answers, asked: [], told: [], kept: undefined, conflicts: [], fields: [], headline: "one" };
  const saving = new Saving({
    revision: 7,
    read: () => draft(room.headline),
    send: async (said, how) => {
      room.asked.push({ ...JSON.parse(said), ...how });
      const answer = room.answers.length > 0 ? room.answers.shift() : { status: 200, body: { revision: saving.revision + 1, at: "2026-10-01T05:00:00Z" } };
      if (answer === "cut") throw new Error("no connection");
      if (answer.wait) await answer.wait;
      return answer;
    },
    keep: {
      get: async () => room.kept,
      put: async (kept) => {
        room.kept = kept;
      },
      remove: async () => {
        room.kept = undefined;
      },
    },
    tell: (state) => room.told.push(state),
    onConflict: (theirs) => room.conflicts.push(theirs),
    onFields: (fields) => room.fields.push(fields),
    onSaved: () => {},
  });
  room.change = (headline) => {
    room.headline = headline;
    saving.touch();
  };
  // Time passes in small steps, so that what is awaited in between gets its turn.
  room.pass = async (ms) => {
    for (let left = ms; left > 0; left -= 50) {
      mock.timers.tick(Math.min(50, left));
      for (let turn = 0; turn < 8; turn += 1) await Promise.resolve();
    }
  };
  return { room, saving };
};

test("a change is kept in the browser at once and saved two seconds after the last one", async (t) => {
  const { room } = newsroom(t);
  room.change("two");
  await room.pass(450);
  assert.equal(room.kept.draft.headline, "two");
  assert.equal(room.kept.base, 7);
  await room.pass(1000);
  room.change("three");
  await room.pass(1900);
  assert.equal(room.asked.length, 0);
  await room.pass(200);
  assert.deepEqual(room.asked.map(({ base, draft: { headline } }) => [base, headline]), [[7, "three"]]);
  assert.equal(room.kept, undefined);
  assert.equal(room.told.at(-1), "saved");
});

test("who never pauses is saved after ten seconds", async (t) => {
  const { room } = newsroom(t);
  for (let at = 0; at < 21; at += 1) {
    room.change(`word ${at}`);
    await room.pass(500);
  }
  assert.equal(room.asked.length, 1);
});

test("what is written while a save is on its way is saved after it", async (t) => {
  let answer;
  const wait = new Promise((done) => {
    answer = done;
  });
  const { room, saving } = newsroom(t, [{ status: 200, body: { revision: 8 }, wait }]);
  room.change("two");
  await room.pass(2100);
  room.change("three");
  answer();
  await room.pass(100);
  assert.equal(saving.isDirty, true);
  assert.equal(room.kept.base, 8);
  await room.pass(2000);
  assert.deepEqual(room.asked.map(({ base, draft: { headline } }) => [base, headline]), [[7, "two"], [8, "three"]]);
  assert.equal(room.kept, undefined);
});

test("without a connection the text stays in the browser and is tried again, ever more seldom", async (t) => {
  const { room, saving } = newsroom(t, Array.from({ length: 7 }, () => "cut"));
  room.change("two");
  await room.pass(2100);
  assert.equal(room.told.at(-1), "offline");
  assert.equal(room.kept.draft.headline, "two");
  await room.pass(1 * 1000);
  assert.equal(room.asked.length, 2);
  await room.pass((2 + 4 + 8 + 15) * 1000);
  assert.equal(room.asked.length, 6);
  saving.wake();
  await room.pass(100);
  assert.equal(room.asked.length, 7);
  await room.pass(1000);
  assert.equal(room.told.at(-1), "saved");
  assert.equal(room.kept, undefined);
});

test("a server that cannot save now is asked again", async (t) => {
  const { room } = newsroom(t, [{ status: 503, body: null }]);
  room.change("two");
  await room.pass(2100);
  assert.equal(room.told.at(-1), "busy");
  await room.pass(1100);
  assert.equal(room.told.at(-1), "saved");
});

test("who is signed out is not asked again before coming back", async (t) => {
  const { room, saving } = newsroom(t, [{ status: 401, body: null }]);
  room.change("two");
  await room.pass(2100);
  room.change("three");
  await room.pass(30_000);
  assert.equal(room.asked.length, 1);
  assert.equal(room.told.at(-1), "signedOut");
  assert.equal(room.kept.draft.headline, "three");
  saving.wake();
  await room.pass(100);
  assert.equal(room.told.at(-1), "saved");
});

test("a refused draft is saved once it was changed", async (t) => {
  const { room } = newsroom(t, [{ status: 422, body: { fields: { headline: "It is empty." } } }]);
  room.change("");
  await room.pass(2100);
  assert.deepEqual(room.fields.at(-1), { headline: "It is empty." });
  await room.pass(20_000);
  assert.equal(room.asked.length, 1);
  room.change("two");
  await room.pass(2100);
  assert.equal(room.told.at(-1), "saved");
  assert.deepEqual(room.fields.at(-1), {});
});

test("in a conflict nothing is saved until somebody chose", async (t) => {
  const theirs = { revision: 9, by: "Kim", at: "2026-10-01T05:00:00Z", draft: draft("theirs") };
  const { room, saving } = newsroom(t, [{ status: 409, body: theirs }]);
  room.change("mine");
  await room.pass(2100);
  assert.deepEqual(room.conflicts, [theirs]);
  room.change("mine still");
  await room.pass(30_000);
  assert.equal(room.asked.length, 1);
  assert.equal(room.kept.draft.headline, "mine still");
  await saving.over(9);
  assert.deepEqual(room.asked.map(({ base }) => base), [7, 9]);
});

test("a save whose answer was lost is no conflict", async (t) => {
  const { room, saving } = newsroom(t, ["cut", { status: 409, body: { revision: 8, at: "2026-10-01T05:00:00Z", draft: { ...draft("two"), pictures: {} } } }]);
  room.change("two");
  await room.pass(4000);
  assert.equal(room.conflicts.length, 0);
  assert.equal(saving.revision, 8);
  assert.equal(saving.isDirty, false);
  assert.equal(room.told.at(-1), "saved");
});

test("a save whose answer was lost is no conflict either when writing went on", async (t) => {
  const { room, saving } = newsroom(t, ["cut", { status: 409, body: { revision: 8, draft: draft("two") } }]);
  room.change("two");
  await room.pass(2050);
  room.change("three");
  await room.pass(4000);
  assert.equal(room.conflicts.length, 0);
  assert.deepEqual(room.asked.map(({ base, draft: { headline } }) => [base, headline]), [[7, "two"], [7, "three"], [8, "three"]]);
  assert.equal(saving.isDirty, false);
});

test("on leaving, a small draft is sent along", async (t) => {
  const { room, saving } = newsroom(t);
  room.change("two");
  saving.leave();
  await room.pass(50);
  assert.equal(room.asked[0].keepalive, true);
  room.change("x".repeat(70_000));
  saving.leave();
  await room.pass(50);
  assert.equal(room.asked[1].keepalive, false);
});

test("a browser that keeps nothing is said to", async (t) => {
  const { room, saving } = newsroom(t);
  saving.keep.put = async () => {
    throw new Error("no room");
  };
  room.change("two");
  await room.pass(500);
  assert.equal(room.told.at(-1), "noStore");
});

test("drafts say the same when only numbers, pictures and blanks differ", () => {
  assert.ok(sameDraft(draft("한글"), { ...draft("한글".normalize("NFD")), body: [{ id: 5, kind: "rule" }], pictures: { a: 1 }, contact: null }));
  assert.ok(!sameDraft(draft("a"), draft("b")));
});

test("kept text is restored, forgotten, or shown as a conflict", () => {
  const page = { revision: 7, draft: draft("page") };
  assert.equal(meaningOf(undefined, page), "nothing");
  assert.equal(meaningOf({ base: 6, draft: draft("page") }, page), "forget");
  assert.equal(meaningOf({ base: 7, draft: draft("mine") }, page), "restore");
  assert.equal(meaningOf({ base: 6, draft: draft("mine") }, page), "conflict");
  assert.equal(meaningOf({ base: 6, draft: draft("mine"), sent: [draft("page")] }, page), "restore");
});
