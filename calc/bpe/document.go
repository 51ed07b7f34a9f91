package bpe

import (
	"errors"
	"slices"
)

// Document is a text that is edited and counted: after an edit only what it touches is encoded anew.
//
// The text is a sequence of UTF-16 units, as an editor has it. Half a surrogate pair alone counts as U+FFFD until it is
// joined again. It is kept in chunks that begin at cuts (cuts.go), each with its number of units and tokens. An edit encodes
// again from a cut that it cannot move to the first cut behind it that was one before: from there on nothing changes.
//
// Cost of an edit: its own length and some chunks around it, a kilobyte or two of text, plus a look at the chunks' list, 50 µs
// for 10 MB in the page. What it takes longer for is text that has no cut for long, which is one chunk: an unbroken piece
// (a megabyte of one letter, of spaces, of upper case), and a run whose cuts all move when its beginning does (digits in
// threes, Gemma's newlines in 31s).
//
// Memory: the text and some 5% more. A Document is not for several goroutines at once; its Encoding may be.
type Document struct {
	e       *Encoding
	special Special
	chunks  []chunk
	// units and tokens are the sums of the chunks'.
	units, tokens int
	window        []byte // scratch: the text around an edit
	chunkBytes    int
}

// chunk is a part of the text from one cut to another.
type chunk struct {
	text []byte // halves of pairs as halves.go has them
	// first is where the first cut in it is: its end, when there is none before.
	first         int
	units, tokens int
	begin         place
	halves        bool
}

// chunkBytes is how long a chunk is at least, most of the time. Longer ones make edits dearer, shorter ones the list. Tests
// take much shorter ones.
const chunkBytes = 1 << 10

// ErrRange says that a range does not lie in the document.
var ErrRange = errors.New("bpe: the range does not lie in the document")

// NewDocument returns a document of a text in UTF-8 in which halves of pairs may stand (WTF-8). Cost: that of Count.
func (e *Encoding) NewDocument(text []byte, special Special) *Document {
	return e.newDocument(text, special, chunkBytes)
}

func (e *Encoding) newDocument(text []byte, special Special, chunkBytes int) *Document {
	d := &Document{e: e, special: special, chunkBytes: chunkBytes}
	d.replace(position{}, position{}, text)
	return d
}

// Count returns the number of tokens: Encoding.Count of the text. Cost: none.
func (d *Document) Count() int { return d.tokens }

// Units returns the length of the text in UTF-16 units. Cost: none.
func (d *Document) Units() int { return d.units }

// AppendText appends the text, halves of pairs as U+FFFD.
func (d *Document) AppendText(dst []byte) []byte {
	for i := range d.chunks {
		dst = d.chunks[i].appendText(dst)
	}
	return dst
}

func (c *chunk) appendText(dst []byte) []byte {
	from := len(dst)
	dst = append(dst, c.text...)
	if c.halves {
		hideHalves(dst[from:])
	}
	return dst
}

// Replace puts insert (as NewDocument's text) in the place of the units from fromUTF16 to toUTF16. It fails with ErrRange
// and then changes nothing. Cost: see Document.
func (d *Document) Replace(fromUTF16, toUTF16 int, insert []byte) error {
	if fromUTF16 < 0 || toUTF16 < fromUTF16 || toUTF16 > d.units {
		return ErrRange
	}
	d.replace(d.locate(fromUTF16), d.locate(toUTF16), insert)
	return nil
}

// position is a place in the text: the chunk, and where in it a character begins. inside: between the halves of its pair.
type position struct {
	chunk, at int
	inside    bool
}

// locate finds a place by its offset. The end of a chunk is the beginning of the next.
func (d *Document) locate(unitUTF16 int) position {
	for i := range d.chunks {
		c := &d.chunks[i]
		if unitUTF16 >= c.units {
			unitUTF16 -= c.units
			continue
		}
		at := 0
		for ; unitUTF16 > 0; at++ {
			if c.text[at] >= 0xf0 {
				if unitUTF16 == 1 {
					return position{i, at, true}
				}
				unitUTF16--
			}
			unitUTF16--
			for at+1 < len(c.text) && c.text[at+1]&0xc0 == 0x80 {
				at++
			}
		}
		return position{i, at, false}
	}
	return position{chunk: len(d.chunks)}
}

// Segment is the tokens of a part of a document.
type Segment struct {
	// First is how many tokens come before; StartUTF16 is where the first one of these begins.
	First, StartUTF16 int
	// IDs and their ends, as AppendSegments has them, in units of the whole document.
	IDs, EndsUTF16 []uint32
}

// Segments returns the tokens that cover the units from fromUTF16 to toUTF16, whole characters: where one takes several
// tokens, all of them. An empty range means the unit after it, or the last. Cost: that of the range's tokens and of a chunk
// or two around them.
func (d *Document) Segments(fromUTF16, toUTF16 int) (Segment, error) {
	if fromUTF16 < 0 || toUTF16 < fromUTF16 || toUTF16 > d.units {
		return Segment{}, ErrRange
	}
	if d.units == 0 {
		return Segment{}, nil
	}
	fromUTF16 = min(fromUTF16, d.units-1)
	toUTF16 = max(toUTF16, fromUTF16+1)

	first, end := d.locate(fromUTF16).chunk, d.locate(toUTF16-1).chunk+1
	seg := Segment{}
	for i := range d.chunks[:first] {
		seg.First += d.chunks[i].tokens
		seg.StartUTF16 += d.chunks[i].units
	}
	text, tokens := d.window[:0], 0
	for i := first; i < end; i++ {
		text = d.chunks[i].appendText(text)
		tokens += d.chunks[i].tokens
	}
	// The end is a cut; what follows it shows that (cuts.go).
	if end < len(d.chunks) {
		enough := len(text) + d.chunks[end].first + d.e.margin(d.special)
		for ; end < len(d.chunks) && len(text) < enough; end++ {
			text = d.chunks[end].appendText(text)
		}
	}
	s := d.e.acquire()
	defer d.e.release(s)
	begin := atStart
	if first > 0 {
		begin = d.chunks[first].begin
	}
	ids, ends := d.e.appendSegments(s, nil, nil, text, d.special, begin)
	seg.take(ids[:tokens], ends[:tokens], fromUTF16, toUTF16)
	if d.window = text; cap(text) > 1<<16 {
		d.window = nil
	}
	return seg, nil
}

// take keeps the tokens that cover a range, of those that begin at StartUTF16; their ends count from there.
func (seg *Segment) take(ids, endsUTF16 []uint32, fromUTF16, toUTF16 int) {
	base := uint32(seg.StartUTF16)
	for i := range endsUTF16 {
		endsUTF16[i] += base
	}
	after := func(offset int) int { // the first token that ends after an offset
		i, _ := slices.BinarySearch(endsUTF16, uint32(offset+1))
		return i
	}
	start := func(i int) uint32 {
		if i == 0 {
			return base
		}
		return endsUTF16[i-1]
	}
	first, last := after(fromUTF16), min(after(toUTF16-1), len(ids)-1)
	for first > 0 && start(first-1) == start(first) {
		first-- // it ends inside the character that the next one completes
	}
	seg.First += first
	seg.StartUTF16 = int(start(first))
	seg.IDs, seg.EndsUTF16 = slices.Clone(ids[first:last+1]), slices.Clone(endsUTF16[first:last+1])
}

// replace is Replace for a range that lies in the document.
func (d *Document) replace(from, to position, insert []byte) {
	first := d.before(from)
	w := d.window[:0]
	for i := first; i <= from.chunk && i < len(d.chunks); i++ {
		if i < from.chunk {
			w = append(w, d.chunks[i].text...)
		} else {
			w = append(w, d.chunks[i].text[:from.at]...)
		}
	}
	seam := len(w)
	if from.inside {
		w = appendHalf(w, d.chunks[from.chunk].text[from.at:], false)
	}
	w, halves := appendWithHalves(w, insert)
	var rest []byte
	if to.chunk < len(d.chunks) {
		rest = d.chunks[to.chunk].text[to.at:]
	}
	if to.inside {
		w = appendHalf(w, rest, true)
		rest = rest[4:]
	} else if low, half := isHalf(rest); half && low {
		w = append(w, rest[:halfBytes]...)
		rest = rest[halfBytes:]
	}
	w = joinHalves(w, max(0, seam-halfBytes))
	w = append(w, rest...)

	r := renewal{d: d, first: first, next: min(to.chunk+1, len(d.chunks)), halves: halves || from.inside || to.inside}
	r.nextAt = len(w)
	for i := first; i < r.next; i++ {
		r.halves = r.halves || d.chunks[i].halves
	}
	d.window = r.run(w)
	if cap(d.window) > 1<<16 {
		d.window = nil
	}
}

// before returns the last chunk whose beginning stays a cut when the text changes from a place on.
func (d *Document) before(from position) int {
	margin := d.e.margin(d.special) + halfBytes // a half before the place may be joined
	for i := min(from.chunk, len(d.chunks)-1); i > 0; i-- {
		c := &d.chunks[i]
		known := c.text
		if i == from.chunk {
			known = known[:from.at]
		}
		if c.first+margin <= d.e.steady(known) {
			return i
		}
	}
	return 0
}

// renewal encodes the text around an edit and puts the new chunks in the place of the old ones.
type renewal struct {
	d      *Document
	first  int // the chunk that the text begins with
	next   int // the chunk that follows the text so far,
	nextAt int // and where it begins
	halves bool
}

// run takes the text from the first chunk's beginning to the next chunk's, or to the text's end. It returns the memory.
func (r *renewal) run(text []byte) []byte {
	d := r.d
	next, nextAt := r.next, r.nextAt
	margin := d.e.margin(d.special)
	for more := d.chunkBytes; ; more *= 4 {
		// As much of what follows as shows whether the next chunk's beginning is a cut still.
		for ahead := len(text) - nextAt; next < len(d.chunks) && ahead < margin+more; next++ {
			text = append(text, d.chunks[next].text...)
			ahead = len(text) - nextAt
			r.halves = r.halves || d.chunks[next].halves
		}
		if r.tryWith(text, next == len(d.chunks)) {
			return text
		}
	}
}

// tryWith encodes the text; ends: it ends where the document does. It reports whether the text was long enough.
func (r *renewal) tryWith(text []byte, ends bool) bool {
	d := r.d
	s := d.e.acquire()
	defer d.e.release(s)
	shown := text
	if r.halves {
		shown = slices.Clone(text)
		hideHalves(shown)
	}
	margin := d.e.margin(d.special)

	var fresh []chunk
	begin := atStart
	if r.first > 0 {
		begin = d.chunks[r.first].begin
	}
	from, tokens, first := 0, 0, 0 // the chunk that is being made: its beginning, the tokens before it, its first cut
	c := cutter{e: d.e, s: s, text: shown}
	closeAt := func(at int, after place) {
		sum := c.count()
		if len(fresh) > 0 && at-from < d.chunkBytes/2 { // what is left over goes with the one before
			last := &fresh[len(fresh)-1]
			last.text = append(last.text, text[from:at]...)
			last.tokens += sum - tokens
		} else {
			fresh = append(fresh, chunk{text: slices.Clone(text[from:at]), first: first - from, tokens: sum - tokens, begin: begin})
		}
		from, tokens, first, begin = at, sum, 0, after
	}

	// old is the next chunk that was there before and may begin at a cut again, oldAt its beginning.
	old, oldAt, met := r.next, r.nextAt, false
	c.visit = func(at int, after place) bool {
		if met {
			// The cut before this one is certain when this one is far enough from what is not known.
			met = at+margin <= len(text)
			return false
		}
		if first == 0 {
			first = at
		}
		for old < len(d.chunks) && oldAt < at {
			oldAt += len(d.chunks[old].text)
			old++
		}
		if met = old < len(d.chunks) && oldAt == at && d.chunks[old].begin == after; met {
			closeAt(at, after)
			return !ends
		}
		if at-from >= d.chunkBytes {
			closeAt(at, after)
		}
		c.from = at + 1
		if first > 0 {
			c.from = max(c.from, min(oldAt, from+d.chunkBytes))
		}
		return true
	}
	c.run(d.special, begin)
	switch {
	case met && c.over:
	case !ends:
		return false
	default:
		old = len(d.chunks)
		if from < len(text) {
			if first == 0 {
				first = len(text)
			}
			closeAt(len(text), within)
		}
	}
	r.put(fresh, old)
	return true
}

// put puts chunks in the place of those from the first to the one before end.
func (r *renewal) put(fresh []chunk, end int) {
	d := r.d
	for i := range d.chunks[r.first:end] {
		c := &d.chunks[r.first+i]
		d.units -= c.units
		d.tokens -= c.tokens
	}
	for i := range fresh {
		c := &fresh[i]
		c.units = countUnits(c.text)
		c.halves = r.halves && hasHalves(c.text)
		d.units += c.units
		d.tokens += c.tokens
	}
	d.chunks = spliced(d.chunks, r.first, end, fresh)
}

// spliced is slices.Replace in a few lines: what that is compiled to for chunks is 3 KB of the engine's download.
func spliced(list []chunk, from, to int, with []chunk) []chunk {
	size, more := len(list), len(with)-(to-from)
	if more > 0 {
		list = append(list, with[:more]...)
	}
	copy(list[to+more:], list[to:size])
	copy(list[from:], with)
	clear(list[size+more:])
	return list[:size+more]
}
