package bpe_test

import (
	"fmt"
	"strings"

	"threelimits/calc/bpe"
	"threelimits/scripts/vocab/ranks"
)

func Example() {
	// The content of dist/site/vocab/o200k_base.vocab.gz, inflated.
	packed, err := ranks.Vocabulary("o200k_base", bpe.Pack, func([]byte) error { return nil })
	if err != nil {
		panic(err)
	}
	e, err := bpe.Load("o200k_base", packed)
	if err != nil {
		panic(err)
	}
	text := []byte("a <|endoftext|>")
	fmt.Println(e.Count(text, bpe.SpecialAsText), e.Count(text, bpe.SpecialAsTokens))
	fmt.Println(e.AppendIDs(nil, []byte("hello world"), bpe.SpecialAsText))
	// Output:
	// 8 3
	// [24912 2375]
}

// A .tiktoken file of one's own, here of the 256 bytes and one token more.
func ExampleConvertRanks() {
	const base64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
	var file strings.Builder
	for b := range 256 {
		fmt.Fprintf(&file, "%c%c== %d\n", base64[b>>2], base64[b&3<<4], b)
	}
	file.WriteString("aGk= 256\n") // hi

	converted, err := bpe.ConvertRanks([]byte(file.String()), "o200k_base", []bpe.AddedToken{{Text: "<|end|>", ID: 300}})
	if err != nil {
		panic(err)
	}
	e, err := bpe.LoadOwn("mine", converted)
	if err != nil {
		panic(err)
	}
	fmt.Println(e.AppendIDs(nil, []byte("hi!<|end|>"), bpe.SpecialAsTokens))
	// Output: [256 33 300]
}

func ExampleEncoding_NewDocument() {
	packed, err := ranks.Vocabulary("cl100k_base", bpe.Pack, func([]byte) error { return nil })
	if err != nil {
		panic(err)
	}
	e, err := bpe.Load("cl100k_base", packed)
	if err != nil {
		panic(err)
	}
	d := e.NewDocument([]byte("It was the best of times"), bpe.SpecialAsText)
	before := d.Count()
	if err := d.Replace(11, 15, []byte("worst")); err != nil { // UTF-16 units, as an editor counts
		panic(err)
	}
	fmt.Println(before, d.Count(), string(d.AppendText(nil)))
	// Output: 6 6 It was the worst of times
}
