package calc

import (
	"reflect"

	"threelimits/calc/catalog"
	"threelimits/calc/cost"
)

// TextComparison is one of several texts that say the same, such as translations, held against the first: TextComparison of
// contract.ts. A ratio is nil where there is nothing to divide by.
type TextComparison struct {
	Tokens       Interval      `json:"tokens"`
	Stats        TextStats     `json:"stats"`
	PerWord      *cost.Decimal `json:"perWord"`
	PerCharacter *cost.Decimal `json:"perCharacter"`
	Relative     *cost.Decimal `json:"relative"`
	USD          *cost.Decimal `json:"usdPerMillionWords"`
	Range        *AmountRange  `json:"usdRange,omit"`
}

// CompareTextsJSON counts texts with an encoding, and as tokens of a model unless that is "", and compares them:
// TextComparison[] of contract.ts. texts are their number and then each as ConvertTokenizer has texts. usdPerMTok is what a
// million tokens cost, or "" where that is not known. Cost: that of counting and describing each.
func (t *Tokenizers) CompareTextsJSON(encoding, model, usdPerMTok string, texts []byte) ([]byte, error) {
	var m catalog.Model // with a factor of 1
	if model != "" {
		known, err := countableModel(model)
		if err != nil {
			return nil, err
		}
		m = *known
	}
	var rate *cost.Decimal
	if usdPerMTok != "" {
		var err error
		if rate, err = cost.ParseDecimal(usdPerMTok); err != nil {
			return nil, &Error{Code: CodeBadArgument, Field: "usdPerMTok", Message: "usdPerMTok " + err.Error() + "."}
		}
	}
	r := fieldReader{rest: string(texts)}
	list := make([]TextComparison, r.count(4))
	var first, firstWords int64
	for i := range list {
		text := []byte(r.text())
		count, err := t.Count(encoding, "text", text)
		if err != nil {
			return nil, err
		}
		stats := Describe(text)
		if i == 0 {
			first, firstWords = int64(count), int64(stats.Words)
		}
		list[i] = compareText(int64(count), stats, first, firstWords, &m, rate)
	}
	if r.failed || r.rest != "" {
		return nil, &Error{Code: CodeBadArgument, Field: "texts", Message: "The texts are not complete."}
	}
	return appendJSON(nil, reflect.ValueOf(list)), nil
}

// compareText:
//
//	relative           = tokens ÷ tokens of the first
//	usdPerMillionWords = tokens × rate ÷ words of the first
//
// The second is what as much text costs as says what the first says in a million words: 10⁶ words ÷ words of the first
// times the text, at rate ÷ 10⁶ a token. The factor of an estimate cancels out of the first and ranges over the second.
func compareText(count int64, stats TextStats, first, firstWords int64, m *catalog.Model, rate *cost.Decimal) TextComparison {
	c := TextComparison{
		Tokens: Measure(int(count), m).Tokens, Stats: stats,
		PerWord: ratio(count, int64(stats.Words)), PerCharacter: ratio(count, int64(stats.Characters)), Relative: ratio(count, first),
	}
	if rate == nil || ratio(0, firstWords) == nil {
		return c
	}
	usd := func(tokens int64) *cost.Decimal { return cost.Whole(tokens).Mul(rate).Quo(firstWords) }
	c.USD = usd(c.Tokens.Typical)
	if c.Tokens.Low < c.Tokens.High {
		c.Range = &AmountRange{usd(c.Tokens.Low), usd(c.Tokens.High)}
	}
	return c
}

// ratio is a ÷ b, or nil where b is 0 or beyond what is divided by.
func ratio(a, b int64) *cost.Decimal {
	if b < 1 || b > cost.MaxDivisor {
		return nil
	}
	return cost.Whole(a).Quo(b)
}
