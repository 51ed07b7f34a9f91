// Package evaluated works scenarios out for the tests of packages that stand beside calc or on it. Package calc's own
// tests cannot import it.
package evaluated

import (
	"testing"

	"threelimits/calc"
	"threelimits/calc/internal/testkit"
)

// Parse is the scenario of a JSON object.
func Parse(tb testing.TB, object string) calc.Scenario {
	tb.Helper()
	s, err := calc.ParseScenario(testkit.Flatten(tb, object))
	if err != nil {
		tb.Fatalf("%s: %v", object, err)
	}
	return s
}

// Scenario is what a scenario comes to on testkit.Today.
func Scenario(tb testing.TB, s calc.Scenario) calc.Estimate {
	tb.Helper()
	e, err := calc.Evaluate(s, testkit.Today)
	if err != nil {
		tb.Fatalf("%+v: %v", s, err)
	}
	return e
}

// Estimate is what the scenario of a JSON object comes to.
func Estimate(tb testing.TB, object string) calc.Estimate {
	tb.Helper()
	return Scenario(tb, Parse(tb, object))
}
