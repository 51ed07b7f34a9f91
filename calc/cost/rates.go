// Package cost turns tokens into money, exactly.
//
// All money is USD. A Decimal is an exact rational; nothing here is binary floating point. Rates are USD per
// 1,000,000 tokens, as vendors publish them.
package cost

// Rates is one row of a price list, USD per 1,000,000 tokens. A nil field is not published; it is never zero
// unless the vendor charges nothing.
type Rates struct {
	Input, CachedInput, CacheWrite, Output *Decimal
}

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
}
