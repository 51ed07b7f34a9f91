package models

import (
	"sort"
	"strconv"

	"threelimits/calc/catalog"
	"threelimits/calc/dates"
	"threelimits/calc/fault"
	"threelimits/calc/spell"
)

// mostYears of the past are on the line; what is older, which a file of a person's own may say, stands at its beginning.
const mostYears = 20

// CutoffTimeline is a line from the January before the oldest cutoff, 0, to today, 100.
type CutoffTimeline struct {
	Today       string        `page:"today"`
	Years       []YearMark    `page:"years"`
	Models      []ModelCutoff `page:"models"`
	Unpublished []string      `page:"unpublished"`
}

// YearMark is where a year begins on the line.
type YearMark struct {
	Year int     `page:"year"`
	At   float64 `page:"at"`
}

// ModelCutoff is the end of a model's training data, which lies between From and To on the line: its first and its last day, where only a month or a
// year is published.
type ModelCutoff struct {
	ID     string       `page:"id"`
	Cutoff string       `page:"cutoff"`
	From   float64      `page:"from"`
	To     float64      `page:"to"`
	Behind MonthsBehind `page:"monthsBehind"`
}

// MonthsBehind are calendar months from the cutoff's to today's. They differ where only a year is published.
type MonthsBehind struct {
	Low  int `page:"low"`
	High int `page:"high"`
}

// Cutoffs is when each model of the catalogue and of a person's own stops to know, against today (YYYY-MM-DD): the latest first, by id where they are
// the same. A cutoff after today counts as today. Errors are *fault.Error: bad-argument.
func Cutoffs(today string, own *catalog.Own) (*CutoffTimeline, error) {
	end, ok := dates.Number(today)
	if !ok {
		return nil, fault.Argument("today", "today is "+fault.Short(today)+"; a day such as 2026-11-23 is accepted.")
	}
	line := &CutoffTimeline{Today: today}
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
		line.Years = append(line.Years, YearMark{year, at(dates.First(strconv.Itoa(year)))})
	}
	for _, m := range published {
		from, to := dates.First(m.Cutoff), dates.Last(m.Cutoff)
		line.Models = append(line.Models, ModelCutoff{m.ID, m.Cutoff, at(from), at(to), MonthsBehind{monthsBetween(to, today), monthsBetween(from, today)}})
	}
	return line, nil
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
