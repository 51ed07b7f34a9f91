/**
 * A text in the pieces that an encoding cuts it into: those whose text is whole characters, each with the ids it takes.
 */
import { html, nothing, type TemplateResult } from "lit";
import type { TextStats, ThreeLimits } from "../../../contract";
import { hex, spelled } from "../../../elements/tokens/detail";
import { spansBetween } from "../../../elements/tokens/spans";
import { counted } from "../../../kit/format";

/** bytes: of each token, in hexadecimal, where several share the piece. */
interface Piece {
  text: string;
  ids: readonly number[];
  bytes: readonly string[];
}

/** pieces are null where the text is too long to list them. */
export interface Cut {
  encoding: string;
  count: number;
  stats: TextStats;
  pieces: readonly Piece[] | null;
}

/** The longest text whose pieces are listed. In UTF-16 units. */
export const longestListed = 2_000;

export async function cut(engine: ThreeLimits, text: string, encoding: string): Promise<Cut> {
  const listed = text.length <= longestListed;
  const { ids, ends, count, stats } = await engine.inspect(text, { encoding, tokens: listed });
  if (!listed) return { encoding, count, stats, pieces: null };
  const spans = [...spansBetween({ ids, ends, first: 0, start: 0 }, 0, text.length)];
  const pieces: Piece[] = [];
  /** The bytes of the last piece, where it ends inside a character, which the next completes. */
  let open: number[] = [];
  for (const [i, { first, after, from, to }] of spans.entries()) {
    const own = [...ids.subarray(first, after)];
    const next = spans[i + 1];
    const raw =
      own.length > 1 || (next && next.first + 1 < next.after)
        ? await Promise.all(own.map((id) => engine.bytes([id], encoding)))
        : [];
    const before = open.length > 0 ? pieces.pop() : undefined;
    const spelt = [...open, ...raw.flatMap((bytes) => [...bytes])];
    open = raw.length === 0 || isWhole(spelt) ? [] : spelt;
    const bytes = open.length > 0 || own.length > 1 || before ? raw.map(hex) : [];
    pieces.push({
      text: (before?.text ?? "") + text.slice(from, to),
      ids: [...(before?.ids ?? []), ...own],
      bytes: [...(before?.bytes ?? []), ...bytes],
    });
  }
  return { encoding, count, stats, pieces };
}

/** Whether bytes are whole characters. */
function isWhole(bytes: readonly number[]): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(Uint8Array.from(bytes));
    return true;
  } catch {
    return false;
  }
}

/** letter: is marked wherever it stands, small or capital. */
export function renderCut({ encoding, count, pieces }: Cut, letter: string): TemplateResult | typeof nothing {
  if (pieces === null) return nothing;
  return html`<h4>${encoding}: ${counted(count, "token")}</h4>
    <ol class="pieces" aria-label="Pieces by ${encoding}">${pieces.map(
      ({
        text,
        ids,
        bytes,
      }) => html`<li><span class="piece">${marked(spelled(text).replaceAll("\u200d", "ZWJ"), letter)}</span>
      ${ids.map(
        (id, i) =>
          html`<span class="id">${id}${
            bytes[i] === undefined ? nothing : html` <span class="bytes">${bytes[i]}</span>`
          }</span>`,
      )}</li>`,
    )}</ol>`;
}

function marked(text: string, letter: string): (string | TemplateResult)[] {
  return [...text].map((character) => (sameLetter(character, letter) ? html`<mark>${character}</mark>` : character));
}

export function sameLetter(character: string, letter: string): boolean {
  return letter !== "" && character.toLowerCase() === letter.toLowerCase();
}
