package bpe

import (
	"bytes"
	"errors"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"threelimits/scripts/conformance/corpus"
)

// counted counts text in the parts that cut gives the lengths of.
func counted(t testing.TB, e *Encoding, text []byte, special Special, part func() int) int {
	t.Helper()
	c := e.NewCounter(special)
	for len(text) > 0 {
		n := min(part(), len(text))
		mine := slices.Clone(text[:n])
		if err := c.Write(mine); err != nil {
			t.Fatal(err)
		}
		clear(mine) // it is not kept
		text = text[n:]
	}
	return c.Finish()
}

// TestCounterParts: however a text is cut in parts, it has as many tokens as in one.
func TestCounterParts(t *testing.T) {
	everyEncoding(t, func(t *testing.T, e *Encoding) {
		r := rand.New(rand.NewPCG(20, 21))
		for k := range 250 {
			var b strings.Builder
			few := editAtoms[r.IntN(len(editAtoms)-5):][:5]
			for range r.IntN(120) {
				if k%2 == 0 {
					b.Write(unitsText(few[r.IntN(len(few))]))
				} else {
					b.Write(unitsText(editAtoms[r.IntN(len(editAtoms))]))
				}
			}
			text := []byte(b.String())
			for range r.IntN(4) { // ill-formed in some places
				if len(text) > 0 {
					text[r.IntN(len(text))] = "\x80\xbf\xc2\xe2\xed\xf0\xf4\xff"[r.IntN(8)]
				}
			}
			special, longest := Special(k/2%2), 1<<r.IntN(9)
			want := e.Count(text, special)
			if got := counted(t, e, text, special, func() int { return r.IntN(longest + 1) }); got != want {
				t.Fatalf("%s: %d tokens in parts, %d in one: %+q", e.Name(), got, want, text)
			}
		}
	})
}

// TestCounterCharacters cuts after every byte of what is cut inside characters, well-formed and not.
func TestCounterCharacters(t *testing.T) {
	e := encodingOf(t, "o200k_base")
	texts := []string{"é😀日本\ufeff\x00", "\xf0\x9f\x98\xf0\x9f\x98\x80", "\ufeffa"}
	for _, c := range corpus.Malformed {
		texts = append(texts, c.Text, c.Text+"x", "x"+c.Text)
	}
	for _, text := range texts {
		want := e.Count([]byte(text), SpecialAsText)
		for i := range len(text) + 1 {
			for k := i; k <= len(text); k++ {
				c := e.NewCounter(SpecialAsText)
				for _, part := range []string{text[:i], text[i:k], text[k:]} {
					if err := c.Write([]byte(part)); err != nil {
						t.Fatal(err)
					}
				}
				if got := c.Finish(); got != want {
					t.Errorf("%+q cut at %d and %d counts %d, not %d", text, i, k, got, want)
				}
			}
		}
	}
}

// TestCounterMemory: what waits does not grow with the text, whatever the text but for one without a cut.
func TestCounterMemory(t *testing.T) {
	const part = 1 << 16
	everyEncoding(t, func(t *testing.T, e *Encoding) {
		text := []byte(strings.Join(corpus.Samples(), "\n"))
		for _, text := range [][]byte{text, bytes.Repeat([]byte("<|endoftext|>"), 20_000), bytes.Repeat([]byte("\xff\xfe a "), 40_000), bytes.Repeat([]byte("12 345,6789 "), 20_000)} {
			c, most := e.NewCounter(SpecialAsTokens), 0
			for range 1 << 20 / len(text) {
				for at := 0; at < len(text); at += part {
					if err := c.Write(text[at:min(at+part, len(text))]); err != nil {
						t.Fatal(err)
					}
					most = max(most, len(c.waiting))
				}
			}
			// One UTF-8 byte may become the three of U+FFFD; the memory of what waits is kept.
			if most > 8<<10 || cap(c.waiting) > 8*part {
				t.Errorf("%s, %.20q…: %d bytes waited, %d are kept", e.Name(), text, most, cap(c.waiting))
			}
		}
	})
}

// TestCounterUnbroken: a long piece costs time linear in its length, counted in bytes gone through, and one beyond the limit
// is refused.
func TestCounterUnbroken(t *testing.T) {
	e := encodingOf(t, "o200k_base")
	part := bytes.Repeat([]byte("a"), 1<<16)
	work := func(count func() int) (tokens, lookups int) {
		before := e.scratch.merge.work
		tokens = count()
		return tokens, e.scratch.merge.work - before
	}
	want, once := work(func() int { return e.Count(bytes.Repeat(part, 16), SpecialAsText) })
	got, inParts := work(func() int {
		return counted(t, e, bytes.Repeat(part, 16), SpecialAsText, func() int { return len(part) })
	})
	if got != want || inParts > 6*once {
		t.Errorf("an unbroken text in 16 parts: %d tokens with %d lookups, in one %d with %d", got, inParts, want, once)
	}

	c := e.NewCounter(SpecialAsText)
	c.enough = never // without going through it
	var err error
	for range MaxUnbroken>>16 + 1 {
		if err = c.Write(part); err != nil {
			break
		}
	}
	if !errors.Is(err, ErrUnbroken) || !errors.Is(c.Write(nil), ErrUnbroken) {
		t.Errorf("more than MaxUnbroken: %v", err)
	}
}

func FuzzCounter(f *testing.F) {
	for i, text := range slices.Concat(corpus.Hard, corpus.HardFamilies) {
		f.Add([]byte(text), uint64(i))
	}
	for i, c := range corpus.Malformed {
		f.Add([]byte(c.Text), uint64(i))
	}
	all := []*Encoding{encodingOf(f, "o200k_harmony"), encodingOf(f, "cl100k_base"), encodingOf(f, "gpt2")}
	all = slices.AppendSeq(all, maps.Values(ownEncodings(f)))
	f.Fuzz(func(t *testing.T, text []byte, seed uint64) {
		r := rand.New(rand.NewPCG(seed, 1))
		special, longest := Special(seed%2), 1+r.IntN(9)
		for _, e := range all {
			want := e.Count(text, special)
			if got := counted(t, e, text, special, func() int { return 1 + r.IntN(longest) }); got != want {
				t.Fatalf("%s: %d tokens in parts, %d in one: %+q", e.Name(), got, want, text)
			}
		}
	})
}
