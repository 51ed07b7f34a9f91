package decimal

import (
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"
)

// rat is d as math/big sees it, the oracle of these tests.
func rat(d *Decimal) *big.Rat {
	n := new(big.Int)
	for i := len(d.limbs) - 1; i >= 0; i-- {
		n.Mul(n, big.NewInt(base))
		n.Add(n, big.NewInt(int64(d.limbs[i])))
	}
	ten := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(d.decimals)), nil)
	return new(big.Rat).SetFrac(n, ten.Mul(ten, big.NewInt(int64(max(d.divisor, 1)))))
}

// canonical is the ruling on money, done with math/big.
func canonical(r *big.Rat) string {
	if n, exact := r.FloatPrec(); exact {
		return r.FloatString(n)
	}
	return strings.TrimSuffix(strings.TrimRight(r.FloatString(RoundedDecimals), "0"), ".")
}

func TestParse(t *testing.T) {
	for given, canonical := range map[string]string{
		"0": "0", "0.0": "0", "000": "0", "15": "15", "2.50": "2.5", "0.075": "0.075", "3.125": "3.125",
		"100.00": "100", "007.10": "7.1", "0.000000000000000001": "0.000000000000000001",
		"999999999999.999999999999999999": "999999999999.999999999999999999",
	} {
		d, err := Parse(given)
		if err != nil {
			t.Errorf("ParseDecimal(%q): %v", given, err)
			continue
		}
		if d.String() != canonical {
			t.Errorf("ParseDecimal(%q).String() = %q, want %q", given, d, canonical)
		}
	}
}

func TestParseRejects(t *testing.T) {
	for _, given := range []string{
		"", ".", "1.", ".5", "-1", "+1", "1e3", "1E3", "1,000", " 1", "1 ", "NaN", "Infinity", "0x10", "1/3", "1_000",
		"1.2.3", "١", "$1", "1234567890123", "0.1234567890123456789", strings.Repeat("9", 1_000_000),
	} {
		if d, err := Parse(given); err == nil {
			t.Errorf("ParseDecimal(%.20q) = %v, want an error", given, d)
		}
	}
}

func TestString(t *testing.T) {
	for _, test := range []struct {
		numerator, denominator int64
		want                   string
		terminates             bool
	}{
		{1, 3, "0.333333333333", false},
		{2, 3, "0.666666666667", false},
		{100, 3, "33.333333333333", false},
		{1, 7, "0.142857142857", false},
		{1, 1 << 20, "0.00000095367431640625", true},
		{12_000_000, 1, "12000000", true},
		{9_999_999_999_999, 7, "1428571428571.285714285714", false},
		{2_999_999_999_999_999_999, 3, "999999999999999999.666666666667", false},
		{1_000_000_000, 1_000_000_000, "1", true},
		{1, 999_999_999, "0.000000001", false},
		{21, 7, "3", true},
		{0, 7, "0", true},
	} {
		d := Whole(test.numerator).Quo(test.denominator)
		if d.Terminates() != test.terminates {
			t.Errorf("%d/%d terminates: %v", test.numerator, test.denominator, d.Terminates())
		}
		if got := d.String(); got != test.want {
			t.Errorf("%d/%d = %q, want %q", test.numerator, test.denominator, got, test.want)
		}
	}
}

// randomDecimal has up to 50 digits, mostly few, often with zeros and nines in a row.
func randomDecimal(r *rand.Rand) *Decimal {
	var digits strings.Builder
	for range r.IntN(1 + r.IntN(50)) {
		digits.WriteByte("00099123456789"[r.IntN(14)])
	}
	return Digits(digits.String(), r.IntN(25)-3)
}

func TestEqualsMathBig(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		a, b := randomDecimal(r), randomDecimal(r)
		n := 1 + r.Int64N(1+r.Int64N(MaxDivisor))
		q, p := a.Quo(n), a.Quo(n).Mul(b)
		for what, pair := range map[string][2]*big.Rat{
			"sum":      {rat(a.Add(b)), new(big.Rat).Add(rat(a), rat(b))},
			"product":  {rat(a.Mul(b)), new(big.Rat).Mul(rat(a), rat(b))},
			"quotient": {rat(q), new(big.Rat).Quo(rat(a), big.NewRat(n, 1))},
			"both":     {rat(p), new(big.Rat).Mul(rat(q), rat(b))},
		} {
			if pair[0].Cmp(pair[1]) != 0 {
				t.Fatalf("%v, %v, %d: %s is %v, want %v", a, b, n, what, pair[0], pair[1])
			}
		}
		for _, d := range []*Decimal{a, q, p} {
			checkDecimal(t, d)
		}
		if got, want := q.Cmp(b), rat(q).Cmp(rat(b)); got != want || b.Cmp(q) != -want {
			t.Fatalf("%v against %v is %d, want %d", q, b, got, want)
		}
	}
}

// checkDecimal holds one Decimal's form and conversions against math/big.
func checkDecimal(t *testing.T, d *Decimal) {
	t.Helper()
	exact := rat(d)
	if got, want := d.String(), canonical(exact); got != want {
		t.Fatalf("%v is written %s, want %s", exact, got, want)
	}
	if _, terminates := exact.FloatPrec(); d.Terminates() != terminates {
		t.Fatalf("%v terminates: %v", exact, d.Terminates())
	}
	if got, want := d.IsZero(), exact.Sign() == 0; got != want {
		t.Fatalf("%v is zero: %v", exact, got)
	}
	n, ok := d.Int64()
	if wantOK := exact.IsInt() && exact.Num().IsInt64(); ok != wantOK || ok && n != exact.Num().Int64() {
		t.Fatalf("%v is %d, %v", exact, n, ok)
	}
	want, _ := exact.Float64()
	if got := d.Float64(); math.Abs(got-want) > 3*(math.Nextafter(want, math.Inf(1))-want) {
		t.Fatalf("%v is %v, want %v", exact, got, want)
	}
}

// TestFloat64IsNearest for what people type: up to 15 digits.
func TestFloat64IsNearest(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 5000 {
		d := Digits(fmt.Sprint(r.Int64N(1_000_000_000_000_000)), r.IntN(20))
		if want, _ := rat(d).Float64(); d.Float64() != want {
			t.Fatalf("%v is %v, want %v", d, d.Float64(), want)
		}
	}
}

// TestAmountsAreNotChanged by anything that is done with them.
func TestAmountsAreNotChanged(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 2000 {
		a, b := randomDecimal(r), randomDecimal(r)
		before := fmt.Sprint(a.limbs, a.decimals, b.limbs, b.decimals)
		a.Add(b)
		a.Mul(b)
		a.Cmp(b)
		a.Quo(1 + r.Int64N(1000)).Mul(b)
		_ = a.String() + a.Quo(3).String()
		Whole(1_000_003).Mul(a).Per(6)
		if after := fmt.Sprint(a.limbs, a.decimals, b.limbs, b.decimals); after != before {
			t.Fatalf("%s became %s", before, after)
		}
	}
}

func TestInt64(t *testing.T) {
	for text, ok := range map[string]bool{
		"9223372036854775807": true, "9223372036854775808": false, "18446744073709551616": false, "99999999999999999999999999": false, "0": true,
	} {
		n, got := Digits(text, 0).Int64()
		if got != ok || ok && fmt.Sprint(n) != text {
			t.Errorf("%s is %d, %v", text, n, got)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{"0", "2.50", "0.075", "1e3", "-1", "", ".", "999999999999.999999999999999999"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := Parse(s)
		if err != nil {
			return
		}
		again, err := Parse(d.String())
		if err != nil || again.Cmp(d) != 0 || again.String() != d.String() {
			t.Fatalf("ParseDecimal(%q) = %s, read again as %v, %v", s, d, again, err)
		}
		want, ok := new(big.Rat).SetString(s)
		if !ok || want.Cmp(rat(d)) != 0 {
			t.Fatalf("ParseDecimal(%q) = %s, math/big reads %v", s, d, want)
		}
	})
}
