package usage_test

import (
	"fmt"

	"threelimits/calc/fields"
	"threelimits/calc/usage"
)

// Anthropic's input_tokens leave out what came from a cache; Input has it.
func ExampleRead() {
	record, err := usage.Read([]fields.Field{
		{Path: "model", Kind: "string", Text: "claude-opus-4-8"},
		{Path: "usage.input_tokens", Kind: "number", Text: "50"},
		{Path: "usage.cache_read_input_tokens", Kind: "number", Text: "100000"},
		{Path: "usage.output_tokens", Kind: "number", Text: "503"},
	})
	if err != nil {
		panic(err)
	}
	fmt.Println(record.Shape, record.Model, record.Tokens.Input, record.Tokens.Read, record.Tokens.Output)
	// Output: anthropic claude-opus-4-8 100050 100000 503
}
