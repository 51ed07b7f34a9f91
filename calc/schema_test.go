package calc

import (
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"threelimits/calc/internal/testkit"
)

// schema is a JSON Schema file, read as data.
type schema struct {
	root map[string]any
	used map[string]bool // "pointer.property" of every property met while validating
}

func readSchema(tb testing.TB, name string) *schema {
	tb.Helper()
	text, err := os.ReadFile(testkit.Root() + "/site/schema/" + name + ".schema.json")
	if err != nil {
		tb.Fatal(err)
	}
	s := &schema{used: map[string]bool{}}
	if err := json.Unmarshal(text, &s.root); err != nil {
		tb.Fatalf("%s: %v", name, err)
	}
	return s
}

// validate returns what is wrong with value: the part of draft 2020-12 that the schemas use, and a panic beyond it, so
// that no keyword is passed over.
func (s *schema) validate(value any) []string { return s.check(s.root, "#", value, "$") }

func (s *schema) check(rule map[string]any, pointer string, value any, at string) (wrong []string) {
	fail := func(format string, args ...any) { wrong = append(wrong, at+": "+fmt.Sprintf(format, args...)) }
	for keyword, expected := range rule {
		switch keyword {
		case "$schema", "$id", "$defs", "title", "description", "default", "format", "properties":
		case "$ref":
			name := strings.TrimPrefix(expected.(string), "#/$defs/")
			wrong = append(wrong, s.check(s.root["$defs"].(map[string]any)[name].(map[string]any), "#"+name, value, at)...)
		case "anyOf":
			wrong = append(wrong, s.anyOf(expected.([]any), pointer, value, at)...)
		case "not":
			if len(s.check(expected.(map[string]any), pointer+"/not", value, at)) == 0 {
				fail("is what it must not be")
			}
		case "type":
			if !isOneOf(expected, value) {
				fail("%v is not %v", value, expected)
			}
		case "enum":
			if !slices.Contains(expected.([]any), value) {
				fail("%v is none of %v", value, expected)
			}
		case "required":
			object, _ := value.(map[string]any)
			for _, name := range expected.([]any) {
				if _, ok := object[name.(string)]; !ok {
					fail("%v is missing", name)
				}
			}
		case "additionalProperties":
			wrong = append(wrong, s.properties(rule, pointer, value, at)...)
		case "items":
			list, _ := value.([]any)
			for i, element := range list {
				wrong = append(wrong, s.check(expected.(map[string]any), pointer+"/items", element, fmt.Sprintf("%s[%d]", at, i))...)
			}
		case "minItems":
			if list, ok := value.([]any); ok && float64(len(list)) < expected.(float64) {
				fail("has %d items", len(list))
			}
		case "minLength":
			if text, ok := value.(string); ok && float64(len(text)) < expected.(float64) {
				fail("is too short")
			}
		case "pattern":
			if text, ok := value.(string); ok && !regexp.MustCompile(expected.(string)).MatchString(text) {
				fail("%q is not %v", text, expected)
			}
		case "minimum":
			if n, ok := value.(float64); ok && n < expected.(float64) {
				fail("%v is below %v", n, expected)
			}
		case "maximum":
			if n, ok := value.(float64); ok && n > expected.(float64) {
				fail("%v is above %v", n, expected)
			}
		default:
			panic("keyword " + keyword)
		}
	}
	return wrong
}

func (s *schema) anyOf(rules []any, pointer string, value any, at string) (wrong []string) {
	for i, rule := range rules {
		problems := s.check(rule.(map[string]any), fmt.Sprintf("%s/%d", pointer, i), value, at)
		if len(problems) == 0 {
			return nil
		}
		wrong = append(wrong, problems...)
	}
	return wrong
}

// properties holds an object to the names that the rule lists, each to its own rule.
func (s *schema) properties(rule map[string]any, pointer string, value any, at string) (wrong []string) {
	object, ok := value.(map[string]any)
	if !ok {
		return nil
	}
	known, _ := rule["properties"].(map[string]any)
	for name, inner := range object {
		property, ok := known[name].(map[string]any)
		if others, any := rule["additionalProperties"].(map[string]any); any && !ok { // a rule for whatever name
			wrong = append(wrong, s.check(others, pointer+"/others", inner, at+"."+name)...)
			continue
		}
		if !ok {
			wrong = append(wrong, at+"."+name+": no such field")
			continue
		}
		s.used[pointer+"."+name] = true
		wrong = append(wrong, s.check(property, pointer+"."+name, inner, at+"."+name)...)
	}
	return wrong
}

func isOneOf(types, value any) bool {
	if list, ok := types.([]any); ok {
		return slices.ContainsFunc(list, func(one any) bool { return isOneOf(one, value) })
	}
	number, isNumber := value.(float64)
	switch types {
	case "null":
		return value == nil
	case "integer":
		return isNumber && number == float64(int64(number))
	case "number":
		return isNumber
	case "string", "boolean":
		return value != nil && reflect.TypeOf(value).Kind().String() == strings.TrimSuffix(types.(string), "ean")
	case "object":
		_, ok := value.(map[string]any)
		return ok
	case "array":
		_, ok := value.([]any)
		return ok
	}
	panic(types)
}

// declared lists every "pointer.property" of the schema, as used does.
func (s *schema) declared() map[string]bool {
	all := map[string]bool{}
	var walk func(rule map[string]any, pointer string)
	walk = func(rule map[string]any, pointer string) {
		properties, _ := rule["properties"].(map[string]any)
		for name, inner := range properties {
			all[pointer+"."+name] = true
			walk(inner.(map[string]any), pointer+"."+name)
		}
		if items, ok := rule["items"].(map[string]any); ok {
			walk(items, pointer+"/items")
		}
		if others, ok := rule["additionalProperties"].(map[string]any); ok {
			walk(others, pointer+"/others")
		}
		options, _ := rule["anyOf"].([]any)
		for i, option := range options {
			walk(option.(map[string]any), fmt.Sprintf("%s/%d", pointer, i))
		}
	}
	walk(s.root, "#")
	for name, rule := range s.root["$defs"].(map[string]any) {
		walk(rule.(map[string]any), "#"+name)
	}
	return all
}

// decoded is the estimate as a reader of JSON sees it.
func decoded(tb testing.TB, e Estimate) map[string]any {
	tb.Helper()
	text := e.AppendJSON(nil)
	var object map[string]any
	if err := json.Unmarshal(text, &object); err != nil {
		tb.Fatalf("%v in %s", err, text)
	}
	return object
}

// TestEstimatesFollowTheSchema: on scenarios of every kind, nothing but what the schema lists is written, all that it
// requires is, and each of its fields is written somewhere.
func TestEstimatesFollowTheSchema(t *testing.T) {
	s := readSchema(t, "estimate")
	for _, scenario := range manyScenarios(t) {
		if wrong := s.validate(decoded(t, mustEvaluate(t, parse(t, scenario)))); len(wrong) > 0 {
			t.Fatalf("%s:\n%s", scenario, strings.Join(wrong, "\n"))
		}
	}
	for field := range s.declared() {
		if !s.used[field] {
			t.Errorf("no estimate has %s", field)
		}
	}
}

// TestScenarioSchemaIsTrue: the schema and ParseScenario accept the same objects.
func TestScenarioSchemaIsTrue(t *testing.T) {
	s := readSchema(t, "scenario")
	accepted, refused := 0, 0
	for _, scenario := range append(manyScenarios(t), brokenScenarios(t)...) {
		var object any
		if err := json.Unmarshal([]byte(scenario), &object); err != nil {
			t.Fatal(err)
		}
		wrong := s.validate(object)
		_, err := ParseScenario(flatten(t, scenario))
		if (err == nil) != (len(wrong) == 0) {
			t.Errorf("%s\n  ParseScenario: %v\n  schema: %v", scenario, err, wrong)
		}
		if err == nil {
			accepted++
		} else {
			refused++
		}
	}
	if accepted < 100 || refused < 100 {
		t.Errorf("%d accepted, %d refused: too few to mean something", accepted, refused)
	}
	for field := range s.declared() {
		if !s.used[field] {
			t.Errorf("no scenario has %s", field)
		}
	}
}

// TestSchemasNameWhatTheContractNames holds the schemas against the TypeScript types, name by name.
func TestSchemasNameWhatTheContractNames(t *testing.T) {
	for name, interfaces := range map[string][]string{
		"scenario": {"Scenario", "Interval", "Prices"},
		"estimate": {"Estimate", "WorkingStep", "Note", "Trust", "Range<T>", "Prices"},
	} {
		inSchema := map[string]bool{}
		for field := range readSchema(t, name).declared() {
			inSchema[field[strings.LastIndexByte(field, '.')+1:]] = true
		}
		inContract := map[string]bool{}
		for _, one := range interfaces {
			for field := range fieldsOf(t, one) {
				inContract[field] = true
			}
		}
		if name == "scenario" {
			inContract["trust"] = true // Count: an Interval with an optional trust
		}
		if !reflect.DeepEqual(inSchema, inContract) {
			t.Errorf("%s: the schema has %v, the contract %v", name, keys(inSchema), keys(inContract))
		}
	}
}

var (
	comments = regexp.MustCompile(`(?s)/\*.*?\*/|//[^\n]*`)
	quoted   = regexp.MustCompile(`"[^"]*"`)
	property = regexp.MustCompile(`(\w+)\??:`)
)

// readContract is the public types of the page.
func readContract(tb testing.TB) string {
	tb.Helper()
	text, err := os.ReadFile(testkit.Root() + "/site/core/contract.ts")
	if err != nil {
		tb.Fatal(err)
	}
	return string(text)
}

// fieldsOf lists the names of all fields in a TypeScript interface of the contract, at any depth.
func fieldsOf(tb testing.TB, name string) map[string]bool {
	tb.Helper()
	contract := readContract(tb)
	_, body, found := strings.Cut(contract, "export interface "+name+" {")
	if !found {
		tb.Fatalf("the contract has no interface %s", name)
	}
	depth, end := 1, 0
	for ; depth > 0; end++ {
		switch body[end] {
		case '{':
			depth++
		case '}':
			depth--
		}
	}
	fields := map[string]bool{}
	for _, match := range property.FindAllStringSubmatch(quoted.ReplaceAllString(comments.ReplaceAllString(body[:end], ""), ""), -1) {
		fields[match[1]] = true
	}
	return fields
}

func keys(set map[string]bool) []string {
	var list []string
	for key := range set {
		list = append(list, key)
	}
	slices.Sort(list)
	return list
}
