/**
 * embed.html?view=tokens|context|cost|latency#…: one element in an iframe, its scenario from the fragment.
 * view=sampling has a distribution in the scenario's place: #distribution={"the":0.5,"a":0.3}&temperature=0.7&topK=2,
 * the attributes of `<llm-sampling>` in camel case. embed.html?view=exercise|flashcards|lesson&src=exercises/support-day.json:
 * a file of this site; of an exercise also &seed=…, &student=… or &attempts=…, of a lesson &student=…
 *
 * The frame tells its host, with postMessage:
 *
 *     { type: "llm:ready", view, height }             once the view shows its figures, and again for every "llm:hello"
 *     { type: "llm:height", height }                  in CSS pixels, whenever it changes
 *     { type: "llm:change", view, scenario, estimate } after each answer of the engine; never a text, only counts
 *     { type: "llm:change", view, settings, answer, at } of view=sampling: the settings, and where in a response one is
 *     { type: "llm:answer", view, result }            after each answer to an exercise: Answered in elements/exercise/exercise.ts
 *
 * and the host may tell the frame:
 *
 *     { type: "llm:hello" }                           ask for "llm:ready" (the frame may have been ready before the host listened)
 *     { type: "llm:theme", theme: "light" | "dark" | "auto" }
 *     { type: "llm:change", scenario }                show another scenario; what is wrong with it is said in the frame
 *
 * Only messages of the embedding window are listened to, and everything in them is taken as untrusted: an unknown type
 * or a wrong shape is passed over. What is sent may go to a host of any origin: it holds figures, and of an exercise
 * the answer and the student that the host named, but no text of a request. The frame binds no keyboard shortcut.
 */
import type { LitElement } from "lit";
import "../elements/index";
import type { Scenario } from "../contract";
import { load } from "../core/load";
import { nearest } from "../core/nearest";
import type {
  Answered,
  LlmExercise,
  LlmFlashcards,
  LlmLesson,
  SamplingChange,
  ScenarioChange,
} from "../elements/index";
import { sentence } from "../kit/engine-element";
import { flatFromScenario, kebab, withValue } from "../scenario/flat";
import { type Link, parseFragment, partNames } from "../scenario/fragment";
import { type FileView, fileViews, isFileOfSite, readHostMessage, type View, views } from "./embed-messages";

const host = window.parent === window ? null : window.parent;
const place = document.getElementById("view")!;
const query = new URLSearchParams(location.search);
const asked = query.get("view") ?? "";
const view: View | null = (views as readonly string[]).includes(asked) ? (asked as View) : null;

/** A view that has nothing to show by then says "ready" all the same: it explains why. In milliseconds. */
const longestSilence = 5_000;

/** What the fragment of view=sampling may hold. */
const samplingNames: readonly string[] = [
  "distribution",
  "answer",
  "at",
  "temperature",
  "topK",
  "topP",
  "minP",
  "seed",
  "order",
];

let height = 0;

function tell(message: { type: string; [name: string]: unknown }): void {
  host?.postMessage(message, "*");
}

function measureHeight(): number {
  return Math.ceil(document.body.getBoundingClientRect().height);
}

function ready(): void {
  height = measureHeight();
  tell({ type: "llm:ready", view, height });
}

function resized(): void {
  const next = measureHeight();
  if (next === height) return;
  height = next;
  tell({ type: "llm:height", height });
}

/** Shows the view with what the fragment says. */
async function show(): Promise<void> {
  if (!view) {
    say([`This address needs a view: embed.html?view=${views.join(", ?view=")}.`]);
    return;
  }
  document.title = `${view[0]!.toUpperCase()}${view.slice(1)} · Three Limits`;
  if (isFileView(view)) return showFile(view);
  const link = parseFragment(location.hash);
  const element = document.createElement(`llm-${view}`);
  element.setAttribute("heading-level", "2");
  if (view === "tokens") showText(element, link);
  else if (view === "sampling") showDistribution(element, link);
  else for (const [name, text] of flatFromScenario(await measured(link))) element.setAttribute(kebab(name), text);
  if (link.currency) {
    element.setAttribute("currency", link.currency.code);
    element.setAttribute("currency-rate", link.currency.rate);
  }
  element.addEventListener("llm-change", (event) =>
    changed((event as CustomEvent<ScenarioChange | SamplingChange>).detail),
  );
  place.replaceChildren(element);
  say(link.problems.map(({ message }) => message));
  await filled(element);
}

/** Resolves when the element has drawn its first answer. */
async function filled(element: Element): Promise<void> {
  await soon(new Promise<void>((resolve) => element.addEventListener("llm-change", () => resolve(), { once: true })));
  await (element as LitElement).updateComplete;
}

function soon(work: Promise<void>): Promise<void> {
  return Promise.race([work, new Promise<void>((resolve) => setTimeout(resolve, longestSilence))]);
}

function isFileView(view: View): view is FileView {
  return (fileViews as readonly View[]).includes(view);
}

/** What the address may say beside the file, by the view. */
const fileSettings: Record<FileView, readonly string[]> = {
  exercise: ["seed", "student", "attempts"],
  flashcards: [],
  lesson: ["student"],
};

function meansNothing(name: string, accepted: readonly string[]): string {
  const meant = nearest(name, accepted);
  return `“${name}” means nothing here${meant ? `: did you mean ${meant}?` : `; accepted are ${accepted.join(", ")}.`}`;
}

async function showFile(view: FileView): Promise<void> {
  const src = query.get("src") ?? "";
  if (!isFileOfSite(src))
    return say([
      `This address needs a file of this site, below this page: embed.html?view=${view}&src=exercises/support-day.json.`,
    ]);
  const element = document.createElement(`llm-${view}`) as LlmExercise | LlmFlashcards | LlmLesson;
  element.setAttribute("heading-level", "2");
  if (view === "lesson" && !ONE_FILE) element.setAttribute("page", "./");
  const accepted: readonly string[] = ["src", ...fileSettings[view]];
  const strangers = [...query.keys()].filter((name) => name !== "view" && !accepted.includes(name));
  for (const name of accepted) if (query.has(name)) element.setAttribute(name, query.get(name)!);
  say(strangers.map((name) => meansNothing(name, accepted)));
  element.addEventListener("llm-answer", (event) =>
    tell({ type: "llm:answer", view, result: (event as CustomEvent<Answered>).detail }),
  );
  place.replaceChildren(element);
  await element.updateComplete;
  await soon(element.loaded);
}

function showText(element: HTMLElement, { scenario, texts }: Link): void {
  for (const [name, text] of flatFromScenario(scenario)) element.setAttribute(kebab(name), text);
  const text = partNames
    .map((part) => texts[part])
    .filter((given) => given !== undefined)
    .join("\n\n");
  element.setAttribute("text", text);
}

/** What the fragment says of a distribution is no scenario: no problem of the link. */
function showDistribution(element: HTMLElement, link: Link): void {
  const given = new URLSearchParams(location.hash.slice(1));
  for (const name of samplingNames) {
    const value = given.get(name);
    if (value !== null) element.setAttribute(kebab(name), value);
  }
  link.problems = link.problems.filter(({ name }) => !samplingNames.includes(name));
}

/** The link's scenario with its texts counted. */
async function measured({ scenario, texts, problems }: Link): Promise<Scenario> {
  let complete = scenario;
  for (const part of partNames) {
    const text = texts[part];
    if (!text) continue;
    try {
      const engine = await load();
      const { model, encoding } = scenario;
      const count =
        model && !encoding
          ? (await engine.measure(text, model)).tokens
          : await engine.count(text, encoding ?? "o200k_base");
      complete = withValue(complete, ["request", part], count);
    } catch (error) {
      problems.push({ name: part, text: "", message: sentence(error) });
    }
  }
  return complete;
}

function changed(detail: ScenarioChange | SamplingChange): void {
  if ("settings" in detail) {
    const { settings, answer, at } = detail;
    tell({ type: "llm:change", view, settings, answer, at });
  } else {
    const { scenario, estimate } = detail;
    tell({ type: "llm:change", view, scenario, estimate });
  }
}

/** Problems of the link, above the view. */
function say(messages: readonly string[]): void {
  document.querySelector("main > .wrong")?.remove();
  if (messages.length === 0) return;
  const list = document.createElement("ul");
  list.className = "wrong";
  list.setAttribute("role", "alert");
  list.append(...messages.map((message) => Object.assign(document.createElement("li"), { textContent: message })));
  place.before(list);
}

addEventListener("message", (event) => {
  if (!host || event.source !== host) return;
  const message = readHostMessage(event.data);
  if (!message) return;
  if (message.type === "llm:hello") ready();
  else if (message.type === "llm:theme")
    document.documentElement.style.colorScheme = message.theme === "auto" ? "" : message.theme;
  else if (view && !isFileView(view)) {
    const element = place.querySelector<HTMLElement & { scenario?: Scenario }>(":scope > *");
    if (element) element.scenario = message.scenario;
  }
});
if (!view || !isFileView(view)) addEventListener("hashchange", () => void show());
new ResizeObserver(resized).observe(document.body);
document.documentElement.dataset["started"] = "";
void show().then(ready);
