package bpe

import "unicode/utf8"

// validText returns text itself when it is valid UTF-8, and otherwise a copy in which every ill-formed sequence is
// U+FFFD, by the rule that browsers' TextDecoder, Rust's from_utf8_lossy and Python's errors="replace" share: one
// U+FFFD for each maximal subpart (https://encoding.spec.whatwg.org/#utf-8-decoder). tiktoken takes only valid text;
// tiktoken-go replaces each byte instead, which differs on truncated sequences.
func validText(text []byte) []byte {
	if utf8.Valid(text) {
		return text
	}
	return appendValid(make([]byte, 0, len(text)+len(text)/8+16), text)
}

// appendValid appends text to dst with ill-formed sequences replaced.
func appendValid(dst, text []byte) []byte {
	for i := 0; i < len(text); {
		if text[i] < utf8.RuneSelf {
			dst = append(dst, text[i])
			i++
			continue
		}
		n, ok := sequence(text[i:])
		if ok {
			dst = append(dst, text[i:i+n]...)
		} else {
			dst = append(dst, "\uFFFD"...)
		}
		i += n
	}
	return dst
}

// sequence returns the length of the UTF-8 sequence at the start of b, and whether it is complete; when it is not, the
// length is that of the maximal subpart of a well-formed sequence (Unicode 16.0, table 3-7), at least 1.
func sequence(b []byte) (length int, complete bool) {
	low, high, need := byte(0x80), byte(0xbf), 0
	switch c := b[0]; {
	case c < 0x80:
		return 1, true
	case c >= 0xc2 && c <= 0xdf:
		need = 1
	case c >= 0xe0 && c <= 0xef:
		need = 2
		if c == 0xe0 {
			low = 0xa0
		} else if c == 0xed {
			high = 0x9f
		}
	case c >= 0xf0 && c <= 0xf4:
		need = 3
		if c == 0xf0 {
			low = 0x90
		} else if c == 0xf4 {
			high = 0x8f
		}
	default:
		return 1, false
	}
	for length = 1; length <= need; length++ {
		if length == len(b) || b[length] < low || b[length] > high {
			return length, false
		}
		low, high = 0x80, 0xbf
	}
	return length, true
}
