package bills

import (
	"threelimits/calc/catalog"
	"threelimits/calc/cost"
	"threelimits/calc/decimal"
	"threelimits/calc/fault"
	"threelimits/calc/spell"
	"threelimits/calc/usage"
)

// moment is a day, and the minute of it by UTC; -1 is not known.
type moment struct {
	day    string
	minute int
}

// price bills a record, or says why it has no price.
func (x *explainer) price(m *catalog.Model, service catalog.Service, out *Record, at moment, u cost.Usage, r *usage.Record) *cost.Bill {
	switch {
	case m == nil && out.Given == "":
		x.fault(r.Index, "model", "The record names no model: choose one to price it.")
		return nil
	case m == nil:
		x.fault(r.Index, "model", fault.Short(out.Given)+" is not in the catalogue: choose a model to price it.")
		return nil
	}
	q := quote(m, service, at)
	if q == nil {
		x.fault(r.Index, "model", "The catalogue has no price for "+m.ID+" on "+out.Day+".")
		return nil
	}
	x.noteDay(r, out)
	if q.Service != service {
		out.say("service-unpublished", service.String(), m.Name)
	}
	list := ofSum(x.modify(&q.List, m, r, out), r, out)
	bill := cost.Charge(u, list)
	for i := range bill.Lines {
		if _, known := bill.Segments[0].Rates.RateFor(bill.Lines[i].Item); !known {
			out.say("cache-price-unknown/" + bill.Lines[i].Item.String())
		}
	}
	x.noteTier(q, list, &bill, out)
	if u.Searches != nil && q.List.Search == nil {
		out.say("search-price-unknown", m.Name)
		out.AtLeast = true
	}
	if rates := &bill.Segments[0].Rates; u.Audio.Uncached > 0 && rates.Audio.Input == nil || u.Audio.Output > 0 && rates.Audio.Output == nil {
		out.say("media-price-unknown/audio", m.Name)
	}
	for i := range m.Notes {
		out.say("model-note", m.Notes[i].Text)
	}
	if code, text := m.StageNote(at.day); code != "" {
		out.say(code, text)
	}
	if code, terms := q.Row.Source.Stale(at.day); code != "" {
		out.say(code, terms...)
	}
	if until := q.Row.Until; until != "" && until < at.day {
		out.say("promotion-over", until, q.Row.Source.Checked)
	}
	if m.HoursOn(at.day) != nil && at.minute < 0 {
		out.say("hours-not-said", m.Name)
	}
	if q.Peak {
		out.say("hours-of-call", m.Name)
	}
	return &bill
}

// noteTier says that a call is so long that all of it has another price.
func (x *explainer) noteTier(q *catalog.Quote, list *cost.PriceList, bill *cost.Bill, out *Record) {
	s := &bill.Segments[0]
	if s.InputTokensFrom == 0 {
		return
	}
	from := spell.Count(s.InputTokensFrom, "token")
	out.say("tier-applied", from, s.Rates.InsteadOf(&list.Base))
	for _, c := range q.Changes {
		if c.By.ShortOnly {
			out.say("service-short-only", c.Name, from)
		}
	}
}

// ofSum is the list for a record that is the sum of calls: none of them is taken to reach a long-context price that their
// mean does not reach, though the sum does.
func ofSum(list *cost.PriceList, r *usage.Record, out *Record) *cost.PriceList {
	if r.Calls == 1 || len(list.Tiers) == 0 || r.Tokens.Input < list.Tiers[0].InputTokensFrom {
		return list
	}
	mean := int64(0)
	said := "This is the sum of many calls"
	if r.Calls > 1 {
		mean = r.Tokens.Input / r.Calls
		said = "This is the sum of " + spell.Grouped(r.Calls) + " calls, which send " + spell.Grouped(mean) + " tokens in the mean"
	}
	rates, from := list.At(mean)
	if from > 0 {
		out.say("sum-of-calls/long", said)
	} else {
		out.say("sum-of-calls", said, spell.Grouped(list.Tiers[0].InputTokensFrom))
		out.AtLeast = true
	}
	return &cost.PriceList{Base: *rates, Storage: list.Storage, Search: list.Search}
}

// quote is what the model costs at a moment in a service; nil where no price of input and output is known.
func quote(m *catalog.Model, service catalog.Service, at moment) *catalog.Quote {
	q, known := m.QuoteAt(at.day, at.minute, service)
	if !known || q.List.Base.Input == nil || q.List.Base.Output == nil {
		return nil
	}
	return &q
}

// billable turns a record into what a bill is made of.
func billable(r *usage.Record) cost.Usage {
	t := &r.Tokens
	u := cost.Usage{
		Uncached: t.Input - t.Read - t.Written - t.WrittenHour, Read: t.Read, Written: t.Written, WrittenHour: t.WrittenHour,
		Output: t.Output - t.Reasoning, Reasoning: t.Reasoning,
		Audio: ofKind(&t.Audio), Image: ofKind(&t.Image),
	}
	// What is written to a cache is billed as a write, whatever its kind; so the kinds are what is left of the uncached input.
	u.Audio.Uncached = min(u.Audio.Uncached, u.Uncached)
	u.Image.Uncached = min(u.Image.Uncached, u.Uncached-u.Audio.Uncached)
	if r.Searches > 0 {
		u.Searches = decimal.Whole(r.Searches)
	}
	return u
}

func ofKind(k *usage.Kind) cost.MediaUsage {
	return cost.MediaUsage{Uncached: k.Input - k.Read, Read: k.Read, Output: k.Output}
}
