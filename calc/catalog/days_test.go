package catalog

import "testing"

func TestIsDay(t *testing.T) {
	for day, want := range map[string]bool{
		"2026-11-23": true, "2024-02-29": true, "2000-02-29": true, "2026-02-29": false, "1900-02-29": false,
		"2026-13-01": false, "2026-00-10": false, "2026-01-00": false, "2026-1-1": false, "2026-01-1x": false, "": false,
		"0000-01-01": false, "2026-04-31": false,
	} {
		if isDay(day) != want {
			t.Errorf("isDay(%q) is %t", day, !want)
		}
	}
	for date, want := range map[string]bool{
		"2026": true, "2026-11": true, "2026-11-23": true, "26": false, "2026-": false, "2026-13": false, "2026-11-2": false,
	} {
		if isDate(date) != want {
			t.Errorf("isDate(%q) is %t", date, !want)
		}
	}
}
