package browsers

import "slices"

// moduleLearn: the generation loop in the module: a program of its own in a worker of its own, not loaded before the first model is trained. The same seed
// gives the same answer in every browser, to the last bit of where the draws fell.
func moduleLearn(p *page) {
	origin := p.network.open(withPages(unchanged, map[string]string{"/": `<!doctype html><link rel="icon" href="data:,"><title>program</title>`}))
	p.open(origin)
	var got struct {
		Before, Count          int
		Answer, At, Code, Kind string
		Missing                string
	}
	p.eval(&got, `const { load } = await import("/threelimits.js");
window.llm = await load();
return { Before: await llm.count("hello world", "o200k_base") };`)
	if got.Before != 2 || slices.Contains(p.network.requests(origin), "learn.wasm") {
		p.Errorf("before: %+v, or learn.wasm was loaded before it was asked for", got)
	}
	p.eval(&got, `const text = "The cat sat on the mat. The dog sat on the log. The cat saw the dog. ".repeat(20);
const generator = await llm.generator(text, "o200k_base", { ends: false });
const context = [...await llm.encode("The", "o200k_base")];
const result = {};
for (let generated = 0; ; generated++) {
  const step = await generator.step(context, { generated, maxTokens: 9, seed: 7, temperature: 0.8, topP: 0.95 });
  result.Count = step.count;
  result.At = String(step.draw.at);
  if (step.stop) { result.Answer = step.stop.text; break; }
  context.push(step.draw.candidate.token.id);
}
result.Code = await generator.step([], { temperature: -1 }).catch((error) => error.code + " " + error.field);
const [{ format, steps }] = await llm.logprobs(JSON.stringify({ choices: [{ logprobs: { content: [{ token: "a", logprob: Math.log(0.25), top_logprobs: [] }] } }] }));
result.Kind = format;
result.Missing = steps[0].missing.toFixed(6);
generator.close();
llm.close();
return result;`)
	if got.Answer != wantAnswer || got.At != wantAt || got.Count != 12 || got.Code != "bad-argument temperature" || got.Kind != "openai-chat" || got.Missing != "0.750000" {
		p.Errorf("the module gives %+v", got)
	}
	if !slices.Contains(p.network.requests(origin), "learn.wasm") {
		p.Error("learn.wasm was not loaded")
	}
}

// What the loop gives in Node.
const (
	wantAnswer = " the  The saw the dog. The cat"
	wantAt     = "27.742831572396433"
)
