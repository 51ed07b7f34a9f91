package bpe

import "math/bits"

// pieceCache remembers how recent pieces that are no token were split: real text repeats its rare words too. (Of seven
// languages' 72,000 such pieces in 1.6 MB, 54% had been seen before; merging them took two thirds of the time.)
//
// An entry is one of two places that a piece's hash selects; the older of the two gives way. Only what was computed is
// kept, so that results never depend on it.
type pieceCache struct {
	entries []cacheEntry
}

const (
	cacheBits = 16
	// cachedBytes is the longest piece that is kept: 96% of those that need merging.
	cachedBytes = 32
)

// cacheEntry is a piece and where its tokens end.
type cacheEntry struct {
	key cacheKey
	// ends has bit i set when a token ends after byte i; the highest is the piece's end. 0: a free entry.
	ends uint32
}

// cacheKey is a piece's bytes, the rest zero. With ends, which tells the length, it is the piece.
type cacheKey [cachedBytes / 8]uint64

// keyOf returns the key of text[from:end], which has 1 to cachedBytes bytes, and the slot it selects.
func keyOf(text []byte, from, end int) (key cacheKey, slot uint) {
	n := end - from
	h := uint64(n)
	for i := range key {
		if n <= 0 {
			break
		}
		var w uint64
		if from+8 <= len(text) {
			w = load64(text, from)
		} else {
			w = load64Tail(text, from)
		}
		if n < 8 {
			w &= 1<<(8*n) - 1
		}
		key[i] = w
		h = bits.RotateLeft64((h^w)*hashFactor, 32)
		from += 8
		n -= 8
	}
	return key, uint(h * hashMix >> (64 - cacheBits))
}

// find returns the ends of a piece of n bytes, or 0.
func (c *pieceCache) find(key *cacheKey, slot uint, n int) uint32 {
	if c.entries == nil {
		return 0
	}
	for _, at := range [2]uint{slot, slot ^ 1} {
		e := &c.entries[at]
		if e.key == *key && bits.Len32(e.ends) == n {
			return e.ends
		}
	}
	return 0
}

// put keeps a piece; what was in its first place moves to the second.
func (c *pieceCache) put(key *cacheKey, slot uint, ends uint32) {
	if c.entries == nil {
		c.entries = made[cacheEntry](1 << cacheBits)
	}
	c.entries[slot^1] = c.entries[slot]
	c.entries[slot] = cacheEntry{*key, ends}
}
