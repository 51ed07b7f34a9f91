package main

import (
	"strings"
	"testing"

	"threelimits/scripts/catalog/grammar"
)

var (
	oldPack = pack{name: "@earendil-works/pi-ai", version: "1.0.0", published: "2026-01-10"}
	newPack = pack{name: "@earendil-works/pi-ai", version: "1.1.0", published: "2026-06-10"}
	history = pack{name: "@pydantic/genai-prices", version: "0.2.0", published: "2026-07-10"}
)

func rates(in, cached, write, out string) grammar.Rates {
	return grammar.Rates{In: in, Cached: cached, Write: write, Out: out}
}

func flat(in, cached, write, out string) grammar.Price {
	return grammar.Price{Rates: rates(in, cached, write, out)}
}

func long(p grammar.Price, from int64, r grammar.Rates) grammar.Price {
	p.Tiers = append(p.Tiers, grammar.Tier{From: from, Rates: r})
	return p
}

// TestPrices brings claims into the prices of one model.
func TestPrices(t *testing.T) {
	tiered := long(flat("2", "0.2", "", "10"), 272001, rates("4", "0.4", "", "15"))
	for _, c := range []struct {
		name    string
		file    string // the model's price lines
		from    pack
		claims  []claim
		want    string
		changes int
		differs int
	}{
		{
			"the first price of all", "", oldPack, []claim{{"", tiered}},
			"price - in 2 cached 0.2 out 10 @pi-ai-1.0.0\nabove 272000 in 4 cached 0.4 out 15 @pi-ai-1.0.0", 0, 0,
		}, {
			"confirmed by a newer version", "price - in 2 out 10 @pi-ai-1.0.0", newPack, []claim{{"", flat("2", "", "", "10")}},
			"price - in 2 out 10 @pi-ai-1.1.0", 0, 0,
		}, {
			"confirmed by another source", "price - in 2 out 10 @pi-ai-1.0.0", history, []claim{{"", flat("2", "", "", "10")}},
			"price - in 2 out 10 @pi-ai-1.0.0 @genai-prices-0.2.0", 0, 0,
		}, {
			"completed", "price - in 2 out 10 @pi-ai-1.0.0", newPack, []claim{{"", flat("2", "0.2", "", "10")}},
			"price - in 2 cached 0.2 out 10 @pi-ai-1.1.0", 1, 0,
		}, {
			"changed, day unknown", "price - in 2 out 10 @pi-ai-1.0.0", newPack, []claim{{"", flat("1", "", "", "5")}},
			"price - in 2 out 10 @pi-ai-1.0.0\nprice ~2026-06-10 in 1 out 5 @pi-ai-1.1.0", 1, 0,
		}, {
			"changed, its day known later", "price - in 2 out 10 @pi-ai-1.0.0\nprice ~2026-06-10 in 1 out 5 @pi-ai-1.1.0",
			history, []claim{{"", flat("2", "", "", "10")}, {"2026-05-05", flat("1", "", "", "5")}},
			"price - in 2 out 10 @pi-ai-1.0.0 @genai-prices-0.2.0\nprice 2026-05-05 in 1 out 5 @pi-ai-1.1.0 @genai-prices-0.2.0", 1, 0,
		}, {
			"a price to come", "price - in 2 out 10 @pi-ai-1.0.0", history,
			[]claim{{"", flat("2", "", "", "10")}, {"2027-01-01", flat("3", "", "", "12")}},
			"price - in 2 out 10 @pi-ai-1.0.0 @genai-prices-0.2.0\nprice 2027-01-01 in 3 out 12 @genai-prices-0.2.0", 1, 0,
		}, {
			"a day between two rows", "price - in 2 out 10 @a\nprice 2026-03-01 in 1 out 5 @a", history,
			[]claim{{"2026-02-01", flat("1.5", "", "", "8")}},
			"price - in 2 out 10 @a\nprice 2026-02-01 in 1.5 out 8 @genai-prices-0.2.0\nprice 2026-03-01 in 1 out 5 @a", 1, 0,
		}, {
			"a reviewed row is never overwritten", "price - in 2 out 10 @a\nprice 2026-03-01 in 1 out 5 @a", history,
			[]claim{{"", flat("3", "", "", "10")}, {"2026-03-01", flat("1.1", "", "", "5")}},
			"price - in 2 out 10 @a\nprice 2026-03-01 in 1 out 5 @a", 0, 2,
		}, {
			"a source that has not followed", "price - in 2 out 10 @a\nprice 2026-03-01 in 1 out 5 @a", newPack,
			[]claim{{"", flat("2", "", "", "10")}},
			"price - in 2 out 10 @a\nprice 2026-03-01 in 1 out 5 @a", 0, 1,
		}, {
			"a boundary read in another way", "price - in 2 cached 0.2 out 10 @a\nfrom 272000 in 4 cached 0.4 out 15 @a", newPack,
			[]claim{{"", tiered}},
			"price - in 2 cached 0.2 out 10 @a @pi-ai-1.1.0\nfrom 272000 in 4 cached 0.4 out 15 @a", 0, 1,
		}, {
			"a tier that ended", "price - in 2 out 10 @a\nabove 272000 in 4 out 15 @a", newPack, []claim{{"", flat("2", "", "", "10")}},
			"price - in 2 out 10 @a\nabove 272000 in 4 out 15 @a\nprice ~2026-06-10 in 2 out 10 @pi-ai-1.1.0", 1, 0,
		}, {
			"nothing said", "price - in 2 out 10 @a", newPack, nil, "price - in 2 out 10 @a", 0, 0,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := &merger{vendor: vendor{id: "acme"}}
			block := &grammar.Block{ID: "rocket"}
			for line := range strings.Lines(c.file) {
				block.Lines = append(block.Lines, grammar.Line{Text: "  " + strings.TrimSpace(line)})
			}
			for run := range 2 {
				if err := m.prices(block, c.from, c.claims); err != nil {
					t.Fatal(err)
				}
				var lines []string
				for _, l := range block.Lines {
					lines = append(lines, strings.TrimSpace(l.Text))
				}
				got := strings.Join(lines, "\n")
				if got != c.want {
					t.Errorf("run %d:\n%s\nexpected\n%s", run, got, c.want)
				}
				if run == 0 && (len(m.changes) != c.changes || len(m.differs) != c.differs) {
					t.Errorf("changes %q, differences %q", m.changes, m.differs)
				}
			}
			if len(m.changes) != c.changes {
				t.Errorf("the second run changes %q", m.changes[c.changes:])
			}
		})
	}
}

func TestDistrust(t *testing.T) {
	m := &merger{vendor: vendor{id: "acme", distrust: map[string]string{"rocket @earendil-works/pi-ai": "it is the peak rate"}}}
	block := &grammar.Block{ID: "rocket"}
	if err := m.prices(block, newPack, []claim{{"", flat("2", "", "", "10")}}); err != nil {
		t.Fatal(err)
	}
	if len(block.Lines) != 0 || len(m.differs) != 1 {
		t.Errorf("lines %v, differences %q", block.Lines, m.differs)
	}
}

// TestLimits: what a newer check overwrites, and what it leaves alone.
func TestLimits(t *testing.T) {
	f := grammar.Read("acme.txt", "vendor acme Acme\napi openai\n\nmodel rocket Rocket\n  # by hand\n  window 1000 output 10 @own-page\n"+
		"  cutoff 2025 @models.dev-2026-01-01\n  price - in 1 out 2 @own-page\n  note Fast. @own-page\n")
	m := &merger{vendor: vendor{id: "acme"}, file: f}
	c := candidate{id: "rocket", limits: &offer{name: "Rocket 1", released: "2026-02-03", cutoff: "2025-06", context: 2000, reasoning: true}}
	for run := range 2 {
		if err := m.merge(c); err != nil {
			t.Fatal(err)
		}
		const want = "vendor acme Acme\napi openai\n\nmodel rocket Rocket\n  reasoning @" + modelsDevKey +
			"\n  released 2026-02-03 @" + modelsDevKey +
			"\n  # by hand\n  window 1000 output 10 @own-page\n  cutoff 2025-06 @" + modelsDevKey + "\n  price - in 1 out 2 @own-page\n  note Fast. @own-page\n"
		if got := f.String(); got != want {
			t.Errorf("run %d:\n%s\nexpected\n%s", run, got, want)
		}
	}
	if len(m.changes) != 1 || !strings.Contains(m.changes[0], "cutoff 2025-06, was: cutoff 2025") {
		t.Errorf("changes %q", m.changes)
	}
	if len(m.differs) != 2 || !strings.Contains(m.differs[0], "kept as reviewed") {
		t.Errorf("differences %q", m.differs)
	}
}
