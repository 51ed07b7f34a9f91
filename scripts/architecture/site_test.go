package architecture

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// tsImport finds what a file imports or exports onwards; its first group is "type " where that is types alone.
var tsImport = regexp.MustCompile(`(?m)(?:^(?:import|export) (type )[^"']*from|\bfrom|\bimport)\s*\(?\s*["'](\.[^"']*)["']`)

// siteLayers are the folders of the page's side, each row above the one before: a folder may import of itself and of the
// rows below it, never of its own row. Entries, which stand in site/ itself, may import all.
var siteLayers = [][]string{
	{"contract", "styles"},
	{"requests"},
	{"core"},
	{"scenario", "kit", "content"},
	{"elements"},
	{"session"},
	{"page"},
	{"rooms"},
}

// siteLayerOf is the row of a folder of site/; -1: it has none.
func siteLayerOf(folder string) int {
	return slices.IndexFunc(siteLayers, func(row []string) bool { return slices.Contains(row, folder) })
}

// siteImport is what a TypeScript file imports of this project, as a path under site/; typed: its types alone.
type siteImport struct {
	target string
	typed  bool
}

// siteSources reads the page's TypeScript without its tests: by path under site/, what each file imports.
func siteSources(t *testing.T) map[string][]siteImport {
	t.Helper()
	site := filepath.Join(root, "site")
	sources := map[string][]siteImport{}
	err := filepath.WalkDir(site, func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(file, ".ts") || strings.HasSuffix(file, ".test.ts") {
			return err
		}
		text, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		name, _ := filepath.Rel(site, file)
		sources[filepath.ToSlash(name)] = []siteImport{}
		for _, match := range tsImport.FindAllStringSubmatch(string(text), -1) {
			target, _ := filepath.Rel(site, filepath.Join(filepath.Dir(file), match[2]))
			one := siteImport{filepath.ToSlash(target), match[1] == "type "}
			sources[filepath.ToSlash(name)] = append(sources[filepath.ToSlash(name)], one)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(sources) == 0 {
		t.Fatal("no TypeScript files found: the test looks in the wrong place")
	}
	return sources
}

func TestSiteImportsRunOneWay(t *testing.T) {
	for file, imports := range siteSources(t) {
		from, _, inFolder := strings.Cut(file, "/")
		if !inFolder {
			continue // an entry
		}
		if siteLayerOf(from) < 0 {
			t.Errorf("site/%s stands in a folder that has no layer", file)
		}
		for _, one := range imports {
			to, _, _ := strings.Cut(one.target, "/")
			if to != from && (siteLayerOf(to) < 0 || siteLayerOf(to) >= siteLayerOf(from)) {
				t.Errorf("site/%s imports %s, against the layers: site/%s does not stand above site/%s", file, one.target, from, to)
			}
		}
	}
}

// interfaceOnly lists the files that may compute, because what they compute is no figure of an estimate.
var interfaceOnly = map[string]string{
	"kit/format.ts": "seconds spelled as minutes and hours",
	"page/embed.ts": "pixels of the frame's height",
	"page/step.ts":  "how far an arrow key moves a number",
}

// The page does no arithmetic: figures belong to calc.
var arithmetic = regexp.MustCompile(`\b(Math\.(round|floor|ceil|pow|log|exp|sqrt)|parseFloat)\b`)

func TestThePageDoesNoArithmetic(t *testing.T) {
	for _, place := range []string{"elements", "page", "requests", "rooms", "scenario"} {
		err := filepath.WalkDir(filepath.Join(root, "site", place), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".ts") || strings.HasSuffix(path, ".test.ts") {
				return err
			}
			text, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			name, _ := filepath.Rel(filepath.Join(root, "site"), path)
			found := false
			for i, line := range strings.Split(string(text), "\n") {
				if !arithmetic.MatchString(line) {
					continue
				}
				found = true
				if interfaceOnly[filepath.ToSlash(name)] == "" {
					t.Errorf("%s:%d computes on the page: %s", path, i+1, strings.TrimSpace(line))
				}
			}
			if !found && interfaceOnly[filepath.ToSlash(name)] != "" {
				t.Errorf("%s computes nothing any more: take it off the list", path)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}
