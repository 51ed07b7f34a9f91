package estimate

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"threelimits/calc/fault"
	"threelimits/calc/internal/testkit"
)

// leavesOf are a scenario's leaves as they cross.
func leavesOf(t *testing.T, scenario string) []byte {
	t.Helper()
	var parts []string
	for _, f := range testkit.Flatten(t, scenario) {
		parts = append(parts, f.Path, f.Kind, f.Text)
	}
	return []byte(strings.Join(parts, "\x00"))
}

func TestEvaluate(t *testing.T) {
	out, err := Evaluate(leavesOf(t, `{"model":"openai/gpt-4o","asOf":"2026-11-01","request":{"user":1000000,"output":0}}`), nil, testkit.Today)
	var estimate struct {
		AsOf  string
		Model struct{ ID string }
		Cost  struct{ PerRequest string }
		Notes []struct{ Code string }
	}
	if err != nil || json.Unmarshal(out, &estimate) != nil {
		t.Fatalf("%s: %v", out, err)
	}
	if estimate.AsOf != "2026-11-01" || estimate.Model.ID != "openai/gpt-4o" || estimate.Cost.PerRequest != "2.5" || len(estimate.Notes) == 0 {
		t.Errorf("%s", out)
	}
	if out, err := Evaluate(nil, nil, testkit.Today); err != nil || !json.Valid(out) {
		t.Errorf("an empty scenario: %s, %v", out, err)
	}
}

func TestSums(t *testing.T) {
	if sum, err := Sum([]byte("0.1\x000.2")); err != nil || sum != "0.3" {
		t.Error(sum, err)
	}
	if sum, err := Sum(nil); err != nil || sum != "0" {
		t.Error(sum, err)
	}
	for amounts, want := range map[string]string{"": "[]", "0\x001\x000.000063": `["0","155.3","0.0097839"]`} {
		if out, err := Convert([]byte(amounts), "155.3"); err != nil || string(out) != want {
			t.Errorf("%q: %s, %v, want %s", amounts, out, err, want)
		}
	}
}

func TestRescale(t *testing.T) {
	if out, err := Rescale([]byte("8100\x008060\x00800\x000\x007200\x000\x0060")); err != nil || string(out) != "[804,0,7236,0,60]" {
		t.Errorf("%s, %v", out, err)
	}
	for numbers, says := range map[string]string{
		"": "missing", "1": "missing", "1\x001": "one part", "1\x001\x00x": "Accepted are whole numbers", "1.5\x001\x001": "Accepted are whole numbers", "9\x001\x002": "more than their total",
		"1\x001\x00": "Accepted are whole numbers", "1\x001\x00100000000000000000000": "whole numbers up to 1,000,000,000,000",
	} {
		if _, err := Rescale([]byte(numbers)); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%q: %v, want %s", numbers, err, says)
		}
	}
}

func TestRefused(t *testing.T) {
	_, incomplete := Evaluate([]byte("model\x00string"), nil, testkit.Today)
	_, unknown := Evaluate(leavesOf(t, `{"model":"acme/none"}`), nil, testkit.Today)
	_, field := Evaluate(leavesOf(t, `{"colour":"red"}`), nil, testkit.Today)
	_, day := Evaluate(nil, nil, "today")
	_, sum := Sum([]byte("1\x00"))
	_, convert := Convert([]byte("1"), "0")
	for _, test := range []struct {
		err  error
		code string
	}{{incomplete, fault.BadArgument}, {unknown, fault.UnknownModel}, {field, fault.BadScenario}, {day, fault.BadArgument}, {sum, fault.BadArgument}, {convert, fault.BadArgument}} {
		var known *fault.Error
		if !errors.As(test.err, &known) || known.Code != test.code {
			t.Errorf("%v, want %s", test.err, test.code)
		}
	}
}
