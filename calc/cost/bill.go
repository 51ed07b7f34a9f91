package cost

// Item is what a line of a bill is for.
type Item uint8

const (
	Input Item = iota // input that is neither read from nor written to a cache
	CachedInput
	CacheWrite
	Output
	Reasoning
	items
)

var itemNames = [items]string{"input", "cachedInput", "cacheWrite", "output", "reasoning"}

func (i Item) String() string { return itemNames[i] }

// Of returns the tokens of u that the item bills.
func (i Item) Of(u Usage) int64 {
	return [items]int64{u.Uncached, u.Read, u.Written, u.Output, u.Reasoning}[i]
}

// RateFor returns what an item costs. Reasoning costs what output does. Where the vendor publishes no rate for reading
// or writing a cache, the input rate stands in and known is false.
func (r Rates) RateFor(i Item) (rate *Decimal, known bool) {
	switch i {
	case CachedInput:
		if r.CachedInput != nil {
			return r.CachedInput, true
		}
		return r.Input, false
	case CacheWrite:
		if r.CacheWrite != nil {
			return r.CacheWrite, true
		}
		return r.Input, false
	case Output, Reasoning:
		return r.Output, true
	}
	return r.Input, true
}

// Segment is a run of calls priced at the same rates, because their input lies in the same tier.
type Segment struct {
	First, Last     int64 // calls, from 1
	InputTokensFrom int64 // of the tier; 0 is the base
	Rates           Rates
	Usage           Usage
}

// Line bills one item at one rate.
type Line struct {
	Item    Item
	Tokens  int64
	Rate    *Decimal // USD per 1,000,000 tokens
	USD     *Decimal
	Segment int // index into Bill.Segments
}

// Bill is what a conversation costs.
type Bill struct {
	Segments []Segment // in the order of the calls
	Lines    []Line    // by item, then by segment; only what has tokens
	Total    *Decimal  // the sum of the lines, USD
}

// Price returns what tokens cost at a rate, USD.
func Price(tokens int64, usdPerMTok *Decimal) *Decimal {
	usd := Whole(tokens).Mul(usdPerMTok)
	usd.decimals += 6
	return usd.normal()
}

// NewBill prices a conversation, exactly. list.Base and every tier need Input and Output rates. It costs time in the
// number of tiers, not of turns: the input grows by the same amount with every call, so each tier holds one run of them.
func NewBill(c Conversation, cache Cache, list PriceList) Bill {
	b := Bill{Segments: segments(c, cache, list), Total: new(Decimal)}
	for item := range items {
		for i, s := range b.Segments {
			tokens := item.Of(s.Usage)
			if tokens == 0 {
				continue
			}
			rate, _ := s.Rates.RateFor(item)
			usd := Price(tokens, rate)
			b.Lines = append(b.Lines, Line{item, tokens, rate, usd, i})
			b.Total = b.Total.Add(usd)
		}
	}
	return b
}

// Last is the segment of the last call.
func (b *Bill) Last() *Segment { return &b.Segments[len(b.Segments)-1] }

func segments(c Conversation, cache Cache, list PriceList) []Segment {
	var found []Segment
	first := int64(1)
	tier := Tier{Rates: list.Base}
	for i := 0; ; i++ {
		last := c.Turns
		if i < len(list.Tiers) {
			last = min(last, c.firstCallFrom(list.Tiers[i].InputTokensFrom)-1)
		}
		if first <= last {
			found = append(found, Segment{first, last, tier.InputTokensFrom, tier.Rates, c.Usage(cache, first, last)})
			first = last + 1
		}
		if i == len(list.Tiers) {
			return found
		}
		tier = list.Tiers[i]
	}
}
