//go:build js && wasm

// Command reference is main of reference.wasm: tiktoken-go itself in the browser, so that anyone can hold our counts
// against it on a text of their own. The contract with the page is ReferenceExports in site/core/exports.ts.
package main

import (
	"encoding/json"

	"threelimits/wasm/boundary"
)

func main() {
	boundary.Run(exports, "reference-failed", "tiktoken-go failed")
}

// exports by name, as ReferenceExports in site/core/exports.ts lists them.
var exports = boundary.Exports{
	"about":            about,
	"vocabularyNeeded": vocabularyNeeded,
	"loadVocabulary":   loadVocabulary,
	"encode":           encode,
	"explain":          explain,
}

var reference = newTiktoken()

func about(boundary.Arguments) (any, error) {
	return []byte(`{"name":"tiktoken-go","version":"` + moduleVersion() + `"}`), nil
}

func vocabularyNeeded(args boundary.Arguments) (any, error) {
	return reference.fileNeeded(args.Text(0))
}

func loadVocabulary(args boundary.Arguments) (any, error) {
	return nil, reference.load(args.Text(0), args.OwnBytes(1))
}

func encode(args boundary.Arguments) (any, error) {
	return reference.encode(args.Text(0), string(args.Bytes(1)))
}

// explain is here because only who asks for the check needs it, not everyone who loads the engine.
func explain(args boundary.Arguments) (any, error) {
	d, differ, err := reference.explain(args.Text(0), args.Bytes(1), args.IDs(2), args.IDs(3))
	if err != nil || !differ {
		return nil, err
	}
	return json.Marshal(d)
}
