package bpe

import (
	"sort"
	"strings"
	"unicode/utf8"
)

// addedTokens finds added tokens in a text: the leftmost first, of several at one place the longest.
type addedTokens struct {
	// tokens are sorted by text. shorter[i] is the longest other token that tokens[i] begins with, or -1.
	tokens  []addedToken
	shorter []int
	// first has, for each byte that a token begins with, bit 0 when an ordinary one does and bit 1 when a special one does.
	first   [256]uint8
	longest int
	// singles: some token is single.
	singles bool
}

type addedToken struct {
	text           string
	id             uint32 // the internal one
	special        bool
	lstrip, rstrip bool // takes the whitespace beside it
	single         bool // not beside a character of a word
}

func newAddedTokens(tokens []addedToken) addedTokens {
	a := addedTokens{tokens: tokens, shorter: make([]int, len(tokens))}
	// Of several with one text the first, of special ones if any, is found: it comes last.
	sort.Slice(tokens, func(i, j int) bool {
		a, b := &tokens[i], &tokens[j]
		if a.text != b.text {
			return a.text < b.text
		}
		return !a.special && b.special || a.special == b.special && a.id > b.id
	})
	for i, t := range tokens {
		a.singles = a.singles || t.single
		a.first[t.text[0]] |= 1 << bit(t.special)
		a.longest = max(a.longest, len(t.text))
		k := i - 1
		for k >= 0 && !strings.HasPrefix(t.text, tokens[k].text) {
			k = a.shorter[k]
		}
		a.shorter[i] = k
	}
	return a
}

// each calls gap for each stretch of text between tokens that is not empty, and found for each token, in order, with
// where it stands. Special tokens are found only when wanted.
//
// Cost: a look at each byte, and a binary search at each that a token begins with.
func (a *addedTokens) each(text []byte, special Special, gap func(from, to int), found func(t *addedToken, from, to int)) {
	wanted := uint8(1)
	if special == SpecialAsTokens {
		wanted = 3
	}
	from := 0
	if len(a.tokens) > 0 {
		for at := 0; at < len(text); {
			if a.first[text[at]]&wanted == 0 {
				at++
				continue
			}
			t := a.at(text[at:], special)
			if t == nil {
				at++
				continue
			}
			start, end := at, at+len(t.text)
			if t.single && (wordBefore(text[:start]) || wordAfter(text[end:])) {
				at = end // no token, and no other begins inside it
				continue
			}
			for t.lstrip && start > from {
				c, n := utf8.DecodeLastRune(text[from:start])
				if !isWhite(c) {
					break
				}
				start -= n
			}
			for t.rstrip && end < len(text) {
				c, n := utf8.DecodeRune(text[end:])
				if !isWhite(c) {
					break
				}
				end += n
			}
			if start > from {
				gap(from, start)
			}
			found(t, start, end)
			at, from = end, end
		}
	}
	if from < len(text) {
		gap(from, len(text))
	}
}

// at returns the longest token at the start of text, or nil. Of the tokens up to text in order, all that text begins with
// are the last of them and those that it begins with.
func (a *addedTokens) at(text []byte, special Special) *addedToken {
	head := string(text[:min(len(text), a.longest)])
	for i := sort.Search(len(a.tokens), func(i int) bool { return a.tokens[i].text > head }) - 1; i >= 0; i = a.shorter[i] {
		t := &a.tokens[i]
		if (special == SpecialAsTokens || !t.special) && strings.HasPrefix(head, t.text) {
			return t
		}
	}
	return nil
}

// isWhite reports White_Space.
func isWhite(c rune) bool {
	class, _ := classAt(utf8.AppendRune(nil, c), 0)
	return isSpace(class)
}

func wordBefore(text []byte) bool {
	c, n := utf8.DecodeLastRune(text)
	return n > 0 && isWordRune(c)
}

func wordAfter(text []byte) bool {
	c, n := utf8.DecodeRune(text)
	return n > 0 && isWordRune(c)
}

// spans reports whether a text that a single-word token has lies across a place, or ends there against a character of a word:
// then what is found on one side depends on the other.
func (a *addedTokens) spans(text []byte, place int, special Special) bool {
	for from := max(0, place-a.longest); a.singles && from <= place; from++ {
		t := a.at(text[from:], special)
		if t == nil || !t.single || from+len(t.text) < place {
			continue
		}
		to := from + len(t.text)
		if from < place && place < to || from == place && wordBefore(text[:place]) || to == place && wordAfter(text[place:]) {
			return true
		}
	}
	return false
}
