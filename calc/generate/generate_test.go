package generate

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"threelimits/calc/fault"
)

// byteGenerator is trained on a text of which every byte is a token.
func byteGenerator(t *testing.T, text string, training Training) *Generator {
	t.Helper()
	tokens, texts := make([]uint32, len(text)), map[uint32]string{}
	for i := range len(text) {
		tokens[i] = uint32(text[i])
		texts[tokens[i]] = text[i : i+1]
	}
	g, err := Train(tokens, texts, training)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// settingsOf are settings as they cross: path, kind, text.
func settingsOf(fields ...string) []byte {
	out := binary.LittleEndian.AppendUint32(nil, uint32(len(fields)/3))
	for _, text := range fields {
		out = append(binary.LittleEndian.AppendUint32(out, uint32(len(text))), text...)
	}
	return out
}

type stepJSON struct {
	Context    struct{ Tokens, Generated, Known int }
	Vocabulary int
	Count      int
	Kept       int
	Candidates []candidateJSON
	Rest       *struct {
		Count, Kept             int
		Before, After, From, To float64
	}
	Steps []struct {
		Name string
		Kept int
		Mass float64
	}
	Entropy, Choices struct{ Before, After float64 }
	Draw             struct {
		Seed, Step int64
		At         float64
		Candidate  candidateJSON
	}
	Stop *struct{ Reason, Sequence, Text string }
}

type candidateJSON struct {
	Token         *tokenJSON
	Place, Rank   int
	Before, After float64
	Bar           struct{ Before, After float64 }
	From, To      float64
	CutBy         *string
}

type tokenJSON struct {
	ID          *int64
	Text, Bytes string
	End         bool
}

func readJSON[T any](t *testing.T, text []byte, err error) (v T) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &v); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return v
}

func step(t *testing.T, g *Generator, context string, settings ...string) stepJSON {
	t.Helper()
	ids := make([]uint32, len(context))
	for i := range len(context) {
		ids[i] = uint32(context[i])
	}
	text, err := g.StepJSON(ids, settingsOf(settings...))
	return readJSON[stepJSON](t, text, err)
}

var banter = strings.Repeat("the cat sat on the mat. the dog sat on the log. the cat saw the dog. ", 3)

func TestStepLaysTheChoiceOut(t *testing.T) {
	g := byteGenerator(t, banter, Training{3, len(banter), true})
	s := step(t, g, "on the ", "temperature", "number", "0.8", "topK", "number", "6", "shown", "number", "4", "seed", "number", "11")
	if s.Vocabulary != s.Count || s.Context.Known != 2 || len(s.Candidates) != 4 || s.Rest == nil || s.Rest.Count != s.Count-4 || s.Rest.Kept != 2 || s.Kept != 6 {
		t.Fatalf("%+v", s)
	}
	before, after, at := s.Rest.Before, s.Rest.After, 0.0
	for rank, c := range s.Candidates {
		if c.From != at || math.Abs(c.To-c.From-100*c.After) > 1e-9 || c.Rank != rank || c.CutBy != nil || c.Token.ID == nil || len(c.Token.Text) != 1 {
			t.Errorf("candidate %d: %+v, expected from %v", rank, c, at)
		}
		before, after, at = before+c.Before, after+c.After, c.To
	}
	if math.Abs(before-1) > 1e-12 || math.Abs(after-1) > 1e-12 || s.Rest.From != at || s.Rest.To != 100 {
		t.Errorf("before adds up to %v, after to %v; the rest is %+v", before, after, s.Rest)
	}
	if largest := s.Candidates[0].Bar; math.Max(largest.Before, largest.After) != 100 {
		t.Errorf("the largest bar is %+v", largest)
	}
	if d := s.Draw; d.Seed != 11 || d.Step != 0 || d.At < d.Candidate.From || d.At >= d.Candidate.To {
		t.Errorf("drew %+v", d)
	}
	if e := s.Entropy; e.After >= e.Before || math.Abs(math.Exp2(e.After)-s.Choices.After) > 1e-12 {
		t.Errorf("%+v, %+v", e, s.Choices)
	}
	all := step(t, g, "on the ", "topK", "number", "6", "shown", "number", "100000")
	if all.Rest != nil || len(all.Candidates) != all.Count || *all.Candidates[6].CutBy != "topK" || all.Candidates[6].From != 100 {
		t.Errorf("of all candidates: %d, rest %+v", len(all.Candidates), all.Rest)
	}
}

// generate walks the loop.
func generate(t *testing.T, g *Generator, prompt string, settings ...string) (answer, reason string) {
	t.Helper()
	for n := range 400 {
		s := step(t, g, prompt+answer, append(slices.Clone(settings), "generated", "number", strconv.Itoa(n))...)
		if s.Context.Generated != n || s.Draw.Step != int64(n) {
			t.Fatalf("after %d tokens: %+v", n, s.Context)
		}
		if s.Stop != nil {
			return s.Stop.Text, s.Stop.Reason
		}
		answer += s.Draw.Candidate.Token.Text
	}
	return answer, ""
}

func TestTheLoop(t *testing.T) {
	g := byteGenerator(t, banter, Training{4, len(banter), false})
	seed := func(n string) []string { return []string{"seed", "number", n, "maxTokens", "number", "60"} }
	first, reason := generate(t, g, "the ", seed("1")...)
	if len(first) != 60 || reason != "max-tokens" {
		t.Errorf("%q, %s", first, reason)
	}
	if again, _ := generate(t, g, "the ", seed("1")...); again != first {
		t.Errorf("the same seed gave %q, then %q", first, again)
	}
	if other, _ := generate(t, g, "the ", seed("2")...); other == first {
		t.Error("another seed gave the same")
	}
	stopped, reason := generate(t, g, "the ", "seed", "number", "1", "stop.0", "string", "zebra", "stop.1", "string", " sat")
	if reason != "stop-sequence" || strings.Contains(stopped, " sat") {
		t.Errorf("%q, %s", stopped, reason)
	}
	greedy := []string{"temperature", "number", "0", "maxTokens", "number", "30"}
	one, _ := generate(t, g, "the d", append(greedy, "seed", "number", "1")...)
	two, _ := generate(t, g, "the d", append(greedy, "seed", "number", "2")...)
	if one != two || !strings.HasPrefix(one, "og") {
		t.Errorf("greedy: %q and %q", one, two)
	}
}

func TestTheEndIsPredicted(t *testing.T) {
	g := byteGenerator(t, "ab", Training{2, 2, true})
	s := step(t, g, "ab", "temperature", "number", "0")
	if s.Stop == nil || s.Stop.Reason != "end" || !s.Draw.Candidate.Token.End || s.Draw.Candidate.Token.ID != nil {
		t.Errorf("%+v", s)
	}
	if open := byteGenerator(t, "ab", Training{2, 2, false}); step(t, open, "ab").Count != 2 {
		t.Error("a text that goes on ends")
	}
}

// A stop sequence may begin in an earlier token than the one that completes it, but not before the answer.
func TestStopSequencesAcrossTokens(t *testing.T) {
	g := byteGenerator(t, "abcabcabc", Training{3, 9, false})
	greedy := []string{"temperature", "number", "0", "stop.0", "string", "ca"}
	if s := step(t, g, "abc", append(greedy, "generated", "number", "1")...); s.Stop == nil || s.Stop.Sequence != "ca" || s.Stop.Text != "" {
		t.Errorf("%+v", s.Stop)
	}
	if s := step(t, g, "abc", greedy...); s.Stop != nil {
		t.Errorf("stopped by what is in the prompt: %+v", s.Stop)
	}
}

func TestTrainingToAPoint(t *testing.T) {
	backwards := []byte(banter[:70]) // the same letters, and no sentence of before
	slices.Reverse(backwards)
	text := banter[:70] + string(backwards)
	g := byteGenerator(t, text, Training{3, 70, true})
	moved := byteGenerator(t, text, Training{3, 20, true})
	for _, upTo := range []int{40, len(text), len(text), 70} {
		if err := moved.TrainTo(upTo); err != nil {
			t.Fatal(err)
		}
	}
	one, _ := g.StepJSON(nil, settingsOf())
	two, _ := moved.StepJSON(nil, settingsOf())
	if string(one) != string(two) {
		t.Error("training to a point by a detour gives another model")
	}
	type surprising struct {
		From, To, Unseen int
		Bits, Choices    *float64
		Bar              float64
	}
	out, err := g.SurpriseJSON(5)
	report := readJSON[struct {
		Blocks        []surprising
		Before, After *surprising
	}](t, out, err)
	if len(report.Blocks) != 5 || report.Before.To != 70 || report.After.From != 70 || *report.Before.Bits+1 >= *report.After.Bits {
		t.Errorf("%s", out)
	}
	for i, b := range report.Blocks {
		if b.To-b.From != len(text)/5 || math.Abs(math.Exp2(*b.Bits)-*b.Choices) > 1e-9 {
			t.Errorf("block %d: %+v", i, b)
		}
	}
	fresh := byteGenerator(t, "aaaa"+"zzzz", Training{2, 4, false})
	out, err = fresh.SurpriseJSON(1)
	if unseen := readJSON[struct{ After surprising }](t, out, err).After; unseen.Unseen != 4 || unseen.Bits != nil {
		t.Errorf("%s", out)
	}
}

func TestBadSettingsAreNamed(t *testing.T) {
	g := byteGenerator(t, banter, Training{3, len(banter), true})
	for _, test := range []struct{ path, kind, text, field string }{
		{"temperature", "number", "NaN", "temperature"}, {"temperature", "number", "Infinity", "temperature"}, {"temperature", "number", "-1", "temperature"},
		{"temperature", "number", "1e308", "temperature"}, {"temperature", "string", "1", "temperature"}, {"temperature", "null", "", "temperature"},
		{"topK", "number", "1.5", "topK"}, {"topK", "number", "-1", "topK"}, {"topK", "number", "1e308", "topK"}, {"topP", "number", "1.1", "topP"},
		{"minP", "number", "-0.1", "minP"}, {"seed", "number", "9007199254740992", "seed"}, {"maxTokens", "number", "0", "maxTokens"},
		{"generated", "number", "4", "generated"}, {"stop.0", "string", "", "stop.0"}, {"stop.0", "number", "5", "stop.0"}, {"order.0", "string", "topZ", "order[0]"},
		{"order.x", "boolean", "true", "order.x"}, {"top_k", "number", "1", "top_k"}, {"stop", "string", "x", "stop"}, {"", "number", "1", ""},
	} {
		_, err := g.StepJSON([]uint32{1, 2, 3}, settingsOf(test.path, test.kind, test.text))
		var known *fault.Error
		if !errors.As(err, &known) || known.Code != fault.BadArgument || known.Field != test.field {
			t.Errorf("%s of %s %q: %v", test.path, test.kind, test.text, err)
		}
	}
	if s := step(t, g, "the ", "order", "array", ""); len(s.Steps) != 0 || s.Kept != s.Count {
		t.Errorf("an empty order does %+v", s.Steps)
	}
	for name, err := range map[string]error{
		"order 1":     second(Train(nil, nil, Training{Order: 1})),
		"order 6":     second(Train(nil, nil, Training{Order: 6})),
		"beyond":      second(Train(nil, nil, Training{Order: 3, UpTo: 1})),
		"no text":     second(byteGenerator(t, "", Training{Order: 3}).StepJSON(nil, settingsOf())),
		"too long":    second(Train(make([]uint32, MaxTrainingTokens+1), nil, Training{Order: 3})),
		"no blocks":   second(g.SurpriseJSON(0)),
		"no draws":    second(g.DrawsJSON(nil, settingsOf(), 0)),
		"a stub":      second(g.StepJSON(nil, []byte{9, 0, 0, 0})),
		"closed":      second(new(Generators).Get(3)),
		"no texts":    second(new(Generators).Train(nil, []byte{1}, 3, 0, false)),
		"no logprobs": second(SampleJSON(nil, settingsOf())),
	} {
		if known := (*fault.Error)(nil); !errors.As(err, &known) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func second[T any](_ T, err error) error { return err }

func TestDrawsAgainstTheory(t *testing.T) {
	g := byteGenerator(t, banter, Training{3, len(banter), true})
	text, err := g.DrawsJSON([]uint32{'h', 'e'}, settingsOf("shown", "number", "2"), 1000)
	report := readJSON[struct {
		Draws, Degrees int
		ChiSquared, P  float64
		Bars           []struct {
			Token    tokenJSON
			Count    int
			Expected float64
			Bar      struct{ Count, Expected float64 }
		}
		Rest struct {
			Count    int
			Expected float64
			Bar      struct{ Count, Expected float64 }
		}
	}](t, text, err)
	count, expected := report.Rest.Count, report.Rest.Expected
	longest := max(float64(count), expected)
	for _, b := range report.Bars {
		count, expected, longest = count+b.Count, expected+b.Expected, max(longest, float64(b.Count), b.Expected)
	}
	for _, b := range report.Bars {
		if math.Abs(b.Bar.Count-100*float64(b.Count)/longest) > 1e-9 || math.Abs(b.Bar.Expected-100*b.Expected/longest) > 1e-9 {
			t.Errorf("a bar is %+v of the longest, %g", b, longest)
		}
	}
	if count != 1000 || math.Abs(expected-1000) > 1e-9 || len(report.Bars) != 2 || report.P < 0.001 || report.Degrees < 1 || report.Bars[0].Token.Text != " " {
		t.Errorf("%s", text)
	}
}

func logBytes(p ...float64) (out []byte) {
	for _, x := range p {
		out = binary.LittleEndian.AppendUint64(out, math.Float64bits(math.Log(x)))
	}
	return out
}

func TestSampleOfKnownOnes(t *testing.T) {
	for _, test := range []struct {
		name     string
		p        []float64
		settings []string
		missing  float64
		exact    bool
	}{
		{"all", []float64{0.5, 0.3, 0.2}, nil, 0, true},
		{"some", []float64{0.5, 0.3}, nil, 0.2, false},
		{"top_k among them", []float64{0.5, 0.3}, []string{"topK", "number", "2"}, 0.2, true},
		{"top_k beyond them", []float64{0.5, 0.3}, []string{"topK", "number", "3"}, 0.2, false},
		{"min_p", []float64{0.5, 0.3}, []string{"minP", "number", "0.7"}, 0.2, true},
		{"greedy", []float64{0.5, 0.3}, []string{"temperature", "number", "0"}, 0.2, true},
		{"top_p first", []float64{0.5, 0.3}, []string{"topP", "number", "0.5", "topK", "number", "1", "order.0", "string", "topP", "order.1", "string", "topK"}, 0.2, false},
	} {
		text, err := SampleJSON(logBytes(test.p...), settingsOf(test.settings...))
		got := readJSON[struct {
			stepJSON
			Missing float64
			Exact   bool
		}](t, text, err)
		if math.Abs(got.Missing-test.missing) > 1e-12 || got.Exact != test.exact || got.Count != len(test.p) || got.Candidates[0].Token != nil {
			t.Errorf("%s: %s", test.name, text)
		}
	}
	for _, bad := range []float64{math.NaN(), math.Inf(1), 1.5, 1e308} {
		var known *fault.Error
		if _, err := SampleJSON(logBytes(0.1, bad), settingsOf()); !errors.As(err, &known) || known.Field != "logprobs[1]" {
			t.Errorf("%v: %v", bad, err)
		}
	}
	if err := second(SampleJSON(logBytes(0.9, 0.9), settingsOf())); err == nil {
		t.Error("a sum of 1.8 is taken")
	}
}

// leafBytes are leaves as they cross: the names, joined by points here, kind and text.
func leafBytes(leaves ...[3]string) []byte {
	number := func(out []byte, n int) []byte { return binary.LittleEndian.AppendUint32(out, uint32(n)) }
	text := func(out []byte, s string) []byte { return append(number(out, len(s)), s...) }
	out := number(nil, len(leaves))
	for _, leaf := range leaves {
		names := strings.Split(leaf[0], ".")
		out = number(out, len(names))
		for _, name := range names {
			out = text(out, name)
		}
		out = text(text(out, leaf[1]), leaf[2])
	}
	return out
}

func TestParseLogprobs(t *testing.T) {
	text, err := ParseLogprobs(leafBytes(
		[3]string{"content.0.token", "string", "\\xe6"}, [3]string{"content.0.logprob", "number", "-3"}, [3]string{"content.0.bytes.0", "number", "230"},
		[3]string{"content.0.top_logprobs.0.token", "string", "a"}, [3]string{"content.0.top_logprobs.0.logprob", "number", "-0.6931471805599453"},
	))
	got := readJSON[[]struct {
		Path, Format string
		Prompt       bool
		Surprise     struct {
			Tokens              int
			Bits, Mean, Choices float64
		}
		Steps []struct {
			Chosen     *int
			Missing    float64
			Bits       float64
			Candidates []struct {
				Token                               tokenJSON
				Logprob, Probability, Bar, From, To float64
				Listed                              bool
			}
		}
	}](t, text, err)
	s := got[0].Steps[0]
	if got[0].Path != "content" || got[0].Format != "openai-chat" || *s.Chosen != 1 || math.Abs(s.Missing-(0.5-math.Exp(-3))) > 1e-12 {
		t.Errorf("%s", text)
	}
	if all, want := got[0].Surprise, 3/math.Ln2; all.Tokens != 1 || math.Abs(all.Bits-want) > 1e-12 || all.Mean != all.Bits || s.Bits != all.Bits || math.Abs(all.Choices-math.Exp(3)) > 1e-9 {
		t.Errorf("%s", text)
	}
	first, second := s.Candidates[0], s.Candidates[1]
	if !first.Listed || second.Listed || second.Token.Bytes != "e6" || first.Token.Bytes != "" || first.Token.Text != "a" || first.Bar != 100 || math.Abs(second.From-50) > 1e-9 || math.Abs(first.To-50) > 1e-9 {
		t.Errorf("%s", text)
	}
	var known *fault.Error
	if _, err := ParseLogprobs(leafBytes([3]string{"content.0.token", "string", "a"}, [3]string{"content.0.logprob", "string", "-3"})); !errors.As(err, &known) ||
		known.Code != BadLogprobs || known.Field != "content.0.logprob" {
		t.Errorf("%v", err)
	}
}

func TestSamplingOrders(t *testing.T) {
	orders := readJSON[[]struct {
		ID, Name, Source, Checked string
		Steps                     []string
	}](t, OrdersJSON(), nil)
	for _, o := range orders {
		if o.ID == "" || o.Name == "" || !strings.HasPrefix(o.Source, "https://") || len(o.Checked) != 10 || len(o.Steps) < 3 {
			t.Errorf("%+v", o)
		}
	}
	if len(orders) != 4 || !slices.Equal(orders[1].Steps, []string{"topK", "topP", "minP", "temperature"}) {
		t.Errorf("%+v", orders)
	}
}
