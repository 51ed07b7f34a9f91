package calc

import (
	"math/big"
	"slices"
	"strings"
	"testing"
)

func TestSum(t *testing.T) {
	for given, want := range map[string]string{
		"": "0", "0": "0", "1": "1", "0.1 0.2": "0.3", "0.000063 3260 0.0134": "3260.013463",
		strings.Repeat("999999999999.999999999999 ", 99) + "0": "98999999999999.999999999901",
	} {
		if got, err := Sum(strings.Fields(given)); err != nil || got.String() != want {
			t.Errorf("the sum of %.60q is %s, %v, want %s", given, got, err, want)
		}
	}
	for _, given := range [][]string{{"1", ""}, {"-1"}, {"1e3"}, {"x"}, {"1", "1."}, {"NaN"}} {
		if got, err := Sum(given); err == nil {
			t.Errorf("the sum of %q is %s, want an error", given, got)
		}
	}
}

func TestConvert(t *testing.T) {
	for rate, test := range map[string]struct{ given, want string }{
		"0.92": {"", ""}, "155.3": {"0 1 0.000063", "0 155.3 0.0097839"}, "0.000001": {"999999999999.999999999999", "999999.999999999999999999"},
	} {
		converted, err := Convert(strings.Fields(test.given), rate)
		var got []string
		for _, amount := range converted {
			got = append(got, amount.String())
		}
		if err != nil || !slices.Equal(got, strings.Fields(test.want)) {
			t.Errorf("%+v at %s: %s, %v", test, rate, got, err)
		}
	}
	for _, given := range [][2]string{{"1", "0"}, {"1", "0.000"}, {"1", "-1"}, {"1", "1e3"}, {"1", ""}, {"1", "NaN"}, {"x", "1"}, {"", "1"}} {
		if got, err := Convert(given[:1], given[1]); err == nil {
			t.Errorf("%q: %s, want an error", given, got)
		}
	}
}

func TestRescale(t *testing.T) {
	for _, test := range []struct {
		total, old  int64
		parts, want []int64
	}{
		{8100, 8060, []int64{800, 0, 7200, 0, 60}, []int64{804, 0, 7236, 0, 60}},
		{100, 10, []int64{5, 5}, []int64{50, 50}},
		{101, 10, []int64{5, 5}, []int64{51, 50}},
		{7, 3, []int64{1, 1, 1}, []int64{3, 2, 2}},
		{1, 3, []int64{1, 1, 1}, []int64{1, 0, 0}},
		{0, 3, []int64{3}, []int64{0}},
		{20, 12, []int64{1, 1}, []int64{5, 5}}, // 10 are no part
		{10, 12, []int64{1, 1}, []int64{0, 0}},
		{500, 0, []int64{0, 0}, []int64{0, 500}},
		{1000000000000, 1, []int64{1}, []int64{1000000000000}},
		{999999999999, 3000000000, []int64{1000000000, 2000000000}, []int64{333333333333, 666666666666}},
	} {
		if got, err := Rescale(test.total, test.old, test.parts); err != nil || !slices.Equal(got, test.want) {
			t.Errorf("%+v: %d %v", test, got, err)
		}
	}
	for says, n := range map[string][]int64{
		"one part": {1, 1}, "cannot be below 10": {9, 12, 1, 1}, "more than their total": {9, 1, 2}, "Accepted are whole numbers up to 1,000,000,000,000": {-1, 1, 1}, "Accepted are whole numbers": {1, 1, 1000000000001}, "whole numbers": {1, 1, 5, -5},
	} {
		if got, err := Rescale(n[0], n[1], n[2:]); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%d: %d %v, want an error with %q", n, got, err, says)
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
