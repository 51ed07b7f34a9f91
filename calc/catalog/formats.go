package catalog

import (
	"fmt"
	"slices"
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
	for _, name := range e.order {
		kind := e.leaves[name].Text
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

// genai-prices' data.json (https://github.com/pydantic/genai-prices, prices/data.schema.json): a list of providers, each with
// a list of models, each with prices or a list of prices under constraints. A row of a time of day holds at its hours,
// whatever the day; a tier holds above its start.

func genaiEntry(path []string) (model, provider int) {
	if len(path) >= 4 && path[1] == "models" {
		return 3, 1
	}
	return 0, 1
}

// genaiUnits are the prices that are taken, and where they go.
var genaiUnits = [...]struct {
	name string
	to   func(*cost.Rates) **decimal.Decimal
}{
	{"input_mtok", func(r *cost.Rates) **decimal.Decimal { return &r.Input }},
	{"output_mtok", func(r *cost.Rates) **decimal.Decimal { return &r.Output }},
	{"cache_read_mtok", func(r *cost.Rates) **decimal.Decimal { return &r.CachedInput }},
	{"cache_write_mtok", func(r *cost.Rates) **decimal.Decimal { return &r.CacheWrite }},
	{"cache_write_1h_mtok", func(r *cost.Rates) **decimal.Decimal { return &r.CacheWriteHour }},
	{"input_audio_mtok", func(r *cost.Rates) **decimal.Decimal { return &r.Audio.Input }},
	{"cache_audio_read_mtok", func(r *cost.Rates) **decimal.Decimal { return &r.Audio.CachedInput }},
	{"output_audio_mtok", func(r *cost.Rates) **decimal.Decimal { return &r.Audio.Output }},
	{"input_image_mtok", func(r *cost.Rates) **decimal.Decimal { return &r.Image.Input }},
	{"cache_image_read_mtok", func(r *cost.Rates) **decimal.Decimal { return &r.Image.CachedInput }},
	{"output_image_mtok", func(r *cost.Rates) **decimal.Decimal { return &r.Image.Output }},
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
	for name := range e.leaves {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return false
}

// genaiRow reads one row of prices: as the model's first, from a day on, or at hours.
func (im *importer) genaiRow(e *entry, m *Model, at, constraint string) {
	var base cost.Rates
	tiers := map[int64]*cost.Rates{}
	for _, unit := range genaiUnits {
		im.genaiUnit(e, at+unit.name, unit.to, &base, tiers)
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
		m.Hours = &HoursRule{Change: change, Source: m.Window.Source}
	}
	if !sameService(&m.Hours.Change, &change) {
		im.failAt(e, constraint+"start_time", "is of a third price in one day: two are accepted")
		return
	}
	if to > from {
		m.Hours.Windows = append(m.Hours.Windows, [2]int{from, to})
	} else {
		m.Hours.Windows = append(m.Hours.Windows, [2]int{from, 24 * 60}, [2]int{0, to})
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
		m.Retired = d
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
	for name := range e.leaves {
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

// Our own format: { "format": "threelimits", "version": 1, "models": [ … ] }, written by models.ExportPrices. Amounts are decimal
// strings, USD per 1,000,000 tokens; a model's prices are rows, oldest first. Fields it does not know are refused.

func oursEntry(path []string) (model, provider int) {
	if len(path) >= 3 && path[0] == "models" {
		return 2, 0
	}
	return 0, 0
}

// oursFields are what a model takes, indices left out.
var oursFields = [...]string{
	"id", "name", "vendor", "released", "cutoff", "retired", "reasoning", "openWeights", "takes", "gives",
	"window.context", "window.maxInput", "window.maxOutput", "prices.from", "prices.until", "prices.cacheStorage", "prices.webSearch",
	"prices.tiers.inputTokensFrom",
}

// oursRates are the rates of a row, and of its tiers.
var oursRates = [...]struct {
	name string
	to   func(*cost.Rates) **decimal.Decimal
}{
	{"input", func(r *cost.Rates) **decimal.Decimal { return &r.Input }},
	{"output", func(r *cost.Rates) **decimal.Decimal { return &r.Output }},
	{"cachedInput", func(r *cost.Rates) **decimal.Decimal { return &r.CachedInput }},
	{"cacheWrite", func(r *cost.Rates) **decimal.Decimal { return &r.CacheWrite }},
	{"cacheWriteHour", func(r *cost.Rates) **decimal.Decimal { return &r.CacheWriteHour }},
	{"audioInput", func(r *cost.Rates) **decimal.Decimal { return &r.Audio.Input }},
	{"cachedAudio", func(r *cost.Rates) **decimal.Decimal { return &r.Audio.CachedInput }},
	{"audioOutput", func(r *cost.Rates) **decimal.Decimal { return &r.Audio.Output }},
	{"imageInput", func(r *cost.Rates) **decimal.Decimal { return &r.Image.Input }},
	{"cachedImage", func(r *cost.Rates) **decimal.Decimal { return &r.Image.CachedInput }},
	{"imageOutput", func(r *cost.Rates) **decimal.Decimal { return &r.Image.Output }},
}

func (im *importer) ours(e *entry) {
	for _, name := range e.order {
		if !isOurs(name) {
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
		Released: im.date(e, "released"), Cutoff: im.date(e, "cutoff"), Retired: im.date(e, "retired"),
		Window: Window{Context: im.limit(e, w+"context"), MaxInput: im.limit(e, w+"maxInput"), MaxOutput: im.limit(e, w+"maxOutput")},
	}
	m.Window.Source = m.Sources[0]
	if l := e.get("reasoning"); l != nil {
		m.Reasoning = l.Text == "true"
	}
	if l := e.get("openWeights"); l != nil {
		m.Open = l.Text == "true"
	}
	m.Takes, m.Gives = im.list(e, "takes", "image", "audio", "video", "pdf"), im.list(e, "gives", "image", "audio")
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
	return strings.HasPrefix(path, "prices.") && slices.ContainsFunc(oursRates[:], func(r struct {
		name string
		to   func(*cost.Rates) **decimal.Decimal
	}) bool {
		return r.name == rate
	})
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
		for _, rate := range oursRates {
			*rate.to(&r) = im.usd(e, at+rate.name, 0)
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
