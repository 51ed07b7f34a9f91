package generate

import (
	"math"
	"strconv"

	"threelimits/calc/fault"
	"threelimits/calc/sampling"
	"threelimits/calc/spell"
)

// Choosing the next token, as a page shows it: what package sampling makes of a distribution, with its geometry in percent.

// mostDraws is how often may be drawn at a time.
const mostDraws = 1_000_000

// Sampled is a choice: Sampled of the contract.
type Sampled struct {
	Count      int         `page:"count"`
	Candidates []Candidate `page:"candidates"`
	Rest       *Rest       `page:"rest"`
	Steps      []StepDone  `page:"steps"`
	Kept       int         `page:"kept"`
	Entropy    BeforeAfter `page:"entropy"`
	Choices    BeforeAfter `page:"choices"`
	Draw       Drawn       `page:"draw"`
}

// Candidate is one of the tokens that could come next. Stretches and bars are in percent.
type Candidate struct {
	Token  *Token      `page:"token,omit"`
	Place  int         `page:"place"` // in the distribution
	Rank   int         `page:"rank"`
	Before float64     `page:"before"`
	After  float64     `page:"after"`
	Bar    BeforeAfter `page:"bar"` // of the largest of all
	From   float64     `page:"from"`
	To     float64     `page:"to"`
	CutBy  string      `page:"cutBy,null"`
}

// Rest is all candidates that are not listed.
type Rest struct {
	Count  int     `page:"count"`
	Kept   int     `page:"kept"`
	Before float64 `page:"before"`
	After  float64 `page:"after"`
	From   float64 `page:"from"`
	To     float64 `page:"to"`
}

// StepDone is a step of sampling: how many candidates it left, and how much of the distribution they had together.
type StepDone struct {
	Name string  `page:"name"`
	Kept int     `page:"kept"`
	Mass float64 `page:"mass"`
}

// BeforeAfter is a figure of the model's own distribution, and of what sampling made of it.
type BeforeAfter struct {
	Before float64 `page:"before"`
	After  float64 `page:"after"`
}

// Drawn is what was drawn: by a seed and a step, at a place of the cumulative line, in percent.
type Drawn struct {
	Seed      int64     `page:"seed"`
	Step      int64     `page:"step"`
	At        float64   `page:"at"`
	Candidate Candidate `page:"candidate"`
}

// show lays a choice out. token is a place's, or nil where places have no text.
func show(r *sampling.Result, s *Settings, token func(place int) *Token) Sampled {
	largest := max(r.Before[r.Ranked[0]], r.After[r.Ranked[0]])
	at := func(rank int) Candidate {
		place := r.Ranked[rank]
		from, to := r.Stretch(rank)
		return Candidate{token(place), place, rank, r.Before[place], r.After[place],
			BeforeAfter{spell.PercentOf(r.Before[place], largest), spell.PercentOf(r.After[place], largest)}, from * 100, to * 100, string(r.CutBy[place])}
	}
	out := Sampled{Count: len(r.Ranked), Kept: r.Kept}
	for rank := range min(s.Shown, len(r.Ranked)) {
		out.Candidates = append(out.Candidates, at(rank))
	}
	if listed := len(out.Candidates); listed < len(r.Ranked) {
		out.Rest = restOf(r, listed)
	}
	for _, d := range r.Done {
		out.Steps = append(out.Steps, StepDone{string(d.Step), d.Kept, d.Mass})
	}
	out.Entropy = BeforeAfter{sampling.Entropy(r.Before), sampling.Entropy(r.After)}
	out.Choices = BeforeAfter{sampling.Choices(out.Entropy.Before), sampling.Choices(out.Entropy.After)}
	d := r.Draw(s.Seed, s.draw())
	out.Draw = Drawn{int64(s.Seed), int64(s.draw()), d.At * 100, at(d.Rank)}
	return out
}

func restOf(r *sampling.Result, listed int) *Rest {
	out := &Rest{Count: len(r.Ranked) - listed, Kept: max(0, r.Kept-listed), To: 100}
	from, _ := r.Stretch(listed)
	out.From = from * 100
	for _, place := range r.Ranked[listed:] {
		out.Before += r.Before[place]
		out.After += r.After[place]
	}
	return out
}

// DrawReport is many draws against what the distribution lets expect: DrawReport of the contract.
type DrawReport struct {
	Draws      int        `page:"draws"`
	Bars       []DrawnBar `page:"bars"`
	Rest       *DrawnRow  `page:"rest"`
	ChiSquared float64    `page:"chiSquared"`
	Degrees    int        `page:"degrees"`
	P          float64    `page:"p"`
}

// DrawnBar is how often a token came.
type DrawnBar struct {
	Token    *Token `page:"token"`
	DrawnRow `page:",inline"`
}

// DrawnRow is how often a token came, or all that are not listed. Bars are percent of the longest.
type DrawnRow struct {
	Place    int     `page:"place"`
	Count    int     `page:"count"`
	Expected float64 `page:"expected"`
	Bar      struct {
		Count    float64 `page:"count"`
		Expected float64 `page:"expected"`
	} `page:"bar"`
}

func drawMany(r *sampling.Result, s *Settings, draws int, token func(place int) *Token) (*DrawReport, error) {
	if draws < 1 || draws > mostDraws {
		return nil, fault.Argument("draws", "draws is "+spell.Plain(int64(draws))+"; accepted are 1 to "+spell.Grouped(mostDraws)+".")
	}
	counts := r.Draws(s.Seed, s.draw(), draws)
	fit := r.Fit(counts)
	out := DrawReport{Draws: draws, ChiSquared: fit.ChiSquared, Degrees: fit.Degrees, P: fit.P}
	for rank, count := range counts {
		place := r.Ranked[rank]
		if expected := float64(draws) * r.After[place]; rank < s.Shown {
			out.Bars = append(out.Bars, DrawnBar{token(place), DrawnRow{Place: place, Count: count, Expected: expected}})
		} else {
			if out.Rest == nil {
				out.Rest = &DrawnRow{Place: -1}
			}
			out.Rest.Count += count
			out.Rest.Expected += expected
		}
	}
	out.layOut()
	return &out, nil
}

func (out *DrawReport) layOut() {
	bars := make([]*DrawnRow, 0, len(out.Bars)+1)
	for i := range out.Bars {
		bars = append(bars, &out.Bars[i].DrawnRow)
	}
	if out.Rest != nil {
		bars = append(bars, out.Rest)
	}
	longest := 0.0
	for _, b := range bars {
		longest = max(longest, float64(b.Count), b.Expected)
	}
	for _, b := range bars {
		b.Bar.Count, b.Bar.Expected = spell.PercentOf(float64(b.Count), longest), spell.PercentOf(b.Expected, longest)
	}
}

// SampledPart is SampledPart of the contract: a choice among the tokens that are known. Missing is what their probabilities lack to 1; Exact, whether it
// could not have been any other.
type SampledPart struct {
	Sampled `page:"sampled,inline"`
	Missing float64 `page:"missing"`
	Exact   bool    `page:"exact"`
}

// Sample chooses from log-probabilities of all tokens or of the most probable ones. Errors are *fault.Error: bad-argument.
func Sample(logprobs []float64, s Settings) (*SampledPart, error) {
	if err := s.check(); err != nil {
		return nil, err
	}
	p, missing, err := probabilitiesOf(logprobs)
	if err != nil {
		return nil, err
	}
	r, err := sampling.Apply(p, s.Settings)
	if err != nil {
		return nil, refused(err)
	}
	return &SampledPart{show(r, &s, func(int) *Token { return nil }), missing, missing < 1e-9 || cutsUnknown(r, s.TopK)}, nil
}

// probabilitiesOf says what log-probabilities lack to 1. A sum above 1 by a hundredth is rounding.
func probabilitiesOf(logprobs []float64) (p []float64, missing float64, err error) {
	p, missing = make([]float64, len(logprobs)), 1
	for i, x := range logprobs {
		if !(x <= 0.01) {
			return nil, 0, fault.Argument("logprobs["+spell.Plain(int64(i))+"]", "A log-probability is "+strconv.FormatFloat(x, 'g', 6, 64)+"; accepted are numbers of at most 0.")
		}
		p[i] = math.Exp(min(0, x))
		missing -= p[i]
	}
	if missing < -0.01 {
		return nil, 0, fault.Argument("logprobs", "The probabilities add up to more than 1.")
	}
	return p, max(0, missing), nil
}

// cutsUnknown reports whether the tokens that are not known, none more probable than the known ones, could not have been chosen: because a step that looks at
// ranks, or at the largest alone, cuts them before one that looks at sums cuts anything.
func cutsUnknown(r *sampling.Result, topK int) bool {
	for _, d := range r.Done {
		cut := d.Kept < len(r.Ranked)
		switch {
		case d.Step == sampling.TopK && topK > 0 && topK <= len(r.Ranked), cut && d.Step != sampling.TopP:
			return true
		case cut:
			return false
		}
	}
	return false
}
