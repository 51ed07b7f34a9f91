package bpe

import "math/bits"

// merger encodes pieces that are no token themselves. It is github/rust-gems' backtracking encoder
// (https://github.com/github/rust-gems/blob/main/crates/bpe/README.md, which proves it): a sequence of tokens is what
// byte-pair encoding gives exactly when every two neighbours are compatible, that is, when encoding the text of the two
// gives the two back. So tokens are appended, the longest first, shorter ones when the neighbour to the left is not
// compatible, and the last is taken back when none is. A place that was left this way is never reached again: no
// sequence ends there that can be continued.
//
// Cost: each place of the piece is left at most once, and is tried with at most maxTokenBytes lengths, each with a
// bounded number of table accesses: linear whatever the text. Memory: a bit a byte and four bytes a token.
//
// A merger serves one vocabulary.
type merger struct {
	// stack is the sequence of tokens so far; after encode, the result stands at its start.
	stack []uint32
	// dead has a bit for each place that leads nowhere.
	dead []uint64
	// joints remembers some pairs of tokens, and in the lowest bit whether they are compatible.
	joints [1 << jointBits]uint64
	// run and nextRun are encodeRun's.
	run, nextRun []stretch
	// work counts the tokens tried; a test holds it against the length of the text.
	work int
}

// encode leaves the tokens of text[from:end], which is not empty, in m.stack and returns how many they are. In ends, bit
// i is set when a token ends after byte i, for the first 64 bytes. A text that is a token itself gives that token.
func (m *merger) encode(v *vocabulary, text []byte, from, end int) (n int, ends uint64) {
	if end-from > cachedBytes && isRun(text, from, end) {
		return m.encodeRun(v, v.findShort(shortKey(uint64(text[from]), 1)).id(), end-from)
	}
	m.reserve(end - from)
	stack, dead := m.stack, m.dead
	short, shortShift, shortSeen, longSeen := v.short, v.shortShift, v.shortSeen, v.longSeen
	work := 0
	last, lastLength := noNode, 0
	pos, limit, arrived := from, min(end-from, maxTokenBytes), true
	for {
		work++
		var next node
		var length int
		w := loadTo(text, pos)
		// In a run of one pattern the token that was right before is right again, where the longest mostly leads nowhere:
		// of 100,000 '=' and a newline each place would be tried with twenty lengths.
		again := arrived && lastLength >= 8 && lastLength <= limit && load64(text, pos-lastLength) == w &&
			equalAfter8(text, pos-lastLength, text, pos, lastLength)
		if again {
			next, length = last, lastLength
		} else if limit > shortBytes {
			// The longest token of at most limit bytes at pos; the filters say which lengths are worth a lookup.
			if h := hash8(w); longSeen[h>>(64-longSeenBits)/64]>>(h>>(64-longSeenBits)%64)&1 != 0 {
				next, length = v.longest(text, pos, limit, w, uint32(h>>(64-filter8Bits)))
			}
		}
		if length == 0 {
			lengths := uint64(1<<1 | 1<<2 | 1<<3)
			if limit >= 4 {
				lengths |= uint64(v.lengths4[filter4(w)])
			}
			if limit < shortBytes {
				lengths &= 2<<(limit&63) - 1
			}
			for length == 0 {
				n := bits.Len64(lengths) - 1
				lengths ^= 1 << (n & 63)
				key := shortKey(w, n)
				h := key * hashFactor
				if shortSeen[h>>(64-shortSeenBits)/64]>>(h>>(64-shortSeenBits)%64)&1 == 0 {
					continue
				}
				for at := h >> shortShift; ; at++ {
					e := &short[at&uint64(len(short)-1)]
					if e.key == key {
						next, length = e.node, n
						break
					}
					if e.key == 0 {
						break
					}
				}
			}
		}

		to := uint(pos + length - from)
		if dead[to/64]>>(to%64)&1 == 0 &&
			(last == noNode || !v.seam(text, pos) || m.compatible(v, last, next)) {
			stack[n] = next.id()
			n++
			ends |= 1 << (to - 1)
			pos += length
			if pos == end {
				m.work += work
				return n, ends
			}
			last, lastLength = next, length
			limit, arrived = min(end-pos, maxTokenBytes), true
			continue
		}
		arrived = false
		if again {
			continue
		}
		for length == 1 {
			// Nothing continues from here. The first place is never given up: some sequence exists.
			at := uint(pos - from)
			dead[at/64] |= 1 << (at % 64)
			ends &^= 1 << (at - 1)
			next, length = last, lastLength
			pos -= length
			n--
			last, lastLength = noNode, 0
			if n > 0 {
				last = v.nodes[stack[n-1]]
				lastLength = v.tokenLength(stack[n-1])
			}
			again = next == last && length >= 8
		}
		limit = length - 1
		if again {
			// It was tried before the longer ones.
			limit = min(end-pos, maxTokenBytes)
		}
	}
}

const jointBits = 10

// reserve makes room for a text of size bytes.
func (m *merger) reserve(size int) {
	if len(m.stack) < size {
		m.stack = make([]uint32, max(size, 256))
		m.dead = make([]uint64, len(m.stack)/64+1)
	}
	clear(m.dead[:size/64+1])
}

// longest returns the longest token of 8 to limit bytes at text[pos], whose first eight bytes are w and have the index
// prefix in lengths8; length is 0 when there is none.
func (v *vocabulary) longest(text []byte, pos, limit int, w uint64, prefix uint32) (n node, length int) {
	lengths := v.lengths8[prefix]
	if limit-8 < longest {
		lengths &= 2<<(limit-8) - 1
	} else if lengths>>longest != 0 {
		for _, n := range v.lengthsBeyond[prefix] {
			if int(n) > limit {
				continue
			}
			if id := v.probeLong(text, pos, int(n), w); id != noToken {
				return v.nodes[id], int(n)
			}
		}
		lengths &= 1<<longest - 1
	}
	for lengths != 0 {
		n := bits.Len32(lengths) - 1
		lengths ^= 1 << n
		if id := v.probeLong(text, pos, n+8, w); id != noToken {
			return v.nodes[id], n + 8
		}
	}
	return 0, 0
}

// compatible reports whether byte-pair encoding leaves the boundary between two tokens alone: whether it gives left and
// right for the text of both together. It undoes the two tokens' merges in reverse order, latest first, and looks
// whether the tokens that then touch the boundary would have merged across it earlier than what was undone.
//
// Cost: one pair lookup for each level of the two tokens' merges along the boundary; a token has fewer levels than bytes.
func (v *vocabulary) compatible(left, right node) bool {
	seen, nodes := v.pairSeen, v.nodes
	l, r := left.id(), right.id()
	for limit := noToken; ; {
		pair := uint64(l)<<idBits | uint64(r)
		h := pair * hashFactor
		if seen[h>>(64-pairSeenBits)/64]>>(h>>(64-pairSeenBits)%64)&1 != 0 && v.pairOf(pair, h) < limit {
			return false
		}
		// A single byte cannot be undone. Single bytes have the lowest ids, so that both are when the larger id is one.
		if l > r {
			if l < singleBytes {
				return true
			}
			limit = l
			l = left.right()
			left = nodes[l]
		} else {
			if r < singleBytes {
				return true
			}
			limit = r + 1
			r = right.left()
			right = nodes[r]
		}
	}
}

// compatible is vocabulary.compatible, which it asks once for a pair that comes again soon.
func (m *merger) compatible(v *vocabulary, left, right node) bool {
	pair := uint64(left.id())<<idBits | uint64(right.id()) + 1
	joint := &m.joints[pair*hashFactor>>(64-jointBits)]
	if *joint>>1 != pair {
		*joint = pair << 1
		if v.compatible(left, right) {
			*joint++
		}
	}
	return *joint&1 != 0
}

// trim gives back memory that only a very long piece needed.
func (m *merger) trim() {
	if len(m.stack) > 1<<17 {
		m.stack, m.dead = nil, nil
	}
}
