package main

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"threelimits/scripts/catalog/grammar"
)

// merger brings the offers of the sources into one vendor's file and says what it did.
type merger struct {
	vendor  vendor
	file    *grammar.File
	changes []string // what is different in the file now
	differs []string // where a source says something else than the file, or than another source
	decide  []string // what only a person can say; the model's rows are left as they were
}

func (m *merger) changed(format string, args ...any) {
	m.changes = append(m.changes, m.vendor.id+"/"+fmt.Sprintf(format, args...))
}

func (m *merger) review(format string, args ...any) {
	m.decide = append(m.decide, m.vendor.id+"/"+fmt.Sprintf(format, args...))
}

func (m *merger) disagree(format string, args ...any) {
	m.differs = append(m.differs, m.vendor.id+"/"+fmt.Sprintf(format, args...))
}

// candidate is a model the sources know, with the offer of each that does.
type candidate struct {
	id                string
	pi, genai, limits *offer
	gateways          []gatewayOffer
}

// gatewayOffer is what a gateway takes for the model: said where the vendor's own price is in no source.
type gatewayOffer struct {
	gateway
	offer
}

// merge brings in one model, wholly or not at all.
func (m *merger) merge(c candidate) error {
	before := *m
	var lines []grammar.Line
	if block := m.file.Find(c.id); block != nil {
		lines = slices.Clone(block.Lines)
	}
	if err := m.bring(c); err != nil {
		return err
	}
	if len(m.decide) > len(before.decide) && lines != nil {
		m.changes = before.changes
		m.file.Find(c.id).Lines = lines
	}
	return nil
}

func (m *merger) bring(c candidate) error {
	block := m.file.Find(c.id)
	if block == nil {
		block = &grammar.Block{ID: c.id, Name: c.name()}
		m.file.Add(block)
		m.changed("%s: new", c.id)
	}
	m.limits(block, c)
	if c.genai != nil {
		m.aliases(block, c.genai.names)
		for of, value := range map[string]string{"audio": c.genai.audio, "image": c.genai.image} {
			if value != "" && m.vendor.distrust[block.ID+" "+genaiPrices.name] == "" {
				m.line(block, of, " "+value, genaiPrices.short())
			}
		}
		if err := m.prices(block, genaiPrices, c.genai.prices); err != nil {
			return err
		}
	}
	if c.pi != nil {
		if err := m.prices(block, piAI, c.pi.prices); err != nil {
			return err
		}
	}
	return m.gateway(block, c)
}

// gateway brings in what a gateway takes, the first that has the model, where no source has the vendor's own price.
func (m *merger) gateway(block *grammar.Block, c candidate) error {
	if c.pi != nil && len(c.pi.prices) > 0 || c.genai != nil && len(c.genai.prices) > 0 || len(c.gateways) == 0 {
		return nil
	}
	g := c.gateways[0]
	if err := m.prices(block, piAI.of(g.id), g.prices); err != nil {
		return err
	}
	m.line(block, "note", " No source has the vendor's own price: this is what "+g.gateway.name+" takes for the model.", piAI.of(g.id).short())
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
func (m *merger) aliases(block *grammar.Block, names []string) {
	words, keys := block.Line("alias")
	for _, name := range names {
		rest, ok := strings.CutPrefix(name, block.ID)
		if !ok || !dated.MatchString(rest) || m.file.Find(name) != nil || slices.Contains(strings.Fields(words), name) {
			continue
		}
		if words == "" {
			words = "alias"
		}
		words += " " + name
		m.changed("%s: alias %s", block.ID, name)
	}
	if before, _ := block.Line("alias"); words != before {
		block.Set("alias", words, cite(keys, genaiPrices.of(dataPart)))
	}
}

// limits brings in window, dates and the reasoning flag: models.dev's where it has the model, else pi-ai's.
func (m *merger) limits(block *grammar.Block, c candidate) {
	if why := m.vendor.distrust[c.id+" models.dev"]; why != "" && c.limits != nil {
		m.disagree("%s: models.dev not used: %s", c.id, why)
		c.limits = nil
	}
	o, key := c.limits, modelsDevKey
	if o == nil && c.pi == nil {
		o, key = c.genai, genaiPrices.of(dataPart).short()
	} else if o == nil {
		o, key = c.pi, piAI.of(dataPart).short()
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
	cutoff := o.cutoff
	if grammar.TooClose(cutoff, o.released) {
		m.disagree("%s: released %s with data until %s, in %s: not taken", c.id, o.released, cutoff, key)
		cutoff = ""
	}
	for _, l := range []struct{ of, value string }{
		{"released", o.released}, {"cutoff", cutoff}, {"window", o.window()},
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
func (m *merger) line(block *grammar.Block, of, value, key string) {
	words, keys := block.Line(of)
	now := of + value
	switch {
	case words != "" && !slices.ContainsFunc(keys, isOurs):
		if words != now {
			m.disagree("%s: %s in %s, kept as reviewed: %s", block.ID, now, key, words)
		}
	case words == "":
		block.Set(of, now, []string{key})
	case words != now:
		m.changed("%s: %s, was: %s", block.ID, now, words)
		block.Set(of, now, []string{key})
	case !slices.Contains(keys, key):
		block.Set(of, now, []string{key})
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
func (m *merger) prices(block *grammar.Block, from pack, claims []claim) error {
	if why := m.vendor.distrust[block.ID+" "+from.name]; why != "" {
		if len(claims) > 0 {
			m.disagree("%s: %s not used: %s", block.ID, from.short(), why)
		}
		return nil
	}
	rows, err := block.Rows()
	if err != nil {
		return err
	}
	for i, c := range claims {
		switch {
		case c.from != "":
			rows = m.dated(block.ID, rows, from, c)
		case i < len(claims)-1:
			rows = m.first(block.ID, rows, from, c)
		default:
			rows = m.current(block.ID, rows, from, c)
		}
	}
	block.SetRows(rows)
	return nil
}

// current brings in a price without a date: all it says is that it held on the day it was checked. Where that is a
// price the file knows to be over, the source has not followed yet, and that is only reported.
func (m *merger) current(id string, rows []grammar.Row, from pack, c claim) []grammar.Row {
	at := inForce(rows, from.published)
	if at < 0 {
		return slices.Insert(rows, 0, newRow("-", from, c.Price))
	}
	if compatible(rows[at].Price, c.Price) {
		m.confirm(&rows[at], id, from, c)
		return rows
	}
	if slices.ContainsFunc(rows[:at], func(r grammar.Row) bool { return compatible(r.Price, c.Price) }) {
		m.disagree("%s: %s still has%s, the file since %s%s", id, from.short(), c.Price, rows[at].From(), rows[at].Price)
		return rows
	}
	if isFloating(id) {
		m.review("%s: %s has%s, the file since %s%s: did the name move on to another model?", id, from.short(), c.Price, rows[at].Day, rows[at].Price)
		return rows
	}
	m.changed("%s: price seen on %s:%s, was%s", id, from.published, c.Price, rows[at].Price)
	return slices.Insert(rows, at+1, newRow("~"+from.published, from, c.Price))
}

// isFloating reports whether an id leads to the newest of a family: another price there may be another model's.
func isFloating(id string) bool { return strings.HasSuffix(id, "latest") }

// first brings in the price a source gives for the time before its first dated one.
func (m *merger) first(id string, rows []grammar.Row, from pack, c claim) []grammar.Row {
	switch {
	case len(rows) == 0 || rows[0].From() != "":
		return slices.Insert(rows, 0, newRow("-", from, c.Price))
	case compatible(rows[0].Price, c.Price):
		m.confirm(&rows[0], id, from, c)
	default:
		m.disagree("%s: the first price is%s in the file,%s in %s", id, rows[0].Price, c.Price, from.short())
	}
	return rows
}

// dated brings in a price whose first day a source states.
func (m *merger) dated(id string, rows []grammar.Row, from pack, c claim) []grammar.Row {
	at := inForce(rows, c.from)
	if at >= 0 && rows[at].From() == c.from {
		if compatible(rows[at].Price, c.Price) {
			m.confirm(&rows[at], id, from, c)
		} else {
			m.disagree("%s: the price from %s is%s in the file,%s in %s", id, c.from, rows[at].Price, c.Price, from.short())
		}
		return rows
	}
	if next := at + 1; next < len(rows) && rows[next].Day[0] == '~' && compatible(rows[next].Price, c.Price) {
		m.changed("%s: the price seen on %s began on %s", id, rows[next].From(), c.from)
		rows[next].Day = c.from
		m.confirm(&rows[next], id, from, c)
		return rows
	}
	m.changed("%s: price from %s:%s", id, c.from, c.Price)
	return slices.Insert(rows, at+1, newRow(c.from, from, c.Price))
}

// inForce is the index of the row that holds on a day ("" is the beginning), -1 if none does.
func inForce(rows []grammar.Row, day string) int {
	at := -1
	for i, r := range rows {
		if r.From() <= day {
			at = i
		}
	}
	return at
}

func newRow(day string, from pack, p grammar.Price) grammar.Row {
	row := grammar.Row{Day: day, Keys: []string{from.short()}, Price: p}
	for range p.Tiers {
		row.TierKeys = append(row.TierKeys, []string{from.short()})
	}
	return row
}

// compatible reports whether two prices agree wherever both speak. Boundaries one token apart are the same tier, read
// differently.
func compatible(a, b grammar.Price) bool {
	if !compatibleRates(a.Rates, b.Rates) || len(a.Tiers) != len(b.Tiers) {
		return false
	}
	for i := range a.Tiers {
		apart := a.Tiers[i].From - b.Tiers[i].From
		if apart < -1 || apart > 1 || !compatibleRates(a.Tiers[i].Rates, b.Tiers[i].Rates) {
			return false
		}
	}
	return true
}

func compatibleRates(r, s grammar.Rates) bool {
	same := func(a, b string) bool { return a == b || a == "" || b == "" }
	return same(r.In, s.In) && same(r.Cached, s.Cached) && same(r.Write, s.Write) && same(r.Out, s.Out)
}

// confirm completes a row by a claim that agrees with it, and cites the claim's package there at its newest version.
func (m *merger) confirm(row *grammar.Row, id string, from pack, c claim) {
	row.Rates = m.complete(row.Rates, c.Rates, id)
	row.Keys = cite(row.Keys, from)
	for i := range row.Tiers {
		t := &row.Tiers[i]
		t.Rates = m.complete(t.Rates, c.Tiers[i].Rates, id)
		if t.From != c.Tiers[i].From {
			m.disagree("%s: the tier begins at %d in the file, at %d in %s", id, t.From, c.Tiers[i].From, from.short())
			continue
		}
		row.TierKeys[i] = cite(row.TierKeys[i], from)
	}
}

// complete fills in what the file does not know yet.
func (m *merger) complete(have, more grammar.Rates, id string) grammar.Rates {
	was := have
	for _, f := range []struct{ to, with *string }{
		{&have.In, &more.In}, {&have.Cached, &more.Cached}, {&have.Write, &more.Write}, {&have.Out, &more.Out},
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
	for i, k := range keys {
		if from.isOlder(k) {
			keys[i] = from.short()
			return keys
		}
	}
	return append(keys, from.short())
}
