package calc

import (
	"strings"

	"threelimits/calc/catalog"
	"threelimits/calc/cost"
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
	e.each(func(p *point) {
		p.bill = cost.NewBill(p.conversation, e.s.cache(), prices.list)
		e.project(p)
	})
	usual, last := &e.at[mid].amounts, e.at[mid].bill.Last()
	c := &Cost{
		PerRequest: usual[perRequest], PerConversation: usual[perConversation], PerDay: usual[perDay], PerMonth: usual[perMonth],
		Rates: Rates{
			Input: last.Rates.Input, Output: last.Rates.Output, CachedInput: last.Rates.CachedInput, CacheWrite: last.Rates.CacheWrite,
			From: prices.from(), Overridden: prices.own.any(), InputTokensFrom: last.InputTokensFrom,
		},
	}
	e.out.Cost = c
	if l, h := &e.at[low].amounts, &e.at[high].amounts; l[perConversation].Cmp(h[perConversation]) != 0 {
		c.Range = &CostRange{e.amountRange(perRequest), e.amountRange(perConversation), e.amountRange(perDay), e.amountRange(perMonth)}
	}
	e.weakenByPrices(&c.Trust, &prices)
	e.weakenByInput(&c.Trust)
	e.weakenByOutput(&c.Trust)
	e.explainRates(&prices)
	e.lines(&prices)
	e.explainTotals()
	e.notesOnCost(&prices)
}

// priceSource is the prices that hold and where they come from.
type priceSource struct {
	list cost.PriceList
	row  *catalog.PriceRow // nil: the catalogue has none for that day
	own  *OwnPrices
}

// prices is the model's row of the day with the scenario's own rates in its place. It returns false, and adds a note, where
// an input or output price is missing.
func (e *evaluation) prices(p *priceSource) bool {
	p.own = &e.s.Prices
	if e.model != nil {
		if row, known := e.model.PricesOn(e.asOf); known {
			p.row, p.list = row, row.List
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

func (r *Rate) replace(rate **cost.Decimal) {
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
	own := [...]bool{p.own.Input.Given, p.own.CachedInput.Given, p.own.CacheWrite.Given, p.own.Output.Given, p.own.Output.Given}
	if own[item] || p.row == nil {
		return yours
	}
	return published(&p.row.Source)
}

func (e *evaluation) weakenByPrices(t *Trust, p *priceSource) {
	if p.own.any() {
		t.because(Assumed, "Prices are your own.")
	} else if p.row != nil {
		t.asPublished("Prices are as published.", &p.row.Source)
	}
	bill := &e.at[mid].bill
	for i := range bill.Lines {
		line := &bill.Lines[i]
		if _, known := bill.Segments[line.Segment].Rates.RateFor(line.Item); !known {
			t.because(Assumed, "A cache price is not published: the input price stands in for it.")
		}
	}
}

// project works out from one conversation what the mean call, a day and a month cost.
func (e *evaluation) project(p *point) {
	total, t := p.bill.Total, &e.s.Traffic
	var day *cost.Decimal
	switch {
	case t.RequestsPerDay.Value != nil:
		day = total.Mul(t.RequestsPerDay.Value).Quo(e.turns)
	case t.ConversationsPerDay.Value != nil:
		day = total.Mul(t.ConversationsPerDay.Value)
	}
	p.amounts = [...]*cost.Decimal{total.Quo(e.turns), total, day, nil}
	if day != nil {
		p.amounts[perMonth] = day.Mul(e.daysPerMonth())
	}
}

func (e *evaluation) daysPerMonth() *cost.Decimal {
	if days := e.s.Traffic.DaysPerMonth.Value; days != nil {
		return days
	}
	return cost.Whole(DefaultDaysPerMonth)
}

// amountRange is nil where there is no such amount.
func (e *evaluation) amountRange(i int) *AmountRange {
	if e.at[mid].amounts[i] == nil {
		return nil
	}
	return &AmountRange{e.at[low].amounts[i], e.at[high].amounts[i]}
}

const usdPerMTok = "USD per 1,000,000 tokens"

var itemLabels = [...]string{
	cost.Input: "Input", cost.CachedInput: "Cached input", cost.CacheWrite: "Cache writes",
	cost.Output: "Output", cost.Reasoning: "Reasoning",
}

// lowerItem is the item's label inside a sentence.
func lowerItem(item cost.Item) string { return strings.ToLower(itemLabels[item]) }

// explainRates shows the rates of the last call.
func (e *evaluation) explainRates(p *priceSource) {
	r := &e.out.Cost.Rates
	for item, usd := range []*cost.Decimal{r.Input, r.CachedInput, r.CacheWrite, r.Output} {
		if usd != nil {
			item := cost.Item(item)
			e.given("cost.rates."+item.String(), "Price of "+lowerItem(item), usdPerMTok, p.origin(item), usd.String())
		}
	}
	for i := range p.list.Tiers {
		if from := p.list.Tiers[i].InputTokensFrom; from == r.InputTokensFrom {
			e.given("cost.rates.inputTokensFrom", "These prices hold from this much input on", "tokens", published(&p.row.Tiers[i]), plain(from))
		}
	}
}

// floatsOf is a part and its whole for a share of at most all: Float64 may set two amounts that differ in their last digits apart
// the wrong way round.
func floatsOf(part, whole *cost.Decimal) (p, w float64) {
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
	allTokens, _ := at.conversation.TotalTokens()
	doneTokens, doneUSD := int64(0), new(cost.Decimal)
	for i := range bill.Lines {
		l := &bill.Lines[i]
		line := Line{
			Name: l.Item.String(), Tokens: l.Tokens, USDPerMTok: l.Rate, USD: l.USD,
			Percent:       percentText(floatsOf(l.USD, bill.Total)),
			TokensPercent: percentText(float64(l.Tokens), float64(allTokens)),
		}
		line.Share.Tokens.From, line.Share.USD.From = percentOf(float64(doneTokens), float64(allTokens)), percentOf(floatsOf(doneUSD, bill.Total))
		doneTokens, doneUSD = doneTokens+l.Tokens, doneUSD.Add(l.USD)
		line.Share.Tokens.To, line.Share.USD.To = percentOf(float64(doneTokens), float64(allTokens)), percentOf(floatsOf(doneUSD, bill.Total))
		e.out.Cost.Lines = append(e.out.Cost.Lines, line)
		e.explainLine(&line, l, p, allTokens)
	}
}

func (e *evaluation) explainLine(line *Line, l *cost.Line, p *priceSource, allTokens int64) {
	at := &e.at[mid]
	figure, label := "cost.lines."+line.Name, itemLabels[l.Item]
	segment := &at.bill.Segments[l.Segment]
	if len(at.bill.Segments) > 1 {
		label += ", calls " + grouped(segment.First) + " to " + grouped(segment.Last)
	}
	from := arithmetic
	switch {
	case l.Item == cost.Reasoning:
		from = billedOnce
	case e.turns > 1 && l.Item != cost.Output:
		from = stateless
	}
	formula, numbers := tokensFormula(l.Item, &at.conversation, e.s.cache(), segment.First, segment.Last)
	if e.turns == 1 && e.s.Cache.Policy == cost.NoCache && l.Item == cost.Input {
		formula, numbers = e.fixedParts(at)
		formula, numbers = formula+" + [user]", append(numbers, at.User)
	}
	e.tokens(figure+".tokens", label, from, formula, l.Tokens, numbers...)
	rate, usd := line.USDPerMTok.String(), line.USD.String()
	tokens := grouped(l.Tokens)
	e.given(figure+".usdPerMTok", label+", price", usdPerMTok, p.origin(l.Item), rate)
	e.explain(figure+".usd", label+", cost", "USD", perMillion, "[tokens] × [price] ÷ 1,000,000", usd, tokens, groupDigits(rate))
	e.share(figure+".percent", label+", share of the cost", "[line] ÷ [all lines] × 100", line.Percent, groupDigits(usd), groupDigits(at.bill.Total.String()))
	e.share(figure+".tokensPercent", label+", share of the tokens", "[tokens] ÷ [all tokens] × 100", line.TokensPercent, tokens, grouped(allTokens))
}

// tokensFormula explains how many tokens of an item the calls first to last are billed for; cost.Conversation.Usage holds the
// rule. Sums over the calls use (first−1) + … + (last−1) = calls × (first + last − 2) ÷ 2.
func tokensFormula(item cost.Item, c *cost.Conversation, cache cost.Cache, first, last int64) (formula string, terms []int64) {
	calls := last - first + 1
	cold := first == 1 && !cache.Warm
	prefix := cache.Policy == cost.Prefix
	switch {
	case item == cost.Output:
		return perCall("[output]", c.Answer, calls)
	case item == cost.Reasoning:
		return perCall("[reasoning]", c.Reasoning, calls)
	case item == cost.Input && prefix:
		return resent("[user]", []int64{c.User}, c, first, last)
	case item == cost.Input:
		return resent(fixedAndUser, []int64{c.Prefix, c.User}, c, first, last)
	case item == cost.CacheWrite && prefix:
		return "[fixed part]", []int64{c.Prefix}
	case item == cost.CacheWrite:
		return written(c, cold, first, last)
	case prefix && cold:
		return "[calls that find it cached] × [fixed part]", []int64{calls - 1, c.Prefix}
	case prefix:
		return "[calls that find it cached] × [fixed part]", []int64{calls, c.Prefix}
	}
	return reread(c, cache.Warm, first, last)
}

const fixedAndUser = "([fixed part] + [user])"

func perCall(formula string, tokens, calls int64) (string, []int64) {
	if calls == 1 {
		return formula, []int64{tokens}
	}
	return "[calls] × " + formula, []int64{calls, tokens}
}

// resent sums what every call sends (each) and what it re-sends of the calls before it.
func resent(each string, tokens []int64, c *cost.Conversation, first, last int64) (formula string, terms []int64) {
	calls := last - first + 1
	terms = append(append([]int64{calls}, tokens...), c.User, c.Answer, calls)
	switch {
	case last == 1:
		return strings.Trim(each, "()"), tokens
	case first == 1:
		return "[calls] × " + each + " + ([user] + [output]) × [calls] × ([calls] − 1) ÷ 2", append(terms, calls)
	}
	return "[calls] × " + each + " + ([user] + [output]) × [calls] × ([first call] + [last call] − 2) ÷ 2", append(terms, first, last)
}

// written is what an incremental cache stores: the news of each call.
func written(c *cost.Conversation, cold bool, first, last int64) (formula string, terms []int64) {
	calls := last - first + 1
	answers := calls
	if first == 1 {
		answers--
	}
	formula, terms = "[calls] × [user] + [answers before them] × [output]", []int64{calls, c.User, answers, c.Answer}
	if cold {
		return "[fixed part] + " + formula, append([]int64{c.Prefix}, terms...)
	}
	return formula, terms
}

// reread is what an incremental cache gives back: call k finds the input of call k−1; the first finds the fixed part
// where the cache starts warm.
func reread(c *cost.Conversation, warm bool, first, last int64) (formula string, terms []int64) {
	if last == 1 {
		return "[fixed part]", []int64{c.Prefix}
	}
	formula, terms = resent(fixedAndUser, []int64{c.Prefix, c.User}, c, max(first, 2)-1, last-1)
	if first == 1 && warm {
		return "[fixed part] + " + formula, append([]int64{c.Prefix}, terms...)
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
			r.terms = append(r.terms, grouped(e.turns))
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
		return result{r.formula + " × [days a month]", p.amounts[perMonth].String(), append(r.terms, e.daysPerMonth().String())}
	})
}

func (p *point) total() string { return groupDigits(p.bill.Total.String()) }

// billResult adds the lines up.
func (p *point) billResult() result {
	r := result{value: p.bill.Total.String()}
	for i := range p.bill.Lines {
		l := &p.bill.Lines[i]
		r.formula += " + [" + lowerItem(l.Item) + "]"
		r.terms = append(r.terms, groupDigits(l.USD.String()))
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
		r.terms = []string{groupDigits(t.ConversationsPerDay.Value.String()), p.total()}
	case e.turns > 1:
		r.formula = "[requests a day] ÷ [turns] × [one conversation]"
		r.terms = []string{groupDigits(t.RequestsPerDay.Value.String()), grouped(e.turns), p.total()}
	default:
		r.formula = "[requests a day] × [one request]"
		r.terms = []string{groupDigits(t.RequestsPerDay.Value.String()), p.total()}
	}
	return r
}
