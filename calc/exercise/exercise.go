// Package exercise reads exercises that a teacher writes as JSON, draws their numbers from a seed, and reads what a person
// answers. Start at Read, Exercise.Draw and ReadAnswer.
//
// An exercise is a text with names in brackets, the numbers that stand for them, a scenario that is made of them, and the figure
// that is asked for. Its answer is in no file: package calc works the scenario out. A choice question has its choices instead,
// each with the reason why it is right or wrong.
//
// The JSON is parsed by the page and given as leaves, since the engine parses none. Reading takes time linear in them.
package exercise

import "threelimits/calc/decimal"

// Format and Version are what an exercise file says of itself.
const (
	Format  = "threelimits-exercise"
	Version = 1
)

// Kinds of exercises.
const (
	Cost         = "cost"
	Latency      = "latency"
	Context      = "context"
	Conversation = "conversation"
	Choice       = "choice"
)

var kinds = []string{Cost, Latency, Context, Conversation, Choice}

// Exercise is one exercise, checked by itself: whether its scenario can be worked out package calc says.
type Exercise struct {
	ID, Kind, Title, Text string
	Numbers               []Number
	Scenario              []Binding
	Figure                *Figure // nil: a choice question
	Unit                  *Unit
	Tolerance             Tolerance
	Hints                 []string
	Locked, Hidden        []string // paths of the scenario
	Seed                  string   // "" is the student's own
	Mistakes              []Mistake
	Choices               []Option
	KeepOrder             bool  // of the choices
	Attempts              int64 // after which the answer is shown unasked; 0: the file does not say

	lines map[string]int // of the file, by path
}

// Line is where a path stands in the file, 0 where that is not known.
func (x *Exercise) Line(path string) int { return x.lines[path] }

// Binding is one field of the scenario: a value as it stands in the file, or what is worked out from the numbers.
type Binding struct {
	Path       string // in the scenario
	Kind, Text string // as in a Leaf
	Sum        Sum    // nil: the value itself
}

// Mistake is one that belongs to this exercise alone: the scenario as someone has it who makes it.
type Mistake struct {
	Name, Message string
	Scenario      []Binding
}

// Option is one choice.
type Option struct {
	Text, Why string
	Right     bool
}

// Tolerance is how far from the answer an answer may lie: per cent of it, or an amount in the unit asked for. One is given.
type Tolerance struct {
	Percent, Absolute *decimal.Decimal
}

// Holds reports whether value lies within the tolerance of answer. Both are in base units.
func (t *Tolerance) Holds(value, answer *decimal.Decimal, unit *Unit) bool {
	distance := t.Absolute
	if distance != nil {
		distance = unit.ToBase(distance)
	} else {
		distance = answer.Mul(t.Percent).Quo(100)
	}
	return value.Cmp(answer.Add(distance)) <= 0 && answer.Cmp(value.Add(distance)) <= 0
}

// Times is the tolerance so many times as wide.
func (t *Tolerance) Times(n int64) *Tolerance {
	if t.Absolute != nil {
		return &Tolerance{Absolute: t.Absolute.Mul(decimal.Whole(n))}
	}
	return &Tolerance{Percent: t.Percent.Mul(decimal.Whole(n))}
}
