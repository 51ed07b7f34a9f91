package architecture

import (
	"cmp"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// goRecords are the structs of calc that are written as JSON (calc/wire).
type goRecords struct {
	types   map[string]goType // "calc/cost.Line"
	structs []*goStruct
	records map[*ast.StructType]*record
	held    map[*ast.StructType]bool
}

// A goType is a named type and what the file it stands in imports.
type goType struct {
	expr    ast.Expr
	pkg     string
	imports map[string]string
}

// A goStruct is a struct with page tags; name is empty where it has none.
type goStruct struct {
	goType
	node      *ast.StructType
	name, doc string
}

func (s *goStruct) String() string { return s.pkg + "." + s.name }

var (
	ofContract = regexp.MustCompile(`(\w+(?:\(\))?)(?:\[\])? (?:of the contract|in site/contract)`)
	addedLater = regexp.MustCompile(`without (\w+), which the page adds`)
	pageTag    = regexp.MustCompile("^`page:\"([^,\"]*),?([^\"]*)\"`$")
)

// contractName is the record of the contract that the comment names, "EncodingInfo", or the call that gives it, "measure()".
func (s *goStruct) contractName() string {
	if match := ofContract.FindStringSubmatch(s.doc); match != nil {
		return match[1]
	}
	return ""
}

// noRecord: a file, say, which is read by Go again.
func (s *goStruct) noRecord() bool { return strings.Contains(s.doc, "no record of the contract") }

func readGo(t *testing.T) *goRecords {
	t.Helper()
	g := &goRecords{types: map[string]goType{}, records: map[*ast.StructType]*record{}, held: map[*ast.StructType]bool{}}
	for _, file := range goFiles(t, "calc") {
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		place, _ := filepath.Rel(root, filepath.Dir(file))
		g.addFile(filepath.ToSlash(place), parsed)
	}
	for _, s := range g.structs {
		for _, f := range s.node.Fields.List {
			if inner, _ := g.structOf(f.Type, s.goType); inner != nil {
				g.held[inner] = true
			}
		}
	}
	return g
}

func (g *goRecords) addFile(pkg string, file *ast.File) {
	imports := map[string]string{}
	for _, spec := range file.Imports {
		path, _ := strconv.Unquote(spec.Path.Value)
		name := path[strings.LastIndexByte(path, '/')+1:]
		if spec.Name != nil {
			name = spec.Name.Name
		}
		imports[name] = strings.TrimPrefix(path, module)
	}
	named := map[*ast.StructType]bool{}
	function := "" // what is said of the one that a struct stands in
	ast.Inspect(file, func(node ast.Node) bool {
		switch n := node.(type) {
		case *ast.FuncDecl:
			function = n.Doc.Text()
		case *ast.GenDecl:
			for _, spec := range n.Specs {
				one, ok := spec.(*ast.TypeSpec)
				if !ok {
					continue
				}
				here := goType{one.Type, pkg, imports}
				g.types[pkg+"."+one.Name.Name] = here
				if s, ok := one.Type.(*ast.StructType); ok && hasTags(s) {
					named[s] = true
					doc := cmp.Or(n.Doc.Text()+one.Doc.Text(), function)
					g.structs = append(g.structs, &goStruct{here, s, one.Name.Name, oneLine(doc)})
				}
			}
		case *ast.StructType:
			if hasTags(n) && !named[n] {
				g.structs = append(g.structs, &goStruct{goType{n, pkg, imports}, n, "", oneLine(function)})
			}
		}
		return true
	})
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

func hasTags(s *ast.StructType) bool {
	return slices.ContainsFunc(s.Fields.List, func(f *ast.Field) bool { return f.Tag != nil && pageTag.MatchString(f.Tag.Value) })
}

// roots are the structs that no other holds.
func (g *goRecords) roots() (roots []*goStruct) {
	for _, s := range g.structs {
		if !g.held[s.node] {
			roots = append(roots, s)
		}
	}
	return roots
}

// structOf is the struct with page tags that a type is, points to or lists; nil: none. With it, where that stands.
func (g *goRecords) structOf(expr ast.Expr, at goType) (*ast.StructType, goType) {
	switch e := expr.(type) {
	case *ast.StarExpr:
		return g.structOf(e.X, at)
	case *ast.ArrayType:
		return g.structOf(e.Elt, at)
	case *ast.IndexExpr: // of a generic type, whose arguments are numbers and amounts
		return g.structOf(e.X, at)
	case *ast.StructType:
		if hasTags(e) {
			return e, at
		}
	case *ast.Ident:
		if named, ok := g.types[at.pkg+"."+e.Name]; ok {
			return g.structOf(named.expr, named)
		}
	case *ast.SelectorExpr:
		if pkg, ok := e.X.(*ast.Ident); ok {
			if named, ok := g.types[at.imports[pkg.Name]+"."+e.Sel.Name]; ok {
				return g.structOf(named.expr, named)
			}
		}
	}
	return nil, at
}

// record is the struct's, with what the page adds to it as the comment says.
func (g *goRecords) record(s *goStruct) *record {
	r := g.recordOf(s.node, s.goType, s.String())
	if match := addedLater.FindStringSubmatch(s.doc); match != nil {
		r.fields[match[1]] = field{optional: true}
	}
	return r
}

func (g *goRecords) recordOf(node *ast.StructType, at goType, name string) *record {
	if known := g.records[node]; known != nil {
		return known
	}
	if i := slices.IndexFunc(g.structs, func(s *goStruct) bool { return s.node == node && s.name != "" }); i >= 0 {
		name = g.structs[i].String()
	}
	r := &record{name, map[string]field{}}
	g.records[node] = r
	for _, f := range node.Fields.List {
		if f.Tag == nil {
			continue
		}
		tag := pageTag.FindStringSubmatch(f.Tag.Value)
		inner, there := g.structOf(f.Type, at)
		if tag[2] == "inline" {
			for name, one := range g.recordOf(inner, there, name).fields {
				r.fields[name] = one
			}
			continue
		}
		_, pointer := f.Type.(*ast.StarExpr)
		one := field{optional: tag[2] == "omit", null: tag[2] == "null", nilable: pointer}
		if inner != nil {
			one.inner = g.recordOf(inner, there, name+"."+tag[1])
		}
		r.fields[tag[1]] = one
	}
	return r
}
