package exercise

import (
	"slices"
	"strings"

	"threelimits/calc/decimal"
)

// Dimension is what a figure measures.
type Dimension string

const (
	Money  Dimension = "money"
	Time   Dimension = "time"
	Tokens Dimension = "tokens"
	Share  Dimension = "share"
	Calls  Dimension = "calls"
)

// Figure is what can be asked for. Per is what it is counted by, such as "day".
type Figure struct {
	Name, Label, Per string
	Dimension        Dimension
	kinds            []string
}

var figures = [...]Figure{
	{"cost.perRequest", "Cost of one request", "request", Money, []string{Cost, Conversation}},
	{"cost.perConversation", "Cost of one conversation", "conversation", Money, []string{Cost, Conversation}},
	{"cost.perDay", "Cost of a day", "day", Money, []string{Cost, Conversation}},
	{"cost.perMonth", "Cost of a month", "month", Money, []string{Cost, Conversation}},
	{"latency.generation", "Time to generate the answer", "", Time, []string{Latency}},
	{"latency.total", "Time until the answer is complete", "", Time, []string{Latency}},
	{"latency.firstVisible", "Time until the first visible word", "", Time, []string{Latency}},
	{"context.input", "Tokens the last call sends", "", Tokens, []string{Context, Conversation}},
	{"context.free", "Tokens that are free", "", Tokens, []string{Context, Conversation}},
	{"context.usedPercent", "Share of the window that is used", "", Share, []string{Context, Conversation}},
	{"conversation.input", "Tokens that all calls send", "", Tokens, []string{Conversation}},
	{"conversation.lastCall", "The last call that fits", "", Calls, []string{Conversation}},
}

// FigureNamed finds a figure, or nil.
func FigureNamed(name string) *Figure {
	for i := range figures {
		if figures[i].Name == name {
			return &figures[i]
		}
	}
	return nil
}

func figuresOf(kind string) string {
	var names []string
	for i := range figures {
		if slices.Contains(figures[i].kinds, kind) {
			names = append(names, figures[i].Name)
		}
	}
	return strings.Join(names, ", ")
}

// Unit is a unit of a dimension: times ÷ by of its base unit, which is the first.
type Unit struct {
	Name      string
	Dimension Dimension
	times, by int64
	words     []string // as people write it, in small letters
}

var units = [...]Unit{
	{"USD", Money, 1, 1, []string{"$", "usd", "us$", "dollar", "dollars"}},
	{"cents", Money, 1, 100, []string{"¢", "c", "ct", "cent", "cents"}},
	{"seconds", Time, 1, 1, []string{"s", "sec", "secs", "second", "seconds"}},
	{"milliseconds", Time, 1, 1000, []string{"ms", "msec", "millisecond", "milliseconds"}},
	{"minutes", Time, 60, 1, []string{"m", "min", "mins", "minute", "minutes"}},
	{"hours", Time, 3600, 1, []string{"h", "hr", "hrs", "hour", "hours"}},
	{"tokens", Tokens, 1, 1, []string{"token", "tokens", "tok"}},
	{"%", Share, 1, 1, []string{"%", "percent", "pct"}},
	{"calls", Calls, 1, 1, []string{"call", "calls", "turn", "turns"}},
}

func unitNamed(name string) *Unit {
	for i := range units {
		if units[i].Name == name {
			return &units[i]
		}
	}
	return nil
}

// unitWritten finds the unit that a word means; of those that share a word, the one of the dimension.
func unitWritten(word string, d Dimension) (found *Unit) {
	for i := range units {
		if u := &units[i]; slices.Contains(u.words, word) && (found == nil || u.Dimension == d) {
			found = u
		}
	}
	return found
}

func unitsOf(d Dimension) string {
	var names []string
	for i := range units {
		if units[i].Dimension == d {
			names = append(names, units[i].Name)
		}
	}
	return strings.Join(names, ", ")
}

// ToBase turns an amount of the unit into the base unit.
func (u *Unit) ToBase(amount *decimal.Decimal) *decimal.Decimal {
	return amount.Mul(decimal.Whole(u.times)).Quo(u.by)
}

// FromBaseFormula is how an amount of the base unit becomes one of this, such as "× 100"; "" where it is the base unit.
func (u *Unit) FromBaseFormula() string {
	switch {
	case u.by > 1:
		return "× " + decimal.Whole(u.by).String()
	case u.times > 1:
		return "÷ " + decimal.Whole(u.times).String()
	}
	return ""
}

// FromBase turns an amount of the base unit into this one. It may not terminate.
func (u *Unit) FromBase(amount *decimal.Decimal) *decimal.Decimal {
	return amount.Mul(decimal.Whole(u.by)).Quo(u.times)
}
