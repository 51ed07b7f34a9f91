package calc

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

func TestJSONStrings(t *testing.T) {
	for _, s := range awkwardStrings {
		checkJSONString(t, s)
	}
}

func checkJSONString(t *testing.T, s string) {
	t.Helper()
	text := appendJSONString(nil, s)
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

func FuzzJSONString(f *testing.F) {
	for _, s := range awkwardStrings {
		f.Add(s)
	}
	f.Fuzz(checkJSONString)
}

// TestJSONNumbers: the fewest digits that read back, as JavaScript prints them.
func TestJSONNumbers(t *testing.T) {
	for want, n := range map[string]float64{
		"0": 0, "0.6": 0.6, "4.975": 4.975, "3.3333333333333335": 10.0 / 3, "1e-7": 1e-7, "0.000001": 1e-6, "100000000000000000000": 1e20, "1e+21": 1e21,
		"9007199254740991": 1<<53 - 1, "1.5e-10": 1.5e-10, "1e+100": 1e100,
	} {
		text := string(appendJSONNumber(nil, n))
		back, err := strconv.ParseFloat(text, 64)
		var decoded float64
		if text != want || err != nil || back != n || json.Unmarshal([]byte(text), &decoded) != nil || decoded != n {
			t.Errorf("%v is written %s, want %s", n, text, want)
		}
	}
	if text := string(appendJSONNumber(nil, math.MaxFloat64)); !json.Valid([]byte(text)) {
		t.Error(text)
	}
}

// FuzzParseScenario: whatever the fields, an error that names one of them, or a scenario with a valid estimate.
func FuzzParseScenario(f *testing.F) {
	for _, object := range append(manyScenarios(f)[:20], brokenScenarios(f)[:20]...) {
		var lines []string
		for _, field := range flatten(f, object) {
			lines = append(lines, field.Path+"\t"+field.Kind+"\t"+field.Text)
		}
		f.Add(strings.Join(lines, "\n"))
	}
	s := readSchema(f, "estimate")
	f.Fuzz(func(t *testing.T, text string) {
		var fields []Field
		for line := range strings.SplitSeq(text, "\n") {
			parts := strings.SplitN(line+"\t\t", "\t", 3)
			fields = append(fields, Field{parts[0], parts[1], strings.TrimSuffix(parts[2], "\t\t")})
		}
		scenario, err := ParseScenario(fields)
		if err != nil {
			if e := err.(*Error); e.Code != CodeBadScenario || e.Message == "" || len(e.Message) > 500 {
				t.Fatalf("%+v", e)
			}
			return
		}
		e, err := Evaluate(scenario, today)
		if err != nil {
			if code := err.(*Error).Code; code != CodeUnknownModel {
				t.Fatal(err)
			}
			return
		}
		if wrong := s.validate(decoded(t, e)); len(wrong) > 0 {
			t.Fatalf("%q: %v", fields, wrong)
		}
	})
}
