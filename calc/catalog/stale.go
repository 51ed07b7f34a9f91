package catalog

import "threelimits/calc/dates"

// StaleDays is the age from which a price should be checked again.
const StaleDays = 60

// Stale reports whether what was checked on a day should be checked again.
func Stale(checked, today string) bool {
	then, ok := dates.Number(checked)
	now, _ := dates.Number(today)
	return ok && now-then > StaleDays
}
