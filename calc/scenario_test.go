package calc

import (
	"encoding/json"
	"errors"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// flatten does what the page does: the leaves of a JSON object as fields.
func flatten(tb testing.TB, object string) []Field {
	tb.Helper()
	d := json.NewDecoder(strings.NewReader(object))
	d.UseNumber()
	var root map[string]any
	if err := d.Decode(&root); err != nil {
		tb.Fatalf("%s: %v", object, err)
	}
	return leaves(nil, "", root)
}

func leaves(fields []Field, path string, value any) []Field {
	switch v := value.(type) {
	case map[string]any:
		if len(v) == 0 && path != "" {
			return append(fields, Field{path, "object", ""})
		}
		names := make([]string, 0, len(v))
		for name := range v {
			names = append(names, name)
		}
		slices.Sort(names)
		for _, name := range names {
			inner := name
			if path != "" {
				inner = path + "." + name
			}
			fields = leaves(fields, inner, v[name])
		}
		return fields
	case []any:
		if len(v) == 0 {
			return append(fields, Field{path, "array", ""})
		}
		for i, element := range v {
			fields = leaves(fields, path+"."+strconv.Itoa(i), element)
		}
		return fields
	case json.Number:
		return append(fields, Field{path, "number", v.String()})
	case string:
		return append(fields, Field{path, "string", v})
	case bool:
		return append(fields, Field{path, "boolean", strconv.FormatBool(v)})
	}
	return append(fields, Field{path, "null", ""})
}

func parse(tb testing.TB, object string) Scenario {
	tb.Helper()
	s, err := ParseScenario(flatten(tb, object))
	if err != nil {
		tb.Fatalf("%s: %v", object, err)
	}
	return s
}

// fieldOf is where the error points, "" for none.
func fieldOf(err error) string {
	var e *Error
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
		{`{"cache":{"start":"hot"}}`, "cache.start", `"cold" or "warm"`},
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
		_, err := ParseScenario(flatten(t, test.object))
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
		_, err := ParseScenario([]Field{{"speed.ttft", "number", text}})
		if err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%.20q: %v, want %q", text, err, says)
		}
	}
	for text, want := range map[string]string{
		"0.6": "0.6", "-0": "0", "1e-7": "0.0000001", "1e+3": "1000", "2.50E0": "2.5", "0e999": "0", "4.975": "4.975", "0.0001e4": "1",
		"0.000000000000000000000000000001": "0.000000000000000000000000000001", "-0.0e5": "0",
	} {
		s, err := ParseScenario([]Field{{"speed.ttft", "number", text}})
		if err != nil || s.Speed.TTFT.Value.String() != want {
			t.Errorf("%q: %v, %v; want %s", text, s.Speed.TTFT.Value, err, want)
		}
	}
}

func TestParseScenarioMessagesStayShort(t *testing.T) {
	_, err := ParseScenario([]Field{{strings.Repeat("é", 1e5), "number", "1"}})
	if err == nil || len(err.Error()) > 300 || strings.ContainsRune(err.Error(), '�') {
		t.Errorf("%.400q", err)
	}
}

// TestParseScenarioOrder: the order of the fields changes nothing.
func TestParseScenarioOrder(t *testing.T) {
	fields := flatten(t, designExample)
	want := string(mustEvaluate(t, parse(t, designExample)).AppendJSON(nil))
	for range 20 {
		rand.Shuffle(len(fields), func(i, j int) { fields[i], fields[j] = fields[j], fields[i] })
		s, err := ParseScenario(fields)
		if err != nil {
			t.Fatal(err)
		}
		if got := string(mustEvaluate(t, s).AppendJSON(nil)); got != want {
			t.Fatalf("%v gives %s", fields, got)
		}
	}
}

func TestDayNumber(t *testing.T) {
	last := -1
	for _, date := range []string{"0000-03-01", "1999-12-31", "2000-01-01", "2000-02-28", "2000-02-29", "2000-03-01", "2026-11-23", "9999-12-31"} {
		n, ok := dayNumber(date)
		if !ok || n <= last {
			t.Errorf("%s is %d, %v", date, n, ok)
		}
		last = n
	}
	for from, to := range map[string]string{"2026-02-28": "2026-03-01", "2024-02-29": "2024-03-01", "2026-12-31": "2027-01-01", "2100-02-28": "2100-03-01"} {
		a, _ := dayNumber(from)
		if b, _ := dayNumber(to); b-a != 1 {
			t.Errorf("%s and %s are %d days apart", from, to, b-a)
		}
	}
	for _, date := range []string{"", "2026", "2026-13-01", "2026-00-10", "2026-04-31", "2100-02-29", "2026-11-1", "2026/11/01", "２026-11-01"} {
		if _, ok := dayNumber(date); ok {
			t.Errorf("%q is taken for a date", date)
		}
	}
}
