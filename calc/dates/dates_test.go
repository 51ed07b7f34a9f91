package dates

import "testing"

func TestNumber(t *testing.T) {
	last := -1
	for _, date := range []string{"0000-03-01", "1999-12-31", "2000-01-01", "2000-02-28", "2000-02-29", "2000-03-01", "2026-11-23", "9999-12-31"} {
		n, ok := Number(date)
		if !ok || n <= last {
			t.Errorf("%s is %d, %v", date, n, ok)
		}
		last = n
	}
	for from, to := range map[string]string{"2026-02-28": "2026-03-01", "2024-02-29": "2024-03-01", "2026-12-31": "2027-01-01", "2100-02-28": "2100-03-01"} {
		a, _ := Number(from)
		if b, _ := Number(to); b-a != 1 {
			t.Errorf("%s and %s are %d days apart", from, to, b-a)
		}
	}
	for _, date := range []string{"", "2026", "2026-13-01", "2026-00-10", "2026-04-31", "2100-02-29", "2026-11-1", "2026/11/01", "２026-11-01"} {
		if _, ok := Number(date); ok {
			t.Errorf("%q is taken for a date", date)
		}
	}
}
