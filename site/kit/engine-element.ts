/**
 * What every element shares: the engine, and what stands in its place until it is there.
 *
 * The light DOM content is the fallback: it shows until the first answer, and again beside a plain sentence when the
 * engine cannot be had. A host may hand in an engine of its own; else `load()` is asked, which is memoised.
 */
import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from "lit";
import type { ThreeLimits, ThreeLimitsError } from "../contract";
import { load } from "../core/load";
import { strangers } from "./strangers";

export abstract class EngineElement extends LitElement {
  static override properties: PropertyDeclarations = {
    engine: { attribute: false },
    failure: { state: true },
    remarks: { state: true },
  };

  /** The engine to ask; without one the shared engine is loaded. */
  declare engine: ThreeLimits | undefined;
  /** Why there is nothing to show, as a sentence. */
  declare protected failure: string | null;
  /** What is said of attributes that are not known, by their names. */
  declare protected remarks: ReadonlyMap<string, string>;

  #watch = typeof MutationObserver === "undefined" ? null : new MutationObserver(() => this.#look());

  constructor() {
    super();
    this.failure = null;
    this.remarks = new Map();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#look();
    this.#watch?.observe(this, { attributes: true });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#watch?.disconnect();
  }

  /** Names each attribute that is not known once to who builds the page, and in its place while it stands. */
  #look(): void {
    const said = strangers(this.getAttributeNames(), (this.constructor as typeof LitElement).observedAttributes);
    if (said.size === 0 && this.remarks.size === 0) return;
    for (const [name, message] of said) if (!this.remarks.has(name)) console.warn(`<${this.localName}> ${message}`);
    this.remarks = said;
  }

  /** The engine, loading it if need be. A failed attempt is forgotten: the next call tries again. */
  protected ready(): Promise<ThreeLimits> {
    return this.engine ? Promise.resolve(this.engine) : load();
  }

  /** Asks again after a failure. */
  abstract retry(): void;

  protected fail(error: unknown): void {
    this.failure = sentence(error);
  }

  /** The fallback, with the reason where there is one. */
  protected renderFallback(): TemplateResult {
    return html`<slot></slot>${this.renderFailure()}`;
  }

  protected renderFailure(): TemplateResult | typeof nothing {
    if (this.remarks.size === 0 && this.failure === null) return nothing;
    return html`${[...this.remarks.values()].map(
      (message) => html`<p class="wrong" role="alert" part="problem">${message}</p>`,
    )}${this.#renderWhy()}`;
  }

  #renderWhy(): TemplateResult | typeof nothing {
    if (this.failure === null) return nothing;
    return html`<p class="wrong" role="alert" part="problem">
      ${this.failure}
      <button type="button" class="quiet" @click=${() => {
        this.failure = null;
        this.retry();
      }}>Try again</button>
    </p>`;
  }
}

/** An error as a sentence for the person; the module's errors already are. */
export function sentence(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const text = message.trim() || "The calculation failed.";
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

export function isThreeLimitsError(error: unknown): error is ThreeLimitsError {
  return error instanceof Error && "code" in error;
}
