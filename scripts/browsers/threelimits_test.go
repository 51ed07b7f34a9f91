package browsers

import (
	"compress/gzip"
	"io"
	"sync"

	"threelimits/calc/bpe"
)

// What every test of the page knows about it: where its figures stand, and how many tokens a text really has.

// encoding is what most tests count with.
var encoding = sync.OnceValues(func() (*bpe.Encoding, error) { return encodingOf("o200k_base") })

// encodingOf is a vocabulary of the built site, read by the same Go code natively. The counts on the page are held against it.
func encodingOf(name string) (*bpe.Encoding, error) {
	file, err := built.Open("vocab/" + name + ".vocab.gz")
	if err != nil {
		return nil, err
	}
	defer file.Close()
	inflated, err := gzip.NewReader(file)
	if err != nil {
		return nil, err
	}
	packed, err := io.ReadAll(inflated)
	if err != nil {
		return nil, err
	}
	return bpe.Load(name, packed)
}

// tokens is a text's o200k_base count, special tokens' text counted as text.
func (p *page) tokens(text string) int {
	p.Helper()
	e, err := encoding()
	p.must(err)
	return e.Count([]byte(text), bpe.SpecialAsText)
}

// specialTokens is the same with special tokens' text counted as those.
func (p *page) specialTokens(text string) int {
	p.Helper()
	e, err := encoding()
	p.must(err)
	return e.Count([]byte(text), bpe.SpecialAsTokens)
}

// tokensOf is the count of another encoding.
func (p *page) tokensOf(name, text string) int {
	p.Helper()
	e, err := encodingOf(name)
	p.must(err)
	return e.Count([]byte(text), bpe.SpecialAsText)
}

// home opens the built page and waits for its first figures. Tests share its origin, and so what it keeps; none of
// the page's own state outlives a load. A test about loading itself takes an origin of its own: serve.
func (p *page) home(tail string) {
	p.Helper()
	p.open(p.network.home() + tail)
	p.ready()
}

// visit shows the built page at a fragment, and says that the test only reads: it leaves nothing behind but what a fragment replaces, and open drawers. So the
// page is handed on to the next test, and one that was handed on goes to the fragment as by a link, without being loaded anew.
func (p *page) visit(fragment string) {
	p.Helper()
	p.onlyReads = true
	var there bool
	p.eval(&there, `if (!window.handedOn || location.origin + "/" !== arguments[0]) return false;
for (const details of document.querySelectorAll("details")) details.open = false;
focused()?.blur();
scrollTo(0, 0);
const [before, after] = [location.hash, arguments[1] || "#example=support-assistant"];
location.hash = after + (before === after ? "&turns=1" : "");
return true;`, p.network.home(), fragment)
	if !there {
		p.home(fragment)
		p.eval(nil, `window.handedOn = true;`)
		return
	}
	p.ready()
	if fragment == "" {
		p.firstFigures()
	}
}

// ready waits until the three limits show figures.
func (p *page) ready() {
	p.Helper()
	p.wait("the figures of the three limits", `["llm-context", "llm-cost", "llm-latency"].every((name) => figure(name) !== "")`)
	p.wait("no word of loading", `!/Loading|could not/.test(document.querySelector("page-status")?.textContent ?? "") || document.querySelector("page-status").textContent`)
}

// figure waits until a limit's headline contains a text.
func (p *page) figure(limit, want string) {
	p.Helper()
	p.wait(limit+" to show "+want, `figure(arguments[0]).includes(arguments[1]) || figure(arguments[0])`, limit, want)
}
