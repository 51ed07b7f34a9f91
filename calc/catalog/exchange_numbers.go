package catalog

import (
	"strconv"
	"strings"

	"threelimits/calc/decimal"
	"threelimits/calc/fault"
	"threelimits/calc/fields"
)

// usd reads an amount per 1,000,000 tokens from a number times 10^scale. nil is not given.
func (im *importer) usd(e *entry, name string, scale int) *decimal.Decimal {
	l := e.get(name)
	if l == nil || l.Kind == "null" {
		return nil
	}
	if l.Kind != "number" && !(l.Kind == "string" && im.out.Format == Ours) {
		im.failAt(e, name, "must be a number, not "+quoted(l))
		return nil
	}
	d, problem := amount(l.Text, scale)
	if problem != "" {
		im.failAt(e, name, problem+": "+quoted(l))
		return nil
	}
	return d
}

func quoted(l *fields.Leaf) string {
	switch {
	case l.Kind == "string":
		return fault.Quote(l.Text)
	case l.Text == "":
		return "an " + l.Kind
	}
	return fault.Short(l.Text)
}

// amount reads a JSON number times 10^scale, exactly.
func amount(text string, scale int) (d *decimal.Decimal, problem string) {
	if text == "NaN" || strings.HasSuffix(text, "Infinity") {
		return nil, "must be a finite number"
	}
	mantissa, exponentText, hasExponent := strings.Cut(strings.ToLower(text), "e")
	exponent := 0
	if hasExponent {
		n, err := strconv.Atoi(exponentText)
		if err != nil || n > 400 || n < -400 {
			return nil, "is no price"
		}
		exponent = n
	}
	unsigned := strings.TrimPrefix(mantissa, "-")
	whole, decimals, _ := strings.Cut(unsigned, ".")
	digits := strings.TrimLeft(whole+decimals, "0")
	if whole == "" || len(whole+decimals) > 60 || strings.Trim(digits, "0123456789") != "" {
		return nil, "is no price"
	}
	if digits == "" {
		return new(decimal.Decimal), ""
	}
	if unsigned != mantissa {
		return nil, "must not be negative"
	}
	places := len(decimals) - exponent - scale
	if len(digits)-places > 12 || places > 60 {
		return nil, "is no price: it has more digits than one"
	}
	d = decimal.Digits(digits, places)
	if _, err := decimal.Parse(d.String()); err != nil {
		return nil, "is no price: it has more digits than one"
	}
	return d, ""
}

// limit reads a number of tokens; 0 is not given.
func (im *importer) limit(e *entry, names ...string) int64 {
	for _, name := range names {
		l := e.get(name)
		if l == nil || l.Kind == "null" {
			continue
		}
		n, err := strconv.ParseFloat(l.Text, 64)
		if l.Kind != "number" || err != nil || n < 0 || n != float64(int64(n)) || n > 1e12 {
			im.failAt(e, name, "must be a whole number of tokens, not "+quoted(l))
			return 0
		}
		return int64(n)
	}
	return 0
}
