/**
 * A component of the page itself: a Lit element in the light DOM, so that the page's style sheet, labels and headings
 * reach into it, drawn again whenever the session changes. What the HTML holds in its place is what the person sees
 * before, and without, JavaScript.
 */
import { LitElement } from "lit";
import { session } from "./session";

export abstract class PageElement extends LitElement {
  #stop: (() => void) | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stop ??= session.subscribe(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop?.();
    this.#stop = null;
  }

  protected override createRenderRoot(): HTMLElement {
    this.replaceChildren();
    return this;
  }
}

/** Behaviour for controls that stand in the HTML: no rendering, only what keeps them and the session in step. */
export abstract class ControlElement extends HTMLElement {
  #stop: (() => void) | null = null;

  connectedCallback(): void {
    if (this.#stop) return;
    this.listen();
    this.#stop = session.subscribe(() => this.show());
    this.show();
  }

  disconnectedCallback(): void {
    this.#stop?.();
    this.#stop = null;
  }

  /** Adds the listeners; called once for each connection. */
  protected abstract listen(): void;
  /** Shows the session's present value. */
  protected abstract show(): void;
}
