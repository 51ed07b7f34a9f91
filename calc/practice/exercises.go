// Package practice makes exercises, lessons and decks of flashcards out of their files: draws the numbers from a seed,
// works the scenario out with package calc, grades what a person answers and knows the usual mistakes by what they
// give.
//
// Start at CheckExercise, which reads an exercise, Pose, which draws one, and Question.Grade; mistakes.go has the
// mistakes. Files are read by package exercise.
// The answer stands in no file: it is the estimate's own. A seed gives the same exercise each time, and prices are
// those of the scenario's own day.
package practice

import (
	"cmp"

	"threelimits/calc"
	"threelimits/calc/spell"
)

// PosedExercise is an exercise with its numbers, without its answer. Seed is the file's own, null where each student has one.
type PosedExercise struct {
	ID       string          `page:"id"`
	Kind     string          `page:"kind"`
	Title    string          `page:"title"`
	Text     []TextPiece     `page:"text"`
	Ask      *Asked          `page:"ask"`
	Choices  []PosedChoice   `page:"choices"`
	Hints    [][]TextPiece   `page:"hints"`
	Scenario []ScenarioField `page:"scenario"`
	Locked   []string        `page:"locked"`
	Hidden   []string        `page:"hidden"`
	Seed     string          `page:"seed,null"`
	Notes    []calc.Note     `page:"notes"`
	Attempts int64           `page:"attempts"`
}

// usualAttempts is how often someone may answer before the answer is shown, where the file does not say.
const usualAttempts = 2

// TextPiece is a stretch of a text. What stands for a name has the name, and its value as a decimal where it is a number. Claim is the place, from 1
// on, of the claim of a lesson's step that ends here: the piece has no text then.
type TextPiece struct {
	Text  string `page:"text"`
	Name  string `page:"name,omit"`
	Value string `page:"value,omit"`
	Claim int    `page:"claim,omit"`
}

// Asked is the figure, and the unit in which the answer is given. Tolerance is in words: "within 5%".
type Asked struct {
	Figure    string `page:"figure"`
	Label     string `page:"label"`
	Unit      string `page:"unit"`
	Tolerance string `page:"tolerance"`
}

// PosedChoice is a choice. ID is its place in the file: what Question.Grade takes as the answer.
type PosedChoice struct {
	ID   string      `page:"id"`
	Text []TextPiece `page:"text"`
}

// ScenarioField is one leaf of the scenario, as ParseScenario takes it.
type ScenarioField struct {
	Path string `page:"path"`
	Kind string `page:"kind"`
	Text string `page:"text"`
}

// Posed is the exercise as it is shown.
func (q *Question) Posed() *PosedExercise {
	out := &PosedExercise{
		ID: q.ID, Kind: q.Kind, Title: q.Title, Text: q.pieces(q.Text), Locked: q.Locked, Hidden: q.Hidden, Seed: q.Seed, Notes: q.warnings(), Attempts: cmp.Or(q.Attempts, usualAttempts),
	}
	for _, hint := range q.Hints {
		out.Hints = append(out.Hints, q.pieces(hint))
	}
	for _, f := range q.fields {
		out.Scenario = append(out.Scenario, ScenarioField(f))
	}
	for _, i := range q.order {
		out.Choices = append(out.Choices, PosedChoice{spell.Plain(int64(i)), q.pieces(q.Choices[i].Text)})
	}
	if q.Figure != nil {
		out.Ask = &Asked{q.Figure.Name, q.Figure.Label, q.Unit.Name, q.tolerance()}
	}
	return out
}
