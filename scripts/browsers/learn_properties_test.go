package browsers

import (
	"threelimits/scripts/browsers/driver"
)

// pieces are the texts of what an encoding cuts, with their ids: "·hello 40617".
func (p *page) pieces(what, encoding, want string) {
	p.Helper()
	p.wait(what, `((seen) => seen === arguments[1] || seen)([...document.querySelectorAll('learn-tokens .pieces[aria-label="Pieces by ' + arguments[0] + '"] li')]
  .map((piece) => clean(textOf(piece))).join(" | "))`, encoding, want)
}

// worksInTokens: what is prepared, what is typed, two tokenizers beside each other, a marked letter, a text too long to list.
func worksInTokens(p *page) {
	p.home("#room=learn/tokens")
	p.find("heading", "It works in tokens")
	p.click("button", "Numbers")
	p.pieces("threes", "o200k_base", "123 7633 | 456 19354 | 7 22 | ·+ 659 | · 220 | 89 7479 | ·= 314 | · 220 | 123 7633 | 465 36575 | 6 21")
	p.wait("single digits", `document.querySelectorAll('learn-tokens .pieces[aria-label="Pieces by qwen3"] li').length === 20`)
	p.pick("And beside it, by", "")
	p.click("textbox", "Text")
	p.must(p.Press(driver.Control, "a"))
	p.must(p.Type("strawberry"))
	p.pieces("what was typed", "o200k_base", "st 302 | raw 1618 | berry 19772")
	p.fill("textbox", "Mark a letter", "R")
	p.wait("the letter", `((said) => said.includes("3 numbers for 10 characters and 1 word.") && said.includes("The text has “R” 3 times") || said)(clean(textOf(find("region", "What the model gets") ?? deep("learn-tokens .sees"))))`)
	p.wait("it is marked", `[...document.querySelectorAll("learn-tokens .pieces mark")].map((mark) => mark.textContent).join("") === "rrr"`)
	p.pick("Cut by", "cl100k_base")
	p.pieces("the other tokenizer's", "cl100k_base", "str 496 | aw 675 | berry 15717")

	p.click("button", "An emoji")
	p.pieces("characters of several tokens", "o200k_base", "👩 28823 F0 9F 91 102 A9 | ZWJ 2524 | 🚀 112927 F0 9F 9A 222 80 | ·and 326 | ·🦩 9552 20 F0 9F 99 A6 102 A9")
	p.click("button", "Other languages")
	p.click("button", "Burmese")
	p.wait("its sentence", `editorOf("Text").text.startsWith("လူတိုင်း")`)
	p.wait("what it costs", `((cells) => Number(cells.at(-1).textContent.replace("×", "")) > 3 || cells.at(-1).textContent)([...find("button", "Burmese").closest("tr").cells])`)

	p.eval(nil, `editorOf("Text").text = "word ".repeat(600)`)
	p.wait("a long text is counted and not listed", `((said) => said.includes("601 numbers") && said.includes("listed for texts of up to 2,000 characters") || said)(clean(textOf(deep("learn-tokens .sees"))))`)
}

// answered waits for the last answer of the chat.
func (p *page) answered(want string) {
	p.Helper()
	p.wait("the answer", `((said) => said === arguments[0] || said)(clean(textOf([...document.querySelectorAll("learn-stateless .answered")].at(-1) ?? document.createElement("p"))))`, "Answer "+want)
}

// remembersNothing: by keyboard. With the history it knows, without it it does not; the request says why, and the figures are those of the request.
func remembersNothing(p *page) {
	p.home("#room=learn/stateless&model=openai/gpt-6.1-sol&priceInput=2&priceOutput=10")
	p.find("heading", "It remembers nothing")
	p.click("textbox", "Your message")
	p.must(p.Press(driver.Enter))
	p.find("alert", "There is nothing to send: type a message.")
	p.must(p.Type("My name is Ada."))
	p.must(p.Press(driver.Enter))
	p.answered("Noted: your name is Ada.")
	// 5 tokens of the text, and by OpenAI's rule 3 and a role for the message, 3 before the answer; the answer has 8.
	p.wait("the first turn", `((row) => row === "1 12 12 $0.000104 $0.000104" || row)(clean([...document.querySelectorAll("learn-stateless tbody tr:first-child > *")].map(textOf).join(" ")))`)
	p.must(p.Type("What is my name?"))
	p.must(p.Press(driver.Enter))
	p.answered("Your name is Ada.")
	p.find("region", "Request 2 as JSON")
	p.wait("the history in it", `((sent) => sent.messages.map(({ role, content }) => role + ": " + content).join(" | ") === "user: My name is Ada. | assistant: Noted: your name is Ada. | user: What is my name?" || JSON.stringify(sent))(
  JSON.parse(find("region", "Request 2 as JSON").textContent))`)

	p.tabTo("button “Send”") // and back to what is sent along, which stands before it
	p.click("button", "nothing")
	p.fill("textbox", "Your message", "What is my name?")
	p.must(p.Press(driver.Tab))
	p.must(p.Press(driver.Enter))
	p.answered("I have not been told. Your message is all there is in this request.")
	p.wait("the message alone", `JSON.parse(find("region", "Request 3 as JSON").textContent).messages.length === 1`)
	p.wait("sums of what was sent", `((rows) => rows.length === 3 && rows[2][1] === rows[0][1] && rows.reduce((sum, row) => sum + row[1], 0) === rows[2][2] || JSON.stringify(rows))(
  [...document.querySelectorAll("learn-stateless tbody tr")].map((row) => [...row.cells].map((cell) => Number(cell.textContent))))`)

	p.click("button", "The last two turns")
	p.answered("I have not been told, or don’t understand: 5 messages in this request, and no statement in them has the word “name”.")
	p.eval(nil, `const field = find("textbox", "Your message"); field.value = "x".repeat(1_000_000); field.dispatchEvent(new Event("input"))`)
	p.click("button", "Send")
	p.find("alert", "The message has 1,000,000 characters; at most 20,000 are sent here. It is kept as you typed it.")
	p.wait("it is kept", `find("textbox", "Your message").value.length === 1_000_000`)
}

// oddsOfDate are the two chances that are shown, "1 in 6.2" as 6.2, once they are of the point as it stands.
const oddsOfDate = `(() => clean(textOf(deep("#date-point-said"))).includes("training") ? [] : [...document.querySelectorAll("learn-date .sides b")].map((odds) => Number(odds.textContent.replace(/^1 in |,/g, ""))))()`

// stopsOnADate: what came after the point surprises a model; the point is moved by keys; texts of one's own; the models' dates.
func stopsOnADate(p *page) {
	p.home("#room=learn/date")
	p.find("heading", "It stops on a date")
	slider := p.find("slider", "Trained up to")
	p.wait("a step at the date", `((odds) => odds.length === 2 && odds[1] > 3 * odds[0] || odds.join())(`+oddsOfDate+`)`)
	early := p.text(`deep("#date-point-said").textContent`)
	p.eval(nil, `arguments[0].focus()`, slider)
	p.must(p.Press(driver.End))
	p.wait("the end of the text", `document.querySelectorAll("learn-date .surprise .later").length === 1 && find("slider", "Trained up to").getAttribute("aria-valuetext") !== arguments[0]`, early)
	p.must(p.Press(driver.Left))
	p.wait("a stretch less", `document.querySelectorAll("learn-date .surprise .later").length === 2`)
	p.find("img", "/^Surprise over the text: 1 in [0-9.,]+ before the point, 1 in [0-9.,]+ after it$/")

	p.pick("Trained on", "own")
	p.click("button", "Train on it")
	p.find("alert", "There is no text to train on.")
	p.fill("textbox", "Your text", "word")
	p.click("button", "Train on it")
	p.find("alert", "/too short/")
	p.eval(nil, `const field = find("textbox", "Your text"); field.value = "one two three four five six ".repeat(40_000).slice(0, 1_000_000); field.dispatchEvent(new Event("input"))`)
	p.click("button", "Train on it")
	p.wait("a million characters, half of them read", `/^107,\d{3} of 214,287 tokens\. /.test(clean(textOf(deep("#date-point-said")))) || clean(textOf(deep("#date-point-said")))`)

	p.wait("the model in use", `clean(textOf(deep("date-timeline .mine") ?? document.createElement("p"))).startsWith("GPT-6.1 Sol OpenAI · in use")`)
	p.pick("Vendor", "Anthropic")
	p.wait("its models, the latest first", `((rows) => rows.length > 5 && rows.every((row) => row.includes("Anthropic")) && [...document.querySelectorAll("date-timeline tbody tr")].map(({ cells }) => Number(cells[2].textContent)).every((months, i, all) => i === 0 || months >= all[i - 1]) || rows.join())(
  [...document.querySelectorAll("date-timeline tbody tr")].map(textOf))`)
}

// propertiesStates opens the three properties with something in them, and something wrong.
func (p *page) propertiesStates(do func(state string)) {
	p.Helper()
	p.click("link", "It works in tokens")
	p.click("button", "Other languages")
	p.find("button", "Burmese")
	do("It works in tokens")
	p.click("link", "It remembers nothing")
	p.click("button", "The last two turns")
	p.answered("I have not been told, or don’t understand: 5 messages in this request, and no statement in them has the word “name”.")
	p.click("button", "Send")
	p.find("alert", "/nothing to send/")
	do("It remembers nothing")
	p.click("link", "It stops on a date")
	p.wait("the picture", `document.querySelectorAll("learn-date .surprise path").length > 30`)
	p.eval(nil, `for (const details of document.querySelectorAll("learn-date details")) details.open = true`)
	p.pick("Trained on", "own")
	p.click("button", "Train on it")
	p.find("alert", "There is no text to train on.")
	do("It stops on a date")
}
