package calc

import (
	"strings"

	"threelimits/calc/catalog"
	"threelimits/calc/cost"
	"threelimits/calc/dates"
	"threelimits/calc/decimal"
	"threelimits/calc/spell"
)

// notesOnCost says what moves the bill, and what is not known about it.
func (e *evaluation) notesOnCost(p *priceSource) {
	if p.row != nil && !(p.own.Input.Given && p.own.Output.Given) {
		if code, terms := p.row.Source.Stale(e.asOf); code != "" {
			e.note(code, terms...)
		}
	}
	e.notesOnChanges(p)
	e.notesOnTiers(&p.list)
	e.notesOnUnits(p)
	if e.s.Cache.Policy != cost.NoCache {
		e.notesOnCache(p)
	}
	c := e.out.Cost
	if e.turns > 1 {
		e.note("per-request-mean", spell.Grouped(e.turns), e.lastCall(p).String())
	}
	if c.PerDay == nil {
		e.note("traffic-missing")
	} else if e.s.Traffic.DaysPerMonth.Value == nil {
		e.note("days-assumed")
	}
	var rounded []string
	for i, amount := range []*decimal.Decimal{c.PerRequest, c.PerDay, c.PerMonth} {
		if amount != nil && !amount.Terminates() {
			rounded = append(rounded, [...]string{"a request", "a day", "a month"}[i])
		}
	}
	if len(rounded) > 0 {
		e.note("rounded", strings.Join(rounded, " and of "))
	}
}

// lastCall is what the last call of a conversation costs, without what is stored.
func (e *evaluation) lastCall(p *priceSource) *decimal.Decimal {
	u := e.at[mid].conversation.Usage(e.cache(), e.turns, e.turns)
	u.Searches = e.at[mid].conversation.Searches
	return cost.Charge(u, &p.list).Total
}

// notesOnTiers says where the price of a whole request jumps.
func (e *evaluation) notesOnTiers(list *cost.PriceList) {
	p := &e.at[mid]
	segments, last, input := p.bill.Segments, p.bill.Last(), p.conversation.Input(e.turns)
	for i := 1; i < len(segments); i++ {
		s := &segments[i]
		e.note("tier-crossed", spell.Grouped(s.First), tokenCount(s.InputTokensFrom), s.Rates.InsteadOf(&segments[0].Rates))
	}
	if from := last.InputTokensFrom; from > 0 && len(segments) == 1 {
		rates := last.Rates.InsteadOf(&list.Base)
		if near(input-from, from) {
			e.note("tier-applied/near", tokenCount(from), rates, tokenCount(input-from+1))
		} else {
			e.note("tier-applied", tokenCount(from), rates)
		}
	}
	for i := range list.Tiers {
		tier := &list.Tiers[i]
		if away := tier.InputTokensFrom - input; away > 0 && near(away, tier.InputTokensFrom) {
			terms := []string{tokenCount(away), spell.Grouped(tier.InputTokensFrom), tier.Rates.InsteadOf(&last.Rates)}
			if e.turns > 1 {
				e.note("tier-near", terms...)
				continue
			}
			there := p.conversation
			there.Prefix += away
			e.note("tier-near/amounts", append(terms, cost.NewBill(there, e.cache(), *list).Total.String(), p.bill.Total.String())...)
		}
	}
	if e.at[low].bill.Last().InputTokensFrom != e.at[high].bill.Last().InputTokensFrom {
		e.note("tier-in-range")
	}
}

func (e *evaluation) notesOnCache(prices *priceSource) {
	p, cache := &e.at[mid], e.cache()
	used := p.conversation.Usage(cache, 1, e.turns)
	for _, item := range []cost.Item{cost.CachedInput, cost.CachedAudio, cost.CachedImage, cost.CacheWrite, cost.CacheWriteHour} {
		if _, known := p.bill.Last().Rates.RateFor(item); !known && item.Of(&used) > 0 {
			e.note("cache-price-unknown/" + item.String())
		}
	}
	if e.s.Cache.Start == "" {
		e.note("cache-start-assumed")
	}
	e.noteOnWarm(prices)
	without := cost.NewBill(p.conversation, cost.Cache{}, prices.list)
	if p.bill.Total.Cmp(without.Total) > 0 {
		e.note("cache-dearer", p.bill.Total.String(), without.Total.String())
	}
	// Vendors say nothing where a prefix is too short to be cached.
	cached := p.conversation.Prefix
	if cache.Policy == cost.Incremental {
		cached = p.conversation.Input(1)
	}
	most := p.conversation.Input(e.turns)
	switch m := e.model; {
	case cached == 0 && most == 0 || cached >= cache.From:
	case cache.Policy == cost.Incremental && most >= cache.From:
		e.note("cache-below-minimum/first", m.Name, spell.Grouped(cache.From), tokenCount(cached))
	case cached > 0:
		e.note("cache-below-minimum", tokenCount(max(cached, 0)), m.Name, spell.Grouped(cache.From))
	}
	if hours := cache.StoredHours; hours != nil && !hours.IsZero() && prices.list.Storage == nil {
		e.note("storage-price-unknown")
	}
}

// soonDays is how long before a change of prices is worth a word.
const soonDays = 120

// notesOnStage says that the model does not exist yet on the day, is about to go, or is gone.
func (e *evaluation) notesOnStage(m *catalog.Model) {
	if code, text := m.StageNote(e.asOf); code != "" {
		e.note(code, text)
	}
}

// notesOnChanges says that the price is about to change, or was to pass.
func (e *evaluation) notesOnChanges(p *priceSource) {
	row := p.row
	if row == nil || p.own.Input.Given && p.own.Output.Given {
		return
	}
	next := e.model.Next(e.asOf)
	switch {
	case next != nil && next.From > e.today && next.List.Base.Input != nil && next.List.Base.Output != nil:
		day, _ := dates.Number(next.From)
		if used, _ := dates.Number(e.asOf); day-used <= soonDays {
			e.note("price-changes", next.From, next.List.Base.InsteadOf(&row.List.Base))
		}
	case next != nil || row.Until == "" || e.asOf > e.today:
	case row.Until < e.asOf:
		e.note("promotion-over", row.Until, row.Source.Checked)
	default:
		e.note("promotion-ends", row.Until)
	}
}

// subject is the model in a sentence, or what stands in its place.
func (e *evaluation) subject() string {
	if e.model == nil {
		return "this model"
	}
	return e.model.Name
}

// notesOnUnits says what is asked for and has no price of its own.
func (e *evaluation) notesOnUnits(p *priceSource) {
	for _, c := range p.changes {
		if last := e.at[mid].bill.Last(); c.By.ShortOnly && last.InputTokensFrom > 0 {
			e.note("service-short-only", c.Name, tokenCount(last.InputTokensFrom))
		}
	}
	if n := e.s.Request.WebSearches.Value; n != nil && !n.IsZero() && p.list.Search == nil {
		e.note("search-price-unknown", e.subject())
	}
	r := &e.at[mid].bill.Last().Rates
	if e.at[high].Audio > 0 && r.Audio.Input == nil {
		e.note("media-price-unknown/audio", e.subject())
	}
}
