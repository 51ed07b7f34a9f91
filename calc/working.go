package calc

import (
	"strings"

	"threelimits/calc/catalog"
	"threelimits/calc/latency"
	"threelimits/calc/spell"
)

// origin is where a number or a formula comes from.
type origin struct{ source, url, checked, by string }

// Sources of steps that no address has, which exercises name as well.
const (
	Arithmetic = "Arithmetic"
	Stateless  = "The model remembers nothing between calls: each one re-sends all before it"
)

var (
	yours      = &origin{source: "Your number"}
	arithmetic = &origin{source: Arithmetic}
	stateless  = &origin{source: Stateless}
	shared     = &origin{source: "Input and answer share one window"}
	allLimits  = &origin{source: "All limits must hold"}
	perMillion = &origin{source: "Prices are per 1,000,000 tokens"}
	billedOnce = &origin{source: "Reasoning is billed as output and never sent again"}
	thirtyDays = &origin{source: "A month of 30 days, where you give none"}
	lesson     = &origin{source: "The lesson's formula. By TPOT = (E2E − TTFT) ÷ (n − 1) it is one token's time less"}
	unseen     = &origin{source: "Reasoning comes before the answer and is not shown"}
	readers    = &origin{source: latency.ReadingSource, url: latency.ReadingSourceURL}
)

func published(s *catalog.Source) *origin {
	return &origin{"Catalogue: " + s.What, s.URL, s.Checked, s.By}
}

// result is how a figure came about at one choice of counts.
type result struct {
	formula string // a template: see fill
	value   string // canonical
	terms   []string
}

// step adds one step.
func (e *evaluation) step(figure, label, unit string, from *origin, formula, substituted, value string) {
	e.out.Working = append(e.out.Working, Step{figure, label, formula, substituted, value, unit, from.source, from.url, from.checked, from.by})
}

// given adds the step of a number that is not worked out.
func (e *evaluation) given(figure, label, unit string, from *origin, value string) {
	formula := "as given"
	if from.url != "" {
		formula = "as published"
	}
	e.step(figure, label, unit, from, formula, spell.Digits(value), value)
}

// explain adds the step of a figure at the typical counts.
func (e *evaluation) explain(figure, label, unit string, from *origin, formula, value string, terms ...string) {
	e.step(figure, label, unit, from, spell.Words(formula), spell.Fill(formula, terms), value)
}

// tokens adds the step of a number of tokens that is made of whole numbers.
func (e *evaluation) tokens(figure, label string, from *origin, formula string, value int64, numbers ...int64) {
	e.explain(figure, label, "tokens", from, formula, spell.Plain(value), spell.Terms(numbers...)...)
}

// share adds the step of a percentage.
func (e *evaluation) share(figure, label, formula, percent, part, whole string) {
	e.explain(figure, label, "%", arithmetic, formula, percent, part, whole)
}

// explainRange explains a figure at the typical counts and, where ranged, at the low and the high ones as well: as the
// figure "group.range.name".
func (e *evaluation) explainRange(figure, label, unit string, from *origin, ranged bool, at func(*point) result) {
	r := at(&e.at[mid])
	e.explain(figure, label, unit, from, r.formula, r.value, r.terms...)
	if !ranged {
		return
	}
	l, h := at(&e.at[low]), at(&e.at[high])
	if figure == "context.free" { // the fewest tokens leave the most room
		l, h = h, l
	}
	group, name, _ := strings.Cut(figure, ".")
	if group == "cost" {
		l, h = at(e.bounds[0]), at(e.bounds[1])
	}
	e.step(group+".range."+name, label+", from low to high", unit, from, spell.Words(r.formula),
		"low: "+spell.Fill(l.formula, l.terms)+"; high: "+spell.Fill(h.formula, h.terms), l.value+" to "+h.value)
}
