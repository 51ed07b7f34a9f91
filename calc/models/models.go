// Package models is the catalogue as people see it: List has every model with the prices of a day, Cutoffs draws when
// each stops to know, and ImportPrices and ExportPrices read and write price files.
//
// What is in the catalogue, and what a price is on a day, is package catalog's. Prices are USD per 1,000,000 tokens, as
// decimal strings; dates are YYYY-MM-DD, and today is an argument.
package models

import (
	"threelimits/calc/catalog"
	"threelimits/calc/cost"
	"threelimits/calc/decimal"
	"threelimits/calc/trust"
)

// Model is one model of the catalogue as the contract lists it.
type Model struct {
	ID         string           `page:"id"`
	Vendor     string           `page:"vendor"`
	Name       string           `page:"name"`
	Prices     *Prices          `page:"prices"`
	PricesFrom string           `page:"pricesFrom,null"`
	Tiers      []PriceTier      `page:"tiers,omit"`
	Window     Limits           `page:"window"`
	Cutoff     string           `page:"cutoff,null"`
	Released   string           `page:"released,null"`
	Encoding   string           `page:"encoding,null"`
	Exactness  string           `page:"exactness"`
	Factor     *FactorRange     `page:"factor,omit"`
	Trust      trust.Trust      `page:"trust"`
	Reasoning  bool             `page:"reasoning"`
	API        string           `page:"api,omit"`
	Aliases    []string         `page:"aliases,omit"`
	Retired    string           `page:"retired,omit"`
	Successor  string           `page:"successor,omit"`
	Answered   bool             `page:"answeredBySuccessor,omit"`
	Stage      string           `page:"stage"`
	Open       bool             `page:"openWeights,omit"`
	Own        bool             `page:"own,omit"`
	Takes      []string         `page:"takes,omit"`
	Gives      []string         `page:"gives,omit"`
	Checked    string           `page:"pricesChecked,omit"`
	Stale      bool             `page:"pricesStale,omit"`
	Until      string           `page:"pricesUntil,omit"`
	PricesAt   *SourceOfFigure  `page:"pricesSource,omit"`
	WindowAt   *SourceOfFigure  `page:"windowSource,omit"`
	Notes      []ModelNote      `page:"notes,omit"`
	Peak       *PeakHours       `page:"peakHours,omit"`
	Details    []string         `page:"pictureDetails,omit"`
	History    []PricePeriod    `page:"history,omit"`
	Services   []ServicePrice   `page:"services,omit"`
	Extra      *ExtraPrices     `page:"extraPrices,omit"`
	CacheFrom  int64            `page:"cacheFrom,omit"`
	CacheStep  int64            `page:"cacheStep,omit"`
	CacheLife  int64            `page:"cacheLifeSeconds,omit"`
	Sources    []SourceOfFigure `page:"sources"`
}

// ModelNote is what a reader of the prices should know.
type ModelNote struct {
	Text    string `page:"text"`
	Source  string `page:"source"`
	Checked string `page:"checked"`
	By      string `page:"by,omit"`
}

// PeakHours are when, by UTC, other prices hold: today's base rates there.
type PeakHours struct {
	Windows  []string         `page:"windows"` // "01:00-04:00"
	Weekdays bool             `page:"weekdays"`
	Input    *decimal.Decimal `page:"input"`
	Output   *decimal.Decimal `page:"output"`
	Source   string           `page:"source"`
	Checked  string           `page:"checked"`
	By       string           `page:"by,omit"`
}

// PricePeriod is a row of the price history, from its first day (null: as far back as the sources go) to the next row's.
type PricePeriod struct {
	From    string `page:"from,null"`
	Until   string `page:"until,omit"`
	Prices  Prices `page:",inline"`
	Source  string `page:"source"`
	Checked string `page:"checked"`
	By      string `page:"by,omit"`
}

// ServicePrice is what today's base rates are in a service.
type ServicePrice struct {
	Name        string           `page:"name"`
	Input       *decimal.Decimal `page:"input"`
	Output      *decimal.Decimal `page:"output"`
	CachedInput *decimal.Decimal `page:"cachedInput"`
	Source      string           `page:"source"`
	Checked     string           `page:"checked"`
	By          string           `page:"by,omit"`
}

// ExtraPrices are those beside Prices that are published.
type ExtraPrices struct {
	Rates        rareRates        `page:",inline"`
	CacheStorage *decimal.Decimal `page:"cacheStorage,omit"`
	WebSearch    *decimal.Decimal `page:"webSearch,omit"`
}

// rareRates are the prices of tokens that few models have.
type rareRates struct {
	CacheWriteHour *decimal.Decimal `page:"cacheWriteHour,omit"`
	AudioInput     *decimal.Decimal `page:"audioInput,omit"`
	CachedAudio    *decimal.Decimal `page:"cachedAudio,omit"`
	AudioOutput    *decimal.Decimal `page:"audioOutput,omit"`
	ImageInput     *decimal.Decimal `page:"imageInput,omit"`
	CachedImage    *decimal.Decimal `page:"cachedImage,omit"`
	ImageOutput    *decimal.Decimal `page:"imageOutput,omit"`
}

func rareRatesOf(r *cost.Rates) rareRates {
	return rareRates{
		r.CacheWriteHour, r.Audio.Input, r.Audio.CachedInput, r.Audio.Output, r.Image.Input, r.Image.CachedInput, r.Image.Output,
	}
}

// Prices are USD per 1,000,000 tokens.
type Prices struct {
	Input       *decimal.Decimal `page:"input"`
	Output      *decimal.Decimal `page:"output"`
	CachedInput *decimal.Decimal `page:"cachedInput"`
	CacheWrite  *decimal.Decimal `page:"cacheWrite"`
}

func pricesOf(r *cost.Rates) Prices { return Prices{r.Input, r.Output, r.CachedInput, r.CacheWrite} }

// PriceTier are the prices of a whole request that has so many input tokens, or more.
type PriceTier struct {
	Prices          Prices `page:",inline"`
	InputTokensFrom int64  `page:"inputTokensFrom"`
}

type Limits struct {
	Context   int64 `page:"context"`
	MaxInput  int64 `page:"maxInput,null"`
	MaxOutput int64 `page:"maxOutput,null"`
}

type FactorRange struct {
	Low     float64 `page:"low"`
	Typical float64 `page:"typical"`
	High    float64 `page:"high"`
}

type SourceOfFigure struct {
	URL     string `page:"url"`
	Checked string `page:"checked"`
	By      string `page:"by,omit"`
	What    string `page:"what,omit"`
}

// List is every model of the catalogue and of a person's own, with the prices of today (YYYY-MM-DD).
func List(today string, own *catalog.Own) []Model {
	known := own.Models()
	list := make([]Model, len(known))
	for i := range known {
		list[i] = listed(&known[i], today)
	}
	return list
}

func sourceOf(s *catalog.Source) *SourceOfFigure {
	if *s == (catalog.Source{}) {
		return nil
	}
	return &SourceOfFigure{s.URL, s.Checked, s.By, s.What}
}

func listed(m *catalog.Model, today string) Model {
	l := Model{
		ID: m.ID, Vendor: m.VendorName, Name: m.Name,
		Window: Limits{m.Window.Context, m.Window.MaxInput, m.Window.MaxOutput},
		Cutoff: m.Cutoff, Released: m.Released,
		Encoding: m.Encoding, Exactness: m.Exactness, Trust: catalog.TrustOf(m),
		Reasoning: m.Reasoning, API: m.API, Aliases: m.Aliases, Retired: m.Retired.Day, Successor: m.Retired.To, Answered: m.Retired.Answered,
		Stage: m.StageOn(today).String(), Open: m.Open, Own: m.Own, Takes: m.Takes, Gives: m.Gives,
		CacheFrom: m.Cache.From, CacheStep: m.Cache.Step, CacheLife: m.Cache.Life,
	}
	for i := range m.Prices {
		p := &m.Prices[i]
		l.History = append(l.History, PricePeriod{p.From, p.Until, pricesOf(&p.List.Base), p.Source.URL, p.Source.Checked, p.Source.By})
	}
	if f := &m.Factor; f.Low != nil && f.Low.Cmp(f.High) != 0 {
		l.Factor = &FactorRange{f.Low.Float64(), f.Typical.Float64(), f.High.Float64()}
	}
	for i := range m.Notes {
		l.Notes = append(l.Notes, ModelNote{m.Notes[i].Text, m.Notes[i].Source.URL, m.Notes[i].Source.Checked, m.Notes[i].Source.By})
	}
	if m.Media != nil {
		for i := range m.Media.Levels {
			l.Details = append(l.Details, m.Media.Levels[i].Names...)
		}
	}
	l.WindowAt = sourceOf(&m.Window.Source)
	for _, s := range m.Sources {
		l.Sources = append(l.Sources, SourceOfFigure{s.URL, s.Checked, s.By, s.What})
	}
	row, ok := m.PricesOn(today)
	if !ok || row.List.Base.Input == nil || row.List.Base.Output == nil {
		return l
	}
	base := &row.List.Base
	prices := pricesOf(base)
	l.Prices, l.PricesFrom = &prices, row.From
	for i := range row.List.Tiers {
		t := &row.List.Tiers[i]
		l.Tiers = append(l.Tiers, PriceTier{pricesOf(&t.Rates), t.InputTokensFrom})
	}
	l.Checked, l.Until, l.PricesAt, l.Stale = row.Source.Checked, row.Until, sourceOf(&row.Source), catalog.Stale(row.Source.Checked, today)
	if h := m.HoursOn(today); h != nil {
		b := h.Change.Apply(row.List).Base
		l.Peak = &PeakHours{h.WindowTexts(), h.Weekdays, b.Input, b.Output, h.Source.URL, h.Source.Checked, h.Source.By}
	}
	if extra := (ExtraPrices{rareRatesOf(base), row.List.Storage, row.List.Search}); extra != (ExtraPrices{}) {
		l.Extra = &extra
	}
	for i, rule := range m.Services {
		if rule != nil {
			b := rule.Apply(row.List).Base
			l.Services = append(l.Services, ServicePrice{catalog.Service(i).String(), b.Input, b.Output, b.CachedInput, rule.Source.URL, rule.Source.Checked, rule.Source.By})
		}
	}
	return l
}
