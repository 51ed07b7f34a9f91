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
