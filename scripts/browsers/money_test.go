package browsers

import "slices"

// moduleMoney: usage records, price files and pictures in the module: a program of its own in a worker of its own, not loaded before
// the first of them; a price that is imported holds in the engine too.
func moduleMoney(p *page) {
	origin := p.network.open(withPages(unchanged, map[string]string{"/": `<!doctype html><link rel="icon" href="data:,"><title>program</title>`}))
	p.open(origin)
	var got struct{ Before, Usage, Cost, Picture, Code, Forgotten string }
	p.eval(&got, `const { load } = await import("/threelimits.js");
const llm = await load();
const scenario = { model: "openai/gpt-4o", request: { user: 1000000 } };
window.llm = llm;
return { Before: (await llm.estimate(scenario)).cost.perRequest };`)
	if got.Before != "2.5" || slices.Contains(p.network.requests(origin), "money.wasm") {
		p.Errorf("before: %+v, or money.wasm was loaded before it was asked for", got)
	}
	p.eval(&got, `const scenario = { model: "openai/gpt-4o", request: { user: 1000000 } };
const usage = { model: "gpt-4o", usage: { prompt_tokens: 2006, completion_tokens: 300, total_tokens: 2306, prompt_tokens_details: { cached_tokens: 1920 } } };
const result = { Usage: (await llm.explainUsage(JSON.stringify(usage))).usd };
await llm.importPrices(JSON.stringify({ format: "threelimits", version: 1, models: [{ id: "openai/gpt-4o", prices: [{ input: "7", output: "8" }] }] }));
result.Cost = (await llm.estimate(scenario)).cost.perRequest;
const { items: [picture] } = await llm.media([{ kind: "image", width: 1920, height: 1080 }], "openai/gpt-4o");
result.Picture = picture.tokens + " in " + picture.grid.columns + " by " + picture.grid.rows + " at " + picture.usdPerMTok;
result.Code = await llm.importPrices("{").catch((error) => error.code);
await llm.forgetPrices();
result.Forgotten = (await llm.estimate(scenario)).cost.perRequest;
llm.close();
return result;`)
	if got.Usage != "0.005615" || got.Cost != "7" || got.Picture != "1105 in 3 by 2 at 7" || got.Code != "bad-prices" || got.Forgotten != "2.5" {
		p.Errorf("the module gives %+v", got)
	}
	if !slices.Contains(p.network.requests(origin), "money.wasm") {
		p.Error("money.wasm was not loaded")
	}
}
