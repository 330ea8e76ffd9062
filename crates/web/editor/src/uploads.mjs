// Pictures on their way: a line in the text says how far each is, and what to do when one was not taken.
import { Plugin, PluginKey } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import { afterComposition, h } from "./dom.mjs";
import { schema } from "./schema.mjs";

const key = new PluginKey("uploads");

/** Remembers, through every change of the text, where each picture will stand. */
export const uploads = () => new Plugin({
  key,
  state: {
    init: () => DecorationSet.empty,
    apply: (tr, set) => {
      const { add, remove } = tr.getMeta(key) ?? {};
      let next = set.map(tr.mapping, tr.doc);
      const about = { side: -1, ignoreSelection: true, stopEvent: () => true };
      if (add) next = next.add(tr.doc, [Decoration.widget(add.at, add.dom, { ...about, upload: add.upload })]);
      if (remove) next = next.remove(next.find(null, null, (spec) => spec.upload === remove));
      return next;
    },
  },
  props: { decorations: (state) => key.getState(state) },
});

export const isImage = (file) => /^image\//.test(file.type) || /\.(?:jpe?g|png|webp|avif|gif|heic|tiff?)$/i.test(file.name ?? "");

/** The boundary between blocks at which a picture stands that is put in at a place. @param {import("prosemirror-model").ResolvedPos} $at */
const boundary = ($at) => {
  if ($at.depth === 0) return $at.pos;
  return $at.node(1).content.size === 0 ? $at.before(1) : $at.after(1);
};

/** Sends one file and tells of it in `line`. @returns {Promise<object | null>} the record, or null if it was given up */
export const sendPicture = (file, line, { desk, path, say }) => new Promise((done) => {
  const name = file.name || say("picture");
  const attempt = async () => {
    line.textContent = say("sending", { file: name, percent: 0 });
    let answer = null;
    let said = 0;
    try {
      answer = await desk.upload(path, file, (share) => {
        // In steps of ten, so that a screen reader is not kept talking.
        const percent = Math.floor(share * 10) * 10;
        if (percent !== said) line.textContent = share >= 1 ? say("sent", { file: name }) : say("sending", { file: name, percent });
        said = percent;
      });
    } catch {
      // Told below.
    }
    if (answer?.status === 201 && answer.body?.id) {
      done(answer.body);
      return;
    }
    const why = answer ? (answer.body?.error ?? say(answer.status === 401 ? "signedOut" : "notPicture")) : say("connectionLost");
    line.replaceChildren(
      `${say("notSent", { file: name, why })} `,
      h("button", { type: "button", onclick: attempt }, say("tryAgain")),
      h("button", { type: "button", onclick: () => done(null) }, say("discard")),
    );
  };
  attempt();
});

/** @param {import("prosemirror-view").EditorView} view @param {File[]} files @param {number} [at] the selection without one */
export const uploadInto = (view, files, around, at = view.state.selection.to) => {
  for (const file of files) {
    const upload = {};
    const dom = h("p", { class: "upload", role: "status", contenteditable: "false" });
    const place = boundary(view.state.doc.resolve(at));
    view.dispatch(view.state.tr.setMeta(key, { add: { at: place, dom, upload } }));
    sendPicture(file, dom, around).then((record) => {
      if (record) around.records.add(record);
      afterComposition(view, () => finish(view, upload, record));
    });
  }
};

/** Puts a picture in at the boundary that is nearest to a place. */
const put = (tr, record, place) => {
  const at = boundary(tr.doc.resolve(place));
  tr.insert(at, schema.nodes.picture.create({ picture: record.id }));
  return at + 1 === tr.doc.content.size ? tr.insert(at + 1, schema.nodes.paragraph.create()) : tr;
};

/** A picture that is there already, put in where the cursor stands. @param {import("prosemirror-view").EditorView} view */
export const insertPicture = (view, record) => {
  view.dispatch(put(view.state.tr, record, view.state.selection.to).scrollIntoView());
  view.focus();
};

const finish = (view, upload, record) => {
  if (view.isDestroyed) return;
  const [found] = key.getState(view.state).find(null, null, (spec) => spec.upload === upload);
  const tr = view.state.tr.setMeta(key, { remove: upload });
  view.dispatch(record && found ? put(tr, record, found.from) : tr);
};
