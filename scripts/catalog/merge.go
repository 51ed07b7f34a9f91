package main

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// merger brings the offers of the sources into one vendor's file and says what it did.
type merger struct {
	vendor  vendor
	file    *vendorFile
	changes []string // what is different in the file now
	differs []string // where a source says something else than the file, or than another source
}

func (m *merger) changed(format string, args ...any) {
	m.changes = append(m.changes, m.vendor.id+"/"+fmt.Sprintf(format, args...))
}

func (m *merger) disagree(format string, args ...any) {
	m.differs = append(m.differs, m.vendor.id+"/"+fmt.Sprintf(format, args...))
}

// candidate is a model the sources know, with the offer of each that does.
type candidate struct {
	id                string
	pi, genai, limits *offer
}

// merge brings in one model.
func (m *merger) merge(c candidate) error {
	block := m.file.find(c.id)
	if block == nil {
		block = &modelBlock{id: c.id, name: c.name()}
		m.file.add(block)
		m.changed("%s: new", c.id)
	}
	m.limits(block, c)
	if c.genai != nil {
		m.aliases(block, c.genai.names)
		for of, value := range map[string]string{"audio": c.genai.audio, "image": c.genai.image} {
			if value != "" && m.vendor.distrust[block.id+" "+genaiPrices.name] == "" {
				m.line(block, of, " "+value, genaiPrices.short())
			}
		}
		if err := m.prices(block, genaiPrices, c.genai.prices); err != nil {
			return err
		}
	}
	if c.pi != nil {
		return m.prices(block, piAI, c.pi.prices)
	}
	return nil
}

func (c candidate) name() string {
	for _, o := range []*offer{c.pi, c.limits, c.genai} {
		if o != nil {
			return o.name
		}
	}
	return c.id
}

var dated = regexp.MustCompile(`^-(\d{8}|\d{4}-\d{2}-\d{2})$`)

// aliases adds the snapshots of a model: its id and a date. Other names a source groups under one price may be models of
// their own.
func (m *merger) aliases(block *modelBlock, names []string) {
	words, keys := block.line("alias")
	for _, name := range names {
		rest, ok := strings.CutPrefix(name, block.id)
		if !ok || !dated.MatchString(rest) || m.file.find(name) != nil || slices.Contains(strings.Fields(words), name) {
			continue
		}
		if words == "" {
			words = "alias"
		}
		words += " " + name
		m.changed("%s: alias %s", block.id, name)
	}
	if before, _ := block.line("alias"); words != before {
		block.set("alias", words, cite(keys, genaiPrices))
	}
}

// limits brings in window, dates and the reasoning flag: models.dev's where it has the model, else pi-ai's.
func (m *merger) limits(block *modelBlock, c candidate) {
	o, key := c.limits, modelsDevKey
	if o == nil && c.pi == nil {
		o, key = c.genai, genaiPrices.short()
	} else if o == nil {
		o, key = c.pi, piAI.short()
	} else if c.pi != nil {
		for _, f := range []struct {
			what      string
			ours, its int64
		}{{"context window", o.context, c.pi.context}, {"maximum output", o.output, c.pi.output}} {
			if f.ours != f.its && f.its > 0 {
				m.disagree("%s: %s is %d in models.dev, %d in pi-ai", c.id, f.what, f.ours, f.its)
			}
		}
	}
	for _, l := range []struct{ of, value string }{
		{"released", o.released}, {"cutoff", o.cutoff}, {"window", o.window()},
	} {
		if l.value != "" {
			m.line(block, l.of, " "+l.value, key)
		}
	}
	if o.reasoning {
		m.line(block, "reasoning", "", key)
	}
	if o.open {
		m.line(block, "open", "", key)
	}
	if o.takes != "" {
		m.line(block, "takes", " "+o.takes, key)
	}
}

func (o offer) window() string {
	if o.context == 0 {
		return ""
	}
	text := fmt.Sprint(o.context)
	if o.input > 0 {
		text += fmt.Sprint(" input ", o.input)
	}
	if o.output > 0 {
		text += fmt.Sprint(" output ", o.output)
	}
	return text
}

// line sets one of the lines that a newer check overwrites. A line that cites a source of its own (someone looked it
// up) stays, and the difference is reported.
func (m *merger) line(block *modelBlock, of, value, key string) {
	words, keys := block.line(of)
	now := of + value
	switch {
	case words != "" && !slices.ContainsFunc(keys, isOurs):
		if words != now {
			m.disagree("%s: %s in %s, kept as reviewed: %s", block.id, now, key, words)
		}
	case words == "":
		block.set(of, now, []string{key})
	case words != now:
		m.changed("%s: %s, was: %s", block.id, now, words)
		block.set(of, now, []string{key})
	case !slices.Contains(keys, key):
		block.set(of, now, []string{key})
	}
}

// isOurs reports whether a key names one of the updater's sources, at any version.
func isOurs(key string) bool {
	return slices.ContainsFunc([]string{"pi-ai-", "genai-prices-", "models.dev-"}, func(p string) bool {
		return strings.HasPrefix(key, p)
	})
}

// prices brings in what one package says of a model's prices. Rows are appended, completed and cited; what a row says
// is never overwritten.
func (m *merger) prices(block *modelBlock, from pack, claims []claim) error {
	if why := m.vendor.distrust[block.id+" "+from.name]; why != "" {
		if len(claims) > 0 {
			m.disagree("%s: %s not used: %s", block.id, from.short(), why)
		}
		return nil
	}
	rows, err := block.rows()
	if err != nil {
		return err
	}
	for i, c := range claims {
		switch {
		case c.from != "":
			rows = m.dated(block.id, rows, from, c)
		case i < len(claims)-1:
			rows = m.first(block.id, rows, from, c)
		default:
			rows = m.current(block.id, rows, from, c)
		}
	}
	block.setRows(rows)
	return nil
}

// current brings in a price without a date: all it says is that it held on the day it was checked. Where that is a
// price the file knows to be over, the source has not followed yet, and that is only reported.
func (m *merger) current(id string, rows []priceRow, from pack, c claim) []priceRow {
	at := inForce(rows, from.checked)
	if at < 0 {
		return slices.Insert(rows, 0, newRow("-", from, c.price))
	}
	if compatible(rows[at].price, c.price) {
		m.confirm(&rows[at], id, from, c)
		return rows
	}
	if slices.ContainsFunc(rows[:at], func(r priceRow) bool { return compatible(r.price, c.price) }) {
		m.disagree("%s: %s still has%s, the file since %s%s", id, from.short(), c.price, rows[at].from(), rows[at].price)
		return rows
	}
	m.changed("%s: price seen on %s:%s, was%s", id, from.checked, c.price, rows[at].price)
	return slices.Insert(rows, at+1, newRow("~"+from.checked, from, c.price))
}

// first brings in the price a source gives for the time before its first dated one.
func (m *merger) first(id string, rows []priceRow, from pack, c claim) []priceRow {
	switch {
	case len(rows) == 0 || rows[0].from() != "":
		return slices.Insert(rows, 0, newRow("-", from, c.price))
	case compatible(rows[0].price, c.price):
		m.confirm(&rows[0], id, from, c)
	default:
		m.disagree("%s: the first price is%s in the file,%s in %s", id, rows[0].price, c.price, from.short())
	}
	return rows
}

// dated brings in a price whose first day a source states.
func (m *merger) dated(id string, rows []priceRow, from pack, c claim) []priceRow {
	at := inForce(rows, c.from)
	if at >= 0 && rows[at].from() == c.from {
		if compatible(rows[at].price, c.price) {
			m.confirm(&rows[at], id, from, c)
		} else {
			m.disagree("%s: the price from %s is%s in the file,%s in %s", id, c.from, rows[at].price, c.price, from.short())
		}
		return rows
	}
	if next := at + 1; next < len(rows) && rows[next].day[0] == '~' && compatible(rows[next].price, c.price) {
		m.changed("%s: the price seen on %s began on %s", id, rows[next].from(), c.from)
		rows[next].day = c.from
		m.confirm(&rows[next], id, from, c)
		return rows
	}
	m.changed("%s: price from %s:%s", id, c.from, c.price)
	return slices.Insert(rows, at+1, newRow(c.from, from, c.price))
}

// inForce is the index of the row that holds on a day ("" is the beginning), -1 if none does.
func inForce(rows []priceRow, day string) int {
	at := -1
	for i, r := range rows {
		if r.from() <= day {
			at = i
		}
	}
	return at
}

func newRow(day string, from pack, p price) priceRow {
	row := priceRow{day: day, keys: []string{from.short()}, price: p}
	for range p.tiers {
		row.tierKeys = append(row.tierKeys, []string{from.short()})
	}
	return row
}

// compatible reports whether two prices agree wherever both speak. Boundaries one token apart are the same tier, read
// differently.
func compatible(a, b price) bool {
	if !a.rates.compatible(b.rates) || len(a.tiers) != len(b.tiers) {
		return false
	}
	for i := range a.tiers {
		apart := a.tiers[i].from - b.tiers[i].from
		if apart < -1 || apart > 1 || !a.tiers[i].rates.compatible(b.tiers[i].rates) {
			return false
		}
	}
	return true
}

func (r rates) compatible(s rates) bool {
	same := func(a, b string) bool { return a == b || a == "" || b == "" }
	return same(r.in, s.in) && same(r.cached, s.cached) && same(r.write, s.write) && same(r.out, s.out)
}

// confirm completes a row by a claim that agrees with it, and cites the claim's package there at its newest version.
func (m *merger) confirm(row *priceRow, id string, from pack, c claim) {
	row.rates = m.complete(row.rates, c.rates, id)
	row.keys = cite(row.keys, from)
	for i := range row.tiers {
		t := &row.tiers[i]
		t.rates = m.complete(t.rates, c.tiers[i].rates, id)
		if t.from != c.tiers[i].from {
			m.disagree("%s: the tier begins at %d in the file, at %d in %s", id, t.from, c.tiers[i].from, from.short())
			continue
		}
		row.tierKeys[i] = cite(row.tierKeys[i], from)
	}
}

// complete fills in what the file does not know yet.
func (m *merger) complete(have, more rates, id string) rates {
	was := have
	for _, f := range []struct{ to, with *string }{
		{&have.in, &more.in}, {&have.cached, &more.cached}, {&have.write, &more.write}, {&have.out, &more.out},
	} {
		if *f.to == "" {
			*f.to = *f.with
		}
	}
	if have != was {
		m.changed("%s: price completed:%v, was%v", id, have, was)
	}
	return have
}

// cite puts the package's key among keys, in place of an older version's.
func cite(keys []string, from pack) []string {
	older := strings.TrimSuffix(from.short(), from.version)
	for i, k := range keys {
		if strings.HasPrefix(k, older) {
			keys[i] = from.short()
			return keys
		}
	}
	return append(keys, from.short())
}

// String is the price on one line, with a space before it.
func (p price) String() string {
	text := p.rates.String()
	for _, t := range p.tiers {
		text += ", " + t.boundary() + t.rates.String()
	}
	return text
}
