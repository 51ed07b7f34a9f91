package browsers

import (
	"maps"
	"net/http"
	"os"
	"slices"
	"strings"

	"threelimits/scripts/serve/static"
)

// The figures of the first example.
var firstFigures = map[string][]string{
	"llm-context": {"3,260", "1,050,000", "fits"},
	"llm-cost":    {"$0.0100 a request", "$100 a day", "$3,006 a month"},
	"llm-latency": {"5.0 s", "0.6 s"},
}

func (p *page) firstFigures() {
	p.Helper()
	p.wait("the figures of the first example", `((said) => said === "" || said)(Object.entries(arguments[0]).flatMap(([limit, wants]) =>
  wants.filter((want) => !figure(limit).includes(want)).map((want) => limit + " without " + want + ": " + figure(limit))).join("; "))`, firstFigures)
}

// servedPage: the first visit, from nothing to figures, with requests for the site's own files only.
func servedPage(p *page) {
	origin := p.serve(nil)
	p.open(origin)
	p.ready()
	p.firstFigures()
	var elsewhere []string
	p.eval(&elsewhere, `return performance.getEntriesByType("resource").map(({ name }) => name)
	  .filter((name) => new URL(name).origin !== location.origin && !/^(data|blob):/.test(name))`)
	if len(elsewhere) > 0 {
		p.Errorf("the page loaded %q", elsewhere)
	}
	for _, asked := range p.network.requests(origin) {
		name := strings.SplitN(asked, "?", 2)[0]
		if name == "" || "/"+name == recorderPath {
			continue
		}
		if _, err := built.Open(name); err != nil {
			p.Errorf("the page asked for %s, which is not in dist/site", asked)
		}
	}
	for _, late := range []string{"reference.wasm", "vocab/cl100k_base.vocab.gz"} {
		if before := p.network.requests(origin); slices.Contains(before[:min(len(before), 12)], late) {
			p.Errorf("%s is loaded with the page, not when it is needed: %q", late, before)
		}
	}
}

// underAPath: dist/site works wherever a static host puts it.
func underAPath(p *page) {
	origin := p.network.open(http.StripPrefix("/courses/llm", unchanged))
	p.open(origin + "courses/llm/")
	p.ready()
	p.firstFigures()
}

// oneFileFromDisk: the double-clicked file, with no request at all.
func oneFileFromDisk(p *page) {
	before := p.network.everything()
	p.open(p.oneFile())
	p.ready()
	p.firstFigures()
	p.wait("a word where the check would be", `textOf(document.getElementById("check")).includes("leaves it out")`)
	var requests []string
	p.eval(&requests, `return performance.getEntriesByType("resource").map(({ name }) => name).filter((name) => !/^(data|blob):/.test(name))`)
	if now := p.network.everything(); len(requests) > 0 || now > before {
		p.Errorf("the one file made requests: %q, and %d came to the network", requests, now-before)
	}
}

// oneViewOfTheFile: the same file with ?view= shows one element.
func oneViewOfTheFile(p *page) {
	file := p.oneFile()
	p.eachView(file, func(name string, view view) {
		var shown []string
		p.eval(&shown, `return [...elements()].filter((e) => e.getRootNode() === document).map((e) => e.localName).filter((name) => name.startsWith("llm-"))`)
		if !slices.Equal(shown, []string{view.element}) {
			p.Errorf("?view=%s shows %q", name, shown)
		}
	})
}

// sandboxedFile: the one file in an iframe that may run scripts and nothing else, as course platforms embed it.
func sandboxedFile(p *page) {
	html, err := os.ReadFile("../../dist/threelimits.html")
	p.must(err)
	origin := p.network.open(withPages(static.Handler(site{"threelimits.html": html}), map[string]string{
		"/host.html": `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>course</title>
<iframe title="calculator" sandbox="allow-scripts" width="1000" height="800" src="threelimits.html"></iframe>`,
	}))
	p.open(origin + "host.html")
	p.must(p.Enter(p.find("frame", "calculator")))
	p.ready()
	p.firstFigures()
	p.fill("spinbutton", "Answer length in tokens", "1000")
	p.figure("llm-cost", "$0.0165 a request") // 3,260 × $2 + 1,000 × $10 a million
	p.must(p.Leave())
}

// view is a view of embed.html: the element it shows, and the address that gives it something to show.
type view struct {
	element, query string
	ofScenario     bool
}

const viewedScenario = "#model=openai/gpt-5.4&system=800&user=60&output=350&requestsPerDay=10000&ttft=1&tokensPerSecond=50"

// views are all there are (TestEveryViewIsTested), and show all elements that the module defines.
var views = map[string]view{
	"tokens":     {"llm-tokens", viewedScenario, true},
	"context":    {"llm-context", viewedScenario, true},
	"cost":       {"llm-cost", viewedScenario, true},
	"latency":    {"llm-latency", viewedScenario, true},
	"sampling":   {"llm-sampling", `#distribution={"the":0.5,"a":0.3}&temperature=0.7&topK=2`, false},
	"exercise":   {"llm-exercise", "&src=exercises/choice-caching.json&student=anna", false},
	"flashcards": {"llm-flashcards", "&src=decks/lesson.json", false},
	"lesson":     {"llm-lesson", "&src=lessons/three-limits.json", false},
}

// eachView opens every view at an address, embed.html's or the one file's, and waits until it shows something.
func (p *page) eachView(address string, do func(name string, shown view)) {
	p.Helper()
	for _, name := range slices.Sorted(maps.Keys(views)) {
		p.open(address + "?view=" + name + views[name].query)
		p.wait("the view of "+name, `/\w/.test(textOfElement(arguments[0]))`, views[name].element)
		do(name, views[name])
	}
}
