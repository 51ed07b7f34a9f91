package browsers

import (
	"slices"
	"strings"
	"time"

	"threelimits/scripts/browsers/driver"
)

// control is one control of the page, a value to give it, what the address then holds, and what an element then shows.
type control struct{ role, name, value, link, limit, shows string }

// controls are all the numbers and choices of the page. Each is changed alone, from the first example: 3,260 tokens sent (800 system,
// 2,400 documents, 60 user), 350 back, $2 and $10 a million, 10,000 requests a day, 0.6 s and 80 tokens/s, 1,024 kept for the answer.
var controls = []control{
	{"spinbutton", "Requests or conversations a day", "20000", "requestsPerDay=20000", "llm-cost", "$200 a day"},
	{"spinbutton", "Answer length in tokens", "700", "output=700", "llm-cost", "$0.0135 a request"},
	{"spinbutton", "max_tokens", "2000", "maxTokens=2000", "llm-context", "answer 2,000"},
	{"spinbutton", "Turns of a conversation", "3", "turns=3", "llm-context", "4,080 of"}, // 3,260 + 2 × (60 + 350)
	{"spinbutton", "Window", "4000", "contextWindow=4000", "llm-context", "does not fit"},
	{"spinbutton", "Most input", "3000", "maxInput=3000", "llm-context", "does not fit"},
	{"spinbutton", "Most output", "500", "maxOutput=500", "llm-context", "does not fit"},
	{"spinbutton", "Input price", "4", "priceInput=4", "llm-cost", "$0.0165 a request"},
	{"spinbutton", "Output price", "20", "priceOutput=20", "llm-cost", "$0.0135 a request"},
	{"spinbutton", "Cached input price", "0.5", "priceCachedInput=0.5", "llm-cost", "$0.0100 a request"},
	{"spinbutton", "Cache write price", "3", "priceCacheWrite=3", "llm-cost", "$0.0100 a request"},
	{"spinbutton", "Days a month", "20", "daysPerMonth=20", "llm-cost", "$2,004 a month"},
	{"spinbutton", "Time to first token (TTFT), in seconds", "2", "ttft=2", "llm-latency", "6.4 s"},
	{"spinbutton", "Tokens per second", "35", "tokensPerSecond=35", "llm-latency", "10.6 s"},
	{"spinbutton", "Reasoning tokens", "800", "reasoning=800", "llm-cost", "$0.0180 a request"},
	{"button", "quick 0.3", "", "ttft=0.3", "llm-latency", "4.7 s"},
	{"button", "typical 0.8", "", "ttft=0.8", "llm-latency", "5.2 s"},
	{"button", "slow 2", "", "ttft=2", "llm-latency", "6.4 s"},
	{"button", "slow 30", "", "tokensPerSecond=30", "llm-latency", "12 s"},
	{"button", "typical 80", "", "tokensPerSecond=80", "llm-latency", "5.0 s"},
	{"button", "fast 200", "", "tokensPerSecond=200", "llm-latency", "2.4 s"},
	{"combobox", "Prompt caching", "prefix traffic", "cachePolicy=prefix&cacheStart=traffic", "llm-cost", "cached"},
	{"combobox", "Service", "batch", "service=batch", "llm-cost", "$0.00501 a request, batch"},
	{"spinbutton", "Tokens of pictures", "1000", "images=1000", "llm-cost", "images $0.00200"},
	{"spinbutton", "Web searches a request", "0.5", "webSearches=0.5", "llm-cost", "web searches $0.00500"},
	{"combobox", "Also in another currency", "EUR", "currency=EUR", "llm-cost", "$0.0100 a request"},
	{"combobox", "Counted in", "conversationsPerDay", "conversationsPerDay=10000", "llm-cost", "$100 a day"},
	{"combobox", "Kind of request", "code-review", "example=code-review", "llm-context", "of 1,050,000"},
	{"spinbutton", "Tokens sent", "1000", "documents=736&user=19", "llm-context", "1,000 of"},
}

// eachControl: the figures and the address follow every control.
func eachControl(p *page) {
	p.visit("")
	for _, control := range controls {
		p.reset()
		p.change(control.role, control.name, control.value)
		p.wait(control.name+" in the address", `hasLink(arguments[0]) || location.hash`, control.link)
		p.wait(control.limit+" to show "+control.shows+" after "+control.name, `textOfElement(arguments[0]).includes(arguments[1]) || textOfElement(arguments[0])`,
			control.limit, control.shows)
	}
	p.reset()
	var named []string
	p.eval(&named, `return ["spinbutton", "combobox"].flatMap((role) => all(role).map(nameOf))`)
	for _, name := range named {
		if !slices.ContainsFunc(controls, func(c control) bool { return c.name == name }) {
			p.Errorf("the control %q is not tested", name)
		}
	}
}

// reset goes back to the first example as a link does, without loading the page again, and opens every drawer.
func (p *page) reset() {
	p.Helper()
	p.eval(nil, `location.hash = "#example=support-assistant" + (location.hash === "#example=support-assistant" ? "&turns=1" : "");
for (const details of document.querySelectorAll("details")) details.open = true;`)
	p.firstFigures()
}

// change gives a control a value as a person does: a number is typed, a choice picked, a button pressed.
func (p *page) change(role, name, value string) {
	p.Helper()
	switch role {
	case "spinbutton":
		p.fillByKeys(role, name, value)
	case "combobox":
		p.pick(name, value)
	default:
		p.click(role, name)
	}
}

// pick chooses an option of a select.
func (p *page) pick(name, value string) {
	p.Helper()
	// The driver's own click, and not aim: of a click on an option hears, by engine, the option or the select. The focus comes first, as a person's pointer
	// brings it: WebKit's driver leaves it out, and without it WebKit takes the option that a person chose last, whatever a script has chosen since, for
	// the one that stands there, and choosing it again for no change.
	for start := time.Now(); ; time.Sleep(50 * time.Millisecond) {
		p.eval(nil, intoView+`element.blur(); element.focus();`, p.find("combobox", name))
		var option driver.Element
		p.eval(&option, `return find("combobox", arguments[0]).querySelector('option[value="' + arguments[1] + '"]')`, name, value)
		err := p.Click(option)
		if driver.Unreached(err) && time.Since(start) < 10*time.Second {
			continue
		}
		p.must(err)
		break
	}
	p.wait(name+" to be "+value, `find("combobox", arguments[0])?.value === arguments[1] || find("combobox", arguments[0])?.value`, name, value)
}

// stepping: arrow keys step a number, and Escape leaves it in order.
func stepping(p *page) {
	p.visit("")
	answer := p.find("spinbutton", "Answer length in tokens")
	p.press(answer)
	p.must(p.Press(driver.Up))
	var more int
	p.eval(&more, `return Number(arguments[0].value.replaceAll(",", ""))`, answer)
	if more <= 350 {
		p.Errorf("350 and an arrow up give %d", more)
	}
	p.must(p.Press(driver.Down))
	p.wait("350 again", `arguments[0].value === "350" || arguments[0].value`, answer)
	p.wait("350 in the address", `hasLink("output=350") || location.hash`)
}

// models: another model is found by typing, picked by keys, and everything follows; what cannot be counted exactly says so.
func models(p *page) {
	p.visit("")
	p.must(p.Press(driver.Control, "k"))
	p.wait("the search field in focus", `roleOf(focused()) === "combobox" || describe(focused())`)
	p.must(p.Type("opus"))
	p.wait("models that match", `all("option").length > 0 && all("option").every((o) => /opus/i.test(textOf(o)))`)
	p.must(p.Press(driver.Down))
	p.must(p.Press(driver.Enter))
	p.wait("the model in the sentence", `all("button", "/^Model: .*Opus/").length === 1`)
	p.wait("the model in the address", `/model=anthropic\/.*opus/.test(location.hash) || location.hash`)
	p.wait("an estimate, as a range", `/estimate/.test(textOfElement("llm-context")) && /–/.test(figure("llm-context")) || textOfElement("llm-context")`)
	p.wait("the focus back on the button", `describe(focused()).startsWith("button “Model: ")`)

	p.must(p.Press(driver.Enter))
	p.wait("the list open", `all("option").length > 100`)
	p.must(p.Press(driver.Escape))
	p.wait("the list closed", `all("option").filter((o) => !o.closest("select")).length === 0`)
	p.wait("still the model", `all("button", "/^Model: .*Opus/").length === 1`)
}

// working: every figure opens to its formula with the person's numbers, and sources are links to say where from.
func working(p *page) {
	p.visit("")
	for limit, wants := range map[string][]string{
		"llm-context": {"3,260", "1,024", "1,050,000"},
		"llm-cost":    {"3,260", "350", "0.01002", "$"},
		"llm-latency": {"0.6", "350", "80", "4.975"},
	} {
		var summary driver.Element
		p.eval(&summary, `return deep(arguments[0]).shadowRoot.querySelector("summary")`, limit)
		p.press(summary)
		for _, want := range wants {
			p.wait("the working of "+limit+" to show "+want, `clean(textOf(deep(arguments[0]).shadowRoot.querySelector("[part=working]"))).includes(arguments[1])`, limit, want)
		}
	}
	var links []string
	p.eval(&links, `return [...deep("llm-cost").shadowRoot.querySelectorAll("a[href]")].map((a) => a.href + " " + a.rel)`)
	if len(links) == 0 || !strings.HasPrefix(links[0], "https://") || !strings.Contains(links[0], "noopener") {
		p.Errorf("the price's source is linked as %q", links)
	}
}

// theRequest: the call as the API takes it follows the page, with max_tokens marked.
func theRequest(p *page) {
	p.visit("")
	p.click("button", "The request, as the API takes it")
	p.wait("the marked limit", `/max_(output_)?tokens": 1024/.test(textOf(document.querySelector("page-request mark") ?? document))`)
	p.wait("the texts in it", `textOf(document.querySelector("page-request")).includes("You are the support assistant of Northlight")`)
	p.wait("the usage to expect", `/"input_tokens": 3260/.test(textOf(document.querySelector("page-request"))) && /"output_tokens": 350/.test(textOf(document.querySelector("page-request")))`)
	p.click("button", "Chat Completions")
	p.wait("the other API's names", `/"prompt_tokens": 3260/.test(textOf(document.querySelector("page-request")))`)
}
