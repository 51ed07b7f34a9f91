// Package practice is how exercises, decks and lessons (packages exercise and practice) cross between the page and a
// program. A file is its leaves with their lines, as readFile takes them.
package practice

import (
	"strings"

	"threelimits/calc/exercise"
	"threelimits/calc/fault"
	"threelimits/calc/practice"
	"threelimits/calc/wire"
)

// BadExercise is the code of an exercise file that cannot be used.
const BadExercise = "bad-exercise"

// fileProblem is FileProblem of the contract. The message begins with line and field. Line is 0 where it is not known.
type fileProblem struct {
	Line    int    `page:"line,null"`
	Field   string `page:"field"`
	Message string `page:"message"`
}

func problemsOf(problems []exercise.Problem) (out []fileProblem) {
	for i := range problems {
		p := &problems[i]
		out = append(out, fileProblem{p.Line, p.Path, p.String()})
	}
	return out
}

// readFile reads a file's leaves: their number; for each the number of names that lead to it, the names, kind, text and line
// (0: not known).
func readFile(data []byte) ([]exercise.Leaf, error) {
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

// pose is practice.Pose of a file for a seed.
func pose(file []byte, seed string) (*practice.Question, []exercise.Problem, error) {
	leaves, err := readFile(file)
	if err != nil {
		return nil, nil, err
	}
	x, problems := practice.CheckExercise(leaves)
	if len(problems) > 0 {
		return nil, problems, nil
	}
	q, problem := practice.Pose(x, seed)
	if problem != nil {
		return nil, []exercise.Problem{*problem}, nil
	}
	return q, nil, nil
}

// exerciseReport is ExerciseReport of the contract.
type exerciseReport struct {
	Problems []fileProblem           `page:"problems"`
	Exercise *practice.PosedExercise `page:"exercise"`
}

// Exercise is an exercise for a seed: an ExerciseReport out. Errors are *fault.Error: bad-argument for leaves that are not complete.
func Exercise(file []byte, seed string) ([]byte, error) {
	q, problems, err := pose(file, seed)
	if err != nil {
		return nil, err
	}
	var report exerciseReport
	if report.Problems = problemsOf(problems); q != nil {
		report.Exercise = q.Posed()
	}
	return wire.Append(nil, &report), nil
}

// Grade is Question.Grade of the exercise that Exercise gives for the same file and seed: a Grade out. Errors are *fault.Error:
// bad-argument for leaves that are not complete, bad-exercise for a file in which Exercise finds problems.
func Grade(file []byte, seed, answer string) ([]byte, error) {
	return graded(file, seed, func(q *practice.Question) practice.Grade { return q.Grade(answer) })
}

// AnswerKey is Question.Key: a Grade out. Errors are those of Grade.
func AnswerKey(file []byte, seed string) ([]byte, error) {
	return graded(file, seed, (*practice.Question).Key)
}

func graded(file []byte, seed string, grade func(*practice.Question) practice.Grade) ([]byte, error) {
	q, problems, err := pose(file, seed)
	switch {
	case err != nil:
		return nil, err
	case q == nil:
		return nil, fault.New(BadExercise, problems[0].Path, problems[0].String())
	}
	return wire.Append(nil, grade(q)), nil
}

// Deck is exercise.ReadDeck: a DeckReport out. Errors are those of Exercise.
func Deck(file []byte) ([]byte, error) {
	leaves, err := readFile(file)
	if err != nil {
		return nil, err
	}
	deck, problems := exercise.ReadDeck(leaves)
	report := deckReport{Problems: problemsOf(problems)}
	if deck != nil {
		report.Deck = &cards{ID: deck.ID, Title: deck.Title}
		for _, c := range deck.Cards {
			report.Deck.Cards = append(report.Deck.Cards, card(c))
		}
	}
	return wire.Append(nil, &report), nil
}

// deckReport is DeckReport of the contract.
type deckReport struct {
	Problems []fileProblem `page:"problems"`
	Deck     *cards        `page:"deck"`
}

type cards struct {
	ID    string `page:"id"`
	Title string `page:"title"`
	Cards []card `page:"cards"`
}

type card struct {
	ID     string `page:"id"`
	Front  string `page:"front"`
	Back   string `page:"back"`
	Source string `page:"source"`
	URL    string `page:"url,null"`

	Checked string `page:"checked,null"`
}

// lessonReport is LessonReport of the contract.
type lessonReport struct {
	Problems []fileProblem         `page:"problems"`
	Lesson   *practice.PosedLesson `page:"lesson"`
}

// Lesson is practice.PoseLesson: done are ids of steps, a line each; a LessonReport out. Errors are those of Exercise.
func Lesson(file []byte, done, today string) ([]byte, error) {
	leaves, err := readFile(file)
	if err != nil {
		return nil, err
	}
	lesson, problems := exercise.ReadLesson(leaves)
	var report lessonReport
	if len(problems) == 0 {
		report.Lesson, problems = practice.PoseLesson(lesson, strings.Split(done, "\n"), today)
	}
	report.Problems = problemsOf(problems)
	return wire.Append(nil, &report), nil
}

// UsualMistakes is practice.UsualMistakes: UsualMistake[] out.
func UsualMistakes() []byte { return wire.Append(nil, practice.UsualMistakes()) }
