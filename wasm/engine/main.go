//go:build js && wasm

// Command engine is main of engine.wasm: it decodes arguments, calls calc and encodes results. Start at exports; the
// contract with the page is site/core/exports.ts, and how values cross is package boundary's.
package main

import (
	"threelimits/calc/catalog"
	"threelimits/calc/wire/estimate"
	"threelimits/calc/wire/models"
	"threelimits/calc/wire/tokenize"
	"threelimits/wasm/boundary"
)

func main() {
	boundary.Run(exports, "engine-failed", "The engine failed")
}

// tokenizers and the person's own models are all the state there is.
var (
	tokenizers tokenize.State
	ownModels  *catalog.Own
)

// exports by name, as EngineExports in site/core/exports.ts lists them.
var exports = boundary.Exports{
	"encodings":        encodings,
	"models":           listModels,
	"loadModels":       loadModels,
	"resolveModel":     resolveModel,
	"encodingOf":       encodingOf,
	"vocabularyNeeded": vocabularyNeeded,
	"loadVocabulary":   loadVocabulary,
	"loadOwn":          loadOwn,
	"forgetOwn":        forgetOwn,
	"count":            count,
	"encode":           encode,
	"decode":           decode,
	"segment":          segment,
	"measure":          measure,
	"describe":         describe,
	"estimate":         evaluate,
	"overhead":         overhead,
	"sum":              sum,
	"convert":          convert,
	"rescale":          rescale,
	"compareTexts":     compareTexts,
	"chunk":            chunk,
	"documentOpen":     documentOpen,
	"documentReplace":  documentReplace,
	"documentSegment":  documentSegment,
	"documentDescribe": documentDescribe,
	"documentClose":    documentClose,
	"counterOpen":      counterOpen,
	"counterWrite":     counterWrite,
	"counterFinish":    counterFinish,
	"counterClose":     counterClose,
}

func encodings(boundary.Arguments) (any, error) { return tokenizers.Encodings(), nil }

func listModels(args boundary.Arguments) (any, error) {
	return models.List(args.Text(0), ownModels), nil
}

func loadModels(args boundary.Arguments) (_ any, err error) {
	ownModels, err = catalog.LoadModels(args.Bytes(0))
	return nil, err
}

// resolveModel is the id of the model that a name stands for; "": it stands for none.
func resolveModel(args boundary.Arguments) (any, error) {
	if m, _ := ownModels.Resolve(args.Text(0)); m != nil {
		return m.ID, nil
	}
	return "", nil
}

func encodingOf(args boundary.Arguments) (any, error) {
	return tokenize.EncodingOf(args.Text(0), ownModels)
}

func vocabularyNeeded(args boundary.Arguments) (any, error) {
	return tokenizers.Set.FileNeeded(args.Text(0))
}

func loadVocabulary(args boundary.Arguments) (any, error) {
	return nil, tokenizers.Set.Load(args.Text(0), args.OwnBytes(1))
}

func loadOwn(args boundary.Arguments) (any, error) {
	return nil, tokenizers.Set.LoadOwn(args.Text(0), args.OwnBytes(1))
}

func forgetOwn(args boundary.Arguments) (any, error) {
	tokenizers.Set.ForgetOwn(args.Text(0))
	return nil, nil
}

func count(args boundary.Arguments) (any, error) {
	return tokenizers.Count(args.Text(0), args.Text(1), args.Bytes(2))
}

func encode(args boundary.Arguments) (any, error) {
	return tokenizers.IDs(args.Text(0), args.Text(1), args.Bytes(2))
}

func decode(args boundary.Arguments) (any, error) {
	return tokenizers.Set.Decode(args.Text(0), args.IDs(1))
}

func segment(args boundary.Arguments) (any, error) {
	return tokenizers.Segments(args.Text(0), args.Text(1), args.Bytes(2))
}

func measure(args boundary.Arguments) (any, error) {
	return tokenize.Measure(args.Text(0), args.Int(1), ownModels)
}

func describe(args boundary.Arguments) (any, error) {
	return tokenize.Describe(args.Bytes(0)), nil
}

func evaluate(args boundary.Arguments) (any, error) {
	return estimate.Evaluate(args.Bytes(0), ownModels, args.Text(1))
}

func overhead(args boundary.Arguments) (any, error) {
	return tokenizers.Overhead(args.Text(0), args.Bytes(1), ownModels)
}

func sum(args boundary.Arguments) (any, error) { return estimate.Sum(args.Bytes(0)) }

func convert(args boundary.Arguments) (any, error) {
	return estimate.Convert(args.Bytes(0), args.Text(1))
}

func rescale(args boundary.Arguments) (any, error) { return estimate.Rescale(args.Bytes(0)) }

func compareTexts(args boundary.Arguments) (any, error) {
	return tokenizers.CompareTexts(args.Text(0), args.Int(1), args.Bytes(2), args.Bytes(3), ownModels)
}

func chunk(args boundary.Arguments) (any, error) {
	return tokenizers.Chunks(args.Text(0), args.Text(1), args.Int(2), args.Int(3), args.Bytes(4))
}

func documentOpen(args boundary.Arguments) (any, error) {
	return tokenizers.OpenDocument(args.Text(0), args.Text(1), args.Bytes(2))
}

func documentReplace(args boundary.Arguments) (any, error) {
	return tokenizers.ReplaceInDocument(args.Int(0), args.Int(1), args.Int(2), args.Bytes(3))
}

func documentSegment(args boundary.Arguments) (any, error) {
	return tokenizers.SegmentDocument(args.Int(0), args.Int(1), args.Int(2))
}

func documentDescribe(args boundary.Arguments) (any, error) {
	return tokenizers.DescribeDocument(args.Int(0))
}

func documentClose(args boundary.Arguments) (any, error) {
	return nil, tokenizers.CloseDocument(args.Int(0))
}

func counterOpen(args boundary.Arguments) (any, error) {
	return tokenizers.OpenCounter(args.Text(0), args.Text(1))
}

func counterWrite(args boundary.Arguments) (any, error) {
	return nil, tokenizers.WriteToCounter(args.Int(0), args.Bytes(1))
}

func counterFinish(args boundary.Arguments) (any, error) {
	return tokenizers.FinishCounter(args.Int(0))
}

func counterClose(args boundary.Arguments) (any, error) {
	return nil, tokenizers.CloseCounter(args.Int(0))
}
