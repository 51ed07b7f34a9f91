package bpe

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"threelimits/scripts/conformance/corpus"
)

func seedTexts(f *testing.F) {
	for _, text := range corpus.Hard {
		f.Add(text)
	}
	for _, c := range corpus.Malformed {
		f.Add(c.Text)
	}
}

// fuzzScanner holds a pre-tokenizer to its pattern.
func fuzzScanner(f *testing.F, file string, scan scanner) {
	referencePattern(file) // seconds under the fuzzer's instrumentation: not within its limit for one text
	seedTexts(f)
	f.Fuzz(func(t *testing.T, text string) {
		text = string(validText([]byte(text)))
		want := referenceCut(file, text)
		// Both a buffer that holds all and one that holds a single end.
		for _, size := range []int{1, 64} {
			ends := make([]int, size)
			var got []string
			for i := 0; i < len(text); {
				for _, end := range ends[:scan([]byte(text), i, ends)] {
					got = append(got, text[i:end])
					i = end
				}
			}
			if !slices.Equal(got, want) {
				t.Fatalf("%q is cut as %q, not %q", text, got, want)
			}
		}
	})
}

func FuzzO200k(f *testing.F)  { fuzzScanner(f, "o200k_base", scanO200k) }
func FuzzCL100k(f *testing.F) { fuzzScanner(f, "cl100k_base", scanCL100k) }
func FuzzR50k(f *testing.F)   { fuzzScanner(f, "r50k_base", scanR50k) }

func FuzzMerging(f *testing.F) {
	seedTexts(f)
	e, ranks := encodingOf(f, "o200k_base"), ranksOf(f, "o200k_base")
	f.Fuzz(func(t *testing.T, text string) {
		if text != "" && len(text) < 1000 {
			checkMerging(t, e, ranks, []byte(text))
		}
	})
}

func FuzzEncoding(f *testing.F) {
	seedTexts(f)
	var all []*Encoding
	for _, spec := range Encodings() {
		all = append(all, encodingOf(f, spec.Name))
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, e := range all {
			checkText(t, e, []byte(text), SpecialAsText)
			checkText(t, e, []byte(text), SpecialAsTokens)
		}
	})
}

func FuzzValidText(f *testing.F) {
	seedTexts(f)
	f.Fuzz(func(t *testing.T, text string) {
		got := string(validText([]byte(text)))
		if !utf8.ValidString(got) || utf8.ValidString(text) && got != text {
			t.Fatalf("%q is read as %q", text, got)
		}
		// Go's own repair replaces runs of ill-formed bytes by one character: the texts around them agree.
		if a, b := strings.ReplaceAll(got, "\ufffd", ""), strings.ReplaceAll(strings.ToValidUTF8(text, ""), "\ufffd", ""); a != b {
			t.Fatalf("%q is read as %q", text, got)
		}
	})
}

func FuzzLoad(f *testing.F) {
	var single [][]byte
	for i := range 256 {
		single = append(single, []byte{byte(i)})
	}
	small := packed(f, append(single, []byte("ab"), nil, []byte("abab"), []byte("ababab"))...)
	f.Add(small[:len(small)-checkBytes])
	f.Add([]byte(magic))
	f.Add([]byte(nil))
	f.Fuzz(func(t *testing.T, body []byte) {
		// With a checksum that fits, so that what lies behind it is reached.
		file := appendChecksum(slices.Clone(body))
		v, err := newVocabulary(file)
		if err != nil {
			return
		}
		for id := range v.nodes {
			if n := v.tokenLength(uint32(id)); n < 0 || n > maxTokenBytes {
				t.Fatalf("token %d has %d bytes", id, n)
			}
		}
	})
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte{0, 0, 0, 0, 0xff, 0xff, 3, 0})
	e := encodingOf(f, "o200k_harmony")
	f.Fuzz(func(t *testing.T, raw []byte) {
		var ids []uint32
		for ; len(raw) >= 4; raw = raw[4:] {
			ids = append(ids, uint32(raw[0])|uint32(raw[1])<<8|uint32(raw[2])<<16|uint32(raw[3])<<24)
		}
		text, err := e.Decode(nil, ids)
		n := 0
		for _, id := range ids {
			n += e.tokenLength(id)
		}
		if err == nil && n != len(text) {
			t.Fatalf("%d decode to %d bytes, their lengths sum to %d", ids, len(text), n)
		}
	})
}
