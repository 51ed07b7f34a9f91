/** Starts the page: hands it the rooms, defines its components, starts the session. */
import type { LlmContext, LlmCost, LlmLatency } from "../elements/figures";
import "../elements/figures";
import { keepFragment } from "../kit/jump";
import { followAddress } from "../session/address";
import { session } from "../session/session";
import { PageRequest } from "./api-view";
import { PageBar } from "./bar";
import { PageFormat } from "./chat-format";
import {
  PageCache,
  PageChoice,
  PageExample,
  PageExamples,
  PageField,
  PageGist,
  PageMode,
  PagePeak,
  PagePresets,
  PagePublished,
  PageService,
  PageTrafficUnit,
  PageWhen,
} from "./choices";
import { PageCurrency } from "./currency";
import { PageImport } from "./import";
import { PageModel } from "./model-picker";
import { PageNumber } from "./number-field";
import { PageCheck } from "./reference-check";
import { PageParts } from "./request-parts";
import { PageRoom, PageRooms, type Room, useRooms } from "./rooms";
import { PageSaid } from "./said";
import { PageShare } from "./share";
import { PageCatalogue, PageStatus, PageSubject, PageThought } from "./status";
import { PageSummary } from "./summary";
import { PageTerm } from "./term";

const limits = document.querySelectorAll<LlmContext | LlmCost | LlmLatency>("llm-context, llm-cost, llm-latency");

/** The limits are handed the page's estimate: they show what the page has asked, and ask nothing themselves. */
function showLimits(): void {
  document
    .getElementById("limits")!
    .toggleAttribute("data-waiting", !session.estimate && session.failures.length === 0);
  document.getElementById("limits")!.toggleAttribute("data-behind", session.behind);
  for (const limit of limits) {
    limit.scenario = session.scenario ?? {};
    limit.estimate = session.estimate;
    if (limit.localName === "llm-cost") (limit as LlmCost).currency = session.store.state.currency;
    const name = limit.localName.slice("llm-".length) as "context" | "cost" | "latency";
    limit.parentElement?.toggleAttribute(
      "data-figures",
      Boolean(session.estimate?.[name] ?? (name === "latency" && session.estimate?.turnaround)),
    );
  }
}

const components: Record<string, CustomElementConstructor> = {
  "page-bar": PageBar,
  "page-cache": PageCache,
  "page-catalogue": PageCatalogue,
  "page-check": PageCheck,
  "page-choice": PageChoice,
  "page-currency": PageCurrency,
  "page-example": PageExample,
  "page-examples": PageExamples,
  "page-field": PageField,
  "page-format": PageFormat,
  "page-gist": PageGist,
  "page-import": PageImport,
  "page-mode": PageMode,
  "page-model": PageModel,
  "page-number": PageNumber,
  "page-parts": PageParts,
  "page-peak": PagePeak,
  "page-presets": PagePresets,
  "page-published": PagePublished,
  "page-request": PageRequest,
  "page-room": PageRoom,
  "page-rooms": PageRooms,
  "page-said": PageSaid,
  "page-service": PageService,
  "page-share": PageShare,
  "page-status": PageStatus,
  "page-subject": PageSubject,
  "page-summary": PageSummary,
  "page-term": PageTerm,
  "page-thought": PageThought,
  "page-traffic-unit": PageTrafficUnit,
  "page-when": PageWhen,
};

export function startPage(rooms: readonly Room[]): void {
  useRooms(rooms);
  showLimits();
  session.subscribe(showLimits);
  keepFragment();
  void followAddress().then(() => {
    for (const [name, component] of Object.entries(components)) customElements.define(name, component);
    document.documentElement.dataset["started"] = "";
  });
}
