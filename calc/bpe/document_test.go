package bpe

import (
	"bytes"
	"encoding/base64"
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"threelimits/scripts/conformance/corpus"
)

// everyEncoding calls test for each of OpenAI's encodings, and for small tokenizers that do what other vendors' do: another
// normalizer, a prefix, tokens that take the whitespace beside them, tokens found after normalizing, runs, other patterns.
// scripts/conformance has the vendors' own.
func everyEncoding(t *testing.T, test func(t *testing.T, e *Encoding)) {
	for _, spec := range Encodings() {
		t.Run(spec.Name, func(t *testing.T) { test(t, encodingOf(t, spec.Name)) })
	}
	own := ownEncodings(t)
	for _, name := range slices.Sorted(maps.Keys(own)) {
		t.Run(name, func(t *testing.T) { test(t, own[name]) })
	}
}

func ownEncodings(t testing.TB) map[string]*Encoding {
	added := []AddedToken{
		{Text: "<|endoftext|>", ID: 950, Special: true}, {Text: "<|", ID: 951}, {Text: "text|>", ID: 952, Special: true},
		{Text: "the", ID: 953, LStrip: true}, {Text: "word", ID: 954, RStrip: true}, {Text: "日本", ID: 955, LStrip: true, RStrip: true, Special: true},
	}
	own := map[string]*Encoding{}
	with := func(name string, json *TokenizerJSON, added ...AddedToken) {
		json.Added = append(json.Added, added...)
		own[name] = convert(t, json)
	}
	with("bytes that strip", byteLevel(), added...)
	with("NFC", set(byteLevel(), "normalizer.type", "string", "NFC"), append(added[:3:3], AddedToken{Text: "é", ID: 956, Normalized: true})...)
	with("characters that strip", characterLevel(), added...)
	with("overlapping", byteLevel(), AddedToken{Text: "the quick", ID: 960, Normalized: true}, AddedToken{Text: "k brown", ID: 961}, AddedToken{Text: "<|end", ID: 962, Normalized: true},
		AddedToken{Text: "\u0301\u0301", ID: 963, Normalized: true}, AddedToken{Text: "dof", ID: 964}, AddedToken{Text: "of", ID: 965, Normalized: true, LStrip: true})
	with("single words", byteLevel(), AddedToken{Text: "the", ID: 960, SingleWord: true}, AddedToken{Text: "a b", ID: 961, SingleWord: true}, AddedToken{Text: "aa", ID: 962, SingleWord: true},
		AddedToken{Text: " \n", ID: 963, SingleWord: true, Normalized: true}, AddedToken{Text: "日本", ID: 964, SingleWord: true, LStrip: true})
	for name, steps := range map[string][]string{"NFD": {"NFD"}, "NFKC": {"NFKC"}, "lower case": {"Lowercase"}, "NFKC in lower case": {"NFKC", "Lowercase", "NFC"}} {
		json := set(byteLevel(), "normalizer", "object", "", "normalizer.type", "string", "Sequence")
		for i, kind := range steps {
			set(json, "normalizer.normalizers."+strconv.Itoa(i)+".type", "string", kind)
		}
		with(name, json, append(added[:3:3], AddedToken{Text: "É", ID: 956, Normalized: true}, AddedToken{Text: "abC", ID: 957, Normalized: true, LStrip: true, RStrip: true})...)
	}
	with("uncut", set(byteLevel(), "pre_tokenizer.use_regex", "boolean", "false"), added[:3]...)
	with("prefixed bytes", set(byteLevel(), "pre_tokenizer.add_prefix_space", "boolean", "true"), append(added[:3:3], AddedToken{Text: "日本", ID: 956, Normalized: true})...)
	with("runs", withRuns(), added...)
	for _, scheme := range []string{"first", "always", "never"} {
		with("prefix "+scheme, set(characterLevel(), "normalizer", "null", "", "normalizer.type", "string", "", "pre_tokenizer", "object", "",
			"pre_tokenizer.type", "string", "Metaspace", "pre_tokenizer.replacement", "string", metaspace, "pre_tokenizer.split", "boolean", "false",
			"pre_tokenizer.prepend_scheme", "string", scheme), added...)
	}
	with("prepended", set(characterLevel(), "normalizer.type", "string", "Sequence", "normalizer.normalizers.0.type", "string", "Prepend",
		"normalizer.normalizers.0.prepend", "string", metaspace, "normalizer.normalizers.1.type", "string", "Replace",
		"normalizer.normalizers.1.pattern.String", "string", " ", "normalizer.normalizers.1.content", "string", metaspace), added...)
	var ranks strings.Builder
	for b := range 256 {
		ranks.WriteString(base64.StdEncoding.EncodeToString([]byte{byte(b)}) + " " + strconv.Itoa(b) + "\n")
	}
	for _, pattern := range []string{"kimi", "qwen", "qwen3.5", "digits", "tekken", "deepseek"} {
		file, err := ConvertRanks([]byte(ranks.String()), pattern, added[:3])
		if err != nil {
			t.Fatal(err)
		}
		if own[pattern], err = LoadOwn(pattern, file); err != nil {
			t.Fatal(err)
		}
	}
	return own
}

// unitsText is a text as UTF-16 units in WTF-8: what Document takes.
func unitsText(units []uint16) []byte {
	var text []byte
	for i := 0; i < len(units); i++ {
		c := rune(units[i])
		if i+1 < len(units) && utf16.IsSurrogate(c) {
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

// plainText is the same for counting: a half alone is U+FFFD.
func plainText(units []uint16) []byte { return []byte(string(utf16.Decode(units))) }

// editAtoms are inserted: what pre-tokenizers tell apart, in runs that meet across edits, halves of pairs, special tokens.
var editAtoms = func() (atoms [][]uint16) {
	for _, text := range slices.Concat(corpus.Atoms, corpus.FamilyAtoms, []string{
		"'", "'r", "e", "l", "l ", "\r", "\n", "\r\n", "  ", "   ", "\t\t", "\n\n \n", "\x00", "\x00\x00", "ABC", "ABCDEFGH", "日本", "d", "<|", "endoftext", "|>",
		"<|endoftext|>", "<|im_start|>", "\u0301", "\u0338", "\u0323\u0301", "e\u0301", "1", "12", "1234", "▁", "[INST]", "a b c d e f", strings.Repeat("A", 40), strings.Repeat(" ", 40),
		strings.Repeat("\n", 40), strings.Repeat("7", 40), strings.Repeat("\u0301", 20), strings.Repeat("word ", 300),
	}) {
		atoms = append(atoms, utf16.Encode([]rune(text)))
	}
	for _, half := range []uint16{0xd83d, 0xde00, 0xd800, 0xdfff, 0xdc00} {
		atoms = append(atoms, []uint16{half}, []uint16{half})
	}
	return atoms
}()

// An editor edits a document and a slice of units alike.
type editor struct {
	r     *rand.Rand
	e     *Encoding
	d     *Document
	units []uint16
	// recent is where the last edit was: half of them are near it, as typing is.
	recent int
}

// newEditor's document has chunks of any length from a byte on, so that edits meet their ends.
func newEditor(seed uint64, e *Encoding, text string, special Special) *editor {
	r := rand.New(rand.NewPCG(seed, 11))
	return &editor{r, e, e.newDocument([]byte(text), special, 1<<r.IntN(11)), utf16.Encode([]rune(text)), 0}
}

// TestDocumentCuts edits short texts of few different parts, in which every cut begins a chunk: what a cut depends on is all
// there is.
func TestDocumentCuts(t *testing.T) {
	everyEncoding(t, func(t *testing.T, e *Encoding) {
		for seed := range uint64(80) {
			checkCutsOf(t, e, seed)
		}
	})
}

func checkCutsOf(t testing.TB, e *Encoding, seed uint64) {
	r := rand.New(rand.NewPCG(seed, 6))
	few := make([][]uint16, 2+r.IntN(4))
	for i := range few {
		few[i] = editAtoms[r.IntN(len(editAtoms))]
		if r.IntN(2) == 0 {
			few[i] = utf16.Encode([]rune(hardParts[r.IntN(len(hardParts))]))
		}
	}
	var units []uint16
	for range 5 + r.IntN(60) {
		units = append(units, few[r.IntN(len(few))]...)
	}
	ed := &editor{r, e, e.newDocument(unitsText(units), Special(seed%2), 1), units, 0}
	ed.checkCuts(t)
	for range 30 {
		at := r.IntN(len(ed.units) + 1)
		to := min(len(ed.units), at+r.IntN(3))
		var insert []uint16
		if r.IntN(3) > 0 {
			insert = few[r.IntN(len(few))]
		}
		ed.replace(t, at, to, insert)
		ed.check(t)
		ed.checkCuts(t)
	}
	ed.checkSegments(t)
}

// hardParts make pieces that look far ahead.
var hardParts = []string{
	"\n", "\r", " ", "  ", "x", "A", "d", "日", "'", "r", "e", "l", "\u0301", "\u0338", "\u0345", "!", "/", "\x00", "1", "<", "\u00a0", "\u3000", "한", "\u1161",
	strings.Repeat(" ", 12), strings.Repeat("A", 12), strings.Repeat("\u0301", 12), strings.Repeat("\n", 12), strings.Repeat("7", 12), strings.Repeat("ABC", 30), strings.Repeat(" ", 90),
	strings.Repeat("\u0323", 90), "<|endoftext|>", "<|im_end|>", "<|endof", "text|>", "<|reserved_200100", "|>", "<|fim_prefix",
}

// edit makes one random edit.
func (ed *editor) edit(t testing.TB) {
	at := ed.r.IntN(len(ed.units) + 1)
	if ed.r.IntN(2) == 0 {
		at = min(max(0, ed.recent+ed.r.IntN(9)-4), len(ed.units))
	}
	to := at
	switch ed.r.IntN(4) {
	case 0:
		to = min(len(ed.units), at+1+ed.r.IntN(3))
	case 1:
		to = min(len(ed.units), at+ed.r.IntN(60))
	}
	if ed.r.IntN(60) == 0 {
		to = min(len(ed.units), at+ed.r.IntN(4000))
	}
	var insert []uint16
	for n := ed.r.IntN(3); n > 0; n-- {
		insert = append(insert, editAtoms[ed.r.IntN(len(editAtoms))]...)
	}
	ed.replace(t, at, to, insert)
}

func (ed *editor) replace(t testing.TB, from, to int, insert []uint16) {
	t.Helper()
	if err := ed.d.Replace(from, to, unitsText(insert)); err != nil {
		t.Fatal(err)
	}
	ed.units = slices.Replace(ed.units, from, to, insert...)
	ed.recent = from + len(insert)
}

// check holds the document to its text counted from scratch, and to its own structure.
func (ed *editor) check(t testing.TB) {
	t.Helper()
	d, text := ed.d, plainText(ed.units)
	if got := d.AppendText(nil); !bytes.Equal(got, text) {
		t.Fatalf("%s: the document holds %+.300q, not %+.300q", ed.e.Name(), got, text)
	}
	if want := ed.e.Count(text, d.special); d.Count() != want || d.Units() != len(ed.units) {
		t.Fatalf("%s: %d tokens, %d units, from scratch %d, %d of %+.300q", ed.e.Name(), d.Count(), d.Units(), want, len(ed.units), text)
	}
	tokens, units := 0, 0
	for i := range d.chunks {
		c := &d.chunks[i]
		if len(c.text) == 0 || c.first <= 0 || c.first > len(c.text) || c.units != countUnits(c.text) || c.halves != hasHalves(c.text) {
			t.Fatalf("%s: chunk %d is %d bytes, %d to its first cut, %d units", ed.e.Name(), i, len(c.text), c.first, c.units)
		}
		tokens, units = tokens+c.tokens, units+c.units
	}
	if tokens != d.tokens || units != d.units {
		t.Fatalf("%s: the chunks have %d tokens and %d units, the document %d and %d", ed.e.Name(), tokens, units, d.tokens, d.units)
	}
}

// checkCuts holds the chunks, one from cut to cut, to those of a document that was never edited.
func (ed *editor) checkCuts(t testing.TB) {
	t.Helper()
	want := ed.e.newDocument(unitsText(ed.units), ed.d.special, 1).chunks
	if len(ed.d.chunks) != len(want) {
		t.Fatalf("%s: %d cuts, not %d, in %+q", ed.e.Name(), len(ed.d.chunks), len(want), plainText(ed.units))
	}
	for i, got := range ed.d.chunks {
		if !bytes.Equal(got.text, want[i].text) || got.first != want[i].first || got.tokens != want[i].tokens || got.begin != want[i].begin {
			t.Fatalf("%s: after an edit %+v, at once %+v, in %+q", ed.e.Name(), got, want[i], plainText(ed.units))
		}
	}
}

// checkSegments holds ranges of the document to all its tokens.
func (ed *editor) checkSegments(t testing.TB) {
	t.Helper()
	d := ed.d
	ids, ends := ed.e.AppendSegments(nil, nil, plainText(ed.units), d.special)
	for range 5 {
		from := ed.r.IntN(len(ed.units) + 1)
		to := min(len(ed.units), from+ed.r.IntN(500))
		seg, err := d.Segments(from, to)
		if err != nil {
			t.Fatal(err)
		}
		checkCovers(t, ids, ends, seg, from, to)
	}
}

func checkCovers(t testing.TB, ids, ends []uint32, seg Segment, from, to int) {
	t.Helper()
	n := len(seg.IDs)
	if len(ids) == 0 {
		if n != 0 {
			t.Fatalf("%d tokens of nothing", n)
		}
		return
	}
	if n == 0 || n != len(seg.EndsUTF16) || seg.First+n > len(ids) {
		t.Fatalf("%d..%d: %d tokens and %d ends from %d", from, to, n, len(seg.EndsUTF16), seg.First)
	}
	if !slices.Equal(seg.IDs, ids[seg.First:seg.First+n]) || !slices.Equal(seg.EndsUTF16, ends[seg.First:seg.First+n]) {
		t.Fatalf("%d..%d: got %d at %d from token %d, want %d at %d", from, to, seg.IDs, seg.EndsUTF16, seg.First, ids[seg.First:seg.First+n], ends[seg.First:seg.First+n])
	}
	start := uint32(0)
	if seg.First > 0 {
		start = ends[seg.First-1]
	}
	last := int(ends[len(ends)-1])
	from, to = min(from, last-1), min(max(to, from+1), last)
	// Covered, begun with a whole character, and nothing more than that.
	if int(start) != seg.StartUTF16 || int(start) > from || int(seg.EndsUTF16[n-1]) < to {
		t.Fatalf("%d..%d: the tokens cover %d..%d, said to begin at %d", from, to, start, seg.EndsUTF16[n-1], seg.StartUTF16)
	}
	if n > 1 && int(seg.EndsUTF16[n-2]) >= to {
		t.Fatalf("%d..%d: the last token begins at %d", from, to, seg.EndsUTF16[n-2])
	}
	if whole := slices.IndexFunc(seg.EndsUTF16, func(end uint32) bool { return end > start }); int(seg.EndsUTF16[whole]) <= from {
		t.Fatalf("%d..%d: the first character ends at %d", from, to, seg.EndsUTF16[whole])
	}
}

// TestDocumentEdits: whatever is edited, the count is that of the text counted from scratch.
func TestDocumentEdits(t *testing.T) {
	everyEncoding(t, func(t *testing.T, e *Encoding) {
		for seed, special := range []Special{SpecialAsText, SpecialAsTokens} {
			all := strings.Join(corpus.Samples(), "\n")
			for i, text := range []string{"", all[:3000], strings.Repeat("the quick brown fox. ", 300), strings.Repeat("日本ABC ", 500), strings.Repeat("\n \n", 800), strings.Repeat("é\u0323 <|endoftext|>", 300)} {
				ed := newEditor(uint64(100*seed+i), e, text, special)
				ed.check(t)
				for k := range 60 {
					ed.edit(t)
					ed.check(t)
					if k%10 == 0 {
						ed.checkSegments(t)
					}
				}
			}
		}
	})
}

// TestDocumentAccumulated makes thousands of edits of one text and compares now and then: what goes wrong once stays wrong.
func TestDocumentAccumulated(t *testing.T) {
	everyEncoding(t, func(t *testing.T, e *Encoding) {
		ed := newEditor(1, e, strings.Join(corpus.Samples(), "\n"), SpecialAsText)
		for k := range 2000 {
			ed.edit(t)
			if k%200 == 0 {
				ed.check(t)
				ed.checkSegments(t)
			}
		}
		ed.check(t)
	})
}

// TestDocumentTable: edits where something is joined or parted.
func TestDocumentTable(t *testing.T) {
	long := strings.Repeat("lorem ipsum ", 400) // the edit is behind the first chunk
	everyEncoding(t, func(t *testing.T, e *Encoding) {
		for _, c := range []struct {
			text     string
			from, to int
			insert   string
		}{
			{"", 0, 0, ""}, {"", 0, 0, "a"}, {"a", 0, 1, ""}, {"a", 1, 1, "b"}, {"ab", 1, 1, " "}, {"a b", 1, 2, ""},
			{"😀", 1, 1, "x"}, {"😀", 0, 1, ""}, {"😀", 1, 2, ""}, {"😀😀", 1, 3, ""}, {"a😀b", 2, 2, ""}, {"😀", 1, 1, "😀"},
			{"日本ABC", 5, 5, "d"}, {"日本ABCd", 5, 6, ""}, {"\n     x", 6, 6, "\n"}, {"a\r\nb", 2, 2, "\r"}, {"it's", 3, 4, ""}, {"it're", 4, 5, ""},
			{"123", 0, 0, "4"}, {"1234567", 3, 4, ""}, {"<|endoftext|>", 5, 6, ""}, {"<|endofext|>", 6, 6, "t"}, {"<|im_end|>", 10, 10, "\u0338"},
			{"e", 1, 1, "\u0301"}, {"e\u0301", 1, 1, "\u0323"}, {"\u1100\u1161", 2, 2, "\u11a8"}, {"> ", 2, 2, "</"}, {"\x00\x00", 2, 2, "a"},
		} {
			for _, special := range []Special{SpecialAsText, SpecialAsTokens} {
				for _, before := range []string{"", long} {
					ed := newEditor(2, e, before+c.text+before, special)
					ed.replace(t, len(before)+c.from, len(before)+c.to, utf16.Encode([]rune(c.insert)))
					ed.check(t)
					ed.checkSegments(t)
				}
			}
		}
	})
}

// TestDocumentHalves: a pair that is parted is two U+FFFD, and itself again when it is joined.
func TestDocumentHalves(t *testing.T) {
	e := encodingOf(t, "o200k_base")
	d := e.NewDocument([]byte("a😀b"), SpecialAsText)
	for _, step := range []struct {
		from, to int
		insert   string
		text     string
	}{
		{2, 2, "x", "a\ufffdx\ufffdb"}, {2, 3, "", "a😀b"}, {1, 2, "", "a\ufffdb"}, {1, 1, "\xed\xa0\xbd", "a😀b"}, {2, 3, "\xed\xb8\x81", "a😁b"},
		{2, 2, "\xed\xb8\x80\xed\xa0\xbd", "a😀😁b"}, {0, 6, "\xed\xb8\x80", "\ufffd"}, {0, 0, "\xed\xa0\xbd", "😀"}, {2, 2, "\xff", "😀\ufffd"}, {2, 3, "\xed\xa0", "😀\ufffd\ufffd"},
	} {
		if err := d.Replace(step.from, step.to, []byte(step.insert)); err != nil {
			t.Fatal(err)
		}
		if got := string(d.AppendText(nil)); got != step.text {
			t.Fatalf("after %v the text is %+q", step, got)
		}
		if n := e.Count([]byte(step.text), SpecialAsText); d.Count() != n || d.Units() != len(utf16.Encode([]rune(step.text))) {
			t.Fatalf("after %v: %d tokens in %d units", step, d.Count(), d.Units())
		}
	}
}

func TestDocumentRanges(t *testing.T) {
	d := encodingOf(t, "r50k_base").NewDocument([]byte("a😀b"), SpecialAsText)
	for _, r := range [][2]int{{-1, 0}, {0, 5}, {3, 2}, {5, 5}} {
		if err := d.Replace(r[0], r[1], []byte("x")); err != ErrRange {
			t.Errorf("replacing %d: %v", r, err)
		}
		if _, err := d.Segments(r[0], r[1]); err != ErrRange {
			t.Errorf("segments of %d: %v", r, err)
		}
	}
	if got := string(d.AppendText(nil)); got != "a😀b" || d.Units() != 4 {
		t.Errorf("the document is %q", got)
	}
}

// TestDocumentWork: what an edit encodes anew is a window around it, whatever the text's length and the encoding; counted in bytes.
func TestDocumentWork(t *testing.T) {
	texts := map[string]string{
		"prose":   "It was the best of times, it was the worst of times; it's 1859.\n\n",
		"code":    "func main() {\n\tif x > 10_000 {\n\t\treturn \"caf\u00e9\"\n\t}\n}\n\n",
		"Chinese": "\u4f60\u597d\uff0c\u4e16\u754c\u3002\u6211\u4eec\u5728\u8fd9\u91cc\uff01",
		"special": "<|endoftext|>a <|im_start|>user\n\U0001f600 e\u0301<|endof",
	}
	inserts := []string{"x ", "", "\n", "1", "<|", "\u65e5", "\xed\xa0\xbd", "text|> the end"}
	everyEncoding(t, func(t *testing.T, e *Encoding) {
		for name, unit := range texts {
			for _, size := range []int{30_000, 1_000_000} {
				d := e.NewDocument([]byte(strings.Repeat(unit, size/len(unit))), SpecialAsTokens)
				r := rand.New(rand.NewPCG(3, uint64(size)))
				for range 200 {
					at := r.IntN(d.Units())
					if err := d.Replace(at, min(d.Units(), at+r.IntN(3)), []byte(inserts[r.IntN(len(inserts))])); err != nil {
						t.Fatal(err)
					}
					// The window holds what was encoded, most of it once; one beyond 64 KB is not kept.
					if n := len(d.window); n == 0 || n > workBytes(e) {
						t.Fatalf("%s: an edit in %d bytes of %s encodes %d bytes anew", e.Name(), size, name, n)
					}
				}
			}
		}
	})
}

// workBytes is the most that an edit may encode anew: some chunks, and on both sides what decides about a cut.
func workBytes(e *Encoding) int { return 6*chunkBytes + 3*e.margin(SpecialAsTokens) }

// TestDocumentGiantPiece is the exception to that: a piece is encoded as a whole, with the text around it as before.
func TestDocumentGiantPiece(t *testing.T) {
	e := encodingOf(t, "o200k_base")
	words := strings.Repeat("the quick brown fox ", 5000)
	text := words + strings.Repeat("a", 300_000) + words
	d := e.NewDocument([]byte(text), SpecialAsText)
	replace := func(at int) {
		t.Helper()
		if err := d.Replace(at, at, []byte("b")); err != nil {
			t.Fatal(err)
		}
		text = text[:at] + "b" + text[at:]
		if want := e.Count([]byte(text), SpecialAsText); d.Count() != want {
			t.Fatalf("%d tokens, from scratch %d", d.Count(), want)
		}
	}
	replace(len(words) + 150_000)
	if d.window != nil {
		t.Errorf("an edit of 300,000 letters keeps %d bytes", cap(d.window))
	}
	replace(1000)
	if n := len(d.window); n == 0 || n > workBytes(e) {
		t.Errorf("an edit far from them encodes %d bytes anew", n)
	}
}

// TestNormalShrinking: no text is more than normalShrinks times as long as its normal form, character by character of the
// form and what can be made into it.
func TestNormalShrinking(t *testing.T) {
	d := ourNFC()
	longest := map[rune]int{} // the longest text that normalizes to a character: itself, or its parts' longest
	var of func(c rune) int
	of = func(c rune) int {
		if n, ok := longest[c]; ok {
			return n
		}
		n := utf8.RuneLen(c)
		if s := c - hangulBase; s >= 0 && s < hangulCount {
			n = 9
		} else if first, ok := d.firsts[uint64(c)]; ok {
			parts := of(rune(first))
			if second := d.seconds[uint64(c)]; second != 0 {
				parts += of(rune(second))
			}
			n = max(n, parts)
		}
		longest[c] = n
		return n
	}
	// A character that is replaced by another alone lends its length to that.
	for c := range d.firsts {
		if d.seconds[c] == 0 {
			target := rune(d.firsts[c])
			longest[target] = max(of(target), utf8.RuneLen(rune(c)))
		}
	}
	for c := range d.firsts {
		delete(longest, rune(c))
	}
	for c := rune(0); c <= utf8.MaxRune; c++ {
		if utf8.ValidRune(c) && of(c) > normalShrinks*utf8.RuneLen(c) {
			t.Errorf("%s: up to %d bytes become %d", strconv.QuoteRune(c), of(c), utf8.RuneLen(c))
		}
	}
}
