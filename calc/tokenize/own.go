package tokenize

import (
	"errors"
	"slices"
	"strings"

	"threelimits/calc/bpe"
	"threelimits/calc/fault"
	"threelimits/calc/fields"
	"threelimits/calc/wire"
)

// Tokenizers that a person brings: a tokenizer.json or a .tiktoken file becomes a vocabulary file (ConvertTokenizer,
// ConvertRanks), which LoadOwn makes an encoding of, now and in later sessions. Errors have the codes of bpe.FormatError.

// ConvertTokenizer makes a vocabulary file of a tokenizer.json, whose JSON the page has parsed. leaves are, each after their
// number: the settings (path, kind, text), the vocabulary (text, id), the merges (left, right) and the added tokens (text,
// id, flags: 1 special, 2 normalized, 4 lstrip, 8 rstrip, 16 single_word). A number is 32 bits, little-endian; a text is
// its length and its UTF-8.
func ConvertTokenizer(leaves []byte) ([]byte, error) {
	r := wire.NewReader(leaves)
	var t bpe.TokenizerJSON
	for n := r.Count(12); n > 0; n-- {
		t.Settings = append(t.Settings, fields.Field{Path: r.Text(), Kind: r.Text(), Text: r.Text()})
	}
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

// ConvertRanks makes a vocabulary file of a .tiktoken file. pattern is the name of a known pre-tokenizer, of an encoding
// that has it, or its pattern; special are its special tokens, as ConvertTokenizer's added ones.
func ConvertRanks(file []byte, pattern string, special []byte) ([]byte, error) {
	r := wire.NewReader(special)
	added := addedTokens(&r)
	if !r.Complete() {
		return nil, fault.New(bpe.BadTokenizer, "", "The special tokens are not complete.")
	}
	packed, err := bpe.ConvertRanks(file, pattern, added)
	return packed, unusable(err)
}

// LoadOwn makes an encoding of a file that ConvertTokenizer or ConvertRanks made, under a name that no other has; a name
// that was brought before is replaced.
func (t *Set) LoadOwn(name string, file []byte) error {
	if _, taken := bpe.Find(name); taken || name == "" {
		return fault.Argument("name", "The name "+fault.Short(name)+" cannot be given to a tokenizer of one's own; accepted are others than those that are built in.")
	}
	e, err := bpe.LoadOwn(name, file)
	if err != nil {
		return fault.New(VocabularyCorrupt, "", "The tokenizer "+fault.Short(name)+" cannot be used: "+fault.Sentence(err))
	}
	if !slices.Contains(t.own, name) {
		t.own = append(t.own, name)
	}
	t.keep(e)
	return nil
}

// ForgetOwn drops an encoding that LoadOwn made.
func (t *Set) ForgetOwn(name string) {
	if at := slices.Index(t.own, name); at >= 0 {
		t.own = append(t.own[:at], t.own[at+1:]...)
		delete(t.loaded, name)
	}
}

// unusable turns an error about the file into a documented one.
func unusable(err error) error {
	var format *bpe.FormatError
	if errors.As(err, &format) {
		return fault.New(format.Code, "", "The file cannot be used: "+strings.TrimSuffix(format.Message, ".")+".")
	}
	return err
}

func addedTokens(r *wire.Reader) (added []bpe.AddedToken) {
	for n := r.Count(12); n > 0; n-- {
		a := bpe.AddedToken{Text: r.Text(), ID: r.Number()}
		flags := r.Number()
		a.Special, a.Normalized, a.LStrip, a.RStrip, a.SingleWord = flags&1 != 0, flags&2 != 0, flags&4 != 0, flags&8 != 0, flags&16 != 0
		added = append(added, a)
	}
	return added
}
