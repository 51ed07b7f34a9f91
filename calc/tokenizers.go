package calc

import (
	"slices"
	"strconv"
	"strings"

	"threelimits/calc/bpe"
	"threelimits/calc/catalog"
	"threelimits/calc/fault"
	"threelimits/calc/trust"
	"threelimits/calc/wire"
)

// Codes of the errors of Tokenizers.
const (
	CodeUnknownEncoding   = "unknown-encoding"
	CodeBadToken          = "bad-token"
	CodeVocabularyMissing = "vocabulary-missing"
	CodeVocabularyCorrupt = "vocabulary-corrupt"
	CodeNoEncoding        = "no-encoding"
)

// EncodingOf names the encoding that a model is counted with; own are a person's own models, or nil.
func EncodingOf(id string, own *catalog.Own) (string, error) {
	m, err := countableModel(id, own)
	if err != nil {
		return "", err
	}
	return m.Encoding, nil
}

// MeasureModel is Measure for the model of that id.
func MeasureModel(count int, id string, own *catalog.Own) (Measurement, error) {
	m, err := countableModel(id, own)
	if err != nil {
		return Measurement{}, err
	}
	return Measure(count, m), nil
}

func countableModel(id string, own *catalog.Own) (*catalog.Model, error) {
	m, found := own.Find(id)
	if !found {
		return nil, &fault.Error{Code: fault.UnknownModel, Field: "model", Message: fault.Short(id) + " is not in the catalogue."}
	}
	if m.Encoding == "" {
		return nil, &fault.Error{Code: CodeNoEncoding, Field: "model",
			Message: "No encoding is known to count tokens of " + m.Name + " with. Give numbers of tokens instead of text."}
	}
	return m, nil
}

// Tokenizers holds the encodings whose vocabulary is loaded. The zero value holds none. Its errors are *fault.Error. It is not
// for several goroutines at once.
type Tokenizers struct {
	loaded map[string]*bpe.Encoding
	// own are the names that LoadOwn gave.
	own       []string
	documents wire.Handles[*bpe.Document]
	counters  wire.Handles[*bpe.Counter]
}

// FileNeeded names the vocabulary file without which the encoding cannot count, and is "" once it can. Encodings
// that share a vocabulary need it once.
func (t *Tokenizers) FileNeeded(encoding string) (string, error) {
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
func (t *Tokenizers) Load(encoding string, file []byte) error {
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

// Count is the number of tokens of a text in UTF-8. special is TextOptions.special of contract.ts, here and below.
func (t *Tokenizers) Count(encoding, special string, text []byte) (int, error) {
	e, reading, err := t.find(encoding, special)
	if err != nil {
		return 0, err
	}
	return e.Count(text, reading), nil
}

// IDs are the tokens of a text.
func (t *Tokenizers) IDs(encoding, special string, text []byte) ([]uint32, error) {
	e, reading, err := t.find(encoding, special)
	if err != nil {
		return nil, err
	}
	return e.AppendIDs(nil, text, reading), nil
}

// Segments are the tokens of a text, and where each ends in UTF-16 units.
func (t *Tokenizers) Segments(encoding, special string, text []byte) (ids, endsUTF16 []uint32, err error) {
	e, reading, err := t.find(encoding, special)
	if err != nil {
		return nil, nil, err
	}
	ids, endsUTF16 = e.AppendSegments(nil, nil, text, reading)
	return ids, endsUTF16, nil
}

// Decode is the text of ids, each of which must be a token of the encoding.
func (t *Tokenizers) Decode(encoding string, ids []uint32) ([]byte, error) {
	e, _, err := t.find(encoding, "text")
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
			return &fault.Error{Code: CodeBadToken,
				Message: e.Name() + " has no token " + strconv.FormatUint(uint64(ids[i]), 10) + " (number " + strconv.Itoa(i+1) + " of those given)."}
		}
	}
	return &fault.Error{Code: CodeBadToken, Message: "These are no tokens of " + e.Name() + "."}
}

// encodingInfo is EncodingInfo of contract.ts.
type encodingInfo struct {
	Name           string      `json:"name"`
	VocabularySize int         `json:"vocabularySize"`
	Licence        string      `json:"licence"`
	Exactness      trust.Level `json:"exactness"`
	Loaded         bool        `json:"loaded"`
	Own            bool        `json:"own"`
}

// AppendJSON writes EncodingInfo[] of contract.ts.
func (t *Tokenizers) AppendJSON(buf []byte) []byte {
	var list []encodingInfo
	for _, spec := range bpe.AllEncodings() {
		list = append(list, encodingInfo{spec.Name, spec.VocabularySize, spec.Licence, trust.Exact, t.loaded[spec.Name] != nil, false})
	}
	for _, name := range t.own {
		list = append(list, encodingInfo{name, t.loaded[name].VocabularySize(), "", trust.Exact, true, true})
	}
	return wire.Append(buf, list)
}

func (t *Tokenizers) keep(e *bpe.Encoding) {
	if t.loaded == nil {
		t.loaded = map[string]*bpe.Encoding{}
	}
	t.loaded[e.Name()] = e
}

// find returns an encoding that is ready, and the meaning of special.
func (t *Tokenizers) find(encoding, special string) (*bpe.Encoding, bpe.Special, error) {
	if _, err := findEncoding(encoding); err != nil && !slices.Contains(t.own, encoding) {
		return nil, 0, err
	}
	e := t.loaded[encoding]
	if e == nil {
		return nil, 0, &fault.Error{Code: CodeVocabularyMissing, Message: "The vocabulary of " + encoding + " is not loaded."}
	}
	switch special {
	case "text":
		return e, bpe.SpecialAsText, nil
	case "tokens":
		return e, bpe.SpecialAsTokens, nil
	}
	return nil, 0, &fault.Error{Code: fault.BadArgument, Message: "special is " + fault.Short(special) + `; accepted are "text" and "tokens".`}
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
	return spec, &fault.Error{Code: CodeUnknownEncoding,
		Message: "There is no encoding " + fault.Short(name) + "; accepted are " + strings.Join(names, ", ") + "."}
}

func corrupt(spec bpe.Spec, err error) error {
	return &fault.Error{Code: CodeVocabularyCorrupt,
		Message: "The vocabulary " + spec.File + " cannot be used: " + fault.Sentence(err) + " It is loaded anew with the next count."}
}
