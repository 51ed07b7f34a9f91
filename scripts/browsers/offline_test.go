package browsers

import (
	"io/fs"
	"net/http"
	"path"
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

// openTab: a release comes while a tab is open. The server no longer has the old one's files, and the tab still enters each room it had not entered;
// without a copy it says what to do, and the text is there after reloading.
func openTab(p *page) {
	p.expect(failedLoad)
	gone := func(w http.ResponseWriter, r *http.Request) {
		if path.Ext(r.URL.Path) == ".js" && r.URL.Path != "/service-worker.js" {
			http.NotFound(w, r)
			return
		}
		unchanged.ServeHTTP(w, r)
	}
	origin := p.network.open(unchanged)
	p.open(origin)
	p.ready()
	p.wait("the service worker to have kept everything", `navigator.serviceWorker.controller !== null`)
	p.network.answer(origin, http.HandlerFunc(gone))
	for _, room := range []string{"Tokens", "Models", "Bills", "Learn"} {
		p.click("link", room)
		p.wait("the room "+room, `customElements.get("room-" + arguments[0]) !== undefined || textOf(document.querySelector("page-room"))`, strings.ToLower(room))
	}

	origin = p.serve(nil) // its service worker keeps nothing
	p.open(origin)
	p.ready()
	p.startEmpty()
	p.must(p.Type("typed before"))
	p.counts(userPart, p.tokens("typed before"))
	p.network.answer(origin, http.HandlerFunc(gone))
	p.click("link", "Models")
	p.wait("what to do", `all("alert").some((e) => /newer release/.test(textOf(e))) || all("alert").map(textOf).join()`)
	p.network.answer(origin, idle)
	p.click("button", "reload the page")
	p.wait("the room", `customElements.get("room-models") !== undefined`)
	p.click("link", "Request")
	if got := p.holds(userPart); got != "typed before" {
		p.Errorf("after reloading the editor holds %q", got)
	}
}
