/** The contract's ThreeLimits: checks what programs in JavaScript may get wrong, then asks the engine. */
import type { ThreeLimits } from "../../contract";
import { again } from "../again";
import { documented } from "../errors";
import { billCalls } from "./bills";
import { estimateCalls } from "./estimate";
import { learnCalls } from "./learn";
import { modelCalls } from "./models";
import { type Backend, Programs } from "./programs";
import { requestCalls } from "./requests";
import { textCalls } from "./text";

/** onClose is called once, by close(). */
export function client(backend: Backend, baseURL: string, onClose: () => void): ThreeLimits {
  const programs = new Programs(backend, baseURL, onClose);
  const calls = guarded({
    ...textCalls(programs),
    ...modelCalls(programs),
    ...estimateCalls(programs),
    ...billCalls(programs),
    ...learnCalls(programs),
  });
  return {
    version: VERSION,
    ...calls,
    ...guarded(requestCalls(calls)),
    close: () => programs.close(),
  };
}

/**
 * The same calls; each of them fails with a documented code, whatever it is given, and is asked again where its worker
 * ended meanwhile.
 */
function guarded<T extends object>(calls: T): T {
  const entries = Object.entries(calls) as [string, (...args: unknown[]) => unknown][];
  return Object.fromEntries(
    entries.map(([name, call]) => [name, (...args: unknown[]) => documented(() => again(() => call(...args)))]),
  ) as T;
}
