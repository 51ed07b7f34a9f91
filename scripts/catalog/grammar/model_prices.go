package grammar

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"threelimits/calc/catalog"
	"threelimits/calc/cost"
	"threelimits/calc/dates"
	"threelimits/calc/decimal"
)

// readPrice adds a row of prices to a model.
func (p *parser) readPrice(m *catalog.Model, words []string, sources []catalog.Source) error {
	said, err := readRow(words)
	if err != nil {
		return err
	}
	row := catalog.PriceRow{From: said.From(), FromSeen: said.Day[0] == '~', Until: said.Until, Source: newest(sources)}
	if n := len(m.Prices); n > 0 && m.Prices[n-1].From >= row.From {
		return fmt.Errorf("price from %q does not follow the row before it", said.Day)
	}
	if row.List.Storage, err = p.amount(said.Storage); err != nil {
		return err
	}
	if row.List.Base, err = p.rates(said.Rates); err != nil {
		return err
	}
	m.Prices = append(m.Prices, row)
	return nil
}

// readTier adds a tier to a model's last row.
func (p *parser) readTier(m *catalog.Model, words []string, sources []catalog.Source) error {
	if len(m.Prices) == 0 {
		return fmt.Errorf("%s follows a price and takes a number of input tokens and rates", words[0])
	}
	row := &m.Prices[len(m.Prices)-1]
	said, err := readTier(words)
	if err != nil {
		return err
	}
	if n := len(row.List.Tiers); n > 0 && row.List.Tiers[n-1].InputTokensFrom >= said.From {
		return fmt.Errorf("%s %s does not follow the tier before it", words[0], words[1])
	}
	rates, err := p.rates(said.Rates)
	if err != nil {
		return err
	}
	row.List.Tiers = append(row.List.Tiers, cost.Tier{InputTokensFrom: said.From, Rates: rates})
	row.Tiers = append(row.Tiers, newest(sources))
	return nil
}

// readMedia reads what tokens of one kind cost: in every row and tier, as far as the sources say.
func (p *parser) readMedia(m *catalog.Model, kind string, args []string) error {
	said, err := readRates(args)
	if err != nil {
		return err
	}
	r, err := p.rates(said)
	if err != nil {
		return err
	}
	if r.CacheWrite != nil || r.Input == nil && r.Output == nil {
		return fmt.Errorf("%s takes in, cached and out", kind)
	}
	media := cost.MediaRates{Input: r.Input, CachedInput: r.CachedInput, Output: r.Output}
	eachRates(m, func(r *cost.Rates) {
		if kind == "audio" {
			r.Audio = media
		} else {
			r.Image = media
		}
	})
	return require(len(m.Prices) > 0, kind+" follows the prices")
}

// rates reads the amounts of a row.
func (p *parser) rates(said Rates) (r cost.Rates, err error) {
	for _, f := range []struct {
		text string
		to   **decimal.Decimal
	}{{said.In, &r.Input}, {said.Cached, &r.CachedInput}, {said.Write, &r.CacheWrite}, {said.Out, &r.Output}} {
		if *f.to, err = p.amount(f.text); err != nil {
			return r, err
		}
	}
	return r, nil
}

// amount is decimal, and nil where nothing is said.
func (p *parser) amount(text string) (*decimal.Decimal, error) {
	if text == "" {
		return nil, nil
	}
	return p.decimal(text)
}

// decimal reads an amount. The same text gives the same Decimal: prices repeat, and reading them is a third of the work.
func (p *parser) decimal(text string) (*decimal.Decimal, error) {
	if d, ok := p.decimals[text]; ok {
		return d, nil
	}
	d, err := decimal.Parse(text)
	if err != nil {
		return nil, fmt.Errorf("%q %w", text, err)
	}
	p.decimals[text] = d
	return d, nil
}

// finish applies the file's rules to a model.
func (p *parser) finish(m *catalog.Model) error {
	_, bare, _ := strings.Cut(m.ID, "/")
	for i := range p.tokens {
		if rule := &p.tokens[i]; isFor(rule.patterns, bare) {
			m.Encoding, m.Exactness, m.Factor, m.Trust = rule.encoding, rule.exactness, rule.factor, rule.trust
			citeBy(m, rule.trust.Source)
			break
		}
	}
	done := ""
	for i := range p.rules {
		if r := &p.rules[i]; !strings.Contains(done, r.kind+";") && isFor(r.patterns, bare) {
			done += r.kind + ";"
			if _, ok := r.media.Level(""); r.kind == "media" && !ok {
				return fmt.Errorf("its media rule has no level auto")
			}
			citeBy(m, r.source)
			r.apply(m)
		}
	}
	slices.SortFunc(m.Hours, func(a, b catalog.HoursRule) int { return strings.Compare(a.From, b.From) })
	return require(m.Encoding != "", "no tokens block is for it")
}

// isFor reports whether a pattern means id: it is the id itself, or its beginning and a star.
func isFor(patterns []string, id string) bool {
	for _, p := range patterns {
		beginning, star := strings.CutSuffix(p, "*")
		if id == p || star && strings.HasPrefix(id, beginning) {
			return true
		}
	}
	return false
}

// cited splits a row into its words and the sources at its end. Every row has one.
func (p *parser) cited(rest string) (args []string, sources []catalog.Source, err error) {
	args, keys := split(rest)
	for _, key := range keys {
		s, ok := p.sources[key]
		if !ok {
			return nil, nil, fmt.Errorf("@%s is no source of this file", key)
		}
		sources = append(sources, s)
	}
	return args, sources, require(len(sources) > 0, "the row cites no source (@key at its end)")
}

// newest returns the source that was checked last.
func newest(sources []catalog.Source) catalog.Source {
	best := sources[0]
	for _, s := range sources[1:] {
		if s.Checked > best.Checked {
			best = s
		}
	}
	return best
}

// citeBy puts a source among those of a model, once.
func citeBy(m *catalog.Model, s catalog.Source) {
	if !slices.Contains(m.Sources, s) {
		m.Sources = append(m.Sources, s)
	}
}

// eachRates calls use with the rates of every row and tier.
func eachRates(m *catalog.Model, use func(*cost.Rates)) {
	eachList(m, func(list *cost.PriceList) {
		use(&list.Base)
		for i := range list.Tiers {
			use(&list.Tiers[i].Rates)
		}
	})
}

func eachList(m *catalog.Model, use func(*cost.PriceList)) {
	for i := range m.Prices {
		use(&m.Prices[i].List)
	}
}

func tokens(s string) (int64, error) {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil || n <= 0 || n > 1e12 {
		return 0, fmt.Errorf("%q is no number of tokens", s)
	}
	return n, nil
}

// date takes one of YYYY, YYYY-MM and YYYY-MM-DD.
func date(args []string) (string, error) {
	if len(args) != 1 || !dates.Partial(args[0]) {
		return "", fmt.Errorf("%q is no date; accepted: YYYY, YYYY-MM, YYYY-MM-DD", args)
	}
	return args[0], nil
}

// isShape reports whether s is a shape of request the page has a sample of.
func isShape(s string) bool {
	return s == "openai" || s == "anthropic" || s == "google" || s == "openai-compatible"
}

func require(ok bool, message string) error {
	if ok {
		return nil
	}
	return fmt.Errorf("%s", message)
}
