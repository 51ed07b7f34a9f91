package grammar

import (
	"fmt"
	"strings"

	"threelimits/calc/catalog"
	"threelimits/calc/cost"
	"threelimits/calc/dates"
	"threelimits/calc/decimal"
)

// rule is one that holds for several models: a cache, a service, an hour of the day, a fee, the tokens of tools,
// of pictures.
type rule struct {
	kind     string // with the name of a service
	patterns []string
	source   catalog.Source

	cache       catalog.CacheRule
	freeWrites  bool             // writing costs the input rate, that is, nothing extra
	hour        *decimal.Decimal // a write kept for an hour costs so many times the input rate
	storage     *decimal.Decimal
	service     catalog.Service
	change      cost.Service
	least       int64  // max_tokens
	since       string // day of the hours
	windows     [][2]int
	weekdays    bool
	search      *decimal.Decimal
	toolsByAuto int64
	toolsByAny  int64
	media       catalog.MediaRule
}

// apply puts the rule into a model whose prices are read.
func (r *rule) apply(m *catalog.Model) {
	switch word, _, _ := strings.Cut(r.kind, " "); word {
	case "cache":
		m.Cache = r.cache
		eachRates(m, r.writes)
		eachList(m, func(l *cost.PriceList) {
			if l.Storage == nil {
				l.Storage = r.storage
			}
		})
	case "service":
		m.Services[r.service] = &catalog.ServiceRule{Service: r.change, LeastMaxTokens: r.least, Source: r.source}
	case "hours":
		m.Hours = append(m.Hours, catalog.HoursRule{From: r.since, Windows: r.windows, Weekdays: r.weekdays, Change: r.change, Source: r.source})
	case "fee":
		eachList(m, func(l *cost.PriceList) { l.Search = r.search })
	case "tools":
		m.Tools = &catalog.ToolsRule{Auto: r.toolsByAuto, Any: r.toolsByAny, Source: r.source}
	case "media":
		m.Media = &r.media
	}
}

// writes fills in the rates of writing to the cache that follow from the input rate.
func (r *rule) writes(rates *cost.Rates) {
	if r.freeWrites && rates.CachedInput != nil && rates.CacheWrite == nil {
		rates.CacheWrite = rates.Input
	}
	if r.hour != nil && rates.Input != nil {
		rates.CacheWriteHour = rates.Input.Mul(r.hour)
	}
}

// readRule reads the line that opens a rule.
func (p *parser) readRule(word, rest string) error {
	args, sources, err := p.cited(rest)
	if err != nil {
		return err
	}
	r := rule{kind: word, source: newest(sources)}
	switch word {
	case "cache":
		r.cache.Source = r.source
		err = pairs(args, func(key, value string) error { return p.readCache(&r, key, value) })
	case "service":
		err = p.readService(&r, args)
	case "hours":
		err = p.readHours(&r, args)
	case "fee":
		err = require(len(args) == 2 && args[0] == "search", "fee takes search and USD per 1,000")
		if err == nil {
			r.search, err = p.decimal(args[1])
		}
	case "media":
		r.media.Source = r.source
		err = p.readMediaRule(&r.media, args)
	case "tools":
		err = pairs(args, func(key, value string) (err error) {
			switch key {
			case "auto":
				r.toolsByAuto, err = tokens(value)
			case "any":
				r.toolsByAny, err = tokens(value)
			default:
				err = fmt.Errorf("%q is no field of tools; accepted: auto, any", key)
			}
			return err
		})
	}
	p.rules = append(p.rules, r)
	return err
}

func (p *parser) readCache(r *rule, key, value string) (err error) {
	switch key {
	case "from":
		r.cache.From, err = tokens(value)
	case "step":
		r.cache.Step, err = tokens(value)
	case "life":
		minutes, ok := strings.CutSuffix(value, "m")
		r.cache.Life, err = tokens(minutes)
		r.cache.Life *= 60
		if !ok || err != nil {
			err = fmt.Errorf("%q is no life; accepted are minutes such as 5m", value)
		}
	case "write":
		r.freeWrites = true
		err = require(value == "input", "write takes the word input")
	case "hour":
		r.hour, err = p.times(value)
	case "storage":
		r.storage, err = p.decimal(value)
	default:
		err = fmt.Errorf("%q is no field of cache; accepted: from, step, life, write, hour, storage", key)
	}
	return err
}

// readService takes the service's name, its changes, whether it is offered for short requests only, and the least max_tokens.
func (p *parser) readService(r *rule, args []string) (err error) {
	name := ""
	if len(args) > 0 {
		name, args = args[0], args[1:]
	}
	ok := false
	if r.service, ok = catalog.ParseService(name); !ok || r.service == catalog.Standard {
		return fmt.Errorf("%q is no service; accepted: batch, flex, priority", name)
	}
	r.kind += " " + name
	if n := len(args); n > 2 && args[n-2] == "least" {
		if r.least, err = tokens(args[n-1]); err != nil {
			return err
		}
		args = args[:n-2]
	}
	if n := len(args); n > 0 && args[n-1] == "short" {
		r.change.ShortOnly, args = true, args[:n-1]
	}
	return p.readChanges(&r.change, args)
}

// readHours takes the changes, then windows of UTC such as 01:00-04:00, weekdays where they hold only then, and the day
// since when.
func (p *parser) readHours(r *rule, args []string) error {
	if n := len(args); n > 1 && args[n-2] == "since" {
		if r.since = args[n-1]; !dates.Valid(r.since) {
			return fmt.Errorf("since %q is no day", r.since)
		}
		r.kind += " " + r.since // one rule a day
		args = args[:n-2]
	}
	if n := len(args); n > 0 && args[n-1] == "weekdays" {
		r.weekdays, args = true, args[:n-1]
	}
	for len(args) > 0 && strings.Contains(args[len(args)-1], "-") {
		from, to, _ := strings.Cut(args[len(args)-1], "-")
		w := [2]int{catalog.MinuteOf(from), catalog.MinuteOf(to)}
		if w[0] < 0 || w[1] <= w[0] {
			return fmt.Errorf("%q is no window; accepted: 01:00-04:00 and the like, within one day", args[len(args)-1])
		}
		r.windows = append([][2]int{w}, r.windows...)
		args = args[:len(args)-1]
	}
	if len(r.windows) == 0 {
		return fmt.Errorf("hours takes changes and windows of UTC, such as 01:00-04:00")
	}
	return p.readChanges(&r.change, args)
}

// readChanges takes rates and what becomes of them: a multiple ("x0.5") or another rate ("2.5"); "all" is all four.
func (p *parser) readChanges(to *cost.Service, args []string) error {
	if len(args) == 0 {
		return fmt.Errorf("it takes all, in, cached, write or out, each with x0.5 or another rate")
	}
	return pairs(args, func(key, value string) (err error) {
		var c cost.Change
		if strings.HasPrefix(value, "x") {
			c.Times, err = p.times(value)
		} else {
			c.Instead, err = p.decimal(value)
		}
		switch key {
		case "in":
			to.Input = c
		case "cached":
			to.CachedInput = c
		case "write":
			to.CacheWrite = c
		case "out":
			to.Output = c
		case "all":
			to.Input, to.CachedInput, to.CacheWrite, to.Output = c, c, c, c
			if c.Times == nil && err == nil {
				err = fmt.Errorf("all takes a multiple, such as x0.5")
			}
		default:
			err = fmt.Errorf("%q is no rate; accepted: all, in, cached, write, out", key)
		}
		return err
	})
}

var shapes = map[string]cost.Shape{
	"tiles": cost.Tiles, "patches": cost.Patches, "grid": cost.Grid, "crops": cost.Crops, "unsized": cost.Unsized,
}

// readMediaRule takes the shape of the cells, their side where they have one, what is counted for them, and assumed.
func (p *parser) readMediaRule(r *catalog.MediaRule, args []string) (err error) {
	if n := len(args); n > 0 && args[n-1] == "assumed" {
		r.Assumed, args = true, args[:n-1]
	}
	ok := false
	if len(args) > 0 {
		r.Shape, ok = shapes[args[0]]
	}
	if !ok {
		return fmt.Errorf("media takes tiles, patches, grid, crops or unsized first")
	}
	args = args[1:]
	if r.Shape != cost.Unsized {
		if len(args) == 0 {
			return fmt.Errorf("the side of a cell is missing")
		}
		if r.Cell, err = tokens(args[0]); err != nil {
			return err
		}
		args = args[1:]
	}
	return pairs(args, func(key, value string) (err error) {
		switch key {
		case "base":
			r.Base, err = p.decimal(value)
		case "each":
			r.Each, err = p.decimal(value)
		default:
			err = fmt.Errorf("%q is no field of media; accepted: base, each", key)
		}
		return err
	})
}

// readLevel takes the names of a level, with commas between them, and its limits.
func readLevel(r *catalog.MediaRule, rest string) error {
	args := strings.Fields(rest)
	if len(args) == 0 {
		return fmt.Errorf("level takes names")
	}
	l := cost.MediaLevel{Names: strings.Split(args[0], ",")}
	for _, name := range l.Names {
		if _, twice := r.Level(name); twice || name == "" {
			return fmt.Errorf("level %q is there already, or has no name", name)
		}
	}
	err := pairs(args[1:], func(key, value string) (err error) {
		to := map[string]*int64{
			"box": &l.Box, "short": &l.Short, "most": &l.Most, "fixed": &l.Fixed, "page": &l.Page, "video": &l.VideoSecond, "audio": &l.AudioSecond,
		}[key]
		if to == nil {
			return fmt.Errorf("%q is no field of level; accepted: box, short, most, fixed, page, video, audio", key)
		}
		*to, err = tokens(value)
		return err
	})
	if r.Shape == cost.Grid && (l.Box == 0 || l.Most == 0) {
		err = fmt.Errorf("a level of a grid takes box and most")
	}
	if r.Shape == cost.Tiles && l.Short == 0 && l.Fixed == 0 {
		err = fmt.Errorf("a level of tiles takes short or fixed")
	}
	r.Levels = append(r.Levels, l)
	return err
}

// times reads a multiple: "x0.5".
func (p *parser) times(text string) (*decimal.Decimal, error) {
	number, ok := strings.CutPrefix(text, "x")
	if !ok {
		return nil, fmt.Errorf("%q is no multiple; accepted: x0.5 and the like", text)
	}
	return p.decimal(number)
}
