package grammar

import (
	"strings"
	"testing"

	"threelimits/calc/catalog"
)

// TestCheck holds the committed vendor files to the rules of every catalogue.
func TestCheck(t *testing.T) {
	files, err := ReadFolder("../../../calc/catalog/vendors")
	if err != nil {
		t.Fatal(err)
	}
	models, err := Models(files...)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range Check(models) {
		t.Error(p)
	}
}

// sound is a file without a problem, one line of which each row of TestCheckFinds replaces.
const sound = `vendor acme Acme AI
api openai
source list 2026-01-02 https://acme.example/prices Acme's price list
source page 2026-03-04 https://acme.example/models Acme's models
quoted pack 2026-03-05 https://acme.example/prices a package: the price list
tokens o200k_base exact @page
  for *
  why Said so.
model rocket-2026-03-01 Rocket
  retired 2026-12-31 to tug @page
  released 2026-03-01 @page
  cutoff 2025-06 @page
  window 200000 output 50000 @page
  price - in 3 cached 0.3 write 3 out 15 until 2026-10-31 @list
  price 2026-11-01 in 4 cached 0.4 out 20 @list
  above 100000 in 5 cached 0.5 out 25 @list
model tug Tug
  window 8192 @page
  price - in 1 out 5 @list
`

func TestCheckFinds(t *testing.T) {
	for _, c := range []struct{ replace, by, want string }{
		{"", "", ""},
		{"cutoff 2025-06", "cutoff 2026-05", "trained until 2026-05, released 2026-03-01"},
		{"cutoff 2025-06", "cutoff 2026-02", "trained until 2026-02, and released on 2026-03-01 already"},
		{"released 2026-03-01", "released 2026-04-01", "released 2026-04-01, by its name in 2026-03"},
		{"retired 2026-12-31", "retired 2026-02-01", "retired 2026-02-01, released 2026-03-01"},
		{"to tug", "to barge", "acme/barge is to follow it, which is not in the catalogue"},
		{"  window 8192", "  retired 2026-01-01 @page\n  window 8192", "acme/tug is to follow it, which was retired before"},
		{"output 50000", "output 500000", "maximum output 500000 above the window 200000"},
		{"until 2026-10-31", "until 2026-10-30", "a price is promised up to 2026-10-30, and none is given from 2026-10-31 on"},
		{"in 1 out 5", "in 1 out 5 until 2026-12-31", "a price is promised up to 2026-12-31, and none is given from 2027-01-01 on"},
		{"above 100000", "above 200000", "tier from 200001 in a window of 200000"},
		{"in 5 cached 0.5 out 25", "in 4 cached 0.5 out 25", "the tier from 100001 is no dearer"},
		{"in 5 cached 0.5 out 25", "cached 0.5", "a row without input or output rate"},
		{"in 1 out 5", "in 1", "a row without input or output rate"},
		{"in 1 out 5", "in 1 out 0", "a rate of zero: unknown is left out"},
		{"cached 0.4 out 20", "cached 4.4 out 20", "cached input costs 4.4, input 4"},
		{"cached 0.3 write 3", "write 3", "a rate for writing to the cache, none for reading"},
		{"window 8192 @page", "window 8192 @pack", "its window is taken from a price list, by way of a package"},
		{"model tug Tug\n", "model tug Tug\n  alias rocket-2026-03-01 @page\n", "acme/rocket-2026-03-01 names acme/rocket-2026-03-01 too"},
		{"exact @page", "estimate 1.2 1.1 1.3 @page", "factor 1.2 1.1 1.3"},
		{"why Said so.", "why Said so", `why: "Said so"`},
	} {
		t.Run(c.by, func(t *testing.T) {
			if strings.Count(sound, c.replace) < 1 {
				t.Fatalf("%q is not in the file", c.replace)
			}
			models, err := Models(Read("acme.txt", strings.Replace(sound, c.replace, c.by, 1)))
			if err != nil {
				t.Fatal(err)
			}
			problems := Check(models)
			if c.want == "" && len(problems) == 0 {
				return
			}
			for _, p := range problems {
				if p.Text == c.want {
					return
				}
			}
			t.Errorf("%v, expected %q", problems, c.want)
		})
	}
}

// TestCheckOfNothing: models that lack everything end in problems, never in a panic.
func TestCheckOfNothing(t *testing.T) {
	if len(Check([]catalog.Model{{}, {Prices: []catalog.PriceRow{{Until: "soon"}}, Retired: catalog.Retirement{To: "x"}}})) < 5 {
		t.Error("nothing is found")
	}
}
