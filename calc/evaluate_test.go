package calc

import (
	"encoding/json"
	"errors"
	"math/big"
	"slices"
	"strings"
	"testing"
	"time"

	"threelimits/calc/catalog"
	"threelimits/calc/fault"
	"threelimits/calc/internal/testkit"
	"threelimits/calc/spell"
	"threelimits/calc/trust"
	"threelimits/calc/wire"
)

// designExample is the scenario that tests and measurements share, without its model, so that only the given numbers count.
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

// TestDesignExample: the shared example to the last digit, with and without the model it names.
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
	if text := string(jsonOf(estimate(t, designExample))); !strings.Contains(text, `"total":4.975,`) {
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
	if text := string(jsonOf(e)); !strings.Contains(text, `"total":2000000000001000000,`) || strings.ContainsAny(text, "NI\\") && strings.Contains(text, "NaN") {
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

// jsonOf is an estimate as the page gets it.
func jsonOf(e Estimate) []byte { return wire.Append(nil, &e) }
