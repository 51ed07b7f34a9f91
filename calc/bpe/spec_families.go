package bpe

import "slices"

// familySpecs are the encodings made from vendors' tokenizer.json (scripts/vocab/tokenizers.go), each a vocabulary file of
// its own that says how to cut and normalize, and which special tokens there are. Verified against Hugging Face's
// tokenizers: TestConformance. The checksums are those of the files, as in specs.
var familySpecs = []Spec{
	{Name: "qwen3", File: "qwen3", check: 0xaf663bd6779549fb, VocabularySize: 151669, Licence: "Apache-2.0"},
	{Name: "deepseek_v3", File: "deepseek_v3", check: 0x613f6d043ab7d11a, VocabularySize: 128815, Licence: "MIT"},
	{Name: "mistral_nemo", File: "mistral_nemo", check: 0x3bc3f8dc6bb09d10, VocabularySize: 131072, Licence: "Apache-2.0"},
	{Name: "gemma3", File: "gemma3", check: 0x2c80cc435d915a2d, VocabularySize: 262145, Licence: "Gemma Terms of Use"},
}

// AllEncodings lists the encodings that Load knows, in the order in which they should be offered: OpenAI's, then the
// other vendors'.
func AllEncodings() []Spec { return append(slices.Clone(specs), familySpecs...) }
