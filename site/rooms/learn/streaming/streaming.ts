/**
 * `<learn-streaming>`: an answer at the scenario's TTFT and tokens per second, streamed and not streamed, beside a
 * reader. Nothing plays by itself.
 */
import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { exampleById } from "../../../content/examples";
import { load } from "../../../core/load";
import { adopt } from "../../../kit/adopt";
import { sentence } from "../../../kit/engine-element";
import { counted, number, seconds } from "../../../kit/format";
import { PageElement } from "../../../session/page-element";
import { session } from "../../../session/session";
import { arrival, arrived, Clock } from "./clock";
import css from "./streaming.css" with { type: "text" };
import { type Latency, renderTimeline, renderTimes } from "./timeline";
import { words } from "./words";

const encoding = "o200k_base";
/** How many times faster than it is. */
const rates = [1, 2, 4] as const;

/** The slider has so many places. */
const notches = 200;

/** A text, and where its tokens end in it. */
interface Text {
  text: string;
  ends: Uint32Array;
}

class LearnStreaming extends PageElement {
  static override properties = {
    text: { state: true },
    at: { state: true },
    rate: { state: true },
    playing: { state: true },
    failed: { state: true },
  };

  declare text: Text | null;
  /** Seconds since the request was sent. */
  declare at: number;
  declare rate: (typeof rates)[number];
  declare playing: boolean;
  declare failed: string | null;
  readonly #clock = new Clock((passed) => this.#to(this.at + passed * this.rate));

  constructor() {
    super();
    adopt(css);
    this.text = null;
    this.at = 0;
    this.rate = 1;
    this.playing = false;
    this.failed = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (!this.text) void this.#load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#pause();
  }

  async #load(): Promise<void> {
    try {
      const { documents = "" } = await exampleById("long-document")!.texts();
      const text = documents.slice(documents.indexOf("I took a black")).replace(/(?<!\n)\n(?!\n)/g, " ");
      this.text = { text, ends: (await (await load()).segment(text, encoding)).ends };
    } catch (error) {
      this.failed = sentence(error);
    }
  }

  /** The scenario may have changed under the clock. */
  protected override willUpdate(): void {
    const total = this.#latency?.total ?? 0;
    if (this.at > total) this.at = total;
  }

  /** The newest token stays in view. */
  protected override updated(changed: PropertyValues): void {
    if (!changed.has("at")) return;
    for (const pane of this.querySelectorAll(".answer")) pane.scrollTop = pane.scrollHeight;
  }

  get #latency(): Latency | null {
    return session.estimate?.latency ?? null;
  }

  /** Moves the clock; at the end it stands still. */
  #to(at: number): void {
    const total = this.#latency?.total ?? 0;
    this.at = Math.min(Math.max(at, 0), total);
    if (this.at === total) this.#pause();
  }

  #play(): void {
    if (this.playing) return this.#pause();
    if (this.at === this.#latency?.total) this.at = 0;
    this.playing = true;
    this.#clock.start();
  }

  #pause(): void {
    this.#clock.stop();
    this.playing = false;
  }

  #jump(at: number): void {
    this.#pause();
    this.#to(at);
  }

  override render(): TemplateResult {
    return html`<h3>${words.title}</h3>
      <p class="lead">${words.about}</p>
      <div class="fields" data-group>
        <div class="field"><label for="streaming-ttft">${words.ttft}</label>
          <page-number name="ttft" unit="seconds"><input id="streaming-ttft" inputmode="decimal"
            autocomplete="off"></page-number></div>
        <div class="field"><label for="streaming-speed">${words.speed}</label>
          <page-number name="tokensPerSecond" unit="tokens per second"><input id="streaming-speed" inputmode="decimal"
            autocomplete="off"></page-number></div>
        <div class="wide" data-said></div>
        <p class="hint wide">${words.length}</p></div>
      ${
        this.failed === null
          ? nothing
          : html`<p class="wrong" role="alert">${this.failed}
        <button type="button" class="link" @click=${() => {
          this.failed = null;
          void this.#load();
        }}>Try again</button></p>`
      }
      ${this.#renderAnswer()}`;
  }

  #renderAnswer(): TemplateResult | typeof nothing {
    const { estimate } = session;
    const { text } = this;
    if (!estimate || !text) return nothing;
    const {
      latency,
      usage: { output },
    } = estimate;
    if (!latency) return html`<p role="status">${words.noSpeed}</p>`;
    if (output === 0) return html`<p role="status">${words.noAnswer}</p>`;
    return html`${
      matchMedia("(prefers-reduced-motion: reduce)").matches ? html`<p class="hint">${words.motion}</p>` : nothing
    }
      ${this.#renderControls(latency, output)}
      ${renderTimeline(latency, this.at)}
      ${this.#renderPanes(latency, output, text)}
      <p class="hint">${words.text} ${text.ends.length < output ? words.shorter(text.ends.length, output) : nothing}</p>
      <p>${words.first(latency.firstVisible, latency.total)} ${words.reads(latency.reading)}</p>
      ${renderTimes(latency)}`;
  }

  #renderControls({ phases, total, firstVisible }: Latency, output: number): TemplateResult {
    const { from, seconds: lasts } = phases.at(-1)!;
    const there = arrived(this.at, from, lasts, output);
    return html`<div class="row">
        <button type="button" class="button" aria-pressed=${this.playing}
          @click=${() => this.#play()}>${this.playing ? "Pause" : "Play"}</button>
        <button type="button" class="button" @click=${() => this.#jump(arrival(there + 1, from, lasts, output))}
          ?disabled=${this.at === total}>Next token</button>
        <span role="group" aria-label="How fast" class="row">${rates.map(
          (rate) => html`<button type="button" class="choice" aria-pressed=${rate === this.rate}
          @click=${() => {
            this.rate = rate;
          }}>${rate}×</button>`,
        )}</span></div>
      <div class="row" role="group" aria-label="Go to">
        <button type="button" class="link" @click=${() => this.#jump(0)}>${words.go.start}</button>
        <button type="button" class="link" @click=${() => this.#jump(phases[0]!.to)}>${words.go.token}</button>
        ${
          firstVisible === phases[0]!.to
            ? nothing
            : html`<button type="button" class="link"
              @click=${() => this.#jump(firstVisible)}>${words.go.words}</button>`
        }
        <button type="button" class="link" @click=${() => this.#jump(total)}>${words.go.end}</button></div>
      <p class="position"><label for="streaming-at">${words.position}</label>
        <input id="streaming-at" type="range" min="0" max=${notches} step="1"
          aria-valuetext="${seconds(this.at)}, ${counted(there, "token")} of ${number(output)}"
          .value=${String(arrived(this.at, 0, total, notches))}
          @input=${(event: Event) => this.#jump(arrival(Number((event.target as HTMLInputElement).value), 0, total, notches))}>
        <output for="streaming-at">${seconds(this.at)} of ${seconds(total)}</output></p>`;
  }

  #renderPanes(
    { phases, total, firstVisible, reading }: Latency,
    output: number,
    { text, ends }: Text,
  ): TemplateResult {
    const { from, seconds: lasts } = phases.at(-1)!;
    const there = arrived(this.at, from, lasts, output);
    const read = Math.min(arrived(this.at, firstVisible, reading, output), there);
    const place = (piece: number): number => (piece === 0 ? 0 : ends[Math.min(piece, ends.length) - 1]!);
    const done = this.at >= total;
    return html`<div class="panes">
      <section aria-labelledby="streaming-one"><h4 id="streaming-one">${words.streamed}</h4>
        <p class="count">${there === 0 ? words.nothing : counted(there, "token")}</p>
        <p class="answer" tabindex="0" role="group"
          aria-labelledby="streaming-one"><span class="read">${text.slice(0, place(read))}</span>${
            there === 0
              ? nothing
              : html`${text.slice(place(read), place(Math.max(there - 1, read)))}<mark>${text.slice(
                  place(Math.max(there - 1, read)),
                  place(there),
                )}</mark>`
          }</p></section>
      <section aria-labelledby="streaming-all"><h4 id="streaming-all">${words.whole}</h4>
        <p class="count">${done ? counted(output, "token") : words.nothing}</p>
        <p class="answer" tabindex="0" role="group"
          aria-labelledby="streaming-all">${done ? text.slice(0, place(output)) : nothing}</p></section></div>`;
  }
}

customElements.define("learn-streaming", LearnStreaming);
