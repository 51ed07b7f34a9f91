package grammar

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"threelimits/calc/dates"
)

// Row is a price line with its tiers, by its words.
type Row struct {
	Day  string // as written: -, YYYY-MM-DD or ~YYYY-MM-DD
	Keys []string
	Price
	Storage, Until string
	TierKeys       [][]string
}

// Price is a row's rates and its tiers, ascending.
type Price struct {
	Rates
	Tiers []Tier
}

// Rates are decimal texts in USD per million tokens, "" where not published.
type Rates struct{ In, Cached, Write, Out string }

// Tier reprices from input tokens on.
type Tier struct {
	From int64
	Rates
}

// From is the row's first day, "" for the first row of all.
func (r Row) From() string { return strings.Trim(r.Day, "~-") }

// readRow reads the words of a price line behind its keyword.
func readRow(words []string) (row Row, err error) {
	if len(words) == 0 {
		return row, fmt.Errorf("price takes a day (YYYY-MM-DD, ~YYYY-MM-DD or -) and rates")
	}
	row.Day = words[0]
	if row.Day != "-" && !dates.Valid(strings.TrimPrefix(row.Day, "~")) {
		return row, fmt.Errorf("%q is no day; accepted: YYYY-MM-DD, ~YYYY-MM-DD, -", row.Day)
	}
	for words = words[1:]; len(words) >= 2; words = words[:len(words)-2] {
		switch last := words[len(words)-1]; words[len(words)-2] {
		case "until":
			row.Until = last
			if !dates.Valid(last) || last < row.From() {
				return row, fmt.Errorf("until %q is no day after the price began", last)
			}
			continue
		case "storage":
			row.Storage = last
			continue
		}
		break
	}
	row.Rates, err = readRates(words)
	return row, err
}

// readTier reads "from 272000" (from 272,000 input tokens on) or "above 272000" (from 272,001 on), and the rates there.
func readTier(words []string) (t Tier, err error) {
	if len(words) < 2 {
		return t, fmt.Errorf("from and above take a number of input tokens and rates")
	}
	if t.From, err = tokens(words[1]); err != nil {
		return t, err
	}
	if words[0] == "above" {
		t.From++
	}
	t.Rates, err = readRates(words[2:])
	return t, err
}

func readRates(words []string) (r Rates, err error) {
	err = pairs(words, func(key, value string) error {
		to := map[string]*string{"in": &r.In, "cached": &r.Cached, "write": &r.Write, "out": &r.Out}[key]
		if to == nil {
			return fmt.Errorf("%q is no rate; accepted: in, cached, write, out", key)
		}
		if *to != "" {
			return fmt.Errorf("%s twice", key)
		}
		*to = value
		return nil
	})
	return r, err
}

// Rows returns the model's prices in the order of the file.
func (m *Block) Rows() (rows []Row, err error) {
	for _, l := range m.Lines {
		if kind(l.Text) != "price" {
			continue
		}
		words, keys := split(l.Text)
		if words[0] == "price" {
			row, err := readRow(words[1:])
			if err != nil {
				return nil, fmt.Errorf("%s: %q: %w", m.ID, l.Text, err)
			}
			row.Keys = keys
			rows = append(rows, row)
			continue
		}
		tier, err := readTier(words)
		if err != nil || len(rows) == 0 {
			return nil, fmt.Errorf("%s: %q follows no price or has no number: %w", m.ID, l.Text, err)
		}
		last := &rows[len(rows)-1]
		last.Tiers, last.TierKeys = append(last.Tiers, tier), append(last.TierKeys, keys)
	}
	return rows, nil
}

// SetRows rewrites the model's prices, where they stand or belong.
func (m *Block) SetRows(rows []Row) {
	isPrice := func(l Line) bool { return kind(l.Text) == "price" }
	at := slices.IndexFunc(m.Lines, isPrice)
	m.Lines = slices.DeleteFunc(m.Lines, isPrice)
	if at < 0 {
		at = m.placeFor("price")
	}
	var lines []Line
	for _, r := range rows {
		text := "  price " + r.Day + r.Rates.String()
		if r.Storage != "" {
			text += " storage " + r.Storage
		}
		if r.Until != "" {
			text += " until " + r.Until
		}
		lines = append(lines, Line{Text: text + joinCites(r.Keys)})
		for i, t := range r.Tiers {
			lines = append(lines, Line{Text: "  " + t.boundary() + t.Rates.String() + joinCites(r.TierKeys[i])})
		}
	}
	m.Lines = slices.Insert(m.Lines, at, lines...)
}

// String is the price on one line, with a space before it.
func (p Price) String() string {
	text := p.Rates.String()
	for _, t := range p.Tiers {
		text += ", " + t.boundary() + t.Rates.String()
	}
	return text
}

// String writes what is known, each with a space before it.
func (r Rates) String() string {
	text := ""
	for _, f := range []struct{ name, value string }{{"in", r.In}, {"cached", r.Cached}, {"write", r.Write}, {"out", r.Out}} {
		if f.value != "" {
			text += " " + f.name + " " + f.value
		}
	}
	return text
}

// boundary writes a tier's first token the way vendors say it: "above 272000" for 272,001.
func (t Tier) boundary() string {
	if t.From%10 == 1 {
		return "above " + strconv.FormatInt(t.From-1, 10)
	}
	return "from " + strconv.FormatInt(t.From, 10)
}
