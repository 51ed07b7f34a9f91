/** Whole requests. The readers are loaded with the first one. */
import type { ReadRequest, RequestOptions, ThreeLimits } from "../../contract";
import { failure } from "../errors";
import { requireString } from "./arguments";

type Asked = Pick<ThreeLimits, "models" | "resolveModel" | "measure" | "overhead" | "media" | "sum">;

export function requestCalls(calls: Asked): Pick<ThreeLimits, "request"> {
  return {
    async request(text: string, options: RequestOptions = {}): Promise<ReadRequest> {
      requireString("text", text);
      const { model = null } = options ?? {};
      if (model !== null) requireString("model", model);
      const { countRequest, readRequest } = await import("../../requests/counted");
      const read = readRequest(text, "the text");
      if ("message" in read) throw failure("bad-request", read.message);
      const given = model === null ? null : await calls.resolveModel(model);
      if (model !== null && given === null)
        throw failure("unknown-model", `${JSON.stringify(model.slice(0, 60))} is not in the catalogue.`, "model");
      return countRequest(calls, read.request, given);
    },
  };
}
