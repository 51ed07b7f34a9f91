// Package bills explains what was used: usage records and logs in, each priced line by line, with sums by model and
// day, and what the same tokens cost on other models.
//
// Start at Explain. What a record says is package usage's, what its tokens cost package cost's. Money is USD and exact;
// a record is priced on its own day, hour and service. It takes time linear in the records, and keeps the first 200 of
// them.
package bills

import (
	"slices"
	"strings"

	"threelimits/calc/catalog"
	"threelimits/calc/cost"
	"threelimits/calc/dates"
	"threelimits/calc/decimal"
	"threelimits/calc/fault"
	"threelimits/calc/fields"
	"threelimits/calc/usage"
)

// Options say how usage records are priced. What they leave empty the record says.
type Options struct {
	Model   string // prices every record on this model
	Service string
	AsOf    string
	Reprice []string // models on which the same tokens are priced as well
}

// Explain prices usage records. own are a person's own models, or nil; today is the day of records that say none, where the options say none either. It takes
// time linear in the records. Errors are *fault.Error: unknown-model or bad-argument in the options; what is wrong with a record
// is in the report, and leaves that record out.
func Explain(records [][]fields.Field, o Options, own *catalog.Own, today string) (*Report, error) {
	x := explainer{options: o, own: own, today: today, sums: map[[2]string]int{}, notes: map[string]int{}}
	if err := x.open(); err != nil {
		return nil, err
	}
	x.report.USD = new(decimal.Decimal)
	calls := x.read(records)
	for _, call := range calls {
		x.call(call)
	}
	x.close()
	return &x.report, nil
}

type explainer struct {
	options Options
	own     *catalog.Own
	today   string
	model   *catalog.Model // that prices every record; nil: the record's own
	others  []repricing
	report  Report
	sums    map[[2]string]int // place in report.Sums, by model and day
	notes   map[string]int    // place in report.Notes, by what it says
}

func (x *explainer) open() error {
	if !dates.Valid(x.today) {
		return fault.Argument("today", `today must be a date, such as "2026-11-01", not `+fault.Short(x.today)+".")
	}
	if x.options.AsOf != "" && !dates.Valid(x.options.AsOf) {
		return fault.Argument("asOf", `asOf must be a date, such as "2026-11-01", not `+fault.Short(x.options.AsOf)+".")
	}
	if _, ok := catalog.ParseService(x.options.Service); x.options.Service != "" && !ok {
		return fault.Argument("service", `service must be "standard", "batch", "flex" or "priority", not `+fault.Short(x.options.Service)+".")
	}
	if x.options.Model != "" {
		m, _ := x.own.Resolve(x.options.Model)
		if m == nil {
			return fault.New(fault.UnknownModel, "model", fault.Short(x.options.Model)+" is not in the catalogue.")
		}
		x.model = m
	}
	for _, id := range x.options.Reprice {
		m, _ := x.own.Resolve(id)
		if m == nil {
			return fault.New(fault.UnknownModel, "reprice", fault.Short(id)+" is not in the catalogue.")
		}
		x.others = append(x.others, repricing{model: m, alike: map[alike]*cost.Usage{}})
	}
	return nil
}

// read finds the calls in the records.
func (x *explainer) read(records [][]fields.Field) []*usage.Record {
	log := usage.NewLog()
	unread := 0
	for i, leaves := range records {
		if len(leaves) == 1 && leaves[0].Kind == "invalid" { // a line that is no JSON: where it stands, and why
			x.fault(i, leaves[0].Path, "In "+leaves[0].Path+": "+leaves[0].Text)
			unread++
			continue
		}
		for _, wrong := range log.Add(i, leaves) {
			x.fault(i, wrong.Path, fault.Sentence(wrong))
			unread++
		}
	}
	calls := log.Calls()
	if len(calls) == 0 && unread == 0 && log.Passed > 0 {
		x.fault(0, "", fault.Sentence(usage.NoUsage()))
		unread++
	}
	x.report.Count, x.report.Repeats, x.report.Passed = len(calls)+unread, log.Repeats, log.Passed
	return calls
}

// call explains one call.
func (x *explainer) call(r *usage.Record) {
	out := Record{Index: r.Index, Path: r.Path, ID: r.ID, Shape: r.Shape, Given: r.Model, Notes: r.Notes, Tokens: tokensOf(r), NotCounted: r.Unused, AtLeast: len(r.Unused) > 0}
	x.dayOf(r, &out)
	model := x.modelOf(r, &out)
	service := x.serviceOf(r, &out)
	out.Service = service.String()
	u := billable(r)
	at := moment{out.Day, r.Minute}
	if bill := x.price(model, service, &out, at, u, r); bill != nil {
		out.USD = bill.Total
		out.Lines = linesOf(bill)
		x.report.Priced++
		x.report.USD = x.report.USD.Add(bill.Total)
	}
	x.report.AtLeast = x.report.AtLeast || out.AtLeast
	x.sum(&out)
	x.noted(&out)
	for i := range x.others {
		x.others[i].add(at, service, &u, r.Calls)
	}
	if len(x.report.Records) < maxRecordsShown {
		x.report.Records = append(x.report.Records, out)
	}
}

// noted counts what is said of a call together with what is said of others.
func (x *explainer) noted(r *Record) {
	for _, note := range r.Notes {
		x.noteOnce(note)
	}
	for _, u := range r.NotCounted {
		x.noteOnce("Not counted: " + withoutIndices(u.Path) + ".")
	}
}

func (x *explainer) noteOnce(message string) {
	at, ok := x.notes[message]
	if !ok {
		if len(x.report.Notes) == maxNotesShown {
			return
		}
		at = len(x.report.Notes)
		x.notes[message] = at
		x.report.Notes = append(x.report.Notes, Said{Message: message})
	}
	x.report.Notes[at].Records++
}

// withoutIndices is a path without the places in lists, so that the same field of many records is one.
func withoutIndices(path string) string {
	names := slices.DeleteFunc(strings.Split(path, "."), func(name string) bool { return name != "" && strings.Trim(name, "0123456789") == "" })
	return strings.Join(names, ".")
}

func (x *explainer) fault(record int, field, message string) {
	x.report.ProblemCount++
	if len(x.report.Problems) < maxProblemsShown {
		x.report.Problems = append(x.report.Problems, Problem{record, field, message})
	}
}

// dayOf is the day whose prices hold, and says where it is from.
func (x *explainer) dayOf(r *usage.Record, out *Record) {
	switch {
	case x.options.AsOf != "":
		out.Day, out.DayFrom = x.options.AsOf, "asOf"
	case r.Day != "":
		out.Day, out.DayFrom = r.Day, "record"
	default:
		out.Day, out.DayFrom = x.today, "today"
	}
}

// noteDay says which day's prices hold where the record does not, and that they are a batch's.
func (x *explainer) noteDay(r *usage.Record, out *Record) {
	if out.DayFrom == "today" {
		if r.Time != "" {
			out.say("time-not-understood", fault.Short(r.Time), x.today)
		} else {
			out.say("time-missing", x.today)
		}
	}
	if out.Day > x.today {
		out.say("as-of-future", out.Day)
	}
	if r.Batch && x.options.Service == "" {
		out.say("batch-result")
	}
}

func (x *explainer) modelOf(r *usage.Record, out *Record) *catalog.Model {
	m := x.model
	if m == nil && r.Model != "" {
		exact := false
		m, exact = x.tuned(r, out)
		if m == nil {
			m, exact = x.own.Resolve(r.Model)
		}
		if m != nil && !exact {
			out.say("model-priced-as", fault.Short(r.Model), m.ID)
		}
	}
	if m != nil {
		out.Model = m.ID
	}
	return m
}

// tuned finds a model of OpenAI's that was tuned, "ft:base:organization::id": its price is that of "ft:base" where a person's
// file has one; the price of the base itself is below it.
func (x *explainer) tuned(r *usage.Record, out *Record) (m *catalog.Model, exact bool) {
	rest, ok := strings.CutPrefix(r.Model, "ft:")
	if !ok {
		return nil, false
	}
	base, _, _ := strings.Cut(rest, ":")
	if m, ok := x.own.Find("ft:" + base); ok {
		return m, true
	}
	if m, _ = x.own.Resolve(base); m != nil {
		out.say("model-tuned", m.ID)
		out.AtLeast = true
	}
	return m, true
}

// serviceOf is the service of the options, or else what the record says in its vendor's words.
func (x *explainer) serviceOf(r *usage.Record, out *Record) catalog.Service {
	name := x.options.Service
	if name == "" {
		name = strings.ToLower(r.Service)
		for _, prefix := range []string{"on_demand_", "service_tier_", "ondemand_"} {
			name = strings.TrimPrefix(name, prefix)
		}
		switch name {
		case "", "default", "auto", "on_demand", "standard_only", "ondemand", "unspecified", "traffic_type_unspecified":
			name = "standard"
		case "fast":
			name = "priority"
		case "batches":
			name = "batch"
		case "provisioned_throughput", "scale", "reserved", "provisioned":
			out.say("service-by-time", fault.Short(r.Service))
			return catalog.Standard
		}
		if r.Batch {
			name = "batch"
		}
	}
	s, ok := catalog.ParseService(name)
	if !ok {
		out.say("service-unknown", fault.Short(r.Service))
	}
	return s
}

// sum adds a record to the others of its model and day.
func (x *explainer) sum(r *Record) {
	name := r.Model
	if name == "" {
		name = r.Given
	}
	at, ok := x.sums[[2]string{name, r.Day}]
	if !ok {
		at = len(x.report.Sums)
		x.sums[[2]string{name, r.Day}] = at
		x.report.Sums = append(x.report.Sums, Sum{Model: r.Model, Given: r.Given, Day: r.Day})
	}
	s := &x.report.Sums[at]
	s.Records++
	s.AtLeast = s.AtLeast || r.AtLeast || r.USD == nil
	s.Tokens.add(&r.Tokens)
	if r.USD != nil {
		if s.USD == nil {
			s.USD = new(decimal.Decimal)
		}
		s.USD = s.USD.Add(r.USD)
	}
}

// close prices what was added up, and puts the sums in order.
func (x *explainer) close() {
	for i := range x.others {
		r := &x.others[i]
		total, priced := new(decimal.Decimal), false
		for key, u := range r.alike {
			list := &quote(r.model, key.service, key.at).List
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
	x.report.AtLeast = x.report.AtLeast || x.report.Count > x.report.Priced
	slices.SortStableFunc(x.report.Problems, func(a, b Problem) int { return a.Record - b.Record })
	slices.SortFunc(x.report.Sums, func(a, b Sum) int {
		return strings.Compare(a.Day+"\x00"+a.Model+a.Given, b.Day+"\x00"+b.Model+b.Given)
	})
}
