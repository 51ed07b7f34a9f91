/** What a list says of a model whose service ends or has ended. */
import type { Model } from "../contract";

/** "retired 2026-10-23", "ends on 2026-12-11"; "" while no end is announced. */
export function ending({ retired, stage }: Pick<Model, "retired" | "stage">): string {
  if (retired === undefined) return "";
  return stage === "retired" ? `retired ${retired}` : `ends on ${retired}`;
}

/** The name in a list of models, with the end of its service where one is announced. */
export function nameWithEnd(model: Pick<Model, "name" | "retired" | "stage">): string {
  const end = ending(model);
  return end === "" ? model.name : `${model.name} · ${end}`;
}
