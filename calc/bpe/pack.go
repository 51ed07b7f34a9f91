package bpe

import (
	"encoding/binary"
	"errors"
	"math/bits"
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

// Pack writes a vocabulary file: bytes are those of the tokens 0 to 255, halves the two tokens (left<<32 | right) that each
// later one was merged from, and gaps the ids from 256 on that are no token and have no halves, in order.
// (scripts/vocab/ranks finds them for a list of tokens.)
func Pack(bytes []byte, halves []uint64, gaps []uint32) []byte {
	out := append([]byte(nil), magic...)
	out = binary.AppendUvarint(out, uint64(len(bytes)+len(halves)+len(gaps)))
	out = binary.AppendUvarint(out, uint64(len(gaps)))
	for _, id := range gaps {
		out = binary.AppendUvarint(out, uint64(id))
	}
	out = append(out, bytes...)
	for side := 32; side >= 0; side -= 32 {
		for shift := 0; shift < 24; shift += 8 {
			for _, h := range halves {
				out = append(out, byte(uint32(h>>side)>>shift))
			}
		}
	}
	return appendChecksum(out)
}

func appendChecksum(body []byte) []byte {
	return binary.LittleEndian.AppendUint64(body, checksum(body))
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
