/** What this tool says. */
import type { PriceFormat } from "../../../contract";

export const formats: readonly (readonly [PriceFormat, string])[] = [
  ["threelimits", "our own format"],
  ["models.dev", "models.dev: api.json"],
  ["genai-prices", "genai-prices: data.json"],
  ["litellm", "LiteLLM: model_prices_and_context_window.json"],
];

export const words = {
  about:
    "Prices you have agreed on, a model of your own, or a price list newer than this page: open its file, and they " +
    "hold in every figure here. They stay in this browser.",
  pick: "Open a price file",
  accepted: "JSON as models.dev, genai-prices or LiteLLM publish it, or in our own format. Or drop one here.",
  folder: "This is a folder. Open the file in it.",
  paste: "Or paste it",
  nothing: "Nothing of the file was taken.",
  oneModel: "For a single model, open it in the catalogue and set its prices there.",
  notKept: "This browser keeps nothing for this page: they are gone with the page. Save them as a file.",
  forgotten: "Your prices are forgotten: the published ones hold.",
  export: "Our own format is a JSON file that a person can read and edit. Whoever opens it here has the same prices.",
};
