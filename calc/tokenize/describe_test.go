package tokenize

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode"
	"unicode/utf16"

	"github.com/clipperhouse/uax29/v2/graphemes"
	"github.com/clipperhouse/uax29/v2/words"
)

// describedByLibrary is the slow reference: clipperhouse/uax29 from the first byte to the last.
func describedByLibrary(text string) TextStats {
	s := TextStats{Bytes: len(text), CodePoints: len([]rune(text)), UTF16: len(utf16.Encode([]rune(text)))}
	text = string([]rune(text)) // the library takes the rest of the text after half a character as one
	for segments := graphemes.FromString(text); segments.Next(); {
		s.Characters++
	}
	for segments := words.FromString(text); segments.Next(); {
		if strings.ContainsFunc(segments.Value(), func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
			s.Words++
		}
	}
	return s
}

func TestDescribe(t *testing.T) {
	for text, want := range map[string]TextStats{
		"":                         {0, 0, 0, 0, 0},
		"Hello, world!":            {13, 13, 13, 2, 13},
		"can't stop 3.14 a.b x:y":  {23, 23, 23, 5, 23},
		"a\r\nb":                   {3, 4, 4, 2, 4},
		"e\u0301te\u0301":          {3, 5, 5, 1, 7},
		"été":                      {3, 3, 3, 1, 5},
		"👩‍👩‍👧‍👦":                  {1, 7, 11, 0, 25},
		"🇩🇪🇫🇷":                     {2, 4, 8, 0, 16},
		"snake_case __ _":          {15, 15, 15, 1, 15},
		"नमस्ते":                   {3, 6, 6, 1, 18},
		"漢字かな":                     {4, 4, 4, 4, 12},
		"... --- '":                {9, 9, 9, 0, 9},
		"\x00\x01":                 {2, 2, 2, 0, 2},
		"a\xffb":                   {3, 3, 3, 2, 3},
		"x\u200dy":                 {2, 3, 3, 1, 5},
		"1,000,000.50 dollars":     {20, 20, 20, 2, 20},
		"don\u2019t":               {5, 5, 5, 1, 7},
		"<|endoftext|>":            {13, 13, 13, 1, 13},
		"\ufeffbom":                {4, 4, 4, 1, 6},
		"\u0301":                   {1, 1, 1, 0, 2},
		"a.\u0301b":                {3, 4, 4, 1, 5},
		"१२३ ۴۵":                   {6, 6, 6, 2, 14},
		strings.Repeat("ab ", 1e4): {3e4, 3e4, 3e4, 1e4, 3e4},
	} {
		if got := Describe([]byte(text)); got != want {
			t.Errorf("%.40q: %+v, want %+v", text, got, want)
		}
	}
}

// TestDescribeEqualsTheLibrary on mixtures that put every class of sign next to every other.
func TestDescribeEqualsTheLibrary(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		text := mixture(r)
		if got, want := Describe([]byte(text)), describedByLibrary(text); got != want {
			t.Fatalf("%q: %+v, the library %+v", text, got, want)
		}
	}
}

func mixture(r *rand.Rand) string {
	const ascii = "aaabZ059__..''::,,;; \"-\r\n\t\x00"
	others := []string{
		"\u0301", "\u200d", "é", "ß", "\u05d0", "\u3042", "\u30a2", "漢", "👩", "🇩", "🇪", "\u0e01", "\u0300\u0301", "١", "\u2019", "\u00b7", "\u00ad",
		"\ufeff", "\u1100", "\u1161", "\u0915", "\u094d", "\u2028", "\u0600", "\xff", "\xe2\x80", "𝒳", "\U000e0061",
	}
	var b strings.Builder
	for range r.IntN(14) {
		if r.IntN(3) > 0 {
			b.WriteByte(ascii[r.IntN(len(ascii))])
		} else {
			b.WriteString(others[r.IntN(len(others))])
		}
	}
	return b.String()
}

func FuzzDescribe(f *testing.F) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 50 {
		f.Add(mixture(r))
	}
	f.Fuzz(func(t *testing.T, text string) {
		if got, want := Describe([]byte(text)), describedByLibrary(text); got != want {
			t.Fatalf("%q: %+v, the library %+v", text, got, want)
		}
	})
}

// BenchmarkDescribe on texts of 1 MB, among them those that make a careless segmenter slow.
func BenchmarkDescribe(b *testing.B) {
	for name, unit := range map[string]string{
		"English": "It was the best of times, it was the worst of times; it's 3.14. ", "code": "for i := range n { x_1 += a[i] }\n",
		"Chinese": "我们在这里写一些中文。", "French": "Où êtes-vous allés, là-bas ? ", "emoji": "👩‍👩‍👧‍👦", "flags": "🇩🇪", "a": "a", "dots": "a.", "marks": "\u0301",
		"dots and marks": "a.\u0301", "quotes": "'", "newlines": "\n", "Hindi": "नमस्ते ",
	} {
		text := []byte(strings.Repeat(unit, 1_000_000/len(unit)))
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				Describe(text)
			}
		})
	}
}
