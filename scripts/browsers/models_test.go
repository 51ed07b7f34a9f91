package browsers

import (
	"fmt"
	"strings"

	"threelimits/scripts/browsers/driver"
)

// catalogueRows waits until the catalogue shows so many models.
func (p *page) catalogueRows(want string) {
	p.Helper()
	p.wait("the catalogue to show "+want, `(said => said.startsWith(arguments[0]) || said)(clean(textOf(deep("models-catalogue [role=status]"))))`, want)
}

// firstModels are the names in the catalogue's first rows.
func (p *page) firstModels(n int) string {
	p.Helper()
	return p.text(`[...document.querySelectorAll("models-catalogue tbody .name > button")].slice(0, arguments[0]).map((button) => button.textContent).join(", ")`, n)
}

// catalogue: searched, narrowed and sorted; a name opens the model with its sources, and takes it into the scenario.
func catalogue(p *page) {
	p.home("#room=models")
	p.find("heading", "Models Catalogue")
	all := p.text(`clean(textOf(deep("models-catalogue [role=status]")))`)
	if all < "2" || !strings.HasSuffix(all, " models") {
		p.Errorf("the catalogue says %q", all)
	}
	p.fill("textbox", "Find", "deepseek")
	p.wait("fewer models", `/^\d+ of \d+ models$/.test(clean(textOf(deep("models-catalogue [role=status]"))))`)
	if names := p.firstModels(3); !strings.Contains(names, "DeepSeek") {
		p.Errorf("deepseek finds %s", names)
	}
	p.fill("textbox", "Find", "")
	p.wait("the month of the model in use, and a range where the tokenizer is another", `((mine, other) => mine === "$3,006" && /^\$[\d,]+–\$[\d,]+$/.test(other) || mine + " " + other)(
  clean(document.querySelector("models-catalogue tr.mine .yours")?.textContent ?? ""), clean([...document.querySelectorAll("models-catalogue tbody tr")].find((row) => row.textContent.includes("Claude Haiku 5.5"))?.querySelector(".yours")?.textContent ?? ""))`)
	p.fill("textbox", "Find", "no such model")
	p.find("button", "Show all")
	p.click("button", "Show all")
	p.catalogueRows(all)

	p.pick("Vendor", "Anthropic")
	p.wait("Anthropic's alone", `[...document.querySelectorAll("models-catalogue tbody .name .aside")].every((line) => line.textContent.includes("Anthropic"))`)
	p.pick("Window at least", "1000000")
	p.pick("Input price at most", "3")
	p.click("button", "Input")
	p.wait("the cheapest first", `((prices) => prices.length > 1 && prices.every((price, i) => i === 0 || prices[i - 1] <= price) || String(prices))(
  [...document.querySelectorAll("models-catalogue tbody tr > .number:nth-child(2)")].map((cell) => Number(cell.textContent.slice(1))))`)
	p.click("button", "Input ↑")
	p.wait("the dearest first", `((prices) => prices.every((price, i) => i === 0 || prices[i - 1] >= price))(
  [...document.querySelectorAll("models-catalogue tbody tr > .number:nth-child(2)")].map((cell) => Number(cell.textContent.slice(1))))`)

	p.home("#room=models&model=openai/gpt-4o-mini")
	p.fill("textbox", "Find", "anthropic/claude-opus-4-6")
	p.click("button", "Claude Opus 4.6")
	p.wait("what is known of it", `((said) => ["Input from the cache", "$0.50", "Batch", "$12.50", "checked 20", "o200k_base", "estimate", "Price history", "prefixes from 4,096 tokens"].every((part) => said.includes(part)) || said)(clean(textOf(deep("models-catalogue .details"))))`)
	p.click("button", "Use Claude Opus 4.6")
	p.find("button", "Model: Claude Opus 4.6")
	p.wait("it in the link", `hasLink("model=anthropic/claude-opus-4-6") || location.hash`)
}

// ownPrice: a price set in the catalogue holds everywhere, is said to be one's own, travels in the link, is there on the next visit, and goes.
func ownPrice(p *page) {
	p.home("#room=models&model=openai/gpt-4o&system=1000000&output=0&maxTokens=0")
	p.figure("llm-cost", "$2.50")
	p.fill("textbox", "Find", "openai/gpt-4o")
	p.click("button", "GPT-4o")
	p.click("button", "Set your own prices")
	p.fill("textbox", "Input price", "-1")
	p.click("button", "Use these for GPT-4o")
	p.wait("what is wrong", `clean(textOf(deep("#own-input-said"))).includes("cannot be negative")`)
	p.fill("textbox", "Input price", "1.5")
	p.click("button", "Use these for GPT-4o")
	p.figure("llm-cost", "$1.50")
	p.wait("whose price it is", `clean(textOf(deep("models-catalogue tr.mine"))).includes("your prices")`)
	p.wait("the published one beside it", `clean(textOf(deep("#own-input-said"))) === "published: $2.50"`)
	p.wait("the price in the link", `hasLink("priceInput=1.5") || location.hash`)
	link := p.text("location.hash")

	p.home("#room=models&model=openai/gpt-4o&system=1000000&output=0&maxTokens=0")
	p.figure("llm-cost", "$1.50")
	p.click("link", "Your prices")
	p.find("button", "Forget your prices of GPT-4o")
	p.click("button", "Forget your prices of GPT-4o")
	p.figure("llm-cost", "$2.50")

	p.home(link) // as on another machine
	p.figure("llm-cost", "$1.50")
	p.wait("whose it is", `clean(textOf(deep("page-published"))).includes("Your own prices") || textOf(deep("page-published"))`)
}

const onePriceFile = `{"format":"threelimits","version":1,"models":[{"id":"own/tiny","name":"Tiny","vendor":"Mine","window":{"context":5000},"prices":[{"input":"3","output":"%s"}]}]}`

// priceFile: a file of prices is taken whole or not at all; what is wrong is said by its field; a model that is nowhere else travels in the link by its figures.
func priceFile(p *page) {
	p.home("#room=models/own&system=1000&output=0&maxTokens=0")
	p.find("heading", "Models Your prices")
	p.give("models-own", map[string][]byte{"bad.json": fmt.Appendf(nil, onePriceFile, "-9")})
	p.find("alert", "/^Nothing of the file was taken/")
	p.wait("the field", `((said) => said.includes("models.0.prices.0.output must not be negative") || said)(clean(textOf(deep("models-own .problems"))))`)
	p.give("models-own", map[string][]byte{"broken.json": []byte(`{"models": [`)})
	p.find("alert", "/This is not JSON: line 1, column/")
	p.fill("textbox", "Or paste it", strings.ReplaceAll(fmt.Sprintf(onePriceFile, "9"), " ", ""))
	p.click("button", "Read it")
	p.find("button", "Forget your prices of Tiny")

	p.click("link", "Catalogue")
	p.fill("textbox", "Find", "tiny mine")
	p.click("button", "Tiny")
	p.click("button", "Use Tiny")
	p.figure("llm-context", "5,000")
	p.figure("llm-cost", "$0.00210–$0.00450") // 1,000 tokens of another model's are 700 to 1,500 of an unknown tokenizer's
	p.wait("its figures in the link", `(hasLink("priceInput=3") && hasLink("contextWindow=5000") && hasLink("model=own/tiny")) || location.hash`)
	link := p.text("location.hash")
	p.open("about:blank")
	p.home(link)
	p.find("button", "Model: Tiny")
	p.wait("no price beside the model's own", `!clean(textOf(deep("page-published"))).includes("Your own prices")`)

	p.click("link", "Your prices")
	p.click("button", "Forget all of them")
	p.wait("nothing of one's own", `all("button", "/^Forget/").length === 0`)
	p.open("about:blank")
	p.home(link)
	p.wait("what became of it", `((said) => said.includes("“own/tiny” is not in this catalogue") && said.includes("came along") || said)(clean(textOf(deep("page-said"))))`)
	p.figure("llm-cost", "$0.00300")
	p.figure("llm-context", "5,000")
}

// exported: the file that is saved holds what importPrices takes.
func pricesSaved(p *page) {
	p.home("#room=models/own&model=openai/gpt-4o")
	p.find("button", "The whole catalogue")
	p.eval(nil, `window.saved = []; URL.createObjectURL = (blob) => { window.saved.push(blob); return "blob:none"; };
HTMLAnchorElement.prototype.click = function () { window.savedAs = this.download; };`)
	p.click("button", "GPT-4o")
	p.wait("the file", `window.saved.length === 1`)
	var got struct{ Name, ID, Input string }
	p.eval(&got, `const [{ id, prices }] = JSON.parse(await window.saved[0].text()).models;
return { Name: window.savedAs, ID: id, Input: prices.at(-1).input };`)
	if got.Name != "openai-gpt-4o.json" || got.ID != "openai/gpt-4o" || got.Input != "2.5" {
		p.Errorf("saved: %+v", got)
	}
}

// aliases: a link with another name of a model means that model.
func aliases(p *page) {
	p.home("#model=openai/gpt-5.4-2026-03-05&system=1000&output=0")
	p.find("button", "Model: GPT-5.4")
	p.wait("the model's own id in the address", `hasLink("model=openai/gpt-5.4") || location.hash`)
}

// eachModelsTool opens the room's tools with something in them, and something wrong where that can be.
func (p *page) eachModelsTool(do func(state string)) {
	p.Helper()
	p.home("#room=models")
	p.fill("textbox", "Find", "claude opus 4.6")
	p.click("button", "Claude Opus 4.6")
	p.click("button", "Set your own prices")
	p.click("button", "All sources")
	p.fill("textbox", "Input price", "x")
	p.click("button", "Use these for Claude Opus 4.6")
	p.wait("what is wrong", `deep("#own-input").getAttribute("aria-invalid") === "true"`)
	do("Catalogue")
	p.click("link", "Your prices")
	p.give("models-own", map[string][]byte{"prices.json": fmt.Appendf(nil, onePriceFile, "9")})
	p.find("button", "Forget your prices of Tiny")
	p.give("models-own", map[string][]byte{"bad.json": fmt.Appendf(nil, onePriceFile, "-9")})
	p.find("alert", "/^Nothing of the file was taken/")
	do("Your prices")
	p.click("button", "Forget all of them")
	p.wait("nothing left for the next test", `all("button", "/^Forget/").length === 0`)
}

// modelsByKeyboard: the catalogue without a pointer.
func modelsByKeyboard(p *page) {
	p.home("#room=models")
	p.eval(nil, `find("textbox", "Find").focus()`)
	p.must(p.Type("gpt-4o mini"))
	p.wait("few models", `/^\d of/.test(clean(textOf(deep("models-catalogue [role=status]"))))`)
	for range 60 {
		p.must(p.Press(driver.Tab))
		if p.text(`clean(focused()?.textContent)`) == "GPT-4o mini" {
			break
		}
	}
	p.must(p.Press(driver.Enter))
	p.find("button", "Use GPT-4o mini")
	p.must(p.Press(driver.Tab))
	p.must(p.Press(driver.Enter))
	p.find("button", "Model: GPT-4o mini")
}
