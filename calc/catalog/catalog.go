// Package catalog knows the models: what they are called, how much they hold, what counts their tokens and what they
// cost on a given day, each figure with its source and the day it was checked.
//
// The data are the files under vendors/: one a vendor, in the line format README.md describes, reviewed like code and
// refreshed by scripts/catalog, which also packs them into catalog.bin. That is embedded, and unpacked once on first use.
// What no source publishes stays empty: 0 for a limit, "" for a date, nil for a price. It is never a guess.
//
// Start reading at Model; the format is read by scripts/catalog/grammar, packed.go holds what is made of it.
package catalog

import (
	"strconv"
	"strings"
	"sync"

	"threelimits/calc/cost"
	"threelimits/calc/decimal"
)

// Model is one model as its vendor sells it. Its fields are shared with every caller: do not change them.
type Model struct {
	ID         string   // "vendor/model"
	Vendor     string   // "openai"
	VendorName string   // "OpenAI"
	Name       string   // "GPT-6.1 Sol"
	Aliases    []string // other ids ("vendor/model") that mean exactly this model
	API        string   // shape of a request: "openai", "anthropic", "google" or "openai-compatible"
	Reasoning  bool     // thinks before it answers, and bills that as output
	Open       bool     // its weights are published
	Own        bool     // imported by the person, not from the vendor files
	Takes      []string // what it reads beside text: "image", "audio", "video", "pdf"
	Gives      []string // what it answers in beside text: "image", "audio"

	Window   Window
	Cutoff   string // end of the training data, YYYY, YYYY-MM or YYYY-MM-DD; "" is not published
	Released string // YYYY-MM or YYYY-MM-DD; "" is not published
	Retired  Retirement

	Encoding  string // what to count with: a name of calc/bpe; "" is none
	Exactness string // "exact", "assumed" or "estimate"
	Factor    Factor // the model's tokens per token of Encoding; all 1 unless an estimate
	Trust     Trust

	Prices []PriceRow // oldest first; empty where no price is published
	Cache  CacheRule
	Notes  []Note

	Services [services]*ServiceRule // how each service changes the prices; nil is not published, and standard changes none
	Hours    []HoursRule            // hours at which other prices hold, oldest rule first
	Tools    *ToolsRule             // tokens the vendor adds for tools; nil is none known
	Media    *MediaRule             // what pictures, pages, sound and film are in tokens; nil is none known

	Sources []Source // every source some row of this model cites, each once
}

// Window is in the model's own tokens; 0 is not published.
type Window struct {
	Context, MaxInput, MaxOutput int64
	Source                       Source
}

// Factor multiplies a count made with Encoding. Low and High bound ordinary text, Typical is the middle case.
type Factor struct{ Low, Typical, High *decimal.Decimal }

// Trust says why Encoding is what it is.
type Trust struct {
	Why    string
	Source Source
}

// PriceRow is what a model costs from a day on, until the next row's day.
type PriceRow struct {
	From     string // YYYY-MM-DD; "" is as far back as the sources go
	FromSeen bool   // From is the day the new price was first seen; it may be older
	Until    string // last day the vendor promises a passing price for; "" where it is not said to pass
	List     cost.PriceList
	Source   Source   // the latest that gives these rates
	Tiers    []Source // where the boundary of each of List.Tiers is stated
}

// CacheRule is what the vendor's prompt cache takes. Zero fields are not published.
type CacheRule struct {
	From   int64 // shortest prefix that is cached, in tokens
	Step   int64 // cached length is a multiple of this
	Life   int64 // seconds that what is not used stays, unless a request asks for longer: the shortest that the vendor says
	Source Source
}

// Service is a way of being served at prices of its own.
type Service uint8

const (
	Standard Service = iota
	Batch            // answered within a day
	Flex             // when there is room
	Priority         // before the others
	services
)

var serviceNames = [services]string{"standard", "batch", "flex", "priority"}

func (s Service) String() string { return serviceNames[s] }

// ParseService reads "standard", "batch", "flex" or "priority".
func ParseService(name string) (s Service, ok bool) {
	for i, known := range serviceNames {
		if name == known {
			return Service(i), true
		}
	}
	return Standard, false
}

// ServiceRule is how a service changes every row of the model's prices.
type ServiceRule struct {
	cost.Service
	LeastMaxTokens int64 // that a request must allow; 0 is none known
	Source         Source
}

// HoursRule is when, by UTC, other prices hold, until the next rule's day.
type HoursRule struct {
	From     string   // YYYY-MM-DD; "" is as far back as the sources go
	Windows  [][2]int // minutes of the day, from the first up to the second
	Weekdays bool     // Monday to Friday only
	Change   cost.Service
	Source   Source
}

// Holds reports whether the rule holds at a minute of a day; weekday counts from Monday, 0.
func (h *HoursRule) Holds(minute, weekday int) bool {
	for _, w := range h.Windows {
		if minute >= w[0] && minute < w[1] {
			return !h.Weekdays || weekday < 5
		}
	}
	return false
}

// WindowTexts are the windows as "01:00-04:00".
func (h *HoursRule) WindowTexts() (texts []string) {
	two := func(n int) string { return strconv.Itoa(100 + n)[1:] }
	at := func(minute int) string { return two(minute/60) + ":" + two(minute%60) }
	for _, w := range h.Windows {
		texts = append(texts, at(w[0])+"-"+at(w[1]))
	}
	return texts
}

// ToolsRule is how many tokens of its own a vendor sends along when a request has tools: where the model chooses (auto),
// and where it must call one (any).
type ToolsRule struct {
	Auto, Any int64
	Source    Source
}

// MediaRule is how the vendor counts what is no text. Assumed: its pages say so of an earlier model.
type MediaRule struct {
	cost.MediaRule
	Assumed bool
	Source  Source
}

// Note is something a reader of the prices should know: an introductory price, peak hours, sources that disagree.
type Note struct {
	Text   string
	Source Source
}

// Source is where a figure stands, and the day (YYYY-MM-DD) it was last seen there: the day someone read the page, or a
// stored copy of it. Where it came by way of others (By, such as a package), it is the day they published it, and no one
// here has read the page.
type Source struct{ URL, Checked, What, By string }

// HoursOn returns the rule in force on a day; nil where every hour costs the same, as far as is known.
func (m *Model) HoursOn(day string) *HoursRule {
	for i := len(m.Hours) - 1; i >= 0; i-- {
		if m.Hours[i].From <= day {
			return &m.Hours[i]
		}
	}
	return nil
}

// PricesOn returns the row in force on a day (YYYY-MM-DD). ok is false where no price is known for that day: none is
// published, or the day lies before the first dated row.
func (m *Model) PricesOn(day string) (row *PriceRow, ok bool) {
	for i := len(m.Prices) - 1; i >= 0; i-- {
		if m.Prices[i].From <= day {
			return &m.Prices[i], true
		}
	}
	return nil, false
}

// Next is the row that follows the one in force on a day; nil where none is known.
func (m *Model) Next(day string) *PriceRow {
	for i := range m.Prices {
		if m.Prices[i].From > day {
			return &m.Prices[i]
		}
	}
	return nil
}

// Models returns every model: vendors in the order of Order, models in the order of their file. The
// slice is shared: do not change it.
func Models() []Model { return load().models }

// Find returns the model with this id or alias. The vendor may be left out ("gpt-6.1-sol").
func Find(id string) (*Model, bool) {
	c := load()
	i, ok := c.byID[id]
	if !ok {
		return nil, false
	}
	return &c.models[i], true
}

type catalog struct {
	models  []Model
	byID    map[string]int
	vendors map[string]bool
}

// load unpacks the catalogue, once. It is held valid by this package's tests, so an error here is impossible in a build
// that passed them.
var load = sync.OnceValue(func() *catalog {
	c := &catalog{}
	if err := unpack(packed, &c.models); err != nil {
		panic(err)
	}
	c.index()
	return c
})

// index makes the models known by their ids, their aliases, and each of them without the vendor and in small letters. An id stands before an alias; a bare name two
// vendors use stays with the first; a test holds that none does.
func (c *catalog) index() {
	c.byID, c.vendors = make(map[string]int, 4*len(c.models)), map[string]bool{}
	for i := range c.models {
		c.byID[c.models[i].ID] = i
		c.vendors[c.models[i].Vendor] = true
	}
	for i := range c.models {
		m := &c.models[i]
		for _, id := range append([]string{m.ID}, m.Aliases...) {
			_, bare, _ := strings.Cut(id, "/")
			for _, name := range []string{id, bare, strings.ToLower(id), strings.ToLower(bare)} {
				if _, taken := c.byID[name]; !taken {
					c.byID[name] = i
				}
			}
		}
	}
}
