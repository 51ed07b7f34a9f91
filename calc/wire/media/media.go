// Package media is how package media's values cross between the page and a program.
package media

import (
	"strconv"
	"strings"

	"threelimits/calc/catalog"
	"threelimits/calc/decimal"
	"threelimits/calc/fault"
	"threelimits/calc/media"
	"threelimits/calc/wire"
)

// Count is media.Count: items as readItems takes them, own as catalog.LoadModels does, a MediaReport out.
func Count(items, model string, own []byte, today string) ([]byte, error) {
	models, err := catalog.LoadModels(own)
	if err != nil {
		return nil, err
	}
	list, err := readItems(items)
	if err != nil {
		return nil, err
	}
	return wire.Result(media.Count(list, model, models, today))
}

// amounts are the fields of the page's item that have an Amount, by kind.
var amounts = map[string]string{"pdf": "pages", "audio": "seconds", "video": "seconds"}

// readItems reads items, one a line: "kind TAB width TAB height TAB amount TAB detail", with numbers as JavaScript prints them.
func readItems(text string) (items []media.Item, err error) {
	for line := range strings.Lines(text) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(f) != 5 {
			return nil, fault.Argument("items", "The items are not complete.")
		}
		item, at := media.Item{Kind: f[0], Detail: f[4]}, "items["+strconv.Itoa(len(items))+"]."
		switch field := amounts[item.Kind]; {
		case field != "":
			item.Amount, err = readNumber(f[3], at+field)
		case item.Kind == "image":
			if item.Width, err = readPixels(f[1], at+"width"); err == nil {
				item.Height, err = readPixels(f[2], at+"height")
			}
		}
		if err != nil {
			return nil, err
		}
		items = append(items, item)
	}
	return items, nil
}

func readNumber(text, field string) (*decimal.Decimal, error) {
	number, problem := decimal.ParseNumber(text)
	if problem != "" {
		return nil, fault.Argument(field, field+" "+problem+".")
	}
	return number, nil
}

// readPixels gives 0 for what is no whole number: media.Count refuses it as it does 0.
func readPixels(text, field string) (pixels int64, err error) {
	number, err := readNumber(text, field)
	if err != nil {
		return 0, err
	}
	if whole, ok := number.Int64(); ok {
		pixels = whole
	}
	return pixels, nil
}
