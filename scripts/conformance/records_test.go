package conformance

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"os"
	"strings"
	"testing"
	"unicode"

	"threelimits/calc/bpe"
	"threelimits/scripts/conformance/corpus"
)

// sets are the texts whose tokens records has hashes of, for each encoding.
var sets = []struct {
	name    string
	special bpe.Special
	texts   func() [][]byte
}{
	{"hard", bpe.SpecialAsText, hardTexts},
	{"hard-special", bpe.SpecialAsTokens, hardTexts},
	{"random", bpe.SpecialAsText, func() [][]byte { return append(corpus.RandomTexts(5000), corpus.RandomFamilies(5000)...) }},
	{"random-special", bpe.SpecialAsTokens, func() [][]byte { return append(corpus.RandomTexts(2000), corpus.RandomFamilies(3000)...) }},
	{"samples", bpe.SpecialAsText, sampleTexts},
	{"contexts", bpe.SpecialAsText, func() [][]byte { return corpus.Contexts(classOf) }},
	{"code-points", bpe.SpecialAsText, corpus.CodePoints},
}

func hardTexts() (texts [][]byte) {
	for _, text := range append(corpus.Hard[:len(corpus.Hard):len(corpus.Hard)], corpus.HardFamilies...) {
		texts = append(texts, []byte(text))
	}
	return texts
}

func sampleTexts() (texts [][]byte) {
	for _, text := range corpus.Samples() {
		texts = append(texts, []byte(text))
	}
	return texts
}

// classOf tells classes of characters apart by Go's tables, which are older than the encodings': new characters are in the
// set code-points.
func classOf(c rune) uint8 {
	for i, tables := range [][]*unicode.RangeTable{
		{unicode.Lu, unicode.Lt}, {unicode.Ll}, {unicode.Lm, unicode.Lo}, {unicode.M}, {unicode.N}, {unicode.White_Space}, {unicode.P, unicode.S},
	} {
		if unicode.In(c, tables...) {
			return uint8(i)
		}
	}
	return 255
}

const recordsFile = "records.sha256"

// TestRecords compares every encoding with what its oracle answered, where that is not at hand, as under js/wasm, and on more
// text than it should be asked about every time. TestConformance wrote the hashes when there was no difference.
func TestRecords(t *testing.T) {
	records := readRecords(t)
	for _, spec := range bpe.AllEncodings() {
		e := encodingOf(t, spec.Name)
		for _, set := range sets {
			key := spec.Name + " " + set.name
			want, ok := records[key]
			delete(records, key)
			if !ok {
				t.Errorf("%s, %s: no record; make conformance asks the oracle", spec.Name, set.name)
				continue
			}
			var all [][]uint32
			for _, text := range set.texts() {
				all = append(all, tokensOf(t, e, text, set.special))
			}
			if got := hashOf(all); got != want {
				t.Errorf("%s, %s: SHA-256 %s, the oracle's is %s", spec.Name, set.name, got, want)
			}
		}
	}
	for key := range records {
		t.Errorf("%s has the record %s, which is of no encoding or set", recordsFile, key)
	}
}

func hashOf(all [][]uint32) string {
	h := sha256.New()
	for _, ids := range all {
		buf := binary.LittleEndian.AppendUint32(nil, uint32(len(ids)))
		for _, id := range ids {
			buf = binary.LittleEndian.AppendUint32(buf, id)
		}
		h.Write(buf)
	}
	return hex.EncodeToString(h.Sum(nil))
}

func readRecords(t testing.TB) map[string]string {
	t.Helper()
	file, err := os.ReadFile(recordsFile)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	records := map[string]string{}
	for line := range strings.Lines(string(file)) {
		if fields := strings.Fields(line); len(fields) == 3 && fields[0] != "#" {
			records[fields[0]+" "+fields[1]] = fields[2]
		}
	}
	return records
}
