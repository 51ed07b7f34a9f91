package catalog

import "threelimits/calc/dates"

// Retirement is the end of a model's service. The zero value is none that is announced.
type Retirement struct {
	Day      string // first day without service, YYYY, YYYY-MM or YYYY-MM-DD; it may lie ahead
	To       string // id of the model the vendor names in its place; "" is none named
	Answered bool   // the vendor answers for it by To, at To's prices
	Source   Source
}

// Stage is where a model stands in its life.
type Stage uint8

const (
	Served   Stage = iota
	Unborn         // not released yet
	Retiring       // served, and about to be retired
	Retired
)

var stageNames = [...]string{Served: "served", Unborn: "unborn", Retiring: "retiring", Retired: "retired"}

func (s Stage) String() string { return stageNames[s] }

// retiringDays is how long before its last day a model counts as Retiring: the shortest notice that vendors give is 60 days,
// and a change of models takes weeks.
const retiringDays = 90

// StageOn returns the model's stage on a day (YYYY-MM-DD). A release or a retirement of which only the month or the year is
// known begins on its first day.
func (m *Model) StageOn(day string) Stage {
	switch {
	case m.Retired.Day != "" && m.Retired.Day <= day:
		return Retired
	case m.Released > day:
		return Unborn
	case m.Retired.Day != "" && daysTo(m.Retired.Day, day) <= retiringDays:
		return Retiring
	}
	return Served
}

func daysTo(date, from string) int {
	then, _ := dates.Number(dates.First(date))
	now, _ := dates.Number(from)
	return then - now
}

// StageNote is what must be said of the model's stage on a day, wherever a figure stands on it; "" of one that is served.
func (m *Model) StageNote(day string) string {
	r := &m.Retired
	gone := false
	switch m.StageOn(day) {
	case Unborn:
		return m.Name + " was released on " + m.Released + ": on " + day + " nobody could use it."
	case Retired:
		gone = true
	case Retiring:
	default:
		return ""
	}
	switch {
	case r.Answered && gone:
		return m.Name + " is not served since " + r.Day + ": " + r.To + " answers for it, at its own prices."
	case r.Answered:
		return "From " + r.Day + " on " + r.To + " answers for " + m.Name + ", at its own prices."
	}
	said := m.Name + " is not served since " + r.Day + "."
	if !gone {
		said = "The service of " + m.Name + " ends: from " + r.Day + " on it is not served."
	}
	if r.To != "" {
		said += " Its vendor names " + r.To + " in its place."
	}
	return said
}
