package tokenize

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"threelimits/calc/bpe"
)

// bothWays are the meanings of what looks like a special token.
var bothWays = []bpe.Special{bpe.SpecialAsText, bpe.SpecialAsTokens}

// checkChunks holds the chunks of a text to what Chunks says of them, and returns them.
func checkChunks(t testing.TB, all *Set, encoding string, special bpe.Special, maxTokens, overlap int, text string) []Chunk {
	t.Helper()
	chunks, err := all.Chunks(encoding, special, maxTokens, overlap, []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	valid := string([]rune(text))
	units := utf16.Encode([]rune(valid))
	count := func(from, to int) int {
		n, err := all.Count(encoding, special, []byte(string(utf16.Decode(units[from:to]))))
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	end := 0
	for _, c := range chunks {
		from, to, tokens := c.FromUTF16, c.ToUTF16, c.Tokens
		if from > end || to <= end {
			t.Fatalf("%s, %d of %d: %d..%d after a chunk that ends at %d in %+q", encoding, maxTokens, overlap, from, to, end, text)
		}
		if tokens != count(from, to) || tokens > maxTokens {
			t.Fatalf("%s, %d of %d: %d tokens said, %d counted of %d..%d in %+q", encoding, maxTokens, overlap, tokens, count(from, to), from, to, text)
		}
		if repeated := count(from, end); repeated > overlap {
			t.Fatalf("%s, %d of %d: %d tokens are repeated at %d in %+q", encoding, maxTokens, overlap, repeated, from, text)
		}
		for _, at := range []int{from, to} {
			if at > 0 && at < len(units) && utf16.IsSurrogate(rune(units[at])) && units[at] >= 0xdc00 {
				t.Fatalf("%s: %d is inside a pair in %+q", encoding, at, text)
			}
		}
		end = to
	}
	if end != len(units) {
		t.Fatalf("%s, %d of %d: the chunks end at %d of %d in %+q", encoding, maxTokens, overlap, end, len(units), text)
	}
	return chunks
}

// TestChunksProperties: of random texts with every encoding, chunks fit, follow one another and are the whole text.
func TestChunksProperties(t *testing.T) {
	all, names := everyEncoding(t)
	for _, name := range names {
		r := rand.New(rand.NewPCG(1, uint64(len(name))))
		for k := range 150 {
			maxTokens := leastChunkTokens + r.IntN(1<<(1+r.IntN(8)))
			overlap := r.IntN(maxTokens/2+1) * r.IntN(2)
			checkChunks(t, all, name, bothWays[k%2], maxTokens, overlap, randomAtoms(r, 200))
		}
	}
}

// TestChunksPlaces: where a text is cut.
func TestChunksPlaces(t *testing.T) {
	all, _ := everyEncoding(t)
	for _, test := range []struct {
		name, text         string
		maxTokens, overlap int
		want               []string
	}{
		{"all fits", "hello", 16, 0, []string{"hello"}},
		{"nothing", "", 16, 0, nil},
		{"paragraphs before lines", strings.Repeat("a b c d e\nf g\n\n", 3), 16, 0,
			[]string{"a b c d e\nf g\n\n", "a b c d e\nf g\n\n", "a b c d e\nf g\n\n"}},
		{"sentences before words", strings.Repeat("One two three four five six seven. ", 3), 16, 0,
			[]string{"One two three four five six seven. ", "One two three four five six seven. ", "One two three four five six seven. "}},
		{"a quote goes with its sentence", "\u201cOne two three four five six seven eight.\u201d And nine, ten, eleven, twelve.", 16, 0,
			[]string{"\u201cOne two three four five six seven eight.\u201d ", "And nine, ten, eleven, twelve."}},
		{"words", "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen", 16, 0,
			[]string{"one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen ", "sixteen seventeen eighteen"}},
		{"Chinese sentences", strings.Repeat("我们在这里吃饭喝茶。", 4), 16, 0, nil},
	} {
		chunks := checkChunks(t, all, "o200k_base", bpe.SpecialAsText, test.maxTokens, test.overlap, test.text)
		units := utf16.Encode([]rune(test.text))
		var got []string
		for _, c := range chunks {
			got = append(got, string(utf16.Decode(units[c.FromUTF16:c.ToUTF16])))
		}
		if test.name == "Chinese sentences" {
			for _, chunk := range got {
				if !strings.HasSuffix(chunk, "。") {
					t.Errorf("%s: %q", test.name, got)
				}
			}
			continue
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: %q, not %q", test.name, got, test.want)
		}
	}
}

// TestChunksOverlap: a chunk repeats some of the one before, where there is room for a place.
func TestChunksOverlap(t *testing.T) {
	all, _ := everyEncoding(t)
	chunks := checkChunks(t, all, "o200k_base", bpe.SpecialAsText, 50, 20, strings.Repeat("One two three four five. ", 100))
	for i := 1; i < len(chunks); i++ {
		if chunks[i].FromUTF16 >= chunks[i-1].ToUTF16 {
			t.Errorf("chunk %d begins at %d and repeats nothing", i, chunks[i].FromUTF16)
		}
	}
}

// TestChunksCharacters: a character as readers see it stays whole, where a chunk has room for it.
func TestChunksCharacters(t *testing.T) {
	all, names := everyEncoding(t)
	family := "\U0001f468\u200d\U0001f469\u200d\U0001f467"
	size := len(utf16.Encode([]rune(family)))
	for _, name := range names {
		for _, c := range checkChunks(t, all, name, bpe.SpecialAsText, 64, 0, strings.Repeat(family, 60)) {
			if c.FromUTF16%size != 0 || c.ToUTF16%size != 0 {
				t.Errorf("%s: %d..%d cuts a family of %d", name, c.FromUTF16, c.ToUTF16, size)
			}
		}
	}
}

// TestLeastChunkTokens: a code point by itself has fewer tokens than the smallest chunk has room for, with every encoding.
func TestLeastChunkTokens(t *testing.T) {
	all, names := everyEncoding(t)
	for _, name := range names {
		e, err := all.Encoding(name)
		if err != nil {
			t.Fatal(err)
		}
		for c := rune(0); c < 0x110000; c++ {
			if c >= 0x3400 && c < 0xe000 && c%16 > 0 || c >= 0x20000 && c%64 > 0 { // of ranges that are all alike, some
				continue
			}
			if n := e.Count([]byte(string(c)), bpe.SpecialAsText); n > 13 {
				t.Fatalf("%s: U+%04X has %d tokens", name, c, n)
			}
		}
	}
}

func FuzzChunks(f *testing.F) {
	all, names := everyEncoding(f)
	r := rand.New(rand.NewPCG(2, 3))
	for i := range 40 {
		f.Add(randomAtoms(r, 60), uint8(i), uint8(3*i), uint8(i%7))
	}
	f.Fuzz(func(t *testing.T, text string, encoding, maxTokens, overlap uint8) {
		if len(text) > 3000 {
			return
		}
		most := leastChunkTokens + int(maxTokens)
		checkChunks(t, all, names[int(encoding)%len(names)], bothWays[encoding%2], most, int(overlap)%(most/2+1), text)
	})
}
