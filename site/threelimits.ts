/**
 * threelimits.js: load() for every program, and the custom elements where there are elements. See contract/ for what
 * is promised.
 */
export { load } from "./core/load";
export const version = VERSION;

if (typeof HTMLElement !== "undefined" && typeof customElements !== "undefined") void import("./elements");
