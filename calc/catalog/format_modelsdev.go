package catalog

import (
	"strconv"
	"strings"

	"threelimits/calc/cost"
	"threelimits/calc/dates"
	"threelimits/calc/decimal"
)

// models.dev's api.json (https://github.com/anomalyco/models.dev, packages/core/src/schema.ts): provider, "models", model.
// cost is USD per 1,000,000 tokens; a tier, and context_over_200k, hold above their size.

func modelsDevEntry(path []string) (model, provider int) {
	if len(path) >= 4 && path[1] == "models" {
		return 3, 1
	}
	return 0, 1
}

func (im *importer) modelsDev(e *entry) {
	at := func(names ...string) string { return strings.Join(names, sep) }
	rates := func(prefix ...string) cost.Rates {
		get := func(name string) *decimal.Decimal {
			return im.usd(e, at(append(append([]string{}, prefix...), name)...), 0)
		}
		return cost.Rates{
			Input: get("input"), Output: get("output"), CachedInput: get("cache_read"), CacheWrite: get("cache_write"),
			Audio: cost.MediaRates{Input: get("input_audio"), Output: get("output_audio")},
		}
	}
	provider := im.provider.path[0]
	row, ok := newRow("", rates("cost"), im.source("", im.provider.text("doc")))
	if !ok {
		im.skip(e.name(), "it has no price")
		return
	}
	for i := 0; ; i++ {
		size := at("cost", "tiers", strconv.Itoa(i), "tier", "size")
		if e.get(size) == nil {
			break
		}
		im.tier(e, &row, im.limit(e, size)+1, rates("cost", "tiers", strconv.Itoa(i)), size)
	}
	if over := at("cost", "context_over_200k", "input"); e.get(over) != nil && len(row.List.Tiers) == 0 {
		im.tier(e, &row, 200_001, rates("cost", "context_over_200k"), over)
	}
	m := Model{
		ID: named(e.path[2]), Vendor: named(vendorOf(provider)), VendorName: im.provider.text("name"), Name: e.text("name"), Prices: []PriceRow{row},
		Cutoff: dateOr(e.text("knowledge")), Released: dateOr(e.text("release_date")), Sources: []Source{row.Source},
		Window: Window{Context: im.limit(e, at("limit", "context")), MaxInput: im.limit(e, at("limit", "input")), MaxOutput: im.limit(e, at("limit", "output")), Source: row.Source},
	}
	if l := e.get("reasoning"); l != nil && l.Text == "true" {
		m.Reasoning = true
	}
	if l := e.get("open_weights"); l != nil && l.Text == "true" {
		m.Open = true
	}
	for i := range e.order {
		name, kind := e.order[i].name, e.order[i].leaf.Text
		switch {
		case strings.HasPrefix(name, at("modalities", "input")+sep) && Kinds([]string{kind}, "image", "audio", "video", "pdf") == nil:
			m.Takes = append(m.Takes, kind)
		case strings.HasPrefix(name, at("modalities", "output")+sep) && Kinds([]string{kind}, "image", "audio") == nil:
			m.Gives = append(m.Gives, kind)
		}
	}
	im.add(e, withName(m))
}

// tier adds a tier to a row, after those below it.
func (im *importer) tier(e *entry, row *PriceRow, from int64, r cost.Rates, name string) {
	tiers := row.List.Tiers
	if from <= 1 || len(tiers) > 0 && tiers[len(tiers)-1].InputTokensFrom >= from {
		im.failAt(e, name, "must be above 0, and above the tier before it")
		return
	}
	base := &row.List.Base
	for _, fill := range []struct{ to, with **decimal.Decimal }{ // what a tier does not say stays
		{&r.Input, &base.Input}, {&r.Output, &base.Output}, {&r.CachedInput, &base.CachedInput}, {&r.CacheWrite, &base.CacheWrite},
		{&r.CacheWriteHour, &base.CacheWriteHour}, {&r.Audio.Input, &base.Audio.Input}, {&r.Audio.CachedInput, &base.Audio.CachedInput},
		{&r.Audio.Output, &base.Audio.Output}, {&r.Image.Input, &base.Image.Input}, {&r.Image.CachedInput, &base.Image.CachedInput},
		{&r.Image.Output, &base.Image.Output},
	} {
		if *fill.to == nil {
			*fill.to = *fill.with
		}
	}
	row.List.Tiers = append(tiers, cost.Tier{InputTokensFrom: from, Rates: r})
	row.Tiers = append(row.Tiers, row.Source)
}

func dateOr(s string) string {
	if dates.Partial(s) {
		return s
	}
	return ""
}

func withName(m Model) Model {
	if m.Name == "" {
		m.Name = m.ID
	}
	return m
}
