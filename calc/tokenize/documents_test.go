package tokenize

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"slices"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"threelimits/calc/bpe"
	"threelimits/calc/fault"
	"threelimits/calc/wire"
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

// TestDocumentsEqualScratch: by the numbers that cross the boundary, a document that is edited counts, segments and measures as its text does
// from scratch; edits split surrogate pairs and special tokens.
func TestDocumentsEqualScratch(t *testing.T) {
	all, names := everyEncoding(t)
	inserts := [][]uint16{{0xd83d}, {0xde00}, {0xd800, 'x'}, utf16.Encode([]rune("<|endof")), utf16.Encode([]rune("text|>"))}
	for i, name := range names {
		for _, special := range []string{"text", "tokens"} {
			r := rand.New(rand.NewPCG(5, uint64(i)))
			units := utf16.Encode([]rune(randomAtoms(r, 500)))
			opened, err := all.OpenDocument(name, special, wtf8(units))
			if err != nil {
				t.Fatal(err)
			}
			number, count := int(opened[0]), int(opened[1])
			for range 60 {
				plain := []byte(string(utf16.Decode(units)))
				want, err := all.Count(name, special, plain)
				if err != nil || count != want {
					t.Fatalf("%s: %d tokens, from scratch %d, %v", name, count, want, err)
				}
				checkDocument(t, all, name, special, number, r, units, plain)
				from := r.IntN(len(units) + 1)
				to := min(len(units), from+r.IntN(4)*r.IntN(20))
				insert := utf16.Encode([]rune(randomAtoms(r, 3)))
				if r.IntN(2) == 0 {
					insert = inserts[r.IntN(len(inserts))]
				}
				if count, err = all.ReplaceInDocument(number, from, to, wtf8(insert)); err != nil {
					t.Fatal(err)
				}
				units = slices.Replace(units, from, to, insert...)
			}
			if err := all.CloseDocument(number); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func checkDocument(t *testing.T, all *Set, name, special string, number int, r *rand.Rand, units []uint16, plain []byte) {
	t.Helper()
	described, err := all.DescribeDocument(number)
	if want := Describe(plain).AppendJSON(nil); err != nil || !bytes.Equal(described, want) {
		t.Fatalf("%s: described as %s, not %s, %v", name, described, want, err)
	}
	ids, ends, err := all.Segments(name, special, plain)
	if err != nil {
		t.Fatal(err)
	}
	from := r.IntN(len(units) + 1)
	to := min(len(units), from+r.IntN(200))
	seg, err := all.SegmentDocument(number, from, to)
	if err != nil {
		t.Fatal(err)
	}
	first, n := int(seg[0]), (len(seg)-2)/2
	if len(units) > 0 && n == 0 || !slices.Equal(seg[2:2+n], ids[first:first+n]) || !slices.Equal(seg[2+n:], ends[first:first+n]) {
		t.Fatalf("%s: %d..%d is %d, of %d ending at %d", name, from, to, seg, ids, ends)
	}
	if n > 0 && (int(seg[1]) > from || int(seg[len(seg)-1]) < to || first > 0 && seg[1] != ends[first-1]) {
		t.Fatalf("%s: %d..%d is covered by %d..%d", name, from, to, seg[1], seg[len(seg)-1])
	}
}

// TestHandles: what was closed, or never was, is `closed`, in every call; numbers are never given again.
func TestHandles(t *testing.T) {
	all := byteTokenizers(t)
	opened, err := all.OpenDocument("bytes", "text", []byte("a"))
	if err != nil {
		t.Fatal(err)
	}
	document := int(opened[0])
	counter, err := all.OpenCounter("bytes", "text")
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(all.CloseDocument(document), all.CloseCounter(counter)); err != nil {
		t.Fatal(err)
	}
	for _, number := range []int{document, counter, 0, -1, 99} {
		_, replace := all.ReplaceInDocument(number, 0, 0, nil)
		_, segment := all.SegmentDocument(number, 0, 0)
		_, describe := all.DescribeDocument(number)
		_, finish := all.FinishCounter(number)
		for i, err := range []error{replace, segment, describe, finish, all.CloseDocument(number), all.WriteToCounter(number, nil), all.CloseCounter(number)} {
			if known := (*fault.Error)(nil); !errors.As(err, &known) || known.Code != wire.Closed {
				t.Errorf("call %d of %d: %v", i, number, err)
			}
		}
	}
	again, err := all.OpenDocument("bytes", "text", []byte("b"))
	if err != nil || int(again[0]) == document {
		t.Errorf("the number %d is given again, %v", document, err)
	}
}

func TestDocumentErrors(t *testing.T) {
	all := byteTokenizers(t)
	if _, err := all.OpenDocument("o300k", "text", nil); err == nil {
		t.Error("an unknown encoding has a document")
	}
	if _, err := all.OpenCounter("gpt2", "text"); err == nil {
		t.Error("an encoding without its vocabulary has a counter")
	}
	opened, err := all.OpenDocument("bytes", "text", []byte("a\U0001f600b"))
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range [][2]int{{-1, 0}, {0, 5}, {3, 2}, {5, 5}} {
		_, replace := all.ReplaceInDocument(int(opened[0]), r[0], r[1], []byte("x"))
		_, segment := all.SegmentDocument(int(opened[0]), r[0], r[1])
		for _, err := range []error{replace, segment} {
			if known := (*fault.Error)(nil); !errors.As(err, &known) || known.Code != fault.BadArgument {
				t.Errorf("%d: %v", r, err)
			}
		}
	}
}

// TestCounterCalls: parts, the sum, and what is too long to be kept.
func TestCounterCalls(t *testing.T) {
	all, _ := everyEncoding(t)
	number, err := all.OpenCounter("o200k_base", "tokens")
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{"hello wor", "ld<|endof", "text|>", "\xf0\x9f", "\x98\x80"} {
		if err := all.WriteToCounter(number, []byte(part)); err != nil {
			t.Fatal(err)
		}
	}
	want, _ := all.Count("o200k_base", "tokens", []byte("hello world<|endoftext|>\U0001f600"))
	if got, err := all.FinishCounter(number); err != nil || got != want {
		t.Errorf("%d tokens, not %d, %v", got, want, err)
	}

	number, _ = all.OpenCounter("gpt2", "text")
	part := bytes.Repeat([]byte("a"), 1<<22)
	for range bpe.MaxUnbroken>>22 + 1 {
		if err = all.WriteToCounter(number, part); err != nil {
			break
		}
	}
	if known := (*fault.Error)(nil); !errors.As(err, &known) || known.Code != Unbroken {
		t.Errorf("more than MaxUnbroken: %v", err)
	}
}
