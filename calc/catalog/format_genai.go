package catalog

import (
	"slices"
	"strconv"
	"strings"

	"threelimits/calc/cost"
	"threelimits/calc/dates"
	"threelimits/calc/decimal"
)

// genai-prices' data.json (https://github.com/pydantic/genai-prices, prices/data.schema.json): a list of providers, each with
// a list of models, each with prices or a list of prices under constraints. A row of a time of day holds at its hours,
// whatever the day; a tier holds above its start.

func genaiEntry(path []string) (model, provider int) {
	if len(path) >= 4 && path[1] == "models" {
		return 3, 1
	}
	return 0, 1
}

func (im *importer) genai(e *entry) {
	url := im.provider.text("pricing_urls" + sep + "0")
	m := Model{
		ID: named(e.text("id")), Vendor: named(vendorOf(im.provider.text("id"))), VendorName: im.provider.text("name"), Name: e.text("name"),
		Window: Window{Context: im.limit(e, "context_window"), Source: im.source("", url)},
	}
	if m.ID == "" || m.Vendor == "" {
		im.failAt(e, "id", "is missing, of the model or of its provider")
		return
	}
	m.Sources = []Source{m.Window.Source}
	if rows := e.has("prices" + sep + "0" + sep); !rows {
		im.genaiRow(e, &m, "prices"+sep, "")
	} else {
		for i := 0; e.has("prices" + sep + strconv.Itoa(i) + sep); i++ {
			at := "prices" + sep + strconv.Itoa(i) + sep
			im.genaiRow(e, &m, at+"prices"+sep, at+"constraint"+sep)
		}
	}
	if len(m.Prices) == 0 {
		im.skip(m.Vendor+"/"+m.ID, "it has no price of tokens")
		return
	}
	im.add(e, withName(m))
}

func (e *entry) has(prefix string) bool {
	for i := range e.order {
		if strings.HasPrefix(e.order[i].name, prefix) {
			return true
		}
	}
	return false
}

// genaiRow reads one row of prices: as the model's first, from a day on, or at hours.
func (im *importer) genaiRow(e *entry, m *Model, at, constraint string) {
	var base cost.Rates
	tiers := map[int64]*cost.Rates{}
	for _, rate := range rateNames {
		im.genaiUnit(e, at+rate.genai, rate.to, &base, tiers)
	}
	day := e.text(constraint + "start_date")
	if start := e.get(constraint + "start_time"); start != nil {
		im.genaiHours(e, m, constraint, base)
		return
	}
	row, ok := newRow(day, base, m.Window.Source)
	if !ok {
		return
	}
	row.List.Search = im.usd(e, at+"web_searches_kcount", 0)
	im.noteFee(e, m, at+"requests_kcount", 0, row.Source)
	if day != "" && !dates.Valid(day) || len(m.Prices) > 0 && m.Prices[len(m.Prices)-1].From >= day {
		im.failAt(e, constraint+"start_date", "must be a day after the row before it, such as \"2026-01-31\"")
		return
	}
	var starts []int64
	for from := range tiers {
		starts = append(starts, from)
	}
	slices.Sort(starts)
	for _, from := range starts {
		im.tier(e, &row, from, *tiers[from], at+"input_mtok")
	}
	m.Prices = append(m.Prices, row)
}

// genaiUnit reads one price: a number, or { base, tiers: [{ start, price }] }.
func (im *importer) genaiUnit(e *entry, name string, to func(*cost.Rates) **decimal.Decimal, base *cost.Rates, tiers map[int64]*cost.Rates) {
	if e.get(name) != nil {
		*to(base) = im.usd(e, name, 0)
		return
	}
	if e.get(name+sep+"base") == nil {
		return
	}
	*to(base) = im.usd(e, name+sep+"base", 0)
	for i := 0; ; i++ {
		at := name + sep + "tiers" + sep + strconv.Itoa(i) + sep
		if e.get(at+"start") == nil {
			return
		}
		from := im.limit(e, at+"start") + 1
		if tiers[from] == nil {
			tiers[from] = &cost.Rates{}
		}
		*to(tiers[from]) = im.usd(e, at+"price", 0)
	}
}

// genaiHours makes a rule of a row that holds at some hours of every day.
func (im *importer) genaiHours(e *entry, m *Model, constraint string, r cost.Rates) {
	from, to := MinuteOf(clock(e.text(constraint+"start_time"))), MinuteOf(clock(e.text(constraint+"end_time")))
	if from < 0 || to < 0 {
		im.failAt(e, constraint+"start_time", "and end_time must be times of UTC, such as \"01:00:00Z\"")
		return
	}
	change := cost.Service{
		Input: cost.Change{Instead: r.Input}, CachedInput: cost.Change{Instead: r.CachedInput},
		CacheWrite: cost.Change{Instead: r.CacheWrite}, Output: cost.Change{Instead: r.Output},
	}
	if m.Hours == nil {
		m.Hours = []HoursRule{{Change: change, Source: m.Window.Source}}
	}
	rule := &m.Hours[0]
	if !sameService(&rule.Change, &change) {
		im.failAt(e, constraint+"start_time", "is of a third price in one day: two are accepted")
		return
	}
	if to > from {
		rule.Windows = append(rule.Windows, [2]int{from, to})
	} else {
		rule.Windows = append(rule.Windows, [2]int{from, 24 * 60}, [2]int{0, to})
	}
}

func sameService(a, b *cost.Service) bool {
	same := func(a, b *decimal.Decimal) bool { return a == b || a != nil && b != nil && a.Cmp(b) == 0 }
	return same(a.Input.Instead, b.Input.Instead) && same(a.CachedInput.Instead, b.CachedInput.Instead) &&
		same(a.CacheWrite.Instead, b.CacheWrite.Instead) && same(a.Output.Instead, b.Output.Instead)
}

// clock takes the seconds and the zone, which must be none and UTC, off a time.
func clock(s string) string {
	if len(s) == len("00:00:00Z") && strings.HasSuffix(s, ":00Z") {
		return s[:5]
	}
	return ""
}
