/** Usage records, and what is no text. */
import type { MediaItem, MediaReport, ThreeLimits, UsageOptions, UsageReport } from "../../contract";
import { failure } from "../errors";
import { requireString, shown, today } from "./arguments";
import type { Programs } from "./programs";

type Calls = Pick<ThreeLimits, "explainUsage" | "media">;

export function billCalls(programs: Programs): Calls {
  return {
    async explainUsage(text: string, options: UsageOptions = {}): Promise<UsageReport> {
      requireString("text", text);
      const { reprice = [] } = options ?? {};
      if (!Array.isArray(reprice))
        throw failure("bad-argument", `reprice is ${shown(reprice)}; an array of models is accepted.`, "reprice");
      reprice.forEach((model, i) => requireString(`reprice[${i}]`, model));
      for (const name of ["model", "service", "asOf"] as const) requireString(name, options?.[name] ?? "");
      return (await programs.money()).explainUsage(text, options ?? {}, programs.imported, today());
    },

    async media(items: readonly MediaItem[], model: string, options: { asOf?: string } = {}): Promise<MediaReport> {
      requireString("model", model);
      const asOf = options?.asOf ?? today();
      requireString("asOf", asOf);
      const lines = mediaLines(items);
      return (await programs.money()).countMedia(lines, model, programs.imported, asOf);
    },
  };
}

/** A line for each item, as calc/wire/media reads them; what a kind does not have is left empty, and refused there. */
function mediaLines(items: readonly MediaItem[]): string {
  if (!Array.isArray(items)) throw failure("bad-argument", `items is ${shown(items)}; an array is accepted.`, "items");
  return (items as readonly Partial<Record<string, unknown>>[])
    .map((item, i) => {
      const { kind, width, height, pages, seconds, detail = "" } = item ?? {};
      requireString(`items[${i}].kind`, kind);
      requireString(`items[${i}].detail`, detail);
      for (const [name, value] of Object.entries({ width, height, pages, seconds })) {
        if (value !== undefined && typeof value !== "number")
          throw failure(
            "bad-argument",
            `items[${i}].${name} is ${shown(value)}; a number is accepted.`,
            `items[${i}].${name}`,
          );
      }
      return `${[kind, width, height, kind === "pdf" ? pages : seconds, detail]
        .map((value) => String(value ?? "").replace(/[\t\n]/g, " "))
        .join("\t")}\n`;
    })
    .join("");
}
