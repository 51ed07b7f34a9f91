// Package cost turns tokens into money, exactly.
//
// All money is USD. A Decimal is an exact rational; nothing here is binary floating point. Rates are USD per
// 1,000,000 tokens, as vendors publish them. Start at NewBill for a conversation, at Charge for a usage record.
package cost

import "threelimits/calc/decimal"

// Rates is one row of a price list, USD per 1,000,000 tokens. A nil field is not published; it is never zero
// unless the vendor charges nothing.
type Rates struct {
	Input, CachedInput, CacheWrite, Output *decimal.Decimal

	CacheWriteHour *decimal.Decimal // a cache write that is kept for an hour
	Audio, Image   MediaRates       // where tokens of that kind cost something else than text
}

// MediaRates are the rates of one kind of tokens. A nil field costs what text does.
type MediaRates struct{ Input, CachedInput, Output *decimal.Decimal }

// Tier reprices the whole request from InputTokensFrom input tokens on (inclusive; a vendor's "above 272,000"
// is 272,001 here). Cached and written tokens count towards the threshold.
type Tier struct {
	InputTokensFrom int64
	Rates           Rates
}

// PriceList is what a model costs on one day.
type PriceList struct {
	Base  Rates
	Tiers []Tier // ascending by InputTokensFrom

	Storage *decimal.Decimal // of cached tokens: USD per 1,000,000 tokens and hour
	Search  *decimal.Decimal // USD per 1,000 web searches
}

// At returns the rates of a request that sends so many input tokens, and where their tier begins: 0 is the base.
func (l *PriceList) At(input int64) (rates *Rates, from int64) {
	rates = &l.Base
	for i := range l.Tiers {
		if t := &l.Tiers[i]; input >= t.InputTokensFrom {
			rates, from = &t.Rates, t.InputTokensFrom
		}
	}
	return rates, from
}

// Change is how a rate differs from the standard one: so many times it, or another in its place. The zero Change says that
// no other rate is published: the standard one holds.
type Change struct{ Times, Instead *decimal.Decimal }

func (c Change) of(rate *decimal.Decimal) *decimal.Decimal {
	switch {
	case rate != nil && c.Times != nil:
		return rate.Mul(c.Times)
	case c.Instead != nil:
		return c.Instead
	}
	return rate
}

// Service is how a way of being served (batch, flex, priority, an hour of the day) changes a price list.
type Service struct {
	Input, CachedInput, CacheWrite, Output Change
	ShortOnly                              bool // not offered in the long-context tiers: the standard rates hold there
}

// Apply returns the price list with the service's rates. Storage and searches cost the same.
func (s *Service) Apply(list PriceList) PriceList {
	list.Base = s.rates(list.Base)
	if s.ShortOnly {
		return list
	}
	tiers := make([]Tier, len(list.Tiers))
	for i, t := range list.Tiers {
		tiers[i] = Tier{t.InputTokensFrom, s.rates(t.Rates)}
	}
	list.Tiers = tiers
	return list
}

func (s *Service) rates(r Rates) Rates {
	for _, in := range []**decimal.Decimal{&r.Input, &r.Audio.Input, &r.Image.Input} {
		*in = s.Input.media(*in, in == &r.Input)
	}
	for _, cached := range []**decimal.Decimal{&r.CachedInput, &r.Audio.CachedInput, &r.Image.CachedInput} {
		*cached = s.CachedInput.media(*cached, cached == &r.CachedInput)
	}
	for _, out := range []**decimal.Decimal{&r.Output, &r.Audio.Output, &r.Image.Output} {
		*out = s.Output.media(*out, out == &r.Output)
	}
	r.CacheWrite, r.CacheWriteHour = s.CacheWrite.of(r.CacheWrite), s.CacheWrite.media(r.CacheWriteHour, false)
	return r
}

// media applies to other kinds of tokens only what is a multiple: another rate in place is text's.
func (c Change) media(rate *decimal.Decimal, text bool) *decimal.Decimal {
	if !text {
		c.Instead = nil
	}
	return c.of(rate)
}
