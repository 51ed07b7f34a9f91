//go:build js && wasm

// Command money is main of money.wasm: it explains usage records, reads and writes price files, and counts pictures, pages, sound and film. It is a program of its
// own, loaded on request, because few visits need it: it would add 40 KB (gzip) to the engine that everyone loads. The
// contract with the page is MoneyExports in site/core/exports.ts.
package main

import (
	"errors"

	"threelimits/calc"
	"threelimits/wasm/boundary"
)

func main() {
	b, err := boundary.Open(documented)
	if err == nil {
		err = b.Serve(exports)
	}
	panic(err)
}

var exports = boundary.Exports{
	"explainUsage": explainUsage,
	"importPrices": importPrices,
	"exportPrices": exportPrices,
	"countMedia":   countMedia,
}

func explainUsage(args boundary.Arguments) (any, error) {
	options := string(args.Bytes(1)) // before the next Bytes, which takes its place
	return calc.ExplainUsageJSON(args.OwnBytes(0), options, args.Bytes(2), args.Text(3))
}

func importPrices(args boundary.Arguments) (any, error) {
	return calc.ImportPrices(args.Text(0), args.OwnBytes(1), args.Text(2))
}

func exportPrices(args boundary.Arguments) (any, error) {
	return calc.ExportPricesJSON(args.Text(0), args.Bytes(1))
}

func countMedia(args boundary.Arguments) (any, error) {
	return calc.CountMediaJSON(args.Text(0), args.Text(1), args.Bytes(2), args.Text(3))
}

// documented gives an error its code.
func documented(err error) *boundary.Failure {
	if known := (*calc.Error)(nil); errors.As(err, &known) {
		return &boundary.Failure{Code: known.Code, Field: known.Field, Message: known.Message}
	}
	return &boundary.Failure{Code: "engine-failed", Message: "The program failed: " + err.Error() + "."}
}
