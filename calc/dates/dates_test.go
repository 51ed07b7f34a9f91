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

func TestValid(t *testing.T) {
	for day, want := range map[string]bool{
		"2026-11-23": true, "2024-02-29": true, "2000-02-29": true, "2026-02-29": false, "1900-02-29": false,
		"2026-13-01": false, "2026-00-10": false, "2026-01-00": false, "2026-1-1": false, "2026-01-1x": false, "": false, "2026-04-31": false,
	} {
		if Valid(day) != want || Partial(day) != want {
			t.Errorf("%q is taken as %t", day, !want)
		}
	}
	for date, want := range map[string]bool{
		"2026": true, "2026-11": true, "2026-11-23": true, "26": false, "2026-": false, "2026-13": false, "2026-11-2": false, "-001": false,
	} {
		if Partial(date) != want {
			t.Errorf("%q is taken as %t", date, !want)
		}
	}
}

// TestDates: every number has the date that has the number: all of 400 years, after which the calendar repeats, and the last ones.
func TestDates(t *testing.T) {
	if n, _ := Number("1970-01-01"); n != Epoch {
		t.Errorf("1970-01-01 is %d", n)
	}
	last, _ := Number("9999-12-31")
	for days := 0; days <= last; days++ {
		if days == 146_097+1000 {
			days = last - 1000
		}
		if back, ok := Number(Date(days)); !ok || back != days {
			t.Fatalf("%d is %s, which is %d", days, Date(days), back)
		}
	}
}
