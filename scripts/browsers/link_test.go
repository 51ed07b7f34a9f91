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
