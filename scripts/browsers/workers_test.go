package browsers

import (
	"regexp"
	"strings"

	"threelimits/scripts/browsers/driver"
)

// endWorkers is a script after which endAt(method, times) ends so many workers as soon as they are asked for a method: without a word, as a
// browser does that needs room. ended() says how many did.
const endWorkers = `
window.workersEnded = 0;
window.endAt = (method, times) => { window.endingAt = method; window.endings = times; };
const post = Worker.prototype.postMessage;
Worker.prototype.postMessage = function (message, ...others) {
  post.call(this, message, ...others);
  if (window.endings > 0 && message.method === window.endingAt) { window.endings--; window.workersEnded++; this.terminate(); }
};`

// endedPrograms: whichever program's worker ends without a word, another is started, and what was asked is answered.
func endedPrograms(p *page) {
	// Firefox says so on the console when a worker ends before its files have come.
	p.expect(regexp.MustCompile("Loading Worker from|Loading failed for the Worker|NetworkError"))
	p.open(p.network.open(withPages(unchanged, map[string]string{"/": `<!doctype html><link rel="icon" href="data:,"><title>program</title>`})))
	p.eval(nil, endWorkers+`const { load } = await import("/threelimits.js");
window.llm = await load();
window.calls = {
  count: () => llm.count("hello world", "r50k_base"),
  explainUsage: () => llm.explainUsage('{"model":"gpt-4o","usage":{"prompt_tokens":10}}'),
  samplingOrders: () => llm.samplingOrders(),
  explain: async () => (await llm.check("hello world", "r50k_base")).reference.tokens,
  convert: () => llm.addEncoding(new Blob(["YQ== 0\nYg== 1\n"]), { name: "mine", pattern: "(?s)." }).catch((error) => error.code),
};`)
	var methods []string
	p.eval(&methods, `return Object.keys(calls)`)
	for _, method := range methods {
		var got struct{ Whole, Again string }
		p.eval(&got, `const [method] = arguments, said = async () => JSON.stringify(await calls[method]());
const Whole = await said(), before = workersEnded;
endAt(method, 2);
const Again = await said();
return { Whole, Again: workersEnded === before + 2 ? Again : workersEnded - before + " workers ended" };`, method)
		if got.Whole == "" || got.Again != got.Whole {
			p.Errorf("%s: %.200s, and after its workers ended %.200s", method, got.Whole, got.Again)
		}
	}
	var failed string
	p.eval(&failed, `endAt("count", 3); return calls.count().then(String, ({ code, message }) => code + ": " + message)`)
	if !strings.HasPrefix(failed, "engine-failed: The worker stopped") {
		p.Errorf("after three ends: %s", failed)
	}
	// Where the browser tells of no end, silence does.
	p.eval(&failed, `Object.defineProperty(Navigator.prototype, "locks", { value: undefined });
const { load } = await import("/threelimits.js");
const other = await load({ baseURL: "/?without" });
endAt("count", 1);
return other.count("hello world", "r50k_base").then(String, ({ message }) => message)`)
	if failed != "2" {
		p.Errorf("without locks: %s", failed)
	}
}

// endedWorker: the page goes on by itself after its worker has ended, says so, and shows no earlier count as the present one.
func endedWorker(p *page) {
	p.open(p.serve(nil))
	p.ready()
	p.startEmpty()
	p.must(p.Type("a text"))
	p.counts(userPart, p.tokens("a text"))
	p.eval(nil, endWorkers+`endAt("inspect", 1)`)
	p.must(p.Type(" more"))
	p.counts(userPart, p.tokens("a text more"))
	p.wait("the ended worker", `workersEnded === 1 || String(workersEnded)`)
	p.wait("a word about it", `all("status").some((e) => textOf(e).includes("stopped and was started again")) || all("status").map(textOf).join()`)
	p.wait("no failure", `all("alert").every((e) => clean(textOf(e)) === "") || all("alert").map(textOf).join()`)
	text := "a text more" + strings.Repeat(" and a long text", 5_000)
	p.paste(text[len("a text more"):])
	p.counts(userPart, p.tokens(text))
	p.eval(nil, `endAt("documentReplace", 1)`)
	p.must(p.Press(driver.Control, driver.End))
	p.must(p.Type("!"))
	p.counts(userPart, p.tokens(text+"!"))
	p.wait("the other ended worker", `workersEnded === 2 || String(workersEnded)`)
}
