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
		out.Notes = append(out.Notes, "No price for "+service.String()+" is published for "+m.Name+": this is the standard price.")
	}
	bill := cost.Charge(u, ofSum(x.modify(&q.List, m, r, out), r, out))
	for i := range bill.Lines {
		if _, known := bill.Segments[0].Rates.RateFor(bill.Lines[i].Item); !known {
			out.Notes = append(out.Notes, "The price of "+bill.Lines[i].Item.InSentence()+" is not published: the input price stands in for it.")
		}
	}
	if u.Searches != nil && q.List.Search == nil {
		out.Notes = append(out.Notes, "No price of a web search is published for "+m.Name+": searches are not in the bill.")
		out.AtLeast = true
	}
	if rates := &bill.Segments[0].Rates; u.Audio.Uncached > 0 && rates.Audio.Input == nil || u.Audio.Output > 0 && rates.Audio.Output == nil {
		out.Notes = append(out.Notes, "No price of audio is published for "+m.Name+": the price of text stands in for it.")
	}
	if m.Own {
		for i := range m.Notes {
			out.Notes = append(out.Notes, m.Notes[i].Text)
		}
	}
	if text := m.StageNote(at.day); text != "" {
		out.Notes = append(out.Notes, text)
	}
	if until := q.Row.Until; until != "" && until < at.day {
		out.Notes = append(out.Notes, "This price was promised up to "+until+". It was last seen on "+q.Row.Source.Checked+".")
	}
	if m.HoursOn(at.day) != nil && at.minute < 0 {
		out.Notes = append(out.Notes, m.Name+" has peak hours, and the record does not say its hour: this is the price outside them.")
	}
	if q.Peak {
		out.Notes = append(out.Notes, "The call was made in the peak hours of "+m.Name+": their price holds.")
	}
	return &bill
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
		out.Notes = append(out.Notes, said+": the long-context price is taken to hold for all of them.")
	} else {
		out.Notes = append(out.Notes, said+": none of them is taken to send the "+spell.Grouped(list.Tiers[0].InputTokensFrom)+" tokens from which the price is another.")
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
