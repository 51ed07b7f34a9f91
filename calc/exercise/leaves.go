package exercise

import (
	"slices"
	"strconv"
	"strings"

	"threelimits/calc/fault"
)

// Leaf is one leaf of a JSON file: the names and indices that lead to it, the type of the value ("number", "string", "boolean",
// "null", or "array" and "object" for empty ones), its text, and its line, 0 where that is not known.
type Leaf struct {
	Path       []string
	Kind, Text string
	Line       int
}

// Problem is something wrong with a file: a sentence, and where it stands.
type Problem struct {
	Line    int // 0: not known
	Path    string
	Message string
}

func (p *Problem) String() string {
	where := p.Path
	if p.Line > 0 {
		where = strings.TrimSuffix("line "+strconv.Itoa(p.Line)+", "+where, ", ")
	}
	if where == "" {
		return p.Message
	}
	return where + ": " + p.Message
}

// What is read of a file.
const (
	maxLeaves   = 5_000
	maxDepth    = 8
	maxText     = 4_000 // bytes of one text
	maxProblems = 50
)

// node is a value of the file.
type node struct {
	path, kind, text string // kind is "" for what holds others
	line             int
	names            []string // in the file's order
	inner            map[string]*node
}

// reader takes a file apart and gathers what is wrong with it.
type reader struct {
	problems []Problem
	lines    map[string]int
}

func (r *reader) fail(n *node, message string) { r.failAt(n, n.path, message) }

func (r *reader) failAt(n *node, path, message string) {
	if len(r.problems) < maxProblems {
		r.problems = append(r.problems, Problem{n.line, path, sentence(message)})
	}
}

func sentence(message string) string {
	if strings.HasSuffix(message, "?") {
		return message
	}
	return message + "."
}

// tree puts the leaves together again; nil, and a problem, where that cannot be.
func (r *reader) tree(leaves []Leaf) *node {
	root := &node{inner: map[string]*node{}}
	if len(leaves) > maxLeaves {
		r.fail(root, "The file has "+strconv.Itoa(len(leaves))+" values; accepted are "+strconv.Itoa(maxLeaves))
		return nil
	}
	r.lines = map[string]int{}
	for i := range leaves {
		l := &leaves[i]
		if len(l.Path) > maxDepth {
			r.fail(&node{path: strings.Join(l.Path[:maxDepth], "."), line: l.Line}, "is nested more deeply than anything in such a file")
			return nil
		}
		at := root
		for depth, name := range l.Path {
			path := strings.Join(l.Path[:depth+1], ".")
			next := at.inner[name]
			if next == nil {
				next = &node{path: path, line: l.Line, inner: map[string]*node{}}
				at.inner[name] = next
				at.names = append(at.names, name)
				r.lines[path] = l.Line
			} else if next.kind != "" || depth == len(l.Path)-1 {
				r.fail(next, "is given twice")
				return nil
			}
			at = next
		}
		at.kind, at.text, at.line = l.Kind, l.Text, l.Line
	}
	if schema := root.inner["$schema"]; schema != nil && schema.kind == "string" { // for the editor it was written in
		delete(root.inner, "$schema")
		root.names = slices.DeleteFunc(root.names, func(name string) bool { return name == "$schema" })
	}
	return root
}

// takes reports names that an object does not take, and required ones that are missing.
func (r *reader) takes(n *node, required, optional []string) {
	if n.kind != "" && n.kind != "object" {
		r.fail(n, "must be an object with "+strings.Join(required, ", "))
		return
	}
	for _, name := range n.names {
		if !slices.Contains(required, name) && !slices.Contains(optional, name) {
			accepted := slices.Concat(required, optional)
			meant := ""
			if near := nearest(name, accepted); near != "" {
				meant = ". Did you mean " + near + "?"
			}
			r.fail(n.inner[name], "is not a field; here are accepted "+strings.Join(accepted, ", ")+meant)
		}
	}
	for _, name := range required {
		if n.inner[name] == nil {
			r.failAt(n, strings.TrimPrefix(n.path+"."+name, "."), "is missing")
		}
	}
}

// text reads a text that is there and not empty.
func (r *reader) text(n *node, name string) string {
	field := n.inner[name]
	switch {
	case field == nil:
		return ""
	case field.kind != "string" || strings.TrimSpace(field.text) == "":
		r.fail(field, "must be a text")
	case len(field.text) > maxText:
		r.fail(field, "is longer than "+strconv.Itoa(maxText)+" bytes")
	default:
		return field.text
	}
	return ""
}

// oneOf reads a text that is one of a few.
func (r *reader) oneOf(n *node, name string, accepted ...string) string {
	text := r.text(n, name)
	if text != "" && !slices.Contains(accepted, text) {
		r.fail(n.inner[name], fault.Quote(text)+" is not accepted here; accepted is "+strings.Join(accepted, ", "))
	}
	return text
}

func (r *reader) flag(n *node, name string) bool {
	field := n.inner[name]
	if field != nil && field.kind != "boolean" {
		r.fail(field, "must be true or false")
	}
	return field != nil && field.text == "true"
}

// list is the elements of an array.
func (r *reader) list(n *node, name string) (elements []*node) {
	field := n.inner[name]
	if field == nil || field.kind == "array" {
		return nil
	}
	for i, index := range field.names {
		if index != strconv.Itoa(i) {
			r.fail(field, "must be a list")
			return nil
		}
		elements = append(elements, field.inner[index])
	}
	if field.kind != "" {
		r.fail(field, "must be a list")
	}
	return elements
}

// texts reads a list of texts.
func (r *reader) texts(n *node, name string) (texts []string) {
	for _, e := range r.list(n, name) {
		if e.kind != "string" || strings.TrimSpace(e.text) == "" || len(e.text) > maxText {
			r.fail(e, "must be a text of at most "+strconv.Itoa(maxText)+" bytes")
			continue
		}
		texts = append(texts, e.text)
	}
	return texts
}
