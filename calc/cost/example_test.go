package cost_test

import (
	"fmt"

	"threelimits/calc/cost"
	"threelimits/calc/decimal"
)

// A conversation of three calls: each sends all before it again, and nothing is cached.
func Example() {
	usd := func(amount string) *decimal.Decimal {
		d, err := decimal.Parse(amount)
		if err != nil {
			panic(err)
		}
		return d
	}
	conversation := cost.Conversation{Prefix: 800, User: 60, Answer: 350, Turns: 3}
	bill := cost.NewBill(conversation, cost.Cache{}, cost.PriceList{Base: cost.Rates{Input: usd("2.5"), Output: usd("15")}})
	for call := range conversation.Turns {
		fmt.Print(conversation.Input(call+1), " ")
	}
	fmt.Println("tokens sent")
	for _, line := range bill.Lines {
		fmt.Println(line.Tokens, "×", line.Rate, "=", line.USD)
	}
	fmt.Println("$", bill.Total)
	// Output:
	// 860 1270 1680 tokens sent
	// 3810 × 2.5 = 0.009525
	// 1050 × 15 = 0.01575
	// $ 0.025275
}
