// Package bills explains what was used: usage records and logs in, each priced line by line, with sums by model and
// day, and what the same tokens cost on other models.
//
// Start at Explain. What a record says is package usage's, what its tokens cost package cost's. Money is USD and exact;
// a record is priced on its own day, hour and service. It takes time linear in the records, and keeps the first 200 of
// them.
package bills

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
	options Options
	own     *catalog.Own
	today   string
	model   *catalog.Model // that prices every record; nil: the record's own
	others  []repricing
	report  Report
	sums    map[[2]string]int // place in report.Sums, by model and day
	seen    map[string]int    // record, by its id
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
		m, ok := x.own.Find(x.options.Model)
		if !ok {
			return fault.New(fault.UnknownModel, "model", fault.Short(x.options.Model)+" is not in the catalogue.")
		}
		x.model = m
	}
	for _, id := range x.options.Reprice {
		m, ok := x.own.Find(id)
		if !ok {
			return fault.New(fault.UnknownModel, "reprice", fault.Short(id)+" is not in the catalogue.")
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
	out := Record{Index: index, ID: r.ID, Shape: r.Shape, Given: r.Model, Day: x.dayOf(r), Notes: r.Notes, Tokens: tokensOf(r)}
	model := x.modelOf(r, &out)
	service := x.serviceOf(r, &out)
	out.Service = service.String()
	u := billable(r)
	at := moment{out.Day, r.Minute}
	if bill := x.price(model, service, &out, at, u, index); bill != nil {
		out.USD = bill.Total
		out.Lines = linesOf(bill)
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
		x.report.Problems = append(x.report.Problems, Problem{record, field, message})
	}
}

func (x *explainer) dayOf(r *usage.Record) string {
	if dates.Valid(r.Day) && x.options.AsOf == "" {
		return r.Day
	}
	if x.options.AsOf != "" {
		return x.options.AsOf
	}
	return x.today
}

func (x *explainer) modelOf(r *usage.Record, out *Record) *catalog.Model {
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
func (x *explainer) serviceOf(r *usage.Record, out *Record) catalog.Service {
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
	slices.SortFunc(x.report.Sums, func(a, b Sum) int {
		return strings.Compare(a.Day+"\x00"+a.Model+a.Given, b.Day+"\x00"+b.Model+b.Given)
	})
}
