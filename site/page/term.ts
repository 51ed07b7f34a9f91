/**
 * `<page-term><button>tokens</button><span>…</span></page-term>`: a field term explained over the text on hover, focus
 * and tap. Esc puts it away.
 */
let serial = 0;

export class PageTerm extends HTMLElement {
  #button!: HTMLButtonElement;
  #tip!: HTMLElement;

  connectedCallback(): void {
    this.#button = this.querySelector("button")!;
    this.#tip = this.querySelector("span")!;
    this.#tip.id ||= `term-${++serial}`;
    this.#tip.setAttribute("role", "tooltip");
    this.#button.setAttribute("aria-describedby", this.#tip.id);
    this.onpointerenter = () => this.#show();
    this.onpointerleave = () => this.#hide();
    this.#button.onfocus = () => this.#show();
    this.#button.onblur = () => this.#hide();
    this.#button.onclick = () => this.#show();
    this.onkeydown = (event) => {
      if (event.key === "Escape") this.#hide();
    };
    this.#hide();
  }

  /** Over the text, and never past the edge of the window. */
  #show(): void {
    this.#tip.hidden = false;
    this.#tip.style.insetInlineStart = "0";
    const beyond = this.#tip.getBoundingClientRect().right - document.documentElement.clientWidth + 8;
    if (beyond > 0) this.#tip.style.insetInlineStart = `${-beyond}px`;
  }

  #hide(): void {
    this.#tip.hidden = true;
  }
}
