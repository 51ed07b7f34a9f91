package usage

import (
	"maps"
	"slices"
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

// inclusion finds out whether cached tokens are part of the input and reasoning of the output: the total says so where there
// is one, or else the names do. Anthropic's leave the cached tokens out of input_tokens; prompt_tokens holds them, whoever
// writes it.
func (r *reading) inclusion() {
	t := &r.record.Tokens
	cached := t.Read + t.Written + t.WrittenHour
	in, out, thought, all := t.Input, t.Output, t.Reasoning, r.at[total].n
	beside := r.cachedBeside()
	if !r.has(input) && r.has(uncached) {
		in, beside = r.at[uncached].n, true
	} else if r.has(input) && r.has(uncached) {
		r.checkUncached(in, cached)
	}
	thoughtsBeside := r.disjoint()
	switch {
	case !r.has(total):
	case r.has(uncached) && !r.has(input): // of a report by kinds
		thoughtsBeside = r.totals(in+out+cached, all, thought)
	case all == in+out && (cached == 0 || cached <= in) && (thought <= out):
		if beside && cached > 0 {
			r.note("The total shows that cached tokens are part of " + r.name(input, "input") + " here: they are not added to it.")
		}
		beside, thoughtsBeside = false, false
	case all == in+out+cached && thought <= out:
		if !beside && cached > 0 {
			r.note("The total shows that cached tokens lie beside " + r.name(input, "input") + ": they are added to the input.")
		}
		beside, thoughtsBeside = true, false
	case thought > 0 && all == in+out+thought && cached <= in:
		if !thoughtsBeside {
			r.note("The total shows that reasoning lies beside " + r.besideName() + ": it is added to the output.")
		}
		beside, thoughtsBeside = false, true
	case thought > 0 && all == in+out+thought+cached:
		r.note("The total shows that reasoning and cached tokens lie beside the other counts: they are added to them.")
		beside, thoughtsBeside = true, true
	case beside && all == in+out: // a tool's own sum, which leaves the cache out: the vendor's names say what they hold
		r.note(r.at[total].path + " leaves out the cached tokens.")
	case thought == 0 && all > in+out+cached && r.hidden():
		r.note("The total is " + digits(all-in-out) + " more than input and output: Google's thoughts, which " + r.name(output, "output") + " leaves out. They are added to the output.")
		t.Reasoning, out = all-in-out, out+all-in-out
		r.at[reasoning] = number{t.Reasoning, r.at[total].path}
	default:
		made := in + out
		if beside {
			made += cached
		}
		if thoughtsBeside {
			made += thought
		}
		r.fail(r.at[total].path, "is "+digits(all)+", but "+r.inner(input, "input")+" and "+r.inner(output, "output")+" make "+digits(made))
	}
	if thoughtsBeside {
		out += thought
	}
	if beside {
		in += cached
	}
	t.Input, t.Output = in, out
}

// totals checks the total of a report by kinds; it reports whether reasoning lies beside the output.
func (r *reading) totals(sum, all, thought int64) bool {
	if all != sum && all != sum+thought {
		r.fail(r.at[total].path, "is "+digits(all)+", but its parts make "+digits(sum))
	}
	return all != sum
}

// inner is the name of a quantity inside the usage object.
func (r *reading) inner(q quantity, otherwise string) string {
	name := r.name(q, otherwise)
	return name[strings.LastIndexByte(name, '.')+1:]
}

func (r *reading) besideName() string { return r.inner(output, "output") }

// cachedBeside reports whether the names say that cached tokens are not in the input.
func (r *reading) cachedBeside() bool {
	if r.seen["prompt_tokens"] != nil || r.otel() {
		return false
	}
	if r.disjoint() {
		return true
	}
	for _, name := range [...]string{
		"cache_read_input_tokens", "cache_creation_input_tokens", "cache_write_input_tokens", "cache_creation_tokens",
		"cache_read_input_token_count", "cache_write_input_token_count",
		"cache_creation.ephemeral_5m_input_tokens", "cache_creation.ephemeral_1h_input_tokens",
	} {
		if r.seen[name] != nil {
			return true
		}
	}
	return r.has(writtenOther) && r.record.Shape == Anthropic
}

// otel reports whether these are OpenTelemetry's attributes, whose input holds the cached tokens.
func (r *reading) otel() bool {
	return strings.Contains(r.root, "gen_ai.") || strings.Contains(r.root, "llm.")
}

// disjoint reports whether the object is Langfuse's of kinds, none of which holds another.
func (r *reading) disjoint() bool { return strings.HasSuffix(r.root, "usage_details.") }

// hidden reports whether this is Google's endpoint for OpenAI's clients, which leaves thoughts out of all but the total. The
// model says so; it is known by the caller, who leaves it in the record.
func (r *reading) hidden() bool { return strings.Contains(strings.ToLower(r.record.Model), "gemini") }

// checkUncached compares the input with its cached and uncached parts.
func (r *reading) checkUncached(in, cached int64) {
	miss := r.at[uncached]
	if made := miss.n + r.record.Tokens.Read; made != in && miss.n+cached != in && (miss.n != 0 || cached > in) {
		r.fail(r.at[input].path, "is "+digits(in)+", but "+r.inner(read, "cached tokens")+" and "+r.inner(uncached, "")+" make "+digits(made))
	}
}

// gemini reads usageMetadata: cached tokens are part of promptTokenCount; thoughts and the prompts of tools lie beside the
// other counts, and the total is the sum of the four.
func (r *reading) gemini() {
	t := &r.record.Tokens
	prompt, tools, answer := r.at[input].n, r.at[toolPrompt].n, r.at[output].n
	t.Reasoning += r.at[thoughts].n
	if r.has(thoughts) {
		r.at[reasoning] = r.at[thoughts]
	}
	t.Input, t.Output = prompt+tools, answer+t.Reasoning
	if made := t.Input + t.Output; r.has(total) && r.at[total].n != made {
		r.fail(r.at[total].path, "is "+digits(r.at[total].n)+", but prompt, tools, candidates and thoughts make "+digits(made))
	}
	r.within(t.Read, read, prompt, input)
	audio, image := r.modalities("prompt_tokens_details", prompt, input)
	toolAudio, toolImage := r.modalities("tool_use_prompt_tokens_details", tools, toolPrompt)
	t.Audio.Input, t.Image.Input = audio+toolAudio, image+toolImage
	t.Audio.Read, t.Image.Read = r.modalities("cache_tokens_details", t.Read, read)
	for _, list := range []string{"candidates_tokens_details", "response_tokens_details"} {
		audio, image := r.modalities(list, answer, output)
		t.Audio.Output, t.Image.Output = max(t.Audio.Output, audio), max(t.Image.Output, image)
	}
	if t.Audio.Read > t.Audio.Input {
		r.fail(r.name(read, "cached"), "is "+digits(t.Audio.Read)+" of audio, more than the "+digits(t.Audio.Input)+" that were sent")
	}
}

// modalities adds up a list of { modality, tokenCount }: documents and video are billed as images are. What a list leaves
// out is text.
func (r *reading) modalities(list string, whole int64, holder quantity) (audio, image int64) {
	all, last := int64(0), ""
	for _, m := range r.lists[list] {
		all, last = all+m.n, m.path
		switch m.name {
		case "audio":
			audio += m.n
		case "image", "video", "document":
			image += m.n
		}
	}
	if all > whole {
		r.fail(last, "is "+digits(all)+", more than the "+digits(whole)+" of "+r.name(holder, "total")+" that should hold it")
	}
	delete(r.lists, list)
	return audio, image
}

// unused names the numbers that are not zero and were not used.
func (r *reading) unused() {
	for _, n := range r.later {
		name := n.plain[len(r.root):]
		if n.field.Kind == "number" && n.field.Text != "0" && !strings.HasPrefix(name, "iterations.") && !isTime(name[strings.LastIndexByte(name, '.')+1:]) && (r.own || mayCount(name)) {
			r.record.Unused = append(r.record.Unused, Unused{n.field.Path, n.field.Text})
		}
	}
	delete(r.lists, "cache_details")
	for _, list := range slices.Sorted(maps.Keys(r.lists)) {
		for _, m := range r.lists[list] {
			if m.n > 0 {
				r.record.Unused = append(r.record.Unused, Unused{m.path, digits(m.n)})
			}
		}
	}
}

// mayCount reports whether a number among others may be one that is billed: its name has a unit, and is no limit.
func mayCount(name string) bool {
	for _, limit := range [...]string{"max", "limit", "budget", "remaining", "threshold", "min_"} {
		if strings.Contains(name, limit) {
			return false
		}
	}
	for _, unit := range [...]string{"token", "search", "cache", "audio", "image", "video", "seconds", "units", "requests", "queries", "pages", "characters", "credits"} {
		if strings.Contains(name, unit) && !isNoTokens(name) {
			return true
		}
	}
	return false
}
