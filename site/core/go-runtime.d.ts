/** The Go distribution's wasm_exec.js as a function of its surroundings: made by scripts/build (bundle.go). */
declare module "go-runtime" {
  export interface Go {
    exited: boolean;
    importObject: WebAssembly.Imports;
    run(instance: WebAssembly.Instance): Promise<void>;
  }
  type Log = (...words: unknown[]) => void;
  export default function (
    globals: Record<string, unknown>,
    console: { log: Log; warn: Log; error: Log },
  ): new () => Go;
}

/** Set by scripts/build: true inside dist/threelimits.html. */
declare const ONE_FILE: boolean;
/** Set by scripts/build. */
declare const VERSION: string;
