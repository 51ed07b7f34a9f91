package models

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"threelimits/calc"
	"threelimits/calc/bills"
	"threelimits/calc/catalog"
	"threelimits/calc/fields"
	"threelimits/calc/internal/evaluated"
	"threelimits/calc/internal/testkit"
	"threelimits/calc/trust"
	"threelimits/calc/wire"
)

func importText(tb testing.TB, format, text string) (report ImportReport, own *catalog.Own) {
	tb.Helper()
	leaves, err := wire.ReadLeaves(testkit.PackLeaves(tb, text))
	if err != nil {
		tb.Fatal(err)
	}
	report, models := ImportPrices(format, leaves, testkit.Today)
	if models == nil {
		return report, nil
	}
	if own, err = catalog.LoadModels(catalog.PackModels(models)); err != nil {
		tb.Fatal(err)
	}
	return report, own
}

// TestImport: one model in each format, with the right unit: per token in LiteLLM's, per million elsewhere.
func TestImport(t *testing.T) {
	for format, text := range map[string]string{
		catalog.ModelsDev: `{"acme":{"id":"acme","name":"Acme AI","doc":"https://acme.example/docs","models":{"rocket-1.5":{"id":"rocket-1.5","name":"Rocket 1.5","reasoning":true,
			"knowledge":"2026-01","release_date":"2026-05-01","open_weights":true,"modalities":{"input":["text","image"],"output":["text"]},
			"limit":{"context":400000,"output":64000},"cost":{"input":2.5,"output":15,"cache_read":0.25,"cache_write":3.125,
			"tiers":[{"tier":{"type":"context","size":272000},"input":5,"output":22.5,"cache_read":0.5}]}},"free":{"id":"free","name":"Free","limit":{"context":1,"output":1}}}}}`,
		catalog.GenaiPrices: `[{"id":"acme","name":"Acme AI","pricing_urls":["https://acme.example/prices"],"api_pattern":"x","models":[{"id":"rocket-1.5","name":"Rocket 1.5","context_window":400000,
			"match":{"equals":"rocket-1.5"},"prices":{"input_mtok":{"base":2.5,"tiers":[{"start":272000,"price":5}]},"output_mtok":{"base":15,"tiers":[{"start":272000,"price":22.5}]},
			"cache_read_mtok":{"base":0.25,"tiers":[{"start":272000,"price":0.5}]},"cache_write_mtok":3.125}}]}]`,
		catalog.LiteLLM: `{"sample_spec":{"input_cost_per_token":0.0,"max_input_tokens":"max input tokens"},"acme/rocket-1.5":{"litellm_provider":"acme","mode":"chat","max_input_tokens":400000,"max_output_tokens":64000,
			"input_cost_per_token":2.5e-06,"output_cost_per_token":1.5e-05,"cache_read_input_token_cost":2.5e-07,"cache_creation_input_token_cost":3.125e-06,
			"input_cost_per_token_above_272k_tokens":5e-06,"output_cost_per_token_above_272k_tokens":2.25e-05,"cache_read_input_token_cost_above_272k_tokens":5e-07},
			"acme/draw":{"litellm_provider":"acme","mode":"image_generation","output_cost_per_image":0.04}}`,
		catalog.Ours: `{"format":"threelimits","version":1,"models":[{"id":"acme/rocket-1.5","name":"Rocket 1.5","vendor":"Acme AI","window":{"context":400000,"maxOutput":64000},
			"prices":[{"input":"2.5","output":"15","cachedInput":"0.25","cacheWrite":"3.125","tiers":[{"inputTokensFrom":272001,"input":"5","output":"22.5","cachedInput":"0.5"}]}]}]}`,
	} {
		for _, given := range []string{"", format} {
			report, own := importText(t, given, text)
			if len(report.Problems) > 0 || report.Format != format {
				t.Errorf("%s as %q: %+v", format, given, report)
				continue
			}
			for scenario, want := range map[string]string{
				`{"model":"acme/rocket-1.5","request":{"user":272000,"output":1000}}`: "0.695",
				`{"model":"acme/rocket-1.5","request":{"user":272001,"output":1000}}`: "1.382505",
			} {
				s := evaluated.Parse(t, scenario)
				s.Own = own
				if e := evaluated.Scenario(t, s); e.Cost == nil || e.Cost.PerRequest.String() != want || e.Cost.Trust.Level == trust.Exact || e.Context.Window != 400000 {
					t.Errorf("%s: %+v, want %s", format, e.Cost, want)
				}
			}
		}
	}
}

func TestImportProblems(t *testing.T) {
	model := func(fields string) string {
		return `{"format":"threelimits","version":1,"models":[{"id":"acme/good","prices":[{"input":"1","output":"2"}]},{"id":"acme/rocket",` + fields + `}]}`
	}
	for text, want := range map[string]string{
		`{"hello":"world"}`:                                                                                                                           "is no price file that is known",
		model(`"prices":[{"input":"-1","output":"2"}]`):                                                                                               "models.1.prices.0.input must not be negative",
		model(`"prices":[{"input":"NaN","output":"2"}]`):                                                                                              "models.1.prices.0.input must be a finite number",
		model(`"prices":[{"input":1e308,"output":"2"}]`):                                                                                              "models.1.prices.0.input is no price",
		model(`"prices":[{"inptu":"1","output":"2"}]`):                                                                                                "models.1.prices.0.inptu is not a field of a model",
		model(`"prices":[{"from":"2026-02-30","input":"1","output":"2"}]`):                                                                            "models.1.prices.0.from must be a date",
		model(`"window":{"context":-5},"prices":[{"input":"1","output":"2"}]`):                                                                        "models.1.window.context must be a whole number of tokens",
		model(`"takes":["smells"],"prices":[{"input":"1","output":"2"}]`):                                                                             "models.1.takes",
		model(`"prices":[{"input":"1","output":"2","tiers":[{"inputTokensFrom":0}]}]`):                                                                "models.1.prices.0.tiers.0.inputTokensFrom must be above 0",
		`{"acme/x":{"litellm_provider":"acme","mode":"chat","input_cost_per_token":-1e-06,"output_cost_per_token":1e-06}}`:                            "acme/x.input_cost_per_token must not be negative",
		`{"acme/x":{"litellm_provider":"acme","mode":"chat","input_cost_per_token":"free","output_cost_per_token":1e-06}}`:                            "acme/x.input_cost_per_token must be a number, not \"free\"",
		`{"acme":{"id":"acme","name":"A","models":{"x":{"cost":{"input":1,"output":1e20}}}}}`:                                                         "acme.models.x.cost.output is no price",
		`[{"id":"acme","models":[{"id":"x","prices":[{"prices":{"input_mtok":1}},{"constraint":{"start_date":"soon"},"prices":{"input_mtok":2}}]}]}]`: "0.models.0.prices.1.constraint.start_date must be a day",
	} {
		report, own := importText(t, "", text)
		found := false
		for _, p := range report.Problems {
			found = found || strings.Contains(p.Message, want)
		}
		if !found || own != nil {
			t.Errorf("%s: %+v, want %s and nothing taken (%v)", text, report.Problems, want, own != nil)
		}
	}
}

// TestExportIsReadAgain: the whole catalogue, written and read, prices the same.
func TestExportIsReadAgain(t *testing.T) {
	text, err := ExportPrices(nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	report, own := importText(t, "", string(text))
	if report.Format != catalog.Ours || len(report.Problems) > 0 {
		t.Fatalf("%s %+v", report.Format, report.Problems)
	}
	for _, m := range catalog.Models() {
		scenario := `{"model":"` + m.ID + `","request":{"system":300000,"user":1000,"audio":50,"output":500,"webSearches":2},"cache":{"policy":"prefix","life":"1h"}}`
		before := evaluated.Scenario(t, evaluated.Parse(t, scenario))
		s := evaluated.Parse(t, scenario)
		s.Own = own
		after := evaluated.Scenario(t, s)
		if before.Cost == nil != (after.Cost == nil) || before.Cost != nil && before.Cost.PerRequest.Cmp(after.Cost.PerRequest) != 0 {
			t.Errorf("%s: %+v before, %+v after", m.ID, before.Cost, after.Cost)
		}
	}
}

// TestImportedModels: one's own stand in the place of the built-in ones, and are listed as own.
func TestImportedModels(t *testing.T) {
	_, own := importText(t, "", `{"format":"threelimits","version":1,"models":[{"id":"openai/gpt-5.4","prices":[{"input":"1","output":"2"}]}]}`)
	list := string(wire.Append(nil, List(testkit.Today, own)))
	if strings.Count(list, `"id":"openai/gpt-5.4"`) != 1 || strings.Count(list, `"own":true`) != 1 {
		t.Error("the list has it twice, or not as own")
	}
	s := evaluated.Parse(t, `{"model":"openai/gpt-5.4","request":{"user":1000000}}`)
	s.Own = own
	if e := evaluated.Scenario(t, s); e.Cost.PerRequest.String() != "1" || e.Context.Window != 1050000 {
		t.Errorf("%+v", e.Cost)
	}
}

// TestImportSkips: what is left out has its name, whichever way the file lists it.
func TestImportSkips(t *testing.T) {
	for format, text := range map[string]string{
		catalog.GenaiPrices: `[{"id":"acme","models":[{"id":"free","prices":{}},{"id":"paid","prices":{"input_mtok":1,"output_mtok":1}}]}]`,
		catalog.LiteLLM:     `{"acme/free":{"litellm_provider":"acme","mode":"chat"},"acme/paid":{"litellm_provider":"acme","mode":"chat","input_cost_per_token":1e-06,"output_cost_per_token":1e-06}}`,
	} {
		report, own := importText(t, format, text)
		if _, ok := own.Find("acme/paid"); !ok || len(report.Skipped) != 1 || report.Skipped[0].Name != "acme/free" {
			t.Errorf("%s: %+v", format, report)
		}
	}
}

// TestImportedAlias: a file that gives another name of a model a price of its own means that name, and the model keeps its own.
func TestImportedAlias(t *testing.T) {
	const alias, id = "openai/gpt-5.4-2026-03-05", "openai/gpt-5.4"
	for _, text := range []string{
		`{"format":"threelimits","version":1,"models":[{"id":"` + id + `","prices":[{"input":"1","output":"2"}]},{"id":"` + alias + `","prices":[{"input":"3","output":"4"}]}]}`,
		`{"format":"threelimits","version":1,"models":[{"id":"` + alias + `","prices":[{"input":"3","output":"4"}]},{"id":"` + id + `","prices":[{"input":"1","output":"2"}]}]}`,
	} {
		_, own := importText(t, "", text)
		for name, want := range map[string]string{id: "1", alias: "3"} {
			if m, ok := own.Find(name); !ok || m.ID != name || m.Prices[0].List.Base.Input.String() != want {
				t.Errorf("%s is %+v", name, m)
			}
		}
		again, err := ExportPrices([]string{id, alias}, own)
		if err != nil {
			t.Fatal(err)
		}
		report, both := importText(t, "", string(again))
		if m, ok := both.Find(alias); len(report.Problems) > 0 || !ok || m.ID != alias {
			t.Errorf("read again: %+v", report.Problems)
		}
	}
	for _, m := range catalog.Models() { // another alias of the same model is no alias of the one in the file
		if len(m.Aliases) > 1 {
			_, own := importText(t, "", `{"format":"threelimits","version":1,"models":[{"id":"`+m.Aliases[0]+`","prices":[{"input":"3","output":"4"}]}]}`)
			if other, ok := own.Find(m.Aliases[1]); !ok || other.Own {
				t.Errorf("%s in a file: %s is %+v", m.Aliases[0], m.Aliases[1], other)
			}
		}
	}
	_, own := importText(t, "", `{"format":"threelimits","version":1,"models":[{"id":"`+alias+`","prices":[{"input":"3","output":"4"}]}]}`)
	if m, ok := own.Find(id); !ok || m.Own {
		t.Errorf("%s alone: %s is %+v", alias, id, m)
	}
}

// TestImportedFees: a fee for each request is in no bill, and a word says so wherever the model is priced.
func TestImportedFees(t *testing.T) {
	for format, text := range map[string]string{
		catalog.GenaiPrices: `[{"id":"acme","models":[{"id":"sonar","prices":{"input_mtok":1,"output_mtok":1,"requests_kcount":12}}]}]`,
		catalog.LiteLLM:     `{"acme/sonar":{"litellm_provider":"acme","mode":"chat","input_cost_per_token":1e-06,"output_cost_per_token":1e-06,"input_cost_per_request":0.012}}`,
	} {
		_, own := importText(t, format, text)
		s := evaluated.Parse(t, `{"request":{"user":1}}`)
		s.Model, s.Own = "acme/sonar", own
		e := evaluated.Scenario(t, s)
		report, err := bills.Explain([][]fields.Field{testkit.Flatten(t, `{"model":"acme/sonar","usage":{"prompt_tokens":1,"completion_tokens":1}}`)}, bills.Options{}, own, testkit.Today)
		const want = "Your file also has a fee of 12 USD for 1,000 requests: it is not in the bill."
		if !slices.ContainsFunc(e.Notes, func(n calc.Note) bool { return n.Message == want }) || err != nil || !slices.Contains(report.Records[0].Notes, want) {
			t.Errorf("%s: %+v %+v %v", format, e.Notes, report, err)
		}
	}
}

// TestImportUnused: a price of the file that nothing computes with is named, where it stands and beside every figure of the model, after a second
// export too; what is no price is not.
func TestImportUnused(t *testing.T) {
	for _, c := range []struct{ format, text, name, first string }{
		{catalog.LiteLLM, `{"acme/x":{"litellm_provider":"acme","mode":"chat","input_cost_per_token":1e-06,"output_cost_per_token":2e-06,"output_cost_per_reasoning_token":3e-06}}`,
			"output_cost_per_reasoning_token", "acme/x.output_cost_per_reasoning_token"},
		{catalog.LiteLLM, `{"acme/x":{"litellm_provider":"acme","mode":"chat","input_cost_per_token":1e-06,"output_cost_per_token":2e-06,"tiered_pricing":[{"input_cost_per_token":1e-06,"range":[0,256000]},{"input_cost_per_token":2e-06,"range":[256000,1e6]}]}}`,
			"tiered_pricing.input_cost_per_token", "acme/x.tiered_pricing.0.input_cost_per_token"},
		{catalog.LiteLLM, `{"acme/x":{"litellm_provider":"acme","mode":"chat","input_cost_per_token":1e-06,"output_cost_per_token":2e-06,"provider_specific_entry":{"fast":2}}}`,
			"provider_specific_entry.fast", "acme/x.provider_specific_entry.fast"},
		{catalog.LiteLLM, `{"acme/x":{"litellm_provider":"acme","mode":"chat","input_cost_per_token":1e-06,"output_cost_per_token":2e-06,"input_cost_per_token_batches":5e-07,"input_cost_per_token_above_200k_tokens":2e-06,"input_cost_per_token_above_200k_tokens_batches":1e-06}}`,
			"input_cost_per_token_above_200k_tokens_batches", "acme/x.input_cost_per_token_above_200k_tokens_batches"},
		{catalog.ModelsDev, `{"acme":{"id":"acme","models":{"x":{"id":"x","limit":{"context":9,"output":9,"other":3},"cost":{"input":1,"output":2,"reasoning":3}}}}}`,
			"cost.reasoning", "acme.models.x.cost.reasoning"},
		{catalog.ModelsDev, `{"acme":{"id":"acme","models":{"x":{"id":"x","cost":{"input":1,"output":2},"experimental":{"modes":{"fast":{"cost":{"input":9}}}}}}}}`,
			"experimental.modes.fast.cost.input", "acme.models.x.experimental.modes.fast.cost.input"},
		{catalog.GenaiPrices, `[{"id":"acme","models":[{"id":"x","prices":{"input_mtok":1,"output_mtok":2,"input_video_mtok":3}}]}]`,
			"prices.input_video_mtok", "0.models.0.prices.input_video_mtok"},
		{catalog.LiteLLM, `{"acme/x":{"litellm_provider":"acme","mode":"chat","input_cost_per_token":1e-06,"output_cost_per_token":2e-06,"input_cost_per_image":0.0,"tpm":9,"max_images_per_prompt":5,"supports_vision":true}}`,
			"", ""},
	} {
		report, own := importText(t, c.format, c.text)
		if c.name == "" {
			if len(report.Unused) > 0 {
				t.Errorf("%s: %+v", c.text, report.Unused)
			}
			continue
		}
		if len(report.Unused) != 1 || report.Unused[0] != (ImportUnused{c.name, c.first, 1}) {
			t.Fatalf("%s: %+v", c.text, report)
		}
		again, err := ExportPrices([]string{"acme/x"}, own)
		if err != nil {
			t.Fatal(err)
		}
		_, read := importText(t, "", string(again))
		want := "Your file also has " + c.name + ": no figure here uses it."
		for _, own := range []*catalog.Own{own, read} {
			s := evaluated.Parse(t, `{"request":{"user":1}}`)
			s.Model, s.Own = "acme/x", own
			e := evaluated.Scenario(t, s)
			if !slices.ContainsFunc(e.Notes, func(n calc.Note) bool { return n.Message == want }) {
				t.Errorf("%s: %+v", c.name, e.Notes)
			}
		}
	}
}

// TestImportResolves: a seller's name of a model, or a version of it, is counted as that model; what it costs is the file's.
func TestImportResolves(t *testing.T) {
	text := func(key string) string {
		return `{"` + key + `":{"litellm_provider":"bedrock","mode":"chat","input_cost_per_token":1e-06,"output_cost_per_token":2e-06}}`
	}
	claude, _ := catalog.Find("anthropic/claude-sonnet-4-5")
	for _, key := range []string{"us.anthropic.claude-sonnet-4-5-20250929-v1:0", "bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0", "openrouter/anthropic/claude-sonnet-4.5:free"} {
		_, own := importText(t, "", text(key))
		m := own.Models()[len(own.Models())-1]
		if m.Encoding != claude.Encoding || m.Factor.High.Cmp(claude.Factor.High) != 0 || m.Prices[0].List.Base.Input.String() != "1" || m.Services[catalog.Batch] != nil {
			t.Errorf("%s is %+v", key, m)
		}
	}
	_, own := importText(t, "", `{"ft:gpt-4o-2024-08-06":{"litellm_provider":"openai","mode":"chat","input_cost_per_token":0.00000375,"output_cost_per_token":0.000015}}`)
	record := testkit.Flatten(t, `{"model":"ft:gpt-4o-2024-08-06:acme::abc","usage":{"prompt_tokens":1000000,"completion_tokens":0,"total_tokens":1000000}}`)
	report, err := bills.Explain([][]fields.Field{record}, bills.Options{}, own, testkit.Today)
	if err != nil || report.USD.String() != "3.75" {
		t.Errorf("a tuned model with a price of its own: %+v %v", report, err)
	}
}

// FuzzImportPrices: any JSON is taken whole, with models that can be estimated, or refused with a reason.
func FuzzImportPrices(f *testing.F) {
	f.Add(`{"acme":{"id":"acme","models":{"x":{"cost":{"input":1,"output":2,"tiers":[{"tier":{"size":10},"input":3}]},"limit":{"context":5}}}}}`)
	f.Add(`[{"id":"acme","models":[{"id":"x","match":{"equals":"x"},"prices":[{"prices":{"input_mtok":1,"output_mtok":{"base":1,"tiers":[{"start":9,"price":2}]}}},{"constraint":{"start_date":"2026-01-01"},"prices":{"input_mtok":2}}]}]}]`)
	f.Add(`{"acme/x":{"litellm_provider":"acme","mode":"chat","input_cost_per_token":1e-06,"output_cost_per_token":2e-06,"input_cost_per_token_above_200k_tokens":3e-06,"input_cost_per_token_batches":5e-07}}`)
	f.Add(`{"format":"threelimits","version":1,"models":[{"id":"acme/x","prices":[{"from":"2026-01-01","input":"1","output":"2","tiers":[{"inputTokensFrom":5,"input":"2"}]}]}]}`)
	f.Add(`{"format":"threelimits","models":[{"id":"__proto__","prices":[{"input":"1e308"}]}]}`)
	f.Fuzz(func(t *testing.T, text string) {
		if !json.Valid([]byte(text)) || strings.TrimLeft(text, " \t\r\n")[0] != '{' && strings.TrimLeft(text, " \t\r\n")[0] != '[' {
			return
		}
		report, own := importText(t, "", text)
		if (own == nil) != (len(report.Problems) > 0) {
			t.Fatalf("%+v, taken: %v", report.Problems, own != nil)
		}
		for _, m := range own.Models() {
			if !m.Own {
				continue
			}
			s := evaluated.Parse(t, `{"request":{"user":300000,"output":5},"conversation":{"turns":3},"cache":{"policy":"incremental"},"service":"batch"}`)
			s.Model, s.Own = m.ID, own
			evaluated.Scenario(t, s)
			listed(&m, testkit.Today)
		}
	})
}
