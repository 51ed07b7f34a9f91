/**
 * `<learn-tokens>`: the first property. A text, the pieces a tokenizer cuts it into, and the numbers that a model gets
 * of them.
 */
import { html, nothing, type TemplateResult } from "lit";
import type { EncodingInfo, TextComparison } from "../../../contract";
import { load } from "../../../core/load";
import type { LlmTokens, TokensChange } from "../../../elements/tokens/tokens";
import { adopt } from "../../../kit/adopt";
import { sentence } from "../../../kit/engine-element";
import { counted, number, tokens as spellTokens } from "../../../kit/format";
import { Latest } from "../../../kit/latest";
import { ratio } from "../../../kit/units";
import { PageElement } from "../../../session/page-element";
import { roomLink } from "../../../session/room-link";
import { sorted } from "../../parts/sorting";
import { bar } from "../../parts/table";
import type { Passage } from "../../tokens/languages/declaration";
import { renderTries } from "../tries";
import { type Cut, cut, longestListed, renderCut, sameLetter } from "./pieces";
import css from "./tokens.css" with { type: "text" };
import { languages, type TokenTry, tries, words } from "./words";

interface Question {
  text: string;
  encoding: string;
  beside: string;
  letter: string;
}

/** letters: how often the letter stands in the text. */
interface Answer {
  cuts: readonly Cut[];
  letter: string;
  letters: number;
}

interface Sentence {
  passage: Passage;
  text: string;
  comparison: TextComparison;
}

class LearnTokens extends PageElement {
  static override properties = {
    trying: { state: true },
    encoding: { state: true },
    beside: { state: true },
    letter: { state: true },
    answer: { state: true },
    sentences: { state: true },
    failed: { state: true },
  };

  /** What was tried last; null: none, or the text is another by now. */
  declare trying: string | null;
  declare encoding: string;
  /** Another encoding, or "". */
  declare beside: string;
  declare letter: string;
  declare answer: Answer | null;
  /** The parallel sentences, once they were asked for. */
  declare sentences: readonly Sentence[] | null;
  declare failed: string | null;
  #text = tries[0]!.text;
  #encodings: readonly EncodingInfo[] = [];
  readonly #latest = new Latest<Question, Answer>(
    ask,
    (answer) => {
      this.answer = answer;
      this.failed = null;
    },
    (error) => {
      this.failed = sentence(error);
    },
  );
  readonly #parallel = new Latest<string, readonly Sentence[]>(
    compare,
    (sentences) => {
      this.sentences = sentences;
    },
    (error) => {
      this.failed = sentence(error);
    },
  );

  constructor() {
    super();
    adopt(css);
    this.trying = null;
    this.encoding = tries[0]!.encoding;
    this.beside = "";
    this.letter = "";
    this.answer = null;
    this.sentences = null;
    this.failed = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#open();
  }

  async #open(): Promise<void> {
    try {
      this.#encodings = await (await load()).encodings();
    } catch (error) {
      this.failed = sentence(error);
    }
    this.requestUpdate();
  }

  protected override firstUpdated(): void {
    this.#editor!.text = this.#text;
    this.#try(tries[0]!);
  }

  get #editor(): LlmTokens | null {
    return this.querySelector<LlmTokens>("llm-tokens");
  }

  #try(one: TokenTry): void {
    this.encoding = one.encoding;
    this.beside = one.beside;
    this.letter = one.letter;
    this.#put(one.text);
    this.trying = one.id;
    if (one.languages) this.#parallel.ask(this.encoding);
  }

  /** Another text, in the editor too. */
  #put(text: string): void {
    this.#text = text;
    if (this.#editor) this.#editor.text = text;
    this.#ask();
  }

  #ask(): void {
    const { encoding, beside, letter } = this;
    this.#latest.ask({ text: this.#text, encoding, beside, letter });
  }

  /** The editor counted what stands in it: of a long text, once typing rests. */
  #typed({ text, settled }: TokensChange): void {
    if (!settled || text === this.#text) return;
    this.#text = text;
    if (!this.sentences) this.trying = null;
    this.#ask();
  }

  #cutBy(encoding: string): void {
    this.encoding = encoding;
    if (this.sentences) this.#parallel.ask(encoding);
    this.#ask();
  }

  override render(): TemplateResult {
    const { answer } = this;
    return html`<h3>${words.title}</h3>
      <p class="lead">${words.about}</p>
      ${renderTries(tries, this.trying, (one) => {
        this.sentences = null;
        this.#try(one);
      })}
      <llm-tokens label=${words.text} encoding=${this.encoding} @llm-change=${(event: CustomEvent<TokensChange>) => {
        event.stopPropagation();
        this.#typed(event.detail);
      }}></llm-tokens>
      <div class="fields">
        ${this.#renderChoice("by", words.by, this.encoding, "", (encoding) => this.#cutBy(encoding))}
        ${this.#renderChoice("beside", words.beside, this.beside, words.none, (encoding) => {
          this.beside = encoding;
          this.#ask();
        })}
        <div class="field"><label for="tokens-letter">${words.letter}</label>
          <input id="tokens-letter" autocomplete="off" autocapitalize="off" .value=${this.letter} @input=${(
            event: Event,
          ) => {
            this.letter = [...(event.target as HTMLInputElement).value.trim()][0] ?? "";
            this.#ask();
          }}></div></div>
      ${this.failed === null ? nothing : html`<p class="wrong" role="alert">${this.failed}</p>`}
      ${answer ? this.#renderAnswer(answer) : html`<p role="status">Counting…</p>`}
      ${this.sentences ? this.#renderSentences(this.sentences) : nothing}`;
  }

  #renderChoice(
    name: string,
    label: string,
    chosen: string,
    none: string,
    choose: (encoding: string) => void,
  ): TemplateResult {
    return html`<div class="field"><label for="tokens-${name}">${label}</label>
      <select id="tokens-${name}" autocomplete="off"
        @change=${(event: Event) => choose((event.target as HTMLSelectElement).value)}>
        ${none === "" ? nothing : html`<option value="" .selected=${chosen === ""}>${none}</option>`}
        ${this.#encodings.map(
          (one) => html`<option value=${one.name} .selected=${one.name === chosen}>${one.name}</option>`,
        )}</select></div>`;
  }

  #renderAnswer({ cuts, letter, letters }: Answer): TemplateResult | typeof nothing {
    const [first] = cuts;
    if (!first || first.stats.bytes === 0) return nothing;
    const shared = cuts.some(({ pieces }) => pieces?.some(({ ids }) => ids.length > 1));
    return html`<section class="sees" aria-label=${words.sees}>
      <p>${words.sees}: ${counted(first.count, "number")} for ${counted(
        first.stats.characters,
        "character",
      )} and ${counted(first.stats.words, "word")}.
        ${
          letter === ""
            ? nothing
            : html`The text has “${letter}” ${counted(letters, "time")}; the numbers do not say so.`
        }</p>
      ${
        first.pieces === null
          ? html`<p class="hint">${words.tooLong(number(longestListed))}</p>`
          : cuts.map((one) => renderCut(one, letter))
      }
      ${shared ? html`<p class="hint">${words.bytes}</p>` : nothing}</section>`;
  }

  #renderSentences(sentences: readonly Sentence[]): TemplateResult {
    const most = sorted(sentences, ({ comparison }) => comparison.count, true)[0]!.comparison.count;
    return html`<div class="scroll" tabindex="0" role="region" aria-label="Languages"><table>
        <caption>${words.price}</caption>
        <thead><tr><th scope="col">Language</th><th scope="col" class="number">Tokens</th>
        <th scope="col" class="number">Against English</th></tr></thead>
        <tbody>${sentences.map(
          ({ passage, text, comparison: { tokens, relative } }) => html`<tr>
          <th scope="row"><button type="button" class="choice" aria-pressed=${text === this.#text} @click=${() => {
            this.#put(text);
            this.requestUpdate();
          }}>${passage.name}</button>${bar(tokens, most)}</th>
          <td class="number">${spellTokens(tokens)}</td>
          <td class="number">${relative === null ? "–" : `${ratio(relative)}×`}</td></tr>`,
        )}</tbody>
      </table></div>
      <p>${roomLink({ room: "tokens", place: "languages" }, words.more, false)}</p>`;
  }
}

async function ask({ text, encoding, beside, letter }: Question): Promise<Answer> {
  const engine = await load();
  const encodings = beside === "" || beside === encoding ? [encoding] : [encoding, beside];
  const cuts: Cut[] = [];
  for (const one of encodings) cuts.push(await cut(engine, text, one));
  const same = letter === "" ? "" : [...text].filter((character) => sameLetter(character, letter)).join("");
  return { cuts, letter, letters: (await engine.describe(same)).characters };
}

/** The Declaration's first sentence, in some languages. */
async function compare(encoding: string): Promise<readonly Sentence[]> {
  const { passages } = await import("../../tokens/languages/declaration");
  const chosen = languages
    .map((tag) => passages.find((passage) => passage.tag === tag)!)
    .map((passage) => ({ passage, text: firstSentence(passage.text) }));
  const [comparisons] = await (await load()).compareTexts(
    chosen.map(({ text }) => text),
    [{ encoding }],
  );
  return chosen.map((one, i) => ({ ...one, comparison: comparisons![i]! }));
}

function firstSentence(text: string): string {
  return /^.*?[.。।။]/.exec(text)![0];
}

customElements.define("learn-tokens", LearnTokens);
