package exercise

import (
	"math/rand/v2"
	"strconv"
	"strings"

	"threelimits/calc/decimal"
)

// Number is one that the seed chooses: of a range in steps, of a range as people round, or of a list. It counts in millionths,
// so that steps are exact.
type Number struct {
	Name           string
	from, to, step int64
	values         []int64
}

const (
	millionth    = 1_000_000
	maxNumber    = 1_000_000_000_000
	numberPlaces = 6
)

// Values are the numbers that were drawn, in the order of the file.
type Values []Value

type Value struct {
	Name   string
	Amount *decimal.Decimal
}

// Of is the value of a name.
func (v Values) Of(name string) (*decimal.Decimal, bool) {
	for i := range v {
		if v[i].Name == name {
			return v[i].Amount, true
		}
	}
	return nil, false
}

// Source draws the numbers of one exercise for one seed: always the same ones in the same order.
type Source struct{ random *rand.Rand }

// NewSource makes the source of an exercise for a seed, which may be any text: a number, a name. Capitals and spaces more than one are no difference:
// "Anna  Berg" is "anna berg". The file's own seed is taken as it stands.
func (x *Exercise) NewSource(seed string) *Source {
	if seed = strings.Join(strings.Fields(strings.ToLower(seed)), " "); x.Seed != "" {
		seed = x.Seed
	}
	return &Source{rand.New(rand.NewPCG(hash(seed), hash(x.ID)))}
}

// hash is FNV-1a.
func hash(text string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(text) {
		h = (h ^ uint64(text[i])) * 1099511628211
	}
	return h
}

// Draw draws all numbers.
func (x *Exercise) Draw(s *Source) Values {
	return x.each(func(n *Number) int64 {
		if n.values != nil {
			return n.values[s.random.IntN(len(n.values))]
		}
		return n.from + n.step*s.random.Int64N((n.to-n.from)/n.step+1)
	})
}

// Least and Most are the numbers at the ends of their ranges.
func (x *Exercise) Least() Values { return x.each((*Number).least) }
func (x *Exercise) Most() Values  { return x.each((*Number).most) }

func (x *Exercise) each(pick func(*Number) int64) Values {
	values := make(Values, len(x.Numbers))
	for i := range x.Numbers {
		n := &x.Numbers[i]
		values[i] = Value{n.Name, decimal.Digits(strconv.FormatInt(pick(n), 10), numberPlaces)}
	}
	return values
}

func (n *Number) least() int64 {
	if n.values == nil {
		return n.from
	}
	least := n.values[0]
	for _, v := range n.values {
		least = min(least, v)
	}
	return least
}

func (n *Number) most() int64 {
	if n.values == nil {
		return n.from + (n.to-n.from)/n.step*n.step
	}
	most := n.values[0]
	for _, v := range n.values {
		most = max(most, v)
	}
	return most
}

// Order is the choices as they are shown: places in Choices.
func (x *Exercise) Order(s *Source) []int {
	if !x.KeepOrder {
		return s.random.Perm(len(x.Choices))
	}
	order := make([]int, len(x.Choices))
	for i := range order {
		order[i] = i
	}
	return order
}

// roundNumbers are those that people say, such as 1,200 and 15,000, in millionths.
func roundNumbers(from, to int64) (round []int64) {
	for power := int64(1); power <= maxNumber/10*millionth/10; power *= 10 {
		for _, leading := range [...]int64{10, 12, 15, 20, 25, 30, 40, 50, 60, 80} {
			if n := leading * power; n >= from && n <= to {
				round = append(round, n)
			}
		}
	}
	return round
}
