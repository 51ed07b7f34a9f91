package catalog

import (
	"testing"

	"threelimits/calc/cost"
	"threelimits/calc/decimal"
)

func text(d *decimal.Decimal) string {
	if d == nil {
		return "-"
	}
	return d.String()
}

// TestPublishedRules holds rules of the vendor files to the figures their sources print.
func TestPublishedRules(t *testing.T) {
	const day = "2026-11-20"
	rates := func(id string, s Service) string {
		m := mustFind(t, id)
		row, _ := m.PricesOn(day)
		list := m.Services[s].Apply(row.List)
		got := text(list.Base.Input) + " " + text(list.Base.CachedInput) + " " + text(list.Base.Output)
		for _, tier := range list.Tiers {
			got += " | " + text(tier.Rates.Input) + " " + text(tier.Rates.CachedInput) + " " + text(tier.Rates.Output)
		}
		return got
	}
	for _, c := range []struct {
		id      string
		service Service
		want    string
	}{
		{"openai/gpt-6-astra", Batch, "5 0.5 25 | 10 1 37.5"},
		{"openai/gpt-5.6-sol", Batch, "2 0.2 10 | 4 0.4 15"},
		{"openai/gpt-5.4-mini", Batch, "0.375 0.0375 2.25"},
		{"openai/gpt-4.1", Batch, "1 0.5 4"}, // no cached price in the batch list: the standard one
		{"openai/o4-mini", Batch, "0.55 0.275 2.2"},
		{"openai/gpt-5.6-luna", Flex, "0.1 0.01 0.6 | 0.2 0.02 0.9"},
		{"openai/gpt-5.6-luna", Priority, "0.4 0.04 2.4 | 0.8 0.08 3.6"},
		{"openai/gpt-5.5", Priority, "12.5 1.25 75 | 10 1 45"}, // not offered for long context
		{"openai/gpt-5-mini", Priority, "0.45 0.045 3.6"},
		{"openai/gpt-4.1", Priority, "3.5 0.875 14"},
		{"openai/gpt-6.1-sol", Priority, "4 0.2 20 | 8 0.4 30"},
		{"anthropic/claude-opus-5-5", Batch, "2 0.1 10"},
		{"anthropic/claude-haiku-5-5", Batch, "0.05 0.005 0.25 | 0.25 0.025 1.25"},
		{"google/gemini-3.8-flash", Batch, "0.375 0.075 1.875"},
		{"google/gemini-3.5-flash-lite", Flex, "0.15 0.03 1.25"},
	} {
		if got := rates(c.id, c.service); got != c.want {
			t.Errorf("%s %v: %s, want %s", c.id, c.service, got, c.want)
		}
	}
	flash := mustFind(t, "google/gemini-3.8-flash")
	now, _ := flash.PricesOn(day)
	then, _ := flash.PricesOn("2027-01-01")
	if got := text(now.List.Storage) + " " + text(then.List.Storage) + " " + now.Until + " " + text(now.List.Search); got != "0.5 1 2026-12-31 14" {
		t.Errorf("Gemini 3.8 Flash: %s", got)
	}
	if got := text(mustFind(t, "google/gemini-3.1-pro-preview").Prices[0].List.Storage); got != "4.5" {
		t.Errorf("Gemini 3.1 Pro's storage: %s", got)
	}
	if h := mustFind(t, "deepseek/deepseek-v4-pro").HoursOn(day); h == nil || !h.Holds(MinuteOf("02:30"), 0) || h.Holds(MinuteOf("02:30"), 6) {
		t.Errorf("DeepSeek's hours: %+v", h)
	}
	if tools := mustFind(t, "anthropic/claude-opus-4-8").Tools; tools == nil || tools.Auto != 290 || tools.Any != 410 {
		t.Errorf("Opus 4.8's tools: %+v", tools)
	}
	for _, alias := range []string{"claude-opus-4-20250514", "gpt-5.6", "gpt-5.5-pro-2026-04-23", "anthropic/claude-3-5-sonnet-20241022"} {
		if _, ok := Find(alias); !ok {
			t.Errorf("%s is not known", alias)
		}
	}
	if m := mustFind(t, "anthropic/claude-opus-4-1"); m.Retired.Day != "2026-08-05" || len(m.Prices) == 0 {
		t.Errorf("a retired model: %+v", m)
	}
}

// TestBatchAndFlexNeverCostMore: at any rate of any model.
func TestBatchAndFlexNeverCostMore(t *testing.T) {
	seen := 0
	for i := range Models() {
		m := &Models()[i]
		for _, s := range []Service{Batch, Flex} {
			if m.Services[s] == nil {
				continue
			}
			for _, row := range m.Prices {
				less, standard := m.Services[s].Apply(row.List), row.List
				for item := cost.Input; item <= cost.ImageOutput; item++ {
					a, _ := less.Base.RateFor(item)
					b, _ := standard.Base.RateFor(item)
					if a != nil && b != nil && a.Cmp(b) > 0 {
						t.Errorf("%s %v: %v costs %v, standard %v", m.ID, s, item, a, b)
					}
					seen++
				}
			}
		}
	}
	if seen < 500 {
		t.Errorf("only %d rates", seen)
	}
}
