package bpe

import (
	"errors"
	"testing"

	"threelimits/calc/bpe"
	"threelimits/calc/fault"
	"threelimits/calc/internal/testkit"
)

// special is one token that stands for the end of a text: 1 is its flag.
var special = testkit.Block(1, "<|end|>", 300, 1)

func TestConvertRanks(t *testing.T) {
	file, err := ConvertRanks(testkit.ByteRanks(), "gpt2", special)
	if err != nil {
		t.Fatal(err)
	}
	e, err := bpe.LoadOwn("bytes", file)
	if err != nil {
		t.Fatal(err)
	}
	if as, is := e.Count([]byte("a<|end|>"), bpe.SpecialAsText), e.Count([]byte("a<|end|>"), bpe.SpecialAsTokens); as != 8 || is != 2 {
		t.Errorf("%d as text, %d as tokens", as, is)
	}
}

// TestConvertTokenizer: the smallest tokenizer.json there is, of two letters and their pair.
func TestConvertTokenizer(t *testing.T) {
	parts := []any{3, "model.type", "string", "BPE", "pre_tokenizer.type", "string", "ByteLevel", "pre_tokenizer.add_prefix_space", "boolean", "false", 257}
	for b := range 256 {
		parts = append(parts, byteLevel(b), b)
	}
	parts = append(parts, "ab", 256, 1, "a", "b", 1, "<|end|>", 257, 1)
	leaves := testkit.Block(parts...)
	file, err := ConvertTokenizer(leaves)
	if err != nil {
		t.Fatal(err)
	}
	e, err := bpe.LoadOwn("letters", file)
	if err != nil {
		t.Fatal(err)
	}
	if n := e.Count([]byte("abab<|end|>"), bpe.SpecialAsTokens); n != 3 {
		t.Errorf("%d tokens", n)
	}
	for n := 0; n < len(leaves); n += 7 {
		if _, err := ConvertTokenizer(leaves[:n]); err == nil {
			t.Fatalf("the first %d bytes are taken", n)
		}
	}
}

// byteLevel is a byte as GPT-2 writes it: itself where it is printed, or else a letter from U+0100 on.
func byteLevel(b int) string {
	hidden := 0
	for c := range 256 {
		shown := c >= '!' && c <= '~' || c >= 0xa1 && c <= 0xac || c >= 0xae
		if c == b && shown {
			return string(rune(c))
		}
		if c == b {
			return string(rune(0x100 + hidden))
		}
		if !shown {
			hidden++
		}
	}
	panic("no byte")
}

func TestRefused(t *testing.T) {
	_, noTokenizer := ConvertTokenizer(testkit.Block(1, "model.type", "string", "Unigram", 0, 0, 0))
	_, noRanks := ConvertRanks([]byte("hello"), "gpt2", testkit.Block(0))
	_, incomplete := ConvertRanks(testkit.ByteRanks(), "gpt2", special[:len(special)-1])
	for i, err := range []error{noTokenizer, noRanks, incomplete} {
		var known *fault.Error
		if !errors.As(err, &known) || known.Code == "" || known.Message == "" {
			t.Errorf("%d: %v", i, err)
		}
	}
}
