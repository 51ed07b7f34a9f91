package browsers

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"time"

	"threelimits/scripts/browsers/driver"
	"threelimits/scripts/serve/static"
)

//go:embed query.js
var query string

// page is what one test does in one browser. Its methods end the test when something cannot be done.
type page struct {
	*attempt
	*driver.Browser
	network *network
	look    driver.Look
	// expected are console errors that a test causes on purpose.
	expected []*regexp.Regexp
	times    *times
	// onlyReads: the page can be handed on to the next test (visit).
	onlyReads bool
}

func (p *page) must(err error) {
	p.Helper()
	if err != nil {
		p.Fatal(err)
	}
}

// serve puts the built site, with changes, on an origin of its own.
func (p *page) serve(changed site) (origin string) {
	if changed == nil {
		return p.network.open(idle)
	}
	return p.network.open(static.Handler(changed))
}

// oneFile puts the one file where file:// finds it.
func (p *page) oneFile() (url string) {
	html, err := os.ReadFile("../../dist/threelimits.html")
	p.must(err)
	return p.write("threelimits.html", html)
}

// write puts a page where file:// finds it. Where the engine needs the recorder, it goes in, and its hash into the policy.
func (p *page) write(name string, html []byte) (url string) {
	if p.network.recorder {
		html = withInlineRecorder(html)
	}
	path := filepath.Join(p.TempDir(), name)
	p.must(os.WriteFile(path, html, 0o600))
	return "file://" + path
}

func (p *page) open(url string) {
	p.Helper()
	p.must(p.Open(url))
}

// eval runs the body of a function in the page, with what query.js offers.
func (p *page) eval(result any, body string, arguments ...any) {
	p.Helper()
	p.must(p.Eval(result, query+body, arguments...))
}

// text is the value of an expression that gives a string.
func (p *page) text(expression string, arguments ...any) (text string) {
	p.Helper()
	p.eval(&text, "return String("+expression+")", arguments...)
	return text
}

// patience says when a minute is over: what is not there by then is a hang, not a slow machine. Between two looks passes a moment, longer the
// longer it takes: to look costs what is waited for its time.
const patience = `
let pause = 20;
const start = performance.now(), over = () => performance.now() - start > 60_000;
const moment = () => new Promise((done) => setTimeout(done, pause = Math.min(pause * 1.2, 200)));
`

// wait returns once an expression is true. The test ends when it does not become so. Where the expression gives a text instead,
// that is what the test says it saw last.
func (p *page) wait(what, expression string, arguments ...any) {
	p.Helper()
	defer p.times.as("wait")()
	var last string
	p.eval(&last, patience+`const input = arguments, look = (...arguments) => (`+expression+`);
for (;; await moment()) {
  const seen = look(...input);
  if (seen === true) return "";
  if (over()) return "it is " + JSON.stringify(seen);
}`, arguments...)
	if last != "" {
		p.Fatalf("still waiting for %s: %s", what, last)
	}
}

// find waits for the one thing on the page with this role and accessible name; a name between slashes is a regular expression.
func (p *page) find(role, name string) driver.Element {
	p.Helper()
	defer p.times.as("wait")()
	var found []driver.Element
	p.eval(&found, patience+`for (;; await moment()) {
  const found = all(arguments[0], arguments[1]);
  if (found.length > 0 || over()) return found;
}`, role, name)
	if len(found) != 1 {
		p.Fatalf("%d of %s %s, want one: %s", len(found), role, name, p.text("all(arguments[0], arguments[1]).map(describe)", role, name))
	}
	return found[0]
}

// fill puts a text in the place of what a control holds, in one input, as pasting does: to type it brings about an estimate for each key. That numbers can be
// typed, eachControl sees to. In a frame, which a script cannot give the focus, it is clicked before.
func (p *page) fill(role, name, text string) {
	p.Helper()
	var framed bool
	p.eval(&framed, `return self !== top`)
	if framed {
		p.click(role, name)
	}
	p.eval(nil, intoView+`element.focus();
element.select();
if (arguments[1] === "" ? element.value !== "" && !document.execCommand("delete") : !document.execCommand("insertText", false, arguments[1])) throw new Error("nothing was put in");`,
		p.find(role, name), text)
}

// fillByKeys types it.
func (p *page) fillByKeys(role, name, text string) {
	p.Helper()
	p.eval(nil, intoView+`element.focus(); element.select();`, p.find(role, name))
	p.must(p.Type(text))
}

func (p *page) click(role, name string) {
	p.Helper()
	p.aim(func() driver.Element { return p.find(role, name) })
}

// press clicks an element.
func (p *page) press(e driver.Element) {
	p.Helper()
	p.aim(func() driver.Element { return e })
}

// aim clicks what find gives. Where the page draws it anew between the look and the click, or moves it, it looks again, for ten seconds;
// what stays covered or away fails. So does an element that never hears of a click; it is made again until then, because WebKit loses some
// while its window takes another size.
func (p *page) aim(find func() driver.Element) {
	p.Helper()
	for start := time.Now(); ; time.Sleep(50 * time.Millisecond) {
		element := find()
		defer p.times.as("click")()
		err := p.Eval(nil, listen+intoView, element)
		if err == nil {
			err = p.Click(element)
		}
		patient := time.Since(start) < 10*time.Second
		if driver.Unreached(err) && patient {
			continue
		}
		p.must(err)
		var heard bool
		if err := p.Eval(&heard, hearing, element); err != nil || heard {
			return // an error: another page by now
		}
		if !patient {
			p.Fatalf("no click was heard by %s", p.text("describe(arguments[0])", element))
		}
	}
}

// listen says in clickHeard, which another page does not have, whether the element, or what it stands for, was clicked. What is to outlast a script is kept
// on window: in Firefox each script has a global object of its own.
const listen = `
window.clickHeard = false;
const aimedAt = arguments[0];
window.aim?.abort();
window.aim = new AbortController();
addEventListener("click", (event) => { window.clickHeard ||= event.composedPath().includes(aimedAt); }, { capture: true, signal: window.aim.signal });
`

// hearing waits a moment for a click on its way. An option of a list that WebKit itself draws hears of none.
const hearing = `if (arguments[0].localName === "option") return true;
for (let looks = 0; looks < 20; looks++) {
  if (window.clickHeard !== false || !arguments[0].isConnected) return true;
  await new Promise((done) => setTimeout(done, 25));
}
return false;`

// intoView scrolls an element to the middle, as people do: drivers stop where it is just in view, which may be under what is pinned
// there. That nothing is covered when the focus comes to it, tabStops sees to. And it stands still: a driver aims at where it was, and
// people wait for what moves.
const intoView = `const [element] = arguments;
element.scrollIntoView({ block: "center", behavior: "instant" });
if (element.clientHeight > innerHeight) return; // a long text: an editor draws and measures on where it was scrolled to
const place = () => { const { x, y } = element.getBoundingClientRect(); return x + " " + y; };
for (let before = "", same = 0, looks = 0; same < 2 && looks < 80; looks++) {
  const now = place();
  same = now === before ? same + 1 : 0;
  before = now;
  await new Promise((done) => setTimeout(done, 20));
}`

// failedLoad is how the engines report a response that is an error or none, which some tests bring about.
var failedLoad = regexp.MustCompile(`(?i)failed to load|status of (4|5)\d\d|net::ERR_|NetworkError|MIMEMISMATCH`)

func (p *page) expect(errors ...*regexp.Regexp) { p.expected = append(p.expected, errors...) }

// finish holds for every test: no unexpected error on the console, no request to anywhere else, and the page is left, unless it can be handed on.
func (p *page) finish() {
	if p.Failed() {
		p.picture()
	}
	messages, err := p.Console()
	if err != nil {
		p.Errorf("reading the console: %v", err)
	}
	for _, m := range messages {
		if m.Error && !p.isExpected(m.Text) {
			p.Errorf("on the console: %s", m.Text)
		}
	}
	if !p.onlyReads || p.Failed() {
		if err := p.Open("about:blank"); err != nil {
			p.Errorf("leaving the page: %v", err)
		}
	}
	for _, address := range p.network.takeForeign() {
		p.Errorf("a request beyond the page's own origin: %s", address)
	}
}

// picture keeps what a failed test last saw: `go test -artifacts` says where.
func (p *page) picture() {
	if png, err := p.Screenshot(); err == nil {
		os.WriteFile(filepath.Join(p.ArtifactDir(), "page.png"), png, 0o644)
	}
}

// leftBehind is what Firefox says in the next test of a script that the last one's page was still loading when it was left.
var leftBehind = regexp.MustCompile(`^Service Worker Interception: Failed to load .*/pdf/pdf\.worker\.js`)

func (p *page) isExpected(text string) bool {
	for _, e := range append(p.expected, leftBehind) {
		if e.MatchString(text) {
			return true
		}
	}
	return false
}

// plain serves one page without a policy at every address.
func plain(html string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Write([]byte(html))
	})
}

// withPages serves some pages without a policy, and the rest by next.
func withPages(next http.Handler, pages map[string]string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if html, ok := pages[r.URL.Path]; ok {
			plain(html).ServeHTTP(w, r)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// allowingOrigins lets pages of any origin read what next serves, as a site does that others embed.
func allowingOrigins(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Access-Control-Allow-Origin", "*")
		next.ServeHTTP(w, r)
	})
}

// withInlineRecorder adds driver.Recorder to a page that stands alone, and its hash to what the page's policy allows.
func withInlineRecorder(html []byte) []byte {
	sum := sha256.Sum256([]byte(driver.Recorder))
	hash := "script-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	html = bytes.Replace(html, []byte("script-src"), []byte(hash), 1)
	return afterPolicy(html, "<script>"+driver.Recorder+"</script>")
}
