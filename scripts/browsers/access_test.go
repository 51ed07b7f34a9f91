package browsers

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"

	"threelimits/scripts/browsers/driver"
)

var axeSource = sync.OnceValues(func() ([]byte, error) { return os.ReadFile("../../node_modules/axe-core/axe.min.js") })

// axe fails the test for each violation of axe-core's rules, its best practices included, and of those about colours in the other scheme too: the
// scheme is all that is different there.
func (p *page) axe(state string) { p.Helper(); p.axeWithout(state, "") }

// axeWithout leaves out what a selector finds; rules about the page as a whole hold all the same.
func (p *page) axeWithout(state, left string) {
	p.Helper()
	var there bool
	p.eval(&there, `return "axe" in window`)
	if !there {
		source, err := axeSource()
		p.must(err)
		p.must(p.Eval(nil, string(source)+"\nwindow.axe = axe;"))
	}
	p.wait("no mark of what moved, which fades", `deep(".was") === null`)
	defer p.times.as("axe")()
	var violations []string
	// Where a page leaves its ground to the browser, axe takes that for white, in the dark too.
	p.must(p.Eval(&violations, `const root = document.documentElement.style;
root.backgroundColor = "Canvas";
const left = arguments[0], where = left === "" ? document : { exclude: left.split(", ").map((one) => [one]) };
const found = async (scheme, options) => (await axe.run(where, { resultTypes: ["violations"], ...options })).violations
  .map(({ id, help, nodes }) => scheme + ": " + id + ": " + help + "\n" +
    nodes.slice(0, 5).map(({ target, any }) => "    " + target.flat().join(" >> ") + " " + (any[0]?.message ?? "")).join("\n"));
const violations = await found("as it is", {});
root.colorScheme = matchMedia("(prefers-color-scheme: dark)").matches ? "light" : "dark";
violations.push(...await found(root.colorScheme, { runOnly: ["color-contrast", "link-in-text-block"] }));
root.backgroundColor = root.colorScheme = "";
return violations;`, left))
	for _, v := range violations {
		p.Errorf("axe, %s: %s", state, v)
	}
}

// everythingOpen shows all there is: drawers, workings, the request, a sentence about a bad number, and what a link could not give.
func (p *page) everythingOpen() {
	p.Helper()
	p.open(p.network.home() + "#example=support-assistant&nonsense=1&turns=2")
	p.ready()
	p.eval(nil, `for (const e of elements()) if (e.localName === "details") e.open = true;`)
	p.fill("spinbutton", "Days a month", "-1")
	p.wait("everything to be drawn", `settled() && all("alert").length > 0`)
}

// axePage: no violation in the page's states.
func axePage(p *page) {
	p.home("")
	p.axe("first view")
	p.must(p.Press(driver.Control, "k"))
	p.wait("the models", `all("option").length > 100`)
	p.axe("choosing a model")
	p.must(p.Press(driver.Escape))
	p.everythingOpen()
	p.axe("everything open")
}

// eachTool opens every tool of the room Tokens, with something in it, and something wrong where that can be.
func (p *page) eachTool(do func(state string)) {
	p.Helper()
	p.home("#room=tokens/compare&example=multilingual")
	p.click("button", "Compare")
	p.wait("the comparison", `(said => said.includes("All are compared.") || said)(clean(textOf(deep("tokens-compare"))))`)
	do("Compare, encodings")
	p.click("button", "Models")
	p.click("button", "Compare")
	p.wait("the comparison", `(said => said.includes("All are compared.") || said)(clean(textOf(deep("tokens-compare"))))`)
	do("Compare, models")

	p.click("link", "Languages")
	p.wait("the languages", `deep("tokens-languages")?.querySelectorAll("tbody tr").length > 25`)
	do("Languages")
	p.click("button", "Texts of your own")
	p.fill("textbox", "/^Text 1/", "A text of my own")
	p.wait("its row", `deep("tokens-languages").querySelectorAll("tbody tr").length === 1`)
	do("Languages, texts of one's own")

	p.click("link", "Files")
	p.find("heading", "Tokens Files")
	p.give("tokens-files", map[string][]byte{"A file with a rather long name, as they are downloaded (2).md": []byte("text"), "photo.png": {0x89, 'P', 'N', 'G'}})
	p.awaitRow("tokens-files", "photo.png", "not counted")
	p.awaitRow("tokens-files", "A file", "1")
	do("Files")

	p.click("link", "Chunks")
	p.fill("textbox", "Tokens in a chunk, at most", "60")
	p.fill("textbox", "Tokens repeated from the one before", "10")
	p.click("button", "Split")
	p.wait("the chunks", `deep("tokens-chunks").querySelectorAll("tbody tr").length > 3`)
	p.fill("textbox", "Tokens repeated from the one before", "60")
	p.click("button", "Split")
	p.find("alert", "/cannot repeat/")
	do("Chunks")

	p.click("link", "Your own tokenizer")
	p.find("heading", "Tokens Your own tokenizer")
	p.give("tokens-own", map[string][]byte{"tokenizer.json": ownTokenizer("BPE")})
	p.click("button", "Read it")
	p.find("button", "/^Forget/")
	p.give("tokens-own", map[string][]byte{"other.tiktoken": []byte("x")})
	p.click("button", "Read it")
	p.find("alert", "")
	do("Your own tokenizer")
	p.wait("nothing left for the next test", `all("button", "/^Forget/").map((button) => button.click()).length === 0`)
}

// room opens each tool of a room, with something in it and something wrong, and says which state it is in.
type room func(p *page, do func(state string))

// besideTheRoom is all of the page but the room that is open.
const besideTheRoom = ".masthead, .scenario, .request, .limits, .after"

// small: no violation of axe's rules in a room's tools, and no sideways scrolling, on the smallest telephone. What is wide has the same parts.
func (each room) small(p *page) {
	p.must(p.Resize(320, 700))
	seen := map[string]bool{}
	each(p, func(state string) {
		if len(seen) == 0 {
			p.axe(state)
		} else {
			p.axeWithout(state, besideTheRoom) // which was in the first state what it is in the others
		}
		p.fitsSideways(state)
		seen[p.text(`deep("[aria-label=Tools] [aria-current=page]").textContent`)] = true
	})
	var tools []string
	p.eval(&tools, `return [...deep("[aria-label=Tools]").querySelectorAll("a")].map((link) => link.textContent)`)
	for _, tool := range tools {
		if !seen[tool] {
			p.Errorf("the room's tool %q is not among the states that axe looks at", tool)
		}
	}
}

var (
	roomTokens room = (*page).eachTool
	roomModels room = (*page).eachModelsTool
	roomBills  room = (*page).eachBill
	roomLearn  room = (*page).eachLesson
)

// axeOthers: the pages beside it.
func axeOthers(p *page) {
	origin := p.network.home()
	p.open(origin + "sample.html")
	p.ready()
	p.axe("sample.html")
	p.eachView(origin+"embed.html", func(name string, _ view) {
		p.axe("embed.html?view=" + name)
	})
	p.open(p.oneFile())
	p.ready()
	p.axe("the one file")
}

// darkAndLight: the page takes the person's scheme, all the way down.
func darkAndLight(p *page) {
	p.visit("")
	var darkness []string
	p.eval(&darkness, `const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
const lightness = (color) => {
  canvas.clearRect(0, 0, 1, 1);
  canvas.fillStyle = color;
  canvas.fillRect(0, 0, 1, 1);
  const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
  return a === 0 ? null : (r + g + b) / 765;
};
const wrong = [], dark = matchMedia("(prefers-color-scheme: dark)").matches;
const paper = lightness(getComputedStyle(document.body).backgroundColor) ?? lightness(getComputedStyle(document.documentElement).backgroundColor);
if (paper === null || (paper < 0.5) !== dark) wrong.push("the paper " + paper);
for (const e of elements()) {
  if (!visible(e) || ![...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim())) continue;
  const ink = lightness(getComputedStyle(e).color);
  if ((ink > 0.5) !== dark) wrong.push(e.localName + " " + clean(e.textContent).slice(0, 30) + " " + ink);
}
return wrong;`)
	for _, wrong := range darkness {
		p.Errorf("in the scheme of %+v: %s", p.look, wrong)
	}
}

// sideways returns what sticks out of the page on the right, scrolling or cut off, but for what scrolls in a box of its own.
const sideways = `
const root = document.documentElement, out = [];
const boxed = (e) => {
  for (let up = e.parentNode ?? null; up; up = up.parentNode ?? up.host ?? null) {
    if (up instanceof ShadowRoot) up = up.host;
    if (up instanceof Element && up !== document.body && up !== root && getComputedStyle(up).overflowX !== "visible") return true;
  }
  return false;
};
if (root.scrollWidth > root.clientWidth) out.push("the page scrolls sideways: " + root.scrollWidth + " of " + root.clientWidth + ", with " + [...elements()].filter((e) => e.getBoundingClientRect().right > root.clientWidth + 1 && !boxed(e)).map(describe).slice(-4).join(", "));
for (const e of elements()) {
  if (!visible(e)) continue;
  const { left, right, width } = e.getBoundingClientRect();
  if (width > 1 && (right > root.clientWidth + 1 || left < -1) && !boxed(e) && getComputedStyle(e).position !== "absolute") out.push(describe(e) + " from " + left + " to " + right);
  const style = getComputedStyle(e);
  if (e.localName !== "select" && e.localName !== "input" && /hidden|clip/.test(style.overflowX) && e.scrollWidth > e.clientWidth + 2 && e.clientWidth > 2 && clean(textOf(e)))
    out.push("cut off: " + describe(e) + " " + e.scrollWidth + " of " + e.clientWidth);
}
return out.slice(0, 12);`

func (p *page) fitsSideways(state string) {
	p.Helper()
	var out []string
	p.eval(&out, sideways)
	for _, what := range out {
		p.Errorf("%s: %s", state, what)
	}
}

// narrow: telephones, also the smallest, need no sideways scrolling, whatever is open, and axe finds nothing there.
func narrow(p *page) {
	fits := func(state string) {
		for _, width := range []int{360, 320} {
			p.must(p.Resize(width, 700))
			p.fitsSideways(fmt.Sprintf("%d pixels, %s", width, state))
		}
	}
	p.home("")
	fits("first view")
	p.must(p.Press(driver.Control, "k"))
	p.wait("the models", `all("option").length > 100`)
	fits("choosing a model")
	p.must(p.Press(driver.Escape))
	p.everythingOpen()
	fits("everything open")
	p.axe("everything open, 320 pixels")
	p.fill("spinbutton", "Requests or conversations a day", "999999999")
	p.figure("llm-cost", "a day")
	fits("large figures")
	origin := p.network.home()
	p.eachView(origin+"embed.html", func(name string, _ view) {
		p.fitsSideways("320 pixels, embed.html?view=" + name)
	})
}

// largeText: at 200% text nothing is cut off, wide or narrow.
func largeText(p *page) {
	for _, width := range []int{1280, 640} {
		p.must(p.Resize(width, 900))
		p.everythingOpen()
		p.fitsSideways(fmt.Sprintf("200%% text, %d pixels", width))
	}
}

// reducedMotion: nothing moves when figures change. That something does otherwise, the test sees too.
func reducedMotion(p *page) {
	p.visit("")
	p.fill("spinbutton", "Answer length in tokens", "3000")
	p.figure("llm-cost", "$0.0365 a request")
	var moving []string
	p.eval(&moving, `const seen = new Set();
for (const start = performance.now(); performance.now() - start < 1000; await new Promise(requestAnimationFrame)) {
  const roots = [document, ...[...elements()].map((e) => e.shadowRoot).filter(Boolean)];
  for (const animation of roots.flatMap((root) => root.getAnimations())) {
    const { duration } = animation.effect.getComputedTiming();
    if (duration > 1) seen.add((animation.animationName ?? animation.transitionProperty) + " of " + describe(animation.effect.target) + " " + duration + " ms");
  }
}
return [...seen];`)
	if p.look.ReducedMotion && len(moving) > 0 {
		p.Errorf("moving, though the person wants little motion: %q", moving)
	}
	if !p.look.ReducedMotion && len(moving) == 0 {
		p.Errorf("a figure changed and nothing marked it")
	}
}

// tabStops: Tab reaches every control, in the order of the page, and each shows that it has the focus and is not covered.
func tabStops(p *page) {
	p.home("")
	var wanted []string
	p.eval(&wanted, `return [...elements()].filter((e) => visible(e) && e.tabIndex >= 0 && !e.disabled && e.matches("button, a[href], input, select, summary, [role=textbox]"))
	  .map(describe)`)
	slices.Sort(wanted)
	wanted = slices.Compact(wanted)
	reached := map[string]bool{}
	for range 3 * len(wanted) {
		p.must(p.Press(driver.Tab))
		var stop struct {
			What    string
			Outline bool
			Covered bool
			Body    bool
		}
		p.eval(&stop, `const e = focused();
if (!e || e === document.body) return { Body: true };
await new Promise((done) => setTimeout(done, 50)); // the editor draws its focus a little later
// The file control is the label around it, a long text the box it scrolls in.
const box = e.matches("input[type=file]") ? e.closest("label") : e.matches("[contenteditable]") ? e.parentElement : e;
let outline = false;
for (let up = box, i = 0; up && i < 6; up = up.parentElement ?? up.getRootNode().host, i++) {
  const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(up);
  outline ||= outlineStyle !== "none" && parseFloat(outlineWidth) >= 1 || boxShadow !== "none";
}
const inside = (node) => {
  for (let up = node; up; up = up.parentElement ?? up.getRootNode().host) if (up === box) return true;
  return false;
};
const hit = (x, y) => {
  let top = document.elementFromPoint(x, y);
  for (let next; (next = top?.shadowRoot?.elementFromPoint(x, y)) && next !== top;) top = next;
  return inside(top);
};
const parts = [0.05, 0.25, 0.5, 0.75, 0.95];
const seen = [...box.getClientRects()].some(({ left, right, top, bottom }) =>
  parts.some((x) => parts.some((y) => hit(left + (right - left) * x, top + (bottom - top) * y))));
return { What: describe(e), Outline: outline, Covered: !seen, Body: false };`)
		if stop.Body {
			break
		}
		if reached[stop.What] && len(reached) >= len(wanted) {
			break
		}
		reached[stop.What] = true
		if !stop.Outline {
			p.Errorf("%s has the focus and does not show it", stop.What)
		}
		if stop.Covered {
			p.Errorf("%s has the focus and is covered", stop.What)
		}
	}
	for _, what := range wanted {
		if !reached[what] {
			p.Errorf("Tab does not reach %s", what)
		}
	}
}

// byKeyboard: the whole path without a pointer: an empty request, a text, another model, a figure's working, the check, the link.
func byKeyboard(p *page) {
	p.home("")
	p.must(p.Press(driver.Tab))
	p.wait("the skip link first", `describe(focused()) === "link “To the request”" || describe(focused())`)
	p.must(p.Press(driver.Enter))
	p.tabTo("button “Start empty”")
	p.must(p.Press(driver.Enter))
	p.figure("llm-context", "0 of")
	p.tabTo("textbox “" + userPart + "”")
	p.must(p.Type("by keyboard"))
	p.counts(userPart, p.tokens("by keyboard"))
	p.must(p.Press(driver.Control, "k"))
	p.must(p.Type("gpt-4o"))
	p.must(p.Press(driver.Enter))
	p.wait("the model", `all("button", "/^Model: GPT-4o/").length === 1`)
	p.tabTo("button “Show the working”")
	p.must(p.Press(driver.Enter))
	p.wait("the working", `textOf(deep("llm-context").shadowRoot.querySelector("[part=working]")).includes("128,000")`)
	p.tabTo("button “Check against tiktoken-go”")
	p.must(p.Press(driver.Enter))
	p.wait("the verdict", `/Equal, token for token/.test(checkText()) || checkText()`)
}

// tabTo presses Tab until the focus is on something.
func (p *page) tabTo(what string) {
	p.Helper()
	var passed []string
	for range 120 {
		p.must(p.Press(driver.Tab))
		now := p.text("describe(focused())")
		if now == what {
			return
		}
		passed = append(passed, now)
	}
	p.Fatalf("Tab does not reach %s, but %s", what, strings.Join(passed, ", "))
}
