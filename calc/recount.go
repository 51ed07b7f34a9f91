package calc

import (
	"slices"
	"strings"

	"threelimits/calc/catalog"
	"threelimits/calc/fault"
	"threelimits/calc/trust"
)

// Recounted is a count that was made for another model, whose tokenizer is not this one's, and what it is taken as.
type Recounted struct {
	Name       string         `page:"name"`
	CountedFor string         `page:"countedFor"`
	Given      trust.Interval `page:"given"`
	Tokens     trust.Interval `page:"tokens"`
}

// recount turns counts that say they were made for another model into tokens of this one's: a range, as wide as what the catalogue knows of
// the two tokenizers. It is done before anything is worked out.
func (e *evaluation) recount() (field, problem string) {
	to := e.model
	if e.s.Encoding != "" {
		to = &catalog.Model{Encoding: e.s.Encoding}
	}
	var makers []string // models that the counts were made for
	for i := range table {
		c, ok := table[i].at(&e.s).(*Count)
		if !ok || c.CountedFor == "" || to == nil {
			continue
		}
		from, _ := e.s.Own.Resolve(c.CountedFor)
		ratio := catalog.RatioOf(from, to)
		if ratio == nil || c.High == 0 {
			continue
		}
		given := trust.Interval{Low: c.Low, Typical: c.Typical, High: c.High}
		c.Low, c.Typical, c.High = ratio.Of(c.Low, c.Typical, c.High)
		c.recounted = true
		_, name, _ := strings.Cut(table[i].path, ".")
		e.out.Recounted = append(e.out.Recounted, Recounted{name, c.CountedFor, given, trust.Interval{Low: c.Low, Typical: c.Typical, High: c.High}})
		if !slices.Contains(makers, c.CountedFor) {
			makers = append(makers, c.CountedFor)
			e.noteOnRecount(from, c.CountedFor, ratio)
		}
	}
	return e.s.tooMany()
}

func (e *evaluation) noteOnRecount(from *catalog.Model, id string, ratio *catalog.Ratio) {
	given, here := fault.Short(id), fault.Short(e.s.Encoding)
	if from != nil {
		given = from.Name
	}
	if e.s.Encoding == "" {
		here = e.model.Name
	}
	least, most := ratio.Bounds()
	e.note("counted-for-another", given, here, least, most)
}
