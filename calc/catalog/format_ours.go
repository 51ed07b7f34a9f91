package catalog

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"threelimits/calc/cost"
	"threelimits/calc/dates"
)

// Our own format: { "format": "threelimits", "version": 1, "models": [ … ] }, written by models.ExportPrices. Amounts are decimal
// strings, USD per 1,000,000 tokens; a model's prices are rows, oldest first. Fields it does not know are refused.

func oursEntry(path []string) (model, provider int) {
	if len(path) >= 3 && path[0] == "models" {
		return 2, 0
	}
	return 0, 0
}

// Notes of a model: so many, of so many bytes each.
const mostNotes, longestNote = 20, 1000

// oursFields are what a model takes, indices left out.
var oursFields = [...]string{
	"id", "name", "vendor", "released", "cutoff", "retired", "successor", "reasoning", "openWeights", "takes", "gives", "notes",
	"window.context", "window.maxInput", "window.maxOutput", "prices.from", "prices.until", "prices.cacheStorage", "prices.webSearch",
	"prices.tiers.inputTokensFrom",
}

func (im *importer) ours(e *entry) {
	for i := range e.order {
		if name := e.order[i].name; !isOurs(name) {
			im.failAt(e, name, "is not a field of a model")
		}
	}
	vendor, id, ok := strings.Cut(e.text("id"), "/")
	if !ok || vendor == "" || id == "" || named(vendor+id) != vendor+id {
		im.failAt(e, "id", `must be "vendor/model", without spaces`)
		return
	}
	w := "window" + sep
	m := Model{
		ID: id, Vendor: vendor, VendorName: e.text("vendor"), Name: e.text("name"), Sources: []Source{im.source("", "")},
		Released: im.date(e, "released"), Cutoff: im.date(e, "cutoff"),
		Retired: Retirement{Day: im.date(e, "retired"), To: e.text("successor"), Source: im.source("", "")},
		Window:  Window{Context: im.limit(e, w+"context"), MaxInput: im.limit(e, w+"maxInput"), MaxOutput: im.limit(e, w+"maxOutput")},
	}
	m.Window.Source = m.Sources[0]
	if l := e.get("reasoning"); l != nil {
		m.Reasoning = l.Text == "true"
	}
	if l := e.get("openWeights"); l != nil {
		m.Open = l.Text == "true"
	}
	m.Takes, m.Gives = im.list(e, "takes", "image", "audio", "video", "pdf"), im.list(e, "gives", "image", "audio")
	for i := 0; i < mostNotes && e.get("notes"+sep+strconv.Itoa(i)) != nil; i++ {
		text := e.text("notes" + sep + strconv.Itoa(i))
		if text == "" || len(text) > longestNote {
			im.failAt(e, "notes", "must be texts of at most "+strconv.Itoa(longestNote)+" bytes")
			return
		}
		m.Notes = append(m.Notes, Note{text, m.Sources[0]})
	}
	for i := 0; e.has("prices" + sep + strconv.Itoa(i) + sep); i++ {
		im.oursRow(e, &m, "prices"+sep+strconv.Itoa(i)+sep)
	}
	im.add(e, withName(m))
}

// isOurs reports whether a path inside a model is one of the format's.
func isOurs(name string) bool {
	var plain []string
	for _, part := range strings.Split(name, sep) {
		if !isIndex(part) {
			plain = append(plain, part)
		}
	}
	path := strings.Join(plain, ".")
	if slices.Contains(oursFields[:], path) || path == "prices" || path == "prices.tiers" || path == "window" {
		return true
	}
	rate := strings.TrimPrefix(strings.TrimPrefix(path, "prices."), "tiers.")
	return strings.HasPrefix(path, "prices.") && slices.ContainsFunc(rateNames[:], func(r rateName) bool { return r.ours == rate })
}

func (im *importer) date(e *entry, name string) string {
	l := e.get(name)
	if l == nil || l.Kind == "null" {
		return ""
	}
	if !dates.Partial(l.Text) {
		im.failAt(e, name, "must be a date, such as 2026, 2026-01 or 2026-01-31, not "+quoted(l))
		return ""
	}
	return l.Text
}

func (im *importer) list(e *entry, name string, accepted ...string) (list []string) {
	for i := 0; e.get(name+sep+strconv.Itoa(i)) != nil; i++ {
		list = append(list, e.get(name+sep+strconv.Itoa(i)).Text)
	}
	if len(list) > 0 {
		if err := Kinds(list, accepted...); err != nil {
			im.failAt(e, name, err.Error())
		}
	}
	return list
}

// Kinds holds the words of a row to those accepted, each once.
func Kinds(args []string, accepted ...string) error {
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
	return nil
}

func (im *importer) oursRow(e *entry, m *Model, at string) {
	rates := func(at string) (r cost.Rates) {
		for _, rate := range rateNames {
			*rate.to(&r) = im.usd(e, at+rate.ours, 0)
		}
		return r
	}
	day, until := im.date(e, at+"from"), im.date(e, at+"until")
	row, ok := newRow(day, rates(at), m.Sources[0])
	n := len(m.Prices)
	switch {
	case !ok:
		im.failAt(e, at+"input", "and output are missing: a row has one of them at least")
		return
	case day != "" && !dates.Valid(day) || n > 0 && m.Prices[n-1].From >= day:
		im.failAt(e, at+"from", `must be a day after the row before it, such as "2026-01-31"`)
		return
	case until != "" && (!dates.Valid(until) || until < day):
		im.failAt(e, at+"until", "must be a day after from")
		return
	}
	row.Until = until
	row.List.Storage, row.List.Search = im.usd(e, at+"cacheStorage", 0), im.usd(e, at+"webSearch", 0)
	for i := 0; ; i++ {
		tier := at + "tiers" + sep + strconv.Itoa(i) + sep
		if !e.has(tier) {
			break
		}
		im.tier(e, &row, im.limit(e, tier+"inputTokensFrom"), rates(tier), tier+"inputTokensFrom")
	}
	m.Prices = append(m.Prices, row)
}
