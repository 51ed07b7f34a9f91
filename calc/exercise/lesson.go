package exercise

import (
	"slices"
	"strconv"
	"strings"

	"threelimits/calc/dates"
	"threelimits/calc/decimal"
	"threelimits/calc/fault"
)

// LessonFormat and LessonVersion are what a lesson says of itself.
const (
	LessonFormat  = "threelimits-lesson"
	LessonVersion = 1
)

// What a lesson may have.
const (
	maxSteps   = 50
	maxCases   = 10
	maxMinutes = 600
)

// Tools are the places of the room Learn that a step can send someone to.
var Tools = []string{"tokens", "stateless", "date", "loop", "real", "streaming", "moves", "exercises", "cards", "summary"}

// Lesson is a path of steps. Start at ReadLesson; package calc works its figures out.
type Lesson struct {
	ID, Title, About string
	Goals            []string
	Steps            []LessonStep
}

// LessonStep is one step. The names in its texts are read off Ground, which has its numbers and its scenario, or off a case.
type LessonStep struct {
	Title             string
	Reading, Practice int64 // minutes
	Text              []Block
	TakeAway          []string
	Do                []string // of Tools
	Practise, Cards   []string // ids of exercises and of flashcards
	Sources           []Reading
	Claims            []Claim
	Ground            *Exercise
	Cases             []Case
}

// Block is a paragraph, a formula on a line of its own, a list, or a list whose order matters.
type Block struct {
	Kind  string // "paragraph", "formula", "list", "steps"
	Texts []string
}

// Case is the scenario of a step where some fields are different: "[long: latency.total]" is a figure of the case "long".
type Case struct {
	Name     string
	Scenario []Binding
}

// Reading is a page to read. Checked is the day it was last seen, "" where the file does not say.
type Reading struct {
	Title, URL, Checked string
}

// Claim is what a step says of a vendor's service, in its own words: a stretch of one of its texts, with the document that says it
// and the day it was read.
type Claim struct {
	Says string
	Reading
}

// CaseOf takes the case off a name in a text: "long: latency.total" is "long" and "latency.total".
func CaseOf(name string) (of, inside string) {
	if before, after, ok := strings.Cut(name, ": "); ok {
		return before, after
	}
	return "", name
}

// ReadLesson reads the leaves of a lesson. Where problems are returned the lesson is nil.
func ReadLesson(leaves []Leaf) (*Lesson, []Problem) {
	var r reader
	root := r.tree(leaves)
	if root == nil {
		return nil, r.problems
	}
	r.takes(root, []string{"format", "version", "id", "title", "goals", "steps"}, []string{"about"})
	r.header(root, LessonFormat, LessonVersion)
	lesson := &Lesson{ID: r.id(root), Title: r.text(root, "title"), About: r.text(root, "about"), Goals: r.texts(root, "goals"), Steps: r.steps(root)}
	if len(r.problems) > 0 {
		return nil, r.problems
	}
	return lesson, nil
}

func (r *reader) steps(n *node) (steps []LessonStep) {
	listed := r.list(n, "steps")
	if field := n.inner["steps"]; field != nil && (len(listed) == 0 || len(listed) > maxSteps) {
		r.fail(field, "must be 1 to "+strconv.Itoa(maxSteps)+" steps")
		return nil
	}
	for _, e := range listed {
		r.takes(e, []string{"id", "title", "minutes", "text"}, []string{"numbers", "scenario", "cases", "takeAway", "do", "practise", "cards", "sources", "claims"})
		s := r.step(e)
		if slices.ContainsFunc(steps, func(before LessonStep) bool { return before.Ground.ID == s.Ground.ID && s.Ground.ID != "" }) {
			r.fail(e.inner["id"], "is the id of a step before it")
		}
		steps = append(steps, s)
	}
	return steps
}

func (r *reader) step(n *node) LessonStep {
	x := &Exercise{ID: r.id(n), Numbers: r.givenNumbers(n.inner["numbers"]), lines: map[string]int{}}
	x.Scenario = r.bindings(n.inner["scenario"], x)
	for path, line := range r.lines {
		if inside, ok := strings.CutPrefix(path, n.path+"."); ok {
			x.lines[inside] = line
		}
	}
	s := LessonStep{
		Title: r.text(n, "title"), Ground: x, Do: r.tools(n), Practise: r.texts(n, "practise"), Cards: r.texts(n, "cards"),
		TakeAway: r.texts(n, "takeAway"), Sources: r.sources(n), Cases: r.cases(n.inner["cases"], x), Text: r.blocks(n),
	}
	s.Claims = r.claims(n, &s)
	if minutes := n.inner["minutes"]; minutes != nil {
		r.takes(minutes, []string{"reading"}, []string{"practice"})
		s.Reading, s.Practice = r.minutes(minutes.inner["reading"]), r.minutes(minutes.inner["practice"])
	}
	for _, list := range []string{"text", "takeAway"} {
		if field := n.inner[list]; field != nil {
			r.lessonNames(field, &s)
		}
	}
	return s
}

func (r *reader) minutes(n *node) int64 {
	if n == nil {
		return 0
	}
	value, problem := decimal.ParseNumber(n.text)
	if n.kind == "number" && problem == "" {
		if whole, ok := value.Int64(); ok && whole <= maxMinutes {
			return whole
		}
	}
	r.fail(n, "must be a whole number of minutes from 0 to "+strconv.Itoa(maxMinutes))
	return 0
}

// givenNumbers reads { name: number }.
func (r *reader) givenNumbers(n *node) (numbers []Number) {
	if n == nil {
		return nil
	}
	if n.kind != "" && n.kind != "object" {
		r.fail(n, "must be an object with a number for each name")
	}
	if len(n.names) > maxNumbers {
		r.fail(n, "has more than "+strconv.Itoa(maxNumbers)+" numbers")
		return nil
	}
	for _, name := range n.names {
		field := n.inner[name]
		if !isName(name) {
			r.fail(field, "must be named by a letter and then letters and digits")
		}
		numbers = append(numbers, Number{Name: name, values: []int64{r.millionths(field)}})
	}
	return numbers
}

func (r *reader) cases(n *node, x *Exercise) (cases []Case) {
	if n == nil {
		return nil
	}
	if n.kind != "" && n.kind != "object" {
		r.fail(n, "must be an object with fields of the scenario for each name")
	}
	if len(n.names) > maxCases {
		r.fail(n, "are more than "+strconv.Itoa(maxCases))
		return nil
	}
	for _, name := range n.names {
		field := n.inner[name]
		if !isName(name) {
			r.fail(field, "must be named by a letter and then letters and digits")
		}
		cases = append(cases, Case{name, r.bindings(field, x)})
	}
	return cases
}

// blocks reads the texts of a step: texts, { "formula": text }, { "list": texts } and { "steps": texts }.
func (r *reader) blocks(n *node) (blocks []Block) {
	listed := r.list(n, "text")
	if field := n.inner["text"]; field != nil && len(listed) == 0 {
		r.fail(field, "must be a list of at least one paragraph")
	}
	for i, e := range listed {
		if e.kind == "string" {
			blocks = append(blocks, Block{"paragraph", []string{r.text(n.inner["text"], strconv.Itoa(i))}})
			continue
		}
		var kind string
		for _, one := range []string{"formula", "list", "steps"} {
			if e.inner[one] != nil {
				kind = one
			}
		}
		if kind == "" {
			r.fail(e, `must be a text, { "formula": text }, { "list": texts } or { "steps": texts }`)
			continue
		}
		r.takes(e, []string{kind}, nil)
		if kind == "formula" {
			blocks = append(blocks, Block{kind, []string{r.text(e, kind)}})
		} else {
			blocks = append(blocks, Block{kind, r.texts(e, kind)})
		}
	}
	return blocks
}

// tools reads one tool, or a list of them.
func (r *reader) tools(n *node) []string {
	field := n.inner["do"]
	if field == nil {
		return nil
	}
	if field.kind == "string" {
		return []string{r.oneOf(n, "do", Tools...)}
	}
	tools := r.texts(n, "do")
	for i, tool := range tools {
		if !slices.Contains(Tools, tool) {
			r.fail(field.inner[strconv.Itoa(i)], fault.Quote(tool)+" is not accepted here; accepted are "+strings.Join(Tools, ", "))
		}
	}
	return tools
}

func (r *reader) sources(n *node) (sources []Reading) {
	for _, e := range r.list(n, "sources") {
		r.takes(e, []string{"title", "url"}, []string{"checked"})
		sources = append(sources, r.reading(e))
	}
	return sources
}

func (r *reader) reading(n *node) Reading {
	s := Reading{r.text(n, "title"), r.text(n, "url"), r.text(n, "checked")}
	if s.URL != "" && !strings.HasPrefix(s.URL, "https://") {
		r.fail(n.inner["url"], "must begin with https://")
	}
	if s.Checked != "" && !dates.Valid(s.Checked) {
		r.fail(n.inner["checked"], "must be a day, such as 2026-11-20")
	}
	return s
}

// claims reads what a step says of vendors: each in the words of a text of the step.
func (r *reader) claims(n *node, s *LessonStep) (claims []Claim) {
	for _, e := range r.list(n, "claims") {
		r.takes(e, []string{"says", "title", "url", "checked"}, nil)
		c := Claim{r.text(e, "says"), r.reading(e)}
		says := func(b Block) bool {
			return slices.ContainsFunc(b.Texts, func(text string) bool { return strings.Contains(text, c.Says) })
		}
		if !slices.ContainsFunc(s.Text, says) && !says(Block{Texts: s.TakeAway}) {
			r.fail(e.inner["says"], "stands in no text of the step: a claim is in the same words")
		} else if _, open := Pieces(c.Says); open != "" {
			r.fail(e.inner["says"], "opens a bracket and does not close it: "+fault.Quote(open))
		}
		claims = append(claims, c)
	}
	return claims
}

// lessonNames checks the names in all texts that lie in a field.
func (r *reader) lessonNames(n *node, s *LessonStep) {
	for _, name := range n.names {
		r.lessonNames(n.inner[name], s)
	}
	if n.kind != "string" {
		return
	}
	r.named(n, func(name string) string {
		of, inside := CaseOf(name)
		if of != "" && !slices.ContainsFunc(s.Cases, func(c Case) bool { return c.Name == of }) {
			return "names the case " + fault.Quote(of) + ", which is not among the cases"
		}
		return s.Ground.unknown(inside)
	})
}
