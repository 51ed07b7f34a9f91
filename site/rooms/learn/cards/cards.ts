/** `<learn-cards>`: the lesson's flashcards, or a deck of one's own, each card when it is due. */

import files from "lesson-files";
import { html, nothing, type TemplateResult } from "lit";
import type { Deck } from "../../../contract";
import type { Scheduler } from "../../../elements/flashcards/flashcards";
import { adopt } from "../../../kit/adopt";
import { chosenFiles, largestLesson, readTextFile } from "../../../kit/files";
import { number } from "../../../kit/format";
import { PageElement } from "../../../session/page-element";
import { droppable } from "../../parts/drop";
import "../keeping";
import { progress } from "../progress";
import css from "./cards.css" with { type: "text" };
import { Schedule } from "./schedule";
import { comesBack, gradeNames, interval, words } from "./words";

/** A deck that a person opened. */
interface Own {
  name: string;
  file: string;
}

class LearnCards extends PageElement {
  static override properties = {
    own: { state: true },
    wrong: { state: true },
    over: { state: true },
    schedulerFor: { state: true },
  };

  declare own: Own | null;
  declare wrong: string | null;
  declare over: boolean;
  /** A new one when what is kept was changed elsewhere. */
  declare schedulerFor: (deck: Deck) => Scheduler;
  #keeping = false;

  constructor() {
    super();
    adopt(css);
    this.own = null;
    this.wrong = null;
    this.over = false;
    this.schedulerFor = (deck) => this.#scheduler(deck);
    progress.follow(this, () => {
      if (this.#keeping) this.requestUpdate();
      else this.schedulerFor = (deck) => this.#scheduler(deck);
    });
  }

  #scheduler({ id: deck, cards }: Deck): Scheduler {
    const schedule = new Schedule(
      cards.map(({ id }) => id),
      kept()[deck],
    );
    return {
      next: () => schedule.next(new Date()),
      grades: (id) =>
        schedule.intervals(id, new Date()).map((one, i) => ({ name: gradeNames[i]!, when: interval(one) })),
      grade: (id, which) => {
        schedule.rate(id, which, new Date());
        this.#keep(deck, schedule.kept);
      },
      status: () => status(schedule, new Date()),
    };
  }

  #keep(deck: string, cards: unknown): void {
    this.#keeping = true;
    progress.keep("cards", { ...kept(), [deck]: cards });
    this.#keeping = false;
  }

  async #read(file: File | undefined): Promise<void> {
    const read = file ? await readTextFile(file, largestLesson) : { message: words.folder };
    this.wrong = "message" in read ? read.message : null;
    if (!("message" in read)) this.own = { name: file!.name, file: read.text };
  }

  override render(): TemplateResult {
    return html`<h3>${words.title}</h3>
      <p class="lead">${words.about}</p>
      ${progress.kept ? nothing : html`<p class="hint">${words.notKept}</p>`}
      ${
        this.own
          ? html`<p class="row"><b>${this.own.name}</b> <button type="button" class="link" @click=${() => {
              this.own = null;
            }}>Back to ${words.lesson}</button></p>`
          : nothing
      }
      <llm-flashcards heading-level="4" .file=${this.own?.file ?? files["decks/lesson.json"]}
        .schedulerFor=${this.schedulerFor}></llm-flashcards>
      <h4>${words.own}</h4>
      <div class="drop ${this.over ? "over" : ""}" ${droppable(this, ([file]) => void this.#read(file))}>
        <label class="button file">${words.pick}<input type="file" class="unseen" accept=".json,application/json"
          @change=${(event: Event) => void this.#read(chosenFiles(event)[0])}></label>
        <span class="hint">${words.accepted}</span></div>
      ${this.wrong === null ? nothing : html`<p class="wrong" role="alert">${this.wrong}</p>`}
      <learn-keeping></learn-keeping>`;
  }
}

/** What is kept of each deck, by its id. */
function kept(): Record<string, unknown> {
  const all = progress.of("cards");
  return typeof all === "object" && all !== null ? { ...all } : {};
}

function status(schedule: Schedule, now: Date): string {
  const counts = schedule.counts(now);
  if (schedule.next(now) !== null) return `${number(counts.due)} due, ${number(counts.new)} new.`;
  const back = schedule.comesBack();
  return back ? `${words.nothing} ${comesBack(back, now)}` : words.nothing;
}

customElements.define("learn-cards", LearnCards);
