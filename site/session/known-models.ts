import type { Model } from "../contract";
import { load } from "../core/load";
import { session } from "./session";

/** The catalogue, also before the session has asked for it; empty where the engine cannot be had. */
export async function knownModels(): Promise<readonly Model[]> {
  if (session.models.length > 0) return session.models;
  return load()
    .then((engine) => engine.models())
    .catch(() => []);
}
