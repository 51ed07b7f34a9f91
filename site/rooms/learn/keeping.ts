/** `<learn-keeping>`: all that a learner has done, saved as a file, taken from one, or forgotten. */
import { html, nothing, type TemplateResult } from "lit";
import { save } from "../../kit/download";
import { chosenFiles, largestLesson, readTextFile } from "../../kit/files";
import { PageElement } from "../../session/page-element";
import { progress } from "./progress";

const words = {
  title: "What you have done",
  about:
    "The path, the exercises and the cards. It is kept in this browser and nowhere else; a file takes it to another " +
    "one.",
  save: "Save it as a file",
  open: "Open such a file",
  forget: "Forget it all",
  opened: "What the file holds is in the place of what was here.",
  forgotten: "It is forgotten.",
  undone: "It is as it was.",
};

class LearnKeeping extends PageElement {
  static override properties = { earlier: { state: true }, said: { state: true }, wrong: { state: true } };

  /** What there was before the last change here; null: nothing to undo. */
  declare earlier: string | null;
  declare said: string;
  declare wrong: string | null;

  constructor() {
    super();
    this.earlier = null;
    this.said = "";
    this.wrong = null;
    progress.follow(this);
  }

  #change(said: string, change: () => void, earlier: string | null = progress.exported()): void {
    try {
      change();
      this.earlier = earlier;
      this.said = said;
      this.wrong = null;
    } catch (error) {
      this.said = "";
      this.wrong = (error as Error).message;
    }
  }

  async #open(event: Event): Promise<void> {
    const [file] = chosenFiles(event);
    if (!file) return;
    const read = await readTextFile(file, largestLesson);
    this.#change(words.opened, () => {
      if ("message" in read) throw new Error(read.message);
      progress.imported(read.text);
    });
  }

  #save(): void {
    save("three-limits-progress.json", new Blob([progress.exported()], { type: "application/json" }));
  }

  override render(): TemplateResult {
    const { earlier } = this;
    return html`<h4>${words.title}</h4>
      <p class="hint">${words.about}</p>
      <p class="row">
        <button type="button" class="button" ?disabled=${progress.empty}
          @click=${() => this.#save()}>${words.save}</button>
        <label class="button file">${words.open}<input type="file" class="unseen" accept=".json,application/json"
          @change=${(event: Event) => void this.#open(event)}></label>
        <button type="button" class="button" ?disabled=${progress.empty}
          @click=${() => this.#change(words.forgotten, () => progress.reset())}>${words.forget}</button></p>
      ${this.wrong === null ? nothing : html`<p class="wrong" role="alert">${this.wrong}</p>`}
      <p role="status">${this.said} ${
        earlier === null
          ? nothing
          : html`<button type="button" class="link"
            @click=${() => this.#change(words.undone, () => progress.imported(earlier), null)}>Undo</button>`
      }</p>`;
  }
}

customElements.define("learn-keeping", LearnKeeping);
