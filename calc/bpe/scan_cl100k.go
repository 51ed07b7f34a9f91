package bpe

// scanCL100k cuts text as cl100k_base does
// (tiktoken 0.14.0, tiktoken_ext/openai_public.py, https://github.com/openai/tiktoken; here in its first form, which
// npm tiktoken and tiktoken-go have):
//
//	contraction (?i:'s|'t|'re|'ve|'m|'ll|'d)
//	word        [^\r\n\p{L}\p{N}]?\p{L}+
//	number      \p{N}{1,3}
//	punct        ?[^\s\p{L}\p{N}]+[\r\n]*
//	lines       \s*[\r\n]+
//	gap         \s+(?!\S)
//	space       \s+
//
// The newer form puts \s++$ before lines, so that whitespace at the very end of the text is one piece. That changes no
// token: no token of the vocabulary has a newline followed by other whitespace at its end (TestTrailingSpaceForms).
//
// Cost: each byte is looked at a bounded number of times, whatever the text.
func scanCL100k(text []byte, i int, ends []int) int {
	n := 0
	for n < len(ends) && i < len(text) {
		i = cl100kPiece(text, i)
		ends[n] = i
		n++
	}
	return n
}

func cl100kPiece(text []byte, i int) int {
	if text[i] == '\'' {
		if end := contractionEnd(text, i); end > i {
			return end
		}
	}
	class, length := classAt(text, i)
	next := i + length
	switch class {
	case classUpper, classLower, classLetter:
		return letters(text, next)
	case classNumber:
		return numberEnd(text, next, 2)
	case classNewline:
		return spaceEnd(text, i)
	}
	if end := letters(text, next); end > next {
		return end
	}
	if class != classSpace {
		return lineBreaks(text, notSpaceLetterNumber(text, next))
	}
	if text[i] == ' ' {
		if end := notSpaceLetterNumber(text, next); end > next {
			return lineBreaks(text, end)
		}
	}
	return spaceEnd(text, i)
}
