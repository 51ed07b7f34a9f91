package bpe

import (
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"threelimits/scripts/conformance/corpus"
)

// ourNFC is what nfcTable says, which has the checksum that loadNFC insists on.
func ourNFC() *nfcData {
	d, err := loadNFC(nfcTable)
	if err != nil {
		panic("nfcCheck is " + strconv.FormatUint(checksum([]byte(nfcTable)), 16) + " now")
	}
	return d
}

func normalNFC(text string) string {
	return string(ourNFC().appendNormal(nil, []byte(text), false, nil))
}

// isNewerMark reports a character that combines in golang.org/x/text's Unicode, 15.0, and not in ours, 9.0.
func isNewerMark(c rune) bool {
	d := ourNFC()
	properties := norm.NFC.PropertiesString(string(c))
	_, apart := d.firsts[uint64(c)]
	return properties.CCC() != 0 && d.class(c) == 0 || properties.Decomposition() != nil && !apart && (c < hangulBase || c >= hangulBase+hangulCount)
}

// TestNFCEveryCodePoint holds each character, alone and between others, to golang.org/x/text, but for those that are newer.
func TestNFCEveryCodePoint(t *testing.T) {
	newer := 0
	for c := rune(0); c <= utf8.MaxRune; c++ {
		if !utf8.ValidRune(c) {
			continue
		}
		if isNewerMark(c) {
			newer++
			continue
		}
		for _, text := range []string{string(c), "a" + string(c) + "\u0301", string(c) + "\u0323\u0301x", "e\u0323" + string(c) + "\u0334", "\u1100" + string(c) + "\u11a8"} {
			if got, want := normalNFC(text), norm.NFC.String(text); got != want {
				t.Fatalf("U+%04X: %+q becomes %+q, not %+q", c, text, got, want)
			}
		}
	}
	if newer != 113 {
		t.Errorf("%d characters combine in Unicode 15.0 and not in 9.0", newer)
	}
}

// TestNFCNewerMarks: marks since Unicode 9.0 stay where they are, as in Hugging Face's core (scripts/conformance asks it).
func TestNFCNewerMarks(t *testing.T) {
	for text, want := range map[string]string{
		"\u09fe\u09cd": "\u09fe\u09cd", "\u0ccd\u0c3c": "\u0ccd\u0c3c", "\u0951\u0d3c": "\u0951\u0d3c", "a\u1df6\u0323": "a\u1df6\u0323",
		"\u0951\u093c": "\u093c\u0951", "e\u0301\u09fe": "\u00e9\u09fe",
	} {
		if got := normalNFC(text); got != want {
			t.Errorf("%+q becomes %+q, not %+q", text, got, want)
		}
	}
}

// TestNFCRandom mixes what acts on each other.
func TestNFCRandom(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 11))
	var marks, bases []rune
	for _, c := range slices.Sorted(maps.Keys(ourNFC().classes)) {
		if norm.NFC.PropertiesString(string(rune(c))).CCC() != 0 {
			marks = append(marks, rune(c))
		}
	}
	for _, c := range slices.Sorted(maps.Keys(ourNFC().firsts)) {
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
				b.WriteString(corpus.Atoms[r.IntN(len(corpus.Atoms))])
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
