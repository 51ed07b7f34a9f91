/**
 * `<page-number name="output"><input></page-number>`: a number that can be typed, stepped with the arrow keys, and is
 * explained in place when it is not accepted. What was typed stays as it is until it is left in good order.
 *
 * While it cannot be read, the value from before the typing holds, and the explanation says so. `name` is a flat name; "input" is the sentence's figure
 * for the whole request, which scales the request's parts, "traffic" requests or conversations a day. The message stands in the nearest `[data-said]` of the group around it, so that a sentence is not torn apart by
 * one.
 */

import type { Count, Estimate, PartName } from "../contract";
import { flatName, readFlat, valueAt, writeFlat } from "../scenario/flat";
import { partNames } from "../scenario/fragment";
import type { State } from "../scenario/state";
import { bringsComma, until } from "../scenario/typed-number";
import { ControlElement } from "../session/page-element";
import { session } from "../session/session";
import { stepped } from "./step";

const grouped = new Intl.NumberFormat("en-US", { maximumFractionDigits: 20 });

let serial = 0;

export class PageNumber extends ControlElement {
  #input!: HTMLInputElement;
  #message: HTMLElement | null = null;
  /** The value that held when the message was written: once it moves, the message is about the past. */
  #explained: unknown;
  /** What held when the typing began; null: nothing is being typed. */
  #before: Before | null = null;
  /** The text comes of a number that was shown in groups of three digits. */
  #grouped = false;
  /** The text as it was before the last edit. */
  #edited = "";

  /** The flat name the field stands for; "traffic" is whichever of its two is counted. */
  get #name(): string {
    const name = this.getAttribute("name") ?? "";
    if (name !== "traffic") return name;
    return session.store.state.trafficUnit;
  }

  protected listen(): void {
    this.#input = this.querySelector("input")!;
    this.#input.setAttribute("role", "spinbutton");
    this.#input.oninput = () => this.#take(this.#input.value);
    this.#input.onkeydown = (event) => this.#key(event);
    this.#input.onfocus = () => this.#focus();
    this.#input.onblur = () => this.#leave();
    if (this.#input.value !== this.#input.defaultValue) this.#take(this.#input.value);
  }

  protected show(): void {
    const value = this.#value();
    if (this.#message && this.#held() !== this.#explained) this.#say(null);
    const typing = document.activeElement === this.#input || this.#message !== null;
    const shown = this.#spelled(value);
    if (!typing) this.#put(shown);
    const typical = typeof value === "object" && value !== null ? value.typical : value;
    if (typical === undefined || typical === null) this.#input.removeAttribute("aria-valuenow");
    else this.#input.setAttribute("aria-valuenow", String(typical));
    this.#input.setAttribute("aria-valuetext", this.#unit(shown || "not set"));
    this.toggleAttribute("data-given", this.#given());
    if (this.#name === "input") this.#input.readOnly = (session.store.state.settings.conversation?.turns ?? 1) > 1;
  }

  /** "3,260 tokens": the figure as it is read aloud. */
  #unit(shown: string): string {
    const unit = this.getAttribute("unit");
    return unit ? `${shown} ${unit}` : shown;
  }

  /** What is shown: a range of the whole request as a range, everything else as it is typed. */
  #spelled(value: Count | string | null | undefined): string {
    const range = this.#name === "input" && session.estimate?.context?.range?.input;
    return range ? `${spell(range.low)}–${spell(range.high)}` : spell(value);
  }

  /** The person's own value, or else what holds in its place. */
  #value(): Count | string | null | undefined {
    const { state } = session.store;
    if (this.#name === "input")
      return session.estimate ? sentInput(session.estimate) : Number(this.#input.value.replace(/,/g, ""));
    if (isPart(this.#name)) return state.parts[this.#name].count;
    const own = valueAt(state.settings, flatName(this.#name)!.path!) as Count | string | null | undefined;
    return own === undefined ? inItsPlace(this.#name) : own;
  }

  /** Whether the value is the person's and not the catalogue's. */
  #given(): boolean {
    if (this.#name === "input" || isPart(this.#name)) return false;
    return valueAt(session.store.state.settings, flatName(this.#name)!.path!) !== undefined;
  }

  #put(text: string): void {
    if (this.#input.value !== text) this.#input.value = text;
    this.dataset["value"] = text || this.#input.placeholder || "0";
  }

  #focus(): void {
    this.#input.select();
    if (this.#input.readOnly)
      this.#say(
        "With more than one turn this is what the last call sends. Change the parts below, or the turns.",
        false,
      );
  }

  #leave(): void {
    if (!this.#message || this.#input.readOnly) {
      this.#before = null;
      this.#say(null);
    }
    this.show();
  }

  #take(typed: string): void {
    this.dataset["value"] = typed || "0";
    const { store, estimate } = session;
    if (!this.#before) {
      store.catchUp();
      this.#before = { state: store.state, estimate, shown: this.#spelled(this.#value()) };
      this.#edited = this.#before.shown;
      this.#grouped = this.#edited.includes(",");
    }
    this.#grouped &&= typed.includes(",") && !bringsComma(this.#edited, typed);
    this.#edited = typed;
    if (this.#name === "input") void this.#takeTotal(typed, this.#before);
    else this.#settle(store.type(this.#name, typed, { grouped: this.#grouped }), this.#before);
  }

  /** What is wrong with what was typed is said, and what held before it holds. */
  #settle(message: string | null, { state, shown }: Before): void {
    if (message === null) return this.#say(null);
    session.store.putBack(this.#name, state);
    this.#say(`${message} ${until(shown)}`);
  }

  /** A total scales the parts that stood here when its typing began. */
  async #takeTotal(typed: string, before: Before): Promise<void> {
    const { state, estimate, shown } = before;
    const read = readFlat(flatName("user")!, typed, { grouped: this.#grouped });
    let wrong: string | null = null;
    if ("message" in read) wrong = read.message.replace(/^User/, "Tokens sent");
    else if (!("value" in read)) wrong = "How many tokens are sent?";
    else if (typeof read.value !== "number")
      wrong = "The whole request takes one number; give a range to one of its parts.";
    else if (estimate) wrong = await session.scaleTo(read.value, state, estimate);
    if (this.#before !== before || this.#input.value !== typed) return;
    if (wrong === null) return this.#say(null);
    session.store.unscale(state);
    this.#say(`${wrong} ${until(shown)}`);
  }

  /** What changes once the value that an explanation is about does. */
  #held(): unknown {
    return this.#name === "input" ? session.store.state.parts : writeFlat(this.#own() ?? "");
  }

  /** The person's own value as it is kept; undefined: none. */
  #own(): unknown {
    const { state } = session.store;
    if (this.#name === "input") return undefined;
    if (isPart(this.#name)) return state.parts[this.#name].count ?? undefined;
    return valueAt(state.settings, flatName(this.#name)!.path!);
  }

  #key(event: KeyboardEvent): void {
    if (event.key === "Escape" || event.key === "Enter") {
      if (event.key === "Escape") this.#say(null);
      if (!this.#message) this.#before = null;
      this.#put(this.#spelled(this.#value()));
      this.#input.select();
      return;
    }
    const direction = { ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[event.key];
    if (direction === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    if (this.#input.readOnly) return;
    const next = stepped(
      this.#input.value,
      direction * (event.shiftKey ? 10 : 1),
      flatName(this.#name)?.kind.is ?? "whole",
    );
    if (next === null) return;
    event.preventDefault();
    this.#take(next);
    this.#put(spell(this.#value()));
  }

  /** wrong: of what was typed; otherwise it only says how things are. */
  #say(message: string | null, wrong = true): void {
    this.#input.setAttribute("aria-invalid", String(message !== null && wrong));
    if (message === null) {
      this.#message?.remove();
      this.#message = null;
      this.#input.removeAttribute("aria-errormessage");
      return;
    }
    if (!this.#message) {
      this.#message = document.createElement("p");
      this.#message.className = wrong ? "wrong" : "hint";
      this.#message.id = `wrong-${++serial}`;
      this.#message.setAttribute("role", wrong ? "alert" : "status");
      (this.closest("[data-group]")?.querySelector("[data-said]") ?? this).append(this.#message);
      this.#input.setAttribute("aria-errormessage", this.#message.id);
    }
    this.#message.textContent = message;
    this.#explained = this.#held();
  }
}

/** What held when a value began to be typed. */
interface Before {
  state: State;
  estimate: Estimate | null;
  shown: string;
}

function isPart(name: string): name is PartName {
  return (partNames as readonly string[]).includes(name);
}

function spell(value: Count | string | null | undefined): string {
  if (value === undefined) return "";
  if (typeof value === "number") return grouped.format(value);
  if (typeof value === "object" && value !== null && value.low === value.high) return grouped.format(value.typical);
  return writeFlat(value);
}

/** What one request sends, as the engine counts it. */
function sentInput(estimate: Estimate): number | undefined {
  return estimate.context?.input ?? estimate.usage.input;
}

/** Where the person gave no value: the published one that holds. */
function inItsPlace(name: string): string | number | null | undefined {
  const { estimate, model } = session;
  const rates = estimate?.cost?.rates ?? model?.prices;
  switch (name) {
    case "priceInput":
      return rates?.input;
    case "priceOutput":
      return rates?.output;
    case "priceCachedInput":
      return rates?.cachedInput;
    case "priceCacheWrite":
      return rates?.cacheWrite;
    case "contextWindow":
      return estimate?.context?.window;
    case "maxInput":
      return estimate?.context?.maxInput;
    case "maxOutput":
      return estimate?.context?.maxOutput;
    default:
      return undefined;
  }
}
