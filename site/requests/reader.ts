/**
 * What the readers of the four shapes share: going through the JSON with the path of where one is, and gathering
 * messages and texts. Whatever is not as the API takes it is a Refused, whose message is a sentence that begins with
 * the path.
 */
import type { PartName } from "../contract";
import { type JsonValue, textOf, valuesOf } from "../json/tree";
import type { Imported, Message, Piece, Shape, Speaker, Uncounted } from "./imported";

/** A request that cannot be read; `message` says where and why. */
export class Refused extends Error {}

/** A value and where it stands: "messages[0].content". */
export interface At {
  value: JsonValue;
  path: string;
}

const kindWords: Record<JsonValue["kind"], string> = {
  string: "a text",
  number: "a number",
  true: "true",
  false: "false",
  null: "null",
  array: "a list",
  object: "an object",
};

export class RequestReader {
  readonly pieces: Piece[] = [];
  readonly messages: Message[] = [];
  readonly #uncounted: Uncounted[] = [];
  readonly #results: string[] = [];
  readonly #remarks: string[] = [];
  toolChoice: Imported["toolChoice"] = null;
  model: string | null = null;
  maxTokens: number | null = null;

  constructor(readonly source: string) {}

  /** A field of an object; null where it is missing or null. Under several names where a vendor knows several. */
  get(at: At, ...names: string[]): At | null {
    if (at.value.kind !== "object") throw this.wrong(at, "an object");
    let found: At | null = null;
    for (const name of names) {
      for (const value of valuesOf(at.value, name)) {
        const path = at.path ? `${at.path}.${name}` : name;
        if (found)
          throw new Refused(
            `${path} is given ${found.path === path ? "twice" : `beside ${found.path}`}: ` +
              "programs read one or the other. Leave one of them.",
          );
        found = { value, path };
      }
    }
    return found?.value.kind === "null" ? null : found;
  }

  require(at: At, ...names: string[]): At {
    const found = this.get(at, ...names);
    if (!found) throw new Refused(`${at.path ? `${at.path}.` : ""}${names[0]} is missing.`);
    return found;
  }

  text(at: At): string {
    if (at.value.kind !== "string") throw this.wrong(at, "a text");
    return textOf(this.source, at.value);
  }

  list(at: At): At[] {
    if (at.value.kind !== "array") throw this.wrong(at, "a list");
    return at.value.items.map((value, i) => ({ value, path: `${at.path}[${i}]` }));
  }

  /** The text of a field, or null where it is missing. */
  maybeText(at: At, name: string): string | null {
    const found = this.get(at, name);
    return found && this.text(found);
  }

  wrong(at: At, accepted: string): Refused {
    return new Refused(`${at.path || "The request"} must be ${accepted}, not ${kindWords[at.value.kind]}.`);
  }

  /** Takes over how long the answer may be, and the model. */
  settings(model: At | null, maxTokens: At | null): void {
    if (model) this.model = this.text(model);
    if (!maxTokens) return;
    const value =
      maxTokens.value.kind === "number" ? Number(this.source.slice(maxTokens.value.from, maxTokens.value.to)) : NaN;
    if (!Number.isSafeInteger(value) || value < 0) throw this.wrong(maxTokens, "a whole number of tokens");
    this.maxTokens = value;
  }

  message(part: PartName, speaker: Speaker, role: string, name?: string | null): Message {
    const message: Message = { part, speaker, role, pieces: [], ...(name ? { name } : {}) };
    this.messages.push(message);
    return message;
  }

  /** A text of a message. Empty ones are none. */
  piece(message: Message, part: PartName, at: At): void {
    const text = this.text(at);
    if (text === "") return;
    message.pieces.push(this.pieces.length);
    this.pieces.push({ part, from: at.value.from, to: at.value.to, path: at.path, text, raw: false });
  }

  /** Tools are counted as the JSON they came as. */
  tools(at: At | null): void {
    if (!at) return;
    if (at.value.kind !== "array") throw this.wrong(at, "a list");
    if (at.value.items.length === 0) return;
    const { from, to } = at.value;
    this.pieces.push({ part: "tools", from, to, path: at.path, text: this.source.slice(from, to), raw: true });
  }

  /** What is no text: "image", "tool call". */
  skip(what: string, at: At): void {
    const known = this.#uncounted.find((one) => one.what === what);
    if (known) known.paths.push(at.path);
    else this.#uncounted.push({ what, paths: [at.path] });
  }

  /** What a tool gave back is text that is sent: part of the history. */
  result(at: At): void {
    this.#results.push(at.path);
  }

  remark(sentence: string): void {
    if (!this.#remarks.includes(sentence)) this.#remarks.push(sentence);
  }

  finish(shape: Shape, name: string, id: string | null): Imported {
    const results = this.#results.length;
    if (results > 0)
      this.remark(
        `The text of ${results === 1 ? "a tool’s result" : `${results} tools’ results`} ` +
          `is read into History (${places(this.#results)}).`,
      );
    this.#remarkOnJoints();
    const { source, pieces, messages, model, maxTokens, toolChoice } = this;
    return {
      source,
      name,
      shape,
      model,
      maxTokens,
      id,
      pieces,
      messages,
      toolChoice,
      uncounted: this.#uncounted,
      remarks: this.#remarks,
    };
  }

  #remarkOnJoints(): void {
    for (const [part, words] of [
      ["system", "System prompt"],
      ["documents", "Documents"],
      ["history", "History"],
      ["user", "User’s message"],
    ] as const) {
      const own = this.pieces.filter((piece) => piece.part === part);
      if (own.length > 1)
        this.remark(
          `${words} holds ${own.length} texts, with an empty line between them (${places(own.map(({ path }) => path))}).`,
        );
    }
    const user = this.messages.findIndex(({ part }) => part === "user");
    if (user >= 0 && this.messages.slice(user + 1).some(({ part }) => part === "history"))
      this.remark("What follows the user’s last message is read into History.");
    if (user < 0) this.remark("No message of the user’s holds text: User’s message is empty.");
  }
}

/** The first few of many paths. */
export function places(paths: readonly string[]): string {
  const shown = paths.slice(0, 3).join(", ");
  return paths.length > 3 ? `${shown} and ${paths.length - 3} more` : shown;
}
