package catalog

import (
	"threelimits/calc/cost"
	"threelimits/calc/dates"
)

// Quote is what a model costs at a moment in a service, and where that comes from.
type Quote struct {
	Row     *PriceRow      // of the day, before any change
	List    cost.PriceList // with the changes
	Service Service        // that List is of: Standard where no price is published for the one asked for
	Peak    bool           // the model's peak hours hold
	Changes []PriceChange  // of Row.List, in the order in which they are applied: of the hour, of the service
}

// PriceChange is an hour or a service that changes prices. Name is "peak hours", or the service's.
type PriceChange struct {
	Name   string
	By     *cost.Service
	Source *Source
}

// QuoteAt returns what the model costs on a day (YYYY-MM-DD) at a minute of it by UTC, -1 where it is not known, in a service. ok is false where no
// price is known for that day, as with PricesOn; a row may lack some of its prices.
func (m *Model) QuoteAt(day string, minute int, s Service) (q Quote, ok bool) {
	if q.Row, ok = m.PricesOn(day); !ok {
		return q, false
	}
	q.List = q.Row.List
	if h := m.HoursOn(day); h != nil && minute >= 0 {
		number, _ := dates.Number(day)
		if q.Peak = h.Holds(minute, dates.Weekday(number)); q.Peak {
			q.apply(PriceChange{"peak hours", &h.Change, &h.Source})
		}
	}
	if rule := m.Services[s]; rule != nil {
		q.Service = s
		q.apply(PriceChange{s.String(), &rule.Service, &rule.Source})
	}
	return q, true
}

func (q *Quote) apply(c PriceChange) {
	q.List = c.By.Apply(q.List)
	q.Changes = append(q.Changes, c)
}
