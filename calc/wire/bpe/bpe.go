// Package bpe is how tokenizers that a person brings cross between the page and a program: a tokenizer.json, whose JSON the
// page has parsed, or a .tiktoken file in, a vocabulary file out, which tokenize.Set.LoadOwn makes an encoding of. Errors
// have the codes of bpe.FormatError.
package bpe

import (
	"errors"
	"strings"

	"threelimits/calc/bpe"
	"threelimits/calc/fault"
	"threelimits/calc/wire"
)

// ConvertTokenizer is bpe.Convert. leaves are, each after their number: the settings as fields, the vocabulary (text, id), the
// merges (left, right) and the added tokens as addedTokens takes them.
func ConvertTokenizer(leaves []byte) ([]byte, error) {
	r := wire.NewReader(leaves)
	t := bpe.TokenizerJSON{Settings: r.Fields()}
	n := r.Count(8)
	t.Vocabulary = make([]bpe.VocabularyEntry, 0, n)
	for ; n > 0; n-- {
		t.Vocabulary = append(t.Vocabulary, bpe.VocabularyEntry{Text: r.Text(), ID: r.Number()})
	}
	n = r.Count(8)
	t.Merges = make([][2]string, 0, n)
	for ; n > 0; n-- {
		t.Merges = append(t.Merges, [2]string{r.Text(), r.Text()})
	}
	t.Added = addedTokens(&r)
	if !r.Complete() {
		return nil, fault.New(bpe.BadTokenizer, "", "The tokenizer's fields are not complete.")
	}
	file, err := bpe.Convert(&t)
	return file, unusable(err)
}

// ConvertRanks is bpe.ConvertRanks; special are the special tokens as addedTokens takes them.
func ConvertRanks(file []byte, pattern string, special []byte) ([]byte, error) {
	r := wire.NewReader(special)
	added := addedTokens(&r)
	if !r.Complete() {
		return nil, fault.New(bpe.BadTokenizer, "", "The special tokens are not complete.")
	}
	packed, err := bpe.ConvertRanks(file, pattern, added)
	return packed, unusable(err)
}

// addedTokens reads their number; of each its text, id and flags: 1 special, 2 normalized, 4 lstrip, 8 rstrip, 16 single_word.
func addedTokens(r *wire.Reader) (added []bpe.AddedToken) {
	for range r.Count(12) {
		a := bpe.AddedToken{Text: r.Text(), ID: r.Number()}
		flags := r.Number()
		a.Special, a.Normalized, a.LStrip, a.RStrip, a.SingleWord = flags&1 != 0, flags&2 != 0, flags&4 != 0, flags&8 != 0, flags&16 != 0
		added = append(added, a)
	}
	return added
}

// unusable is bpe's error about the file as the page documents it.
func unusable(err error) error {
	var format *bpe.FormatError
	if errors.As(err, &format) {
		return fault.New(format.Code, "", "The file cannot be used: "+strings.TrimSuffix(format.Message, ".")+".")
	}
	return err
}
