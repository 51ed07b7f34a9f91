package tokenize

import (
	"threelimits/calc/catalog"
	"threelimits/calc/decimal"
	"threelimits/calc/trust"
)

// Measurement is how many of a model's own tokens a text has, and how far that can be trusted: measure() of the contract.
type Measurement struct {
	Tokens trust.Interval `page:"tokens"`
	Trust  trust.Trust    `page:"trust"`
}

// Measure turns a count made with m.Encoding into the model's own tokens: low rounded down, high up, typical to nearest.
func Measure(count int, m *catalog.Model) Measurement {
	return Measurement{
		trust.Interval{Low: times(count, m.Factor.Low, down), Typical: times(count, m.Factor.Typical, nearest), High: times(count, m.Factor.High, up)},
		catalog.TrustOf(m),
	}
}

type rounding int

const (
	down rounding = iota
	nearest
	up
)

// times is count × factor as a whole number, halves up; a factor that is nil is 1.
func times(count int, factor *decimal.Decimal, mode rounding) int64 {
	if factor == nil {
		return int64(count)
	}
	product := decimal.Whole(int64(count)).Mul(factor)
	n := product.Floor()
	rest := decimal.Whole(n)
	switch {
	case mode == up && rest.Cmp(product) < 0, mode == nearest && rest.Add(decimal.Half).Cmp(product) <= 0:
		n++
	}
	return n
}

// MeasureModel is Measure for the model of that id.
func MeasureModel(count int, id string, own *catalog.Own) (Measurement, error) {
	m, err := countableModel(id, own)
	if err != nil {
		return Measurement{}, err
	}
	return Measure(count, m), nil
}
