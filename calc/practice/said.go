package practice

import (
	"slices"

	"threelimits/calc"
	"threelimits/calc/exercise"
	"threelimits/calc/notes"
)

// neverSo is the problem of an exercise whose model is not served on its day.
func (q *Question) neverSo() *exercise.Problem {
	for _, n := range q.Estimate.Notes {
		if slices.Contains(notes.Never, n.Code) {
			return q.problem("scenario.asOf", n.Message[:len(n.Message)-1])
		}
	}
	return nil
}

// warnings are what is to be minded of the model, its day and its prices, as every estimate on them says it. What the request comes to
// is not among them: it may be what is asked.
func (q *Question) warnings() (out []calc.Note) {
	for _, n := range q.Estimate.Notes {
		shared := slices.ContainsFunc(notes.Shared.Rows(), func(row notes.Row) bool { return row.Name() == n.Code })
		if shared && n.Severity != notes.Info && n.Field != "request" {
			out = append(out, n)
		}
	}
	return out
}
