package tokenize

import (
	"sort"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"threelimits/calc/bpe"
	"threelimits/calc/fault"
	"threelimits/calc/spell"
)

// Limits of Chunks. Whatever the encoding, one code point has at most twelve tokens and a prefix one more, so that
// least holds every one.
const (
	leastChunkTokens = 16
	mostChunkTokens  = 1_000_000_000
)

// Chunk is a part of a text: where it begins and ends in UTF-16 units, and its tokens.
type Chunk struct{ FromUTF16, ToUTF16, Tokens int }

// Chunks cuts a text into parts of at most maxTokens tokens, each counted by itself, where it hurts least: after a
// paragraph, a line, a sentence, a word, or else a token, and always between characters as readers see them, unless one
// alone has more tokens. Of these places it takes the best one in the second half of what fits, of equal ones the last. A
// chunk begins with up to overlap tokens of the one before, from a place chosen likewise. Together the chunks are the whole
// text.
//
// maxTokens is 16 or more, overlap at most half of it: then each chunk brings new text, and the cost is that of a few
// counts of the text.
func (t *Set) Chunks(encoding string, special bpe.Special, maxTokens, overlap int, text []byte) (out []Chunk, err error) {
	e, err := t.Encoding(encoding)
	if err != nil {
		return nil, err
	}
	if maxTokens < leastChunkTokens || maxTokens > mostChunkTokens {
		return nil, fault.Argument("maxTokens", "maxTokens is "+strconv.Itoa(maxTokens)+
			"; accepted are whole numbers from "+strconv.Itoa(leastChunkTokens)+" to "+spell.Grouped(mostChunkTokens)+".")
	}
	if overlap < 0 || overlap > maxTokens/2 {
		return nil, fault.Argument("overlap", "overlap is "+strconv.Itoa(overlap)+
			"; accepted are whole numbers from 0 to half of maxTokens, "+strconv.Itoa(maxTokens/2)+".")
	}
	if !utf8.Valid(text) {
		text = []byte(string([]rune(string(text))))
	}
	c := chunker{e: e, special: special, text: text, most: maxTokens, overlap: overlap}
	units := 0 // of what was before c.from
	for c.done < len(text) {
		tokens, ok := c.next()
		if !ok { // not in practice: with the overlap there is no room for anything new
			units += utf16Length(text[c.from:c.done])
			c.from = c.done
			continue
		}
		out = append(out, Chunk{units, units + utf16Length(text[c.from:c.done]), tokens})
		from := c.begin()
		units += utf16Length(text[c.from:from])
		c.from = from
	}
	return out, nil
}

func utf16Length(text []byte) (units int) {
	for _, c := range text {
		if c&0xc0 != 0x80 {
			units++
		}
		if c >= 0xf0 {
			units++
		}
	}
	return units
}

// chunker cuts one chunk after the other. Offsets are bytes.
type chunker struct {
	e             *bpe.Encoding
	special       bpe.Special
	text          []byte
	most, overlap int
	// from is where the chunk begins, done where the one before it ended.
	from, done int
	// ends are where the tokens from from on end, of those that are needed.
	ends []int
}

func (c *chunker) count(from, end int) int { return c.e.Count(c.text[from:end], c.special) }

// tries is how often a place is given up because the text up to it has too many tokens by itself, before larger steps are
// taken. It is rare: cutting changes the tokens at the cut only.
const tries = 8

// next moves done to where the chunk ends and returns its tokens. It is false when nothing behind done fits.
func (c *chunker) next() (tokens int, ok bool) {
	if c.read() && len(c.ends) <= c.most {
		c.done = len(c.text)
		return len(c.ends), true
	}
	limit := c.ends[c.most-1]
	for attempt := 0; limit > c.done; attempt++ {
		end := c.lastBest(max(c.done, min(c.ends[c.most/2-1], limit-1)), limit)
		if tokens = c.count(c.from, end); tokens <= c.most {
			c.done = end
			return tokens, true
		}
		if limit = end - 1; attempt >= tries {
			limit = c.from + (end-c.from)/2
		}
		for !utf8.RuneStart(c.text[limit]) {
			limit--
		}
	}
	return 0, false
}

// read finds the tokens from from on: more than a chunk may have or, then it returns true, all there are.
func (c *chunker) read() (all bool) {
	for size := 6*min(c.most, len(c.text)) + 64; ; size *= 2 {
		end := min(c.from+size, len(c.text))
		for end < len(c.text) && !utf8.RuneStart(c.text[end]) {
			end++
		}
		_, endsUTF16 := c.e.AppendSegments(nil, nil, c.text[c.from:end], c.special)
		if all = end == len(c.text); !all && len(endsUTF16) <= c.most {
			continue
		}
		c.ends = c.ends[:0]
		at, units := c.from, 0
		for _, endUTF16 := range endsUTF16 {
			for units < int(endUTF16) {
				r, n := utf8.DecodeRune(c.text[at:])
				at += n
				if units++; r > 0xFFFF {
					units++
				}
			}
			c.ends = append(c.ends, at)
		}
		return all
	}
}

// Kinds of places, by what ends there, the best last.
const (
	noPlace = iota
	afterWord
	afterSentence
	afterLine
	afterParagraph
)

// lastBest returns the best place behind least and up to limit; of several of the best kind, the last.
func (c *chunker) lastBest(least, limit int) int {
	best, kind := limit, noPlace
	for at := limit; at > least && kind < afterParagraph; at-- {
		if k := c.kind(at); k > kind && c.betweenCharacters(at) {
			best, kind = at, k
		}
	}
	if kind > noPlace {
		return best
	}
	// The last character that ends where a token does, or else the last character. Where one has more tokens than fit, best
	// is limit: a token's end, and so between code points.
	byToken := false
	for at := c.from; at < limit; {
		_, size := nextCharacter(c.text[at:])
		if at += size; at > least && at <= limit && (!byToken || c.isTokenEnd(at)) {
			best, byToken = at, byToken || c.isTokenEnd(at)
		}
	}
	return best
}

// begin returns where the next chunk begins: at done, or before it, at the best place from which no more than overlap tokens
// are repeated.
func (c *chunker) begin() int {
	if c.overlap == 0 || c.done == len(c.text) {
		return c.done
	}
	at := c.from
	if repeated := sort.SearchInts(c.ends, c.done+1) - c.overlap; repeated > 0 {
		at = c.ends[repeated-1]
	}
	for range tries {
		if at = c.firstBest(at); at >= c.done || c.count(at, c.done) <= c.overlap {
			return min(at, c.done)
		}
		at++
	}
	return c.done
}

// firstBest returns the best place from at on, or done. A better kind is worth up to half of the way.
func (c *chunker) firstBest(from int) int {
	best, kind := c.done, noPlace
	for at := from; at < c.done && (kind == noPlace || at <= from+(c.done-from)/2); at++ {
		if k := c.kind(at); k > kind && at > c.from && c.betweenCharacters(at) {
			best, kind = at, k
		}
	}
	if kind > noPlace {
		return best
	}
	for at := c.from; at < c.done; {
		_, size := nextCharacter(c.text[at:])
		if at += size; at >= from && c.isTokenEnd(at) {
			return min(at, c.done)
		}
	}
	return c.done
}

func (c *chunker) isTokenEnd(at int) bool {
	i := sort.SearchInts(c.ends, at)
	return i < len(c.ends) && c.ends[i] == at
}

// betweenCharacters reports whether no character as readers see them has text on both sides of a place behind from.
func (c *chunker) betweenCharacters(at int) bool {
	if at == len(c.text) {
		return true
	}
	// From a place where that is certain: between two ASCII bytes (countCharacters).
	start := at
	for start > c.from && (c.text[start-1] >= utf8.RuneSelf || c.text[start] >= utf8.RuneSelf || c.text[start] == '\n') {
		start--
	}
	for start < at {
		_, size := nextCharacter(c.text[start:])
		start += size
	}
	return start == at
}

// kind says what ends at a place. A line's indentation goes with the line, other whitespace with what is before it.
func (c *chunker) kind(at int) int {
	if at == len(c.text) || !utf8.RuneStart(c.text[at]) {
		return noPlace
	}
	next, _ := utf8.DecodeRune(c.text[at:])
	before, _ := utf8.DecodeLastRune(c.text[:at])
	switch {
	case isLineEnd(before):
		if isLineEnd(next) {
			return noPlace
		}
		return c.kindOfLine(at)
	case unicode.IsSpace(next):
		return noPlace
	case unicode.IsSpace(before):
		if endsSentence(c.text[:at], ".!?…。！？") {
			return afterSentence
		}
		return afterWord
	case !strings.ContainsRune(closers+"。！？", next) && endsSentence(c.text[:at], "。！？"):
		return afterSentence
	}
	return noPlace
}

func isLineEnd(r rune) bool { return r == '\n' || r == '\r' }

// kindOfLine tells paragraphs, which a blank line follows, from lines.
func (c *chunker) kindOfLine(at int) int {
	lines := 0
	for i := at; i > 0; {
		r, n := utf8.DecodeLastRune(c.text[:i])
		if !unicode.IsSpace(r) {
			break
		}
		if r == '\n' || r == '\r' && c.text[i] != '\n' {
			if lines++; lines == 2 {
				return afterParagraph
			}
		}
		i -= n
	}
	return afterLine
}

// closers may stand between the end of a sentence and the space after it: at most so many.
const (
	closers     = "\"'”’»)]}」』）"
	mostClosers = 4
)

// endsSentence reports whether text ends with one of the marks, closing quotes and whitespace after it allowed.
func endsSentence(text []byte, marks string) bool {
	for closed := 0; len(text) > 0 && closed <= mostClosers; {
		r, n := utf8.DecodeLastRune(text)
		switch {
		case strings.ContainsRune(marks, r):
			return true
		case isLineEnd(r):
			return false
		case strings.ContainsRune(closers, r):
			closed++
		case !unicode.IsSpace(r):
			return false
		}
		text = text[:len(text)-n]
	}
	return false
}
