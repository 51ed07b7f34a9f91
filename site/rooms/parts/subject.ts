/** What counts texts on this page: the encoding that was chosen, or the model's own. */
import { session } from "../../session/session";

export interface Subject {
  encoding: string;
  /** Whose own tokens are wanted, its factor applied; undefined: the encoding's. */
  model: string | undefined;
  /** In words. */
  name: string;
}

/** Where no model is chosen, and none that can be counted. */
const standard = "o200k_base";

export function subject(): Subject {
  const { encoding } = session.store.state.settings;
  const { model } = session;
  if (encoding !== undefined) return { encoding, model: undefined, name: encoding };
  if (!model?.encoding) return { encoding: standard, model: undefined, name: standard };
  const factor = model.exactness === "estimate" ? `, and ${model.name}’s own estimated from it` : "";
  return { encoding: model.encoding, model: model.id, name: model.encoding + factor };
}

export function sameSubject(a: Subject, b: Subject): boolean {
  return a.encoding === b.encoding && a.model === b.model;
}
