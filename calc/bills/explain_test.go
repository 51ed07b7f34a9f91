package bills

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"threelimits/calc/catalog"
	"threelimits/calc/decimal"
	"threelimits/calc/fault"
	"threelimits/calc/fields"
	"threelimits/calc/internal/testkit"
)

// record flattens the JSON of a usage record.
func record(tb testing.TB, text string) []fields.Field {
	tb.Helper()
	return testkit.Flatten(tb, text)
}

func explain(tb testing.TB, o Options, texts ...string) *Report {
	tb.Helper()
	var records [][]fields.Field
	for _, text := range texts {
		records = append(records, record(tb, text))
	}
	report, err := Explain(records, o, nil, testkit.Today)
	if err != nil {
		tb.Fatal(err)
	}
	return report
}

// TestExplain: documented records to the last digit, line by line.
func TestExplain(t *testing.T) {
	for _, test := range []struct {
		name, record string
		options      Options
		usd          string
		lines, notes string
	}{
		{"OpenAI's prompt-caching guide", // 86 × 2.5 + 1,920 × 1.25 + 300 × 10
			`{"model":"gpt-4o-2024-08-06","usage":{"prompt_tokens":2006,"completion_tokens":300,"total_tokens":2306,"prompt_tokens_details":{"cached_tokens":1920}}}`,
			Options{}, "0.005615", "input 86 × 2.5 ÷ 1,000,000 = 0.000215; cachedInput 1,920 × 1.25 ÷ 1,000,000 = 0.0024; output 300 × 10 ÷ 1,000,000 = 0.003", "from 2027-01-14 on it is not served"},
		{"OpenAI's reasoning guide: 1,024 of 1,186 are reasoning, billed once",
			`{"model":"o4-mini-2025-04-16","usage":{"input_tokens":75,"input_tokens_details":{"cached_tokens":0},"output_tokens":1186,"output_tokens_details":{"reasoning_tokens":1024},"total_tokens":1261}}`,
			Options{}, "0.0053009", "input 75 × 1.1 ÷ 1,000,000 = 0.0000825; output 162 × 4.4 ÷ 1,000,000 = 0.0007128; reasoning 1,024 × 4.4 ÷ 1,000,000 = 0.0045056", "o4-mini is not served since 2026-10-23. Its vendor names openai/gpt-5.6-terra in its place."},
		{"a cache that is written for a fee, half price in a batch",
			`{"model":"gpt-6-sol","created_at":1790100000,"service_tier":"batch","usage":{"input_tokens":8477,"input_tokens_details":{"cache_write_tokens":89,"cached_tokens":8385},"output_tokens":38,"total_tokens":8515}}`,
			Options{}, "0.00114275", "input 3 × 1 ÷ 1,000,000 = 0.000003; cachedInput 8,385 × 0.1 ÷ 1,000,000 = 0.0008385; cacheWrite 89 × 1.25 ÷ 1,000,000 = 0.00011125; output 38 × 5 ÷ 1,000,000 = 0.00019", ""},
		{"Anthropic's prompt-caching guide: writes for 5 minutes and for an hour",
			`{"model":"claude-opus-4-8","usage":{"input_tokens":2048,"cache_read_input_tokens":1800,"cache_creation_input_tokens":248,"output_tokens":503,"cache_creation":{"ephemeral_5m_input_tokens":148,"ephemeral_1h_input_tokens":100}}}`,
			Options{}, "0.02564", "input 2,048 × 5 ÷ 1,000,000 = 0.01024; cachedInput 1,800 × 0.5 ÷ 1,000,000 = 0.0009; cacheWrite 148 × 6.25 ÷ 1,000,000 = 0.000925; cacheWriteHour 100 × 10 ÷ 1,000,000 = 0.001; output 503 × 25 ÷ 1,000,000 = 0.012575", ""},
		{"Anthropic's web-search guide",
			`{"model":"claude-opus-4-8","usage":{"input_tokens":105,"output_tokens":6039,"cache_read_input_tokens":7123,"cache_creation_input_tokens":7345,"server_tool_use":{"web_search_requests":1}}}`,
			Options{}, "0.21096775", "input 105 × 5 ÷ 1,000,000 = 0.000525; cachedInput 7,123 × 0.5 ÷ 1,000,000 = 0.0035615; cacheWrite 7,345 × 6.25 ÷ 1,000,000 = 0.04590625; output 6,039 × 25 ÷ 1,000,000 = 0.150975; webSearch 1 × 10 ÷ 1,000 = 0.01", ""},
		{"Gemini's caching guide: above 200,000 the whole request is dearer",
			`{"modelVersion":"gemini-2.5-pro","usageMetadata":{"promptTokenCount":696219,"cachedContentTokenCount":696190,"candidatesTokenCount":214,"totalTokenCount":696433}}`,
			Options{}, "0.17733", "input 29 × 2.5 ÷ 1,000,000 = 0.0000725; cachedInput 696,190 × 0.25 ÷ 1,000,000 = 0.1740475; output 214 × 15 ÷ 1,000,000 = 0.00321", "From 2026-12-01 on google/gemini-3.8-flash answers for Gemini 2.5 Pro"},
		{"Gemini's thoughts lie beside the candidates",
			`{"modelVersion":"models/gemini-2.5-flash-001","usageMetadata":{"candidatesTokenCount":1327,"promptTokenCount":559,"thoughtsTokenCount":1257,"totalTokenCount":3143,"serviceTier":"standard"}}`,
			Options{}, "0.0066277", "input 559 × 0.3 ÷ 1,000,000 = 0.0001677; output 1,327 × 2.5 ÷ 1,000,000 = 0.0033175; reasoning 1,257 × 2.5 ÷ 1,000,000 = 0.0031425",
			"models/gemini-2.5-flash-001 is priced as google/gemini-2.5-flash."},
		{"priced on another model, another day",
			`{"model":"claude-opus-4-8","usage":{"input_tokens":1000,"output_tokens":1000}}`,
			Options{Model: "openai/gpt-5.6-luna", AsOf: "2026-07-29"}, "0.007", "input 1,000 × 1 ÷ 1,000,000 = 0.001; output 1,000 × 6 ÷ 1,000,000 = 0.006", ""},
		{"a service without a published price",
			`{"model":"mistral-large-2512","service_tier":"batch","usage":{"prompt_tokens":1000,"completion_tokens":1000,"total_tokens":2000}}`,
			Options{}, "0.002", "input 1,000 × 0.5 ÷ 1,000,000 = 0.0005; output 1,000 × 1.5 ÷ 1,000,000 = 0.0015", "No price for batch is published for"},
		{"in peak hours, on a Friday",
			`{"model":"deepseek-flash","created_at":"2026-11-20T02:30:00Z","usage":{"prompt_tokens":1000,"completion_tokens":1000,"total_tokens":2000}}`,
			Options{}, "0.0015", "input 1,000 × 0.3 ÷ 1,000,000 = 0.0003; output 1,000 × 1.2 ÷ 1,000,000 = 0.0012", "peak hours of DeepSeek V4.1 Flash"},
		{"outside them",
			`{"model":"deepseek-flash","created_at":"2026-11-20T04:00:00Z","usage":{"prompt_tokens":1000,"completion_tokens":1000,"total_tokens":2000}}`,
			Options{}, "0.00075", "input 1,000 × 0.15 ÷ 1,000,000 = 0.00015; output 1,000 × 0.6 ÷ 1,000,000 = 0.0006", "Outside peak hours."},
		{"at an hour it does not say",
			`{"model":"deepseek-flash","date":"2026-11-20","usage":{"prompt_tokens":1000,"completion_tokens":1000,"total_tokens":2000}}`,
			Options{}, "0.00075", "input 1,000 × 0.15 ÷ 1,000,000 = 0.00015; output 1,000 × 0.6 ÷ 1,000,000 = 0.0006", "does not say its hour"},
		{"before the model existed",
			`{"model":"gpt-6-sol","usage":{"input_tokens":1000,"output_tokens":1000}}`,
			Options{AsOf: "2026-09-21"}, "0.012", "input 1,000 × 2 ÷ 1,000,000 = 0.002; output 1,000 × 10 ÷ 1,000,000 = 0.01", "GPT-6 Sol was released on 2026-09-22: on 2026-09-21 nobody could use it."},
		{"after a promotion",
			`{"model":"gpt-5.6-sol","usage":{"input_tokens":1000,"output_tokens":1000}}`,
			Options{AsOf: "2026-11-22"}, "0.024", "input 1,000 × 4 ÷ 1,000,000 = 0.004; output 1,000 × 20 ÷ 1,000,000 = 0.02", "This price was promised up to 2026-11-21."},
		{"the model is retired, the day is not",
			`{"model":"claude-3-5-sonnet-20241022","usage":{"input_tokens":1000,"output_tokens":1000}}`,
			Options{AsOf: "2025-01-01"}, "0.018", "input 1,000 × 3 ÷ 1,000,000 = 0.003; output 1,000 × 15 ÷ 1,000,000 = 0.015", ""},
	} {
		if test.options.AsOf == "" && !strings.Contains(test.record, "2026-11-20") && !strings.Contains(test.record, "created") {
			test.options.AsOf = testkit.Today // or else a note says so
		}
		report := explain(t, test.options, test.record)
		if len(report.Records) != 1 || report.Records[0].USD == nil {
			t.Errorf("%s: %+v", test.name, report)
			continue
		}
		r := report.Records[0]
		var lines []string
		sum := new(decimal.Decimal)
		for _, l := range r.Lines {
			lines = append(lines, l.Name+" "+l.Working)
			sum = sum.Add(l.USD)
		}
		if got := strings.Join(lines, "; "); r.USD.String() != test.usd || got != test.lines || sum.Cmp(r.USD) != 0 {
			t.Errorf("%s: %v for\n%s, want %s for\n%s", test.name, r.USD, got, test.usd, test.lines)
		}
		if got := strings.Join(r.Notes, " "); (test.notes == "") != (got == "") || !strings.Contains(got, test.notes) {
			t.Errorf("%s: notes %q, want %q", test.name, got, test.notes)
		}
		if report.USD.Cmp(r.USD) != 0 || len(report.Sums) != 1 || report.Sums[0].USD.Cmp(r.USD) != 0 || report.ProblemCount != 0 {
			t.Errorf("%s: %+v", test.name, report)
		}
	}
}

func TestProblems(t *testing.T) {
	good := `{"id":"a","model":"gpt-4o","usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}`
	report := explain(t, Options{}, good, good,
		`{"usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":3}}`,
		`{"model":"gpt-7000","usage":{"prompt_tokens":1,"completion_tokens":1}}`,
		`{"usage":{"prompt_tokens":1,"completion_tokens":1}}`,
		`{"model":"gemma-4-31b-it","usage":{"prompt_tokens":1,"completion_tokens":1}}`,
		`{"error":"overloaded"}`)
	var got []string
	for _, p := range report.Problems {
		got = append(got, fmt.Sprintf("%d %s: %s", p.Record, p.Field, p.Message))
	}
	want := []string{
		"2 usage.total_tokens: ", "3 model: gpt-7000 is not in the catalogue: choose a model to price it.",
		"4 model: The record names no model: choose one to price it.", "5 model: The catalogue has no price for google/gemma-4-31b-it", "6 : No usage object is there",
	}
	if len(got) != len(want) || report.Count != 6 || report.Priced != 1 || report.Repeats != 1 || !report.AtLeast || report.USD.String() != "0.0000125" {
		t.Fatalf("%q, %+v", got, report)
	}
	for i := range want {
		if !strings.HasPrefix(got[i], want[i]) {
			t.Errorf("%q, want %q", got[i], want[i])
		}
	}
	invalid, err := Explain([][]fields.Field{{{Path: "line 7", Kind: "invalid", Text: "no JSON."}}}, Options{}, nil, testkit.Today)
	if err != nil || invalid.Count != 1 || !slices.Equal(invalid.Problems, []Problem{{0, "line 7", "In line 7: no JSON."}}) {
		t.Errorf("%+v, %v", invalid, err)
	}
	for _, o := range []Options{{Model: "gpt-7000"}, {Reprice: []string{"gpt-7000"}}, {Service: "overnight"}, {AsOf: "today"}} {
		var known *fault.Error
		if _, err := Explain(nil, o, nil, testkit.Today); !errors.As(err, &known) || known.Field == "" {
			t.Errorf("%+v: %v", o, err)
		}
	}
	if _, err := Explain(nil, Options{}, nil, "now"); err == nil {
		t.Error("today may be anything")
	}
}

// randomRecord is a record of one of three vendors whose numbers fit together.
func randomRecord(r *rand.Rand) string {
	n := func(most int64) int64 { return r.Int64N(most + 1) }
	in, out := n(400_000), n(5000)
	read := n(in)
	write, reasoning := n(in-read), n(out)
	day := fmt.Sprintf("2026-%02d-%02dT%02d:00:00Z", 6+r.IntN(6), 1+r.IntN(28), r.IntN(24))
	switch r.IntN(3) {
	case 0:
		return fmt.Sprintf(`{"model":"%s","created_at":"%s","service_tier":"%s","usage":{"input_tokens":%d,"input_tokens_details":{"cached_tokens":%d,"cache_write_tokens":%d},"output_tokens":%d,"output_tokens_details":{"reasoning_tokens":%d},"total_tokens":%d}}`,
			[]string{"gpt-5.6-luna", "gpt-5.4-2026-03-05", "gpt-6.1-sol"}[r.IntN(3)], day, []string{"default", "batch", "flex", "priority"}[r.IntN(4)], in, read, write, out, reasoning, in+out)
	case 1:
		return fmt.Sprintf(`{"model":"claude-haiku-5-5","timestamp":"%s","usage":{"input_tokens":%d,"cache_read_input_tokens":%d,"cache_creation_input_tokens":%d,"output_tokens":%d,"server_tool_use":{"web_search_requests":%d}}}`,
			day, in-read-write, read, write, out, r.IntN(3))
	}
	return fmt.Sprintf(`{"modelVersion":"gemini-2.5-flash","createTime":"%s","usageMetadata":{"promptTokenCount":%d,"cachedContentTokenCount":%d,"candidatesTokenCount":%d,"thoughtsTokenCount":%d,"totalTokenCount":%d,"promptTokensDetails":[{"modality":"AUDIO","tokenCount":%d}]}}`,
		day, in, read, out-reasoning, reasoning, in+out, n(in))
}

// TestManyRecords: sums by model and day, and the same tokens on other models, equal what each record costs by itself.
func TestManyRecords(t *testing.T) {
	r := rand.New(rand.NewPCG(31, 32))
	var texts []string
	for range 2000 {
		texts = append(texts, randomRecord(r))
	}
	others := []string{"anthropic/claude-opus-4-8", "openai/gpt-5.6-sol", "deepseek/deepseek-v4-pro", "deepseek/deepseek-flash"}
	report := explain(t, Options{Reprice: others}, texts...)
	total, sums := new(decimal.Decimal), map[string]*decimal.Decimal{}
	again := make([]*decimal.Decimal, len(others))
	for i := range again {
		again[i] = new(decimal.Decimal)
	}
	for _, text := range texts {
		one := explain(t, Options{}, text).Records[0]
		total = total.Add(one.USD)
		if key := one.Model + one.Day; sums[key] == nil {
			sums[key] = one.USD
		} else {
			sums[key] = sums[key].Add(one.USD)
		}
		for i, id := range others {
			again[i] = again[i].Add(explain(t, Options{Model: id}, text).Records[0].USD)
		}
	}
	if report.Count != 2000 || report.Priced != 2000 || report.USD.Cmp(total) != 0 || len(report.Sums) != len(sums) || len(report.Records) != maxRecordsShown {
		t.Fatalf("%d of %d priced, %v in all, one by one %v; %d sums, expected %d; %+v", report.Priced, report.Count, report.USD, total, len(report.Sums), len(sums), report.Problems)
	}
	records := 0
	for _, s := range report.Sums {
		records += s.Records
		if s.USD.Cmp(sums[s.Model+s.Day]) != 0 {
			t.Errorf("%s on %s: %v, one by one %v", s.Model, s.Day, s.USD, sums[s.Model+s.Day])
		}
	}
	if records != 2000 || !slices.IsSortedFunc(report.Sums, func(a, b Sum) int { return strings.Compare(a.Day, b.Day) }) {
		t.Errorf("%d records in sums", records)
	}
	for i, re := range report.Repriced {
		if re.Model != others[i] || re.USD.Cmp(again[i]) != 0 || re.Unpriced != 0 {
			t.Errorf("%+v, one by one %v", re, again[i])
		}
	}
}

func TestResolve(t *testing.T) {
	for name, want := range map[string]string{
		"gpt-4o": "openai/gpt-4o true", "GPT-4o": "openai/gpt-4o true", "openai/gpt-5.4": "openai/gpt-5.4 true", "gpt-5.4-2026-03-05": "openai/gpt-5.4 true",
		"gpt-6-sol-2026-09-22": "openai/gpt-6-sol false", "claude-opus-5-5-20260922": "anthropic/claude-opus-5-5 false", "claude-opus-4@20250514": "anthropic/claude-opus-4-0 false",
		"jp.anthropic.claude-sonnet-4-5-20250929-v1:0": "anthropic/claude-sonnet-4-5 false", "eu.anthropic.claude-sonnet-4-6": "anthropic/claude-sonnet-4-6 false",
		"apac.anthropic.claude-sonnet-4-5-20250929-v1:0": "anthropic/claude-sonnet-4-5 false", "global.anthropic.claude-opus-4-8": "anthropic/claude-opus-4-8 false",
		"us.anthropic.claude-opus-4-8-v1:0": "anthropic/claude-opus-4-8 false", "models/gemini-2.5-pro": "google/gemini-2.5-pro true",
		"publishers/google/models/gemini-2.5-flash-001": "google/gemini-2.5-flash false", "gpt-4o-2024-05-13": "openai/gpt-4o-2024-05-13 true",
		"gpt-7": "<nil>", "": "<nil>", "-2026-01-01": "<nil>", "llama": "<nil>",
	} {
		got := "<nil>"
		if m, exact := (*catalog.Own)(nil).Resolve(name); m != nil {
			got = m.ID + " " + fmt.Sprint(exact)
		}
		if got != want {
			t.Errorf("%q is %s, want %s", name, got, want)
		}
	}
}

// TestKindsAndCache: audio and images are split between what the cache held and what it did not, each at its own rate.
func TestKindsAndCache(t *testing.T) {
	for _, test := range []struct{ record, usd, lines string }{
		{`{"modelVersion":"gemini-2.5-flash","createTime":"2026-11-20T00:00:00Z","usageMetadata":{"promptTokenCount":1000,"cachedContentTokenCount":600,"candidatesTokenCount":0,
		  "promptTokensDetails":[{"modality":"TEXT","tokenCount":500},{"modality":"AUDIO","tokenCount":500}],"cacheTokensDetails":[{"modality":"AUDIO","tokenCount":400},{"modality":"TEXT","tokenCount":200}]}}`,
			"0.000236", "input 300, cachedInput 200, audioInput 100, cachedAudio 400"}, // 300 × 0.3 + 200 × 0.03 + 100 × 1 + 400 × 0.1
		{`{"model":"gpt-5.4","created_at":1790000000,"usage":{"input_tokens":1000,"output_tokens":10,"input_tokens_details":{"cached_tokens":400,"image_tokens":500,"cached_tokens_details":{"image_tokens":300,"text_tokens":100}}}}`,
			"0.00175", "input 400, cachedInput 100, output 10, imageInput 200, cachedImage 300"}, // 600 × 2.5 + 400 × 0.25 + 10 × 15
		{`{"model":"gpt-5.4","created_at":1790000000,"usage":{"input_tokens":1000,"output_tokens":0,"input_tokens_details":{"cached_tokens":900,"audio_tokens":300}}}`,
			"0.000475", "cachedInput 900, audioInput 100"}, // at most what was not cached can be audio that was not
		{`{"model":"gpt-5.4","created_at":1790000000,"usage":{"input_tokens":1000,"output_tokens":0,"input_tokens_details":{"cached_tokens":600,"audio_tokens":300,"image_tokens":300}}}`,
			"0.00115", "cachedInput 600, audioInput 300, imageInput 100"},
		{`{"model":"gpt-5.4","created_at":1790000000,"usage":{"input_tokens":1000,"output_tokens":0,"input_tokens_details":{"cached_tokens":500,"audio_tokens":100,"cached_tokens_details":{"audio_tokens":400}}}}`,
			"0.001375", "input 500, cachedInput 400, cachedAudio 100"}, // no more audio was cached than sent
	} {
		r := explain(t, Options{}, test.record).Records[0]
		var lines []string
		for _, l := range r.Lines {
			lines = append(lines, fmt.Sprint(l.Name, " ", l.Tokens))
		}
		if got := strings.Join(lines, ", "); r.USD.String() != test.usd || got != test.lines {
			t.Errorf("%s: %v, %s; want %s, %s", test.record, r.USD, got, test.usd, test.lines)
		}
	}
}

// TestFutureDay: a record from tomorrow has today's knowledge of prices, and says so; one of today does not.
func TestFutureDay(t *testing.T) {
	for day, want := range map[string]bool{"2026-11-23": false, "2026-11-24": true} {
		r := explain(t, Options{}, `{"model":"claude-opus-4-8","timestamp":"`+day+`","usage":{"input_tokens":1000,"output_tokens":1000}}`).Records[0]
		if got := slices.Contains(r.Notes, "Prices as of "+day+" are those known today."); got != want {
			t.Errorf("%s: %q", day, r.Notes)
		}
	}
}
