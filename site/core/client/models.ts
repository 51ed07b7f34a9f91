/** Models, and price files in their place. */
import type { CutoffTimeline, Model, PriceFormat, PriceImport, ThreeLimits } from "../../contract";
import { failure } from "../errors";
import { requireString, shown, today } from "./arguments";
import type { Programs } from "./programs";

type Calls = Pick<
  ThreeLimits,
  "models" | "resolveModel" | "cutoffs" | "importPrices" | "exportPrices" | "forgetPrices"
>;

export function modelCalls(programs: Programs): Calls {
  return {
    async models(): Promise<Model[]> {
      return (await programs.engine()).models(today());
    },

    async resolveModel(name: string): Promise<string | null> {
      requireString("name", name);
      return (await programs.engine()).resolveModel(name);
    },

    async cutoffs(): Promise<CutoffTimeline> {
      return (await programs.learn()).cutoffs(programs.imported, today());
    },

    async importPrices(text: string, options: { format?: PriceFormat } = {}): Promise<PriceImport> {
      requireString("text", text);
      const format = options?.format ?? "";
      const formats: Record<PriceFormat | "", true> = {
        "": true,
        "models.dev": true,
        "genai-prices": true,
        litellm: true,
        threelimits: true,
      };
      if (!Object.hasOwn(formats, format)) {
        throw failure(
          "bad-argument",
          `format is ${shown(format)}; accepted are "models.dev", "genai-prices", "litellm" and "threelimits".`,
          "format",
        );
      }
      const { report, models } = await (await programs.money()).importPrices(text, format, today());
      if (models.length > 0) await programs.useModels(models);
      return report;
    },

    async exportPrices(models: readonly string[] = []): Promise<string> {
      if (!Array.isArray(models))
        throw failure("bad-argument", `models is ${shown(models)}; an array of models is accepted.`);
      models.forEach((model, i) => requireString(`models[${i}]`, model));
      return (await programs.money()).exportPrices(models, programs.imported);
    },

    async forgetPrices(): Promise<void> {
      await programs.useModels(new Uint8Array(0));
    },
  };
}
