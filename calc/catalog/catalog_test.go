package catalog

import (
	"strings"
	"testing"

	"threelimits/calc/cost"
	"threelimits/calc/decimal"
)

func mustFind(t *testing.T, id string) *Model {
	t.Helper()
	m, ok := Find(id)
	if !ok {
		t.Fatalf("no model %s", id)
	}
	return m
}

// encodings are the names calc/bpe loads; leaf packages do not import each other.
var encodings = map[string]bool{
	"o200k_base": true, "o200k_harmony": true, "cl100k_base": true, "p50k_base": true, "p50k_edit": true, "r50k_base": true,
	"qwen3": true, "deepseek_v3": true, "mistral_nemo": true, "gemma3": true,
}

// TestEncodings: every model is counted with one that calc/bpe loads.
func TestEncodings(t *testing.T) {
	for i := range Models() {
		if m := &Models()[i]; !encodings[m.Encoding] {
			t.Errorf("%s: encoding %q", m.ID, m.Encoding)
		}
	}
}

// TestFind: an id and an alias lead to their model, and so does each without its vendor; a host's model does not stand in the
// way of another vendor's of the same name.
func TestFind(t *testing.T) {
	hosts := map[string]bool{"groq": true, "cerebras": true, "together": true}
	for i := range Models() {
		m := &Models()[i]
		for _, id := range append([]string{m.ID}, m.Aliases...) {
			_, bare, _ := strings.Cut(id, "/")
			for _, name := range []string{id, bare} {
				found, ok := Find(name)
				if !ok || found.ID != m.ID && !(name == bare && hosts[m.Vendor] && !hosts[found.Vendor]) {
					t.Errorf("Find(%q) does not lead to %s", name, m.ID)
				}
			}
		}
	}
	for _, unknown := range []string{"", "gpt", "openai/", "/gpt-4o", "OpenAI/gpt-4o"} {
		if m, ok := Find(unknown); ok {
			t.Errorf("Find(%q) leads to %s", unknown, m.ID)
		}
	}
}

// write is a price list on one line: input, cached input, cache write, output, and the tiers in brackets.
func write(list cost.PriceList) string {
	rates := func(r cost.Rates) string {
		text := ""
		for _, d := range []*decimal.Decimal{r.Input, r.CachedInput, r.CacheWrite, r.Output} {
			if d == nil {
				text += " -"
			} else {
				text += " " + d.String()
			}
		}
		return text[1:]
	}
	text := rates(list.Base)
	for _, tier := range list.Tiers {
		text += " [" + decimal.Whole(tier.InputTokensFrom).String() + ": " + rates(tier.Rates) + "]"
	}
	return text
}

// TestPricesOn holds figures of the vendors' pages, and the days around a change.
func TestPricesOn(t *testing.T) {
	for _, c := range []struct{ id, day, want string }{
		{"openai/gpt-5.6-luna", "2026-07-09", "1 0.1 1.25 6 [272001: 2 0.2 2.5 9]"},
		{"openai/gpt-5.6-luna", "2026-07-29", "1 0.1 1.25 6 [272001: 2 0.2 2.5 9]"},
		{"openai/gpt-5.6-luna", "2026-07-30", "0.2 0.02 0.25 1.2 [272001: 0.4 0.04 0.5 1.8]"},
		{"openai/gpt-5.6-luna", "2026-11-23", "0.2 0.02 0.25 1.2 [272001: 0.4 0.04 0.5 1.8]"},
		{"openai/gpt-5.6-sol", "2026-08-20", "5 0.5 6.25 30 [272001: 10 1 12.5 45]"},
		{"openai/gpt-5.6-sol", "2026-08-21", "4 0.4 5 20 [272001: 8 0.8 10 30]"},
		{"openai/gpt-6.1-sol", "2026-11-23", "2 0.1 2.5 10 [272001: 4 0.2 5 15]"}, // reads at 0.05 times input
		{"openai/gpt-5.4", "2026-11-23", "2.5 0.25 2.5 15 [272000: 5 0.5 5 22.5]"},
		{"openai/gpt-5", "2026-11-23", "1.25 0.125 1.25 10"}, // writing is not charged for before gpt-5.6
		{"openai/gpt-4o", "2026-11-23", "2.5 1.25 2.5 10"},
		{"openai/gpt-4", "2026-11-23", "30 - - 60"}, // no cache
		{"openai/o3", "2025-06-09", "10 0.5 10 40"},
		{"openai/o3", "2025-06-10", "2 0.5 2 8"},
		{"anthropic/claude-sonnet-4-5", "2026-04-29", "3 0.3 3.75 15 [200001: 6 0.6 7.5 22.5]"},
		{"anthropic/claude-sonnet-4-5", "2026-04-30", "3 0.3 3.75 15"},
		{"anthropic/claude-haiku-5-5", "2026-11-23", "0.1 0.01 0.125 0.5 [100001: 0.5 0.05 0.625 2.5]"},
		{"google/gemini-2.5-pro", "2026-11-23", "1.25 0.125 1.25 10 [200001: 2.5 0.25 2.5 15]"},
		{"google/gemini-3.8-flash", "2026-12-31", "0.75 0.075 0.75 3.75"},
		{"google/gemini-3.8-flash", "2027-01-01", "1.5 0.15 1.5 7.5"},
		{"xai/grok-4.6", "2026-11-23", "2 0.5 2 6 [200000: 4 1 4 12]"},
		{"deepseek/deepseek-v4-pro", "2026-08-16", "0.435 0.003625 0.435 0.87"},
		{"deepseek/deepseek-v4-pro", "2026-08-17", "0.66 0.022 0.66 1.98"}, // outside peak hours
		{"deepseek/deepseek-v4-flash", "2026-11-23", "0.15 0.003 0.15 0.6"},
		{"deepseek/deepseek-v4-flash", "2026-06-01", "0.14 0.0028 0.14 0.28"}, // 0.168 for 1M in and 100k out
		{"deepseek/deepseek-v4-flash", "2026-08-20", "0.22 0.007 0.22 0.66"},  // 0.286
		{"mistral/mistral-large-latest", "2026-11-19", "0.5 0.05 0.5 1.5"},
		{"mistral/mistral-large-latest", "2026-11-20", "0.7 0.07 0.7 2.1"}, // the name moved on to Large 4
		{"google/gemini-4-argon", "2026-11-30", "2 0.1 2 10"},
		{"google/gemini-4-argon", "2026-12-01", "4 0.2 4 20"},
		{"google/gemini-4-carbon", "2026-12-01", "4 0.2 4 20"},
		{"google/gemini-2.5-pro", "2026-12-01", "0.75 0.075 0.75 3.75"}, // answered by Gemini 3.8 Flash
		{"google/gemini-2.5-flash", "2026-12-01", "0.3 0.03 0.3 2.5"},   // by Gemini 3.5 Flash-Lite
		{"google/gemini-flash-latest", "2026-11-23", "1.5 0.075 1.5 7.5"},
		{"anthropic/claude-sonnet-5-5", "2026-10-06", "2 0.2 2.5 10"},
		{"anthropic/claude-sonnet-5-5", "2026-10-07", "2 0.1 2.5 10"},
		{"openai/gpt-6.2-astra", "2026-11-23", "8 0.4 10 40 [272001: 16 0.8 20 60]"},
		{"openai/gpt-6-cyber", "2026-11-23", "20 2 25 100"},
		{"alibaba/qwen3.8-max", "2026-11-23", "2 0.25 2.5 6"}, // as Vercel's gateway takes it
		{"alibaba/qwen-plus", "2026-11-23", "0.26 0.052 0.325 0.78 [256001: 0.78 0.156 0.975 2.34]"},
		{"zai/glm-5.3-flash", "2026-09-09", "0.075 0.015 0.075 0.25"},
		{"zai/glm-5.3-flash", "2026-09-10", "0.15 0.03 0.15 0.5"},
		{"moonshotai/kimi-k3", "2026-11-23", "3 0.3 - 15"}, // what writing costs is not published
	} {
		t.Run(c.id+" "+c.day, func(t *testing.T) {
			row, ok := mustFind(t, c.id).PricesOn(c.day)
			if !ok {
				t.Fatal("no price")
			}
			if got := write(row.List); got != c.want {
				t.Errorf("%s, expected %s", got, c.want)
			}
		})
	}
}

func TestPricesOnWithoutPrice(t *testing.T) {
	for _, id := range []string{"openai/gpt-oss-120b", "google/gemma-4-31b-it", "zai/glm-5.3-highspeed", "alibaba/qwen4-max-preview"} {
		if row, ok := mustFind(t, id).PricesOn("2026-11-23"); ok {
			t.Errorf("%s: %s, but no price is published", id, write(row.List))
		}
	}
	dated := Model{Prices: []PriceRow{{From: "2026-02-01"}, {From: "2026-03-01"}}}
	if _, ok := dated.PricesOn("2026-01-31"); ok {
		t.Error("a price on the day before the first one")
	}
	if row, ok := dated.PricesOn("2026-02-28"); !ok || row.From != "2026-02-01" {
		t.Error("the first row does not hold until the second")
	}
}

// TestFacts holds the windows, cutoffs and tokenizers that are known of by hand, easy mistakes among them.
func TestFacts(t *testing.T) {
	for _, c := range []struct {
		id                       string
		context, maxIn, maxOut   int64
		cutoff, encoding, factor string
	}{
		{"openai/gpt-5.4", 1050000, 922000, 128000, "2025-08-31", "o200k_base exact", "1 1 1"},
		{"openai/gpt-5.6-sol", 1050000, 922000, 128000, "2026-02-16", "o200k_base exact", "1 1 1"},
		{"openai/gpt-6.1-sol", 1050000, 922000, 128000, "2026-04-30", "o200k_base assumed", "1 1 1"},
		{"openai/gpt-6.1-terra", 1050000, 0, 128000, "", "o200k_base assumed", "1 1 1"},
		{"openai/gpt-5", 400000, 272000, 128000, "2024-09-30", "o200k_base exact", "1 1 1"},
		{"openai/gpt-4o-mini", 128000, 0, 16384, "2023-09", "o200k_base exact", "1 1 1"},
		{"openai/o4-mini", 200000, 0, 100000, "2024-05", "o200k_base exact", "1 1 1"},
		{"openai/gpt-4", 8192, 0, 8192, "", "cl100k_base exact", "1 1 1"},
		{"openai/gpt-oss-120b", 131072, 0, 131072, "2024-06", "o200k_harmony exact", "1 1 1"},
		{"anthropic/claude-opus-4-6", 1000000, 0, 128000, "2025-05-31", "o200k_base estimate", "1.05 1.18 1.3"},
		{"anthropic/claude-haiku-4-5-20251001", 200000, 0, 64000, "2025-02-28", "o200k_base estimate", "1.05 1.18 1.3"},
		{"anthropic/claude-opus-4-7", 1000000, 0, 128000, "2026-01-31", "o200k_base estimate", "1.2 1.5 1.8"},
		{"anthropic/claude-fable-5", 1000000, 0, 128000, "2026-01", "o200k_base estimate", "1.2 1.5 1.8"},
		{"anthropic/claude-haiku-5-5", 1000000, 0, 128000, "2026-06", "o200k_base estimate", "1.2 1.5 1.8"},
		{"google/gemini-2.5-flash", 1048576, 0, 65536, "2025-01", "gemma3 exact", "1 1 1"},
		{"google/gemini-3-flash-preview", 1048576, 0, 65536, "2025-01", "gemma3 exact", "1 1 1"},
		{"google/gemini-2.5-flash-image", 32768, 0, 32768, "2024-06", "gemma3 assumed", "1 1 1"},   // in no table of Google's
		{"google/gemini-3.1-pro-preview", 1048576, 0, 65536, "2025-01", "gemma3 assumed", "1 1 1"}, // Gemma 4's, by that table
		{"google/gemini-4-argon", 1048576, 0, 65536, "", "gemma3 assumed", "1 1 1"},
		{"xai/grok-4.3", 1000000, 0, 0, "2025-12", "o200k_base estimate", "0.7 1.1 1.5"}, // sources disagree on the output
		{"anthropic/claude-sonnet-4-5", 200000, 0, 64000, "2025-01", "o200k_base estimate", "1.05 1.18 1.3"},
	} {
		t.Run(c.id, func(t *testing.T) {
			m := mustFind(t, c.id)
			w := m.Window
			if w.Context != c.context || w.MaxInput != c.maxIn || w.MaxOutput != c.maxOut || m.Cutoff != c.cutoff {
				t.Errorf("window %d, input %d, output %d, cutoff %q", w.Context, w.MaxInput, w.MaxOutput, m.Cutoff)
			}
			if got := m.Encoding + " " + m.Exactness; got != c.encoding {
				t.Errorf("%s, expected %s", got, c.encoding)
			}
			if got := m.Factor.Low.String() + " " + m.Factor.Typical.String() + " " + m.Factor.High.String(); got != c.factor {
				t.Errorf("factor %s, expected %s", got, c.factor)
			}
		})
	}
}

func TestCacheRules(t *testing.T) {
	for id, want := range map[string][2]int64{
		"openai/gpt-5":               {1024, 128},
		"openai/gpt-6.1-sol":         {1024, 0},
		"anthropic/claude-opus-5-5":  {512, 0},
		"anthropic/claude-opus-4-8":  {1024, 0},
		"anthropic/claude-haiku-4-5": {4096, 0},
		"google/gemini-3.8-flash":    {4096, 0},
		"meta/muse-spark-1.3":        {0, 0},
	} {
		if c := mustFind(t, id).Cache; c.From != want[0] || c.Step != want[1] {
			t.Errorf("%s: from %d, step %d, expected %v", id, c.From, c.Step, want)
		}
	}
}
