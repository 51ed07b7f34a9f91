package browsers

import (
	"fmt"
	"os"
	"regexp"
	"strings"

	"threelimits/scripts/browsers/driver"
)

// supportDay is what an exercise's day costs, worked out from the numbers in its text: requests, input, output.
const supportDay = `((n) => n[0] * (n[1] * 2 + n[2] * 10) / 1e6)([...deep("llm-exercise").shadowRoot.querySelectorAll(".text .given")].map((b) => Number(b.textContent.replace(/[$,]/g, ""))))`

// answer types an answer to the exercise that is open, and checks it. WebKit's driver takes a field in a shadow root for covered.
func (p *page) answer(text string) {
	p.Helper()
	p.find("textbox", "Cost of a day, in US dollars")
	p.eval(nil, `find("textbox", "Cost of a day, in US dollars").focus()`)
	p.must(p.Press(driver.Control, "a"))
	p.must(p.Type(text))
	p.must(p.Press(driver.Enter))
}

// exercisesDone: what is not clear is asked about; a usual mistake is recognised; right is right, said in the list, and both are told by an event.
func exercisesDone(p *page) {
	p.open(p.serve(nil) + "#room=learn/exercises")
	p.click("button", "A support assistant for a day")
	p.eval(nil, `window.answers = []; addEventListener("llm-answer", ({ detail }) => answers.push(detail))`)
	p.answer("3,5")
	p.find("alert", "/two ways/")
	p.answer(p.text(supportDay + " * 1000"))
	p.wait("the mistake", `((said) => said.includes("The price taken per thousand tokens") || said)(textOf(deep("llm-exercise").shadowRoot.querySelector("[role=status]")))`)
	p.wait("a hint, and no answer yet", `((root) => root.querySelectorAll(".hints li").length === 1 && root.querySelector("details") === null || clean(textOf(root.querySelector(".exercise"))))(deep("llm-exercise").shadowRoot)`)
	p.answer("about $" + p.text(supportDay) + " a day")
	p.wait("right, with its working", `((root) => clean(textOf(root.querySelector(".verdict"))).startsWith("Right: $") && root.querySelector("details[part=working]").open || textOf(root.querySelector("[role=status]")))(deep("llm-exercise").shadowRoot)`)
	p.wait("its mark", `clean(textOf(deep("learn-exercises .aside.right"))) === "right"`)
	told := p.text(`answers.map(({ exercise, right, mistakes, tries, hints, value }) => [exercise, right, mistakes.map(({ code }) => code), tries, hints, Number(value) > 0].join(" ")).join("; ")`)
	if want := "support-day false per-thousand 1 0 true; support-day true  2 1 true"; told != want {
		p.Errorf("the events say %q, want %q", told, want)
	}
	before := p.text(supportDay)
	p.click("button", "Another with other numbers")
	p.wait("other numbers", `String(`+supportDay+`) !== arguments[0]`, before)
	p.answer("1")
	p.click("button", "Show the answer")
	p.wait("the answer, on request", `deep("llm-exercise").shadowRoot.querySelector("details[part=working]")?.open === true`)
	before = p.text(supportDay)
	p.click("button", "Another with other numbers")
	p.wait("other numbers, nothing answered", `String(`+supportDay+`) !== arguments[0] && deep("llm-exercise").shadowRoot.querySelector(".verdict") === null`, before)
}

// cardsByKeyboard: flashcards with Space and numbers; what was done is there after reloading.
func cardsByKeyboard(p *page) {
	origin := p.serve(nil)
	p.open(origin + "#room=learn/cards")
	card := `deep("llm-flashcards")?.shadowRoot.querySelector(".front")`
	p.wait("the first card", card+` != null`)
	p.eval(nil, `find("button", "Show the answer").focus()`)
	for _, key := range []string{"4", "3", "1"} {
		front := p.text(`clean(` + card + `.textContent)`)
		p.must(p.Press(driver.Space))
		p.wait("its answer, and the focus on it", `focused()?.className === "back"`)
		p.must(p.Type(key))
		p.wait("another card, and the focus on it", `focused()?.className === "front" && clean(focused().textContent) !== arguments[0]`, front)
	}
	p.open("about:blank")
	p.open(origin + "#room=learn/cards")
	p.wait("three cards fewer, one of them due or nearly", `((said) => /^[01] due, 31 new/.test(said) || said)(clean(textOf(deep("llm-flashcards")?.shadowRoot.querySelector(".status") ?? document.body)))`)
	p.click("button", "Forget it all")
	p.wait("all new", `((said) => said.startsWith("0 due, 34 new") || said)(clean(textOf(deep("llm-flashcards").shadowRoot.querySelector(".status"))))`)
	p.click("button", "Undo")
	p.wait("as it was", `clean(textOf(deep("llm-flashcards").shadowRoot.querySelector(".status"))).includes("31 new")`)
}

// embeddedExercise: an exercise in an iframe, which posts its answer; and beside it, in the host's own page, a file that is broken, said with line and field.
func embeddedExercise(p *page) {
	text, err := os.ReadFile("../../site/content/exercises/support-day.json")
	p.must(err)
	broken := strings.Replace(string(text), `"USD"`, `"euro"`, 1)
	host := p.network.open(withPages(unchanged, map[string]string{"/": fmt.Sprintf(`<!doctype html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,"><title>course</title>
<script type="module" src="threelimits.js"></script>
<script>window.messages = []; addEventListener("message", (event) => messages.push(event.data));</script>
<llm-exercise><script type="application/json">%s</script><p>the fallback</p></llm-exercise>
<iframe title="view" width="600" height="700" src="%sembed.html?view=exercise&src=exercises/choice-caching.json&student=anna"></iframe>`, broken, p.network.home())}))
	p.open(host)
	p.find("alert", `/^This exercise cannot be shown\. 1 thing is wrong with its file: line 19, ask\.unit: "euro" is no unit of it; accepted is USD, cents/`)
	p.wait("llm:ready with a height", `messages.some(({ type }) => type === "llm:ready") && messages.some(({ height }) => height > 100) || JSON.stringify(messages)`)
	p.must(p.Enter(p.find("frame", "view")))
	p.click("button", "Check")
	p.find("alert", "Choose one.")
	p.eval(nil, `find("radio", "The instructions first, the question last.").focus()`)
	p.must(p.Press(driver.Space))
	p.click("button", "Check")
	p.wait("every choice explained", `deep("llm-exercise").shadowRoot.querySelectorAll(".why").length === 4 || textOf(deep("llm-exercise"))`)
	p.wait("the focus on what became of it", `focused()?.id === "feedback"`)
	p.must(p.Leave())
	p.wait("the answer posted", `((told) => told?.view === "exercise" && told.result.right === true && told.result.student === "anna" && told.result.exercise === "choice-caching" && told.result.value === "0" || JSON.stringify(messages))(
  messages.find(({ type }) => type === "llm:answer"))`)
}

// embeddedLesson: a teacher's lesson by its link, with an exercise and cards of its own beside it, and ours by their ids; what it names and is not there is
// said with line and field, and so is a word of the address that means nothing.
func embeddedLesson(p *page) {
	exercise, err := os.ReadFile("../../site/content/exercises/choice-caching.json")
	p.must(err)
	lesson := `{ "format": "threelimits-lesson", "version": 1, "id": "mine", "title": "A lesson of mine", "goals": ["Less"],
 "steps": [
  { "id": "one", "title": "The first step", "minutes": { "reading": 5 }, "text": ["A cache helps."],
    "practise": ["week/own.json", "choice-two-prices"],
    "cards": ["tokens", "cards.json"], "do": "loop" },
  { "id": "two", "title": "The second step", "minutes": { "reading": 1 }, "text": ["The end."] }
] }`
	host := p.network.open(withPages(unchanged, map[string]string{
		"/my/week-1.json":   lesson,
		"/my/broken.json":   strings.Replace(strings.Replace(lesson, "choice-two-prices", "unheard-of", 1), "cards.json", "gone.json", 1),
		"/my/week/own.json": strings.Replace(string(exercise), "What a prompt cache needs", "An exercise of mine", 1),
		"/my/cards.json": `{ "format": "threelimits-deck", "version": 1, "id": "mine", "title": "Cards of mine",
 "cards": [{ "id": "a", "front": "Whose?", "back": "Mine.", "source": "Me" }] }`,
	}))
	p.open(host + "embed.html?view=lesson&src=my/week-1.json&studnet=anna")
	p.find("alert", "“studnet” means nothing here: did you mean student?")
	p.find("heading", "A lesson of mine")
	for _, heading := range []string{"The first step", "An exercise of mine", "Where the money goes", "Flashcards", "Cards of mine"} {
		p.find("heading", heading)
	}
	p.find("link", "walk the loop yourself")
	p.eval(nil, `find("button", "Done, go on to “The second step”").focus()`)
	p.must(p.Press(driver.Enter))
	p.wait("the focus on the next step", `((said) => said === "heading “The second step”" || said)(describe(focused()))`)
	p.find("button", "The first step (done)")
	p.expect(regexp.MustCompile("404"))
	p.open(host + "embed.html?view=lesson&src=my/broken.json")
	p.find("alert", `/^This lesson cannot be shown\. 2 things are wrong with its file: line 4, steps\.0\.practise\.1: “unheard-of” is the id of no exercise here\. line 5, steps\.0\.cards\.1: “gone\.json” is not there, or could not be loaded\./`)
}

// practiseStates: an exercise answered wrong, a file of a teacher's with problems and a good one, and a card turned.
func (p *page) practiseStates(do func(state string)) {
	p.Helper()
	p.click("link", "Exercises")
	p.click("button", "A support assistant for a day")
	p.answer("1")
	p.wait("a verdict", `deep("llm-exercise").shadowRoot.querySelector(".verdict") !== null`)
	p.answer("2")
	p.wait("the answer after two", `deep("llm-exercise").shadowRoot.querySelector("details[part=working]") !== null`)
	p.eval(nil, `for (const details of deep("llm-exercise").shadowRoot.querySelectorAll("details")) details.open = true; deep("learn-check details").open = true`)
	text, err := os.ReadFile("../../site/content/exercises/support-day.json")
	p.must(err)
	p.give("learn-check", map[string][]byte{"mine.json": text})
	p.wait("its answers", `document.querySelectorAll("learn-check tbody tr").length === 5`)
	do("Exercises, a teacher's file")
	p.give("learn-check", map[string][]byte{"mine.json": []byte(`{"format": "threelimits-exercise"}`)})
	p.find("alert", "/^“mine.json” cannot be used/")
	do("Exercises, a broken file")

	p.click("link", "Flashcards")
	p.click("button", "Show the answer")
	p.find("button", "/^3 Good/")
	do("Flashcards")
}
