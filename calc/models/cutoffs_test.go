package models

import (
	"errors"
	"math"
	"slices"
	"testing"

	"threelimits/calc/catalog"
	"threelimits/calc/dates"
	"threelimits/calc/fault"
	"threelimits/calc/internal/testkit"
)

// TestDays: the first and the last day of what may be published.
func TestDays(t *testing.T) {
	for _, c := range []struct {
		date, first, last string
		behind            MonthsBehind
	}{
		{"2025", "2025-01-01", "2025-12-31", MonthsBehind{11, 22}},
		{"2024-02", "2024-02-01", "2024-02-29", MonthsBehind{33, 33}},
		{"2026-11", "2026-11-01", "2026-11-30", MonthsBehind{0, 0}},
		{"2025-12-31", "2025-12-31", "2025-12-31", MonthsBehind{11, 11}},
		{"2027-01", "2027-01-01", "2027-01-31", MonthsBehind{0, 0}},
	} {
		first, last := dates.First(c.date), dates.Last(c.date)
		if behind := (MonthsBehind{monthsBetween(last, testkit.Today), monthsBetween(first, testkit.Today)}); first != c.first || last != c.last || behind != c.behind {
			t.Errorf("%s: %s to %s, %+v behind", c.date, first, last, behind)
		}
	}
}

// TestCutoffs: every model once, the latest first, on a line that ends today.
func TestCutoffs(t *testing.T) {
	line, err := Cutoffs(testkit.Today, nil)
	if err != nil {
		t.Fatal(err)
	}
	var ids, all []string
	before := "9999"
	for _, m := range line.Models {
		if last := dates.Last(m.Cutoff); last > before {
			t.Errorf("%s, %s, comes after %s", m.ID, last, before)
		} else {
			before = last
		}
		if m.From < 0 || m.From > m.To || m.To > 100 || m.Behind.Low > m.Behind.High {
			t.Errorf("%+v", m)
		}
		ids = append(ids, m.ID)
	}
	for _, m := range catalog.Models() {
		all = append(all, m.ID)
	}
	if ids = slices.Sorted(slices.Values(append(ids, line.Unpublished...))); !slices.Equal(ids, slices.Sorted(slices.Values(all))) {
		t.Errorf("models %v", ids)
	}
	if y := line.Years; y[0].At != 0 || y[len(y)-1].Year != 2026 || len(line.Unpublished) == 0 {
		t.Errorf("years %v, %d unpublished", y, len(line.Unpublished))
	}
	// 2026-01-01 is 326 days before today; the line begins with 2021.
	if at := line.Years[len(line.Years)-1].At; math.Abs(at-100*(1-326.0/2152)) > 1e-9 {
		t.Errorf("2026 at %v", at)
	}
}

func TestCutoffsOfNoDay(t *testing.T) {
	var wrong *fault.Error
	if _, err := Cutoffs("today", nil); !errors.As(err, &wrong) || wrong.Code != fault.BadArgument {
		t.Errorf("%v", err)
	}
}

// TestCutoffsOfOwn: what a person's file says stays on the line, however old or new.
func TestCutoffsOfOwn(t *testing.T) {
	_, own := importText(t, catalog.Ours, `{"format":"threelimits","version":1,"models":[{"id":"acme/old","cutoff":"1999","prices":[{"input":"1","output":"2"}]},
		{"id":"acme/new","cutoff":"2027-03","prices":[{"input":"1","output":"2"}]}]}`)
	line, err := Cutoffs(testkit.Today, own)
	if err != nil {
		t.Fatal(err)
	}
	first, last := line.Models[0], line.Models[len(line.Models)-1]
	if first != (ModelCutoff{"acme/new", "2027-03", 100, 100, MonthsBehind{0, 0}}) || last != (ModelCutoff{"acme/old", "1999", 0, 0, MonthsBehind{323, 334}}) {
		t.Errorf("%+v, %+v", first, last)
	}
	if len(line.Years) != mostYears+1 {
		t.Errorf("%d years", len(line.Years))
	}
}
