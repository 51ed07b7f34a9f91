package calc

import (
	"strings"

	"threelimits/calc/cost"
)

// Sum adds amounts exactly: USD or numbers of tokens, canonical decimals of at least 0 with NUL between them. The sum of none
// is "0". An amount that is no decimal is an *Error with code bad-argument.
func Sum(amounts string) (string, error) {
	total := new(cost.Decimal)
	for amount := range strings.SplitSeq(amounts, "\x00") {
		if amounts == "" {
			break
		}
		d, err := cost.ParseDecimal(amount)
		if err != nil {
			return "", &Error{Code: CodeBadArgument, Message: short(amount) + " " + err.Error() + "."}
		}
		total = total.Add(d)
	}
	return total.String(), nil
}

// Convert multiplies amounts, as Sum takes them, by what one US dollar costs in another currency, exactly; it returns a JSON array of
// canonical decimals. Errors are *Error with code bad-argument: an amount that is no decimal, a rate that is none above 0.
func Convert(amounts, rate string) ([]byte, error) {
	factor, err := cost.ParseDecimal(rate)
	if err != nil || factor.IsZero() {
		return nil, &Error{Code: CodeBadArgument, Field: "rate", Message: `rate must be what one US dollar costs, a decimal above 0 such as "0.92", not ` + short(rate) + "."}
	}
	converted := []*cost.Decimal{}
	for amount := range strings.SplitSeq(amounts, "\x00") {
		if amounts == "" {
			break
		}
		d, err := cost.ParseDecimal(amount)
		if err != nil {
			return nil, &Error{Code: CodeBadArgument, Field: "amounts", Message: short(amount) + " " + err.Error() + "."}
		}
		converted = append(converted, d.Mul(factor))
	}
	return appendJSON(nil, converted), nil
}
