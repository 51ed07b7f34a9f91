/**
 * `<page-said>`: below the sentence, what the page has to say about the scenario as a whole: what counts it in the
 * model's place, what a link held that could not be used, a question the engine refused, why the engine could not be
 * had, and the way back from what took a text's place.
 */
import { html, nothing, type TemplateResult } from "lit";
import { isImportTooLong, isTooLongToKeep } from "../scenario/state";
import { PageElement } from "../session/page-element";
import { tryAgain } from "../session/retry";
import { session } from "../session/session";

export class PageSaid extends PageElement {
  override render(): TemplateResult {
    const { store } = session;
    const engine = session.failure("engine");
    const scenario = session.failure("scenario");
    const before = session.estimate ? " The figures are those from before." : "";
    const { encoding } = store.state.settings;
    return html`<div role="status">
      ${session.behind ? html`<p class="undo">Counting… The figures are those from before.</p>` : nothing}
      ${
        encoding === undefined
          ? nothing
          : html`<p class="undo">Counted with “${encoding}”, in the place of the model’s own tokenizer.
        <button type="button" class="link"
          @click=${() => store.set("encoding", undefined)}>Use the model’s own</button></p>`
      }
      ${
        isTooLongToKeep(store.state)
          ? html`<p class="undo">These texts are longer than the 2,000,000 characters that a reload keeps: they are gone
        when this page is closed or loaded anew.</p>`
          : isImportTooLong(store.state)
            ? html`<p class="undo">With its JSON, the imported request is longer than the 2,000,000 characters that a reload
        keeps: its texts stay then, and can no longer go out as it came.</p>`
            : nothing
      }
      ${
        store.undoable || store.redoable
          ? html`<p class="undo">${store.undoable ?? "What was there is back."}
        ${
          store.undoable ? html`<button type="button" class="link" @click=${() => store.undo()}>Undo</button>` : nothing
        }
        ${
          store.redoable ? html`<button type="button" class="link" @click=${() => store.redo()}>Redo</button>` : nothing
        }</p>`
          : nothing
      }
    </div>
    <div role="alert">
      ${
        engine
          ? html`<p class="wrong">${engine.message} What you typed is kept.${before}
        <button type="button" class="link" @click=${tryAgain}>Try again</button></p>`
          : nothing
      }
      ${scenario ? html`<p class="wrong">${scenario.message} The figures are those from before.</p>` : nothing}
      ${this.#renderProblems()}
    </div>`;
  }

  #renderProblems(): TemplateResult | typeof nothing {
    const { problems } = session.store.state;
    if (problems.length === 0) return nothing;
    return html`<div class="wrong">
      ${problems.length === 1 ? nothing : html`<p>Not everything in this link could be used. The rest is applied.</p>`}
      <ul>${problems.map(({ message }) => html`<li>${message}</li>`)}</ul>
      <button type="button" class="link" @click=${() => session.store.dismissProblems()}>Dismiss</button>
    </div>`;
  }
}
