import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from "lit";
import type { InspectSubject, Interval, Scenario, ThreeLimits, Trust } from "../../contract";
import { readDocument } from "../../kit/files";
import { number, tokens as spellTokens } from "../../kit/format";
import { Latest } from "../../kit/latest";
import { withValue } from "../../scenario/flat";
import { tokensStyles } from "../parts/styles";
import { type ScenarioChange, ScenarioElement } from "../scenario-element";
import { describePointed, type TokenDetail } from "./detail";
import type { Pointed } from "./drawing";
import { longestText, type Moment, TokenEditor } from "./editor";
import { FollowedText, type Reading, takesAll } from "./followed";
import { type Counted, type Measured, renderCounts, renderDetail, renderRemarks, type SpecialReading } from "./remarks";
import { SpecialTexts } from "./special";

/** What `llm-change` of `<llm-tokens>` carries besides scenario and estimate. */
export interface TokensChange extends ScenarioChange {
  /** The text that was counted. Of a long one a copy is made where it is read: while typing goes on, better not. */
  readonly text: string;
  tokens: Interval;
  trust: Trust;
  /** False: a long text is being edited. Its count is here; another event comes when the edits rest. */
  settled: boolean;
}

/** From this length on, in UTF-16 units, a text is followed edit by edit and not counted anew at each. */
const leastFollowed = 50_000;

/**
 * How long typing must rest before all that is said of a followed text is brought up to date, in milliseconds. Its
 * count follows each key.
 */
const restMilliseconds = 400;

const standardEncoding = "o200k_base";

/**
 * `<llm-tokens>`: a text and its tokens. The text is edited in place; the tokens of what is visible are drawn in it,
 * told apart without colour; ids, whitespace and special-token text are shown on demand.
 */
export class LlmTokens extends ScenarioElement {
  static override styles = tokensStyles;
  static override properties: PropertyDeclarations = {
    label: { type: String },
    hint: { type: String },
    readonly: { type: Boolean, reflect: true },
    showIds: { type: Boolean, attribute: "show-ids", reflect: true },
    showWhitespace: { type: Boolean, attribute: "show-whitespace", reflect: true },
    special: { type: String, reflect: true },
    counted: { state: true },
    pointed: { state: true },
    said: { state: true },
    refusal: { state: true },
    behind: { state: true },
  };

  /** The name of the text. */
  declare label: string;
  /** What stands in the empty text. */
  declare hint: string;
  declare readonly: boolean;
  declare showIds: boolean;
  declare showWhitespace: boolean;
  /**
   * Whether text that spells a special token counts as text or as that token; both: as text, with the other count
   * beside it.
   */
  declare special: SpecialReading;
  declare private counted: Counted | null;
  declare private pointed: TokenDetail | null;
  declare private said: string;
  declare private refusal: string | null;
  /** The count is an earlier text's, and has been for a moment. */
  declare private behind: boolean;

  #editor: TokenEditor | null = null;
  #text = "";
  /** The newest count's text; and of a followed one the newest count. */
  #moment: Moment | null = null;
  #measured: Measured | null = null;
  /** What was counted for: all of the scenario but the count. */
  #scenario: Scenario = {};
  #followed: FollowedText | null = null;
  #follower = new Latest<null, void>(
    () => this.#follow(),
    () => {},
    () => this.ask(),
  );
  #specials = new SpecialTexts();
  #latestPointed: Pointed | null = null;
  #rest: ReturnType<typeof setTimeout> | undefined;
  #quiet: ReturnType<typeof setTimeout> | undefined;
  #waiting: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.label = "Text";
    this.hint = "Type or paste a text, or drop a file.";
    this.readonly = false;
    this.showIds = false;
    this.showWhitespace = false;
    this.special = "text";
    this.counted = null;
    this.pointed = null;
    this.said = "";
    this.refusal = null;
    this.behind = false;
    this.#adopt();
  }

  /** A text that was set before this class was there stands on the instance: it is taken over. */
  #adopt(): void {
    if (!Object.hasOwn(this, "text")) return;
    const early = this.text;
    Reflect.deleteProperty(this, "text");
    this.text = early;
  }

  /** The text as it stands, to the character: CR, CRLF and BOM as pasted. */
  get text(): string {
    return this.#editor ? this.#editor.text : this.#text;
  }

  set text(text: string) {
    this.#text = String(text ?? "");
    if (this.#editor) this.#editor.text = this.#text;
    else this.ask();
  }

  override attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    if (name === "text" && old !== value) this.text = value ?? "";
    super.attributeChangedCallback(name, old, value);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) this.#open();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#rest);
    clearTimeout(this.#quiet);
    this.#answered();
    this.#text = this.text;
    this.#editor?.destroy();
    this.#editor = null;
    this.#unfollow();
    this.pointed = null;
  }

  protected override firstUpdated(): void {
    this.#open();
  }

  #open(): void {
    const parent = this.renderRoot.querySelector<HTMLElement>("#editor");
    if (!parent || this.#editor) return;
    this.#editor = new TokenEditor(parent, this.renderRoot as ShadowRoot, {
      text: this.#text,
      label: this.label,
      hint: this.hint,
      readonly: this.readonly,
      changed: () => this.#edited(),
      pointed: (at) => this.#point(at),
      refused: (length) => {
        this.refusal = `That text has ${number(length)} characters; up to ${number(longestText)} fit here. The text is left as it was.`;
      },
      files: (files) => void this.#read(files),
      seen: () => {
        if (this.#followed) this.#follower.ask(null);
      },
    });
    this.#specials.unmarked();
    this.#editor.showIds(this.showIds);
    if (this.showWhitespace) this.#editor.showWhitespace(true);
    this.ask();
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const editor = this.#editor;
    if (!editor) return;
    if (changed.has("showIds")) editor.showIds(this.showIds);
    if (changed.has("showWhitespace")) editor.showWhitespace(this.showWhitespace);
    if (changed.has("label") || changed.has("readonly")) editor.access(this.label, this.readonly);
    if (changed.has("special") && changed.get("special") !== undefined) this.ask();
  }

  #edited(): void {
    this.refusal = null;
    clearTimeout(this.#rest);
    if (!this.#followed || this.#editor!.length < leastFollowed) return this.ask();
    this.#follower.ask(null);
    this.#rest = setTimeout(() => this.ask(), restMilliseconds);
  }

  protected override ask(): void {
    super.ask();
    if (!this.isConnected || this.estimate !== undefined) return;
    this.#waiting ??= setTimeout(() => {
      this.behind = true;
    }, restMilliseconds);
  }

  #answered(): void {
    clearTimeout(this.#waiting);
    this.#waiting = undefined;
    this.behind = false;
  }

  get #reading(): "text" | "tokens" {
    return this.special === "tokens" ? "tokens" : "text";
  }

  /** Counts the text as it now stands; the tokens of the answer are drawn before the estimate is asked for. */
  protected override async complete(engine: ThreeLimits, scenario: Scenario): Promise<Scenario> {
    const long = this.#editor !== null && this.#editor.length >= leastFollowed;
    this.#scenario = scenario;
    this.counted = await (long ? this.#countFollowed(engine, scenario) : this.#countWhole(engine, scenario));
    this.#say();
    return withTokens(scenario, this.counted);
  }

  async #countWhole(engine: ThreeLimits, scenario: Scenario): Promise<Counted> {
    this.#unfollow();
    const moment = this.#editor?.take();
    const text = moment ? moment.text() : this.#text;
    const { ids, ends, ...inspection } = await engine.inspect(text, { ...subject(scenario), special: this.#reading });
    const special = await this.#findSpecials(engine, text, inspection.encoding, scenario);
    if (moment) this.#editor?.draw({ ids, ends, first: 0, start: 0 }, moment);
    this.#moment = moment ?? null;
    return { ...inspection, special };
  }

  async #countFollowed(engine: ThreeLimits, scenario: Scenario): Promise<Counted> {
    const by = subject(scenario);
    const { encoding, trust } = await engine.inspect("", by);
    const followed = await this.#followedFor({ engine, encoding, special: this.#reading, model: by.model, trust });
    if (!followed) return this.#countWhole(engine, scenario);
    const stats = await followed.describe();
    const text = this.#moment!.text();
    const special = await this.#findSpecials(engine, text, encoding, scenario);
    // Keys that were typed meanwhile have been counted already.
    return { encoding, stats, special, ...this.#measured! };
  }

  /** The text followed and counted up to now; null where the editor went away. */
  async #followedFor(reading: Reading): Promise<FollowedText | null> {
    if (this.#followed?.reads(reading)) {
      this.#followed.reading = reading;
      try {
        if (await this.#measure(this.#followed)) return this.#followed;
      } catch {
        // The engine that kept it may be gone.
      }
    }
    this.#unfollow();
    const editor = this.#editor;
    if (!editor) return null;
    const followed = await FollowedText.open(editor.take().text(), reading);
    if (this.#editor !== editor) {
      followed.close();
      return this.#followedFor(reading);
    }
    this.#followed = followed;
    await this.#measure(followed);
    return followed;
  }

  /** Between two keys of a followed text: its count, the tokens in view, and the estimate that comes of it. */
  async #follow(): Promise<void> {
    const followed = this.#followed;
    if (!followed || !this.counted) return;
    if (!(await this.#measure(followed))) return this.ask();
    if (followed !== this.#followed || !this.counted) return;
    this.counted = { ...this.counted, ...this.#measured! };
    if (this.#moment!.changes.empty) return; // what is looked at changed, not the text
    const scenario = withTokens(this.#scenario, this.counted);
    const estimate = await followed.reading.engine.estimate(scenario);
    if (followed === this.#followed) this.#tell({ scenario, estimate }, false);
  }

  /**
   * Counts the edits since the last time and draws what is in view; false where nothing is left of the text that was
   * followed.
   */
  async #measure(followed: FollowedText): Promise<boolean> {
    const { engine, model, trust } = followed.reading;
    const editor = this.#editor!;
    const moment = editor.take();
    try {
      if (takesAll(moment.changes)) {
        this.#unfollow();
        return false;
      }
      // Both are sent before either is answered: the tokens in view are those after the edits.
      const edited = followed.edit(moment.changes);
      const [count, segment] = await Promise.all([edited, followed.segment(moment.from, moment.to)]);
      editor.draw(segment, moment);
      const measured =
        model === undefined
          ? { tokens: { low: count, typical: count, high: count }, trust }
          : await engine.measureCount(count, model);
      this.#moment = moment;
      this.#measured = { count, ...measured };
      return true;
    } catch (error) {
      // It may have missed the edits: the next count begins anew.
      if (this.#followed === followed) this.#unfollow();
      throw error;
    }
  }

  #unfollow(): void {
    this.#followed?.close();
    this.#followed = null;
  }

  /** The special tokens' texts, marked; and what the text has with them as tokens, where both are asked for. */
  async #findSpecials(
    engine: ThreeLimits,
    text: string,
    encoding: string,
    scenario: Scenario,
  ): Promise<Counted["special"]> {
    const found = await this.#specials.find(engine, text, encoding, this.#editor);
    if (found.length === 0 || this.special !== "both") return { found, asTokens: null };
    const read = await engine.inspect(text, { ...subject(scenario), special: "tokens", tokens: false });
    return { found, asTokens: read.tokens };
  }

  protected override changed(detail: ScenarioChange): void {
    this.#answered();
    this.#tell(detail, !this.#followed || !this.#editor?.edited);
  }

  #tell(detail: ScenarioChange, settled: boolean): void {
    if (!this.counted) return;
    const { tokens, trust } = this.counted;
    const moment = this.#moment,
      text = this.#text;
    const change: TokensChange = {
      ...detail,
      tokens,
      trust,
      settled,
      get text() {
        return moment ? moment.text() : text;
      },
    };
    super.changed(change);
  }

  /** A page that keeps the text learns of it even where it could not be counted. */
  protected override unanswered(): void {
    this.#answered();
    this.counted = null;
    this.#editor?.clear();
    this.dispatchEvent(new Event("llm-uncounted"));
  }

  async #point(at: Pointed | null): Promise<void> {
    this.#latestPointed = at;
    if (!at || !this.counted) {
      this.pointed = null;
      return;
    }
    const { encoding } = this.counted;
    // An engine that is lost is said where the count stands.
    const bytes = async (id: number): Promise<Uint8Array> => (await this.ready()).bytes([id], encoding);
    const detail = await describePointed(at, bytes).catch(() => null);
    if (this.#latestPointed === at) this.pointed = detail;
  }

  async #read(files: FileList): Promise<void> {
    const [file] = files;
    if (!file) return;
    this.refusal = null;
    this.said = `Reading ${file.name}`;
    const read = await readDocument(file, longestText);
    this.said = "";
    if ("message" in read) this.refusal = `${read.message} The text is left as it was.`;
    else this.#editor?.insert(read.text);
  }

  /** Says the count to someone who listens, once typing rests. */
  #say(): void {
    clearTimeout(this.#quiet);
    this.#quiet = setTimeout(() => {
      if (this.counted)
        this.said = `${this.label}: ${spellTokens(this.counted.tokens)} tokens, ${this.counted.trust.level}`;
    }, 1500);
  }

  override focus(): void {
    this.#editor?.focus();
  }

  protected override render(): TemplateResult {
    return html`
      <div class="tokens" part="tokens" lang="en" role="group" aria-labelledby="label">
        <header>
          <span id="label" class="label" part="label">${this.label}</span>
          <div class="choices">
            ${this.#toggle("Ids", "showIds")} ${this.#toggle("Whitespace", "showWhitespace")}
          </div>
        </header>
        <div id="editor" part="editor"></div>
        ${this.renderProblems()} ${this.renderFailure()}
        ${this.refusal === null ? nothing : html`<p class="wrong" role="alert">${this.refusal}</p>`}
        <p class="counts" part="counts">${
          this.counted && !this.behind
            ? renderCounts(this.counted)
            : this.failure !== null || this.refused
              ? nothing
              : html`<span class="soft">Counting…</span>`
        }</p>
        ${
          this.counted
            ? renderRemarks(this.counted, this.special, (reading) => {
                this.special = reading;
              })
            : nothing
        }
        <p class="pointed" part="token">${this.pointed ? renderDetail(this.pointed) : nothing}</p>
        <p class="unseen" role="status">${this.said}</p>
      </div>
    `;
  }

  #toggle(name: string, property: "showIds" | "showWhitespace"): TemplateResult {
    return html`<button type="button" class="choice" aria-pressed=${this[property]} @click=${() => {
      this[property] = !this[property];
    }}>${name}</button>`;
  }
}

/** The scenario with the text as the user's part. */
function withTokens(scenario: Scenario, { tokens, trust }: Measured): Scenario {
  return withValue(scenario, ["request", "user"], { ...tokens, trust: trust.level });
}

/** Who counts: a model, or an encoding in its place. */
function subject({ model, encoding }: Scenario): InspectSubject & { model?: string } {
  return model && !encoding ? { model } : { encoding: encoding ?? standardEncoding };
}
