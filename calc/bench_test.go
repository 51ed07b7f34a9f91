package calc

import (
	"testing"

	"threelimits/calc/internal/testkit"
	"threelimits/calc/wire"
)

func BenchmarkEstimate(b *testing.B) {
	for name, scenario := range map[string]string{
		"example": designExample,
		"tiers": `{"model":"openai/gpt-5.4","request":{"system":{"low":800,"typical":900,"high":1000},"user":6000,"output":900},
			"conversation":{"turns":100},"cache":{"policy":"incremental"},"traffic":{"requestsPerDay":1000},"speed":{"ttft":0.8,"tokensPerSecond":30}}`,
	} {
		fields := testkit.Flatten(b, scenario)
		b.Run(name, func(b *testing.B) {
			var buf []byte
			for b.Loop() {
				s, err := ParseScenario(fields)
				if err != nil {
					b.Fatal(err)
				}
				e, err := Evaluate(s, testkit.Today)
				if err != nil {
					b.Fatal(err)
				}
				buf = wire.Append(buf[:0], &e)
			}
			b.SetBytes(int64(len(buf)))
		})
	}
}
