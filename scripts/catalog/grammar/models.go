package grammar

import (
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"

	"threelimits/calc/catalog"
	"threelimits/calc/cost"
	"threelimits/calc/dates"
	"threelimits/calc/decimal"
)

// The format, line by line; README.md says it with examples.
//
//	file    = vendor api {source | rule | model}
//	vendor  = "vendor" id name
//	api     = "api" shape
//	source  = "source" key date url what | "quoted" key date url who ":" what
//	rule    = tokens | cache | service | hours | fee | tools, then "  for" pattern…
//	tokens  = "tokens" encoding exactness [low typical high] @key, and "  why" text
//	cache   = "cache" ["from" n] ["step" n] ["write" "input"] ["hour" xTimes] ["storage" usd] @key
//	service = "service" name {rate change} ["short"] @key
//	hours   = "hours" {rate change} window… ["weekdays"] ["since" day] @key
//	fee     = "fee" "search" usd @key
//	tools   = "tools" ["auto" n] ["any" n] @key
//	model   = "model" id name, then indented: alias, reasoning, open, takes, gives, released, cutoff, retired, window,
//	          price, from|above, audio, image, note
//
// A line that starts in the first column opens a block, an indented one belongs to it. Blank lines and lines that
// start with # mean nothing. "@key" cites a source of the same file. Of the rules of one kind, the first one that is for a
// model holds; services are of one kind each.

// parser holds one file while it is read.
type parser struct {
	vendor, vendorName, api string
	sources                 map[string]catalog.Source
	tokens                  []tokenRule
	rules                   []rule // of all other kinds
	models                  []catalog.Model
	block                   string          // the keyword that opened the block
	said                    map[string]bool // the lines the model has had that it may have once
	decimals                map[string]*decimal.Decimal
}

// tokenRule says how the models matched by patterns are counted.
type tokenRule struct {
	patterns  []string
	encoding  string
	exactness string
	factor    catalog.Factor
	trust     catalog.Trust
}

// Models reads what vendor files say, in the order given. Its errors name file and line.
func Models(files ...*File) (all []catalog.Model, err error) {
	for _, f := range files {
		models, err := parse(f)
		if err != nil {
			return nil, err
		}
		all = append(all, models...)
	}
	return all, nil
}

func parse(f *File) ([]catalog.Model, error) {
	p := &parser{sources: map[string]catalog.Source{}, decimals: map[string]*decimal.Decimal{}}
	for line := range f.lines() {
		if err := p.read(line.Text); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", f.Name, line.Number, err)
		}
	}
	for _, rule := range p.tokens {
		if len(rule.patterns) == 0 || rule.trust.Why == "" {
			return nil, fmt.Errorf("%s: tokens %s %s lacks its for or its why", f.Name, rule.encoding, rule.exactness)
		}
	}
	for i := range p.rules {
		if len(p.rules[i].patterns) == 0 {
			return nil, fmt.Errorf("%s: %s lacks its for", f.Name, p.rules[i].kind)
		}
	}
	for i := range p.models {
		if err := p.finish(&p.models[i]); err != nil {
			return nil, fmt.Errorf("%s: %s: %w", f.Name, p.models[i].ID, err)
		}
	}
	return p.models, nil
}

// lines are those of the file in their order, models as the lines that open them.
func (f *File) lines() iter.Seq[Line] {
	return func(yield func(Line) bool) {
		for _, l := range f.Head {
			if !yield(l) {
				return
			}
		}
		for _, m := range f.Models {
			if !yield(Line{m.Number, "model " + m.ID + " " + m.Name}) {
				return
			}
			for _, l := range m.Lines {
				if !yield(l) {
					return
				}
			}
		}
	}
}

func (p *parser) read(line string) error {
	trimmed := strings.TrimSpace(line)
	if trimmed == "" || trimmed[0] == '#' {
		return nil
	}
	word, rest, _ := strings.Cut(trimmed, " ")
	rest = strings.TrimSpace(rest)
	if line[0] == ' ' {
		return p.readInside(word, rest)
	}
	p.block = word
	switch word {
	case "vendor":
		p.vendor, p.vendorName, _ = strings.Cut(rest, " ")
		return require(p.vendor != "" && p.vendorName != "", "vendor takes an id and a name")
	case "api":
		p.api = rest
		return require(isShape(rest), "api takes openai, anthropic, google or openai-compatible")
	case "source", "quoted":
		return p.readSource(word, rest)
	case "tokens":
		return p.readTokens(rest)
	case "model":
		return p.readModel(rest)
	case "cache", "service", "hours", "fee", "tools", "media":
		return p.readRule(word, rest)
	}
	return fmt.Errorf("%q opens no block; accepted: vendor, api, source, quoted, tokens, cache, service, hours, fee, tools, media, model", word)
}

func (p *parser) readInside(word, rest string) error {
	switch p.block {
	case "tokens":
		rule := &p.tokens[len(p.tokens)-1]
		switch word {
		case "for":
			rule.patterns = strings.Fields(rest)
			return nil
		case "why":
			rule.trust.Why = rest
			return nil
		}
		return fmt.Errorf("%q is no line of tokens; accepted: for, why", word)
	case "media":
		if word == "level" {
			return readLevel(&p.rules[len(p.rules)-1].media, rest)
		}
		fallthrough
	case "cache", "service", "hours", "fee", "tools":
		p.rules[len(p.rules)-1].patterns = strings.Fields(rest)
		return require(word == "for", "only the line for belongs to it, and to media level")
	case "model":
		return p.readModelLine(&p.models[len(p.models)-1], word, rest)
	}
	return fmt.Errorf("indented line %q outside a rule and a model", word)
}

// readSource takes a page that was read ("source"), or what others say stands on it ("quoted").
func (p *parser) readSource(word, rest string) error {
	f := strings.SplitN(rest, " ", 4)
	if len(f) != 4 {
		return fmt.Errorf("source takes a key, a date, a URL and what it is")
	}
	if _, twice := p.sources[f[0]]; twice {
		return fmt.Errorf("source %q twice", f[0])
	}
	if !dates.Valid(f[1]) || !strings.HasPrefix(f[2], "https://") {
		return fmt.Errorf("source takes a date YYYY-MM-DD and an https:// URL, not %q %q", f[1], f[2])
	}
	s := catalog.Source{Checked: f[1], URL: f[2], What: f[3]}
	if word == "quoted" {
		by, what, ok := strings.Cut(f[3], ": ")
		if !ok {
			return fmt.Errorf("quoted takes who says so, a colon, and what")
		}
		s.By, s.What = by, what+", by way of "+by
	}
	p.sources[f[0]] = s
	return nil
}

func (p *parser) readTokens(rest string) error {
	args, sources, err := p.cited(rest)
	if err != nil {
		return err
	}
	if len(args) != 2 && len(args) != 5 {
		return fmt.Errorf("tokens takes an encoding, exact|assumed|estimate and, for an estimate, low typical high")
	}
	rule := tokenRule{encoding: args[0], exactness: args[1], trust: catalog.Trust{Source: newest(sources)}}
	switch {
	case args[1] == "estimate" && len(args) == 5:
	case (args[1] == "exact" || args[1] == "assumed") && len(args) == 2:
		args = append(args, "1", "1", "1")
	default:
		return fmt.Errorf("exact and assumed take no factor, estimate takes low typical high, not %q", args[1:])
	}
	for i, to := range []**decimal.Decimal{&rule.factor.Low, &rule.factor.Typical, &rule.factor.High} {
		if *to, err = p.decimal(args[2+i]); err != nil {
			return err
		}
	}
	p.tokens = append(p.tokens, rule)
	return nil
}

func (p *parser) readModel(rest string) error {
	id, name, _ := strings.Cut(rest, " ")
	if id == "" || name == "" {
		return fmt.Errorf("model takes an id and a name")
	}
	if p.vendor == "" || p.api == "" {
		return fmt.Errorf("vendor and api come before the first model")
	}
	p.models = append(p.models, catalog.Model{
		ID: p.vendor + "/" + id, Vendor: p.vendor, VendorName: p.vendorName, Name: name, API: p.api,
	})
	p.said = map[string]bool{}
	return nil
}

func (p *parser) readModelLine(m *catalog.Model, word, rest string) error {
	switch word {
	case "price", "from", "above", "note", "takes", "gives":
	default:
		if p.said[word] {
			return fmt.Errorf("%s twice in one model", word)
		}
		p.said[word] = true
	}
	args, sources, err := p.cited(rest)
	if err != nil {
		return err
	}
	for _, s := range sources {
		citeBy(m, s)
	}
	switch word {
	case "alias":
		for _, a := range args {
			m.Aliases = append(m.Aliases, p.vendor+"/"+a)
		}
	case "reasoning":
		m.Reasoning = true
		err = require(len(args) == 0, "reasoning takes nothing but its source")
	case "open":
		m.Open = true
		err = require(len(args) == 0, "open takes nothing but its source")
	case "takes":
		m.Takes = args
		err = catalog.Kinds(args, "image", "audio", "video", "pdf")
	case "gives":
		m.Gives = args
		err = catalog.Kinds(args, "image", "audio")
	case "audio", "image":
		err = p.readMedia(m, word, args)
	case "released":
		m.Released, err = date(args)
	case "cutoff":
		m.Cutoff, err = date(args)
	case "retired":
		err = p.readRetired(&m.Retired, args)
		m.Retired.Source = newest(sources)
	case "window":
		err = readWindow(&m.Window, args)
		m.Window.Source = newest(sources)
	case "price":
		err = p.readPrice(m, args, sources)
	case "from", "above":
		err = p.readTier(m, append([]string{word}, args...), sources)
	case "note":
		m.Notes = append(m.Notes, catalog.Note{Text: strings.Join(args, " "), Source: newest(sources)})
	default:
		err = fmt.Errorf("%q is no line of model; accepted: alias, reasoning, open, takes, gives, released, cutoff, retired, window, price, from, above, audio, image, note", word)
	}
	return err
}

// readRetired takes the day, and where the vendor names one, the model in its place: "to", or "as" where it answers for it.
func (p *parser) readRetired(r *catalog.Retirement, args []string) (err error) {
	if len(args) == 3 && (args[1] == "to" || args[1] == "as") {
		r.To, r.Answered = p.vendor+"/"+args[2], args[1] == "as"
		args = args[:1]
	}
	r.Day, err = date(args)
	return err
}

func readWindow(w *catalog.Window, args []string) (err error) {
	if len(args) == 0 {
		return fmt.Errorf("window takes a number of tokens")
	}
	if w.Context, err = tokens(args[0]); err != nil {
		return err
	}
	return pairs(args[1:], func(key, value string) (err error) {
		switch key {
		case "input":
			w.MaxInput, err = tokens(value)
		case "output":
			w.MaxOutput, err = tokens(value)
		default:
			err = fmt.Errorf("%q is no field of window; accepted: input, output", key)
		}
		return err
	})
}

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
