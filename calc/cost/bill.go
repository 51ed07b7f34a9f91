package cost

import "threelimits/calc/decimal"

// Item is what a line of a bill is for.
type Item uint8

const (
	Input Item = iota // input that is neither read from nor written to a cache
	CachedInput
	CacheWrite
	CacheWriteHour
	CacheStorage
	Output
	Reasoning
	AudioInput
	CachedAudio
	AudioOutput
	ImageInput
	CachedImage
	ImageOutput
	WebSearch
	items
)

var itemNames = [items]string{
	"input", "cachedInput", "cacheWrite", "cacheWriteHour", "cacheStorage", "output", "reasoning",
	"audioInput", "cachedAudio", "audioOutput", "imageInput", "cachedImage", "imageOutput", "webSearch",
}

func (i Item) String() string { return itemNames[i] }

// Of returns the tokens of u that the item bills; text is what is of no other kind.
func (i Item) Of(u *Usage) int64 {
	a, m := &u.Audio, &u.Image
	return [items]int64{
		u.Uncached - a.Uncached - m.Uncached, u.Read - a.Read - m.Read, u.Written, u.WrittenHour, 0,
		u.Output - a.Output - m.Output, u.Reasoning,
		a.Uncached, a.Read, a.Output, m.Uncached, m.Read, m.Output, 0,
	}[i]
}

// RateFor returns what an item costs. Reasoning costs what output does, and a kind of tokens without a rate what text
// does. Where the vendor publishes no rate for reading or writing a cache, the input rate of that kind stands in and known is false.
func (r *Rates) RateFor(i Item) (rate *decimal.Decimal, known bool) {
	or := func(of *decimal.Decimal, text Item) (*decimal.Decimal, bool) {
		if of != nil {
			return of, true
		}
		return r.RateFor(text)
	}
	cache := func(of *decimal.Decimal) (*decimal.Decimal, bool) {
		if of != nil {
			return of, true
		}
		return r.Input, false
	}
	switch i {
	case CachedInput:
		return cache(r.CachedInput)
	case CacheWrite:
		return cache(r.CacheWrite)
	case CacheWriteHour:
		return cache(r.CacheWriteHour)
	case Output, Reasoning:
		return r.Output, true
	case AudioInput:
		return or(r.Audio.Input, Input)
	case CachedAudio:
		if r.CachedInput == nil && r.Audio.CachedInput == nil && r.Audio.Input != nil {
			return r.Audio.Input, false
		}
		return or(r.Audio.CachedInput, CachedInput)
	case AudioOutput:
		return or(r.Audio.Output, Output)
	case ImageInput:
		return or(r.Image.Input, Input)
	case CachedImage:
		if r.CachedInput == nil && r.Image.CachedInput == nil && r.Image.Input != nil {
			return r.Image.Input, false
		}
		return or(r.Image.CachedInput, CachedInput)
	case ImageOutput:
		return or(r.Image.Output, Output)
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
	Item     Item
	Tokens   int64            // 0 for web searches
	Quantity *decimal.Decimal // of searches, or of tokens times hours; nil: Tokens
	Rate     *decimal.Decimal // USD per 1,000,000 tokens; of storage, and per hour; of searches, per 1,000
	USD      *decimal.Decimal
	Segment  int // index into Bill.Segments
}

// Bill is what a conversation costs.
type Bill struct {
	Segments []Segment        // in the order of the calls
	Lines    []Line           // by item, then by segment; only what has tokens
	Total    *decimal.Decimal // the sum of the lines, USD
}

// Price returns what tokens cost at a rate, USD.
func Price(tokens int64, usdPerMTok *decimal.Decimal) *decimal.Decimal {
	return decimal.Whole(tokens).Mul(usdPerMTok).Per(6)
}

// NewBill prices a conversation, exactly. list.Base and every tier need Input and Output rates. It costs time in the
// number of tiers, not of turns: the input grows by the same amount with every call, so each tier holds one run of them.
func NewBill(c Conversation, cache Cache, list PriceList) Bill {
	b := Bill{Segments: segments(c, cache, list), Total: new(decimal.Decimal)}
	b.charge()
	if hours := cache.StoredHours; hours != nil && list.Storage != nil {
		if kept := c.kept(cache); kept > 0 && !hours.IsZero() {
			quantity := decimal.Whole(kept).Mul(hours)
			b.add(Line{CacheStorage, kept, quantity, list.Storage, quantity.Mul(list.Storage).Per(6), len(b.Segments) - 1})
		}
	}
	b.searches(c.Searches, c.Turns, list.Search)
	return b
}

// Charge prices one usage record: a call that sent and got so much, at the rates of its length.
func Charge(u Usage, list *PriceList) Bill {
	rates, from := list.At(u.Input())
	b := Bill{Segments: []Segment{{1, 1, from, *rates, u}}, Total: new(decimal.Decimal)}
	b.charge()
	b.searches(u.Searches, 1, list.Search)
	return b
}

func (b *Bill) charge() {
	for item := range items {
		for i := range b.Segments {
			s := &b.Segments[i]
			if tokens := item.Of(&s.Usage); tokens > 0 {
				rate, _ := s.Rates.RateFor(item)
				b.add(Line{item, tokens, nil, rate, Price(tokens, rate), i})
			}
		}
	}
}

// searches bills web searches: so many in each of a number of calls.
func (b *Bill) searches(each *decimal.Decimal, calls int64, usdPerThousand *decimal.Decimal) {
	if each == nil || each.IsZero() || usdPerThousand == nil {
		return
	}
	quantity := each.Mul(decimal.Whole(calls))
	b.add(Line{WebSearch, 0, quantity, usdPerThousand, quantity.Mul(usdPerThousand).Per(3), len(b.Segments) - 1})
}

func (b *Bill) add(l Line) {
	at := len(b.Lines)
	for at > 0 && b.Lines[at-1].Item > l.Item {
		at--
	}
	b.Lines = append(b.Lines, Line{})
	copy(b.Lines[at+1:], b.Lines[at:])
	b.Lines[at] = l
	b.Total = b.Total.Add(l.USD)
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
