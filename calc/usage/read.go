package usage

import (
	"strings"

	"threelimits/calc/fields"
)

// node is a leaf with its path in plain spelling.
type node struct {
	field *fields.Field
	plain string
}

func (n *node) folder() string { return n.plain[:strings.LastIndexByte(n.plain, '.')+1] }

// number is a count with the field that says it.
type number struct {
	n    int64
	path string // as it was given; "" is not there
}

// modality is an element of one of Gemini's lists, or of Bedrock's list of lives.
type modality struct {
	index, name string
	number
}

// reading is one usage object being read.
type reading struct {
	root   string // its path in plain spelling, with a point at its end; "" is the top
	given  string // the same as it was given
	own    bool   // it is a usage object and nothing else: whatever number it has matters
	at     [quantities]number
	lists  map[string][]modality
	seen   map[string]*fields.Field // the leaves that are used, by their names inside
	later  []node                   // the leaves that are not understood
	record Record
	err    *Error // the first
}

// readUsage reads the usage object at root; nodes are its leaves, about what is known of it from beside it.
func readUsage(root string, nodes []node, about Record) (*reading, *Error) {
	r := reading{root: root, own: isUsage(root), seen: map[string]*fields.Field{}, record: about}
	if len(nodes) > 0 {
		r.given = firstNames(nodes[0].field.Path, strings.Count(root, "."))
	}
	for _, n := range nodes {
		r.take(n)
	}
	if r.err == nil {
		r.record.Shape = r.shape()
		r.record.Path = strings.TrimSuffix(r.given, ".")
		r.sum()
		r.unused()
	}
	return &r, r.err
}

// firstNames is the first so many names of a path, with a point at their end.
func firstNames(path string, count int) string {
	end := 0
	for range count {
		end += strings.IndexByte(path[end:], '.') + 1
	}
	return path[:end]
}

// isUsage reports whether a folder by its name holds usage alone.
func isUsage(root string) bool {
	folder := strings.TrimSuffix(root, ".")
	folder = folder[strings.LastIndexByte(folder, '.')+1:]
	return strings.Contains(folder, "usage") || strings.Contains(folder, "tokens") || folder == "token_count" || folder == "billed_units"
}

// take keeps one leaf under what it counts.
func (r *reading) take(n node) {
	name := n.plain[len(r.root):]
	if list, rest, ok := listed(name); ok && (rest == "modality" || rest == "token_count" || rest == "ttl" || rest == "input_tokens" && list != "iterations") {
		r.element(list, rest, n)
		return
	}
	q := quantityOf(name)
	if q == part {
		return
	}
	if q == unknown {
		r.later = append(r.later, n)
		return
	}
	if before := r.seen[name]; before != nil && before.Text != n.field.Text {
		r.fail(n.field.Path, "is given twice")
		return
	}
	if n.field.Kind == "null" || n.field.Kind == "object" || n.field.Kind == "array" {
		return
	}
	r.seen[name] = n.field
	count, ok := whole(n.field)
	if !ok {
		r.fail(n.field.Path, "is "+short(n.field.Text)+"; accepted are whole numbers of tokens, from 0")
		return
	}
	switch before := r.at[q]; {
	case before.path == "" || before.n == 0 && count > 0:
		r.at[q] = number{count, n.field.Path}
	case q == writtenOther:
		r.at[q].n += count
	case count == before.n || count == 0:
	case q == input || q == output:
		r.fail(n.field.Path, "is "+digits(count)+" beside the "+digits(before.n)+" of "+before.path+": the same tokens would count twice")
	default:
		r.later = append(r.later, n)
	}
}

// listed splits a name such as "prompt_tokens_details.0.token_count" into its list and what follows the index.
func listed(name string) (list, rest string, ok bool) {
	list, rest, ok = strings.Cut(name, ".")
	if !ok {
		return "", "", false
	}
	index, rest, ok := strings.Cut(rest, ".")
	return list, rest, ok && isIndex(index)
}

func isIndex(name string) bool { return name != "" && strings.Trim(name, "0123456789") == "" }

// element keeps what a list says: { modality, tokenCount } of Gemini's, { ttl, inputTokens } of Bedrock's, in any order.
func (r *reading) element(list, rest string, n node) {
	if r.lists == nil {
		r.lists = map[string][]modality{}
	}
	index, _, _ := strings.Cut(n.plain[len(r.root)+len(list)+1:], ".")
	elements := r.lists[list]
	if len(elements) == 0 || elements[len(elements)-1].index != index {
		elements = append(elements, modality{index: index})
	}
	last := &elements[len(elements)-1]
	if rest == "modality" || rest == "ttl" {
		last.name = strings.ToLower(n.field.Text)
	} else {
		count, ok := whole(n.field)
		if !ok {
			r.fail(n.field.Path, "is "+short(n.field.Text)+"; accepted are whole numbers of tokens, from 0")
		}
		last.number = number{count, n.field.Path}
	}
	r.lists[list] = elements
}

func (r *reading) fail(path, message string) {
	if r.err == nil {
		r.err = &Error{path, message}
	}
}

func (r *reading) has(q quantity) bool { return r.at[q].path != "" }

// name is the path of a quantity, or what it would be called.
func (r *reading) name(q quantity, otherwise string) string {
	if r.has(q) {
		return r.at[q].path
	}
	return r.given + otherwise
}

func (r *reading) note(text string) { r.record.Notes = append(r.record.Notes, text) }

// shape says whose usage object this is, by names that no other's has.
func (r *reading) shape() string {
	chat := false
	for name := range r.seen {
		switch {
		case strings.HasSuffix(name, "token_count") && !strings.Contains(name, ".") && r.seen["input_token_count"] == nil && r.seen["output_token_count"] == nil:
			return Gemini
		case name == "prompt_tokens" || name == "completion_tokens":
			chat = true
		}
	}
	if chat {
		return OpenAIChat
	}
	for name := range r.seen {
		for _, mark := range [...]string{
			"cache_creation", "cache_read_input_tokens", "cache_write_input_tokens", "server_tool_use", "out.thinking_tokens",
			"output_tokens_details.thinking_tokens", "uncached_input_tokens",
		} {
			if strings.HasPrefix(name, mark) && !strings.HasSuffix(name, ".input_tokens") {
				return Anthropic
			}
		}
	}
	for _, n := range r.later {
		if name := n.plain[len(r.root):]; name == "inference_geo" || strings.HasPrefix(name, "iterations") {
			return Anthropic
		}
	}
	return OpenAIResponses
}

// sum makes of the numbers what the record says: sums that hold one another.
func (r *reading) sum() {
	t := &r.record.Tokens
	at := func(q quantity) int64 { return r.at[q].n }
	t.Input, t.Read, t.Output, t.Reasoning = at(input), at(read), at(output), at(reasoning)
	r.lives()
	if r.record.Shape == Gemini {
		r.gemini()
	} else {
		r.inclusion()
	}
	if r.err != nil {
		return
	}
	if r.record.Shape != Gemini {
		t.Audio = Kind{at(audioIn), at(audioRead), at(audioOut)}
		t.Image = Kind{at(imageIn) + at(videoIn), at(imageRead), at(imageOut) + at(videoOut)}
	}
	r.within(t.Reasoning, reasoning, t.Output, output)
	r.within(t.Read, read, t.Input, input)
	r.within(t.Read+t.Written+t.WrittenHour, written, t.Input, input)
	kinds := func(audio, image quantity) quantity {
		if r.has(audio) {
			return audio
		}
		return image
	}
	r.within(t.Audio.Input+t.Image.Input, kinds(audioIn, imageIn), t.Input, input)
	r.within(t.Audio.Output+t.Image.Output+t.Reasoning, kinds(audioOut, imageOut), t.Output, output)
	r.within(t.Audio.Read+t.Image.Read, kinds(audioRead, imageRead), t.Read, read)
	for _, k := range []*Kind{&t.Audio, &t.Image} { // what was read of a kind is of what was sent of it
		k.Read = min(k.Read, k.Input)
	}
	r.record.Searches = at(searches)
	switch {
	case r.has(requests):
		r.record.Calls = max(1, at(requests))
	case r.has(uncached) && !r.has(input): // a report's row, of who knows how many
		r.record.Calls = 0
	}
}

// within checks that a part is not larger than what holds it.
func (r *reading) within(amount int64, of quantity, whole int64, holder quantity) {
	if amount > whole {
		r.fail(r.name(of, "total"), "is "+digits(amount)+", more than the "+digits(whole)+" of "+r.name(holder, "total")+" that should hold it")
	}
}

// lives splits what was written to a cache by how long it is kept: for 5 minutes unless something says otherwise.
func (r *reading) lives() {
	t := &r.record.Tokens
	for _, life := range r.lists["cache_details"] {
		switch life.name {
		case "5m":
			r.add(writtenFive, life.number)
		case "1h":
			r.add(writtenHour, life.number)
		default:
			r.add(writtenOther, life.number)
		}
	}
	five, hour, other, all := r.at[writtenFive], r.at[writtenHour], r.at[writtenOther], r.at[written]
	parts := five.n + hour.n + other.n
	switch {
	case parts == 0:
		t.Written = all.n
		if all.n > 0 && (five.path != "" || hour.path != "") {
			r.note("How long the cache keeps " + all.path + " is not said: 5 minutes are taken.")
		}
	case all.n != 0 && all.n != parts:
		r.fail(all.path, "is "+digits(all.n)+", but the parts of cache_creation make "+digits(parts))
	default:
		t.Written, t.WrittenHour = five.n, hour.n+other.n
		r.at[written] = number{parts, r.name(written, r.name(writtenFive, ""))}
		if other.n > 0 {
			r.record.Unused = append(r.record.Unused, Unused{other.path, digits(other.n)})
			r.note("The price of a cache write with the life of " + other.path + " is not known: that of an hour stands in for it.")
		}
	}
}

func (r *reading) add(q quantity, more number) {
	r.at[q] = number{r.at[q].n + more.n, more.path}
}
