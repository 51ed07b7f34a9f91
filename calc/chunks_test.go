package calc

import (
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
)

// cutChunks returns the chunks' texts, where each goes on from the one before, and their tokens.
func cutChunks(t testing.TB, all *Tokenizers, text string, maxTokens, overlap int) (chunks []string, tokens []uint32) {
	t.Helper()
	numbers, err := all.Chunks("bytes", "text", maxTokens, overlap, []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	units := utf16.Encode([]rune(text))
	for ; len(numbers) >= 3; numbers = numbers[3:] {
		chunks = append(chunks, string(utf16.Decode(units[numbers[0]:numbers[1]])))
		tokens = append(tokens, numbers[2])
	}
	return chunks, tokens
}

func TestChunksEndWhereItHurtsLeast(t *testing.T) {
	all := byteTokenizers(t)
	for _, test := range []struct {
		name, text string
		maxTokens  int
		overlap    int
		want       []string
	}{
		{"it fits", "short", 16, 0, []string{"short"}},
		{"a paragraph", "One more.\n\nTwo. Three is next.", 20, 0, []string{"One more.\n\n", "Two. Three is next."}},
		{"a line", "first words\nsecond words and", 18, 0, []string{"first words\n", "second words and"}},
		{"a sentence", "It is so. Then it is not so.", 18, 0, []string{"It is so. ", "Then it is not so."}},
		{"a sentence with no space after", "日本語。中国語。", 16, 0, []string{"日本語。", "中国語。"}},
		{"a word", "alpha beta gamma delta", 16, 0, []string{"alpha beta ", "gamma delta"}},
		{"nothing but letters", strings.Repeat("a", 40), 16, 0, []string{strings.Repeat("a", 16), strings.Repeat("a", 16), strings.Repeat("a", 8)}},
		{"between characters as readers see them", strings.Repeat("a\u0301", 10), 16, 0, []string{strings.Repeat("a\u0301", 5), strings.Repeat("a\u0301", 5)}},
		{"one character of more tokens than fit", "👩‍👩‍👧‍👧", 16, 0, []string{"👩‍👩‍", "👧‍👧"}},
		{"words repeated", "alpha beta gamma delta!!", 16, 8, []string{"alpha beta ", "beta gamma ", "gamma delta!!"}},
	} {
		if got, _ := cutChunks(t, all, test.text, test.maxTokens, test.overlap); !slices.Equal(got, test.want) {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

// checkChunks holds chunks against what Chunks promises.
func checkChunks(t testing.TB, all *Tokenizers, text string, maxTokens, overlap int) {
	t.Helper()
	numbers, err := all.Chunks("bytes", "text", maxTokens, overlap, []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	units := utf16.Encode([]rune(text))
	count := func(from, to uint32) int {
		n, err := all.Count("bytes", "text", []byte(string(utf16.Decode(units[from:to]))))
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	end := uint32(0)
	for ; len(numbers) >= 3; numbers = numbers[3:] {
		from, to, tokens := numbers[0], numbers[1], int(numbers[2])
		if from > end || to <= end {
			t.Fatalf("%q by %d and %d: a chunk from %d to %d after one to %d", text, maxTokens, overlap, from, to, end)
		}
		if n := count(from, to); n != tokens || n > maxTokens {
			t.Fatalf("%q by %d and %d: from %d to %d are %d tokens, it says %d", text, maxTokens, overlap, from, to, n, tokens)
		}
		if n := count(from, end); n > overlap {
			t.Fatalf("%q by %d and %d: %d tokens are repeated before %d", text, maxTokens, overlap, n, end)
		}
		end = to
	}
	if int(end) != len(units) {
		t.Fatalf("%q by %d and %d: the chunks end at %d of %d", text, maxTokens, overlap, end, len(units))
	}
}

func TestChunksOfRandomTexts(t *testing.T) {
	all := byteTokenizers(t)
	r := rand.New(rand.NewPCG(1, 2))
	pieces := []string{"the ", "word. ", "\n\n", "\r\n", "\n", "日本。", "é", "😀", "👩‍👩‍👧", "“Yes.” ", "    ", "aaaaaaaaaaaaaaaaaaaaaaaaa", "\t", "!"}
	for range 2000 {
		var text strings.Builder
		for range r.IntN(60) {
			text.WriteString(pieces[r.IntN(len(pieces))])
		}
		maxTokens := leastChunkTokens + r.IntN(60)
		checkChunks(t, all, text.String(), maxTokens, r.IntN(maxTokens/2+1))
	}
}

func FuzzChunks(f *testing.F) {
	all := byteTokenizers(f)
	f.Add("One here.\n\nTwo. Three is next.", 20, 5)
	f.Add("👩‍👩‍👧‍👧 日本語。", 16, 8)
	f.Fuzz(func(t *testing.T, text string, maxTokens, overlap int) {
		maxTokens = leastChunkTokens + int(uint(maxTokens)%200)
		checkChunks(t, all, strings.ToValidUTF8(text, "\ufffd"), maxTokens, int(uint(overlap)%uint(maxTokens/2+1)))
	})
}

func TestChunksErrors(t *testing.T) {
	all := byteTokenizers(t)
	for _, test := range []struct {
		encoding           string
		maxTokens, overlap int
		code, field        string
	}{
		{"none", 16, 0, CodeUnknownEncoding, ""},
		{"bytes", 15, 0, CodeBadArgument, "maxTokens"},
		{"bytes", mostChunkTokens + 1, 0, CodeBadArgument, "maxTokens"},
		{"bytes", 16, 9, CodeBadArgument, "overlap"},
		{"bytes", 16, -1, CodeBadArgument, "overlap"},
	} {
		_, err := all.Chunks(test.encoding, "text", test.maxTokens, test.overlap, []byte("a"))
		if known := (*Error)(nil); !errors.As(err, &known) || known.Code != test.code || known.Field != test.field {
			t.Errorf("%+v: %v", test, err)
		}
	}
}

func TestDocumentsAreFoundByNumber(t *testing.T) {
	all := byteTokenizers(t)
	opened, err := all.OpenDocument("bytes", "text", []byte("a the"))
	if err != nil || !slices.Equal(opened, []uint32{1, 2, 5}) {
		t.Fatal(opened, err)
	}
	if second, err := all.OpenDocument("bytes", "text", nil); err != nil || second[0] != 2 {
		t.Fatal(second, err)
	}
	if n, err := all.ReplaceInDocument(1, 5, 5, []byte(" the")); err != nil || n != 3 {
		t.Error(n, err)
	}
	if err := all.CloseDocument(1); err != nil {
		t.Error(err)
	}
	_, replaced := all.ReplaceInDocument(1, 0, 0, nil)
	_, segmented := all.SegmentDocument(1, 0, 0)
	_, described := all.DescribeDocument(1)
	for _, err := range []error{all.CloseDocument(1), replaced, segmented, described, all.WriteToCounter(1, nil), all.CloseCounter(1), all.CloseDocument(0)} {
		if known := (*Error)(nil); !errors.As(err, &known) || known.Code != CodeClosed {
			t.Errorf("%v, want %s", err, CodeClosed)
		}
	}
	if third, err := all.OpenDocument("bytes", "text", nil); err != nil || third[0] != 3 {
		t.Errorf("%v %v: a number is never given again", third, err)
	}
}
