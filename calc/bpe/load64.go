package bpe

import (
	"encoding/binary"
	"math/bits"
)

// Eight bytes at a time. On amd64, arm64 and wasm load64 is one instruction.

const (
	eachByte = 0x0101010101010101
	highBits = 0x80 * eachByte
)

func load64(b []byte, i int) uint64 { return binary.LittleEndian.Uint64(b[i : i+8]) }

// load64Tail is load64 where fewer than eight bytes may be left; missing ones are zero.
func load64Tail(b []byte, i int) uint64 {
	var w uint64
	for k := min(len(b)-i, 8) - 1; k >= 0; k-- {
		w = w<<8 | uint64(b[i+k])
	}
	return w
}

// loadTo is load64 wherever b has a byte; missing ones are zero.
func loadTo(b []byte, i int) uint64 {
	if i+8 <= len(b) {
		return load64(b, i)
	}
	return load64Tail(b, i)
}

// lowerPrefix returns how many of the eight bytes, from the lowest on, are ASCII lower-case letters.
func lowerPrefix(w uint64) int {
	low := w &^ highBits
	fromA := low + (0x80-'a')*eachByte
	pastZ := low + (0x80-'z'-1)*eachByte
	return bits.TrailingZeros64(^fromA&highBits|pastZ&highBits|w&highBits) >> 3
}
