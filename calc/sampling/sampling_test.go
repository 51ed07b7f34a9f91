package sampling

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

func apply(t *testing.T, p []float64, s Settings) *Result {
	t.Helper()
	r, err := Apply(p, s)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func with(change func(*Settings)) Settings {
	s := Unchanged()
	change(&s)
	return s
}

func near(a, b []float64) bool {
	return slices.EqualFunc(a, b, func(x, y float64) bool { return math.Abs(x-y) < 1e-12 })
}

var four = []float64{0.1, 0.4, 0.2, 0.3}

func TestEachStep(t *testing.T) {
	heated := func(power float64) []float64 {
		p := make([]float64, len(four))
		for i, x := range four {
			p[i] = math.Pow(x, power)
		}
		return normalise(p)
	}
	for _, test := range []struct {
		name string
		s    Settings
		want []float64
	}{
		{"nothing", Unchanged(), four},
		{"temperature 0", with(func(s *Settings) { s.Temperature = 0 }), []float64{0, 1, 0, 0}},
		{"temperature near 0", with(func(s *Settings) { s.Temperature = 5e-324 }), []float64{0, 1, 0, 0}},
		{"temperature 0.5", with(func(s *Settings) { s.Temperature = 0.5 }), []float64{1. / 30, 16. / 30, 4. / 30, 9. / 30}},
		{"temperature 2", with(func(s *Settings) { s.Temperature = 2 }), heated(0.5)},
		{"top_k 1", with(func(s *Settings) { s.TopK = 1 }), []float64{0, 1, 0, 0}},
		{"top_k 3", with(func(s *Settings) { s.TopK = 3 }), []float64{0, 4. / 9, 2. / 9, 3. / 9}},
		{"top_k beyond", with(func(s *Settings) { s.TopK = math.MaxInt }), four},
		{"top_p 0", with(func(s *Settings) { s.TopP = 0 }), []float64{0, 1, 0, 0}},
		{"top_p just reached", with(func(s *Settings) { s.TopP = 0.7 }), []float64{0, 4. / 7, 0, 3. / 7}},
		{"top_p just missed", with(func(s *Settings) { s.TopP = 0.7 + 1e-9 }), []float64{0, 4. / 9, 2. / 9, 3. / 9}},
		{"top_p reached but for rounding", with(func(s *Settings) { s.TopP = 0.4 + 0.3 + 0.2 }), []float64{0, 4. / 9, 2. / 9, 3. / 9}},
		{"top_p 1", with(func(s *Settings) { s.TopP = 1 }), four},
		{"min_p at a half", with(func(s *Settings) { s.MinP = 0.5 }), []float64{0, 4. / 9, 2. / 9, 3. / 9}},
		{"min_p above it", with(func(s *Settings) { s.MinP = 0.51 }), []float64{0, 4. / 7, 0, 3. / 7}},
		{"min_p 1", with(func(s *Settings) { s.MinP = 1 }), []float64{0, 1, 0, 0}},
	} {
		if got := apply(t, four, test.s).After; !near(got, test.want) {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
	}
}

// As the temperature grows, all that is possible becomes equally so.
func TestTemperatureWithoutLimit(t *testing.T) {
	p := []float64{0.9, 1e-6, 0, 0.099999}
	got := apply(t, p, with(func(s *Settings) { s.Temperature = MaxTemperature })).After
	for i, want := range []float64{1. / 3, 1. / 3, 0, 1. / 3} {
		if math.Abs(got[i]-want) > 1e-5 {
			t.Errorf("token %d: %v, want %v", i, got[i], want)
		}
	}
}

func TestTiesGoToTheLowest(t *testing.T) {
	p := []float64{0.1, 0.3, 0.3, 0.3}
	for name, s := range map[string]Settings{
		"greedy": with(func(s *Settings) { s.Temperature = 0 }), "top_k": with(func(s *Settings) { s.TopK = 1 }), "top_p": with(func(s *Settings) { s.TopP = 0.2 }),
	} {
		if r := apply(t, p, s); r.Ranked[0] != 1 || r.Kept != 1 || r.After[1] != 1 {
			t.Errorf("%s: %v of %v", name, r.After, r.Ranked)
		}
	}
	if r := apply(t, p, with(func(s *Settings) { s.MinP = 1 })); r.Kept != 3 {
		t.Errorf("min_p 1 keeps %d of three that are equal", r.Kept)
	}
}

// At temperature 3 the four have 0.18, 0.29, 0.23 and 0.26 or so: top_p 0.7 takes two before and three after.
func TestTheOrderMatters(t *testing.T) {
	s := Settings{Temperature: 3, TopP: 0.7, Order: []Step{TopP, Temperature}}
	before := apply(t, four, s)
	s.Order = []Step{Temperature, TopP}
	after := apply(t, four, s)
	if before.Kept != 2 || after.Kept != 3 {
		t.Errorf("top_p keeps %d before and %d after temperature; want 2 and 3", before.Kept, after.Kept)
	}
	if before.CutBy[2] != TopP || before.CutBy[1] != "" {
		t.Errorf("cut by %q", before.CutBy)
	}
	if s.Order = []Step{Temperature}; apply(t, four, s).Kept != 4 {
		t.Error("a step is done that the order leaves out")
	}
	// top_k leaves 4/9, 3/9 and 2/9, of which the first two have 7/9: now top_p 0.75 needs only these.
	s = Settings{Temperature: 1, TopK: 3, TopP: 0.75, Order: []Step{TopK, TopP}}
	first := apply(t, four, s)
	s.Order = []Step{TopP, TopK}
	if second := apply(t, four, s); first.Kept != 2 || second.Kept != 3 {
		t.Errorf("top_k before top_p keeps %d, after it %d; want 2 and 3", first.Kept, second.Kept)
	}
	if want := (Done{TopK, 3, 0.9}); first.Done[0].Kept != want.Kept || math.Abs(first.Done[0].Mass-want.Mass) > 1e-12 {
		t.Errorf("%+v, want %+v", first.Done[0], want)
	}
}

func randomDistribution(r *rand.Rand) []float64 {
	p := make([]float64, 1+r.IntN(40))
	for i := range p {
		switch r.IntN(5) {
		case 0:
			p[i] = 0
		case 1:
			p[i] = math.Exp(-700 * r.Float64())
		default:
			p[i] = r.Float64()
		}
	}
	p[r.IntN(len(p))] = r.Float64() + 1e-9
	return normalise(p)
}

func TestWhatIsLeftAddsUpToOne(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	temperatures := []float64{0, 5e-324, 1e-300, 0.01, 0.7, 1, 1.3, 50, MaxTemperature}
	for range 20_000 {
		p := randomDistribution(r)
		order := Orders()[r.IntN(len(Orders()))].Steps
		s := Settings{temperatures[r.IntN(len(temperatures))], r.IntN(12), 1 - r.Float64()*float64(r.IntN(2)), r.Float64() * float64(r.IntN(2)), order}
		got := apply(t, p, s)
		if sum := sumOf(got.After); math.Abs(sum-1) > 1e-12 || got.Kept < 1 {
			t.Fatalf("%v with %+v: the sum is %v of %d", p, s, sum, got.Kept)
		}
		for rank, token := range got.Ranked {
			from, to := got.Stretch(rank)
			if kept := rank < got.Kept; kept != (got.CutBy[token] == "") || math.Abs(to-from-got.After[token]) > 1e-12 || rank > 0 && got.After[token] > got.After[got.Ranked[rank-1]] {
				t.Fatalf("%v with %+v: rank %d lies from %v to %v, has %v, cut by %q", p, s, rank, from, to, got.After[token], got.CutBy[token])
			}
		}
		if d := got.Draw(r.Uint64(), 0); d.Rank >= got.Kept || got.After[got.Ranked[d.Rank]] == 0 {
			t.Fatalf("%v with %+v: drew rank %d of %d, which has nothing", p, s, d.Rank, got.Kept)
		}
	}
}

func TestBadInputsAreNamed(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	bad := func(name string, err error, field string) {
		t.Helper()
		var known *Error
		if !errors.As(err, &known) || known.Field != field || known.Message == "" {
			t.Errorf("%s: %v; want an error of %s", name, err, field)
		}
	}
	for _, x := range []float64{nan, inf, -inf, -1, 1e308} {
		_, err := Apply(four, with(func(s *Settings) { s.Temperature = x }))
		bad("temperature", err, "temperature")
		_, err = Apply(four, with(func(s *Settings) { s.TopP = x }))
		bad("top_p", err, "topP")
		_, err = Apply(four, with(func(s *Settings) { s.MinP = x }))
		bad("min_p", err, "minP")
		_, err = Apply([]float64{0.5, x}, Unchanged())
		bad("a probability", err, "probabilities[1]")
	}
	_, err := Apply(four, with(func(s *Settings) { s.TopK = -1 }))
	bad("top_k", err, "topK")
	_, err = Apply(four, with(func(s *Settings) { s.Order = []Step{TopK, "topA"} }))
	bad("a step that is none", err, "order[1]")
	_, err = Apply(four, with(func(s *Settings) { s.Order = []Step{TopK, TopK} }))
	bad("a step twice", err, "order[1]")
	for _, p := range [][]float64{nil, {0, 0}} {
		_, err = Apply(p, Unchanged())
		bad("nothing to choose from", err, "probabilities")
	}
}

func TestEntropy(t *testing.T) {
	for _, test := range []struct {
		p             []float64
		bits, choices float64
	}{{[]float64{1}, 0, 1}, {[]float64{0.5, 0.5, 0}, 1, 2}, {[]float64{0.25, 0.25, 0.25, 0.25}, 2, 4}, {[]float64{0.5, 0.25, 0.25}, 1.5, math.Sqrt(8)}} {
		if bits := Entropy(test.p); bits != test.bits || math.Abs(Choices(bits)-test.choices) > 1e-12 {
			t.Errorf("%v: %v bits, %v choices", test.p, bits, Choices(bits))
		}
	}
}

func TestDrawsRepeatAndFit(t *testing.T) {
	r := apply(t, []float64{0.5, 0.3, 0.15, 0.04, 0.009, 0.001}, Unchanged())
	if r.Draw(7, 3) != r.Draw(7, 3) || r.Draw(7, 3) == r.Draw(7, 4) || r.Draw(7, 3) == r.Draw(8, 3) {
		t.Error("a draw does not depend on seed and step alone, or not on both")
	}
	if first := r.Draws(7, 3, 1); first[r.Draw(7, 3).Rank] != 1 {
		t.Error("the first of many is not the one that is drawn alone")
	}
	rejected := 0
	for seed := range uint64(1000) {
		counts := r.Draws(seed, 0, 1000)
		fit := r.Fit(counts)
		if fit.Degrees != 4 { // 0.001 of 1,000 is too few to stand alone, and shares with 0.009
			t.Fatalf("%d degrees", fit.Degrees)
		}
		if fit.P < 0.05 {
			rejected++
		}
		if seed == 0 {
			counts[0], counts[2] = counts[2], counts[0]
			if wrong := r.Fit(counts); wrong.P > 1e-6 {
				t.Errorf("counts of another distribution are said to fit: %+v", wrong)
			}
		}
	}
	if rejected < 30 || rejected > 72 { // 50 ± 3.2 standard deviations
		t.Errorf("at a level of 5%%, %d of 1,000 fits are rejected", rejected)
	}
}

func TestFitOfFewCells(t *testing.T) {
	for name, p := range map[string][]float64{"one token": {1}, "one and hardly another": {0.9999, 0.0001}} {
		r := apply(t, p, Unchanged())
		if fit := r.Fit(r.Draws(1, 1, 100)); fit.Degrees != 0 || fit.P != 1 {
			t.Errorf("%s: %+v", name, fit)
		}
	}
}

// Critical values as tables have them (Abramowitz and Stegun, table 26.8).
func TestChiSquaredTable(t *testing.T) {
	for _, test := range []struct {
		x       float64
		degrees int
		p       float64
	}{{3.84146, 1, 0.05}, {5.99146, 2, 0.05}, {6.63490, 1, 0.01}, {18.3070, 10, 0.05}, {24.9958, 15, 0.05}, {124.342, 100, 0.05}, {0, 3, 1}} {
		if got := beyond(test.x, test.degrees); math.Abs(got-test.p) > 1e-5 {
			t.Errorf("χ² = %v of %d degrees: %v, want %v", test.x, test.degrees, got, test.p)
		}
	}
	if got := beyond(5000, 4000); !(got > 0 && got < 1e-10) {
		t.Errorf("χ² = 5000 of 4000 degrees: %v", got)
	}
}
