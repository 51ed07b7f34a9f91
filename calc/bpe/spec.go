package bpe

import (
	"encoding/binary"
	"errors"
	"slices"
	"strconv"
	"sync"
)

// Spec describes an encoding: which vocabulary file it needs, how it cuts text and which special tokens it has.
type Spec struct {
	Name string
	// File names the vocabulary: o200k_harmony has o200k_base's, p50k_edit p50k_base's, gpt2 r50k_base's.
	File string
	// VocabularySize counts ordinary and special tokens together.
	VocabularySize int
	Licence        string
	// check is the checksum of File's content.
	check uint64
	scan  scanner
	// specials is a function because gpt-oss has a thousand, which only those who count with it need.
	specials func() map[string]uint32
}

// Specials maps the text of each special token to its id. It is nil where the vocabulary file lists them.
func (s *Spec) Specials() map[string]uint32 {
	if s.specials == nil {
		return nil
	}
	return s.specials()
}

func these(specials map[string]uint32) func() map[string]uint32 {
	return func() map[string]uint32 { return specials }
}

// verify reports whether packed is the vocabulary file that the encoding was tested with.
func (s *Spec) verify(packed []byte) error {
	if len(packed) < checkBytes || binary.LittleEndian.Uint64(packed[len(packed)-checkBytes:]) != s.check {
		return errors.New("bpe: not the vocabulary file " + s.File + " of this version, or damaged")
	}
	return nil
}

// A scanner is a pre-tokenizer: it cuts text[from:] into pieces, writes the end of each into ends until ends is full or
// the text is used up, and returns how many it wrote. The text is valid UTF-8. Pieces are never empty and leave no gap;
// a piece depends on nothing before it.
type scanner func(text []byte, from int, ends []int) int

const (
	endOfText   = "<|endoftext|>"
	fimPrefix   = "<|fim_prefix|>"
	fimMiddle   = "<|fim_middle|>"
	fimSuffix   = "<|fim_suffix|>"
	endOfPrompt = "<|endofprompt|>"
)

// Checksums of the vocabulary files. A change of the file format or of a vocabulary changes them, and then
// TestVocabularyFiles says what they should be.
const (
	checkO200k  = 0x9d95a01d043fc17e
	checkCL100k = 0x5302e31637b7ebd9
	checkP50k   = 0xae3032448a0ca546
	checkR50k   = 0xb1cfe03ddbc87c6d
)

// specs follow tiktoken 0.14.0, tiktoken_ext/openai_public.py (https://github.com/openai/tiktoken, checked 2026-11-23).
var specs = []Spec{
	{
		Name: "o200k_base", File: "o200k_base", check: checkO200k, VocabularySize: 199998 + 2, Licence: "MIT", scan: scanO200k,
		specials: these(map[string]uint32{endOfText: 199999, endOfPrompt: 200018}),
	},
	{
		Name: "o200k_harmony", File: "o200k_base", check: checkO200k, VocabularySize: 199998 + 1090, Licence: "MIT", scan: scanO200k,
		specials: sync.OnceValue(harmonySpecials),
	},
	{
		Name: "cl100k_base", File: "cl100k_base", check: checkCL100k, VocabularySize: 100256 + 5, Licence: "MIT", scan: scanCL100k,
		specials: these(map[string]uint32{
			endOfText: 100257, fimPrefix: 100258, fimMiddle: 100259, fimSuffix: 100260, endOfPrompt: 100276,
		}),
	},
	{
		Name: "p50k_base", File: "p50k_base", check: checkP50k, VocabularySize: 50280 + 1, Licence: "MIT", scan: scanR50k,
		specials: these(map[string]uint32{endOfText: 50256}),
	},
	{
		Name: "p50k_edit", File: "p50k_base", check: checkP50k, VocabularySize: 50280 + 4, Licence: "MIT", scan: scanR50k,
		specials: these(map[string]uint32{endOfText: 50256, fimPrefix: 50281, fimMiddle: 50282, fimSuffix: 50283}),
	},
	{
		Name: "r50k_base", File: "r50k_base", check: checkR50k, VocabularySize: 50256 + 1, Licence: "MIT", scan: scanR50k,
		specials: these(map[string]uint32{endOfText: 50256}),
	},
	{
		Name: "gpt2", File: "r50k_base", check: checkR50k, VocabularySize: 50256 + 1, Licence: "MIT", scan: scanR50k,
		specials: these(map[string]uint32{endOfText: 50256}),
	},
}

// harmonySpecials lists the special tokens of gpt-oss: named ones, and every other id from 199998 to 201087 reserved.
// <|endofprompt|> shares its id with <|reserved_200018|>, so that 1091 texts have 1090 ids.
func harmonySpecials() map[string]uint32 {
	specials := map[string]uint32{
		"<|startoftext|>": 199998, endOfText: 199999, "<|return|>": 200002, "<|constrain|>": 200003,
		"<|channel|>": 200005, "<|start|>": 200006, "<|end|>": 200007, "<|message|>": 200008, "<|call|>": 200012,
		endOfPrompt: 200018,
	}
	for id := uint32(200000); id < 201088; id++ {
		switch id {
		case 200002, 200003, 200005, 200006, 200007, 200008, 200012:
		default:
			specials["<|reserved_"+strconv.Itoa(int(id))+"|>"] = id
		}
	}
	return specials
}

// Encodings lists OpenAI's encodings, in the order in which they should be offered; AllEncodings has the others too.
func Encodings() []Spec { return slices.Clone(specs) }

// Find returns the encoding's description.
func Find(name string) (Spec, bool) {
	for i := range specs {
		if specs[i].Name == name {
			return specs[i], true
		}
	}
	for i := range familySpecs {
		if familySpecs[i].Name == name {
			return familySpecs[i], true
		}
	}
	return Spec{}, false
}
