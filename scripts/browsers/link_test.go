package browsers

import (
	"fmt"
	"slices"
	"strings"

	"threelimits/scripts/browsers/driver"
)

// snapshot is what a person sees of the scenario: the three limits in words, the sentence, and every control's value.
func (p *page) snapshot() (seen []string) {
	p.Helper()
	p.wait("the counts to be settled", "settled()")
	p.eval(&seen, `return [
  ...["llm-context", "llm-cost", "llm-latency"].map((limit) => limit + ": " + figure(limit)),
  ...["spinbutton", "combobox"].flatMap((role) => [...elements()].filter((e) => roleOf(e) === role && e.closest("details, .sentence") && !e.closest("page-model"))
    .map((e) => nameOf(e) + " = " + e.value)),
]`)
	return seen
}

// awaitSnapshot waits until the page shows this.
func (p *page) awaitSnapshot(what string, want []string) {
	p.Helper()
	var got []string
	err := driver.Until(what, func() (bool, error) {
		got = p.snapshot()
		return slices.Equal(got, want), nil
	})
	if err != nil {
		p.Errorf("%v: it shows\n%s\nwant\n%s", err, strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// linkRoundTrip: the address of a changed page, opened by someone else, gives the same page.
func linkRoundTrip(p *page) {
	p.emptied()
	const text = "Why is the sky blue? 100% sure & a #tag = 🙂\nSecond line."
	p.paste(text)
	p.counts(userPart, p.tokens(text))
	for name, value := range map[string]string{"Answer length in tokens": "1234", "Requests or conversations a day": "2500"} {
		p.fill("spinbutton", name, value)
	}
	p.must(p.Press(driver.Control, "k"))
	p.must(p.Type("gpt-5.4 mini"))
	p.must(p.Press(driver.Enter))
	link := fmt.Sprintf("model=openai/gpt-5.4-mini&user=%d&output=1234&requestsPerDay=2500", p.tokens(text))
	p.wait("all of it in the address", `hasLink(arguments[0]) && hasLink("asOf=" + new URLSearchParams(location.hash.slice(1)).get("asOf")) || location.hash`, link)
	fragment := p.text("location.hash")
	if strings.Contains(fragment, "sky") {
		p.Errorf("the text is in the address without being asked for: %s", fragment)
	}
	if !strings.Contains(fragment, "asOf=20") {
		p.Errorf("the address does not say whose day's prices it shows: %s", fragment)
	}
	want := p.snapshot()

	p.open(p.serve(nil) + fragment)
	p.ready()
	p.awaitSnapshot("the same page from the link", want)
	p.wait("the same link again", `location.hash === arguments[0] || location.hash`, fragment)

	p.must(p.Reload())
	p.ready()
	p.awaitSnapshot("the same page after reloading", want)
}

// textInLink: with the text asked for, the link carries it, to the character.
func textInLink(p *page) {
	p.emptied()
	const text = "Tabs\tand lines\nand 50% & #, + = ü 🙂 <b>"
	p.paste(text)
	p.counts(userPart, p.tokens(text))
	p.click("checkbox", "include my text in the link")
	p.wait("the text in the address", `new URLSearchParams(location.hash.slice(1)).get("userText") === arguments[0] || location.hash`, text)
	fragment := p.text("location.hash")
	p.open(p.serve(nil) + fragment)
	p.ready()
	p.counts(userPart, p.tokens(text))
	if got := p.holds(userPart); got != text {
		p.Errorf("from the link %q, sent was %q", got, text)
	}
}

// typedIntoTextLink: what is typed to a text that came in a link stays out of the address, and the text with it, until someone asks.
func typedIntoTextLink(p *page) {
	const given = "Text that came in the link."
	p.open(p.network.home() + "#model=openai/gpt-4o&userText=Text+that+came+in+the+link.")
	p.ready()
	p.counts(userPart, p.tokens(given))
	p.wait("the text to be in the address, where it came from", `new URLSearchParams(location.hash.slice(1)).get("userText") === arguments[0] || location.hash`, given)
	p.edit(userPart)
	p.must(p.Press(driver.Control, driver.End))
	p.must(p.Type(" And a secret."))
	p.counts(userPart, p.tokens(given+" And a secret."))
	p.wait("the count in the address, and no text", fmt.Sprintf(`hasLink("user=%d") && !/Text=|secret|came/.test(location.hash) || location.hash`, p.tokens(given+" And a secret.")))
	p.fill("spinbutton", "Answer length in tokens", "777")
	p.wait("the next change, and no text", `hasLink("output=777") && !/Text=|secret|came/.test(location.hash) || location.hash`)
	p.click("link", "Tokens")
	p.find("heading", "/^Tokens/")
	p.wait("no text in another room", `hasLink("room=tokens") && !/Text=|secret|came/.test(location.hash) || location.hash`)
}

// numbersOfAnotherModel: a number that was typed for one tokenizer is a range for another, here and for whom the link is sent to; one that came
// from a text is counted again.
func numbersOfAnotherModel(p *page) {
	p.open(p.network.home() + "#model=openai/gpt-4o&system=3260&output=10")
	p.ready()
	p.figure("llm-context", "3,260 of")
	p.must(p.Press(driver.Control, "k"))
	p.must(p.Type("Claude Opus 5"))
	p.must(p.Press(driver.Enter))
	p.figure("llm-context", "3,912–5,868 of")
	p.says("page-parts", "/Typed when the model was GPT-4o: 3,912–5,868 tokens of Claude Opus 5/")
	p.wait("whose number it is in the address", `hasLink("system=3260@openai/gpt-4o") || location.hash`)
	fragment := p.text("location.hash")
	want := p.snapshot()
	p.open(p.serve(nil) + fragment)
	p.ready()
	p.awaitSnapshot("the same page from the link", want)
	p.says("page-parts", "/Typed when the model was GPT-4o/")
	p.click("button", "System prompt: the number is of Claude Opus 5")
	p.figure("llm-context", "3,260 of")
	p.wait("no model of its own in the address", `hasLink("system=3260&output=10") || location.hash`)

	p.emptied()
	p.paste("Counted from a text, and then kept as a number.")
	p.counts(userPart, p.tokens("Counted from a text, and then kept as a number."))
	pick := func(name, window string) (figure string) {
		p.must(p.Press(driver.Control, "k"))
		p.must(p.Type(name))
		p.must(p.Press(driver.Enter))
		p.figure("llm-context", window)
		return p.snapshot()[0]
	}
	measured := pick("Claude Opus 5", "of 1,000,000")
	pick("GPT-4o", "of 128,000")
	p.click("button", userPart+": set a number instead")
	if got := pick("Claude Opus 5", "of 1,000,000"); got != measured {
		p.Errorf("a number that came from a text is %q for another model, the text %q", got, measured)
	}
}

// formatInTextLink: what a link says of the chat format holds beside its texts, until one of them is changed.
func formatInTextLink(p *page) {
	p.open(p.network.home() + "#model=openai/gpt-4o&user=1&overhead=24..27..30&userText=hello")
	p.ready()
	p.figure("llm-context", "25–31 of")
	p.says("page-format", "/24–30 tokens, as the link gives it, counted in/")
	p.wait("it in the address", `hasLink("user=1&overhead=24..27..30") || location.hash`)
	p.edit(userPart)
	p.must(p.Press(driver.Control, driver.End))
	p.must(p.Type(" world"))
	p.says("page-format", "/Chat format: \\d+–\\d+ tokens, estimate, counted in/")
	p.figure("llm-context", "6–12 of")
}

// keptOnReload: a text that is not in the link is still there after reloading this tab.
func keptOnReload(p *page) {
	p.emptied()
	p.must(p.Type("kept in this tab"))
	p.counts(userPart, p.tokens("kept in this tab"))
	p.wait("the count in the address", fmt.Sprintf(`hasLink("user=%d") || location.hash`, p.tokens("kept in this tab")))
	p.must(p.Reload())
	p.ready()
	p.counts(userPart, p.tokens("kept in this tab"))
}

// undoKeptOnReload: what took a text's place can be undone after a reload, too.
func undoKeptOnReload(p *page) {
	p.emptied()
	p.must(p.Type("what stood here first"))
	p.counts(userPart, p.tokens("what stood here first"))
	p.click("button", "Start empty")
	p.find("button", "Undo")
	p.edit(userPart)
	p.must(p.Type("and then this"))
	p.wait("the count in the address", fmt.Sprintf(`hasLink("user=%d") || location.hash`, p.tokens("and then this")))
	p.must(p.Reload())
	p.ready()
	p.counts(userPart, p.tokens("and then this"))
	p.click("button", "Undo")
	p.counts(userPart, p.tokens("what stood here first"))
	if got := p.holds(userPart); got != "what stood here first" {
		p.Errorf("undone, the editor holds %q", got)
	}
}

// fragmentTyped: another fragment in the same tab is followed, also by the way back.
func fragmentTyped(p *page) {
	p.home("")
	p.eval(nil, `location.hash = "#system=100&user=50&output=10"`)
	p.figure("llm-context", "150 of")
	p.eval(nil, `location.hash = "#system=200&user=50&output=10"`)
	p.figure("llm-context", "250 of")
	p.eval(nil, "history.back()") // a driver's way back passes over what no person's hand brought about
	p.figure("llm-context", "150 of")

	// A change of the page's own that is due to be written gives way to where the person goes: the page is busy until both are pending.
	p.eval(nil, `const answer = find("spinbutton", "Answer length in tokens");
answer.value = "20";
answer.dispatchEvent(new Event("input", { bubbles: true }));
await new Promise((done) => setTimeout(done));
for (const start = performance.now(); performance.now() - start < 600;);
location.hash = "#system=300&user=50&output=10";`)
	p.figure("llm-context", "350 of")
}

// manyChanges: typing much in little time changes the address seldom enough for WebKit, which throws at the 101st change in 10 s.
func manyChanges(p *page) {
	p.emptied()
	p.eval(nil, `window.changes = 0;
const replace = history.replaceState;
history.replaceState = function (...given) { window.changes++; return replace.apply(this, given); };`)
	text := strings.Repeat("one two three four ", 15)
	p.must(p.Type(text))
	p.counts(userPart, p.tokens(text))
	p.wait("the count in the address", fmt.Sprintf(`hasLink("user=%d") || location.hash`, p.tokens(text)))
	var changes int
	if p.eval(&changes, "return window.changes"); changes == 0 || changes >= 100 {
		p.Errorf("%d keys changed the address %d times", len(text), changes)
	}
}

// copyLink: the button says what it did, and what it copied is the page's address.
func copyLink(p *page) {
	p.home("")
	p.click("button", "Copy the link")
	p.wait("a word about it", `/Copied|did not allow/.test(textOf(document.querySelector("page-share")))`)
}

// rooms: each has an address and is a step of the history; the scenario goes along, there and back.
func rooms(p *page) {
	p.emptied()
	p.must(p.Type("kept everywhere"))
	p.counts(userPart, p.tokens("kept everywhere"))
	p.pageCounts(p.tokens("kept everywhere")) // the link is written when one comes to it
	p.eval(nil, `find("link", "Tokens").focus()`)
	p.wait("the scenario in the link, for another tab", `/room=tokens.*user=3/.test(find("link", "Tokens").href) || find("link", "Tokens").href`)
	p.click("link", "Tokens")
	p.find("heading", "/^Tokens/")
	p.wait("the room in the address", `hasLink("room=tokens&user=3") || location.hash`)
	p.fill("spinbutton", "Answer length in tokens", "777")
	p.wait("a change made there in the address", `hasLink("room=tokens&output=777") || location.hash`)
	p.eval(nil, "history.back()")
	p.find("button", userPart)
	p.wait("the change to be kept on the way back", `hasLink("output=777") && !hasLink("room=tokens") || location.hash`)
	if got := p.holds(userPart); got != "kept everywhere" {
		p.Errorf("back from the room, the editor holds %q", got)
	}
	p.eval(nil, "history.forward()")
	p.wait("the room again", `hasLink("room=tokens&output=777") || location.hash`)
	p.must(p.Reload())
	p.find("heading", "/^Tokens/")
	p.click("link", "Request")
	p.counts(userPart, p.tokens("kept everywhere"))

	p.open(p.network.home() + "#room=cellar&user=9")
	p.find("alert", "/no room “cellar”/")
	p.figure("llm-context", "9 of")
}
