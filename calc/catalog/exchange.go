package catalog

import (
	"cmp"
	"strconv"
	"strings"

	"threelimits/calc/cost"
	"threelimits/calc/decimal"
	"threelimits/calc/fields"
)

// Formats of a price file.
const (
	ModelsDev   = "models.dev"   // USD per 1,000,000 tokens, by provider and model
	GenaiPrices = "genai-prices" // the same, as a list of providers, with dates
	LiteLLM     = "litellm"      // USD per token, by model
	Ours        = "threelimits"  // what Export writes
)

// Imported is what a price file says. Models are rows of a catalogue: those of the built-in one keep its tokenizer, cache
// rule and limits where the file is silent.
type Imported struct {
	Format  string
	Models  []Model
	Skipped []Skipped
	Unused  []Unused
}

// Unused is a price in the file that nothing here computes with: its name, where it stands first, and in how many models.
type Unused struct {
	Name, First string
	Models      int
}

// Skipped is a model of the file that was left out, and why: it has no price of tokens, or is nothing that answers.
type Skipped struct{ Name, Why string }

// Problem is what is wrong with a value. Path is where it stands.
type Problem struct{ Path, Message string }

// Problems are why a file was not taken, at most mostProblems of them.
type Problems []Problem

const (
	mostProblems = 50
	mostImported = 20_000 // models
	mostFields   = 2000   // of one model
)

func (p Problems) Error() string {
	if len(p) == 0 {
		return "no problem"
	}
	return strings.TrimSpace(p[0].Path + " " + p[0].Message)
}

// Import reads a price file, in time linear in its leaves. format is one of those above, or "" to recognise it. Its error is
// Problems; then nothing was taken.
func Import(format string, leaves []fields.Leaf) (*Imported, error) {
	im := importer{out: Imported{Format: format}}
	if format == "" {
		im.out.Format = recognise(leaves)
	}
	switch im.out.Format {
	case ModelsDev:
		im.each(leaves, modelsDevEntry, im.modelsDev)
	case GenaiPrices:
		im.each(leaves, genaiEntry, im.genai)
	case LiteLLM:
		im.each(leaves, litellmEntry, im.litellm)
	case Ours:
		im.each(leaves, oursEntry, im.ours)
	default:
		im.fail(nil, "This is no price file that is known: accepted are "+ModelsDev+" (api.json), "+GenaiPrices+" (data.json), "+LiteLLM+
			" (model_prices_and_context_window.json) and "+Ours)
	}
	if len(im.problems) == 0 && len(im.out.Models) == 0 {
		im.fail(nil, "The file has no model with a price of tokens")
	}
	if len(im.problems) > 0 {
		return nil, im.problems
	}
	return &im.out, nil
}

// recognise looks for what only one format has.
func recognise(leaves []fields.Leaf) string {
	for i := range leaves {
		path := leaves[i].Path
		last := path[len(path)-1]
		switch {
		case len(path) == 1 && last == "format" && leaves[i].Text == Ours:
			return Ours
		case strings.HasSuffix(last, "_cost_per_token") || last == "litellm_provider":
			return LiteLLM
		case strings.HasSuffix(last, "_mtok") || len(path) >= 4 && path[1] == "models" && isIndex(path[0]) && isIndex(path[2]):
			return GenaiPrices
		case len(path) >= 5 && path[1] == "models" && path[3] == "cost":
			return ModelsDev
		}
	}
	return ""
}

func isIndex(s string) bool { return s != "" && number(s) >= 0 }

// importer gathers models from the entries of a file.
type importer struct {
	out      Imported
	problems Problems
	ids      map[string]bool
	unused   map[string]int // in out.Unused, by name
	provider entry          // of the model at hand
}

// entry is the leaves of one model, or of one provider, by the path inside it.
type entry struct {
	path  []string
	at    map[string]int // of the leaves
	order []held         // as the file has them
}

type held struct {
	name string
	leaf *fields.Leaf
	used bool
}

// get returns a leaf, which then counts as used; nil where there is none.
func (e *entry) get(name string) *fields.Leaf {
	i, ok := e.at[name]
	if !ok {
		return nil
	}
	e.order[i].used = true
	return e.order[i].leaf
}

func (e *entry) text(name string) string {
	if l := e.get(name); l != nil && l.Kind == "string" {
		return l.Text
	}
	return ""
}

// put adds a leaf; ok is false where its name is taken.
func (e *entry) put(name string, l *fields.Leaf) (ok bool) {
	if e.at == nil {
		e.at = map[string]int{}
	}
	_, taken := e.at[name]
	e.at[name] = len(e.order)
	e.order = append(e.order, held{name: name, leaf: l})
	return !taken
}

func (im *importer) fail(path []string, message string) {
	if len(im.problems) < mostProblems {
		im.problems = append(im.problems, Problem{strings.Join(path, "."), message})
	}
}

func (im *importer) failAt(e *entry, name, message string) {
	im.fail(append(append([]string{}, e.path...), strings.Split(name, sep)...), message)
}

// sep joins the names of a path inside an entry: a character that no name has.
const sep = "\x1f"

// each calls use with the leaves of each model. entryOf says how many names lead to the model that a leaf belongs to, and
// to its provider; 0 is no model. A file's leaves come in its order, so those of one model stand together.
func (im *importer) each(leaves []fields.Leaf, entryOf func(path []string) (model, provider int), use func(*entry)) {
	im.ids = map[string]bool{}
	var at entry
	flush := func() {
		if before := len(im.out.Models); at.at != nil {
			if use(&at); len(im.out.Models) > before {
				im.nameUnused(&at, &im.out.Models[before])
			}
		}
		at = entry{}
	}
	for i := range leaves {
		l := &leaves[i]
		model, provider := entryOf(l.Path)
		if provider > 0 && !samePath(im.provider.path, l.Path[:provider]) {
			flush()
			im.provider = entry{path: l.Path[:provider]}
		}
		if model == 0 {
			if provider > 0 && len(l.Path) > provider {
				im.provider.put(strings.Join(l.Path[provider:], sep), l)
			}
			continue
		}
		if at.at == nil || !samePath(at.path, l.Path[:model]) {
			flush()
			at = entry{path: l.Path[:model]}
		}
		name := strings.Join(l.Path[model:], sep)
		if len(at.order) == mostFields {
			im.fail(at.path, "has more than "+strconv.Itoa(mostFields)+" fields")
		}
		if len(at.order) >= mostFields {
			continue
		}
		if !at.put(name, l) {
			im.fail(l.Path, "is given twice")
		}
	}
	flush()
}

func samePath(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// add keeps a model, with what the built-in catalogue knows of it and the file does not say.
func (im *importer) add(e *entry, m Model) {
	m.ID = m.Vendor + "/" + m.ID
	switch {
	case im.ids[m.ID]:
		im.fail(e.path, "is the second model called "+m.ID)
		return
	case len(im.out.Models) >= mostImported:
		im.fail(e.path, "is one model too many: at most "+strconv.Itoa(mostImported)+" are accepted")
		return
	}
	im.ids[m.ID] = true
	complete(&m)
	im.out.Models = append(im.out.Models, m)
}

// importedWhy is said of models that the built-in catalogue does not have.
const importedWhy = "The tokenizer of an imported model is not known here. " +
	"Assumed to lie where other vendors' vocabularies do: 0.7 to 1.5 times o200k_base's count on most prose, code and JSON."

func complete(m *Model) {
	known, exact := Find(m.ID)
	if !exact { // as its seller calls it, or a version of it: its tokens are the same, what it costs and where is the file's
		known, _ = (*Own)(nil).Resolve(m.ID)
	}
	if known != nil {
		own := *m
		*m = *known
		m.ID, m.Name, m.Prices, m.Own, m.Sources = own.ID, own.Name, own.Prices, true, own.Sources
		if own.ID != known.ID { // an alias with a price of its own
			m.Aliases = nil
		}
		if own.Window.Context > 0 {
			m.Window = own.Window
		}
		if own.Cutoff != "" {
			m.Cutoff = own.Cutoff
		}
		if own.Hours != nil {
			m.Hours = own.Hours
		}
		for s, rule := range own.Services {
			if rule != nil {
				m.Services[s] = rule
			}
		}
		m.Notes = own.Notes
		if !exact {
			if own.Vendor != known.Vendor {
				m.API = "openai-compatible"
			}
			m.VendorName, m.Vendor, m.Services, m.Hours, m.Retired = cmp.Or(own.VendorName, own.Vendor), own.Vendor, own.Services, own.Hours, own.Retired
		}
		return
	}
	m.Own, m.API = true, "openai-compatible"
	if m.VendorName == "" {
		m.VendorName = m.Vendor
	}
	if m.Encoding == "" {
		m.Encoding, m.Exactness, m.Trust.Why = "o200k_base", "estimate", importedWhy
		m.Factor = Factor{decimal.Digits("7", 1), decimal.Digits("11", 1), decimal.Digits("15", 1)}
	}
}

func (im *importer) skip(name, why string) {
	im.out.Skipped = append(im.out.Skipped, Skipped{name, why})
}

// name is what the file calls the model, where its place says so.
func (e *entry) name() string { return e.path[len(e.path)-1] }

func (im *importer) source(what, url string) Source {
	if !strings.HasPrefix(url, "https://") {
		url = ""
	}
	return Source{URL: url, What: "your file, in the format of " + im.out.Format + what}
}

// vendorOf is our name of a vendor that a source calls otherwise.
func vendorOf(provider string) string {
	switch provider {
	case "x-ai":
		return "xai"
	case "gemini":
		return "google"
	case "moonshot":
		return "moonshotai"
	case "dashscope":
		return "alibaba"
	case "cohere_chat":
		return "cohere"
	case "aws", "bedrock_converse":
		return "amazon"
	}
	return provider
}

// named holds a name to what an id may have.
func named(s string) string {
	return strings.Map(func(r rune) rune {
		if r <= ' ' || r == 0x7f {
			return '-'
		}
		return r
	}, s)
}

// newRow makes a row of rates that are given; ok is false where neither input nor output is.
func newRow(from string, base cost.Rates, source Source) (row PriceRow, ok bool) {
	return PriceRow{From: from, List: cost.PriceList{Base: base}, Source: source}, base.Input != nil || base.Output != nil
}
