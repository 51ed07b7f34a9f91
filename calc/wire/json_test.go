package wire

import (
	"encoding/json"
	"math"
	"strconv"
	"strings"
	"testing"
)

var awkwardStrings = []string{
	"", "plain", `"quoted" \ back`, "\x00\x01\x1f\x7f\n\r\t\b\f", "\u2028\u2029\u202a", "é漢👩", "\xff", "a\xe2\x80", "\xed\xa0\x80", "</script>", "\u0085",
}

func TestStrings(t *testing.T) {
	for _, s := range awkwardStrings {
		checkString(t, s)
	}
}

func checkString(t *testing.T, s string) {
	t.Helper()
	text := appendString(nil, s)
	var got string
	if err := json.Unmarshal(text, &got); err != nil {
		t.Fatalf("%q is written %q: %v", s, text, err)
	}
	if want := string([]rune(s)); got != want {
		t.Fatalf("%q is read back as %q", s, got)
	}
	for _, raw := range []string{"\u2028", "\u2029", "\x00", "\n", "\x7f"} {
		if strings.Contains(string(text), raw) {
			t.Fatalf("%q is written %q", s, text)
		}
	}
}

func FuzzString(f *testing.F) {
	for _, s := range awkwardStrings {
		f.Add(s)
	}
	f.Fuzz(checkString)
}

// TestNumbers: the fewest digits that read back, as JavaScript prints them.
func TestNumbers(t *testing.T) {
	for want, n := range map[string]float64{
		"0": 0, "0.6": 0.6, "4.975": 4.975, "3.3333333333333335": 10.0 / 3, "1e-7": 1e-7, "0.000001": 1e-6, "100000000000000000000": 1e20, "1e+21": 1e21,
		"9007199254740991": 1<<53 - 1, "1.5e-10": 1.5e-10, "1e+100": 1e100,
	} {
		text := string(appendNumber(nil, n))
		back, err := strconv.ParseFloat(text, 64)
		var decoded float64
		if text != want || err != nil || back != n || json.Unmarshal([]byte(text), &decoded) != nil || decoded != n {
			t.Errorf("%v is written %s, want %s", n, text, want)
		}
	}
	if text := string(appendNumber(nil, math.MaxFloat64)); !json.Valid([]byte(text)) {
		t.Error(text)
	}
}
