package calc

import (
	"encoding/binary"
	"errors"
	"slices"
	"strings"

	"threelimits/calc/bpe"
)

// Tokenizers that a person brings: a tokenizer.json or a .tiktoken file becomes a vocabulary file (ConvertTokenizer,
// ConvertRanks), which LoadOwn makes an encoding of, now and in later sessions. Errors have the codes of bpe.FormatError.

// ConvertTokenizer makes a vocabulary file of a tokenizer.json, whose JSON the page has parsed. fields are, each after their
// number: the settings (path, kind, text), the vocabulary (text, id), the merges (left, right) and the added tokens (text,
// id, flags: 1 special, 2 normalized, 4 lstrip, 8 rstrip, 16 single_word). A number is 32 bits, little-endian; a text is
// its length and its UTF-8.
func ConvertTokenizer(fields []byte) ([]byte, error) {
	r := newFieldReader(fields)
	var t bpe.TokenizerJSON
	for n := r.count(12); n > 0; n-- {
		t.Settings = append(t.Settings, bpe.Setting{Path: r.text(), Kind: r.text(), Text: r.text()})
	}
	n := r.count(8)
	t.Vocabulary = make([]bpe.VocabularyEntry, 0, n)
	for ; n > 0; n-- {
		t.Vocabulary = append(t.Vocabulary, bpe.VocabularyEntry{Text: r.text(), ID: r.number()})
	}
	n = r.count(8)
	t.Merges = make([][2]string, 0, n)
	for ; n > 0; n-- {
		t.Merges = append(t.Merges, [2]string{r.text(), r.text()})
	}
	t.Added = addedTokens(&r)
	if !r.complete() {
		return nil, &Error{Code: bpe.BadTokenizer, Message: "The tokenizer's fields are not complete."}
	}
	file, err := bpe.Convert(&t)
	return file, unusable(err)
}

// ConvertRanks makes a vocabulary file of a .tiktoken file. pattern is the name of a known pre-tokenizer, of an encoding
// that has it, or its pattern; special are its special tokens, as ConvertTokenizer's added ones.
func ConvertRanks(file []byte, pattern string, special []byte) ([]byte, error) {
	r := newFieldReader(special)
	added := addedTokens(&r)
	if !r.complete() {
		return nil, &Error{Code: bpe.BadTokenizer, Message: "The special tokens are not complete."}
	}
	packed, err := bpe.ConvertRanks(file, pattern, added)
	return packed, unusable(err)
}

// LoadOwn makes an encoding of a file that ConvertTokenizer or ConvertRanks made, under a name that no other has; a name
// that was brought before is replaced.
func (t *Tokenizers) LoadOwn(name string, file []byte) error {
	if _, taken := bpe.Find(name); taken || name == "" {
		return &Error{Code: CodeBadArgument, Field: "name", Message: "The name " + short(name) + " cannot be given to a tokenizer of one's own; accepted are others than those that are built in."}
	}
	e, err := bpe.LoadOwn(name, file)
	if err != nil {
		return &Error{Code: CodeVocabularyCorrupt, Message: "The tokenizer " + short(name) + " cannot be used: " + sentence(err)}
	}
	if !slices.Contains(t.own, name) {
		t.own = append(t.own, name)
	}
	t.keep(e)
	return nil
}

// ForgetOwn drops an encoding that LoadOwn made.
func (t *Tokenizers) ForgetOwn(name string) {
	if at := slices.Index(t.own, name); at >= 0 {
		t.own = append(t.own[:at], t.own[at+1:]...)
		delete(t.loaded, name)
	}
}

// unusable turns an error about the file into a documented one.
func unusable(err error) error {
	var format *bpe.FormatError
	if errors.As(err, &format) {
		return &Error{Code: format.Code, Message: "The file cannot be used: " + strings.TrimSuffix(format.Message, ".") + "."}
	}
	return err
}

// fieldReader reads what crosses for ConvertTokenizer. After a failure everything is empty.
type fieldReader struct {
	rest   string
	failed bool
}

// newFieldReader reads a block of bytes from its beginning.
func newFieldReader(data []byte) fieldReader { return fieldReader{rest: string(data)} }

// complete reports whether all was read and nothing was missing.
func (r *fieldReader) complete() bool { return !r.failed && r.rest == "" }

func (r *fieldReader) take(n int) string {
	if n > len(r.rest) {
		r.failed, r.rest = true, ""
		return ""
	}
	taken := r.rest[:n]
	r.rest = r.rest[n:]
	return taken
}

func (r *fieldReader) number() uint32 {
	b := r.take(4)
	if b == "" {
		return 0
	}
	return binary.LittleEndian.Uint32([]byte(b))
}

// count reads how many things of at least size bytes follow.
func (r *fieldReader) count(size int) int {
	n := int(r.number())
	if n > len(r.rest)/size {
		r.failed, r.rest = true, ""
		return 0
	}
	return n
}

func (r *fieldReader) text() string {
	n := r.number()
	if uint64(n) > uint64(len(r.rest)) {
		r.failed, r.rest = true, ""
		return ""
	}
	return r.take(int(n))
}

func addedTokens(r *fieldReader) (added []bpe.AddedToken) {
	for n := r.count(12); n > 0; n-- {
		a := bpe.AddedToken{Text: r.text(), ID: r.number()}
		flags := r.number()
		a.Special, a.Normalized, a.LStrip, a.RStrip, a.SingleWord = flags&1 != 0, flags&2 != 0, flags&4 != 0, flags&8 != 0, flags&16 != 0
		added = append(added, a)
	}
	return added
}
