package bpe

// scanJoins is the pre-tokenizer of encodings that have none: Gemma's and others that come from SentencePiece, where byte-pair
// encoding runs over the whole text. A merge across a place makes a token that has the bytes on both sides of it next to
// each other. So where no token has the two bytes next to each other nothing ever merges, and cutting there changes
// nothing. In Gemma 3 that is between any ASCII letter and anything but a letter, before every space but those in "> </",
// around every digit and newline run: the pieces are words with their space, and each is found whole.
//
// Characters with runs (runs.go) are cut by these: two or more in a row are a piece, up to the longest that is a token.
//
// Cost: one bit looked up for each byte.
type joins struct {
	// pairs has a bit for each two bytes.
	pairs [256 * 256 / 64]uint64
	// longest is that of the character's runs; 0 for one without.
	longest [256]uint8
}

func (j *joins) add(a, b byte) { j.pairs[(uint(a)<<8|uint(b))>>6] |= 1 << (b & 63) }

func (j *joins) has(a, b byte) bool { return j.pairs[(uint(a)<<8|uint(b))>>6]>>(b&63)&1 != 0 }

// joinsOf collects the neighbours in all tokens, and those within characters: a piece has whole ones.
func joinsOf(v *vocabulary, runs []run) *joins {
	j := new(joins)
	for _, r := range runs {
		j.longest[r.char] = uint8(r.longest)
	}
	for a := range 256 {
		for b := 0x80; b < 0xc0; b++ {
			j.add(byte(a), byte(b))
		}
	}
	for id := range v.nodes {
		token := v.token(uint32(id))
		for i := 1; i < len(token); i++ {
			j.add(token[i-1], token[i])
		}
	}
	return j
}

func (j *joins) scan(text []byte, i int, ends []int) int {
	n := 0
	for n < len(ends) && i < len(text) {
		i = j.piece(text, i)
		ends[n] = i
		n++
	}
	return n
}

func (j *joins) piece(text []byte, i int) int {
	if j.beginsRun(text, i) {
		most := min(len(text), i+int(j.longest[text[i]]))
		for c := text[i]; i < most && text[i] == c; i++ {
		}
		return i
	}
	for i++; i < len(text) && j.has(text[i-1], text[i]) && !j.beginsRun(text, i); i++ {
	}
	return i
}

func (j *joins) beginsRun(text []byte, i int) bool {
	return i+1 < len(text) && text[i] == text[i+1] && j.longest[text[i]] > 0
}
