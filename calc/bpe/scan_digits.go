package bpe

// scanDigits cuts text as StarCoder, SmolLM and Command R do: each number is a piece (Digits, individual_digits: true), and
// what lies between numbers is cut by r50k_base's pattern (ByteLevel, use_regex), each stretch as if it were the whole text:
//
//  1. \p{N}
//  2. 's|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+
//
// So whitespace before a number is one piece, and no space goes with a number.
func scanDigits(text []byte, i int, ends []int) int {
	n := 0
	for n < len(ends) && i < len(text) {
		i = digitsPiece(text, i)
		ends[n] = i
		n++
	}
	return n
}

func digitsPiece(text []byte, i int) int {
	class, length := classAt(text, i)
	if class == classNumber {
		return i + length
	}
	if !isSpace(class) {
		return r50kPiece(text, i)
	}
	k, last := i, i
	for k < len(text) {
		if class, length = classAt(text, k); !isSpace(class) {
			break
		}
		last = k
		k += length
	}
	switch {
	case k == len(text) || class == classNumber:
		return k
	case last > i:
		return last
	case text[i] == ' ':
		return r50kPiece(text, i)
	}
	return k
}
