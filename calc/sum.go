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
