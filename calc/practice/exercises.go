// Package practice makes exercises, lessons and decks of flashcards out of their files: draws the numbers from a seed,
// works the scenario out with package calc, grades what a person answers and knows the usual mistakes by what they
// give.
//
// Start at pose, which draws an exercise, and grade; mistakes.go has the mistakes. Files are read by package exercise.
// The answer stands in no file: it is the estimate's own. A seed gives the same exercise each time, and prices are
// those of the scenario's own day.
package practice

import (
	"threelimits/calc/exercise"
	"threelimits/calc/fault"
	"threelimits/calc/spell"
	"threelimits/calc/wire"
)

// BadExercise is the code of an exercise file that cannot be used.
const BadExercise = "bad-exercise"

// ExerciseReport is an exercise file as it is shown: the exercise with its numbers, or what is wrong with the file.
type ExerciseReport struct {
	Problems []FileProblem  `json:"problems"`
	Exercise *PosedExercise `json:"exercise"`
}

// FileProblem is what is wrong with a file, in a sentence that begins with line and field. Line is 0 where it is not known.
type FileProblem struct {
	Line    int    `json:"line,null"`
	Field   string `json:"field"`
	Message string `json:"message"`
}

// PosedExercise is an exercise with its numbers, without its answer. Seed is the file's own, null where each student has one.
type PosedExercise struct {
	ID       string          `json:"id"`
	Kind     string          `json:"kind"`
	Title    string          `json:"title"`
	Text     []TextPiece     `json:"text"`
	Ask      *Asked          `json:"ask"`
	Choices  []PosedChoice   `json:"choices"`
	Hints    [][]TextPiece   `json:"hints"`
	Scenario []ScenarioField `json:"scenario"`
	Locked   []string        `json:"locked"`
	Hidden   []string        `json:"hidden"`
	Seed     string          `json:"seed,null"`
}

// TextPiece is a stretch of a text. What stands for a name has the name, and its value as a decimal where it is a number.
type TextPiece struct {
	Text  string `json:"text"`
	Name  string `json:"name,omit"`
	Value string `json:"value,omit"`
}

// Asked is the figure, and the unit in which the answer is given. Tolerance is in words: "within 5%".
type Asked struct {
	Figure    string `json:"figure"`
	Label     string `json:"label"`
	Unit      string `json:"unit"`
	Tolerance string `json:"tolerance"`
}

// PosedChoice is a choice. ID is its place in the file: what GradeJSON takes as the answer.
type PosedChoice struct {
	ID   string      `json:"id"`
	Text []TextPiece `json:"text"`
}

// ScenarioField is one leaf of the scenario, as ParseScenario takes it.
type ScenarioField struct {
	Path string `json:"path"`
	Kind string `json:"kind"`
	Text string `json:"text"`
}

// ReadExerciseLeaves reads a file's leaves as they cross the boundary: their number; for each the number of names that lead to it, the names,
// kind, text and line (0: not known). A number is 32 bits, little-endian; a text is its length and its UTF-8.
func ReadExerciseLeaves(data []byte) ([]exercise.Leaf, error) {
	r := wire.NewReader(data)
	leaves := make([]exercise.Leaf, r.Count(16))
	for i := range leaves {
		path := make([]string, r.Count(4))
		for j := range path {
			path[j] = r.Text()
		}
		leaves[i] = exercise.Leaf{Path: path, Kind: r.Text(), Text: r.Text(), Line: int(r.Number())}
	}
	if !r.Complete() {
		return nil, fault.Argument("", "The file's values are not complete.")
	}
	return leaves, nil
}

// ExerciseJSON is an exercise for a seed, as it crosses the boundary: a file as ReadExerciseLeaves takes it in, an ExerciseReport out.
// A seed may be any text; the same one gives the same numbers. Errors are *fault.Error: bad-argument for leaves that are not complete.
func ExerciseJSON(file []byte, seed string) ([]byte, error) {
	leaves, err := ReadExerciseLeaves(file)
	if err != nil {
		return nil, err
	}
	var report ExerciseReport
	x, problems := CheckExercise(leaves)
	if len(problems) == 0 {
		q, problem := pose(x, seed)
		if problem != nil {
			problems = append(problems, *problem)
		} else {
			report.Exercise = q.posed()
		}
	}
	report.Problems = fileProblems(problems)
	return wire.Append(nil, &report), nil
}

func fileProblems(problems []exercise.Problem) []FileProblem {
	var out []FileProblem
	for i := range problems {
		p := &problems[i]
		out = append(out, FileProblem{p.Line, p.Path, p.String()})
	}
	return out
}

// posedBy is the exercise of a file for a seed; an *fault.Error, bad-exercise, where the file is broken.
func posedBy(file []byte, seed string) (*question, error) {
	leaves, err := ReadExerciseLeaves(file)
	if err != nil {
		return nil, err
	}
	x, problems := CheckExercise(leaves)
	if len(problems) == 0 {
		q, problem := pose(x, seed)
		if problem == nil {
			return q, nil
		}
		problems = []exercise.Problem{*problem}
	}
	return nil, fault.New(BadExercise, problems[0].Path, problems[0].String())
}

func (q *question) posed() *PosedExercise {
	out := &PosedExercise{
		ID: q.ID, Kind: q.Kind, Title: q.Title, Text: q.pieces(q.Text), Locked: q.Locked, Hidden: q.Hidden, Seed: q.Seed,
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
