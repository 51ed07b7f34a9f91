import { session } from "./session";

/** After a failure: the session asks again, and so does every editor. */
export function tryAgain(): void {
  session.retry();
  for (const editor of document.querySelectorAll("llm-tokens")) editor.retry();
}
