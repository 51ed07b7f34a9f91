package calc

import (
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
