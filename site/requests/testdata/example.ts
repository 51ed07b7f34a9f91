/** Fixtures of the tests: requests as the vendors document them. */
import { readFileSync } from "node:fs";

export function example(name: string): string {
  return readFileSync(new URL(`../../../site/requests/testdata/${name}`, import.meta.url), "utf8");
}
