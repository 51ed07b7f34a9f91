/**
 * `<learn-check>`: for teachers. A file of their own, what is wrong with it, the exercise as learners see it, and its
 * answers over seeds.
 */
import { html, nothing, type TemplateResult } from "lit";
import type { FileProblem, Grade, PosedExercise } from "../../../contract";
import { load } from "../../../core/load";
import { renderFileProblems } from "../../../elements/file-element";
import { sentence } from "../../../kit/engine-element";
import { chosenFiles, largestLesson, readTextFile } from "../../../kit/files";
import { PageElement } from "../../../session/page-element";
import { droppable } from "../../parts/drop";
import { words } from "./words";

/** An exercise for a seed, and its answer. */
interface Keyed {
  seed: string;
  exercise: PosedExercise;
  key: Grade;
}
interface Checked {
  name: string;
  file: string;
  problems: readonly FileProblem[];
  deck: boolean;
  keys: readonly Keyed[];
}

/** So many seeds are worked out. */
const mostSeeds = 200;

class LearnCheck extends PageElement {
  static override properties = {
    checked: { state: true },
    seeds: { state: true },
    wrong: { state: true },
    over: { state: true },
  };

  declare checked: Checked | null;
  /** As typed. */
  declare seeds: string;
  declare wrong: string | null;
  declare over: boolean;
  #asked = 0;

  constructor() {
    super();
    this.checked = null;
    this.seeds = "1\n2\n3\n4\n5";
    this.wrong = null;
    this.over = false;
  }

  async #read(file: File | undefined): Promise<void> {
    const read = file ? await readTextFile(file, largestLesson) : { message: words.folder };
    if ("message" in read) {
      this.checked = null;
      this.wrong = read.message;
    } else await this.#check(file!.name, read.text);
  }

  async #check(name: string, file: string): Promise<void> {
    const asked = ++this.#asked;
    try {
      const engine = await load();
      const deck = file.includes('"threelimits-deck"');
      const { problems } = deck ? await engine.deck(file) : await engine.exercise(file);
      const seeds = this.seeds
        .split("\n")
        .map((line) => line.trim())
        .filter((line) => line !== "")
        .slice(0, mostSeeds);
      const keys =
        deck || problems.length > 0
          ? []
          : await Promise.all(
              seeds.map(
                async (seed): Promise<Keyed> => ({
                  seed,
                  exercise: (await engine.exercise(file, { seed })).exercise!,
                  key: await engine.answerKey(file, { seed }),
                }),
              ),
            );
      if (asked !== this.#asked) return;
      this.checked = { name, file, problems, deck, keys };
      this.wrong = null;
    } catch (error) {
      if (asked === this.#asked) this.wrong = sentence(error);
    }
  }

  override render(): TemplateResult {
    const { checked } = this;
    return html`<details ?open=${checked !== null}><summary>${words.teachers}</summary>
      <div class="drop ${this.over ? "over" : ""}" ${droppable(this, ([file]) => void this.#read(file))}>
        <label class="button file">${words.pick}<input type="file" class="unseen" accept=".json,application/json"
          @change=${(event: Event) => void this.#read(chosenFiles(event)[0])}></label>
        <span class="hint">${words.accepted}</span></div>
      ${this.wrong === null ? nothing : html`<p class="wrong" role="alert">${this.wrong}</p>`}
      ${checked ? renderChecked(checked) : nothing}
      ${checked && checked.problems.length === 0 && !checked.deck ? this.#renderKeys(checked) : nothing}</details>`;
  }

  #renderKeys({ name, file, keys }: Checked): TemplateResult {
    return html`<div class="field"><label for="check-seeds">${words.seeds}</label>
        <textarea id="check-seeds" rows="5" autocomplete="off" spellcheck="false" .value=${this.seeds}
          @input=${(event: Event) => {
            this.seeds = (event.target as HTMLTextAreaElement).value;
            void this.#check(name, file);
          }}></textarea></div>
      ${renderTable(keys)}`;
  }
}

function renderChecked({ name, file, problems, deck }: Checked): TemplateResult {
  if (problems.length > 0) return renderFileProblems(problems, `“${name}” cannot be used.`);
  if (deck) return html`<p role="status">${words.deck}</p>`;
  return html`<p role="status">“${name}” is good. Learners see this:</p><llm-exercise heading-level="4"
    .file=${file}></llm-exercise>`;
}

/** The numbers that stand in the text, and the answer. */
function renderTable(keys: readonly Keyed[]): TemplateResult | typeof nothing {
  const [first] = keys;
  if (!first) return nothing;
  const names = [
    ...new Set(
      first.exercise.text.flatMap(({ name, value }) => (name !== undefined && value !== undefined ? [name] : [])),
    ),
  ];
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${words.keys}><table>
    <caption>${words.keys}${
      first.exercise.seed === null ? "" : ": the file has a seed of its own, so all are the same"
    }</caption>
    <thead><tr>
    <th scope="col">Seed</th>${names.map(
      (name) => html`<th scope="col"
      class="number">${name}</th>`,
    )}<th scope="col">Answer</th></tr></thead>
    <tbody>${keys.map(
      ({ seed, exercise, key }) => html`<tr><th scope="row">${seed}</th>
      ${names.map((name) => html`<td class="number">${exercise.text.find((piece) => piece.name === name)?.text}</td>`)}
      <td>${
        key.answer?.text ??
        key.choices
          .find(({ right }) => right)
          ?.text.map(({ text }) => text)
          .join("")
      }</td></tr>`,
    )}</tbody></table></div>`;
}

customElements.define("learn-check", LearnCheck);
