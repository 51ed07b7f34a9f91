// Package estimate is how package calc's values cross between the page and a program.
package estimate

import (
	"strconv"
	"strings"

	"threelimits/calc"
	"threelimits/calc/catalog"
	"threelimits/calc/fault"
	"threelimits/calc/wire"
)

// Evaluate is calc.Evaluate of a scenario: its leaves as wire.ReadFields takes them, an Estimate out. own are the person's own models, or nil.
func Evaluate(leaves []byte, own *catalog.Own, today string) ([]byte, error) {
	read, err := wire.ReadFields(leaves)
	if err != nil {
		return nil, err
	}
	scenario, err := calc.ParseScenario(read)
	if err != nil {
		return nil, err
	}
	scenario.Own = own
	return wire.Result(calc.Evaluate(scenario, today))
}

// Sum is calc.Sum of amounts with NUL between them; none where there is no byte.
func Sum(amounts []byte) (string, error) {
	total, err := calc.Sum(split(amounts))
	if err != nil {
		return "", err
	}
	return total.String(), nil
}

// Convert is calc.Convert of amounts as Sum takes them: a list of decimals out.
func Convert(amounts []byte, rate string) ([]byte, error) {
	return wire.Result(calc.Convert(split(amounts), rate))
}

// Rescale is calc.Rescale of the new total, the old one and the parts, NUL between them: the parts as a list of numbers out.
func Rescale(numbers []byte) ([]byte, error) {
	texts := split(numbers)
	if len(texts) < 2 {
		return nil, fault.Argument("", "The new total or the old one is missing.")
	}
	all := make([]int64, len(texts))
	for i, text := range texts {
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			n = -1 // calc.Rescale refuses it as it does what is below 0
		}
		all[i] = n
	}
	return wire.Result(calc.Rescale(all[0], all[1], all[2:]))
}

func split(amounts []byte) []string {
	if len(amounts) == 0 {
		return nil
	}
	return strings.Split(string(amounts), "\x00")
}
