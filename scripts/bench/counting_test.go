package main

import (
	"math"
	"strings"
	"testing"
)

// measuredFor gives each tool the same count and the given milliseconds on every text.
func measuredFor(milliseconds map[string]float64) speeds {
	s := speeds{}
	for tool, ms := range milliseconds {
		s[tool] = map[string]*counted{}
		for _, name := range spoken {
			s[tool][name] = &counted{tokens: 1000, times: map[string][]float64{"first": {ms, ms, 100 * ms}}}
		}
	}
	return s
}

func TestRatiosAreToTheFasterPeer(t *testing.T) {
	s := measuredFor(map[string]float64{ours: 10, "gpt-tokenizer": 40, "ai-tokenizer": 30})
	s["gpt-tokenizer"]["json"].times["first"] = []float64{20}
	want := []float64{3, 3, 3, 2}
	for i, got := range s.ratiosToBetter("first") {
		if got != want[i] {
			t.Errorf("%s: ratio %v, want %v", spoken[i], got, want[i])
		}
	}
	if got := s.speed(ours, corpus{Name: "json", Bytes: 400_000}, "first"); got != 40 {
		t.Errorf("400,000 bytes in 10 ms are %v MB/s, want 40", got)
	}
	if got := s.ratio("js-tiktoken", "json", "first"); !math.IsNaN(got) {
		t.Errorf("a tool that was not measured has the ratio %v", got)
	}
}

func TestAgreementNamesTheDifference(t *testing.T) {
	s := measuredFor(map[string]float64{ours: 1, "tiktoken": 1})
	tools := []string{ours, "tiktoken", "js-tiktoken"}
	if got := s.agreement(tools); !strings.HasPrefix(got, "All tools counted the same") {
		t.Error(got)
	}
	s["tiktoken"]["code"].tokens++
	if got := s.agreement(tools); !strings.Contains(got, "code: 1,001 by tiktoken, 1,000 by us") {
		t.Error(got)
	}
}

func TestVerdicts(t *testing.T) {
	var r report
	r.atMost("size", 950, 950, " kB")
	r.atMost("time", 60, 60.1, " ms")
	r.atLeast("ratio", 2.5, 2.49, "×")
	r.atLeast("missing", 2.5, math.NaN(), "×")
	got := r.String()
	for _, want := range []string{"1 of 4 met", "| size | at most 950 kB | 950 kB | met |", "| ratio | at least 2.50× | 2.49× | **not met** |",
		"| missing | at least 2.50× | –× | **not met** |"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}

func TestFigure(t *testing.T) {
	for v, want := range map[float64]string{0.1234: "0.12", 9.876: "9.88", 12.34: "12.3", 123.4: "123", 1234567.8: "1,234,568"} {
		if got := figure(v); got != want {
			t.Errorf("figure(%v) = %s, want %s", v, got, want)
		}
	}
}
