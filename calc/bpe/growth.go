package bpe

import (
	"errors"
	"strconv"
	"unicode/utf8"
)

// growth builds a vocabulary token by token, by rank.
//
// Byte-pair encoding merges the pair of lowest rank, the leftmost first. While a token forms in a text, nothing merges
// across its ends, so that inside it the same happens as in its own text alone: a token that forms at all forms when its
// own text is encoded, by the same last merge. Hence one pair for each token says everything, whatever other pairs a
// tokenizer.json lists for it, and of those that never are the last merge none is ever carried out. A token whose own text
// does not end in it never forms.
//
// The symbols that merging starts from are bytes, or characters: then each character of the vocabulary is built of its
// bytes before everything else, over parts that are no tokens (see addCharacters).
type growth struct {
	halves   []uint64 // as in vocabulary
	external []uint32 // the token's id, or noToken for a part of characters
	// parts is the number of parts of characters: ids 256 to 256+parts.
	parts int
	pairs map[uint64]uint32
	// characters finds the multi-byte characters that are symbols; nil when the symbols are bytes.
	characters map[string]uint32
	symbols    []uint32 // scratch
	work       int
}

// maxGrowth bounds the lookups that a vocabulary may cost: Gemma 3's takes 20 million, a hostile one could take billions.
const maxGrowth = 400_000_000

func newGrowth(external *[singleBytes]uint32, size int) *growth {
	g := &growth{
		halves:   make([]uint64, singleBytes, size),
		external: append(make([]uint32, 0, size), external[:]...),
		pairs:    make(map[uint64]uint32, size),
	}
	for b := range g.halves {
		g.halves[b] = uint64(b)<<32 | uint64(b)
	}
	return g
}

// add enters the token that left and right merge into.
func (g *growth) add(left, right, external uint32) uint32 {
	id := uint32(len(g.halves))
	g.halves = append(g.halves, uint64(left)<<32|uint64(right))
	g.external = append(g.external, external)
	g.pairs[uint64(left)<<32|uint64(right)] = id
	return id
}

// addCharacters makes multi-byte characters symbols. The first two and three bytes of a character become parts first, then
// the characters: a part and a byte. UTF-8 says where characters begin, so that no part forms across two. A text with a
// character that is no symbol is left with a part, which stands for its bytes (family.expand).
func (g *growth) addCharacters(characters []token) error {
	parts := map[string]uint32{}
	part := func(text string) uint32 {
		if len(text) == 1 {
			return uint32(text[0])
		}
		return parts[text]
	}
	for size := 2; size <= 3; size++ {
		for _, c := range characters {
			if len(c.text) <= size || parts[c.text[:size]] != 0 {
				continue
			}
			parts[c.text[:size]] = g.add(part(c.text[:size-1]), uint32(c.text[size-1]), noToken)
			g.parts++
		}
	}
	g.characters = make(map[string]uint32, len(characters))
	for _, c := range characters {
		if g.characters[c.text] != 0 {
			return errors.New("bpe: the character " + strconv.Quote(c.text) + " is in the vocabulary twice")
		}
		last := len(c.text) - 1
		g.characters[c.text] = g.add(part(c.text[:last]), uint32(c.text[last]), c.id)
	}
	return nil
}

// token is a token's text and id.
type token struct {
	text string
	id   uint32
}

// encode gives what byte-pair encoding makes of text with the tokens there are so far; nil when the text has a character
// that is no symbol. The result is valid until the next call.
func (g *growth) encode(text string) []uint32 {
	s := g.symbols[:0]
	for i := 0; i < len(text); {
		if g.characters == nil || text[i] < utf8.RuneSelf {
			s = append(s, uint32(text[i]))
			i++
			continue
		}
		_, n := utf8.DecodeRuneInString(text[i:])
		id, ok := g.characters[text[i:i+n]]
		if !ok {
			return nil
		}
		s = append(s, id)
		i += n
	}
	g.symbols = s
	for {
		best, at := noToken, 0
		for i := 1; i < len(s); i++ {
			if id, ok := g.pairs[uint64(s[i-1])<<32|uint64(s[i])]; ok && id < best {
				best, at = id, i
			}
		}
		g.work += len(s)
		if best == noToken {
			return s
		}
		s[at-1] = best
		s = append(s[:at], s[at+1:]...)
	}
}

// grow adds the token if its text, encoded so far, is exactly two tokens: left and right if those are given. It reports
// whether it did.
func (g *growth) grow(text string, left, right, external uint32) (bool, error) {
	if len(text) > maxTokenBytes {
		return false, errTooLong
	}
	if len(g.halves) == maxTokens {
		return false, errTooMany
	}
	s := g.encode(text)
	if g.work > maxGrowth {
		return false, errTooCostly
	}
	if len(s) != 2 || left != noToken && (s[0] != left || s[1] != right) {
		return false, nil
	}
	g.add(s[0], s[1], external)
	return true, nil
}

var (
	errTooLong   = errors.New("bpe: a token is longer than " + strconv.Itoa(maxTokenBytes) + " bytes")
	errTooMany   = errors.New("bpe: there are more than " + strconv.Itoa(maxTokens) + " tokens")
	errTooCostly = errors.New("bpe: the merges take more work than those of any real vocabulary")
)
