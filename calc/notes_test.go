package calc

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"threelimits/calc/catalog"
	"threelimits/calc/cost"
	"threelimits/calc/decimal"
	"threelimits/calc/internal/testkit"
	"threelimits/calc/notes"
)

func hasNote(e Estimate, code string) bool {
	return slices.ContainsFunc(e.Notes, func(n Note) bool { return n.Code == code })
}

// TestMissingGroups: what a missing group makes null, and the note that says so.
func TestMissingGroups(t *testing.T) {
	for _, test := range []struct {
		scenario string
		notes    []string
		is       func(Estimate) bool
	}{
		{`{}`, []string{"request-empty", "window-missing", "prices-missing", "speed-missing"},
			func(e Estimate) bool { return e.Model == nil && e.Context == nil && e.Cost == nil && e.Latency == nil }},
		{`{"request":{"user":5},"prices":{"input":"1","output":"2"}}`, []string{"window-missing", "traffic-missing", "speed-missing"},
			func(e Estimate) bool {
				return e.Cost.PerDay == nil && e.Cost.PerMonth == nil && e.Cost.PerRequest != nil
			}},
		{`{"request":{"user":5},"prices":{"input":"1"}}`, []string{"window-missing", "prices-incomplete", "speed-missing"},
			func(e Estimate) bool { return e.Cost == nil }},
		{`{"request":{"user":5},"prices":{"output":"1"},"speed":{"ttft":1}}`, []string{"window-missing", "prices-incomplete", "speed-missing"},
			func(e Estimate) bool { return e.Cost == nil && e.Latency == nil }},
		{`{"request":{"user":5},"window":{"maxInput":5},"traffic":{"daysPerMonth":3},"speed":{"tokensPerSecond":1}}`, []string{"window-missing", "prices-missing", "speed-missing"},
			func(e Estimate) bool { return e.Context == nil && e.Cost == nil && e.Latency == nil }},
		{`{"request":{"user":5},"prices":{"input":"1","output":"2"},"traffic":{"requestsPerDay":5},"window":{"context":100},"speed":{"ttft":0,"tokensPerSecond":1}}`,
			[]string{"days-assumed"}, func(e Estimate) bool {
				return e.Cost.PerMonth.String() == "0.00075" && e.Latency != nil && e.Context != nil
			}},
	} {
		e := estimate(t, test.scenario)
		var codes []string
		for _, n := range e.Notes {
			codes = append(codes, n.Code)
		}
		if !slices.Equal(codes, test.notes) || !test.is(e) {
			t.Errorf("%s: notes %v, want %v", test.scenario, codes, test.notes)
		}
	}
}

// TestNotes: each cliff and doubt has its note, exactly where it is due.
func TestNotes(t *testing.T) {
	const prices = `"prices":{"input":"1","output":"2","cachedInput":"0.1","cacheWrite":"1.25"}`
	for _, test := range []struct {
		code     string
		with     string
		without  string
		contains string
	}{
		{"over-window", `{"window":{"context":100},"request":{"user":91,"maxTokens":10}}`, `{"window":{"context":100},"request":{"user":90,"maxTokens":10}}`, "1 token more"},
		{"over-window", `{"window":{"context":100},"request":{"user":91,"maxTokens":10}}`, `{"window":{"context":100},"request":{"user":91,"maxTokens":9}}`, "max_tokens does not fit beside the input: it is 1 token more than the 9 that the window of 100 has left"},
		{"over-window", `{"window":{"context":100},"request":{"user":100,"maxTokens":10}}`, `{"window":{"context":100},"request":{"user":90,"maxTokens":10}}`, "Input and reservation are 10 tokens more"},
		{"batch-max-tokens", `{"model":"anthropic/claude-opus-4-8","service":"batch","request":{"user":9,"maxTokens":0}}`, `{"model":"anthropic/claude-opus-4-8","service":"batch","request":{"user":9,"maxTokens":1}}`, "at least 1"},
		{"batch-max-tokens", `{"model":"anthropic/claude-opus-4-8","service":"batch","request":{"user":9,"maxTokens":0}}`, `{"model":"anthropic/claude-opus-4-8","request":{"user":9,"maxTokens":0}}`, "at least 1"},
		{"near-window", `{"window":{"context":100},"request":{"user":90,"maxTokens":5}}`, `{"window":{"context":100},"request":{"user":90,"maxTokens":4}}`, "5 tokens"},
		{"over-max-input", `{"window":{"context":1000,"maxInput":100},"request":{"user":102}}`, `{"window":{"context":1000,"maxInput":100},"request":{"user":100}}`, "2 tokens more"},
		{"near-max-input", `{"window":{"context":1000,"maxInput":100},"request":{"user":95}}`, `{"window":{"context":1000,"maxInput":100},"request":{"user":94}}`, "5 tokens below"},
		{"max-tokens-over-max-output", `{"window":{"context":1000,"maxOutput":50},"request":{"maxTokens":51}}`, `{"window":{"context":1000,"maxOutput":50},"request":{"maxTokens":50}}`, "1 token more"},
		{"output-over-max-output", `{"window":{"context":1000,"maxOutput":50},"request":{"output":30,"reasoning":21}}`, `{"window":{"context":1000,"maxOutput":50},"request":{"output":30,"reasoning":20}}`, "cut off"},
		{"max-tokens-below-output", `{"window":{"context":1000},"request":{"output":30,"reasoning":21,"maxTokens":50}}`, `{"window":{"context":1000},"request":{"output":30,"reasoning":20,"maxTokens":50}}`, "1 token longer"},
		{"conversation-outgrows-window", `{"window":{"context":100},"request":{"user":10,"output":10},"conversation":{"turns":6}}`, `{"window":{"context":100},"request":{"user":10,"output":10},"conversation":{"turns":5}}`, "up to turn 5; turn 6"},
		{"may-not-fit", `{"window":{"context":100},"request":{"user":{"low":1,"typical":50,"high":101}}}`, `{"window":{"context":100},"request":{"user":{"low":1,"typical":50,"high":100}}}`, "high end"},
		{"counted-for-another", `{"model":"anthropic/claude-opus-5","request":{"user":{"low":9,"typical":9,"high":9,"countedFor":"openai/gpt-6.1-sol"}}}`,
			`{"model":"anthropic/claude-opus-5","request":{"user":{"low":9,"typical":9,"high":9,"countedFor":"anthropic/claude-opus-4-8"}}}`, "is taken as 1.2 to 1.8"},
		{"counted-for-another", `{"model":"anthropic/claude-opus-5","request":{"user":{"low":9,"typical":9,"high":9,"countedFor":"acme/lost"}}}`,
			`{"request":{"user":{"low":9,"typical":9,"high":9,"countedFor":"acme/lost"}}}`, `counted for acme/lost`},
		{"request-empty", `{}`, `{"request":{"output":1}}`, "no tokens"},
		{"as-of-future", `{"asOf":"2026-11-24"}`, `{"asOf":"2026-11-23"}`, "known today"},
		{"model-alias", `{"model":"gpt-5.4"}`, `{"model":"openai/gpt-5.4"}`, "is openai/gpt-5.4"},
		{"not-counted", `{"request":{"user":5,"notCounted":2}}`, `{"request":{"user":5,"notCounted":0}}`, "Not counted: 2 parts of the request."},
		{"model-alias", `{"model":"us.anthropic.claude-opus-4-8-v1:0"}`, `{"model":"anthropic/claude-opus-4-8"}`, "taken as anthropic/claude-opus-4-8, with the prices of its maker"},
		{"reasoning-none", `{"model":"openai/gpt-5.4"}`, `{"model":"openai/gpt-5.4","request":{"reasoning":5}}`, "billed as output"},
		{"model-note", `{"model":"openai/gpt-5.4"}`, `{"model":"openai/gpt-4o"}`, "272,000"},
		{"tiers-suspended", `{"model":"openai/gpt-5.4","prices":{"cacheWrite":null}}`, `{"model":"openai/gpt-4o","prices":{"input":"1"}}`, "long-context"},
		{"price-stale", `{"model":"openai/gpt-5.4","asOf":"2027-11-01"}`, `{"model":"openai/gpt-5.4","asOf":"2026-11-23"}`,
			"by way of npm @earendil-works/pi-ai 1.6.0, which published them on 2026-11-20"},
		{"price-stale", `{"model":"deepseek/deepseek-flash","asOf":"2027-11-01"}`, `{"model":"deepseek/deepseek-flash","asOf":"2026-11-23"}`, "last checked on 2026-11-15"}, // a page that was read
		{"tier-applied", `{"model":"openai/gpt-5.4","request":{"user":272000}}`, `{"model":"openai/gpt-5.4","request":{"user":271999}}`, "1 token above the lower price"},
		{"tier-near", `{"model":"openai/gpt-5.4","request":{"user":270700}}`, `{"model":"openai/gpt-5.4","request":{"user":250000}}`, "1,300 tokens below 272,000, from where the whole request is priced at 5 for input and 22.5 for output, instead of 2.5 and 15 USD per 1,000,000 tokens: 1.36 USD there, 0.67675 here"},
		{"tier-near", `{"model":"openai/gpt-5.4","request":{"user":135350},"conversation":{"turns":2}}`, `{"model":"openai/gpt-5.4","request":{"user":100000},"conversation":{"turns":2}}`, "1,300 tokens below 272,000"},
		{"tier-crossed", `{"model":"openai/gpt-5.4","request":{"user":136000,"output":1},"conversation":{"turns":2}}`, `{"model":"openai/gpt-5.4","request":{"user":135999,"output":1},"conversation":{"turns":2}}`, "From turn 2 on"},
		{"tier-in-range", `{"model":"openai/gpt-5.4","request":{"user":{"low":1,"typical":2,"high":272000}}}`, `{"model":"openai/gpt-5.4","request":{"user":{"low":1,"typical":2,"high":271999}}}`, "reach across"},
		{"cache-price-unknown", `{"prices":{"input":"1","output":"2"},"request":{"system":5000},"cache":{"policy":"prefix","start":"warm"}}`, `{"prices":{"input":"1","output":"2","cachedInput":"1"},"request":{"system":5000},"cache":{"policy":"prefix","start":"warm"}}`, "cached input is not published"},
		{"cache-start-assumed", `{` + prices + `,"cache":{"policy":"prefix"}}`, `{` + prices + `,"cache":{"policy":"prefix","start":"cold"}}`, "cold"},
		{"cache-start-traffic", `{` + prices + `,"cache":{"policy":"prefix","start":"traffic"},"traffic":{"requestsPerDay":10}}`, `{` + prices + `,"cache":{"policy":"prefix","start":"warm"},"traffic":{"requestsPerDay":10000}}`, "3.4126% of conversations find the fixed part still in a cache that lives 5 minutes"},
		{"cache-start-traffic-missing", `{` + prices + `,"cache":{"policy":"prefix","start":"traffic"}}`, `{` + prices + `,"cache":{"policy":"prefix","start":"traffic"},"traffic":{"requestsPerDay":10}}`, "starts cold"},
		{"cache-warm-unlikely", `{` + prices + `,"request":{"system":5000},"cache":{"policy":"prefix","start":"warm"},"traffic":{"requestsPerDay":10}}`, `{` + prices + `,"request":{"system":5000},"cache":{"policy":"prefix","start":"warm"},"traffic":{"requestsPerDay":1000}}`, "only 3.4126% of conversations"},
		{"per-request-mean", `{` + prices + `,"request":{"system":1000,"user":100,"output":10},"conversation":{"turns":20}}`, `{` + prices + `,"request":{"user":1}}`, "the last, 0.00321 USD"},
		{"batch-wait", `{"model":"openai/gpt-5.4","service":"batch","speed":{"ttft":1,"tokensPerSecond":50}}`, `{"model":"openai/gpt-5.4","speed":{"ttft":1,"tokensPerSecond":50}}`, "within 24 hours"},
		{"batch-wait", `{"model":"mistral/mistral-large-2512","service":"batch"}`, `{"model":"openai/gpt-5.4","service":"flex"}`, "not published"},
		{"service-wait", `{"model":"openai/gpt-5.4","service":"flex"}`, `{"model":"openai/gpt-5.4"}`, "flex answers is not published"},
		{"cache-dearer", `{` + prices + `,"request":{"system":5000},"cache":{"policy":"prefix"}}`, `{` + prices + `,"request":{"system":5000},"cache":{"policy":"prefix"},"conversation":{"turns":2}}`, "0.00625 USD with it and 0.005"},
		{"cache-below-minimum", `{"model":"openai/gpt-5.4","request":{"system":1023},"cache":{"policy":"prefix"}}`, `{"model":"openai/gpt-5.4","request":{"system":1024},"cache":{"policy":"prefix"}}`, "nothing shorter than 1,024"},
		{"cache-below-minimum", `{"model":"anthropic/claude-opus-4-8","request":{"user":600,"output":500},"cache":{"policy":"incremental"},"conversation":{"turns":2}}`, `{"model":"anthropic/claude-opus-4-8","request":{"user":1024,"output":500},"cache":{"policy":"incremental"},"conversation":{"turns":2}}`, "first call sends 600 tokens"},
		{"cache-price-unknown", `{"model":"openai/gpt-5.4","request":{"system":5000},"cache":{"policy":"prefix","life":"1h"}}`, `{"model":"anthropic/claude-opus-4-8","request":{"system":5000},"cache":{"policy":"prefix","life":"1h"}}`, "for an hour is not published"},
		{"storage-price-unknown", `{"model":"openai/gpt-5.4","request":{"system":5000},"cache":{"policy":"prefix","storedHours":1}}`, `{"model":"google/gemini-3.1-pro-preview","request":{"system":5000},"cache":{"policy":"prefix","storedHours":1}}`, "hours are not in the bill"},
		{"price-changes", `{"model":"google/gemini-3.8-flash"}`, `{"model":"google/gemini-3.8-flash","asOf":"2027-01-02"}`, "From 2027-01-01 on the price is 1.5 for input and 7.5 for output, instead of 0.75 and 3.75"},
		{"price-changes", `{"model":"google/gemini-3.8-flash","asOf":"2026-10-01"}`, `{"model":"openai/gpt-5.6-luna","asOf":"2026-07-29"}`, "2027-01-01"}, // a change that is past is no warning
		{"promotion-over", `{"model":"openai/gpt-5.6-sol"}`, `{"model":"openai/gpt-5.6-sol","asOf":"2026-11-21"}`, "promised up to 2026-11-21"},
		{"promotion-ends", `{"model":"openai/gpt-5.6-sol","asOf":"2026-11-21"}`, `{"model":"openai/gpt-5.6-sol","asOf":"2026-08-20"}`, "promised up to 2026-11-21"},
		{"service-own-prices", `{` + prices + `,"service":"batch"}`, `{` + prices + `,"service":"standard"}`, "Your own prices"},
		{"service-unpublished", `{"model":"deepseek/deepseek-flash","service":"batch"}`, `{"model":"openai/gpt-5.4","service":"batch"}`, "No price for batch is published for DeepSeek V4.1 Flash"},
		{"service-short-only", `{"model":"openai/gpt-5.5","service":"priority","request":{"user":272000}}`, `{"model":"openai/gpt-5.5","service":"priority","request":{"user":271999}}`, "no price for priority from 272,000 tokens"},
		{"hours-applied", `{"model":"deepseek/deepseek-flash","asOf":"2026-11-23","atTime":"09:59"}`, `{"model":"deepseek/deepseek-flash","asOf":"2026-11-22","atTime":"09:59"}`, "At 09:59 UTC on 2026-11-23"}, // a Monday, a Sunday
		{"hours-unpublished", `{"model":"openai/gpt-5.4","atTime":"09:59"}`, `{"model":"openai/gpt-5.4"}`, "every hour"},
		{"search-price-unknown", `{"model":"deepseek/deepseek-flash","request":{"webSearches":1}}`, `{"model":"openai/gpt-5.4","request":{"webSearches":1}}`, "searches are not in the bill"},
		{"media-price-unknown", `{"model":"deepseek/deepseek-flash","request":{"audio":1}}`, `{"model":"google/gemini-2.5-flash","request":{"audio":1}}`, "price of text"},
		{"tool-prompt", `{"model":"anthropic/claude-opus-4-8","request":{"toolUse":"any"}}`, `{"model":"anthropic/claude-opus-4-8","request":{"toolUse":"none"}}`, "410 tokens"},
		{"tool-prompt", `{"model":"anthropic/claude-opus-4-8","request":{"toolUse":"any","overhead":410}}`, `{"model":"anthropic/claude-opus-4-8","request":{"overhead":410,"tools":100}}`, "counted once"},
		{"tool-prompt", `{"model":"openai/gpt-5.4","request":{"toolUse":"auto"}}`, `{"model":"openai/gpt-5.4"}`, "not published"},
		{"tool-prompt", `{"model":"anthropic/claude-opus-4-8","request":{"tools":100}}`, `{"model":"anthropic/claude-opus-4-8"}`, "some 290 tokens"},
		{"model-retired", `{"model":"anthropic/claude-opus-4-1","asOf":"2026-08-05"}`, `{"model":"anthropic/claude-opus-4-1","asOf":"2026-08-04"}`, "since 2026-08-05"},
		{"model-retired", `{"model":"openai/o1","asOf":"2026-10-23"}`, `{"model":"openai/o1","asOf":"2026-10-22"}`, "names openai/gpt-5.6-sol in its place"},
		{"model-retired", `{"model":"google/gemini-2.5-pro","asOf":"2026-12-01"}`, `{"model":"google/gemini-2.5-pro","asOf":"2026-11-30"}`,
			"google/gemini-3.8-flash answers for it, at its own prices"},
		{"model-retiring", `{"model":"openai/gpt-5.1","asOf":"2027-01-01"}`, `{"model":"openai/gpt-5.1","asOf":"2026-12-31"}`, "from 2027-04-01 on it is not served"},
		{"model-retiring", `{"model":"openai/gpt-5","asOf":"2026-09-12"}`, `{"model":"openai/gpt-5","asOf":"2026-09-11"}`, "names openai/gpt-6.1-sol in its place"}, // 90 days before
		{"model-retiring", `{"model":"google/gemini-2.5-pro","asOf":"2026-11-30"}`, `{"model":"google/gemini-2.5-pro","asOf":"2026-12-01"}`,
			"From 2026-12-01 on google/gemini-3.8-flash answers for"},
		{"before-release", `{"model":"openai/gpt-5.4","asOf":"2026-03-04"}`, `{"model":"openai/gpt-5.4","asOf":"2026-03-05"}`, "released on 2026-03-05"},
		{"overhead-of-one-request", `{"request":{"overhead":9},"conversation":{"turns":2}}`, `{"request":{"overhead":9}}`, "each earlier turn are not counted"},
		{"prices-unpublished", `{"model":"` + unpriced(t) + `"}`, `{"model":"openai/gpt-5.4"}`, "No price"},
		{"rounded", `{` + prices + `,"request":{"system":1},"conversation":{"turns":3},"cache":{"policy":"prefix"}}`, `{` + prices + `,"request":{"system":1},"conversation":{"turns":3}}`, "12 decimals"},
	} {
		e := estimate(t, test.with)
		i := slices.IndexFunc(e.Notes, func(n Note) bool { return n.Code == test.code })
		if i < 0 || !strings.Contains(e.Notes[i].Message, test.contains) {
			t.Errorf("%s: %s has %+v", test.code, test.with, e.Notes)
		}
		if e := estimate(t, test.without); hasNote(e, test.code) {
			t.Errorf("%s: %s has %+v", test.code, test.without, e.Notes)
		}
	}
}

// TestEveryNoteIsTested: the tables name every note there is.
func TestEveryNoteIsTested(t *testing.T) {
	var text []byte
	files, _ := filepath.Glob("*_test.go")
	for _, file := range files {
		part, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		text = append(text, part...)
	}
	for _, n := range notes.Estimates.Rows() {
		if name := n.Name(); !strings.Contains(string(text), `"`+name+`"`) {
			t.Errorf("no test expects %s", name)
		}
	}
}

// TestSharedNotes: what all entry points say of a model, a day and its prices, an estimate says.
func TestSharedNotes(t *testing.T) {
	given := map[string]bool{}
	for _, example := range testkit.SharedNotes {
		given[example.Code] = true
		s := parse(t, example.Scenario)
		s.AsOf = example.Day
		e, err := Evaluate(s, testkit.Today)
		if err != nil {
			t.Fatalf("%s: %v", example.Scenario, err)
		}
		name, _, _ := strings.Cut(example.Code, "/")
		if !slices.ContainsFunc(e.Notes, func(n Note) bool { return n.Code == name && strings.Contains(n.Message, example.Words()) }) {
			t.Errorf("%s: %s on %s has %+v", example.Code, example.Scenario, example.Day, e.Notes)
		}
	}
	for _, n := range notes.Shared.Rows() {
		if code := n.Code; !given[code] {
			t.Errorf("no example has %s", code)
		}
	}
}

// unpriced is a model without any published price.
func unpriced(t *testing.T) string {
	t.Helper()
	for _, m := range catalog.Models() {
		if len(m.Prices) == 0 {
			return m.ID
		}
	}
	t.Fatal("every model has a price: build one to test those that have none")
	return ""
}

// TestWithoutAWindow: every model of the catalogue has one, so one without is made here.
func TestWithoutAWindow(t *testing.T) {
	e := &evaluation{model: &catalog.Model{Name: "Boundless"}}
	if _, ok := e.window(); ok || !hasNote(e.out, "window-unpublished") {
		t.Errorf("%v, %+v", ok, e.out.Notes)
	}
}

// TestBeforeTheFirstPrice: no model of the catalogue begins with a dated row, so one is made here.
func TestBeforeTheFirstPrice(t *testing.T) {
	one := decimal.Whole(1)
	m := &catalog.Model{Name: "Late", Prices: []catalog.PriceRow{{From: "2026-01-01", List: cost.PriceList{Base: cost.Rates{Input: one, Output: one}}}}}
	for day, known := range map[string]bool{"2025-12-31": false, "2026-01-01": true} {
		e := &evaluation{model: m, asOf: day}
		if ok := e.prices(new(priceSource)); ok != known || hasNote(e.out, "prices-unknown-then") == known {
			t.Errorf("on %s: %v, %+v", day, ok, e.out.Notes)
		}
	}
}
