package main

// example is the scenario that tests and measurements share.
var example = map[string]any{
	"model": "openai/gpt-5.6-sol", "asOf": "2026-11-01",
	"prices":       map[string]any{"input": "2.50", "cachedInput": "0.25", "cacheWrite": "3.125", "output": "15"},
	"window":       map[string]any{"context": 400000, "maxInput": 272000, "maxOutput": 128000},
	"request":      map[string]any{"system": 800, "tools": 0, "documents": 2400, "history": 0, "user": 60, "output": 350, "reasoning": 0, "maxTokens": 1024},
	"conversation": map[string]any{"turns": 1},
	"cache":        map[string]any{"policy": "none"},
	"traffic":      map[string]any{"requestsPerDay": 10000, "daysPerMonth": 30},
	"speed":        map[string]any{"ttft": 0.6, "tokensPerSecond": 80},
}

// engine measures what happens before and beside counting: loading, memory, and an estimate.
func (b *bench) engine() error {
	b.report.title("Loading, memory, estimate")
	var rows [][]string
	for _, at := range b.places {
		for _, encoding := range []string{"o200k_base", "cl100k_base"} {
			row, err := b.loading(at, encoding)
			if err != nil {
				return err
			}
			rows = append(rows, row)
		}
	}
	b.report.table([]string{"where", "engine ready, ms", "vocabulary ready, ms", "linear memory before, MB", "and with the vocabulary, MB"}, rows)
	rows = nil
	for _, at := range b.places {
		var times []float64
		if err := at.run(task{Task: "estimate", Scenario: example, Calls: 300}, &times); err != nil {
			return err
		}
		rows = append(rows, []string{at.name(), figure(median(times)), figure(quantile(times, 0.99))})
	}
	b.report.paragraph("`estimate()` with the shared example, on the same thread:")
	b.report.table([]string{"where", "median, ms", "99th percentile, ms"}, rows)
	return nil
}

func (b *bench) loading(at place, encoding string) ([]string, error) {
	var ready, vocabulary, before, after []float64
	for range b.repetitions {
		var r struct{ Engine, Vocabulary, Before, After float64 }
		if err := at.run(task{Task: "load", Encoding: encoding}, &r); err != nil {
			return nil, err
		}
		ready, vocabulary = append(ready, r.Engine), append(vocabulary, r.Vocabulary)
		before, after = append(before, r.Before/1e6), append(after, r.After/1e6)
	}
	where := at.name() + ", " + encoding
	if encoding == "o200k_base" {
		b.report.atMost(where+": linear memory after loading", 24, median(after), " MB")
		if at.name() == "Chromium" {
			b.report.atMost(where+": loading the vocabulary", 60, median(vocabulary), " ms")
		}
	}
	return []string{where, figure(median(ready)), figure(median(vocabulary)), figure(median(before)), figure(median(after))}, nil
}
