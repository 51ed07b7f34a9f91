package browsers

import (
	"fmt"
	"html"
	"maps"
	"slices"
	"strings"
)

// samplePage: the plain page that ships imports threelimits.js and uses the elements.
func samplePage(p *page) {
	p.open(p.network.home() + "sample.html")
	p.ready()
	for _, limit := range []string{"llm-context", "llm-cost", "llm-latency"} {
		p.wait(limit+" to show a figure", `/\d/.test(figure(arguments[0]))`, limit)
	}
}

// elementsInAHost: a page of another origin's, under a policy of its own, imports the module and sets attributes.
func elementsInAHost(p *page) {
	assets := p.network.open(allowingOrigins(unchanged))
	host := p.network.open(withPages(unchanged, map[string]string{
		"/": fmt.Sprintf(`<!doctype html><html lang="en"><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self' %[1]s 'wasm-unsafe-eval'; connect-src %[1]s; worker-src blob: %[1]s; img-src data:">
<link rel="icon" href="data:,"><title>course</title><script type="module" src="%[1]sthreelimits.js"></script>
<llm-cost model="openai/gpt-5.4" system="1000" output="100" requests-per-day="100"><p>the fallback</p></llm-cost>`, assets),
	}))
	p.open(host)
	p.figure("llm-cost", "a request")
	before := p.text(`figure("llm-cost")`)
	var change struct {
		Type     string
		Bubbles  bool
		Composed bool
		Tokens   int
		Cost     string
	}
	p.eval(&change, `const cost = deep("llm-cost");
const changed = new Promise((done) => document.addEventListener("llm-change", done, { once: true }));
cost.setAttribute("system", "2000");
const { type, bubbles, composed, detail } = await changed;
return { Type: type, Bubbles: bubbles, Composed: composed, Tokens: detail.scenario.request.system, Cost: detail.estimate.cost.perRequest }`)
	if !change.Bubbles || !change.Composed || change.Tokens != 2000 || change.Cost != "0.0065" { // 2,000 × $2.50 + 100 × $15 a million
		p.Errorf("llm-change carries %+v", change)
	}
	p.wait("another figure", `figure("llm-cost") !== arguments[0]`, before)
	p.eval(nil, `deep("llm-cost").setAttribute("output", "-5")`)
	p.wait("a sentence about it", `/output/i.test(textOf(deep("llm-cost").shadowRoot.querySelector("[role=alert]") ?? document.createElement("p"))) || textOfElement("llm-cost")`)
	p.eval(nil, `deep("llm-cost").setAttribute("requestsperday", "5")`)
	p.wait("an attribute that is none, and the one that is meant", `/“requestsperday” means nothing here: did you mean requests-per-day\?/.test(textOfElement("llm-cost")) || textOfElement("llm-cost")`)
	p.eval(nil, `deep("llm-cost").removeAttribute("requestsperday")`)
	p.eval(nil, `deep("llm-cost").setAttribute("output", "100"); document.body.append(deep("llm-cost"))`)
	p.wait("figures again, moved in the page", `deep("llm-cost").shadowRoot.querySelector("[role=alert]") === null && /\d/.test(figure("llm-cost"))`)
}

// theModule: load() and what it gives, as a program in a page uses it.
func theModule(p *page) {
	origin := p.network.open(withPages(unchanged, map[string]string{"/": `<!doctype html><link rel="icon" href="data:,"><title>program</title>`}))
	p.open(origin)
	p.eval(nil, `window.defined = [];
const define = customElements.define;
customElements.define = function (name, ...rest) { defined.push(name); define.call(this, name, ...rest); };`)
	var got struct {
		Count, Next         int
		Decoded, Cost, Code string
		Ends                []int
	}
	p.eval(&got, `const { load } = await import("/threelimits.js");
const llm = await load();
const text = "naïve 🙂 text", name = "o200k_base";
const ids = await llm.encode(text, name);
const { ends } = await llm.segment(text, name);
const estimate = await llm.estimate({ prices: { input: "2.5", output: "15" }, request: { user: 1000, output: 10 } });
const code = await llm.count(text, "no-such").catch((error) => error.code);
const result = { Count: await llm.count(text, name), Decoded: await llm.decode(ids, name), Ends: [...ends], Cost: estimate.cost.perRequest,
  Code: code, Next: await llm.count(text, name) };
llm.close();
return result;`)
	var viewed []string
	for _, view := range views {
		viewed = append(viewed, view.element)
	}
	slices.Sort(viewed)
	p.wait("the elements that views show, and their tests look at, to be all that the module defines", `defined.sort().join() === arguments[0] || defined.join()`, strings.Join(viewed, ","))
	want := p.tokens("naïve 🙂 text")
	if got.Count != want || got.Next != want || got.Decoded != "naïve 🙂 text" || len(got.Ends) != want || got.Cost != "0.00265" || got.Code != "unknown-encoding" {
		p.Errorf("the module gives %+v, want %d tokens, $0.00265, unknown-encoding", got, want)
	}
}

// embeddedViews: each view of embed.html in an iframe of another origin's page, with its messages.
func embeddedViews(p *page) {
	assets := p.network.home()
	for _, view := range slices.Sorted(maps.Keys(views)) {
		element, ofScenario := views[view].element, views[view].ofScenario
		host := p.network.open(plain(fmt.Sprintf(`<!doctype html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,"><title>course</title>
<script>window.messages = []; addEventListener("message", (event) => messages.push(event.data));</script>
<iframe title="view" width="600" height="700" src="%sembed.html?view=%s%s"></iframe>`, assets, view, html.EscapeString(views[view].query))))
		p.open(host)
		p.wait("llm:ready of "+view, `messages.some(({ type }) => type === "llm:ready") || heard()`)
		p.wait("the height of "+view, `messages.findLast(({ height }) => height)?.height > 100 || heard()`)
		if ofScenario {
			p.wait("llm:change of "+view, `messages.some(({ type, estimate }) => type === "llm:change" && estimate.cost) || heard()`)
		}
		p.eval(nil, `messages.length = 0; document.querySelector("iframe").contentWindow.postMessage({ type: "llm:hello" }, "*")`)
		p.wait("an answer to llm:hello", `messages.some(({ type }) => type === "llm:ready")`)
		p.eval(nil, `document.querySelector("iframe").contentWindow.postMessage({ type: "llm:theme", theme: "dark" }, "*")`)

		p.must(p.Enter(p.find("frame", "view")))
		p.wait("the dark theme", `getComputedStyle(document.documentElement).colorScheme === "dark"`)
		var shown []string
		p.eval(&shown, `return [...elements()].filter((e) => e.getRootNode() === document).map((e) => e.localName).filter((name) => name.startsWith("llm-"))`)
		if !slices.Equal(shown, []string{element}) {
			p.Errorf("?view=%s shows %q", view, shown)
		}
		if ofScenario && view != "tokens" {
			p.wait("a figure in "+view, `/\d/.test(figure(arguments[0]))`, element)
		}
		p.must(p.Leave())

		if !ofScenario {
			continue
		}
		p.eval(nil, `messages.length = 0;
document.querySelector("iframe").contentWindow.postMessage({ type: "llm:change", scenario: { model: "openai/gpt-5.4", request: { user: 5000, output: 100 } } }, "*")`)
		if view != "tokens" {
			p.wait("the scenario sent to "+view, `messages.some(({ type, scenario }) => type === "llm:change" && scenario.request.user === 5000) || heard()`)
		}
	}
	p.open(assets + "embed.html?view=nothing")
	p.wait("a sentence about an unknown view", `/needs a view/.test(document.body.textContent)`)
}

// embeddedText: what is typed in an embedded tokens view is counted there and never posted to the host.
func embeddedText(p *page) {
	assets := p.network.home()
	host := p.network.open(plain(fmt.Sprintf(`<!doctype html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,"><title>course</title>
<script>window.messages = []; addEventListener("message", (event) => messages.push(event.data));</script>
<iframe title="view" width="600" height="700" src="%sembed.html?view=tokens"></iframe>`, assets)))
	p.open(host)
	p.must(p.Enter(p.find("frame", "view")))
	p.click("textbox", "Text")
	p.must(p.Type("a secret sentence"))
	p.wait("its count", `counted("Text") === arguments[0] || counted("Text")`, fmt.Sprint(p.tokens("a secret sentence")))
	p.must(p.Leave())
	p.wait("the change posted", `messages.some(({ type, scenario }) => type === "llm:change" && scenario.request.user.typical > 0 || scenario?.request?.user > 0) || heard()`)
	if posted := p.text(`JSON.stringify(messages)`); strings.Contains(posted, "secret") {
		p.Errorf("the host was told the text: %s", posted)
	}
}
