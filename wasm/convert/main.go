//go:build js && wasm

// Command convert is main of convert.wasm: it makes vocabulary files of tokenizers that people bring. It is a program of its
// own because few people need it: it would add 37 KB (gzip) to the engine that everyone loads. And what it takes of memory,
// up to 200 MB for Gemma 3's tokenizer.json, goes when it is dropped; a Go program never gives memory back. The contract
// with the page is ConvertExports in site/core/exports.ts.
package main

import (
	"runtime/debug"

	"threelimits/calc/wire/bpe"
	"threelimits/wasm/boundary"
)

func main() {
	debug.SetGCPercent(400) // it lives for one call
	boundary.Run(exports, "bad-tokenizer", "The file cannot be used")
}

var exports = boundary.Exports{
	"convertTokenizer": convertTokenizer,
	"convertRanks":     convertRanks,
}

func convertTokenizer(args boundary.Arguments) (any, error) {
	return bpe.ConvertTokenizer(args.OwnBytes(0))
}

func convertRanks(args boundary.Arguments) (any, error) {
	return bpe.ConvertRanks(args.OwnBytes(0), args.Text(1), args.OwnBytes(2))
}
