package tokenize

import (
	"threelimits/calc/bpe"
	"threelimits/calc/catalog"
	"threelimits/calc/decimal"
	"threelimits/calc/trust"
)

// TextComparison is one of several texts that say the same, such as translations, held against the first: TextComparison of
// the contract. A ratio is nil where there is nothing to divide by.
type TextComparison struct {
	Count        int                `page:"count"`
	Tokens       trust.Interval     `page:"tokens"`
	Trust        trust.Trust        `page:"trust"`
	Stats        TextStats          `page:"stats"`
	PerWord      *decimal.Decimal   `page:"perWord"`
	PerCharacter *decimal.Decimal   `page:"perCharacter"`
	Relative     *decimal.Decimal   `page:"relative"`
	USD          *decimal.Decimal   `page:"usdPerMillionWords"`
	Range        *trust.AmountRange `page:"usdRange,omit"`
	// The model's own, where its tokens are a range.
	PerWordRange      *trust.AmountRange `page:"perWordRange,omit"`
	PerCharacterRange *trust.AmountRange `page:"perCharacterRange,omit"`
}

// Subject is who reads the texts: a model by its id, or "" for the encoding itself; at a price, or nil.
type Subject struct {
	Model      string
	USDPerMTok *decimal.Decimal
}

// CompareTexts counts texts with an encoding and compares them, as tokens of each of several subjects: for each of those a
// list. against is what ratios are held against, in tokens of the encoding; 0: the first text's. own are a person's own models, or nil. Cost: that of counting
// and describing each text once. Errors are those of EncodingOf and Count.
func (t *Set) CompareTexts(encoding string, against int, subjects []Subject, texts []string, own *catalog.Own) ([][]TextComparison, error) {
	asked, err := readersOf(subjects, own)
	if err != nil {
		return nil, err
	}
	rows := make([][]TextComparison, len(asked))
	var first, firstWords int64
	for i := range texts {
		text := []byte(texts[i])
		count, err := t.Count(encoding, bpe.SpecialAsText, text)
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
		for j, reader := range asked {
			rows[j] = append(rows[j], reader.compare(encoding, count, stats, first, firstWords))
		}
	}
	return rows, nil
}

// textReader is a Subject whose model is found.
type textReader struct {
	model *catalog.Model
	rate  *decimal.Decimal
}

func readersOf(subjects []Subject, own *catalog.Own) ([]textReader, error) {
	readers := make([]textReader, len(subjects))
	for i := range subjects {
		readers[i].rate = subjects[i].USDPerMTok
		if id := subjects[i].Model; id != "" {
			m, err := countableModel(id, own)
			if err != nil {
				return nil, err
			}
			readers[i].model = m
		}
	}
	return readers, nil
}

// compare:
//
//	relative           = tokens ÷ tokens of the first
//	usdPerMillionWords = tokens × rate ÷ words of the first
//
// The second is what as much text costs as says what the first says in a million words: 10⁶ words ÷ words of the first
// times the text, at rate ÷ 10⁶ a token. The factor of an estimate cancels out of the first and ranges over the second.
func (s textReader) compare(encoding string, count int, stats TextStats, first, firstWords int64) TextComparison {
	tokens := int64(count)
	c := TextComparison{
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
