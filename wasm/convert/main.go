//go:build js && wasm

// Command convert is main of convert.wasm: it makes vocabulary files of tokenizers that people bring. It is a program of its
// own because few people need it: it would add 37 KB (gzip) to the engine that everyone loads. And what it takes of memory,
// up to 200 MB for Gemma 3's tokenizer.json, goes when it is dropped; a Go program never gives memory back. The contract
// with the page is ConvertExports in site/core/exports.ts.
package main

import (
	"errors"
	"runtime/debug"

	"threelimits/calc"
	"threelimits/wasm/boundary"
)

func main() {
	debug.SetGCPercent(400) // it lives for one call
	b, err := boundary.Open(documented)
	if err == nil {
		err = b.Serve(exports)
	}
	panic(err)
}

var exports = boundary.Exports{
	"convertTokenizer": convertTokenizer,
	"convertRanks":     convertRanks,
}

func convertTokenizer(args boundary.Arguments) (any, error) {
	return calc.ConvertTokenizer(args.OwnBytes(0))
}

func convertRanks(args boundary.Arguments) (any, error) {
	return calc.ConvertRanks(args.OwnBytes(0), args.Text(1), args.OwnBytes(2))
}

// documented gives an error its code.
func documented(err error) *boundary.Failure {
	if known := (*calc.Error)(nil); errors.As(err, &known) {
		return &boundary.Failure{Code: known.Code, Field: known.Field, Message: known.Message}
	}
	return &boundary.Failure{Code: "bad-tokenizer", Message: "The file cannot be used: " + err.Error() + "."}
}
