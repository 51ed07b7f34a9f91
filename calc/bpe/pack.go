package bpe

import (
	"encoding/binary"
	"errors"
	"math/bits"
	"strconv"
)

// The vocabulary file: byte-pair encoding's own history instead of its outcome.
//
// Every token but the 256 single bytes came from merging two earlier tokens, so a token is written as those two ids, and
// the file holds no text at all. For o200k_base that is smaller than the sorted and front-coded texts with their
// permutation (717 KB against 822 KB, gzip -9), it is read in one pass with nothing to sort, and it brings the splits
// that the merging needs (merge.go).
//
//	magic     8 bytes
//	n         uvarint: ids are below n
//	gaps      uvarint count, then the ids that are no token, each as uvarint
//	bytes     256 bytes: the byte of each of the tokens 0 to 255
//	left      for each id from 256 on, gaps left out: bits 0–7, then for each bits 8–15, then for each bits 16–23
//	right     likewise
//	checksum  8 bytes, over all that precedes
const magic = "3LBPE\x00\x01\n"

const (
	singleBytes = 256
	checkBytes  = 8
	planeCount  = 6
	// maxTokens and maxTokenBytes and maxBlob are what the packed table entries have room for.
	maxTokens     = 1 << idBits
	maxTokenBytes = 128
	maxBlob       = 1 << offsetBits
)

// Pack writes the vocabulary file for tokens, indexed by id; nil marks an id that is no token. It fails when the
// vocabulary is not a byte-pair encoding's: ids 0 to 255 must be the single bytes, and merging each other token's bytes
// with the tokens before it must end in two.
//
// Cost: some seconds for 200,000 tokens.
func Pack(tokens [][]byte) ([]byte, error) {
	if len(tokens) < singleBytes || len(tokens) > maxTokens {
		return nil, errors.New("bpe: a vocabulary has " + strconv.Itoa(singleBytes) + " to " + strconv.Itoa(maxTokens) +
			" ids, not " + strconv.Itoa(len(tokens)))
	}
	ranks := make(map[string]uint32, len(tokens))
	var gaps, left, right []uint32
	for id, token := range tokens {
		switch {
		case id < singleBytes && len(token) != 1:
			return nil, errors.New("bpe: token " + strconv.Itoa(id) + " is not a single byte")
		case len(token) == 0:
			gaps = append(gaps, uint32(id))
			continue
		case len(token) > maxTokenBytes:
			return nil, errors.New("bpe: token " + strconv.Itoa(id) + " is longer than " + strconv.Itoa(maxTokenBytes) + " bytes")
		}
		if _, twice := ranks[string(token)]; twice {
			return nil, errors.New("bpe: token " + strconv.Itoa(id) + " repeats an earlier one")
		}
		if id >= singleBytes {
			parts := mergeByRank(ranks, token)
			if len(parts) != 2 {
				return nil, errors.New("bpe: token " + strconv.Itoa(id) + " is not made of two earlier tokens")
			}
			left = append(left, parts[0])
			right = append(right, parts[1])
		}
		ranks[string(token)] = uint32(id)
	}

	out := append([]byte(nil), magic...)
	out = binary.AppendUvarint(out, uint64(len(tokens)))
	out = binary.AppendUvarint(out, uint64(len(gaps)))
	for _, id := range gaps {
		out = binary.AppendUvarint(out, uint64(id))
	}
	for _, token := range tokens[:singleBytes] {
		out = append(out, token[0])
	}
	for _, side := range [2][]uint32{left, right} {
		for shift := 0; shift < 24; shift += 8 {
			for _, id := range side {
				out = append(out, byte(id>>shift))
			}
		}
	}
	return appendChecksum(out), nil
}

func appendChecksum(body []byte) []byte {
	return binary.LittleEndian.AppendUint64(body, checksum(body))
}

// mergeByRank is byte-pair encoding as defined: while two neighbours together are a token, merge those that make the
// token of lowest rank, the leftmost first. Quadratic.
func mergeByRank(ranks map[string]uint32, text []byte) []uint32 {
	ends := make([]int, len(text)+1)
	for i := range ends {
		ends[i] = i
	}
	for {
		best, at := uint32(maxTokens), 0
		for i := 1; i+1 < len(ends); i++ {
			if rank, ok := ranks[string(text[ends[i-1]:ends[i+1]])]; ok && rank < best {
				best, at = rank, i
			}
		}
		if at == 0 {
			break
		}
		ends = append(ends[:at], ends[at+1:]...)
	}
	ids := make([]uint32, len(ends)-1)
	for i := range ids {
		ids[i] = ranks[string(text[ends[i]:ends[i+1]])]
	}
	return ids
}

var errCorrupt = errors.New("bpe: the vocabulary file is damaged")

// unpacked is a vocabulary file's content: planes are slices of the file.
type unpacked struct {
	n      int
	gaps   []uint32
	bytes  []byte
	planes [planeCount][]byte
	check  uint64
}

// unpack reads the frame of a vocabulary file and verifies its checksum.
func unpack(file []byte) (u unpacked, err error) {
	if len(file) < len(magic)+checkBytes || string(file[:len(magic)]) != magic {
		return u, errors.New("bpe: not a vocabulary file of this version")
	}
	body := file[:len(file)-checkBytes]
	u.check = binary.LittleEndian.Uint64(file[len(body):])
	if checksum(body) != u.check {
		return u, errCorrupt
	}
	rest := body[len(magic):]
	ok := true
	uvarint := func() int {
		v, n := binary.Uvarint(rest)
		if n <= 0 || v > maxTokens {
			ok = false
			return 0
		}
		rest = rest[n:]
		return int(v)
	}
	u.n = uvarint()
	for k := uvarint(); k > 0 && ok; k-- {
		u.gaps = append(u.gaps, uint32(uvarint()))
	}
	merges := u.n - singleBytes - len(u.gaps)
	if !ok || merges < 0 || len(rest) != singleBytes+planeCount*merges {
		return u, errCorrupt
	}
	u.bytes, rest = rest[:singleBytes], rest[singleBytes:]
	for i := range u.planes {
		u.planes[i], rest = rest[:merges], rest[merges:]
	}
	return u, nil
}

// checksum is no defence against a forger (the page takes its files from its own origin) but against truncation, mixed
// up files and flipped bits: any change within eight bytes changes it. Eight bytes a step, since 1.2 MB are summed
// whenever a vocabulary is loaded.
func checksum(b []byte) uint64 {
	sum := uint64(len(b))
	i := 0
	for ; i+8 <= len(b); i += 8 {
		sum = bits.RotateLeft64((sum^load64(b, i))*hashFactor, 29)
	}
	return (sum ^ load64Tail(b, i)) * hashFactor
}
