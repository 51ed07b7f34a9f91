//go:build js && wasm

// Command engine is main of engine.wasm: it decodes arguments, calls calc and encodes results. Start at exports; the
// contract with the page is site/core/exports.ts, and how values cross is package boundary's.
package main

import (
	"strings"

	"threelimits/calc"
	"threelimits/calc/catalog"
	"threelimits/calc/fields"
	"threelimits/calc/tokenize"
	"threelimits/calc/wire/models"
	"threelimits/wasm/boundary"
)

func main() {
	boundary.Run(exports, "engine-failed", "The engine failed")
}

// tokenizers and the person's own models are all the state there is.
var (
	tokenizers tokenize.Set
	ownModels  *catalog.Own
)

// exports by name, as EngineExports in site/core/exports.ts lists them.
var exports = boundary.Exports{
	"encodings":        encodings,
	"models":           listModels,
	"cutoffs":          cutoffs,
	"loadModels":       loadModels,
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
	"estimate":         estimate,
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

func encodings(boundary.Arguments) (any, error) { return tokenizers.AppendJSON(nil), nil }

func listModels(args boundary.Arguments) (any, error) {
	return models.List(args.Text(0), ownModels), nil
}

func cutoffs(args boundary.Arguments) (any, error) {
	return models.Cutoffs(args.Text(0), ownModels)
}

func loadModels(args boundary.Arguments) (_ any, err error) {
	ownModels, err = catalog.LoadModels(args.Bytes(0))
	return nil, err
}

func encodingOf(args boundary.Arguments) (any, error) {
	return tokenize.EncodingOf(args.Text(0), ownModels)
}

func vocabularyNeeded(args boundary.Arguments) (any, error) {
	return tokenizers.FileNeeded(args.Text(0))
}

func loadVocabulary(args boundary.Arguments) (any, error) {
	return nil, tokenizers.Load(args.Text(0), args.OwnBytes(1))
}

func loadOwn(args boundary.Arguments) (any, error) {
	return nil, tokenizers.LoadOwn(args.Text(0), args.OwnBytes(1))
}

func forgetOwn(args boundary.Arguments) (any, error) {
	tokenizers.ForgetOwn(args.Text(0))
	return nil, nil
}

func count(args boundary.Arguments) (any, error) {
	return tokenizers.Count(args.Text(0), args.Text(1), args.Bytes(2))
}

func encode(args boundary.Arguments) (any, error) {
	return tokenizers.IDs(args.Text(0), args.Text(1), args.Bytes(2))
}

func decode(args boundary.Arguments) (any, error) {
	return tokenizers.Decode(args.Text(0), args.IDs(1))
}

func segment(args boundary.Arguments) (any, error) {
	ids, ends, err := tokenizers.Segments(args.Text(0), args.Text(1), args.Bytes(2))
	return append(ids, ends...), err
}

func measure(args boundary.Arguments) (any, error) {
	measured, err := tokenize.MeasureModel(args.Int(1), args.Text(0), ownModels)
	return measured.AppendJSON(nil), err
}

func describe(args boundary.Arguments) (any, error) {
	return tokenize.Describe(args.Bytes(0)).AppendJSON(nil), nil
}

func estimate(args boundary.Arguments) (any, error) {
	scenario, err := calc.ParseScenario(fieldsOf(string(args.Bytes(0))))
	if err != nil {
		return nil, err
	}
	scenario.Own = ownModels
	result, err := calc.Evaluate(scenario, args.Text(1))
	if err != nil {
		return nil, err
	}
	return result.AppendJSON(nil), nil
}

func overhead(args boundary.Arguments) (any, error) {
	added, err := tokenizers.ChatOverhead(args.Text(0), fieldsOf(string(args.Bytes(1))), ownModels)
	return added.AppendJSON(nil), err
}

func sum(args boundary.Arguments) (any, error) { return calc.Sum(string(args.Bytes(0))) }

func convert(args boundary.Arguments) (any, error) {
	return calc.Convert(string(args.Bytes(0)), args.Text(1))
}

func rescale(args boundary.Arguments) (any, error) { return calc.Rescale(string(args.Bytes(0))) }

func compareTexts(args boundary.Arguments) (any, error) {
	return tokenizers.CompareTextsJSON(args.Text(0), args.Int(1), args.Bytes(2), args.Bytes(3), ownModels)
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

// fieldsOf reads path NUL kind NUL text for each leaf, NUL between leaves; a chat item is written the same.
func fieldsOf(leaves string) []fields.Field {
	parts := strings.Split(leaves, "\x00")
	list := make([]fields.Field, 0, len(parts)/3)
	for ; len(parts) >= 3; parts = parts[3:] {
		list = append(list, fields.Field{Path: parts[0], Kind: parts[1], Text: parts[2]})
	}
	return list
}
