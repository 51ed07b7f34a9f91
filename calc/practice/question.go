package practice

import (
	"errors"
	"strings"

	"threelimits/calc"
	"threelimits/calc/budget"
	"threelimits/calc/cost"
	"threelimits/calc/decimal"
	"threelimits/calc/exercise"
	"threelimits/calc/fault"
	"threelimits/calc/fields"
	"threelimits/calc/spell"
)

// Question is an exercise with its numbers: a scenario, what it comes to, and the figure that is asked for.
type Question struct {
	*exercise.Exercise
	values exercise.Values
	order  []int // of the choices
	fields []fields.Field
	*calc.Work
	answer   *decimal.Decimal // in the base unit; nil: a choice question
	mistakes []made
}

// made is a mistake, and what it gives instead of the answer.
type made struct {
	*mistake
	value *decimal.Decimal
}

// maxDraws is how often numbers are drawn to find some with which every mistake gives a number of its own.
const maxDraws = 40

// unlike is more than all pairs of mistakes there can be.
const unlike = 10_000

// Pose draws the exercise for a seed: the same for the same one. Of up to maxDraws draws it takes the first in which no mistake
// comes near the answer or another mistake, or else the one in which the fewest do: one that would be called right weighs more
// than any number that share a name. A seed may be any text.
func Pose(x *exercise.Exercise, seed string) (*Question, *exercise.Problem) {
	source := x.NewSource(seed)
	var best *Question
	var problem *exercise.Problem
	fewest := -1
	for range maxDraws {
		q, wrong := ask(x, x.Draw(source))
		if wrong != nil {
			problem = wrong
			continue
		}
		if n := q.calledRight()*unlike + q.confusions(); best == nil || n < fewest {
			best, fewest = q, n
		}
		if fewest == 0 {
			break
		}
	}
	if best == nil {
		return nil, problem
	}
	best.order = x.Order(source)
	return best, nil
}

// ask puts numbers into the exercise, and works it out.
func ask(x *exercise.Exercise, values exercise.Values) (*Question, *exercise.Problem) {
	q := &Question{Exercise: x, values: values}
	if problem := q.work(x.Scenario); problem != nil {
		return nil, problem
	}
	if problem := q.neverSo(); problem != nil {
		return nil, problem
	}
	if x.Figure == nil {
		return q, nil
	}
	if q.answer = q.figure(x.Figure.Name); q.answer == nil || q.answer.IsZero() {
		return nil, q.problem("ask.figure", "cannot be worked out, or is nothing: "+needs(x.Figure.Name))
	}
	return q, q.findMistakes()
}

func needs(figure string) string {
	switch group, _, _ := strings.Cut(figure, "."); {
	case figure == "cost.perDay" || figure == "cost.perMonth":
		return "it takes tokens, a model or prices, and traffic"
	case group == "cost":
		return "it takes tokens and a model or prices"
	case group == "latency":
		return "it takes tokens, speed.ttft and speed.tokensPerSecond"
	case figure == "context.free" || figure == "context.usedPercent" || figure == "conversation.lastCall":
		return "it takes a model or a window, and a request that fits"
	}
	return "it takes tokens"
}

// problem says what is wrong with the exercise, and with which numbers.
func (q *Question) problem(path, message string) *exercise.Problem {
	for i := range q.values {
		with := ", "
		if i == 0 {
			with = ", with "
		}
		message += with + q.values[i].Name + " = " + spell.Digits(q.values[i].Amount.String())
	}
	return &exercise.Problem{Line: q.Line(path), Path: path, Message: message + "."}
}

// work evaluates the scenario. Prices are those of its own day: there is no clock here.
func (q *Question) work(bindings []exercise.Binding) *exercise.Problem {
	q.Work = new(calc.Work) // of a scenario that is refused there are no figures
	for i := range bindings {
		f, problem := q.field(&bindings[i])
		if problem != "" {
			return q.problem("scenario."+f.Path, problem)
		}
		q.fields = append(q.fields, f)
	}
	s, err := calc.ParseScenario(q.fields)
	if err == nil {
		today := s.AsOf
		if today == "" {
			if s.Model != "" {
				return q.problem("scenario.model", "needs a day on which its prices hold: give asOf")
			}
			today = "2000-01-01"
		}
		q.Work, err = calc.Evaluated(s, today)
	}
	var wrong *fault.Error
	if errors.As(err, &wrong) {
		return q.problem("scenario."+wrong.Field, strings.TrimSuffix(strings.TrimPrefix(wrong.Message, wrong.Field+" "), "."))
	}
	return nil
}

// field works one field of the scenario out, as the field takes it: a whole number is the nearest one.
func (q *Question) field(b *exercise.Binding) (fields.Field, string) {
	f := fields.Field{Path: b.Path, Kind: b.Kind, Text: b.Text}
	if b.Sum == nil {
		return f, ""
	}
	value, ok := b.Sum.Value(q.values)
	if !ok {
		return f, "divides by what is no whole number from 1 on"
	}
	f.Kind = "number"
	switch calc.KindOf(b.Path) {
	case calc.Money:
		f.Kind = "string"
	case calc.Whole:
		if value.Cmp(decimal.Whole(calc.MaxTokens)) <= 0 {
			value = decimal.Whole(value.Add(decimal.Half).Floor())
		}
	}
	f.Text = value.String()
	return f, ""
}

// changed is the question with some fields of the scenario as someone has them who makes a mistake.
func (q *Question) changed(bindings []exercise.Binding) (*Question, *exercise.Problem) {
	other := &Question{Exercise: q.Exercise, values: q.values}
	instead := map[string]bool{}
	for i := range bindings {
		instead[bindings[i].Path] = true
	}
	all := append([]exercise.Binding(nil), bindings...)
	for i := range q.Exercise.Scenario {
		if !instead[q.Exercise.Scenario[i].Path] {
			all = append(all, q.Exercise.Scenario[i])
		}
	}
	return other, other.work(all)
}

// figure is a figure of the estimate in its base unit; nil where there is none, or it is below 0.
func (q *Question) figure(name string) *decimal.Decimal {
	c, l, w := q.Estimate.Cost, q.Estimate.Latency, q.Estimate.Context
	group, inside, _ := strings.Cut(name, ".")
	if group == "cost" && c == nil || group == "latency" && l == nil ||
		w == nil && (name == "context.free" || name == "context.usedPercent" || name == "conversation.lastCall") {
		return nil
	}
	switch inside {
	case "perRequest":
		return exercise.Ended(c.PerRequest)
	case "perConversation":
		return c.PerConversation
	case "perDay":
		return ended(c.PerDay)
	case "perMonth":
		return ended(c.PerMonth)
	case "generation":
		return seconds(l.Generation)
	case "total":
		return seconds(l.Total)
	case "firstVisible":
		return seconds(l.FirstVisible)
	case "free":
		return tokensOrNil(w.Free)
	case "usedPercent":
		percent, _ := decimal.ParseNumber(w.UsedPercent)
		return percent
	case "lastCall":
		last, unbounded := q.window().LastCallThatFits(q.Budget(), w.Reserved)
		if unbounded {
			return nil
		}
		return tokensOrNil(last)
	}
	if name == "conversation.input" {
		return decimal.Whole(q.sent())
	}
	return decimal.Whole(q.Estimate.Usage.Input)
}

func ended(amount *decimal.Decimal) *decimal.Decimal {
	if amount == nil {
		return nil
	}
	return exercise.Ended(amount)
}

func seconds(s float64) *decimal.Decimal {
	value, _ := decimal.ParseNumber(spell.Float(s))
	return value
}

func tokensOrNil(n int64) *decimal.Decimal {
	if n < 0 {
		return nil
	}
	return decimal.Whole(n)
}

func (q *Question) window() *budget.Window {
	w := q.Estimate.Context
	return &budget.Window{Context: w.Window, MaxInput: w.MaxInput, MaxOutput: w.MaxOutput}
}

// sent is what all calls send.
func (q *Question) sent() int64 {
	c := q.Conversation()
	u := c.Usage(cost.Cache{}, 1, c.Turns)
	return u.Input()
}

// calledRight counts the mistakes that lie within the tolerance of the answer.
func (q *Question) calledRight() (n int) {
	for i := range q.mistakes {
		if q.Tolerance.Holds(q.mistakes[i].value, q.answer, q.Unit) {
			n++
		}
	}
	return n
}

// confusions counts the mistakes that give nearly what another one gives. Those that give exactly the same are one number with two names.
func (q *Question) confusions() (n int) {
	for i := range q.mistakes {
		m := q.mistakes[i].value
		for j := range q.mistakes[:i] {
			other := q.mistakes[j].value
			if m.Cmp(other) != 0 && (q.Tolerance.Holds(m, other, q.Unit) || q.Tolerance.Holds(other, m, q.Unit)) {
				n++
			}
		}
	}
	return n
}

// findMistakes works out what each mistake gives. One that gives the answer itself is none here.
func (q *Question) findMistakes() *exercise.Problem {
	add := func(m *mistake, value *decimal.Decimal) {
		if value != nil && value.Cmp(q.answer) != 0 {
			q.mistakes = append(q.mistakes, made{m, value})
		}
	}
	for i := range q.Mistakes {
		own := &q.Mistakes[i]
		other, problem := q.changed(own.Scenario)
		if problem != nil {
			problem.Path, problem.Line = "mistakes."+spell.Plain(int64(i))+"."+problem.Path, q.Line("mistakes."+spell.Plain(int64(i)))
			return problem
		}
		add(&mistake{code: "own", name: own.Name, message: own.Message}, other.figure(q.Figure.Name))
	}
	for i := range mistakes {
		if m := &mistakes[i]; m.about(q.Figure.Name) {
			add(m, m.value(q))
		}
	}
	return nil
}
