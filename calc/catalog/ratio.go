package catalog

import "threelimits/calc/decimal"

// A Ratio turns a number of one tokenizer's tokens into another's, as most prose, code and JSON have it.
type Ratio struct{ low, typical, high quotient }

// A quotient of two factors in units of 1/10,000, of which both are exact: rows of the catalogue have two decimals.
type quotient struct{ of, per int64 }

const unit = 10_000

// factor is a Factor in those units.
type factor struct{ low, typical, high int64 }

var one = factor{unit, unit, unit}

// againstO200k is how many tokens an encoding makes for every 10,000 of o200k_base's: vocabularies of other vendors as in README.md (the table of "Tokens
// per token of o200k_base", scripts/catalog/ratios.mjs), OpenAI's older ones by the same reading. What lies beyond is named there.
var againstO200k = map[string]factor{
	"o200k_base":    one,
	"o200k_harmony": one,
	"cl100k_base":   {9900, 10200, 18000},
	"p50k_base":     {10000, 11000, 24000},
	"p50k_edit":     {10000, 11000, 24000},
	"r50k_base":     {10000, 12000, 24000},
	"gemma3":        {6600, 11000, 15000},
	"qwen3":         {8000, 11500, 15000},
	"deepseek_v3":   {7000, 10500, 14000},
	"mistral_nemo":  {9000, 10600, 15000},
}

// anyTokenizer is where those vocabularies lie together: of a tokenizer that nothing is known of.
var anyTokenizer = factor{6600, 11000, 15000}

// RatioOf is how many tokens of to there are for those of from; nil where both count alike. A model that is nil is not known.
func RatioOf(from, to *Model) *Ratio {
	if countAlike(from, to) {
		return nil
	}
	of, per := tokensOf(to), tokensOf(from)
	if from != nil && to != nil && from.Encoding == to.Encoding {
		of, per = ownFactor(to), ownFactor(from)
	}
	return &Ratio{quotient{of.low, per.high}, quotient{of.typical, per.typical}, quotient{of.high, per.low}}
}

// countAlike: with one encoding and no factor, or by one rule of one vendor.
func countAlike(a, b *Model) bool {
	if a == nil || b == nil || a.Encoding == "" || a.Encoding != b.Encoding {
		return a != nil && b != nil && a.ID != "" && a.ID == b.ID
	}
	guessed := a.Exactness == "estimate" || b.Exactness == "estimate"
	return !guessed || a.Vendor == b.Vendor && a.Exactness == b.Exactness && a.Trust.Why == b.Trust.Why
}

// tokensOf is how many tokens the model makes for each of o200k_base's.
func tokensOf(m *Model) factor {
	encoding := anyTokenizer
	if m == nil {
		return encoding
	}
	if known, ok := againstO200k[m.Encoding]; ok {
		encoding = known
	}
	own := ownFactor(m)
	return factor{encoding.low * own.low / unit, encoding.typical * own.typical / unit, encoding.high * own.high / unit}
}

// ownFactor is the model's tokens for each of its encoding's.
func ownFactor(m *Model) factor {
	if m.Factor.Low == nil {
		return one
	}
	return factor{units(m.Factor.Low), units(m.Factor.Typical), units(m.Factor.High)}
}

func units(f *decimal.Decimal) int64 { return f.Mul(decimal.Whole(unit)).Floor() }

// Of turns numbers of tokens: low rounded down, high up, typical to nearest.
func (r *Ratio) Of(low, typical, high int64) (int64, int64, int64) {
	return low * r.low.of / r.low.per, (2*typical*r.typical.of + r.typical.per) / (2 * r.typical.per), (high*r.high.of + r.high.per - 1) / r.high.per
}

// Bounds are what one token becomes at least and at most, with two decimals: "1.2", "1.8".
func (r *Ratio) Bounds() (low, high string) {
	return hundredths(r.low.of * 100 / r.low.per), hundredths((r.high.of*100 + r.high.per - 1) / r.high.per)
}

func hundredths(n int64) string { return decimal.Whole(n).Per(2).String() }
