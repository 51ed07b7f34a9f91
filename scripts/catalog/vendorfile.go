package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// vendorFile is calc/catalog/vendors/<vendor>.txt, opened for change: what is not changed keeps its text.
// calc/catalog holds the format; this holds just enough of it to find a model's rows.
type vendorFile struct {
	head   []string // up to the first model
	models []*modelBlock
}

// modelBlock is "model <id> <name>" and its indented lines, comments included.
type modelBlock struct {
	id, name string
	lines    []string
}

func parseVendorFile(text string) *vendorFile {
	f := &vendorFile{}
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		if rest, ok := strings.CutPrefix(line, "model "); ok {
			id, name, _ := strings.Cut(rest, " ")
			f.models = append(f.models, &modelBlock{id: id, name: name})
			continue
		}
		if len(f.models) == 0 {
			f.head = append(f.head, line)
		} else if m := f.models[len(f.models)-1]; line != "" {
			m.lines = append(m.lines, line)
		}
	}
	for len(f.head) > 0 && f.head[len(f.head)-1] == "" {
		f.head = f.head[:len(f.head)-1]
	}
	return f
}

func (f *vendorFile) String() string {
	var b strings.Builder
	for _, line := range f.head {
		b.WriteString(line + "\n")
	}
	for _, m := range f.models {
		b.WriteString("\nmodel " + m.id + " " + m.name + "\n")
		for _, line := range m.lines {
			b.WriteString(line + "\n")
		}
	}
	return b.String()
}

func (f *vendorFile) find(id string) *modelBlock {
	for _, m := range f.models {
		if m.id == id {
			return m
		}
	}
	return nil
}

// add puts a model in the order of the ids.
func (f *vendorFile) add(block *modelBlock) {
	at := slices.IndexFunc(f.models, func(m *modelBlock) bool { return m.id > block.id })
	if at < 0 {
		at = len(f.models)
	}
	f.models = slices.Insert(f.models, at, block)
}

// cites reports whether any row ends in @key.
func (f *vendorFile) cites(key string) bool {
	cited := func(line string) bool { return slices.Contains(strings.Fields(line), "@"+key) }
	if slices.ContainsFunc(f.head, cited) {
		return true
	}
	return slices.ContainsFunc(f.models, func(m *modelBlock) bool { return slices.ContainsFunc(m.lines, cited) })
}

// setSource makes the head define key as line, or not at all where line is "". It reports whether it changed the head.
func (f *vendorFile) setSource(key, line string) bool {
	at := slices.IndexFunc(f.head, func(l string) bool { return strings.HasPrefix(l, "source "+key+" ") })
	switch {
	case at >= 0 && f.head[at] == line, at < 0 && line == "":
		return false
	case line == "":
		f.head = slices.Delete(f.head, at, at+1)
	case at >= 0:
		f.head[at] = line
	default:
		f.head = slices.Insert(f.head, f.lastSource()+1, line)
	}
	return true
}

// lastSource is the index of the last source line, or else of the api line.
func (f *vendorFile) lastSource() int {
	last := 0
	for i, l := range f.head {
		if strings.HasPrefix(l, "source ") || strings.HasPrefix(l, "api ") {
			last = i
		}
	}
	return last
}

// lineOrder is the order of a model's lines.
var lineOrder = []string{
	"alias", "reasoning", "open", "takes", "gives", "retired", "released", "cutoff", "window", "price", "audio", "image", "note",
}

func kind(line string) string {
	word, _, _ := strings.Cut(strings.TrimSpace(line), " ")
	if word == "from" || word == "above" {
		return "price"
	}
	return word
}

// line returns the words of the model's line of a kind, without its sources, and the sources.
func (m *modelBlock) line(of string) (words string, keys []string) {
	for _, l := range m.lines {
		if kind(l) == of {
			return splitCites(l)
		}
	}
	return "", nil
}

// set replaces the model's line of a kind, or inserts it where it belongs.
func (m *modelBlock) set(of, words string, keys []string) {
	text := "  " + words + joinCites(keys)
	for i, l := range m.lines {
		if kind(l) == of {
			m.lines[i] = text
			return
		}
	}
	m.lines = slices.Insert(m.lines, m.placeFor(text), text)
}

// placeFor is where a line of a kind the model does not have yet belongs: after the last line that comes before it.
func (m *modelBlock) placeFor(line string) int {
	rank := func(l string) int { return slices.Index(lineOrder, kind(l)) } // -1: a comment
	after := 0
	for i, l := range m.lines {
		if r := rank(l); r >= 0 && r <= rank(line) {
			after = i + 1
		}
	}
	return after
}

// fromSources reports whether the updater's sources brought the model in; else someone wrote it by hand.
func (m *modelBlock) fromSources() bool {
	return slices.ContainsFunc(m.lines, func(l string) bool {
		_, keys := splitCites(l)
		return slices.ContainsFunc(keys, isOurs)
	})
}

func splitCites(line string) (words string, keys []string) {
	f := strings.Fields(line)
	for len(f) > 0 && f[len(f)-1][0] == '@' {
		keys = append([]string{f[len(f)-1][1:]}, keys...)
		f = f[:len(f)-1]
	}
	return strings.Join(f, " "), keys
}

func joinCites(keys []string) string {
	text := ""
	for _, k := range keys {
		text += " @" + k
	}
	return text
}

// priceRow is a price line with its tiers.
type priceRow struct {
	day  string // as written: -, YYYY-MM-DD or ~YYYY-MM-DD
	keys []string
	price
	reviewed string // what people wrote behind the rates: storage, until
	tierKeys [][]string
}

// from is the row's first day, "" for the first row of all.
func (r priceRow) from() string { return strings.Trim(r.day, "~-") }

// rows returns the model's prices in the order of the file.
func (m *modelBlock) rows() (rows []priceRow, err error) {
	for _, l := range m.lines {
		if kind(l) != "price" {
			continue
		}
		words, keys := splitCites(l)
		f := strings.Fields(words)
		if len(f) < 2 {
			return nil, fmt.Errorf("%s: %q is no price", m.id, l)
		}
		reviewed := ""
		if at := slices.IndexFunc(f, func(w string) bool { return w == "storage" || w == "until" }); at > 1 {
			f, reviewed = f[:at], " "+strings.Join(f[at:], " ")
		}
		r, err := parseRates(f[2:])
		if err != nil {
			return nil, fmt.Errorf("%s: %q: %w", m.id, l, err)
		}
		if f[0] == "price" {
			rows = append(rows, priceRow{day: f[1], keys: keys, price: price{rates: r}, reviewed: reviewed})
			continue
		}
		from, err := strconv.ParseInt(f[1], 10, 64)
		if err != nil || len(rows) == 0 {
			return nil, fmt.Errorf("%s: %q follows no price or has no number", m.id, l)
		}
		if f[0] == "above" {
			from++
		}
		last := &rows[len(rows)-1]
		last.tiers = append(last.tiers, tier{from, r})
		last.tierKeys = append(last.tierKeys, keys)
	}
	return rows, nil
}

func parseRates(f []string) (r rates, err error) {
	if len(f)%2 != 0 {
		return r, fmt.Errorf("%q has no value", f[len(f)-1])
	}
	for i := 0; i < len(f); i += 2 {
		switch f[i] {
		case "in":
			r.in = f[i+1]
		case "cached":
			r.cached = f[i+1]
		case "write":
			r.write = f[i+1]
		case "out":
			r.out = f[i+1]
		default:
			return r, fmt.Errorf("%q is no rate", f[i])
		}
	}
	return r, nil
}

// setRows rewrites the model's prices, where they stand or belong.
func (m *modelBlock) setRows(rows []priceRow) {
	isPrice := func(l string) bool { return kind(l) == "price" }
	at := slices.IndexFunc(m.lines, isPrice)
	m.lines = slices.DeleteFunc(m.lines, isPrice)
	if at < 0 {
		at = m.placeFor("  price")
	}
	var lines []string
	for _, r := range rows {
		lines = append(lines, "  price "+r.day+r.rates.String()+r.reviewed+joinCites(r.keys))
		for i, t := range r.tiers {
			lines = append(lines, "  "+t.boundary()+t.rates.String()+joinCites(r.tierKeys[i]))
		}
	}
	m.lines = slices.Insert(m.lines, at, lines...)
}

// String writes what is known, each with a space before it.
func (r rates) String() string {
	text := ""
	for _, f := range []struct{ name, value string }{{"in", r.in}, {"cached", r.cached}, {"write", r.write}, {"out", r.out}} {
		if f.value != "" {
			text += " " + f.name + " " + f.value
		}
	}
	return text
}

// boundary writes a tier's first token the way vendors say it: "above 272000" for 272,001.
func (t tier) boundary() string {
	if t.from%10 == 1 {
		return "above " + strconv.FormatInt(t.from-1, 10)
	}
	return "from " + strconv.FormatInt(t.from, 10)
}
