package bpe

import (
	"bytes"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"threelimits/scripts/conformance/corpus"
	"threelimits/scripts/vocab/ranks"
)

// ranksOf returns the ranks of a vocabulary file for the reference.
func ranksOf(t testing.TB, file string) map[string]uint32 {
	e := encodingOf(t, file)
	byText := make(map[string]uint32, len(e.v.nodes))
	for id := range e.v.nodes {
		if n := e.v.tokenLength(uint32(id)); n > 0 {
			byText[string(e.v.token(uint32(id)))] = uint32(id)
		}
	}
	return byText
}

var vocabularies = []string{"o200k_base", "cl100k_base", "p50k_base", "r50k_base"}

// checkText holds an encoding to everything that must be true of any text.
func checkText(t testing.TB, e *Encoding, text []byte, special Special) {
	t.Helper()
	ids := e.AppendIDs(nil, text, special)
	if n := e.Count(text, special); n != len(ids) {
		t.Errorf("%s %.200q: count is %d, there are %d tokens", e.Name(), text, n, len(ids))
	}
	decoded, err := e.Decode(nil, ids)
	if err != nil || !bytes.Equal(decoded, validText(text)) {
		t.Errorf("%s %.200q: decoding gives %.200q, %v", e.Name(), text, decoded, err)
	}
	again, ends := e.AppendSegments([]uint32{7}, []uint32{7}, text, special)
	if !slices.Equal(again[1:], ids) || again[0] != 7 || ends[0] != 7 {
		t.Errorf("%s %.200q: segments have other tokens", e.Name(), text)
	}
	if want := referenceEnds(e, text, ids); !slices.Equal(ends[1:], want) {
		t.Errorf("%s %.200q: segments end at %d, not %d", e.Name(), text, ends[1:], want)
	}
}

// referenceEnds counts, for each token, the UTF-16 units of the characters that are complete when it ends.
func referenceEnds(e *Encoding, text []byte, ids []uint32) []uint32 {
	ends := []uint32{}
	decoded := validText(text)
	at, unit, done := 0, 0, 0
	for _, id := range ids {
		at += e.tokenLength(id)
		for done < at {
			c, n := utf8.DecodeRune(decoded[done:])
			if done+n > at {
				break
			}
			done += n
			unit += utf16.RuneLen(c)
		}
		ends = append(ends, uint32(unit))
	}
	return ends
}

func TestHardTexts(t *testing.T) {
	for _, spec := range Encodings() {
		e := encodingOf(t, spec.Name)
		for _, text := range corpus.Hard {
			checkText(t, e, []byte(text), SpecialAsText)
			checkText(t, e, []byte(text), SpecialAsTokens)
		}
		for _, text := range corpus.Samples() {
			checkText(t, e, []byte(text), SpecialAsText)
		}
	}
}

func TestReference(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 5))
	texts := append(slices.Clone(corpus.Hard), corpus.Samples()...)
	for range 3000 {
		texts = append(texts, corpus.Random(r, 30))
	}
	for _, file := range vocabularies {
		e, byText := encodingOf(t, file), ranksOf(t, file)
		for _, text := range texts {
			got := e.AppendIDs(nil, []byte(text), SpecialAsText)
			if want := referenceIDs(byText, file, text); !slices.Equal(got, want) {
				t.Fatalf("%s %.200q:\n got %d\nwant %d", file, text, got, want)
			}
		}
	}
}

func TestMalformed(t *testing.T) {
	e := encodingOf(t, "o200k_base")
	for _, c := range corpus.Malformed {
		if got := string(validText([]byte(c.Text))); got != c.Repaired {
			t.Errorf("%q is read as %q, not %q", c.Text, got, c.Repaired)
		}
		want := e.AppendIDs(nil, []byte(c.Repaired), SpecialAsText)
		if got := e.AppendIDs(nil, []byte(c.Text), SpecialAsText); !slices.Equal(got, want) {
			t.Errorf("%q gives %d, not %d", c.Text, got, want)
		}
		checkText(t, e, []byte("x "+c.Text+" y"), SpecialAsText)
	}
}

func TestSegments(t *testing.T) {
	e := encodingOf(t, "o200k_base")
	for _, c := range []struct {
		text string
		ends []uint32
	}{
		{"", []uint32{}},
		{"hello world", []uint32{5, 11}},
		{"é", []uint32{1}},
		{"𐐀!", []uint32{0, 0, 0, 2, 3}},
		{"\xff", []uint32{1}},
	} {
		_, ends := e.AppendSegments(nil, []uint32{}, []byte(c.text), SpecialAsText)
		if !slices.Equal(ends, c.ends) {
			t.Errorf("%q ends at %d, not %d", c.text, ends, c.ends)
		}
	}
}

// TestEveryToken encodes each token's text: it is that token when it is one piece, and decodes to itself in any case.
func TestEveryToken(t *testing.T) {
	for _, file := range vocabularies {
		e := encodingOf(t, file)
		var m merger
		for id := range e.v.nodes {
			token := e.v.token(uint32(id))
			if len(token) == 0 {
				if _, err := e.Decode(nil, []uint32{uint32(id)}); err == nil && e.specialByID[uint32(id)] == "" {
					t.Errorf("%s: %d is no token, but decodes", file, id)
				}
				continue
			}
			if got, ok := e.v.find(token, 0, len(token)); !ok || got != uint32(id) {
				t.Fatalf("%s: token %d %q is found as %d, %v", file, id, token, got, ok)
			}
			if n, ends := m.encode(e.v, token, 0, len(token)); n != 1 || m.stack[0] != uint32(id) || len(token) <= 64 && ends != 1<<(len(token)-1) {
				t.Fatalf("%s: token %d %q merges to %d", file, id, token, m.stack[:n])
			}
		}
	}
}

// TestMerging compares the backtracking with the definition, on texts that one piece can hold and on any bytes.
func TestMerging(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 7))
	for _, file := range vocabularies {
		e, byText := encodingOf(t, file), ranksOf(t, file)
		for range 3000 {
			checkMerging(t, e, byText, randomPiece(r, e))
		}
	}
}

// TestMergingRuns compares the way that runs of one byte take with the definition, and with the way that every other piece takes.
func TestMergingRuns(t *testing.T) {
	for _, file := range vocabularies {
		e, byText := encodingOf(t, file), ranksOf(t, file)
		for _, c := range []byte(" \n\t=-*_#/a0A\x00\x80\xff") {
			for size := cachedBytes + 1; size < 600; size += 1 + size/50 {
				run := bytes.Repeat([]byte{c}, size)
				if !isRun(run, 0, size) {
					t.Fatalf("%d of %q are no run", size, c)
				}
				checkMerging(t, e, byText, run)
				run[size-1] ^= 1
				if isRun(run, 0, size) {
					t.Fatalf("a run of %q with another end is one", c)
				}
				checkMerging(t, e, byText, run)
			}
		}
	}
}

// randomPiece makes what merging finds hard: tokens in a row, runs of a few bytes, halves of tokens.
func randomPiece(r *rand.Rand, e *Encoding) []byte {
	var text []byte
	n := 1 + r.IntN(100)
	unit := []byte("=")
	for len(text) < n {
		switch r.IntN(6) {
		case 0:
			text = append(text, byte(r.IntN(256)))
		case 1:
			token := e.v.token(uint32(r.IntN(len(e.v.nodes))))
			text = append(text, token[:r.IntN(len(token)+1)]...)
		case 2:
			unit = e.v.token(uint32(r.IntN(1000)))
		case 3:
			text = append(text, bytes.Repeat(unit, r.IntN(20))...)
		default:
			text = append(text, e.v.token(uint32(r.IntN(len(e.v.nodes))))...)
		}
	}
	return text
}

func checkMerging(t testing.TB, e *Encoding, byText map[string]uint32, text []byte) {
	t.Helper()
	var m merger
	n, ends := m.encode(e.v, text, 0, len(text))
	if want := ranks.Merge(byText, text); !slices.Equal(m.stack[:n], want) {
		t.Fatalf("%s %q:\n got %d\nwant %d", e.Name(), text, m.stack[:n], want)
	}
	at := 0
	for _, id := range m.stack[:n] {
		if at += e.v.tokenLength(id); at <= 64 && ends>>(at-1)&1 == 0 {
			t.Fatalf("%s %q: no end after %d", e.Name(), text, at)
		}
	}
}

// TestMergingWork asserts that merging is linear by counting the tokens it tries: per byte no more for a long run than for a
// short one, and few.
func TestMergingWork(t *testing.T) {
	han := strings.Map(func(c rune) rune {
		if c < 0x4e00 || c > 0x9fff {
			return -1
		}
		return c
	}, corpus.Samples()[13]+corpus.Samples()[14])
	runs := map[string]string{
		"a": "a", "space": " ", "newline": "\n", "tab": "\t", "emoji": "😀", "family": "👩‍👩‍👧‍👦", "han": "中", "=": "=", "-": "-", "*": "*",
		"#": "#", "_": "_", "/": "/", "A": "A", "zero": "\x00", "U+FFFD": "\ufffd", "ab": "ab", "=-": "=-", "chinese": han,
		"base64": "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo", "space newline": " \n",
	}
	for _, file := range vocabularies {
		e := encodingOf(t, file)
		for name, unit := range runs {
			perByte := func(size int) float64 {
				text := []byte(strings.Repeat(unit, size/len(unit)+1))
				var m merger
				m.encode(e.v, text, 0, len(text))
				return float64(m.work) / float64(len(text))
			}
			short, long := perByte(10_000), perByte(300_000)
			if long > 1.2*short+0.1 || long > 3 {
				t.Errorf("%s, %s: %.2f tokens tried a byte in 10 KB, %.2f in 300 KB", file, name, short, long)
			}
		}
	}
}

// TestLongPieces looks at unbroken text as a whole: the tokens decode to it and are what neighbours merge to.
func TestLongPieces(t *testing.T) {
	e := encodingOf(t, "o200k_base")
	for _, unit := range []string{"a", " ", "\n", "😀", "中", "=", "abcdefghij", "A1"} {
		text := []byte(strings.Repeat(unit, 200_000/len(unit)))
		ids := e.AppendIDs(nil, text, SpecialAsText)
		decoded, err := e.Decode(nil, ids)
		if err != nil || !bytes.Equal(decoded, text) {
			t.Errorf("%q: decoding gives another text, %v", unit, err)
		}
		if n := e.Count(text, SpecialAsText); n != len(ids) {
			t.Errorf("%q: count is %d, there are %d tokens", unit, n, len(ids))
		}
	}
}

func TestSpecials(t *testing.T) {
	for _, c := range []struct {
		encoding, text string
		ids            []uint32
	}{
		{"o200k_base", "<|endoftext|>", []uint32{199999}},
		{"o200k_base", "<|endofprompt|><|endoftext|>", []uint32{200018, 199999}},
		{"o200k_harmony", "<|start|>user<|message|>hi<|end|>", []uint32{200006, 1428, 200008, 3686, 200007}},
		{"o200k_harmony", "<|reserved_201087|><|endofprompt|><|reserved_200018|>", []uint32{201087, 200018, 200018}},
		{"cl100k_base", "a<|fim_prefix|>", []uint32{64, 100258}},
		{"p50k_edit", "<|fim_suffix|>", []uint32{50283}},
		{"gpt2", "<|endoftext|>x", []uint32{50256, 87}},
		// Whitespace before a special token is at the end of its text.
		{"cl100k_base", "a  <|endoftext|>", []uint32{64, 256, 100257}},
	} {
		if got := encodingOf(t, c.encoding).AppendIDs(nil, []byte(c.text), SpecialAsTokens); !slices.Equal(got, c.ids) {
			t.Errorf("%s %q: got %d, want %d", c.encoding, c.text, got, c.ids)
		}
	}
	// No special token begins another: the search relies on it.
	for _, spec := range Encodings() {
		for a := range spec.Specials() {
			for b := range spec.Specials() {
				if a != b && strings.HasPrefix(a, b) {
					t.Errorf("%s: %s begins with %s", spec.Name, a, b)
				}
			}
		}
	}
}

func TestDecodeUnknown(t *testing.T) {
	e := encodingOf(t, "p50k_edit")
	for _, ids := range [][]uint32{{50256}, {50280}, {50281}, {0}} {
		if _, err := e.Decode(nil, ids); err != nil {
			t.Errorf("%d: %v", ids, err)
		}
	}
	for _, id := range []uint32{50284, 100000, 1 << 31, ^uint32(0)} {
		dst, err := e.Decode([]byte("kept"), []uint32{64, id})
		if err == nil || string(dst) != "kept" {
			t.Errorf("%d decodes to %q, %v", id, dst, err)
		}
	}
}

func TestLoadErrors(t *testing.T) {
	good := vocabularyFile(t, "r50k_base")
	if _, err := Load("r50k", good); err == nil || !strings.Contains(err.Error(), "o200k_base, o200k_harmony, cl100k_base") {
		t.Errorf("an unknown name: %v", err)
	}
	flipped := slices.Clone(good)
	flipped[len(flipped)/2] ^= 4
	for name, file := range map[string][]byte{
		"empty": nil, "short": good[:100], "truncated": good[:len(good)-1], "flipped": flipped,
		"another vocabulary": vocabularyFile(t, "p50k_base"), "gzip": append([]byte{0x1f, 0x8b}, good...),
	} {
		if _, err := Load("r50k_base", file); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if _, err := encodingOf(t, "r50k_base").Share("p50k_base"); err == nil {
		t.Error("r50k_base shares its vocabulary with p50k_base")
	}
}

// TestVocabularyFiles packs OpenAI's vocabularies anew: each has the checksum that Load insists on, and every token.
func TestVocabularyFiles(t *testing.T) {
	for _, spec := range specs {
		if spec.Name != spec.File {
			continue
		}
		tokens, err := ranks.Read(spec.File)
		if err != nil {
			t.Fatal(err)
		}
		file := packed(t, tokens...)
		if err := spec.verify(file); err != nil {
			u, _ := unpack(file)
			t.Errorf("%v: its checksum is %#016x", err, u.check)
		}
		v, err := newVocabulary(file)
		if err != nil {
			t.Fatal(err)
		}
		for id, token := range tokens {
			if !bytes.Equal(v.token(uint32(id)), token) {
				t.Fatalf("%s: token %d is %q, not %q", spec.File, id, v.token(uint32(id)), token)
			}
		}
	}
}

func TestGaps(t *testing.T) {
	var single [][]byte
	for i := range 256 {
		single = append(single, []byte{byte(i)})
	}
	v, err := newVocabulary(packed(t, append(single, []byte("ab"), nil, []byte("abc"))...))
	if err != nil {
		t.Fatal(err)
	}
	if got := string(v.token(258)); got != "abc" || v.tokenLength(257) != 0 {
		t.Errorf("got %q, %d", got, v.tokenLength(257))
	}
}

// TestTrailingSpaceForms: tiktoken's newer patterns make whitespace at the end of the text one piece even after a
// newline. That is the same tokens as long as no token spans such a place. (r50k_base's pattern does not know newlines.)
func TestTrailingSpaceForms(t *testing.T) {
	for _, file := range []string{"o200k_base", "cl100k_base"} {
		v := encodingOf(t, file).v
		for id := range v.nodes {
			token := string(v.token(uint32(id)))
			if strings.TrimRight(token, "\r\n\t \u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2028\u2029\u202f\u205f\u3000") != "" {
				continue
			}
			if at := strings.LastIndexAny(token, "\r\n"); at >= 0 && at != len(token)-1 {
				t.Errorf("%s: token %d is %q", file, id, token)
			}
		}
	}
}

func TestConcurrentUse(t *testing.T) {
	e := encodingOf(t, "cl100k_base")
	text := []byte(strings.Join(corpus.Samples(), "\n"))
	want := e.Count(text, SpecialAsText)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			if got := e.Count(text, SpecialAsText); got != want {
				t.Errorf("counted %d, not %d", got, want)
			}
		})
	}
	wg.Wait()
}

func TestNoAllocation(t *testing.T) {
	e := encodingOf(t, "o200k_base")
	text := []byte(strings.Join(corpus.Samples(), "\n"))
	ids := e.AppendIDs(nil, text, SpecialAsText)
	if n := testing.AllocsPerRun(5, func() { e.Count(text, SpecialAsText) }); n != 0 {
		t.Errorf("counting allocates %v times", n)
	}
	if n := testing.AllocsPerRun(5, func() { ids = e.AppendIDs(ids[:0], text, SpecialAsText) }); n != 0 {
		t.Errorf("encoding allocates %v times", n)
	}
}

func TestEncodingNames(t *testing.T) {
	for _, spec := range Encodings() {
		if e := encodingOf(t, spec.Name); e.Name() != spec.Name {
			t.Errorf("%s is called %s", spec.Name, e.Name())
		}
	}
	if _, ok := Find("gpt-4"); ok {
		t.Error("gpt-4 is a model, not an encoding")
	}
	if n := strconv.Itoa(len(Encodings())); n != "7" {
		t.Errorf("%s encodings", n)
	}
}
