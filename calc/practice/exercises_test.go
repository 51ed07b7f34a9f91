package practice

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"

	"threelimits/calc/decimal"
	"threelimits/calc/exercise"
	"threelimits/calc/internal/testkit"
)

// fileLeaves reads JSON as the page does: in the file's order, each leaf with its line.
func fileLeaves(tb testing.TB, text string) []exercise.Leaf {
	tb.Helper()
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	var leaves []exercise.Leaf
	leaf := func(path []string, kind, value string) {
		line := 1 + strings.Count(text[:d.InputOffset()], "\n")
		leaves = append(leaves, exercise.Leaf{Path: slices.Clone(path), Kind: kind, Text: value, Line: line})
	}
	var walk func(path []string)
	walk = func(path []string) {
		token, err := d.Token()
		if err != nil {
			tb.Fatalf("%v in %s", err, text)
		}
		switch v := token.(type) {
		case json.Delim:
			kind := map[json.Delim]string{'{': "object", '[': "array"}[v]
			empty := true
			for i := 0; d.More(); i++ {
				name := strconv.Itoa(i)
				if empty = false; kind == "object" {
					key, _ := d.Token()
					name = key.(string)
				}
				walk(append(path, name))
			}
			if d.Token(); empty {
				leaf(path, kind, "")
			}
		case json.Number:
			leaf(path, "number", v.String())
		case string:
			leaf(path, "string", v)
		case bool:
			leaf(path, "boolean", strconv.FormatBool(v))
		case nil:
			leaf(path, "null", "")
		}
	}
	walk(nil)
	return leaves
}

// exerciseFiles are our own, by their name.
func exerciseFiles(tb testing.TB) map[string]string {
	tb.Helper()
	paths, err := filepath.Glob(testkit.Root() + "/site/content/exercises/*.json")
	if err != nil || len(paths) == 0 {
		tb.Fatalf("no exercises: %v", err)
	}
	files := map[string]string{}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			tb.Fatal(err)
		}
		files[strings.TrimSuffix(filepath.Base(path), ".json")] = string(text)
	}
	return files
}

func mustRead(tb testing.TB, text string) *exercise.Exercise {
	tb.Helper()
	x, problems := CheckExercise(fileLeaves(tb, text))
	for i := range problems {
		tb.Error(problems[i].String())
	}
	if x == nil {
		tb.FailNow()
	}
	return x
}

// TestEverySeedMakesAGoodExercise: 10,000 seeds of each kind. Each has an answer, which is right when typed; each usual mistake
// is recognised, told apart from the answer, and from the others or named with them.
func TestEverySeedMakesAGoodExercise(t *testing.T) {
	byKind := map[string][]*exercise.Exercise{}
	files := exerciseFiles(t)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		x := mustRead(t, files[name])
		if x.ID != name {
			t.Errorf("%s.json calls itself %s", name, x.ID)
		}
		byKind[x.Kind] = append(byKind[x.Kind], x)
	}
	seeds := 10_000
	if testing.Short() || runtime.GOOS == "js" { // the same arithmetic, ten times as slow
		seeds = 500
	}
	found := map[string]bool{}
	for _, kind := range []string{exercise.Cost, exercise.Latency, exercise.Context, exercise.Conversation, exercise.Choice} {
		if len(byKind[kind]) == 0 {
			t.Errorf("no exercise of the kind %s", kind)
			continue
		}
		for seed := range seeds {
			x := byKind[kind][seed%len(byKind[kind])]
			q, problem := Pose(x, strconv.Itoa(seed))
			if problem != nil {
				t.Fatalf("%s, seed %d: %s", x.ID, seed, problem)
			}
			if kind == exercise.Choice {
				checkChoices(t, q)
			} else {
				checkAnswers(t, q, found)
			}
			if t.Failed() {
				t.Fatalf("%s, seed %d: %v", x.ID, seed, q.values)
			}
		}
	}
	for i := range mistakes {
		if !found[mistakes[i].code] {
			t.Errorf("no exercise can be got wrong by %s", mistakes[i].code)
		}
	}
}

// TestNoMistakeIsCalledRight: 1,000 seeds of every exercise.
func TestNoMistakeIsCalledRight(t *testing.T) {
	seeds := 1000
	if testing.Short() || runtime.GOOS == "js" {
		seeds = 50
	}
	for name, text := range exerciseFiles(t) {
		x := mustRead(t, text)
		called := map[string]int{}
		for seed := range seeds {
			q, problem := Pose(x, strconv.Itoa(seed))
			if problem != nil {
				t.Fatalf("%s, seed %d: %s", name, seed, problem)
			}
			for i := range q.mistakes {
				if m := &q.mistakes[i]; q.Tolerance.Holds(m.value, q.answer, q.Unit) {
					called[m.code]++
				}
			}
		}
		if len(called) > 0 {
			t.Errorf("%s: of %d seeds, called right: %v", name, seeds, called)
		}
	}
}

func checkChoices(t *testing.T, q *Question) {
	rights := 0
	for i := range q.Choices {
		g := q.Grade(strconv.Itoa(i))
		if (g.Verdict == Right) != q.Choices[i].Right {
			t.Errorf("choice %d is %s", i, g.Verdict)
		}
		if len(g.Choices) != len(q.Choices) {
			t.Errorf("%d of %d choices are explained", len(g.Choices), len(q.Choices))
		}
		if g.Verdict == Right {
			rights++
		}
	}
	if rights != 1 {
		t.Errorf("%d choices are right", rights)
	}
}

func checkAnswers(t *testing.T, q *Question, found map[string]bool) {
	if n := q.calledRight() + q.confusions(); n > 0 {
		t.Errorf("%d mistakes come near the answer or another mistake", n)
	}
	answer := q.Key().Answer
	if g := q.Grade(answer.Value); g.Verdict != Right || len(g.Mistakes) > 0 {
		t.Errorf("the answer %s is %s: %s", answer.Value, g.Verdict, g.Message)
	}
	if w := q.working(); len(w) == 0 {
		t.Errorf("no working")
	} else if last := w[len(w)-1]; last.Value != answer.Value || last.Unit != answer.Unit {
		t.Errorf("the working ends in %s, the answer is %s", last.Value, answer.Value)
	}
	for i := range q.mistakes {
		m := &q.mistakes[i]
		g := q.Grade(q.Unit.FromBase(m.value).String())
		named := slices.ContainsFunc(g.Mistakes, func(made MadeMistake) bool { return made.Code == m.code && made.Name == m.name })
		if g.Verdict != Wrong || !named {
			t.Errorf("%s: %s is %s, named %v", m.name, m.value, g.Verdict, g.Mistakes)
		}
		for _, other := range g.Mistakes {
			if other.Code != m.code && other.Value != q.Unit.FromBase(m.value).String() {
				t.Errorf("%s is also called %s", m.name, other.Name)
			}
		}
		found[m.code] = true
	}
}

// TestAnswersAreTheEnginesOwn works some out by hand.
func TestAnswersAreTheEnginesOwn(t *testing.T) {
	for _, test := range []struct {
		file string
		of   func(v func(string) float64) float64
	}{
		{"support-day", func(v func(string) float64) float64 { return v("requests") * (v("input")*2 + v("output")*10) / 1e6 }},
		{"cached-prompt", func(v func(string) float64) float64 {
			return v("requests") * (v("system")*0.1 + v("user")*2 + v("output")*10) / 1e6
		}},
		{"translation-characters", func(v func(string) float64) float64 { return v("characters") / 4 * 12 / 1e6 }},
		{"voice-agent-wait", func(v func(string) float64) float64 { return v("ttft")/1000 + v("output")/v("speed") }},
		{"reasoning-first-word", func(v func(string) float64) float64 { return v("ttft") + v("reasoning")/v("speed") }},
		{"window-share", func(v func(string) float64) float64 {
			return (v("documents") + v("system") + v("maxTokens")) / 32000 * 100
		}},
		{"chat-tokens", func(v func(string) float64) float64 {
			n := v("turns")
			return n*(v("system")+v("user")) + (v("user")+v("output"))*n*(n-1)/2
		}},
	} {
		x := mustRead(t, exerciseFiles(t)[test.file])
		for seed := range 50 {
			q, _ := Pose(x, strconv.Itoa(seed))
			want := test.of(func(name string) float64 {
				amount, ok := q.values.Of(name)
				if !ok {
					t.Fatalf("%s has no %s", test.file, name)
				}
				return amount.Float64()
			})
			if got := q.answer.Float64(); got < want*0.997 || got > want*1.003 {
				t.Errorf("%s: %v, want %v", test.file, got, want)
			}
		}
	}
}

func TestASeedMakesTheSameExerciseEachTime(t *testing.T) {
	posed := func(text, seed string) *PosedExercise {
		q, problem := Pose(mustRead(t, text), seed)
		if problem != nil {
			t.Fatal(problem)
		}
		return q.Posed()
	}
	file := exerciseFiles(t)["support-month"]
	if first, again, other := posed(file, "anna"), posed(file, "anna"), posed(file, "bert"); !reflect.DeepEqual(first, again) || reflect.DeepEqual(first, other) {
		t.Errorf("one seed: %+v\n%+v\nanother: %+v", first, again, other)
	}
	if plain, other := posed(file, "anna berg"), posed(file, " Anna  BERG "); !reflect.DeepEqual(plain, other) || plain.Attempts != 2 {
		t.Errorf("one student, written in two ways: %+v\n%+v", plain, other)
	}
	if anna := posed(file, "anna").Text; !slices.ContainsFunc(anna, func(p TextPiece) bool { return p.Name == "system" && p.Text == "1,200" }) {
		t.Errorf("a name in small letters has other numbers than it had: %+v", anna)
	}
	fixed := strings.Replace(file, `"hints"`, `"seed": 7, "hints"`, 1)
	if first, other := posed(fixed, "anna"), posed(fixed, "bert"); !reflect.DeepEqual(first, other) || first.Seed != "7" {
		t.Errorf("a fixed seed: %+v\n%+v", first, other)
	}
}

// TestMistakesGiveWhatTheySay: every usual mistake, worked out by hand.
func TestMistakesGiveWhatTheySay(t *testing.T) {
	given := map[string]bool{}
	for _, test := range []struct{ file, numbers, answer, mistakes string }{
		// 4,100 tokens at $2 and 500 at $10: $0.0082 + $0.005; 2,000 requests on 30 days.
		{"support-month", "system 1000 documents 3000 user 100 output 500 requests 2000 days 30", "792",
			"cents 79200 per-thousand 792000 per-token 792000000 forgot-output 492 forgot-input 300 swapped-prices 2520 one-price 552 " +
				"forgot-days 26.4 forgot-requests 0.396 only-one-request 0.0132 output-price 2760 no-instructions 672 no-documents 432"},
		// 5,000 × (3,000 × $2 + 500 × $10) ÷ 1,000,000
		{"support-day", "requests 5000 input 3000 output 500", "55", "month-for-day 1650 output-price 175"},
		// 10 × 1,100 + 400 × 45 = 29,000 tokens in, 3,000 out; in cents.
		{"chat-cost", "system 1000 user 100 output 300 turns 10", "8.8", "dollars 0.088 linear-growth 5.2 remembered 3.4 forgot-answers 6.1 forgot-output 5.8 no-half 12.4 no-instructions 6.8"},
		{"chat-tokens", "system 500 user 100 output 300 turns 10", "24000",
			"linear-growth 6000 remembered 1500 forgot-answers 10500 last-call-only 4200 output-counted 27000 no-half 42000 no-instructions 19000"},
		{"chat-last-input", "system 500 user 100 output 200 turns 10", "3300", "first-call 600 no-answers 1500 one-turn-too-many 3500"},
		{"cached-prompt", "system 8192 requests 10000 user 200 output 100", "22.192", "forgot-cache 177.84 forgot-output 12.192 all-cached 18.392"},
		{"translation-characters", "characters 40000", "12", "own 48 own 42"},
		{"questions-on-documents", "system 1000 documents 50000 user 200 maxTokens 4096 output 500", "72704",
			"not-reserved 76800 expected-only 76300 reserved-twice 72204 used-for-free 55296"},
		{"window-share", "documents 12000 system 1000 maxTokens 3000", "50", "not-reserved 40.6 expected-only 42.2 reserved-twice 51.6 fraction 0.5"},
		// (8,192 − 1,024 − 1,100) ÷ 400 = 15.17
		{"chat-last-call", "window 8192 system 1000 user 100 output 300 maxTokens 1024", "16",
			"calls-not-reserved 18 calls-no-answers 61 calls-no-first 17 calls-all-fixed 5 calls-not-first 15"},
		{"code-review-wait", "input 8000 output 800 ttft 2 speed 40", "22",
			"milliseconds 22000 ttft-in-milliseconds 2020 forgot-ttft 20 forgot-generation 2 input-generated 222 input-instead 202 multiplied 32002"},
		{"autocomplete-wait", "ttft 200 output 20 speed 100", "400", "seconds 0.4 forgot-ttft 200"},
		{"reasoning-wait", "input 10000 reasoning 1000 output 500 ttft 2 speed 50", "32", "forgot-reasoning 12"},
		{"reasoning-first-word", "reasoning 2000 output 400 ttft 1 speed 50", "41", "first-token 1 whole-answer 49 forgot-ttft 40 ttft-in-milliseconds 1040"},
	} {
		q := posedWith(t, test.file, test.numbers)
		key := q.Key()
		if key.Answer.Value != test.answer {
			t.Errorf("%s: %s, want %s", test.file, key.Answer.Value, test.answer)
		}
		words := strings.Fields(test.mistakes)
		for i := 0; i < len(words); i += 2 {
			code, want := words[i], words[i+1]
			given[code] = true
			if !slices.ContainsFunc(key.Mistakes, func(m MadeMistake) bool { return m.Code == code && m.Value == want }) {
				t.Errorf("%s: no %s gives %s in %v", test.file, code, want, key.Mistakes)
			}
		}
	}
	for i := range mistakes {
		if code := mistakes[i].code; !given[code] {
			t.Errorf("%s is not worked out by hand", code)
		}
	}
}

// posedWith is an exercise of ours with numbers of the test's: "name value name value".
func posedWith(t *testing.T, file, numbers string) *Question {
	t.Helper()
	x := mustRead(t, exerciseFiles(t)[file])
	var values exercise.Values
	words := strings.Fields(numbers)
	for i := 0; i < len(words); i += 2 {
		amount, err := decimal.Parse(words[i+1])
		if err != nil {
			t.Fatal(err)
		}
		values = append(values, exercise.Value{Name: words[i], Amount: amount})
	}
	q, problem := ask(x, values)
	if problem != nil {
		t.Fatal(problem)
	}
	return q
}

func TestGrading(t *testing.T) {
	q := posedWith(t, "code-review-wait", "input 8000 output 800 ttft 2 speed 40")
	for _, test := range []struct{ typed, verdict, mistake string }{
		{"22", Right, ""}, {"22 s", Right, ""}, {"22,000 ms", Right, ""}, {"21.4", Right, ""}, {"22.6", Right, ""}, {"0.37 min", Right, ""},
		{"20", Wrong, "forgot-ttft"}, {"22000", Wrong, "milliseconds"}, {"2020", Wrong, "ttft-in-milliseconds"},
		{"222", Wrong, "input-generated"}, {"202", Wrong, "input-instead"}, {"32002", Wrong, "multiplied"}, {"2", Wrong, "forgot-generation"},
		{"10", Wrong, ""}, {"100", Wrong, ""}, {"20.9", Near, ""}, {"23.9", Near, ""}, {"24", Wrong, ""}, {"3,5 s", Unread, ""}, {"", Unread, ""}, {"$22", Unread, ""}, {"1e308", Unread, ""},
	} {
		g := q.Grade(test.typed)
		code := ""
		if len(g.Mistakes) > 0 {
			code = g.Mistakes[0].Code
		}
		if g.Verdict != test.verdict || code != test.mistake || len(g.Mistakes) > 1 {
			t.Errorf("%q: %s %q, want %s %q (%s)", test.typed, g.Verdict, code, test.verdict, test.mistake, g.Message)
		}
	}
	for typed, said := range map[string]string{"10": "Too low.", "100": "Too high.", "20.9": "Near: a little too low.", "23.9": "Near: a little too high."} {
		if g := q.Grade(typed); g.Message != said {
			t.Errorf("%s: %s, want %s", typed, g.Message, said)
		}
	}
	month := posedWith(t, "support-month", "system 1000 documents 3000 user 100 output 500 requests 4750 days 30")
	for typed, verdict := range map[string]string{"1,881": Right, "1881": Right, "1.881": Unread, "1.8810": Wrong, "1.9": Wrong, "1.234": Wrong, "62.7*30": Right, "$62.70 x 30 a month": Right} {
		if g := month.Grade(typed); g.Verdict != verdict {
			t.Errorf("%s beside %s is %s: %s", typed, month.answer, g.Verdict, g.Message)
		}
	}
	if g := q.Grade("about 20 min"); g.Value != "1200" || g.Read != "20 minutes" {
		t.Errorf("20 minutes are read as %q, %q seconds", g.Read, g.Value)
	}
	q.Tolerance = exercise.Tolerance{Absolute: decimal.Whole(0)}
	if g := q.Grade("22.001"); g.Verdict != Wrong {
		t.Errorf("22.001 is %s where the answer is asked for exactly", g.Verdict)
	}
}

// TestTimesAreRoundedForReading: 900 tokens at 113 a second are 7.96460177 s. What is graded is not rounded.
func TestTimesAreRoundedForReading(t *testing.T) {
	q := posedWith(t, "code-review-wait", "input 8000 output 900 ttft 60 speed 113")
	if a := q.Key().Answer; a.Text != "67.965 seconds" || !strings.HasPrefix(a.Value, "67.96460177") {
		t.Errorf("%+v", a)
	}
	for _, hint := range q.Posed().Hints {
		for _, piece := range hint {
			if piece.Name == "latency.generation" && (piece.Text != "7.965" || !strings.HasPrefix(piece.Value, "7.96460177")) {
				t.Errorf("%+v", piece)
			}
		}
	}
	if got := timed(decimal.Digits("123456", 6)); got != "0.123" {
		t.Error(got)
	}
}

// TestTokensAreRoundedToTheNearest: 6,003 characters at four a token are 1,500.75 tokens.
func TestTokensAreRoundedToTheNearest(t *testing.T) {
	q := posedWith(t, "translation-characters", "characters 6003")
	if got := q.Work.Scenario.Request.Documents.Typical; got != 1501 {
		t.Errorf("%d tokens", got)
	}
}

// What a vendor sends along with tools is in every figure that an exercise can ask for, not in those of the estimate alone.
func TestToolPromptIsInEveryFigure(t *testing.T) {
	one := func(figure string) *Question {
		t.Helper()
		kind, _, _ := strings.Cut(figure, ".")
		x := mustRead(t, `{"format": "threelimits-exercise", "version": 1, "id": "tools", "kind": "`+kind+`", "title": "T", "text": "How many, for [n]?",
		  "numbers": {"n": {"from": 100, "to": 100, "step": 1}}, "ask": {"figure": "`+figure+`", "unit": "tokens", "tolerance": {"absolute": 0}},
		  "scenario": {"model": "anthropic/claude-opus-4-8", "asOf": "2026-11-20", "request": {"user": "=n", "tools": 50, "toolUse": "auto", "output": 10}, "conversation": {"turns": 1}}}`)
		q, problem := Pose(x, "1")
		if problem != nil {
			t.Fatal(problem)
		}
		return q
	}
	for _, figure := range []string{"context.input", "conversation.input"} {
		if got := one(figure).answer.String(); got != "440" {
			t.Errorf("%s is %s, want 440: one call sends 100 + 50 and the vendor's 290", figure, got)
		}
	}
}
