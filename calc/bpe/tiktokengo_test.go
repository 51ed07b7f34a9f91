//go:build !js

package bpe

import (
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode"

	"github.com/pkoukk/tiktoken-go"
	loader "github.com/pkoukk/tiktoken-go-loader"

	"threelimits/scripts/conformance/corpus"
)

var useOfflineLoader = sync.OnceFunc(func() { tiktoken.SetBpeLoader(loader.NewOfflineLoader()) })

// tiktokenGo returns tiktoken-go's encoding of that name. It knows no o200k_harmony and no gpt2: those are built from its
// o200k_base and r50k_base and our special tokens.
func tiktokenGo(t testing.TB, name string) *tiktoken.Tiktoken {
	t.Helper()
	useOfflineLoader()
	base := map[string]string{"o200k_harmony": "o200k_base", "gpt2": "r50k_base"}[name]
	if base == "" {
		e, err := tiktoken.GetEncoding(name)
		if err != nil {
			t.Fatal(err)
		}
		return e
	}
	ranks, err := loader.NewOfflineLoader().LoadTiktokenBpe(base + ".tiktoken")
	if err != nil {
		t.Fatal(err)
	}
	spec, _ := Find(name)
	specials, set := map[string]int{}, map[string]any{}
	for text, id := range spec.Specials() {
		specials[text] = int(id)
		set[text] = true
	}
	core, err := tiktoken.NewCoreBPE(ranks, specials, patterns[base])
	if err != nil {
		t.Fatal(err)
	}
	return tiktoken.NewTiktoken(core, &tiktoken.Encoding{Name: name}, set)
}

func uint32s(ids []int) []uint32 {
	out := make([]uint32, len(ids))
	for i, id := range ids {
		out[i] = uint32(id)
	}
	return out
}

// TestAgainstTiktokenGo compares with tiktoken-go on every encoding. A difference must be one that Explain knows.
func TestAgainstTiktokenGo(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 3))
	texts := slices.Clone(corpus.Hard)
	for range 2000 {
		texts = append(texts, corpus.Random(r, 40))
	}
	texts = append(texts, corpus.Samples()...)
	for _, spec := range Encodings() {
		t.Run(spec.Name, func(t *testing.T) {
			e, reference := encodingOf(t, spec.Name), tiktokenGo(t, spec.Name)
			explained := 0
			for _, text := range texts {
				want := uint32s(reference.EncodeOrdinary(text))
				got := e.AppendIDs(nil, []byte(text), SpecialAsText)
				if d, differ := e.Explain([]byte(text), got, want); differ {
					if explained++; !d.Known {
						t.Errorf("%.200q: from %d on got %d, want %d", text, d.Byte, got[d.Token:], want[d.Token:])
					}
				}
				want = uint32s(reference.Encode(text, []string{"all"}, nil))
				got = e.AppendIDs(nil, []byte(text), SpecialAsTokens)
				if !slices.Equal(got, want) && !containsNewer(text) {
					t.Errorf("with special tokens %.200q: got %d, want %d", text, got, want)
				}
			}
			t.Logf("%d of %d texts differ, all for known reasons", explained, len(texts))
		})
	}
}

func containsNewer(text string) bool {
	return strings.ContainsFunc(text, isNewer) || strings.Contains(text, "'ſ")
}

// TestKnownDifferences holds the list of code points that tiktoken-go sees in another class against Go's own tables,
// which it follows. It fails when Go moves to newer tables: then the list and the page's words need a look.
func TestKnownDifferences(t *testing.T) {
	if unicode.Version != "15.0.0" {
		t.Errorf("Go's tables are Unicode %s now, not 15.0.0", unicode.Version)
	}
	differ := 0
	for c := rune(0); c <= unicode.MaxRune; c++ {
		if c >= 0xd800 && c < 0xe000 {
			continue
		}
		var want uint8
		switch {
		case unicode.In(c, unicode.Lu, unicode.Lt):
			want = classUpper
		case unicode.Is(unicode.Ll, c):
			want = classLower
		case unicode.In(c, unicode.Lm, unicode.Lo):
			want = classLetter
		case unicode.Is(unicode.M, c):
			want = classMark
		case unicode.Is(unicode.N, c):
			want = classNumber
		case c == '\r' || c == '\n':
			want = classNewline
		case unicode.Is(unicode.White_Space, c):
			want = classSpace
		}
		if got := classOf(c); (got != want) != isNewer(c) {
			t.Errorf("U+%04X: class %d, Go's tables say %d, listed as newer: %v", c, got, want, isNewer(c))
		}
		if isNewer(c) {
			differ++
			if want != classOther {
				t.Errorf("U+%04X had a class in Unicode 15.0, which Explain does not expect", c)
			}
		}
	}
	if differ != 5055 {
		t.Errorf("%d code points differ", differ)
	}
}

// TestKnownDifferencesAreReal fails when tiktoken-go comes to agree with the official core.
func TestKnownDifferencesAreReal(t *testing.T) {
	for _, c := range []struct{ encoding, text, reason string }{
		{"o200k_base", "a\u1c89's", "U+1C89 is a letter since"},
		{"o200k_base", "x\U00016d40's y", "U+16D40 is a letter since"},
		{"o200k_base", "ab\U0002ebf0'll 12", "U+2EBF0 is a letter since"},
		{"o200k_base", "1\U00010d40234", "U+10D40 is a number since"},
		{"cl100k_base", "a\u1c89's", "U+1C89 is a letter since"},
		{"cl100k_base", "1\U00010d40234", "U+10D40 is a number since"},
		{"o200k_base", " I'ſ", "U+017F (ſ) for an s"},
		{"o200k_harmony", " I'ſ", "U+017F (ſ) for an s"},
		{"r50k_base", "a\U00010d40's", "U+10D40 is a number since"},
		{"p50k_edit", "\u1c89's", "U+1C89 is a letter since"},
	} {
		e := encodingOf(t, c.encoding)
		ours := e.AppendIDs(nil, []byte(c.text), SpecialAsText)
		d, differ := e.Explain([]byte(c.text), ours, uint32s(tiktokenGo(t, c.encoding).EncodeOrdinary(c.text)))
		if !differ || !d.Known || !strings.Contains(d.Reason, c.reason) {
			t.Errorf("%s %q: %+v %v", c.encoding, c.text, d, differ)
		}
	}
}
