package bills

import (
	"strings"

	"threelimits/calc/catalog"
	"threelimits/calc/fault"
	"threelimits/calc/fields"
	"threelimits/calc/wire"
)

// ReadRecords reads usage records as they cross the boundary: their number; for each the number of its leaves; for each
// leaf path, kind and text. A number is 32 bits, little-endian; a text is its length and its UTF-8.
func ReadRecords(data []byte) ([][]fields.Field, error) {
	r := wire.NewReader(data)
	records := make([][]fields.Field, 0, min(len(data)/4, 1<<16))
	for n := r.Count(4); n > 0; n-- {
		leaves := make([]fields.Field, r.Count(12))
		for i := range leaves {
			leaves[i] = fields.Field{Path: r.Text(), Kind: r.Text(), Text: r.Text()}
		}
		records = append(records, leaves)
	}
	if !r.Complete() {
		return nil, fault.Argument("", "The records are not complete.")
	}
	return records, nil
}

// ExplainJSON is Explain as it crosses the boundary: records as ReadRecords takes them; options, the lines
// "name TAB value" with the names model, service, asOf and reprice (one line a model); own as catalog.LoadModels takes it.
func ExplainJSON(data []byte, options string, own []byte, today string) ([]byte, error) {
	records, err := ReadRecords(data)
	if err != nil {
		return nil, err
	}
	models, err := catalog.LoadModels(own)
	if err != nil {
		return nil, err
	}
	var o Options
	for line := range strings.Lines(options) {
		name, value, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		switch name {
		case "model":
			o.Model = value
		case "service":
			o.Service = value
		case "asOf":
			o.AsOf = value
		case "reprice":
			o.Reprice = append(o.Reprice, value)
		default:
			return nil, fault.Argument(name, fault.Short(name)+" is no option; accepted are model, service, asOf and reprice.")
		}
	}
	report, err := Explain(records, o, models, today)
	if err != nil {
		return nil, err
	}
	return report.AppendJSON(nil), nil
}
