package usage

import (
	"slices"
	"strings"

	"threelimits/calc/fields"
)

// Log reads the records of a text and says which calls they are. Records of one call become one: of several with one id the
// one with the highest counts holds, whole, never their sum; the events of a stream of Anthropic's complete each other.
type Log struct {
	// Repeats is how many records repeat a call that is there already, or complete it; Passed, how many are events of a stream
	// or rows of a log that report no usage.
	Repeats, Passed int

	answers []*answer
	byKey   map[string]*answer
	stream  *answer        // of Anthropic's, that is not at its end
	started []fields.Field // its first event
	partial *answer        // a chunk of Gemini's without an id that has not ended
	model   string         // of the turn, in a log of Codex'
}

// answer is one answer of an API: one call, or with its iterations several.
type answer struct {
	calls   []*Record
	key     string // what its repetitions have in common, where they have anything; it is its id, as a rule
	sum     bool   // of all calls of a session so far
	repeats int
	chunk   bool // it has candidates, as Gemini's chunks do
	ended   bool // a chunk of it said why it stopped
}

func (a *answer) counts() (in, out int64) {
	for _, c := range a.calls {
		in, out = in+c.Tokens.Input, out+c.Tokens.Output
	}
	return in, out
}

func NewLog() *Log { return &Log{byKey: map[string]*answer{}} }

// Calls are all calls so far, in the order of the text.
func (l *Log) Calls() []*Record {
	var calls []*Record
	for _, a := range l.answers {
		if a.repeats > 0 {
			for _, c := range a.calls {
				said := " records are of this call: the fullest of them counts, once."
				if a.sum {
					said = " records are of this session, of which this is the sum: it counts, once."
				}
				c.Notes = append(slices.Clip(c.Notes), digits(int64(a.repeats+1))+said)
			}
		}
		calls = append(calls, a.calls...)
	}
	return calls
}

// Add reads one record; index is its place in the text. Errors leave out what was wrong. A record without a usage object is an
// error only where nothing shows that it is an event or a row of something else.
func (l *Log) Add(index int, leaves []fields.Field) []*Error {
	event := eventOf(leaves)
	if event == "message_delta" && l.stream != nil {
		return l.complete(leaves)
	}
	t := plant(leaves)
	if len(t.roots) == 0 {
		if event == "message_stop" {
			l.stream = nil
		}
		if event == "" {
			return []*Error{NoUsage()}
		}
		if event == "turn_context" {
			t.scalars("payload.", func(name string, f *fields.Field) {
				if name == "model" {
					l.model = f.Text
				}
			})
		}
		l.Passed++
		return nil
	}
	if event == "message_stop" { // with Amazon Bedrock's repetition of the counts
		l.stream, l.Passed = nil, l.Passed+1
		return nil
	}
	r := reader{tree: t, index: index}
	answers := r.element(t.roots, "")
	for _, a := range answers {
		first := a.calls[0]
		a.key = first.ID
		switch {
		case event == "result" && first.Session != "":
			a.key, a.sum = "session "+first.Session+" "+first.Model, true
		case event == "event_msg":
			a.key = t.running()
			if first.Model == "" {
				first.Model = l.model
			}
		}
	}
	l.forget(answers)
	for _, a := range answers {
		kept := l.join(a)
		if event == "message_start" {
			l.stream, l.started = kept, leaves
		}
	}
	return r.wrong
}

// eventOf is the type of an event of a stream, or of a row of a log, that may report no usage; "" is neither.
func eventOf(leaves []fields.Field) string {
	for i := range leaves {
		switch f := &leaves[i]; f.Path {
		case "type", "event":
			if f.Kind == "string" {
				return f.Text
			}
		case "object":
			if f.Text == "chat.completion.chunk" {
				return f.Text
			}
		case "usage", "usageMetadata":
			if f.Kind == "null" {
				return "null"
			}
		}
	}
	return ""
}

// complete puts the counts of a message_delta into the message_start of its stream, in the place of those of the same name.
func (l *Log) complete(leaves []fields.Field) []*Error {
	merged := slices.Clone(l.started)
	for _, f := range leaves {
		inside, ok := strings.CutPrefix(f.Path, "usage.")
		if !ok {
			continue
		}
		f.Path = "message.usage." + inside
		if at := slices.IndexFunc(merged, func(o fields.Field) bool { return o.Path == f.Path }); at < 0 {
			merged = append(merged, f)
		} else if f.Kind != "null" && f.Text != "0" { // a count that is there is not undone
			merged[at] = f
		}
	}
	r := reader{tree: plant(merged), index: l.stream.calls[0].Index}
	for _, a := range r.element(r.tree.roots, "") {
		l.stream.calls, l.started = a.calls, merged
		l.Repeats++
	}
	return r.wrong
}

// running is Codex' running total, which a record that is written again repeats.
func (t *tree) running() (key string) {
	t.scalars("payload.info.total_token_usage.", func(name string, f *fields.Field) { key += name + f.Text + " " })
	return key
}

// forget takes out the calls of a session whose sum has come, as Claude Code writes it at the end of a stream: the records
// before it have the counts of unfinished answers.
func (l *Log) forget(answers []*answer) {
	if len(answers) == 0 || !answers[0].sum {
		return
	}
	before := len(l.answers)
	l.answers = slices.DeleteFunc(l.answers, func(a *answer) bool {
		gone := !a.sum && a.calls[0].Session == answers[0].calls[0].Session && strings.HasPrefix(a.calls[0].Path, "message.")
		if gone {
			delete(l.byKey, a.key)
		}
		return gone
	})
	answers[0].repeats += before - len(l.answers)
	l.Repeats += before - len(l.answers)
}

// join adds an answer, or makes it one with the records of its key; it returns the one that is in the log.
func (l *Log) join(a *answer) *answer {
	before := l.byKey[a.key]
	if a.key == "" {
		before = l.chunkBefore(a)
	}
	if before != nil && a.sum { // a session that was taken up again begins anew
		in, out := before.counts()
		if newIn, newOut := a.counts(); newIn < in || newOut < out {
			before = nil
		}
	}
	if before == nil {
		l.answers = append(l.answers, a)
		l.partial = nil
		if a.key != "" {
			l.byKey[a.key] = a
		} else if a.chunk && !a.ended {
			l.partial = a
		}
		return a
	}
	l.Repeats++
	before.repeats++
	before.ended = before.ended || a.ended
	in, out := before.counts()
	newIn, newOut := a.counts()
	if newOut > out || newOut == out && newIn >= in {
		for _, c := range a.calls {
			c.fill(before.calls[0])
		}
		before.calls = a.calls
	}
	return before
}

// chunkBefore is the answer of which a record without an id is the next chunk: Gemini's count from the beginning of the
// answer in each, and send the same prompt; the answer is at its end with its finishReason.
func (l *Log) chunkBefore(a *answer) *answer {
	if l.partial == nil || l.partial.ended || len(a.calls) != 1 || !a.chunk {
		return nil
	}
	before, now := l.partial.calls[0], a.calls[0]
	if before.Model != now.Model || before.Tokens.Input != now.Tokens.Input || before.Tokens.Output > now.Tokens.Output {
		return nil
	}
	return l.partial
}

// fill takes from another record of the same call what this one does not say.
func (r *Record) fill(from *Record) {
	for _, pair := range [...][2]*string{{&r.Model, &from.Model}, {&r.Service, &from.Service}, {&r.Speed, &from.Speed}, {&r.Geo, &from.Geo}} {
		if *pair[0] == "" {
			*pair[0] = *pair[1]
		}
	}
	if r.Day == "" {
		r.Day, r.Minute, r.Time = from.Day, from.Minute, from.Time
	}
	r.Batch, r.Azure = r.Batch || from.Batch, r.Azure || from.Azure
}

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
