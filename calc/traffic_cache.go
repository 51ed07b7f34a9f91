package calc

import (
	"math"

	"threelimits/calc/cost"
	"threelimits/calc/decimal"
	"threelimits/calc/spell"
	"threelimits/calc/trust"
)

// life is how long a cache keeps what is not used, in seconds: as the scenario says, or else the model's vendor.
func (e *evaluation) life() int64 {
	switch e.s.Cache.Life {
	case "5m":
		return fiveMinutes
	case "30m":
		return 1800
	case "1h":
		return 3600
	}
	if e.model != nil && e.model.Cache.Life > 0 {
		return e.model.Cache.Life
	}
	return fiveMinutes // the shortest that any vendor publishes
}

const fiveMinutes = 300

// lifeWords is life in words.
func (e *evaluation) lifeWords() string {
	if minutes := e.life() / 60; minutes != 60 {
		return spell.Grouped(minutes) + " minutes"
	}
	return "1 hour"
}

const secondsPerDay = 86_400

// conversationsPerDay is nil where the scenario says no traffic.
func (s *Scenario) conversationsPerDay() *decimal.Decimal {
	if t := &s.Traffic; t.RequestsPerDay.Value != nil {
		return t.RequestsPerDay.Value.Quo(s.turns())
	}
	return s.Traffic.ConversationsPerDay.Value
}

// expected is how many of a million conversations find the fixed part in the cache: those that begin within its life of another one. They are taken
// to come at random, at the same rate all day (a Poisson process: 1 − e^(−rate × life)), and to follow one another's calls within that life.
func (e *evaluation) expected() (perMillion int64, known bool) {
	perDay := e.s.conversationsPerDay()
	if perDay == nil {
		return 0, false
	}
	within := perDay.Float64() * float64(e.life()) / secondsPerDay
	return int64(math.Round(-math.Expm1(-within) * cost.AllFound)), true
}

// found is what a start "traffic" makes of it: none without traffic.
func (e *evaluation) found() int64 {
	if e.s.Cache.Start != "traffic" {
		return 0
	}
	perMillion, _ := e.expected()
	return perMillion
}

var poisson = &origin{source: "Conversations taken to come at random, at the same rate all day: 1 − e^(−rate × life) of them begin within the cache's life of another",
	url: "https://en.wikipedia.org/wiki/Poisson_point_process"}

// explainFound is the working of what traffic keeps in the cache.
func (e *evaluation) explainFound() {
	if e.s.Cache.Start != "traffic" || e.s.Cache.Policy == cost.NoCache {
		return
	}
	perMillion, known := e.expected()
	if !known {
		e.note("cache-start-traffic-missing")
		return
	}
	percent := decimal.Digits(spell.Plain(perMillion), 4).String()
	e.explain("cost.found", "Conversations that find the fixed part in the cache", "%", poisson,
		"(1 − e^(−[conversations a day] × [life in seconds] ÷ 86,400)) × 100", percent,
		spell.Digits(e.s.conversationsPerDay().String()), spell.Grouped(e.life()))
	e.note("cache-start-traffic", spell.Digits(percent), e.lifeWords())
	e.out.Cost.Trust.Because(trust.Estimated, "How often the cache is found warm is expected from the traffic, taken to come at random all day.")
}

// noteOnWarm says that the traffic hardly keeps warm what is taken to be always warm.
func (e *evaluation) noteOnWarm(prices *priceSource) {
	perMillion, known := e.expected()
	if e.s.Cache.Start != "warm" || !known || perMillion > cost.AllFound*9/10 {
		return
	}
	p, cache := &e.at[mid], e.cache()
	cache.Warm, cache.Found = false, perMillion
	there := cost.NewBill(p.conversation, cache, prices.list)
	if there.Total.Cmp(p.bill.Total) == 0 {
		return
	}
	e.note("cache-warm-unlikely", spell.Digits(decimal.Digits(spell.Plain(perMillion), 4).String()), e.lifeWords(),
		there.Total.String(), p.bill.Total.String())
}
