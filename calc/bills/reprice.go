package bills

import (
	"threelimits/calc/catalog"
	"threelimits/calc/cost"
)

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

// add keeps a record's tokens with those that are priced alike: on one day, in or out of its peak hours, in one service and one tier,
// which for the sum of many calls is that of their mean.
func (r *repricing) add(at moment, service catalog.Service, u *cost.Usage, calls int64) {
	q := quote(r.model, service, at)
	if q == nil {
		r.unpriced++
		return
	}
	length := u.Input()
	switch {
	case calls == 0:
		length = 0
	case calls > 1:
		length /= calls
	}
	_, from := q.List.At(length)
	if at.minute = -1; q.Peak {
		at.minute = r.model.HoursOn(at.day).Windows[0][0]
	}
	key := alike{at, service, from}
	sum := r.alike[key]
	if sum == nil {
		sum = new(cost.Usage)
		r.alike[key] = sum
	}
	sum.Add(u)
}
