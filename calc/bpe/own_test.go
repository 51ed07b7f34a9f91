package bpe

import (
	"encoding/base64"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"threelimits/calc/fields"
	"threelimits/scripts/conformance/corpus"
	"threelimits/scripts/vocab/ranks"
)

// byteLevel is a small tokenizer.json: bytes, "ab", "abc", " a" and two added tokens.
func byteLevel() *TokenizerJSON {
	t := &TokenizerJSON{
		Settings: []fields.Field{
			{Path: "model.type", Kind: "string", Text: "BPE"}, {Path: "model.dropout", Kind: "null", Text: ""}, {Path: "model.byte_fallback", Kind: "boolean", Text: "false"},
			{Path: "normalizer", Kind: "null", Text: ""},
			{Path: "pre_tokenizer.type", Kind: "string", Text: "ByteLevel"}, {Path: "pre_tokenizer.add_prefix_space", Kind: "boolean", Text: "false"},
			{Path: "pre_tokenizer.use_regex", Kind: "boolean", Text: "true"},
		},
		Merges: [][2]string{{"a", "b"}, {"ab", "c"}, {"Ġ", "a"}},
		Added:  []AddedToken{{Text: "<end>", ID: 300, Special: true}, {Text: "<x>", ID: 301}},
	}
	for b := range 256 {
		t.Vocabulary = append(t.Vocabulary, VocabularyEntry{byteText(byte(b)), uint32(b)})
	}
	for i, text := range []string{"ab", "abc", "Ġa"} {
		t.Vocabulary = append(t.Vocabulary, VocabularyEntry{text, uint32(256 + i)})
	}
	return t
}

// characterLevel is a small one of SentencePiece's kind: characters, byte fallback, ▁ for spaces.
func characterLevel() *TokenizerJSON {
	t := &TokenizerJSON{
		Settings: []fields.Field{
			{Path: "model.type", Kind: "string", Text: "BPE"}, {Path: "model.byte_fallback", Kind: "boolean", Text: "true"},
			{Path: "normalizer.type", Kind: "string", Text: "Replace"}, {Path: "normalizer.pattern.String", Kind: "string", Text: " "}, {Path: "normalizer.content", Kind: "string", Text: "▁"},
			{Path: "pre_tokenizer", Kind: "null", Text: ""},
		},
		Merges: [][2]string{{"a", "é"}, {"▁", "aé"}, {"日", "本"}},
		Added:  []AddedToken{{Text: "<end>", ID: 900, Special: true}, {Text: "▁▁", ID: 901}},
	}
	for b := range 256 {
		t.Vocabulary = append(t.Vocabulary, VocabularyEntry{byteToken(byte(b)), uint32(b)})
	}
	for i, text := range []string{"a", "b", "é", "▁", "日", "本", "aé", "▁aé", "日本", "𝕏"} {
		t.Vocabulary = append(t.Vocabulary, VocabularyEntry{text, uint32(500 + i)})
	}
	return t
}

// withRuns is characterLevel with runs of newlines, tabs and spaces as Gemma's, their merges listed from the longest down, and
// some words.
func withRuns() *TokenizerJSON {
	t := characterLevel()
	t.Added = t.Added[:1] // the run is a token already
	id := uint32(1000)
	enter := func(text string) {
		t.Vocabulary = append(t.Vocabulary, VocabularyEntry{text, id})
		id++
	}
	var merges [][2]string
	for _, char := range []string{"\n", "\t", metaspace} {
		if char != metaspace {
			enter(char)
		}
		for n := 9; n >= 2; n-- {
			enter(strings.Repeat(char, n))
			merges = append(merges, [2]string{strings.Repeat(char, n-1), char})
		}
	}
	for _, c := range "cdefghilnorstuwxyABCDS<>/=|'😀é中ー・" {
		if !slices.ContainsFunc(t.Vocabulary, func(v VocabularyEntry) bool { return v.Text == string(c) }) {
			enter(string(c))
		}
	}
	for _, m := range [][2]string{{"t", "h"}, {"th", "e"}, {metaspace, "the"}, {"i", "n"}, {"in", "g"}, {"<", "/"}, {"=", "="}, {"==", "=="}, {">", metaspace},
		{"w", "o"}, {"r", "d"}, {"wo", "rd"}, {metaspace, "word"}, {"A", "B"}, {"AB", "C"}, {"日", "中"}, {"ー", "・"}} {
		enter(m[0] + m[1])
		merges = append(merges, m)
	}
	t.Merges = append(merges, t.Merges...)
	return t
}

// normalized is byteLevel with NFC and one more added token, which is found after normalizing.
func normalized(added string) *TokenizerJSON {
	t := set(byteLevel(), "normalizer.type", "string", "NFC")
	t.Added = append(t.Added, AddedToken{Text: added, ID: 302, Normalized: true})
	return t
}

func convert(t testing.TB, json *TokenizerJSON) *Encoding {
	t.Helper()
	file, err := Convert(json)
	if err != nil {
		t.Fatal(err)
	}
	e, err := LoadOwn("own", file)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestConvert(t *testing.T) {
	for _, c := range []struct {
		json    *TokenizerJSON
		text    string
		special Special
		want    []uint32
		ends    []uint32
	}{
		{byteLevel(), "abc ab", SpecialAsText, []uint32{257, ' ', 256}, []uint32{3, 4, 6}},
		{byteLevel(), "é<x>", SpecialAsText, []uint32{0xc3, 0xa9, 301}, []uint32{0, 1, 4}},
		{byteLevel(), "ab<end>c", SpecialAsTokens, []uint32{256, 300, 'c'}, []uint32{2, 7, 8}},
		{byteLevel(), "<end>", SpecialAsText, []uint32{'<', 'e', 'n', 'd', '>'}, []uint32{1, 2, 3, 4, 5}},
		{characterLevel(), "aé b", SpecialAsText, []uint32{506, 503, 501}, []uint32{2, 3, 4}},
		{characterLevel(), "b aé", SpecialAsText, []uint32{501, 507}, []uint32{1, 4}},
		{characterLevel(), "日本日x", SpecialAsText, []uint32{508, 504, 'x'}, []uint32{2, 3, 4}},
		// 月 is E6 9C 88, as far as its second byte like 本; 𝕐 is like 𝕏 but for its last byte.
		{characterLevel(), "月本", SpecialAsText, []uint32{0xe6, 0x9c, 0x88, 505}, []uint32{0, 0, 1, 2}},
		{characterLevel(), "𝕐𝕏", SpecialAsText, []uint32{0xf0, 0x9d, 0x95, 0x90, 509}, []uint32{0, 0, 0, 2, 4}},
		// A ▁ in the text is a space; two are the added token.
		{characterLevel(), "b▁aé", SpecialAsText, []uint32{501, 507}, []uint32{1, 4}},
		{characterLevel(), "▁▁▁a", SpecialAsText, []uint32{901, 503, 500}, []uint32{2, 3, 4}},
		// An added token that is found after normalizing is normalized too.
		{normalized("e\u0301"), "ae\u0301é", SpecialAsText, []uint32{'a', 302, 302}, []uint32{1, 3, 4}},
	} {
		e := convert(t, c.json)
		ids, ends := e.AppendSegments(nil, nil, []byte(c.text), c.special)
		if !slices.Equal(ids, c.want) || !slices.Equal(ends, c.ends) {
			t.Errorf("%q: tokens %d end at %d, not %d at %d", c.text, ids, ends, c.want, c.ends)
		}
		if n := e.Count([]byte(c.text), c.special); n != len(c.want) {
			t.Errorf("%q counts %d, not %d", c.text, n, len(c.want))
		}
	}
}

func set(json *TokenizerJSON, settings ...string) *TokenizerJSON {
	for i := 0; i < len(settings); i += 3 {
		json.Settings = append(json.Settings, fields.Field{Path: settings[i], Kind: settings[i+1], Text: settings[i+2]})
	}
	return json
}

func TestConvertRefuses(t *testing.T) {
	with := func(change func(*TokenizerJSON)) *TokenizerJSON {
		json := byteLevel()
		change(json)
		return json
	}
	for name, c := range map[string]struct {
		json *TokenizerJSON
		code string
	}{
		"empty":         {&TokenizerJSON{}, BadTokenizer},
		"WordPiece":     {set(byteLevel(), "model.type", "string", "WordPiece"), NotBPE},
		"Unigram":       {set(byteLevel(), "model.type", "string", "Unigram"), NotBPE},
		"no merges":     {with(func(t *TokenizerJSON) { t.Merges = nil }), BadTokenizer},
		"no vocabulary": {with(func(t *TokenizerJSON) { t.Vocabulary = nil }), BadTokenizer},
		"dropout":       {set(byteLevel(), "model.dropout", "number", "0.1"), UnsupportedOption},
		"suffix":        {set(byteLevel(), "model.end_of_word_suffix", "string", "</w>"), UnsupportedOption},
		"prefix pieces": {set(byteLevel(), "pre_tokenizer.type", "string", "Sequence", "pre_tokenizer.pretokenizers.0.type", "string", "Digits",
			"pre_tokenizer.pretokenizers.0.individual_digits", "boolean", "true", "pre_tokenizer.pretokenizers.1.type", "string", "ByteLevel",
			"pre_tokenizer.pretokenizers.1.add_prefix_space", "boolean", "true"), UnsupportedOption},
		"ignore_merges uncut": {set(byteLevel(), "model.ignore_merges", "boolean", "true", "pre_tokenizer.use_regex", "boolean", "false"), UnsupportedOption},
		"rstrip and white": {with(func(t *TokenizerJSON) {
			t.Added = append(t.Added, AddedToken{Text: "q", ID: 7, RStrip: true}, AddedToken{Text: "\tx", ID: 8})
		}), UnsupportedOption},
		"Whitespace":       {set(byteLevel(), "pre_tokenizer.type", "string", "Whitespace"), UnknownPattern},
		"no pre-tokenizer": {with(func(t *TokenizerJSON) { t.Settings = t.Settings[:2] }), UnsupportedOption},
		"unknown pattern": {set(byteLevel(), "pre_tokenizer.type", "string", "Split", "pre_tokenizer.pattern.Regex", "string", `\w+`,
			"pre_tokenizer.behavior", "string", "Isolated"), UnknownPattern},
		"strip accents":    {set(byteLevel(), "normalizer.type", "string", "StripAccents"), UnknownNormalizer},
		"missing byte":     {with(func(t *TokenizerJSON) { t.Vocabulary = t.Vocabulary[1:] }), UnsupportedOption},
		"twice by text":    {with(func(t *TokenizerJSON) { t.Vocabulary = append(t.Vocabulary, VocabularyEntry{"ab", 999}) }), BadTokenizer},
		"twice by id":      {with(func(t *TokenizerJSON) { t.Vocabulary = append(t.Vocabulary, VocabularyEntry{"zz", 256}) }), BadTokenizer},
		"huge id":          {with(func(t *TokenizerJSON) { t.Vocabulary = append(t.Vocabulary, VocabularyEntry{"zz", 1 << 30}) }), BadTokenizer},
		"merge of nothing": {with(func(t *TokenizerJSON) { t.Merges = append(t.Merges, [2]string{"z", "zz"}) }), BadTokenizer},
		"merge twice":      {with(func(t *TokenizerJSON) { t.Merges = append(t.Merges, t.Merges[0]) }), BadTokenizer},
		"long token": {with(func(t *TokenizerJSON) {
			for n := 1; n < 256; n *= 2 {
				half := strings.Repeat("q", n)
				t.Vocabulary = append(t.Vocabulary, VocabularyEntry{half + half, uint32(5000 + n)})
				t.Merges = append(t.Merges, [2]string{half, half})
			}
		}), BadTokenizer},
		"added twice":      {with(func(t *TokenizerJSON) { t.Added = append(t.Added, t.Added[0]) }), BadTokenizer},
		"added of nothing": {with(func(t *TokenizerJSON) { t.Added = append(t.Added, AddedToken{ID: 7}) }), BadTokenizer},
		"single word of normalized text": {func() *TokenizerJSON {
			json := normalized("q")
			json.Added[len(json.Added)-1].SingleWord = true
			return json
		}(), UnsupportedOption},
		"characters without fallback": {func() *TokenizerJSON {
			json := characterLevel()
			json.Settings[1].Text = "false"
			return json
		}(), UnsupportedOption},
	} {
		_, err := Convert(c.json)
		var refused *FormatError
		if !errors.As(err, &refused) || refused.Code != c.code {
			t.Errorf("%s: %v, not a %s", name, err, c.code)
		} else if strings.Contains(refused.Message, `""`) {
			t.Errorf("%s: %q names nothing", name, refused.Message)
		}
	}
}

// TestHostileMerges: a file made to cost quadratic work for each of its tokens is refused, not worked through.
func TestHostileMerges(t *testing.T) {
	json := byteLevel()
	text := strings.Repeat("z", 100)
	for i := range 200_000 {
		left, right := text[:60]+strconv.Itoa(i), text[:30]
		json.Vocabulary = append(json.Vocabulary, VocabularyEntry{left, uint32(400 + 3*i)}, VocabularyEntry{left + right, uint32(401 + 3*i)})
	}
	json.Vocabulary = append(json.Vocabulary, VocabularyEntry{text[:30], 399})
	for i := range 200_000 {
		json.Merges = append(json.Merges, [2]string{text[:60] + strconv.Itoa(i), text[:30]})
	}
	if _, err := Convert(json); err == nil {
		return // 18 MB of text that never forms: allowed, and cheap, since no side ever forms
	}
}

// mergesAsWritten is byte-pair encoding as Hugging Face defines it: while there are neighbours that are a listed merge,
// carry out the one that is listed first, the leftmost.
func mergesAsWritten(merges [][2]string, symbols []string) []string {
	ranks := map[[2]string]int{}
	for i, m := range merges {
		ranks[m] = i
	}
	for {
		best, at := len(merges), 0
		for i := 1; i < len(symbols); i++ {
			if rank, ok := ranks[[2]string{symbols[i-1], symbols[i]}]; ok && rank < best {
				best, at = rank, i
			}
		}
		if at == 0 {
			return symbols
		}
		symbols[at-1] += symbols[at]
		symbols = slices.Delete(symbols, at, at+1)
	}
}

// TestGrowthProperty: whatever merges a file lists, in whatever order, with several for one token and tokens that never
// form, encoding gives what the merges as written give.
func TestGrowthProperty(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 1))
	refused := 0
	for _, base := range []func() *TokenizerJSON{byteLevel, characterLevel} {
		for range 600 {
			json := base()
			json.Added = nil
			letters := []string{"a", "b", "c", "d"}
			if json.Settings[1].Text == "true" {
				letters = []string{"a", "é", "日", "本"}
			}
			json.Merges = nil
			texts := slices.Clone(letters)
			ids := map[string]uint32{}
			for _, v := range json.Vocabulary {
				ids[v.Text] = v.ID
			}
			for range 4 + r.IntN(12) {
				m := [2]string{texts[r.IntN(len(texts))], texts[r.IntN(len(texts))]}
				whole := m[0] + m[1]
				if len(whole) > 40 {
					continue
				}
				if _, ok := ids[whole]; !ok {
					ids[whole] = uint32(2000 + len(ids))
					json.Vocabulary = append(json.Vocabulary, VocabularyEntry{whole, ids[whole]})
				}
				if !slices.Contains(texts, whole) {
					texts = append(texts, whole)
				}
				if slices.Contains(json.Merges, m) {
					continue
				}
				json.Merges = insertMerge(r, json.Merges, m)
				for cut := 1; cut < len(whole); cut++ { // other ways to make it
					a, b := whole[:cut], whole[cut:]
					if r.IntN(3) == 0 && !slices.Contains(json.Merges, [2]string{a, b}) && slices.Contains(texts, a) && slices.Contains(texts, b) {
						json.Merges = insertMerge(r, json.Merges, [2]string{a, b})
					}
				}
			}
			if len(json.Merges) == 0 {
				continue
			}
			if _, err := Convert(json); err != nil { // merges listed before those of their sides
				refused++
				continue
			}
			e := convert(t, json)
			for range 20 {
				text, symbols := "", []string(nil)
				for range 1 + r.IntN(30) {
					c := letters[r.IntN(len(letters))]
					text += c
					symbols = append(symbols, c)
				}
				var want []uint32
				for _, s := range mergesAsWritten(json.Merges, symbols) {
					want = append(want, ids[s])
				}
				if got := e.AppendIDs(nil, []byte(text), SpecialAsText); !slices.Equal(got, want) {
					t.Fatalf("merges %q: %q becomes %d, not %d", json.Merges, text, got, want)
				}
			}
		}
	}
	t.Logf("%d of 1200 lists are refused", refused)
	if refused > 600 {
		t.Errorf("%d of 1200 lists were refused", refused)
	}
}

// insertMerge mostly appends, so that most lists are in order.
func insertMerge(r *rand.Rand, merges [][2]string, m [2]string) [][2]string {
	at := len(merges)
	if r.IntN(8) == 0 {
		at = r.IntN(at + 1)
	}
	return slices.Insert(merges, at, m)
}

func rankFile(tokens ...string) []byte {
	var b strings.Builder
	for i := range 256 {
		fmt.Fprintln(&b, base64.StdEncoding.EncodeToString([]byte{byte(i)}), i)
	}
	for i, token := range tokens {
		fmt.Fprintln(&b, base64.StdEncoding.EncodeToString([]byte(token)), 256+i)
	}
	return []byte(b.String())
}

func TestConvertRanks(t *testing.T) {
	file, err := ConvertRanks(rankFile("ab", "bc", " abc", "xyz"), "cl100k_base", []AddedToken{{Text: "<|end|>", ID: 300}})
	if err != nil {
		t.Fatal(err)
	}
	e, err := LoadOwn("own", file)
	if err != nil {
		t.Fatal(err)
	}
	// xyz and " abc" cannot be merged from two tokens: they are tokens only where they are whole pieces, as in tiktoken.
	for text, want := range map[string][]uint32{
		"abc": {256, 'c'}, "xyz": {259}, "xyza": {'x', 'y', 'z', 'a'}, "ab abc": {256, 258}, "! abc": {'!', 258}, "x  abcd": {'x', ' ', ' ', 256, 'c', 'd'}, "1<|end|>": {'1', 300},
	} {
		if got := e.AppendIDs(nil, []byte(text), SpecialAsTokens); !slices.Equal(got, want) {
			t.Errorf("%q becomes %d, not %d", text, got, want)
		}
	}
	for name, c := range map[string]struct{ file, pattern, code string }{
		"empty":           {"", "cl100k_base", BadTokenizer},
		"not base64":      {"!!!! 0\n", "cl100k_base", BadTokenizer},
		"no rank":         {"YQ==\n", "cl100k_base", BadTokenizer},
		"truncated":       {string(rankFile("ab"))[:2000], "cl100k_base", BadTokenizer},
		"twice":           {string(rankFile("ab", "ab")), "cl100k_base", BadTokenizer},
		"unknown pattern": {string(rankFile("ab")), `\w+`, UnknownPattern},
		"html":            {"<!DOCTYPE html><html>", "cl100k_base", BadTokenizer},
	} {
		_, err := ConvertRanks([]byte(c.file), c.pattern, nil)
		var refused *FormatError
		if !errors.As(err, &refused) || refused.Code != c.code {
			t.Errorf("%s: %v, not a %s", name, err, c.code)
		}
	}
}

// TestConvertRanksIsPack: for OpenAI's own ranks both ways give the same encoding.
func TestConvertRanksIsPack(t *testing.T) {
	var b strings.Builder
	tokens, err := ranks.Read("cl100k_base")
	if err != nil {
		t.Fatal(err)
	}
	for rank, token := range tokens {
		if token != nil {
			fmt.Fprintln(&b, base64.StdEncoding.EncodeToString(token), rank)
		}
	}
	file, err := ConvertRanks([]byte(b.String()), patterns["cl100k_base"], nil)
	if err != nil {
		t.Fatal(err)
	}
	own, err := LoadOwn("own", file)
	if err != nil {
		t.Fatal(err)
	}
	e := encodingOf(t, "cl100k_base")
	for _, text := range corpus.RandomTexts(3000) {
		if got, want := own.AppendIDs(nil, text, SpecialAsText), e.AppendIDs(nil, text, SpecialAsText); !slices.Equal(got, want) {
			t.Fatalf("%q becomes %d, not %d", text, got, want)
		}
	}
}

// TestOwnLinear counts the work of merging on unbroken runs: that of a byte does not grow with the text.
func TestOwnLinear(t *testing.T) {
	for name, e := range ownEncodings(t) {
		for _, unit := range []string{"a", " ", "\n", "😀", "中", "=", "ab1", "e\u0301\u0323", "日本・", "abc", "the"} {
			work := func(n int) float64 {
				e.scratch = scratch{}
				text := []byte(strings.Repeat(unit, n/len(unit)))
				e.Count(text, SpecialAsText)
				return float64(e.scratch.merge.work) / float64(len(text))
			}
			if small, large := work(2_000), work(100_000); large > 2*small+1 {
				t.Errorf("%s, %q repeated: %.2f lookups a byte in 2 KB, %.2f in 100 KB", name, unit, small, large)
			}
		}
	}
}

func TestByteText(t *testing.T) {
	for b := range 256 {
		text, ok := bytesOf(byteText(byte(b)))
		if !ok || text != string([]byte{byte(b)}) {
			t.Errorf("byte %d is written %q, read %q", b, byteText(byte(b)), text)
		}
	}
	if byteText(' ') != "Ġ" || byteText('\n') != "Ċ" || byteText(0xad) != "Ń" {
		t.Errorf("space, newline and AD are %q, %q, %q", byteText(' '), byteText('\n'), byteText(0xad))
	}
}

// FuzzConvertRanks: no file harms.
func FuzzConvertRanks(f *testing.F) {
	f.Add(rankFile("ab", "abc"))
	f.Add([]byte("YQ== 0\n"))
	f.Fuzz(func(t *testing.T, file []byte) {
		packed, err := ConvertRanks(file, "o200k", nil)
		if err != nil {
			return
		}
		if _, err := LoadOwn("own", packed); err != nil {
			t.Fatal(err)
		}
	})
}

// FuzzLoadOwn: no damaged file harms, even with a checksum that fits.
func FuzzLoadOwn(f *testing.F) {
	for _, json := range []*TokenizerJSON{byteLevel(), characterLevel()} {
		file, err := Convert(json)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(file[:len(file)-checkBytes])
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		e, err := LoadOwn("own", appendChecksum(slices.Clone(body)))
		if err != nil {
			return
		}
		for _, text := range []string{"abc ab<end>", "日本 aé▁▁", "\u0301\x00"} {
			if ids := e.AppendIDs(nil, []byte(text), SpecialAsTokens); len(ids) != e.Count([]byte(text), SpecialAsTokens) {
				t.Fatalf("%q: %d tokens", text, ids)
			}
		}
	})
}
