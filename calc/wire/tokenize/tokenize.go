// Package tokenize is how package tokenize's values cross between the page and a program, and the numbers of what stays
// open here between two calls. special is TextOptions.special of the contract: "text" or "tokens".
package tokenize

import (
	"threelimits/calc/bpe"
	"threelimits/calc/catalog"
	"threelimits/calc/decimal"
	"threelimits/calc/fault"
	"threelimits/calc/tokenize"
	"threelimits/calc/wire"
)

// State is all that is kept between calls. The zero value has nothing.
type State struct {
	Set       tokenize.Set
	documents wire.Handles[*bpe.Document]
	counters  wire.Handles[*bpe.Counter]
}

// reading is an encoding that is ready, and what special means to it.
func (s *State) reading(encoding, special string) (e *bpe.Encoding, how bpe.Special, err error) {
	switch special {
	case "text":
		how = bpe.SpecialAsText
	case "tokens":
		how = bpe.SpecialAsTokens
	default:
		return nil, 0, fault.Argument("", "special is "+fault.Short(special)+`; accepted are "text" and "tokens".`)
	}
	e, err = s.Set.Encoding(encoding)
	return e, how, err
}

// EncodingOf is tokenize.EncodingOf.
func EncodingOf(model string, own *catalog.Own) (string, error) {
	return tokenize.EncodingOf(model, own)
}

// Encodings is Set.Encodings: EncodingInfo[] out.
func (s *State) Encodings() []byte { return wire.Append(nil, s.Set.Encodings()) }

// Count is the number of tokens of a text.
func (s *State) Count(encoding, special string, text []byte) (int, error) {
	e, how, err := s.reading(encoding, special)
	if err != nil {
		return 0, err
	}
	return e.Count(text, how), nil
}

// IDs are the tokens of a text.
func (s *State) IDs(encoding, special string, text []byte) ([]uint32, error) {
	e, how, err := s.reading(encoding, special)
	if err != nil {
		return nil, err
	}
	return e.AppendIDs(nil, text, how), nil
}

// Segments are the tokens of a text, and then where each ends in UTF-16 units.
func (s *State) Segments(encoding, special string, text []byte) ([]uint32, error) {
	e, how, err := s.reading(encoding, special)
	if err != nil {
		return nil, err
	}
	ids, endsUTF16 := e.AppendSegments(nil, nil, text, how)
	return append(ids, endsUTF16...), nil
}

// Chunks is Set.Chunks: of each chunk where it begins and ends in UTF-16 units, and its tokens.
func (s *State) Chunks(encoding, special string, maxTokens, overlap int, text []byte) (out []uint32, err error) {
	_, how, err := s.reading(encoding, special)
	if err != nil {
		return nil, err
	}
	chunks, err := s.Set.Chunks(encoding, how, maxTokens, overlap, text)
	for _, c := range chunks {
		out = append(out, uint32(c.FromUTF16), uint32(c.ToUTF16), uint32(c.Tokens))
	}
	return out, err
}

// Describe is tokenize.Describe: TextStats out.
func Describe(text []byte) []byte {
	return wire.Append(nil, tokenize.Describe(text))
}

// Measure is tokenize.MeasureModel: its tokens and trust out.
func Measure(model string, count int, own *catalog.Own) ([]byte, error) {
	return wire.Result(tokenize.MeasureModel(count, model, own))
}

// Overhead is Set.ChatOverhead: items as wire.ReadFields takes what, first and second of each, a ChatOverhead out.
func (s *State) Overhead(model string, items []byte, own *catalog.Own) ([]byte, error) {
	read, err := wire.ReadFields(items)
	if err != nil {
		return nil, err
	}
	list := make([]tokenize.ChatItem, len(read))
	for i, f := range read {
		list[i] = tokenize.ChatItem{What: f.Path, First: f.Kind, Second: f.Text}
	}
	return wire.Result(s.Set.ChatOverhead(model, list, own))
}

// CompareTexts is Set.CompareTexts, TextComparison[][] out. subjects are their number and then two texts each, a model's id
// or "", and what a million tokens cost in USD or ""; texts are their number and then each.
func (s *State) CompareTexts(encoding string, against int, subjects, texts []byte, own *catalog.Own) ([]byte, error) {
	asked, err := readSubjects(subjects)
	if err != nil {
		return nil, err
	}
	r := wire.NewReader(texts)
	list := make([]string, r.Count(4))
	for i := range list {
		list[i] = r.Text()
	}
	if !r.Complete() {
		return nil, fault.Argument("texts", "The texts are not complete.")
	}
	return wire.Result(s.Set.CompareTexts(encoding, against, asked, list, own))
}

func readSubjects(data []byte) ([]tokenize.Subject, error) {
	r := wire.NewReader(data)
	subjects := make([]tokenize.Subject, r.Count(8))
	for i := range subjects {
		subjects[i].Model = r.Text()
		rate := r.Text()
		if rate == "" {
			continue
		}
		var err error
		if subjects[i].USDPerMTok, err = decimal.Parse(rate); err != nil {
			return nil, fault.Argument("usdPerMTok", "usdPerMTok "+err.Error()+".")
		}
	}
	if !r.Complete() {
		return nil, fault.Argument("subjects", "The subjects are not complete.")
	}
	return subjects, nil
}
