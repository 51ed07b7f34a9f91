package bpe

import (
	"sync"
	"unicode/utf8"
)

// Normalization form C, for encodings whose normalizer it is: Qwen's.
//
// It is done here and not by the page's String.normalize, because it comes after special tokens are found (a U+0338 after
// <|im_end|> must not change its last character), because segments speak of the text as it was given, and because Hugging
// Face's core, which serving runs, knows the characters of Unicode 9.0 only: to it the 154 marks since (U+09FE, U+0C3C …) do
// not combine, where a browser's normalize moves them. The rules are Unicode's, https://www.unicode.org/reports/tr15/; the
// table, nfc_table.go, is what the core answered.
type nfcData struct {
	// One kind of map for all: each kind costs the engine half a kilobyte. classes is the rank of the canonical combining class
	// of characters that have one.
	classes map[uint64]uint32
	// firsts and seconds are the decomposition by one step; the second is 0 when there is one character only.
	firsts, seconds map[uint64]uint32
	// together is the composition of two characters, excluded ones left out.
	together map[uint64]uint32
	// unstable has every character that may change or move, or that may compose with the one before it: the quick check of
	// UAX 15, NFC_QC=No or Maybe, and all combining marks.
	unstable codePointSet
}

// Hangul syllables compose by arithmetic: The Unicode Standard, 3.12.
const (
	hangulBase          = 0xac00
	leadBase, leadCount = 0x1100, 19
	vowelBase           = 0x1161
	vowelCount          = 21
	tailBase, tailCount = 0x11a7, 28
	hangulCount         = leadCount * vowelCount * tailCount
)

// loadNFC expands nfcTable, which comes in the vocabulary file of an encoding that needs it, so that no program holds it: 5 ms
// and some 400 KB when one first does. Only that table is read, which nfcCheck is the checksum of.
func loadNFC(table string) (*nfcData, error) {
	if checksum([]byte(table)) != nfcCheck {
		return nil, errCorrupt
	}
	nfcOnce.Do(func() { nfcLoaded = expandNFC(table) })
	return nfcLoaded, nil
}

// nfcCheck changes with nfcTable; ourNFC in the tests says what it is then.
const nfcCheck = 0xa6d5d684f54c4aa8

var (
	nfcOnce   sync.Once
	nfcLoaded *nfcData
)

func expandNFC(table string) *nfcData {
	d := &nfcData{
		classes: map[uint64]uint32{}, firsts: map[uint64]uint32{}, seconds: map[uint64]uint32{}, together: map[uint64]uint32{},
		unstable: make(codePointSet, (utf8.MaxRune+1)/64),
	}
	mark := func(c rune) { d.unstable[c>>6] |= 1 << (c & 63) }
	r := tableReader{table}
	for c := rune(0); ; {
		c += rune(r.uvarint())
		n := r.uvarint()
		class := r.byte()
		if n == 0 {
			break
		}
		for ; n > 0; n-- {
			d.classes[uint64(c)] = uint32(class)
			mark(c)
			c++
		}
	}
	seconds := make([]rune, r.uvarint())
	for i, last := 0, rune(0); i < len(seconds); i++ {
		last += rune(r.uvarint())
		seconds[i] = last
	}
	c, first := rune(0), rune(0)
	for n := r.uvarint(); n > 0; n-- {
		v := r.uvarint()
		c += rune(v >> 1)
		first += rune(r.varint())
		second := seconds[r.uvarint()]
		d.firsts[uint64(c)], d.seconds[uint64(c)] = uint32(first), uint32(second)
		if excluded := v&1 != 0; excluded {
			mark(c)
		} else {
			d.together[uint64(first)<<32|uint64(second)] = uint32(c)
			mark(second)
		}
	}
	for c := rune(vowelBase); c < vowelBase+vowelCount; c++ {
		mark(c)
	}
	for c := rune(tailBase + 1); c < tailBase+tailCount; c++ {
		mark(c)
	}
	return d
}

// next returns where the next character from i on that may change stands, or len(text). apart asks for form D, in which
// characters that come apart stay so.
func (d *nfcData) next(text []byte, i int, apart bool) int {
	for i < len(text) {
		if text[i] < 0xcc && !(apart && text[i] >= 0xc3) { // below U+0300, or a continuation byte; below U+00C0 nothing comes apart
			i++
			continue
		}
		c, n := utf8.DecodeRune(text[i:])
		if d.unstable.has(c) || apart && d.comesApart(c) {
			return i
		}
		i += n
	}
	return i
}

// appendNormal appends the normal form of text to dst. changed, unless nil, is told of each part that became another text: where it
// stood, and where it stands in dst. Such a part begins and ends between characters that do not act on each other.
func (d *nfcData) appendNormal(dst, text []byte, apart bool, changed func(edit)) []byte {
	for i := 0; i < len(text); {
		at := d.next(text, i, apart)
		if at == len(text) {
			return append(dst, text[i:]...)
		}
		// The character before may compose with what follows, and everything up to the next stable one may move.
		from := at
		if at > i {
			_, n := utf8.DecodeLastRune(text[i:at])
			from -= n
		}
		to := at
		for to < len(text) {
			c, n := utf8.DecodeRune(text[to:])
			if !d.unstable.has(c) && !(apart && d.comesApart(c)) {
				break
			}
			to += n
		}
		dst = append(dst, text[i:from]...)
		dstFrom := len(dst)
		dst = d.appendComposed(dst, text[from:to], apart)
		if changed != nil && string(dst[dstFrom:]) != string(text[from:to]) {
			changed(edit{dstFrom, len(dst), from, to})
		}
		i = to
	}
	return dst
}

// appendComposed takes a part between two stable characters apart, orders its marks and composes it.
func (d *nfcData) appendComposed(dst, text []byte, apart bool) []byte {
	var buf [32]rune
	cs := buf[:0]
	for _, c := range string(text) {
		cs = d.appendApart(cs, c)
	}
	d.order(cs)
	if !apart {
		cs = d.compose(cs)
	}
	for _, c := range cs {
		dst = utf8.AppendRune(dst, c)
	}
	return dst
}

// comesApart reports whether a character has a canonical decomposition.
func (d *nfcData) comesApart(c rune) bool {
	_, ok := d.firsts[uint64(c)]
	return ok || c >= hangulBase && c < hangulBase+hangulCount
}

// appendApart appends the full canonical decomposition of c.
func (d *nfcData) appendApart(cs []rune, c rune) []rune {
	if s := c - hangulBase; s >= 0 && s < hangulCount {
		cs = append(cs, leadBase+s/(vowelCount*tailCount), vowelBase+s%(vowelCount*tailCount)/tailCount)
		if s%tailCount != 0 {
			cs = append(cs, tailBase+s%tailCount)
		}
		return cs
	}
	first, ok := d.firsts[uint64(c)]
	if !ok {
		return append(cs, c)
	}
	cs = d.appendApart(cs, rune(first))
	if second := d.seconds[uint64(c)]; second != 0 {
		cs = d.appendApart(cs, rune(second))
	}
	return cs
}

// class is the rank of a character's canonical combining class, 0 for a starter.
func (d *nfcData) class(c rune) uint8 { return uint8(d.classes[uint64(c)]) }

// order sorts each run of marks by class, equal ones as they came. Cost: n log n, since text may hold a million marks.
func (d *nfcData) order(cs []rune) {
	for i := 0; i < len(cs); {
		if d.class(cs[i]) == 0 {
			i++
			continue
		}
		from := i
		for i < len(cs) && d.class(cs[i]) != 0 {
			i++
		}
		d.orderMarks(cs[from:i])
	}
}

// orderMarks is a stable counting sort: there are 55 classes.
func (d *nfcData) orderMarks(marks []rune) {
	var at [256]int
	sorted := true
	for i, c := range marks {
		at[d.class(c)]++
		sorted = sorted && (i == 0 || d.class(marks[i-1]) <= d.class(c))
	}
	if sorted {
		return
	}
	sum := 0
	for class, n := range at {
		at[class] = sum
		sum += n
	}
	out := make([]rune, len(marks))
	for _, c := range marks {
		class := d.class(c)
		out[at[class]] = c
		at[class]++
	}
	copy(marks, out)
}

// compose joins each starter with the characters after it that are not blocked, in place (UAX 15, D117).
func (d *nfcData) compose(cs []rune) []rune {
	out := cs[:0]
	starter := -1
	blocking := uint8(0) // the class of the last mark that stayed between the starter and here
	for _, c := range cs {
		class := d.class(c)
		if starter >= 0 && (len(out)-1 == starter || blocking != 0 && blocking < class) {
			if joined, ok := d.pair(out[starter], c); ok {
				out[starter] = joined
				continue
			}
		}
		if class == 0 {
			starter = len(out)
		}
		blocking = class
		out = append(out, c)
	}
	return out
}

// pair returns the primary composite of two characters.
func (d *nfcData) pair(a, b rune) (rune, bool) {
	if l, v := a-leadBase, b-vowelBase; l >= 0 && l < leadCount && v >= 0 && v < vowelCount {
		return hangulBase + (l*vowelCount+v)*tailCount, true
	}
	if s, t := a-hangulBase, b-tailBase; s >= 0 && s < hangulCount && s%tailCount == 0 && t > 0 && t < tailCount {
		return a + t, true
	}
	c, ok := d.together[uint64(a)<<32|uint64(b)]
	return rune(c), ok
}
