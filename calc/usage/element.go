package usage

import (
	"strings"

	"threelimits/calc/fields"
)

// reader reads the usage objects of one record.
type reader struct {
	tree  *tree
	index int
	wrong []*Error
}

// element reads the usage objects of the record, or of one element of a list in it: roots, all in the folder within.
func (r *reader) element(roots []string, within string) (answers []*answer) {
	list := listOf(roots, within)
	if list == "" {
		a, err := r.answer(roots, within)
		if err != nil {
			r.wrong = append(r.wrong, err)
			return nil
		}
		return []*answer{a}
	}
	var outer []string
	before := len(r.wrong)
	for i := 0; i < len(roots); i++ {
		rest, ok := strings.CutPrefix(roots[i], list)
		if !ok {
			outer = append(outer, roots[i])
			continue
		}
		name, _, _ := strings.Cut(rest, ".")
		inner := list + name + "."
		end := i + 1
		for end < len(roots) && strings.HasPrefix(roots[end], inner) {
			end++
		}
		answers = append(answers, r.element(roots[i:end], inner)...)
		i = end - 1
	}
	if len(r.wrong) == before {
		for _, root := range outer {
			if err := r.restated(root, within, answers); err != nil {
				r.wrong = append(r.wrong, err)
			}
		}
	}
	return answers
}

// listOf is the outermost list, or object of models, whose elements hold different usage objects: each is a call of its own.
// "" is none.
func listOf(roots []string, within string) string {
	list := ""
	for i := 1; i < len(roots); i++ {
		a, b := roots[i-1], roots[i]
		at := 0
		for at < len(a) && at < len(b) && a[at] == b[at] {
			at++
		}
		at = strings.LastIndexByte(a[:at], '.') + 1
		nameA, _, _ := strings.Cut(a[at:], ".")
		nameB, _, _ := strings.Cut(b[at:], ".")
		if found := a[:at]; len(found) >= len(within) && (isIndex(nameA) && isIndex(nameB) || isOfModels(found)) && (list == "" || len(found) < len(list)) {
			list = found
		}
	}
	if list == "" { // one model alone is a list too: its name is there
		for _, root := range roots {
			at := strings.Index(root, "model_usage.")
			if at >= 0 && isOfModels(root[:at+len("model_usage.")]) && len(root) > at+len("model_usage.") && len(root) > len(within) && !strings.Contains(within, "model_usage.") {
				return root[:at+len("model_usage.")]
			}
		}
	}
	return list
}

// isOfModels reports whether a folder holds a usage object for each model: Claude Code's result has such.
func isOfModels(folder string) bool {
	return folder == "model_usage." || strings.HasSuffix(folder, ".model_usage.")
}

// restated checks that a usage object beside a list says nothing that its elements do not: the sum of them, or one of them.
func (r *reader) restated(root, within string, answers []*answer) *Error {
	one, err := readUsage(root, r.tree.inside(root), r.tree.about(root, within))
	if err != nil {
		return err
	}
	var sumIn, sumOut int64
	same := one.record.Tokens.Input == 0 && one.record.Tokens.Output == 0
	for _, a := range answers {
		in, out := a.counts()
		sumIn, sumOut = sumIn+in, sumOut+out
		if !same && in == one.record.Tokens.Input && out == one.record.Tokens.Output {
			same = true
			a.calls[0].better(one)
		}
	}
	if !same && (sumIn != one.record.Tokens.Input || sumOut != one.record.Tokens.Output) {
		return second(one, answers[0].calls[0])
	}
	return nil
}

func second(r *reading, first *Record) *Error {
	path := r.name(input, "")
	if !r.has(input) {
		path = r.name(output, r.record.Path)
	}
	at := first.Path
	if at == "" {
		at = "the one at the top"
	}
	return &Error{path, "is a second usage beside " + at + ", and they do not agree: give one record at a time"}
}

// better takes the lives of cache writes, reasoning and kinds from another usage object of the same call where this one has
// none, and what that one could not use.
func (r *Record) better(from *reading) {
	mine, theirs := &r.Tokens, &from.record.Tokens
	switch {
	case weight(theirs) > weight(mine):
		*mine = *theirs
		r.Shape, r.Path = from.record.Shape, from.record.Path
	case theirs.Read != mine.Read && theirs.Read != 0:
		r.Unused = append(r.Unused, Unused{from.name(read, "cached"), digits(theirs.Read)})
	}
	r.Searches = max(r.Searches, from.record.Searches)
	r.fill(&from.record)
	for _, u := range from.record.Unused {
		if !r.says(u.Value) {
			r.Unused = append(r.Unused, u)
		}
	}
}

// weight is how many kinds of tokens a record tells apart.
func weight(t *Tokens) (kinds int) {
	for _, n := range [...]int64{
		t.Read, t.Written, t.WrittenHour, t.WrittenHour, t.Reasoning, t.Audio.Input, t.Audio.Read, t.Audio.Output, t.Image.Input, t.Image.Read, t.Image.Output,
	} {
		if n != 0 {
			kinds++
		}
	}
	return kinds
}

// says reports whether a number is one of the record's counts, or what is left of its input or output.
func (r *Record) says(value string) bool {
	t := &r.Tokens
	for _, n := range [...]int64{t.Input, t.Output, t.Input + t.Output, t.Input - t.Read, t.Input - t.Read - t.Written - t.WrittenHour, t.Read, t.Written, t.WrittenHour,
		t.Written + t.WrittenHour, t.Reasoning, t.Output - t.Reasoning, t.Audio.Input, t.Audio.Read, t.Audio.Output, t.Image.Input, t.Image.Read, t.Image.Output, r.Searches} {
		if digits(n) == value {
			return true
		}
	}
	return false
}

// answer reads usage objects that are of one call.
func (r *reader) answer(roots []string, within string) (*answer, *Error) {
	t := r.tree
	var first *reading
	for _, root := range roots {
		about := t.about(root, within)
		about.Index = r.index
		one, err := readUsage(root, t.inside(root), about)
		if err != nil {
			return nil, err
		}
		if at := strings.Index(root, "model_usage."); at >= 0 && isOfModels(root[:at+len("model_usage.")]) {
			list := firstNames(one.given, strings.Count(root[:at], ".")+1)
			one.record.Model, one.record.Calls = strings.TrimSuffix(one.given[len(list):], "."), 0
		}
		switch {
		case first == nil || first.record.Tokens.Input == 0 && first.record.Tokens.Output == 0:
			first = one
		case one.record.Tokens.Input == 0 && one.record.Tokens.Output == 0:
		case one.record.Tokens.Input != first.record.Tokens.Input || one.record.Tokens.Output != first.record.Tokens.Output:
			return nil, second(one, &first.record)
		default:
			first.record.better(one)
		}
	}
	call := &first.record
	if call.Searches == 0 {
		call.Searches = t.searched(within)
	}
	t.strays(call, within)
	a := &answer{calls: []*Record{call}, chunk: t.folders[within+"candidates."] != nil || t.hasLeaf(within, "candidates"), ended: t.ended(within)}
	return a, t.iterations(a, first)
}

// hasLeaf reports whether a folder has a leaf of a name.
func (t *tree) hasLeaf(path, leaf string) (found bool) {
	t.scalars(path, func(name string, _ *fields.Field) { found = found || name == leaf })
	return found
}

// iterations makes of an answer the calls that it took, where its usage lists them: compaction and advisors are beside its
// sums, at the price of their own model (https://platform.claude.com/docs/en/build-with-claude/compaction#understanding-usage).
func (t *tree) iterations(a *answer, r *reading) *Error {
	prefix := r.root + "iterations."
	var calls, beside []*Record
	var in, out int64
	for i := 0; ; i++ {
		root := prefix + digits(int64(i)) + "."
		if t.folders[root] == nil {
			break
		}
		about := r.record
		about.Tokens, about.Searches, about.Unused, about.Notes = Tokens{}, 0, nil, nil
		kind := ""
		t.scalars(root, func(name string, f *fields.Field) {
			switch {
			case name == "model" && f.Kind == "string":
				about.Model = f.Text
			case name == "type":
				kind = f.Text
			}
		})
		one, err := readUsage(root, under(t.stretch(root), root), about)
		if err != nil {
			return err
		}
		call := &one.record
		call.Shape = r.record.Shape
		calls = append(calls, call)
		if kind == "" || kind == "message" {
			in, out = in+call.Tokens.Input, out+call.Tokens.Output
			continue
		}
		call.Notes = append(call.Notes, "A call of its own within this answer: "+short(kind)+".")
		beside = append(beside, call)
	}
	first := a.calls[0]
	switch {
	case len(calls) == 0 || len(calls) == 1 && len(beside) == 0 && in == first.Tokens.Input && out == first.Tokens.Output:
	case in == first.Tokens.Input && out == first.Tokens.Output:
		calls[0].Searches, calls[0].Unused, calls[0].Notes = first.Searches, first.Unused, append(first.Notes, calls[0].Notes...)
		a.calls = calls
	default:
		a.calls = append(a.calls, beside...)
		first.Notes = append(first.Notes, "The iterations of type message do not add up to the usage itself: it is the usage that counts.")
	}
	return nil
}

// searched counts the web searches among the items of an answer, where its usage does not: OpenAI's items are billed by the
// search, not by opening a page (https://platform.openai.com/docs/guides/tools-web-search); Gemini's by the query
// (https://ai.google.dev/gemini-api/docs/google-search).
func (t *tree) searched(within string) (count int64) {
	for _, n := range t.stretch(within) {
		if !strings.HasPrefix(n.plain, within) {
			continue
		}
		item, name := n.folder(), n.plain[strings.LastIndexByte(n.plain, '.')+1:]
		switch {
		case name == "type" && n.field.Text == "web_search_call":
			action := "search"
			t.scalars(item+"action.", func(name string, f *fields.Field) {
				if name == "type" {
					action = f.Text
				}
			})
			if action == "search" {
				count++
			}
		case isIndex(name) && strings.HasSuffix(item, ".web_search_queries."):
			count++
		}
	}
	return count
}

// strays names counts that stand outside the usage object, such as those of a tool beside it, and are none of its own.
func (t *tree) strays(call *Record, within string) {
	for _, n := range t.stretch(within) {
		if !strings.HasPrefix(n.plain, within) || n.field.Kind != "number" || n.field.Text == "0" {
			continue
		}
		name := n.plain[strings.LastIndexByte(n.plain, '.')+1:]
		if !strings.Contains(name, "token") || !mayCount(name) || quantityOf(name) == part ||
			t.folders[n.folder()].owner != nobody || isOfRequest(n.plain[len(within):]) || call.says(n.field.Text) {
			continue
		}
		call.Unused = append(call.Unused, Unused{n.field.Path, n.field.Text})
	}
}

// isOfRequest reports whether a path is of what was sent or set, not of what came back.
func isOfRequest(path string) bool {
	for _, folder := range [...]string{
		"request.", "tools.", "config.", "parameters.", "settings.", "messages.", "contents.", "input.", "headers.",
		"total_token_usage.", "rate_limits.",
	} {
		if strings.Contains("."+path, "."+folder) || strings.Contains(path, "_"+folder) {
			return true
		}
	}
	return false
}

// ended reports whether an answer says why it stopped.
func (t *tree) ended(within string) bool {
	for _, n := range t.stretch(within) {
		if strings.HasSuffix(n.plain, "finish_reason") && n.field.Kind == "string" && strings.HasPrefix(n.plain, within) {
			return true
		}
	}
	return false
}
