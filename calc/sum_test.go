package calc

import (
	"math/big"
	"strings"
	"testing"
)

func TestSum(t *testing.T) {
	for given, want := range map[string]string{
		"": "0", "0": "0", "1": "1", "0.1\x000.2": "0.3", "0.000063\x003260\x000.0134": "3260.013463",
		strings.Repeat("999999999999.999999999999\x00", 99) + "0": "98999999999999.999999999901",
	} {
		if got, err := Sum(given); err != nil || got != want {
			t.Errorf("the sum of %.60q is %s, %v, want %s", given, got, err, want)
		}
	}
	for _, given := range []string{"1\x00", "-1", "1e3", "x", "1\x001.", "NaN"} {
		if got, err := Sum(given); err == nil {
			t.Errorf("the sum of %q is %s, want an error", given, got)
		}
	}
}

func TestConvert(t *testing.T) {
	for given, want := range map[[2]string]string{
		{"", "0.92"}: `[]`, {"0\x001\x000.000063", "155.3"}: `["0","155.3","0.0097839"]`, {"999999999999.999999999999", "0.000001"}: `["999999.999999999999999999"]`,
	} {
		if got, err := Convert(given[0], given[1]); err != nil || string(got) != want {
			t.Errorf("%q: %s, %v, want %s", given, got, err, want)
		}
	}
	for _, given := range [][2]string{{"1", "0"}, {"1", "0.000"}, {"1", "-1"}, {"1", "1e3"}, {"1", ""}, {"1", "NaN"}, {"x", "1"}, {"1\x00", "1"}} {
		if got, err := Convert(given[0], given[1]); err == nil {
			t.Errorf("%q: %s, want an error", given, got)
		}
	}
}

func TestRescale(t *testing.T) {
	for given, want := range map[string]string{
		"8100\x008060\x00800\x000\x007200\x000\x0060": "[804,0,7236,0,60]",
		"100\x0010\x005\x005":                         "[50,50]",
		"101\x0010\x005\x005":                         "[51,50]",
		"7\x003\x001\x001\x001":                       "[3,2,2]",
		"1\x003\x001\x001\x001":                       "[1,0,0]",
		"0\x003\x003":                                 "[0]",
		"20\x0012\x001\x001":                          "[5,5]", // 10 are no part
		"10\x0012\x001\x001":                          "[0,0]",
		"500\x000\x000\x000":                          "[0,500]",
		"1000000000000\x001\x001":                     "[1000000000000]",
		"999999999999\x003000000000\x001000000000\x002000000000": "[333333333333,666666666666]",
	} {
		if got, err := Rescale(given); err != nil || string(got) != want {
			t.Errorf("%q: %s %v, want %s", given, got, err, want)
		}
	}
	for given, says := range map[string]string{
		"": "no whole number", "1": "no whole number", "1\x001": "one part", "1\x001\x00x": "no whole number", "1.5\x001\x001": "no whole number",
		"9\x0012\x001\x001": "cannot be below 10", "9\x001\x002": "more than their total", "-1\x001\x001": "no whole number",
		"1\x001\x001000000000001": "no whole number",
	} {
		if got, err := Rescale(given); err == nil || given != "1" && !strings.Contains(err.Error(), says) {
			t.Errorf("%q: %s %v, want an error with %q", given, got, err, says)
		}
	}
}

// FuzzRescale: the shares are whole, sum up to what is left, and none is a whole token off its exact share.
func FuzzRescale(f *testing.F) {
	f.Add(int64(8100), int64(10), int64(800), int64(7200), int64(60))
	f.Fuzz(func(t *testing.T, total, beside, a, b, c int64) {
		for _, n := range []*int64{&total, &beside, &a, &b, &c} {
			*n = (*n%MaxTokens + MaxTokens) % MaxTokens / 4
		}
		total = max(total, beside)
		parts, was := []int64{a, b, c}, a+b+c
		out := shares(total-beside, was, parts)
		if sum(out) != total-beside {
			t.Fatalf("%v of %d", out, total-beside)
		}
		for i := range out {
			exact := new(big.Rat)
			if was > 0 {
				exact.Mul(big.NewRat(parts[i], was), big.NewRat(total-beside, 1))
			} else if i == 2 {
				exact.SetInt64(total - beside)
			}
			off := exact.Sub(exact, big.NewRat(out[i], 1))
			if off.Abs(off).Cmp(big.NewRat(1, 1)) >= 0 {
				t.Fatalf("part %d: %d", i, out[i])
			}
		}
	})
}
