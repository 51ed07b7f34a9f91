// Package fields has the leaves of JSON objects as the page hands them over, which parses the JSON: nothing in calc/ does.
//
// There are two shapes. Field has its path as one text with points, for objects whose names are known and hold none; Leaf has the
// path name by name, for files of others, where a name may hold anything.
package fields

// Field is one leaf of a JSON object. Path joins the names with points ("request.system"); Kind is the type
// of the value: "number", "string", "boolean", "null", or "array" and "object" for empty ones (the leaves of others are
// fields of their own); Text is the number as JavaScript prints it, or the string itself.
type Field struct {
	Path, Kind, Text string
}

// Leaf is one value of a file's JSON: the names and indices that lead to it from the outside in; the type of the value
// ("number", "string", "boolean", "null", or "array" and "object" for empty ones); and its text, a number as JavaScript
// prints it.
type Leaf struct {
	Path       []string
	Kind, Text string
}
