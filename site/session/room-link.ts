/** A link to a room, or to a place in it. The scenario goes along. */
import { html, type TemplateResult } from "lit";
import { formatFragment } from "../scenario/fragment";
import { link, type Where } from "./address";
import { session } from "./session";

/**
 * Its whole address is made when someone reaches for it, and not with every key that is typed: for another tab, or to
 * be copied.
 */
export function roomLink(where: Where, title: string, here: boolean): TemplateResult {
  const complete = (event: Event): void => {
    (event.currentTarget as HTMLAnchorElement).href = link(where);
  };
  return html`<a href=${formatFragment({ scenario: {}, ...where })} aria-current=${here ? "page" : "false"}
    @pointerenter=${complete} @focus=${complete} @click=${(event: MouseEvent) => go(event, where)}>${title}</a>`;
}

function go(event: MouseEvent, { room, place }: Where): void {
  if (!isPlainClick(event)) return;
  event.preventDefault();
  session.store.enter(room, place);
}

/** Another window, another tab, a download: the browser's own business. */
function isPlainClick(event: MouseEvent): boolean {
  return event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
}
