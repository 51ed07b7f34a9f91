/**
 * What the readers of the shapes share: going through the JSON with the path of where one is, and gathering messages and
 * texts. What is not as the API takes it is a Refused, whose message is a sentence that begins with the path; it costs
 * the block or the message that it is in. Whatever text no reader has taken is named in the end: see finish.
 */
import type { PartName } from "../contract";
import { type JsonValue, textOf, valuesOf } from "../json/tree";
import { isFree, isOpaque } from "./free";
import type {
  Answer,
  Imported,
  Message,
  Picture,
  Piece,
  Sampling,
  Shape,
  Speaker,
  ToolCall,
  Uncounted,
} from "./imported";
import { sizeOfBase64 } from "./picture";

/** A request, or a part of it, that cannot be read; `message` says where and why. */
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
  readonly #pictures: Picture[] = [];
  readonly #uncounted: Uncounted[] = [];
  readonly #results: string[] = [];
  readonly #remarks: string[] = [];
  readonly #calls = new Map<string, ToolCall>();
  readonly #sampling: Sampling = {};
  /** What was taken or named, with all that is in it. */
  readonly #done = new Set<JsonValue>();
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
    this.#done.add(at.value);
    return textOf(this.source, at.value);
  }

  /** The things of a list. An object stands for a list of one, as many programs write it. */
  list(at: At): At[] {
    if (at.value.kind === "object") return [at];
    if (at.value.kind !== "array") throw this.wrong(at, "a list");
    return at.value.items.map((value, i) => ({ value, path: `${at.path}[${i}]` }));
  }

  /** The text of a field, or null where it is missing. */
  maybeText(at: At, name: string): string | null {
    const found = this.get(at, name);
    return found && this.text(found);
  }

  /** Who speaks: vendors' own libraries write roles in capitals, too. */
  role(at: At): string | null {
    return this.maybeText(at, "role")?.toLowerCase() ?? null;
  }

  speaker(at: At, known: ReadonlyMap<string, Speaker>, without?: string): [role: string, speaker: Speaker] {
    const role = this.role(at) ?? without;
    if (role === undefined) throw new Refused(`${at.path}.role is missing.`);
    const speaker = known.get(role);
    if (!speaker)
      throw new Refused(`${at.path}.role is “${role.slice(0, 40)}”; known are ${[...known.keys()].join(", ")}.`);
    return [role, speaker];
  }

  /** Whether a message is the user's. */
  isUsers(at: At, without?: string): boolean {
    const role = this.get(at, "role");
    return role ? role.value.kind === "string" && this.role(at) === "user" : without === "user";
  }

  wrong(at: At, accepted: string): Refused {
    return new Refused(`${at.path || "The request"} must be ${accepted}, not ${kindWords[at.value.kind]}.`);
  }

  /** Reads a part of the request. Where it cannot be read it is named, and all around it counts. */
  attempt(what: string, at: At, read: () => void): void {
    const { pieces, messages } = this;
    const lists = [pieces, messages, this.#pictures, this.#uncounted, this.#results];
    const before = lists.map(({ length }) => length);
    try {
      read();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      lists.forEach((list, i) => list.splice(before[i]!));
      const message = messages.at(-1);
      if (message) {
        message.pieces = message.pieces.filter((piece) => piece < pieces.length);
        for (const answer of message.answers ?? [])
          answer.pieces = answer.pieces.filter((piece) => piece < pieces.length);
      }
      this.skip(what, at);
      this.remark(`${error.message} It is not counted.`);
    }
  }

  /** Takes over how long the answer may be, and the model. */
  settings(model: At | null, maxTokens: At | null): void {
    if (model?.value.kind === "string") this.model = this.text(model);
    else if (model) this.remark(`${this.wrong(model, "a text").message} No model is taken from it.`);
    if (!maxTokens) return;
    this.free(maxTokens);
    const value =
      maxTokens.value.kind === "number" ? Number(this.source.slice(maxTokens.value.from, maxTokens.value.to)) : NaN;
    if (Number.isSafeInteger(value) && value >= 0) this.maxTokens = value;
    else if (value === -1 || value === -2) this.remark(`${maxTokens.path} is ${value}: no limit is set.`);
    else this.remark(`${maxTokens.path} must be a whole number of tokens: no limit is taken from it.`);
  }

  /** Takes over how the answer is drawn, under the names of an API. What is of another kind is left where it is. */
  sampling(at: At | null, names: Partial<Record<keyof Sampling, readonly string[]>>): void {
    if (at?.value.kind !== "object") return;
    for (const [name, own] of Object.entries(names) as [keyof Sampling, readonly string[]][]) {
      const value = this.get(at, ...own)?.value;
      if (!value) continue;
      if (name !== "stop" && value.kind === "number")
        this.#sampling[name] = Number(this.source.slice(value.from, value.to));
      if (name !== "stop") continue;
      const texts = value.kind === "array" ? value.items : [value];
      if (texts.every(({ kind }) => kind === "string"))
        this.#sampling.stop = texts.map((one) => textOf(this.source, one));
    }
  }

  /** Remembers a call of a tool by the id, or the name, under which its answer names it. */
  call(id: At | null, name: At | string | null, given: At | null): void {
    const called = typeof name === "string" ? name : name && this.#plainText(name);
    if (!called) return;
    const text =
      given === null ? "{}" : (this.#plainText(given) ?? this.source.slice(given.value.from, given.value.to));
    for (const key of [id && this.#plainText(id), called])
      if (key) this.#calls.set(key, { name: called, arguments: text });
  }

  /** What a tool gave back: the pieces that read adds to the message, or what of it is not counted. */
  answer(message: Message, id: At | null, read: () => void, uncounted: At | null = null): void {
    const before = message.pieces.length;
    read();
    const key = id && this.#plainText(id);
    const answer: Answer = { call: (key && this.#calls.get(key)) || null, pieces: message.pieces.slice(before) };
    if (uncounted) answer.uncounted = this.source.slice(uncounted.value.from, uncounted.value.to);
    if (uncounted || answer.pieces.length > 0) (message.answers ??= []).push(answer);
  }

  #plainText({ value }: At): string | null {
    return value.kind === "string" ? textOf(this.source, value) : null;
  }

  message(part: PartName, speaker: Speaker, role: string, name?: string | null): Message {
    const message: Message = { part, speaker, role, pieces: [], ...(name ? { name } : {}) };
    this.messages.push(message);
    return message;
  }

  /** A text of a message. Empty ones are none. */
  piece(message: Message, part: PartName, at: At | null): void {
    const text = at && this.text(at);
    if (!text) return;
    message.pieces.push(this.pieces.length);
    this.pieces.push({ part, from: at.value.from, to: at.value.to, path: at.path, text, raw: false });
  }

  /** Tools are counted as the JSON they came as: a list, or one by itself. */
  tools(at: At | null): void {
    if (!at) return;
    if (at.value.kind !== "array" && at.value.kind !== "object") return this.skip("tools", at);
    this.#done.add(at.value);
    if (at.value.kind === "array" && at.value.items.length === 0) return;
    const { from, to } = at.value;
    this.pieces.push({ part: "tools", from, to, path: at.path, text: this.source.slice(from, to), raw: true });
  }

  /** What is not counted: its kind, or the name of the field. */
  skip(what: string, at: At | null): void {
    if (!at || this.#done.has(at.value)) return;
    this.#done.add(at.value);
    this.#uncounted.push({ what, path: at.path, text: this.#plainly(at.value) });
  }

  /** What costs tokens and of which nothing is here that says how many: a file by its address, sound. */
  skipUnknown(what: string, at: At): void {
    this.#done.add(at.value);
    this.#uncounted.push({ what, path: at.path, text: null });
  }

  /** A picture: block is all of it, data its bytes in base64 or an address. */
  picture(block: At, data: At | null, detail: At | null): void {
    const size = data?.value.kind === "string" ? sizeOfBase64(textOf(this.source, data.value)) : null;
    if (!size) return this.skipUnknown("picture of unknown size", block);
    this.#done.add(block.value);
    const named = detail?.value.kind === "string" ? textOf(this.source, detail.value).toLowerCase() : "";
    const level = named.replace(/^media_resolution_/, "").replace(/^unspecified$/, "");
    this.#pictures.push({
      path: block.path,
      role: this.messages.at(-1)?.role ?? "user",
      item: { kind: "image", ...size, ...(level ? { detail: level } : {}) },
    });
  }

  /** What was looked at and costs nothing. */
  free(at: At): void {
    this.#done.add(at.value);
  }

  /** What a tool gave back is text that is sent: part of the history. */
  result(at: At): void {
    this.#results.push(at.path);
  }

  remark(sentence: string): void {
    if (!this.#remarks.includes(sentence)) this.#remarks.push(sentence);
  }

  /** body: the request, without what a batch puts around it. */
  finish(body: At, shape: Shape, name: string, id: string | null): Imported {
    this.#nameTheRest(body);
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
      sampling: this.#sampling,
      uncounted: this.#uncounted,
      pictures: this.#pictures,
      remarks: this.#remarks,
    };
  }

  /** Names all text that no reader has taken: what is whole is named whole. */
  #nameTheRest(body: At): void {
    const untouched = new Set<JsonValue>();
    const touch = (value: JsonValue): boolean => {
      if (this.#done.has(value)) return true;
      let touched = false;
      if (value.kind === "array") for (const item of value.items) touched = touch(item) || touched;
      if (value.kind === "object") for (const entry of value.entries) touched = touch(entry.value) || touched;
      if (!touched) untouched.add(value);
      return touched;
    };
    touch(body.value);
    const name = (what: string, { value, path }: At): void => {
      if (this.#done.has(value)) return;
      if (untouched.has(value)) {
        if (this.#plainly(value) !== "") this.skip(what, { value, path });
      } else if (value.kind === "array") {
        value.items.forEach((item, i) => name(what, { value: item, path: `${path}[${i}]` }));
      } else if (value.kind === "object")
        this.#fieldsOf(value, path, value === body.value).forEach((each) => name(...each));
    };
    if (body.value.kind === "object") this.#fieldsOf(body.value, body.path, true).forEach((each) => name(...each));
  }

  #fieldsOf({ entries }: Extract<JsonValue, { kind: "object" }>, path: string, top: boolean): [string, At][] {
    return entries
      .filter(({ name }) => !isFree(name, top))
      .map(({ name, value }) => [name, { value, path: path ? `${path}.${name}` : name }]);
  }

  /** What of a value is text: it alone where it is one, else as JSON; "": nothing; null: what nobody here can count. */
  #plainly(root: JsonValue): string | null {
    const texts: string[] = [];
    let opaque = false;
    const strip = (name: string, value: JsonValue): unknown => {
      if (value.kind === "array") return value.items.map((item) => strip(name, item));
      if (value.kind === "object")
        return Object.fromEntries(
          value.entries
            .filter((entry) => !isFree(entry.name, false))
            .map((entry) => [entry.name, strip(entry.name, entry.value)]),
        );
      if (value.kind !== "string") return JSON.parse(this.source.slice(value.from, value.to)) as unknown;
      const text = textOf(this.source, value);
      if (isOpaque(name, text)) opaque = true;
      else if (text.trim() !== "") texts.push(text);
      return text;
    };
    const stripped = strip("", root);
    if (opaque) return null;
    return texts.length > 1 ? JSON.stringify(stripped) : (texts[0] ?? "");
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
function places(paths: readonly string[]): string {
  const shown = paths.slice(0, 3).join(", ");
  return paths.length > 3 ? `${shown} and ${paths.length - 3} more` : shown;
}
