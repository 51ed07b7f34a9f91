package catalog

import (
	"slices"
	"strconv"
	"strings"

	"threelimits/calc/cost"
	"threelimits/calc/dates"
	"threelimits/calc/decimal"
)

// LiteLLM's model_prices_and_context_window.json (https://github.com/BerriAI/litellm): model, and its fields. Costs are USD
// per token, so that 1,000,000 tokens cost 10^6 times the number; of a search, USD each.

func litellmEntry(path []string) (model, provider int) { return min(1, len(path)-1), 0 }

const perToken = 6

func (im *importer) litellm(e *entry) {
	key := e.path[0]
	switch mode := e.text("mode"); {
	case key == "sample_spec":
		return
	case mode != "" && mode != "chat" && mode != "responses" && mode != "completion":
		im.skip(e.name(), "it is "+mode)
		return
	}
	get := func(name string) *decimal.Decimal { return im.usd(e, name, perToken) }
	suffixed := func(suffix string) cost.Rates {
		r := cost.Rates{
			Input: get("input_cost_per_token" + suffix), Output: get("output_cost_per_token" + suffix),
			CachedInput: get("cache_read_input_token_cost" + suffix), CacheWrite: get("cache_creation_input_token_cost" + suffix),
		}
		if hour := "cache_creation_input_token_cost_above_1hr" + suffix; e.get(hour) != nil {
			r.CacheWriteHour = get(hour)
		}
		return r
	}
	base := suffixed("")
	base.Audio = cost.MediaRates{Input: get("input_cost_per_audio_token"), CachedInput: get("cache_read_input_audio_token_cost"), Output: get("output_cost_per_audio_token")}
	base.Image = cost.MediaRates{Input: get("input_cost_per_image_token"), Output: get("output_cost_per_image_token")}
	row, ok := newRow("", base, im.source("", e.text("source")))
	if !ok || isZero(base.Input) && isZero(base.Output) { // LiteLLM writes 0 where it does not know
		im.skip(e.name(), "it has no price of tokens")
		return
	}
	row.List.Search = im.usd(e, "search_context_cost_per_query"+sep+"search_context_size_medium", 3)
	for _, size := range litellmTiers(e) {
		im.tier(e, &row, size*1000+1, suffixed("_above_"+strconv.FormatInt(size, 10)+"k_tokens"), "input_cost_per_token_above_"+strconv.FormatInt(size, 10)+"k_tokens")
	}
	provider, name, found := strings.Cut(key, "/")
	if !found {
		provider, name = e.text("litellm_provider"), key
	}
	if provider == "" {
		im.failAt(e, "litellm_provider", "is missing")
		return
	}
	m := Model{
		ID: named(name), Vendor: named(vendorOf(provider)), Name: name, Prices: []PriceRow{row}, Sources: []Source{row.Source},
		Window: Window{Context: im.limit(e, "max_input_tokens", "max_tokens"), MaxOutput: im.limit(e, "max_output_tokens", "max_tokens"), Source: row.Source},
	}
	if l := e.get("supports_reasoning"); l != nil && l.Text == "true" {
		m.Reasoning = true
	}
	im.noteFee(e, &m, "input_cost_per_request", 3, row.Source)
	if d := e.text("deprecation_date"); dates.Valid(d) {
		m.Retired = Retirement{Day: d, Source: row.Source}
	}
	for s, suffix := range map[Service]string{Batch: "_batches", Flex: "_flex", Priority: "_priority"} {
		if r := suffixed(suffix); r.Input != nil || r.Output != nil {
			instead := func(d *decimal.Decimal) cost.Change { return cost.Change{Instead: d} }
			m.Services[s] = &ServiceRule{cost.Service{
				Input: instead(r.Input), Output: instead(r.Output), CachedInput: instead(r.CachedInput), CacheWrite: instead(r.CacheWrite),
				ShortOnly: len(row.List.Tiers) > 0,
			}, 0, row.Source}
		}
	}
	im.add(e, m)
}

// noteFee says that a model has a fee for each request, which no bill here has a line for.
func (im *importer) noteFee(e *entry, m *Model, name string, scale int, source Source) {
	if fee := im.usd(e, name, scale); fee != nil && !fee.IsZero() {
		m.Notes = []Note{{"Your file also has a fee of " + fee.String() + " USD for 1,000 requests: it is not in the bill.", source}}
	}
}

func isZero(d *decimal.Decimal) bool { return d == nil || d.IsZero() }

// litellmTiers are the thresholds, in thousands of tokens, from which some price is another.
func litellmTiers(e *entry) (sizes []int64) {
	for i := range e.order {
		name := e.order[i].name
		for _, of := range []string{"input_cost_per_token_above_", "output_cost_per_token_above_", "cache_read_input_token_cost_above_"} {
			text, ok := strings.CutPrefix(name, of)
			text, exact := strings.CutSuffix(text, "k_tokens")
			if n := number(text); ok && exact && n > 0 && n < 1e6 && !slices.Contains(sizes, int64(n)) {
				sizes = append(sizes, int64(n))
			}
		}
	}
	slices.Sort(sizes)
	return sizes
}
