package browsers

import (
	"regexp"
	"slices"
	"strings"
)

// referenceCheck: tiktoken-go itself counts the same texts in the page, token for token the same.
func referenceCheck(p *page) {
	origin := p.serve(nil)
	p.open(origin)
	p.ready()
	if slices.Contains(p.network.requests(origin), "reference.wasm") {
		p.Error("reference.wasm was loaded before it was asked for")
	}
	p.click("button", "Check against tiktoken-go")
	p.wait("the verdict", `/Equal, token for token/.test(checkText()) || checkText()`)
	for _, row := range []string{"System prompt 800 in # ms 800 in # ms the same", "Documents 2,400 in # ms 2,400 in # ms the same", "User’s message 60 in # ms 60 in # ms the same"} {
		p.wait(row, `checkText().replace(/in [\d.,]+ ms/g, "in # ms").includes(arguments[0]) || checkText()`, row)
	}
}

// referenceDifference: where tiktoken-go's Unicode tables are older, the check says where, and that it is known.
func referenceDifference(p *page) {
	p.emptied()
	const text = "An old spelling: I'ſ" // the official core takes ſ for an s here, tiktoken-go does not
	p.paste(text)
	p.counts(userPart, p.tokens(text))
	p.click("button", "Check against tiktoken-go")
	p.wait("the difference, explained", `/different from character .*A known difference: .*U\+017F/.test(checkText()) || checkText()`)
}

// referenceStopped: tiktoken-go needs minutes for some texts. Stopping it ends it at once, and a later check works.
func referenceStopped(p *page) {
	// Firefox says so on the console when a page goes on before its service worker has answered.
	p.expect(regexp.MustCompile("Service Worker Interception: Failed to load .*reference.wasm"))
	p.emptied()
	slow := strings.Repeat("a", 100_000)
	p.paste(slow)
	p.counts(userPart, p.tokens(slow))
	p.click("button", "Check against tiktoken-go")
	p.wait("the check to run", `/counting user/.test(checkText()) || checkText()`)
	p.click("button", "Stop")
	p.wait("the check to have stopped", `/Stopped/.test(checkText()) || checkText()`)
	p.click("button", "Start empty")
	p.edit(userPart)
	p.must(p.Type("short"))
	p.counts(userPart, p.tokens("short"))
	p.click("button", "Check against tiktoken-go")
	p.wait("the next check's verdict", `/Equal, token for token/.test(checkText()) || checkText()`)
}
