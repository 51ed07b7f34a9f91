/** Attributes that an element does not know: a misspelt one would change no figure, and nobody would notice. */
import { nearest } from "../core/nearest";

/** Those that every element may have: https://html.spec.whatwg.org/multipage/dom.html#global-attributes, read 2026-11-30. */
const global = new Set(
  (
    "accesskey autocapitalize autocorrect autofocus class contenteditable dir draggable enterkeyhint exportparts hidden " +
    "id inert inputmode is itemid itemprop itemref itemscope itemtype lang nonce part popover role slot spellcheck style " +
    "tabindex title translate writingsuggestions xmlns"
  ).split(" "),
);

/** Of pages' own data, handlers of events, and frameworks: v-if, x-data, _ngcontent-a, @click, :class, xml:lang. */
const foreign = /^(?:data-|aria-|on[a-z]+$|v-|x-|ng-|hx-|_)|[:@.#()[\]*]/;

/** What is to be said of attributes, by their names; accepted are the element's own. */
export function strangers(given: readonly string[], accepted: readonly string[]): Map<string, string> {
  const said = new Map<string, string>();
  for (const name of given) {
    if (accepted.includes(name) || global.has(name) || foreign.test(name)) continue;
    const meant = nearest(name, accepted);
    said.set(
      name,
      `The attribute “${name.slice(0, 40)}” means nothing here: ` +
        `${meant ? `did you mean ${meant}?` : `accepted are ${[...accepted].sort().join(", ")}.`}`,
    );
  }
  return said;
}
