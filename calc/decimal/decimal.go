// Package decimal is exact arithmetic with amounts of at least 0: money, numbers of tokens, whatever a person typed.
// Start at Decimal.
//
// Parse reads what a price list says, ParseNumber what JSON may hold; String writes the one canonical form. Nothing is
// rounded but in String of a value whose expansion does not end (at RoundedDecimals), and nothing is binary but
// Float64, which is for drawings.
package decimal

import (
	"errors"
	"math"
	"math/bits"
	"slices"
	"strings"
)

// Decimal is an exact amount of at least 0, of any size: digits, a point somewhere, and, where the expansion does not end,
// a divisor. Decimals are never changed once made, so they may be shared; the zero value is 0.
//
// It stands in for big.Rat, which adds 66 KB (gzip) to the engine's 757. What prices need is less: every amount is a
// product of decimals, divided at most by a number of turns.
type Decimal struct {
	limbs    []uint32 // base 1e9, least significant first, the last one not 0
	decimals int      // the value is limbs ÷ 10^decimals ÷ divisor
	divisor  uint32   // 0 means 1; otherwise no factor of 2 or 5, and none in common with limbs
}

const base = 1_000_000_000

// What Parse takes: more than any price list uses, and small enough that no input costs time.
const (
	maxWholeDigits   = 12
	maxDecimalDigits = 18
)

// RoundedDecimals is where String rounds a value that does not terminate.
const RoundedDecimals = 12

// MaxDivisor is the largest number Quo divides by.
const MaxDivisor = base

var errDecimal = errors.New(`is not a decimal such as "2.50": digits with an optional point, no sign, no exponent, ` +
	`at most 12 digits before the point and 18 after it`)

// Parse reads a decimal: digits, optionally a point and more digits ("15", "2.50", "0.075"). It takes no sign,
// exponent, separator, space or lone point.
func Parse(s string) (*Decimal, error) {
	whole, decimals, pointed := strings.Cut(s, ".")
	if !allDigits(whole, maxWholeDigits) || pointed && !allDigits(decimals, maxDecimalDigits) {
		return nil, errDecimal
	}
	return Digits(whole+decimals, len(decimals)), nil
}

// allDigits reports whether s is 1 to most ASCII digits.
func allDigits(s string, most int) bool {
	if s == "" || len(s) > most {
		return false
	}
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

// Digits returns the number that the ASCII digits write, divided by 10^decimals, which may be negative. It takes time
// quadratic in their number.
func Digits(digits string, decimals int) *Decimal {
	d := &Decimal{decimals: decimals}
	for i := 0; i < len(digits); i++ {
		d.limbs = mulAdd(d.limbs, 10, uint32(digits[i]-'0'))
	}
	return d.normal()
}

// Whole returns n, which is not negative, as a Decimal.
func Whole(n int64) *Decimal {
	d := new(Decimal)
	for rest := uint64(n); rest > 0; rest /= base {
		d.limbs = append(d.limbs, uint32(rest%base))
	}
	return d
}

// normal takes zeros off the end of the decimals, and puts digits in the place of a negative number of them.
func (d *Decimal) normal() *Decimal {
	for ; d.decimals < 0; d.decimals++ {
		d.limbs = mulAdd(d.limbs, 10, 0)
	}
	if len(d.limbs) == 0 {
		d.decimals, d.divisor = 0, 0
	}
	for d.decimals > 0 {
		tenth, rest := quoRem(d.limbs, 10)
		if rest != 0 {
			break
		}
		d.limbs = tenth
		d.decimals--
	}
	return d
}

// scaled returns the limbs of d with so many decimals, at least those it has.
func (d *Decimal) scaled(decimals int) []uint32 {
	limbs := slices.Clone(d.limbs)
	for range decimals - d.decimals {
		limbs = mulAdd(limbs, 10, 0)
	}
	return limbs
}

// Add returns d + e, neither of which may have come out of a Quo that does not terminate.
func (d *Decimal) Add(e *Decimal) *Decimal {
	decimals := max(d.decimals, e.decimals)
	a, b := d.scaled(decimals), e.scaled(decimals)
	if len(a) < len(b) {
		a, b = b, a
	}
	carry := uint32(0)
	for i := range a {
		if i < len(b) {
			carry += b[i]
		}
		carry += a[i]
		a[i], carry = carry%base, carry/base
	}
	if carry > 0 {
		a = append(a, carry)
	}
	sum := &Decimal{limbs: a, decimals: decimals}
	return sum.normal()
}

// Mul returns d × e, at most one of which may have come out of a Quo that does not terminate.
func (d *Decimal) Mul(e *Decimal) *Decimal {
	product := &Decimal{limbs: mul(d.limbs, e.limbs), decimals: d.decimals + e.decimals}
	product.normal()
	return product.Quo(int64(max(d.divisor, e.divisor, 1)))
}

// Quo returns d ÷ n, exactly, for n from 1 to MaxDivisor and a d that terminates.
func (d *Decimal) Quo(n int64) *Decimal {
	q := &Decimal{limbs: d.limbs, decimals: d.decimals, divisor: uint32(n)}
	for _, prime := range []uint32{2, 5} { // ÷ 2 is × 5 ÷ 10
		for q.divisor%prime == 0 {
			q.divisor /= prime
			q.limbs = mulAdd(slices.Clone(q.limbs), 10/prime, 0)
			q.decimals++
		}
	}
	_, rest := quoRem(q.limbs, q.divisor)
	common := gcd(q.divisor, rest)
	q.limbs, _ = quoRem(q.limbs, common)
	if q.divisor /= common; q.divisor == 1 {
		q.divisor = 0
	}
	return q.normal()
}

// Cmp is −1, 0 or 1 as d is less than, equal to or greater than e.
func (d *Decimal) Cmp(e *Decimal) int {
	decimals := max(d.decimals, e.decimals)
	a := mulAdd(d.scaled(decimals), max(e.divisor, 1), 0)
	b := mulAdd(e.scaled(decimals), max(d.divisor, 1), 0)
	if len(a) != len(b) {
		return sign(len(a) - len(b))
	}
	for i := len(a) - 1; i >= 0; i-- {
		if a[i] != b[i] {
			return sign(int(a[i]) - int(b[i]))
		}
	}
	return 0
}

func sign(n int) int {
	switch {
	case n < 0:
		return -1
	case n > 0:
		return 1
	}
	return 0
}

// IsZero reports whether d is 0.
func (d *Decimal) IsZero() bool { return len(d.limbs) == 0 }

// Terminates reports whether String is exact: whether the decimal expansion of d ends.
func (d *Decimal) Terminates() bool { return d.divisor == 0 }

// Decimals is how many decimals String writes: RoundedDecimals or fewer where d does not terminate.
func (d *Decimal) Decimals() int { return d.decimals }

// Int64 returns d as a whole number; ok is false where it is none or does not fit.
func (d *Decimal) Int64() (n int64, ok bool) {
	if d.decimals > 0 || d.divisor > 0 {
		return 0, false
	}
	total := uint64(0)
	for i := len(d.limbs) - 1; i >= 0; i-- {
		high, low := bits.Mul64(total, base)
		sum, carry := bits.Add64(low, uint64(d.limbs[i]), 0)
		if high > 0 || carry > 0 {
			return 0, false
		}
		total = sum
	}
	return int64(total), total <= math.MaxInt64
}

// Floor returns the whole part of d, which must fit an int64.
func (d *Decimal) Floor() int64 {
	limbs, _ := quoRem(d.limbs, max(d.divisor, 1))
	for range d.decimals {
		limbs, _ = quoRem(limbs, 10)
	}
	n, _ := (&Decimal{limbs: limbs}).Int64()
	return n
}

// Float64 returns a binary number next to d: exactly the nearest one for up to 15 digits, otherwise within 3 units in its
// last place. Nothing is counted with it; it is for shares of a drawing and for seconds.
func (d *Decimal) Float64() float64 {
	f := 0.0
	for i := len(d.limbs) - 1; i >= 0; i-- {
		f = float64(f*base) + float64(d.limbs[i])
	}
	for left := d.decimals; left > 0; left -= 22 { // powers of ten up to the 22nd are exact
		power := 1.0
		for range min(left, 22) {
			power *= 10
		}
		f /= power
	}
	return f / float64(max(d.divisor, 1))
}

// String is the canonical form: no exponent, no trailing zeros, every digit of a value that terminates. A value that
// does not terminate is rounded half to even at 12 decimals (it is never half-way, so any rounding to nearest agrees).
func (d *Decimal) String() string {
	if d.divisor == 0 {
		return text(d.limbs, d.decimals)
	}
	decimals := max(d.decimals, RoundedDecimals) + 1
	limbs, _ := quoRem(d.scaled(decimals), d.divisor)
	last := uint32(0) // the first digit that is dropped
	for ; decimals > RoundedDecimals; decimals-- {
		limbs, last = quoRem(limbs, 10)
	}
	if last >= 5 {
		limbs = mulAdd(limbs, 1, 1)
	}
	rounded := &Decimal{limbs: limbs, decimals: decimals}
	return rounded.normal().String()
}

// text writes limbs ÷ 10^decimals.
func text(limbs []uint32, decimals int) string {
	var reversed []byte
	for i, limb := range limbs {
		last := i == len(limbs)-1
		for n := 0; n < 9 && (limb > 0 || !last); n++ {
			reversed = append(reversed, byte('0'+limb%10))
			limb /= 10
			if len(reversed) == decimals {
				reversed = append(reversed, '.')
			}
		}
	}
	for len(reversed) < decimals {
		reversed = append(reversed, '0')
		if len(reversed) == decimals {
			reversed = append(reversed, '.')
		}
	}
	if n := len(reversed); n == 0 || reversed[n-1] == '.' {
		reversed = append(reversed, '0')
	}
	slices.Reverse(reversed)
	return string(reversed)
}

// mulAdd returns limbs × factor + addend, in the same memory where it has room.
func mulAdd(limbs []uint32, factor, addend uint32) []uint32 {
	carry := uint64(addend)
	for i, limb := range limbs {
		carry += uint64(limb) * uint64(factor)
		limbs[i] = uint32(carry % base)
		carry /= base
	}
	if carry > 0 {
		limbs = append(limbs, uint32(carry))
	}
	return limbs
}

// mul is schoolbook multiplication: an amount has some ten limbs.
func mul(a, b []uint32) []uint32 {
	product := make([]uint32, len(a)+len(b))
	for i, x := range a {
		carry := uint64(0)
		for j, y := range b {
			carry += uint64(x)*uint64(y) + uint64(product[i+j])
			product[i+j] = uint32(carry % base)
			carry /= base
		}
		product[i+len(b)] = uint32(carry)
	}
	return trim(product)
}

// quoRem returns limbs ÷ n, in memory of its own, and what is left.
func quoRem(limbs []uint32, n uint32) (quotient []uint32, rest uint32) {
	quotient = make([]uint32, len(limbs))
	left := uint64(0)
	for i := len(limbs) - 1; i >= 0; i-- {
		left = left*base + uint64(limbs[i])
		quotient[i] = uint32(left / uint64(n))
		left %= uint64(n)
	}
	return trim(quotient), uint32(left)
}

func trim(limbs []uint32) []uint32 {
	for len(limbs) > 0 && limbs[len(limbs)-1] == 0 {
		limbs = limbs[:len(limbs)-1]
	}
	return limbs
}

func gcd(a, b uint32) uint32 {
	for b > 0 {
		a, b = b, a%b
	}
	return a
}

// Half is 0.5.
var Half = Digits("5", 1)

// Per returns d ÷ 10^decimals.
func (d *Decimal) Per(decimals int) *Decimal {
	quotient := *d
	quotient.decimals += decimals
	return quotient.normal()
}
