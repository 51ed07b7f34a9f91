package exercise

import (
	"strings"

	"threelimits/calc/decimal"
)

// Sum is what is worked out from numbers: products that are added, such as "pages × 500 + system".
type Sum []product

type product []factor

type factor struct {
	name   string           // "": the amount
	amount *decimal.Decimal // as written
	under  bool             // divides
}

const maxFactors = 16

// readSum reads "a * b / 4 + c"; × and ÷ stand for * and /. The problem is in words that follow the field's path.
func readSum(text string) (s Sum, problem string) {
	text = strings.NewReplacer("×", "*", "÷", "/").Replace(text)
	factors := 0
	for part := range strings.SplitSeq(text, "+") {
		var p product
		under := false
		for rest, more := part, true; more; factors++ {
			at := strings.IndexAny(rest, "*/")
			word := rest
			if more = at >= 0; more {
				word = rest[:at]
			}
			f, problem := readFactor(strings.TrimSpace(word), under)
			if problem != "" {
				return nil, problem
			}
			if factors == maxFactors {
				return nil, "has too many numbers to work out"
			}
			if p = append(p, f); more {
				under, rest = rest[at] == '/', rest[at+1:]
			}
		}
		s = append(s, p)
	}
	return s, ""
}

func readFactor(word string, under bool) (factor, string) {
	if isName(word) {
		return factor{name: word, under: under}, ""
	}
	amount, err := decimal.Parse(word)
	if err != nil {
		return factor{}, `must be made of numbers and their names with +, × and ÷, such as "=pages × 500 + system"`
	}
	if under && !divides(amount) {
		return factor{}, "divides by " + word + ": accepted are whole numbers from 1 to 1,000,000,000"
	}
	return factor{amount: amount, under: under}, ""
}

func divides(amount *decimal.Decimal) bool {
	n, ok := amount.Int64()
	return ok && n >= 1 && n <= decimal.MaxDivisor
}

// isName reports whether a word is a letter and then letters and digits.
func isName(word string) bool {
	for i, c := range word {
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
		if !letter && (i == 0 || c < '0' || c > '9') {
			return false
		}
	}
	return word != "" && len(word) <= 40
}

// names lists the names in the sum.
func (s Sum) names() (names []string) {
	for _, p := range s {
		for _, f := range p {
			if f.name != "" {
				names = append(names, f.name)
			}
		}
	}
	return names
}

// Value works the sum out, to 12 decimals where a division does not end; ok is false where it would divide by what is no whole
// number from 1 to cost.MaxDivisor.
func (s Sum) Value(v Values) (value *decimal.Decimal, ok bool) {
	value = new(decimal.Decimal)
	for _, p := range s {
		total := decimal.Whole(1)
		for _, f := range p {
			amount := f.amount
			if f.name != "" {
				amount, _ = v.Of(f.name)
			}
			switch {
			case !f.under:
				total = total.Mul(amount)
			case !divides(amount):
				return nil, false
			default:
				n, _ := amount.Int64()
				total = Ended(total.Quo(n))
			}
		}
		value = value.Add(total)
	}
	return value, true
}

// Ended is an amount whose decimals end: itself, or rounded as it is written.
func Ended(d *decimal.Decimal) *decimal.Decimal {
	if d.Terminates() {
		return d
	}
	whole, decimals, _ := strings.Cut(d.String(), ".")
	return decimal.Digits(whole+decimals, len(decimals))
}
