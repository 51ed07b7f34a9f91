package calc_test

import (
	"fmt"

	"threelimits/calc"
	"threelimits/calc/fields"
)

// A support assistant: what one request takes of the window, and what a day of them costs.
func Example() {
	scenario, err := calc.ParseScenario([]fields.Field{
		{Path: "model", Kind: "string", Text: "openai/gpt-5.4"},
		{Path: "request.system", Kind: "number", Text: "800"},
		{Path: "request.documents", Kind: "number", Text: "2400"},
		{Path: "request.user", Kind: "number", Text: "60"},
		{Path: "request.output", Kind: "number", Text: "350"},
		{Path: "traffic.requestsPerDay", Kind: "number", Text: "10000"},
		{Path: "speed.ttft", Kind: "number", Text: "0.6"},
		{Path: "speed.tokensPerSecond", Kind: "number", Text: "80"},
	})
	if err != nil {
		panic(err)
	}
	estimate, err := calc.Evaluate(scenario, "2026-11-30")
	if err != nil {
		panic(err)
	}
	fmt.Println(estimate.Context.Input, "of", estimate.Context.Window, "tokens")
	fmt.Printf("$%v a request, $%v a day\n", estimate.Cost.PerRequest, estimate.Cost.PerDay)
	fmt.Println(estimate.Latency.Total, "s")
	for _, step := range estimate.Working {
		if step.Figure == "cost.perDay" {
			fmt.Println(step.Formula, "=", step.Substituted, "=", step.Value)
		}
	}
	// Output:
	// 3260 of 1050000 tokens
	// $0.0134 a request, $134 a day
	// 4.975 s
	// requests a day × one request = 10,000 × 0.0134 = 134
}
