package bpe

import (
	"math"
	"unicode/utf8"
)

// A cut is a place between two characters of a text where one piece, or one added token, ends and the next begins. What
// follows a cut is encoded the same whatever stands before it, so that a text can be encoded from any cut on (place says
// the one thing that some families must know). How far ahead a cut depends on the text is what documents and streams
// rest on:
//
// Whether there is a cut at p depends on no byte from q+reach on, where q is the next cut after p. The end of the text
// counts as a byte.
//
// Proof, pattern by pattern: the piece that ends at p is decided by what its scanner looks at. The cuts before it are
// decided earlier, by the same argument.
//
//   - Letters, numbers, punctuation, line breaks and Han are runs of a class: one character, at most 4 bytes, after p. So
//     are the alternatives that begin with one character of another class, and those that fail at their first.
//   - A contraction that fails has looked at 3 bytes: ' and what might be re.
//   - Upper case in o200k_base and its descendants (o200kWord): in 日本ABC, p is after 本 only when no lower-case letter
//     follows ABC. But then ABC is the next piece: q is its end, and the character after it was the last that was looked at.
//     A mark before upper case alone is the same.
//   - Whitespace (\s*[\r\n]+, \s+(?!\S)): the whole run is looked at, and one character after it. p is after its last line
//     break, or before its last character. What is left of the run is the next piece but for its last character, or begins
//     it: q is at most that one character, 3 bytes, before the run's end. With the one after it: 7 bytes.
//   - What DeepSeek's third pattern leaves unmatched ends before a prefix and its word: two characters, 8 bytes, after p.
//   - scanJoins looks at two bytes after p.
//
// Added and special tokens move this by the longest of them, of those that are found first and of those found in what is
// left: whether one begins at a place is decided by as many bytes, and by a character more where it must be a word. Inside the
// text of such a word no place is called a cut (addedTokens.spans).
// A token that takes the whitespace before it (lstrip) would decide about cuts arbitrarily far back; therefore, where there
// are such tokens, only places without whitespace before them are called cuts (cutter.placed): a run of whitespace that
// such a token might take lies between p and q then. Normalizing works on a character and the unstable ones after it
// (nfcData), so that only places before a stable character are called cuts, and a text that goes on is known as far as
// Encoding.steady says. What is normalized is at least an eighth as long as what it was made of (TestNormalShrinking): hence
// the factor in margin.
//
// TestReach and FuzzReach hold every scanner to this, TestDocumentCuts every encoding.
const reach = 8

// normalShrinks is how many bytes of text one byte of its normal form may stand for, at most. Replacing single characters
// before and after does not change that: a character of the form stands for at most four (Greek with three marks, of three
// bytes; of two bytes it is three), and each of those for one of four bytes.
const normalShrinks = 8

// margin is reach in bytes of the text as it was given, with the tokens that can be found in it.
func (e *Encoding) margin(special Special) int {
	if f := e.family; f != nil {
		return normalShrinks * (reach + f.raw.longest + f.normal.longest + utf8.UTFMax)
	}
	longest := 0
	if special == SpecialAsTokens {
		for _, s := range e.specials {
			longest = max(longest, len(s.text))
		}
	}
	return reach + longest
}

// steady returns the length of the beginning of text that is normalized the same whatever follows text.
func (e *Encoding) steady(text []byte) int {
	if e.family == nil || !e.family.acts() {
		return len(text)
	}
	for i := len(text) - 1; i >= 0; i-- {
		if utf8.RuneStart(text[i]) && e.family.steadyAt(text, i) {
			return i
		}
	}
	return 0
}

// cutter goes through a text cut by cut and counts.
type cutter struct {
	e    *Encoding
	s    *scratch
	text []byte
	// special is what run was told.
	special Special
	// visit is told each cut from offset from on, in order, and what stands before it. It may move from on. When it returns
	// false the cutter is over.
	visit func(at int, after place) bool
	from  int
	over  bool
	// tokens is their number up to the last call of count.
	tokens int

	// stretch is what is scanned; its pieces that are passed but not counted begin at piece and end at ends[counted:passed].
	stretch         []byte
	piece           int
	ends            []int
	counted, passed int
	// done is how much has been encoded; edits and shift lead from there to text (family.walk).
	done, shift, last int
	edits             []edit
}

// never is an offset that no text has.
const never = math.MaxInt

// run goes through the text, which has begin before it, until it is over or the text ends; then everything is counted.
func (c *cutter) run(special Special, begin place) {
	c.special = special
	after := afterOne
	token := func(_ uint32, length int) {
		if c.over {
			return
		}
		c.tokens++
		c.done += length
		c.cut(c.done, after)
	}
	f := c.e.family
	if f == nil {
		c.e.eachStretch(c.text, special, c.scan, token)
		return
	}
	f.walk(c.text, special, begin, c.scan, func(id uint32) {
		after = afterOne
		if f.normals[id-f.base] {
			after = afterNormal
		}
		token(id, len(f.texts[id-f.base]))
	},
		func(d edit) { c.edits = append(c.edits, d) })
}

// scan goes through one stretch.
func (c *cutter) scan(stretch []byte) {
	c.stretch = stretch
	for i := 0; i < len(stretch) && !c.over; {
		n := c.e.spec.scan(stretch, i, c.s.ends[:])
		c.piece, c.ends, c.counted = i, c.s.ends[:n], 0
		i = c.ends[n-1]
		if len(c.edits) > 0 || c.done+c.shift+i >= c.from {
			for k, end := range c.ends {
				c.passed = k + 1
				if c.cut(c.done+end, within); c.over {
					return
				}
			}
		}
		c.passed = n
		c.count()
	}
	c.done += len(stretch)
	c.ends, c.counted, c.passed = nil, 0, 0
}

// cut tells visit of a cut, if it is one and of interest.
func (c *cutter) cut(done int, after place) {
	if at, ok := c.placed(done); ok && at >= c.from {
		c.last = at
		c.over = !c.visit(at, after)
	}
}

// placed returns where in the text a place in what is encoded is; false when that is no cut, or one that there was already.
func (c *cutter) placed(done int) (at int, ok bool) {
	for len(c.edits) > 0 && c.edits[0].to <= done {
		c.shift = c.edits[0].textTo - c.edits[0].to
		c.edits = c.edits[1:]
	}
	at = done + c.shift
	if len(c.edits) > 0 && c.edits[0].from < done || at <= c.last {
		return 0, false
	}
	if f := c.e.family; f != nil {
		if at < len(c.text) && len(f.steps) > 0 && !f.steadyAt(c.text, at) {
			return 0, false
		}
		if f.raw.spans(c.text, at, c.special) || f.normal.spans(c.text, at, c.special) {
			return 0, false
		}
		if f.strips {
			before, _ := utf8.DecodeLastRune(c.text[:at])
			return at, !isWhite(before)
		}
	}
	return at, true
}

// count returns the number of tokens up to the cut that visit was told last.
func (c *cutter) count() int {
	if c.counted < c.passed {
		c.tokens += c.e.countPieces(c.s, c.stretch, c.piece, c.ends[c.counted:c.passed])
		c.piece, c.counted = c.ends[c.passed-1], c.passed
	}
	return c.tokens
}
