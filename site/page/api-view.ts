/**
 * `<page-request>`: the request as the vendor's API takes it, max_tokens marked, and the usage record to expect back.
 */
import { html, nothing, type TemplateResult } from "lit";
import { type CurrentMessage, messagesNow } from "../requests/edits";
import { PageElement } from "../session/page-element";
import { session } from "../session/session";
import { type ApiRequest, allShapes, apiRequest, type Shape, shapesOf, shortened } from "./api-request";

const shapeWords: Record<Shape, string> = {
  responses: "Responses",
  chat: "Chat Completions",
  messages: "Messages",
  generateContent: "generateContent",
};

export class PageRequest extends PageElement {
  static override properties = { shape: { state: true }, copied: { state: true } };

  declare shape: Shape | null;
  /** What was copied last, or why it could not be. */
  declare copied: string;

  constructor() {
    super();
    this.shape = null;
    this.copied = "";
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.closest("details")?.addEventListener("toggle", () => this.requestUpdate());
  }

  override render(): TemplateResult | typeof nothing {
    const { estimate, model, store } = session;
    if (this.closest("details")?.open === false) return nothing;
    if (!estimate) return html`<p>It appears with the first count.</p>`;
    const shapes = allShapes(model?.api);
    const own = shapesOf(model?.api);
    const history = historyNow();
    const shape = this.shape && shapes.includes(this.shape) ? this.shape : shapes[0]!;
    const request = apiRequest(shape, {
      model: model ?? null,
      parts: store.state.parts,
      history,
      sampling: store.state.imported?.sampling,
      toolChoice: store.state.imported?.toolChoice,
      maxTokens: store.state.settings.request?.maxTokens,
      cached: (store.state.settings.cache?.policy ?? "none") !== "none",
      usage: estimate.usage,
    });
    return html`
      <p class="row" role="group" aria-label="API">${shapes.map(
        (each) => html`
        <button type="button" class="choice" aria-pressed=${each === shape} @click=${() => {
          this.shape = each;
        }}>${shapeWords[each]}</button>`,
      )}</p>
      ${
        own.includes(shape)
          ? nothing
          : html`<p class="hint">The same request in another vendor’s shape${
              model ? `; ${model.name} is reached by ${own.map((each) => shapeWords[each]).join(" or ")}` : ""
            }.</p>`
      }
      ${
        store.state.imported && store.state.imported.uncounted.length > 0
          ? html`<p class="hint">Of what the imported request holds besides texts, the tool calls that were answered are
            here; images, files and thoughts are not.</p>`
          : nothing
      }
      ${this.#renderCode(`${request.name}`, request.address, request.body, request.maxTokensName)}
      ${
        request.body[request.maxTokensName] === undefined && request.shape !== "generateContent"
          ? html`<p>No <code>${request.maxTokensName}</code> is set: the model stops by itself, or at its own limit.</p>`
          : nothing
      }
      <h3>What comes back in <code>${usageName(request)}</code></h3>
      ${this.#renderCode(
        "usage",
        `if the answer is as long as you said${(store.state.settings.conversation?.turns ?? 1) > 1 ? ", from the last call" : ""}`,
        request.usage,
        null,
      )}
      <p role="status" class="aside">${this.copied}</p>`;
  }

  #renderCode(name: string, what: string, json: ApiRequest["body"], marked: string | null): TemplateResult {
    const text = JSON.stringify(shortened(json), null, 2);
    return html`<figure class="code">
      <figcaption><b>${name}</b> <span>${what}</span> <button type="button" class="link" aria-label="Copy ${name}"
        @click=${() => void this.#copy(name, json)}>Copy</button></figcaption>
      <pre tabindex="0" role="region"
        aria-label="${name} as JSON"><code>${marked ? markLine(text, marked) : text}</code></pre>
    </figure>`;
  }

  async #copy(name: string, json: ApiRequest["body"]): Promise<void> {
    try {
      await navigator.clipboard.writeText(JSON.stringify(json, null, 2));
      this.copied = `${name} is copied, with all its text.`;
    } catch {
      this.copied = "The browser did not allow copying here. Select the text and copy it.";
    }
  }
}

/** The imported conversation as it stands now, where its messages can be told apart. */
function historyNow(): CurrentMessage[] | null {
  const { imported, parts } = session.store.state;
  return imported && parts.history.text !== null ? messagesNow(imported, "history", parts.history.text) : null;
}

function usageName({ shape }: ApiRequest): string {
  return shape === "generateContent" ? "usageMetadata" : "usage";
}

/** The line of a field, marked: what is reserved for the answer. */
function markLine(text: string, name: string): TemplateResult {
  const start = text.search(new RegExp(`"${name}": \\d`));
  if (start < 0) return html`${text}`;
  const end = text.slice(start).search(/[,\n]/) + start;
  return html`${text.slice(0, start)}<mark>${text.slice(start, end)}</mark>${text.slice(end)}`;
}
