package calc

import (
	"errors"
	"math/rand/v2"
	"strings"
	"testing"

	"threelimits/calc/fault"
	"threelimits/calc/fields"
	"threelimits/calc/internal/testkit"
)

func parse(tb testing.TB, object string) Scenario {
	tb.Helper()
	s, err := ParseScenario(testkit.Flatten(tb, object))
	if err != nil {
		tb.Fatalf("%s: %v", object, err)
	}
	return s
}

// fieldOf is where the error points, "" for none.
func fieldOf(err error) string {
	var e *fault.Error
	if !errors.As(err, &e) {
		return ""
	}
	return e.Field
}

func TestParseScenarioRejects(t *testing.T) {
	const badTokens = `{"request":{"system":`
	for _, test := range []struct{ object, field, says string }{
		{`{"sytem":1}`, "sytem", "a scenario takes model, encoding, asOf"},
		{`{"request":{"sytem":1}}`, "request.sytem", "request takes system, tools"},
		{`{"request":{"system":{"middle":1}}}`, "request.system.middle", "low, typical, high, trust"},
		{`{"__proto__":{"a":1}}`, "__proto__.a", "is not a field"},
		{`{"constructor":1}`, "constructor", "is not a field"},
		{`{"request.system":1, "request":{"system":1}}`, "request.system", "given twice"},
		{`{"request":{"system":{"low":1,"typical":1,"high":1}}, "request.system":1}`, "request.system", "given twice"},
		{`{"request.system":1, "request":{"system":{"low":1,"typical":1,"high":1}}}`, "request.system", "given twice"},
		{`{"request":5}`, "request", "must be an object"},
		{`{"request":null}`, "request", "must be an object"},
		{`{"request":[]}`, "request", "must be an object"},
		{`{"request":[1]}`, "request.0", "is not a field"},
		{`{"request":{"system":[]}}`, "request.system", "must be a number, not an array"},
		{`{"request":{"system":{}}}`, "request.system", "must be a number, not an object"},
		{badTokens + `"800"}}`, "request.system", "must be a number, not a string"},
		{badTokens + `true}}`, "request.system", "must be a number, not a boolean"},
		{badTokens + `null}}`, "request.system", "must be a number, not null"},
		{badTokens + `-1}}`, "request.system", "must not be negative"},
		{badTokens + `-1e-400}}`, "request.system", "must not be negative"},
		{badTokens + `1.5}}`, "request.system", "must be a whole number"},
		{badTokens + `1e-3}}`, "request.system", "must be a whole number"},
		{badTokens + `1e13}}`, "request.system", "at most 1,000,000,000,000"},
		{badTokens + `1e308}}`, "request.system", "at most 1,000,000,000,000"},
		{badTokens + `1e99999}}`, "request.system", "must be a number"},
		{badTokens + `1e999}}`, "request.system", "at most 1,000,000,000,000"},
		{badTokens + `1e-999}}`, "request.system", "30 decimals"},
		{badTokens + `1000000000001}}`, "request.system", "at most 1,000,000,000,000"},
		{`{"request":{"system":{"low":1,"high":3}}}`, "request.system.typical", "is missing"},
		{`{"request":{"system":{"low":2,"typical":1,"high":3}}}`, "request.system.low", "must not be above typical"},
		{`{"request":{"system":{"low":1,"typical":4,"high":3}}}`, "request.system.high", "must not be below typical"},
		{`{"request":{"system":{"low":-1,"typical":4,"high":5}}}`, "request.system.low", "negative"},
		{`{"request":{"system":{"trust":"exact"}}}`, "request.system.low", "is missing"},
		{`{"request":{"system":{"low":1,"typical":1,"high":1,"trust":"sure"}}}`, "request.system.trust", "must be"},
		{`{"request":{"system":{"low":1,"typical":1,"high":1,"trust":{}}}}`, "request.system.trust", "must be"},
		{`{"request":{"system":{"low":1,"typical":1,"high":1,"trust":{"level":"exact"}}}}`, "request.system.trust.level", "is not a field"},
		{`{"request":{"maxTokens":{"low":1,"typical":1,"high":1}}}`, "request.maxTokens.high", "is not a field"},
		{`{"prices":{"input":2.5}}`, "prices.input", `such as "2.50"`},
		{`{"prices":{"input":"-1"}}`, "prices.input", "no sign"},
		{`{"prices":{"input":"1e3"}}`, "prices.input", "no exponent"},
		{`{"prices":{"input":"NaN"}}`, "prices.input", "is not a decimal"},
		{`{"prices":{"input":null}}`, "prices.input", "must be USD"},
		{`{"prices":{"cachedInput":false}}`, "prices.cachedInput", "or null"},
		{`{"prices":{"batch":"1"}}`, "prices.batch", "prices takes input, cachedInput, cacheWrite, output"},
		{`{"window":{"context":0}}`, "window.context", "must be at least 1"},
		{`{"window":{"context":null}}`, "window.context", "must be a number"},
		{`{"window":{"maxInput":0}}`, "window.maxInput", "must be at least 1"},
		{`{"conversation":{"turns":0}}`, "conversation.turns", "must be at least 1"},
		{`{"conversation":{"turns":1.5}}`, "conversation.turns", "must be a whole number"},
		{`{"conversation":{"turns":2000000000}}`, "conversation.turns", "at most 1,000,000,000"},
		{`{"cache":{"policy":"all"}}`, "cache.policy", `"none", "prefix" or "incremental"`},
		{`{"cache":{"policy":1}}`, "cache.policy", `"none", "prefix" or "incremental"`},
		{`{"cache":{"start":"hot"}}`, "cache.start", `"cold", "warm" or "traffic"`},
		{`{"cache":{"ttl":5}}`, "cache.ttl", "cache takes policy, start"},
		{`{"traffic":{"requestsPerDay":1,"conversationsPerDay":1}}`, "traffic.conversationsPerDay", "T requests"},
		{`{"traffic":{"requestsPerDay":-1}}`, "traffic.requestsPerDay", "negative"},
		{`{"traffic":{"daysPerMonth":32}}`, "traffic.daysPerMonth", "at most 31"},
		{`{"speed":{"tokensPerSecond":0}}`, "speed.tokensPerSecond", "more than 0"},
		{`{"speed":{"tokensPerSecond":1e-300}}`, "speed.tokensPerSecond", "30 decimals"},
		{`{"speed":{"ttft":-0.1}}`, "speed.ttft", "negative"},
		{`{"speed":{"ttft":1e9}}`, "speed.ttft", "at most 1,000,000"},
		{`{"model":""}`, "model", "must be a model's id"},
		{`{"model":5}`, "model", "must be a model's id"},
		{`{"asOf":"2026-02-29"}`, "asOf", "must be a date"},
		{`{"asOf":"2026-1-1"}`, "asOf", "must be a date"},
		{`{"asOf":20260101}`, "asOf", "must be a date"},
		{`{"conversation":{"turns":1000000000},"request":{"user":1000000000000}}`, "conversation.turns", "more than 9,007,199,254,740,991 tokens"},
	} {
		_, err := ParseScenario(testkit.Flatten(t, test.object))
		if field := fieldOf(err); field != test.field || !strings.Contains(err.Error(), test.says) {
			t.Errorf("%s\n  got  %q: %v\n  want %q: … %s …", test.object, field, err, test.field, test.says)
		}
	}
}

// TestParseScenarioNumbers: numbers no JSON has, but JavaScript does.
func TestParseScenarioNumbers(t *testing.T) {
	for text, says := range map[string]string{
		"1e-31": "30 decimals", "NaN": "finite", "Infinity": "finite", "-Infinity": "finite", "": "must be a number", "1e": "must be a number",
		".5": "must be a number", "1.": "must be a number", "0x1": "must be a number", "1_0": "must be a number",
		"--1": "must be a number", "1e+-3": "must be a number", strings.Repeat("1", 1e6): "too long",
	} {
		_, err := ParseScenario([]fields.Field{{Path: "speed.ttft", Kind: "number", Text: text}})
		if err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%.20q: %v, want %q", text, err, says)
		}
	}
	for text, want := range map[string]string{
		"0.6": "0.6", "-0": "0", "1e-7": "0.0000001", "1e+3": "1000", "2.50E0": "2.5", "0e999": "0", "4.975": "4.975", "0.0001e4": "1",
		"0.000000000000000000000000000001": "0.000000000000000000000000000001", "-0.0e5": "0",
	} {
		s, err := ParseScenario([]fields.Field{{Path: "speed.ttft", Kind: "number", Text: text}})
		if err != nil || s.Speed.TTFT.Value.String() != want {
			t.Errorf("%q: %v, %v; want %s", text, s.Speed.TTFT.Value, err, want)
		}
	}
}

func TestParseScenarioMessagesStayShort(t *testing.T) {
	_, err := ParseScenario([]fields.Field{{Path: strings.Repeat("é", 1e5), Kind: "number", Text: "1"}})
	if err == nil || len(err.Error()) > 300 || strings.ContainsRune(err.Error(), '�') {
		t.Errorf("%.400q", err)
	}
}

// TestParseScenarioOrder: the order of the fields changes nothing.
func TestParseScenarioOrder(t *testing.T) {
	fields := testkit.Flatten(t, designExample)
	want := string(jsonOf(mustEvaluate(t, parse(t, designExample))))
	for range 20 {
		rand.Shuffle(len(fields), func(i, j int) { fields[i], fields[j] = fields[j], fields[i] })
		s, err := ParseScenario(fields)
		if err != nil {
			t.Fatal(err)
		}
		if got := string(jsonOf(mustEvaluate(t, s))); got != want {
			t.Fatalf("%v gives %s", fields, got)
		}
	}
}

// FuzzParseScenario: whatever the fields, an error that names one of them, or a scenario with a valid estimate.
func FuzzParseScenario(f *testing.F) {
	for _, object := range append(manyScenarios(f)[:20], brokenScenarios(f)[:20]...) {
		var lines []string
		for _, field := range testkit.Flatten(f, object) {
			lines = append(lines, field.Path+"\t"+field.Kind+"\t"+field.Text)
		}
		f.Add(strings.Join(lines, "\n"))
	}
	s := testkit.ReadSchema(f, "estimate")
	f.Fuzz(func(t *testing.T, text string) {
		var leaves []fields.Field
		for line := range strings.SplitSeq(text, "\n") {
			parts := strings.SplitN(line+"\t\t", "\t", 3)
			leaves = append(leaves, fields.Field{Path: parts[0], Kind: parts[1], Text: strings.TrimSuffix(parts[2], "\t\t")})
		}
		scenario, err := ParseScenario(leaves)
		if err != nil {
			if e := err.(*fault.Error); e.Code != fault.BadScenario || e.Message == "" || len(e.Message) > 500 {
				t.Fatalf("%+v", e)
			}
			return
		}
		e, err := Evaluate(scenario, testkit.Today)
		if err != nil {
			if code := err.(*fault.Error).Code; code != fault.UnknownModel {
				t.Fatal(err)
			}
			return
		}
		if wrong := s.Validate(decoded(t, e)); len(wrong) > 0 {
			t.Fatalf("%q: %v", leaves, wrong)
		}
	})
}
