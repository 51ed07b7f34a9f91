/** The settings behind each limit in one plain sentence: what stands in a closed drawer. */
import type { Estimate } from "../contract";
import { price } from "../kit/format";
import type { State } from "../scenario/state";

const grouped = new Intl.NumberFormat("en-US", { maximumFractionDigits: 20 });

type Settings = State["settings"];

export type Drawer = "context" | "cost" | "latency";

export function gist(drawer: Drawer, state: State, estimate: Estimate | null): string {
  switch (drawer) {
    case "context":
      return contextGist(state.settings);
    case "cost":
      return costGist(state.settings, estimate);
    case "latency":
      return latencyGist(state.settings);
  }
}

function contextGist({ request, conversation, window }: Settings): string {
  const kept = request?.maxTokens === undefined ? "no max_tokens" : `max_tokens ${grouped.format(request.maxTokens)}`;
  const turns = conversation?.turns ?? 1;
  return [kept, turns === 1 ? "1 turn" : `${grouped.format(turns)} turns`, ...(window ? ["your limits"] : [])].join(
    ", ",
  );
}

const cacheWords: Record<string, string> = { none: "no caching", prefix: "cached", incremental: "cached by turns" };

function costGist({ prices, cache, service, request, atTime }: Settings, estimate: Estimate | null): string {
  const rates = estimate?.cost?.rates;
  const amounts = rates ? `${price(rates.input)} in, ${price(rates.output)} out` : "no prices";
  const further = [
    service,
    atTime && `at ${atTime} UTC`,
    request?.images && "pictures",
    request?.audio && "sound",
    request?.webSearches && "web searches",
  ];
  return [
    `${prices ? "yours: " : ""}${amounts}`,
    cacheWords[cache?.policy ?? "none"],
    ...further.filter((word) => word),
  ].join(", ");
}

function latencyGist({ speed, request }: Settings): string {
  const first = speed?.ttft === undefined ? "no TTFT" : `TTFT ${grouped.format(speed.ttft)} s`;
  const rate = speed?.tokensPerSecond === undefined ? "no speed" : `${grouped.format(speed.tokensPerSecond)} tokens/s`;
  const { reasoning } = request ?? {};
  const thinking =
    typeof reasoning === "number"
      ? reasoning > 0
        ? [`${grouped.format(reasoning)} of reasoning`]
        : []
      : reasoning
        ? ["reasoning"]
        : [];
  return [first, rate, ...thinking].join(", ");
}
