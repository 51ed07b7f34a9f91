package models

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"threelimits/calc/catalog"
	"threelimits/calc/dates"
	"threelimits/calc/internal/evaluated"
	"threelimits/calc/internal/testkit"
	"threelimits/calc/wire"
)

// TestList holds the list against the Model of the contract: no field it does not name, none it requires missing.
func TestList(t *testing.T) {
	named := testkit.FieldsOf(t, "Model")
	for _, other := range []string{"Prices", "Interval", "Trust"} {
		for field := range testkit.FieldsOf(t, other) {
			named[field] = true
		}
	}
	var models []map[string]any
	if err := json.Unmarshal(wire.Append(nil, List(testkit.Today, nil)), &models); err != nil {
		t.Fatal(err)
	}
	if len(models) != len(catalog.Models()) {
		t.Fatalf("%d models of %d", len(models), len(catalog.Models()))
	}
	met := map[string]bool{"own": true} // of imported models: TestImportedModels
	for _, m := range models {
		for _, required := range []string{"id", "vendor", "name", "prices", "window", "cutoff", "encoding", "exactness", "sources"} {
			if _, ok := m[required]; !ok {
				t.Errorf("%v lacks %s", m["id"], required)
			}
		}
		namesIn(met, m)
	}
	if !reflect.DeepEqual(met, named) {
		t.Errorf("the list has %v, the contract names %v", testkit.Keys(met), testkit.Keys(named))
	}
}

func namesIn(met map[string]bool, value any) {
	switch v := value.(type) {
	case map[string]any:
		for name, inner := range v {
			met[name] = true
			namesIn(met, inner)
		}
	case []any:
		for _, inner := range v {
			namesIn(met, inner)
		}
	}
}

// TestListPrices: today's row, as evaluated; null, never zero, where none is published.
func TestListPrices(t *testing.T) {
	type listed struct {
		ID         string
		Prices     *struct{ Input, Output string }
		PricesFrom *string
		Tiers      []struct{ InputTokensFrom int64 }
	}
	var models []listed
	if err := json.Unmarshal(wire.Append(nil, List("2026-07-29", nil)), &models); err != nil {
		t.Fatal(err)
	}
	for _, m := range models {
		e := evaluated.Estimate(t, `{"model":"`+m.ID+`","asOf":"2026-07-29","request":{"user":1}}`)
		if (e.Cost == nil) != (m.Prices == nil) || e.Cost != nil && (e.Cost.Rates.Input.String() != m.Prices.Input || e.Cost.Rates.Output.String() != m.Prices.Output) {
			t.Errorf("%s: listed %+v, estimated %+v", m.ID, m.Prices, e.Cost)
		}
	}
	luna := slices.IndexFunc(models, func(m listed) bool { return m.ID == "openai/gpt-5.6-luna" })
	if m := models[luna]; m.Prices.Input != "1" || m.PricesFrom != nil || len(m.Tiers) != 1 || m.Tiers[0].InputTokensFrom != 272_001 {
		t.Errorf("%+v", m)
	}
}

// TestModelsForACatalogue: what a page of all models shows of one, each figure with where it stands.
func TestModelsForACatalogue(t *testing.T) {
	find := func(id, day string) Model {
		m, ok := catalog.Find(id)
		if !ok {
			t.Fatal(id)
		}
		return listed(m, day)
	}
	luna := find("openai/gpt-5.6-luna", "2026-11-23")
	if h := luna.History; len(h) != 2 || h[0].From != "" || h[0].Prices.Input.String() != "1" || h[0].Prices.CachedInput.String() != "0.1" || h[1].From != "2026-07-30" ||
		h[1].Prices.Input.String() != "0.2" || !strings.HasPrefix(h[1].Source, "https://") || h[1].Checked == "" {
		t.Errorf("%+v", h)
	}
	if luna.PricesAt == nil || luna.PricesAt.Checked != luna.Checked || luna.WindowAt == nil || luna.Stale || luna.Details[0] != "auto" {
		t.Errorf("%+v", luna)
	}
	checked, _ := dates.Number(luna.Checked)
	for day := checked; day <= checked+62; day += 31 {
		if m := find("openai/gpt-5.6-luna", dates.Date(day)); m.Stale != (day-checked > catalog.StaleDays) {
			t.Errorf("%d days after, stale is %v", day-checked, m.Stale)
		}
	}
	if tiers := find("openai/gpt-5.4", "2026-11-23").Tiers; len(tiers) != 1 || tiers[0].InputTokensFrom != 272000 ||
		tiers[0].Prices.Input.String() != "5" || tiers[0].Prices.Output.String() != "22.5" || tiers[0].Prices.CachedInput.String() != "0.5" {
		t.Errorf("%+v", tiers)
	}
	if n := find("openai/gpt-5.4", "2026-11-23").Notes; len(n) != 1 || !strings.Contains(n[0].Text, "272,000") || n[0].Checked == "" {
		t.Errorf("%+v", n)
	}
	flash := find("deepseek/deepseek-flash", "2026-11-23")
	if p := flash.Peak; p == nil || strings.Join(p.Windows, " ") != "01:00-04:00 06:00-10:00" || !p.Weekdays || p.Input.String() != "0.3" || p.Output.String() != "1.2" {
		t.Errorf("%+v", p)
	}
	if old := find("anthropic/claude-2", "2026-11-23"); old.Retired != "2025-07-21" || old.Stage != "retired" || !slices.Contains(old.Aliases, "anthropic/claude-2.1") || old.Details != nil || old.Peak != nil {
		t.Errorf("%+v", old)
	}
}
