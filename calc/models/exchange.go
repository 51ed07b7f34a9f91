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
	Format   string          `page:"format,null"`
	Models   []Model         `page:"models"`
	Skipped  []ImportSkipped `page:"skipped"`
	Unused   []ImportUnused  `page:"unused"`
	Problems []ImportProblem `page:"problems"`
}

type ImportSkipped struct {
	Name string `page:"name"`
	Why  string `page:"why"`
}

type ImportUnused struct {
	Name   string `page:"name"`
	First  string `page:"first"`
	Models int    `page:"models"`
}

type ImportProblem struct {
	Field   string `page:"field"`
	Message string `page:"message"`
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
	for _, u := range imported.Unused {
		report.Unused = append(report.Unused, ImportUnused(u))
	}
	return report, imported.Models
}

// exported is the export, no record of the contract: what catalog.Import reads as "threelimits". Its numbers are decimal
// strings, USD per 1,000,000 tokens.
type exported struct {
	Format  string          `page:"format"`
	Version int             `page:"version"`
	Models  []exportedModel `page:"models"`
}

type exportedModel struct {
	ID        string         `page:"id"`
	Name      string         `page:"name"`
	Vendor    string         `page:"vendor"`
	Released  string         `page:"released,omit"`
	Cutoff    string         `page:"cutoff,omit"`
	Retired   string         `page:"retired,omit"`
	Successor string         `page:"successor,omit"`
	Reason    bool           `page:"reasoning,omit"`
	Open      bool           `page:"openWeights,omit"`
	Takes     []string       `page:"takes,omit"`
	Gives     []string       `page:"gives,omit"`
	Window    exportedWindow `page:"window"`
	Notes     []string       `page:"notes,omit"`
	Prices    []exportedRow  `page:"prices"`
}

type exportedWindow struct {
	Context   int64 `page:"context,omit"`
	MaxInput  int64 `page:"maxInput,omit"`
	MaxOutput int64 `page:"maxOutput,omit"`
}

type exportedRates struct {
	Input       *decimal.Decimal `page:"input,omit"`
	Output      *decimal.Decimal `page:"output,omit"`
	CachedInput *decimal.Decimal `page:"cachedInput,omit"`
	CacheWrite  *decimal.Decimal `page:"cacheWrite,omit"`
	Rare        rareRates        `page:",inline"`
}

type exportedRow struct {
	From    string           `page:"from,omit"`
	Until   string           `page:"until,omit"`
	Rates   exportedRates    `page:",inline"`
	Storage *decimal.Decimal `page:"cacheStorage,omit"`
	Search  *decimal.Decimal `page:"webSearch,omit"`
	Tiers   []exportedTier   `page:"tiers,omit"`
}

type exportedTier struct {
	From  int64         `page:"inputTokensFrom"`
	Rates exportedRates `page:",inline"`
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
		m, _ := own.Resolve(id)
		if m == nil {
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
	if m.Own {
		for _, n := range m.Notes {
			e.Notes = append(e.Notes, n.Text)
		}
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
	return exportedRates{r.Input, r.Output, r.CachedInput, r.CacheWrite, rareRatesOf(r)}
}
