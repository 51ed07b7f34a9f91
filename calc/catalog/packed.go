package catalog

import (
	"fmt"
	"reflect"

	"threelimits/calc/decimal"
)

// The packed form is a table of texts, then one value. A text is its length and its bytes. A value is written by its type:
// a text, or an amount, as its number in the table, from 1 (0 is the empty text, or no amount); a whole number or a
// boolean as itself; a list as its length and its elements; a pointer as 0, or 1 and what it points to; a struct as its
// fields in order. Numbers are varints, seven bits a byte, least significant first.

// unpack reads a packed value into to, a pointer to what was packed.
func unpack(data string, to any) error {
	u := unpacker{rest: data}
	for n := u.number(); n > 0 && !u.failed; n-- {
		u.texts = append(u.texts, u.take(int(u.number())))
	}
	u.amounts = make([]*decimal.Decimal, len(u.texts))
	u.value(reflect.ValueOf(to).Elem())
	if u.failed || u.rest != "" {
		return fmt.Errorf("the packed catalogue is damaged")
	}
	return nil
}

type unpacker struct {
	rest    string
	failed  bool
	texts   []string
	amounts []*decimal.Decimal // of the texts that are some: the same text gives the same Decimal
}

func (u *unpacker) take(n int) string {
	if n < 0 || n > len(u.rest) {
		u.failed, u.rest = true, ""
		return ""
	}
	taken := u.rest[:n]
	u.rest = u.rest[n:]
	return taken
}

func (u *unpacker) number() (n uint64) {
	for shift := 0; shift < 64; shift += 7 {
		b := u.take(1)
		if b == "" {
			return 0
		}
		if n |= uint64(b[0]&0x7f) << shift; b[0] < 0x80 {
			return n
		}
	}
	u.failed = true
	return 0
}

// index reads the number of a text; ok is false for none.
func (u *unpacker) index() (i int, ok bool) {
	n := u.number()
	if n > uint64(len(u.texts)) {
		u.failed = true
		return 0, false
	}
	return int(n) - 1, n > 0
}

func (u *unpacker) value(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		if i, ok := u.index(); ok {
			v.SetString(u.texts[i])
		}
	case reflect.Bool:
		v.SetBool(u.number() == 1)
	case reflect.Int, reflect.Int64:
		v.SetInt(int64(u.number()))
	case reflect.Slice:
		n := int(u.number())
		if n > len(u.rest) { // an element takes a byte at least
			u.failed = true
			return
		}
		if n > 0 {
			v.Set(reflect.MakeSlice(v.Type(), n, n))
		}
		u.elements(v)
	case reflect.Array:
		u.elements(v)
	case reflect.Struct:
		for i := range v.NumField() {
			u.value(v.Field(i))
		}
	case reflect.Pointer:
		u.pointer(v)
	default:
		panic("nothing packed is a " + v.Kind().String())
	}
}

func (u *unpacker) elements(v reflect.Value) {
	for i := range v.Len() {
		u.value(v.Index(i))
	}
}

func (u *unpacker) pointer(v reflect.Value) {
	if _, amount := v.Interface().(*decimal.Decimal); !amount {
		if u.number() == 1 {
			v.Set(reflect.New(v.Type().Elem()))
			u.value(v.Elem())
		}
		return
	}
	i, ok := u.index()
	if !ok {
		return
	}
	if u.amounts[i] == nil {
		d, err := decimal.Parse(u.texts[i])
		u.failed = u.failed || err != nil
		u.amounts[i] = d
	}
	v.Set(reflect.ValueOf(u.amounts[i]))
}
