package calc

import (
	"threelimits/calc/catalog"
	"threelimits/calc/cost"
)

// textComparison is one of several texts that say the same, such as translations, held against the first: TextComparison of
// contract.ts. A ratio is nil where there is nothing to divide by.
type textComparison struct {
	Count        int           `json:"count"`
	Tokens       Interval      `json:"tokens"`
	Trust        Trust         `json:"trust"`
	Stats        TextStats     `json:"stats"`
	PerWord      *cost.Decimal `json:"perWord"`
	PerCharacter *cost.Decimal `json:"perCharacter"`
	Relative     *cost.Decimal `json:"relative"`
	USD          *cost.Decimal `json:"usdPerMillionWords"`
	Range        *AmountRange  `json:"usdRange,omit"`
	// The model's own, where its tokens are a range.
	PerWordRange      *AmountRange `json:"perWordRange,omit"`
	PerCharacterRange *AmountRange `json:"perCharacterRange,omit"`
}

// compareSubject is who reads the texts: one model or none, at one price or none.
type compareSubject struct {
	model *catalog.Model
	rate  *cost.Decimal
}

// CompareTextsJSON counts texts with an encoding and compares them, as tokens of each of several subjects: for each of those
// a list of TextComparison of contract.ts. against is what ratios are held against, in tokens of an encoding; 0: the first
// text's. subjects are their number and then two texts each, a model's id or "", and what a million tokens cost in USD or "";
// texts are their number and then each; both as ConvertTokenizer has texts. Cost: that of counting and describing each text
// once.
func (t *Tokenizers) CompareTextsJSON(encoding string, against int, subjects, texts []byte, own *OwnModels) ([]byte, error) {
	asked, err := compareSubjects(subjects, own)
	if err != nil {
		return nil, err
	}
	r := newFieldReader(texts)
	rows := make([][]textComparison, len(asked))
	var first, firstWords int64
	for i := range r.count(4) {
		text := []byte(r.text())
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
	if !r.complete() {
		return nil, &Error{Code: CodeBadArgument, Field: "texts", Message: "The texts are not complete."}
	}
	return appendJSON(nil, rows), nil
}

func compareSubjects(fields []byte, own *OwnModels) (asked []compareSubject, err error) {
	r := newFieldReader(fields)
	for range r.count(8) {
		var s compareSubject
		if model := r.text(); model != "" {
			if s.model, err = countableModel(model, own); err != nil {
				return nil, err
			}
		}
		if rate := r.text(); rate != "" {
			if s.rate, err = cost.ParseDecimal(rate); err != nil {
				return nil, &Error{Code: CodeBadArgument, Field: "usdPerMTok", Message: "usdPerMTok " + err.Error() + "."}
			}
		}
		asked = append(asked, s)
	}
	if !r.complete() {
		return nil, &Error{Code: CodeBadArgument, Field: "subjects", Message: "The subjects are not complete."}
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
		c.Tokens, c.Trust = Interval{tokens, tokens, tokens}, Trust{Level: Exact, Why: "Counted with " + encoding + " itself."}
	} else {
		measured := Measure(count, s.model)
		c.Tokens, c.Trust = measured.Tokens, measured.Trust
	}
	c.PerWordRange, c.PerCharacterRange = ratios(c.Tokens, stats.Words), ratios(c.Tokens, stats.Characters)
	if s.rate == nil || ratio(0, firstWords) == nil {
		return c
	}
	usd := func(tokens int64) *cost.Decimal { return cost.Whole(tokens).Mul(s.rate).Quo(firstWords) }
	c.USD = usd(c.Tokens.Typical)
	if c.Tokens.Low < c.Tokens.High {
		c.Range = &AmountRange{usd(c.Tokens.Low), usd(c.Tokens.High)}
	}
	return c
}

// ratios is what a range of tokens is for each of so many units, or nil where it is no range or there is nothing to divide by.
func ratios(tokens Interval, units int) *AmountRange {
	low := ratio(tokens.Low, int64(units))
	if low == nil || tokens.Low == tokens.High {
		return nil
	}
	return &AmountRange{low, ratio(tokens.High, int64(units))}
}

// ratio is a ÷ b, or nil where b is 0 or beyond what is divided by.
func ratio(a, b int64) *cost.Decimal {
	if b < 1 || b > cost.MaxDivisor {
		return nil
	}
	return cost.Whole(a).Quo(b)
}
