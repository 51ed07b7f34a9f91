// Package conformance holds calc/bpe to the tokenizers that people run: OpenAI's core and Hugging Face's. What is tested here
// is every encoding that bpe.AllEncodings lists; one that is added without a vocabulary, an oracle or a record fails.
package conformance

import (
	"fmt"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"threelimits/calc/bpe"
	"threelimits/scripts/vocab/ranks"
)

const root = "../.."

var (
	encodingsMu sync.Mutex
	encodings   = map[string]*bpe.Encoding{}
)

// encodingOf returns an encoding, of the vocabulary file that the build has left, or, where that is missing or not this
// version's, of one that is made now (under js/wasm there is no way to).
func encodingOf(t testing.TB, name string) *bpe.Encoding {
	t.Helper()
	encodingsMu.Lock()
	defer encodingsMu.Unlock()
	if e := encodings[name]; e != nil {
		return e
	}
	spec, ok := bpe.Find(name)
	if !ok {
		t.Fatalf("no encoding %s", name)
	}
	e, err := load(spec)
	if err != nil {
		if err := makeVocabulary(spec.File); err != nil {
			t.Fatal(err)
		}
		if e, err = load(spec); err != nil {
			t.Fatalf("%s, of the vocabulary that scripts/vocab makes: %v", name, err)
		}
	}
	encodings[name] = e
	return e
}

func load(spec bpe.Spec) (*bpe.Encoding, error) {
	file, err := ranks.Built(spec.File)
	if err != nil {
		return nil, err
	}
	return bpe.Load(spec.Name, file)
}

func makeVocabulary(file string) error {
	cmd := exec.Command("go", "run", "./scripts/vocab", "-out", "build/vocab", "-only", file)
	cmd.Dir = root
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%v: %w\n%s", cmd, err, out)
	}
	return nil
}

// TestVocabularySizes: each encoding loads, which verifies its vocabulary's checksum, and has as many ids as it says.
func TestVocabularySizes(t *testing.T) {
	for _, spec := range bpe.AllEncodings() {
		e := encodingOf(t, spec.Name)
		ids := 0
		for id := range uint32(1 << 20) {
			if _, err := e.Decode(nil, []uint32{id}); err == nil {
				ids++
			}
		}
		if ids != spec.VocabularySize {
			t.Errorf("%s has %d ids, its description says %d", spec.Name, ids, spec.VocabularySize)
		}
		if spec.Licence == "" {
			t.Errorf("%s says no licence", spec.Name)
		}
	}
}

// tokensOf returns the tokens of a text, after holding them to what is true of every text: counts and segments agree with the
// ids, segments end in order at the text's end, and decoding gives the text back, but for what a normalizer changed.
func tokensOf(t testing.TB, e *bpe.Encoding, text []byte, special bpe.Special) []uint32 {
	t.Helper()
	ids := e.AppendIDs(nil, text, special)
	if n := e.Count(text, special); n != len(ids) {
		t.Fatalf("%s %+.200q: count is %d, there are %d tokens", e.Name(), text, n, len(ids))
	}
	again, ends := e.AppendSegments([]uint32{7}, []uint32{7}, text, special)
	if !slices.Equal(again[1:], ids) || len(ends) != len(again) {
		t.Fatalf("%s %+.200q: segments have other tokens", e.Name(), text)
	}
	if !utf8.Valid(text) {
		return ids
	}
	units := uint32(len(utf16.Encode([]rune(string(text)))))
	if len(ids) > 0 && (ends[len(ends)-1] != units || !slices.IsSorted(ends[1:])) {
		t.Fatalf("%s %+.200q: segments end at %d, the text at %d", e.Name(), text, ends[1:], units)
	}
	decoded, err := e.Decode(nil, ids)
	if err != nil {
		t.Fatalf("%s %+.200q: %v", e.Name(), text, err)
	}
	if _, builtIn := bpe.Find(e.Name()); !builtIn {
		return ids // its normalizer may change anything
	}
	if got, want := string(decoded), string(text); got != want && plain(got) != plain(want) {
		t.Fatalf("%s %+.200q: decodes to %+.200q", e.Name(), text, decoded)
	}
	return ids
}

// plain is a text without what normalizers change.
func plain(text string) string { return norm.NFC.String(strings.ReplaceAll(text, "▁", " ")) }
