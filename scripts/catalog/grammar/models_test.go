package grammar

import (
	"fmt"
	"strings"
	"testing"

	"threelimits/calc/catalog"
	"threelimits/calc/cost"
)

// small is a whole file in the format, with every kind of line.
const small = `# A comment.
vendor acme Acme AI
api openai-compatible

source list 2026-01-02 https://acme.example/prices Acme's price list
source page 2026-03-04 https://acme.example/models Acme's models

tokens o200k_base estimate 0.9 1 1.1 @page
  for rocket*
  why Measured.
tokens cl100k_base exact @list
  for *
  why Said so.

cache from 1024 step 128 write input @page
  for rocket rocket-2

model rocket Rocket, the first
  alias rocket-1 rocket-latest @list
  reasoning @list
  released 2025-12 @page
  cutoff 2025 @page
  retired 2026-12-31 @page
  window 200000 input 150000 output 50000 @page
  price - in 3 cached 0.3 out 15 @list
  price 2026-02-01 in 2 cached 0.2 write 2.5 out 10 @list @page
  from 100000 in 4 cached 0.4 out 15 @page
  above 150000 in 5 out 20 @list
  price ~2026-03-01 in 1 out 5 @page
  note Twice as dear at night. @page

model tug Tug
  window 8192 @list
`

func TestParse(t *testing.T) {
	models, err := Models(Read("acme.txt", small))
	if err != nil {
		t.Fatal(err)
	}
	if len(models) != 2 {
		t.Fatalf("%d models", len(models))
	}
	m := models[0]
	got := fmt.Sprint(m.ID, "|", m.Vendor, "|", m.VendorName, "|", m.Name, "|", m.Aliases, "|", m.API, "|", m.Reasoning, "|",
		m.Released, "|", m.Cutoff, "|", m.Retired.Day, "|", m.Window.Context, m.Window.MaxInput, m.Window.MaxOutput, "|",
		m.Encoding, m.Exactness, m.Factor.Low, m.Factor.Typical, m.Factor.High, m.Trust.Why, "|", m.Cache.From, m.Cache.Step)
	const want = "acme/rocket|acme|Acme AI|Rocket, the first|[acme/rocket-1 acme/rocket-latest]|openai-compatible|true|" +
		"2025-12|2025|2026-12-31|200000 150000 50000|o200k_baseestimate0.9 1 1.1Measured.|1024 128"
	if strings.ReplaceAll(got, " ", "") != strings.ReplaceAll(want, " ", "") {
		t.Errorf("%s\nexpected\n%s", got, want)
	}
	for i, want := range []struct {
		from    string
		seen    bool
		list    string
		checked string
	}{
		{"", false, "3 0.3 3 15", "2026-01-02"}, // writing costs the input rate, by the cache rule
		{"2026-02-01", false, "2 0.2 2.5 10 [100000: 4 0.4 4 15] [150001: 5 - - 20]", "2026-03-04"},
		{"2026-03-01", true, "1 - - 5", "2026-03-04"},
	} {
		row := m.Prices[i]
		if row.From != want.from || row.FromSeen != want.seen || write(row.List) != want.list || row.Source.Checked != want.checked {
			t.Errorf("row %d: %q %t %s, checked %s, expected %+v", i, row.From, row.FromSeen, write(row.List), row.Source.Checked, want)
		}
	}
	if s := m.Prices[1].Tiers; s[0].URL != "https://acme.example/models" || s[1].URL != "https://acme.example/prices" {
		t.Errorf("sources of the tiers: %v", s)
	}
	if len(m.Notes) != 1 || m.Notes[0].Text != "Twice as dear at night." || len(m.Sources) != 2 {
		t.Errorf("notes %v, sources %v", m.Notes, m.Sources)
	}
	if tug := models[1]; tug.Encoding != "cl100k_base" || tug.Cache != (catalog.CacheRule{}) || tug.Prices != nil {
		t.Errorf("tug: %+v", tug)
	}
}

// TestParseErrors puts one wrong line into the small file and expects its place and what was wrong with it.
func TestParseErrors(t *testing.T) {
	for _, c := range []struct{ replace, by, want string }{
		{"api openai-compatible", "api soap", "acme.txt:3: api takes openai"},
		{"vendor acme Acme AI", "vendor acme", "acme.txt:2: vendor takes an id and a name"},
		{"vendor acme Acme AI", "", "acme.txt:18: vendor and api come before"},
		{"source list 2026-01-02", "source list 2026-02-30", "acme.txt:5: source takes a date"},
		{"https://acme.example/prices", "http://acme.example/prices", "acme.txt:5: source takes a date"},
		{"source page", "source list", `acme.txt:6: source "list" twice`},
		{"tokens o200k_base estimate 0.9 1 1.1", "tokens o200k_base estimate", "acme.txt:8: exact and assumed take no factor"},
		{"tokens o200k_base estimate 0.9 1 1.1", "tokens o200k_base guess", "acme.txt:8: exact and assumed take no factor"},
		{"tokens o200k_base estimate 0.9 1 1.1 @page", "tokens o200k_base estimate 0.9 1 1.1", "acme.txt:8: the row cites no source"},
		{"0.9 1 1.1", "0.9 one 1.1", "acme.txt:8: "},
		{"  why Said so.", "", "acme.txt: tokens cl100k_base exact lacks its for or its why"},
		{"  for *", "  for tugboat", "acme.txt: acme/tug: no tokens block is for it"},
		{"write input", "write output", "acme.txt:15: write takes the word input"},
		{"step 128", "steps 128", `acme.txt:15: "steps" is no field of cache`},
		{"  reasoning", "  reasoning hard", "acme.txt:20: reasoning takes nothing but its source"},
		{"  reasoning @list", "  reasoning", `acme.txt:20: the row cites no source`},
		{"  reasoning", "  resoning @page", `acme.txt:20: "resoning" is no line of model`},
		{"  reasoning", "reasoning", `acme.txt:20: "reasoning" opens no block`},
		{"  cutoff 2025 @page", "  cutoff 2025-13 @page", "acme.txt:22: "},
		{"  cutoff 2025 @page", "  released 2025 @page", "acme.txt:22: released twice"},
		{"window 200000 input", "window 0 input", `acme.txt:24: "0" is no number of tokens`},
		{"output 50000", "output", `acme.txt:24: "output" has no value`},
		{"output 50000", "answer 50000", `acme.txt:24: "answer" is no field of window`},
		{"price - in 3", "price soon in 3", `acme.txt:25: "soon" is no day`},
		{"price - in 3", "price - in -3", "acme.txt:25: "},
		{"price - in 3", "price - in 3 in 4", "acme.txt:25: in twice"},
		{"price - in 3", "price - input 3", `acme.txt:25: "input" is no rate`},
		{"  price - in 3 cached 0.3 out 15 @list", "  from 5 in 3 out 15 @list", "acme.txt:25: from follows a price"},
		{"price 2026-02-01", "price -", "acme.txt:26: price from \"-\" does not follow"},
		{"from 100000", "from 160000", "acme.txt:28: above 150000 does not follow"},
		{"@list @page", "@list @pag", "acme.txt:26: @pag is no source of this file"},
	} {
		t.Run(c.by, func(t *testing.T) {
			if strings.Count(small, c.replace) < 1 {
				t.Fatalf("%q is not in the small file", c.replace)
			}
			_, err := Models(Read("acme.txt", strings.Replace(small, c.replace, c.by, 1)))
			if err == nil || !strings.HasPrefix(err.Error(), c.want) {
				t.Errorf("error %v, expected %s", err, c.want)
			}
		})
	}
}

func TestReadNamesTheFile(t *testing.T) {
	_, err := Models(Read("vendors/acme.txt", small), Read("vendors/zeta.txt", "vendor zeta Zeta\nmodle x X\n"))
	if err == nil || !strings.HasPrefix(err.Error(), `vendors/zeta.txt:2: "modle" opens no block`) {
		t.Errorf("error %v", err)
	}
}

// FuzzParse holds that no text makes the parser panic, and that what it accepts is complete.
func FuzzParse(f *testing.F) {
	f.Add(small)
	for line := range strings.Lines(small) {
		f.Add(line)
		f.Add(small + line)
		f.Add(strings.Replace(small, line, "", 1))
	}
	f.Add("tokens\n  for x\n")
	f.Add("model\n  price\n")
	f.Add("vendor a A\napi google\nmodel m M\n  price @\n  from\n")
	f.Fuzz(func(t *testing.T, text string) {
		models, err := Models(Read("fuzz.txt", text))
		if err != nil {
			if !strings.HasPrefix(err.Error(), "fuzz.txt:") {
				t.Errorf("error without its file: %v", err)
			}
			return
		}
		for _, m := range models {
			if m.ID == "" || m.Factor.Low == nil || m.Trust.Source.URL == "" {
				t.Errorf("accepted incomplete: %+v", m)
			}
			for _, row := range m.Prices {
				if len(row.Tiers) != len(row.List.Tiers) || row.Source.URL == "" {
					t.Errorf("accepted a row without source: %+v", row)
				}
			}
		}
	})
}

// write is a price list on one line: input, cached input, cache write, output, and the tiers in brackets.
func write(list cost.PriceList) string {
	rates := func(r cost.Rates) string {
		return text(r.Input) + " " + text(r.CachedInput) + " " + text(r.CacheWrite) + " " + text(r.Output)
	}
	line := rates(list.Base)
	for _, tier := range list.Tiers {
		line += fmt.Sprintf(" [%d: %s]", tier.InputTokensFrom, rates(tier.Rates))
	}
	return line
}

func BenchmarkModels(b *testing.B) {
	files, err := ReadFolder("../../../calc/catalog/vendors")
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := Models(files...); err != nil {
			b.Fatal(err)
		}
	}
}
