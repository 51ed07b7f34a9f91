package bpe

import (
	"encoding/binary"
	"errors"
	"math/bits"
	"slices"
)

// vocabulary holds the tokens, and the tables that find them by text and by halves. Everything is in a few flat slices
// without pointers: the collector has nothing to scan, and a lookup touches one or two cache lines.
//
// The tables take some 12 MB for 200,000 tokens, which no processor's near cache holds. So filters of a few bits stand
// before them, a megabyte together, in which most of the lookups that find nothing end: merging asks for many more pairs and
// lengths than there are.
type vocabulary struct {
	// text of token id: blob[starts[id]:starts[id+1]], empty for an id that is no token. Eight bytes more follow the last,
	// so that load64 can start anywhere.
	blob   []byte
	starts []uint32
	// nodes are the tokens with the two they were merged from, by id.
	nodes []node

	// short finds tokens of up to shortBytes bytes: key and node together, so that a lookup costs one cache miss.
	short      []shortEntry
	shortShift uint
	// long finds the others; entries are packed as id, length, offset in blob, tag (see longEntry).
	long      []uint64
	longShift uint
	// pairs finds the token that two tokens merge into: left<<2*idBits | right<<idBits | id, 0 when free.
	pairs     []uint64
	pairShift uint

	// pairSeen and shortSeen have a bit for the hash of each pair and of each short token.
	pairSeen  *[1 << (pairSeenBits - 6)]uint64
	shortSeen *[1 << (shortSeenBits - 6)]uint64
	// seams and seamsShort have a bit for the bytes on both sides of each place where two tokens merge; see vocabulary.seam.
	seams      *[1 << (seamBits - 6)]uint64
	seamsShort *[1 << (16 - 6)]uint64
	// longSeen has a bit for a hash of the first eight bytes of each long token.
	longSeen *[1 << (longSeenBits - 6)]uint64
	// lengths4 is indexed by a hash of four bytes: bit n is set when a token of n bytes, 4 to 7, begins with such. lengths8
	// is indexed by a hash of eight bytes: bit n-8 for a token of n bytes, 8 to 38; the last bit for any that is longer. Of
	// those, a few hundred at most, lengthsBeyond has the lengths by the same index, longest first.
	lengths4      *[1 << filter4Bits]uint8
	lengths8      *[1 << filter8Bits]uint32
	lengthsBeyond map[uint32][]uint8

	check uint64
}

// A node is a token with the two that it was merged from: id | right<<idBits | left<<2*idBits. A single byte is its own
// halves.
type node uint64

const noNode = ^node(0)

func nodeOf(id, left, right uint32) node {
	return node(id) | node(right)<<idBits | node(left)<<(2*idBits)
}

func (n node) id() uint32    { return uint32(n & idMask) }
func (n node) right() uint32 { return uint32(n >> idBits & idMask) }
func (n node) left() uint32  { return uint32(n >> (2 * idBits) & idMask) }

type shortEntry struct {
	// key is the token's bytes, the first lowest, with the length in the top byte; 0 when free.
	key  uint64
	node node
}

const (
	shortBytes = 7

	// hashFactor is 2^64 divided by the golden ratio, odd: Knuth's multiplicative hash.
	hashFactor = 0x9e3779b97f4a7c15
	hashMix    = 0xd6e8feb86659fd93

	idBits     = 20
	lengthBits = 8
	offsetBits = 24
	tagBits    = 64 - idBits - lengthBits - offsetBits

	idMask = 1<<idBits - 1

	pairSeenBits  = 21
	shortSeenBits = 20
	seamBits      = 20
	longSeenBits  = 20
	filter4Bits   = 17
	filter8Bits   = 16
	longest       = 31 // the bit of lengths8 that stands for every length from 8+longest on
)

// newVocabulary builds the tables from a vocabulary file.
//
// Cost: two passes over the tokens with some six random table accesses each. A browser compiles WebAssembly twice, quickly
// at first and well later, and goes over to the second only where a function is entered: so each pass calls one for every
// loadStep tokens. (One call for all of them took twice as long.)
func newVocabulary(file []byte) (*vocabulary, error) {
	u, err := unpack(file)
	if err != nil {
		return nil, err
	}
	v := &vocabulary{check: u.check, starts: make([]uint32, u.n+1), nodes: make([]node, u.n)}
	r := tokenReader{unpacked: &u}
	for from := 0; from < u.n; from += loadStep {
		if !r.read(v, from, min(from+loadStep, u.n)) {
			return nil, errCorrupt
		}
	}
	if len(r.gaps) > 0 {
		return nil, errCorrupt
	}
	v.allocate(r.size, r.short, r.long)
	copy(v.blob, u.bytes)
	for from := 0; from < u.n; from += loadStep {
		v.enter(from, min(from+loadStep, u.n))
	}
	return v, nil
}

const loadStep = 1 << 10

// tokenReader goes through a vocabulary file's merges.
type tokenReader struct {
	*unpacked
	merge       int
	size        uint32 // bytes of text so far
	short, long int    // tokens so far
}

// read fills nodes and starts for the ids from from on; false when the file makes no sense.
func (r *tokenReader) read(v *vocabulary, from, to int) bool {
	planes := &r.planes
	for id := uint32(from); id < uint32(to); id++ {
		length := uint32(1)
		switch {
		case id < singleBytes:
			v.nodes[id] = nodeOf(id, id, id)
		case len(r.gaps) > 0 && r.gaps[0] == id:
			r.gaps = r.gaps[1:]
			length = 0
		default:
			k := r.merge
			r.merge++
			left := uint32(planes[0][k]) | uint32(planes[1][k])<<8 | uint32(planes[2][k])<<16
			right := uint32(planes[3][k]) | uint32(planes[4][k])<<8 | uint32(planes[5][k])<<16
			if left >= id || right >= id {
				return false
			}
			length = v.starts[left+1] - v.starts[left] + v.starts[right+1] - v.starts[right]
			if length < 2 || length > maxTokenBytes || r.size+length > maxBlob {
				return false
			}
			v.nodes[id] = nodeOf(id, left, right)
		}
		r.size += length
		v.starts[id+1] = r.size
		if length > shortBytes {
			r.long++
		} else if length > 0 {
			r.short++
		}
	}
	return true
}

// token returns the bytes of a token.
func (v *vocabulary) token(id uint32) []byte { return v.blob[v.starts[id]:v.starts[id+1]] }

func (v *vocabulary) tokenLength(id uint32) int { return int(v.starts[id+1] - v.starts[id]) }

// allocate makes room for tokens of size bytes together.
func (v *vocabulary) allocate(size uint32, short, long int) {
	// At most full parts in eight are taken, so that a search ends soon.
	slots := func(n, full int) (slots int, shift uint) {
		b := bits.Len(uint(max(n*8/full, 2) - 1))
		return 1 << b, uint(64 - b)
	}
	v.blob = make([]byte, size+8)
	var n int
	n, v.shortShift = slots(short, 5)
	v.short = made[shortEntry](n)
	n, v.longShift = slots(long, 5)
	v.long = made[uint64](n)
	n, v.pairShift = slots(short+long, 7) // few look further than pairSeen
	v.pairs = made[uint64](n)
	v.pairSeen = (*[len(v.pairSeen)]uint64)(made[uint64](len(v.pairSeen)))
	v.shortSeen = (*[len(v.shortSeen)]uint64)(made[uint64](len(v.shortSeen)))
	v.longSeen = (*[len(v.longSeen)]uint64)(made[uint64](len(v.longSeen)))
	v.seams = (*[len(v.seams)]uint64)(made[uint64](len(v.seams)))
	v.seamsShort = (*[len(v.seamsShort)]uint64)(made[uint64](len(v.seamsShort)))
	v.lengths4 = (*[len(v.lengths4)]uint8)(made[uint8](len(v.lengths4)))
	v.lengths8 = (*[len(v.lengths8)]uint32)(made[uint32](len(v.lengths8)))
	v.lengthsBeyond = map[uint32][]uint8{}
}

// made is a slice whose memory was written to. The system maps a page that is read first to one of zeros, and again when it is written,
// which in a process with threads interrupts every processor: looking up in new tables took 40 ms of loading o200k_base, and 15 of a
// first count.
func made[T any](n int) []T {
	s := make([]T, n)
	clear(s)
	return s
}

// enter writes the text of the tokens from from on and enters them in the tables. It goes through them once for each table: what
// takes long is waiting for memory, and a processor waits for many places at once where little stands between two.
func (v *vocabulary) enter(from, to int) {
	var words [loadStep]uint64 // the first eight bytes of each
	v.enterTexts(from, to, &words)
	v.enterPairs(max(from, singleBytes), to)
	v.enterShort(from, to, &words)
	for id := from; id < to; id++ {
		if n := v.tokenLength(uint32(id)); n > shortBytes {
			v.insertLong(uint32(id), int(v.starts[id]), n, words[id-from])
		}
	}
}

func (v *vocabulary) enterTexts(from, to int, words *[loadStep]uint64) {
	for id := from; id < to; id++ {
		node, start := v.nodes[id], v.starts[id]
		n := int(v.starts[id+1] - start)
		if n == 0 {
			continue
		}
		if id < singleBytes {
			words[id-from] = load64(v.blob, int(start))
			continue
		}
		left, right := node.left(), node.right()
		from0, then := v.starts[left], v.starts[right]
		middle := v.starts[left+1] - from0
		var w uint64
		if n <= 8 {
			w = load64(v.blob, int(from0))&(1<<(8*middle&63)-1) | load64(v.blob, int(then))<<(8*middle&63)
			binary.LittleEndian.PutUint64(v.blob[start:start+8], w)
		} else {
			v.copyToken(start, left)
			v.copyToken(start+middle, right)
			w = load64(v.blob, int(start))
		}
		words[id-from] = w
		v.insertSeam(int(start), int(start+middle), int(start)+n)
	}
}

func (v *vocabulary) enterPairs(from, to int) {
	for id := from; id < to; id++ {
		if v.starts[id] != v.starts[id+1] {
			v.insertPair(uint64(v.nodes[id])>>idBits, uint64(id))
		}
	}
}

func (v *vocabulary) enterShort(from, to int, words *[loadStep]uint64) {
	for id := from; id < to; id++ {
		if n := v.tokenLength(uint32(id)); n > 0 && n <= shortBytes {
			v.insertShort(v.nodes[id], n, words[id-from])
		}
	}
}

// copyToken writes a token's text at blob[at], eight bytes a time: what follows it there is written later.
func (v *vocabulary) copyToken(at, id uint32) {
	for from, end := v.starts[id], v.starts[id+1]; from < end; from += 8 {
		binary.LittleEndian.PutUint64(v.blob[at:at+8], load64(v.blob, int(from)))
		at += 8
	}
}

// insertShort enters a token of n bytes, the low ones of w.
func (v *vocabulary) insertShort(node node, n int, w uint64) {
	if n >= 4 {
		v.lengths4[filter4(w)] |= 1 << n
	}
	key := shortKey(w, n)
	h := key * hashFactor
	v.shortSeen[h>>(64-shortSeenBits)/64] |= 1 << (h >> (64 - shortSeenBits) % 64)
	at := h >> v.shortShift
	for v.short[at].key != 0 {
		at = (at + 1) & uint64(len(v.short)-1)
	}
	v.short[at] = shortEntry{key, node}
}

// insertLong enters the token of n bytes at blob[start], whose first eight are w.
func (v *vocabulary) insertLong(id uint32, start, n int, w uint64) {
	p := hash8(w)
	v.longSeen[p>>(64-longSeenBits)/64] |= 1 << (p >> (64 - longSeenBits) % 64)
	prefix := uint32(p >> (64 - filter8Bits))
	v.lengths8[prefix] |= 1 << min(n-8, longest)
	if n >= 8+longest {
		lengths := v.lengthsBeyond[prefix]
		if at, found := slices.BinarySearchFunc(lengths, uint8(n), func(a, b uint8) int { return int(b) - int(a) }); !found {
			v.lengthsBeyond[prefix] = slices.Insert(lengths, at, uint8(n))
		}
	}
	h := hashLong(v.blob, start, n, w)
	at := h >> v.longShift
	for v.long[at] != 0 {
		at = (at + 1) & uint64(len(v.long)-1)
	}
	v.long[at] = longEntry(id, n, uint32(start), h)
}

// insertSeam enters the bytes where the two halves of blob[from:to] touch.
func (v *vocabulary) insertSeam(from, middle, to int) {
	if middle-from < 3 || to-middle < 3 {
		at := uint(v.blob[middle-1])<<8 | uint(v.blob[middle])
		v.seamsShort[at/64] |= 1 << (at % 64)
		return
	}
	at := hashSeam(load64(v.blob, middle-3))
	v.seams[at/64] |= 1 << (at % 64)
}

// hashSeam hashes the first six bytes of a word.
func hashSeam(w uint64) uint64 { return (w & (1<<48 - 1)) * hashFactor >> (64 - seamBits) }

// seam reports whether any two tokens might merge across text[pos]; where not, which is most often, whatever stands there is compatible.
// Two that merge end and begin with the text's three bytes on either side, or, where one is shorter than that, with the two that touch.
// Within three bytes of the text's start and five of its end it does not know.
func (v *vocabulary) seam(text []byte, pos int) bool {
	if pos < 3 || pos+5 > len(text) {
		return true
	}
	at := hashSeam(load64(text, pos-3))
	short := uint(text[pos-1])<<8 | uint(text[pos])
	return (v.seams[at/64]>>(at%64)|v.seamsShort[short/64]>>(short%64))&1 != 0
}

// insertPair enters the pair left<<idBits | right, which merges into id.
func (v *vocabulary) insertPair(pair, id uint64) {
	h := pair * hashFactor
	v.pairSeen[h>>(64-pairSeenBits)/64] |= 1 << (h >> (64 - pairSeenBits) % 64)
	at := h >> v.pairShift
	for v.pairs[at] != 0 {
		at = (at + 1) & uint64(len(v.pairs)-1)
	}
	v.pairs[at] = pair<<idBits | id
}

// shortKey is the key of the n bytes, at most shortBytes, that are the low ones of w.
func shortKey(w uint64, n int) uint64 { return w&(1<<(8*n&63)-1) | uint64(n)<<56 }

// filter4 hashes the first four bytes of a word, hash8 all of it.
func filter4(w uint64) uint64 { return (w & (1<<32 - 1)) * hashFactor >> (64 - filter4Bits) }
func hash8(w uint64) uint64   { return w * hashMix }

// longEntry packs what finding a long token needs: the tag is hash bits below those that select the slot.
func longEntry(id uint32, length int, offset uint32, hash uint64) uint64 {
	return uint64(id) | uint64(length)<<idBits | uint64(offset)<<(idBits+lengthBits) | hash<<(64-tagBits)
}

// hashLong hashes the n bytes at b[i], eight or more, the first eight of which are w. Its low bits are as good as its
// high ones.
func hashLong(b []byte, i, n int, w uint64) uint64 {
	h := bits.RotateLeft64((w^uint64(n))*hashFactor, 32)
	for k := i + 8; k < i+n-8; k += 8 {
		h = bits.RotateLeft64((h^load64(b, k))*hashFactor, 32)
	}
	h = (h ^ load64(b, i+n-8)) * hashMix
	return h ^ h>>32
}

// find returns the token that is exactly text[from:end].
func (v *vocabulary) find(text []byte, from, end int) (id uint32, ok bool) {
	if end-from > shortBytes {
		id = v.findLong(text, from, end-from)
		return id, id != noToken
	}
	n := v.findShort(shortKey(loadTo(text, from), end-from))
	return n.id(), n != noNode
}

// findShort returns the token with that shortKey, or noNode.
func (v *vocabulary) findShort(key uint64) node {
	at := key * hashFactor >> v.shortShift
	for {
		e := &v.short[at&uint64(len(v.short)-1)]
		if e.key == key {
			return e.node
		}
		if e.key == 0 {
			return noNode
		}
		at++
	}
}

// findLong returns the token that is exactly the n bytes at text[from], eight or more, or noToken.
func (v *vocabulary) findLong(text []byte, from, n int) uint32 {
	w := load64(text, from)
	p := hash8(w)
	if n > maxTokenBytes || v.longSeen[p>>(64-longSeenBits)/64]>>(p>>(64-longSeenBits)%64)&1 == 0 {
		return noToken
	}
	return v.probeLong(text, from, n, w)
}

// probeLong is findLong without the filter, for text that begins with w.
func (v *vocabulary) probeLong(text []byte, from, n int, w uint64) uint32 {
	h := hashLong(text, from, n, w)
	want := uint64(n)<<idBits | h<<(64-tagBits)
	const care = (1<<lengthBits-1)<<idBits | (1<<tagBits-1)<<(64-tagBits)
	for at := h >> v.longShift; ; at++ {
		e := v.long[at&uint64(len(v.long)-1)]
		if e == 0 {
			return noToken
		}
		if (e^want)&care != 0 {
			continue
		}
		start := int(e >> (idBits + lengthBits) & (maxBlob - 1))
		if load64(v.blob, start) == w && equalAfter8(v.blob, start, text, from, n) {
			return uint32(e & idMask)
		}
	}
}

// equalAfter8 reports whether the n bytes at a[i] and at b[j], eight or more, are equal from the ninth on.
func equalAfter8(a []byte, i int, b []byte, j, n int) bool {
	for k := 8; k < n-8; k += 8 {
		if load64(a, i+k) != load64(b, j+k) {
			return false
		}
	}
	return load64(a, i+n-8) == load64(b, j+n-8)
}

// pairOf returns the token that a pair, left<<idBits | right with the hash h, merges into, or noToken. Where pairSeen
// has no bit for h there is none, which the caller looks up itself: that is the path without a call.
func (v *vocabulary) pairOf(pair, h uint64) uint32 {
	for at := h >> v.pairShift; ; at++ {
		e := v.pairs[at&uint64(len(v.pairs)-1)]
		if e == 0 {
			return noToken
		}
		if e>>idBits == pair {
			return uint32(e & idMask)
		}
	}
}

const noToken = ^uint32(0)

var errUnknownToken = errors.New("bpe: no such token")
