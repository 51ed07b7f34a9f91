package calc

import (
	"encoding/json"
	"errors"
	"math/big"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"threelimits/calc/catalog"
	"threelimits/calc/cost"
	"threelimits/calc/decimal"
	"threelimits/calc/fault"
	"threelimits/calc/internal/testkit"
	"threelimits/calc/spell"
	"threelimits/calc/trust"
)

// designExample is DESIGN.md's scenario without its model, so that only the given numbers count.
const designExample = `{
	"asOf": "2026-11-01",
	"prices": { "input": "2.50", "cachedInput": "0.25", "cacheWrite": "3.125", "output": "15" },
	"window": { "context": 400000, "maxInput": 272000, "maxOutput": 128000 },
	"request": { "system": 800, "tools": 0, "documents": 2400, "history": 0, "user": 60,
	             "output": 350, "reasoning": 0, "maxTokens": 1024 },
	"conversation": { "turns": 1 },
	"cache": { "policy": "none" },
	"traffic": { "requestsPerDay": 10000, "daysPerMonth": 30 },
	"speed": { "ttft": 0.6, "tokensPerSecond": 80 } }`

func mustEvaluate(tb testing.TB, s Scenario) Estimate {
	tb.Helper()
	e, err := Evaluate(s, testkit.Today)
	if err != nil {
		tb.Fatalf("%+v: %v", s, err)
	}
	return e
}

func estimate(tb testing.TB, scenario string) Estimate {
	tb.Helper()
	return mustEvaluate(tb, parse(tb, scenario))
}

// TestDesignExample: DESIGN.md's example to the last digit, with and without the model it names.
func TestDesignExample(t *testing.T) {
	for _, scenario := range []string{
		designExample,
		strings.Replace(designExample, `"asOf"`, `"model": "openai/gpt-5.6-sol", "asOf"`, 1),
	} {
		object := decoded(t, estimate(t, scenario))
		for group, want := range map[string]string{
			"context": `{ "window": 400000, "input": 3260, "reserved": 1024, "free": 395716, "fits": true }`,
			"cost":    `{ "perRequest": "0.0134", "perConversation": "0.0134", "perDay": "134", "perMonth": "4020" }`,
			"latency": `{ "ttft": 0.6, "generation": 4.375, "total": 4.975 }`,
		} {
			var fields map[string]any
			if err := json.Unmarshal([]byte(want), &fields); err != nil {
				t.Fatal(err)
			}
			for name, value := range fields {
				if got := object[group].(map[string]any)[name]; got != value {
					t.Errorf("%s.%s is %v, want %v", group, name, got, value)
				}
			}
		}
		if object["asOf"] != "2026-11-01" {
			t.Errorf("asOf is %v", object["asOf"])
		}
	}
	if text := string(estimate(t, designExample).AppendJSON(nil)); !strings.Contains(text, `"total":4.975,`) {
		t.Errorf("4.375 + 0.6 is not written as 4.975: %s", text)
	}
}

// TestExercises: back-of-envelope problems of the lesson's kind.
func TestExercises(t *testing.T) {
	for _, test := range []struct {
		name, scenario                             string
		perRequest, perConversation, perDay, month string
		total                                      string
	}{
		{"50,000 classifications a day, 400 in and 5 out at 0.15 and 0.60",
			`{"prices":{"input":"0.15","output":"0.60"},"request":{"user":400,"output":5},"traffic":{"requestsPerDay":50000},"speed":{"ttft":0.3,"tokensPerSecond":200}}`,
			"0.000063", "0.000063", "3.15", "94.5", "0.325"},
		{"a summary of a long report, 120,000 in and 800 out at 3 and 15",
			`{"prices":{"input":"3","output":"15"},"request":{"documents":120000,"output":800},"traffic":{"requestsPerDay":20,"daysPerMonth":22},"speed":{"ttft":2,"tokensPerSecond":40}}`,
			"0.372", "0.372", "7.44", "163.68", "22"},
		{"reasoning is billed as output and comes before the answer",
			`{"prices":{"input":"2","output":"8"},"request":{"user":1000,"output":500,"reasoning":4000},"traffic":{"requestsPerDay":100},"speed":{"ttft":1,"tokensPerSecond":90}}`,
			"0.038", "0.038", "3.8", "114", "51"},
		{"ten turns: 10 × 1,000 + (100 + 200) × 45 = 23,500 in, 2,000 out",
			`{"prices":{"input":"1","output":"10"},"request":{"system":900,"user":100,"output":200},"conversation":{"turns":10},"traffic":{"conversationsPerDay":100},"speed":{"ttft":0.5,"tokensPerSecond":100}}`,
			"0.00435", "0.0435", "4.35", "130.5", "2.5"},
		{"the same by requests: a tenth as many conversations",
			`{"prices":{"input":"1","output":"10"},"request":{"system":900,"user":100,"output":200},"conversation":{"turns":10},"traffic":{"requestsPerDay":100},"speed":{"ttft":0.5,"tokensPerSecond":100}}`,
			"0.00435", "0.0435", "0.435", "13.05", "2.5"},
		{"half a request a day",
			`{"prices":{"input":"1","output":"10"},"request":{"user":1000},"traffic":{"requestsPerDay":0.5,"daysPerMonth":30.4},"speed":{"ttft":0.5,"tokensPerSecond":100}}`,
			"0.001", "0.001", "0.0005", "0.0152", "0.5"},
		{"a warm prefix: 900 read at a tenth, 100 at the full price",
			`{"prices":{"input":"10","output":"10","cachedInput":"1","cacheWrite":"12.5"},"request":{"system":900,"user":100},"cache":{"policy":"prefix","start":"warm"},"traffic":{"requestsPerDay":1000},"speed":{"ttft":0.5,"tokensPerSecond":100}}`,
			"0.0019", "0.0019", "1.9", "57", "0.5"},
		{"a cold one writes it at 1.25: a quarter dearer on it",
			`{"prices":{"input":"10","output":"10","cachedInput":"1","cacheWrite":"12.5"},"request":{"system":900,"user":100},"cache":{"policy":"prefix","start":"cold"},"traffic":{"requestsPerDay":1000},"speed":{"ttft":0.5,"tokensPerSecond":100}}`,
			"0.01225", "0.01225", "12.25", "367.5", "0.5"},
	} {
		e := estimate(t, test.scenario)
		for name, pair := range map[string][2]string{
			"perRequest":      {e.Cost.PerRequest.String(), test.perRequest},
			"perConversation": {e.Cost.PerConversation.String(), test.perConversation},
			"perDay":          {e.Cost.PerDay.String(), test.perDay},
			"perMonth":        {e.Cost.PerMonth.String(), test.month},
			"latency.total":   {spell.Float(e.Latency.Total), test.total},
		} {
			if pair[0] != pair[1] {
				t.Errorf("%s: %s is %s, want %s", test.name, name, pair[0], pair[1])
			}
		}
	}
}

// TestConversation: context describes the last call, perRequest is the mean, usage is the last call's.
func TestConversation(t *testing.T) {
	e := estimate(t, `{"prices":{"input":"1","output":"2","cachedInput":"0.1","cacheWrite":"1.25"},"window":{"context":10000},
		"request":{"system":1000,"history":200,"user":50,"output":100,"reasoning":30},"conversation":{"turns":3},
		"cache":{"policy":"incremental","start":"cold"},"traffic":{"requestsPerDay":7}}`)
	// Calls send 1,250, 1,400 and 1,550; the answer reserved is 130.
	if c := e.Context; c.Input != 1550 || c.Reserved != 130 || c.Free != 8320 || !c.Fits {
		t.Errorf("%+v", c)
	}
	var parts []string
	for _, p := range e.Context.Parts {
		parts = append(parts, p.Name+" "+spell.Plain(p.From)+" "+spell.Plain(p.To))
	}
	if want := []string{"system 0 1000", "history 1000 1200", "conversation 1200 1500", "user 1500 1550", "reserved 1550 1680"}; !slices.Equal(parts, want) {
		t.Errorf("%v, want %v", parts, want)
	}
	// Written 1,250 + 150 + 150, read 1,250 + 1,400, out 300, reasoning 90.
	if got, want := e.Cost.PerConversation.String(), "0.0029825"; got != want {
		t.Errorf("a conversation costs %s, want %s", got, want)
	}
	if got, want := e.Cost.PerRequest.String(), "0.000994166667"; got != want {
		t.Errorf("a request costs %s, want %s", got, want)
	}
	if got, want := e.Cost.PerDay.String(), "0.006959166667"; got != want {
		t.Errorf("a day costs %s, want %s: not from the rounded request", got, want)
	}
	if want := (Usage{Input: 1550, CachedInput: 1400, CacheWrite: 150, Output: 100, Reasoning: 30, OutputWithReasoning: 130, Total: 1680}); e.Usage != want {
		t.Errorf("usage is %+v, want %+v", e.Usage, want)
	}
	if !hasNote(e, "rounded") {
		t.Error("no note says that figures are rounded")
	}
}

func hasNote(e Estimate, code string) bool {
	return slices.ContainsFunc(e.Notes, func(n Note) bool { return n.Code == code })
}

// TestTiersInAConversation: openai/gpt-5.4 doubles its prices from 272,000 input tokens on, call by call.
func TestTiersInAConversation(t *testing.T) {
	e := estimate(t, `{"model":"openai/gpt-5.4","asOf":"2026-10-01","request":{"system":270000,"user":500,"output":500},"conversation":{"turns":4}}`)
	// Calls send 270,500, 271,500, 272,500 and 273,500: two at 2.5 and 15, two at 5 and 22.5.
	var lines []string
	for _, l := range e.Cost.Lines {
		lines = append(lines, l.Name+" "+spell.Plain(l.Tokens)+" "+l.USDPerMTok.String()+" "+l.USD.String())
	}
	if want := []string{"input 542000 2.5 1.355", "input 546000 5 2.73", "output 1000 15 0.015", "output 1000 22.5 0.0225"}; !slices.Equal(lines, want) {
		t.Errorf("%v, want %v", lines, want)
	}
	if e.Cost.PerConversation.String() != "4.1225" || e.Cost.Rates.InputTokensFrom != 272_000 || e.Cost.Rates.Input.String() != "5" {
		t.Errorf("%+v", e.Cost)
	}
	if !hasNote(e, "tier-crossed") {
		t.Errorf("%+v", e.Notes)
	}
}

// TestAsOf: gpt-5.6-luna fell from 1/6 to 0.2/1.2 on 2026-07-30.
func TestAsOf(t *testing.T) {
	for day, want := range map[string]string{"2026-07-29": "0.007", "2026-07-30": "0.0014", "2026-10-01": "0.0014"} {
		e := estimate(t, `{"model":"openai/gpt-5.6-luna","asOf":"`+day+`","request":{"user":1000,"output":1000}}`)
		if got := e.Cost.PerRequest.String(); got != want || e.AsOf != day {
			t.Errorf("on %s (%s) it costs %s, want %s", day, e.AsOf, got, want)
		}
	}
	e := estimate(t, `{"model":"openai/gpt-5.6-luna"}`)
	if e.AsOf != testkit.Today {
		t.Errorf("without asOf the day is %s", e.AsOf)
	}
}

// TestOwnPrices: they hold at every length, and the day of the catalogue's row stays as long as a rate of it is used.
func TestOwnPrices(t *testing.T) {
	for _, test := range []struct{ prices, perRequest, from string }{
		{`{}`, "0.12", "2026-07-30"}, // 300,000 at 0.4: the long-context price
		{`{"cachedInput":null}`, "0.06", "2026-07-30"},
		{`{"input":"1"}`, "0.3", "2026-07-30"},
		{`{"input":"1","output":"1"}`, "0.3", "2026-07-30"},
		{`{"input":"1","output":"1","cachedInput":"1"}`, "0.3", "2026-07-30"},
		{`{"input":"1","output":"1","cachedInput":"1","cacheWrite":null}`, "0.3", ""},
	} {
		c := estimate(t, `{"model":"openai/gpt-5.6-luna","asOf":"2026-10-01","request":{"user":300000},"prices":`+test.prices+`}`).Cost
		if c.PerRequest.String() != test.perRequest || c.Rates.From != test.from || c.Rates.Overridden != (test.prices != "{}") {
			t.Errorf("%s: %v from %q, overridden %v", test.prices, c.PerRequest, c.Rates.From, c.Rates.Overridden)
		}
	}
}

// TestStale: a price is stale on the 61st day after it was checked.
func TestStale(t *testing.T) {
	m, _ := catalog.Find("openai/gpt-5.4")
	checked, err := time.Parse(time.DateOnly, m.Prices[len(m.Prices)-1].Source.Checked)
	if err != nil {
		t.Fatal(err)
	}
	for days, stale := range map[int]bool{0: false, 60: false, 61: true, 400: true} {
		day := checked.AddDate(0, 0, days).Format(time.DateOnly)
		if e := estimate(t, `{"model":"openai/gpt-5.4","asOf":"`+day+`"}`); hasNote(e, "price-stale") != stale {
			t.Errorf("%d days after the check: %+v", days, e.Notes)
		}
		if e := estimate(t, `{"model":"openai/gpt-5.4","asOf":"`+day+`","prices":{"input":"1","output":"1"}}`); hasNote(e, "price-stale") {
			t.Errorf("the person's own prices are stale")
		}
	}
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
		{"request-empty", `{}`, `{"request":{"output":1}}`, "no tokens"},
		{"as-of-future", `{"asOf":"2026-11-24"}`, `{"asOf":"2026-11-23"}`, "known today"},
		{"model-alias", `{"model":"gpt-5.4"}`, `{"model":"openai/gpt-5.4"}`, "is openai/gpt-5.4"},
		{"reasoning-none", `{"model":"openai/gpt-5.4"}`, `{"model":"openai/gpt-5.4","request":{"reasoning":5}}`, "billed as output"},
		{"model-note", `{"model":"openai/gpt-5.4"}`, `{"model":"openai/gpt-4o"}`, "272,000"},
		{"tiers-suspended", `{"model":"openai/gpt-5.4","prices":{"cacheWrite":null}}`, `{"model":"openai/gpt-4o","prices":{"input":"1"}}`, "long-context"},
		{"price-stale", `{"model":"openai/gpt-5.4","asOf":"2027-11-01"}`, `{"model":"openai/gpt-5.4","asOf":"2026-11-23"}`, "last checked"},
		{"tier-applied", `{"model":"openai/gpt-5.4","request":{"user":272000}}`, `{"model":"openai/gpt-5.4","request":{"user":271999}}`, "1 token above the lower price"},
		{"tier-near", `{"model":"openai/gpt-5.4","request":{"user":270700}}`, `{"model":"openai/gpt-5.4","request":{"user":250000}}`, "1,300 tokens below 272,000, from where the whole request is priced at 5 for input and 22.5 for output, instead of 2.5 and 15 USD per 1,000,000 tokens: 1.36 USD there, 0.67675 here"},
		{"tier-near", `{"model":"openai/gpt-5.4","request":{"user":135350},"conversation":{"turns":2}}`, `{"model":"openai/gpt-5.4","request":{"user":100000},"conversation":{"turns":2}}`, "1,300 tokens below 272,000"},
		{"tier-crossed", `{"model":"openai/gpt-5.4","request":{"user":136000,"output":1},"conversation":{"turns":2}}`, `{"model":"openai/gpt-5.4","request":{"user":135999,"output":1},"conversation":{"turns":2}}`, "From turn 2 on"},
		{"tier-in-range", `{"model":"openai/gpt-5.4","request":{"user":{"low":1,"typical":2,"high":272000}}}`, `{"model":"openai/gpt-5.4","request":{"user":{"low":1,"typical":2,"high":271999}}}`, "reach across"},
		{"cache-price-unknown", `{"prices":{"input":"1","output":"2"},"request":{"system":5000},"cache":{"policy":"prefix","start":"warm"}}`, `{"prices":{"input":"1","output":"2","cachedInput":"1"},"request":{"system":5000},"cache":{"policy":"prefix","start":"warm"}}`, "cached input is not published"},
		{"cache-start-assumed", `{` + prices + `,"cache":{"policy":"prefix"}}`, `{` + prices + `,"cache":{"policy":"prefix","start":"cold"}}`, "cold"},
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
	text, err := os.ReadFile("evaluate_test.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range noteTexts {
		code, _, _ := strings.Cut(n.code, "/")
		if !strings.Contains(string(text), `"`+code+`"`) {
			t.Errorf("no test expects %s", code)
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

func TestTrust(t *testing.T) {
	const own = `"window":{"context":1000},"prices":{"input":"1","output":"1"},"speed":{"ttft":1,"tokensPerSecond":1}`
	for _, test := range []struct {
		scenario               string
		context, cost, latency trust.Level
		why                    string // of the context
	}{
		{`{"model":"openai/gpt-5.4","request":{"user":5},"speed":{"ttft":1,"tokensPerSecond":1}}`, trust.Exact, trust.Exact, trust.Assumed, "tiktoken"},
		{`{"model":"openai/gpt-5.4","request":{"user":{"low":1,"typical":2,"high":3}},"speed":{"ttft":1,"tokensPerSecond":1}}`, trust.Estimated, trust.Estimated, trust.Assumed, "estimate"},
		{`{"model":"openai/gpt-5.4","request":{"user":{"low":2,"typical":2,"high":2,"trust":"assumed"}},"speed":{"ttft":1,"tokensPerSecond":1}}`, trust.Assumed, trust.Assumed, trust.Assumed, "assumed"},
		{`{"model":"openai/gpt-5.4","request":{"user":5,"output":{"low":1,"typical":2,"high":3}},"speed":{"ttft":1,"tokensPerSecond":1}}`, trust.Estimated, trust.Estimated, trust.Estimated, "estimate"},
		{`{"model":"openai/gpt-5.4","request":{"user":5,"output":{"low":1,"typical":2,"high":3},"maxTokens":9},"speed":{"ttft":1,"tokensPerSecond":1}}`, trust.Exact, trust.Estimated, trust.Estimated, "tiktoken"},
		{`{"model":"anthropic/claude-opus-4-6","request":{"user":5},"speed":{"ttft":1,"tokensPerSecond":1}}`, trust.Estimated, trust.Estimated, trust.Assumed, "Anthropic"},
		{`{"model":"anthropic/claude-opus-4-6","encoding":"mine","request":{"user":5},"speed":{"ttft":1,"tokensPerSecond":1}}`, trust.Exact, trust.Exact, trust.Assumed, "Counted with mine itself"},
		{`{"model":"anthropic/claude-opus-4-6","request":{"output":5},"speed":{"ttft":1,"tokensPerSecond":1}}`, trust.Exact, trust.Exact, trust.Assumed, "answer"},
		{`{` + own + `,"request":{"user":5}}`, trust.Assumed, trust.Assumed, trust.Assumed, "Limits of the window are your own."},
		{`{` + own + `,"request":{"user":{"low":2,"typical":2,"high":2,"trust":"estimate"}}}`, trust.Estimated, trust.Estimated, trust.Assumed, "estimate"},
	} {
		e := estimate(t, test.scenario)
		if e.Context.Trust.Level != test.context || e.Cost.Trust.Level != test.cost || e.Latency.Trust.Level != test.latency {
			t.Errorf("%s:\n context %+v\n cost %+v\n latency %+v", test.scenario, e.Context.Trust, e.Cost.Trust, e.Latency.Trust)
		}
		if !strings.Contains(e.Context.Trust.Why, test.why) {
			t.Errorf("%s: %q", test.scenario, e.Context.Trust.Why)
		}
	}
}

// TestSourcesOfPricesAndLimits: what comes from the catalogue carries where from and when; the person's own says so.
func TestSourcesOfPricesAndLimits(t *testing.T) {
	e := estimate(t, `{"model":"openai/gpt-5.4","prices":{"output":"9"},"window":{"maxInput":1000},"request":{"user":5,"output":5}}`)
	steps := map[string]Step{}
	for _, s := range e.Working {
		steps[s.Figure] = s
	}
	for figure, published := range map[string]bool{
		"cost.rates.input": true, "cost.lines.input.usdPerMTok": true, "cost.rates.output": false, "cost.lines.output.usdPerMTok": false,
		"context.window": true, "context.maxOutput": true, "context.maxInput": false,
	} {
		s := steps[figure]
		if (s.SourceURL != "" && s.Checked != "" && s.Formula == "as published") != published || (s.Source == "Your number") == published {
			t.Errorf("%s: %+v", figure, s)
		}
	}
	if !e.Cost.Rates.Overridden || e.Cost.Rates.InputTokensFrom != 0 {
		t.Errorf("%+v", e.Cost.Rates)
	}
}

// TestRangesAreTheEstimatesAtTheirEnds: low and high are what plain scenarios give at the low and the high counts, and the
// typical figure lies between.
func TestRangesAreTheEstimatesAtTheirEnds(t *testing.T) {
	ranged := 0
	for _, scenario := range manyScenarios(t) {
		s := parse(t, scenario)
		e, l, h := mustEvaluate(t, s), mustEvaluate(t, at(s, lowest)), mustEvaluate(t, at(s, highest))
		if e.Cost != nil {
			low, high := e.Cost.PerMonth, e.Cost.PerMonth
			if r := e.Cost.Range; r != nil {
				ranged++
				within(t, scenario, r.PerConversation, e.Cost.PerConversation)
				within(t, scenario, r.PerRequest, e.Cost.PerRequest)
				if e.Cost.PerMonth != nil {
					low, high = r.PerMonth.Low, r.PerMonth.High
				}
			}
			if e.Cost.PerMonth != nil && (low.Cmp(l.Cost.PerMonth) != 0 || high.Cmp(h.Cost.PerMonth) != 0) {
				t.Fatalf("%s: a month is %v to %v, plainly %v and %v", scenario, low, high, l.Cost.PerMonth, h.Cost.PerMonth)
			}
		}
		if c := e.Context; c != nil && c.Range != nil {
			if r := c.Range; r.Input != (trust.Range[int64]{Low: l.Context.Input, High: h.Context.Input}) || r.Free != (trust.Range[int64]{Low: h.Context.Free, High: l.Context.Free}) ||
				r.Reserved != (trust.Range[int64]{Low: l.Context.Reserved, High: h.Context.Reserved}) || r.Free.Low > c.Free || c.Free > r.Free.High {
				t.Fatalf("%s: %+v", scenario, *c)
			}
		}
		if x := e.Latency; x != nil && (x.Range != nil) != (l.Latency.Generation != h.Latency.Generation) {
			t.Fatalf("%s: %+v", scenario, *x)
		}
		if x := e.Latency; x != nil && x.Range != nil {
			if r := x.Range; r.Total != (trust.Range[float64]{Low: l.Latency.Total, High: h.Latency.Total}) || r.Total.Low > x.Total || x.Total > r.Total.High ||
				r.FirstVisible.Low > x.FirstVisible || x.FirstVisible > r.FirstVisible.High {
				t.Fatalf("%s: %+v", scenario, *x)
			}
		}
	}
	if ranged < 50 {
		t.Errorf("only %d ranges", ranged)
	}
}

func within(t *testing.T, scenario string, r *trust.AmountRange, middle *decimal.Decimal) {
	t.Helper()
	if r.Low.Cmp(middle) > 0 || middle.Cmp(r.High) > 0 {
		t.Fatalf("%s: %v, %v, %v", scenario, r.Low, middle, r.High)
	}
}

// at is the scenario with plain numbers in the place of its ranges.
func at(s Scenario, p pick) Scenario {
	r := &s.Request
	for _, c := range []*Count{&r.System, &r.Tools, &r.Documents, &r.History, &r.User, &r.Overhead, &r.Audio, &r.Images, &r.Output, &r.Reasoning} {
		*c = Count{Low: p(c), Typical: p(c), High: p(c)}
	}
	return s
}

// TestEstimatesHangTogether: identities between the figures of one estimate.
func TestEstimatesHangTogether(t *testing.T) {
	for _, scenario := range manyScenarios(t) {
		s := parse(t, scenario)
		e := mustEvaluate(t, s)
		if u := e.Usage; u.Input != u.UncachedInput+u.CachedInput+u.CacheWrite || u.OutputWithReasoning != u.Output+u.Reasoning || u.Total != u.Input+u.OutputWithReasoning {
			t.Fatalf("%s: %+v", scenario, u)
		}
		if c := e.Context; c != nil {
			at := int64(0)
			for _, p := range c.Parts {
				if p.From != at || p.To-p.From != p.Tokens {
					t.Fatalf("%s: parts do not join: %+v", scenario, c.Parts)
				}
				at = p.To
			}
			if last := c.Parts[len(c.Parts)-1]; last.Name != "reserved" || last.From != c.Input || c.Free != c.Window-at || c.Input != e.Usage.Input {
				t.Fatalf("%s: %+v", scenario, *c)
			}
			if c.Fits != !slices.ContainsFunc(e.Notes, func(n Note) bool { return n.Severity == Problem && n.Code != "conversation-outgrows-window" }) {
				t.Fatalf("%s: fits is %v, notes are %+v", scenario, c.Fits, e.Notes)
			}
		}
		if c := e.Cost; c != nil {
			sum, tokens := new(decimal.Decimal), int64(0)
			for _, l := range c.Lines {
				sum, tokens = sum.Add(l.USD), tokens+l.Tokens
			}
			conversation := s.conversation(typical)
			if m, ok := catalog.Find(s.Model); ok && m.Tools != nil && !s.Request.Formatted {
				conversation.Prefix += map[string]int64{"auto": m.Tools.Auto, "any": m.Tools.Any}[s.Request.ToolUse]
			}
			total, _ := conversation.TotalTokens()
			if sum.Cmp(c.PerConversation) != 0 || total != tokens || c.PerRequest.Mul(decimal.Whole(max(1, s.Turns.Value))).Cmp(sum) != 0 {
				t.Fatalf("%s: %+v", scenario, *c)
			}
			checkStrips(t, scenario, c)
		}
		if l := e.Latency; l != nil {
			at := 0.0
			for _, p := range l.Phases {
				if p.From != at {
					t.Fatalf("%s: phases do not join", scenario)
				}
				at = p.To
			}
			if at != l.Total {
				t.Fatalf("%s: phases end at %v, not %v", scenario, at, l.Total)
			}
		}
	}
}

// checkStrips holds that the lines lie end to end, from 0 to 100, on both strips.
func checkStrips(t *testing.T, scenario string, c *Cost) {
	t.Helper()
	end := Share{}
	for _, l := range c.Lines {
		if l.Share.Tokens.From != end.Tokens.To || l.Share.USD.From != end.USD.To {
			t.Fatalf("%s: strips do not join: %+v", scenario, c.Lines)
		}
		end = l.Share
	}
	if len(c.Lines) > 0 && end.Tokens.To != 100 || !c.PerConversation.IsZero() && end.USD.To != 100 {
		t.Fatalf("%s: strips end at %+v", scenario, end)
	}
}

// TestHugeScenarios: the largest counts that are accepted neither overflow nor lose a token.
func TestHugeScenarios(t *testing.T) {
	e := estimate(t, `{"prices":{"input":"999999999999.999999999999999999","output":"999999999999"},"window":{"context":1000000000000},
		"request":{"system":1000000000000,"tools":1000000000000,"documents":1000000000000,"history":1000000000000,"user":1000000000000,"output":1000000000000,"reasoning":1000000000000},
		"conversation":{"turns":47},"traffic":{"requestsPerDay":1000000000000,"daysPerMonth":31},"speed":{"ttft":1000000,"tokensPerSecond":0.000001}}`)
	if e.Context.Input != 97e12 || e.Context.Free != 1e12-99e12 || e.Context.Fits {
		t.Errorf("%+v", e.Context)
	}
	want := new(big.Int)
	for call := int64(1); call <= 47; call++ {
		want.Add(want, big.NewInt(5e12+(call-1)*2e12))
	}
	if got := e.Cost.Lines[0].Tokens; want.Cmp(big.NewInt(got)) != 0 {
		t.Errorf("input is %d, call by call %v", got, want)
	}
	if text := string(e.AppendJSON(nil)); !strings.Contains(text, `"total":2000000000001000000,`) || strings.ContainsAny(text, "NI\\") && strings.Contains(text, "NaN") {
		t.Errorf("%.3000s", text)
	}
	_, err := ParseScenario(testkit.Flatten(t, `{"request":{"user":9007199254740},"conversation":{"turns":2}}`))
	if fieldOf(err) != "request.user" {
		t.Error(err)
	}
	for request, ok := range map[string]bool{ // 2^53 − 1 = 129,728,784,761 × 69,431, and 2^53
		`{"request":{"system":129728784761},"conversation":{"turns":69431}}`: true,
		`{"request":{"system":8589934592},"conversation":{"turns":1048576}}`: false,
	} {
		if _, err := ParseScenario(testkit.Flatten(t, request)); (err == nil) != ok {
			t.Errorf("%s: %v", request, err)
		}
	}
	for turns, ok := range map[string]bool{"134217727": true, "134217728": false} { // T(T+1)/2 ≤ 2^53 − 1
		_, err := ParseScenario(testkit.Flatten(t, `{"request":{"user":1},"conversation":{"turns":`+turns+`}}`))
		if (err == nil) != ok {
			t.Errorf("%s turns of one token: %v", turns, err)
		}
	}
}

func TestEvaluateErrors(t *testing.T) {
	_, err := Evaluate(Scenario{Model: "openai/gpt-99"}, testkit.Today)
	var e *fault.Error
	if !errors.As(err, &e) || e.Code != fault.UnknownModel || e.Field != "model" {
		t.Errorf("%v", err)
	}
	_, err = Evaluate(Scenario{}, "today")
	if !errors.As(err, &e) || e.Code != fault.BadArgument {
		t.Errorf("%v", err)
	}
	if _, err := Evaluate(Scenario{}, testkit.Today); err != nil {
		t.Errorf("the zero scenario: %v", err)
	}
}

// TestEveryModelCanBeEstimated, with every cache policy and at every length.
func TestEveryModelCanBeEstimated(t *testing.T) {
	s := testkit.ReadSchema(t, "estimate")
	for _, m := range catalog.Models() {
		for _, request := range []string{`{"system":2000,"user":100,"output":300}`, `{"documents":300000,"user":100,"output":300}`} {
			e := estimate(t, `{"model":"`+m.ID+`","request":`+request+`,"conversation":{"turns":3},"cache":{"policy":"incremental"}}`)
			if wrong := s.Validate(decoded(t, e)); len(wrong) > 0 {
				t.Fatalf("%s: %v", m.ID, wrong)
			}
			if priced := len(m.Prices) > 0; priced != (e.Cost != nil) {
				t.Errorf("%s: cost is %v, notes %+v", m.ID, e.Cost, e.Notes)
			}
		}
	}
}

// TestOverheadInAnEstimate: the chat format is input, a part of its own, billed and sent again with every turn.
func TestOverheadInAnEstimate(t *testing.T) {
	without, with := estimate(t, designExample), estimate(t, strings.Replace(designExample, `"user": 60,`, `"user": 60, "overhead": {"low": 8, "typical": 11, "high": 14, "trust": "estimate"},`, 1))
	if got := with.Context.Input - without.Context.Input; got != 11 || with.Context.Range.Input != (trust.Range[int64]{Low: 3268, High: 3274}) {
		t.Errorf("the input grows by %d, to %+v", got, with.Context.Range)
	}
	if got := with.Cost.PerRequest.String(); got != "0.0134275" { // 11 × 2.50 ÷ 1,000,000 more
		t.Errorf("a request costs %s", got)
	}
	if with.Context.Trust.Level != trust.Estimated || without.Context.Trust.Level == trust.Estimated {
		t.Errorf("trust is %+v and %+v", with.Context.Trust, without.Context.Trust)
	}
	var names []string
	for _, part := range with.Context.Parts {
		names = append(names, part.Name+" "+part.InputPercent)
	}
	if want := []string{"system 24.5", "documents 73.4", "overhead 0.34", "user 1.8", "reserved "}; !slices.Equal(names, want) {
		t.Errorf("parts %q, want %q", names, want)
	}

	talk := estimate(t, `{"window":{"context":10000},"prices":{"input":"1","output":"1"},"request":{"system":100,"user":10,"overhead":7,"output":5},"conversation":{"turns":3},"cache":{"policy":"prefix","start":"cold"}}`)
	if got := talk.Context.Input; got != 100+7+3*10+2*5 {
		t.Errorf("the third turn sends %d", got)
	}
	if talk.Usage.CachedInput != 107 {
		t.Errorf("%d are read from the cache, want the fixed part with the chat format", talk.Usage.CachedInput)
	}
	if !slices.ContainsFunc(talk.Notes, func(n Note) bool { return n.Code == "overhead-of-one-request" }) {
		t.Errorf("what later turns add is not said: %+v", talk.Notes)
	}
}
