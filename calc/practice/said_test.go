package practice

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"threelimits/calc"
	"threelimits/calc/internal/testkit"
	"threelimits/calc/notes"
)

// TestSharedNotes: what an estimate warns of for a model, a day and its prices, an exercise on the same scenario warns of, or it is refused
// with these words.
func TestSharedNotes(t *testing.T) {
	for _, example := range testkit.SharedNotes {
		row := notes.Find(example.Code, notes.Shared)
		if example.NotInExercises != "" || row.Severity == notes.Info || row.Field == "request" {
			continue
		}
		var scenario map[string]any
		if err := json.Unmarshal([]byte(example.Scenario), &scenario); err != nil {
			t.Fatal(err)
		}
		scenario["asOf"] = example.Day
		text, _ := json.Marshal(scenario)
		const own = `{ "model": "openai/gpt-6.1-sol", "asOf": "2026-11-20", "request": { "user": "=input", "output": 50 } }`
		file := strings.NewReplacer(own, string(text), `Send [input] on [model].`, `Send it.`, `"[input price]"`, `"Think."`).Replace(goodExercise)
		x, problems := CheckExercise(fileLeaves(t, file))
		if x == nil {
			if !strings.Contains(problems[0].Message, example.Words()) {
				t.Errorf("%s: %v", example.Code, problems)
			}
			continue
		}
		q, problem := Pose(x, "1")
		if problem != nil {
			t.Fatal(problem)
		}
		if said := q.Posed().Notes; !slices.ContainsFunc(said, func(n calc.Note) bool { return strings.Contains(n.Message, example.Words()) }) {
			t.Errorf("%s: %s says %+v", example.Code, text, said)
		}
	}
}
