package tokenize_test

import (
	"fmt"

	"threelimits/calc/bpe"
	"threelimits/calc/tokenize"
	"threelimits/scripts/vocab/ranks"
)

// A text in a model's own tokens: which encoding it is counted with, the count, and what that says of the model.
func Example() {
	const model, text = "anthropic/claude-opus-4-6", "All human beings are born free and equal in dignity and rights."
	encoding, err := tokenize.EncodingOf(model, nil)
	if err != nil {
		panic(err)
	}
	// The content of dist/site/vocab/<encoding>.vocab.gz, inflated.
	vocabulary, err := ranks.Vocabulary(encoding, bpe.Pack, func([]byte) error { return nil })
	if err != nil {
		panic(err)
	}
	var set tokenize.Set
	if err := set.Load(encoding, vocabulary); err != nil {
		panic(err)
	}
	count, err := set.Count(encoding, bpe.SpecialAsText, []byte(text))
	if err != nil {
		panic(err)
	}
	measured, err := tokenize.MeasureModel(count, model, nil)
	if err != nil {
		panic(err)
	}
	fmt.Println(count, encoding)
	fmt.Println(measured.Tokens.Low, measured.Tokens.Typical, measured.Tokens.High, measured.Trust.Level)
	// Output:
	// 13 o200k_base
	// 13 15 17 estimate
}
