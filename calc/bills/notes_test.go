package bills

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"threelimits/calc/fields"
	"threelimits/calc/internal/testkit"
	"threelimits/calc/notes"
)

// TestSharedNotes: what an estimate says of a model, a day and its prices, a bill says.
func TestSharedNotes(t *testing.T) {
	for _, example := range testkit.SharedNotes {
		report := explain(t, Options{AsOf: example.Day}, example.Record)
		said := len(report.Records) == 1 && slices.ContainsFunc(report.Records[0].Notes, func(note string) bool { return strings.Contains(note, example.Words()) })
		if !said {
			t.Errorf("%s: %s on %s says %+v, %+v", example.Code, example.Record, example.Day, report.Records, report.Problems)
		}
	}
}

// TestEveryNoteIsGiven: the files of cases and a few records more come to every note on a record.
func TestEveryNoteIsGiven(t *testing.T) {
	files, err := filepath.Glob("testdata/usage/*")
	if err != nil || len(files) == 0 {
		t.Fatal(err)
	}
	var records [][]fields.Field
	for _, file := range files {
		records = append(records, recordsOf(t, file)...)
	}
	for _, text := range []string{
		`{"model":"gpt-4o","service_tier":"gold","usage":{"prompt_tokens":5,"completion_tokens":1}}`,
		`{"model":"openrouter/openai/gpt-4o:online","usage":{"prompt_tokens":5,"completion_tokens":1}}`,
		`{"model":"deepseek-flash","date":"2026-11-20","usage":{"prompt_tokens":5,"completion_tokens":1}}`,
		`{"model":"deepseek-flash","created_at":"2026-11-20T01:30:00Z","usage":{"prompt_tokens":5,"completion_tokens":1}}`,
		`{"model":"gpt-5.4","input_tokens":600000,"output_tokens":2,"num_model_requests":2}`,
		`{"model":"gpt-5.4","input_tokens":600000,"output_tokens":2,"num_model_requests":200}`,
	} {
		records = append(records, record(t, text))
	}
	var said []string
	for _, r := range records {
		report, err := Explain([][]fields.Field{r}, Options{}, nil, "2026-11-30")
		if err != nil {
			t.Fatal(err)
		}
		for i := range report.Notes {
			said = append(said, report.Notes[i].Message)
		}
	}
	for _, n := range notes.Bills.Rows() {
		if words := testkit.Words(&n); !slices.ContainsFunc(said, func(message string) bool { return strings.Contains(message, words) }) {
			t.Errorf("no record has %s: %q", n.Code, words)
		}
	}
}
