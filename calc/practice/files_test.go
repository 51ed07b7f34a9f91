package practice

import (
	"encoding/json"
	"strings"
	"testing"

	"threelimits/calc/exercise"
	"threelimits/calc/internal/testkit"
	"threelimits/calc/spell"
)

// goodExercise is one in which each test breaks something.
const goodExercise = `{
 "format": "threelimits-exercise", "version": 1, "id": "good", "kind": "cost",
 "title": "Title",
 "text": "Send [input] on [model].",
 "numbers": {
  "input": { "from": 100, "to": 900, "step": 100 }
 },
 "scenario": { "model": "openai/gpt-6.1-sol", "asOf": "2026-11-20", "request": { "user": "=input", "output": 50 } },
 "ask": { "figure": "cost.perRequest", "unit": "USD", "tolerance": { "percent": 5 } },
 "hints": ["[input price]"]
}`

var manyNumbers = func() (numbers string) {
	for i := range 20 {
		numbers += `"n` + spell.Plain(int64(i)) + `":{"from":1,"to":2},`
	}
	return numbers
}()

const goodChoice = `{
 "format": "threelimits-exercise", "version": 1, "id": "good", "kind": "choice", "title": "Title", "text": "Which?",
 "choices": [ { "text": "this", "right": true, "why": "because" }, { "text": "that", "why": "not" } ]
}`

// TestBadFilesSayWhatIsWrong: each edit of a good file is refused with line, field and what is accepted. schema is false where a JSON
// Schema cannot say it.
func TestBadFilesSayWhatIsWrong(t *testing.T) {
	deep := strings.Repeat(`{"a":`, 200) + "1" + strings.Repeat("}", 200)
	for _, test := range []struct {
		from, to, says string
		schema         bool
	}{
		{`"threelimits-exercise"`, `"other"`, `line 2, format: "other" is not accepted here; accepted is threelimits-exercise.`, true},
		{`"version": 1`, `"version": 2`, `line 2, version: must be 1`, true},
		{`"version": 1`, `"version": "1"`, `line 2, version: must be 1`, true},
		{`"id": "good"`, `"id": "Not Good"`, `line 2, id: must be at most 60 small letters`, true},
		{`"kind": "cost"`, `"kind": "riddle"`, `line 2, kind: "riddle" is not accepted here; accepted is cost, latency`, true},
		{`"kind": "cost"`, `"kind": 5`, `line 2, kind: must be a text.`, true},
		{`"title": "Title",`, ``, `title: is missing.`, true},
		{`"title": "Title"`, `"title": ""`, `line 3, title: must be a text.`, true},
		{`"title": "Title"`, `"title": null`, `line 3, title: must be a text.`, true},
		{`"title": "Title"`, `"title": ["Title"]`, `line 3, title: must be a text.`, true},
		{`"title": "Title"`, `"title": "` + strings.Repeat("x", 5000) + `"`, `is longer than 4000 bytes.`, false},
		{`"title": "Title"`, `"title": "Title", "colour": "red"`, `line 3, colour: is not a field; here are accepted format`, true},
		{`"title": "Title"`, `"title": "Title", "choices": []`, `line 3, choices: is not a field`, true},
		{`"Send [input] on`, `"Send [inptu] on`, `line 4, text: [inptu] stands for nothing; accepted are the numbers (input), model,`, false},
		{`"Send [input] on`, `"Send [] on`, `line 4, text: [] stands for nothing`, false},
		{`"Send [input] on`, `"Send [input on`, `line 4, text: `, false},
		{`[model].`, `[model`, `line 4, text: opens a bracket and does not close it: "[model".`, false},
		{`["[input price]"]`, `["[input prize]"]`, `line 10, hints.0: [input prize] stands for nothing`, false},
		{`["[input price]"]`, `["[cost.perRequest]"]`, `line 10, hints.0: [cost.perRequest] gives the answer away, with input = 100.`, false},
		{`["[input price]"]`, `["", "[input]"]`, `line 10, hints.0: must be a text`, true},
		{`["[input price]"]`, `["[input]", "[latency.total]"]`, `line 10, hints.1: [latency.total] has no value: the scenario gives none`, false},
		{`[model].`, `[window] [cost.perMonth].`, `line 4, text: [cost.perMonth] has no value`, false},
		{`["[input price]"]`, `"one"`, `line 10, hints: must be a list.`, true},
		{`["[input price]"]`, `[1]`, `line 10, hints.0: must be a text`, true},
		{`"from": 100`, `"from": 1000`, `line 6, numbers.input: is empty: from is more than to.`, false},
		{`"from": 100`, `"from": -100`, `line 6, numbers.input.from: must not be negative.`, true},
		{`"from": 100`, `"from": 1e308`, `line 6, numbers.input.from: is too large.`, true},
		{`"to": 900`, `"to": 2000000000000`, `numbers.input.to: must be at most 1,000,000,000,000`, true},
		{`"from": 100`, `"from": 0.0000001`, `at most 6 decimals`, false},
		{`"from": 100`, `"from": "100"`, `line 6, numbers.input.from: must be a number.`, true},
		{`"from": 100`, `"from": null`, `line 6, numbers.input.from: must be a number.`, true},
		{`"from": 100, `, ``, `numbers.input.from: is missing.`, true},
		{`"step": 100`, `"step": 0`, `line 6, numbers.input.step: must be more than 0.`, false},
		{`"step": 100`, `"stepp": 100`, `line 6, numbers.input.stepp: is not a field; here are accepted from, to, step.`, true},
		{`{ "from": 100, "to": 900, "step": 100 }`, `{ "from": 101, "to": 109 }`, `line 6, numbers.input: holds no round number: give a step.`, false},
		{`{ "from": 100, "to": 900, "step": 100 }`, `{ "values": [] }`, `line 6, numbers.input: has no values.`, true},
		{`{ "from": 100, "to": 900, "step": 100 }`, `5`, `line 6, numbers.input: must be an object with from, to.`, true},
		{`{ "from": 100, "to": 900, "step": 100 }`, `[5]`, `numbers.input.0: is not a field`, true},
		{`"input": {`, `"the input": {`, `line 6, numbers.the input: must be named by a letter`, false},
		{`"user": "=input"`, `"user": "=inputs"`, `line 8, scenario.request.user: names "inputs", which is none of the numbers: input.`, false},
		{`"user": "=input"`, `"user": "=input *"`, `line 8, scenario.request.user: must be made of numbers and their names`, false},
		{`"user": "=input"`, `"user": "="`, `must be made of numbers and their names`, false},
		{`"user": "=input"`, `"user": "=input / 0"`, `divides by 0`, false},
		{`"user": "=input"`, `"user": "=input - 5"`, `must be made of numbers and their names`, false},
		{`"user": "=input"`, `"user": "=` + strings.Repeat("input*", 40) + `1"`, `has too many numbers`, false},
		{`"user": "=input"`, `"user": "=input*100000000000"`, `scenario.request.user: must be at most 1,000,000,000,000, with input = 100.`, false},
		{`"user": "=input"`, `"user": "input"`, `line 8, scenario.request.user: must be a number, not a string`, false},
		{`"user": "=input"`, `"user": -1`, `line 8, scenario.request.user: must not be negative`, false},
		{`"user": "=input"`, `"users": "=input"`, `line 8, scenario.request.users: is not a field; request takes system`, false},
		{`"user": "=input"`, `"user": 5, "user": 6`, `line 8, scenario.request.user: is given twice.`, false},
		{`"openai/gpt-6.1-sol"`, `"nobody/nothing"`, `line 8, scenario.model: nobody/nothing is not in the catalogue`, false},
		{`"asOf": "2026-11-20", `, ``, `line 8, scenario.model: needs a day on which its prices hold: give asOf`, false},
		{`"asOf": "2026-11-20"`, `"asOf": "2020-01-01"`, `line 8, scenario.asOf: GPT-6.1 Sol was released on 2026-`, false},
		{`"openai/gpt-6.1-sol", "asOf": "2026-11-20"`, `"openai/o1", "asOf": "2026-10-23"`, `line 8, scenario.asOf: o1 is not served since 2026-10-23`, false},
		{`"asOf": "2026-11-20"`, `"asOf": "yesterday"`, `line 8, scenario.asOf: must be a date`, false},
		{`"user": "=input", "output": 50`, ``, `ask.figure: cannot be worked out, or is nothing: it takes tokens and a model or prices`, false},
		{`"cost.perRequest"`, `"cost.perMonth"`, `line 9, ask.figure: cannot be worked out, or is nothing: it takes tokens, a model or prices, and traffic`, false},
		{`"cost.perRequest"`, `"cost.perYear"`, `line 9, ask.figure: "cost.perYear" cannot be asked for here; accepted are cost.perRequest, cost.perConversation`, true},
		{`"cost.perRequest"`, `"latency.total"`, `line 9, ask.figure: "latency.total" cannot be asked for here`, false},
		{`"USD"`, `"EUR"`, `line 9, ask.unit: "EUR" is no unit of it; accepted is USD, cents.`, true},
		{`"USD"`, `"seconds"`, `line 9, ask.unit: "seconds" is no unit of it`, false},
		{`"percent": 5`, `"percent": -5`, `line 9, ask.tolerance.percent: must not be negative.`, true},
		{`"percent": 5`, `"percent": 200`, `line 9, ask.tolerance.percent: must be at most 50.`, true},
		{`"percent": 5`, `"percent": "NaN"`, `line 9, ask.tolerance.percent: must be a number.`, true},
		{`"percent": 5`, ``, `line 9, ask.tolerance: must be { percent } or { absolute }.`, true},
		{`"percent": 5`, `"percent": 5, "absolute": 1`, `line 9, ask.tolerance.absolute: is not a field`, true},
		{`{ "percent": 5 }`, `5`, `line 9, ask.tolerance: must be { percent } or { absolute }.`, true},
		{`"hints"`, `"hnits"`, `line 10, hnits: is not a field; here are accepted format, version, id, kind, title, text, scenario, ask, numbers, hints, seed, locked, hidden, mistakes, attempts. Did you mean hints?`, true},
		{`"hints"`, `"attempts": 0, "hints"`, `line 10, attempts: must be a whole number from 1 to 20.`, true},
		{`"hints"`, `"attempts": 2.5, "hints"`, `line 10, attempts: must be a whole number from 1 to 20.`, true},
		{`"hints"`, `"$schema": 5, "hints"`, `line 10, $schema: is not a field`, true},
		{`"hints"`, `"seed": {}, "hints"`, `line 10, seed: must be "student"`, true},
		{`"hints"`, `"locked": ["request.out"], "hints"`, `line 10, locked.0: request.out is no field of a scenario`, false},
		{`"hints"`, `"mistakes": [{}], "hints"`, `mistakes.0.name: is missing.`, true},
		{`"hints"`, `"mistakes": [{"name":"a","message":"[b]","scenario":{}}], "hints"`, `mistakes.0.message: [b] stands for nothing`, false},
		{`"hints"`, `"mistakes": [{"name":"a","message":"b","scenario":{"request":{"usr":1}}}], "hints"`, `mistakes.0.scenario.request.usr: is not a field`, false},
		{`"hints"`, `"mistakes": [` + strings.Repeat(`{"name":"a","message":"b","scenario":{}},`, 10) + `{"name":"a","message":"b","scenario":{}}], "hints"`, `line 10, mistakes: are more than ten.`, false},
		{`"input": {`, manyNumbers + `"input": {`, `numbers: has more than 20 numbers.`, false},
		{`"hints"`, `"deep": ` + deep + `, "hints"`, `is nested more deeply than anything in such a file.`, true},
	} {
		refusedFile(t, goodExercise, test.from, test.to, test.says, test.schema)
	}
	for _, test := range []struct {
		from, to, says string
		schema         bool
	}{
		{`"right": true, `, ``, `line 3, choices: must have exactly one with "right": true.`, false},
		{`"that", `, `"that", "right": true, `, `choices: must have exactly one`, false},
		{`, { "text": "that", "why": "not" }`, ``, `choices: must be at least two.`, true},
		{`"that"`, `"this"`, `choices.1: is the same as a choice before it.`, false},
		{`, "why": "not"`, ``, `choices.1.why: is missing.`, true},
		{`"right": true`, `"right": "yes"`, `choices.0.right: must be true or false.`, true},
		{`"choices"`, `"ask": {}, "choices"`, `ask: is not a field`, true},
		{`"Which?"`, `"Which of [them]?"`, `text: [them] stands for nothing; accepted are the numbers (there are none)`, false},
	} {
		refusedFile(t, goodChoice, test.from, test.to, test.says, test.schema)
	}
	for _, whole := range []string{`{}`, `[]`, `5`, `"text"`, `null`, `[1,2]`} {
		if x, problems := CheckExercise(fileLeaves(t, whole)); x != nil || len(problems) == 0 {
			t.Errorf("%s is taken", whole)
		}
	}
}

func refusedFile(t *testing.T, good, from, to, says string, bySchema bool) {
	t.Helper()
	mustRead(t, good)
	bad := strings.Replace(good, from, to, 1)
	if bad == good {
		t.Fatalf("%s is not in the good file", from)
	}
	x, problems := CheckExercise(fileLeaves(t, bad))
	var said []string
	for i := range problems {
		said = append(said, problems[i].String())
	}
	if all := strings.Join(said, "\n"); x != nil || !strings.Contains(all, says) {
		t.Errorf("%.60s → %.60s says\n  %s\nwant\n  %s", from, to, all, says)
	}
	var object any
	if err := json.Unmarshal([]byte(bad), &object); err != nil {
		t.Fatal(err)
	}
	if wrong := testkit.ReadSchema(t, "exercise").Validate(object); bySchema != (len(wrong) > 0) {
		t.Errorf("%.60s → %.60s: the schema says %v", from, to, wrong)
	}
}

// TestExercisesFollowTheSchema: our own files do, and use every part of it.
func TestExercisesFollowTheSchema(t *testing.T) {
	s := testkit.ReadSchema(t, "exercise")
	files := exerciseFiles(t)
	files["a seed"] = strings.Replace(goodExercise, `"hints"`, `"seed": "all the same", "attempts": 3, "$schema": "../schema/exercise.schema.json", "hints"`, 1)
	files["an order"] = strings.Replace(goodChoice, `"choices"`, `"keepOrder": true, "choices"`, 1)
	for name, text := range files {
		mustRead(t, text)
		var object any
		if err := json.Unmarshal([]byte(text), &object); err != nil {
			t.Fatal(err)
		}
		if wrong := s.Validate(object); len(wrong) > 0 {
			t.Errorf("%s:\n%s", name, strings.Join(wrong, "\n"))
		}
	}
	for field := range s.Declared() {
		if !s.Used[field] {
			t.Errorf("no exercise has %s", field)
		}
	}
}

func TestTooManyLeavesAreNotRead(t *testing.T) {
	_, problems := exercise.Read(make([]exercise.Leaf, 6000))
	if len(problems) != 1 || !strings.Contains(problems[0].Message, "accepted are 5000") {
		t.Errorf("%v", problems)
	}
}

func FuzzCheckExercise(f *testing.F) {
	f.Add(goodExercise)
	f.Add(goodChoice)
	for _, text := range exerciseFiles(f) {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !json.Valid([]byte(text)) {
			return
		}
		x, problems := CheckExercise(fileLeaves(t, text))
		if (x == nil) != (len(problems) > 0) {
			t.Fatalf("%+v, %v", x, problems)
		}
		if x == nil {
			return
		}
		if q, problem := Pose(x, "1"); problem == nil {
			q.Posed()
			q.Grade("1")
		}
	})
}
