package practice

import (
	"encoding/json"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"

	"threelimits/calc/fault"
	"threelimits/calc/internal/testkit"
	"threelimits/calc/practice"
)

// fileOf are the leaves of a file as they cross, all on line 7.
func fileOf(tb testing.TB, text string) []byte {
	tb.Helper()
	leaves := testkit.Flatten(tb, text)
	parts := []any{len(leaves)}
	for _, l := range leaves {
		path := strings.Split(l.Path, ".")
		parts = append(parts, len(path))
		for _, name := range path {
			parts = append(parts, name)
		}
		parts = append(parts, l.Kind, l.Text, 7)
	}
	return testkit.Block(parts...)
}

// content is one of our own files.
func content(tb testing.TB, name string) []byte {
	tb.Helper()
	text, err := os.ReadFile(testkit.Root() + "/site/content/" + name)
	if err != nil {
		tb.Fatal(err)
	}
	return fileOf(tb, string(text))
}

func decoded[T any](t *testing.T, text []byte, err error) (v T) {
	t.Helper()
	if err == nil {
		err = json.Unmarshal(text, &v)
	}
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return v
}

type grade struct {
	Verdict  string
	Answer   *struct{ Value string }
	Mistakes []struct{ Value string }
	Working  []struct{}
}

// TestExercise: an exercise keeps its answer back until it is asked for.
func TestExercise(t *testing.T) {
	file := content(t, "exercises/support-day.json")
	posed, err := Exercise(file, "1")
	report := decoded[struct {
		Problems []struct{}
		Exercise struct{ ID string }
	}](t, posed, err)
	text, err := AnswerKey(file, "1")
	key := decoded[grade](t, text, err)
	if key.Verdict != practice.Shown || len(key.Working) < 3 || len(key.Mistakes) == 0 {
		t.Fatalf("key: %s", text)
	}
	if report.Exercise.ID != "support-day" || len(report.Problems) > 0 || strings.Contains(string(posed), `"`+key.Answer.Value+`"`) {
		t.Errorf("the exercise, whose answer is %s: %s", key.Answer.Value, posed)
	}
	text, err = Grade(file, "1", "$"+key.Answer.Value+" a day")
	if decoded[grade](t, text, err).Verdict != practice.Right {
		t.Errorf("right: %s", text)
	}
	text, err = Grade(file, "1", "3,5")
	if g := decoded[grade](t, text, err); g.Verdict != practice.Unread || g.Answer != nil || len(g.Working) > 0 {
		t.Errorf("unclear: %s", text)
	}
	for _, m := range key.Mistakes {
		text, err = Grade(file, "1", m.Value)
		if g := decoded[grade](t, text, err); g.Verdict != practice.Wrong || len(g.Mistakes) == 0 {
			t.Errorf("%v: %s", m, text)
		}
	}
}

func TestDeckAndLesson(t *testing.T) {
	text, err := Deck(content(t, "decks/lesson.json"))
	if deck := decoded[struct {
		Problems []struct{}
		Deck     struct {
			ID    string
			Cards []struct {
				ID  string
				URL *string
			}
		}
	}](t, text, err); len(deck.Problems) > 0 || deck.Deck.ID == "" || len(deck.Deck.Cards) < 30 || deck.Deck.Cards[0].ID != "tokens" || deck.Deck.Cards[0].URL != nil {
		t.Errorf("%s", text)
	}
	lesson := fileOf(t, `{"format":"threelimits-lesson","version":1,"id":"good","title":"Title","goals":["Know it"],"steps":[
		{"id":"one","title":"One","minutes":{"reading":2},"text":["Read."]},{"id":"two","title":"Two","minutes":{"reading":3},"text":["Read."]}]}`)
	text, err = Lesson(lesson, "two\nnone", testkit.Today)
	if got := decoded[struct {
		Lesson struct {
			Done  int
			Left  struct{ Total int }
			Steps []struct{ ID string }
		}
	}](t, text, err).Lesson; got.Done != 1 || got.Left.Total != 2 || len(got.Steps) != 2 {
		t.Errorf("%s", text)
	}
	if list := decoded[[]struct{ Code, Name, Message string }](t, UsualMistakes(), nil); len(list) < 30 || list[0].Code == "" {
		t.Errorf("%v", list)
	}
}

// TestBrokenFiles: what is no file is refused, and what is wrong with one is said with its line.
func TestBrokenFiles(t *testing.T) {
	type report struct {
		Problems               []struct{ Line int }
		Exercise, Deck, Lesson *struct{}
	}
	kinds := map[string]func(file []byte) ([]byte, error){
		"exercise": func(file []byte) ([]byte, error) { return Exercise(file, "1") },
		"deck":     Deck,
		"lesson":   func(file []byte) ([]byte, error) { return Lesson(file, "", testkit.Today) },
	}
	file := content(t, "exercises/support-day.json")
	for name, read := range kinds {
		for _, broken := range [][]byte{nil, {1}, file[:len(file)-1], append(slices.Clone(file), 0), {255, 255, 255, 255}} {
			var known *fault.Error
			if _, err := read(broken); !errors.As(err, &known) || known.Code != fault.BadArgument {
				t.Errorf("%s: %d bytes are taken: %v", name, len(broken), err)
			}
		}
		text, err := read(fileOf(t, `{"kind":"riddle"}`))
		if r := decoded[report](t, text, err); r.Exercise != nil || r.Deck != nil || r.Lesson != nil || !slices.ContainsFunc(r.Problems, func(p struct{ Line int }) bool { return p.Line == 7 }) {
			t.Errorf("%s: %s", name, text)
		}
	}
	var known *fault.Error
	if _, err := Grade(fileOf(t, `{"kind":"cost"}`), "1", "2"); !errors.As(err, &known) || known.Code != BadExercise {
		t.Errorf("a broken file is graded: %v", err)
	}
	if _, err := AnswerKey(nil, "1"); !errors.As(err, &known) || known.Code != fault.BadArgument {
		t.Errorf("nothing is graded: %v", err)
	}
}
