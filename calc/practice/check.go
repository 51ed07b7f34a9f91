package practice

import (
	"threelimits/calc"
	"threelimits/calc/exercise"
	"threelimits/calc/fault"
	"threelimits/calc/spell"
)

// CheckExercise reads an exercise and tries it: with all numbers at their least, with all at their most, and with a few draws.
func CheckExercise(leaves []exercise.Leaf) (*exercise.Exercise, []exercise.Problem) {
	x, problems := exercise.Read(leaves)
	if len(problems) > 0 {
		return nil, problems
	}
	for field, paths := range map[string][]string{"locked": x.Locked, "hidden": x.Hidden} {
		for i, path := range paths {
			if calc.KindOf(path) == 0 {
				at := field + "." + spell.Plain(int64(i))
				problems = append(problems, exercise.Problem{Line: x.Line(at), Path: at, Message: fault.Short(path) + ` is no field of a scenario, such as "request.output".`})
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
func (q *Question) unfilled() *exercise.Problem {
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
			problem = check(path+"."+spell.Plain(int64(i))+inside, text, before)
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
