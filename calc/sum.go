package calc

import (
	"math/bits"
	"strconv"
	"strings"

	"threelimits/calc/decimal"
	"threelimits/calc/fault"
	"threelimits/calc/spell"
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

// Rescale shares a new total out among parts in proportion to what they were, by largest remainders: their sum is what the new total leaves beside what
// was no part of the old one. Parts that were all nothing leave it to the last. numbers are the new total, the old one and the parts, whole numbers with
// NUL between them; it returns a JSON array. Errors are *fault.Error with code bad-argument: no whole numbers, parts above the old total, or a new
// total below what is no part.
func Rescale(numbers string) ([]byte, error) {
	var all []int64
	for text := range strings.SplitSeq(numbers, "\x00") {
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil || n < 0 || n > MaxTokens {
			return nil, fault.Argument("", fault.Short(text)+" is no whole number up to "+spell.Grouped(MaxTokens)+".")
		}
		all = append(all, n)
	}
	if len(all) < 3 {
		return nil, fault.Argument("parts", "A total is shared among one part or more.")
	}
	total, beside, parts := all[0], all[1], all[2:]
	was := int64(0)
	for _, part := range parts {
		was += part
	}
	if beside -= was; beside < 0 {
		return nil, fault.Argument("parts", "The parts are more than their total.")
	}
	left := total - beside
	if left < 0 {
		return nil, fault.Argument("total", "The total cannot be below "+spell.Grouped(beside)+", which is no part that can be scaled.")
	}
	return wire.Append(nil, shares(left, was, parts)), nil
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
