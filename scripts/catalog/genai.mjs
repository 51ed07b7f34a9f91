// Prints, as JSON, what @pydantic/genai-prices says of the models asked for: its data are a literal inside its module,
// so the module itself is asked. Standard input: { module, want: { provider: [model id, …] } }. Standard output:
// { provider: { urls, models: { id: { id, name, context, names, prices, comments } } } }; a model it does not know is left out. Numbers are
// written as the shortest decimal text that reads back the same, which for prices is the text in its source.
import { readFileSync } from "node:fs";

const { module, want } = JSON.parse(readFileSync(0, "utf8"));
const { calcPrice, findProvider } = await import(module);

// A model is meant by name, not by a clause like "starts with": those claim later models too (claude-sonnet-5-5 is no
// claude-sonnet-5).
function names(model, id) {
  const meant = (clause) =>
    "or" in clause
      ? clause.or.some(meant)
      : "equals" in clause
        ? clause.equals === id.toLowerCase()
        : "regex" in clause
          ? new RegExp(clause.regex).test(id)
          : false;
  return model.id.toLowerCase() === id.toLowerCase() || meant(model.match);
}

/** The names a model is also known by. */
function known(clause) {
  return "or" in clause ? clause.or.flatMap(known) : "equals" in clause ? [clause.equals] : [];
}

const out = {};
for (const [providerId, ids] of Object.entries(want)) {
  const provider = findProvider({ providerId });
  if (!provider) throw new Error(`genai-prices has no provider ${providerId}`);
  out[providerId] = { urls: provider.pricing_urls ?? [], models: {} };
  for (const id of ids) {
    const found = calcPrice({ input_tokens: 1, output_tokens: 1 }, id, { providerId })?.model;
    if (!found || !names(found, id)) continue;
    const prices = Array.isArray(found.prices) ? found.prices : [{ prices: found.prices }];
    out[providerId].models[id] = {
      id: found.id,
      name: found.name ?? found.id,
      context: found.context_window ?? 0,
      names: known(found.match),
      prices,
      comments: found.price_comments ?? "",
    };
  }
}
process.stdout.write(JSON.stringify(out));
