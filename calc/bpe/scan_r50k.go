package bpe

// scanR50k cuts text as r50k_base, p50k_base, p50k_edit and gpt2 do
// (tiktoken 0.14.0, tiktoken_ext/openai_public.py, https://github.com/openai/tiktoken):
//
//	's|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+
//
// Cost: each byte is looked at a bounded number of times, whatever the text.
func scanR50k(text []byte, i int, ends []int) int {
	n := 0
	for n < len(ends) && i < len(text) {
		i = r50kPiece(text, i)
		ends[n] = i
		n++
	}
	return n
}

func r50kPiece(text []byte, i int) int {
	if text[i] == '\'' {
		if end := r50kContraction(text, i); end > i {
			return end
		}
	}
	at := i
	if text[i] == ' ' && i+1 < len(text) {
		at++
	}
	class, length := classAt(text, at)
	next := at + length
	switch class {
	case classUpper, classLower, classLetter:
		return letters(text, next)
	case classNumber:
		for {
			end := numberEnd(text, next, 1<<10)
			if end == next {
				return end
			}
			next = end
		}
	case classOther, classMark:
		return notSpaceLetterNumber(text, next)
	}
	return r50kSpace(text, i)
}

// r50kContraction returns the end of 's|'t|'re|'ve|'m|'ll|'d at i, or i. Case matters here.
func r50kContraction(text []byte, i int) int {
	end := contractionEnd(text, i)
	for k := i + 1; k < end; k++ {
		if text[k]-'a' >= 26 {
			return i
		}
	}
	return end
}

// r50kSpace returns the end of \s+(?!\S)|\s+ at i, where a character of \s stands.
func r50kSpace(text []byte, i int) int {
	k, last := i, i
	for k < len(text) {
		class, length := classAt(text, k)
		if !isSpace(class) {
			break
		}
		last = k
		k += length
	}
	if k == len(text) || last == i {
		return k
	}
	return last
}
