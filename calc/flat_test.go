package calc

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"threelimits/calc/fields"
	"threelimits/calc/internal/testkit"
)

// flatRow is one row of site/scenario/flat.ts, but for those that are no field of a scenario.
var flatRow = regexp.MustCompile(`(?m)^  flat\("(\w+)", \[([^\]]+)\], (.+), "[^"]*"\),$`)

// kindsOf are the constants of flat.ts for kinds that several rows have.
var kindOf = regexp.MustCompile(`(?m)^const (\w+): Kind = (\{.*\});$`)

// TestFlatNamesAreTheTable holds the page's table of flat names to the scenario's own: each field has its row, which takes what the field takes.
func TestFlatNamesAreTheTable(t *testing.T) {
	source, err := os.ReadFile(testkit.Root() + "/site/scenario/flat.ts")
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[string]string{}
	for _, match := range kindOf.FindAllStringSubmatch(string(source), -1) {
		kinds[match[1]] = match[2]
	}
	rows := map[string]string{}
	for _, match := range flatRow.FindAllStringSubmatch(string(source), -1) {
		path, kind := strings.NewReplacer(`"`, "", ", ", ".").Replace(match[2]), match[3]
		if known, ok := kinds[kind]; ok {
			kind = known
		}
		rows[path] = kind
	}
	for i := range table {
		f := &table[i]
		kind := rows[f.path]
		delete(rows, f.path)
		if want := flatKind(f); kind != want {
			t.Errorf("flat.ts has %q as %s, the scenario %s", f.path, kind, want)
		}
	}
	for path := range rows {
		t.Errorf("flat.ts has %q, a scenario has not", path)
	}
}

// flatKind is the kind that flat.ts should give a field.
func flatKind(f *field) string {
	orNone := map[bool]string{true: "true", false: "false"}[f.null]
	switch f.at(new(Scenario)).(type) {
	case *Count:
		return `{ is: "count" }`
	case *Rate:
		return `{ is: "money", orNone: ` + orNone + ` }`
	case *Limit:
		return `{ is: "whole", min: ` + map[int64]string{0: "0", 1: "1"}[f.least] + `, orNone: ` + orNone + ` }`
	case *Number:
		return `{ is: "number", positive: ` + map[bool]string{true: "true", false: "false"}[f.path == "speed.tokensPerSecond"] + ` }`
	}
	of := regexp.MustCompile(`"[^"]+"`).FindAllString((&parser{}).refusal(f), -1)
	switch {
	case f.path == "asOf":
		return `{ is: "date" }`
	case f.path == "atTime":
		return `{ is: "time" }`
	case len(of) < 2:
		return `{ is: "text" }`
	}
	return `{ is: "choice", of: [` + strings.Join(of, ", ") + `] }`
}

// refusal is what is said of a text that the field does not take.
func (p *parser) refusal(f *field) string {
	return p.read(&fields.Field{Path: f.path, Kind: "boolean", Text: "true"})
}
