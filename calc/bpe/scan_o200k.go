package bpe

import "unicode/utf8"

// scanO200k cuts text as o200k_base does
// (tiktoken 0.14.0, tiktoken_ext/openai_public.py, https://github.com/openai/tiktoken):
//
//	word1   [^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?
//	word2   [^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?
//	number  \p{N}{1,3}
//	punct    ?[^\s\p{L}\p{N}]+[\r\n/]*
//	lines   \s*[\r\n]+
//	gap     \s+(?!\S)
//	space   \s+
//
// Cost: each byte is looked at a bounded number of times, whatever the text: see o200kWord for the one look ahead.
//
// The loop decides what ASCII alone decides, without a call where it can; everything else is o200kPiece's.
func scanO200k(text []byte, i int, ends []int) int {
	n := 0
	for ; n < len(ends) && i < len(text); n++ {
		first := asciiClass[text[i]]
		// A byte that may precede a word, or the word's first letter.
		at := i
		switch first {
		case classOther, classSpace:
			at++
		case classNumber:
			i = numberEnd(text, i+1, 2)
			ends[n] = i
			continue
		case classNewline:
			i = spaceEnd(text, i)
			ends[n] = i
			continue
		}

		k := at
		for k < len(text) && text[k]-'A' < 26 {
			k++
		}
		for k+8 <= len(text) {
			run := lowerPrefix(load64(text, k))
			k += run
			if run < 8 {
				break
			}
		}
		for k < len(text) && text[k]-'a' < 26 {
			k++
		}
		switch {
		case k < len(text) && text[k] >= utf8.RuneSelf:
			i = o200kPiece(text, i)
		case k > at:
			if k < len(text) && text[k] == '\'' {
				k = contractionEnd(text, k)
			}
			i = k
		case first == classOther:
			i = o200kPunct(text, k)
		case text[i] == ' ' && k < len(text) && asciiClass[text[k]] == classOther:
			i = o200kPunct(text, k+1)
		default:
			i = spaceEnd(text, i)
		}
		ends[n] = i
	}
	return n
}

// o200kPiece returns the end of the piece at i; the general case.
func o200kPiece(text []byte, i int) int {
	class, length := classAt(text, i)
	next := i + length
	switch class {
	case classUpper, classLower, classLetter:
		return o200kWord(text, i, true)
	case classNumber:
		return numberEnd(text, next, 2)
	case classMark:
		// The mark as prefix (word1), the mark as the word's own letter (word1); word2 cannot be reached.
		if end := o200kWord(text, next, false); end > next {
			return end
		}
		return o200kWord(text, i, false)
	case classOther, classSpace:
		if end := o200kWord(text, next, true); end > next {
			return end
		}
		if class == classOther {
			return o200kPunct(text, next)
		}
		if text[i] == ' ' && next < len(text) {
			if after, l := classAt(text, next); after == classOther {
				return o200kPunct(text, next+l)
			}
		}
	}
	return spaceEnd(text, i)
}

// o200kWord matches a word without its prefix at i, with the contraction after it: word1, or word2 if allowed. It
// returns i when there is none.
//
// The first run (upper case, caseless letters, marks) is taken whole. When a lower-case letter follows, word1 goes on
// with it. Otherwise word1 gives characters back until one is left that its second class accepts too: the last
// caseless letter or mark of the run, so that 日本ABC ends before A although 日本ABCd is one word. Only a run of nothing
// but upper case is left to word2. The text given back is looked at again: at most once, since it is upper case only
// and its end does not change.
func o200kWord(text []byte, i int, allUpper bool) int {
	k, shared := i, i
	for k < len(text) {
		class, length := classAt(text, k)
		if class == classLetter || class == classMark {
			k += length
			shared = k
			continue
		}
		if class == classLower {
			return contractionEnd(text, o200kLower(text, k+length))
		}
		if class != classUpper {
			break
		}
		k += length
	}
	if shared > i {
		return contractionEnd(text, shared)
	}
	if allUpper && k > i {
		return contractionEnd(text, k)
	}
	return i
}

// o200kLower returns the end of [\p{Ll}\p{Lm}\p{Lo}\p{M}]* at k.
func o200kLower(text []byte, k int) int {
	for k < len(text) {
		class, length := classAt(text, k)
		if class-classLower > classMark-classLower {
			break
		}
		k += length
	}
	return k
}

// o200kPunct returns the end of [^\s\p{L}\p{N}]*[\r\n/]* at k.
func o200kPunct(text []byte, k int) int {
	k = notSpaceLetterNumber(text, k)
	for k < len(text) && (text[k] == '\n' || text[k] == '\r' || text[k] == '/') {
		k++
	}
	return k
}
