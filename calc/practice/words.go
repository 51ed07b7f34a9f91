package practice

import (
	"math"
	"strconv"
	"strings"

	"threelimits/calc/catalog"
	"threelimits/calc/decimal"
	"threelimits/calc/exercise"
	"threelimits/calc/spell"
)

func (q *Question) tolerance() string {
	t := &q.Tolerance
	switch {
	case t.Absolute != nil && t.Absolute.IsZero(), t.Percent != nil && t.Percent.IsZero():
		return "exactly"
	case t.Absolute != nil && q.Unit.Name == "%" && t.Absolute.String() == "1":
		return "within 1 percentage point"
	case t.Absolute != nil && q.Unit.Name == "%":
		return "within " + t.Absolute.String() + " percentage points"
	case t.Absolute != nil:
		return "within " + inUnit(t.Absolute, q.Unit)
	}
	return "within " + t.Percent.String() + "%"
}

// inUnit is an amount of the unit, for reading.
func inUnit(amount *decimal.Decimal, u *exercise.Unit) string {
	switch number := spell.Digits(amount.String()); {
	case u.Name == "USD":
		return dollars(amount)
	case u.Name == "%":
		return number + "%"
	case u.Dimension == exercise.Time:
		return timed(amount) + " " + u.Name
	default:
		return number + " " + u.Name
	}
}

// timed is a time for reading: to a thousandth from 1 on, and below that to three digits. Nobody measures a wait more closely.
func timed(amount *decimal.Decimal) string {
	value := amount.Float64()
	if value >= 1 {
		value = math.Round(value*1000) / 1000
	} else {
		value, _ = strconv.ParseFloat(strconv.FormatFloat(value, 'g', 3, 64), 64)
	}
	return spell.Digits(spell.Float(value))
}

// dollars is an amount for reading: $0.10, but $2 and $0.0134.
func dollars(amount *decimal.Decimal) string {
	number := spell.Digits(amount.String())
	if _, decimals, _ := strings.Cut(number, "."); len(decimals) == 1 {
		number += "0"
	}
	return "$" + number
}

// pieces puts the values into a text.
func (q *Question) pieces(text string) []TextPiece {
	parts, _ := exercise.Pieces(text)
	pieces := make([]TextPiece, len(parts))
	for i, p := range parts {
		if pieces[i] = (TextPiece{Text: p.Words}); p.Words == "" {
			words, value := q.named(p.Name)
			pieces[i] = TextPiece{Text: words, Name: p.Name, Value: value}
		}
	}
	return pieces
}

// named is what a name in a text stands for: as it reads, and as a decimal where it is a number. Both are "" where the scenario has none.
func (q *Question) named(name string) (words, value string) {
	if amount, ok := q.values.Of(name); ok {
		return spell.Digits(amount.String()), amount.String()
	}
	e := &q.Estimate
	switch {
	case name == "date":
		return e.AsOf, ""
	case name == "model" && e.Model != nil:
		return e.Model.Name, ""
	case name == "window" && e.Context != nil:
		return spell.Grouped(e.Context.Window), spell.Plain(e.Context.Window)
	case name == "cutoff" && e.Model != nil:
		if m, ok := catalog.Find(e.Model.ID); ok {
			return m.Cutoff, ""
		}
	}
	if amount, money := q.amountNamed(name); amount != nil {
		if money {
			return dollars(amount), amount.String()
		}
		if strings.HasPrefix(name, "latency.") {
			return timed(amount), amount.String()
		}
		return spell.Digits(amount.String()), amount.String()
	}
	return "", ""
}

// amountNamed is a price or a figure; nil where the scenario has none.
func (q *Question) amountNamed(name string) (amount *decimal.Decimal, money bool) {
	if f := exercise.FigureNamed(name); f != nil {
		return q.figure(name), f.Dimension == exercise.Money
	}
	if c := q.Estimate.Cost; c != nil {
		switch name {
		case "input price":
			return c.Rates.Input, true
		case "cached price":
			return c.Rates.CachedInput, true
		case "output price":
			return c.Rates.Output, true
		}
	}
	return nil, false
}
