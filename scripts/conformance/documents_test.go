package conformance

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"threelimits/calc/bpe"
	"threelimits/scripts/conformance/corpus"
)

// TestDocumentsAndCounters: edits of a text, and a text in parts, give what the text as a whole does, with real vocabularies.
// (calc/bpe's own tests look closer, with OpenAI's and small ones.)
func TestDocumentsAndCounters(t *testing.T) {
	for _, spec := range bpe.AllEncodings() {
		t.Run(spec.Name, func(t *testing.T) {
			e := encodingOf(t, spec.Name)
			r := rand.New(rand.NewPCG(1, 2))
			for _, special := range []bpe.Special{bpe.SpecialAsText, bpe.SpecialAsTokens} {
				text := []rune(strings.Join(corpus.Samples(), "\n")[:6_000])
				text = slices.DeleteFunc(text, func(c rune) bool { return c > 0xffff }) // one UTF-16 unit a character
				d := e.NewDocument([]byte(string(text)), special)
				for k := range 200 {
					at := r.IntN(len(text) + 1)
					to := min(len(text), at+r.IntN(20))
					insert := slices.DeleteFunc([]rune(corpus.RandomFamily(r)), func(c rune) bool { return c > 0xffff })
					if err := d.Replace(at, to, []byte(string(insert))); err != nil {
						t.Fatal(err)
					}
					text = slices.Replace(text, at, to, insert...)
					if now := []byte(string(text)); k%5 == 0 {
						if got := d.AppendText(nil); !bytes.Equal(got, now) {
							t.Fatalf("after %d edits the document holds %+.200q", k, got)
						}
						want := e.Count(now, special)
						if d.Count() != want {
							t.Fatalf("after %d edits %d tokens, from scratch %d", k, d.Count(), want)
						}
						if got := counted(t, e, now, special, r); got != want {
							t.Fatalf("in parts %d tokens, in one %d", got, want)
						}
					}
				}
			}
		})
	}
}

// counted counts a text in parts.
func counted(t *testing.T, e *bpe.Encoding, text []byte, special bpe.Special, r *rand.Rand) int {
	t.Helper()
	c := e.NewCounter(special)
	for len(text) > 0 {
		n := min(1+r.IntN(2000), len(text))
		if err := c.Write(text[:n]); err != nil {
			t.Fatal(err)
		}
		text = text[n:]
	}
	return c.Finish()
}

// TestSegments: where tokens end in the text as it was given, whatever normalizing made of it.
func TestSegments(t *testing.T) {
	for _, c := range []struct {
		encoding, text string
		ends           []uint32
	}{
		{"qwen3", "cafe\u0301 x", []uint32{2, 5, 7}},                  // é is one character to the model, two in the text
		{"qwen3", "<|im_end|>\u0338", []uint32{1, 2, 4, 8, 9, 9, 11}}, // as text, > and the mark become ≯
		{"gemma3", "a▁b c", []uint32{1, 3, 5}},
		{"gemma3", "日\U0002f800", []uint32{1, 1, 1, 1, 3}},
		{"deepseek_v3", "a  1", []uint32{1, 3, 4}},
		{"mistral_nemo", "12ab", []uint32{1, 2, 4}},
	} {
		if _, ends := encodingOf(t, c.encoding).AppendSegments(nil, nil, []byte(c.text), bpe.SpecialAsText); !slices.Equal(ends, c.ends) {
			t.Errorf("%s %+q: tokens end at %d, not %d", c.encoding, c.text, ends, c.ends)
		}
	}
}
