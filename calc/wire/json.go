// Package wire is how values cross between the page and a program: JSON out (Append), blocks of numbers and texts in (Reader), and
// numbers that stand for what stays here between two calls (Handles).
//
// It knows no concept: what a block means is said where it is read. In a block a number is 32 bits, little-endian, and a text is its length in bytes and its
// UTF-8. The page parses JSON and passes leaves, since encoding/json would add 166 KB (gzip) to a program.
package wire

import (
	"reflect"
	"strconv"
	"strings"
	"unicode/utf8"

	"threelimits/calc/decimal"
)

// Append appends v as JSON, field by field under the names of its page tags. It stands in for encoding/json, which
// would add 166 KB (gzip) to the engine, and takes what the contract is made of: structs, slices, pointers, strings,
// integers, booleans, floats and amounts, which are written as strings. After the name, a tag says what becomes of the
// field's zero value: ",omit" leaves it out, ",null" writes null; ",inline" writes the fields of a struct in its place. A nil
// pointer is null, a nil slice is empty.
//
// Writing it out by hand, a function for each type, was quicker and 35 KB (gzip) larger.
func Append(buf []byte, v any) []byte { return appendValue(buf, reflect.ValueOf(v)) }

// Result is what a call returned, as JSON, or its error: Result(call()).
func Result(v any, err error) ([]byte, error) {
	if err != nil {
		return nil, err
	}
	return Append(nil, v), nil
}

func appendValue(buf []byte, v reflect.Value) []byte {
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			return append(buf, "null"...)
		}
		if amount, ok := v.Interface().(*decimal.Decimal); ok {
			return appendString(buf, amount.String())
		}
		return appendValue(buf, v.Elem())
	case reflect.Struct:
		return appendObject(buf, v)
	case reflect.Slice:
		buf = append(buf, '[')
		for i := range v.Len() {
			if i > 0 {
				buf = append(buf, ',')
			}
			buf = appendValue(buf, v.Index(i))
		}
		return append(buf, ']')
	case reflect.String:
		return appendString(buf, v.String())
	case reflect.Bool:
		return strconv.AppendBool(buf, v.Bool())
	case reflect.Int, reflect.Int64:
		return strconv.AppendInt(buf, v.Int(), 10)
	case reflect.Float64:
		return appendNumber(buf, v.Float())
	}
	panic("no JSON for " + v.Kind().String())
}

func appendObject(buf []byte, v reflect.Value) []byte {
	buf = append(buf, '{')
	return append(appendFields(buf, v, len(buf)), '}')
}

// appendFields appends the fields of a struct to an object whose first one is at start.
func appendFields(buf []byte, v reflect.Value, start int) []byte {
	for i := range v.NumField() {
		field := v.Field(i)
		tag := string(v.Type().Field(i).Tag) // page:"name,rule"
		name, rule, _ := strings.Cut(tag[len(`page:"`):len(tag)-1], ",")
		if rule == "inline" {
			buf = appendFields(buf, field, start)
			continue
		}
		zero := rule != "" && field.IsZero()
		if zero && rule == "omit" {
			continue
		}
		if len(buf) > start {
			buf = append(buf, ',')
		}
		buf = append(appendString(buf, name), ':')
		if zero {
			buf = append(buf, "null"...)
		} else {
			buf = appendValue(buf, field)
		}
	}
	return buf
}

// appendNumber writes as JavaScript does: the fewest digits that read back as f, with an exponent only below 1e-6 and
// from 1e21 on.
func appendNumber(buf []byte, f float64) []byte {
	format := byte('f')
	if f != 0 && (f < 1e-6 && f > -1e-6 || f >= 1e21 || f <= -1e21) {
		format = 'e'
	}
	buf = strconv.AppendFloat(buf, f, format, -1, 64)
	if n := len(buf); format == 'e' && buf[n-4] == 'e' && buf[n-2] == '0' { // 1e-07
		buf = append(buf[:n-2], buf[n-1])
	}
	return buf
}

const hex = "0123456789abcdef"

// appendString quotes s. Control characters, U+2028 and U+2029 (line ends in JavaScript's older strings) are escaped; each
// byte that is not UTF-8 becomes U+FFFD.
func appendString(buf []byte, s string) []byte {
	buf = append(buf, '"')
	for _, r := range s { // U+FFFD for each byte that is not UTF-8
		switch {
		case r == '"' || r == '\\':
			buf = append(buf, '\\', byte(r))
		case r < ' ' || r == 0x7F || r == '\u2028' || r == '\u2029':
			buf = append(buf, '\\', 'u', hex[r>>12], hex[r>>8&15], hex[r>>4&15], hex[r&15])
		default:
			buf = utf8.AppendRune(buf, r)
		}
	}
	return append(buf, '"')
}
