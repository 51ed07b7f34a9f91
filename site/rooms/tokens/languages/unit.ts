/** What a text's length is counted in. */

/** Scripts that put no spaces between words: to tell words apart there takes a dictionary. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}]/gu;
const letter = /\p{L}/gu;
/** The beginning decides. In UTF-16 units. */
const enough = 2_000;

export function unitOf(text: string): "words" | "characters" {
  const beginning = text.slice(0, enough);
  const [without, all] = [beginning.match(unspaced)?.length ?? 0, beginning.match(letter)?.length ?? 0];
  return without > all / 2 ? "characters" : "words";
}
