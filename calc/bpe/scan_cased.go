package bpe

import "unicode/utf8"

// casedRules are what the descendants of o200k_base's pattern change in it.
type casedRules struct {
	// digits is the longest number: \p{N}{1,digits}.
	digits int
	// contraction: a word takes a following 's or the like.
	contraction bool
	// slash: punctuation takes following slashes as well as newlines.
	slash bool
	// han: a run of Han characters is a piece, and no word has any.
	han bool
}

// scanCased cuts text by the pattern of o200k_base (scan_o200k.go) under other rules. scan_tekken.go and scan_kimi.go have
// the patterns.
//
// Cost: as scanO200k.
func scanCased(text []byte, i int, ends []int, rules *casedRules) int {
	n := 0
	for n < len(ends) && i < len(text) {
		i = rules.piece(text, i)
		ends[n] = i
		n++
	}
	return n
}

func (r *casedRules) piece(text []byte, i int) int {
	class, length := classAt(text, i)
	next := i + length
	if r.han && length > 1 && han().hasAt(text, i) {
		return hanEnd(text, next)
	}
	switch class {
	case classUpper, classLower, classLetter:
		return r.word(text, i, true)
	case classNumber:
		return numberEnd(text, next, r.digits-1)
	case classMark: // as in o200kPiece
		if end := r.word(text, next, false); end > next {
			return end
		}
		return r.word(text, i, false)
	case classOther, classSpace:
		if end := r.word(text, next, true); end > next {
			return end
		}
		if class == classOther {
			return r.punct(text, next)
		}
		if text[i] == ' ' {
			if end := notSpaceLetterNumber(text, next); end > next {
				return r.punct(text, end)
			}
		}
	}
	return spaceEnd(text, i)
}

// word is o200kWord under the rules.
func (r *casedRules) word(text []byte, i int, allUpper bool) int {
	end := r.wordEnd(text, i, allUpper)
	if r.contraction && end > i {
		return contractionEnd(text, end)
	}
	return end
}

func (r *casedRules) wordEnd(text []byte, i int, allUpper bool) int {
	k, shared := i, i
	for k < len(text) {
		class, length := r.letterAt(text, k)
		if class == classLetter || class == classMark {
			k += length
			shared = k
			continue
		}
		if class == classLower {
			return r.lower(text, k+length)
		}
		if class != classUpper {
			break
		}
		k += length
	}
	if shared > i {
		return shared
	}
	if allUpper {
		return k
	}
	return i
}

// lower returns the end of [\p{Ll}\p{Lm}\p{Lo}\p{M}]* at k.
func (r *casedRules) lower(text []byte, k int) int {
	for k < len(text) {
		class, length := r.letterAt(text, k)
		if class-classLower > classMark-classLower {
			break
		}
		k += length
	}
	return k
}

// letterAt is classAt; a Han character is none of the letters where rules.han.
func (r *casedRules) letterAt(text []byte, k int) (class uint8, length int) {
	if text[k] < utf8.RuneSelf {
		return asciiClass[text[k]], 1
	}
	class, length = classAt(text, k)
	if r.han && class == classLetter && han().hasAt(text, k) {
		class = classOther
	}
	return class, length
}

// punct returns the end of [^\s\p{L}\p{N}]*[\r\n/]* at k, without the slash where the rules have none.
func (r *casedRules) punct(text []byte, k int) int {
	if r.slash {
		return o200kPunct(text, k)
	}
	return lineBreaks(text, notSpaceLetterNumber(text, k))
}

// hanEnd returns the end of \p{Han}* at k.
func hanEnd(text []byte, k int) int {
	set := han()
	for k < len(text) {
		c, length := utf8.DecodeRune(text[k:])
		if !set.has(c) {
			break
		}
		k += length
	}
	return k
}
