// Package models is how package models' values cross between the page and a program.
package models

import (
	"encoding/binary"
	"strings"

	"threelimits/calc/catalog"
	"threelimits/calc/models"
	"threelimits/calc/wire"
)

// List is models.List: Model[] out.
func List(today string, own *catalog.Own) []byte { return wire.Append(nil, models.List(today, own)) }

// Cutoffs is models.Cutoffs: own as catalog.LoadModels takes it, a CutoffTimeline out.
func Cutoffs(today string, own []byte) ([]byte, error) {
	known, err := catalog.LoadModels(own)
	if err != nil {
		return nil, err
	}
	return wire.Result(models.Cutoffs(today, known))
}

// Import is models.ImportPrices: leaves as wire.ReadLeaves takes them, out the length of a PriceImport, it, and where
// nothing is wrong with the file, the models packed as catalog.LoadModels takes them.
func Import(format string, leaves []byte, today string) ([]byte, error) {
	read, err := wire.ReadLeaves(leaves)
	if err != nil {
		return nil, err
	}
	report, imported := models.ImportPrices(format, read, today)
	text := wire.Append(nil, &report)
	out := append(binary.LittleEndian.AppendUint32(nil, uint32(len(text))), text...)
	if len(report.Problems) == 0 {
		out = append(out, catalog.PackModels(imported)...)
	}
	return out, nil
}

// Export is models.ExportPrices: ids one a line, own as catalog.LoadModels takes it.
func Export(ids string, own []byte) ([]byte, error) {
	known, err := catalog.LoadModels(own)
	if err != nil {
		return nil, err
	}
	return models.ExportPrices(strings.Fields(ids), known)
}
