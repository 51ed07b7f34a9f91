// Package tokenize is what texts are in tokens, by model and by encoding: counts, chunks, what a chat format adds, several
// texts against each other; and how large a text is in the units that people know.
//
// Start at Set, which holds the encodings whose vocabulary is loaded (package bpe makes tokens, segments and documents
// that are edited; this package finds the encoding and says what was wrong). Measure turns a count into a model's own
// tokens, with their range and trust.
//
// Texts are UTF-8; offsets say whether they are bytes or UTF-16 units. Everything takes time linear in the text.
package tokenize

import (
	"slices"
	"strconv"
	"strings"

	"threelimits/calc/bpe"
	"threelimits/calc/catalog"
	"threelimits/calc/fault"
	"threelimits/calc/trust"
)

// Codes of the errors of Set, beside those of fault.
const (
	UnknownEncoding   = "unknown-encoding"
	BadToken          = "bad-token"
	VocabularyMissing = "vocabulary-missing"
	VocabularyCorrupt = "vocabulary-corrupt"
	NoEncoding        = "no-encoding"
)

// EncodingOf names the encoding that a model is counted with; own are a person's own models, or nil.
func EncodingOf(id string, own *catalog.Own) (string, error) {
	m, err := countableModel(id, own)
	if err != nil {
		return "", err
	}
	return m.Encoding, nil
}

func countableModel(id string, own *catalog.Own) (*catalog.Model, error) {
	m, _ := own.Resolve(id)
	if m == nil {
		return nil, fault.New(fault.UnknownModel, "model", fault.Short(id)+" is not in the catalogue.")
	}
	if m.Encoding == "" {
		return nil, fault.New(NoEncoding, "model", "No encoding is known to count tokens of "+m.Name+" with. Give numbers of tokens instead of text.")
	}
	return m, nil
}

// Set holds the encodings whose vocabulary is loaded. The zero value holds none. Its errors are *fault.Error. It is not
// for several goroutines at once.
type Set struct {
	loaded map[string]*bpe.Encoding
	// own are the names that LoadOwn gave.
	own []string
}

// FileNeeded names the vocabulary file without which the encoding cannot count, and is "" once it can. Encodings
// that share a vocabulary need it once.
func (t *Set) FileNeeded(encoding string) (string, error) {
	if slices.Contains(t.own, encoding) {
		return "", nil
	}
	spec, err := findEncoding(encoding)
	if err != nil || t.loaded[encoding] != nil {
		return "", err
	}
	for _, other := range t.loaded {
		if otherSpec, _ := bpe.Find(other.Name()); otherSpec.File == spec.File {
			shared, err := other.Share(encoding)
			if err != nil {
				return "", corrupt(spec, err)
			}
			t.keep(shared)
			return "", nil
		}
	}
	return spec.File, nil
}

// Load makes the encoding ready from the content of its vocabulary file. Worst cost: some milliseconds.
func (t *Set) Load(encoding string, file []byte) error {
	spec, err := findEncoding(encoding)
	if err != nil {
		return err
	}
	loaded, err := bpe.Load(encoding, file)
	if err != nil {
		return corrupt(spec, err)
	}
	t.keep(loaded)
	return nil
}

// Encoding is an encoding that is ready: what it counts, segments and keeps as documents is its own (package bpe).
func (t *Set) Encoding(name string) (*bpe.Encoding, error) {
	if _, err := findEncoding(name); err != nil && !slices.Contains(t.own, name) {
		return nil, err
	}
	e := t.loaded[name]
	if e == nil {
		return nil, fault.New(VocabularyMissing, "", "The vocabulary of "+name+" is not loaded.")
	}
	return e, nil
}

// Count is the number of tokens of a text in UTF-8.
func (t *Set) Count(encoding string, special bpe.Special, text []byte) (int, error) {
	e, err := t.Encoding(encoding)
	if err != nil {
		return 0, err
	}
	return e.Count(text, special), nil
}

// Decode is the text of ids, each of which must be a token of the encoding.
func (t *Set) Decode(encoding string, ids []uint32) ([]byte, error) {
	e, err := t.Encoding(encoding)
	if err != nil {
		return nil, err
	}
	text, err := e.Decode(nil, ids)
	if err != nil {
		return nil, badToken(e, ids)
	}
	return text, nil
}

// badToken names the first of ids that is no token.
func badToken(e *bpe.Encoding, ids []uint32) error {
	for i := range ids {
		if _, err := e.Decode(nil, ids[i:i+1]); err != nil {
			return fault.New(BadToken, "", e.Name()+" has no token "+strconv.FormatUint(uint64(ids[i]), 10)+" (number "+strconv.Itoa(i+1)+" of those given).")
		}
	}
	return fault.New(BadToken, "", "These are no tokens of "+e.Name()+".")
}

// EncodingInfo is an encoding that there is, loaded or not: EncodingInfo of the contract, without bytes, which the page adds.
type EncodingInfo struct {
	Name           string      `page:"name"`
	VocabularySize int         `page:"vocabularySize"`
	Licence        string      `page:"licence"`
	Exactness      trust.Level `page:"exactness"`
	Loaded         bool        `page:"loaded"`
	Own            bool        `page:"own"`
}

// Encodings are those that are built in, and then a person's own.
func (t *Set) Encodings() (list []EncodingInfo) {
	for _, spec := range bpe.AllEncodings() {
		list = append(list, EncodingInfo{spec.Name, spec.VocabularySize, spec.Licence, trust.Exact, t.loaded[spec.Name] != nil, false})
	}
	for _, name := range t.own {
		list = append(list, EncodingInfo{name, t.loaded[name].VocabularySize(), "", trust.Exact, true, true})
	}
	return list
}

func (t *Set) keep(e *bpe.Encoding) {
	if t.loaded == nil {
		t.loaded = map[string]*bpe.Encoding{}
	}
	t.loaded[e.Name()] = e
}

func findEncoding(name string) (bpe.Spec, error) {
	spec, found := bpe.Find(name)
	if found {
		return spec, nil
	}
	var names []string
	for _, known := range bpe.AllEncodings() {
		names = append(names, known.Name)
	}
	return spec, fault.New(UnknownEncoding, "", "There is no encoding "+fault.Short(name)+"; accepted are "+strings.Join(names, ", ")+".")
}

func corrupt(spec bpe.Spec, err error) error {
	return fault.New(VocabularyCorrupt, "", "The vocabulary "+spec.File+" cannot be used: "+fault.Sentence(err)+" It is loaded anew with the next count.")
}
