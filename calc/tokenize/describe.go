package tokenize

import (
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
	"github.com/clipperhouse/uax29/v2/words"
)

// TextStats is the size of a text in the units people know.
type TextStats struct {
	Characters int `page:"characters"` // what a reader sees as one: extended grapheme clusters, UAX #29
	CodePoints int `page:"codePoints"`
	UTF16      int `page:"utf16"` // units, JavaScript's length
	Words      int `page:"words"` // words by UAX #29 that hold a letter or a digit
	Bytes      int `page:"bytes"` // of UTF-8
}

// Describe measures a text in UTF-8 by the rules of Unicode 17, in time linear in its length. A byte that is not UTF-8 counts as one U+FFFD. Scripts
// written without spaces (Chinese, Thai) are split by UAX #29's default rules, without a dictionary: mostly one word a sign.
//
// Runs of ASCII take a path of their own; the rest goes through clipperhouse/uax29. Both may start wherever a boundary is
// certain, because no rule of UAX #29 looks back past a boundary.
func Describe(text []byte) TextStats {
	s := TextStats{Bytes: len(text)}
	if !utf8.Valid(text) {
		text = []byte(string([]rune(string(text))))
	}
	s.Characters, s.Words = countCharacters(text), countWords(text)
	for i := 0; i < len(text); {
		size := 1
		if text[i] >= utf8.RuneSelf {
			var r rune
			if r, size = utf8.DecodeRune(text[i:]); r > 0xFFFF {
				s.UTF16++
			}
		}
		s.CodePoints++
		s.UTF16++
		i += size
	}
	return s
}

// countCharacters counts extended grapheme clusters. Between two ASCII bytes there is always a boundary, but for CR LF
// (https://unicode.org/reports/tr29/#GB3); an ASCII byte before another one is therefore a cluster.
func countCharacters(text []byte) int {
	n := 0
	for i := 0; i < len(text); n++ {
		if text[i] < utf8.RuneSelf && (i+1 == len(text) || text[i+1] < utf8.RuneSelf) {
			if text[i] == '\r' && i+1 < len(text) && text[i+1] == '\n' {
				i++
			}
			i++
			continue
		}
		_, size := nextCharacter(text[i:])
		i += size
	}
	return n
}

func nextCharacter(text []byte) (cluster []byte, size int) {
	segments := graphemes.FromBytes(text)
	segments.Next()
	return segments.Value(), segments.End()
}

// What an ASCII byte is to the word rules.
const (
	wordNone     = iota
	wordLetter   // ALetter
	wordDigit    // Numeric
	wordJoin     // ExtendNumLet: the low line
	wordMid      // MidNumLet and Single_Quote: between two letters or two digits
	wordMidAlpha // MidLetter: between two letters
	wordMidDigit // MidNum: between two digits
)

var wordClass = func() (class [utf8.RuneSelf]byte) {
	for c := range class {
		switch {
		case 'a' <= c|0x20 && c|0x20 <= 'z':
			class[c] = wordLetter
		case '0' <= c && c <= '9':
			class[c] = wordDigit
		}
	}
	class['_'] = wordJoin
	class['.'], class['\''] = wordMid, wordMid
	class[':'] = wordMidAlpha
	class[','], class[';'] = wordMidDigit, wordMidDigit
	return class
}()

// countWords counts the words that hold a letter or a digit.
func countWords(text []byte) int {
	n := 0
	for i := 0; i < len(text); {
		size, isWord := asciiWord(text[i:])
		if size == 0 {
			size, isWord = nextWord(text[i:])
		}
		if isWord {
			n++
		}
		i += size
	}
	return n
}

// asciiWord reads one segment that begins and ends in ASCII. size is 0 where a byte outside ASCII might belong to it.
func asciiWord(text []byte) (size int, isWord bool) {
	last := byte(wordNone)
	for ; size < len(text); size++ {
		c := text[size]
		if c >= utf8.RuneSelf {
			return 0, false
		}
		class := wordClass[c]
		switch {
		case class == wordLetter || class == wordDigit:
			isWord = true
		case class == wordJoin:
		case size > 0 && joins(class, last, text[size+1:]):
		case size > 0:
			return endBefore(text, size, last, class, isWord)
		default: // a segment of its own, or part of one without letters and digits
			if len(text) > 1 && text[1] >= utf8.RuneSelf {
				return 0, false
			}
			return 1, false
		}
		last = class
	}
	return size, isWord
}

// endBefore ends a segment before text[size]. A mid-word sign before something outside ASCII may yet join them.
func endBefore(text []byte, size int, last, class byte, isWord bool) (int, bool) {
	couldJoin := class >= wordMid && (last == wordLetter || last == wordDigit)
	if couldJoin && size+1 < len(text) && text[size+1] >= utf8.RuneSelf {
		return 0, false
	}
	return size, isWord
}

// joins reports whether a mid-word sign stands between two letters (WB6, WB7) or two digits (WB11, WB12).
func joins(class, last byte, after []byte) bool {
	if len(after) == 0 || after[0] >= utf8.RuneSelf || last != wordClass[after[0]] {
		return false
	}
	switch last {
	case wordLetter:
		return class == wordMid || class == wordMidAlpha
	case wordDigit:
		return class == wordMid || class == wordMidDigit
	}
	return false
}

func nextWord(text []byte) (size int, isWord bool) {
	segments := words.FromBytes(text)
	segments.Next()
	for _, r := range string(segments.Value()) {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return segments.End(), true
		}
	}
	return segments.End(), false
}
