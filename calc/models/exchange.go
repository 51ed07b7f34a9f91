package models

import (
	"errors"
	"strings"

	"threelimits/calc/catalog"
	"threelimits/calc/cost"
	"threelimits/calc/decimal"
	"threelimits/calc/fault"
	"threelimits/calc/fields"
	"threelimits/calc/wire"
)

// ImportReport is what a price file gave: see PriceImport in site/contract.
type ImportReport struct {
	Format   string          `json:"format,null"`
	Models   []Model         `json:"models"`
	Skipped  []ImportSkipped `json:"skipped"`
	Problems []ImportProblem `json:"problems"`
}

type ImportSkipped struct {
	Name string `json:"name"`
	Why  string `json:"why"`
}

type ImportProblem struct {
	Field   string `json:"field"`
	Message string `json:"message"`
}

// ImportPrices reads a price file's leaves, with today's prices in its report. There are models only where nothing is
// wrong with the file; catalog.PackModels and catalog.LoadModels make a person's own of them. format is "" where it is to be found out.
func ImportPrices(format string, leaves []fields.Leaf, today string) (report ImportReport, models []catalog.Model) {
	report.Format = format
	imported, err := catalog.Import(format, leaves)
	var problems catalog.Problems
	if errors.As(err, &problems) {
		for _, p := range problems {
			report.Problems = append(report.Problems, ImportProblem{p.Path, strings.TrimSpace(p.Path+" "+p.Message) + "."})
		}
		return report, nil
	}
	report.Format = imported.Format
	for i := range imported.Models {
		report.Models = append(report.Models, listed(&imported.Models[i], today))
	}
	for _, s := range imported.Skipped {
		report.Skipped = append(report.Skipped, ImportSkipped(s))
	}
	return report, imported.Models
}

// exported is the export, no record of the contract: what catalog.Import reads as "threelimits". Its numbers are decimal
// strings, USD per 1,000,000 tokens.
type exported struct {
	Format  string          `json:"format"`
	Version int             `json:"version"`
	Models  []exportedModel `json:"models"`
}

type exportedModel struct {
	ID        string         `json:"id"`
	Name      string         `json:"name"`
	Vendor    string         `json:"vendor"`
	Released  string         `json:"released,omit"`
	Cutoff    string         `json:"cutoff,omit"`
	Retired   string         `json:"retired,omit"`
	Successor string         `json:"successor,omit"`
	Reason    bool           `json:"reasoning,omit"`
	Open      bool           `json:"openWeights,omit"`
	Takes     []string       `json:"takes,omit"`
	Gives     []string       `json:"gives,omit"`
	Window    exportedWindow `json:"window"`
	Prices    []exportedRow  `json:"prices"`
}

type exportedWindow struct {
	Context   int64 `json:"context,omit"`
	MaxInput  int64 `json:"maxInput,omit"`
	MaxOutput int64 `json:"maxOutput,omit"`
}

type exportedRates struct {
	Input          *decimal.Decimal `json:"input,omit"`
	Output         *decimal.Decimal `json:"output,omit"`
	CachedInput    *decimal.Decimal `json:"cachedInput,omit"`
	CacheWrite     *decimal.Decimal `json:"cacheWrite,omit"`
	CacheWriteHour *decimal.Decimal `json:"cacheWriteHour,omit"`
	AudioInput     *decimal.Decimal `json:"audioInput,omit"`
	CachedAudio    *decimal.Decimal `json:"cachedAudio,omit"`
	AudioOutput    *decimal.Decimal `json:"audioOutput,omit"`
	ImageInput     *decimal.Decimal `json:"imageInput,omit"`
	CachedImage    *decimal.Decimal `json:"cachedImage,omit"`
	ImageOutput    *decimal.Decimal `json:"imageOutput,omit"`
}

type exportedRow struct {
	From    string           `json:"from,omit"`
	Until   string           `json:"until,omit"`
	Rates   exportedRates    `json:",inline"`
	Storage *decimal.Decimal `json:"cacheStorage,omit"`
	Search  *decimal.Decimal `json:"webSearch,omit"`
	Tiers   []exportedTier   `json:"tiers,omit"`
}

type exportedTier struct {
	From  int64         `json:"inputTokensFrom"`
	Rates exportedRates `json:",inline"`
}

// ExportPrices writes models with their price history in our own format, which ImportPrices reads: those of the ids, or
// all where there are none. Errors are *fault.Error: unknown-model.
func ExportPrices(ids []string, own *catalog.Own) ([]byte, error) {
	out := exported{Format: catalog.Ours, Version: 1}
	if len(ids) == 0 {
		for _, m := range own.Models() {
			ids = append(ids, m.ID)
		}
	}
	for _, id := range ids {
		m, ok := own.Find(id)
		if !ok {
			return nil, fault.New(fault.UnknownModel, "models", fault.Short(id)+" is not in the catalogue.")
		}
		out.Models = append(out.Models, exportedOf(m))
	}
	return wire.Append(nil, &out), nil
}

func exportedOf(m *catalog.Model) exportedModel {
	e := exportedModel{
		ID: m.ID, Name: m.Name, Vendor: m.VendorName, Released: m.Released, Cutoff: m.Cutoff, Retired: m.Retired.Day, Successor: m.Retired.To, Reason: m.Reasoning,
		Open: m.Open, Takes: m.Takes, Gives: m.Gives, Window: exportedWindow{m.Window.Context, m.Window.MaxInput, m.Window.MaxOutput},
	}
	for i := range m.Prices {
		p := &m.Prices[i]
		row := exportedRow{From: p.From, Until: p.Until, Rates: exportedRatesOf(&p.List.Base), Storage: p.List.Storage, Search: p.List.Search}
		for j := range p.List.Tiers {
			t := &p.List.Tiers[j]
			row.Tiers = append(row.Tiers, exportedTier{t.InputTokensFrom, exportedRatesOf(&t.Rates)})
		}
		e.Prices = append(e.Prices, row)
	}
	return e
}

func exportedRatesOf(r *cost.Rates) exportedRates {
	return exportedRates{
		r.Input, r.Output, r.CachedInput, r.CacheWrite, r.CacheWriteHour, r.Audio.Input, r.Audio.CachedInput, r.Audio.Output,
		r.Image.Input, r.Image.CachedInput, r.Image.Output,
	}
}
