package bpe

import "unicode/utf8"

// Rules that several pre-tokenizers share.

// numberEnd returns the end of \p{N}{0,most} at i.
func numberEnd(text []byte, i, most int) int {
	for ; most > 0 && i < len(text); most-- {
		class, length := asciiClass[text[i]], 1
		if class == classMulti {
			class, length = classAt(text, i)
		}
		if class != classNumber {
			break
		}
		i += length
	}
	return i
}

// contractionEnd returns the end of (?i:'s|'t|'re|'ve|'m|'ll|'d)? at i. Case folds as Unicode's simple folding does, so
// that 's has a third form, U+017F ſ; tiktoken-go's does not.
func contractionEnd(text []byte, i int) int {
	if i+1 >= len(text) || text[i] != '\'' {
		return i
	}
	switch text[i+1] | 0x20 {
	case 's', 't', 'm', 'd':
		return i + 2
	case 'r', 'v':
		if i+2 < len(text) && text[i+2]|0x20 == 'e' {
			return i + 3
		}
	case 'l':
		if i+2 < len(text) && text[i+2]|0x20 == 'l' {
			return i + 3
		}
	case 0xe5: // U+017F is C5 BF
		if text[i+1] == 0xc5 && text[i+2] == 0xbf {
			return i + 3
		}
	}
	return i
}

// spaceEnd returns the end of \s*[\r\n]+|\s+(?!\S)|\s+ at i, where a character of \s stands: the run up to its last
// newline; or the whole run where the text ends; or all of it but the last character, which goes with what follows; or
// that one character.
func spaceEnd(text []byte, i int) int {
	k, last, lines := i, i, i
	for k < len(text) {
		class, length := asciiClass[text[k]], 1
		if class == classMulti {
			class, length = classAt(text, k)
		}
		if class == classNewline {
			last = k
			k++
			lines = k
			continue
		}
		if class != classSpace {
			break
		}
		last = k
		k += length
	}
	switch {
	case lines > i:
		return lines
	case k == len(text) || last == i:
		return k
	}
	return last
}

// lineBreaks returns the end of [\r\n]* at i.
func lineBreaks(text []byte, i int) int {
	for i < len(text) && (text[i] == '\n' || text[i] == '\r') {
		i++
	}
	return i
}

// letters returns the end of \p{L}* at i.
func letters(text []byte, i int) int {
	for i+8 <= len(text) {
		run := lowerPrefix(load64(text, i))
		i += run
		if run < 8 {
			break
		}
	}
	for i < len(text) {
		c := text[i]
		if c|0x20-'a' < 26 {
			i++
			continue
		}
		if c < utf8.RuneSelf {
			break
		}
		class, length := classAt(text, i)
		if !isLetter(class) {
			break
		}
		i += length
	}
	return i
}

// notSpaceLetterNumber returns the end of [^\s\p{L}\p{N}]* at i.
func notSpaceLetterNumber(text []byte, i int) int {
	for i < len(text) {
		class, length := asciiClass[text[i]], 1
		if class == classMulti {
			class, length = classAt(text, i)
		}
		if class != classOther && class != classMark {
			break
		}
		i += length
	}
	return i
}
