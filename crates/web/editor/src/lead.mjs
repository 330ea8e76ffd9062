// The picture that leads the article: chosen, described, and told where its point of focus lies.
import { freshId, h } from "./dom.mjs";
import { PictureWords, imageOf } from "./pictures.mjs";
import { Shelf } from "./shelf.mjs";
import { isImage, sendPicture } from "./uploads.mjs";

const step = 0.02;
const stride = 0.1;
const within = (value) => Math.min(1, Math.max(0, Math.round(value * 1000) / 1000));

export class Lead {
  /** @param {HTMLElement} place @param {object} around @param {() => void} onChange */
  constructor(place, around, onChange) {
    Object.assign(this, { place, around, onChange });
    this.id = null;
    this.unwatch = () => {};
    this.line = h("p", { class: "upload", role: "status" });
    this.input = h("input", { type: "file", accept: "image/*", hidden: true, onchange: () => this.choose([...this.input.files]) });
    if (!around.mayWrite) return;
    place.addEventListener("dragover", (event) => event.dataTransfer?.types.includes("Files") && event.preventDefault());
    place.addEventListener("drop", (event) => {
      const files = [...(event.dataTransfer?.files ?? [])].filter(isImage);
      if (files.length === 0) return;
      event.preventDefault();
      this.choose(files);
    });
  }

  /** @param {string | null} id */
  show(id) {
    this.id = id;
    this.unwatch();
    this.unwatch = id ? this.around.records.watch(id, () => this.refresh()) : () => {};
    this.draw();
  }

  draw() {
    const { records, say, language, mayWrite } = this.around;
    const record = this.id ? records.get(this.id) : null;
    this.words = record ? new PictureWords(this.id, this.around) : null;
    this.image = imageOf(record, language);
    const button = (name, act) => h("button", { type: "button", onclick: act }, say(name));
    const tools = !mayWrite ? null : h("div", { class: "lead-tools" },
      button(this.id ? "replacePicture" : "choosePicture", () => this.input.click()),
      button("fromShelf", () => new Shelf(this.around).open((record) => this.set(record.id))),
      this.id ? button("removePicture", () => this.set(null)) : null,
      this.input);
    this.place.replaceChildren(...[
      this.image ? this.focusPlace() : h("p", { class: "picture-none" }, this.id ? say("pictureMissing") : say("noLead")),
      tools, this.line, this.words?.dom,
    ].filter(Boolean));
  }

  /** The image as a field in which a point is chosen, by pointer or by keys. */
  focusPlace() {
    if (!this.around.mayWrite) return this.image;
    const { say } = this.around;
    this.point = h("span", { class: "focus-point", "aria-hidden": "true" });
    this.told = h("p", { class: "focus-told", id: freshId("focus"), role: "status" });
    const named = { "aria-label": say("focus"), "aria-describedby": this.told.id, title: say("focus") };
    const button = h("button", { type: "button", class: "focus-place", ...named }, this.image, this.point);
    button.addEventListener("click", (event) => {
      // A click made by a key has no place.
      if (event.detail === 0) return;
      const box = this.image.getBoundingClientRect();
      this.move((event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
    });
    button.addEventListener("keydown", (event) => {
      const by = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
      if (!by) return;
      event.preventDefault();
      const [x, y] = this.focus;
      const far = event.shiftKey ? stride : step;
      this.move(x + by[0] * far, y + by[1] * far);
    });
    this.showFocus();
    return h("div", { class: "focus-around" }, button, this.told);
  }

  get focus() {
    return this.around.records.get(this.id)?.focus ?? [0.5, 0.5];
  }

  move(x, y) {
    this.around.records.edit(this.id, { focus: [within(x), within(y)] });
  }

  showFocus() {
    if (!this.point) return;
    const [x, y] = this.focus.map((part) => Math.round(part * 100));
    this.point.style.left = `${x}%`;
    this.point.style.top = `${y}%`;
    const said = this.around.say("focusAt", { x, y });
    if (this.told.textContent !== said) this.told.textContent = said;
  }

  refresh() {
    if (!this.words) this.draw();
    this.words?.show();
    this.showFocus();
  }

  /** @param {File[]} files */
  async choose([file]) {
    this.input.value = "";
    if (!file) return;
    const record = await sendPicture(file, this.line, this.around);
    this.line.replaceChildren();
    if (!record) return;
    this.around.records.add(record);
    this.set(record.id);
  }

  set(id) {
    this.show(id);
    this.onChange();
    this.place.querySelector(".lead-tools button")?.focus();
  }
}
