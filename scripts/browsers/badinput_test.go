package browsers

import (
	"bytes"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"regexp"
	"strconv"
	"strings"
	"time"

	"threelimits/scripts/browsers/driver"
)

// badNumbers: each is answered by a sentence beside the control, stays as typed while one is there, and the next good number works.
func badNumbers(p *page) {
	p.visit("")
	p.reset()
	whole := []string{"1.5", "99999999999999999999"} // no part of a token, and not beyond what a JSON number holds
	for name, bad := range map[string][]string{
		"Answer length in tokens":                {"-5", "1e400", "abc", "--", "1,2,3.4.5", "1.5", "99999999999999999999"},
		"max_tokens":                             whole,
		"Turns of a conversation":                whole,
		"Window":                                 whole,
		"Reasoning tokens":                       whole,
		"Input price":                            {"-5", "1e400", "free"},
		"Days a month":                           {"-1", "month"},
		"Requests or conversations a day":        {"-1", "1e400"},
		"Time to first token (TTFT), in seconds": {"-0.1", "soon"},
		"Tokens per second":                      {"0", "-80"}, // a division
	} {
		for _, text := range bad {
			p.fill("spinbutton", name, text)
			p.wait(fmt.Sprintf("a sentence about %q in %s", text, name), `(() => {
  const input = find("spinbutton", arguments[0]);
  const message = document.getElementById(input.getAttribute("aria-errormessage"));
  return input.value === arguments[1] && input.getAttribute("aria-invalid") === "true" && visible(message) && /\w+ \w+/.test(message.textContent) && !/undefined|NaN|\[object/.test(message.textContent)
    || [input.value, input.getAttribute("aria-invalid"), message?.textContent].join(" | ");
})()`, name, text)
		}
		p.wait("figures that are figures", `["llm-context", "llm-cost", "llm-latency"].every((limit) => !/NaN|undefined|Infinity|∞/.test(textOfElement(limit)))`)
		p.fill("spinbutton", name, "7")
		p.wait("no sentence any more about "+name, `find("spinbutton", arguments[0]).getAttribute("aria-invalid") === "false" && all("alert").every((e) => clean(textOf(e)) === "")`, name)
		p.reset()
	}
}

// typedNumbers: numbers as people type them are what they mean, shown in groups when left; what cannot be read leaves the figures as they were before its
// typing, and a total scales the parts of the request.
func typedNumbers(p *page) {
	p.home("")
	p.reset()
	const traffic = "Requests or conversations a day"
	shows := func(name, shown string) {
		p.must(p.Press(driver.Tab))
		p.wait(name+" to show "+shown, `find("spinbutton", arguments[0]).value === arguments[1] || find("spinbutton", arguments[0]).value`, name, shown)
	}
	for _, test := range []struct{ typed, link, shown string }{
		{"50k", "requestsPerDay=50000", "50,000"}, {"1.2M", "requestsPerDay=1200000", "1,200,000"}, {"1e3", "requestsPerDay=1000", "1,000"}, {"10,0000", "requestsPerDay=100000", "100,000"},
	} {
		p.fill("spinbutton", traffic, test.typed)
		p.wait(test.typed+" in the link", `hasLink(arguments[0]) || location.hash`, test.link)
		shows(traffic, test.shown)
	}
	for _, typed := range []string{"1,5", "50x", "1,5 pasted"} {
		fill := p.fillByKeys
		if pasted, ok := strings.CutSuffix(typed, " pasted"); ok {
			fill, typed = p.fill, pasted
		}
		fill("spinbutton", traffic, typed)
		p.wait("what "+typed+" leaves", `hasLink("requestsPerDay=100000") && all("alert").some((e) => /figures are those of 100,000/.test(textOf(e))) || location.hash + all("alert").map(textOf).join()`)
		p.must(p.Press(driver.Escape))
		shows(traffic, "100,000")
	}
	p.change("combobox", "Counted in", "conversationsPerDay")
	p.fill("spinbutton", traffic, "")
	p.fill("spinbutton", traffic, "200")
	p.wait("conversations still", `hasLink("conversationsPerDay=200") || location.hash`)

	p.reset()
	p.fill("spinbutton", "Tokens sent", "3400")
	p.wait("the parts, scaled", `hasLink("system=834&documents=2503&user=63") || location.hash`)
	shows("Tokens sent", "3,400")
	p.click("button", "Undo")
	p.figure("llm-context", "3,260 of")
	p.fill("spinbutton", "Turns of a conversation", "20")
	p.eval(nil, `find("spinbutton", "Tokens sent").focus()`)
	p.wait("why a total cannot be typed", `all("status").some((e) => /more than one turn/.test(textOf(e))) || all("status").map(textOf).join()`)

	p.fill("spinbutton", "Turns of a conversation", "1")
	p.fill("spinbutton", "Input price", "9")
	p.wait("a price of one's own", `hasLink("priceInput=9") || location.hash`)
}

// emptyNumbers: an emptied field is no error where the value may be missing; its figures are then not known, and say so.
func emptyNumbers(p *page) {
	p.visit("")
	p.reset()
	p.fill("spinbutton", "Tokens per second", "")
	p.wait("a wait that is not known", `!/5\.0 s/.test(figure("llm-latency")) && textOfElement("llm-latency").length > 20 || textOfElement("llm-latency")`)
	p.fill("spinbutton", "Tokens per second", "80")
	p.firstFigures()
	p.fill("spinbutton", "Requests or conversations a day", "")
	p.wait("a bill without a day", `!/a day/.test(figure("llm-cost")) || figure("llm-cost")`)
	p.fill("spinbutton", "Requests or conversations a day", "10000")
	p.firstFigures()
}

// badLinks: what can be used of a link is used, the rest is named in a sentence.
func badLinks(p *page) {
	for fragment, want := range map[string]struct {
		sentences []string
		figure    string
	}{
		"#model=nobody/nothing-9&system=800&output=-3&ttft=abc":                             {[]string{"/nobody\\/nothing-9.*not in this catalogue/", "/-3/", "/abc/"}, "533–1,213 of"},
		"#model=%E0%A4%A&system=800&tokensPerSecond=0":                                      {[]string{"/damaged/", "/0/"}, "800 of"},
		"#system=800.5&output=1e999&user=7":                                                 {[]string{"/800.5/", "/1e999/"}, "7 of"},
		"#nonsense&=&&&===&user=9&user=6&example=none-such":                                 {[]string{"/nonsense/", "/more than once/", "/none-such/"}, "9 of"},
		"#user=9&__proto__=1&constructor=2&toString=3&cachePolicy=sometimes&asOf=yesterday": {[]string{"/__proto__/", "/sometimes/", "/yesterday/"}, "9 of"},
		"#user=9&userText=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E&ttft=x":                  {[]string{"/x/"}, "of"},
		"#" + strings.Repeat("a=1&", 5000) + "user=9":                                       {[]string{"/more than/"}, "of"},
	} {
		p.open(p.network.home() + fragment)
		p.ready()
		for _, sentence := range want.sentences {
			p.wait(fmt.Sprintf("a sentence %s about %.60s", sentence, fragment), `all("alert").some((e) => matches(clean(textOf(e)), arguments[0])) || all("alert").map(textOf).join()`, sentence)
		}
		p.figure("llm-context", want.figure)
		p.fill("spinbutton", "Answer length in tokens", "10")
		p.wait("the next action to work", `hasLink("output=10") || location.hash`)
	}
}

// broken are sites with something missing or damaged, the requests concerned and what the page then says.
var broken = []struct {
	name, path string
	content    func(whole []byte) []byte
	says       string
	console    bool // browsers report it themselves
}{
	{"no vocabulary", "vocab/o200k_base.vocab.gz", missing, "/vocabulary o200k_base could not be loaded/", true},
	{"half a vocabulary", "vocab/o200k_base.vocab.gz", half, "/vocabulary o200k_base.*(damaged|corrupt)/", false},
	{"another vocabulary", "vocab/o200k_base.vocab.gz", func([]byte) []byte { return []byte("not gzip at all") }, "/vocabulary o200k_base.*(damaged|corrupt)/", false},
	{"no engine", "engine.wasm", missing, "/engine/i", true},
	{"half an engine", "engine.wasm", half, "/engine/i", false},
	{"no worker", "worker.js", missing, "", true},
}

func missing([]byte) []byte    { return nil }
func half(whole []byte) []byte { return whole[:len(whole)/2] }

// brokenSites: something is missing or damaged on the server. The page says so where the person looks, keeps what they typed, and once
// the server has it again, "Try again" works without a reload.
func brokenSites(p *page) {
	pressed := 0
	for _, b := range broken {
		whole, err := fs.ReadFile(built, b.path)
		p.must(err)
		origin := p.serve(site{b.path: b.content(whole)})
		p.expect(failedLoad)
		p.open(origin)
		if b.says == "" { // worked around
			p.ready()
			p.firstFigures()
			continue
		}
		p.wait(b.name+" to be said", `all("alert").some((e) => matches(clean(textOf(e)), arguments[0])) || all("alert").map(textOf).join()`, b.says)
		p.click("button", "Start empty")
		p.edit(userPart)
		p.must(p.Type("typed meanwhile"))
		p.wait(b.name+" to be said again", `all("alert").some((e) => matches(clean(textOf(e)), arguments[0])) || all("alert").map(textOf).join()`, b.says)
		if got := p.holds(userPart); got != "typed meanwhile" {
			p.Errorf("%s: the editor holds %q", b.name, got)
		}
		p.network.answer(origin, unchanged)
		for start := time.Now(); time.Since(start) < 5*time.Second; time.Sleep(50 * time.Millisecond) {
			var again []driver.Element // more than one place may offer it; a count that was still under way may have come through
			p.eval(&again, `return counted(arguments[0]) ? [] : all("button", "Try again")`, userPart)
			if len(again) == 0 {
				continue
			}
			err := p.Eval(nil, intoView, again[0])
			if err == nil {
				err = p.Click(again[0])
			}
			if !driver.Unreached(err) {
				p.must(err)
				pressed++
				break
			}
		}
		p.wait("the count after "+b.name, `counted(arguments[0]) === arguments[1] || all("alert").map(textOf).join() + "; buttons " + all("button", "/Try again/").length`, userPart, strconv.Itoa(p.tokens("typed meanwhile")))
		p.wait("no complaint any more after "+b.name, `all("alert").every((e) => clean(textOf(e)) === "") || all("alert").map(textOf).join()`)
	}
	if pressed == 0 {
		p.Error("nowhere was a button to try again")
	}
}

// notStarted: where the page's own scripts do not run, it says so by itself: a script is missing, damaged, or nothing may be loaded at all.
func notStarted(p *page) {
	p.expect(failedLoad, regexp.MustCompile("it is damaged|sandbox|Content Security Policy|CORS|origin null"))
	says := func(what, sentence string) {
		p.wait(what+" to be said", `matches(clean(document.body.innerText), arguments[0]) || document.body.innerText.slice(0, 300)`, sentence)
	}
	for _, view := range []string{"", "embed.html?view=cost"} {
		script := map[string]string{"": "main.js", "embed.html?view=cost": "embed.js"}[view]
		for what, content := range map[string][]byte{"a missing script": nil, "a damaged script": []byte("throw new Error('it is damaged')")} {
			origin := p.serve(site{script: content})
			p.open(origin + view)
			says(what, "/could not start.*(script|damaged).*Try again/")
			p.network.answer(origin, idle)
			p.click("button", "Try again")
			p.wait("the page after "+what, `document.documentElement.dataset.started !== undefined`)
		}
	}
	origin := p.network.open(withPages(unchanged, map[string]string{
		"/host.html": `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>course</title>
<iframe title="calculator" sandbox="allow-scripts" width="1000" height="800" src="index.html"></iframe>`,
	}))
	p.open(origin + "host.html")
	p.must(p.Enter(p.find("frame", "calculator")))
	says("the sandbox", "/could not start.*threelimits.html/")
	p.must(p.Leave())
}

// silentWorker: a text at which every worker ends, without a word, is given up after three; nothing from before stands as the count, and the
// next text is counted.
func silentWorker(p *page) {
	worker, err := fs.ReadFile(built, "worker.js")
	p.must(err)
	ends := append([]byte(`addEventListener("message", (event) => {
  if (JSON.stringify(event.data).includes("zyzzyva")) { event.stopImmediatePropagation(); close(); }
});`), worker...)
	origin := p.serve(site{"worker.js": ends})
	p.open(origin)
	p.ready()
	p.startEmpty()
	p.must(p.Type("a text"))
	p.counts(userPart, p.tokens("a text"))
	p.must(p.Type(" zyzzyva"))
	p.wait("no old count as the present one", `counted(arguments[0]) !== arguments[1] || counted(arguments[0])`, userPart, strconv.Itoa(p.tokens("a text")))
	p.wait("the worker's end to be said", `all("alert").some((e) => /worker stopped/.test(textOf(e))) || all("alert").map(textOf).join()`)
	if got := p.holds(userPart); got != "a text zyzzyva" {
		p.Errorf("the editor holds %q", got)
	}
	p.must(p.Press(driver.Backspace))
	p.wait("the next count", `counted(arguments[0]) !== null && /\d/.test(counted(arguments[0])) || counted(arguments[0])`, userPart)
}

// otherTypes: a host that does not know .wasm, or compresses on its own, serves the page all the same.
func otherTypes(p *page) {
	for name, change := range map[string]func(http.Header, string){
		"wasm as octet-stream": func(h http.Header, path string) {
			if strings.HasSuffix(path, ".wasm") {
				h.Set("Content-Type", "application/octet-stream")
			}
		},
		".gz said to be gzip-encoded": func(h http.Header, path string) {
			if strings.HasSuffix(path, ".gz") {
				h.Set("Content-Encoding", "gzip")
			}
		},
	} {
		next := unchanged
		origin := p.network.open(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			next.ServeHTTP(headerChanger{w, func() { change(w.Header(), r.URL.Path) }}, r)
		}))
		p.Log(name)
		p.open(origin)
		p.ready()
		p.firstFigures()
	}
}

// headerChanger changes the header just before the body.
type headerChanger struct {
	http.ResponseWriter
	change func()
}

func (c headerChanger) Write(body []byte) (int, error) {
	c.change()
	return c.ResponseWriter.Write(body)
}

// damagedFile: the one file with a damaged block says so.
func damagedFile(p *page) {
	p.expect(failedLoad)
	html, err := os.ReadFile("../../dist/threelimits.html")
	p.must(err)
	block := []byte(`id="threelimits:vocab/o200k_base.vocab">`)
	at := bytes.Index(html, block) + len(block) + 1000
	copy(html[at:], bytes.Repeat([]byte("A"), 1000))
	p.open(p.write("damaged.html", html))
	p.wait("the damage to be said", `all("alert").some((e) => /vocabulary.*damaged/.test(textOf(e))) || all("alert").map(textOf).join()`)
}
