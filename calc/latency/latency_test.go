package latency

import (
	"math/big"
	"math/rand/v2"
	"strconv"
	"testing"
)

// TestAnswer: exercises of the lesson's kind, TTFT + tokens ÷ tokens per second, as they are printed.
func TestAnswer(t *testing.T) {
	for _, test := range []struct {
		name                            string
		ttft, speed                     float64
		output, reasoning               int64
		generation, firstVisible, total string
	}{
		{"the shared example", 0.6, 80, 350, 0, "4.375", "0.6", "4.975"},
		{"half a second and 500 tokens at 50", 0.5, 50, 500, 0, "10", "0.5", "10.5"},
		{"reasoning comes before the first word", 0.8, 80, 400, 2000, "30", "25.8", "30.8"},
		{"no answer", 2, 30, 0, 0, "0", "2", "2"},
		{"no wait for the first token", 0, 200, 1, 0, "0.005", "0", "0.005"},
		{"tenths that binary numbers miss", 0.1, 10, 1, 1, "0.2", "0.2", "0.3"},
		{"it need not end", 0.1, 3, 1, 1, "0.666666667", "0.433333333", "0.766666667"},
		{"years", 0.5, 0.001, 1_000_000_000_000, 0, "1000000000000000", "0.5", "1000000000000000.5"},
	} {
		got := Answer(Speed{test.ttft, test.speed}, test.output, test.reasoning)
		for name, pair := range map[string][2]string{
			"generation":    {printed(got.Generation), test.generation},
			"first visible": {printed(got.FirstVisible), test.firstVisible},
			"total":         {printed(got.Total), test.total},
		} {
			if pair[0] != pair[1] {
				t.Errorf("%s: %s is %s, want %s", test.name, name, pair[0], pair[1])
			}
		}
	}
}

func printed(seconds float64) string { return strconv.FormatFloat(seconds, 'f', -1, 64) }

// TestAnswerIsExact: what people type, as decimals, gives the decimal that exact arithmetic gives, rounded to the nanosecond.
func TestAnswerIsExact(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 5000 {
		ttft, tenths := r.Int64N(10_000), 1+r.Int64N(5000) // ms; tenths of a token per second
		output, reasoning := r.Int64N(100_000), r.Int64N(100_000)
		got := Answer(Speed{float64(ttft) / 1000, float64(tenths) / 10}, output, reasoning)
		want := new(big.Rat).Add(big.NewRat(ttft, 1000), big.NewRat((output+reasoning)*10, tenths))
		if got.Total != toNanoseconds(want) {
			t.Fatalf("%d ms, %d tenths, %d + %d tokens: %v, want %s", ttft, tenths, output, reasoning, got.Total, want.FloatString(12))
		}
	}
}

func toNanoseconds(r *big.Rat) float64 {
	f, _ := strconv.ParseFloat(r.FloatString(9), 64)
	return f
}

func TestReading(t *testing.T) {
	for tokens, want := range map[int64]string{0: "0", 3094: "600", 350: "67.873303167"} {
		if got := printed(Reading(tokens)); got != want {
			t.Errorf("%d tokens take %s s to read, want %s", tokens, got, want)
		}
	}
}
