package calc

import (
	"reflect"
	"strconv"
	"strings"
	"unicode/utf8"

	"threelimits/calc/cost"
)

// appendJSON appends v as JSON, as appendJSONValue writes it.
func appendJSON(buf []byte, v any) []byte { return appendJSONValue(buf, reflect.ValueOf(v)) }

// appendJSONValue appends v as JSON, field by field under the names of its json tags. It stands in for encoding/json, which
// would add 166 KB (gzip) to the engine, and takes what the contract is made of: structs, slices, pointers, strings,
// integers, booleans, floats and amounts, which are written as strings. After the name, a tag says what becomes of the
// field's zero value: ",omit" leaves it out, ",null" writes null; ",inline" writes the fields of a struct in its place. A nil pointer is null, a nil slice is empty.
//
// Writing it out by hand, a function for each type, was quicker and 35 KB (gzip) larger.
func appendJSONValue(buf []byte, v reflect.Value) []byte {
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			return append(buf, "null"...)
		}
		if amount, ok := v.Interface().(*cost.Decimal); ok {
			return appendJSONString(buf, amount.String())
		}
		return appendJSONValue(buf, v.Elem())
	case reflect.Struct:
		return appendJSONObject(buf, v)
	case reflect.Slice:
		buf = append(buf, '[')
		for i := range v.Len() {
			if i > 0 {
				buf = append(buf, ',')
			}
			buf = appendJSONValue(buf, v.Index(i))
		}
		return append(buf, ']')
	case reflect.String:
		return appendJSONString(buf, v.String())
	case reflect.Bool:
		return strconv.AppendBool(buf, v.Bool())
	case reflect.Int, reflect.Int64:
		return strconv.AppendInt(buf, v.Int(), 10)
	case reflect.Float64:
		return appendJSONNumber(buf, v.Float())
	}
	panic("no JSON for " + v.Kind().String())
}

func appendJSONObject(buf []byte, v reflect.Value) []byte {
	buf = append(buf, '{')
	start := len(buf)
	for i := range v.NumField() {
		tag := string(v.Type().Field(i).Tag) // json:"name,rule"
		name, rule, _ := strings.Cut(tag[len(`json:"`):len(tag)-1], ",")
		if rule == "inline" {
			inner := appendJSONObject(nil, v.Field(i))
			if len(inner) > len("{}") {
				if len(buf) > start {
					buf = append(buf, ',')
				}
				buf = append(buf, inner[1:len(inner)-1]...)
			}
			continue
		}
		zero := rule != "" && v.Field(i).IsZero()
		if zero && rule == "omit" {
			continue
		}
		if len(buf) > start {
			buf = append(buf, ',')
		}
		buf = append(appendJSONString(buf, name), ':')
		if zero {
			buf = append(buf, "null"...)
		} else {
			buf = appendJSONValue(buf, v.Field(i))
		}
	}
	return append(buf, '}')
}

// appendJSONNumber writes as JavaScript does: the fewest digits that read back as f, with an exponent only below 1e-6 and
// from 1e21 on.
func appendJSONNumber(buf []byte, f float64) []byte {
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

// appendJSONString quotes s. Control characters, U+2028 and U+2029 (line ends in JavaScript's older strings) are escaped; each
// byte that is not UTF-8 becomes U+FFFD.
func appendJSONString(buf []byte, s string) []byte {
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
