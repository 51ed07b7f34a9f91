/** The part of the package that goes through a text: its main file brings formatting along. */
declare module "jsonc-parser/lib/esm/impl/parser.js" {
  export { visit } from "jsonc-parser";
}
