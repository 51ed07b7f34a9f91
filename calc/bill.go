package calc

import (
	"strings"

	"threelimits/calc/cost"
	"threelimits/calc/decimal"
	"threelimits/calc/spell"
	"threelimits/calc/trust"
)

// The amounts of a point, in the order of their figures.
const (
	perRequest = iota
	perConversation
	perDay
	perMonth
)

// cost works out what a conversation, a request, a day and a month cost.
func (e *evaluation) cost() {
	var prices priceSource
	if !e.prices(&prices) {
		return
	}
	e.serve(&prices)
	e.each(func(p *point) {
		p.bill = cost.NewBill(p.conversation, e.cache(), prices.list)
		e.project(p)
	})
	e.bound()
	usual, last := &e.at[mid].amounts, e.at[mid].bill.Last()
	r := &last.Rates
	c := &Cost{
		PerRequest: usual[perRequest], PerConversation: usual[perConversation], PerDay: usual[perDay], PerMonth: usual[perMonth],
		Service: prices.service.String(),
		Rates: Rates{
			Input: r.Input, Output: r.Output, CachedInput: r.CachedInput, CacheWrite: r.CacheWrite, CacheWriteHour: r.CacheWriteHour,
			AudioInput: r.Audio.Input, CachedAudio: r.Audio.CachedInput, ImageInput: r.Image.Input, CachedImage: r.Image.CachedInput,
			CacheStorage: prices.list.Storage, WebSearch: prices.list.Search,
			From: prices.from(), Overridden: prices.own.any(), InputTokensFrom: last.InputTokensFrom,
		},
	}
	e.out.Cost = c
	if l, h := e.bounds[0].bill.Total, e.bounds[1].bill.Total; l.Cmp(h) != 0 {
		c.Range = &CostRange{e.amountRange(perRequest), e.amountRange(perConversation), e.amountRange(perDay), e.amountRange(perMonth)}
	}
	e.weakenByPrices(&c.Trust, &prices)
	e.weakenByInput(&c.Trust)
	e.weakenByOutput(&c.Trust)
	e.explainRates(&prices)
	e.explainFound()
	e.lines(&prices)
	e.explainTotals()
	e.notesOnCost(&prices)
}

func (e *evaluation) project(p *point) { p.amounts = e.s.amounts(p.bill.Total) }

// amounts works out from one conversation what the mean call, a day and a month cost.
func (s *Scenario) amounts(conversation *decimal.Decimal) [4]*decimal.Decimal {
	turns, t := s.turns(), &s.Traffic
	var day, month *decimal.Decimal
	switch {
	case t.RequestsPerDay.Value != nil:
		day = conversation.Mul(t.RequestsPerDay.Value).Quo(turns)
	case t.ConversationsPerDay.Value != nil:
		day = conversation.Mul(t.ConversationsPerDay.Value)
	}
	if day != nil {
		month = day.Mul(s.daysPerMonth())
	}
	return [...]*decimal.Decimal{perRequest: conversation.Quo(turns), perConversation: conversation, perDay: day, perMonth: month}
}

// daysPerMonth is what a month is taken as.
func (s *Scenario) daysPerMonth() *decimal.Decimal {
	if days := s.Traffic.DaysPerMonth.Value; days != nil {
		return days
	}
	return decimal.Whole(DefaultDaysPerMonth)
}

// amountRange is nil where there is no such amount.
func (e *evaluation) amountRange(i int) *trust.AmountRange {
	if e.at[mid].amounts[i] == nil {
		return nil
	}
	return &trust.AmountRange{Low: e.bounds[0].amounts[i], High: e.bounds[1].amounts[i]}
}

// bound finds the cheapest and the dearest of the three choices of counts: fewer tokens cost more where they fall below
// what a cache takes.
func (e *evaluation) bound() {
	e.bounds = [2]*point{&e.at[low], &e.at[low]}
	for i := range e.at {
		p := &e.at[i]
		if p.bill.Total.Cmp(e.bounds[0].bill.Total) < 0 {
			e.bounds[0] = p
		}
		if p.bill.Total.Cmp(e.bounds[1].bill.Total) > 0 {
			e.bounds[1] = p
		}
	}
}

// floatsOf is a part and its whole for a share of at most all: Float64 may set two amounts that differ in their last digits apart
// the wrong way round.
func floatsOf(part, whole *decimal.Decimal) (p, w float64) {
	w = whole.Float64()
	return min(part.Float64(), w), w
}

// lines writes the bill, each line with its working and its place on the two strips.
func (e *evaluation) lines(p *priceSource) {
	at := &e.at[mid]
	bill := &at.bill
	if e.turns > 1 || e.s.Cache.Policy != cost.NoCache {
		formula, numbers := e.fixedParts(at)
		e.tokens("cost.fixedPart", "Fixed part, the same in every call", arithmetic, formula, at.Fixed(), numbers...)
	}
	if cache := e.cache(); cache.Policy != cost.NoCache && cache.Cacheable(at.Fixed()) < at.Fixed() {
		kept := cache.Cacheable(at.Fixed())
		e.tokens("cost.cachedPart", "What the cache takes of it", published(&e.model.Cache.Source), "[fixed part] − [too short, or beyond a whole step]",
			kept, at.Fixed(), at.Fixed()-kept)
	}
	allTokens, _ := at.conversation.TotalTokens()
	doneTokens, doneUSD := int64(0), new(decimal.Decimal)
	for i := range bill.Lines {
		l := &bill.Lines[i]
		line := Line{Name: l.Item.String(), Tokens: l.Tokens, USDPerMTok: l.Rate, USD: l.USD, Percent: spell.Percent(floatsOf(l.USD, bill.Total))}
		if l.Quantity != nil {
			line.Tokens, line.Units, line.Unit = 0, l.Quantity, [...]string{"token-hours", "searches"}[l.Item/cost.WebSearch]
		}
		line.TokensPercent = spell.Percent(float64(line.Tokens), float64(allTokens))
		line.Share.Tokens.From, line.Share.USD.From = spell.PercentOf(float64(doneTokens), float64(allTokens)), spell.PercentOf(floatsOf(doneUSD, bill.Total))
		doneTokens, doneUSD = doneTokens+line.Tokens, doneUSD.Add(l.USD)
		line.Share.Tokens.To, line.Share.USD.To = spell.PercentOf(float64(doneTokens), float64(allTokens)), spell.PercentOf(floatsOf(doneUSD, bill.Total))
		e.out.Cost.Lines = append(e.out.Cost.Lines, line)
		e.explainLine(&line, l, p, allTokens)
	}
}

func (e *evaluation) explainLine(line *Line, l *cost.Line, p *priceSource, allTokens int64) {
	at := &e.at[mid]
	figure, label := "cost.lines."+line.Name, l.Item.Label()
	segment := &at.bill.Segments[l.Segment]
	if len(at.bill.Segments) > 1 && l.Quantity == nil {
		label += ", calls " + spell.Grouped(segment.First) + " to " + spell.Grouped(segment.Last)
	}
	rate, usd := line.USDPerMTok.String(), line.USD.String()
	units, per := spell.Grouped(l.Tokens), "[tokens] × [price] ÷ 1,000,000"
	switch {
	case l.Quantity == nil:
		from := arithmetic
		switch {
		case l.Item == cost.Reasoning:
			from = billedOnce
		case e.turns > 1 && l.Item != cost.Output:
			from = stateless
		}
		formula, numbers := e.tokensFormula(l.Item, segment.First, segment.Last)
		e.tokens(figure+".tokens", label, from, formula, l.Tokens, numbers...)
	case l.Item == cost.WebSearch:
		units, per = spell.Digits(l.Quantity.String()), "[searches] × [price] ÷ 1,000"
		e.explain(figure+".units", label, "searches", arithmetic, "[searches of a request] × [calls]", l.Quantity.String(),
			spell.Digits(e.s.Request.WebSearches.Value.String()), spell.Grouped(e.turns))
	default:
		units, per = spell.Digits(l.Quantity.String()), "[tokens times hours] × [price] ÷ 1,000,000"
		e.explain(figure+".units", label, "tokens times hours", arithmetic, "[cached tokens] × [hours]", l.Quantity.String(),
			spell.Grouped(l.Tokens), spell.Digits(e.s.Cache.StoredHours.Value.String()))
	}
	if l.Quantity != nil {
		e.tokens(figure+".tokens", label+", tokens billed with it", arithmetic, "no tokens", 0)
	}
	e.explainRate(figure+".usdPerMTok", label+", price", p, l.Item, line.USDPerMTok, segment.InputTokensFrom)
	e.explain(figure+".usd", label+", cost", "USD", perMillion, per, usd, units, spell.Digits(rate))
	e.share(figure+".percent", label+", share of the cost", "[line] ÷ [all lines] × 100", line.Percent, spell.Digits(usd), spell.Digits(at.bill.Total.String()))
	e.share(figure+".tokensPercent", label+", share of the tokens", "[tokens] ÷ [all tokens] × 100", line.TokensPercent, spell.Grouped(line.Tokens), spell.Grouped(allTokens))
}

// tokensFormula explains how many tokens of an item the calls first to last are billed for: those of text, and of other
// kinds beside them.
func (e *evaluation) tokensFormula(item cost.Item, first, last int64) (formula string, terms []int64) {
	c, cache := &e.at[mid].conversation, e.cache()
	u := c.Usage(cache, first, last)
	media := int64(0)
	switch item {
	case cost.AudioInput, cost.ImageInput, cost.CachedAudio, cost.CachedImage:
		each := c.Audio
		if item == cost.ImageInput || item == cost.CachedImage {
			each = c.Image
		}
		return "[in a message] × [times it is sent]", []int64{each, item.Of(&u) / each}
	case cost.Input:
		media = u.Audio.Uncached + u.Image.Uncached
	case cost.CachedInput:
		media = u.Audio.Read + u.Image.Read
	}
	if e.turns == 1 && cache.Policy == cost.NoCache && item == cost.Input {
		formula, terms = e.allParts(&e.at[mid])
	} else {
		formula, terms = cost.CachedFormula(item, c, cache, first, last)
		formula = e.named(formula)
	}
	if media > 0 {
		return "(" + formula + ") − [audio and images]", append(terms, media)
	}
	return formula, terms
}

func (e *evaluation) explainTotals() {
	ranged := e.out.Cost.Range != nil
	what := "One request"
	if e.turns > 1 {
		what = "One conversation"
	}
	e.explainRange("cost.perConversation", what, "USD", arithmetic, ranged, (*point).billResult)
	e.explainRange("cost.perRequest", "One request", "USD", arithmetic, ranged, func(p *point) result {
		r := result{"[one request]", p.amounts[perRequest].String(), []string{p.total()}}
		if e.turns > 1 {
			r.formula = "[one conversation] ÷ [turns]"
			r.terms = append(r.terms, spell.Grouped(e.turns))
		}
		return r
	})
	if e.out.Cost.PerDay == nil {
		return
	}
	e.explainRange("cost.perDay", "A day", "USD", arithmetic, ranged, e.dayResult)
	days := yours
	if e.s.Traffic.DaysPerMonth.Value == nil {
		days = thirtyDays
	}
	e.explainRange("cost.perMonth", "A month", "USD", days, ranged, func(p *point) result {
		r := e.dayResult(p) // multiplied out from one conversation, so that no rounded figure is worked with
		return result{r.formula + " × [days a month]", p.amounts[perMonth].String(), append(r.terms, e.s.daysPerMonth().String())}
	})
}

func (p *point) total() string { return spell.Digits(p.bill.Total.String()) }

// billResult adds the lines up.
func (p *point) billResult() result {
	r := result{value: p.bill.Total.String()}
	for i := range p.bill.Lines {
		l := &p.bill.Lines[i]
		r.formula += " + [" + l.Item.InSentence() + "]"
		r.terms = append(r.terms, spell.Digits(l.USD.String()))
	}
	r.formula = strings.TrimPrefix(r.formula, " + ")
	if len(r.terms) == 0 {
		r.formula = "no tokens"
	}
	return r
}

func (e *evaluation) dayResult(p *point) result {
	t := &e.s.Traffic
	r := result{value: p.amounts[perDay].String()}
	switch {
	case t.ConversationsPerDay.Value != nil:
		r.formula = "[conversations a day] × [one conversation]"
		r.terms = []string{spell.Digits(t.ConversationsPerDay.Value.String()), p.total()}
	case e.turns > 1:
		r.formula = "[requests a day] ÷ [turns] × [one conversation]"
		r.terms = []string{spell.Digits(t.RequestsPerDay.Value.String()), spell.Grouped(e.turns), p.total()}
	default:
		r.formula = "[requests a day] × [one request]"
		r.terms = []string{spell.Digits(t.RequestsPerDay.Value.String()), p.total()}
	}
	return r
}
