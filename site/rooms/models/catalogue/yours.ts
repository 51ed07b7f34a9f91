/** What the page's scenario comes to on each model. */
import type { Range, Scenario, ThreeLimits } from "../../../contract";
import { onModel } from "../../../scenario/on-model";

/** One model's: what it costs in a month, or a request where no traffic is known, and whether it fits. */
export interface Yours {
  usd: string | null;
  range: Range<string> | null;
  fits: boolean;
  /** Something of the request is not counted: the cost is at least this. */
  atLeast: boolean;
}

/** By the model's id. A model whose estimate is refused has none. goOn: asked before each, false: no more is wanted. */
export async function yoursOf(
  engine: Pick<ThreeLimits, "estimate">,
  scenario: Scenario,
  models: readonly string[],
  goOn: () => boolean,
): Promise<ReadonlyMap<string, Yours>> {
  const found = new Map<string, Yours>();
  for (const id of models) {
    if (!goOn()) break;
    const estimate = await engine.estimate(onModel(scenario, id)).catch(() => null);
    if (!estimate) continue;
    const { cost, context } = estimate;
    found.set(id, {
      usd: cost?.perMonth ?? cost?.perRequest ?? null,
      range: cost?.range?.perMonth ?? cost?.range?.perRequest ?? null,
      fits: context?.fits ?? true,
      atLeast: estimate.atLeast ?? false,
    });
  }
  return found;
}
