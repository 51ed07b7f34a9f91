package bpe

import "unicode/utf8"

// Halves of surrogate pairs. A text that is edited in UTF-16 units may hold one half alone: it counts as U+FFFD, and must
// be itself again when the other half comes. So documents keep it as its three bytes, ED A0 80 to ED BF BF, which UTF-8 leaves
// unused (WTF-8, https://wtf-8.codeberg.page). U+FFFD has three bytes and one unit too: nothing moves when it is
// written over a half to be encoded.

const halfBytes = 3

// isHalf reports whether half of a pair stands at the start of b; low says which.
func isHalf(b []byte) (low, ok bool) {
	if len(b) < halfBytes || b[0] != 0xed || b[1] < 0xa0 || b[1]&0xc0 != 0x80 || b[2]&0xc0 != 0x80 {
		return false, false
	}
	return b[1] >= 0xb0, true
}

// appendHalf appends the first or the second half of the pair that the character at the start of b is.
func appendHalf(dst, b []byte, second bool) []byte {
	c, _ := utf8.DecodeRune(b)
	unit := 0xd800 + (c-0x10000)>>10
	if second {
		unit = 0xdc00 + (c-0x10000)&0x3ff
	}
	return append(dst, 0xe0|byte(unit>>12), 0x80|byte(unit>>6)&0x3f, 0x80|byte(unit)&0x3f)
}

// appendWithHalves is appendValid that keeps halves. It reports whether there are any.
func appendWithHalves(dst, text []byte) (_ []byte, halves bool) {
	if utf8.Valid(text) {
		return append(dst, text...), false
	}
	for i := 0; i < len(text); {
		n, ok := sequence(text[i:])
		if _, half := isHalf(text[i:]); half {
			n, ok, halves = halfBytes, true, true
		}
		if ok {
			dst = append(dst, text[i:i+n]...)
		} else {
			dst = append(dst, "\uFFFD"...)
		}
		i += n
	}
	return dst, halves
}

// joinHalves makes a character of every two halves that stand together in text[from:].
func joinHalves(text []byte, from int) []byte {
	out := text[:from]
	for i := from; i < len(text); {
		low, half := isHalf(text[i:])
		if !half {
			out = append(out, text[i])
			i++
			continue
		}
		if next, also := isHalf(text[i+halfBytes:]); !low && also && next {
			c := 0x10000 + (rune(text[i+1]&0x0f)<<6|rune(text[i+2]&0x3f))<<10 + rune(text[i+4]&0x0f)<<6 + rune(text[i+5]&0x3f)
			out = utf8.AppendRune(out, c)
			i += 2 * halfBytes
			continue
		}
		out = append(out, text[i:i+halfBytes]...)
		i += halfBytes
	}
	return out
}

// hideHalves writes U+FFFD over every half.
func hideHalves(text []byte) {
	for i := range text {
		if _, half := isHalf(text[i:]); half {
			copy(text[i:], "\uFFFD")
		}
	}
}

func hasHalves(text []byte) bool {
	for i := range text {
		if _, half := isHalf(text[i:]); half {
			return true
		}
	}
	return false
}

// countUnits returns the UTF-16 units of a text, halves among them.
func countUnits(text []byte) int {
	n := 0
	for _, c := range text {
		if c&0xc0 != 0x80 {
			n++
		}
		if c >= 0xf0 {
			n++
		}
	}
	return n
}
