package calc

import (
	"errors"
	"slices"
	"strings"

	"threelimits/calc/catalog"
	"threelimits/calc/cost"
	"threelimits/calc/dates"
	"threelimits/calc/decimal"
	"threelimits/calc/fault"
	"threelimits/calc/fields"
	"threelimits/calc/spell"
	"threelimits/calc/usage"
	"threelimits/calc/wire"
)

// What a report holds of many records: the rest is in its sums.
const (
	maxRecordsShown  = 200
	maxProblemsShown = 100
)

// UsageOptions say how usage records are priced. What they leave empty the record says.
type UsageOptions struct {
	Model   string // prices every record on this model
	Service string
	AsOf    string
	Reprice []string // models on which the same tokens are priced as well
}

// UsageReport is what usage records cost: see UsageReport in site/core/contract.ts for the meaning of each field.
type UsageReport struct {
	Count        int              `json:"count"`
	Priced       int              `json:"priced"`
	USD          *decimal.Decimal `json:"usd"`
	Records      []UsageRecord    `json:"records"`
	Sums         []UsageSum       `json:"sums"`
	Repriced     []Repriced       `json:"repriced"`
	Problems     []UsageFault     `json:"problems"`
	ProblemCount int              `json:"problemCount"`
}

// AppendJSON appends the report as one JSON object.
func (r *UsageReport) AppendJSON(dst []byte) []byte { return wire.Append(dst, r) }

type UsageRecord struct {
	Index   int              `json:"index"`
	ID      string           `json:"id,omit"`
	Shape   string           `json:"shape"`
	Given   string           `json:"given,null"`
	Model   string           `json:"model,null"`
	Day     string           `json:"day"`
	Service string           `json:"service"`
	Tokens  UsageTokens      `json:"tokens"`
	Lines   []UsageLine      `json:"lines"`
	USD     *decimal.Decimal `json:"usd"`
	Notes   []string         `json:"notes"`
}

// UsageTokens are sums that hold one another: input holds cachedInput and the cache writes, output holds reasoning.
type UsageTokens struct {
	Input          int64 `json:"input"`
	UncachedInput  int64 `json:"uncachedInput"`
	CachedInput    int64 `json:"cachedInput"`
	CacheWrite     int64 `json:"cacheWrite"`
	CacheWriteHour int64 `json:"cacheWriteHour"`
	Output         int64 `json:"output"`
	Reasoning      int64 `json:"reasoning"`
	AudioInput     int64 `json:"audioInput"`
	AudioOutput    int64 `json:"audioOutput"`
	ImageInput     int64 `json:"imageInput"`
	ImageOutput    int64 `json:"imageOutput"`
	WebSearches    int64 `json:"webSearches"`
}

// UsageLine is one line of a record's bill. Working is its sum with the numbers.
type UsageLine struct {
	Name       string           `json:"name"`
	Tokens     int64            `json:"tokens"`
	Units      *decimal.Decimal `json:"units,omit"`
	Unit       string           `json:"unit,omit"`
	USDPerMTok *decimal.Decimal `json:"usdPerMTok"`
	USD        *decimal.Decimal `json:"usd"`
	Working    string           `json:"working"`
}

// UsageSum is all records of a model on a day. USD is nil where none of them has a price.
type UsageSum struct {
	Model   string           `json:"model,null"`
	Given   string           `json:"given,null"`
	Day     string           `json:"day"`
	Records int              `json:"records"`
	Tokens  UsageTokens      `json:"tokens"`
	USD     *decimal.Decimal `json:"usd"`
}

// Repriced is what the same tokens cost on another model. Unpriced is how many records have no price on it.
type Repriced struct {
	Model    string           `json:"model"`
	Name     string           `json:"name"`
	USD      *decimal.Decimal `json:"usd"`
	Unpriced int              `json:"unpriced"`
}

type UsageFault struct {
	Record  int    `json:"record"`
	Field   string `json:"field,omit"`
	Message string `json:"message"`
}

// ExplainUsage prices usage records. own are a person's own models, or nil; today is the day of records that say none, where the options say none either. It takes
// time linear in the records. Errors are *fault.Error: unknown-model or bad-argument in the options; what is wrong with a record
// is in the report, and leaves that record out.
func ExplainUsage(records [][]fields.Field, o UsageOptions, own *catalog.Own, today string) (*UsageReport, error) {
	x := explainer{options: o, own: own, today: today, sums: map[[2]string]int{}, seen: map[string]int{}}
	if err := x.open(); err != nil {
		return nil, err
	}
	x.report.USD = new(decimal.Decimal)
	x.report.Count = len(records)
	for i := range records {
		x.record(i, records[i])
	}
	x.close()
	return &x.report, nil
}

type explainer struct {
	options UsageOptions
	own     *catalog.Own
	today   string
	model   *catalog.Model // that prices every record; nil: the record's own
	others  []repricing
	report  UsageReport
	sums    map[[2]string]int // place in report.Sums, by model and day
	seen    map[string]int    // record, by its id
}

// repricing adds up, for one model, the tokens that are priced alike, so that the records cost no money each.
type repricing struct {
	model    *catalog.Model
	alike    map[alike]*cost.Usage
	unpriced int
}

type alike struct {
	at      moment // its minute is that of a time at which the same prices hold
	service catalog.Service
	from    int64 // of the tier
}

// moment is a day, and the minute of it by UTC; -1 is not known.
type moment struct {
	day    string
	minute int
}

// peak reports whether the model's peak prices hold.
func (at moment) peak(m *catalog.Model) bool {
	day, _ := dates.Number(at.day)
	return m.Hours != nil && at.minute >= 0 && m.Hours.Holds(at.minute, dates.Weekday(day))
}

func (x *explainer) open() error {
	if _, ok := dates.Number(x.today); !ok {
		return &fault.Error{Code: fault.BadArgument, Field: "today", Message: `today must be a date, such as "2026-11-01", not ` + fault.Short(x.today) + "."}
	}
	if _, ok := dates.Number(x.options.AsOf); x.options.AsOf != "" && !ok {
		return &fault.Error{Code: fault.BadArgument, Field: "asOf", Message: `asOf must be a date, such as "2026-11-01", not ` + fault.Short(x.options.AsOf) + "."}
	}
	if _, ok := catalog.ParseService(x.options.Service); x.options.Service != "" && !ok {
		return &fault.Error{Code: fault.BadArgument, Field: "service", Message: `service must be "standard", "batch", "flex" or "priority", not ` + fault.Short(x.options.Service) + "."}
	}
	if x.options.Model != "" {
		m, ok := x.own.Find(x.options.Model)
		if !ok {
			return &fault.Error{Code: fault.UnknownModel, Field: "model", Message: fault.Short(x.options.Model) + " is not in the catalogue."}
		}
		x.model = m
	}
	for _, id := range x.options.Reprice {
		m, ok := x.own.Find(id)
		if !ok {
			return &fault.Error{Code: fault.UnknownModel, Field: "reprice", Message: fault.Short(id) + " is not in the catalogue."}
		}
		x.others = append(x.others, repricing{model: m, alike: map[alike]*cost.Usage{}})
	}
	return nil
}

// record explains one record.
func (x *explainer) record(index int, fields []fields.Field) {
	if len(fields) == 1 && fields[0].Kind == "invalid" { // a line that is no JSON: where it stands, and why
		x.fault(index, fields[0].Path, "In "+fields[0].Path+": "+fields[0].Text)
		return
	}
	r, err := usage.Read(fields)
	if err != nil {
		var wrong *usage.Error
		errors.As(err, &wrong)
		x.fault(index, wrong.Path, fault.Sentence(err))
		return
	}
	if before, twice := x.seen[r.ID]; twice && r.ID != "" {
		x.fault(index, "id", "This is the same response as record "+spell.Plain(int64(before+1))+": it is counted once.")
		return
	}
	x.seen[r.ID] = index
	out := UsageRecord{Index: index, ID: r.ID, Shape: r.Shape, Given: r.Model, Day: x.dayOf(r), Notes: r.Notes, Tokens: tokensOf(r)}
	model := x.modelOf(r, &out)
	service := x.serviceOf(r, &out)
	out.Service = service.String()
	u := billable(r)
	at := moment{out.Day, r.Minute}
	if bill := x.price(model, service, &out, at, u, index); bill != nil {
		out.USD = bill.Total
		out.Lines = usageLines(bill)
		x.report.Priced++
		x.report.USD = x.report.USD.Add(bill.Total)
	}
	x.sum(&out)
	for i := range x.others {
		x.others[i].add(at, service, &u)
	}
	if len(x.report.Records) < maxRecordsShown {
		x.report.Records = append(x.report.Records, out)
	}
}

func (x *explainer) fault(record int, field, message string) {
	x.report.ProblemCount++
	if len(x.report.Problems) < maxProblemsShown {
		x.report.Problems = append(x.report.Problems, UsageFault{record, field, message})
	}
}

func (x *explainer) dayOf(r *usage.Record) string {
	if _, ok := dates.Number(r.Day); ok && x.options.AsOf == "" {
		return r.Day
	}
	if x.options.AsOf != "" {
		return x.options.AsOf
	}
	return x.today
}

func (x *explainer) modelOf(r *usage.Record, out *UsageRecord) *catalog.Model {
	m := x.model
	if m == nil && r.Model != "" {
		exact := false
		if m, exact = x.own.Resolve(r.Model); m != nil && !exact {
			out.Notes = append(out.Notes, fault.Short(r.Model)+" is priced as "+m.ID+".")
		}
	}
	if m != nil {
		out.Model = m.ID
	}
	return m
}

// serviceOf is the service of the options, or else what the record says in its vendor's words.
func (x *explainer) serviceOf(r *usage.Record, out *UsageRecord) catalog.Service {
	name := x.options.Service
	if name == "" {
		switch name = strings.ToLower(r.Service); name {
		case "", "default", "auto", "on_demand", "standard_only":
			name = "standard"
		case "fast":
			name = "priority"
		}
	}
	s, ok := catalog.ParseService(name)
	if !ok {
		out.Notes = append(out.Notes, "The service "+fault.Short(r.Service)+" is not known: the standard price holds.")
	}
	return s
}

// price bills a record, or says why it has no price.
func (x *explainer) price(m *catalog.Model, service catalog.Service, out *UsageRecord, at moment, u cost.Usage, index int) *cost.Bill {
	switch {
	case m == nil && out.Given == "":
		x.fault(index, "model", "The record names no model: choose one to price it.")
		return nil
	case m == nil:
		x.fault(index, "model", fault.Short(out.Given)+" is not in the catalogue: choose a model to price it.")
		return nil
	}
	list, known := priceList(m, service, at)
	if list == nil {
		x.fault(index, "model", "The catalogue has no price for "+m.ID+" on "+out.Day+".")
		return nil
	}
	if !known {
		out.Notes = append(out.Notes, "No price for "+service.String()+" is published for "+m.Name+": this is the standard price.")
	}
	bill := cost.Charge(u, list)
	for i := range bill.Lines {
		if _, known := bill.Segments[0].Rates.RateFor(bill.Lines[i].Item); !known {
			out.Notes = append(out.Notes, "The price of "+bill.Lines[i].Item.InSentence()+" is not published: the input price stands in for it.")
		}
	}
	if u.Searches != nil && list.Search == nil {
		out.Notes = append(out.Notes, "No price of a web search is published for "+m.Name+": searches are not in the bill.")
	}
	if m.Own {
		for i := range m.Notes {
			out.Notes = append(out.Notes, m.Notes[i].Text)
		}
	}
	if m.Hours != nil && at.minute < 0 {
		out.Notes = append(out.Notes, m.Name+" has peak hours, and the record does not say its hour: this is the price outside them.")
	}
	if at.peak(m) {
		out.Notes = append(out.Notes, "The call was made in the peak hours of "+m.Name+": their price holds.")
	}
	return &bill
}

// priceList is the model's prices of a moment in a service; nil where none is known. known is false where the standard ones
// stand in.
func priceList(m *catalog.Model, service catalog.Service, at moment) (list *cost.PriceList, known bool) {
	row, ok := m.PricesOn(at.day)
	if !ok || row.List.Base.Input == nil || row.List.Base.Output == nil {
		return nil, false
	}
	prices := row.List
	if at.peak(m) {
		prices = m.Hours.Change.Apply(prices)
	}
	rule := m.Services[service]
	if rule != nil {
		prices = rule.Apply(prices)
	}
	return &prices, rule != nil || service == catalog.Standard
}

// billable turns a record into what a bill is made of.
func billable(r *usage.Record) cost.Usage {
	t := &r.Tokens
	u := cost.Usage{
		Uncached: t.Input - t.Read - t.Written - t.WrittenHour, Read: t.Read, Written: t.Written, WrittenHour: t.WrittenHour,
		Output: t.Output - t.Reasoning, Reasoning: t.Reasoning,
		Audio: media(&t.Audio), Image: media(&t.Image),
	}
	// What is written to a cache is billed as a write, whatever its kind; so the kinds are what is left of the uncached input.
	u.Audio.Uncached = min(u.Audio.Uncached, u.Uncached)
	u.Image.Uncached = min(u.Image.Uncached, u.Uncached-u.Audio.Uncached)
	if r.Searches > 0 {
		u.Searches = decimal.Whole(r.Searches)
	}
	return u
}

func media(k *usage.Kind) cost.MediaUsage {
	return cost.MediaUsage{Uncached: k.Input - k.Read, Read: k.Read, Output: k.Output}
}

func tokensOf(r *usage.Record) UsageTokens {
	t := &r.Tokens
	return UsageTokens{
		t.Input, t.Input - t.Read - t.Written - t.WrittenHour, t.Read, t.Written, t.WrittenHour, t.Output, t.Reasoning,
		t.Audio.Input, t.Audio.Output, t.Image.Input, t.Image.Output, r.Searches,
	}
}

func usageLines(b *cost.Bill) []UsageLine {
	lines := make([]UsageLine, len(b.Lines))
	for i := range b.Lines {
		l := &b.Lines[i]
		line := UsageLine{Name: l.Item.String(), Tokens: l.Tokens, USDPerMTok: l.Rate, USD: l.USD}
		quantity, per := spell.Grouped(l.Tokens), "1,000,000"
		if l.Quantity != nil {
			line.Units, line.Unit = l.Quantity, "searches"
			quantity, per = spell.Digits(l.Quantity.String()), "1,000"
		}
		line.Working = quantity + " × " + spell.Digits(l.Rate.String()) + " ÷ " + per + " = " + l.USD.String()
		lines[i] = line
	}
	return lines
}

// sum adds a record to the others of its model and day.
func (x *explainer) sum(r *UsageRecord) {
	name := r.Model
	if name == "" {
		name = r.Given
	}
	at, ok := x.sums[[2]string{name, r.Day}]
	if !ok {
		at = len(x.report.Sums)
		x.sums[[2]string{name, r.Day}] = at
		x.report.Sums = append(x.report.Sums, UsageSum{Model: r.Model, Given: r.Given, Day: r.Day})
	}
	s := &x.report.Sums[at]
	s.Records++
	s.Tokens.add(&r.Tokens)
	if r.USD != nil {
		if s.USD == nil {
			s.USD = new(decimal.Decimal)
		}
		s.USD = s.USD.Add(r.USD)
	}
}

func (t *UsageTokens) add(o *UsageTokens) {
	t.Input += o.Input
	t.UncachedInput += o.UncachedInput
	t.CachedInput += o.CachedInput
	t.CacheWrite += o.CacheWrite
	t.CacheWriteHour += o.CacheWriteHour
	t.Output += o.Output
	t.Reasoning += o.Reasoning
	t.AudioInput += o.AudioInput
	t.AudioOutput += o.AudioOutput
	t.ImageInput += o.ImageInput
	t.ImageOutput += o.ImageOutput
	t.WebSearches += o.WebSearches
}

// add keeps a record's tokens with those that are priced alike: on one day, in or out of its peak hours, in one service and one tier.
func (r *repricing) add(at moment, service catalog.Service, u *cost.Usage) {
	list, _ := priceList(r.model, service, at)
	if list == nil {
		r.unpriced++
		return
	}
	_, from := list.At(u.Input())
	if !at.peak(r.model) {
		at.minute = -1
	} else {
		at.minute = r.model.Hours.Windows[0][0]
	}
	key := alike{at, service, from}
	sum := r.alike[key]
	if sum == nil {
		sum = new(cost.Usage)
		r.alike[key] = sum
	}
	sum.Add(u)
}

// close prices what was added up, and puts the sums in order.
func (x *explainer) close() {
	for i := range x.others {
		r := &x.others[i]
		total, priced := new(decimal.Decimal), false
		for key, u := range r.alike {
			list, _ := priceList(r.model, key.service, key.at)
			rates, _ := list.At(key.from)
			bill := cost.Charge(*u, &cost.PriceList{Base: *rates, Search: list.Search})
			total, priced = total.Add(bill.Total), true
		}
		out := Repriced{Model: r.model.ID, Name: r.model.Name, Unpriced: r.unpriced}
		if priced {
			out.USD = total
		}
		x.report.Repriced = append(x.report.Repriced, out)
	}
	slices.SortFunc(x.report.Sums, func(a, b UsageSum) int {
		return strings.Compare(a.Day+"\x00"+a.Model+a.Given, b.Day+"\x00"+b.Model+b.Given)
	})
}

// ReadRecords reads usage records as they cross the boundary: their number; for each the number of its leaves; for each
// leaf path, kind and text. A number is 32 bits, little-endian; a text is its length and its UTF-8.
func ReadRecords(data []byte) ([][]fields.Field, error) {
	r := wire.NewReader(data)
	records := make([][]fields.Field, 0, min(len(data)/4, 1<<16))
	for n := r.Count(4); n > 0; n-- {
		leaves := make([]fields.Field, r.Count(12))
		for i := range leaves {
			leaves[i] = fields.Field{Path: r.Text(), Kind: r.Text(), Text: r.Text()}
		}
		records = append(records, leaves)
	}
	if !r.Complete() {
		return nil, &fault.Error{Code: fault.BadArgument, Message: "The records are not complete."}
	}
	return records, nil
}

// ExplainUsageJSON is ExplainUsage as it crosses the boundary: records as ReadRecords takes them; options, the lines
// "name TAB value" with the names model, service, asOf and reprice (one line a model); own as LoadModels takes it.
func ExplainUsageJSON(data []byte, options string, own []byte, today string) ([]byte, error) {
	records, err := ReadRecords(data)
	if err != nil {
		return nil, err
	}
	models, err := catalog.LoadModels(own)
	if err != nil {
		return nil, err
	}
	var o UsageOptions
	for line := range strings.Lines(options) {
		name, value, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		switch name {
		case "model":
			o.Model = value
		case "service":
			o.Service = value
		case "asOf":
			o.AsOf = value
		case "reprice":
			o.Reprice = append(o.Reprice, value)
		default:
			return nil, &fault.Error{Code: fault.BadArgument, Field: name, Message: fault.Short(name) + " is no option; accepted are model, service, asOf and reprice."}
		}
	}
	report, err := ExplainUsage(records, o, models, today)
	if err != nil {
		return nil, err
	}
	return report.AppendJSON(nil), nil
}
