package main

import (
	"fmt"
	"slices"

	"threelimits/calc/catalog"
	"threelimits/calc/decimal"
)

// ruleDifferences compares the rules of the vendor files, which people write, with the figures a source has for the same:
// what an hour's cache write and 1,000 web searches cost.
func (s sources) ruleDifferences(models []catalog.Model) (differs []string) {
	ours := map[string]*catalog.Model{}
	for i := range models {
		for _, id := range append([]string{models[i].ID}, models[i].Aliases...) {
			ours[id] = &models[i]
		}
	}
	for _, v := range vendors {
		for id, o := range s.genai[v.genai] {
			m, ok := ours[v.id+"/"+id]
			if !ok || len(m.Prices) == 0 || v.distrust[id+" "+genaiPrices.name] != "" {
				continue
			}
			list := &m.Prices[len(m.Prices)-1].List
			for _, c := range []struct {
				what, its string
				ours      *decimal.Decimal
			}{
				{"an hour's cache write", o.hour, list.Base.CacheWriteHour},
				{"1,000 web searches", o.search, list.Search},
			} {
				if ours := ourText(c.ours); c.its != "" && ours != c.its {
					differs = append(differs, fmt.Sprintf("%s: %s cost %s in the file, %s in %s", m.ID, c.what, ours, c.its, genaiPrices.short()))
				}
			}
		}
	}
	slices.Sort(differs)
	return differs
}

func ourText(d *decimal.Decimal) string {
	if d == nil {
		return "nothing that is known"
	}
	return d.String()
}
