package calc

import (
	"encoding/json"
	"math/rand/v2"
	"strings"
	"testing"

	"threelimits/calc/catalog"
)

// object is a JSON object under construction.
type object = map[string]any

// manyScenarios draws scenarios that are accepted: every group and field, missing and given, small and large. The same
// ones each time.
func manyScenarios(tb testing.TB) []string {
	r := rand.New(rand.NewPCG(20, 26))
	list := []string{`{}`, designExample, `{"prices":{},"window":{},"request":{"notCounted":2},"conversation":{},"cache":{},"traffic":{},"speed":{}}`}
	for range 300 {
		list = append(list, marshal(tb, randomScenario(r)))
	}
	return list
}

func marshal(tb testing.TB, o object) string {
	text, err := json.Marshal(o)
	if err != nil {
		tb.Fatal(err)
	}
	return string(text)
}

func randomScenario(r *rand.Rand) object {
	o := object{}
	maybe := func(chance float64, o object, name string, value any) {
		if r.Float64() < chance {
			o[name] = value
		}
	}
	models := catalog.Models()
	maybe(0.6, o, "model", models[r.IntN(len(models))].ID)
	maybe(0.1, o, "encoding", "mine")
	maybe(0.2, o, "model", []string{ // with rules of every kind
		"anthropic/claude-opus-4-8", "openai/gpt-5.5", "openai/gpt-4.1", "google/gemini-2.5-flash", "google/gemini-3.1-pro-preview", "deepseek/deepseek-flash",
		"openai/gpt-realtime-2.1",
	}[r.IntN(7)])
	maybe(0.3, o, "asOf", []string{"2024-01-31", "2026-07-29", "2026-07-30", "2026-11-23", "2027-06-01"}[r.IntN(5)])
	if r.IntN(2) == 0 {
		prices := object{}
		o["prices"] = prices
		maybe(0.8, prices, "input", randomRate(r))
		maybe(0.8, prices, "output", randomRate(r))
		maybe(0.6, prices, "cachedInput", orNull(r, randomRate(r)))
		maybe(0.6, prices, "cacheWrite", orNull(r, randomRate(r)))
	}
	if r.IntN(2) == 0 {
		window := object{}
		o["window"] = window
		maybe(0.8, window, "context", 1+randomTokens(r))
		maybe(0.5, window, "maxInput", orNull(r, 1+randomTokens(r)))
		maybe(0.5, window, "maxOutput", orNull(r, 1+randomTokens(r)))
	}
	request := object{}
	o["request"] = request
	for _, name := range []string{"system", "tools", "documents", "history", "user", "overhead", "output", "reasoning"} {
		maybe(0.6, request, name, randomCount(r))
	}
	maybe(0.4, request, "maxTokens", randomTokens(r))
	maybe(0.2, request, "audio", randomCount(r))
	maybe(0.2, request, "images", randomCount(r))
	maybe(0.2, request, "webSearches", randomNumber(r, 9))
	maybe(0.3, request, "toolUse", []string{"none", "auto", "any"}[r.IntN(3)])
	maybe(0.4, o, "service", []string{"standard", "batch", "flex", "priority"}[r.IntN(4)])
	maybe(0.3, o, "atTime", []string{"00:00", "02:30", "07:05", "23:59"}[r.IntN(4)])
	maybe(0.5, o, "conversation", object{"turns": 1 + r.IntN(1<<r.IntN(12))})
	if r.IntN(2) == 0 {
		cache := object{"policy": []string{"none", "prefix", "incremental"}[r.IntN(3)]}
		o["cache"] = cache
		maybe(0.6, cache, "start", []string{"cold", "warm", "traffic"}[r.IntN(3)])
		maybe(0.3, cache, "life", []string{"5m", "1h"}[r.IntN(2)])
		maybe(0.2, cache, "storedHours", randomNumber(r, 24))
	}
	traffic := object{}
	maybe(0.6, o, "traffic", traffic)
	maybe(0.8, traffic, []string{"requestsPerDay", "conversationsPerDay"}[r.IntN(2)], randomNumber(r, 1e6))
	maybe(0.5, traffic, "daysPerMonth", []any{0, 21.67, 30, 30.4, 31}[r.IntN(5)])
	speed := object{}
	maybe(0.7, o, "speed", speed)
	maybe(0.9, speed, "ttft", randomNumber(r, 5))
	maybe(0.9, speed, "tokensPerSecond", json.Number([]string{"80", "30", "33.3", "0.5", "1e3", "7"}[r.IntN(6)]))
	return o
}

func randomRate(r *rand.Rand) string {
	return []string{"0", "2.50", "0.25", "3.125", "15", "0.075", "0.000001", "12.3456789", "999999999999"}[r.IntN(9)]
}

func randomNumber(r *rand.Rand, most float64) any {
	return []any{0, r.IntN(10), json.Number("0.6"), json.Number("1.25"), float64(r.IntN(int(most*4))) / 4}[r.IntN(5)]
}

func orNull(r *rand.Rand, value any) any {
	if r.IntN(3) == 0 {
		return nil
	}
	return value
}

func randomTokens(r *rand.Rand) int64 {
	if r.IntN(6) == 0 {
		return 0
	}
	return r.Int64N(1 << (1 + r.IntN(21)))
}

func randomCount(r *rand.Rand) any {
	if r.IntN(3) > 0 {
		return randomTokens(r)
	}
	low := randomTokens(r)
	typical := low + r.Int64N(low+2)
	count := object{"low": low, "typical": typical, "high": typical + r.Int64N(low+2)}
	if r.IntN(2) == 0 {
		count["trust"] = []string{"exact", "assumed", "estimate"}[r.IntN(3)]
	}
	if models := catalog.Models(); r.IntN(3) == 0 {
		count["countedFor"] = models[r.IntN(len(models))].ID
	}
	return count
}

// brokenScenarios puts one value where it does not belong into scenarios that are accepted.
func brokenScenarios(tb testing.TB) []string {
	r := rand.New(rand.NewPCG(5, 5))
	names := []string{
		"model", "encoding", "asOf", "prices", "prices.input", "prices.cachedInput", "prices.output", "prices.batch", "window",
		"window.context", "window.maxInput", "request", "request.system", "request.output", "request.maxTokens",
		"request.video", "request.audio", "request.toolUse", "request.webSearches", "service", "atTime", "cache.life", "cache.storedHours", "conversation.turns", "conversation.pause", "cache.policy", "cache.start", "cache.ttl",
		"traffic.requestsPerDay", "traffic.conversationsPerDay", "traffic.daysPerMonth", "speed.ttft", "speed.tokensPerSecond", "extra",
	}
	values := []any{
		nil, true, "", "x", "2.50", "-1", "1e3", -1, 0, 1, 1.5, 1e13, 1e308, json.Number("0.0000001"), []any{}, []any{1}, object{"x": 1},
		object{"low": 1, "typical": 2}, object{"low": 1, "typical": 2, "high": 3, "trust": "sure"}, object{"low": 1, "typical": 2, "high": 3, "countedFor": ""}, "none", "warm", "2026-11-23",
	}
	var list []string
	for range 300 {
		o := randomScenario(r)
		group, name, nested := strings.Cut(names[r.IntN(len(names))], ".")
		value := values[r.IntN(len(values))]
		if !nested {
			o[group] = value
		} else if inner, ok := o[group].(object); ok {
			inner[name] = value
		} else {
			o[group] = object{name: value}
		}
		list = append(list, marshal(tb, o))
	}
	return list
}
