package architecture

import (
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var (
	// tsFrom is an import or an onward export: its names, and of where.
	tsFrom = regexp.MustCompile(`(?m)^(?:import|export)\s+(?:type\s+)?([^;"']*?)\s*\bfrom\s+"([^"]+)"`)
	// tsEffect is what is imported for what it does, tsLater whole when it is needed, or as a type.
	tsEffect = regexp.MustCompile(`(?m)^import "([^"]+)"`)
	tsLater  = regexp.MustCompile(`\bimport\(\s*"([^"]+)"`)
	// tsExport and tsExports are what a file gives away by name.
	tsExport  = regexp.MustCompile(`(?m)^export (?:declare )?(?:abstract |async )?(?:function\*?|class|const|let|interface|type|enum) (\w+)`)
	tsExports = regexp.MustCompile(`(?m)^export (?:type )?\{([^}]*)\}`)
)

// siteLayers are the folders of the page's side, each row above the one before: a folder may import of itself and of the
// rows below it, never of its own row. Entries, which stand in site/ itself, may import all.
var siteLayers = [][]string{
	{"contract", "json", "styles"},
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

// A siteImport is a file under site/ that another one imports, by its path, and the names it takes; "*": it may take all.
type siteImport struct {
	file  string
	names []string
}

// A siteFile is a TypeScript file of the page's side.
type siteFile struct {
	text    string
	imports []siteImport
	exports []string
}

// siteSources reads the page's TypeScript, by path under site/.
func siteSources(t *testing.T) map[string]siteFile {
	t.Helper()
	site := filepath.Join(root, "site")
	sources := map[string]siteFile{}
	err := filepath.WalkDir(site, func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(file, ".ts") {
			return err
		}
		text, err := os.ReadFile(file)
		name, _ := filepath.Rel(site, file)
		sources[filepath.ToSlash(name)] = siteFile{text: string(text)}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(sources) == 0 {
		t.Fatal("no TypeScript files found: the test looks in the wrong place")
	}
	for name, file := range sources {
		file.imports = siteImports(sources, name, file.text)
		for _, match := range tsExport.FindAllStringSubmatch(file.text, -1) {
			file.exports = append(file.exports, match[1])
		}
		for _, match := range tsExports.FindAllStringSubmatch(file.text, -1) {
			for _, one := range namesIn(match[1]) {
				file.exports = append(file.exports, one[1])
			}
		}
		sources[name] = file
	}
	return sources
}

// siteImports are the imports in a text that stands at a path under site/, of files there.
func siteImports(sources map[string]siteFile, at, text string) (imports []siteImport) {
	add := func(target string, names ...string) {
		target = path.Join(path.Dir(at), target)
		for _, ending := range []string{"", ".ts", ".d.ts", "/index.ts"} {
			if _, here := sources[target+ending]; here {
				imports = append(imports, siteImport{target + ending, names})
			}
		}
	}
	for _, match := range tsFrom.FindAllStringSubmatch(text, -1) {
		var names []string
		for _, one := range namesIn(match[1]) {
			names = append(names, one[0])
		}
		add(match[2], names...)
	}
	for _, match := range tsEffect.FindAllStringSubmatch(text, -1) {
		add(match[1])
	}
	for _, match := range tsLater.FindAllStringSubmatch(text, -1) {
		add(match[1], "*")
	}
	return imports
}

// namesIn reads "{ a, type b as c }": each name as it is there, and as it is here.
func namesIn(list string) (names [][2]string) {
	for one := range strings.SplitSeq(strings.NewReplacer("{", "", "}", "").Replace(list), ",") {
		there, here, renamed := strings.Cut(strings.TrimPrefix(strings.TrimSpace(one), "type "), " as ")
		if !renamed {
			here = there
		}
		if there != "" {
			names = append(names, [2]string{there, here})
		}
	}
	return names
}

func isTest(file string) bool { return strings.HasSuffix(file, ".test.ts") }

func TestSiteImportsRunOneWay(t *testing.T) {
	for file, source := range siteSources(t) {
		from, _, inFolder := strings.Cut(file, "/")
		if isTest(file) || !inFolder { // an entry
			continue
		}
		if siteLayerOf(from) < 0 {
			t.Errorf("site/%s stands in a folder that has no layer", file)
		}
		for _, one := range source.imports {
			to, _, _ := strings.Cut(one.file, "/")
			if to != from && (siteLayerOf(to) < 0 || siteLayerOf(to) >= siteLayerOf(from)) {
				t.Errorf("site/%s imports %s, against the layers: site/%s does not stand above site/%s", file, one.file, from, to)
			}
		}
	}
}

// TestNoSiteImportRunsInACircle: types count too, so that a file can be read after those it stands on.
func TestNoSiteImportRunsInACircle(t *testing.T) {
	sources := siteSources(t)
	done := map[string]bool{}
	var way []string
	var follow func(file string)
	follow = func(file string) {
		if at := slices.Index(way, file); at >= 0 {
			t.Errorf("a circle of imports: %s", strings.Join(append(slices.Clone(way[at:]), file), " → "))
		}
		if done[file] || slices.Contains(way, file) {
			return
		}
		way = append(way, file)
		for _, one := range sources[file].imports {
			follow(one.file)
		}
		way = way[:len(way)-1]
		done[file] = true
	}
	for _, file := range slices.Sorted(maps.Keys(sources)) {
		follow(file)
	}
}

// TestEverySiteExportIsUsed: what nobody imports is not exported. Tests use things, and so does the text that the build makes the one
// file of; what the entries export is the module's.
func TestEverySiteExportIsUsed(t *testing.T) {
	sources := siteSources(t)
	used := map[string]map[string]bool{}
	use := func(imports []siteImport) {
		for _, one := range imports {
			if used[one.file] == nil {
				used[one.file] = map[string]bool{}
			}
			for _, name := range one.names {
				used[one.file][strings.Fields(name)[0]] = true
			}
		}
	}
	for _, source := range sources {
		use(source.imports)
	}
	oneFile, err := os.ReadFile(filepath.Join(root, "scripts/build/onefile.go"))
	if err != nil {
		t.Fatal(err)
	}
	use(siteImports(sources, "one-file.ts", strings.ReplaceAll(string(oneFile), "`", "\n")))
	for file, source := range sources {
		if !strings.Contains(file, "/") {
			continue
		}
		for _, name := range source.exports {
			if !used[file][name] && !used[file]["*"] {
				t.Errorf("site/%s exports %s, which nothing imports", file, name)
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
