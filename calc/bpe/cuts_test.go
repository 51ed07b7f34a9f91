package bpe

import (
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"threelimits/scripts/conformance/corpus"
)

// scanners are all there are, by name: those of cuts, and one that a vocabulary makes.
func scanners(t testing.TB) map[string]scanner {
	loadClasses()
	all := map[string]scanner{"joins": convert(t, withRuns()).spec.scan}
	for _, c := range cuts {
		all[c.name] = c.scan
	}
	return all
}

func cutsOf(scan scanner, text string) []int {
	places := []int{0}
	ends := make([]int, 16)
	for i := 0; i < len(text); {
		n := scan([]byte(text), i, ends)
		places = append(places, ends[:n]...)
		i = ends[n-1]
	}
	return places
}

// checkReach holds a scanner to the statement of cuts.go: the cuts up to p are the same in every text that is the same up to
// reach bytes after the next cut.
func checkReach(t testing.TB, name string, scan scanner, text string, tails []string) {
	t.Helper()
	places := cutsOf(scan, text)
	for k := 1; k+1 < len(places); k++ {
		same := places[k+1] + reach
		if same > len(text) {
			return
		}
		for !utf8.RuneStart((text + "x")[same]) {
			same++
		}
		for _, tail := range tails {
			if got := cutsOf(scan, text[:same]+tail); len(got) <= k || !slices.Equal(got[:k+1], places[:k+1]) {
				t.Fatalf("%s: %+q is cut at %d, with %+q after byte %d at %d", name, text, places[:k+2], tail, same, got)
			}
		}
	}
}

// tails are what may follow.
var tails = []string{"", "x", "A", "s", "e", " ", "\n", "  x", "1", "!", "日", "\u0301", "\x00", "'", " \n", "\r\n"}

func TestReach(t *testing.T) {
	texts := slices.Concat(corpus.Hard, corpus.HardFamilies)
	r := rand.New(rand.NewPCG(12, 13))
	for range 1500 {
		texts = append(texts, corpus.Random(r, 30))
		few := hardParts[r.IntN(len(hardParts)-3):][:3]
		var b strings.Builder
		for range 12 {
			b.WriteString(few[r.IntN(len(few))])
		}
		texts = append(texts, b.String())
	}
	for name, scan := range scanners(t) {
		for _, text := range texts {
			checkReach(t, name, scan, text, tails[r.IntN(len(tails)):][:1])
		}
	}
}

func FuzzReach(f *testing.F) {
	for _, text := range slices.Concat(corpus.Hard, corpus.HardFamilies) {
		f.Add(text, "x")
	}
	all := scanners(f)
	f.Fuzz(func(t *testing.T, text, tail string) {
		if len(text) > 500 {
			return
		}
		for name, scan := range all {
			checkReach(t, name, scan, string(validText([]byte(text))), []string{"", string(validText([]byte(tail)))})
		}
	})
}

// FuzzDocument edits by the fuzzer's bytes: four say where and how much, the others what.
func FuzzDocument(f *testing.F) {
	for i, text := range slices.Concat(corpus.Hard, corpus.HardFamilies) {
		f.Add(text, []byte{byte(i), 1, 1, 2, 'x', byte(3 * i), 0, 2, 1, ' ', 7, 1, 0, 3, 0xed, 0xa0, 0xbd})
	}
	var all []*Encoding
	for _, name := range []string{"o200k_harmony", "cl100k_base", "gpt2"} {
		all = append(all, encodingOf(f, name))
	}
	all = slices.AppendSeq(all, maps.Values(ownEncodings(f)))
	f.Fuzz(func(t *testing.T, text string, edits []byte) {
		if len(text) > 2000 || len(edits) > 200 {
			return
		}
		for _, e := range all {
			fuzzDocument(t, e, text, edits)
		}
	})
}

func fuzzDocument(t *testing.T, e *Encoding, text string, edits []byte) {
	special := Special(len(edits) % 2)
	d := e.newDocument([]byte(text), special, 1)
	for len(edits) >= 4 {
		at := (int(edits[0]) + int(edits[1])<<8) % (d.Units() + 1)
		to := min(d.Units(), at+int(edits[2]))
		size := min(int(edits[3]), len(edits)-4)
		if err := d.Replace(at, to, edits[4:4+size]); err != nil {
			t.Fatal(err)
		}
		edits = edits[4+size:]
		now := d.AppendText(nil)
		if want := e.Count(now, special); d.Count() != want {
			t.Fatalf("%s: %d tokens, from scratch %d: %+q", e.Name(), d.Count(), want, now)
		}
		ids, ends := e.AppendSegments(nil, nil, now, special)
		seg, err := d.Segments(at, min(d.Units(), at+5))
		if err != nil {
			t.Fatal(err)
		}
		checkCovers(t, ids, ends, seg, at, min(d.Units(), at+5))
	}
}
