/**
 * `<imported-request>`: what was imported, how it was read, what of it is not counted, and the way out again: as it
 * came, or with what was edited.
 */
import { html, nothing, type TemplateResult } from "lit";
import { save } from "../kit/download";
import { number, tokens as spellTokens } from "../kit/format";
import type { Brought } from "../requests/counted";
import { type Exported, exportRequest, type PartTexts, partWords } from "../requests/edits";
import type { Imported, Shape } from "../requests/imported";
import { partNames } from "../scenario/fragment";
import type { State } from "../scenario/state";
import { PageElement } from "../session/page-element";
import { session } from "../session/session";

const shapeWords: Record<Shape, string> = {
  chat: "OpenAI Chat Completions",
  responses: "OpenAI Responses",
  messages: "Anthropic Messages",
  generateContent: "Gemini generateContent",
  converse: "Amazon Bedrock Converse",
};

export class ImportedRequest extends PageElement {
  static override properties = { said: { state: true } };

  declare said: string;
  #exported: { texts: PartTexts; imported: Imported; result: Exported } | null = null;

  constructor() {
    super();
    this.said = "";
  }

  override render(): TemplateResult | typeof nothing {
    const { state } = session.store;
    const { imported } = state;
    if (!imported) return nothing;
    const { edited, left, json } = this.#export(state, imported);
    return html`<section class="imported" aria-labelledby="imported-heading" tabindex="-1">
      <h3 id="imported-heading">Imported: ${shapeWords[imported.shape]}</h3>
      <p>From ${imported.name}${
        imported.id === null ? nothing : html`, <q>${imported.id.slice(0, 80)}</q>`
      }. ${messageCount(imported)} ${modelSentence(imported)}
        ${
          imported.maxTokens === null
            ? "It sets no max_tokens: the answer ends by itself, or at the model’s own limit."
            : `max_tokens is ${number(imported.maxTokens)}.`
        }</p>
      ${renderNotCounted(imported)}
      ${
        imported.remarks.length > 0
          ? html`<details><summary>How it was read</summary>
          <ul>${imported.remarks.map((remark) => html`<li>${remark}</li>`)}</ul></details>`
          : nothing
      }
      <p>${
        edited.length === 0
          ? "Nothing in it was edited: it goes out as it came, byte for byte."
          : `Edited: ${edited.map((part) => partWords[part]).join(", ")}. Only these texts differ from what came.`
      }
        ${left.map((sentence) => html` ${sentence}`)}</p>
      <p class="row">
        <button type="button" class="button" @click=${() => this.#save(imported, json)}>Download the request</button>
        <button type="button" class="link" @click=${() => void this.#copy(json)}>Copy it</button>
        ${
          edited.length > 0
            ? html`<button type="button" class="link"
            @click=${() => this.#save(imported, imported.source)}>Download it as it came</button>`
            : nothing
        }
        <span role="status">${this.said}</span></p>
    </section>`;
  }

  /** Worked out once for the same texts. */
  #export({ parts }: State, imported: Imported): Exported {
    const texts = Object.fromEntries(
      partNames.map((part) => [part, parts[part].text ?? parts[part].aside]),
    ) as PartTexts;
    if (
      this.#exported?.imported !== imported ||
      partNames.some((part) => this.#exported!.texts[part] !== texts[part])
    ) {
      if (this.#exported?.imported !== imported) this.said = "";
      this.#exported = { texts, imported, result: exportRequest(imported, texts) };
    }
    return this.#exported.result;
  }

  #save(imported: Imported, json: string): void {
    const name = /\.json$/i.test(imported.name) ? imported.name : "request.json";
    save(name, new Blob([json], { type: "application/json" }));
    this.said = `Handed to the browser as ${name}.`;
  }

  async #copy(json: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(json);
      this.said = "Copied, with all its text.";
    } catch {
      this.said = "The browser did not allow copying here. Download it instead.";
    }
  }
}

/** What goes out and is in no part: its kind or field, where it stands, and its tokens, where they can be told. */
function renderNotCounted({ uncounted, pictures }: Imported): TemplateResult | typeof nothing {
  const { brought } = session;
  if (uncounted.length === 0 && pictures.length === 0) return nothing;
  if (!brought) return html`<p role="status">What is not counted is being looked for…</p>`;
  const kinds = new Map<string, Brought["notCounted"]>();
  for (const one of brought.notCounted) {
    const all = kinds.get(one.what);
    if (all) all.push(one);
    else kinds.set(one.what, [one]);
  }
  const counted = brought.images === undefined || brought.images === 0 ? null : brought.images;
  return html`${
    counted === null
      ? nothing
      : html`<p>Its pictures are counted by the rule of the model’s vendor: ${typeof counted === "number" ? number(counted) : spellTokens(counted)} tokens.</p>`
  }${
    kinds.size === 0
      ? nothing
      : html`<p>Not counted, so that all figures are at least what they say:</p>
      <ul class="not-counted">${[...kinds].map(([what, all]) => html`<li>${notCountedWords(what, all)}</li>`)}</ul>`
  }`;
}

/** Few of a kind are listed by their paths. */
const pathsListed = 3;

function notCountedWords(what: string, all: Brought["notCounted"]): string {
  const listed = all
    .slice(0, pathsListed)
    .map(({ path, tokens }) => (tokens ? `${path}: ${spellTokens(tokens)} tokens` : path));
  const more = all.length > pathsListed ? ` and ${number(all.length - pathsListed)} more` : "";
  return `${all.length > 1 ? `${number(all.length)} × ` : ""}${what} (${listed.join("; ")}${more})`;
}

function messageCount({ messages }: Imported): string {
  return messages.length === 1 ? "1 message." : `${messages.length} messages.`;
}

function modelSentence({ model }: Imported): string {
  const shown = session.model?.name ?? "the model above";
  if (model === null) return `It names no model; counted as ${shown}.`;
  const named = session.brought?.named;
  if (named === undefined) return `Its model is ${model.slice(0, 60)}.`;
  if (named === null)
    return `“${model.slice(0, 60)}” is not in the catalogue: it stays in the request, and is counted as ${shown}.`;
  return `Its model is ${model.slice(0, 60)}${named === session.model?.id ? "" : `; counted as ${shown}`}.`;
}
