//go:build js && wasm

// Command money is main of money.wasm: it explains usage records, reads and writes price files, and counts pictures, pages, sound and film. It is a program of its
// own, loaded on request, because few visits need it: it would add 40 KB (gzip) to the engine that everyone loads. The
// contract with the page is MoneyExports in site/core/exports.ts.
package main

import (
	"threelimits/calc/wire/bills"
	"threelimits/calc/wire/media"
	"threelimits/calc/wire/models"
	"threelimits/wasm/boundary"
)

func main() {
	boundary.Run(exports, "engine-failed", "The program failed")
}

var exports = boundary.Exports{
	"explainUsage": explainUsage,
	"importPrices": importPrices,
	"exportPrices": exportPrices,
	"countMedia":   countMedia,
}

func explainUsage(args boundary.Arguments) (any, error) {
	return bills.Explain(args.Bytes(0), string(args.Bytes(1)), args.Bytes(2), args.Text(3))
}

func importPrices(args boundary.Arguments) (any, error) {
	return models.Import(args.Text(0), args.Bytes(1), args.Text(2))
}

func exportPrices(args boundary.Arguments) (any, error) {
	return models.Export(args.Text(0), args.Bytes(1))
}

func countMedia(args boundary.Arguments) (any, error) {
	return media.Count(args.Text(0), args.Text(1), args.Bytes(2), args.Text(3))
}
