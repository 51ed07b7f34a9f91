package calc

import (
	"encoding/json"
	"strings"
	"testing"

	"threelimits/calc/internal/testkit"
)

// decoded is the estimate as a reader of JSON sees it.
func decoded(tb testing.TB, e Estimate) map[string]any {
	tb.Helper()
	text := jsonOf(e)
	var object map[string]any
	if err := json.Unmarshal(text, &object); err != nil {
		tb.Fatalf("%v in %s", err, text)
	}
	return object
}

// TestEstimatesFollowTheSchema: on scenarios of every kind, nothing but what the schema lists is written, all that it
// requires is, and each of its fields is written somewhere.
func TestEstimatesFollowTheSchema(t *testing.T) {
	s := testkit.ReadSchema(t, "estimate")
	for _, scenario := range manyScenarios(t) {
		if wrong := s.Validate(decoded(t, mustEvaluate(t, parse(t, scenario)))); len(wrong) > 0 {
			t.Fatalf("%s:\n%s", scenario, strings.Join(wrong, "\n"))
		}
	}
	for field := range s.Declared() {
		if !s.Used[field] {
			t.Errorf("no estimate has %s", field)
		}
	}
}

// TestScenarioSchemaIsTrue: the schema and ParseScenario accept the same objects.
func TestScenarioSchemaIsTrue(t *testing.T) {
	s := testkit.ReadSchema(t, "scenario")
	accepted, refused := 0, 0
	for _, scenario := range append(manyScenarios(t), brokenScenarios(t)...) {
		var object any
		if err := json.Unmarshal([]byte(scenario), &object); err != nil {
			t.Fatal(err)
		}
		wrong := s.Validate(object)
		_, err := ParseScenario(testkit.Flatten(t, scenario))
		if (err == nil) != (len(wrong) == 0) {
			t.Errorf("%s\n  ParseScenario: %v\n  schema: %v", scenario, err, wrong)
		}
		if err == nil {
			accepted++
		} else {
			refused++
		}
	}
	if accepted < 100 || refused < 100 {
		t.Errorf("%d accepted, %d refused: too few to mean something", accepted, refused)
	}
	for field := range s.Declared() {
		if !s.Used[field] {
			t.Errorf("no scenario has %s", field)
		}
	}
}
