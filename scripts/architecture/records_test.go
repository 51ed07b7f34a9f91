package architecture

import (
	"cmp"
	"maps"
	"slices"
	"testing"
)

// A record is an object of JSON as one of its three statements has it: a Go struct with page tags, a TypeScript type of
// site/contract, a JSON Schema of site/schema.
type record struct {
	name   string
	fields map[string]field
}

// A field may be left out, may be null, and may hold a record, by itself or in a list. nilable: in Go it is a pointer, which need not say
// that it is ever null.
type field struct {
	optional, null, nilable bool
	inner                   *record
}

// A comparison holds records of one statement against those of another.
type comparison struct {
	t    *testing.T
	rule func(a, b field) string // what is wrong between two fields beside their records
	met  map[[2]*record]bool
}

func compare(t *testing.T, a, b *record, rule func(a, b field) string) {
	c := comparison{t, rule, map[[2]*record]bool{}}
	c.records(a, b)
}

func (c comparison) records(a, b *record) {
	if c.met[[2]*record{a, b}] {
		return
	}
	c.met[[2]*record{a, b}] = true
	names := maps.Clone(a.fields)
	maps.Copy(names, b.fields)
	for _, name := range slices.Sorted(maps.Keys(names)) {
		x, inA := a.fields[name]
		y, inB := b.fields[name]
		switch {
		case !inA:
			c.t.Errorf("%s has %s, %s has not", b.name, name, a.name)
		case !inB:
			c.t.Errorf("%s has %s, %s has not", a.name, name, b.name)
		case (x.inner == nil) != (y.inner == nil):
			with, without := a, b
			if x.inner == nil {
				with, without = b, a
			}
			c.t.Errorf("%s.%s is a record, in %s it is none", with.name, name, without.name)
		default:
			if wrong := c.rule(x, y); wrong != "" {
				c.t.Errorf("%s.%s, %s.%s: %s", a.name, name, b.name, name, wrong)
			}
			if x.inner != nil {
				c.records(x.inner, y.inner)
			}
		}
	}
}

// TestGoWritesWhatTheContractNames ranges over every struct that is written as JSON: it is a record of the contract, by the name its
// comment says or by its own, or is held by one, and has its fields, no more and no fewer. What Go may leave out or write as null, the
// contract says so of.
func TestGoWritesWhatTheContractNames(t *testing.T) {
	golang, contract := readGo(t), readContract(t)
	rule := func(written, read field) string {
		switch {
		case written.optional && !read.optional:
			return "Go may leave it out, the contract always has it"
		case written.null && !read.null:
			return "Go may write null, the contract does not say so"
		case read.null && !read.optional && !written.null && !written.nilable:
			return "the contract says null, Go never writes it"
		}
		return ""
	}
	for _, s := range golang.roots() {
		if s.noRecord() {
			golang.record(s)
			continue
		}
		want := contract.named(cmp.Or(s.contractName(), s.name))
		if want == nil {
			t.Errorf("%s is written as JSON: its comment must say which record of the contract it is, as in \"Estimate of the contract\"", s)
			continue
		}
		compare(t, golang.record(s), want, rule)
	}
	if len(golang.records) < 50 {
		t.Errorf("%d records: the test looks in the wrong place", len(golang.records))
	}
	for _, s := range golang.structs {
		if golang.records[s.node] == nil {
			t.Errorf("%s has page tags and nothing holds it", s)
		}
	}
}

// TestSchemasNameWhatTheContractNames ranges over the schemas. One of a file that people write, which has a format, is held against its
// reader by the tests beside that; any other is of the record that its title names.
func TestSchemasNameWhatTheContractNames(t *testing.T) {
	contract := readContract(t)
	held := 0
	for _, schema := range readSchemas(t) {
		title, _ := schema["title"].(string)
		got := recordOfSchema(title+" (schema)", schema, schema)
		if _, file := got.fields["format"]; file {
			continue
		}
		want := contract.named(title)
		if want == nil {
			t.Errorf("the contract has no %s", title)
			continue
		}
		held++
		compare(t, got, want, func(schema, read field) string {
			switch {
			case schema.optional != read.optional:
				return "one of them may be left out, the other not"
			case schema.null != read.null:
				return "one of them may be null, the other not"
			}
			return ""
		})
	}
	if held == 0 {
		t.Error("no schema: the test looks in the wrong place")
	}
}
