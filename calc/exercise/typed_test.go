package exercise

import (
	"strings"
	"testing"
)

func TestAnswersAreReadAsPeopleTypeThem(t *testing.T) {
	for _, test := range []struct{ figure, unit, typed, want string }{
		{"cost.perMonth", "USD", "4020", "4020"},
		{"cost.perMonth", "USD", "$4,020", "4020"},
		{"cost.perMonth", "USD", "$1,234.50", "1234.5"},
		{"cost.perMonth", "USD", "US$ 1,234.50", "1234.5"},
		{"cost.perMonth", "USD", "1234.50 USD", "1234.5"},
		{"cost.perMonth", "USD", "12 dollars a month", "12"},
		{"cost.perMonth", "USD", "$12/month", "12"},
		{"cost.perMonth", "USD", "$1.2k", "1200"},
		{"cost.perMonth", "USD", "1.2 K", "1200"},
		{"cost.perMonth", "USD", "$1.2M", "1200000"},
		{"cost.perMonth", "USD", "$1.2m", "1200000"},
		{"cost.perMonth", "USD", "2 million dollars", "2000000"},
		{"cost.perMonth", "USD", "3 thousand", "3000"},
		{"cost.perMonth", "USD", "about 3", "3"},
		{"cost.perMonth", "USD", "~ $3", "3"},
		{"cost.perMonth", "USD", "≈3.", "3"},
		{"cost.perMonth", "USD", "5e3", "5000"},
		{"cost.perMonth", "USD", "5E3", "5000"},
		{"cost.perMonth", "USD", "1.5×10^3", "1500"},
		{"cost.perMonth", "USD", "1.5 * 10^3", "1500"},
		{"cost.perMonth", "USD", "1 234 567.5", "1234567.5"},
		{"cost.perMonth", "USD", "1\u202F234", "1234"},
		{"cost.perMonth", "USD", "1'234", "1234"},
		{"cost.perMonth", "USD", "1,234,567", "1234567"},
		{"cost.perMonth", "USD", ".5", "0.5"},
		{"cost.perMonth", "USD", "62*30", "1860"},
		{"cost.perMonth", "USD", "1/2", "0.5"},
		{"cost.perMonth", "USD", "1.860", "1.86"},
		{"context.input", "tokens", "1.860k", "1860"},
		{"context.input", "tokens", "1.860e3", "1860"},
		{"cost.perMonth", "USD", "$62 × 30", "1860"},
		{"cost.perMonth", "USD", "2000 * 30 * 0.0132 dollars", "792"},
		{"cost.perMonth", "USD", "792000000/1000000", "792"},
		{"cost.perMonth", "USD", "3 x 1.5e3 ÷ 2", "2250"},
		{"latency.total", "seconds", "1200/80 s", "15"},
		{"cost.perRequest", "cents", "1.34", "0.0134"},
		{"cost.perRequest", "cents", "1.34 ct", "0.0134"},
		{"cost.perRequest", "cents", "$0.0134 per call", "0.0134"},
		{"cost.perRequest", "USD", "1.34e-2", "0.0134"},
		{"latency.total", "seconds", "90 s", "90"},
		{"latency.total", "seconds", "90s", "90"},
		{"latency.total", "seconds", "1 min 30 s", "90"},
		{"latency.total", "seconds", "1m30s", "90"},
		{"latency.total", "seconds", "1.5 minutes", "90"},
		{"latency.total", "seconds", "1 minute and 30 seconds", "90"},
		{"cost.perMonth", "USD", "7 dollars and 5 cents", "7.05"},
		{"cost.perMonth", "USD", "$5/mo", "5"},
		{"cost.perMonth", "USD", "USD 1.2 million a month", "1200000"},
		{"latency.total", "seconds", "1 h 1 min 1 s 5 ms", "3661.005"},
		{"latency.total", "seconds", "4975 ms", "4.975"},
		{"latency.total", "milliseconds", "4,975", "4.975"},
		{"context.input", "tokens", "3,260 tokens", "3260"},
		{"context.input", "tokens", "3.26k tokens", "3260"},
		{"context.input", "tokens", "128k", "128000"},
		{"context.usedPercent", "%", "12 %", "12"},
		{"context.usedPercent", "%", "12.5", "12.5"},
		{"context.usedPercent", "%", "12 per cent", "12"},
		{"conversation.lastCall", "calls", "17 turns", "17"},
		{"conversation.lastCall", "calls", "call 17", "17"},
	} {
		got, problem := ReadAnswer(test.typed, FigureNamed(test.figure), unitNamed(test.unit))
		if problem != "" || got.Value.String() != test.want {
			t.Errorf("%q as %s: %v %s, want %s", test.typed, test.unit, got.Value, problem, test.want)
		}
	}
}

func TestWhatIsNotClearIsAskedFor(t *testing.T) {
	for _, test := range []struct{ figure, unit, typed, says string }{
		{"cost.perMonth", "USD", "", "Type a number"},
		{"cost.perMonth", "USD", "   ", "Type a number"},
		{"cost.perMonth", "USD", "3,5", "Write a point before decimals: 3.5."},
		{"cost.perMonth", "USD", "0,350", "0.350"},
		{"cost.perMonth", "USD", "12,34,567", "not clear"},
		{"cost.perMonth", "USD", "1.234,50", "not clear"},
		{"cost.perMonth", "USD", "1.234.567", "not clear"},
		{"context.input", "tokens", "1.860", `"1.860" can be read in two ways. Write thousands without a point: 1860.`},
		{"conversation.lastCall", "calls", "1.024", "without a point: 1024."},
		{"cost.perMonth", "USD", "1e15*10", "too large"},
		{"cost.perMonth", "USD", "62*", `"x" is not clear`},
		{"cost.perMonth", "USD", "62*30+1", "one number"},
		{"cost.perMonth", "USD", "62/0", "one number"},
		{"cost.perMonth", "USD", "62/0.5", "one number"},
		{"cost.perMonth", "USD", "62 x/ 2", "one number"},
		{"cost.perMonth", "USD", "62*1,5", "Write a point before decimals"},
		{"cost.perMonth", "USD", "3 to 4", `"to" is not clear`},
		{"cost.perMonth", "USD", "3-4", "one number"},
		{"cost.perMonth", "USD", "-5", "Less than nothing"},
		{"cost.perMonth", "USD", "−5", "Less than nothing"},
		{"cost.perMonth", "USD", "3 4", "one number"},
		{"cost.perMonth", "USD", "€5", "US dollars"},
		{"cost.perMonth", "USD", "5 eur", "US dollars"},
		{"cost.perMonth", "USD", "$5 a day", "The month is asked for, not the day."},
		{"cost.perMonth", "USD", "5 s", "asked for in USD"},
		{"cost.perMonth", "USD", "NaN", "not clear"},
		{"cost.perMonth", "USD", "Infinity", "not clear"},
		{"cost.perMonth", "USD", "1e308", "too large"},
		{"cost.perMonth", "USD", "1e-308", "more than 30 decimals"},
		{"cost.perMonth", "USD", "lots", `"lots" is not clear`},
		{"cost.perMonth", "USD", "$", "no number"},
		{"cost.perMonth", "USD", "5+", "one number"},
		{"cost.perMonth", "USD", "<5", "one number"},
		{"cost.perMonth", "USD", "ca", "not clear"},
		{"cost.perMonth", "USD", "about", "not clear"},
		{"cost.perMonth", "USD", "5 cents and 7 dollars", "one number"},
		{"latency.total", "seconds", "1:30", "one number"},
		{"conversation.lastCall", "calls", "19th", `"th" is not clear`},
		{"cost.perMonth", "USD", "$1 cents", "one unit"},
		{"cost.perMonth", "USD", strings.Repeat("9", 101), "too long"},
		{"cost.perMonth", "USD", strings.Repeat("9", 60), "too large"},
		{"latency.total", "seconds", "3,5 s", "3.5"},
		{"latency.total", "seconds", "30 s 1 min", "one number"},
		{"latency.total", "seconds", "1 min 30", "one number"},
		{"latency.total", "seconds", "12 tokens", "asked for in seconds"},
		{"latency.total", "seconds", "5 s a day", "nothing else"},
		{"context.input", "tokens", "12 %", "asked for in tokens"},
	} {
		got, problem := ReadAnswer(test.typed, FigureNamed(test.figure), unitNamed(test.unit))
		if !strings.Contains(problem, test.says) {
			t.Errorf("%q as %s: %v %q, want %q", test.typed, test.unit, got.Value, problem, test.says)
		}
	}
}

func FuzzReadAnswer(f *testing.F) {
	for _, seed := range []string{"$1,234.50", "1 min 30 s", "3,5", "per cent", "us$", "1 234", "e", "x10^", "a", "/", "\xff", "1.5×10^-3 k USD a month"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		for i := range units {
			for j := range figures {
				if units[i].Dimension != figures[j].Dimension {
					continue
				}
				got, problem := ReadAnswer(typed, &figures[j], &units[i])
				if (problem == "") != (got.Value != nil) {
					t.Fatalf("%q: %v, %q", typed, got, problem)
				}
			}
		}
	})
}
