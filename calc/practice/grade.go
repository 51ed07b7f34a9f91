package practice

import (
	"threelimits/calc"
	"threelimits/calc/decimal"
	"threelimits/calc/exercise"
	"threelimits/calc/spell"
)

// Verdicts on an answer.
const (
	Right  = "right"
	Near   = "near" // not within the tolerance, but within three times of it
	Wrong  = "wrong"
	Unread = "unread" // it is not clear: the message asks for what is not, and the answer is kept back
	Shown  = "shown"  // nobody answered: the key
)

// Grade is what an answer came to. Read is how it was understood, and Value that in the unit asked for; of a choice, both are its id.
// Mistakes are those that give it; in the key, all that are looked for. Answer and working are null and empty where the answer was not clear.
type Grade struct {
	Verdict  string         `page:"verdict"`
	Read     string         `page:"read,null"`
	Value    string         `page:"value,null"`
	Message  string         `page:"message"`
	Answer   *RightAnswer   `page:"answer"`
	Mistakes []MadeMistake  `page:"mistakes"`
	Working  []calc.Step    `page:"working"`
	Choices  []GradedChoice `page:"choices"`
}

// RightAnswer is in the unit asked for; a value that does not end is rounded at 12 decimals.
type RightAnswer struct {
	Value     string `page:"value"`
	Unit      string `page:"unit"`
	Text      string `page:"text"`
	Tolerance string `page:"tolerance"`
}

// MadeMistake is a mistake: how it is made, why it is one, and what it gives, in the unit asked for.
type MadeMistake struct {
	Code    string      `page:"code"`
	Name    string      `page:"name"`
	Formula string      `page:"formula,null"`
	Message []TextPiece `page:"message"`
	Value   string      `page:"value"`
	Text    string      `page:"text"`
}

type GradedChoice struct {
	ID     string      `page:"id"`
	Text   []TextPiece `page:"text"`
	Why    []TextPiece `page:"why"`
	Right  bool        `page:"right"`
	Chosen bool        `page:"chosen"`
}

// Grade grades an answer: a typed number, or the id of a choice.
func (q *Question) Grade(answer string) Grade {
	if q.Figure == nil {
		return q.gradeChoice(answer)
	}
	typed, problem := exercise.ReadAnswer(answer, q.Figure, q.Unit)
	if problem == "" {
		problem = typed.Thousands(func(value *decimal.Decimal) bool { return q.Tolerance.Times(3).Holds(value, q.answer, q.Unit) })
	}
	if problem != "" {
		return Grade{Verdict: Unread, Message: problem}
	}
	g := q.Key()
	g.Read, g.Value, g.Mistakes = typed.Text, q.Unit.FromBase(typed.Value).String(), nil
	if q.Tolerance.Holds(typed.Value, q.answer, q.Unit) {
		g.Verdict, g.Message = Right, "Right: "+g.Answer.Text+"."
		return g
	}
	g.Verdict = Wrong
	for i := range q.mistakes {
		if m := &q.mistakes[i]; q.Tolerance.Holds(typed.Value, m.value, q.Unit) {
			g.Mistakes = append(g.Mistakes, q.shown(m))
		}
	}
	low := typed.Value.Cmp(q.answer) < 0
	switch {
	case len(g.Mistakes) == 0 && q.Tolerance.Times(3).Holds(typed.Value, q.answer, q.Unit):
		g.Verdict, g.Message = Near, "Near: a little too high."
		if low {
			g.Message = "Near: a little too low."
		}
	case len(g.Mistakes) == 1:
		g.Message = "Not quite. This is what comes out with a usual mistake."
	case len(g.Mistakes) > 1:
		g.Message = "Not quite. More than one usual mistake gives this."
	case low:
		g.Message = "Too low."
	default:
		g.Message = "Too high."
	}
	return g
}

// Key is the answer with all that is known about it: a Grade with the verdict Shown.
func (q *Question) Key() Grade {
	g := Grade{Verdict: Shown}
	if q.Figure == nil {
		g.Choices = q.graded("")
		return g
	}
	value := q.Unit.FromBase(q.answer)
	g.Answer = &RightAnswer{value.String(), q.Unit.Name, inUnit(value, q.Unit), q.tolerance()}
	for i := range q.mistakes {
		g.Mistakes = append(g.Mistakes, q.shown(&q.mistakes[i]))
	}
	g.Working = q.working()
	return g
}

func (q *Question) shown(m *made) MadeMistake {
	value := q.Unit.FromBase(m.value)
	return MadeMistake{m.code, m.name, m.formula, q.pieces(m.message), value.String(), inUnit(value, q.Unit)}
}

func (q *Question) gradeChoice(id string) Grade {
	for i := range q.Choices {
		if spell.Plain(int64(i)) != id {
			continue
		}
		g := Grade{Verdict: Wrong, Read: id, Value: id, Message: "Not this one.", Choices: q.graded(id)}
		if q.Choices[i].Right {
			g.Verdict, g.Message = Right, "Right."
		}
		return g
	}
	return Grade{Verdict: Unread, Message: "Choose one."}
}

// graded explains every choice, in the order in which they were shown.
func (q *Question) graded(chosen string) (out []GradedChoice) {
	for _, i := range q.order {
		o, id := &q.Choices[i], spell.Plain(int64(i))
		out = append(out, GradedChoice{id, q.pieces(o.Text), q.pieces(o.Why), o.Right, id == chosen})
	}
	return out
}
