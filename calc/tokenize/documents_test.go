package tokenize

import (
	"math/rand/v2"
	"slices"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"threelimits/calc/bpe"
)

// wtf8 is a text of UTF-16 units as documents take it: half a pair is its own three bytes.
func wtf8(units []uint16) (text []byte) {
	for i := 0; i < len(units); i++ {
		c := rune(units[i])
		if i+1 < len(units) {
			if pair := utf16.DecodeRune(c, rune(units[i+1])); pair != utf8.RuneError {
				text = utf8.AppendRune(text, pair)
				i++
				continue
			}
		}
		if utf16.IsSurrogate(c) {
			text = append(text, 0xe0|byte(c>>12), 0x80|byte(c>>6)&0x3f, 0x80|byte(c)&0x3f)
		} else {
			text = utf8.AppendRune(text, c)
		}
	}
	return text
}

// TestDocumentsEqualScratch: a document that is edited counts, segments and measures as its text does
// from scratch; edits split surrogate pairs and special tokens.
func TestDocumentsEqualScratch(t *testing.T) {
	all, names := everyEncoding(t)
	inserts := [][]uint16{{0xd83d}, {0xde00}, {0xd800, 'x'}, utf16.Encode([]rune("<|endof")), utf16.Encode([]rune("text|>"))}
	for i, name := range names {
		for _, special := range bothWays {
			r := rand.New(rand.NewPCG(5, uint64(i)))
			units := utf16.Encode([]rune(randomAtoms(r, 500)))
			e, err := all.Encoding(name)
			if err != nil {
				t.Fatal(err)
			}
			document := e.NewDocument(wtf8(units), special)
			for range 60 {
				plain := []byte(string(utf16.Decode(units)))
				want, err := all.Count(name, special, plain)
				if err != nil || document.Count() != want {
					t.Fatalf("%s: %d tokens, from scratch %d, %v", name, document.Count(), want, err)
				}
				checkDocument(t, e, special, document, r, units, plain)
				from := r.IntN(len(units) + 1)
				to := min(len(units), from+r.IntN(4)*r.IntN(20))
				insert := utf16.Encode([]rune(randomAtoms(r, 3)))
				if r.IntN(2) == 0 {
					insert = inserts[r.IntN(len(inserts))]
				}
				if err = document.Replace(from, to, wtf8(insert)); err != nil {
					t.Fatal(err)
				}
				units = slices.Replace(units, from, to, insert...)
			}
		}
	}
}

func checkDocument(t *testing.T, e *bpe.Encoding, special bpe.Special, document *bpe.Document, r *rand.Rand, units []uint16, plain []byte) {
	t.Helper()
	if described, want := Describe(document.AppendText(nil)), Describe(plain); described != want {
		t.Fatalf("%s: described as %+v, not %+v", e.Name(), described, want)
	}
	ids, ends := e.AppendSegments(nil, nil, plain, special)
	from := r.IntN(len(units) + 1)
	to := min(len(units), from+r.IntN(200))
	seg, err := document.Segments(from, to)
	if err != nil {
		t.Fatal(err)
	}
	first, n := seg.First, len(seg.IDs)
	if len(units) > 0 && n == 0 || !slices.Equal(seg.IDs, ids[first:first+n]) || !slices.Equal(seg.EndsUTF16, ends[first:first+n]) {
		t.Fatalf("%s: %d..%d is %+v, of %d ending at %d", e.Name(), from, to, seg, ids, ends)
	}
	if n > 0 && (seg.StartUTF16 > from || int(seg.EndsUTF16[n-1]) < to || first > 0 && seg.StartUTF16 != int(ends[first-1])) {
		t.Fatalf("%s: %d..%d is covered by %d..%d", e.Name(), from, to, seg.StartUTF16, seg.EndsUTF16[n-1])
	}
}
