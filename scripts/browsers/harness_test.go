package browsers

import (
	"bytes"
	"image/png"
	"regexp"
	"slices"
	"strings"

	"threelimits/scripts/browsers/driver"
)

const strictFixture = `<!doctype html><html lang="en"><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:">
<link rel="icon" href="data:,"><title>fixture</title><script src="script.js"></script>`

// consoleErrors: each of these is seen on the console as an error, in every engine, or the tests could not fail by it.
func consoleErrors(p *page) {
	for name, test := range map[string]struct {
		script string
		seen   string
	}{
		"logged":            {`console.error("deliberately logged")`, "deliberately logged"},
		"thrown":            {`throw new Error("deliberately thrown")`, "deliberately thrown"},
		"rejected":          {`Promise.reject(new Error("deliberately rejected"))`, "deliberately rejected"},
		"policy, request":   {`fetch("http://elsewhere.test/data").catch(() => {})`, "(?i)content.?security.?policy|policy violation"},
		"policy, style":     {`document.documentElement.setAttribute("style", "color: red")`, "(?i)content.?security.?policy|policy violation"},
		"missing file":      {`const s = document.createElement("script"); s.src = "absent.js"; document.head.append(s)`, "absent.js"},
		"none, for warning": {`console.warn("deliberately warned"); console.log("and logged")`, ""},
	} {
		p.open(p.serve(site{"index.html": []byte(strictFixture), "script.js": []byte(test.script)}))
		var errors []string
		err := driver.Until("errors of "+name, func() (bool, error) {
			messages, err := p.Console()
			for _, m := range messages {
				if m.Error {
					errors = append(errors, m.Text)
				}
			}
			return len(errors) > 0 || test.seen == "", err
		})
		p.must(err)
		if text := strings.Join(errors, "\n"); test.seen == "" && text != "" || !regexp.MustCompile(test.seen).MatchString(text) {
			p.Errorf("%s: on the console %q, want %s", name, text, test.seen)
		}
	}
}

// foreignRequests: a request elsewhere is seen whatever makes it, where no policy forbids it.
func foreignRequests(p *page) {
	for name, test := range map[string]string{
		"fetch":   `fetch("http://elsewhere.test/fetch").catch(() => {})`,
		"image":   `new Image().src = "http://elsewhere.test/image"`,
		"https":   `fetch("https://elsewhere.test/").catch(() => {})`,
		"beacon":  `navigator.sendBeacon("http://elsewhere.test/beacon", "x")`,
		"worker":  `new Worker(URL.createObjectURL(new Blob(['fetch("http://elsewhere.test/worker").catch(() => {})'])))`,
		"machine": `fetch("http://127.0.0.1:19999/").catch(() => {})`,
	} {
		origin := p.network.open(plain("<!doctype html><title>open</title>"))
		p.open(origin)
		p.eval(nil, test)
		var seen []string
		p.must(driver.Until("the request of "+name, func() (bool, error) {
			seen = append(seen, p.network.takeForeign()...)
			return len(seen) > 0, nil
		}))
	}
	p.expect(regexp.MustCompile("elsewhere.test|127.0.0.1:19999/"), failedLoad)
	p.open("about:blank")
	p.network.takeForeign() // some engines ask twice
}

// keysAndPointer: typing, the clipboard, frames and shadow roots work as tests use them.
func keysAndPointer(p *page) {
	origin := p.network.open(plain(`<!doctype html><title>keys</title><style>body { margin: 0; block-size: 3000px }</style>
<div id="host"></div><iframe srcdoc="<button>inside</button>"></iframe><script>
const root = host.attachShadow({ mode: "open" });
root.innerHTML = "<label>Words <textarea></textarea></label><button>Press</button><button hidden>Press</button>";
root.querySelector("button").onclick = (e) => { e.target.textContent = "Pressed"; };
</script>`))
	p.open(origin)
	p.must(p.SendKeys(p.find("textbox", "Words"), "abc"))
	p.must(p.Type("d é"))
	p.must(p.Press(driver.Backspace))
	text := strings.Repeat("line one\nline 2 🙂\t<|endoftext|>\r\n", 100)
	p.must(p.Copy(text))
	p.must(p.Press(driver.Control, "v"))
	p.wait("the pasted text", `deep("textarea").value.length > 100`)
	if got, want := p.text(`deep("textarea").value`), "abcd "+strings.ReplaceAll(text, "\r", ""); got != want {
		p.Errorf("the textarea holds %.60q… of %d, want %.60q… of %d", got, len(got), want, len(want))
	}
	p.must(p.Press(driver.Tab))
	if got := p.text("describe(focused())"); got != "button “Press”" {
		p.Errorf("after Tab the focus is on %s", got)
	}
	p.click("button", "Press")
	p.find("button", "/^Pressed$/")

	p.must(p.Enter(p.find("frame", "")))
	p.find("button", "inside")
	p.must(p.Leave())
	p.find("button", "Pressed")
}

// viewAndLook: the page is told what a test says the person has set, and pictures show it.
func viewAndLook(p *page) {
	origin := p.network.open(plain(`<!doctype html><title>look</title><style>body { margin: 0; block-size: 1500px } main { inline-size: 10rem }</style><main></main>`))
	for _, look := range []driver.Look{{}, {Dark: true, ReducedMotion: true, TextPixels: 32}, {ReducedMotion: true}} {
		p.must(p.Look(look))
		for _, width := range []int{1280, 320} {
			p.must(p.Resize(width, 600))
			p.open(origin)
			var told struct {
				Size          [3]int
				Dark, Reduced bool
			}
			p.eval(&told, `return { Size: [innerWidth, innerHeight, deep("main").clientWidth], Dark: matchMedia("(prefers-color-scheme: dark)").matches,
			  Reduced: matchMedia("(prefers-reduced-motion: reduce)").matches }`)
			rem := max(look.TextPixels, 16)
			if told.Size != [3]int{width, 600, 10 * rem} || told.Dark != look.Dark || told.Reduced != look.ReducedMotion {
				p.Errorf("told %+v, set %d by 600, %+v", told, width, look)
			}
			if size := pictureSize(p, p.Screenshot); !slices.Equal(size, []int{width, 600}) {
				p.Errorf("a picture of %v, want %d by 600", size, width)
			}
			if size := pictureSize(p, p.FullScreenshot); !slices.Equal(size, []int{width, 1500}) {
				p.Errorf("a picture of the whole page of %v, want %d by 1500", size, width)
			}
		}
	}
}

func pictureSize(p *page, take func() ([]byte, error)) []int {
	data, err := take()
	p.must(err)
	picture, err := png.Decode(bytes.NewReader(data))
	p.must(err)
	return []int{picture.Bounds().Dx(), picture.Bounds().Dy()}
}
