package bpe

import (
	"errors"
	"math/bits"
	"slices"
	"sort"
	"strings"
	"sync"
	"unicode/utf8"
)

// Special says what text that spells a special token is.
type Special int

const (
	// SpecialAsText takes a pasted <|endoftext|> for ordinary text. The default.
	SpecialAsText Special = iota
	// SpecialAsTokens takes it for the token, as a vendor's own chat template does.
	SpecialAsTokens
)

// Encoding turns text into tokens and back. Its methods may be called from several goroutines at once.
type Encoding struct {
	spec Spec
	v    *vocabulary
	// specials are sorted by text; specialByID holds one text for each id.
	specials    []special
	specialByID map[uint32]string
	// family is what other vendors' encodings have besides; nil for OpenAI's.
	family *family

	busy    sync.Mutex
	scratch scratch
}

type special struct {
	text string
	id   uint32
}

// scratch is what one call needs and the next can use again.
type scratch struct {
	merge merger
	cache pieceCache
	ends  [256]int
}

// Load returns the encoding of that name from its vocabulary file, which Pack wrote (see Spec.File). It verifies the
// file's checksum, and that it is the vocabulary which the encoding was tested with. Cost: some milliseconds for 200,000 tokens, and memory of about 13 MB.
func Load(name string, packed []byte) (*Encoding, error) {
	spec, ok := Find(name)
	if !ok {
		return nil, unknown(name)
	}
	if err := spec.verify(packed); err != nil {
		return nil, err
	}
	if isTokenizerFile(packed) {
		return loadFamily(spec, packed)
	}
	v, err := newVocabulary(packed)
	if err != nil {
		return nil, err
	}
	return newEncoding(spec, v)
}

// Share returns another encoding on the same vocabulary: o200k_harmony from o200k_base, and the like.
func (e *Encoding) Share(name string) (*Encoding, error) {
	spec, ok := Find(name)
	if !ok {
		return nil, unknown(name)
	}
	if spec.File != e.spec.File {
		return nil, errors.New("bpe: " + name + " needs the vocabulary " + spec.File + ", not " + e.spec.File)
	}
	return newEncoding(spec, e.v)
}

func unknown(name string) error {
	var names []string
	for _, s := range specs {
		names = append(names, s.Name)
	}
	return errors.New("bpe: no encoding " + name + "; there are " + strings.Join(names, ", "))
}

func newEncoding(spec Spec, v *vocabulary) (*Encoding, error) {
	loadClasses()
	specials := spec.Specials()
	e := &Encoding{spec: spec, v: v, specialByID: make(map[uint32]string, len(specials))}
	for text, id := range specials {
		if int(id) < len(v.nodes) && v.tokenLength(id) > 0 {
			return nil, errors.New("bpe: " + spec.Name + ": the vocabulary has a token where " + text + " stands")
		}
		e.specials = append(e.specials, special{text, id})
	}
	sort.Slice(e.specials, func(i, j int) bool { return e.specials[i].text < e.specials[j].text })
	for _, s := range e.specials {
		// Of two texts for one id Decode gives the first: the one that is not called reserved.
		if _, twice := e.specialByID[s.id]; !twice {
			e.specialByID[s.id] = s.text
		}
	}
	return e, nil
}

// Name returns the encoding's name.
func (e *Encoding) Name() string { return e.spec.Name }

// Count returns the number of tokens of text: len(AppendIDs(nil, text, special)), without making them.
//
// Ill-formed UTF-8 counts as U+FFFD for each maximal subpart, here and in the other methods (see validText).
// Cost: linear in the length of text, whatever it is.
func (e *Encoding) Count(text []byte, special Special) int {
	s := e.acquire()
	defer e.release(s)
	if e.family != nil {
		return e.familyCount(s, validText(text), special)
	}
	n := 0
	e.eachStretch(validText(text), special, func(stretch []byte) { n += e.count(s, stretch) }, func(uint32, int) { n++ })
	return n
}

// AppendIDs appends the tokens of text to dst.
func (e *Encoding) AppendIDs(dst []uint32, text []byte, special Special) []uint32 {
	s := e.acquire()
	defer e.release(s)
	if e.family != nil {
		from := len(dst)
		dst = e.appendFamilyIDs(s, dst, validText(text), special, atStart, nil)
		e.family.translate(dst[from:])
		return dst
	}
	e.eachStretch(validText(text), special, func(stretch []byte) { dst = e.appendIDs(s, dst, stretch) },
		func(id uint32, _ int) { dst = append(dst, id) })
	return dst
}

// AppendSegments appends the tokens of text to ids and, for each, where it ends to endsUTF16: the offset in UTF-16 units
// after the last character that is complete at the token's end. So an emoji that takes three tokens has two that end
// before it and one that ends after it. In ill-formed text each U+FFFD is one unit.
func (e *Encoding) AppendSegments(ids, endsUTF16 []uint32, text []byte, special Special) ([]uint32, []uint32) {
	s := e.acquire()
	defer e.release(s)
	return e.appendSegments(s, ids, endsUTF16, validText(text), special, atStart)
}

// appendSegments is AppendSegments for valid text that has begin before it.
func (e *Encoding) appendSegments(s *scratch, ids, endsUTF16 []uint32, text []byte, special Special, begin place) ([]uint32, []uint32) {
	if e.family != nil {
		return e.appendFamilySegments(s, ids, endsUTF16, text, special, begin)
	}
	end := 0
	u := units{text: text}
	e.eachStretch(text, special, func(stretch []byte) {
		from := len(ids)
		ids = e.appendIDs(s, ids, stretch)
		endsUTF16 = slices.Grow(endsUTF16, len(ids)-from)
		for _, id := range ids[from:] {
			end += e.v.tokenLength(id)
			endsUTF16 = append(endsUTF16, u.upTo(end))
		}
	}, func(id uint32, length int) {
		end += length
		ids, endsUTF16 = append(ids, id), append(endsUTF16, u.upTo(end))
	})
	return ids, endsUTF16
}

// units counts the UTF-16 units of valid text, on and on.
type units struct {
	text []byte
	pos  int
	n    uint32
}

// upTo returns the units of the characters that are complete at text[end], which is not before where it last was.
func (u *units) upTo(end int) uint32 {
	for u.pos < end {
		size, n := 1, uint32(1)
		switch c := u.text[u.pos]; {
		case c < utf8.RuneSelf:
		case c < 0xe0:
			size = 2
		case c < 0xf0:
			size = 3
		default:
			size, n = 4, 2
		}
		if u.pos+size > end {
			break
		}
		u.pos += size
		u.n += n
	}
	return u.n
}

// Decode appends the bytes of the tokens to dst. The bytes need not be valid UTF-8: tokens may hold parts of
// characters. It fails on an id that is neither a token nor a special token, and then returns dst as it was.
func (e *Encoding) Decode(dst []byte, ids []uint32) ([]byte, error) {
	if e.family != nil {
		return e.decodeFamily(dst, ids)
	}
	from := len(dst)
	for _, id := range ids {
		if int(id) < len(e.v.nodes) && e.v.tokenLength(id) > 0 {
			dst = append(dst, e.v.token(id)...)
			continue
		}
		text, ok := e.specialByID[id]
		if !ok {
			return dst[:from], errUnknownToken
		}
		dst = append(dst, text...)
	}
	return dst, nil
}

// tokenLength returns the number of bytes of a token or special token that exists.
func (e *Encoding) tokenLength(id uint32) int {
	if int(id) < len(e.v.nodes) {
		if n := e.v.tokenLength(id); n > 0 {
			return n
		}
	}
	return len(e.specialByID[id])
}

// acquire returns scratch memory: the encoding's own, or, where another call has that, some of its own.
func (e *Encoding) acquire() *scratch {
	if e.busy.TryLock() {
		return &e.scratch
	}
	return new(scratch)
}

func (e *Encoding) release(s *scratch) {
	if s == &e.scratch {
		s.merge.trim()
		e.busy.Unlock()
	}
}

// specialMark is the byte that every special token begins with.
const specialMark = '<'

// eachStretch calls ordinary for each stretch of ordinary text and token for each special token, in order, with their
// offsets. A special token cuts the text: what precedes it is encoded as if it were all there is, as in tiktoken.
func (e *Encoding) eachStretch(text []byte, special Special, ordinary func(stretch []byte), token func(id uint32, length int)) {
	from := 0
	if special == SpecialAsTokens {
		for at := 0; at < len(text); {
			if text[at] == specialMark {
				if s, ok := e.specialAt(text[at:]); ok {
					if at > from {
						ordinary(text[from:at])
					}
					token(s.id, len(s.text))
					at += len(s.text)
					from = at
					continue
				}
			}
			at++
		}
	}
	if from < len(text) {
		ordinary(text[from:])
	}
}

// specialAt returns the special token at the start of text. No special token begins another.
func (e *Encoding) specialAt(text []byte) (special, bool) {
	i := sort.Search(len(e.specials), func(i int) bool { return e.specials[i].text > string(text[:min(len(text), 64)]) })
	if i > 0 && strings.HasPrefix(string(text[:min(len(text), 64)]), e.specials[i-1].text) {
		return e.specials[i-1], true
	}
	return special{}, false
}

// count returns the number of tokens of a stretch of ordinary text. It is in two functions because of how a browser compiles WebAssembly:
// quickly at first and well later, and it goes over to the second only where a function is entered. So the loop over pieces is entered for
// every few hundred of them.
func (e *Encoding) count(s *scratch, text []byte) int {
	total := 0
	for i := 0; i < len(text); {
		n := e.spec.scan(text, i, s.ends[:])
		total += e.countPieces(s, text, i, s.ends[:n])
		i = s.ends[n-1]
	}
	return total
}

// countPieces counts the tokens of the pieces of text that begin at i and end at ends. It is the hot loop: most pieces are
// a token of a few bytes, found without a call.
//
//go:noinline
func (e *Encoding) countPieces(s *scratch, text []byte, i int, ends []int) int {
	v := e.v
	total := 0
	for _, end := range ends {
		from := i
		i = end
		if size := end - from; size <= shortBytes && from+8 <= len(text) {
			if v.findShort(shortKey(load64(text, from), size)) != noNode {
				total++
				continue
			}
		} else if _, ok := v.find(text, from, end); ok {
			total++
			continue
		}
		if _, ok := e.family.wholePiece(text[from:end]); ok {
			total++
			continue
		}
		if end-from <= cachedBytes {
			ends, _ := e.split(s, text, from, end)
			total += bits.OnesCount32(ends)
			continue
		}
		merged, _ := e.merge(s, text, from, end)
		total += merged
	}
	return total
}

// split returns where the tokens of a piece of at most cachedBytes bytes end, as cacheEntry does. When the cache did not
// know the piece, the tokens are the first merged in s.merge.stack.
func (e *Encoding) split(s *scratch, text []byte, from, end int) (ends uint32, merged int) {
	key, slot := keyOf(text, from, end)
	if ends := s.cache.find(&key, slot, end-from); ends != 0 {
		return ends, 0
	}
	merged, ends64 := e.merge(s, text, from, end)
	s.cache.put(&key, slot, uint32(ends64))
	return uint32(ends64), merged
}

// merge encodes a piece that is no token; see merger.encode.
func (e *Encoding) merge(s *scratch, text []byte, from, end int) (n int, ends uint64) {
	if e.family != nil {
		return e.family.merge(&s.merge, e.v, text, from, end)
	}
	return s.merge.encode(e.v, text, from, end)
}

func (e *Encoding) appendIDs(s *scratch, dst []uint32, text []byte) []uint32 {
	v := e.v
	for i := 0; i < len(text); {
		n := e.spec.scan(text, i, s.ends[:])
		for _, end := range s.ends[:n] {
			from := i
			i = end
			if id, ok := v.find(text, from, end); ok {
				dst = append(dst, id)
				continue
			}
			if id, ok := e.family.wholePiece(text[from:end]); ok {
				dst = append(dst, id)
				continue
			}
			if end-from > cachedBytes {
				merged, _ := e.merge(s, text, from, end)
				dst = append(dst, s.merge.stack[:merged]...)
				continue
			}
			ends, merged := e.split(s, text, from, end)
			if merged > 0 {
				dst = append(dst, s.merge.stack[:merged]...)
				continue
			}
			for at := from; ends != 0; ends &= ends - 1 {
				to := from + bits.TrailingZeros32(ends) + 1
				id, _ := v.find(text, at, to)
				dst = append(dst, id)
				at = to
			}
		}
	}
	return dst
}
