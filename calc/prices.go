package calc

import (
	"threelimits/calc/catalog"
	"threelimits/calc/cost"
	"threelimits/calc/decimal"
	"threelimits/calc/spell"
	"threelimits/calc/trust"
)

// priceSource is the prices that hold and where they come from.
type priceSource struct {
	list cost.PriceList
	row  *catalog.PriceRow // nil: the catalogue has none for that day
	own  *OwnPrices

	quote    catalog.Quote         // the catalogue's, where row is there
	standard cost.PriceList        // before service and hour
	service  catalog.Service       // that is applied
	changes  []catalog.PriceChange // that are
}

// prices is the model's row of the day with the scenario's own rates in its place. It returns false, and adds a note, where
// an input or output price is missing.
func (e *evaluation) prices(p *priceSource) bool {
	p.own = &e.s.Prices
	if e.model != nil {
		if q, known := e.model.QuoteAt(e.asOf, catalog.MinuteOf(e.s.AtTime), e.s.Service); known {
			p.quote, p.row, p.list = q, q.Row, q.Row.List
		}
	}
	if p.own.any() {
		if len(p.list.Tiers) > 0 {
			e.note("tiers-suspended", e.model.Name)
		}
		p.list.Tiers = nil
	}
	base := &p.list.Base
	p.own.Input.replace(&base.Input)
	p.own.CachedInput.replace(&base.CachedInput)
	p.own.CacheWrite.replace(&base.CacheWrite)
	p.own.Output.replace(&base.Output)
	if base.Input != nil && base.Output != nil {
		return true
	}
	e.noteNoPrices(base)
	return false
}

// serve applies the hour of the day and the service. Prices of one's own hold for all of them.
func (e *evaluation) serve(p *priceSource) {
	p.standard = p.list
	asked := e.s.Service != catalog.Standard || e.s.AtTime != ""
	switch {
	case !asked:
	case p.own.any():
		e.note("service-own-prices")
	case e.model != nil:
		p.list, p.service, p.changes = p.quote.List, p.quote.Service, p.quote.Changes
		e.notesOnQuote(&p.quote)
	}
}

// notesOnQuote says what the hour and the service change, or that nothing is known of them.
func (e *evaluation) notesOnQuote(q *catalog.Quote) {
	switch {
	case e.s.AtTime == "":
	case e.model.HoursOn(e.asOf) == nil:
		e.note("hours-unpublished", e.model.Name)
	case q.Peak:
		e.note("hours-applied", e.s.AtTime, e.asOf)
	}
	if q.Service != e.s.Service {
		e.note("service-unpublished", e.s.Service.String(), e.model.Name)
	}
}

// serviceRule is that of the service asked for; nil where none is known.
func (e *evaluation) serviceRule() *catalog.ServiceRule {
	if e.model == nil {
		return nil
	}
	return e.model.Services[e.s.Service]
}

func (r *Rate) replace(rate **decimal.Decimal) {
	if r.Given {
		*rate = r.USDPerMTok
	}
}

func (e *evaluation) noteNoPrices(base *cost.Rates) {
	switch m := e.model; {
	case base.Input != nil:
		e.note("prices-incomplete/output")
	case base.Output != nil:
		e.note("prices-incomplete/input")
	case m == nil:
		e.note("prices-missing")
	case len(m.Prices) == 0:
		e.note("prices-unpublished", m.Name)
	default:
		e.note("prices-unknown-then", m.Name, e.asOf, m.Prices[0].From)
	}
}

// from is the first day of the row, where any rate comes from it.
func (p *priceSource) from() string {
	if own := p.own; p.row == nil || own.Input.Given && own.Output.Given && own.CachedInput.Given && own.CacheWrite.Given {
		return ""
	}
	return p.row.From
}

// origin says where the rate of an item comes from.
func (p *priceSource) origin(item cost.Item) *origin {
	own := false
	switch item {
	case cost.Input:
		own = p.own.Input.Given
	case cost.CachedInput:
		own = p.own.CachedInput.Given
	case cost.CacheWrite:
		own = p.own.CacheWrite.Given
	case cost.Output, cost.Reasoning:
		own = p.own.Output.Given
	}
	if own || p.row == nil {
		return yours
	}
	return published(&p.row.Source)
}

// changeOf is how a service changes what an item costs.
func changeOf(s *cost.Service, item cost.Item) cost.Change {
	switch item {
	case cost.Input, cost.AudioInput, cost.ImageInput:
		return s.Input
	case cost.CachedInput, cost.CachedAudio, cost.CachedImage:
		return s.CachedInput
	case cost.CacheWrite, cost.CacheWriteHour:
		return s.CacheWrite
	case cost.Output, cost.Reasoning:
		return s.Output
	}
	return cost.Change{}
}

// explainRate shows a rate: as published, or as a multiple of what the standard service costs in the same tier.
func (e *evaluation) explainRate(figure, label string, p *priceSource, item cost.Item, usd *decimal.Decimal, inputTokensFrom int64) {
	unit := usdPerMTok
	switch item {
	case cost.WebSearch:
		unit = "USD per 1,000 searches"
	case cost.CacheStorage:
		unit = "USD per 1,000,000 tokens and hour"
	}
	rates, _ := p.standard.At(inputTokensFrom)
	standard, _ := rates.RateFor(item)
	from := p.origin(item)
	formula, terms := "[standard price]", []string{spell.Digits(standard.String())}
	product := standard
	for _, c := range p.changes {
		switch by := changeOf(c.By, item); {
		case by.Times != nil:
			formula, terms = formula+" × ["+c.Name+"]", append(terms, by.Times.String())
			product = product.Mul(by.Times)
			from = published(c.Source)
		case by.Instead != nil:
			from = published(c.Source)
		}
	}
	if len(terms) > 1 && product.Cmp(usd) == 0 {
		e.explain(figure, label, unit, from, formula, usd.String(), terms...)
		return
	}
	e.given(figure, label, unit, from, usd.String())
}

func (e *evaluation) weakenByPrices(t *trust.Trust, p *priceSource) {
	if p.own.any() || e.model != nil && e.model.Own {
		t.Because(trust.Assumed, "Prices are your own.")
	} else if p.row != nil {
		t.AsPublished("Prices are as published.", p.row.Source.URL, p.row.Source.Checked)
	}
	if e.s.Service != p.service && !p.own.any() {
		t.Because(trust.Assumed, "No price of this service is known: the standard one stands in for it.")
	}
	bill := &e.at[mid].bill
	for i := range bill.Lines {
		line := &bill.Lines[i]
		if _, known := bill.Segments[line.Segment].Rates.RateFor(line.Item); !known {
			t.Because(trust.Assumed, "A cache price is not published: the input price stands in for it.")
		}
	}
}

const usdPerMTok = "USD per 1,000,000 tokens"

// explainRates shows the rates of the last call.
func (e *evaluation) explainRates(p *priceSource) {
	r := &e.out.Cost.Rates
	for _, rate := range []struct {
		item cost.Item
		usd  *decimal.Decimal
	}{
		{cost.Input, r.Input}, {cost.CachedInput, r.CachedInput}, {cost.CacheWrite, r.CacheWrite}, {cost.Output, r.Output},
		{cost.CacheWriteHour, r.CacheWriteHour}, {cost.CacheStorage, r.CacheStorage}, {cost.AudioInput, r.AudioInput},
		{cost.CachedAudio, r.CachedAudio}, {cost.ImageInput, r.ImageInput}, {cost.CachedImage, r.CachedImage}, {cost.WebSearch, r.WebSearch},
	} {
		if rate.usd != nil {
			e.explainRate("cost.rates."+rate.item.String(), "Price of "+rate.item.InSentence(), p, rate.item, rate.usd, r.InputTokensFrom)
		}
	}
	for i := range p.list.Tiers {
		if from := p.list.Tiers[i].InputTokensFrom; from == r.InputTokensFrom {
			e.given("cost.rates.inputTokensFrom", "These prices hold from this much input on", "tokens", published(&p.row.Tiers[i]), spell.Plain(from))
		}
	}
}
