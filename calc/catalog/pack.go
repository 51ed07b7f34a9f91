package catalog

import (
	"reflect"

	"threelimits/calc/decimal"
)

func pack(v any) []byte {
	p := packer{numbers: map[string]uint64{}}
	p.value(reflect.ValueOf(v))
	head := varint(nil, uint64(len(p.texts)))
	for _, text := range p.texts {
		head = append(varint(head, uint64(len(text))), text...)
	}
	return append(head, p.body...)
}

type packer struct {
	numbers map[string]uint64
	texts   []string
	body    []byte
}

func varint(to []byte, n uint64) []byte {
	for ; n >= 0x80; n >>= 7 {
		to = append(to, byte(n)|0x80)
	}
	return append(to, byte(n))
}

func (p *packer) put(n uint64) { p.body = varint(p.body, n) }

func (p *packer) text(s string) {
	if s != "" && p.numbers[s] == 0 {
		p.texts = append(p.texts, s)
		p.numbers[s] = uint64(len(p.texts))
	}
	p.put(p.numbers[s])
}

func (p *packer) value(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		p.text(v.String())
	case reflect.Bool:
		p.put(map[bool]uint64{true: 1}[v.Bool()])
	case reflect.Int, reflect.Int64:
		p.put(uint64(v.Int()))
	case reflect.Slice:
		p.put(uint64(v.Len()))
		fallthrough
	case reflect.Array:
		for i := range v.Len() {
			p.value(v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			p.value(v.Field(i))
		}
	case reflect.Pointer:
		p.pointer(v)
	default:
		panic("no way to pack a " + v.Kind().String())
	}
}

func (p *packer) pointer(v reflect.Value) {
	amount, ok := v.Interface().(*decimal.Decimal)
	switch {
	case v.IsNil():
		p.put(0)
	case ok:
		p.text(amount.String())
	default:
		p.put(1)
		p.value(v.Elem())
	}
}
