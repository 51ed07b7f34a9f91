package testkit

import (
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// Schema is a JSON Schema file, read as data.
type Schema struct {
	Root map[string]any
	Used map[string]bool // "pointer.property" of every property met while validating
}

// ReadSchema reads one of site/schema.
func ReadSchema(tb testing.TB, name string) *Schema {
	tb.Helper()
	text, err := os.ReadFile(Root() + "/site/schema/" + name + ".schema.json")
	if err != nil {
		tb.Fatal(err)
	}
	s := &Schema{Used: map[string]bool{}}
	if err := json.Unmarshal(text, &s.Root); err != nil {
		tb.Fatalf("%s: %v", name, err)
	}
	return s
}

// Validate returns what is wrong with value: the part of draft 2020-12 that the schemas use, and a panic beyond it, so
// that no keyword is passed over.
func (s *Schema) Validate(value any) []string { return s.check(s.Root, "#", value, "$") }

func (s *Schema) check(rule map[string]any, pointer string, value any, at string) (wrong []string) {
	fail := func(format string, args ...any) { wrong = append(wrong, at+": "+fmt.Sprintf(format, args...)) }
	for keyword, expected := range rule {
		switch keyword {
		case "$schema", "$id", "$defs", "title", "description", "default", "format", "properties":
		case "$ref":
			name := strings.TrimPrefix(expected.(string), "#/$defs/")
			wrong = append(wrong, s.check(s.Root["$defs"].(map[string]any)[name].(map[string]any), "#"+name, value, at)...)
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

func (s *Schema) anyOf(rules []any, pointer string, value any, at string) (wrong []string) {
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
func (s *Schema) properties(rule map[string]any, pointer string, value any, at string) (wrong []string) {
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
		s.Used[pointer+"."+name] = true
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

// Declared lists every "pointer.property" of the schema, as used does.
func (s *Schema) Declared() map[string]bool {
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
	walk(s.Root, "#")
	for name, rule := range s.Root["$defs"].(map[string]any) {
		walk(rule.(map[string]any), "#"+name)
	}
	return all
}
