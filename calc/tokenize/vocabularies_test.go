package tokenize

import (
	"math/rand/v2"
	"strings"
	"testing"

	"threelimits/calc/bpe"
	"threelimits/scripts/vocab/ranks"
)

// everyTokenizer are all encodings that are built in, of the vocabularies of OpenAI's, and "bytes". Loaded once.
var everyTokenizer *Set

func everyEncoding(t testing.TB) (all *Set, names []string) {
	t.Helper()
	for _, spec := range bpe.Encodings() {
		names = append(names, spec.Name)
	}
	names = append(names, "bytes")
	if everyTokenizer != nil {
		return everyTokenizer, names
	}
	all = byteTokenizers(t)
	for _, spec := range bpe.Encodings() {
		if file, err := all.FileNeeded(spec.Name); err != nil || file == "" {
			continue
		}
		if err := loadBuiltIn(all, spec); err != nil {
			t.Fatal(err)
		}
	}
	everyTokenizer = all
	return all, names
}

// loadBuiltIn loads one of OpenAI's encodings.
func loadBuiltIn(t *Set, spec bpe.Spec) error {
	file, err := ranks.Vocabulary(spec.File, bpe.Pack, func(file []byte) error { return t.Load(spec.Name, file) })
	if err != nil {
		return err
	}
	return t.Load(spec.Name, file)
}

// textAtoms are what random texts are made of: what ends sentences, lines and paragraphs, long characters, halves of pairs as ill-formed bytes.
var textAtoms = []string{
	"word", " the", "A", "\u65e5\u672c\u8a9e", "\u3002", "! ", ". ", ".\u201d ", "?", "\n", "\n\n", "\r\n", "\r", " \n\t\n", "  ", "\t", "    return 42;\n", "<|endoftext|>", "\x00",
	"\U0001f600", "\U0001f468\u200d\U0001f469\u200d\U0001f467", "e\u0301", "\u0301\u0301\u0301", "\u1100\u1161\u11a8", "\xed\xa0\xbd", "\xff", "1234567", "aaaaaaaaaaaaaaaaaaaaaaaaaaaa",
	"It was the best of times, it was the worst of times. ",
}

func randomAtoms(r *rand.Rand, most int) string {
	few := textAtoms[r.IntN(len(textAtoms)-4):][:4]
	var b strings.Builder
	for range r.IntN(most + 1) {
		if r.IntN(2) == 0 {
			b.WriteString(few[r.IntN(len(few))])
		} else {
			b.WriteString(textAtoms[r.IntN(len(textAtoms))])
		}
	}
	return b.String()
}
