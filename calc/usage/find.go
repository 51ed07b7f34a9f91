package usage

import (
	"slices"
	"strings"

	"threelimits/calc/fields"
)

// tree is the leaves of one record by the folder that they stand in.
type tree struct {
	nodes   []node
	folders map[string]*folder // by their path in plain spelling, with a point at its end
	roots   []string           // of the usage objects, in the order of the text
}

// folder is where its own leaves are among the nodes, and the stretch in which all that is in it lies.
type folder struct {
	own         []int
	first, last int
	owner       owner
}

// owner is the usage object that a folder belongs to, by its place among the roots.
type owner int

const (
	nobody  owner = -1
	ignored owner = -2 // a usage object that says again what another one does
)

// plant puts the leaves into folders and finds the usage objects.
func plant(leaves []fields.Field) *tree {
	t := tree{nodes: make([]node, 0, len(leaves)), folders: make(map[string]*folder, 8)}
	for i := range leaves {
		t.nodes = append(t.nodes, node{field: &leaves[i], plain: plainName(leaves[i].Path)})
	}
	t.spread()
	var marked []string
	sides := map[string][2]bool{} // whether a folder has an input and an output
	for i := range t.nodes {
		n := &t.nodes[i]
		path := n.folder()
		t.put(path, i)
		root, in, out := mark(path, n)
		if !in && !out {
			continue
		}
		before, known := sides[root]
		if !known {
			marked = append(marked, root)
		}
		sides[root] = [2]bool{before[0] || in, before[1] || out}
	}
	owners := map[string]owner{}
	for _, root := range marked {
		if holder, ok := holderOf(root, sides); ok && (!sides[root][0] || !sides[root][1] || strings.Contains(root[len(holder):], "iterations.")) {
			continue // a detail of the usage object around it
		}
		if isRepeated(root, sides) {
			owners[root] = ignored
			continue
		}
		owners[root] = owner(len(t.roots))
		t.roots = append(t.roots, root)
	}
	for i := range t.nodes {
		if f := t.folders[t.nodes[i].folder()]; len(f.own) > 0 && f.own[0] == i {
			f.owner = ownerOf(t.nodes[i].folder(), owners)
		}
	}
	return &t
}

// put enters a leaf into its folder, and into the stretches of those around it.
func (t *tree) put(path string, i int) {
	for at := len(path); at >= 0; at-- {
		if at > 0 && path[at-1] != '.' {
			continue
		}
		f := t.folders[path[:at]]
		if f == nil {
			f = &folder{first: i}
			t.folders[path[:at]] = f
		}
		f.last = i
		if at == len(path) {
			f.own = append(f.own, i)
		}
	}
}

// ownerOf is the nearest usage object at or around a folder.
func ownerOf(path string, owners map[string]owner) owner {
	for at := len(path); at >= 0; at-- {
		if at == 0 || path[at-1] == '.' {
			if o, ok := owners[path[:at]]; ok {
				return o
			}
		}
	}
	return nobody
}

// mark tells whether a leaf is the input or the output of a usage object, and which.
func mark(folder string, n *node) (root string, in, out bool) {
	name := n.plain[len(folder):]
	switch {
	case strings.Contains(folder, "cost_details."):
	case inputs[name] || outputs[name]:
		return folder, inputs[name], outputs[name]
	case n.field.Kind != "number":
	case name == "total" && strings.HasSuffix(folder, "input_tokens."):
		return strings.TrimSuffix(folder, "input_tokens."), true, false
	case name == "total" && strings.HasSuffix(folder, "output_tokens."):
		return strings.TrimSuffix(folder, "output_tokens."), false, true
	case name == "input" || name == "output" || name == "prompt" || name == "completion":
		last := strings.TrimSuffix(folder, ".")
		if folders[last[strings.LastIndexByte(last, '.')+1:]] {
			return folder, name == "input" || name == "prompt", name == "output" || name == "completion"
		}
	}
	return "", false, false
}

// holderOf is the nearest usage object that a folder stands in.
func holderOf(root string, sides map[string][2]bool) (holder string, ok bool) {
	for at := len(root) - 1; at >= 0; at-- {
		if at == 0 || root[at-1] == '.' {
			if _, ok := sides[root[:at]]; ok {
				return root[:at], true
			}
		}
	}
	return "", false
}

// isRepeated reports whether a usage object stands beside another one of the same call that is to be preferred: Cohere's
// tokens beside its billed_units (https://docs.cohere.com/reference/chat), and the running total beside the last call of
// Codex.
func isRepeated(root string, sides map[string][2]bool) bool {
	if strings.HasPrefix(root, "tool_use_result.") { // Claude Code's sum of an agent's calls, which have records of their own
		return true
	}
	for _, pair := range [...][2]string{{"total_token_usage.", "last_token_usage."}, {"tokens.", "billed_units."}} {
		if before, ok := strings.CutSuffix(root, pair[0]); ok {
			if _, ok := sides[before+pair[1]]; ok {
				return true
			}
		}
	}
	return false
}

// spread gives the attributes of OpenTelemetry's JSON, lists of { key, value: { intValue } }, the paths they would have as an
// object: https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding.
func (t *tree) spread() {
	var keys map[string]string // by the path of the attribute
	for i := range t.nodes {
		if at, ok := strings.CutSuffix(t.nodes[i].plain, ".key"); ok && isAttribute(at) {
			if keys == nil {
				keys = map[string]string{}
			}
			keys[at] = t.nodes[i].field.Text
		}
	}
	if keys == nil {
		return
	}
	for i := range t.nodes {
		n := &t.nodes[i]
		at, kind, ok := strings.Cut(n.plain, ".value.")
		key, known := keys[at]
		if !ok || !known {
			continue
		}
		path := at[:strings.LastIndexByte(at, '.')+1] + key
		f := fields.Field{Path: path, Kind: n.field.Kind, Text: n.field.Text}
		if kind == "int_value" || kind == "double_value" {
			f.Kind = "number" // 64 bits are text in this JSON
		}
		*n = node{&f, plainName(path)}
	}
}

// isAttribute reports whether a path ends in a list of attributes and an index.
func isAttribute(path string) bool {
	at := strings.LastIndexByte(path, '.')
	return at > 0 && isIndex(path[at+1:]) && strings.HasSuffix(path[:at], "attributes")
}

// stretch is where all leaves of a folder lie; with those of others between them where a text is put together.
func (t *tree) stretch(path string) []node {
	f := t.folders[path]
	if f == nil {
		return nil
	}
	return t.nodes[f.first : f.last+1]
}

// inside are the leaves of a usage object, without those of others in it.
func (t *tree) inside(root string) []node {
	var found []node
	place := owner(slices.Index(t.roots, root))
	for _, n := range t.stretch(root) {
		if strings.HasPrefix(n.plain, root) && t.folders[n.folder()].owner == place {
			found = append(found, n)
		}
	}
	return found
}

// under are those leaves that are in a folder.
func under(nodes []node, path string) []node {
	return slices.DeleteFunc(slices.Clone(nodes), func(n node) bool { return !strings.HasPrefix(n.plain, path) })
}

// scalars calls use with every leaf of a folder.
func (t *tree) scalars(path string, use func(name string, f *fields.Field)) {
	if f := t.folders[path]; f != nil {
		for _, i := range f.own {
			use(t.nodes[i].plain[len(path):], t.nodes[i].field)
		}
	}
}

// about is what stands beside a usage object and in the folders around it: model, service, time and id, the nearest first.
// within is the element of a list that the call is: ids are not taken from outside it, where they are of all its elements.
func (t *tree) about(root, within string) Record {
	r := Record{Minute: -1, Calls: 1}
	found := lookup{record: &r}
	for at := len(root); at >= 0; at-- {
		if at > 0 && root[at-1] != '.' {
			continue
		}
		path := root[:at]
		found.ids, found.timed, found.rank = len(path) >= len(within), r.Day != "", len(times)
		t.scalars(path, found.take)
		for _, beside := range [...]string{"response.", "response_metadata.", "message.", "request.", "metadata.", "models_used.", "service_tier."} {
			if inner := path + beside; inner != root && t.folders[inner] != nil {
				found.beside = beside
				t.scalars(inner, found.takeBeside)
			}
		}
		r.Azure = r.Azure || t.folders[path+"prompt_filter_results."] != nil
		if t.folders[path+"models_used."] != nil {
			r.Calls = 0
		}
	}
	r.Batch = r.Batch || t.isBatch(root)
	return r
}

// lookup collects what is said beside a usage object.
type lookup struct {
	record *Record
	ids    bool   // whether ids here are the call's
	timed  bool   // a folder further in has the time
	rank   int    // of the best time of this folder
	beside string // the folder beside
}

func (l *lookup) take(name string, f *fields.Field) {
	set := func(to *string) {
		if *to == "" && f.Kind == "string" {
			*to = f.Text
		}
	}
	r := l.record
	switch name {
	case "model", "model_version", "model_name", "model_id", "response_model", "request_model", "model_used", "model_slug":
		set(&r.Model)
	case "service_tier", "traffic_type":
		set(&r.Service)
	case "speed":
		set(&r.Speed)
	case "inference_geo":
		set(&r.Geo)
	case "id", "response_id", "message_id", "request_id", "generation_id":
		if l.ids {
			set(&r.ID)
		}
	case "session_id":
		set(&r.Session)
	case "batch":
		r.Batch = r.Batch || f.Kind == "boolean" && f.Text == "true"
	case "object":
		r.Batch = r.Batch || f.Text == "batch"
	default:
		l.takeTime(name, f)
	}
}

// takeTime keeps the time of the best name among the leaves of one folder; that of a nearer folder stays.
func (l *lookup) takeTime(name string, f *fields.Field) {
	rank := rankOf(name)
	if l.timed || rank >= l.rank || f.Kind == "null" {
		return
	}
	r := l.record
	switch day, minute, ok := when(f); {
	case ok:
		r.Day, r.Minute, r.Time, l.rank = day, minute, "", rank
	case r.Day == "" && r.Time == "" && f.Text != "" && f.Text != "0":
		r.Time = f.Text
	}
}

// takeBeside takes the model, and what else a neighbour of the usage object says better than those further out.
func (l *lookup) takeBeside(name string, f *fields.Field) {
	switch {
	case l.beside == "models_used.": // of several none can be chosen
		switch name {
		case "0":
			l.take("model", f)
		case "1":
			l.record.Model = ""
		}
	case l.beside == "service_tier.":
		if name == "type" {
			l.take("service_tier", f)
		}
	case name == "model" || name == "model_name" || name == "model_version" || name == "model_id" || name == "service_tier":
		l.take(name, f)
	case l.beside != "request." && l.beside != "metadata.":
		l.take(name, f)
	}
}

// isBatch reports whether a record has the shape of a line of a batch's result:
//   - OpenAI, Mistral, Groq, Azure: custom_id, and the answer in response.body
//     (https://platform.openai.com/docs/guides/batch#5-retrieve-the-results)
//   - Anthropic: custom_id, and the answer in result.message (https://platform.claude.com/docs/en/build-with-claude/batch-processing)
//   - Gemini: key, or an inlined response (https://ai.google.dev/gemini-api/docs/batch-api)
//   - Vertex AI: status and processed_time beside request and response
//     (https://cloud.google.com/vertex-ai/generative-ai/docs/multimodal/batch-prediction-gemini), or custom_id for Claude
//   - Amazon Bedrock: recordId and modelOutput (https://docs.aws.amazon.com/bedrock/latest/userguide/batch-inference-results.html)
func (t *tree) isBatch(root string) bool {
	before := func(answer string) (folder string, ok bool) {
		at := strings.Index("."+root, "."+answer)
		return root[:max(at, 0)], at >= 0
	}
	has := func(folder string, names ...string) bool {
		found := 0
		t.scalars(folder, func(name string, _ *fields.Field) {
			if slices.Contains(names, name) {
				found++
			}
		})
		return found == len(names)
	}
	if folder, ok := before("response.body."); ok && has(folder, "custom_id") {
		return true
	}
	if folder, ok := before("result.message."); ok && has(folder, "custom_id") {
		return true
	}
	if folder, ok := before("model_output."); ok && has(folder, "record_id") {
		return true
	}
	folder, ok := before("response.")
	return ok && (has(folder, "key") || has(folder, "custom_id") || has(folder, "status", "processed_time") || strings.Contains(folder, "inlined_responses."))
}
