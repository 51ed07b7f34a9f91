package calc

import (
	"reflect"
	"strconv"
	"strings"

	"threelimits/calc/catalog"
	"threelimits/calc/cost"
)

// Counted is one text counted with one encoding: Tokens of Encoding, for the model of that id, or for none.
type Counted struct {
	Model, Encoding string
	Tokens          int
}

// comparisonRow is a ComparisonRow of contract.ts but for its subject.
type comparisonRow struct {
	Encoding           string      `json:"encoding"`
	Count              int         `json:"count"`
	Tokens             Interval    `json:"tokens"`
	Trust              Trust       `json:"trust"`
	TokensPerWord      *figures    `json:"tokensPerWord"`
	TokensPerCharacter *figures    `json:"tokensPerCharacter"`
	BytesPerToken      *figures    `json:"bytesPerToken"`
	Relative           *figures    `json:"relative"`
	Price              *comparedAt `json:"price"`
}

// figures are a decimal with its range.
type figures struct {
	Low     string `json:"low"`
	Typical string `json:"typical"`
	High    string `json:"high"`
}

// comparedAt is what a text costs as input: at the price that one to hundreds of tokens have, no long-context tier.
type comparedAt struct {
	USDPerMTok         *cost.Decimal `json:"usdPerMTok"`
	USD                amounts       `json:"usd"`
	USDPerMillionWords *amounts      `json:"usdPerMillionWords"`
	From               string        `json:"from,null"`
	Source             string        `json:"source"`
	Checked            string        `json:"checked"`
}

type amounts struct {
	Low     *cost.Decimal `json:"low"`
	Typical *cost.Decimal `json:"typical"`
	High    *cost.Decimal `json:"high"`
}

// CompareCounts says what counts of one text mean beside each other: JSON of { stats, rows }, a row for each count. Ratios
// have three significant digits; the first row is what the others are relative to, and where both are ranges so is their
// ratio, from the one's low over the other's high. Prices are today's input prices, exact.
func CompareCounts(counted []Counted, text TextStats, today string) ([]byte, error) {
	rows := make([]comparisonRow, len(counted))
	for i, c := range counted {
		row := &rows[i]
		row.Encoding, row.Count = c.Encoding, c.Tokens
		row.Tokens = *exactly(c.Tokens)
		row.Trust = Trust{Level: Exact, Why: "Counted with " + c.Encoding + " itself."}
		if c.Model != "" {
			m, err := countableModel(c.Model)
			if err != nil {
				return nil, err
			}
			measured := Measure(c.Tokens, m)
			row.Tokens, row.Trust = measured.Tokens, measured.Trust
			row.Price = priceOf(&row.Tokens, int64(text.Words), m, today)
		}
		row.TokensPerWord = row.Tokens.per(exactly(text.Words))
		row.TokensPerCharacter = row.Tokens.per(exactly(text.Characters))
		row.BytesPerToken = exactly(text.Bytes).per(&row.Tokens)
		row.Relative = row.Tokens.per(&rows[0].Tokens)
	}
	compared := struct {
		Stats TextStats       `json:"stats"`
		Rows  []comparisonRow `json:"rows"`
	}{text, rows}
	return appendJSON(nil, reflect.ValueOf(&compared)), nil
}

func exactly(n int) *Interval { return &Interval{int64(n), int64(n), int64(n)} }

// per is n ÷ m, nil where there is nothing to divide by. A row divided by itself is 1, whatever its range.
func (n *Interval) per(m *Interval) *figures {
	if m.Low == 0 {
		return nil
	}
	if n == m {
		return &figures{"1", "1", "1"}
	}
	return &figures{ratioText(n.Low, m.High), ratioText(n.Typical, m.Typical), ratioText(n.High, m.Low)}
}

// ratioText is a ÷ b in three significant digits, or all digits before the point, without exponent or trailing zeros.
func ratioText(a, b int64) string {
	ratio, decimals := float64(a)/float64(b), 2
	for least := 1.0; ratio < least && ratio > 0; least /= 10 {
		decimals++
	}
	for most := 10.0; ratio >= most && decimals > 0; most *= 10 {
		decimals--
	}
	text := strconv.FormatFloat(ratio, 'f', decimals, 64)
	if strings.Contains(text, ".") {
		text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
	}
	return text
}

// priceOf is what tokens cost as input of a model; nil where no price is published.
func priceOf(tokens *Interval, words int64, m *catalog.Model, today string) *comparedAt {
	row, ok := m.PricesOn(today)
	if !ok || row.List.Base.Input == nil {
		return nil
	}
	input := row.List.Base.Input
	usd := func(n int64) *cost.Decimal { return cost.Whole(n).Mul(input).Quo(1_000_000) }
	price := &comparedAt{
		USDPerMTok: input, From: row.From, Source: row.Source.URL, Checked: row.Source.Checked,
		USD: amounts{usd(tokens.Low), usd(tokens.Typical), usd(tokens.High)},
	}
	if words > 0 {
		// tokens ÷ words tokens a word, for a million words, at a price for a million tokens
		perMillion := func(n int64) *cost.Decimal { return cost.Whole(n).Mul(input).Quo(words) }
		price.USDPerMillionWords = &amounts{perMillion(tokens.Low), perMillion(tokens.Typical), perMillion(tokens.High)}
	}
	return price
}
