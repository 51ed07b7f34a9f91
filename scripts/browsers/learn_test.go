package browsers

import (
	"strings"

	"threelimits/scripts/browsers/driver"
)

// written is the text of the loop, and what was generated of it.
func (p *page) written() string {
	p.Helper()
	return p.text(`deep("learn-loop .written").textContent`)
}

// steps presses Step so many times, and waits for each token.
func (p *page) steps(n int) {
	p.Helper()
	for range n {
		before := p.text(`document.querySelectorAll("learn-loop .written mark").length`)
		p.click("button", "Step")
		p.wait("another token", `String(document.querySelectorAll("learn-loop .written mark").length) !== arguments[0]`, before)
		p.wait("what comes next", `document.querySelector("learn-loop tr.drawn") !== null || clean(textOf(deep("learn-loop [role=status]"))) !== ""`)
	}
}

// loopTrained opens the loop and waits for its first distribution.
func (p *page) loopTrained() {
	p.Helper()
	p.home("#room=learn/loop")
	p.find("heading", "The generation loop")
	p.wait("the first distribution", `document.querySelectorAll("learn-loop tbody tr").length > 10`)
	p.eval(nil, `deep("learn-loop .more").open = true`)
}

// generationLoop: a token at a time; the same seed writes the same again, another need not; temperature 0 takes the likeliest.
func generationLoop(p *page) {
	p.loopTrained()
	p.steps(5)
	first := p.written()
	p.click("button", "Start again")
	p.wait("nothing written", `document.querySelectorAll("learn-loop .written mark").length === 0`)
	p.steps(5)
	if again := p.written(); again != first {
		p.Errorf("the same seed wrote %q, and then %q", first, again)
	}
	p.click("button", "Back")
	p.wait("one token less", `document.querySelectorAll("learn-loop .written mark").length === 4`)

	p.fill("textbox", "temperature", "0")
	p.wait("the likeliest alone", `((rows) => rows[0].classList.contains("drawn") && rows[0].textContent.includes("100.00%") && rows[1].textContent.includes("cut by temperature"))(document.querySelectorAll("learn-loop tbody tr"))`)
	p.fill("textbox", "temperature", "warm")
	p.wait("what is wrong", `clean(textOf(deep("#loop-temperature-said"))).includes("is not a number")`)
	p.fill("textbox", "temperature", "1")
	p.fill("textbox", "top_k", "3")
	p.wait("three left", `[...document.querySelectorAll("learn-loop tbody tr")].filter((row) => row.textContent.includes("cut by top_k")).length === 7`)
	p.fill("textbox", "top_p", "1.5")
	p.wait("what is accepted", `document.getElementById("loop-topP").ariaInvalid === "true" || document.getElementById("loop-topP").getAttribute("aria-invalid")`)
	p.fill("textbox", "top_p", "1")
	p.wait("a distribution again", `document.querySelectorAll("learn-loop tbody tr").length > 10`)

	p.click("button", "Draw it 1,000 times")
	p.wait("a thousand draws", `((counts) => counts.length > 0 && counts.reduce((a, b) => a + b) === 1000 || String(counts))(
  [...document.querySelectorAll("learn-loop .draws tbody tr > .number:nth-child(2)")].map((cell) => Number(cell.textContent.replace(",", ""))))`)
}

// branching: another token than the drawn one; max_tokens and a stop sequence end it; playing writes on by itself.
func branching(p *page) {
	p.loopTrained()
	other := p.text(`document.querySelectorAll("learn-loop tbody .token")[3].textContent`)
	p.click("button", other)
	p.wait("it stands there", `clean(document.querySelector("learn-loop .written mark").textContent) === clean(arguments[0].replaceAll("·", " "))`, other)
	p.fill("textbox", "max_tokens", "4")
	p.click("button", "Play")
	p.wait("four tokens and no more", `((said) => said.includes("max_tokens is reached") && said.includes("4 tokens") || said)(clean(textOf(deep("learn-loop [role=status]"))))`)
	// What is shown is what was written and paid; with fewer allowed by now nothing more is.
	p.says("learn-loop", "/and 4 written/")
	p.wait("four tokens", `document.querySelectorAll("learn-loop .written mark").length === 4`)
	p.fill("textbox", "max_tokens", "2")
	p.wait("the end, still", `find("button", "Step").disabled && clean(textOf(deep("learn-loop [role=status]"))).includes("4 tokens")`)
	p.fill("textbox", "max_tokens", "5")
	p.steps(1)
	p.says("learn-loop", "/and 5 written/")
	p.wait("five tokens and the end", `document.querySelectorAll("learn-loop .written mark").length === 5 && find("button", "Step").disabled`)
	p.click("button", "Start again")
	p.fill("textbox", "max_tokens", "500")
	p.fill("textbox", "Stop sequence", "e")
	p.click("button", "Play")
	p.wait("the stop sequence", `((said) => said.includes("stop sequence came up") || said)(clean(textOf(deep("learn-loop [role=status]"))))`)
}

// ownTraining: a text of one's own is what it writes from, and none is said.
func ownTraining(p *page) {
	p.loopTrained()
	p.pick("Trained on", "own")
	p.click("button", "Train on it")
	p.find("alert", "There is no text to train on.")
	p.fill("textbox", "Your text", strings.Repeat("one two three ", 5))
	p.click("button", "Train on it")
	p.wait("what it learned", `((said) => /Trained on 1\d tokens: it knows \d different/.test(said) || said)(clean(textOf(deep("learn-loop"))))`)
	p.fill("textbox", "What stands there first", "one two")
	p.fill("textbox", "temperature", "0")
	p.wait("the only thing it can say", `document.querySelector("learn-loop tr.drawn .token")?.textContent === "·three" || document.querySelector("learn-loop tr.drawn .token")?.textContent`)
}

// eachLesson opens the tools of the room Learn, with something in them and something wrong.
func (p *page) eachLesson(do func(state string)) {
	p.Helper()
	p.loopTrained()
	p.steps(2)
	p.click("button", "Draw it 1,000 times")
	p.wait("the draws", `document.querySelector("learn-loop .draws") !== null`)
	do("The generation loop")
	p.fill("textbox", "temperature", "warm")
	p.wait("what is wrong", `clean(textOf(deep("#loop-temperature-said"))).includes("is not a number")`)
	do("The generation loop, something wrong")
	p.lessonStates(do)
	p.practiseStates(do)
	p.propertiesStates(do)
	p.realStates(do)
}

// loopByKeyboard: the loop without a pointer.
func loopByKeyboard(p *page) {
	p.loopTrained()
	p.eval(nil, `find("button", "Step").focus()`)
	p.must(p.Press(driver.Enter))
	p.wait("a token", `document.querySelectorAll("learn-loop .written mark").length === 1`)
	p.wait("the focus where it was", `clean(focused()?.textContent) === "Step"`)
	p.must(p.Press(driver.Space))
	p.wait("another", `document.querySelectorAll("learn-loop .written mark").length === 2`)
}
