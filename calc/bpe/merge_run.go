package bpe

// A run of one byte, 1,000 spaces or a line of '=', is where merging from the left goes back and forth most: there are tokens of
// nearly every length, and which of them the end needs shows only there. But its tokens stand in a few long stretches, so that
// merging can be done as it is defined: again and again the pair of lowest rank, wherever it stands, the leftmost first.

// A stretch is one token, count times.
type stretch struct {
	id    uint32
	count int
}

// isRun reports whether text[from:end], of eight bytes or more, is one byte over and over.
func isRun(text []byte, from, end int) bool {
	w := load64(text, from)
	if w != uint64(text[from])*eachByte || load64(text, end-8) != w {
		return false
	}
	for k := from + 8; k < end-8; k += 8 {
		if load64(text, k) != w {
			return false
		}
	}
	return true
}

// encodeRun is encode for size times the single-byte token id.
//
// Cost: beside writing the tokens, a pass over some five stretches for each length of which there is a token.
func (m *merger) encodeRun(v *vocabulary, id uint32, size int) (n int, ends uint64) {
	run, next := append(m.run[:0], stretch{id, size}), m.nextRun
	for {
		var left, right uint32
		token := noToken
		for i, s := range run {
			if s.count > 1 {
				if rank := v.pair(s.id, s.id); rank < token {
					left, right, token = s.id, s.id, rank
				}
			}
			if i+1 < len(run) {
				if rank := v.pair(s.id, run[i+1].id); rank < token {
					left, right, token = s.id, run[i+1].id, rank
				}
			}
		}
		if token == noToken {
			break
		}
		next = mergePair(next[:0], run, left, right, token)
		run, next = next, run
	}

	m.run, m.nextRun = run, next
	m.reserve(size)
	pos := 0
	for _, s := range run {
		for range s.count {
			m.stack[n] = s.id
			n++
			pos += v.tokenLength(s.id)
			ends |= 1 << (pos - 1)
		}
	}
	m.work += n
	return n, ends
}

// mergePair appends run to merged, token in the place of each left and right, from the left.
func mergePair(merged, run []stretch, left, right, token uint32) []stretch {
	add := func(id uint32, count int) {
		if last := len(merged) - 1; last >= 0 && merged[last].id == id {
			merged[last].count += count
		} else if count > 0 {
			merged = append(merged, stretch{id, count})
		}
	}
	for i := range run {
		s := run[i]
		switch {
		case s.id == left && left == right:
			add(token, s.count/2)
			add(s.id, s.count%2)
		case s.id == left && s.count > 0 && i+1 < len(run) && run[i+1].id == right:
			add(s.id, s.count-1)
			add(token, 1)
			run[i+1].count--
		default:
			add(s.id, s.count)
		}
	}
	return merged
}

// pair returns the token that two merge into, or noToken.
func (v *vocabulary) pair(left, right uint32) uint32 {
	pair := uint64(left)<<idBits | uint64(right)
	return v.pairOf(pair, pair*hashFactor)
}
