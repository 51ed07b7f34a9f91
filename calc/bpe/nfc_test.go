package bpe

import (
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

func normalNFC(text string) string {
	return string(loadNFC().appendNormal(nil, []byte(text), func(int, int, int, int) {}))
}

// TestNFCEveryCodePoint holds each character, alone and between others, to golang.org/x/text, whose Unicode is 15.0.
func TestNFCEveryCodePoint(t *testing.T) {
	for c := rune(0); c <= utf8.MaxRune; c++ {
		if !utf8.ValidRune(c) || !unicode.In(c, unicode.L, unicode.M, unicode.N, unicode.P, unicode.S, unicode.Z, unicode.Cc, unicode.Cf, unicode.Co) {
			continue // newer than x/text's tables
		}
		for _, text := range []string{string(c), "a" + string(c) + "\u0301", string(c) + "\u0323\u0301x", "e\u0323" + string(c) + "\u0334", "\u1100" + string(c) + "\u11a8"} {
			if got, want := normalNFC(text), norm.NFC.String(text); got != want {
				t.Fatalf("U+%04X: %+q becomes %+q, not %+q", c, text, got, want)
			}
		}
	}
}

// TestNFCRandom mixes what acts on each other.
func TestNFCRandom(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 11))
	var marks, bases []rune
	for _, c := range slices.Sorted(maps.Keys(loadNFC().classes)) {
		if norm.NFC.PropertiesString(string(rune(c))).CCC() != 0 {
			marks = append(marks, rune(c))
		}
	}
	for _, c := range slices.Sorted(maps.Keys(loadNFC().firsts)) {
		if norm.NFC.PropertiesString(string(rune(c))).Decomposition() != nil {
			bases = append(bases, rune(c))
		}
	}
	for range 30000 {
		var b strings.Builder
		for n := r.IntN(12); n > 0; n-- {
			switch r.IntN(6) {
			case 0, 1:
				b.WriteRune(marks[r.IntN(len(marks))])
			case 2:
				b.WriteRune(bases[r.IntN(len(bases))])
			case 3:
				b.WriteString(norm.NFD.String(string(bases[r.IntN(len(bases))])))
			case 4:
				b.WriteRune(0x1100 + rune(r.IntN(0x100)))
			default:
				b.WriteString(atoms[r.IntN(len(atoms))])
			}
		}
		text := b.String()
		if got, want := normalNFC(text), norm.NFC.String(text); got != want {
			t.Fatalf("%+q becomes %+q, not %+q", text, got, want)
		}
	}
}

// TestNFCLongRun: a million marks out of order take no longer for being so many.
func TestNFCLongRun(t *testing.T) {
	text := "a" + strings.Repeat("\u0301\u0323", 500_000)
	got := normalNFC(text)
	if want := "\u1ea1" + strings.Repeat("\u0323", 499_999) + strings.Repeat("\u0301", 500_000); got != want {
		t.Fatalf("%+.40q … (%d bytes)", got, len(got))
	}
}
