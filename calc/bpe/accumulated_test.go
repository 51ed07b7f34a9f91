package bpe

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"os"
	"strings"
	"testing"
)

// accumulated names the sets of texts whose tokens, by the official core, testdata/core.sha256 has hashes of.
var accumulated = []struct {
	set       string
	special   Special
	encodings []string
	texts     func(t testing.TB) [][]byte
}{
	{"every-code-point", SpecialAsText, []string{"o200k_base", "cl100k_base", "r50k_base"},
		func(testing.TB) [][]byte { return codePointTexts() }},
	{"contexts", SpecialAsText, []string{"o200k_base", "cl100k_base", "r50k_base"},
		func(testing.TB) [][]byte { return contextTexts() }},
	{"random-20000", SpecialAsText, coreNames, func(testing.TB) [][]byte { return randomTexts(20000) }},
	{"random-5000-special", SpecialAsTokens, coreNames, func(testing.TB) [][]byte { return randomTexts(5000) }},
	{"samples", SpecialAsText, coreNames, func(t testing.TB) [][]byte {
		var texts [][]byte
		for _, text := range append(samples(t), hardTexts...) {
			texts = append(texts, []byte(text))
		}
		return texts
	}},
}

// coreNames are the encodings that npm tiktoken has; o200k_harmony is o200k_base with other special tokens.
var coreNames = []string{"o200k_base", "cl100k_base", "p50k_base", "p50k_edit", "r50k_base", "gpt2"}

const coreHashes = "testdata/core.sha256"

// TestAccumulated compares with the official core where it is not at hand, as under js/wasm, and on more text than it
// should be asked about every time: over a hundred thousand texts, every code point among them. The hashes were made by
// the core itself, with -core (TestAccumulateCore); TestAgainstCore… compare token by token.
func TestAccumulated(t *testing.T) {
	want := readCoreHashes(t)
	for _, a := range accumulated {
		texts := a.texts(t)
		for _, name := range a.encodings {
			e := encodingOf(t, name)
			h := sha256.New()
			var ids []uint32
			for _, text := range texts {
				ids = e.AppendIDs(ids[:0], text, a.special)
				hashIDs(h, ids)
				if n := e.Count(text, a.special); n != len(ids) {
					t.Fatalf("%s %.200q: count is %d, there are %d tokens", name, text, n, len(ids))
				}
			}
			if got := hex.EncodeToString(h.Sum(nil)); got != want[name+" "+a.set] {
				t.Errorf("%s, %s: SHA-256 %s, the core's is %s", name, a.set, got, want[name+" "+a.set])
			}
		}
	}
}

func hashIDs(h interface{ Write([]byte) (int, error) }, ids []uint32) {
	buf := binary.LittleEndian.AppendUint32(nil, uint32(len(ids)))
	for _, id := range ids {
		buf = binary.LittleEndian.AppendUint32(buf, id)
	}
	h.Write(buf)
}

func readCoreHashes(t testing.TB) map[string]string {
	t.Helper()
	file, err := os.ReadFile(coreHashes)
	if err != nil {
		t.Fatal(err)
	}
	hashes := map[string]string{}
	for line := range strings.Lines(string(file)) {
		if fields := strings.Fields(line); len(fields) == 3 && fields[0] != "#" {
			hashes[fields[0]+" "+fields[1]] = fields[2]
		}
	}
	return hashes
}
