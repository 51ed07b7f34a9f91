package generate

import (
	"encoding/binary"
	"math"
	"strconv"

	"threelimits/calc/fault"
	"threelimits/calc/sampling"
	"threelimits/calc/spell"
	"threelimits/calc/wire"
)

// Choosing the next token, as a page shows it: what package sampling makes of a distribution, with its geometry in percent.

// How many candidates are listed where the settings do not say, and how often may be drawn.
const (
	mostDraws = 1_000_000
)

// sampled is a choice: Sampled of the contract.
type sampled struct {
	Count      int         `json:"count"`
	Candidates []candidate `json:"candidates"`
	Rest       *rest       `json:"rest"`
	Steps      []stepDone  `json:"steps"`
	Kept       int         `json:"kept"`
	Entropy    beforeAfter `json:"entropy"`
	Choices    beforeAfter `json:"choices"`
	Draw       drawn       `json:"draw"`
}

// candidate is one of the tokens that could come next. Stretches and bars are in percent.
type candidate struct {
	Token  *tokenText  `json:"token,omit"`
	Place  int         `json:"place"` // in the distribution
	Rank   int         `json:"rank"`
	Before float64     `json:"before"`
	After  float64     `json:"after"`
	Bar    beforeAfter `json:"bar"` // of the largest of all
	From   float64     `json:"from"`
	To     float64     `json:"to"`
	CutBy  string      `json:"cutBy,null"`
}

// rest is all candidates that are not listed.
type rest struct {
	Count  int     `json:"count"`
	Kept   int     `json:"kept"`
	Before float64 `json:"before"`
	After  float64 `json:"after"`
	From   float64 `json:"from"`
	To     float64 `json:"to"`
}

type stepDone struct {
	Name string  `json:"name"`
	Kept int     `json:"kept"`
	Mass float64 `json:"mass"`
}

type beforeAfter struct {
	Before float64 `json:"before"`
	After  float64 `json:"after"`
}

type drawn struct {
	Seed      int64     `json:"seed"`
	Step      int64     `json:"step"`
	At        float64   `json:"at"`
	Candidate candidate `json:"candidate"`
}

// show lays a choice out. token is a place's, or nil where places have no text.
func show(r *sampling.Result, s *stepSettings, token func(place int) *tokenText) sampled {
	largest := max(r.Before[r.Ranked[0]], r.After[r.Ranked[0]])
	at := func(rank int) candidate {
		place := r.Ranked[rank]
		from, to := r.Stretch(rank)
		return candidate{token(place), place, rank, r.Before[place], r.After[place],
			beforeAfter{spell.PercentOf(r.Before[place], largest), spell.PercentOf(r.After[place], largest)}, from * 100, to * 100, string(r.CutBy[place])}
	}
	out := sampled{Count: len(r.Ranked), Kept: r.Kept}
	for rank := range min(s.shown, len(r.Ranked)) {
		out.Candidates = append(out.Candidates, at(rank))
	}
	if listed := len(out.Candidates); listed < len(r.Ranked) {
		out.Rest = restOf(r, listed)
	}
	for _, d := range r.Done {
		out.Steps = append(out.Steps, stepDone{string(d.Step), d.Kept, d.Mass})
	}
	out.Entropy = beforeAfter{sampling.Entropy(r.Before), sampling.Entropy(r.After)}
	out.Choices = beforeAfter{sampling.Choices(out.Entropy.Before), sampling.Choices(out.Entropy.After)}
	d := r.Draw(s.seed, s.step)
	out.Draw = drawn{int64(s.seed), int64(s.step), d.At * 100, at(d.Rank)}
	return out
}

func restOf(r *sampling.Result, listed int) *rest {
	out := &rest{Count: len(r.Ranked) - listed, Kept: max(0, r.Kept-listed), To: 100}
	from, _ := r.Stretch(listed)
	out.From = from * 100
	for _, place := range r.Ranked[listed:] {
		out.Before += r.Before[place]
		out.After += r.After[place]
	}
	return out
}

// drawReport is many draws against what the distribution lets expect: DrawReport of the contract.
type drawReport struct {
	Draws      int        `json:"draws"`
	Bars       []drawnBar `json:"bars"`
	Rest       *drawnRow  `json:"rest"`
	ChiSquared float64    `json:"chiSquared"`
	Degrees    int        `json:"degrees"`
	P          float64    `json:"p"`
}

type drawnBar struct {
	Token *tokenText `json:"token"`
	Drawn drawnRow   `json:",inline"`
}

// drawnRow is how often a token came, or all that are not listed. Bars are percent of the longest.
type drawnRow struct {
	Place    int     `json:"place"`
	Count    int     `json:"count"`
	Expected float64 `json:"expected"`
	Bar      struct {
		Count    float64 `json:"count"`
		Expected float64 `json:"expected"`
	} `json:"bar"`
}

func drawMany(r *sampling.Result, s *stepSettings, draws int, token func(place int) *tokenText) ([]byte, error) {
	if draws < 1 || draws > mostDraws {
		return nil, fault.Argument("draws", "draws is "+spell.Plain(int64(draws))+"; accepted are 1 to "+spell.Grouped(mostDraws)+".")
	}
	counts := r.Draws(s.seed, s.step, draws)
	fit := r.Fit(counts)
	out := drawReport{Draws: draws, ChiSquared: fit.ChiSquared, Degrees: fit.Degrees, P: fit.P}
	for rank, count := range counts {
		place := r.Ranked[rank]
		if expected := float64(draws) * r.After[place]; rank < s.shown {
			out.Bars = append(out.Bars, drawnBar{token(place), drawnRow{Place: place, Count: count, Expected: expected}})
		} else {
			if out.Rest == nil {
				out.Rest = &drawnRow{Place: -1}
			}
			out.Rest.Count += count
			out.Rest.Expected += expected
		}
	}
	out.layOut()
	return wire.Append(nil, &out), nil
}

func (out *drawReport) layOut() {
	bars := make([]*drawnRow, 0, len(out.Bars)+1)
	for i := range out.Bars {
		bars = append(bars, &out.Bars[i].Drawn)
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

// SampleJSON chooses from log-probabilities that a page has, of all tokens or of the most probable ones: SampledPart of the contract. Each is eight bytes,
// little-endian. What they lack to 1 is missing: the choice is then among those that are known, and exact only where no other could have been made.
func SampleJSON(logprobs, settings []byte) ([]byte, error) {
	s, err := parseSettings(settings)
	if err != nil {
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
	part := struct {
		Sampled sampled `json:"sampled,inline"`
		Missing float64 `json:"missing"`
		Exact   bool    `json:"exact"`
	}{show(r, &s, func(int) *tokenText { return nil }), missing, missing < 1e-9 || cutsUnknown(r, s.TopK)}
	return wire.Append(nil, &part), nil
}

// probabilitiesOf reads log-probabilities, and says what they lack to 1. A sum above 1 by a hundredth is rounding.
func probabilitiesOf(logprobs []byte) (p []float64, missing float64, err error) {
	missing = 1
	for ; len(logprobs) >= 8; logprobs = logprobs[8:] {
		x := math.Float64frombits(binary.LittleEndian.Uint64(logprobs))
		if !(x <= 0.01) {
			return nil, 0, fault.Argument("logprobs["+spell.Plain(int64(len(p)))+"]", "A log-probability is "+strconv.FormatFloat(x, 'g', 6, 64)+"; accepted are numbers of at most 0.")
		}
		p = append(p, math.Exp(min(0, x)))
		missing -= p[len(p)-1]
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

// OrdersJSON is SamplingOrder[] of the contract.
func OrdersJSON() []byte {
	type order struct {
		ID      string   `json:"id"`
		Name    string   `json:"name"`
		Steps   []string `json:"steps"`
		Source  string   `json:"source"`
		Checked string   `json:"checked"`
	}
	var out []order
	for _, o := range sampling.Orders() {
		steps := make([]string, len(o.Steps))
		for i, step := range o.Steps {
			steps[i] = string(step)
		}
		out = append(out, order{o.ID, o.Name, steps, o.Source, o.Checked})
	}
	return wire.Append(nil, out)
}
