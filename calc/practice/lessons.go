package practice

import (
	"slices"
	"strings"

	"threelimits/calc"
	"threelimits/calc/exercise"
	"threelimits/calc/spell"
)

// PosedLesson is a lesson with its figures. Minutes are those of all steps, and Left those of the steps that are not done.
type PosedLesson struct {
	ID      string      `page:"id"`
	Title   string      `page:"title"`
	About   string      `page:"about,null"`
	Goals   []string    `page:"goals"`
	Minutes Minutes     `page:"minutes"`
	Left    Minutes     `page:"left"`
	Done    int         `page:"done"`
	Steps   []PosedStep `page:"steps"`
}

type Minutes struct {
	Reading  int64 `page:"reading"`
	Practice int64 `page:"practice"`
	Total    int64 `page:"total"`
}

// PosedStep is a step. Working is how the figures in its texts come about; steps of a case say which, and are those that differ.
type PosedStep struct {
	ID       string         `page:"id"`
	Title    string         `page:"title"`
	Minutes  Minutes        `page:"minutes"`
	Done     bool           `page:"done"`
	Text     []PosedBlock   `page:"text"`
	TakeAway [][]TextPiece  `page:"takeAway"`
	Do       []string       `page:"do"`
	Practise []string       `page:"practise"`
	Cards    []string       `page:"cards"`
	Sources  []PosedReading `page:"sources"`
	Claims   []PosedClaim   `page:"claims"`
	Working  []calc.Step    `page:"working"`
	Notes    []calc.Note    `page:"notes"`
}

// PosedBlock is as exercise.Block: a paragraph and a formula have one text.
type PosedBlock struct {
	Kind  string        `page:"kind"`
	Texts [][]TextPiece `page:"texts"`
}

type PosedReading struct {
	Title   string `page:"title"`
	URL     string `page:"url"`
	Checked string `page:"checked,null"`
}

// PosedClaim is as exercise.Claim: it ends in the texts where a piece has its number.
type PosedClaim struct {
	Says    string `page:"says"`
	Title   string `page:"title"`
	URL     string `page:"url"`
	Checked string `page:"checked"`
}

// PoseLesson works a lesson's figures out; done are the ids of steps. A scenario that says no day has the prices of today. Where problems are
// returned there is no lesson.
func PoseLesson(lesson *exercise.Lesson, done []string, today string) (*PosedLesson, []exercise.Problem) {
	out := &PosedLesson{ID: lesson.ID, Title: lesson.Title, About: lesson.About, Goals: lesson.Goals}
	var problems []exercise.Problem
	for i := range lesson.Steps {
		step := &lesson.Steps[i]
		posed, problem := poseStep(step, today)
		if problem != nil {
			problem.Path = "steps." + spell.Plain(int64(i)) + "." + problem.Path
			problems = append(problems, *problem)
			continue
		}
		out.Minutes.add(posed.Minutes)
		if posed.Done = slices.Contains(done, posed.ID); posed.Done {
			out.Done++
		} else {
			out.Left.add(posed.Minutes)
		}
		out.Steps = append(out.Steps, *posed)
	}
	if len(problems) > 0 {
		return nil, problems
	}
	return out, nil
}

func (m *Minutes) add(more Minutes) {
	m.Reading += more.Reading
	m.Practice += more.Practice
	m.Total += more.Total
}

func poseStep(s *exercise.LessonStep, today string) (*PosedStep, *exercise.Problem) {
	g, problem := newGround(s, today)
	if problem != nil {
		return nil, problem
	}
	out := &PosedStep{
		ID: s.Ground.ID, Title: s.Title, Minutes: Minutes{s.Reading, s.Practice, s.Reading + s.Practice}, Do: s.Do, Practise: s.Practise, Cards: s.Cards,
	}
	for i, b := range s.Text {
		at := "text." + spell.Plain(int64(i))
		if b.Kind != "paragraph" {
			at += "." + b.Kind
		}
		out.Text = append(out.Text, PosedBlock{b.Kind, g.texts(at, b.Texts, b.Kind == "list" || b.Kind == "steps")})
	}
	out.TakeAway = g.texts("takeAway", s.TakeAway, true)
	for _, source := range s.Sources {
		out.Sources = append(out.Sources, PosedReading(source))
	}
	for _, c := range s.Claims {
		out.Claims = append(out.Claims, PosedClaim{g.plain(c.Says), c.Title, c.URL, c.Checked})
	}
	out.Working = g.working
	for _, q := range g.questions {
		for _, n := range q.warnings() {
			if !slices.Contains(out.Notes, n) {
				out.Notes = append(out.Notes, n)
			}
		}
	}
	return out, g.problem
}

// ground is what the names in a step's texts are read off: its scenario, and its cases.
type ground struct {
	claims    []exercise.Claim
	names     []string // of cases; "" is the step's own
	questions []*Question
	shown     []string // figures whose working is there, with the names of their cases
	working   []calc.Step
	problem   *exercise.Problem // the first
}

func newGround(s *exercise.LessonStep, today string) (*ground, *exercise.Problem) {
	x := s.Ground
	has := func(path string) bool {
		return slices.ContainsFunc(x.Scenario, func(b exercise.Binding) bool { return b.Path == path })
	}
	if has("model") && !has("asOf") {
		x.Scenario = append(x.Scenario, exercise.Binding{Path: "asOf", Kind: "string", Text: today})
	}
	own := &Question{Exercise: x, values: x.Least(), Work: new(calc.Work)}
	g := &ground{claims: s.Claims, names: []string{""}, questions: []*Question{own}}
	if len(x.Scenario) > 0 {
		if problem := own.work(x.Scenario); problem != nil {
			return nil, problem
		}
	}
	for i := range s.Cases {
		c := &s.Cases[i]
		q, problem := own.changed(c.Scenario)
		if problem != nil {
			at := "cases." + c.Name
			problem.Path = at + strings.TrimPrefix(problem.Path, "scenario")
			if problem.Line = x.Line(problem.Path); problem.Line == 0 {
				problem.Line = x.Line(at)
			}
			return nil, problem
		}
		g.names, g.questions = append(g.names, c.Name), append(g.questions, q)
	}
	return g, nil
}

// texts fills texts; at is where they stand, or the list they stand in.
func (g *ground) texts(at string, texts []string, listed bool) [][]TextPiece {
	out := make([][]TextPiece, len(texts))
	for i, text := range texts {
		where := at
		if listed {
			where += "." + spell.Plain(int64(i))
		}
		out[i] = g.pieces(where, text)
	}
	return out
}

// pieces is Question.pieces, where a name may be of a case. It keeps the working of each figure, and a name without a value as the problem.
func (g *ground) pieces(at, text string) []TextPiece {
	parts, _ := exercise.Pieces(g.marked(text))
	pieces := make([]TextPiece, len(parts))
	for i, p := range parts {
		if pieces[i] = (TextPiece{Text: p.Words}); p.Words != "" {
			continue
		}
		if number, ok := strings.CutPrefix(p.Name, claimMark); ok {
			pieces[i].Claim = len(number)
			continue
		}
		of, inside := exercise.CaseOf(p.Name)
		q := g.questions[slices.Index(g.names, of)]
		words, value := q.named(inside)
		if words == "" && g.problem == nil {
			g.problem = q.problem(at, "["+p.Name+"] has no value: the scenario gives none")
		}
		pieces[i] = TextPiece{Text: words, Name: inside, Value: value}
		g.explain(q, of, inside)
	}
	return pieces
}

// claimMark begins a name that no file can have: it is refused there as one that stands for nothing. As many signs follow as the claim's number.
const claimMark = "\x00"

// marked is a text with a name behind each claim that it makes.
func (g *ground) marked(text string) string {
	for i := range g.claims {
		if before, after, found := strings.Cut(text, g.claims[i].Says); found {
			text = before + g.claims[i].Says + "[" + claimMark + strings.Repeat("i", i+1) + "]" + after
		}
	}
	return text
}

// plain is a stretch of a text as it reads.
func (g *ground) plain(text string) string {
	var plain strings.Builder
	for _, p := range g.pieces("claims", text) {
		plain.WriteString(p.Text)
	}
	return plain.String()
}

// explain adds the working of a figure, once; of a case only the steps that come out differently there.
func (g *ground) explain(q *Question, of, name string) {
	figure := exercise.FigureNamed(name)
	if figure == nil || slices.Contains(g.shown, of+": "+name) {
		return
	}
	g.shown = append(g.shown, of+": "+name)
	var known []calc.Step
	if of != "" {
		known = g.questions[0].explained(figure)
	}
	for _, s := range q.explained(figure) {
		if slices.Contains(known, s) {
			continue
		}
		if of != "" {
			s.Label += " (" + of + ")"
		}
		if !slices.Contains(g.working, s) {
			g.working = append(g.working, s)
		}
	}
}

// explained is how a figure comes about; nothing where there is none.
func (q *Question) explained(figure *exercise.Figure) []calc.Step {
	asked := *q
	asked.Exercise = &exercise.Exercise{Figure: figure}
	if asked.answer = q.figure(figure.Name); asked.answer == nil {
		return nil
	}
	return asked.figureSteps()
}

// UsualMistake is one that exercises look for, as the summary sheet lists it.
type UsualMistake struct {
	Code    string `page:"code"`
	Name    string `page:"name"`
	Message string `page:"message"`
}

// UsualMistakes lists the mistakes that are looked for in every exercise.
func UsualMistakes() []UsualMistake {
	list := make([]UsualMistake, len(mistakes))
	for i := range mistakes {
		list[i] = UsualMistake{mistakes[i].code, mistakes[i].name, mistakes[i].message}
	}
	return list
}
