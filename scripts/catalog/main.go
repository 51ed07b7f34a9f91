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

func run(packages, files string) error {
	sources, err := read(packages)
	if err != nil {
		return err
	}
	changes := 0
	var differs []string
	for _, v := range vendors {
		path := filepath.Join(files, v.id+".txt")
		old, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		m, err := sources.update(v, string(old))
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		for _, c := range m.changes {
			fmt.Println("changed ", c)
		}
		changes += len(m.changes)
		differs = append(differs, m.differs...)
		if text := m.file.String(); text != string(old) {
			if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
				return err
			}
			fmt.Println("wrote   ", path)
		}
	}
	models, err := readModels(files)
	if err != nil {
		return err
	}
	differs = append(differs, sources.ruleDifferences(models)...)
	for _, d := range differs {
		fmt.Println("disagree", d)
	}
	fmt.Printf("%d changes, %d places where sources disagree\n", changes, len(differs))
	return nil
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
	names := []string{"azure"}
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
	// pi-ai clamps OpenAI's long windows to where the long-context tier begins.
	if whole := get(s.pi, "azure", id); v.id == "openai" && c.pi != nil && c.pi.context == 272000 && whole != nil {
		c.pi.context = whole.context
	}
	return c
}

// setSources keeps the head's source lines in step with the rows that cite them.
func (m *merger) setSources() {
	pages := map[string]string{
		piAI.short():        piAI.checked + " " + m.vendor.pricing + " the vendor's price list, by way of npm " + piAI.name + " " + piAI.version,
		genaiPrices.short(): genaiPrices.checked + " " + m.vendor.pricing + " the vendor's price list, by way of npm " + genaiPrices.name + " " + genaiPrices.version,
		modelsDevKey:        modelsDevChecked + " https://models.dev limits and dates, snapshot of models.dev",
	}
	for _, key := range slices.Sorted(maps.Keys(pages)) {
		line := "source " + key + " " + pages[key]
		if !m.file.Cites(key) {
			line = ""
		}
		m.file.SetSource(key, line)
	}
	for _, l := range slices.Clone(m.file.Head) {
		if f := strings.Fields(l.Text); len(f) > 1 && f[0] == "source" && isOurs(f[1]) && !m.file.Cites(f[1]) {
			m.file.SetSource(f[1], "")
		}
	}
}
