package generate

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"threelimits/calc/fault"
	"threelimits/calc/internal/testkit"
	"threelimits/calc/wire"
)

// settingsOf are settings as they cross, of path, kind and text in turn.
func settingsOf(parts ...any) []byte {
	return testkit.Block(append([]any{len(parts) / 3}, parts...)...)
}

// open has one generator, whose tokens are the letters of a text, and its number.
func open(t *testing.T) (all *Generators, number int) {
	t.Helper()
	all = new(Generators)
	tokens, block := []uint32{}, []any{26}
	for letter := 'a'; letter <= 'z'; letter++ {
		block = append(block, int(letter), string(letter))
	}
	for _, letter := range strings.Repeat("abcd", 20) {
		tokens = append(tokens, uint32(letter))
	}
	number, err := all.Open(tokens, testkit.Block(block...), 3, 40, false)
	if err != nil {
		t.Fatal(err)
	}
	return all, number
}

// decoded is what a call gave, as the page reads it.
func decoded[T any](t *testing.T, text []byte, err error) (v T) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &v); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return v
}

func TestGenerators(t *testing.T) {
	all, number := open(t)
	if err := all.TrainTo(number, 60); err != nil {
		t.Fatal(err)
	}
	text, err := all.State(number)
	if got := decoded[struct {
		Tokens, UpTo, Order, Vocabulary int
		Percent                         float64
	}](t, text, err); got.Tokens != 80 || got.UpTo != 60 || got.Percent != 75 || got.Order != 3 || got.Vocabulary != 4 {
		t.Errorf("%s", text)
	}
	greedy := settingsOf("temperature", "number", "0", "generated", "number", "1", "stop.0", "string", "zz", "stop.1", "string", "bc", "shown", "number", "2")
	text, err = all.Step(number, []uint32{'a', 'b'}, greedy)
	turn := decoded[struct {
		Context    struct{ Tokens, Generated int }
		Count      int
		Candidates []struct {
			Token struct{ Text string }
			CutBy *string
		}
		Draw struct {
			Step      int
			Candidate struct{ Token struct{ Text string } }
		}
		Stop struct{ Reason, Sequence, Text string }
	}](t, text, err)
	if turn.Context.Tokens != 2 || turn.Context.Generated != 1 || turn.Count != 4 || len(turn.Candidates) != 2 || turn.Candidates[0].CutBy != nil ||
		*turn.Candidates[1].CutBy != "temperature" || turn.Draw.Step != 1 || turn.Draw.Candidate.Token.Text != "c" || turn.Stop.Sequence != "bc" || turn.Stop.Text != "" {
		t.Errorf("%s", text)
	}
	text, err = all.Draws(number, []uint32{'a'}, settingsOf("step", "number", "5", "topK", "number", "1e12"), 100)
	if got := decoded[struct{ Draws int }](t, text, err); got.Draws != 100 {
		t.Errorf("%s", text)
	}
	text, err = all.Surprise(number, 2)
	if got := decoded[struct{ Blocks []struct{ Bits float64 } }](t, text, err); len(got.Blocks) != 2 {
		t.Errorf("%s", text)
	}
	if err := all.Close(number); err != nil {
		t.Fatal(err)
	}
	_, state := all.State(number)
	_, step := all.Step(number, nil, settingsOf())
	_, draws := all.Draws(number, nil, settingsOf(), 1)
	_, surprise := all.Surprise(number, 1)
	for i, err := range []error{all.TrainTo(number, 1), state, step, draws, surprise, all.Close(number)} {
		if known := (*fault.Error)(nil); !errors.As(err, &known) || known.Code != wire.Closed {
			t.Errorf("%d: %v", i, err)
		}
	}
}

func TestBadSettingsAreNamed(t *testing.T) {
	all, number := open(t)
	for _, test := range []struct{ path, kind, text, field string }{
		{"temperature", "number", "NaN", "temperature"}, {"temperature", "number", "Infinity", "temperature"}, {"temperature", "number", "-1", "temperature"},
		{"temperature", "number", "1e308", "temperature"}, {"temperature", "string", "1", "temperature"}, {"temperature", "null", "", "temperature"},
		{"topK", "number", "1.5", "topK"}, {"topK", "number", "-1", "topK"}, {"topK", "number", "1e308", "topK"}, {"topP", "number", "1.1", "topP"},
		{"minP", "number", "-0.1", "minP"}, {"seed", "number", "9007199254740992", "seed"}, {"maxTokens", "number", "0", "maxTokens"},
		{"generated", "number", "4", "generated"}, {"stop.0", "string", "", "stop.0"}, {"stop.0", "number", "5", "stop.0"}, {"order.0", "string", "topZ", "order[0]"},
		{"order.x", "boolean", "true", "order.x"}, {"top_k", "number", "1", "top_k"}, {"stop", "string", "x", "stop"}, {"", "number", "1", ""},
	} {
		_, err := all.Step(number, []uint32{'a', 'b', 'c'}, settingsOf(test.path, test.kind, test.text))
		var known *fault.Error
		if !errors.As(err, &known) || known.Code != fault.BadArgument || known.Field != test.field {
			t.Errorf("%s of %s %q: %v", test.path, test.kind, test.text, err)
		}
	}
	text, err := all.Step(number, []uint32{'a'}, settingsOf("order", "array", ""))
	if got := decoded[struct{ Steps []struct{} }](t, text, err); len(got.Steps) != 0 {
		t.Errorf("an empty order does %s", text)
	}
}

func TestIncomplete(t *testing.T) {
	all, number := open(t)
	settings := settingsOf("topK", "number", "3", "stop.0", "string", "x")
	for n := range settings {
		if _, err := all.Step(number, nil, settings[:n]); err == nil {
			t.Fatalf("the first %d bytes of settings are accepted", n)
		}
		if _, err := Sample(make([]byte, 8), settings[:n]); err == nil {
			t.Fatalf("the first %d bytes of settings are accepted", n)
		}
	}
	_, texts := all.Open(nil, []byte{1}, 3, 0, false)
	_, order := all.Open(nil, testkit.Block(0), 9, 0, false)
	_, stub := Sample(make([]byte, 7), settingsOf())
	_, leaves := ReadLogprobs([]byte{1})
	for i, err := range []error{texts, order, stub, leaves} {
		if known := (*fault.Error)(nil); !errors.As(err, &known) || known.Code != fault.BadArgument {
			t.Errorf("%d: %v", i, err)
		}
	}
}

func TestSample(t *testing.T) {
	logprobs := func(p ...float64) (out []byte) {
		for _, x := range p {
			out = binary.LittleEndian.AppendUint64(out, math.Float64bits(math.Log(x)))
		}
		return out
	}
	text, err := Sample(logprobs(0.5, 0.3), settingsOf("topP", "number", "0.5", "topK", "number", "1", "order.0", "string", "topP", "order.1", "string", "topK"))
	got := decoded[struct {
		Count   int
		Steps   []struct{ Name string }
		Missing float64
		Exact   bool
	}](t, text, err)
	if got.Count != 2 || got.Exact || math.Abs(got.Missing-0.2) > 1e-12 || len(got.Steps) != 2 || got.Steps[0].Name != "topP" || strings.Contains(string(text), `"token"`) {
		t.Errorf("%s", text)
	}
	var known *fault.Error
	if _, err := Sample(logprobs(0.1, 1.5), settingsOf()); !errors.As(err, &known) || known.Field != "logprobs[1]" {
		t.Error(err)
	}
}

func TestReadLogprobs(t *testing.T) {
	text, err := ReadLogprobs(testkit.PackLeaves(t, `{"content":[{"token":"a","logprob":-1}]}`))
	got := decoded[[]struct {
		Path  string
		Steps []struct {
			Chosen     int
			Candidates []struct{ Token struct{ Text string } }
		}
	}](t, text, err)
	if len(got) != 1 || got[0].Path != "content" || got[0].Steps[0].Candidates[0].Token.Text != "a" {
		t.Errorf("%s", text)
	}
	var known *fault.Error
	if _, err := ReadLogprobs(testkit.PackLeaves(t, `{"content":[{"token":"a","logprob":"-3"}]}`)); !errors.As(err, &known) || known.Code != "bad-logprobs" {
		t.Error(err)
	}
}

func TestOrders(t *testing.T) {
	orders := decoded[[]struct {
		ID, Name, Source, Checked string
		Steps                     []string
	}](t, Orders(), nil)
	for _, o := range orders {
		if o.ID == "" || o.Name == "" || !strings.HasPrefix(o.Source, "https://") || len(o.Checked) != 10 || len(o.Steps) < 3 {
			t.Errorf("%+v", o)
		}
	}
	if len(orders) != 4 || !slices.Equal(orders[1].Steps, []string{"topK", "topP", "minP", "temperature"}) {
		t.Errorf("%+v", orders)
	}
}
