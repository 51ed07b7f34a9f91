/** Controls that stand in the HTML and pick from a few values. */
import { exampleById } from "../content/examples";
import { flatName, valueAt } from "../scenario/flat";
import type { TrafficUnit } from "../scenario/state";
import { ControlElement } from "../session/page-element";
import { session } from "../session/session";
import { applies } from "./applies";
import { type Drawer, gist } from "./gist";

/** A select that is as wide as what it shows: the text goes into `data-value`, which the style sheet measures. */
abstract class SelectElement extends ControlElement {
  protected select!: HTMLSelectElement;

  protected listen(): void {
    this.select = this.querySelector("select")!;
    this.select.onchange = () => this.take(this.select.value);
  }

  protected show(): void {
    const value = this.value();
    if (this.select.value !== value) this.select.value = value;
    this.dataset["value"] = this.select.selectedOptions[0]?.textContent ?? "";
  }

  protected abstract value(): string;
  protected abstract take(value: string): void;
}

const ownRequest = "own";

/** `<page-example>`: which request stands here: an example, or one of the person's own. */
export class PageExample extends SelectElement {
  protected value(): string {
    return session.store.state.example?.id ?? ownRequest;
  }

  protected take(value: string): void {
    if (value === ownRequest) session.store.startEmpty();
    else void openExample(value);
  }
}

/** Puts an example in the place of what is there. */
async function openExample(id: string): Promise<void> {
  const example = exampleById(id);
  if (example) session.store.loadExample(id, await example.texts(), example.settings);
}

/** `<page-examples>`: the same choice as buttons, each with a line that says what is in it. */
export class PageExamples extends ControlElement {
  protected listen(): void {
    for (const button of this.querySelectorAll<HTMLButtonElement>("button[value]")) {
      button.onclick = () =>
        button.value === ownRequest ? session.store.startEmpty() : void openExample(button.value);
    }
  }

  protected show(): void {
    const { example, parts } = session.store.state;
    const nothing = Object.values(parts).every(({ text }) => text === "");
    const shown = example?.id ?? (nothing ? ownRequest : null);
    for (const button of this.querySelectorAll<HTMLButtonElement>("button[value]"))
      button.setAttribute("aria-pressed", String(button.value === shown));
  }
}

/** `<page-mode>`: the request as texts, or just as numbers. */
export class PageMode extends ControlElement {
  protected listen(): void {
    for (const button of this.querySelectorAll("button"))
      button.onclick = () => session.store.everyPart(button.value as "text" | "number");
  }

  protected show(): void {
    const { parts } = session.store.state;
    const mode = Object.values(parts).every(({ text }) => text === null) ? "number" : "text";
    for (const button of this.querySelectorAll("button"))
      button.setAttribute("aria-pressed", String(button.value === mode));
  }
}

/** `<page-traffic-unit>`: requests a day, or conversations a day. */
export class PageTrafficUnit extends SelectElement {
  protected value(): string {
    return session.store.state.trafficUnit;
  }

  protected take(value: string): void {
    session.store.setTrafficUnit(value as TrafficUnit);
  }
}

/** `<page-cache>`: none, or what is cached and whether it is warm. */
export class PageCache extends SelectElement {
  protected value(): string {
    const { policy = "none", start = "cold" } = session.store.state.settings.cache ?? {};
    return policy === "none" ? policy : `${policy} ${start}`;
  }

  protected take(value: string): void {
    const [policy, start] = value.split(" ");
    session.store.set("cachePolicy", policy);
    session.store.set("cacheStart", start);
  }
}

/** `<page-choice name="service">`: one of a flat name's few values; the first is what holds where none is set. */
export class PageChoice extends SelectElement {
  get #name(): string {
    return this.getAttribute("name") ?? "";
  }

  protected value(): string {
    return String(
      valueAt(session.store.state.settings, flatName(this.#name)!.path!) ?? this.select.options[0]?.value ?? "",
    );
  }

  protected take(value: string): void {
    session.store.set(this.#name, value === this.select.options[0]?.value ? undefined : value);
  }
}

/** `<page-service>`: the services; those that the model is not offered in cannot be chosen. */
export class PageService extends PageChoice {
  protected override show(): void {
    super.show();
    const offered = new Set<string>([
      "standard",
      this.select.value,
      ...(session.model?.services ?? []).map(({ name }) => name),
    ]);
    for (const option of this.select.options) option.disabled = !offered.has(option.value);
  }
}

/** `<page-field of="service">`: a field that is there where its setting means something. */
export class PageField extends ControlElement {
  protected listen(): void {}

  protected show(): void {
    this.hidden = !applies(this.getAttribute("of") ?? "", {
      model: session.model,
      settings: session.store.state.settings,
      estimate: session.estimate,
    });
  }
}

/** `<page-peak>`: when it is peak time for the model. */
export class PagePeak extends ControlElement {
  protected listen(): void {}

  protected show(): void {
    const peak = session.model?.peakHours;
    this.textContent = peak
      ? `Dearer between ${peak.windows.join(" and ")}${peak.weekdays ? ", Monday to Friday" : ""}, by UTC.`
      : "The same at every hour, as far as is published.";
  }
}

/** `<page-presets name="ttft">`: buttons whose values are usual ones for a number beside them. */
export class PagePresets extends ControlElement {
  protected listen(): void {
    for (const button of this.querySelectorAll("button"))
      button.onclick = () => void session.store.type(this.getAttribute("name") ?? "", button.value);
  }

  protected show(): void {
    const { speed } = session.store.state.settings;
    const value = String(speed?.[this.getAttribute("name") as "ttft" | "tokensPerSecond"] ?? "");
    for (const button of this.querySelectorAll("button"))
      button.setAttribute("aria-pressed", String(button.value === value));
  }
}

/** `<page-gist of="cost">`: the settings of a drawer in one sentence. */
export class PageGist extends ControlElement {
  protected listen(): void {}

  protected show(): void {
    this.textContent = gist(this.getAttribute("of") as Drawer, session.store.state, session.estimate);
  }
}

/** `<page-published>`: back to the catalogue's prices; says which day's they are. */
export class PagePublished extends ControlElement {
  protected listen(): void {
    this.querySelector("button")!.onclick = () => session.store.usePublishedPrices();
  }

  protected show(): void {
    const { settings } = session.store.state;
    const button = this.querySelector("button")!;
    button.hidden = !settings.prices && !settings.asOf;
    button.textContent = settings.prices ? "Use the published prices" : "Use the newest prices";
    this.querySelector("span")!.textContent = origin();
  }
}

function origin(): string {
  const { estimate, model } = session;
  const { settings } = session.store.state;
  if (settings.prices) return "Your own prices are used; the model’s tiers do not apply to them.";
  if (!estimate || !model) return "";
  const from = estimate.cost?.rates.from;
  if (!estimate.cost) return `No price of ${model.name} is published for ${estimate.asOf}. Set your own.`;
  return `As published${from ? `, valid from ${from}` : ""}.`;
}

/** `<page-when name="asOf">`: the day whose prices hold, or the time of the day. */
export class PageWhen extends ControlElement {
  #input!: HTMLInputElement;

  get #name(): "asOf" | "atTime" {
    return this.getAttribute("name") as "asOf" | "atTime";
  }

  protected listen(): void {
    this.#input = this.querySelector("input")!;
    this.#input.onchange = () => this.#say(session.store.type(this.#name, this.#input.value));
  }

  protected show(): void {
    const own = session.store.state.settings[this.#name];
    const shown = own ?? (this.#name === "asOf" ? session.estimate?.asOf : undefined) ?? "";
    if (document.activeElement !== this.#input && this.#input.ariaInvalid !== "true" && this.#input.value !== shown)
      this.#input.value = shown;
  }

  /** Some browsers have a plain field here, in which anything can be typed. */
  #say(message: string | null): void {
    this.#input.ariaInvalid = String(message !== null);
    this.querySelector(".wrong")?.remove();
    if (message === null) return;
    const said = Object.assign(document.createElement("p"), {
      className: "wrong",
      role: "alert",
      textContent: message,
    });
    this.append(said);
  }
}
