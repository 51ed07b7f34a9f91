// Catalog refreshes the vendor files of calc/catalog from three sources: npm @earendil-works/pi-ai (current prices),
// npm @pydantic/genai-prices (dated prices, tiers and their boundaries) and a snapshot of models.dev (limits, dates).
// It prints what changed and where the sources disagree, and packs the files into catalog.bin. A second run changes nothing.
//
//	go run ./scripts/catalog [-packages build/catalog] [-vendors calc/catalog/vendors] [-pack]
//
// The vendor files are reviewed sources, not output: tokenizers, cache rules, aliases and notes in them are written by
// hand and stay; price rows are appended, never overwritten. Start reading at update.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"threelimits/calc/catalog"
	"threelimits/scripts/catalog/grammar"
)

func main() {
	packages := flag.String("packages", filepath.Join("build", "catalog"), "where the fetched packages are kept")
	files := flag.String("vendors", filepath.Join("calc", "catalog", "vendors"), "the vendor files")
	only := flag.Bool("pack", false, "only pack the vendor files, without a look at the sources")
	flag.Parse()
	err := error(nil)
	if !*only {
		err = run(*packages, *files)
	}
	if err == nil {
		err = writePacked(*files)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// writePacked writes catalog.bin, beside the vendor files' folder, where it is not that already: several builds may run
// side by side, and each must find it whole.
func writePacked(folder string) error {
	models, err := readModels(folder)
	if err != nil {
		return err
	}
	packed := catalog.PackModels(models)
	path := filepath.Join(filepath.Dir(folder), "catalog.bin")
	if old, err := os.ReadFile(path); err == nil && bytes.Equal(old, packed) {
		return nil
	}
	temporary := fmt.Sprintf("%s.%d", path, os.Getpid())
	if err := os.WriteFile(temporary, packed, 0o644); err != nil {
		return err
	}
	return os.Rename(temporary, path)
}

// readModels reads what the vendor files in a folder say.
func readModels(folder string) ([]catalog.Model, error) {
	files, err := grammar.ReadFolder(folder)
	if err != nil {
		return nil, err
	}
	return grammar.Models(files...)
}

// run brings what the sources know into the vendor files. It writes them all or none: what would make a catalogue that
// cannot be is left out, model by model, and named.
func run(packages, folder string) error {
	for _, p := range []pack{piAI, genaiPrices} {
		version, err := p.newer()
		switch {
		case err != nil:
			fmt.Println("unasked ", err)
		case version != "":
			fmt.Printf("newer    %s %s is published, %s is pinned: to take it, put its version, its day and its integrity into packages.go (npm view %s@%s time dist.integrity)\n",
				p.name, version, p.version, p.name, version)
		}
	}
	sources, err := read(packages)
	if err != nil {
		return err
	}
	old, err := grammar.ReadFolder(folder)
	if err != nil {
		return err
	}
	all := update{old: old}
	for _, f := range old {
		m, err := sources.update(vendorOf(f), f.String())
		if err != nil {
			return fmt.Errorf("%s: %w", f.Name, err)
		}
		m.file.Name = f.Name
		all.mergers = append(all.mergers, m)
	}
	models, err := all.settle()
	if err != nil {
		return err
	}
	if err := all.write(); err != nil {
		return err
	}
	all.report(sources.ruleDifferences(models))
	return nil
}

// vendorOf is the vendor that a file is of.
func vendorOf(f *grammar.File) vendor {
	id := strings.TrimSuffix(filepath.Base(f.Name), ".txt")
	return vendors[slices.IndexFunc(vendors, func(v vendor) bool { return v.id == id })]
}

// update is what all files become.
type update struct {
	old     []*grammar.File
	mergers []*merger
	decide  []string
}

func (u *update) files() (files []*grammar.File) {
	for _, m := range u.mergers {
		files = append(files, m.file)
	}
	return files
}

// settle takes back what breaks the rules that hold for every model (grammar.Check) and did not before, a model at a time,
// until nothing does. Its error is of files that cannot be read.
func (u *update) settle() ([]catalog.Model, error) {
	before, err := problems(u.old)
	if err != nil {
		return nil, err
	}
	for {
		models, err := grammar.Models(u.files()...)
		if err != nil {
			return nil, err
		}
		taken := false
		for _, p := range grammar.Check(models) {
			if !before[p] && u.takeBack(p.ID) {
				taken = true
				u.decide = append(u.decide, p.String())
			}
		}
		if !taken {
			return models, nil
		}
	}
}

func problems(files []*grammar.File) (map[grammar.Problem]bool, error) {
	models, err := grammar.Models(files...)
	if err != nil {
		return nil, err
	}
	found := map[grammar.Problem]bool{}
	for _, p := range grammar.Check(models) {
		found[p] = true
	}
	return found, nil
}

// takeBack makes a model what it was, or leaves a new one out. It reports whether that changes anything.
func (u *update) takeBack(id string) bool {
	vendor, bare, _ := strings.Cut(id, "/")
	for i, m := range u.mergers {
		if m.vendor.id != vendor {
			continue
		}
		at := slices.IndexFunc(m.file.Models, func(b *grammar.Block) bool { return b.ID == bare })
		if at < 0 {
			return false
		}
		was := u.old[i].Find(bare)
		if was == nil {
			m.file.Models = slices.Delete(m.file.Models, at, at+1)
		} else if was.String() == m.file.Models[at].String() {
			return false
		} else {
			m.file.Models[at] = was
		}
		m.changes = slices.DeleteFunc(m.changes, func(c string) bool { return strings.HasPrefix(c, id+":") })
		for _, l := range u.old[i].Head { // the older version of a package that its rows cite
			if f := strings.Fields(l.Text); len(f) > 1 && m.file.Cites(f[1]) && !m.file.Defines(f[1]) {
				m.file.SetSource(f[1], l.Text)
			}
		}
		return true
	}
	return false
}

func (u *update) write() error {
	for i, m := range u.mergers {
		text := m.file.String()
		if text == u.old[i].String() {
			continue
		}
		if err := os.WriteFile(m.file.Name, []byte(text), 0o644); err != nil {
			return err
		}
		fmt.Println("wrote   ", m.file.Name)
	}
	return nil
}

func (u *update) report(differs []string) {
	changes := 0
	for _, m := range u.mergers {
		for _, c := range m.changes {
			fmt.Println("changed ", c)
		}
		changes += len(m.changes)
		differs = append(differs, m.differs...)
		u.decide = append(u.decide, m.decide...)
	}
	for _, d := range differs {
		fmt.Println("disagree", d)
	}
	for _, d := range u.decide {
		fmt.Println("decide  ", d)
	}
	fmt.Printf("%d changes, %d places where sources disagree, %d to decide by hand: those models were left as they were\n", changes, len(differs), len(u.decide))
}

// sources is all that was read, by provider and model.
type sources struct {
	pi, genai, modelsDev map[string]map[string]offer
}

// read fetches and reads the three sources.
func read(packages string) (s sources, err error) {
	if s.modelsDev, err = readModelsDev(); err != nil {
		return s, err
	}
	tarball, err := piAI.fetch(packages)
	if err != nil {
		return s, err
	}
	if s.pi, err = readPiAI(tarball, piProviders()); err != nil {
		return s, err
	}
	if tarball, err = genaiPrices.fetch(packages); err != nil {
		return s, err
	}
	want := map[string][]string{}
	for _, v := range vendors {
		if v.genai != "" {
			want[v.genai] = s.ids(v)
		}
	}
	s.genai, err = readGenaiPrices(tarball, packages, want)
	return s, err
}

// piProviders are those whose files are read. Azure's sells OpenAI's models without clamping their windows.
func piProviders() []string {
	names := []string{"azure", vercel.id, openRouter.id}
	for _, v := range vendors {
		if v.pi != "" {
			names = append(names, v.pi)
		}
	}
	return names
}

// ids are the models the vendor's file takes, sorted.
func (s sources) ids(v vendor) []string {
	ids := slices.Clone(v.also)
	for id := range s.pi[v.pi] {
		if v.takes(id) {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// update returns the vendor's file with everything the sources know.
func (s sources) update(v vendor, text string) (*merger, error) {
	m := &merger{vendor: v, file: grammar.Read(v.id, text)}
	for _, id := range s.ids(v) {
		if err := m.merge(s.candidate(v, id)); err != nil {
			return nil, err
		}
	}
	for _, block := range m.file.Models {
		if !slices.Contains(s.ids(v), block.ID) && slices.ContainsFunc(block.Keys(), isOurs) {
			m.disagree("%s: in no source any more; retired?", block.ID)
		}
	}
	m.setSources()
	return m, nil
}

// candidate collects what each source says of a model.
func (s sources) candidate(v vendor, id string) candidate {
	get := func(source map[string]map[string]offer, provider, id string) *offer {
		if o, ok := source[provider][id]; ok {
			return &o
		}
		return nil
	}
	c := candidate{
		id: id, pi: get(s.pi, v.pi, id), genai: get(s.genai, v.genai, id), limits: get(s.modelsDev, v.modelsDev, id),
	}
	for _, g := range v.gateways {
		if o := get(s.pi, g.id, g.prefix+id); o != nil && len(o.prices) > 0 {
			c.gateways = append(c.gateways, gatewayOffer{g, withoutWrites(*o)})
		}
	}
	// pi-ai clamps OpenAI's long windows to where the long-context tier begins.
	if whole := get(s.pi, "azure", id); v.id == "openai" && c.pi != nil && c.pi.context == 272000 && whole != nil {
		c.pi.context = whole.context
	}
	return c
}

// withoutWrites is the offer without rates of writing to a cache from which reading has none: pi-ai's 0, which is unknown.
func withoutWrites(o offer) offer {
	read := func(r *grammar.Rates) {
		if r.Cached == "" {
			r.Write = ""
		}
	}
	o.prices = slices.Clone(o.prices)
	for i := range o.prices {
		p := &o.prices[i]
		read(&p.Rates)
		p.Tiers = slices.Clone(p.Tiers)
		for j := range p.Tiers {
			read(&p.Tiers[j].Rates)
		}
	}
	return o
}

// setSources keeps the head's source lines in step with the rows that cite them.
func (m *merger) setSources() {
	const list = "the vendor's price list"
	lines := map[string]string{
		piAI.short():                     piAI.quoted(m.vendor.pricing, list),
		piAI.of(dataPart).short():        piAI.of(dataPart).quoted(piAI.home, "limits"),
		genaiPrices.short():              genaiPrices.quoted(m.vendor.pricing, list),
		genaiPrices.of(dataPart).short(): genaiPrices.of(dataPart).quoted(genaiPrices.home, "names and limits"),
		modelsDevKey:                     "quoted " + modelsDevKey + " " + modelsDevChecked + " https://models.dev models.dev: limits and dates",
	}
	for _, g := range []gateway{vercel, openRouter} {
		lines[piAI.of(g.id).short()] = piAI.of(g.id).quoted(g.url, "what "+g.name+" takes")
	}
	for _, key := range slices.Sorted(maps.Keys(lines)) {
		line := lines[key]
		if !m.file.Cites(key) {
			line = ""
		}
		m.file.SetSource(key, line)
	}
	for _, l := range slices.Clone(m.file.Head) {
		if f := strings.Fields(l.Text); len(f) > 1 && f[0] == "quoted" && isOurs(f[1]) && !m.file.Cites(f[1]) {
			m.file.SetSource(f[1], "")
		}
	}
}
