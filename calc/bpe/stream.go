package bpe

import (
	"errors"
	"strconv"
	"unicode/utf8"
)

// Counter counts a text that comes in parts, cut anywhere: in a character, in a word, in a special token.
//
// Memory: what is not certain yet waits for more, some hundred bytes and the part that came last. Only text without a cut
// is kept until it ends: an unbroken piece of n bytes takes 6n to 9n bytes, and one of more than MaxUnbroken is refused.
//
// Cost: that of Count; for each part, some microseconds.
type Counter struct {
	e       *Encoding
	special Special
	// waiting is valid text from a cut on, what stands before it begin. partial is the beginning of a character.
	waiting []byte
	partial []byte
	begin   place
	tokens  int
	// enough is how long waiting must be for another try: a long piece is not gone through for each part of it.
	enough int
}

// MaxUnbroken is the longest text without a cut that a Counter takes.
const MaxUnbroken = 64 << 20

// ErrUnbroken says that a Counter met more than MaxUnbroken.
var ErrUnbroken = errors.New("bpe: more than " + strconv.Itoa(MaxUnbroken>>20) + " MB without a place where the text could be cut")

// NewCounter returns a Counter that has counted nothing yet.
func (e *Encoding) NewCounter(special Special) *Counter { return &Counter{e: e, special: special} }

// Write takes the next part. Ill-formed UTF-8 counts as in Count, wherever it is cut. It fails with ErrUnbroken, and then
// for ever.
func (c *Counter) Write(part []byte) error {
	if len(c.partial) > 0 {
		part = append(c.partial, part...)
	}
	whole := len(part) - unfinished(part)
	c.waiting = appendPart(c.waiting, part[:whole])
	c.partial = append(c.partial[:0], part[whole:]...)
	if len(c.waiting) >= c.enough {
		c.settle()
	}
	if len(c.waiting) > MaxUnbroken {
		return ErrUnbroken
	}
	return nil
}

// Finish returns the number of tokens of everything that was written.
func (c *Counter) Finish() int {
	s := c.e.acquire()
	defer c.e.release(s)
	rest := cutter{e: c.e, s: s, text: appendPart(c.waiting, c.partial), from: never}
	rest.run(c.special, c.begin)
	c.waiting, c.partial = nil, nil
	return c.tokens + rest.tokens
}

// settle counts up to the last cut that is certain.
func (c *Counter) settle() {
	known := c.e.steady(c.waiting)
	// Cuts are looked for near the end first: telling of each takes time.
	for _, near := range [2]int{1 << 12, len(c.waiting)} {
		if at, tokens, after := c.lastCut(known, max(1, known-near)); at > 0 {
			c.tokens += tokens
			c.begin = after
			c.waiting = append(c.waiting[:0], c.waiting[at:]...)
			break
		}
	}
	c.enough = 2 * len(c.waiting)
}

// lastCut returns the last certain cut in the first known bytes, from an offset on, and the tokens before it; 0 if none.
func (c *Counter) lastCut(known, from int) (at, tokens int, after place) {
	s := c.e.acquire()
	defer c.e.release(s)
	margin := c.e.margin(c.special)
	next, nextTokens, nextAfter := 0, 0, c.begin
	k := cutter{e: c.e, s: s, text: c.waiting[:known], from: from}
	k.visit = func(q int, afterQ place) bool {
		if q+margin > known {
			return false
		}
		at, tokens, after = next, nextTokens, nextAfter
		next, nextTokens, nextAfter = q, k.count(), afterQ
		return true
	}
	k.run(c.special, c.begin)
	return at, tokens, after
}

// unfinished returns how many bytes at the end are the beginning of a character that more bytes could complete.
func unfinished(text []byte) int {
	for n := 1; n <= min(3, len(text)); n++ {
		tail := text[len(text)-n:]
		if tail[0] < 0xc2 || tail[0] > 0xf4 {
			continue
		}
		if length, complete := sequence(tail); length == n && !complete {
			return n
		}
		return 0
	}
	return 0
}

// appendPart is appendValid, quick where nothing is ill-formed.
func appendPart(dst, text []byte) []byte {
	if utf8.Valid(text) {
		return append(dst, text...)
	}
	return appendValid(dst, text)
}
