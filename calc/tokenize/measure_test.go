package tokenize

import (
	"testing"

	"threelimits/calc/catalog"
	"threelimits/calc/decimal"
	"threelimits/calc/trust"
)

func TestMeasure(t *testing.T) {
	decimal := func(s string) *decimal.Decimal {
		d, err := decimal.Parse(s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	estimated := &catalog.Model{Exactness: "estimate", Factor: catalog.Factor{Low: decimal("1.1"), Typical: decimal("1.18"), High: decimal("1.3")}}
	one := decimal("1")
	exact := &catalog.Model{Exactness: "exact", Factor: catalog.Factor{Low: one, Typical: one, High: one}}
	for _, test := range []struct {
		model *catalog.Model
		count int
		want  trust.Interval
	}{
		{exact, 0, trust.Interval{Low: 0, Typical: 0, High: 0}},
		{exact, 12345, trust.Interval{Low: 12345, Typical: 12345, High: 12345}},
		{estimated, 0, trust.Interval{Low: 0, Typical: 0, High: 0}},
		{estimated, 1, trust.Interval{Low: 1, Typical: 1, High: 2}},
		{estimated, 100, trust.Interval{Low: 110, Typical: 118, High: 130}},
		{estimated, 800, trust.Interval{Low: 880, Typical: 944, High: 1040}},
		{estimated, 25, trust.Interval{Low: 27, Typical: 30, High: 33}}, // 27.5, 29.5, 32.5
		{&catalog.Model{Exactness: "exact"}, 7, trust.Interval{Low: 7, Typical: 7, High: 7}},
	} {
		if got := Measure(test.count, test.model); got.Tokens != test.want || got.Trust.Level != trust.Level(test.model.Exactness) {
			t.Errorf("%d tokens measure %+v, want %+v", test.count, got, test.want)
		}
	}
}

// TestMeasureModel: an estimate has a range, and says why.
func TestMeasureModel(t *testing.T) {
	got, err := MeasureModel(1000, "anthropic/claude-opus-4-6", nil)
	if err != nil {
		t.Fatal(err)
	}
	if n := got.Tokens; n.Low >= n.Typical || n.Typical >= n.High || got.Trust.Level != trust.Estimated || got.Trust.Why == "" || got.Trust.Source == "" {
		t.Errorf("%+v", got)
	}
}
