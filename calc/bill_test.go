package calc

import (
	"strings"
	"testing"

	"threelimits/calc/catalog"
	"threelimits/calc/spell"
	"threelimits/calc/trust"
)

// TestBills: whole bills, worked out by hand from the vendors' figures, line by line.
func TestBills(t *testing.T) {
	for _, test := range []struct {
		name, scenario string
		lines          string // name tokens×price=usd, units in parentheses
		total          string
	}{
		{"an automatic cache holds whole steps", // 3,200 of 3,260 are 25 steps of 128; writing costs what input does
			`{"model":"openai/gpt-5.4","asOf":"2026-11-20","request":{"system":3260,"user":60,"output":350},"cache":{"policy":"prefix","start":"warm"}}`,
			"input 120×2.5=0.0003, cachedInput 3200×0.25=0.0008, output 350×15=0.00525", "0.00635"},
		{"a prefix below the minimum is not cached",
			`{"model":"anthropic/claude-opus-4-8","asOf":"2026-11-20","request":{"system":1023,"user":60,"output":350},"cache":{"policy":"prefix","start":"cold"}}`,
			"input 1083×5=0.005415, output 350×25=0.00875", "0.014165"},
		{"at the minimum it is",
			`{"model":"anthropic/claude-opus-4-8","asOf":"2026-11-20","request":{"system":1024,"user":60,"output":350},"cache":{"policy":"prefix","start":"cold"}}`,
			"input 60×5=0.0003, cacheWrite 1024×6.25=0.0064, output 350×25=0.00875", "0.01545"},
		{"writes that are kept for an hour cost twice the input",
			`{"model":"anthropic/claude-opus-4-8","asOf":"2026-11-20","request":{"system":2000,"user":100,"output":100},"cache":{"policy":"incremental","start":"cold","life":"1h"},"conversation":{"turns":2}}`,
			"cachedInput 2100×0.5=0.00105, cacheWriteHour 2300×10=0.023, output 200×25=0.005", "0.02905"},
		{"batch halves all of it",
			`{"model":"anthropic/claude-opus-4-8","asOf":"2026-11-20","service":"batch","request":{"system":2000,"user":100,"output":100},"cache":{"policy":"incremental","start":"cold","life":"1h"},"conversation":{"turns":2}}`,
			"cachedInput 2100×0.25=0.000525, cacheWriteHour 2300×5=0.0115, output 200×12.5=0.0025", "0.014525"},
		{"at Google a cache hit costs the same in a batch",
			`{"model":"google/gemini-2.5-pro","asOf":"2026-11-20","service":"batch","request":{"system":10000,"user":100,"output":100},"cache":{"policy":"prefix","start":"warm"}}`,
			"input 100×0.625=0.0000625, cachedInput 10000×0.125=0.00125, output 100×5=0.0005", "0.0018125"},
		{"a cache that is charged by the hour",
			`{"model":"google/gemini-2.5-pro","asOf":"2026-11-20","request":{"system":100000,"user":100,"output":100},"cache":{"policy":"prefix","start":"warm","storedHours":0.5}}`,
			"input 100×1.25=0.000125, cachedInput 100000×0.125=0.0125, cacheStorage 0×4.5=0.225 (50000 token-hours), output 100×10=0.001", "0.238625"},
		{"priority below the long tier",
			`{"model":"openai/gpt-5.5","asOf":"2026-11-20","service":"priority","request":{"user":271999,"output":1000}}`,
			"input 271999×12.5=3.3999875, output 1000×75=0.075", "3.4749875"},
		{"and in it, where it has no price",
			`{"model":"openai/gpt-5.5","asOf":"2026-11-20","service":"priority","request":{"user":272000,"output":1000}}`,
			"input 272000×10=2.72, output 1000×45=0.045", "2.765"},
		{"gpt-5.6: the tier begins above 272,000",
			`{"model":"openai/gpt-5.6-sol","asOf":"2026-11-20","service":"flex","request":{"user":272000,"output":1000}}`,
			"input 272000×2=0.544, output 1000×10=0.01", "0.554"},
		{"one token more reprices the whole request",
			`{"model":"openai/gpt-5.6-sol","asOf":"2026-11-20","service":"flex","request":{"user":272001,"output":1000}}`,
			"input 272001×4=1.088004, output 1000×15=0.015", "1.103004"},
		{"web searches, one and a half a request",
			`{"model":"openai/gpt-5.4","asOf":"2026-11-20","request":{"user":1000,"output":100,"webSearches":1.5},"conversation":{"turns":2}}`,
			"input 3100×2.5=0.00775, output 200×15=0.003, webSearch 0×10=0.03 (3 searches)", "0.04075"},
		{"audio costs more than text, also from the cache",
			`{"model":"google/gemini-2.5-flash","asOf":"2026-11-20","request":{"system":3000,"user":100,"audio":900,"output":100},"cache":{"policy":"incremental","start":"cold"},"conversation":{"turns":2}}`,
			"cachedInput 3100×0.03=0.000093, cacheWrite 5100×0.3=0.00153, output 200×2.5=0.0005, cachedAudio 900×0.1=0.00009", "0.002213"},
		{"audio without a cache",
			`{"model":"google/gemini-2.5-flash","asOf":"2026-11-20","request":{"user":100,"audio":900,"images":258,"output":100},"conversation":{"turns":2}}`,
			"input 400×0.3=0.00012, output 200×2.5=0.0005, audioInput 2700×1=0.0027, imageInput 774×0.3=0.0002322", "0.0035522"},
		{"peak hours double every rate",
			`{"model":"deepseek/deepseek-flash","asOf":"2026-11-20","atTime":"02:30","request":{"user":1000,"output":1000}}`,
			"input 1000×0.3=0.0003, output 1000×1.2=0.0012", "0.0015"},
		{"but not at the weekend",
			`{"model":"deepseek/deepseek-flash","asOf":"2026-11-21","atTime":"02:30","request":{"user":1000,"output":1000}}`,
			"input 1000×0.15=0.00015, output 1000×0.6=0.0006", "0.00075"},
		{"what the vendor adds for tools is input of every call",
			`{"model":"anthropic/claude-opus-4-8","asOf":"2026-11-20","request":{"tools":100,"user":10,"output":100,"toolUse":"auto"},"conversation":{"turns":2}}`,
			"input 910×5=0.00455, output 200×25=0.005", "0.00955"},
		{"a day before the price fell",
			`{"model":"openai/gpt-5.6-luna","asOf":"2026-07-29","request":{"user":1000,"output":1000}}`,
			"input 1000×1=0.001, output 1000×6=0.006", "0.007"},
		{"and the day it did",
			`{"model":"openai/gpt-5.6-luna","asOf":"2026-07-30","request":{"user":1000,"output":1000}}`,
			"input 1000×0.2=0.0002, output 1000×1.2=0.0012", "0.0014"},
	} {
		e := estimate(t, test.scenario)
		var lines []string
		for _, l := range e.Cost.Lines {
			line := l.Name + " " + spell.Plain(l.Tokens) + "×" + l.USDPerMTok.String() + "=" + l.USD.String()
			if l.Units != nil {
				line += " (" + l.Units.String() + " " + l.Unit + ")"
			}
			lines = append(lines, line)
		}
		if got := strings.Join(lines, ", "); got != test.lines || e.Cost.PerConversation.String() != test.total {
			t.Errorf("%s: %s in all for\n%s, want %s for\n%s", test.name, e.Cost.PerConversation, got, test.total, test.lines)
		}
	}
}

// TestServiceIsNamed: whose price it is, and what the rates are.
func TestServiceIsNamed(t *testing.T) {
	for scenario, want := range map[string]string{
		`{"model":"openai/gpt-5.4","service":"batch"}`:                                                     "batch 1.25 7.5",
		`{"model":"openai/gpt-5.4"}`:                                                                       "standard 2.5 15",
		`{"model":"mistral/mistral-large-2512","service":"batch"}`:                                         "standard 0.5 1.5",
		`{"model":"openai/gpt-5.4","service":"batch","prices":{"input":"2.5"}}`:                            "standard 2.5 15",
		`{"model":"openai/o4-mini","service":"flex","asOf":"2025-08-01"}`:                                  "standard 1.1 4.4",
		`{"model":"anthropic/claude-opus-4-8","service":"batch","atTime":"02:30"}`:                         "batch 2.5 12.5",
		`{"prices":{"input":"1","output":"2"},"service":"priority","request":{"user":1},"atTime":"02:30"}`: "standard 1 2",
	} {
		c := estimate(t, scenario).Cost
		if got := c.Service + " " + c.Rates.Input.String() + " " + c.Rates.Output.String(); got != want {
			t.Errorf("%s: %s, want %s", scenario, got, want)
		}
	}
	if e := estimate(t, `{"model":"mistral/mistral-large-2512","service":"batch","request":{"user":1}}`); e.Cost.Trust.Level == trust.Exact {
		t.Errorf("a standard price in the place of an unknown one is %+v", e.Cost.Trust)
	}
}

// TestBatchIsNeverDearerForAnyModel, nor flex; priority is never cheaper; and what a model has no rule for costs the standard price.
func TestBatchIsNeverDearerForAnyModel(t *testing.T) {
	with := 0
	for _, m := range catalog.Models() {
		if len(m.Prices) == 0 {
			continue
		}
		for _, rest := range []string{
			`"request":{"system":5000,"user":100,"output":400,"reasoning":50,"audio":20}`,
			`"request":{"system":5000,"user":100,"output":400},"conversation":{"turns":9},"cache":{"policy":"incremental","life":"1h"}`,
			`"request":{"documents":300000,"user":100,"output":400},"conversation":{"turns":3},"cache":{"policy":"prefix"}`,
		} {
			cost := func(service string) *Cost {
				return estimate(t, `{"model":"`+m.ID+`","service":"`+service+`",`+rest+`}`).Cost
			}
			standard := cost("standard")
			if standard == nil {
				continue
			}
			for service, most := range map[string]int{"batch": 0, "flex": 0, "priority": 1} {
				served := cost(service)
				order := served.PerConversation.Cmp(standard.PerConversation)
				if served.Service == service {
					with++
				}
				if served.Service != service && order != 0 || most == 0 && order > 0 || most == 1 && order < 0 {
					t.Errorf("%s, %s: %v, standard %v", m.ID, service, served.PerConversation, standard.PerConversation)
				}
			}
		}
	}
	if with < 300 {
		t.Errorf("only %d services are compared", with)
	}
}
