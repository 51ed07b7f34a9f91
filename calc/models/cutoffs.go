package models

import (
	"sort"
	"strconv"

	"threelimits/calc/catalog"
	"threelimits/calc/dates"
	"threelimits/calc/fault"
	"threelimits/calc/spell"
	"threelimits/calc/wire"
)

// mostYears of the past are on the line; what is older, which a file of a person's own may say, stands at its beginning.
const mostYears = 20

// cutoffTimeline is CutoffTimeline of the contract: a line from the January before the oldest cutoff, 0, to today, 100.
type cutoffTimeline struct {
	Today       string        `json:"today"`
	Years       []yearMark    `json:"years"`
	Models      []modelCutoff `json:"models"`
	Unpublished []string      `json:"unpublished"`
}

type yearMark struct {
	Year int     `json:"year"`
	At   float64 `json:"at"`
}

// modelCutoff is the end of a model's training data, which lies between From and To on the line: its first and its last day, where only a month or a
// year is published.
type modelCutoff struct {
	ID     string       `json:"id"`
	Cutoff string       `json:"cutoff"`
	From   float64      `json:"from"`
	To     float64      `json:"to"`
	Behind monthsBehind `json:"monthsBehind"`
}

// monthsBehind are calendar months from the cutoff's to today's. They differ where only a year is published.
type monthsBehind struct {
	Low  int `json:"low"`
	High int `json:"high"`
}

// CutoffsJSON is when each model of the catalogue and of a person's own stops to know, against today (YYYY-MM-DD): the latest first, by id where they are
// the same. A cutoff after today counts as today.
func CutoffsJSON(today string, own *catalog.Own) ([]byte, error) {
	end, ok := dates.Number(today)
	if !ok {
		return nil, fault.Argument("today", "today is "+fault.Short(today)+"; a day such as 2026-11-23 is accepted.")
	}
	line := cutoffTimeline{Today: today}
	known := own.Models()
	var published []*catalog.Model
	for i := range known {
		if known[i].Cutoff == "" {
			line.Unpublished = append(line.Unpublished, known[i].ID)
		} else {
			published = append(published, &known[i])
		}
	}
	sort.Slice(published, func(i, j int) bool {
		a, b := dates.Last(published[i].Cutoff), dates.Last(published[j].Cutoff)
		return a > b || a == b && published[i].ID < published[j].ID
	})
	last, _ := dates.Digits(today[:4])
	first := last
	if n := len(published); n > 0 {
		oldest, _ := dates.Digits(published[n-1].Cutoff[:4])
		first = max(min(oldest, last), last-mostYears)
	}
	begin, _ := dates.Number(dates.First(strconv.Itoa(first)))
	at := func(day string) float64 {
		number, _ := dates.Number(day)
		return spell.PercentOf(float64(max(0, min(number, end)-begin)), float64(end-begin))
	}
	for year := first; year <= last; year++ {
		line.Years = append(line.Years, yearMark{year, at(dates.First(strconv.Itoa(year)))})
	}
	for _, m := range published {
		from, to := dates.First(m.Cutoff), dates.Last(m.Cutoff)
		line.Models = append(line.Models, modelCutoff{m.ID, m.Cutoff, at(from), at(to), monthsBehind{monthsBetween(to, today), monthsBetween(from, today)}})
	}
	return wire.Append(nil, &line), nil
}

// monthsBetween is 0 where the second day is in an earlier month.
func monthsBetween(from, to string) int {
	number := func(day string) int {
		year, _ := dates.Digits(day[:4])
		month, _ := dates.Digits(day[5:7])
		return 12*year + month
	}
	return max(0, number(to)-number(from))
}
