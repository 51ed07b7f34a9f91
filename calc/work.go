package calc

import (
	"threelimits/calc/budget"
	"threelimits/calc/cost"
	"threelimits/calc/decimal"
)

// Work is a scenario that was worked out: what further questions are asked of. Its sums are those of the estimate, since they are
// taken of the scenario as it was evaluated, with what the model's vendor adds to the request.
type Work struct {
	Scenario Scenario
	Estimate Estimate
}

// Evaluated works a scenario out as Evaluate does, and keeps what it stands on.
func Evaluated(s Scenario, today string) (*Work, error) {
	e, err := evaluate(s, today)
	if err != nil {
		return nil, err
	}
	return &Work{Scenario: e.s, Estimate: e.out}, nil
}

// Budget is one call in tokens, at the typical counts.
func (w *Work) Budget() budget.Request { return w.Scenario.budget(typical) }

// Conversation is all its calls in tokens, at the typical counts.
func (w *Work) Conversation() cost.Conversation { return w.Scenario.conversation(typical) }

// Turns is how many calls a conversation has.
func (w *Work) Turns() int64 { return w.Scenario.turns() }

// DaysPerMonth is what a month is taken as.
func (w *Work) DaysPerMonth() *decimal.Decimal { return w.Scenario.daysPerMonth() }

// Amount is what a conversation that costs so much makes of a figure: "cost.perRequest", "cost.perConversation", "cost.perDay" or "cost.perMonth". It is
// nil where the figure is another, or the scenario says no traffic.
func (w *Work) Amount(figure string, conversation *decimal.Decimal) *decimal.Decimal {
	for i, name := range [...]string{perRequest: "cost.perRequest", perConversation: "cost.perConversation", perDay: "cost.perDay", perMonth: "cost.perMonth"} {
		if name == figure {
			return w.Scenario.amounts(conversation)[i]
		}
	}
	return nil
}
