// Package bills is how package bills' values cross between the page and a program.
package bills

import (
	"strings"

	"threelimits/calc/bills"
	"threelimits/calc/catalog"
	"threelimits/calc/fault"
	"threelimits/calc/fields"
	"threelimits/calc/wire"
)

// Explain is bills.Explain: records as readRecords takes them, options as readOptions does, own as catalog.LoadModels, a
// UsageReport out.
func Explain(records []byte, options string, own []byte, today string) ([]byte, error) {
	read, err := readRecords(records)
	if err != nil {
		return nil, err
	}
	models, err := catalog.LoadModels(own)
	if err != nil {
		return nil, err
	}
	o, err := readOptions(options)
	if err != nil {
		return nil, err
	}
	return wire.Result(bills.Explain(read, o, models, today))
}

// readRecords reads usage records: their number, and of each its fields.
func readRecords(data []byte) ([][]fields.Field, error) {
	r := wire.NewReader(data)
	records := make([][]fields.Field, 0, min(len(data)/4, 1<<16))
	for range r.Count(4) {
		records = append(records, r.Fields())
	}
	if !r.Complete() {
		return nil, fault.Argument("", "The records are not complete.")
	}
	return records, nil
}

// readOptions reads lines "name TAB value" with the names model, service, asOf and reprice (one line a model).
func readOptions(text string) (o bills.Options, err error) {
	for line := range strings.Lines(text) {
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
			return o, fault.Argument(name, fault.Short(name)+" is no option; accepted are model, service, asOf and reprice.")
		}
	}
	return o, nil
}
