package calc

import (
	"math/bits"

	"threelimits/calc/decimal"
	"threelimits/calc/fault"
	"threelimits/calc/spell"
)

// Sum adds amounts exactly: USD or numbers of tokens, canonical decimals of at least 0. The sum of none is 0. An amount that is
// no decimal is an *fault.Error with code bad-argument.
func Sum(amounts []string) (*decimal.Decimal, error) {
	total := new(decimal.Decimal)
	for _, amount := range amounts {
		d, err := decimal.Parse(amount)
		if err != nil {
			return nil, fault.Argument("", fault.Short(amount)+" "+err.Error()+".")
		}
		total = total.Add(d)
	}
	return total, nil
}

// Convert multiplies amounts, as Sum takes them, by what one US dollar costs in another currency, exactly. Errors are
// *fault.Error with code bad-argument: an amount that is no decimal, a rate that is none above 0.
func Convert(amounts []string, rate string) ([]*decimal.Decimal, error) {
	factor, err := decimal.Parse(rate)
	if err != nil || factor.IsZero() {
		return nil, fault.Argument("rate", `rate must be what one US dollar costs, a decimal above 0 such as "0.92", not `+fault.Short(rate)+".")
	}
	converted := make([]*decimal.Decimal, len(amounts))
	for i, amount := range amounts {
		d, err := decimal.Parse(amount)
		if err != nil {
			return nil, fault.Argument("amounts", fault.Short(amount)+" "+err.Error()+".")
		}
		converted[i] = d.Mul(factor)
	}
	return converted, nil
}

// Rescale shares a new total out among parts in proportion to what they were, by largest remainders: their sum is what the
// new total leaves beside what was no part of the old one. Parts that were all nothing leave it to the last. Errors are
// *fault.Error with code bad-argument: numbers below 0 or above MaxTokens, no parts, parts above the old total, or a new total below what is no part.
func Rescale(total, old int64, parts []int64) ([]int64, error) {
	was, least, most := int64(0), min(total, old), max(total, old)
	for _, part := range parts {
		was, least, most = was+part, min(least, part), max(most, part)
	}
	beside := old - was
	left := total - beside
	switch {
	case least < 0 || most > MaxTokens:
		return nil, fault.Argument("", "Accepted are whole numbers up to "+spell.Grouped(MaxTokens)+".")
	case len(parts) == 0:
		return nil, fault.Argument("parts", "A total is shared among one part or more.")
	case beside < 0:
		return nil, fault.Argument("parts", "The parts are more than their total.")
	case left < 0:
		return nil, fault.Argument("total", "The total cannot be below "+spell.Grouped(beside)+", which is no part that can be scaled.")
	}
	return shares(left, was, parts), nil
}

// shares are by largest remainders: each part its share rounded down, and one more for those that lost most, the earlier first.
func shares(left, was int64, parts []int64) []int64 {
	out := make([]int64, len(parts))
	if was == 0 {
		out[len(out)-1] = left
		return out
	}
	lost := make([]uint64, len(parts))
	for i, part := range parts {
		over, product := bits.Mul64(uint64(part), uint64(left))
		share, rest := bits.Div64(over, product, uint64(was))
		out[i], lost[i] = int64(share), rest
	}
	for given := sum(out); given < left; given++ {
		most := 0
		for i := range lost {
			if lost[i] > lost[most] {
				most = i
			}
		}
		out[most]++
		lost[most] = 0
	}
	return out
}

func sum(numbers []int64) (total int64) {
	for _, n := range numbers {
		total += n
	}
	return total
}
