package browsers

import (
	"io/fs"
	"strings"

	"threelimits/scripts/browsers/driver"
	"threelimits/scripts/serve/static"
)

// offline: after the first visit the page works without its server, and counts exactly.
func offline(p *page) {
	origin := p.network.open(unchanged)
	p.open(origin)
	p.ready()
	p.wait("the service worker to have kept everything", `navigator.serviceWorker.controller !== null`)
	p.network.stop(origin)
	p.expect(failedLoad)

	p.open(origin) // Marionette's Refresh passes over service workers; a person's, as location.reload(), does not
	p.ready()
	p.firstFigures()
	p.startEmpty()
	p.must(p.Type("offline, all the same"))
	p.counts(userPart, p.tokens("offline, all the same"))
	p.must(p.Press(driver.Control, "k"))
	p.must(p.Type("gpt-4 turbo")) // counts with cl100k_base: a vocabulary not asked for until now
	p.must(p.Press(driver.Enter))
	p.wait("the other model's count", `/GPT-4 Turbo/.test(textOf(document.querySelector(".sentence"))) && counted(arguments[0]) === "5"|| counted(arguments[0])`, userPart)

	p.open(origin + "embed.html?view=cost#model=openai/gpt-5.4&system=800&output=350")
	p.figure("llm-cost", "a request")
}

// newRelease: what the server has is shown, not what an older visit kept.
func newRelease(p *page) {
	origin := p.network.open(unchanged)
	p.open(origin)
	p.ready()
	p.wait("the service worker in control", `navigator.serviceWorker.controller !== null`)
	index, err := fs.ReadFile(built, "index.html")
	p.must(err)
	worker, err := fs.ReadFile(built, "service-worker.js")
	p.must(err)
	newer := site{"service-worker.js": worker, "index.html": []byte(strings.Replace(string(index), "<h1>Three Limits</h1>", "<h1>Three Limits, newer</h1>", 1))}
	p.network.answer(origin, static.Handler(newer))
	p.must(p.Reload())
	p.find("heading", "Three Limits, newer")
}
