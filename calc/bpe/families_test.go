package bpe

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf16"
)

// familyNames are the encodings that are not OpenAI's.
var familyNames = []string{"qwen3", "deepseek_v3", "mistral_nemo", "gemma3"}

var (
	familiesMu sync.Mutex
	families   = map[string]*Encoding{}
)

// familyOf returns a loaded encoding, shared by all tests.
func familyOf(t testing.TB, name string) *Encoding {
	t.Helper()
	familiesMu.Lock()
	defer familiesMu.Unlock()
	if e := families[name]; e != nil {
		return e
	}
	e, err := Load(name, familyFile(t, name))
	if err != nil {
		t.Fatal(err)
	}
	if spec, _ := Find(name); len(slices.DeleteFunc(slices.Clone(e.family.internal), func(id uint32) bool { return id == noToken })) != spec.VocabularySize {
		t.Errorf("%s: the vocabulary has not %d ids", name, spec.VocabularySize)
	}
	families[name] = e
	return e
}

// familyFile returns the vocabulary file that scripts/vocab makes: the build's, or, where that is not there or not this
// version's, one made now (which fetches the vendor's file; under js/wasm there is no way to).
func familyFile(t testing.TB, name string) []byte {
	t.Helper()
	spec, _ := Find(name)
	path := filepath.Join(vocabularyFolder, name+".vocab.gz")
	for _, make := range []func() error{func() error { return nil }, func() error { return makeFamilyFile(name) }} {
		if err := make(); err != nil {
			t.Fatal(err)
		}
		if file, err := readZipped(path); err == nil && spec.verify(file) == nil {
			return file
		}
	}
	t.Fatalf("scripts/vocab does not make the %s.vocab.gz that spec_families.go has the checksum of", name)
	return nil
}

func readZipped(path string) ([]byte, error) {
	zipped, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	r, err := gzip.NewReader(bytes.NewReader(zipped))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(r)
}

func makeFamilyFile(name string) error {
	cmd := exec.Command("go", "run", "./scripts/vocab", "-out", "build/vocab", "-only", name)
	cmd.Dir = "../.."
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%v: %w\n%s", cmd, err, out)
	}
	return nil
}

// familyTexts is where the families differ from OpenAI's encodings, and from each other.
var familyTexts = []string{
	"<think>", "<|im_start|>user", "<|im_end|>\u0338", "e\u0301<|im_end|>\u0301", "<tool_call>{\"a\":1}</tool_call>", "</think", "<<think>>",
	"e\u0301", "e\u0323\u0301x", "\u212b", "\u0958", "\u1100\u1161\u11a8", "\ud55c\u11a8", "\uf900\u2f800", "a\u0301\u0301", "\u0301\u0323",
	"q\u0307\u0323", "q\u0323\u0307", "\u0344", "\U0001d15e", "\u09c7\u09be", "\u0b47\u0b57", "\u115f\u1161",
	"a  1", "a  日", "日  a", "1日2", "日1本", "12345日", "\u3040\u3041", "\u3097a", "ー・ー", "日・本", "\u30a0\u30a1", "龥龦", "\u3000日",
	".abc", "..abc", ".abcé", ".éabc", "!A.b", "$x", "\x00a", "\x00\x00a", "\x00\x00!", "\x00 a", "\x00\n", "a\x00", "\x00日", "日\x00", "\u0378\u0301",
	" \x00", "\x001", "1\x00", " !\n\n", " !\r\n a", "!\n!", "(a)(b)", "_a_b", "+1", "a+b", " +a", "  +a", "\u00ad\u00adx", "\u200d\u0301",
	"Abc'S", "ABC's", "日本'll", "//\n//", "1/2/3", "\n/", "ǅx", "ʰX", "a\u0301B", "\u0301A", "𝐀𝐚",
	"▁", "▁▁", " ▁", "▁ ", "▁▁▁ ▁", "a▁b", "a b", " a", "  a", "   a", strings.Repeat(" ", 30), strings.Repeat(" ", 31), strings.Repeat(" ", 32), strings.Repeat(" ", 63) + "x",
	strings.Repeat("\n", 31), strings.Repeat("\n", 32), strings.Repeat("\n", 70), strings.Repeat("\t", 33), "\n\t\n\t", "\t \t", "\n \n", " \n", "\t\n  \n\t",
	"> </", "> </div>", ">  </", "x> <", "> <", ">▁</", "</div> </div>", "<table>", "<tables>", "</table", "<h1><h7>", "<unused0>", "<unused99>", "<unused6241>", "<unused9999>",
	"[multimodal]", "[multimodal", "<start_of_turn>user\nhi<end_of_turn>", "<bos>", "<mask>", "<pad><eos>", "<unk>", "<0x41>", "<0xE2>",
	"\u1234", "\U00010fff", "日\U0002f800", "\u0378", "\x07", "\x00\x04\x06", "\u0e31\u0378", "𝕏𝕐", "🫠🫠", "\U000e0041", "é\u0300\u0378", "\ufeff\ufeff//", ".\ufeff", " \ufeff",
	"[INST]", "[/INST]", "[INST", "<s>", "</s>", "<SPECIAL_20>", "<SPECIAL_1000>", "[TOOL_CALLS][{", "<｜begin▁of▁sentence｜>", "<｜User｜>hi", "<｜tool▁sep｜>", "<｜fim▁hole｜>x",
	"<｜place▁holder▁no▁0｜>", "｜", "<｜", "▁of▁",
}

// familyAtoms join the atoms in random texts.
var familyAtoms = []string{
	"<think>", "</think>", "<|im_start|>", "<|im_end|>", "<tool_call>", "\u0338", "\u0323", "\u0307", "\u1100", "\u1161", "\u11a8", "한", "\u0958", "\u212b", "\uf900",
	"・", "ー", "\u3040", "龥", "龦", "1", "2", "\x07", "\u00ad", "▁", "▁▁", "> </", "</", ">", "<table>", "<td>", "<unused5>", "[multimodal]", "<bos>", "<end_of_turn>",
	"   ", "     ", "\n\n\n", "\t\t\t", "\u1234", "\U00010fff", "\u0378", "𝕏", "ൃ", "ന്\u200d", "১২", "²", "<s>", "[INST]", "<SPECIAL_20>", "<｜User｜>", "<｜tool▁sep｜>", "｜", "<｜",
}

func randomFamilyText(r *rand.Rand) string {
	text := randomText(r, 20)
	for range r.IntN(6) {
		text += familyAtoms[r.IntN(len(familyAtoms))]
		if r.IntN(2) == 0 {
			text += randomText(r, 8)
		}
	}
	return text
}

const familyHashes = "testdata/families.sha256"

// accumulatedFamilies names the sets of texts whose tokens familyHashes has hashes of.
var accumulatedFamilies = []struct {
	set     string
	special Special
	texts   func(t testing.TB) [][]byte
}{
	{"hard", SpecialAsText, func(testing.TB) [][]byte { return hardFamilyTexts() }},
	{"hard-special", SpecialAsTokens, func(testing.TB) [][]byte { return hardFamilyTexts() }},
	{"random-5000", SpecialAsText, func(testing.TB) [][]byte { return randomFamilyTexts(5000) }},
	{"random-5000-special", SpecialAsTokens, func(testing.TB) [][]byte { return randomFamilyTexts(5000) }},
	{"samples", SpecialAsText, func(t testing.TB) [][]byte {
		var texts [][]byte
		for _, text := range samples(t) {
			texts = append(texts, []byte(text))
		}
		return texts
	}},
}

func hardFamilyTexts() (texts [][]byte) {
	for _, text := range append(slices.Clone(hardTexts), familyTexts...) {
		texts = append(texts, []byte(text))
	}
	return texts
}

// randomFamilyTexts are the same in every run.
func randomFamilyTexts(n int) (texts [][]byte) {
	r := rand.New(rand.NewPCG(20261123, uint64(n)))
	for range n {
		texts = append(texts, []byte(randomFamilyText(r)))
	}
	return texts
}

// familyHash hashes the tokens of all texts, and holds Count and AppendSegments to AppendIDs on the way.
func familyHash(t testing.TB, family string, special Special, texts [][]byte) string {
	t.Helper()
	e := familyOf(t, family)
	h := sha256.New()
	for _, text := range texts {
		ids := e.AppendIDs(nil, text, special)
		hashIDs(h, ids)
		checkFamilyText(t, e, text, special, ids)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// checkFamilyText holds what is true of every text: counts and segments agree with the ids, segments end in order at the
// text's end, and decoding gives the text back, but for what normalizing changed.
func checkFamilyText(t testing.TB, e *Encoding, text []byte, special Special, ids []uint32) {
	t.Helper()
	if n := e.Count(text, special); n != len(ids) {
		t.Fatalf("%s %+.200q: count is %d, there are %d tokens", e.Name(), text, n, len(ids))
	}
	again, ends := e.AppendSegments([]uint32{7}, []uint32{7}, text, special)
	if !slices.Equal(again[1:], ids) || len(ends) != len(again) {
		t.Fatalf("%s %+.200q: segments have other tokens", e.Name(), text)
	}
	units := uint32(len(utf16.Encode([]rune(string(validText(text))))))
	if len(ids) > 0 && (ends[len(ends)-1] != units || !slices.IsSorted(ends[1:])) {
		t.Fatalf("%s %+.200q: segments end at %d, the text at %d", e.Name(), text, ends[1:], units)
	}
	decoded, err := e.Decode(nil, ids)
	if err != nil {
		t.Fatalf("%s %+.200q: %v", e.Name(), text, err)
	}
	want, got := string(validText(text)), string(decoded)
	if e.family.nfc != nil { // special tokens keep marks that follow them apart
		want, got = normalNFC(want), normalNFC(got)
	}
	if e.family.file.spaces {
		want, got = strings.ReplaceAll(want, metaspace, " "), strings.ReplaceAll(got, metaspace, " ")
	}
	if got != want {
		t.Fatalf("%s %+.200q: decodes to %+.200q", e.Name(), text, got)
	}
}

func readFamilyHashes(t testing.TB) map[string]string {
	t.Helper()
	file, err := os.ReadFile(familyHashes)
	if err != nil {
		return map[string]string{}
	}
	hashes := map[string]string{}
	for line := range strings.Lines(string(file)) {
		if fields := strings.Fields(line); len(fields) == 3 && fields[0] != "#" {
			hashes[fields[0]+" "+fields[1]] = fields[2]
		}
	}
	return hashes
}

// TestFamiliesAccumulated compares with Hugging Face's tokenizers where those are not at hand, as under js/wasm: the hashes
// were written by TestConformance when there was no difference.
func TestFamiliesAccumulated(t *testing.T) {
	want := readFamilyHashes(t)
	for _, family := range familyNames {
		for _, a := range accumulatedFamilies {
			if got := familyHash(t, family, a.special, a.texts(t)); got != want[family+" "+a.set] {
				t.Errorf("%s, %s: SHA-256 %s, not %s", family, a.set, got, want[family+" "+a.set])
			}
		}
	}
}

// TestFamilySegments: where tokens end in the text as it was given, whatever normalizing made of it.
func TestFamilySegments(t *testing.T) {
	for _, c := range []struct {
		family, text string
		ends         []uint32
	}{
		{"qwen3", "cafe\u0301 x", []uint32{2, 5, 7}},                  // é is one character to the model, two in the text
		{"qwen3", "<|im_end|>\u0338", []uint32{1, 2, 4, 8, 9, 9, 11}}, // as text, > and the mark become ≯
		{"gemma3", "a▁b c", []uint32{1, 3, 5}},
		{"gemma3", "日\U0002f800", []uint32{1, 1, 1, 1, 3}},
		{"deepseek_v3", "a  1", []uint32{1, 3, 4}},
		{"mistral_nemo", "12ab", []uint32{1, 2, 4}},
	} {
		if _, ends := familyOf(t, c.family).AppendSegments(nil, nil, []byte(c.text), SpecialAsText); !slices.Equal(ends, c.ends) {
			t.Errorf("%s %+q: tokens end at %d, not %d", c.family, c.text, ends, c.ends)
		}
	}
}

// TestFamiliesLinear counts the work of merging on unbroken runs: that of a byte does not grow with the text.
func TestFamiliesLinear(t *testing.T) {
	for _, family := range familyNames {
		e := familyOf(t, family)
		for _, unit := range []string{"a", " ", "\n", "😀", "中", "=", "ab1", "e\u0301\u0323", "日本・"} {
			work := func(n int) float64 {
				e.scratch = scratch{}
				text := []byte(strings.Repeat(unit, n/len(unit)))
				e.Count(text, SpecialAsText)
				return float64(e.scratch.merge.work) / float64(len(text))
			}
			if small, large := work(2_000), work(100_000); large > 2*small+1 {
				t.Errorf("%s, %q repeated: %.2f lookups a byte in 2 KB, %.2f in 100 KB", family, unit, small, large)
			}
		}
	}
}
