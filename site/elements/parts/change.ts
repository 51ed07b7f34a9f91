/**
 * The mark that says what moved: "was $0.0134 ↓" for a moment, beside the figure's name. While figures keep moving it
 * stands and keeps the value from before the movement. Someone who listens hears the new figure once it has come to
 * rest, not at every keystroke. Under reduced motion the style sheet leaves the mark out.
 */
import { html, nothing, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from "lit";
import type { Figure } from "./figure";

const momentMilliseconds = 2600;
const restMilliseconds = 1200;

export class Changes implements ReactiveController {
  #now: Figure | null = null;
  #was: Figure | null = null;
  #moment: ReturnType<typeof setTimeout> | undefined;
  #rest: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly say: (words: string) => void,
  ) {
    host.addController(this);
  }

  hostDisconnected(): void {
    clearTimeout(this.#moment);
    clearTimeout(this.#rest);
    this.#was = null;
  }

  /** Takes the figure of a new estimate; state is the word beside it, if any. */
  now(name: string, figure: Figure, unit: string, state = ""): void {
    const before = this.#now;
    this.#now = figure;
    if (!before || before.text === figure.text) return;
    this.#was ??= before;
    clearTimeout(this.#moment);
    this.#moment = setTimeout(() => this.#forget(), momentMilliseconds);
    clearTimeout(this.#rest);
    this.#rest = setTimeout(
      () => this.say([`${name}:`, figure.text, unit, state].filter(Boolean).join(" ")),
      restMilliseconds,
    );
  }

  #forget(): void {
    this.#was = null;
    this.host.requestUpdate();
  }

  render(): TemplateResult | typeof nothing {
    const [was, now] = [this.#was, this.#now];
    if (!was || !now || was.text === now.text) return nothing;
    return html`<span class="was" aria-hidden="true">was ${was.text} ${now.size < was.size ? "↓" : "↑"}</span>`;
  }
}
