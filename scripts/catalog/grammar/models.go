package grammar

import (
	"fmt"
	"iter"
	"strings"

	"threelimits/calc/catalog"
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
//	cache   = "cache" ["from" n] ["step" n] ["life" minutes"m"] ["write" "input"] ["hour" xTimes] ["storage" usd] @key
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
