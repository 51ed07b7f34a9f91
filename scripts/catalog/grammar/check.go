package grammar

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"threelimits/calc/catalog"
	"threelimits/calc/cost"
	"threelimits/calc/dates"
	"threelimits/calc/decimal"
)

// Problem is what cannot be true of a model, or is true of none that is sold.
type Problem struct{ ID, Text string }

func (p Problem) String() string { return p.ID + ": " + p.Text }

// Check holds the models to what every catalogue must be, one by one and together. It returns all it finds, and never
// panics: the updater asks it before it writes, and the tests ask it of what is committed.
func Check(models []catalog.Model) (problems []Problem) {
	c := checker{known: map[string]*catalog.Model{}, excused: map[string]bool{}}
	for i := range models {
		c.known[models[i].ID] = &models[i]
	}
	for i := range models {
		c.model = &models[i]
		c.identity()
		c.dates()
		c.retirement()
		c.window()
		c.tokens()
		c.prices()
		c.sources()
	}
	c.names(models)
	for key := range exceptions {
		if !c.excused[key] && c.known[strings.Fields(key)[0]] != nil {
			c.problems = append(c.problems, Problem{strings.Fields(key)[0], "needs no exception from " + strings.Fields(key)[1]})
		}
	}
	slices.SortFunc(c.problems, func(a, b Problem) int { return strings.Compare(a.String(), b.String()) })
	return c.problems
}

// exceptions are rules that a model breaks, "id rule", and why that stands. One that is not needed is a problem.
var exceptions = map[string]string{
	"mistral/codestral-2508 released": "Mistral's model card dates it 2025-07-30, its name a month later",
	"openai/gpt-5.6-sol promotion":    "promised up to 2026-11-21; no source has said since what follows",
	"alibaba/qwen-plus cutoff":        "a floating name: models.dev dates its first release, and the data of what it leads to",
}

type checker struct {
	model    *catalog.Model
	known    map[string]*catalog.Model
	excused  map[string]bool
	problems []Problem
}

// require adds a problem unless ok, or an exception stands for the rule.
func (c *checker) require(ok bool, rule, format string, args ...any) {
	if ok {
		return
	}
	if key := c.model.ID + " " + rule; exceptions[key] != "" {
		c.excused[key] = true
		return
	}
	c.problems = append(c.problems, Problem{c.model.ID, fmt.Sprintf(format, args...)})
}

func (c *checker) identity() {
	m := c.model
	c.require(strings.HasPrefix(m.ID, m.Vendor+"/") && m.VendorName != "" && m.Name != "", "identity", "vendor %q %q, name %q", m.Vendor, m.VendorName, m.Name)
	c.require(m.Released == "" || dates.Partial(m.Released), "identity", "released %q", m.Released)
	c.require(m.Cutoff == "" || dates.Partial(m.Cutoff), "identity", "cutoff %q", m.Cutoff)
}

// dates: what is trained ends before it is released, by a while; and an id that names a day or a month was released then.
func (c *checker) dates() {
	m := c.model
	c.require(m.Released == "" || m.Cutoff <= m.Released, "cutoff", "trained until %s, released %s", m.Cutoff, m.Released)
	c.require(!TooClose(m.Cutoff, m.Released), "close", "trained until %s, and released on %s already", m.Cutoff, m.Released)
	if month := monthOf(m.ID); month != "" && m.Released != "" {
		c.require(strings.HasPrefix(m.Released, month), "released", "released %s, by its name in %s", m.Released, month)
	}
}

// shortestTraining is what lies between the end of the data and a release at least, in days: below it, a source has mostly
// written the release into both fields.
const shortestTraining = 45

// TooClose reports whether a model's data would end less than shortestTraining before the day of its release; a month or a
// year ends on its last day.
func TooClose(cutoff, released string) bool {
	if !dates.Partial(cutoff) || cutoff > released {
		return false
	}
	end, _ := dates.Number(dates.Last(cutoff))
	out, known := dates.Number(released)
	return known && out-end < shortestTraining
}

// namedMonths are the ways in which ids name the month of their release.
var namedMonths = []struct {
	shape *regexp.Regexp
	month string // of the groups
}{
	{regexp.MustCompile(`-(20\d\d)-(\d\d)-\d\d$`), "$1-$2"},
	{regexp.MustCompile(`-(20\d\d)(\d\d)\d\d$`), "$1-$2"},
	{regexp.MustCompile(`-(\d\d)-(20\d\d)$`), "$2-$1"},
	{regexp.MustCompile(`-(2[3-9])(0[1-9]|1[0-2])$`), "20$1-$2"},
}

func monthOf(id string) string {
	for _, n := range namedMonths {
		if at := n.shape.FindStringSubmatchIndex(id); at != nil {
			return string(n.shape.ExpandString(nil, n.month, id, at))
		}
	}
	return ""
}

func (c *checker) retirement() {
	m := c.model
	r := m.Retired
	if r == (catalog.Retirement{}) {
		return
	}
	c.require(dates.Partial(r.Day) && r.Source.URL != "", "retired", "retired %q", r.Day)
	c.require(r.Day > m.Released, "retired", "retired %s, released %s", r.Day, m.Released)
	if r.To != "" {
		next := c.known[r.To]
		c.require(next != nil && next != m, "successor", "%s is to follow it, which is not in the catalogue", r.To)
		c.require(next == nil || next.Retired.Day == "" || next.Retired.Day > r.Day, "successor", "%s is to follow it, which was retired before", r.To)
	}
}

func (c *checker) window() {
	w := c.model.Window
	c.require(w.Context > 0 && w.MaxInput <= w.Context, "window", "window %d, input %d", w.Context, w.MaxInput)
	c.require(w.MaxOutput <= w.Context, "output", "maximum output %d above the window %d", w.MaxOutput, w.Context)
}

func (c *checker) tokens() {
	m, one := c.model, decimal.Whole(1)
	f := m.Factor
	if f.Low == nil || f.Typical == nil || f.High == nil {
		c.require(false, "tokens", "no factor")
		return
	}
	inOrder := f.Low.Cmp(f.Typical) <= 0 && f.Typical.Cmp(f.High) <= 0 && f.Low.Cmp(decimal.Digits("5", 1)) >= 0
	c.require(inOrder, "tokens", "factor %s %s %s", f.Low, f.Typical, f.High)
	isOne := f.Low.Cmp(one) == 0 && f.High.Cmp(one) == 0
	c.require(isOne == (m.Exactness != "estimate"), "tokens", "%s with factor %s to %s", m.Exactness, f.Low, f.High)
	c.require(strings.HasSuffix(m.Trust.Why, "."), "tokens", "why: %q", m.Trust.Why)
}

func (c *checker) prices() {
	m := c.model
	for i := range m.Prices {
		row := &m.Prices[i]
		last := i == len(m.Prices)-1
		c.require(i == 0 || row.From > m.Prices[i-1].From, "prices", "row from %q follows row from %q", row.From, m.Prices[max(i, 1)-1].From)
		if row.Until != "" {
			end, _ := dates.Number(row.Until)
			next := dates.Date(end + 1)
			c.require(!last && m.Prices[min(i+1, len(m.Prices)-1)].From == next, "promotion", "a price is promised up to %s, and none is given from %s on", row.Until, next)
		}
		if !c.rates(row.List.Base) {
			continue
		}
		from := int64(1)
		for j, tier := range row.List.Tiers {
			c.require(tier.InputTokensFrom > from, "prices", "tier from %d, after %d", tier.InputTokensFrom, from)
			c.require(!last || tier.InputTokensFrom <= m.Window.Context, "tier", "tier from %d in a window of %d", tier.InputTokensFrom, m.Window.Context)
			from = tier.InputTokensFrom
			if c.rates(tier.Rates) {
				c.require(tier.Rates.Input.Cmp(row.List.Base.Input) > 0, "prices", "the tier from %d is no dearer", from)
			}
			c.require(row.Tiers[j].URL != "", "prices", "the tier from %d has no source", from)
		}
	}
}

// rates reports whether there is something to compare.
func (c *checker) rates(r cost.Rates) bool {
	if r.Input == nil || r.Output == nil {
		c.require(false, "prices", "a row without input or output rate")
		return false
	}
	for _, d := range []*decimal.Decimal{r.Input, r.CachedInput, r.CacheWrite, r.Output} {
		c.require(d == nil || d.Cmp(decimal.Whole(0)) > 0, "prices", "a rate of zero: unknown is left out")
	}
	c.require(r.CachedInput == nil || r.CachedInput.Cmp(r.Input) <= 0, "prices", "cached input costs %s, input %s", r.CachedInput, r.Input)
	c.require(r.CacheWrite == nil || r.CachedInput != nil, "prices", "a rate for writing to the cache, none for reading")
	return true
}

func (c *checker) sources() {
	m := c.model
	cited := append([]catalog.Source{m.Window.Source, m.Trust.Source}, m.Sources...)
	for i := range m.Prices {
		cited = append(append(cited, m.Prices[i].Source), m.Prices[i].Tiers...)
	}
	for _, n := range m.Notes {
		cited = append(cited, n.Source)
	}
	for _, s := range cited {
		c.require(strings.HasPrefix(s.URL, "https://") && dates.Valid(s.Checked) && s.What != "", "sources", "source %+v", s)
	}
	for i := range m.Prices {
		if w := m.Window.Source; w.By != "" && w.URL == m.Prices[i].Source.URL {
			c.require(false, "sources", "its window is taken from a price list, by way of %s", w.By)
			return
		}
	}
}

// hosts sell what others made, under its name.
var hosts = []string{"groq", "cerebras", "together"}

// names: an id and an alias lead to one model, and so does each without its vendor; where a host has another vendor's model
// under its name, the name stays that vendor's.
func (c *checker) names(models []catalog.Model) {
	owner := map[string]string{}
	for i := range models {
		c.model = &models[i]
		for _, id := range append([]string{c.model.ID}, c.model.Aliases...) {
			_, bare, _ := strings.Cut(id, "/")
			for _, name := range []string{id, bare} {
				other, taken := owner[name]
				if taken && name == bare && slices.Contains(hosts, c.model.Vendor) {
					continue
				}
				c.require(!taken, "names", "%s names %s too", name, other)
				owner[name] = c.model.ID
			}
		}
	}
}
