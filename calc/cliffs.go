package calc

import (
	"strings"

	"threelimits/calc/cost"
)

// staleDays is the age from which a price should be checked again.
const staleDays = 60

// notesOnCost says what moves the bill, and what is not known about it.
func (e *evaluation) notesOnCost(p *priceSource) {
	if p.row != nil && !(p.own.Input.Given && p.own.Output.Given) {
		checked, ok := dayNumber(p.row.Source.Checked)
		used, _ := dayNumber(e.asOf)
		if age := used - checked; ok && age > staleDays {
			e.note("price-stale", p.row.Source.Checked, counted(int64(age), "day"))
		}
	}
	e.notesOnTiers(&p.list)
	if e.s.Cache.Policy != cost.NoCache {
		e.notesOnCache(&p.list)
	}
	c := e.out.Cost
	if c.PerDay == nil {
		e.note("traffic-missing")
	} else if e.s.Traffic.DaysPerMonth.Value == nil {
		e.note("days-assumed")
	}
	var rounded []string
	for i, amount := range []*cost.Decimal{c.PerRequest, c.PerDay, c.PerMonth} {
		if amount != nil && !amount.Terminates() {
			rounded = append(rounded, [...]string{"a request", "a day", "a month"}[i])
		}
	}
	if len(rounded) > 0 {
		e.note("rounded", strings.Join(rounded, " and of "))
	}
}

// notesOnTiers says where the price of a whole request jumps.
func (e *evaluation) notesOnTiers(list *cost.PriceList) {
	p := &e.at[mid]
	segments, last, input := p.bill.Segments, p.bill.Last(), p.conversation.Input(e.turns)
	for i := 1; i < len(segments); i++ {
		s := &segments[i]
		e.note("tier-crossed", grouped(s.First), tokenCount(s.InputTokensFrom), ratesText(&s.Rates, &segments[0].Rates))
	}
	if from := last.InputTokensFrom; from > 0 && len(segments) == 1 {
		rates := ratesText(&last.Rates, &list.Base)
		if near(input-from, from) {
			e.note("tier-applied/near", tokenCount(from), rates, tokenCount(input-from+1))
		} else {
			e.note("tier-applied", tokenCount(from), rates)
		}
	}
	for i := range list.Tiers {
		tier := &list.Tiers[i]
		if away := tier.InputTokensFrom - input; away > 0 && near(away, tier.InputTokensFrom) {
			e.note("tier-near", tokenCount(away), grouped(tier.InputTokensFrom), ratesText(&tier.Rates, &last.Rates))
		}
	}
	if e.at[low].bill.Last().InputTokensFrom != e.at[high].bill.Last().InputTokensFrom {
		e.note("tier-in-range")
	}
}

// ratesText names the rates of a tier beside those it replaces.
func ratesText(r, instead *cost.Rates) string {
	return fill("[in] for input and [out] for output, instead of [in] and [out] "+usdPerMTok,
		[]string{r.Input.String(), r.Output.String(), instead.Input.String(), instead.Output.String()})
}

func (e *evaluation) notesOnCache(list *cost.PriceList) {
	p := &e.at[mid]
	used := p.conversation.Usage(e.s.cache(), 1, e.turns)
	for _, item := range []cost.Item{cost.CachedInput, cost.CacheWrite} {
		if _, known := p.bill.Last().Rates.RateFor(item); !known && item.Of(used) > 0 {
			e.note("cache-price-unknown/" + item.String())
		}
	}
	if e.s.Cache.Start == "" {
		e.note("cache-start-assumed")
	}
	without := cost.NewBill(p.conversation, cost.Cache{}, *list)
	if p.bill.Total.Cmp(without.Total) > 0 {
		e.note("cache-dearer", p.bill.Total.String(), without.Total.String())
	}
	// Vendors say nothing where a prefix is too short to be cached.
	cached := p.conversation.Prefix
	if e.s.Cache.Policy == cost.Incremental {
		cached = p.conversation.Input(e.turns)
	}
	if m := e.model; m != nil && cached > 0 && cached < m.Cache.From {
		e.note("cache-below-minimum", tokenCount(cached), m.Name, grouped(m.Cache.From))
	}
}
