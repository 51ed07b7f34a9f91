package browsers

import (
	"os"
	"strings"

	"threelimits/scripts/browsers/driver"
)

// lessonOpen opens the lesson at its first step, with nothing done.
func (p *page) lessonOpen() {
	p.Helper()
	p.home("#room=learn/path")
	p.find("heading", "It works in tokens")
	p.wait("nothing done", `((said) => said.startsWith("0 of 11 steps done, 24 minutes left.") || said)(clean(textOf(deep("learn-path [role=status]"))))`)
}

// lessonByKeyboard: all steps, from the first to the last, without a pointer; marks stay over a reload, can be removed, and be had back.
func lessonByKeyboard(p *page) {
	p.lessonOpen()
	p.eval(nil, `find("heading", "It works in tokens").focus()`)
	steps := []string{"It remembers nothing", "It was trained up to a date", "How it writes: the loop", "Temperature and top_p", "The first limit: context",
		"The second limit: cost", "The third limit: waiting", "A whole application, estimated", "Moves against the limits", "What stays"}
	for i, next := range steps {
		forward := "Done, go on to “" + next + "”"
		if i < 2 { // the way through a text alone, and through an exercise; the others are the same
			p.tabTo("button “" + forward + "”")
		} else {
			p.eval(nil, `find("button", arguments[0]).focus()`, forward)
		}
		p.must(p.Press(driver.Enter))
		p.wait("the focus on the next step, which is marked", `((said) => said === arguments[0] || said)(
  describe(focused()) + " " + [...document.querySelectorAll("learn-path [aria-current=step]")].map(nameOf).join())`, "heading “"+next+"” "+next)
	}
	p.tabTo("button “Done, that was the last step”")
	p.must(p.Press(driver.Enter))
	p.wait("all done", `((said) => said.startsWith("All 11 steps are done.") || said)(clean(textOf(deep("learn-path [role=status]"))))`)

	p.must(p.Reload())
	p.find("heading", "What stays")
	p.wait("the marks that were kept", `((said) => said.startsWith("All 11 steps are done.") || said)(clean(textOf(deep("learn-path [role=status]"))))`)
	if done := p.text(`[...deep("learn-path nav").querySelectorAll("li")].filter((step) => clean(textOf(step)).endsWith("min, done")).length`); done != "11" {
		p.Errorf("%s steps are marked as done, want 11", done)
	}
	p.click("button", "Begin anew")
	p.find("heading", "It works in tokens")
	p.click("button", "Undo")
	p.find("heading", "What stays")
	p.click("button", "The second limit: cost")
	p.wait("figures that are worked out", `((text) => text.includes("it is $100 a day, and $3,006 in a month of 30 days") || text)(clean(textOf(deep("learn-path article"))))`)
	p.find("heading", "A support assistant for a day")
	p.find("link", "Source 1: OpenAI: Reasoning models")
	p.wait("the documents and their days", `((said) => /bills them.” OpenAI: Reasoning models, checked 2026-\d\d-\d\d/.test(said) || said)(clean(textOf(deep("learn-path .claims"))))`)
	p.click("button", "Begin anew")
	p.wait("nothing done", `((said) => said.startsWith("0 of 11 steps done") || said)(clean(textOf(deep("learn-path [role=status]"))))`)
}

// ownLesson: what is wrong with a teacher's file is said by line and field, and the lesson stays; a good one takes its place.
func ownLesson(p *page) {
	p.lessonOpen()
	ours, err := os.ReadFile("../../site/content/lessons/three-limits.json")
	p.must(err)
	broken := strings.Replace(string(ours), "[cost.perDay]", "[cost.perDya]", 1)
	p.give("learn-path", map[string][]byte{"broken.json": []byte(broken)})
	p.wait("what is wrong", `((said) => /“broken\.json” cannot be used\. 1 thing is wrong.* line \d+, steps\.6\.text\.3: \[cost\.perDya\] stands for nothing/.test(said) || said)(
  all("alert").map((alert) => clean(textOf(alert))).join())`)
	p.find("heading", "It works in tokens")
	p.give("learn-path", map[string][]byte{"torn.json": ours[:2000]})
	p.wait("where it is torn", `((said) => /“torn\.json” cannot be used\..* line \d+, column \d+: /.test(said) || said)(all("alert").map((alert) => clean(textOf(alert))).join())`)

	mine := `{ "format": "threelimits-lesson", "version": 1, "id": "mine", "title": "A lesson of mine", "goals": ["Less"],
  "steps": [{ "id": "one", "title": "The only step", "minutes": { "reading": 5 }, "text": ["<b>No HTML</b> gets through."]@ }] }`
	p.give("learn-path", map[string][]byte{"own.json": []byte(strings.Replace(mine, "@", `, "practise": ["unheard-of", "mine.json"]`, 1))})
	p.wait("what it names and is not here", `((said) => /line 2, steps\.0\.practise\.0: “unheard-of” is the id of no exercise here\. line 2, steps\.0\.practise\.1: “mine\.json” is a file beside the lesson/.test(said) || said)(
  all("alert").map((alert) => clean(textOf(alert))).join())`)
	p.give("learn-path", map[string][]byte{"own.json": []byte(strings.Replace(mine, "@", "", 1))})
	p.find("heading", "A lesson of mine")
	p.wait("its text as text", `((said) => said.includes("<b>No HTML</b> gets through.") || said)(clean(textOf(deep("learn-path article"))))`)
	p.click("button", "Back to the lesson of this page")
	p.find("heading", "It works in tokens")
}

// onPaper makes what styles say of paper hold on the screen: no engine but Chromium lets a test say that it prints.
const onPaper = `const sheets = (root) => [...root.styleSheets ?? [], ...root.adoptedStyleSheets ?? []];
let found = 0;
for (const root of [document, ...[...elements()].map((e) => e.shadowRoot).filter(Boolean)]) for (const sheet of sheets(root)) for (const rule of sheet.cssRules) {
  if (rule instanceof CSSMediaRule && rule.media.mediaText === "print") rule.media.mediaText = "all", found++;
}
return found;`

// summarySheet: on the screen the sheet has the scenario's figures, on paper it stands alone.
func summarySheet(p *page) {
	p.home("#room=learn/summary")
	p.find("heading", "Summary sheet")
	p.wait("the figures", `((said) => said.includes("10,000 × 0.01002 × 30 3,006 USD") && said.includes("TTFT + (output + reasoning) ÷ tokens per second") || said)(clean(textOf(deep("learn-summary"))))`)
	p.wait("mistakes and sources", `deep("learn-summary .sources a") !== null && textOf(deep("learn-summary")).includes("The output left out")`)
	p.find("button", "Print")
	var rules int
	p.eval(&rules, onPaper)
	if rules == 0 {
		p.Fatalf("no style speaks of paper")
	}
	var others []string
	p.eval(&others, `const sheet = deep("learn-summary");
return [...elements()].filter((e) => visible(e) && !sheet.contains(e) && !e.contains(sheet) && [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim())).map(describe)`)
	if len(others) > 0 {
		p.Errorf("on paper beside the sheet: %q", others)
	}
	p.wait("the sheet alone", `visible(deep("learn-summary h3")) && all("button").length === 0 && visible(deep("learn-summary .sources a"))`)
}

// lessonStates opens the lesson and the sheet, with something in them and something wrong.
func (p *page) lessonStates(do func(state string)) {
	p.Helper()
	p.lessonOpen()
	p.click("button", "The second limit: cost")
	p.find("heading", "A support assistant for a day")
	p.eval(nil, `for (const details of document.querySelectorAll("learn-path details")) details.open = true`)
	p.give("learn-path", map[string][]byte{"broken.json": []byte(`{ "format": "threelimits-lesson" }`)})
	p.wait("what is wrong", `all("alert").some((alert) => textOf(alert).includes("cannot be used"))`)
	do("The lesson, a broken one opened")
	p.click("button", "It works in tokens")
	p.click("link", "Summary sheet")
	p.wait("the sheet", `deep("learn-summary .sources a") !== null`)
	do("The summary sheet")
}
