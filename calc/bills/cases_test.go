package bills

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"threelimits/calc/fields"
	"threelimits/calc/internal/testkit"
	"threelimits/calc/wire"
)

// TestCases: records as vendors and tools write them cost what the table says, and the report says what it says. Every file has a row.
func TestCases(t *testing.T) {
	table, err := os.ReadFile("testdata/usage.txt")
	if err != nil {
		t.Fatal(err)
	}
	var named []string
	for line := range strings.Lines(string(table)) {
		if strings.HasPrefix(line, "#") || strings.TrimSpace(line) == "" {
			continue
		}
		cells := append(strings.Split(strings.TrimSpace(line), "|"), "", "", "")
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		file, usd, model, says := cells[0], cells[1], cells[2], cells[3]
		named = append(named, file)
		report, err := Explain(recordsOf(t, "testdata/usage/"+file), Options{Model: model}, nil, "2026-11-30")
		if err != nil {
			t.Errorf("%s: %v", file, err)
			continue
		}
		if text := string(wire.Append(nil, report)); report.USD.String() != usd || !strings.Contains(text, says) {
			t.Errorf("%s: %v, want %s and %q:\n%s", file, report.USD, usd, says, text)
		}
	}
	files, err := filepath.Glob("testdata/usage/*")
	if err != nil {
		t.Fatal(err)
	}
	for i := range files {
		files[i] = filepath.Base(files[i])
	}
	slices.Sort(named)
	if slices.Sort(files); !slices.Equal(files, named) {
		t.Errorf("the files are %q, the rows %q", files, named)
	}
}

// recordsOf reads a file as the page does: one object, an array of them, or a line each, with what server-sent events put before it.
func recordsOf(tb testing.TB, file string) (records [][]fields.Field) {
	tb.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		tb.Fatal(err)
	}
	var all []json.RawMessage
	if json.Unmarshal(text, &all) != nil {
		all = []json.RawMessage{text}
	}
	if !json.Valid(text) {
		all = nil
		for line := range strings.Lines(string(text)) {
			line = strings.TrimSpace(strings.TrimPrefix(line, "data:"))
			if line != "" && line != "[DONE]" && !strings.HasPrefix(line, "event:") {
				all = append(all, json.RawMessage(line))
			}
		}
	}
	for _, one := range all {
		records = append(records, testkit.Flatten(tb, string(one)))
	}
	return records
}
