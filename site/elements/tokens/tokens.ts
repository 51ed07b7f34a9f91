import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from "lit";
import type { Inspection, InspectSubject, Interval, Scenario, ThreeLimits, Trust } from "../../core/contract";
import { counted, number, tokens as spellTokens } from "../format";
import { renderTrust } from "../parts/trust";
import { tokensStyles } from "../parts/styles";
import { ScenarioElement, type ScenarioChange } from "../scenario-element";
import { withValue } from "../../scenario/flat";
import type { Pointed } from "./drawing";
import { longestText, TokenEditor } from "./editor";
import { describePointed, type TokenDetail } from "./detail";
import { specialCandidates } from "./unseen";

/** What `llm-change` of `<llm-tokens>` carries besides scenario and estimate. */
export interface TokensChange extends ScenarioChange { text: string; tokens: Interval; trust: Trust }

/** Longest text whose tokens are drawn, in UTF-16 units; a longer one is counted in full all the same. */
export const longestDrawn = 12_000_000;

/** How long typing must rest before a text is counted: nothing for what takes no time, more for megabytes. */
function restMilliseconds(length: number): number {
  return length < 50_000 ? 0 : length < 500_000 ? 100 : 400;
}

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
    inspection: { state: true },
    pointed: { state: true },
    specialFound: { state: true },
    said: { state: true },
    refusal: { state: true },
  };

  /** The name of the text. */
  declare label: string;
  /** What stands in the empty text. */
  declare hint: string;
  declare readonly: boolean;
  declare showIds: boolean;
  declare showWhitespace: boolean;
  /** Whether text that spells a special token counts as text or as that token. */
  declare special: "text" | "tokens";
  declare private inspection: Omit<Inspection, "ids" | "ends"> & { drawn: boolean } | null;
  declare private pointed: TokenDetail | null;
  declare private specialFound: string | null;
  declare private said: string;
  declare private refusal: string | null;

  #editor: TokenEditor | null = null;
  #text = "";
  #counted = "";
  /** "encoding text" → is a special token there. */
  #specials = new Map<string, boolean>();
  /** The special tokens' texts that are marked, a line each. */
  #marked = "";
  #latestPointed: Pointed | null = null;
  #rest: ReturnType<typeof setTimeout> | undefined;
  #quiet: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.label = "Text";
    this.hint = "Type or paste a text, or drop a file.";
    this.readonly = false;
    this.showIds = false;
    this.showWhitespace = false;
    this.special = "text";
    this.inspection = null;
    this.pointed = null;
    this.specialFound = null;
    this.said = "";
    this.refusal = null;
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
    this.#text = this.text;
    this.#editor?.destroy();
    this.#editor = null;
    this.pointed = null;
  }

  protected override firstUpdated(): void {
    this.#open();
  }

  #open(): void {
    const parent = this.renderRoot.querySelector<HTMLElement>("#editor");
    if (!parent || this.#editor) return;
    this.#editor = new TokenEditor(parent, this.renderRoot as ShadowRoot, {
      text: this.#text, label: this.label, hint: this.hint, readonly: this.readonly,
      changed: () => this.#edited(),
      pointed: (at) => this.#point(at),
      refused: (length) => { this.refusal = `That text has ${number(length)} characters; up to ${number(longestText)} fit here. The text is left as it was.`; },
      files: (files) => void this.#read(files),
    });
    this.#marked = "";
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
    const rest = restMilliseconds(this.#editor?.length ?? 0);
    if (rest === 0) this.ask();
    else this.#rest = setTimeout(() => this.ask(), rest);
  }

  /** Counts the text as it now stands; the tokens of the answer are drawn before the estimate is asked for. */
  protected override async complete(engine: ThreeLimits, scenario: Scenario): Promise<Scenario> {
    const text = this.#editor ? this.#editor.take() : this.#text;
    const subject: InspectSubject = {
      ...(scenario.model && !scenario.encoding ? { model: scenario.model } : { encoding: scenario.encoding ?? standardEncoding }),
      special: this.special, tokens: text.length <= longestDrawn,
    };
    const { ids, ends, ...inspection } = await engine.inspect(text, subject);
    await this.#findSpecials(engine, text, inspection.encoding);
    this.#counted = text;
    this.inspection = { ...inspection, drawn: subject.tokens === true };
    if (subject.tokens) this.#editor?.draw({ ids, ends });
    else this.#editor?.clear();
    this.#say();
    return withValue(scenario, ["request", "user"], { ...inspection.tokens, trust: inspection.trust.level });
  }

  /** Finds and marks the texts that are special tokens of this encoding: those it counts as one token when they may be. */
  async #findSpecials(engine: ThreeLimits, text: string, encoding: string): Promise<void> {
    const found: string[] = [];
    for (const candidate of specialCandidates(text)) {
      const key = encoding + " " + candidate;
      const known = this.#specials.get(key) ?? (await engine.count(candidate, encoding, { special: "tokens" })) === 1;
      this.#specials.set(key, known);
      if (known) found.push(candidate);
    }
    if (found.join("\n") !== this.#marked) this.#editor?.mark(found);
    this.#marked = found.join("\n");
    this.specialFound = found[0] ?? null;
  }

  protected override changed(detail: ScenarioChange): void {
    const inspection = this.inspection;
    if (!inspection) return;
    super.changed({ ...detail, text: this.#counted, tokens: inspection.tokens, trust: inspection.trust } as TokensChange);
  }

  /** A page that keeps the text learns of it even where it could not be counted. */
  protected override unanswered(): void {
    this.inspection = null;
    this.#editor?.clear();
    this.dispatchEvent(new Event("llm-uncounted"));
  }

  async #point(at: Pointed | null): Promise<void> {
    this.#latestPointed = at;
    if (!at || !this.inspection) {
      this.pointed = null;
      return;
    }
    const { encoding } = this.inspection;
    const detail = await describePointed(at, async (id) => (await this.ready()).bytes([id], encoding));
    if (this.#latestPointed === at) this.pointed = detail;
  }

  async #read(files: FileList): Promise<void> {
    const [file] = files;
    if (!file) return;
    if (file.size > longestText) {
      this.refusal = `${file.name} has ${number(file.size)} bytes; up to ${number(longestText)} fit here. The text is left as it was.`;
      return;
    }
    try {
      const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(await file.arrayBuffer());
      this.#editor?.insert(text);
    } catch {
      this.refusal = `${file.name} could not be read. The text is left as it was.`;
    }
  }

  /** Says the count to someone who listens, once typing rests. */
  #say(): void {
    clearTimeout(this.#quiet);
    this.#quiet = setTimeout(() => {
      if (this.inspection) this.said = `${this.label}: ${spellTokens(this.inspection.tokens)} tokens, ${this.inspection.trust.level}`;
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
        <p class="counts" part="counts">${this.inspection ? this.#counts(this.inspection) : this.failure !== null || this.refused ? nothing : html`<span class="soft">Counting…</span>`}</p>
        ${this.#remarks()}
        <p class="pointed" part="token">${this.pointed ? renderDetail(this.pointed) : nothing}</p>
        <p class="unseen" role="status">${this.said}</p>
      </div>
    `;
  }

  #toggle(name: string, property: "showIds" | "showWhitespace"): TemplateResult {
    return html`<button type="button" class="choice" aria-pressed=${this[property]} @click=${() => { this[property] = !this[property]; }}>${name}</button>`;
  }

  #counts({ tokens, trust, stats }: Omit<Inspection, "ids" | "ends">): TemplateResult {
    return html`
      <span class="count"><b class="large">${spellTokens(tokens)}</b> ${tokens.high === 1 ? "token" : "tokens"} ${renderTrust(trust)}</span>
      <span>${counted(stats.characters, "character")}</span>
      <span>${counted(stats.words, "word")}</span>
      <span>${counted(stats.bytes, "byte")}</span>`;
  }

  /** What one should know about this text. */
  #remarks(): TemplateResult | typeof nothing {
    const { inspection, specialFound } = this;
    if (!inspection) return nothing;
    return html`<ul class="remarks">
      ${inspection.drawn ? nothing : html`<li>Counted in full. Tokens are drawn in texts of up to ${number(longestDrawn)} characters.</li>`}
      ${inspection.trust.level === "estimate" && inspection.drawn ? html`<li>Drawn are the ${counted(inspection.count, "token")} of ${inspection.encoding}; the model's own tokens are not published.</li>` : nothing}
      ${specialFound === null ? nothing : this.#specialRemark(specialFound)}
    </ul>`;
  }

  #specialRemark(found: string): TemplateResult {
    const asText = this.special === "text";
    return html`<li>
      <span>This text spells a special token, <code>${found}</code>. It is counted as ${asText ? "ordinary text" : "the special token"}.</span>
      <button type="button" class="quiet" @click=${() => { this.special = asText ? "tokens" : "text"; }}>Count it as ${asText ? "the special token" : "ordinary text"}</button>
    </li>`;
  }
}

function renderDetail({ place, text, parts, partly }: TokenDetail): TemplateResult {
  return html`<span>${place}</span> <code>${text}</code>
    <span>${parts.length === 1 ? "id" : "ids"} <b>${parts.map(({ id }) => id).join(", ")}</b></span>
    <span>bytes <code>${parts.map(({ bytes }) => bytes).join(" | ")}</code></span>
    ${partly === null ? nothing : html`<span>${partly}</span>`}`;
}
