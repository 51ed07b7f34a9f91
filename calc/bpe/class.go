package bpe

import (
	"sync"
	"unicode/utf8"
)

// The class of a code point: as much of Unicode as the pre-tokenizers ask for. The classes come from the official core
// (class_table.go) and follow its Unicode version, not Go's; see Explain.
const (
	classOther   = iota // none of the following: punctuation, symbols, controls, unassigned
	classUpper          // \p{Lu}, \p{Lt}
	classLower          // \p{Ll}
	classLetter         // \p{Lm}, \p{Lo}: counts as upper and as lower case in o200k_base
	classMark           // \p{M}
	classNumber         // \p{N}
	classSpace          // \s except CR and LF
	classNewline        // CR, LF
	classMulti          // in asciiClass: the first byte of a longer sequence
)

// UnicodeVersion is the version whose classes the pre-tokenizers follow: that of npm tiktoken 1.0.22, whose regular
// expressions know \p{Age=16.0} and not \p{Age=17.0}.
const UnicodeVersion = "16.0"

// A block is what the last continuation byte of a UTF-8 sequence selects from: 64 code points.
const blockBits = 6

var (
	// asciiClass is the class by first byte; classMulti from 0x80 on.
	asciiClass [256]uint8
	// blockOf[cp>>6] is the index of its block in blocks, shifted left by blockBits.
	blockOf [(utf8.MaxRune + 1) >> blockBits]uint16
	// blocks holds a block for each class, then those of several.
	blocks []uint8
)

// loadClasses expands classRuns into the two-stage table; the first Load does it.
var loadClasses = sync.OnceFunc(func() {
	var (
		block [1 << blockBits]uint8
		// whole is where a block of nothing but one class stands: most of Unicode is long runs.
		whole [classMulti]uint16
		cp    int
	)
	place := func() uint16 {
		at := uint16(len(blocks))
		blocks = append(blocks, block[:]...)
		return at
	}
	for class := range whole {
		for k := range block {
			block[k] = uint8(class)
		}
		whole[class] = place()
	}
	for i := 0; i < len(classRuns); {
		v, shift := 0, 0
		for {
			b := classRuns[i]
			i++
			v |= int(b&0x7f) << shift
			if shift += 7; b < 0x80 {
				break
			}
		}
		for class, n := uint8(v&7), v>>3; n > 0; {
			at := cp % len(block)
			step := min(n, len(block)-at)
			if step == len(block) {
				blockOf[cp>>blockBits] = whole[class]
			} else {
				for k := at; k < at+step; k++ {
					block[k] = class
				}
				if at+step == len(block) {
					blockOf[cp>>blockBits] = place()
				}
			}
			cp += step
			n -= step
		}
	}
	for c := range asciiClass {
		asciiClass[c] = classMulti
		if c < utf8.RuneSelf {
			asciiClass[c] = blocks[int(blockOf[c>>blockBits])+c&63]
		}
	}
})

// classAt returns the class of the code point that starts at text[i], and its length. The text is valid UTF-8.
func classAt(text []byte, i int) (class uint8, length int) {
	c := text[i]
	switch {
	case c < utf8.RuneSelf:
		return asciiClass[c], 1
	case c < 0xe0:
		return blocks[int(blockOf[c&0x1f])+int(text[i+1]&0x3f)], 2
	case c < 0xf0:
		at := int(c&0x0f)<<6 | int(text[i+1]&0x3f)
		return blocks[int(blockOf[at])+int(text[i+2]&0x3f)], 3
	}
	at := int(c&0x07)<<12 | int(text[i+1]&0x3f)<<6 | int(text[i+2]&0x3f)
	return blocks[int(blockOf[at])+int(text[i+3]&0x3f)], 4
}

// isLetter reports \p{L}.
func isLetter(class uint8) bool { return class-1 < classLetter }

// isSpace reports \s, which is White_Space: U+0085 is in it, U+FEFF is not.
func isSpace(class uint8) bool { return class == classSpace || class == classNewline }
