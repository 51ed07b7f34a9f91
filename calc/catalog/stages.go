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

// StageNote is the note on the model's stage on a day, by its code and in words; "" of one that is served.
func (m *Model) StageNote(day string) (code, text string) {
	r := &m.Retired
	gone := false
	code = "model-retiring"
	switch m.StageOn(day) {
	case Unborn:
		return "before-release", m.Name + " was released on " + m.Released + ": on " + day + " nobody could use it."
	case Retired:
		gone, code = true, "model-retired"
	case Retiring:
	default:
		return "", ""
	}
	switch {
	case r.Answered && gone:
		return code, m.Name + " is not served since " + r.Day + ": " + r.To + " answers for it, at its own prices."
	case r.Answered:
		return code, "From " + r.Day + " on " + r.To + " answers for " + m.Name + ", at its own prices."
	}
	said := m.Name + " is not served since " + r.Day + "."
	if !gone {
		said = "The service of " + m.Name + " ends: from " + r.Day + " on it is not served."
	}
	if r.To != "" {
		said += " Its vendor names " + r.To + " in its place."
	}
	return code, said
}
