package bpe

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Runs of one character in vocabularies that come from SentencePiece with user-defined symbols, as Gemma's newlines, tabs
// and spaces. Their merges are listed before all others of the character, and backwards: 31 newlines from 30 and one, 30 from 29 and one, down to two. So
// a run grows from its left end, one character after the other, before anything else happens: 40 newlines are a token of 31
// and one of 9. That order is none of ranks, in which the parts of a token come before it. But then no other merge
// concerns the runs, since no token but theirs has the character twice in a row, and cutting the text says it all: a run of
// two or more is a piece, 31 at most, and a token itself.

// A run is a character that has tokens for 2 to longest of it.
type run struct {
	char    byte
	longest int
}

// readRuns recognises such characters.
func (c *converter) readRuns() error {
	if c.bytes {
		return nil
	}
	var all [utf8.RuneSelf]*runMerges
	for rank, merge := range c.json.Merges {
		if char, sides, ok := c.runMerge(merge); ok {
			m := all[char]
			if m == nil {
				m = &runMerges{ranks: map[uint64]uint32{}}
				all[char] = m
			}
			m.ranks[sides], m.last = uint32(rank), rank
			m.longest = max(m.longest, int(sides>>32)+int(uint32(sides)))
		}
	}
	for i, m := range all {
		char := byte(i)
		if m == nil || m.ranks[1<<32|1] < m.ranks[2<<32|1] {
			continue // none, or in the order of ranks
		}
		if c.haveRuns(char, m.longest) && m.growFromLeft() && c.comeFirst(char, m.last) {
			c.file.runs = append(c.file.runs, run{char, m.longest})
		}
	}
	return nil
}

// runMerges are the merges of one character's runs.
type runMerges struct {
	ranks         map[uint64]uint32 // by the lengths of the two sides, left<<32 | right
	last, longest int
}

// runMerge reports whether a merge makes a run, of which character, and how long its sides are.
func (c *converter) runMerge(merge [2]string) (char byte, sides uint64, ok bool) {
	if merge[0] == "" || merge[0][0] >= utf8.RuneSelf && !strings.HasPrefix(merge[0], metaspace) {
		return 0, 0, false
	}
	left, right := c.meant(merge[0]), c.meant(merge[1])
	if left == "" || left[0] >= utf8.RuneSelf || !isRunOf(left, left[0]) || !isRunOf(right, left[0]) {
		return 0, sides, false
	}
	return left[0], uint64(len(left))<<32 | uint64(len(right)), true
}

// makesRun reports whether a merge is one of those that cutting replaces.
func (c *converter) makesRun(merge [2]string) bool {
	char, _, ok := c.runMerge(merge)
	return ok && slices.ContainsFunc(c.file.runs, func(r run) bool { return r.char == char })
}

// comeFirst reports whether every other merge of the character comes after the last of its runs'.
func (c *converter) comeFirst(char byte, last int) bool {
	for _, merge := range c.json.Merges[:last] {
		if strings.IndexByte(c.meant(merge[0]+merge[1]), char) < 0 {
			continue
		}
		if _, _, ok := c.runMerge(merge); !ok {
			return false
		}
	}
	return true
}

func isRunOf(text string, char byte) bool {
	for i := range len(text) {
		if text[i] != char {
			return false
		}
	}
	return len(text) > 0
}

// haveRuns reports whether the vocabulary has a token for each run of 2 to most, and no other token with the character
// twice in a row.
func (c *converter) haveRuns(char byte, most int) bool {
	if most > maxTokenBytes {
		return false
	}
	have := 0
	for _, entry := range c.json.Vocabulary {
		text := c.meant(entry.Text)
		for i := 1; i < len(text); i++ {
			if text[i-1] != char || text[i] != char {
				continue
			}
			if !isRunOf(text, char) || len(text) > most {
				return false
			}
			have++
			break
		}
	}
	return have == most-1
}

// growFromLeft carries out the merges on runs of up to twice the longest and more.
func (m *runMerges) growFromLeft() bool {
	most := m.longest
	for n := 2; n <= 2*most+2; n++ {
		parts := make([]uint64, n)
		for i := range parts {
			parts[i] = 1
		}
		for {
			best, at := uint32(0), 0
			for i := 1; i < len(parts); i++ {
				if rank, ok := m.ranks[parts[i-1]<<32|parts[i]]; ok && (at == 0 || rank < best) {
					best, at = rank, i
				}
			}
			if at == 0 {
				break
			}
			parts[at-1] += parts[at]
			parts = append(parts[:at], parts[at+1:]...)
		}
		for i, part := range parts {
			if i < len(parts)-1 && int(part) != most || i == len(parts)-1 && int(part) != n-most*i {
				return false
			}
		}
	}
	return true
}

// isRun reports whether an added token would be found as a run anyway, or as its character, which no other token has.
func (c *converter) isRun(a AddedToken) bool {
	if a.LStrip || a.RStrip || c.ids[a.Text] != a.ID || len(a.Text) == 0 {
		return false
	}
	for _, r := range c.file.runs {
		if r.char != ' ' && isRunOf(a.Text, r.char) && len(a.Text) <= r.longest && c.alone(r.char) {
			return true
		}
	}
	return false
}

// alone reports whether no token but runs has the character.
func (c *converter) alone(char byte) bool {
	known := &c.alones[char]
	if *known == 0 {
		*known = 1 + bit(!slices.ContainsFunc(c.json.Vocabulary, func(entry VocabularyEntry) bool {
			text := c.meant(entry.Text)
			for i := range len(text) {
				if text[i] == char {
					return !isRunOf(text, char)
				}
			}
			return false
		}))
	}
	return *known == 2
}

func (c *converter) isRunText(text string) bool {
	return slices.ContainsFunc(c.file.runs, func(r run) bool { return isRunOf(text, r.char) })
}
