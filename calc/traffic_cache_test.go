package calc

import (
	"math"
	"strconv"
	"testing"

	"threelimits/calc/catalog"
)

// TestTrafficKeepsTheCache: what traffic keeps warm lies between what is cold and what is always warm, and is what the share of it says.
func TestTrafficKeepsTheCache(t *testing.T) {
	const request = `"prices":{"input":"10","output":"0","cachedInput":"1","cacheWrite":"12.5"},"request":{"system":1000000}`
	for _, test := range []struct {
		traffic, life, turns string
		seconds, perDay      float64
	}{
		{`"requestsPerDay":10`, "5m", "1", 300, 10},
		{`"requestsPerDay":10`, "1h", "1", 3600, 10},
		{`"conversationsPerDay":10`, "30m", "4", 1800, 10},
		{`"requestsPerDay":40`, "5m", "4", 300, 10},
		{`"requestsPerDay":100000`, "5m", "1", 300, 100000},
		{`"requestsPerDay":0`, "5m", "1", 300, 0},
	} {
		with := func(start string) Estimate {
			return estimate(t, `{`+request+`,"conversation":{"turns":`+test.turns+`},"traffic":{`+test.traffic+`},"cache":{"policy":"prefix","start":"`+start+`","life":"`+test.life+`"}}`)
		}
		cold, warm, traffic := with("cold").Cost.PerConversation.Float64(), with("warm").Cost.PerConversation.Float64(), with("traffic")
		share := -math.Expm1(-test.perDay * test.seconds / 86400)
		want := cold + share*(warm-cold)
		if got := traffic.Cost.PerConversation.Float64(); math.Abs(got-want) > 2e-5 {
			t.Errorf("%+v: %g, want %g between %g and %g", test, got, want, cold, warm)
		}
		found := ""
		for _, s := range traffic.Working {
			if s.Figure == "cost.found" {
				found = s.Value
			}
		}
		if percent, err := strconv.ParseFloat(found, 64); err != nil || math.Abs(percent-100*share) > 0.00006 {
			t.Errorf("%+v: the working says %q%%, want %g", test, found, 100*share)
		}
	}
}

// TestCacheLife: where a scenario says none, the life is the one that the model's vendor publishes, and 5 minutes where none is.
func TestCacheLife(t *testing.T) {
	published := map[int64]bool{}
	for _, m := range catalog.Models() {
		if len(m.Prices) == 0 || m.Prices[len(m.Prices)-1].List.Base.CachedInput == nil || m.Prices[len(m.Prices)-1].List.Base.CacheWrite == nil {
			continue
		}
		e := estimate(t, `{"model":"`+m.ID+`","request":{"system":9000,"user":9},"traffic":{"requestsPerDay":10},"cache":{"policy":"prefix","start":"traffic"}}`)
		seconds := m.Cache.Life
		if published[seconds] = true; seconds == 0 {
			seconds = 300
		}
		found := ""
		for _, s := range e.Working {
			if s.Figure == "cost.found" {
				found = s.Value
			}
		}
		want := 100 * -math.Expm1(-10*float64(seconds)/86400)
		if percent, err := strconv.ParseFloat(found, 64); err != nil || math.Abs(percent-want) > 0.00006 {
			t.Errorf("%s, %d s: the working says %q%%, want %g", m.ID, seconds, found, want)
		}
	}
	if !published[300] || !published[1800] || !published[0] {
		t.Errorf("lives %v: the catalogue has five minutes, half an hour and none", published)
	}
}

// TestNoSpeedTellsWhenABatchComes: of a model with or without a published time.
func TestNoSpeedTellsWhenABatchComes(t *testing.T) {
	for _, m := range catalog.Models() {
		e := estimate(t, `{"model":"`+m.ID+`","service":"batch","request":{"user":9,"output":350},"speed":{"ttft":0.6,"tokensPerSecond":80}}`)
		if e.Latency != nil || !hasNote(e, "batch-wait") || e.Turnaround != nil && e.Turnaround.Hours != 24 {
			t.Errorf("%s: %+v %+v", m.ID, e.Latency, e.Turnaround)
		}
	}
}
