package architecture

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// A tsType is a TypeScript type as far as the contract uses them: "object" has fields, "all" (an interface and what it extends, &) and
// "any" (|) have parts, "list" one; "name" is a type by its name, or null, a number, a text …
type tsType struct {
	kind    string
	name    string
	fields  map[string]tsField
	results map[string]*tsType // of methods
	parts   []*tsType          // of "name": its arguments
}

type tsField struct {
	optional bool
	of       *tsType
}

// contractTypes are the types of site/contract by name.
type contractTypes struct {
	types   map[string]*tsType
	records map[*tsType]*record
}

var (
	tsComments = regexp.MustCompile(`(?s)/\*.*?\*/|//[^\n]*`)
	tsTokens   = regexp.MustCompile(`"[^"]*"|[\w$]+|=>|[{}()\[\]<>|&;:,?.=*]`)
)

func readContract(t *testing.T) *contractTypes {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(root, "site/contract/*.ts"))
	if err != nil || len(files) == 0 {
		t.Fatal("no contract: the test looks in the wrong place", err)
	}
	c := &contractTypes{map[string]*tsType{}, map[*tsType]*record{}}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		p := tsParser{tsTokens.FindAllString(tsComments.ReplaceAllString(string(text), ""), -1)}
		for len(p.rest) > 0 {
			p.declaration(c.types)
		}
	}
	return c
}

// A tsParser reads declarations; it panics at what the contract has not had so far.
type tsParser struct{ rest []string }

func (p *tsParser) next() string {
	if len(p.rest) == 0 {
		panic("the text ends too early")
	}
	one := p.rest[0]
	p.rest = p.rest[1:]
	return one
}

func (p *tsParser) is(token string) bool { return len(p.rest) > 0 && p.rest[0] == token }

func (p *tsParser) takes(token string) bool {
	if !p.is(token) {
		return false
	}
	p.next()
	return true
}

func (p *tsParser) must(token string) {
	if got := p.next(); got != token {
		panic("expected " + token + ", got " + got + " before " + strings.Join(p.rest[:min(8, len(p.rest))], " "))
	}
}

func (p *tsParser) declaration(types map[string]*tsType) {
	if p.takes("import") {
		for !p.takes(";") {
			p.next()
		}
		return
	}
	p.must("export")
	switch p.next() {
	case "type":
		if p.takes("*") {
			for !p.takes(";") {
				p.next()
			}
			return
		}
		name := p.next()
		p.arguments()
		p.must("=")
		types[name] = p.typed()
		p.must(";")
	case "interface":
		name := p.next()
		p.arguments()
		whole := &tsType{kind: "all"}
		if p.takes("extends") {
			whole.parts = append(whole.parts, p.typed())
			for p.takes(",") {
				whole.parts = append(whole.parts, p.typed())
			}
		}
		p.must("{")
		whole.parts = append(whole.parts, p.object())
		types[name] = whole
	default:
		panic("the contract has types alone")
	}
}

func (p *tsParser) arguments() (list []*tsType) {
	if !p.takes("<") {
		return nil
	}
	for !p.takes(">") {
		list = append(list, p.typed())
		p.takes(",")
	}
	return list
}

func (p *tsParser) typed() *tsType {
	p.takes("|")
	all := []*tsType{p.both()}
	for p.takes("|") {
		all = append(all, p.both())
	}
	if len(all) == 1 {
		return all[0]
	}
	return &tsType{kind: "any", parts: all}
}

func (p *tsParser) both() *tsType {
	p.takes("&")
	all := []*tsType{p.one()}
	for p.takes("&") {
		all = append(all, p.one())
	}
	if len(all) == 1 {
		return all[0]
	}
	return &tsType{kind: "all", parts: all}
}

func (p *tsParser) one() *tsType {
	var t *tsType
	switch p.takes("readonly"); {
	case p.takes("{"):
		t = p.object()
	case p.takes("("):
		t = p.typed()
		p.must(")")
	default:
		t = &tsType{kind: "name", name: p.next()}
		t.parts = p.arguments()
	}
	for p.takes("[") {
		if p.takes("]") {
			t = &tsType{kind: "list", parts: []*tsType{t}}
			continue
		}
		t = &tsType{kind: "at", name: strings.Trim(p.next(), `"`), parts: []*tsType{t}}
		p.must("]")
	}
	return t
}

// object reads the members up to the closing brace.
func (p *tsParser) object() *tsType {
	t := &tsType{kind: "object", fields: map[string]tsField{}, results: map[string]*tsType{}}
	for !p.takes("}") {
		if p.is("readonly") && p.rest[1] != ":" {
			p.next()
		}
		name := strings.Trim(p.next(), `"`)
		optional := p.takes("?")
		if p.takes("(") {
			for depth := 1; depth > 0; {
				switch p.next() {
				case "(":
					depth++
				case ")":
					depth--
				}
			}
			p.must(":")
			t.results[name] = p.typed()
		} else {
			p.must(":")
			t.fields[name] = tsField{optional, p.typed()}
		}
		if !p.takes(";") {
			p.takes(",")
		}
	}
	return t
}

// named is the record of a name, or what a call of ThreeLimits gives, as in "measure()"; nil: there is none.
func (c *contractTypes) named(name string) *record {
	call, isCall := strings.CutSuffix(name, "()")
	if !isCall {
		return c.record(&tsType{kind: "name", name: name}, name)
	}
	for _, part := range c.types["ThreeLimits"].parts {
		if result := part.results[call]; result != nil { // Promise<…>
			return c.record(result.parts[0], name)
		}
	}
	return nil
}

// record is the record that a type is or lists; of several, which one of them is, all fields of all. nil: it is none.
func (c *contractTypes) record(t *tsType, name string) *record {
	if t.kind == "name" && c.types[t.name] != nil {
		t, name = c.types[t.name], t.name
	}
	if known, ok := c.records[t]; ok {
		return known
	}
	r := &record{name, map[string]field{}}
	c.records[t] = r
	c.gather(t, r)
	if len(r.fields) == 0 {
		c.records[t] = nil
		return nil
	}
	return r
}

func (c *contractTypes) gather(t *tsType, r *record) {
	switch t.kind {
	case "object":
		for name, one := range t.fields {
			r.fields[name] = field{optional: one.optional, null: c.isNull(one.of), inner: c.record(one.of, r.name+"."+name)}
		}
	case "list":
		c.gather(t.parts[0], r)
	case "all", "any":
		for _, part := range t.parts {
			c.gather(part, r)
		}
	case "at":
		if t.name == "number" {
			c.gather(t.parts[0], r)
		} else if inner := c.field(t.parts[0], t.name); inner != nil {
			c.gather(inner, r)
		}
	case "name":
		if named := c.types[t.name]; named != nil {
			c.gather(named, r)
		}
		if t.name == "Omit" {
			c.gather(t.parts[0], r)
			delete(r.fields, strings.Trim(t.parts[1].name, `"`))
		}
	}
}

// field is what an interface has under a name.
func (c *contractTypes) field(t *tsType, name string) *tsType {
	for _, part := range c.types[t.name].parts {
		if one, ok := part.fields[name]; ok {
			return one.of
		}
	}
	return nil
}

func (c *contractTypes) isNull(t *tsType) bool {
	switch t.kind {
	case "any":
		return slices.ContainsFunc(t.parts, c.isNull)
	case "name":
		return t.name == "null" || c.types[t.name] != nil && c.isNull(c.types[t.name])
	}
	return false
}

func readSchemas(t *testing.T) (schemas []map[string]any) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(root, "site/schema/*.schema.json"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var schema map[string]any
		if err := json.Unmarshal(text, &schema); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		schemas = append(schemas, schema)
	}
	return schemas
}

// recordOfSchema is the record that a rule of a schema is of; nil: of none.
func recordOfSchema(name string, schema, rule map[string]any) *record {
	r := &record{name, map[string]field{}}
	for _, one := range options(schema, rule) {
		if items, ok := one["items"].(map[string]any); ok {
			if inner := recordOfSchema(name, schema, items); inner != nil {
				maps.Copy(r.fields, inner.fields)
			}
		}
		required, _ := one["required"].([]any)
		properties, _ := one["properties"].(map[string]any)
		for property, rule := range properties {
			inner := rule.(map[string]any)
			r.fields[property] = field{
				optional: !slices.Contains(required, any(property)),
				null:     slices.ContainsFunc(options(schema, inner), mayBeNull),
				inner:    recordOfSchema(name+"."+property, schema, inner),
			}
		}
	}
	if len(r.fields) == 0 {
		return nil
	}
	return r
}

// options are the rules that stand behind a rule: itself, what it refers to, any of several.
func options(schema, rule map[string]any) []map[string]any {
	all := []map[string]any{rule}
	if ref, ok := rule["$ref"].(string); ok {
		named := schema["$defs"].(map[string]any)[strings.TrimPrefix(ref, "#/$defs/")]
		all = append(all, options(schema, named.(map[string]any))...)
	}
	several, _ := rule["anyOf"].([]any)
	for _, one := range several {
		all = append(all, options(schema, one.(map[string]any))...)
	}
	return all
}

func mayBeNull(rule map[string]any) bool {
	types, _ := rule["type"].([]any)
	values, _ := rule["enum"].([]any)
	return rule["type"] == "null" || slices.Contains(types, any("null")) || slices.Contains(values, nil)
}
