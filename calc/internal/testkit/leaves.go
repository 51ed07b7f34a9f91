package testkit

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"slices"
	"sort"
	"strconv"
	"strings"
	"testing"

	"threelimits/calc/fields"
)

// Block writes numbers and texts as wire.Reader reads them.
func Block(parts ...any) (block []byte) {
	for _, part := range parts {
		switch part := part.(type) {
		case int:
			block = binary.LittleEndian.AppendUint32(block, uint32(part))
		case string:
			block = append(binary.LittleEndian.AppendUint32(block, uint32(len(part))), part...)
		default:
			panic(fmt.Sprintf("a block has no %T", part))
		}
	}
	return block
}

// PackLeaves writes the leaves of a JSON text as the page does.
func PackLeaves(tb testing.TB, text string) []byte {
	tb.Helper()
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	var value any
	if err := d.Decode(&value); err != nil {
		tb.Fatalf("%s: %v", text, err)
	}
	var body []any
	count := 0
	leaf := func(path []string, kind, text string) {
		count++
		body = append(body, len(path))
		for _, name := range path {
			body = append(body, name)
		}
		body = append(body, kind, text)
	}
	var walk func(path []string, v any)
	walk = func(path []string, v any) {
		inside := func(name string) []string { return append(append([]string{}, path...), name) }
		switch v := v.(type) {
		case map[string]any:
			var names []string
			for name := range v {
				names = append(names, name)
			}
			sort.Strings(names)
			for _, name := range names {
				walk(inside(name), v[name])
			}
		case []any:
			for i, element := range v {
				walk(inside(fmt.Sprint(i)), element)
			}
		case nil:
			leaf(path, "null", "")
		case bool:
			leaf(path, "boolean", fmt.Sprint(v))
		case json.Number:
			leaf(path, "number", v.String())
		case string:
			leaf(path, "string", v)
		}
	}
	walk(nil, value)
	return append(Block(count), Block(body...)...)
}

// Flatten does what the page does: the leaves of a JSON object as fields.
func Flatten(tb testing.TB, object string) []fields.Field {
	tb.Helper()
	d := json.NewDecoder(strings.NewReader(object))
	d.UseNumber()
	var root map[string]any
	if err := d.Decode(&root); err != nil {
		tb.Fatalf("%s: %v", object, err)
	}
	return appendLeaves(nil, "", root)
}

func appendLeaves(leaves []fields.Field, path string, value any) []fields.Field {
	switch v := value.(type) {
	case map[string]any:
		if len(v) == 0 && path != "" {
			return append(leaves, fields.Field{Path: path, Kind: "object", Text: ""})
		}
		names := make([]string, 0, len(v))
		for name := range v {
			names = append(names, name)
		}
		slices.Sort(names)
		for _, name := range names {
			inner := name
			if path != "" {
				inner = path + "." + name
			}
			leaves = appendLeaves(leaves, inner, v[name])
		}
		return leaves
	case []any:
		if len(v) == 0 {
			return append(leaves, fields.Field{Path: path, Kind: "array", Text: ""})
		}
		for i, element := range v {
			leaves = appendLeaves(leaves, path+"."+strconv.Itoa(i), element)
		}
		return leaves
	case json.Number:
		return append(leaves, fields.Field{Path: path, Kind: "number", Text: v.String()})
	case string:
		return append(leaves, fields.Field{Path: path, Kind: "string", Text: v})
	case bool:
		return append(leaves, fields.Field{Path: path, Kind: "boolean", Text: strconv.FormatBool(v)})
	}
	return append(leaves, fields.Field{Path: path, Kind: "null", Text: ""})
}
