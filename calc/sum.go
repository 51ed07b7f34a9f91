package calc

import (
	"strings"

	"threelimits/calc/decimal"
	"threelimits/calc/fault"
	"threelimits/calc/wire"
)

// Sum adds amounts exactly: USD or numbers of tokens, canonical decimals of at least 0 with NUL between them. The sum of none
// is "0". An amount that is no decimal is an *fault.Error with code bad-argument.
func Sum(amounts string) (string, error) {
	total := new(decimal.Decimal)
	for amount := range strings.SplitSeq(amounts, "\x00") {
		if amounts == "" {
			break
		}
		d, err := decimal.Parse(amount)
		if err != nil {
			return "", fault.Argument("", fault.Short(amount)+" "+err.Error()+".")
		}
		total = total.Add(d)
	}
	return total.String(), nil
}

// Convert multiplies amounts, as Sum takes them, by what one US dollar costs in another currency, exactly; it returns a JSON array of
// canonical decimals. Errors are *fault.Error with code bad-argument: an amount that is no decimal, a rate that is none above 0.
func Convert(amounts, rate string) ([]byte, error) {
	factor, err := decimal.Parse(rate)
	if err != nil || factor.IsZero() {
		return nil, fault.Argument("rate", `rate must be what one US dollar costs, a decimal above 0 such as "0.92", not `+fault.Short(rate)+".")
	}
	converted := []*decimal.Decimal{}
	for amount := range strings.SplitSeq(amounts, "\x00") {
		if amounts == "" {
			break
		}
		d, err := decimal.Parse(amount)
		if err != nil {
			return nil, fault.Argument("amounts", fault.Short(amount)+" "+err.Error()+".")
		}
		converted = append(converted, d.Mul(factor))
	}
	return wire.Append(nil, converted), nil
}
