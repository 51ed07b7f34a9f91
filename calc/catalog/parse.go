package catalog

import (
	"fmt"
	"strconv"
	"strings"

	"threelimits/calc/cost"
)

// The format, line by line; README.md says it with examples.
//
//	file    = vendor api {source | rule | model}
//	vendor  = "vendor" id name
//	api     = "api" shape
//	source  = "source" key date url what
//	rule    = tokens | cache | service | hours | fee | tools, then "  for" pattern…
//	tokens  = "tokens" encoding exactness [low typical high] @key, and "  why" text
//	cache   = "cache" ["from" n] ["step" n] ["write" "input"] ["hour" xTimes] ["storage" usd] @key
//	service = "service" name {rate change} ["short"] @key
//	hours   = "hours" {rate change} window… ["weekdays"] @key
//	fee     = "fee" "search" usd @key
//	tools   = "tools" ["auto" n] ["any" n] @key
//	model   = "model" id name, then indented: alias, reasoning, open, takes, gives, released, cutoff, retired, window,
//	          price, from|above, audio, image, note
//
// A line that starts in the first column opens a block, an indented one belongs to it. Blank lines and lines that
// start with # mean nothing. "@key" cites a source of the same file. Of the rules of one kind, the first one that is for a
// model holds; services are of one kind each.

// parser holds one file while it is read. file and line are for messages.
type parser struct {
	file string
	line int

	vendor, vendorName, api string
	sources                 map[string]Source
	tokens                  []tokenRule
	rules                   []rule // of all other kinds
	models                  []Model
	block                   string          // the keyword that opened the block
	said                    map[string]bool // the lines the model has had that it may have once
	decimals                map[string]*cost.Decimal
}

// tokenRule says how the models matched by patterns are counted.
type tokenRule struct {
	patterns  []string
	encoding  string
	exactness string
	factor    Factor
	trust     Trust
}

// parse reads one vendor file. Its errors name file and line.
func parse(file, text string) ([]Model, error) {
	p := &parser{file: file, sources: map[string]Source{}, decimals: map[string]*cost.Decimal{}}
	for line := range strings.Lines(text) {
		p.line++
		line = strings.TrimRight(line, "\r\n")
		if err := p.read(line); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", file, p.line, err)
		}
	}
	for _, rule := range p.tokens {
		if len(rule.patterns) == 0 || rule.trust.Why == "" {
			return nil, fmt.Errorf("%s: tokens %s %s lacks its for or its why", file, rule.encoding, rule.exactness)
		}
	}
	for i := range p.rules {
		if len(p.rules[i].patterns) == 0 {
			return nil, fmt.Errorf("%s: %s lacks its for", file, p.rules[i].kind)
		}
	}
	for i := range p.models {
		if err := p.finish(&p.models[i]); err != nil {
			return nil, fmt.Errorf("%s: %s: %w", file, p.models[i].ID, err)
		}
	}
	return p.models, nil
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
	case "source":
		return p.readSource(rest)
	case "tokens":
		return p.readTokens(rest)
	case "model":
		return p.readModel(rest)
	case "cache", "service", "hours", "fee", "tools", "media":
		return p.readRule(word, rest)
	}
	return fmt.Errorf("%q opens no block; accepted: vendor, api, source, tokens, cache, service, hours, fee, tools, media, model", word)
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

func (p *parser) readSource(rest string) error {
	f := strings.SplitN(rest, " ", 4)
	if len(f) != 4 {
		return fmt.Errorf("source takes a key, a date, a URL and what it is")
	}
	if _, twice := p.sources[f[0]]; twice {
		return fmt.Errorf("source %q twice", f[0])
	}
	if !isDay(f[1]) || !strings.HasPrefix(f[2], "https://") {
		return fmt.Errorf("source takes a date YYYY-MM-DD and an https:// URL, not %q %q", f[1], f[2])
	}
	p.sources[f[0]] = Source{Checked: f[1], URL: f[2], What: f[3]}
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
	rule := tokenRule{encoding: args[0], exactness: args[1], trust: Trust{Source: newest(sources)}}
	switch {
	case args[1] == "estimate" && len(args) == 5:
	case (args[1] == "exact" || args[1] == "assumed") && len(args) == 2:
		args = append(args, "1", "1", "1")
	default:
		return fmt.Errorf("exact and assumed take no factor, estimate takes low typical high, not %q", args[1:])
	}
	for i, to := range []**cost.Decimal{&rule.factor.Low, &rule.factor.Typical, &rule.factor.High} {
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
	p.models = append(p.models, Model{
		ID: p.vendor + "/" + id, Vendor: p.vendor, VendorName: p.vendorName, Name: name, API: p.api,
	})
	p.said = map[string]bool{}
	return nil
}

func (p *parser) readModelLine(m *Model, word, rest string) error {
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
		m.cite(s)
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
		err = kinds(args, "image", "audio", "video", "pdf")
	case "gives":
		m.Gives = args
		err = kinds(args, "image", "audio")
	case "audio", "image":
		err = p.readMedia(m, word, args)
	case "released":
		m.Released, err = date(args)
	case "cutoff":
		m.Cutoff, err = date(args)
	case "retired":
		m.Retired, err = date(args)
	case "window":
		err = readWindow(&m.Window, args)
		m.Window.Source = newest(sources)
	case "price":
		err = p.readPrice(m, args, sources)
	case "from", "above":
		err = p.readTier(m, word, args, sources)
	case "note":
		m.Notes = append(m.Notes, Note{Text: strings.Join(args, " "), Source: newest(sources)})
	default:
		err = fmt.Errorf("%q is no line of model; accepted: alias, reasoning, open, takes, gives, released, cutoff, retired, window, price, from, above, audio, image, note", word)
	}
	return err
}

func readWindow(w *Window, args []string) (err error) {
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

// readPrice takes the day first: YYYY-MM-DD as stated, ~YYYY-MM-DD as first seen, - as far back as the sources go.
func (p *parser) readPrice(m *Model, args []string, sources []Source) (err error) {
	if len(args) == 0 {
		return fmt.Errorf("price takes a day (YYYY-MM-DD, ~YYYY-MM-DD or -) and rates")
	}
	row := PriceRow{Source: newest(sources)}
	day := args[0]
	if day != "-" {
		row.From = strings.TrimPrefix(day, "~")
		row.FromSeen = row.From != day
		if !isDay(row.From) {
			return fmt.Errorf("%q is no day; accepted: YYYY-MM-DD, ~YYYY-MM-DD, -", day)
		}
	}
	if n := len(m.Prices); n > 0 && m.Prices[n-1].From >= row.From {
		return fmt.Errorf("price from %q does not follow the row before it", day)
	}
	for args = args[1:]; len(args) >= 2; args = args[:len(args)-2] {
		switch last := args[len(args)-1]; args[len(args)-2] {
		case "until":
			row.Until = last
			if !isDay(last) || last < row.From {
				return fmt.Errorf("until %q is no day after the price began", last)
			}
			continue
		case "storage":
			if row.List.Storage, err = p.decimal(last); err != nil {
				return err
			}
			continue
		}
		break
	}
	if row.List.Base, err = p.readRates(args); err != nil {
		return err
	}
	m.Prices = append(m.Prices, row)
	return nil
}

// readTier takes "from 272000" (from 272,000 input tokens on) or "above 272000" (from 272,001 on).
func (p *parser) readTier(m *Model, word string, args []string, sources []Source) error {
	if len(m.Prices) == 0 || len(args) == 0 {
		return fmt.Errorf("%s follows a price and takes a number of input tokens and rates", word)
	}
	row := &m.Prices[len(m.Prices)-1]
	from, err := tokens(args[0])
	if err != nil {
		return err
	}
	if word == "above" {
		from++
	}
	if n := len(row.List.Tiers); n > 0 && row.List.Tiers[n-1].InputTokensFrom >= from {
		return fmt.Errorf("%s %s does not follow the tier before it", word, args[0])
	}
	rates, err := p.readRates(args[1:])
	if err != nil {
		return err
	}
	row.List.Tiers = append(row.List.Tiers, cost.Tier{InputTokensFrom: from, Rates: rates})
	row.Tiers = append(row.Tiers, newest(sources))
	return nil
}

// readMedia reads what tokens of one kind cost: in every row and tier, as far as the sources say.
func (p *parser) readMedia(m *Model, kind string, args []string) error {
	r, err := p.readRates(args)
	if err != nil {
		return err
	}
	if r.CacheWrite != nil || r.Input == nil && r.Output == nil {
		return fmt.Errorf("%s takes in, cached and out", kind)
	}
	media := cost.MediaRates{Input: r.Input, CachedInput: r.CachedInput, Output: r.Output}
	m.eachRates(func(r *cost.Rates) {
		if kind == "audio" {
			r.Audio = media
		} else {
			r.Image = media
		}
	})
	return require(len(m.Prices) > 0, kind+" follows the prices")
}

// eachRates calls use with the rates of every row and tier.
func (m *Model) eachRates(use func(*cost.Rates)) {
	for i := range m.Prices {
		list := &m.Prices[i].List
		use(&list.Base)
		for j := range list.Tiers {
			use(&list.Tiers[j].Rates)
		}
	}
}

func (p *parser) readRates(args []string) (r cost.Rates, err error) {
	err = pairs(args, func(key, value string) (err error) {
		var to **cost.Decimal
		switch key {
		case "in":
			to = &r.Input
		case "cached":
			to = &r.CachedInput
		case "write":
			to = &r.CacheWrite
		case "out":
			to = &r.Output
		default:
			return fmt.Errorf("%q is no rate; accepted: in, cached, write, out", key)
		}
		if *to != nil {
			return fmt.Errorf("%s twice", key)
		}
		*to, err = p.decimal(value)
		return err
	})
	return r, err
}

// decimal reads an amount. The same text gives the same Decimal: prices repeat, and reading them is a third of the work.
func (p *parser) decimal(text string) (*cost.Decimal, error) {
	if d, ok := p.decimals[text]; ok {
		return d, nil
	}
	d, err := cost.ParseDecimal(text)
	if err != nil {
		return nil, fmt.Errorf("%q %w", text, err)
	}
	p.decimals[text] = d
	return d, nil
}

// finish applies the file's rules to a model.
func (p *parser) finish(m *Model) error {
	_, bare, _ := strings.Cut(m.ID, "/")
	for i := range p.tokens {
		if rule := &p.tokens[i]; isFor(rule.patterns, bare) {
			m.Encoding, m.Exactness, m.Factor, m.Trust = rule.encoding, rule.exactness, rule.factor, rule.trust
			m.cite(rule.trust.Source)
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
			m.cite(r.source)
			r.apply(m)
		}
	}
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
func (p *parser) cited(rest string) (args []string, sources []Source, err error) {
	args = strings.Fields(rest)
	for len(args) > 0 && args[len(args)-1][0] == '@' {
		key := args[len(args)-1][1:]
		s, ok := p.sources[key]
		if !ok {
			return nil, nil, fmt.Errorf("@%s is no source of this file", key)
		}
		sources = append(sources, s)
		args = args[:len(args)-1]
	}
	return args, sources, require(len(sources) > 0, "the row cites no source (@key at its end)")
}

// newest returns the source that was checked last.
func newest(sources []Source) Source {
	best := sources[0]
	for _, s := range sources[1:] {
		if s.Checked > best.Checked {
			best = s
		}
	}
	return best
}

func (m *Model) cite(s Source) {
	for _, known := range m.Sources {
		if known == s {
			return
		}
	}
	m.Sources = append(m.Sources, s)
}

// pairs calls use with each "key value" of args.
func pairs(args []string, use func(key, value string) error) error {
	if len(args)%2 != 0 {
		return fmt.Errorf("%q has no value", args[len(args)-1])
	}
	for i := 0; i < len(args); i += 2 {
		if err := use(args[i], args[i+1]); err != nil {
			return err
		}
	}
	return nil
}

// kinds holds the words of a row to those accepted, each once.
func kinds(args []string, accepted ...string) error {
	for i, a := range args {
		known := false
		for _, b := range accepted {
			known = known || a == b
		}
		for _, b := range args[:i] {
			known = known && a != b
		}
		if !known {
			return fmt.Errorf("%q is not accepted; accepted, each once: %s", a, strings.Join(accepted, ", "))
		}
	}
	return require(len(args) > 0, "accepted: "+strings.Join(accepted, ", "))
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
	if len(args) != 1 || !isDate(args[0]) {
		return "", fmt.Errorf("%q is no date; accepted: YYYY, YYYY-MM, YYYY-MM-DD", args)
	}
	return args[0], nil
}

func isDate(s string) bool {
	return (len(s) == 4 || len(s) == 7 || len(s) == 10) && isDay(s+"-01-01"[len(s)-4:])
}

// isShape reports whether s is a shape of request the page has a sample of.
func isShape(s string) bool {
	return s == "openai" || s == "anthropic" || s == "google" || s == "openai-compatible"
}

// isDay reports whether s is a day of the calendar, YYYY-MM-DD.
func isDay(s string) bool {
	if len(s) != 10 || s[4] != '-' || s[7] != '-' {
		return false
	}
	year, month, day := number(s[:4]), number(s[5:7]), number(s[8:])
	if year < 1 || month < 1 || month > 12 || day < 1 {
		return false
	}
	days := [...]int{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}[month-1]
	if month == 2 && (year%4 == 0 && year%100 != 0 || year%400 == 0) {
		days = 29
	}
	return day <= days
}

// number reads plain digits; -1 is something else.
func number(s string) int {
	n := 0
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return -1
		}
		n = n*10 + int(c-'0')
	}
	return n
}

func require(ok bool, message string) error {
	if ok {
		return nil
	}
	return fmt.Errorf("%s", message)
}
