// Puts the editor into the page of an article: reads what the page gives, and ties text, fields, saving and the others together.
import { Conflict } from "./conflict.mjs";
import { countSaid, headlineLength } from "./counts.mjs";
import { Desk } from "./desk.mjs";
import { debounced, freshId } from "./dom.mjs";
import { meaningOf } from "./drafts.mjs";
import { Editor } from "./editor.mjs";
import { Fields } from "./fields.mjs";
import { keepOf } from "./keep.mjs";
import { Lead } from "./lead.mjs";
import { Presence } from "./presence.mjs";
import { Records } from "./records.mjs";
import { Saving } from "./saving.mjs";
import { Status } from "./status.mjs";
import { wordsOf } from "./words.mjs";

const json = (text, otherwise) => {
  try {
    return JSON.parse(text) ?? otherwise;
  } catch {
    return otherwise;
  }
};

const empty = { section: "", slug: "", headline: "", deck: [], body: [], credits: [], contact: null, picture: null, topics: [], original_url: null };

/** The text of an earlier visit is looked for before anything can be typed over it; but not for ever. */
const keptBefore = (keep) => Promise.race([keep.get().catch(() => undefined), new Promise((done) => setTimeout(done, 3_000))]);

/** What a form of the page does to the article is done to the text as it stands here, so that is saved before. */
const afterSaving = (saving, saveNow, note, say) => {
  const patience = 10_000;
  document.addEventListener(
    "submit",
    async (event) => {
      const sent = event.target;
      if (!sent.matches("[data-after-saving]") || !(saving.isDirty || saving.isBusy)) return;
      event.preventDefault();
      if (sent.dataset.waits) return;
      sent.dataset.waits = "yes";
      note(say("savingFirst"));
      const started = Date.now();
      // What could not be saved at once is not done later by itself, when nobody looks any more.
      do {
        await saveNow();
        await new Promise((done) => setTimeout(done, 100));
      } while ((saving.isDirty || saving.isBusy) && !saving.trouble && Date.now() - started < patience);
      delete sent.dataset.waits;
      if (!saving.isDirty && !saving.isBusy) sent.requestSubmit(event.submitter);
      else note(say("notDone"));
    },
    { capture: true },
  );
};

/** Tells the styles how high the line is that stays in view: the whole of it, or on a phone what it says of saving. */
const staysAbove = (line, status) => {
  if (!line || !status) return;
  const measure = () => document.documentElement.style.setProperty("--line", `${line.offsetHeight || status.offsetHeight}px`);
  const watching = new ResizeObserver(measure);
  watching.observe(line);
  watching.observe(status);
};

/** A remark is about the block in which the cursor stood last. */
const remarkOnBlock = (form, editor) => {
  const place = form?.querySelector("[data-remark-about]");
  const field = form?.querySelector("[name=block]");
  if (!place || !field) return;
  const whole = place.textContent;
  form.querySelector("textarea")?.addEventListener("focus", () => {
    const block = editor.blockHere;
    field.value = block?.id ?? 0;
    place.textContent = block ? `“${block.words}”` : whole;
  });
};

/** @param {HTMLFormElement} form */
export const start = async (form) => {
  const find = (selector) => form.querySelector(selector) ?? document.querySelector(selector);
  const { article, token = "", language = "en" } = form.dataset;
  const { save, aside, here, pictures: picturesPath, embeds } = form.dataset;
  const paths = { save, aside, here, pictures: picturesPath, embeds };
  const mayWrite = form.dataset.mayWrite !== "false";
  const say = wordsOf(form.dataset.words, form.dataset.zone);
  say.article = language;
  const desk = new Desk(token);
  const { pictures, ...given } = { ...empty, ...json(find("#writing-draft")?.textContent, {}) };
  const page = { revision: Number(form.dataset.revision) || 0, draft: given };
  // What has no field on the page goes back as it came.
  let before = given;

  const keep = keepOf(article);
  const kept = mayWrite ? await keptBefore(keep) : undefined;
  const records = new Records({ desk, path: paths.pictures, keepOf });
  records.addAll(pictures);
  const status = new Status(find("#writing-status"), { say, signIn: form.dataset.signIn ?? "/desk", resolve: () => conflict.reopen() });
  const changed = () => {
    saving.touch();
    count();
  };
  const tell = (sentence) => status.note(sentence);
  const around = { say, language, mayWrite, desk, records, paths, path: paths.pictures, origin: location.origin, tell };
  const fields = new Fields(form, { mayWrite, onChange: changed });
  const leadPlace = find("[data-lead]");
  const lead = leadPlace ? new Lead(leadPlace, around, changed) : null;
  const languages = json(form.dataset.languages, []);
  const editor = new Editor(find("#writing-body"), find("#writing-tools"), {
    ...around, languages, body: given.body, onChange: changed, onSave: () => saveNow(),
  });

  const readDraft = () => ({ ...fields.read(before), body: editor.read(), picture: lead ? lead.id : before.picture });
  const writeDraft = (draft) => {
    records.addAll(draft.pictures);
    const { pictures: _, revision: __, ...rest } = draft;
    before = { ...empty, ...rest };
    fields.write(before);
    lead?.show(before.picture);
    editor.write(before.body);
    count();
  };

  // Counting
  const countLine = find("#writing-count");
  const hint = find("[data-hint=headline]");
  const headline = fields.field("headline");
  const countNow = () => {
    if (countLine) countLine.textContent = countSaid(editor.doc, say);
    if (!hint || !headline) return;
    const { n, most, isLong } = headlineLength(headline.value, language);
    hint.textContent = say(isLong ? "headlineLong" : "headlineCount", { n, most });
    hint.classList.toggle("is-long", isLong);
  };
  const count = debounced(250, countNow);
  if (hint && headline) {
    hint.id ||= freshId("hint");
    headline.setAttribute("aria-describedby", [headline.getAttribute("aria-describedby"), hint.id].filter(Boolean).join(" "));
  }

  // Saving
  const saving = new Saving({
    revision: page.revision,
    read: readDraft,
    send: (said, how) => {
      editor.sending();
      return desk.post(paths.save, said, how);
    },
    keep,
    tell: (state, values = {}) => status.tell(state, { ...values, others: values.fields ? fields.mark(values.fields) : [] }),
    onConflict: (theirs) => conflict.show({ ...readDraft(), pictures: records.all() }, theirs),
    onFields: (wrong) => fields.mark(wrong),
    onSaved: (_, answer) => {
      form.dataset.revision = answer.revision;
      form.dispatchEvent(new CustomEvent("writing-saved", { detail: { revision: answer.revision } }));
      editor.saved(answer.ids);
      // A public article's text is ahead of what readers see from its first save on.
      for (const one of document.querySelectorAll("[data-ahead]")) one.hidden = false;
      status.withdraw();
    },
  });
  const saveNow = () => {
    records.flush();
    return saving.save();
  };

  const optionText = (name, value) => {
    const options = [...form.querySelectorAll(`select[name="${name}"] option`)];
    return options.find((option) => option.value === value)?.textContent.trim() ?? value;
  };
  const putAside = async (draft) => {
    const { pictures: _, ...said } = draft;
    try {
      return (await desk.post(paths.aside, { draft: said })).status === 200;
    } catch {
      return false;
    }
  };
  // What was written while the dialog stood open is mine too.
  const now = () => readDraft();
  const takeTheirs = async (_, theirs) => {
    if (!(await putAside(now()))) return false;
    writeDraft(theirs.draft);
    await saving.settled(theirs.revision);
    status.tell("saved", { at: theirs.at ? new Date(theirs.at) : new Date() });
    return true;
  };
  const conflict = new Conflict({
    say,
    language,
    names: { person: (id) => optionText("credit-person", id), role: (role) => optionText("credit-role", role) },
    choose: {
      keepMine: async (_, theirs) => {
        saving.over(theirs.revision);
        return true;
      },
      takeTheirs,
      byHand: takeTheirs,
    },
  });

  const load = async () => {
    try {
      const { status: answered, body } = await desk.get(paths.save);
      if (answered !== 200 || !body || saving.isDirty) throw new Error("not loaded");
      writeDraft(body);
      await saving.settled(body.revision);
      status.withdraw();
      status.note(say("loaded", { revision: body.revision }));
    } catch {
      status.note(say("notLoaded"));
    }
  };

  /** Text from an earlier visit that never reached the server. */
  const recover = () => {
    const meaning = meaningOf(kept, page);
    if (meaning === "forget") saving.settled(page.revision);
    if (meaning === "nothing" || meaning === "forget") return;
    writeDraft({ ...kept.draft, pictures });
    saving.touch();
    if (meaning === "restore") {
      status.note(say("restored"));
      saving.save();
      return;
    }
    saving.stand("conflicted");
    conflict.show({ ...kept.draft, pictures: records.all() }, { revision: page.revision, by: null, at: null, draft: { ...given, pictures } });
  };

  // The tools stay in view below the line that tells how saving stands, however many lines that has.
  staysAbove(document.querySelector(".article > .line"), find("#writing-status"));

  fields.write(given);
  lead?.show(given.picture);
  countNow();
  if (paths.here) {
    new Presence({
      desk, path: paths.here, place: find("#writing-others"), say,
      onRevision: (revision, by) => {
        if (!mayWrite || saving.isDirty || saving.isBusy || revision <= saving.revision) return;
        status.offer(by ? say("newer", { name: by }) : say("newerUnknown"), say("load"), load);
      },
    });
  }
  remarkOnBlock(document.querySelector("form[data-remark]"), editor);
  if (mayWrite) {
    afterSaving(saving, saveNow, (sentence) => status.note(sentence), say);
    form.addEventListener("submit", (event) => {
      // Enter in a field saves; a button of the page that leads elsewhere does what it says.
      if (event.submitter?.hasAttribute("formaction")) return;
      event.preventDefault();
      saveNow();
    });
    document.addEventListener("keydown", (event) => {
      const isSave = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "s";
      if (!isSave || event.isComposing || event.defaultPrevented) return;
      event.preventDefault();
      saveNow();
    });
    addEventListener("online", () => saving.wake());
    addEventListener("focus", () => saving.wake());
    const leave = () => {
      saving.leave();
      records.flush({ keepalive: true });
    };
    addEventListener("pagehide", leave);
    // Only where leaving would lose something does the browser ask.
    addEventListener("beforeunload", (event) => saving.isDirty && !saving.isKept && event.preventDefault());
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && leave());
    recover();
  }
  return { editor, saving, records, conflict };
};

const form = document.querySelector("form#writing");
if (form?.querySelector("#writing-body")) start(form);
