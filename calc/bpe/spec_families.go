package bpe

import "slices"

// familySpecs are the encodings made from vendors' tokenizer.json (scripts/vocab/tokenizers), each a vocabulary file of
// its own that says how to cut and normalize, and which special tokens there are. Verified against Hugging Face's
// core: scripts/conformance. The checksums are those of the files, as in specs.
var familySpecs = []Spec{
	{Name: "qwen3", File: "qwen3", check: 0xc41ee5f2075f286f, VocabularySize: 151669, Licence: "Apache-2.0"},
	{Name: "deepseek_v3", File: "deepseek_v3", check: 0xa45c54e8e368fa2b, VocabularySize: 128815, Licence: "MIT"},
	{Name: "mistral_nemo", File: "mistral_nemo", check: 0xb089e16d3a8b959c, VocabularySize: 131072, Licence: "Apache-2.0"},
	{Name: "gemma3", File: "gemma3", check: 0x2e704dd291afa98e, VocabularySize: 262145, Licence: "Gemma Terms of Use"},
}

// AllEncodings lists the encodings that Load knows, in the order in which they should be offered: OpenAI's, then the
// other vendors'.
func AllEncodings() []Spec { return append(slices.Clone(specs), familySpecs...) }
