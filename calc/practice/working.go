package practice

import (
	"slices"
	"strings"

	"threelimits/calc"
	"threelimits/calc/cost"
	"threelimits/calc/spell"
)

// working is the steps that lead to the answer.
func (q *Question) working() []calc.Step {
	steps := q.figureSteps()
	if by := q.Unit.FromBaseFormula(); by != "" && len(steps) > 0 {
		last := &steps[len(steps)-1]
		steps = append(steps, calc.Step{
			Figure: q.Figure.Name, Label: "In " + q.Unit.Name, Formula: last.Unit + " " + by, Substituted: spell.Digits(last.Value) + " " + by,
			Value: q.Unit.FromBase(q.answer).String(), Unit: q.Unit.Name, Source: calc.Arithmetic,
		})
	}
	return steps
}

// figureSteps are those of the figure in its base unit.
func (q *Question) figureSteps() []calc.Step {
	name := q.Figure.Name
	group, _, _ := strings.Cut(name, ".")
	switch name {
	case "conversation.input":
		return []calc.Step{q.sentStep()}
	case "conversation.lastCall":
		return append(q.steps("context.window", "context.reserved"), q.lastCallStep())
	case "context.input":
		return q.steps("usage.input")
	case "context.free", "context.usedPercent":
		return q.steps("context.window", "context.input", "context.reserved", name)
	}
	if group == "latency" {
		return q.steps("latency.ttft", "latency.tokensPerSecond", name)
	}
	steps := q.Estimate.Working
	var out []calc.Step
	for i := range steps {
		s := &steps[i]
		line := strings.HasPrefix(s.Figure, "cost.lines.") && !strings.HasSuffix(strings.ToLower(s.Figure), "percent")
		if line || s.Figure == "cost.fixedPart" || s.Figure == "cost.cachedPart" || s.Figure == "cost.perConversation" ||
			s.Figure == name && (q.Turns() > 1 || name != "cost.perRequest") {
			out = append(out, *s)
		}
	}
	return out
}

// steps are the estimate's own, in its order.
func (q *Question) steps(figures ...string) (out []calc.Step) {
	for _, s := range q.Estimate.Working {
		if slices.Contains(figures, s.Figure) {
			out = append(out, s)
		}
	}
	return out
}

func (q *Question) sentStep() calc.Step {
	c := q.Conversation()
	formula, numbers := cost.Resent(cost.FixedAndUser, []int64{c.Prefix, c.User}, &c, 1, c.Turns)
	return calc.Step{
		Figure: "conversation.input", Label: q.Figure.Label,
		Formula: spell.Words(formula), Substituted: spell.Fill(formula, spell.Terms(numbers...)), Value: spell.Plain(q.sent()), Unit: "tokens",
		Source: calc.Stateless, SourceURL: "", Checked: "",
	}
}

func (q *Question) lastCallStep() calc.Step {
	r, w := q.Budget(), q.window()
	room, limit := w.Context-q.Estimate.Context.Reserved, "([window] − [reserved]"
	numbers := []int64{w.Context, q.Estimate.Context.Reserved}
	if w.MaxInput > 0 && w.MaxInput < room {
		limit, numbers = "([maximum input]", []int64{w.MaxInput}
	}
	formula := "1 + " + limit + " − [first input]) ÷ ([user] + [output]), rounded down"
	numbers = append(numbers, r.Input(1), r.Message(), r.Output)
	return calc.Step{
		Figure: "conversation.lastCall", Label: q.Figure.Label,
		Formula: spell.Words(formula), Substituted: spell.Fill(formula, spell.Terms(numbers...)), Value: q.answer.String(), Unit: "calls",
		Source: calc.Stateless, SourceURL: "", Checked: "",
	}
}
