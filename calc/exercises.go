package calc

import (
	"reflect"
	"slices"
	"strings"

	"threelimits/calc/cost"
	"threelimits/calc/exercise"
)

// CodeBadExercise is the code of an exercise file that cannot be used.
const CodeBadExercise = "bad-exercise"

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
	r := fieldReader{rest: string(data)}
	leaves := make([]exercise.Leaf, r.count(16))
	for i := range leaves {
		path := make([]string, r.count(4))
		for j := range path {
			path[j] = r.text()
		}
		leaves[i] = exercise.Leaf{Path: path, Kind: r.text(), Text: r.text(), Line: int(r.number())}
	}
	if r.failed || r.rest != "" {
		return nil, &Error{Code: CodeBadArgument, Message: "The file's values are not complete."}
	}
	return leaves, nil
}

// CheckExercise reads an exercise and tries it: with all numbers at their least, with all at their most, and with a few draws.
func CheckExercise(leaves []exercise.Leaf) (*exercise.Exercise, []exercise.Problem) {
	x, problems := exercise.Read(leaves)
	if len(problems) > 0 {
		return nil, problems
	}
	var s Scenario
	for field, paths := range map[string][]string{"locked": x.Locked, "hidden": x.Hidden} {
		for i, path := range paths {
			if s.at(path) == nil {
				at := field + "." + plain(int64(i))
				problems = append(problems, exercise.Problem{Line: x.Line(at), Path: at, Message: short(path) + ` is no field of a scenario, such as "request.output".`})
			}
		}
	}
	source := x.NewSource("check")
	for _, values := range []exercise.Values{x.Least(), x.Most(), x.Draw(source), x.Draw(source), x.Draw(source)} {
		q, problem := ask(x, values)
		if problem == nil {
			problem = q.unfilled()
		}
		if problem != nil {
			return nil, append(problems, *problem)
		}
	}
	if len(problems) > 0 {
		return nil, problems
	}
	return x, nil
}

// unfilled finds a name in a text that the scenario has no value for, or that gives the answer away.
func (q *question) unfilled() *exercise.Problem {
	check := func(path, text string, before bool) *exercise.Problem {
		pieces, _ := exercise.Pieces(text)
		for _, p := range pieces {
			if p.Words != "" {
				continue
			}
			if words, _ := q.named(p.Name); words == "" {
				return q.problem(path, "["+p.Name+"] has no value: the scenario gives none")
			}
			if before && q.Figure != nil && p.Name == q.Figure.Name {
				return q.problem(path, "["+p.Name+"] gives the answer away")
			}
		}
		return nil
	}
	problem := check("text", q.Text, true)
	each := func(path string, i int, inside, text string, before bool) {
		if problem == nil {
			problem = check(path+"."+plain(int64(i))+inside, text, before)
		}
	}
	for i, hint := range q.Hints {
		each("hints", i, "", hint, true)
	}
	for i := range q.Mistakes {
		each("mistakes", i, ".message", q.Mistakes[i].Message, false)
	}
	for i := range q.Choices {
		each("choices", i, ".text", q.Choices[i].Text, false)
		each("choices", i, ".why", q.Choices[i].Why, false)
	}
	return problem
}

// ExerciseJSON is an exercise for a seed, as it crosses the boundary: a file as ReadExerciseLeaves takes it in, an ExerciseReport out.
// A seed may be any text; the same one gives the same numbers. Errors are *Error: bad-argument for leaves that are not complete.
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
	return appendJSON(nil, reflect.ValueOf(&report)), nil
}

func fileProblems(problems []exercise.Problem) []FileProblem {
	var out []FileProblem
	for i := range problems {
		p := &problems[i]
		out = append(out, FileProblem{p.Line, p.Path, p.String()})
	}
	return out
}

// posedBy is the exercise of a file for a seed; an *Error, bad-exercise, where the file is broken.
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
	return nil, &Error{CodeBadExercise, problems[0].Path, problems[0].String()}
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
		out.Choices = append(out.Choices, PosedChoice{plain(int64(i)), q.pieces(q.Choices[i].Text)})
	}
	if q.Figure != nil {
		out.Ask = &Asked{q.Figure.Name, q.Figure.Label, q.Unit.Name, q.tolerance()}
	}
	return out
}

func (q *question) tolerance() string {
	t := &q.Tolerance
	switch {
	case t.Absolute != nil && t.Absolute.IsZero(), t.Percent != nil && t.Percent.IsZero():
		return "exactly"
	case t.Absolute != nil && q.Unit.Name == "%":
		return "within " + t.Absolute.String() + " percentage points"
	case t.Absolute != nil:
		return "within " + inUnit(t.Absolute, q.Unit)
	}
	return "within " + t.Percent.String() + "%"
}

// inUnit is an amount of the unit, for reading.
func inUnit(amount *cost.Decimal, u *exercise.Unit) string {
	switch number := groupDigits(amount.String()); u.Name {
	case "USD":
		return dollars(amount)
	case "%":
		return number + "%"
	default:
		return number + " " + u.Name
	}
}

// dollars is an amount for reading: $0.10, but $2 and $0.0134.
func dollars(amount *cost.Decimal) string {
	number := groupDigits(amount.String())
	if _, decimals, _ := strings.Cut(number, "."); len(decimals) == 1 {
		number += "0"
	}
	return "$" + number
}

// pieces puts the values into a text.
func (q *question) pieces(text string) []TextPiece {
	parts, _ := exercise.Pieces(text)
	pieces := make([]TextPiece, len(parts))
	for i, p := range parts {
		if pieces[i] = (TextPiece{Text: p.Words}); p.Words == "" {
			words, value := q.named(p.Name)
			pieces[i] = TextPiece{words, p.Name, value}
		}
	}
	return pieces
}

// named is what a name in a text stands for: as it reads, and as a decimal where it is a number. Both are "" where the scenario has none.
func (q *question) named(name string) (words, value string) {
	if amount, ok := q.values.Of(name); ok {
		return groupDigits(amount.String()), amount.String()
	}
	e := &q.estimate
	switch {
	case name == "date":
		return e.AsOf, ""
	case name == "model" && e.Model != nil:
		return e.Model.Name, ""
	case name == "window" && e.Context != nil:
		return grouped(e.Context.Window), plain(e.Context.Window)
	}
	if amount, money := q.amountNamed(name); amount != nil {
		if money {
			return dollars(amount), amount.String()
		}
		return groupDigits(amount.String()), amount.String()
	}
	return "", ""
}

// amountNamed is a price or a figure; nil where the scenario has none.
func (q *question) amountNamed(name string) (amount *cost.Decimal, money bool) {
	if f := exercise.FigureNamed(name); f != nil {
		return q.figure(name), f.Dimension == exercise.Money
	}
	if c := q.estimate.Cost; c != nil {
		switch name {
		case "input price":
			return c.Rates.Input, true
		case "cached price":
			return c.Rates.CachedInput, true
		case "output price":
			return c.Rates.Output, true
		}
	}
	return nil, false
}

// working is the steps that lead to the answer.
func (q *question) working() []Step {
	steps := q.figureSteps()
	if by := q.Unit.FromBaseFormula(); by != "" && len(steps) > 0 {
		last := &steps[len(steps)-1]
		steps = append(steps, Step{
			Figure: q.Figure.Name, Label: "In " + q.Unit.Name, Formula: last.Unit + " " + by, Substituted: groupDigits(last.Value) + " " + by,
			Value: q.Unit.FromBase(q.answer).String(), Unit: q.Unit.Name, Source: arithmetic.source,
		})
	}
	return steps
}

// figureSteps are those of the figure in its base unit.
func (q *question) figureSteps() []Step {
	name := q.Figure.Name
	group, _, _ := strings.Cut(name, ".")
	switch name {
	case "conversation.input":
		return []Step{q.sentStep()}
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
	steps := q.estimate.Working
	var out []Step
	for i := range steps {
		s := &steps[i]
		line := strings.HasPrefix(s.Figure, "cost.lines.") && !strings.HasSuffix(strings.ToLower(s.Figure), "percent")
		if line || s.Figure == "cost.fixedPart" || s.Figure == "cost.cachedPart" || s.Figure == "cost.perConversation" ||
			s.Figure == name && (q.turns() > 1 || name != "cost.perRequest") {
			out = append(out, *s)
		}
	}
	return out
}

// steps are the estimate's own, in its order.
func (q *question) steps(figures ...string) (out []Step) {
	for _, s := range q.estimate.Working {
		if slices.Contains(figures, s.Figure) {
			out = append(out, s)
		}
	}
	return out
}

func (q *question) sentStep() Step {
	c := q.scenario.conversation(typical)
	formula, numbers := resent(fixedAndUser, []int64{c.Prefix, c.User}, &c, 1, c.Turns)
	return Step{"conversation.input", q.Figure.Label, inWords(formula), fill(formula, terms(numbers...)), plain(q.sent()), "tokens", stateless.source, "", ""}
}

func (q *question) lastCallStep() Step {
	r, w := q.request(), q.window()
	room, limit := w.Context-q.estimate.Context.Reserved, "([window] − [reserved]"
	numbers := []int64{w.Context, q.estimate.Context.Reserved}
	if w.MaxInput > 0 && w.MaxInput < room {
		limit, numbers = "([maximum input]", []int64{w.MaxInput}
	}
	formula := "1 + " + limit + " − [first input]) ÷ ([user] + [output]), rounded down"
	numbers = append(numbers, r.Input(1), r.Message(), r.Output)
	return Step{"conversation.lastCall", q.Figure.Label, inWords(formula), fill(formula, terms(numbers...)), q.answer.String(), "calls", stateless.source, "", ""}
}
