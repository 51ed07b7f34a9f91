// Package architecture holds the tree against the rules of ARCHITECTURE.md: dependencies run one way, and calc is pure.
package architecture

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const (
	root   = "../.."
	module = "threelimits/"
)

// outside lists, for each place, every import that is neither the standard library nor allowed by the layering.
var outside = map[string][]string{
	"calc/tokenize":  {"github.com/clipperhouse/uax29/v2/graphemes", "github.com/clipperhouse/uax29/v2/words"},
	"wasm/boundary":  {"github.com/hack-pad/safejs"},
	"wasm/reference": {"github.com/hack-pad/safejs", "github.com/pkoukk/tiktoken-go"},
}

// layers are the Go packages from the lowest up. A package may import those of lower layers, and none of its own layer unless the layer says so.
var layers = []struct {
	name     string
	packages []string
	among    bool // they may import one another
}{
	{"ground", []string{"calc/dates", "calc/decimal", "calc/fault", "calc/fields", "calc/notes", "calc/spell", "calc/trust", "calc/wire"}, true},
	{"leaves", []string{"calc/bpe", "calc/budget", "calc/catalog", "calc/cost", "calc/exercise", "calc/latency", "calc/logprobs", "calc/ngram", "calc/sampling", "calc/usage"}, false},
	{"concepts", []string{"calc", "calc/bills", "calc/generate", "calc/media", "calc/models", "calc/tokenize"}, false}, // which do not know one another
	{"on calc", []string{"calc/practice"}, false},
	{"crossing", []string{"calc/wire/bills", "calc/wire/bpe", "calc/wire/estimate", "calc/wire/generate", "calc/wire/media", "calc/wire/models", "calc/wire/practice", "calc/wire/tokenize"}, false}, // each how one concept's values cross
	{"boundary", []string{"wasm/boundary"}, false},
	{"programs", []string{"wasm/convert", "wasm/engine", "wasm/learn", "wasm/money", "wasm/reference"}, false},
}

// sideways lists the arrows within a layer that there are.
var sideways = map[string][]string{"calc/catalog": {"calc/cost"}} // a price list is what a catalogue has of a model

// alone are packages that import none of this module, whatever lies below them.
var alone = []string{"wasm/boundary"}

// layerOf is where a package lies, counted from the lowest layer; -1 is nowhere.
func layerOf(place string) int {
	for i := range layers {
		if slices.Contains(layers[i].packages, place) {
			return i
		}
	}
	return -1
}

// mayImport reports whether the arrow from a package to another runs down.
func mayImport(from, to string) bool {
	a, b := layerOf(from), layerOf(to)
	switch {
	case a < 0 || b < 0 || slices.Contains(alone, from):
		return false
	case a == b:
		return layers[a].among || slices.Contains(sideways[from], to)
	}
	return a > b
}

// tables is the package whose tables cost a program 24 KB (gzip) as soon as anything imports it, and withoutTables the programs that need none of them.
const tables = "calc/bpe"

var withoutTables = []string{"wasm/learn", "wasm/money"}

// impure lists what calc may not touch: JavaScript, network, files, clock, global randomness.
var impure = []string{"syscall", "syscall/js", "net", "net/http", "os", "os/exec", "io/ioutil", "math/rand", "math/rand/v2", "log", "unsafe", "plugin"}

// seeded lists who may draw: from generators that are given their seed.
var seeded = map[string]string{"calc/exercise": "math/rand/v2", "calc/sampling": "math/rand/v2"}

// seededOnly are what they may use of the package: its functions draw from a seed of its own.
var seededOnly = []string{"New", "NewPCG", "Rand"}

// impureCalls lists functions of otherwise pure packages that read the clock.
var impureCalls = map[string][]string{"time": {"Now", "Since", "Until", "Sleep", "After", "Tick", "NewTimer", "NewTicker"}}

func goFiles(t *testing.T, dir string) []string {
	t.Helper()
	var files []string
	err := filepath.WalkDir(filepath.Join(root, dir), func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "testdata" || d.Name() == "internal") {
			return filepath.SkipDir
		}
		if strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go") {
			files = append(files, path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		t.Fatalf("no Go files under %s: the test looks in the wrong place", dir)
	}
	return files
}

func TestGoImportsRunOneWay(t *testing.T) {
	imports := map[string][]string{} // of this module, by package
	for _, top := range []string{"calc", "wasm"} {
		for _, file := range goFiles(t, top) {
			parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			if parsed.Name.Name == "main" && top == "calc" { // a generator beside its table
				continue
			}
			place, _ := filepath.Rel(root, filepath.Dir(file))
			place = filepath.ToSlash(place)
			if layerOf(place) < 0 {
				t.Errorf("%s: %s stands in no layer", file, place)
			}
			imports[place] = append(imports[place], "")
			for _, spec := range parsed.Imports {
				path, _ := strconv.Unquote(spec.Path.Value)
				switch {
				case strings.HasPrefix(path, module):
					to := strings.TrimPrefix(path, module)
					imports[place] = append(imports[place], to)
					if !mayImport(place, to) {
						t.Errorf("%s imports %s: %s may not import it", file, path, place)
					}
				case strings.Contains(strings.SplitN(path, "/", 2)[0], "."):
					if !slices.Contains(outside[place], path) {
						t.Errorf("%s imports %s, which %s may not", file, path, place)
					}
				case top == "calc" && slices.Contains(impure, path) && seeded[place] != path:
					t.Errorf("%s imports %s: calc is pure", file, path)
				}
			}
			if top == "calc" {
				reportClock(t, file, parsed)
			}
		}
	}
	for _, layer := range layers {
		for _, place := range layer.packages {
			if imports[place] == nil {
				t.Errorf("the layer %s has %s, which is no package", layer.name, place)
			}
		}
	}
	for _, program := range withoutTables {
		if by := pathTo(imports, program, tables, map[string]bool{}); by != "" {
			t.Errorf("%s imports %s and its tables, by %s", program, tables, by)
		}
	}
}

// pathTo is a way of imports from a package to another; "" where there is none. seen ends it in a circle, which only files have that do not compile.
func pathTo(imports map[string][]string, from, to string, seen map[string]bool) string {
	if seen[from] {
		return ""
	}
	seen[from] = true
	for _, next := range imports[from] {
		if next == to {
			return from
		}
		if by := pathTo(imports, next, to, seen); by != "" {
			return from + " → " + by
		}
	}
	return ""
}

func reportClock(t *testing.T, file string, parsed *ast.File) {
	ast.Inspect(parsed, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok {
			if pkg, ok := sel.X.(*ast.Ident); ok && pkg.Obj == nil && pkg.Name == "rand" && !slices.Contains(seededOnly, sel.Sel.Name) {
				t.Errorf("%s uses rand.%s: randomness is passed in, as a seed", file, sel.Sel.Name)
			}
			if pkg, ok := sel.X.(*ast.Ident); ok && pkg.Obj == nil && slices.Contains(impureCalls[pkg.Name], sel.Sel.Name) {
				t.Errorf("%s calls %s.%s: the clock stays outside calc", file, pkg.Name, sel.Sel.Name)
			}
		}
		return true
	})
}
