package tokenize

import (
	"threelimits/calc/catalog"
	"threelimits/calc/decimal"
	"threelimits/calc/fault"
	"threelimits/calc/trust"
	"threelimits/calc/wire"
)

// textComparison is one of several texts that say the same, such as translations, held against the first: TextComparison of
// the contract. A ratio is nil where there is nothing to divide by.
type textComparison struct {
	Count        int                `json:"count"`
	Tokens       trust.Interval     `json:"tokens"`
	Trust        trust.Trust        `json:"trust"`
	Stats        TextStats          `json:"stats"`
	PerWord      *decimal.Decimal   `json:"perWord"`
	PerCharacter *decimal.Decimal   `json:"perCharacter"`
	Relative     *decimal.Decimal   `json:"relative"`
	USD          *decimal.Decimal   `json:"usdPerMillionWords"`
	Range        *trust.AmountRange `json:"usdRange,omit"`
	// The model's own, where its tokens are a range.
	PerWordRange      *trust.AmountRange `json:"perWordRange,omit"`
	PerCharacterRange *trust.AmountRange `json:"perCharacterRange,omit"`
}

// compareSubject is who reads the texts: one model or none, at one price or none.
type compareSubject struct {
	model *catalog.Model
	rate  *decimal.Decimal
}

// CompareTextsJSON counts texts with an encoding and compares them, as tokens of each of several subjects: for each of those
// a list of TextComparison of the contract. against is what ratios are held against, in tokens of an encoding; 0: the first
// text's. subjects are their number and then two texts each, a model's id or "", and what a million tokens cost in USD or "";
// texts are their number and then each; both as ConvertTokenizer has texts. Cost: that of counting and describing each text
// once.
func (t *Set) CompareTextsJSON(encoding string, against int, subjects, texts []byte, own *catalog.Own) ([]byte, error) {
	asked, err := compareSubjects(subjects, own)
	if err != nil {
		return nil, err
	}
	r := wire.NewReader(texts)
	rows := make([][]textComparison, len(asked))
	var first, firstWords int64
	for i := range r.Count(4) {
		text := []byte(r.Text())
		count, err := t.Count(encoding, "text", text)
		if err != nil {
			return nil, err
		}
		stats := Describe(text)
		if i == 0 {
			first, firstWords = int64(count), int64(stats.Words)
			if against > 0 {
				first = int64(against)
			}
		}
		for j, subject := range asked {
			rows[j] = append(rows[j], subject.compare(encoding, count, stats, first, firstWords))
		}
	}
	if !r.Complete() {
		return nil, fault.Argument("texts", "The texts are not complete.")
	}
	return wire.Append(nil, rows), nil
}

func compareSubjects(fields []byte, own *catalog.Own) (asked []compareSubject, err error) {
	r := wire.NewReader(fields)
	for range r.Count(8) {
		var s compareSubject
		if model := r.Text(); model != "" {
			if s.model, err = countableModel(model, own); err != nil {
				return nil, err
			}
		}
		if rate := r.Text(); rate != "" {
			if s.rate, err = decimal.Parse(rate); err != nil {
				return nil, fault.Argument("usdPerMTok", "usdPerMTok "+err.Error()+".")
			}
		}
		asked = append(asked, s)
	}
	if !r.Complete() {
		return nil, fault.Argument("subjects", "The subjects are not complete.")
	}
	return asked, nil
}

// compare:
//
//	relative           = tokens ÷ tokens of the first
//	usdPerMillionWords = tokens × rate ÷ words of the first
//
// The second is what as much text costs as says what the first says in a million words: 10⁶ words ÷ words of the first
// times the text, at rate ÷ 10⁶ a token. The factor of an estimate cancels out of the first and ranges over the second.
func (s compareSubject) compare(encoding string, count int, stats TextStats, first, firstWords int64) textComparison {
	tokens := int64(count)
	c := textComparison{
		Count: count, Stats: stats,
		PerWord: ratio(tokens, int64(stats.Words)), PerCharacter: ratio(tokens, int64(stats.Characters)), Relative: ratio(tokens, first),
	}
	if s.model == nil {
		c.Tokens, c.Trust = trust.Interval{Low: tokens, Typical: tokens, High: tokens}, trust.Trust{Level: trust.Exact, Why: "Counted with " + encoding + " itself."}
	} else {
		measured := Measure(count, s.model)
		c.Tokens, c.Trust = measured.Tokens, measured.Trust
	}
	c.PerWordRange, c.PerCharacterRange = ratios(c.Tokens, stats.Words), ratios(c.Tokens, stats.Characters)
	if s.rate == nil || ratio(0, firstWords) == nil {
		return c
	}
	usd := func(tokens int64) *decimal.Decimal { return decimal.Whole(tokens).Mul(s.rate).Quo(firstWords) }
	c.USD = usd(c.Tokens.Typical)
	if c.Tokens.Low < c.Tokens.High {
		c.Range = &trust.AmountRange{Low: usd(c.Tokens.Low), High: usd(c.Tokens.High)}
	}
	return c
}

// ratios is what a range of tokens is for each of so many units, or nil where it is no range or there is nothing to divide by.
func ratios(tokens trust.Interval, units int) *trust.AmountRange {
	low := ratio(tokens.Low, int64(units))
	if low == nil || tokens.Low == tokens.High {
		return nil
	}
	return &trust.AmountRange{Low: low, High: ratio(tokens.High, int64(units))}
}

// ratio is a ÷ b, or nil where b is 0 or beyond what is divided by.
func ratio(a, b int64) *decimal.Decimal {
	if b < 1 || b > decimal.MaxDivisor {
		return nil
	}
	return decimal.Whole(a).Quo(b)
}
