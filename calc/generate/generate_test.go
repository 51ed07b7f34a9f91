package generate

import (
	"errors"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"threelimits/calc/fault"
	"threelimits/calc/fields"
	"threelimits/calc/sampling"
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

// with are the default settings with some changed.
func with(change ...func(*Settings)) Settings {
	s := DefaultSettings()
	for _, c := range change {
		c(&s)
	}
	return s
}

// idsOf are the tokens of a text of which every byte is one.
func idsOf(text string) []uint32 {
	ids := make([]uint32, len(text))
	for i := range len(text) {
		ids[i] = uint32(text[i])
	}
	return ids
}

func step(t *testing.T, g *Generator, context string, change ...func(*Settings)) *Turn {
	t.Helper()
	turn, err := g.Step(idsOf(context), with(change...))
	if err != nil {
		t.Fatal(err)
	}
	return turn
}

var banter = strings.Repeat("the cat sat on the mat. the dog sat on the log. the cat saw the dog. ", 3)

func TestStepLaysTheChoiceOut(t *testing.T) {
	g := byteGenerator(t, banter, Training{3, len(banter), true})
	s := step(t, g, "on the ", func(s *Settings) { s.Temperature, s.TopK, s.Shown, s.Seed = 0.8, 6, 4, 11 })
	if s.Vocabulary != s.Count || s.Context.Known != 2 || len(s.Candidates) != 4 || s.Rest == nil || s.Rest.Count != s.Count-4 || s.Rest.Kept != 2 || s.Kept != 6 {
		t.Fatalf("%+v", s)
	}
	before, after, at := s.Rest.Before, s.Rest.After, 0.0
	for rank, c := range s.Candidates {
		if c.From != at || math.Abs(c.To-c.From-100*c.After) > 1e-9 || c.Rank != rank || c.CutBy != "" || c.Token.ID == nil || len(c.Token.Text) != 1 {
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
	all := step(t, g, "on the ", func(s *Settings) { s.TopK, s.Shown = 6, 100_000 })
	if all.Rest != nil || len(all.Candidates) != all.Count || all.Candidates[6].CutBy != "topK" || all.Candidates[6].From != 100 {
		t.Errorf("of all candidates: %d, rest %+v", len(all.Candidates), all.Rest)
	}
}

// generate walks the loop.
func generate(t *testing.T, g *Generator, prompt string, settings func(*Settings)) (answer, reason string) {
	t.Helper()
	for n := range 400 {
		s := step(t, g, prompt+answer, settings, func(s *Settings) { s.Generated = n })
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
	seed := func(n uint64) func(*Settings) { return func(s *Settings) { s.Seed, s.MaxTokens = n, 60 } }
	first, reason := generate(t, g, "the ", seed(1))
	if len(first) != 60 || reason != "max-tokens" {
		t.Errorf("%q, %s", first, reason)
	}
	if again, _ := generate(t, g, "the ", seed(1)); again != first {
		t.Errorf("the same seed gave %q, then %q", first, again)
	}
	if other, _ := generate(t, g, "the ", seed(2)); other == first {
		t.Error("another seed gave the same")
	}
	stopped, reason := generate(t, g, "the ", func(s *Settings) { s.Seed, s.Stop = 1, []string{"zebra", " sat"} })
	if reason != "stop-sequence" || strings.Contains(stopped, " sat") {
		t.Errorf("%q, %s", stopped, reason)
	}
	greedy := func(n uint64) func(*Settings) {
		return func(s *Settings) { s.Temperature, s.MaxTokens, s.Seed = 0, 30, n }
	}
	one, _ := generate(t, g, "the d", greedy(1))
	two, _ := generate(t, g, "the d", greedy(2))
	if one != two || !strings.HasPrefix(one, "og") {
		t.Errorf("greedy: %q and %q", one, two)
	}
}

func TestTheEndIsPredicted(t *testing.T) {
	g := byteGenerator(t, "ab", Training{2, 2, true})
	s := step(t, g, "ab", func(s *Settings) { s.Temperature = 0 })
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
	greedy := func(s *Settings) { s.Temperature, s.Stop = 0, []string{"ca"} }
	if s := step(t, g, "abc", greedy, func(s *Settings) { s.Generated = 1 }); s.Stop == nil || s.Stop.Sequence != "ca" || s.Stop.Text != "" {
		t.Errorf("%+v", s.Stop)
	}
	if s := step(t, g, "abc", greedy); s.Stop != nil {
		t.Errorf("stopped by what is in the prompt: %+v", s.Stop)
	}
}

// An answer that ended before the turn says so: it has more tokens than are allowed by now, or a stop sequence in it.
func TestAnAnswerThatIsComplete(t *testing.T) {
	g := byteGenerator(t, "abcabcabc", Training{3, 9, false})
	generated := func(s *Settings) { s.Generated = 3 }
	for _, test := range []struct {
		maxTokens              int
		stop                   []string
		reason, sequence, text string
	}{
		{0, nil, "", "", ""},
		{4, nil, "", "", ""},
		{3, nil, "max-tokens", "", "abc"},
		{2, nil, "max-tokens", "", "abc"},
		{0, []string{"ca"}, "", "", ""}, // which the next token completes
		{2, []string{"c", "bc"}, "stop-sequence", "bc", "a"},
	} {
		s := step(t, g, "xabc", generated, func(s *Settings) { s.MaxTokens, s.Stop = test.maxTokens, test.stop })
		got := Stopped{}
		if s.Complete != nil {
			got = *s.Complete
		}
		if want := (Stopped{test.reason, test.sequence, test.text}); got != want {
			t.Errorf("at most %d, stop at %q: %+v, want %+v", test.maxTokens, test.stop, got, want)
		}
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
	if !reflect.DeepEqual(step(t, g, ""), step(t, moved, "")) {
		t.Error("training to a point by a detour gives another model")
	}
	report, err := g.Surprise(5)
	if err != nil {
		t.Fatal(err)
	}
	if len(report.Blocks) != 5 || report.Before.To != 70 || report.After.From != 70 || *report.Before.Bits+1 >= *report.After.Bits {
		t.Errorf("%+v", report)
	}
	for i, b := range report.Blocks {
		if b.To-b.From != len(text)/5 || math.Abs(math.Exp2(*b.Bits)-*b.Choices) > 1e-9 {
			t.Errorf("block %d: %+v", i, b)
		}
	}
	fresh := byteGenerator(t, "aaaa"+"zzzz", Training{2, 4, false})
	report, err = fresh.Surprise(1)
	if err != nil || report.After.Unseen != 4 || report.After.Bits != nil {
		t.Errorf("%+v, %v", report, err)
	}
}

func TestRefused(t *testing.T) {
	g := byteGenerator(t, banter, Training{3, len(banter), true})
	for field, change := range map[string]func(*Settings){
		"temperature": func(s *Settings) { s.Temperature = math.NaN() }, "temperature ": func(s *Settings) { s.Temperature = -1 },
		"topK": func(s *Settings) { s.TopK = -1 }, "topP": func(s *Settings) { s.TopP = 1.1 }, "minP": func(s *Settings) { s.MinP = -0.1 },
		"generated": func(s *Settings) { s.Generated = 4 }, "generated ": func(s *Settings) { s.Generated = -1 },
		"stop.1": func(s *Settings) { s.Stop = []string{"a", ""} }, "order[0]": func(s *Settings) { s.Order = []sampling.Step{"topZ"} },
	} {
		_, err := g.Step([]uint32{1, 2, 3}, with(change))
		var known *fault.Error
		if !errors.As(err, &known) || known.Code != fault.BadArgument || known.Field != strings.TrimSpace(field) {
			t.Errorf("%s: %v", field, err)
		}
	}
	if s := step(t, g, "the ", func(s *Settings) { s.Order = nil }); len(s.Steps) != 0 || s.Kept != s.Count {
		t.Errorf("an empty order does %+v", s.Steps)
	}
	for name, err := range map[string]error{
		"order 1":     second(Train(nil, nil, Training{Order: 1})),
		"order 6":     second(Train(nil, nil, Training{Order: 6})),
		"beyond":      second(Train(nil, nil, Training{Order: 3, UpTo: 1})),
		"no text":     second(byteGenerator(t, "", Training{Order: 3}).Step(nil, with())),
		"too long":    second(Train(make([]uint32, MaxTrainingTokens+1), nil, Training{Order: 3})),
		"no blocks":   second(g.Surprise(0)),
		"no draws":    second(g.Draws(nil, with(), 0)),
		"no logprobs": second(Sample(nil, with())),
	} {
		if known := (*fault.Error)(nil); !errors.As(err, &known) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func second[T any](_ T, err error) error { return err }

func TestDrawsAgainstTheory(t *testing.T) {
	g := byteGenerator(t, banter, Training{3, len(banter), true})
	report, err := g.Draws(idsOf("he"), with(func(s *Settings) { s.Shown = 2 }), 1000)
	if err != nil {
		t.Fatal(err)
	}
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
		t.Errorf("%+v", report)
	}
}

func logsOf(p ...float64) (out []float64) {
	for _, x := range p {
		out = append(out, math.Log(x))
	}
	return out
}

func TestSampleOfKnownOnes(t *testing.T) {
	for _, test := range []struct {
		name     string
		p        []float64
		settings func(*Settings)
		missing  float64
		exact    bool
	}{
		{"all", []float64{0.5, 0.3, 0.2}, func(*Settings) {}, 0, true},
		{"some", []float64{0.5, 0.3}, func(*Settings) {}, 0.2, false},
		{"top_k among them", []float64{0.5, 0.3}, func(s *Settings) { s.TopK = 2 }, 0.2, true},
		{"top_k beyond them", []float64{0.5, 0.3}, func(s *Settings) { s.TopK = 3 }, 0.2, false},
		{"min_p", []float64{0.5, 0.3}, func(s *Settings) { s.MinP = 0.7 }, 0.2, true},
		{"greedy", []float64{0.5, 0.3}, func(s *Settings) { s.Temperature = 0 }, 0.2, true},
		{"top_p first", []float64{0.5, 0.3}, func(s *Settings) { s.TopP, s.TopK, s.Order = 0.5, 1, []sampling.Step{sampling.TopP, sampling.TopK} }, 0.2, false},
	} {
		got, err := Sample(logsOf(test.p...), with(test.settings))
		if err != nil {
			t.Fatal(err)
		}
		if math.Abs(got.Missing-test.missing) > 1e-12 || got.Exact != test.exact || got.Count != len(test.p) || got.Candidates[0].Token != nil {
			t.Errorf("%s: %+v", test.name, got)
		}
	}
	for _, bad := range []float64{math.NaN(), math.Inf(1), 1.5, 1e308} {
		var known *fault.Error
		if _, err := Sample([]float64{math.Log(0.1), math.Log(bad)}, with()); !errors.As(err, &known) || known.Field != "logprobs[1]" {
			t.Errorf("%v: %v", bad, err)
		}
	}
	if err := second(Sample(logsOf(0.9, 0.9), with())); err == nil {
		t.Error("a sum of 1.8 is taken")
	}
}

// leavesOf are leaves: the names, joined by points here, kind and text.
func leavesOf(from ...[3]string) (leaves []fields.Leaf) {
	for _, leaf := range from {
		leaves = append(leaves, fields.Leaf{Path: strings.Split(leaf[0], "."), Kind: leaf[1], Text: leaf[2]})
	}
	return leaves
}

func TestReadLogprobs(t *testing.T) {
	got, err := ReadLogprobs(leavesOf(
		[3]string{"content.0.token", "string", "\\xe6"}, [3]string{"content.0.logprob", "number", "-3"}, [3]string{"content.0.bytes.0", "number", "230"},
		[3]string{"content.0.top_logprobs.0.token", "string", "a"}, [3]string{"content.0.top_logprobs.0.logprob", "number", "-0.6931471805599453"},
	))
	if err != nil {
		t.Fatal(err)
	}
	s := got[0].Steps[0]
	if got[0].Path != "content" || got[0].Format != "openai-chat" || *s.Chosen != 1 || math.Abs(s.Missing-(0.5-math.Exp(-3))) > 1e-12 {
		t.Errorf("%+v", got)
	}
	if all, want := got[0].Surprise, 3/math.Ln2; all.Tokens != 1 || math.Abs(all.Bits-want) > 1e-12 || all.Mean != all.Bits || *s.Bits != all.Bits || math.Abs(all.Choices-math.Exp(3)) > 1e-9 {
		t.Errorf("%+v", got)
	}
	first, second := s.Candidates[0], s.Candidates[1]
	if !first.Listed || second.Listed || second.Token.Bytes != "e6" || first.Token.Bytes != "" || first.Token.Text != "a" || first.Bar != 100 || math.Abs(second.From-50) > 1e-9 || math.Abs(first.To-50) > 1e-9 {
		t.Errorf("%+v", got)
	}
	var known *fault.Error
	if _, err := ReadLogprobs(leavesOf([3]string{"content.0.token", "string", "a"}, [3]string{"content.0.logprob", "string", "-3"})); !errors.As(err, &known) ||
		known.Code != BadLogprobs || known.Field != "content.0.logprob" {
		t.Errorf("%v", err)
	}
}
