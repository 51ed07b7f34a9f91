package browsers

import "strings"

// costSettings: what a link says of the bill stands in the controls and in the bill; what a model has not is not asked.
func costSettings(p *page) {
	p.visit("#model=anthropic/claude-opus-4-6&system=1000000&output=0&maxTokens=0&cachePolicy=prefix&cacheStart=cold&cacheLife=1h&webSearches=0.2&images=1000")
	p.eval(nil, `for (const details of document.querySelectorAll("details")) details.open = true`)
	p.wait("the controls", `((values) => values.join() === "standard,1h,0.2,1,000" || values.join())(
  ["service", "cacheLife", "webSearches", "images"].map((id) => document.getElementById(id).value))`)
	p.wait("what does not apply", `["atTime", "audio", "cacheStoredHours"].every((id) => document.getElementById(id).checkVisibility() === false)`)
	p.wait("each in the bill", `((said) => ["cache writes for an hour $10", "images $0.00500", "web searches $0.00200"].every((part) => said.includes(part)) || said)(textOfElement("llm-cost"))`)

	p.visit("#model=deepseek/deepseek-flash&system=1000000&output=0&maxTokens=0&service=batch")
	p.figure("llm-cost", "$0.15")
	p.eval(nil, `for (const details of document.querySelectorAll("details")) details.open = true`)
	p.wait("a service that the model has not, to be taken out, and that it has none", `find("combobox", "Service")?.value === "batch" && textOfElement("llm-cost").includes("No price for batch is published")`)
	p.eval(nil, `const select = find("combobox", "Service"); select.value = "standard"; select.dispatchEvent(new Event("change"))`) // and it goes
	p.wait("no service", `find("combobox", "Service") === null`)
	p.eval(nil, `const input = document.getElementById("atTime"); input.value = "02:30"; input.dispatchEvent(new Event("change"))`)
	p.wait("peak time in the link", `hasLink("atTime=02:30") || location.hash`)
	p.figure("llm-cost", "$0.30")
}

// pastPrices: a scenario at the prices of another day.
func pastPrices(p *page) {
	p.visit("#model=openai/o3&system=1000000&output=0&maxTokens=0")
	p.figure("llm-cost", "$2.00")
	p.eval(nil, `for (const details of document.querySelectorAll("details")) details.open = true;
const input = document.getElementById("asOf"); input.value = "2025-06-09"; input.dispatchEvent(new Event("change"))`)
	p.figure("llm-cost", "$10.00")
	p.wait("the day in the link", `hasLink("asOf=2025-06-09") || location.hash`)
	p.click("button", "Use the newest prices")
	p.figure("llm-cost", "$2.00")
}

// cliffs: what a little more would do is said beside the figure before it is done.
func cliffs(p *page) {
	p.must(p.Resize(360, 780))
	p.visit("#model=openai/gpt-5.4&system=270700&output=10")
	p.wait("the doubling", `((said) => said.includes("1,300 tokens below 272,000") || said)(textOfElement("llm-cost"))`)
	p.visit("#model=openai/gpt-5.4&system=1000&output=10&maxTokens=200000")
	p.wait("max_tokens", `((said) => said.includes("max_tokens is") || said)(textOfElement("llm-context"))`)
	p.visit("#model=anthropic/claude-opus-4-6&system=4000&output=10&cachePolicy=prefix&cacheStart=warm")
	p.wait("the cache's minimum", `((said) => said.includes("caches nothing shorter than 4,096") || said)(textOfElement("llm-cost"))`)
}

// currency: another currency beside dollars, at a rate that is typed; in the link, and in an embedded view.
func currency(p *page) {
	p.visit("#model=openai/gpt-4o&system=1000000&output=0&maxTokens=0&requestsPerDay=10")
	p.figure("llm-cost", "$2.50 a request")
	p.eval(nil, `for (const details of document.querySelectorAll("details")) details.open = true`)
	p.pick("Also in another currency", "EUR")
	rate := "One US dollar costs, in EUR"
	p.fill("textbox", rate, "0")
	p.find("alert", "/above 0/")
	p.fill("textbox", rate, "0.92")
	p.wait("euros", `((said) => said.includes("€2.30 a request · €23.00 a day · €690 a month, at 0.92 EUR for a dollar, your rate") || said)(textOfElement("llm-cost"))`)
	p.wait("them in the link", `hasLink("currency=EUR&currencyRate=0.92") || location.hash`)
	link := p.text("location.hash")
	p.visit("")
	p.wait("no euros", `!textOfElement("llm-cost").includes("€") || textOfElement("llm-cost")`)
	p.visit(link)
	p.wait("euros again", `textOfElement("llm-cost").includes("€2.30 a request")`)
	p.visit("#currency=XYZ&currencyRate=-1")
	p.wait("what is wrong with the link", `((said) => said.includes("three letters") && said.includes("above 0") || said)(clean(textOf(deep("page-said"))))`)
	p.open(p.network.home() + "embed.html?view=cost" + strings.Replace(link, "currencyRate=0.92", "currencyRate=2", 1))
	p.wait("euros in the view", `((said) => said.includes("€5.00 a request") || said)(textOfElement("llm-cost"))`)
}
