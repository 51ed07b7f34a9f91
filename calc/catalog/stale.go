package catalog

import (
	"threelimits/calc/dates"
	"threelimits/calc/spell"
)

// StaleDays is the age from which a price should be checked again.
const StaleDays = 60

// Stale reports whether what was checked on a day should be checked again.
func Stale(checked, today string) bool {
	then, ok := dates.Number(checked)
	now, _ := dates.Number(today)
	return ok && now-then > StaleDays
}

// Stale is the note on a source that should be checked again, by its code and terms; "" of one that was checked lately.
func (s *Source) Stale(day string) (code string, terms []string) {
	if !Stale(s.Checked, day) {
		return "", nil
	}
	age := spell.Count(int64(daysTo(day, s.Checked)), "day")
	if s.By != "" {
		return "price-stale/by-way", []string{s.By, s.Checked, age}
	}
	return "price-stale", []string{s.Checked, age}
}
