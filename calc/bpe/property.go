package bpe

import (
	"sync"
	"unicode/utf8"
)

// A codePointSet has a bit for each code point.
type codePointSet []uint64

func (s codePointSet) has(c rune) bool { return s[c>>6]>>(c&63)&1 != 0 }

// hasAt reports whether the character at text[i] is in the set.
func (s codePointSet) hasAt(text []byte, i int) bool {
	c, _ := utf8.DecodeRune(text[i:])
	return s.has(c)
}

// symbols is \p{P} and \p{S}, han is \p{Han}, notWords what only one of \w and letters, marks and numbers has, as of
// UnicodeVersion. Expanded when first asked for: 139 KB each.
var (
	notWords = sync.OnceValue(func() codePointSet { return expandRanges(wordRanges) })
	symbols  = sync.OnceValue(func() codePointSet { return expandRanges(symbolRanges) })
	han      = sync.OnceValue(func() codePointSet { return expandRanges(hanRanges) })
)

// isWordRune reports \w.
func isWordRune(c rune) bool {
	class, _ := classAt(utf8.AppendRune(nil, c), 0)
	return (class >= classUpper && class <= classNumber) != notWords().has(c)
}

// expandRanges reads uvarints of distance from the last range's end and length.
func expandRanges(ranges string) codePointSet {
	set := make(codePointSet, (utf8.MaxRune+1)/64)
	r := tableReader{ranges}
	for c := 0; r.rest != ""; {
		c += r.uvarint()
		for n := r.uvarint(); n > 0; n-- {
			set[c>>6] |= 1 << (c & 63)
			c++
		}
	}
	return set
}

// tableReader reads a generated table.
type tableReader struct{ rest string }

func (r *tableReader) uvarint() int {
	v := 0
	for shift := 0; ; shift += 7 {
		b := r.byte()
		v |= int(b&0x7f) << shift
		if b < 0x80 {
			return v
		}
	}
}

// varint reads a signed number: 2v, or -2v-1 for negative ones.
func (r *tableReader) varint() int {
	v := r.uvarint()
	return v>>1 ^ -(v & 1)
}

func (r *tableReader) byte() byte {
	b := r.rest[0]
	r.rest = r.rest[1:]
	return b
}
