package practice

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"threelimits/calc/catalog"
	"threelimits/calc/decimal"
	"threelimits/calc/exercise"
	"threelimits/calc/internal/testkit"
)

const goodLesson = `{ "$schema": "lesson.schema.json", "format": "threelimits-lesson", "version": 1, "id": "good", "title": "Title", "goals": ["Know it"], "steps": [
 { "id": "one", "title": "One", "minutes": { "reading": 2, "practice": 1 }, "text": ["Read."] },
 { "id": "two", "title": "Two", "minutes": { "reading": 3 },
   "numbers": { "output": 400, "speed": 80 },
   "scenario": { "request": { "output": "=output" }, "speed": { "ttft": 0.5, "tokensPerSecond": "=speed" } },
   "cases": { "half": { "request": { "output": "=output / 2" } } },
   "text": [ "[output] tokens take [latency.total] s.", { "formula": "a + b" }, { "list": ["Half: [half: latency.total] s."] } ],
   "do": "loop", "practise": ["support-day"], "takeAway": ["Halve [output]."],
   "sources": [ { "title": "T", "url": "https://example.org/", "checked": "2026-11-20" } ] } ] }`

// readLesson is a lesson, or what is wrong with its file.
func readLesson(tb testing.TB, text, today string, done ...string) (*PosedLesson, []exercise.Problem) {
	tb.Helper()
	lesson, problems := exercise.ReadLesson(fileLeaves(tb, text))
	if len(problems) > 0 {
		return nil, problems
	}
	return PoseLesson(lesson, done, today)
}

func filled(pieces []TextPiece) (text string) {
	for _, p := range pieces {
		text += p.Text
	}
	return text
}

// TestLessonIsWorkedOut: figures of the scenario and of a case, their working once each, and the minutes that are left.
func TestLessonIsWorkedOut(t *testing.T) {
	l, problems := readLesson(t, goodLesson, "2026-11-20", "one", "none")
	if l == nil || len(problems) > 0 {
		t.Fatalf("%+v", problems)
	}
	if want := (Minutes{5, 1, 6}); l.Minutes != want || l.Left != (Minutes{3, 0, 3}) || l.Done != 1 || !l.Steps[0].Done || l.Steps[1].Done {
		t.Errorf("%+v of %+v left, %d done", l.Left, l.Minutes, l.Done)
	}
	s := l.Steps[1]
	for _, test := range []struct{ got, want string }{
		{filled(s.Text[0].Texts[0]), "400 tokens take 5.5 s."},
		{filled(s.Text[1].Texts[0]), "a + b"},
		{filled(s.Text[2].Texts[0]), "Half: 3 s."},
		{filled(s.TakeAway[0]), "Halve 400."},
	} {
		if test.got != test.want {
			t.Errorf("%q, want %q", test.got, test.want)
		}
	}
	if p := s.Text[2].Texts[0][1]; p != (TextPiece{Text: "3", Name: "latency.total", Value: "3"}) {
		t.Errorf("a figure of a case is %+v", p)
	}
	var labels []string
	for _, step := range s.Working {
		labels = append(labels, step.Label+" = "+step.Value)
	}
	if len(labels) != 4 || strings.HasSuffix(labels[2], ")") || !strings.HasSuffix(labels[3], "(half) = 3") {
		t.Errorf("the working is %q", labels)
	}
}

// TestLessonPricesAreOfToday: without a day the prices are those of the day on which it is read.
func TestLessonPricesAreOfToday(t *testing.T) {
	text := strings.Replace(goodLesson, `"scenario": {`, `"scenario": { "model": "openai/gpt-5.6-luna",`, 1)
	text = strings.Replace(text, "[output] tokens take", "[date] [input price]: [output] tokens take", 1)
	for today, want := range map[string]string{"2026-07-20": "2026-07-20 $1: ", "2026-11-20": "2026-11-20 $0.20: "} {
		lesson, problems := readLesson(t, text, today)
		if lesson == nil {
			t.Fatalf("%+v", problems)
		}
		if got := filled(lesson.Steps[1].Text[0].Texts[0]); !strings.HasPrefix(got, want) {
			t.Errorf("on %s: %q", today, got)
		}
	}
}

// TestOurLessonIsGood: it follows the schema and uses all of it, takes 12 and 12 minutes, has its exercises and cards, and no figure
// stands in its words.
func TestOurLessonIsGood(t *testing.T) {
	text, err := os.ReadFile(testkit.Root() + "/site/content/lessons/three-limits.json")
	if err != nil {
		t.Fatal(err)
	}
	s := testkit.ReadSchema(t, "lesson")
	for _, file := range []string{string(text), goodLesson} {
		var object any
		if err := json.Unmarshal([]byte(file), &object); err != nil {
			t.Fatal(err)
		}
		if wrong := s.Validate(object); len(wrong) > 0 {
			t.Error(strings.Join(wrong, "\n"))
		}
	}
	for field := range s.Declared() {
		if !s.Used[field] {
			t.Errorf("no lesson has %s", field)
		}
	}
	exercises := exerciseFiles(t)
	deck, err := os.ReadFile(testkit.Root() + "/site/content/decks/lesson.json")
	if err != nil {
		t.Fatal(err)
	}
	cards, _ := exercise.ReadDeck(fileLeaves(t, string(deck)))
	for _, today := range []string{"2026-11-27", "2027-11-27"} {
		lesson, problems := readLesson(t, string(text), today)
		if lesson == nil {
			t.Fatalf("on %s: %v", today, problems)
		}
		if m := lesson.Minutes; m != (Minutes{12, 12, 24}) {
			t.Errorf("it takes %+v", m)
		}
		for _, step := range lesson.Steps {
			for _, id := range step.Practise {
				if exercises[id] == "" {
					t.Errorf("%s: there is no exercise %s", step.ID, id)
				}
			}
			for _, id := range step.Cards {
				if !slices.ContainsFunc(cards.Cards, func(c exercise.Card) bool { return c.ID == id }) {
					t.Errorf("%s: there is no card %s", step.ID, id)
				}
			}
			for _, block := range append(step.Text, PosedBlock{"takeAway", step.TakeAway}) {
				for _, pieces := range block.Texts {
					for _, p := range pieces {
						if p.Name == "" && strings.ContainsAny(p.Text, "0123456789") {
							t.Errorf("%s: a figure stands in the words: %s", step.ID, p.Text)
						}
					}
				}
			}
		}
	}
}

// TestOurLessonsFigures: by hand, at prices of 2 and 10 dollars.
func TestOurLessonsFigures(t *testing.T) {
	text, err := os.ReadFile(testkit.Root() + "/site/content/lessons/three-limits.json")
	if err != nil {
		t.Fatal(err)
	}
	lesson, problems := readLesson(t, string(text), "2026-11-27")
	if lesson == nil {
		t.Fatal(problems)
	}
	var all strings.Builder
	for _, step := range lesson.Steps {
		for _, block := range step.Text {
			for _, pieces := range block.Texts {
				all.WriteString(filled(pieces) + "\n")
			}
		}
	}
	for _, want := range []string{
		"turn 10 sends 4,550 tokens",         // 800 + 10 × 60 + 9 × 350
		"together send 27,050.",              // 10 × 860 + 410 × 45
		"After 20 turns it is 95,100,",       // 20 × 860 + 410 × 190
		"For GPT-6.1 Sol it is 2026-04-30,",  // as the catalogue has it
		"1,045,716 are left",                 // 1,050,000 − 3,260 − 1,024
		"takes 52.3% of it",                  // (3,260 + 1,024) ÷ 8,192
		"call 10 is the last",                // 1 + ⌊(8,192 − 1,024 − 3,260) ÷ 410⌋
		"That is $0.01002 a request",         // 0.00652 + 0.0035
		"it is $100.20 a day, and $3,006",    //
		"a month costs $2,286.",              // less 1,200 tokens at 2 dollars: 0.00762
		"it costs $2,481,",                   // less 175 tokens at 10 dollars: 0.00827
		"the month costs $4,506.",            // and 500 tokens at 10 dollars
		"a talk of 10 turns $0.1371.",        // (10 × 3,260 + 410 × 45) × 2 + 3,500 × 10
		"complete after 4.975 s",             // 0.6 + 350 ÷ 80
		"Half as long an answer takes 2.788", // 0.6 + 175 ÷ 80
		"it takes 11.225 s, and the first visible word comes after 6.85 s", // 0.6 + 850 ÷ 80, 0.6 + 500 ÷ 80
		"One call costs $0.0094, a month $165.44.",                         // 2,600 × 2 + 420 × 10; × 800 × 22
		"A call takes 6.05 s", // 0.8 + 420 ÷ 80
	} {
		if !strings.Contains(all.String(), want) {
			t.Errorf("it does not say %q", want)
		}
	}
	if t.Failed() {
		t.Log(all.String())
	}
}

// ofVendors is what a sentence has that says how a vendor's service behaves.
var ofVendors = regexp.MustCompile(`\b(OpenAI|Anthropic|Claude|Google|Gemini|Mistral|DeepSeek|vendors?|APIs)\b|\b(cached input|models\.dev)\b`)

// TestClaimsHaveTheirDocuments: each sentence of our lessons that states a vendor's behaviour is a claim, with its document and the day it was
// read, which has come; the claim stands behind its words, once.
func TestClaimsHaveTheirDocuments(t *testing.T) {
	paths, _ := filepath.Glob(testkit.Root() + "/site/content/lessons/*.json")
	count := 0
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		read, _ := exercise.ReadLesson(fileLeaves(t, string(text)))
		lesson, problems := readLesson(t, string(text), "2026-12-01")
		if lesson == nil {
			t.Fatal(problems)
		}
		for i := range read.Steps {
			step, posed := &read.Steps[i], &lesson.Steps[i]
			said := ""
			for _, c := range step.Claims {
				said += c.Says + "\n"
				if count++; c.Checked < "2026-01-01" || c.Checked > "2026-12-01" {
					t.Errorf("%s: %q was read on %s", posed.ID, c.Says, c.Checked)
				}
			}
			for _, block := range step.Text {
				for _, text := range block.Texts {
					for sentence := range strings.SplitSeq(text, ". ") {
						if sentence = strings.TrimSuffix(sentence, "."); ofVendors.MatchString(sentence) && !strings.Contains(said, sentence) {
							t.Errorf("%s: no document says %q", posed.ID, sentence)
						}
					}
				}
			}
			marks := make([]int, len(step.Claims))
			for _, block := range append(posed.Text, PosedBlock{"takeAway", posed.TakeAway}) {
				for _, pieces := range block.Texts {
					before := ""
					for _, p := range pieces {
						if before += p.Text; p.Claim > 0 {
							if marks[p.Claim-1]++; !strings.HasSuffix(before, posed.Claims[p.Claim-1].Says) {
								t.Errorf("%s: claim %d stands behind %q", posed.ID, p.Claim, before)
							}
						}
					}
				}
			}
			if slices.ContainsFunc(marks, func(n int) bool { return n != 1 }) {
				t.Errorf("%s: claims stand in the text so often: %v", posed.ID, marks)
			}
		}
	}
	if count < 10 {
		t.Errorf("%d claims", count)
	}
}

// TestOutputIsMostlyDearer: what the lesson says of the catalogue holds.
func TestOutputIsMostlyDearer(t *testing.T) {
	dearer, several, all := 0, 0, 0
	models := catalog.Models()
	for i := range models {
		price, ok := models[i].PricesOn("2026-12-01")
		if !ok || price.List.Base.Input == nil || price.List.Base.Output == nil || price.List.Base.Input.IsZero() {
			continue
		}
		all++
		if price.List.Base.Output.Cmp(price.List.Base.Input) > 0 {
			dearer++
		}
		if price.List.Base.Output.Cmp(price.List.Base.Input.Mul(decimal.Whole(2))) > 0 {
			several++
		}
	}
	if all < 50 || dearer*100 < all*90 || several*100 < all*50 {
		t.Errorf("of %d models the output of %d is dearer, of %d by more than twice", all, dearer, several)
	}
}

func TestBadLessonsSayWhatIsWrong(t *testing.T) {
	s := testkit.ReadSchema(t, "lesson")
	for _, test := range []struct {
		from, to, says string
		schema         bool
	}{
		{`threelimits-lesson`, `threelimits-deck`, `line 1, format: "threelimits-deck" is not accepted here; accepted is threelimits-lesson.`, true},
		{`"goals": ["Know it"], `, ``, `goals: is missing.`, true},
		{`["Know it"]`, `"Know it"`, `line 1, goals: must be a list.`, true},
		{`"id": "two"`, `"id": "one"`, `line 3, steps.1.id: is the id of a step before it.`, false},
		{`"id": "two"`, `"id": "Two"`, `line 3, steps.1.id: must be at most 60 small letters`, true},
		{`{ "reading": 3 }`, `3`, `line 3, steps.1.minutes: must be an object with reading.`, true},
		{`{ "reading": 3 }`, `{ "reading": "3" }`, `line 3, steps.1.minutes.reading: must be a whole number of minutes from 0 to 600.`, true},
		{`{ "reading": 3 }`, `{ "reading": 1.5 }`, `steps.1.minutes.reading: must be a whole number`, true},
		{`{ "reading": 3 }`, `{ "reading": 1e300 }`, `steps.1.minutes.reading: must be a whole number`, true},
		{`"minutes": { "reading": 3 },`, ``, `steps.1.minutes: is missing.`, true},
		{`"text": ["Read."]`, `"text": "Read."`, `line 2, steps.0.text: must be a list`, true},
		{`"text": ["Read."]`, `"text": []`, `line 2, steps.0.text: must be a list of at least one paragraph.`, true},
		{`"text": ["Read."]`, `"text": [5]`, `line 2, steps.0.text.0: must be a text, { "formula": text }, { "list": texts } or { "steps": texts }.`, true},
		{`"text": ["Read."]`, `"text": [""]`, `line 2, steps.0.text.0: must be a text.`, true},
		{`"text": ["Read."]`, `"text": ["<b>Read.</b>", {"html": "x"}]`, `line 2, steps.0.text.1: must be a text,`, true},
		{`"formula": "a + b"`, `"formula": "a + b", "bold": true`, `line 7, steps.1.text.1.bold: is not a field; here are accepted formula.`, true},
		{`{ "list": [`, `{ "list": [5, `, `line 7, steps.1.text.2.list.0: must be a text`, true},
		{`[output] tokens`, `[outptu] tokens`, `line 7, steps.1.text.0: [outptu] stands for nothing; accepted are the numbers (output, speed), model,`, false},
		{`[output] tokens`, `[output tokens`, `line 7, steps.1.text.0: [output tokens take [latency.total] stands for nothing`, false},
		{`Half: [half: latency.total] s.`, `Half: [half: latency.total`, `line 7, steps.1.text.2.list.0: opens a bracket and does not close it: "[half: latency.total".`, false},
		{`[half: latency.total]`, `[third: latency.total]`, `line 7, steps.1.text.2.list.0: names the case "third", which is not among the cases.`, false},
		{`[half: latency.total]`, `[half: latency.sum]`, `line 7, steps.1.text.2.list.0: [latency.sum] stands for nothing`, false},
		{`[half: latency.total]`, `[half: cost.perDay]`, `line 7, steps.1.text.2.list.0: [half: cost.perDay] has no value: the scenario gives none, with output = 400, speed = 80.`, false},
		{`Halve [output]`, `Halve [window]`, `line 8, steps.1.takeAway.0: [window] has no value: the scenario gives none`, false},
		{`"Read."`, `"[cutoff]"`, `line 2, steps.0.text.0: [cutoff] has no value`, false},
		{`"speed": 80 }`, `"speed": "80" }`, `line 4, steps.1.numbers.speed: must be a number.`, true},
		{`"numbers": { "output": 400, "speed": 80 }`, `"numbers": 5`, `line 4, steps.1.numbers: must be an object with a number for each name.`, true},
		{`"speed": 80 }`, `"the speed": 80 }`, `line 4, steps.1.numbers.the speed: must be named by a letter`, false},
		{`"=speed"`, `"=sped"`, `line 5, steps.1.scenario.speed.tokensPerSecond: names "sped", which is none of the numbers: output, speed.`, false},
		{`"ttft": 0.5`, `"ttft": -1`, `line 5, steps.1.scenario.speed.ttft: must not be negative`, false},
		{`"scenario": {`, `"scenario": { "model": "no/body",`, `line 5, steps.1.scenario.model: no/body is not in the catalogue`, false},
		{`"scenario": {`, `"scenario": { "model": "openai/gpt-6.1-sol", "asOf": "soon",`, `line 5, steps.1.scenario.asOf: must be a date`, false},
		{`"=output / 2"`, `"=output / 0"`, `line 6, steps.1.cases.half.request.output: divides by 0`, false},
		{`"=output / 2"`, `-2`, `line 6, steps.1.cases.half.request.output: must not be negative`, false},
		{`"half": {`, `"half": { "sped": 1,`, `line 6, steps.1.cases.half.sped: is not a field`, false},
		{`"half": {`, `"second half": {`, `line 6, steps.1.cases.second half: must be named by a letter`, false},
		{`"do": "loop"`, `"do": "juggle"`, `line 8, steps.1.do: "juggle" is not accepted here; accepted is tokens, stateless`, true},
		{`"do": "loop"`, `"do": ["loop", "juggle"]`, `line 8, steps.1.do.1: "juggle" is not accepted here; accepted are tokens, stateless`, true},
		{`"do": "loop"`, `"do": 5`, `line 8, steps.1.do: must be a list.`, true},
		{`https://example.org/`, `javascript:alert(1)`, `line 9, steps.1.sources.0.url: must begin with https://.`, true},
		{`"2026-11-20"`, `"20 November"`, `line 9, steps.1.sources.0.checked: must be a day, such as 2026-11-20.`, true},
		{`"sources": [`, `"claims": [{ "says": "take [latency.total] s", "title": "T", "url": "https://e.org/", "checked": "2026-11-20" }], "sourced": [`, `steps.1.sourced: is not a field`, true},
		{`"sources": [`, `"claims": [{ "says": "Never said", "title": "T", "url": "https://e.org/", "checked": "2026-11-20" }], "sources": [`, `line 9, steps.1.claims.0.says: stands in no text of the step`, false},
		{`"sources": [`, `"claims": [{ "says": "Half: [half", "title": "T", "url": "https://e.org/", "checked": "2026-11-20" }], "sources": [`, `steps.1.claims.0.says: opens a bracket`, false},
		{`"sources": [`, `"claims": [{ "says": "a + b", "title": "T", "url": "https://e.org/" }], "sources": [`, `steps.1.claims.0.checked: is missing.`, true},
		{`"sources": [`, `"claims": [{ "says": "a + b", "title": "T", "url": "http://e.org/", "checked": "2026-11-20" }], "sources": [`, `steps.1.claims.0.url: must begin with https://`, true},
		{`"sources": [`, `"source": [`, `line 9, steps.1.source: is not a field; here are accepted id, title`, true},
		{goodLesson[strings.Index(goodLesson, `"steps"`):], `"steps": [] }`, `line 1, steps: must be 1 to 50 steps.`, true},
		{goodLesson[strings.Index(goodLesson, `"steps"`):], `"steps": [5] }`, `line 1, steps.0: must be an object with id, title, minutes, text.`, true},
	} {
		bad := strings.Replace(goodLesson, test.from, test.to, 1)
		if bad == goodLesson {
			t.Fatalf("%s is not in the good lesson", test.from)
		}
		lesson, problems := readLesson(t, bad, "2026-11-20")
		var said []string
		for i := range problems {
			said = append(said, problems[i].String())
		}
		if all := strings.Join(said, "\n"); lesson != nil || !strings.Contains(all, test.says) {
			t.Errorf("%.60s → %.60s says\n  %s\nwant\n  %s", test.from, test.to, all, test.says)
		}
		var object any
		if err := json.Unmarshal([]byte(bad), &object); err != nil {
			t.Fatal(err)
		}
		if wrong := s.Validate(object); test.schema != (len(wrong) > 0) {
			t.Errorf("%.60s → %.60s: the schema says %v", test.from, test.to, wrong)
		}
	}
}

// TestUsualMistakesAreListed: each has a name and says why it is one, and no name stands in brackets there.
func TestUsualMistakesAreListed(t *testing.T) {
	list := UsualMistakes()
	if len(list) < 30 {
		t.Fatalf("%d", len(list))
	}
	for _, m := range list {
		if m.Code == "" || m.Name == "" || m.Message == "" || strings.Contains(m.Message, "[") {
			t.Errorf("%+v", m)
		}
	}
}

func FuzzLesson(f *testing.F) {
	f.Add(goodLesson)
	if text, err := os.ReadFile(testkit.Root() + "/site/content/lessons/three-limits.json"); err == nil {
		f.Add(string(text))
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !json.Valid([]byte(text)) {
			return
		}
		lesson, problems := readLesson(t, text, "2026-11-20")
		if (lesson == nil) == (len(problems) == 0) {
			t.Fatalf("%+v, %v", lesson, problems)
		}
	})
}
