// Package trust says how far a figure can be relied on, and between which ends it lies. Every figure carries its Trust
// and passes it on: it is as weak as the weakest number it is made of.
//
// Start at Trust.Weaken. Interval counts tokens, AmountRange is USD, and Range is of anything; in each, low is at most
// high.
package trust

import (
	"strings"

	"threelimits/calc/decimal"
)

// Range is from the low end to the high one.
type Range[T any] struct {
	Low  T `page:"low"`
	High T `page:"high"`
}

// AmountRange is USD, or another amount that is no whole number.
type AmountRange = Range[*decimal.Decimal]

// Interval is a number of tokens, low = typical = high where it is exact.
type Interval struct {
	Low     int64 `page:"low"`
	Typical int64 `page:"typical"`
	High    int64 `page:"high"`
}

// Level is how far a figure can be trusted: exact, assumed or estimate.
type Level string

const (
	Exact     Level = "exact"
	Assumed   Level = "assumed"
	Estimated Level = "estimate"
)

// Rank orders levels from strong to weak; −1 is no level.
func Rank(l Level) int {
	switch l {
	case Exact:
		return 0
	case Assumed:
		return 1
	case Estimated:
		return 2
	}
	return -1
}

// Trust says how far a figure can be trusted and why. Source is an address, Checked the day it was last seen.
type Trust struct {
	Level   Level  `page:"level"`
	Why     string `page:"why"`
	Source  string `page:"source,omit"`
	Checked string `page:"checked,omit"`
}

// Weaken makes t as weak as other. Of reasons at the same level it keeps all, each once, and the first source.
func (t *Trust) Weaken(other *Trust) {
	switch {
	case t.Why == "" || Rank(other.Level) > Rank(t.Level):
		*t = *other
	case other.Level == t.Level:
		if !strings.Contains(t.Why, other.Why) {
			t.Why += " " + other.Why
		}
		if t.Source == "" {
			t.Source, t.Checked = other.Source, other.Checked
		}
	}
}

// Because weakens t for a reason of ours.
func (t *Trust) Because(level Level, why string) { t.Weaken(&Trust{Level: level, Why: why}) }

// AsPublished weakens t by a source that is as good as any.
func (t *Trust) AsPublished(why, url, checked string) {
	t.Weaken(&Trust{Level: Exact, Why: why, Source: url, Checked: checked})
}
