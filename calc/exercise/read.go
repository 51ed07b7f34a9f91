package exercise

import (
	"slices"
	"strconv"
	"strings"

	"threelimits/calc/decimal"
	"threelimits/calc/fault"
)

// Read reads the leaves of an exercise file. Where problems are returned the exercise is nil.
func Read(leaves []Leaf) (*Exercise, []Problem) {
	var r reader
	root := r.tree(leaves)
	if root == nil {
		return nil, r.problems
	}
	x := r.exercise(root)
	if len(r.problems) > 0 {
		return nil, r.problems
	}
	x.lines = r.lines
	return x, nil
}

func (r *reader) exercise(n *node) *Exercise {
	always := []string{"format", "version", "id", "kind", "title", "text"}
	may := []string{"numbers", "hints", "seed"}
	x := &Exercise{Kind: r.oneOf(n, "kind", kinds...)}
	if x.Kind == Choice {
		r.takes(n, append(always, "choices"), append(may, "scenario", "keepOrder"))
	} else {
		r.takes(n, append(always, "scenario", "ask"), append(may, "locked", "hidden", "mistakes", "attempts"))
	}
	r.header(n, Format, Version)
	x.ID, x.Title, x.Text = r.id(n), r.text(n, "title"), r.text(n, "text")
	x.Numbers = r.numbers(n.inner["numbers"])
	x.Scenario = r.bindings(n.inner["scenario"], x)
	x.Hints, x.Locked, x.Hidden = r.texts(n, "hints"), r.texts(n, "locked"), r.texts(n, "hidden")
	x.Seed = r.seed(n.inner["seed"])
	if x.Kind == Choice {
		x.Choices, x.KeepOrder = r.choices(n, x), r.flag(n, "keepOrder")
	} else {
		r.ask(n.inner["ask"], x)
		x.Mistakes, x.Attempts = r.mistakes(n, x), r.attempts(n.inner["attempts"])
	}
	r.placeholders(n.inner["text"], x)
	for _, hint := range r.list(n, "hints") {
		r.placeholders(hint, x)
	}
	return x
}

// header checks what a file says of itself.
func (r *reader) header(n *node, format string, version int) {
	r.oneOf(n, "format", format)
	if v := n.inner["version"]; v != nil && (v.kind != "number" || v.text != strconv.Itoa(version)) {
		r.fail(v, "must be "+strconv.Itoa(version)+", the only version there is")
	}
}

// id reads a name that addresses can carry.
func (r *reader) id(n *node) string {
	id := r.text(n, "id")
	for _, c := range id {
		if c != '-' && (c < 'a' || c > 'z') && (c < '0' || c > '9') || len(id) > 60 {
			r.fail(n.inner["id"], `must be at most 60 small letters, digits and hyphens, such as "support-month"`)
			break
		}
	}
	return id
}

// seed reads a number or text that holds for everyone; "student" is each student's own.
func (r *reader) seed(n *node) string {
	switch {
	case n == nil || n.kind == "string" && n.text == "student":
		return ""
	case (n.kind != "number" && n.kind != "string") || n.text == "" || len(n.text) > 100:
		r.fail(n, `must be "student", where each has numbers of their own, or a number or text, where all have the same`)
	}
	return n.text
}

// attempts reads how often someone may answer before the answer is shown; 0 where the file does not say.
func (r *reader) attempts(n *node) int64 {
	if n == nil {
		return 0
	}
	if value, problem := decimal.ParseNumber(n.text); n.kind == "number" && problem == "" {
		if whole, ok := value.Int64(); ok && whole >= 1 && whole <= maxAttempts {
			return whole
		}
	}
	r.fail(n, "must be a whole number from 1 to "+strconv.Itoa(maxAttempts))
	return 0
}

// numbers reads { name: { from, to, step } } or { name: { values } }.
func (r *reader) numbers(n *node) (numbers []Number) {
	if n == nil {
		return nil
	}
	if n.kind != "" && n.kind != "object" {
		r.fail(n, "must be an object with a range for each name")
	}
	if len(n.names) > maxNumbers {
		r.fail(n, "has more than 20 numbers")
		return nil
	}
	for _, name := range n.names {
		field := n.inner[name]
		if !isName(name) {
			r.fail(field, "must be named by a letter and then letters and digits")
		}
		numbers = append(numbers, r.number(name, field))
	}
	return numbers
}

func (r *reader) number(name string, n *node) Number {
	out := Number{Name: name}
	if n.inner["values"] != nil {
		r.takes(n, []string{"values"}, nil)
		for _, e := range r.list(n, "values") {
			out.values = append(out.values, r.millionths(e))
		}
		if len(out.values) == 0 {
			r.fail(n, "has no values")
		}
		return out
	}
	before := len(r.problems)
	r.takes(n, []string{"from", "to"}, []string{"step"})
	out.from, out.to = r.millionths(n.inner["from"]), r.millionths(n.inner["to"])
	step := n.inner["step"]
	if step != nil {
		out.step = r.millionths(step)
	}
	if len(r.problems) > before {
		return out
	}
	switch {
	case out.from > out.to:
		r.fail(n, "is empty: from is more than to")
	case step != nil && out.step == 0:
		r.fail(step, "must be more than 0")
	case step == nil:
		if out.values = roundNumbers(out.from, out.to); len(out.values) == 0 {
			r.fail(n, "holds no round number: give a step")
		}
	}
	return out
}

// millionths reads a number as a whole number of millionths.
func (r *reader) millionths(n *node) int64 {
	if n == nil {
		return 0
	}
	value := r.decimal(n)
	if value == nil {
		return 0
	}
	whole, ok := value.Mul(decimal.Whole(millionth)).Int64()
	if !ok || whole > maxNumber*millionth {
		r.fail(n, "must be at most 1,000,000,000,000, with at most 6 decimals")
		return 0
	}
	return whole
}

// decimal reads a number of at least 0; nil, and a problem, where it is none.
func (r *reader) decimal(n *node) *decimal.Decimal {
	if n.kind != "number" {
		r.fail(n, "must be a number")
		return nil
	}
	value, problem := decimal.ParseNumber(n.text)
	if problem != "" {
		r.fail(n, problem)
		return nil
	}
	return value
}

// bindings reads a scenario, or the part of one that a mistake changes. A text that begins with "=" is worked out.
func (r *reader) bindings(n *node, x *Exercise) (bindings []Binding) {
	if n == nil {
		return nil
	}
	if n.kind != "" && n.kind != "object" {
		r.fail(n, "must be an object, as a scenario is")
		return nil
	}
	var walk func(at *node, path string)
	walk = func(at *node, path string) {
		for _, name := range at.names {
			field, inside := at.inner[name], strings.TrimPrefix(path+"."+name, ".")
			if field.kind == "" {
				walk(field, inside)
				continue
			}
			b := Binding{Path: inside, Kind: field.kind, Text: field.text}
			if formula, ok := strings.CutPrefix(field.text, "="); ok && field.kind == "string" {
				b.Sum = r.sum(field, formula, x)
			}
			bindings = append(bindings, b)
		}
	}
	walk(n, "")
	return bindings
}

func (r *reader) sum(n *node, formula string, x *Exercise) Sum {
	sum, problem := readSum(formula)
	if problem != "" {
		r.fail(n, problem)
		return nil
	}
	for _, name := range sum.names() {
		if !x.has(name) {
			r.fail(n, "names "+fault.Quote(name)+", which is none of the numbers: "+x.numberNames())
			return nil
		}
	}
	return sum
}

func (x *Exercise) has(name string) bool {
	return slices.ContainsFunc(x.Numbers, func(n Number) bool { return n.Name == name })
}

func (x *Exercise) numberNames() string {
	if len(x.Numbers) == 0 {
		return "there are none"
	}
	var names []string
	for i := range x.Numbers {
		names = append(names, x.Numbers[i].Name)
	}
	return strings.Join(names, ", ")
}

// placeholders checks that every name in a text has a value.
func (r *reader) placeholders(n *node, x *Exercise) {
	if n != nil {
		r.named(n, x.unknown)
	}
}

// named checks the names in a text: wrong says what is wrong with one, or "".
func (r *reader) named(n *node, wrong func(name string) string) {
	pieces, open := Pieces(n.text)
	if open != "" {
		r.fail(n, "opens a bracket and does not close it: "+fault.Quote(open))
	}
	for _, p := range pieces {
		if p.Words != "" {
			continue
		}
		if problem := wrong(p.Name); problem != "" {
			r.fail(n, problem)
		}
	}
}

// unknown says what is wrong with a name that stands for nothing, or "".
func (x *Exercise) unknown(name string) string {
	if x.has(name) || slices.Contains(given, name) || FigureNamed(name) != nil {
		return ""
	}
	return "[" + fault.Short(name) + "] stands for nothing; accepted are the numbers (" + x.numberNames() + "), " + strings.Join(given, ", ") + " and the figures"
}

// ask reads what is asked, in which unit, and how near an answer must come.
func (r *reader) ask(n *node, x *Exercise) {
	if n == nil {
		return
	}
	r.takes(n, []string{"figure", "unit", "tolerance"}, nil)
	name := r.text(n, "figure")
	x.Figure = FigureNamed(name)
	switch {
	case name == "" || !slices.Contains(kinds, x.Kind):
		return
	case x.Figure == nil || !slices.Contains(x.Figure.kinds, x.Kind):
		r.fail(n.inner["figure"], fault.Quote(name)+" cannot be asked for here; accepted are "+figuresOf(x.Kind))
		return
	}
	unit := r.text(n, "unit")
	if x.Unit = unitNamed(unit); unit != "" && (x.Unit == nil || x.Unit.Dimension != x.Figure.Dimension) {
		r.fail(n.inner["unit"], fault.Quote(unit)+" is no unit of it; accepted is "+unitsOf(x.Figure.Dimension))
	}
	r.tolerance(n.inner["tolerance"], x)
}

// What an exercise may have: each mistake is worked out anew for each draw.
const (
	maxNumbers  = 20
	maxMistakes = 10
	maxOptions  = 10
	maxAttempts = 20
)

// Half of the answer: beyond it, being off by a factor of two would be right.
const maxPercent = 50

func (r *reader) tolerance(n *node, x *Exercise) {
	switch {
	case n == nil:
	case n.inner["percent"] != nil:
		r.takes(n, []string{"percent"}, nil)
		if x.Tolerance.Percent = r.decimal(n.inner["percent"]); x.Tolerance.Percent != nil && x.Tolerance.Percent.Cmp(decimal.Whole(maxPercent)) > 0 {
			r.fail(n.inner["percent"], "must be at most 50")
		}
	case n.inner["absolute"] != nil:
		r.takes(n, []string{"absolute"}, nil)
		x.Tolerance.Absolute = r.decimal(n.inner["absolute"])
	default:
		r.fail(n, "must be { percent } or { absolute }")
	}
}

// mistakes reads those that belong to this exercise.
func (r *reader) mistakes(n *node, x *Exercise) (mistakes []Mistake) {
	listed := r.list(n, "mistakes")
	if len(listed) > maxMistakes {
		r.fail(n.inner["mistakes"], "are more than ten")
		return nil
	}
	for _, e := range listed {
		r.takes(e, []string{"name", "message", "scenario"}, nil)
		mistakes = append(mistakes, Mistake{r.text(e, "name"), r.text(e, "message"), r.bindings(e.inner["scenario"], x)})
		r.placeholders(e.inner["message"], x)
	}
	return mistakes
}

// choices reads at least two, exactly one of them right.
func (r *reader) choices(n *node, x *Exercise) (options []Option) {
	right := 0
	for _, e := range r.list(n, "choices") {
		r.takes(e, []string{"text", "why"}, []string{"right"})
		o := Option{r.text(e, "text"), r.text(e, "why"), r.flag(e, "right")}
		r.placeholders(e.inner["text"], x)
		r.placeholders(e.inner["why"], x)
		if slices.ContainsFunc(options, func(before Option) bool { return before.Text == o.Text && o.Text != "" }) {
			r.fail(e, "is the same as a choice before it")
		}
		if options = append(options, o); o.Right {
			right++
		}
	}
	if field := n.inner["choices"]; field != nil {
		switch {
		case len(options) < 2:
			r.fail(field, "must be at least two")
		case len(options) > maxOptions:
			r.fail(field, "are more than ten")
		case right != 1:
			r.fail(field, `must have exactly one with "right": true`)
		}
	}
	return options
}
