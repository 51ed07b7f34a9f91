package catalog

import (
	"strings"
	"testing"

	"threelimits/calc/cost"
	"threelimits/calc/dates"
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

func TestEveryModel(t *testing.T) {
	for i := range Models() {
		m := &Models()[i]
		t.Run(m.ID, func(t *testing.T) {
			checkIdentity(t, m)
			checkWindow(t, m)
			checkTokens(t, m)
			checkPrices(t, m)
			checkSources(t, m)
		})
	}
}

func checkIdentity(t *testing.T, m *Model) {
	if !strings.HasPrefix(m.ID, m.Vendor+"/") || m.VendorName == "" || m.Name == "" {
		t.Errorf("vendor %q %q, name %q", m.Vendor, m.VendorName, m.Name)
	}
	if m.Released != "" && !dates.Partial(m.Released) || m.Cutoff != "" && !dates.Partial(m.Cutoff) {
		t.Errorf("released %q, cutoff %q", m.Released, m.Cutoff)
	}
	if m.Released != "" && m.Cutoff > m.Released && cutoffAfterRelease[m.ID] == "" {
		t.Errorf("trained until %s, released %s", m.Cutoff, m.Released)
	}
}

// smallWindow are models whose source gives a maximum output above the window, and why that stands.
var smallWindow = map[string]string{
	"mistral/ministral-3b-2512": "pi-ai, the only source, gives 131,072 and 262,144",
}

// cutoffAfterRelease are models whose source dates the release before the end of the training data, and why that stands.
var cutoffAfterRelease = map[string]string{
	"alibaba/qwen-plus":               "a floating alias: models.dev dates its first release",
	"mistral/codestral-latest":        "a floating alias: models.dev dates its first release",
	"mistral/magistral-medium-latest": "a floating alias: models.dev dates its first release",
	"openai/gpt-4-turbo":              "models.dev dates the preview; the data are the later snapshot's",
}

// tierOutOfReach are models whose tier begins above their window, and why that stands.
var tierOutOfReach = map[string]string{
	"google/gemini-2.5-computer-use-preview-10-2025": "Google's price list gives it Gemini 2.5 Pro's two prices",
}

// TestExceptionsAreNeeded fails once a listed exception is none any more.
func TestExceptionsAreNeeded(t *testing.T) {
	for id := range smallWindow {
		if m := mustFind(t, id); m.Window.MaxOutput <= m.Window.Context {
			t.Errorf("%s needs no exception for its window", id)
		}
	}
	for id := range cutoffAfterRelease {
		if m := mustFind(t, id); m.Cutoff <= m.Released {
			t.Errorf("%s needs no exception for its cutoff", id)
		}
	}
	for id := range tierOutOfReach {
		m := mustFind(t, id)
		if n := len(m.Prices); n == 0 || len(m.Prices[n-1].List.Tiers) == 0 || m.Prices[n-1].List.Tiers[0].InputTokensFrom <= m.Window.Context {
			t.Errorf("%s needs no exception for its tier", id)
		}
	}
}

func checkWindow(t *testing.T, m *Model) {
	w := m.Window
	if w.Context <= 0 || w.MaxInput > w.Context {
		t.Errorf("window %d, input %d", w.Context, w.MaxInput)
	}
	if w.MaxOutput > w.Context && smallWindow[m.ID] == "" {
		t.Errorf("maximum output %d above the window %d", w.MaxOutput, w.Context)
	}
}

func checkTokens(t *testing.T, m *Model) {
	if !encodings[m.Encoding] {
		t.Errorf("encoding %q", m.Encoding)
	}
	one := decimal.Whole(1)
	f := m.Factor
	if f.Low.Cmp(f.Typical) > 0 || f.Typical.Cmp(f.High) > 0 || f.Low.Cmp(decimal.Digits("5", 1)) < 0 {
		t.Errorf("factor %s %s %s", f.Low, f.Typical, f.High)
	}
	if isOne := f.Low.Cmp(one) == 0 && f.High.Cmp(one) == 0; isOne != (m.Exactness != "estimate") {
		t.Errorf("%s with factor %s to %s", m.Exactness, f.Low, f.High)
	}
	if m.Trust.Why == "" || !strings.HasSuffix(m.Trust.Why, ".") {
		t.Errorf("why: %q", m.Trust.Why)
	}
}

func checkPrices(t *testing.T, m *Model) {
	for i, row := range m.Prices {
		now := i == len(m.Prices)-1
		if i > 0 && row.From <= m.Prices[i-1].From {
			t.Errorf("row from %q follows row from %q", row.From, m.Prices[i-1].From)
		}
		checkRates(t, row.List.Base)
		last := int64(1)
		for j, tier := range row.List.Tiers {
			if tier.InputTokensFrom <= last {
				t.Errorf("tier from %d, after %d", tier.InputTokensFrom, last)
			}
			if now && tier.InputTokensFrom > m.Window.Context && tierOutOfReach[m.ID] == "" {
				t.Errorf("tier from %d in a window of %d", tier.InputTokensFrom, m.Window.Context)
			}
			last = tier.InputTokensFrom
			checkRates(t, tier.Rates)
			if tier.Rates.Input.Cmp(row.List.Base.Input) <= 0 {
				t.Errorf("the tier from %d is no dearer", tier.InputTokensFrom)
			}
			if row.Tiers[j].URL == "" {
				t.Errorf("the tier from %d has no source", tier.InputTokensFrom)
			}
		}
	}
}

func checkRates(t *testing.T, r cost.Rates) {
	if r.Input == nil || r.Output == nil {
		t.Fatal("a row without input or output rate")
	}
	zero := decimal.Whole(0)
	for _, d := range []*decimal.Decimal{r.Input, r.CachedInput, r.CacheWrite, r.Output} {
		if d != nil && d.Cmp(zero) <= 0 {
			t.Errorf("rate %s: unknown is nil, never zero", d)
		}
	}
	if r.CachedInput != nil && r.CachedInput.Cmp(r.Input) > 0 {
		t.Errorf("cached input %s above input %s", r.CachedInput, r.Input)
	}
	if r.CacheWrite != nil && r.CachedInput == nil {
		t.Errorf("a rate for writing to the cache, none for reading")
	}
}

func checkSources(t *testing.T, m *Model) {
	cited := []Source{m.Window.Source, m.Trust.Source}
	for _, row := range m.Prices {
		cited = append(append(cited, row.Source), row.Tiers...)
	}
	for _, n := range m.Notes {
		cited = append(cited, n.Source)
	}
	if m.Cache != (CacheRule{}) {
		cited = append(cited, m.Cache.Source)
	}
	for _, s := range append(cited, m.Sources...) {
		if !strings.HasPrefix(s.URL, "https://") || !dates.Valid(s.Checked) || s.What == "" {
			t.Errorf("source %+v", s)
		}
	}
	for i, s := range m.Sources {
		for _, other := range m.Sources[:i] {
			if s == other {
				t.Errorf("source twice: %+v", s)
			}
		}
	}
}

// TestIDsAreUnique: an id and an alias lead to one model, and so does each without its vendor; where a host has the model of
// another vendor under its name, the name stays that vendor's.
func TestIDsAreUnique(t *testing.T) {
	owner, hosts := map[string]string{}, map[string]bool{"groq": true, "cerebras": true, "together": true}
	for _, m := range Models() {
		for _, id := range append([]string{m.ID}, m.Aliases...) {
			_, bare, _ := strings.Cut(id, "/")
			for _, known := range []string{id, bare} {
				if other, taken := owner[known]; taken && known == bare && hosts[m.Vendor] {
					if found, ok := Find(known); !ok || found.ID != other {
						t.Errorf("Find(%q) does not lead to %s", known, other)
					}
					continue
				} else if taken {
					t.Errorf("%s names both %s and %s", known, other, m.ID)
				}
				owner[known] = m.ID
				if found, ok := Find(known); !ok || found.ID != m.ID {
					t.Errorf("Find(%q) does not lead to %s", known, m.ID)
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

// TestPricesOn holds figures of FACTS and of the vendors' pages, and the days around a change.
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
		{"mistral/mistral-large-latest", "2026-11-23", "0.5 0.05 0.5 1.5"},
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
	for _, id := range []string{"openai/gpt-oss-120b", "google/gemma-4-31b-it", "zai/glm-5.3-highspeed", "alibaba/qwen3.8-max"} {
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

// TestFacts holds the windows, cutoffs and tokenizers that FACTS names or warns of.
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
		{"openai/gpt-4", 8192, 0, 8192, "2023-11", "cl100k_base exact", "1 1 1"},
		{"openai/gpt-oss-20b", 131072, 0, 0, "", "o200k_harmony exact", "1 1 1"},
		{"anthropic/claude-opus-4-6", 1000000, 0, 128000, "2025-05-31", "o200k_base estimate", "1.1 1.18 1.3"},
		{"anthropic/claude-haiku-4-5-20251001", 200000, 0, 64000, "2025-02-28", "o200k_base estimate", "1.1 1.18 1.3"},
		{"anthropic/claude-opus-4-7", 1000000, 0, 128000, "2026-01-31", "o200k_base estimate", "1.2 1.5 1.8"},
		{"anthropic/claude-fable-5", 1000000, 0, 128000, "", "o200k_base estimate", "1.2 1.5 1.8"},
		{"anthropic/claude-haiku-5-5", 1000000, 0, 128000, "2026-06", "o200k_base estimate", "1.2 1.5 1.8"},
		{"google/gemini-2.5-flash", 1048576, 0, 65536, "2025-01", "gemma3 exact", "1 1 1"},
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
