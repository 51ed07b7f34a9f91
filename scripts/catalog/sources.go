package main

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"math/big"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"sort"
	"strings"

	"threelimits/scripts/catalog/grammar"
	"threelimits/scripts/npm"
)

// offer is what one source says of one model. Empty fields are what it does not say.
type offer struct {
	name, released, cutoff string
	reasoning, open        bool
	takes                  string // what it reads beside text, in words
	context, input, output int64
	prices                 []claim  // oldest first
	names                  []string // by which it is also known
	audio, image           string   // what tokens of that kind cost, as a vendor file writes it
	hour, search           string   // an hour's cache write, and 1,000 web searches
}

// claim is a price a source states. from is the day it began, "" where the source gives none: then the source says
// only that it held on the day it was checked.
type claim struct {
	from string
	grammar.Price
}

// modelsDev is a copy of what is needed of models.dev's catalogue (MIT, © 2025 models.dev): limits and dates.
//
//go:embed models-dev-2026-09-30.json
var modelsDevText []byte

const (
	modelsDevChecked = "2026-09-30"
	modelsDevKey     = "models.dev-" + modelsDevChecked
)

// readModelsDev returns its offers by provider and model.
func readModelsDev() (map[string]map[string]offer, error) {
	var file struct {
		Providers map[string]map[string][]any
	}
	if err := json.Unmarshal(modelsDevText, &file); err != nil {
		return nil, fmt.Errorf("models.dev: %w", err)
	}
	all := map[string]map[string]offer{}
	for provider, models := range file.Providers {
		all[provider] = map[string]offer{}
		for id, f := range models {
			if len(f) != 9 {
				return nil, fmt.Errorf("models.dev: %s/%s has %d fields", provider, id, len(f))
			}
			all[provider][id] = offer{
				name: text(f[0]), released: text(f[1]), cutoff: text(f[2]),
				context: whole(f[3]), input: whole(f[4]), output: whole(f[5]), reasoning: f[6] == true,
				takes: words(f[7]), open: f[8] == true,
			}
		}
	}
	return all, nil
}

func text(v any) string { s, _ := v.(string); return s }

// words are the kinds of input in the order of the format.
func words(v any) string {
	list, _ := v.([]any)
	var known []string
	for _, kind := range []string{"image", "audio", "video", "pdf"} {
		if slices.ContainsFunc(list, func(v any) bool { return v == kind }) {
			known = append(known, kind)
		}
	}
	return strings.Join(known, " ")
}

func whole(v any) int64 { n, _ := v.(float64); return int64(n) }

// piModel is a row of pi-ai's dist/providers/data/<provider>.json. Numbers keep their decimal text.
type piModel struct {
	Type, Name    string
	Reasoning     bool
	Input         []any
	ContextWindow int64
	MaxTokens     int64
	Cost          struct {
		Input, Output, CacheRead, CacheWrite json.Number
		Tiers                                []struct {
			InputTokensAbove                     int64
			Input, Output, CacheRead, CacheWrite json.Number
		}
	}
}

// readPiAI returns its chat models by provider and model.
func readPiAI(tarball []byte, providers []string) (map[string]map[string]offer, error) {
	const folder = "dist/providers/data/"
	files, err := npm.Unpack(tarball, func(path string) bool { return strings.HasPrefix(path, folder) })
	if err != nil {
		return nil, err
	}
	all := map[string]map[string]offer{}
	for _, provider := range providers {
		var apis map[string]map[string]json.RawMessage
		if err := json.Unmarshal(files[folder+provider+".json"], &apis); err != nil {
			return nil, fmt.Errorf("pi-ai %s: %w", provider, err)
		}
		all[provider] = map[string]offer{}
		for _, models := range apis {
			for key, raw := range models {
				var m piModel
				if err := json.Unmarshal(raw, &m); err != nil {
					return nil, fmt.Errorf("pi-ai %s %s: %w", provider, key, err)
				}
				if id, chat := strings.CutPrefix(key, "chat:"); chat && m.Type == "chat" {
					o, err := m.offer()
					if err != nil {
						return nil, fmt.Errorf("pi-ai %s %s: %w", provider, key, err)
					}
					all[provider][id] = o
				}
			}
		}
	}
	return all, nil
}

// offer reads pi-ai's fields. A zero there means "a subscription plan" or "unknown", never free of charge.
func (m piModel) offer() (offer, error) {
	o := offer{name: m.Name, reasoning: m.Reasoning, context: m.ContextWindow, output: m.MaxTokens, takes: words(m.Input)}
	c := m.Cost
	base, err := newRates(c.Input, c.CacheRead, c.CacheWrite, c.Output)
	if err != nil || base.In == "" && base.Out == "" {
		return o, err
	}
	p := grammar.Price{Rates: base}
	for _, t := range c.Tiers {
		r, err := newRates(t.Input, t.CacheRead, t.CacheWrite, t.Output)
		if err != nil {
			return o, err
		}
		p.Tiers = append(p.Tiers, grammar.Tier{From: t.InputTokensAbove + 1, Rates: r})
	}
	o.prices = []claim{{"", p}}
	return o, nil
}

// newRates writes each figure canonically; zero and nothing become "".
func newRates(in, cached, write, out json.Number) (r grammar.Rates, err error) {
	for _, f := range []struct {
		number json.Number
		to     *string
	}{{in, &r.In}, {cached, &r.Cached}, {write, &r.Write}, {out, &r.Out}} {
		if *f.to, err = decimalOf(f.number); err != nil {
			return r, err
		}
	}
	return r, nil
}

// decimalOf writes a JSON number's own decimal text canonically: never by way of a binary float.
func decimalOf(n json.Number) (string, error) {
	if n == "" {
		return "", nil
	}
	exact, ok := new(big.Rat).SetString(n.String())
	if !ok || exact.Sign() < 0 {
		return "", fmt.Errorf("%q is no price", n)
	}
	if exact.Sign() == 0 {
		return "", nil
	}
	decimals, _ := exact.FloatPrec() // a JSON number always ends
	return exact.FloatString(decimals), nil
}

// genaiProvider is what genai.mjs prints of a provider.
type genaiProvider struct {
	URLs   []string
	Models map[string]struct {
		ID, Name string
		Context  int64
		Names    []string
		Comments string
		Prices   []struct {
			Constraint struct {
				Type      string
				StartDate string `json:"start_date"`
			}
			Prices map[string]json.RawMessage
		}
	}
}

// readGenaiPrices asks the package, in Node, for its view of the wanted models by provider.
func readGenaiPrices(tarball []byte, folder string, want map[string][]string) (map[string]map[string]offer, error) {
	const module = "dist/index.js"
	files, err := npm.Unpack(tarball, func(path string) bool { return path == module })
	if err != nil {
		return nil, err
	}
	path, err := filepath.Abs(filepath.Join(folder, genaiPrices.short()+".mjs"))
	if err != nil {
		return nil, err
	}
	if err := os.WriteFile(path, files[module], 0o644); err != nil {
		return nil, err
	}
	request, err := json.Marshal(map[string]any{"module": "file://" + path, "want": want})
	if err != nil {
		return nil, err
	}
	cmd := exec.Command("node", "--input-type=module", "--eval", genaiScript)
	cmd.Stdin = bytes.NewReader(request)
	cmd.Stderr = os.Stderr
	answer, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("genai-prices: %w", err)
	}
	var providers map[string]genaiProvider
	if err := json.Unmarshal(answer, &providers); err != nil {
		return nil, fmt.Errorf("genai-prices: %w", err)
	}
	return genaiOffers(providers)
}

//go:embed genai.mjs
var genaiScript string

func genaiOffers(providers map[string]genaiProvider) (map[string]map[string]offer, error) {
	all := map[string]map[string]offer{}
	for provider, p := range providers {
		all[provider] = map[string]offer{}
		for id, m := range p.Models {
			o := offer{name: m.Name, context: m.Context, names: m.Names}
			for _, row := range m.Prices {
				if row.Constraint.Type == "time_of_date" {
					continue // peak hours: said in a note of the vendor file
				}
				read, err := genaiPrice(row.Prices)
				if err != nil {
					return nil, fmt.Errorf("genai-prices %s %s: %w", provider, id, err)
				}
				if err := o.more(row.Prices); err != nil {
					return nil, fmt.Errorf("genai-prices %s %s: %w", provider, id, err)
				}
				if read.In != "" || read.Out != "" {
					o.prices = append(o.prices, claim{row.Constraint.StartDate, read})
				}
			}
			all[provider][id] = o
		}
	}
	return all, nil
}

// more reads what a row says beside the usual rates; the last row's words hold.
func (o *offer) more(units map[string]json.RawMessage) error {
	media := func(keys ...string) (text string, err error) {
		for i, key := range keys {
			usd, err := plainPrice(units[key])
			if err != nil {
				return "", err
			}
			if usd != "" {
				text += " " + []string{"in", "cached", "out"}[i] + " " + usd
			}
		}
		return strings.TrimSpace(text), nil
	}
	var err error
	if o.audio, err = media("input_audio_mtok", "cache_audio_read_mtok", "output_audio_mtok"); err != nil {
		return err
	}
	if o.image, err = media("input_image_mtok", "cache_image_read_mtok", "output_image_mtok"); err != nil {
		return err
	}
	if o.hour, err = plainPrice(units["cache_write_1h_mtok"]); err != nil {
		return err
	}
	o.search, err = plainPrice(units["web_searches_kcount"])
	return err
}

// plainPrice reads a figure, of a tiered one the base.
func plainPrice(raw json.RawMessage) (string, error) {
	if len(raw) == 0 {
		return "", nil
	}
	if raw[0] != '{' {
		return decimalOf(json.Number(raw))
	}
	var tiered struct{ Base json.Number }
	if err := json.Unmarshal(raw, &tiered); err != nil {
		return "", err
	}
	return decimalOf(tiered.Base)
}

// genaiPrice reads a figure per unit, each a number or {base, tiers: [{start, price}]}; a tier there begins above start.
func genaiPrice(units map[string]json.RawMessage) (p grammar.Price, err error) {
	at := map[int64]grammar.Rates{}
	for unit, set := range map[string]func(*grammar.Rates) *string{
		"input_mtok":       func(r *grammar.Rates) *string { return &r.In },
		"cache_read_mtok":  func(r *grammar.Rates) *string { return &r.Cached },
		"cache_write_mtok": func(r *grammar.Rates) *string { return &r.Write },
		"output_mtok":      func(r *grammar.Rates) *string { return &r.Out },
	} {
		raw := units[unit]
		if raw == nil {
			continue
		}
		tiered := struct {
			Base  json.Number
			Tiers []struct {
				Start int64
				Price json.Number
			}
		}{}
		if raw[0] != '{' {
			tiered.Base = json.Number(raw)
		} else if err := json.Unmarshal(raw, &tiered); err != nil {
			return p, err
		}
		if *set(&p.Rates), err = decimalOf(tiered.Base); err != nil {
			return p, err
		}
		for _, t := range tiered.Tiers {
			r := at[t.Start+1]
			if *set(&r), err = decimalOf(t.Price); err != nil {
				return p, err
			}
			at[t.Start+1] = r
		}
	}
	for from, r := range at {
		p.Tiers = append(p.Tiers, grammar.Tier{From: from, Rates: r})
	}
	sort.Slice(p.Tiers, func(i, j int) bool { return p.Tiers[i].From < p.Tiers[j].From })
	return p, nil
}
