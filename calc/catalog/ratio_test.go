package catalog

import "testing"

func TestRatioOf(t *testing.T) {
	for _, test := range []struct {
		from, to           string
		low, typical, high int64 // of 1,000 tokens; 0: both count alike
	}{
		{"openai/gpt-6.1-sol", "anthropic/claude-opus-5", 1200, 1500, 1800},
		{"openai/gpt-6.1-sol", "openai/gpt-4o", 0, 0, 0},
		{"anthropic/claude-opus-4-8", "anthropic/claude-opus-5", 0, 0, 0},
		{"anthropic/claude-opus-4-5", "anthropic/claude-opus-5", 923, 1271, 1715},
		{"anthropic/claude-opus-5", "openai/gpt-4o", 555, 667, 834},
		{"openai/gpt-4", "openai/gpt-4o", 555, 980, 1011},
		{"google/gemini-2.5-flash", "openai/gpt-4o", 666, 909, 1516},
		{"acme/none", "openai/gpt-4o", 666, 909, 1516},
		{"acme/none", "acme/nothing", 440, 1000, 2273},
		{"xai/grok-4.5", "moonshotai/kimi-k3", 466, 1000, 2143},
	} {
		from, _ := Find(test.from)
		to, _ := Find(test.to)
		ratio := RatioOf(from, to)
		if ratio == nil {
			if test.high != 0 {
				t.Errorf("%s and %s count alike", test.from, test.to)
			}
			continue
		}
		low, typical, high := ratio.Of(1000, 1000, 1000)
		if low != test.low || typical != test.typical || high != test.high {
			t.Errorf("1,000 of %s are %d..%d..%d of %s, want %d..%d..%d", test.from, low, typical, high, test.to, test.low, test.typical, test.high)
		}
	}
}

// TestRatiosOfAll: a range between any two models holds 1 token, at least one there and back, and never overflows.
func TestRatiosOfAll(t *testing.T) {
	const most = 1_000_000_000_000
	models := Models()
	for i := range models {
		for j := range models {
			from, to := &models[i], &models[j]
			there, back := RatioOf(from, to), RatioOf(to, from)
			if (there == nil) != (back == nil) || from == to && there != nil {
				t.Fatalf("%s to %s, and back: %v, %v", from.ID, to.ID, there, back)
			}
			if there == nil {
				continue
			}
			low, typical, high := there.Of(most, most, most)
			backLow, _, backHigh := back.Of(low, typical, high)
			if low <= 0 || low > typical || typical > high || high > 10*most || backLow > most || backHigh < most {
				t.Fatalf("%s to %s: %d..%d..%d, back %d..%d", from.ID, to.ID, low, typical, high, backLow, backHigh)
			}
		}
	}
	for _, m := range Models() {
		if _, known := againstO200k[m.Encoding]; m.Encoding != "" && !known {
			t.Errorf("no ratio of %s, with which %s is counted", m.Encoding, m.ID)
		}
	}
}
