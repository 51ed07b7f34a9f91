package practice

import (
	"slices"
	"strings"

	"threelimits/calc"
	"threelimits/calc/cost"
	"threelimits/calc/decimal"
	"threelimits/calc/exercise"
	"threelimits/calc/fields"
	"threelimits/calc/latency"
	"threelimits/calc/spell"
)

// mistake is a usual mistake: how it is made, and what it gives in the place of the answer.
type mistake struct {
	code, name string
	figures    string // that it is made with; those of a group end in a point
	formula    string
	message    string
	value      func(*Question) *decimal.Decimal // in the base unit; nil: it cannot be made here
}

func (m *mistake) about(figure string) bool {
	return slices.ContainsFunc(strings.Fields(m.figures), func(f string) bool {
		return f == figure || strings.HasSuffix(f, ".") && strings.HasPrefix(figure, f)
	})
}

// mistakes are those that are looked for, whatever the exercise.
var mistakes = [...]mistake{
	// Cost.
	{"per-thousand", "The price taken per thousand tokens", "cost.", "tokens × price ÷ 1,000",
		"The price is for 1,000,000 tokens. Divided by 1,000, everything comes out a thousand times too dear.",
		func(q *Question) *decimal.Decimal { return q.answer.Mul(decimal.Whole(1000)) }},
	{"per-token", "The price taken for one token", "cost.", "tokens × price",
		"The price is for 1,000,000 tokens, not for one: divide by 1,000,000.",
		func(q *Question) *decimal.Decimal { return q.answer.Mul(decimal.Whole(1_000_000)) }},
	{"cents", "Cents instead of dollars", "cost.", "dollars × 100",
		"This is the amount in cents: a dollar has 100 of them.",
		func(q *Question) *decimal.Decimal { return q.in("USD", q.answer.Mul(decimal.Whole(100))) }},
	{"dollars", "Dollars instead of cents", "cost.", "cents ÷ 100",
		"This is the amount in dollars. It is asked for in cents: a dollar has 100.",
		func(q *Question) *decimal.Decimal { return q.in("cents", q.answer.Quo(100)) }},
	{"forgot-output", "The output left out", "cost.", "input × input price ÷ 1,000,000",
		"This pays for the input only. The answer is billed too, at the output price, which is mostly the higher one.",
		func(q *Question) *decimal.Decimal { return q.project(q.lines(false)) }},
	{"forgot-input", "The input left out", "cost.", "output × output price ÷ 1,000,000",
		"This pays for the answer only. All that is sent is billed too, at the input price.",
		func(q *Question) *decimal.Decimal { return q.project(q.lines(true)) }},
	{"swapped-prices", "The two prices exchanged", "cost.", "(input × output price + output × input price) ÷ 1,000,000",
		"The prices are the wrong way round: what is sent costs the input price, the answer the output price.",
		func(q *Question) *decimal.Decimal {
			r := q.rates()
			return q.charge(q.sent(), q.answered(), r.Output, r.Input)
		}},
	{"one-price", "One price for input and output", "cost.", "(input + output) × input price ÷ 1,000,000",
		"Input and output have separate prices. Here the answer was paid at the input price.",
		func(q *Question) *decimal.Decimal {
			r := q.rates()
			return q.charge(q.sent(), q.answered(), r.Input, r.Input)
		}},
	{"output-price", "Everything at the output price", "cost.", "(input + output) × output price ÷ 1,000,000",
		"Input and output have separate prices. Here what is sent was paid at the output price too.",
		func(q *Question) *decimal.Decimal {
			r := q.rates()
			return q.charge(q.sent(), q.answered(), r.Output, r.Output)
		}},
	{"no-instructions", "The instructions left out", "cost. context. conversation.", "the request without its instructions",
		"The instructions are sent with every call, and count each time.",
		func(q *Question) *decimal.Decimal { return q.without("request.system") }},
	{"no-documents", "The documents left out", "cost. context. conversation.", "the request without its documents",
		"The documents are sent as well, and count like everything that is sent.",
		func(q *Question) *decimal.Decimal { return q.without("request.documents") }},
	{"forgot-days", "A day taken for a month", "cost.perMonth", "requests a day × one request",
		"This is what a day costs. Multiply it by the days of the month.",
		func(q *Question) *decimal.Decimal { return q.figure("cost.perDay") }},
	{"month-for-day", "A month taken for a day", "cost.perDay", "requests a day × one request × days",
		"This is what a month costs. A day is asked for.",
		func(q *Question) *decimal.Decimal { return q.figure("cost.perMonth") }},
	{"forgot-requests", "The number of requests left out", "cost.perDay cost.perMonth", "one request × days",
		"This is one request, where there are many a day.",
		func(q *Question) *decimal.Decimal {
			one := q.Estimate.Cost.PerConversation
			if q.Figure.Name == "cost.perMonth" {
				return one.Mul(q.DaysPerMonth())
			}
			return one
		}},
	{"only-one-request", "One request taken for a month", "cost.perMonth", "one request",
		"This is what one request costs. Multiply it by the requests of a day and the days of the month.",
		func(q *Question) *decimal.Decimal { return q.Estimate.Cost.PerConversation }},
	{"forgot-cache", "The cache left out", "cost.", "all input × input price + output × output price",
		"This pays the full input price for everything. What is read from the cache costs less.",
		func(q *Question) *decimal.Decimal {
			if q.Work.Scenario.Cache.Policy == cost.NoCache {
				return nil
			}
			return q.chargeAll(q.sent())
		}},
	{"all-cached", "The question read from the cache", "cost.", "all input × cached price + output × output price",
		"Only what was sent before in the same words is read from the cache. The question is new each time, at the input price.",
		func(q *Question) *decimal.Decimal {
			r := q.rates()
			if q.Work.Scenario.Cache.Policy == cost.NoCache || r.CachedInput == nil || q.Turns() > 1 {
				return nil
			}
			return q.paid(q.sent(), q.answered(), r.CachedInput, r.Output)
		}},
	{"linear-growth", "A conversation that does not grow", "cost. conversation.input", "turns × the first call",
		"Each call sends everything before it again, so later calls are longer than the first: the sum grows with the square of the turns.",
		func(q *Question) *decimal.Decimal {
			return q.grown(q.Turns() * q.firstInput())
		}},
	{"remembered", "A model that remembers", "cost. conversation.input", "fixed part + turns × user",
		"This sends each text once, as if the model remembered it. It does not: every call sends the whole conversation again.",
		func(q *Question) *decimal.Decimal {
			r := q.Budget()
			return q.grown(r.Fixed() + q.Turns()*r.Message())
		}},
	{"forgot-answers", "The answers not sent again", "cost. conversation.input", "turns × (fixed part + user) + user × turns × (turns − 1) ÷ 2",
		"The history holds the model's answers as well as the questions: both are sent again.",
		func(q *Question) *decimal.Decimal {
			c := q.Conversation()
			c.Answer = 0
			u := c.Usage(cost.Cache{}, 1, c.Turns)
			return q.grown(u.Input())
		}},
	{"no-half", "The sum without its half", "cost. conversation.input", "turns × (fixed part + user) + (user + output) × turns × (turns − 1)",
		"0 + 1 + 2 + … up to the turn before the last is turns × (turns − 1) ÷ 2: the half is missing.",
		func(q *Question) *decimal.Decimal { return q.grown(2*q.sent() - q.Turns()*q.firstInput()) }},
	{"last-call-only", "Only the last call", "conversation.input", "fixed part + (turns − 1) × (user + output) + user",
		"This is what the last call sends. The calls before it were sent, and billed, too.",
		func(q *Question) *decimal.Decimal { return q.grown(q.Estimate.Usage.Input) }},
	{"output-counted", "The last answer counted as input", "conversation.input", "all input + all output",
		"This adds what the model writes. It becomes input only when a later call sends it again.",
		func(q *Question) *decimal.Decimal { return q.grown(q.sent() + q.answered()) }},

	// Context.
	{"first-call", "The history left out", "context.input", "fixed part + user",
		"This is what the first call sends. The last one sends all earlier messages and answers as well.",
		func(q *Question) *decimal.Decimal { return q.grown(q.firstInput()) }},
	{"no-answers", "The answers left out of the history", "context.input", "fixed part + turns × user",
		"The history holds the model's answers as well: they are sent again.",
		func(q *Question) *decimal.Decimal {
			r := q.Budget()
			return q.grown(r.Fixed() + q.Turns()*r.Message())
		}},
	{"one-turn-too-many", "One answer too many", "context.input", "fixed part + turns × (user + output)",
		"The last call does not send its own answer: that is still to come.",
		func(q *Question) *decimal.Decimal {
			r := q.Budget()
			return q.grown(r.Fixed() + q.Turns()*(r.Message()+r.Output))
		}},
	{"not-reserved", "No room kept for the answer", "context.free context.usedPercent", "window − input",
		"Input and answer share one window: plan the room for max_tokens from the start, before a word is written.",
		func(q *Question) *decimal.Decimal { return q.left(0) }},
	{"expected-only", "The usual answer kept instead of max_tokens", "context.free context.usedPercent", "window − input − output",
		"What is reserved is max_tokens, however short the answer turns out.",
		func(q *Question) *decimal.Decimal { r := q.Budget(); return q.left(r.Expected()) }},
	{"reserved-twice", "The answer counted twice", "context.free context.usedPercent", "window − input − max_tokens − output",
		"The answer is written into the room that max_tokens keeps: it does not take room a second time.",
		func(q *Question) *decimal.Decimal {
			r := q.Budget()
			return q.left(q.Estimate.Context.Reserved + r.Expected())
		}},
	{"used-for-free", "What is used instead of what is free", "context.free", "input + reserved",
		"This is what is taken. What is free is the window less this.",
		func(q *Question) *decimal.Decimal {
			w := q.Estimate.Context
			return decimal.Whole(w.Input + w.Reserved)
		}},
	{"fraction", "A fraction instead of per cent", "context.usedPercent", "(input + reserved) ÷ window",
		"This is the share as a fraction. In per cent it is a hundred times that.",
		func(q *Question) *decimal.Decimal { return q.answer.Quo(100) }},
	{"calls-not-reserved", "No room kept for the answer", "conversation.lastCall", "1 + (window − first input) ÷ (user + output)",
		"Each call must also leave room for its answer: take max_tokens off the window first.",
		func(q *Question) *decimal.Decimal {
			last, _ := q.window().LastCallThatFits(q.Budget(), 0)
			return decimal.Whole(last)
		}},
	{"calls-not-first", "The first call not counted", "conversation.lastCall", "(window − reserved − first input) ÷ (user + output)",
		"This is how many calls fit after the first one. The first counts too: add 1.",
		func(q *Question) *decimal.Decimal { return tokensOrNil(q.answer.Floor() - 1) }},
	{"calls-no-answers", "The answers not sent again", "conversation.lastCall", "1 + (window − reserved − first input) ÷ user",
		"Each turn adds a message and an answer to what is sent, not the message alone.",
		func(q *Question) *decimal.Decimal {
			r := q.Budget()
			r.Output = 0
			return q.calls(q.window().LastCallThatFits(r, q.Estimate.Context.Reserved))
		}},
	{"calls-no-first", "The fixed part left out", "conversation.lastCall", "(window − reserved) ÷ (user + output)",
		"The fixed part is sent with every call: it takes its room first.",
		func(q *Question) *decimal.Decimal { r := q.Budget(); return q.share(r.Message() + r.Output) }},
	{"calls-all-fixed", "Every turn with the fixed part", "conversation.lastCall", "(window − reserved) ÷ (fixed part + user + output)",
		"The fixed part stands in a call once. Only messages and answers add up.",
		func(q *Question) *decimal.Decimal {
			r := q.Budget()
			return q.share(r.Fixed() + r.Message() + r.Output)
		}},

	// Latency.
	{"milliseconds", "Milliseconds instead of seconds", "latency.", "seconds × 1,000",
		"This is the time in milliseconds: a second has 1,000 of them.",
		func(q *Question) *decimal.Decimal { return q.in("seconds", q.answer.Mul(decimal.Whole(1000))) }},
	{"seconds", "Seconds instead of milliseconds", "latency.", "milliseconds ÷ 1,000",
		"This is the time in seconds: each has 1,000 milliseconds.",
		func(q *Question) *decimal.Decimal { return q.in("milliseconds", q.answer.Quo(1000)) }},
	{"ttft-in-milliseconds", "Milliseconds added to seconds", "latency.total latency.firstVisible", "TTFT in ms + generation in s",
		"The time to first token was taken in milliseconds, and the rest in seconds. Turn one into the other first.",
		func(q *Question) *decimal.Decimal {
			return q.in("seconds", q.answer.Add(q.Work.Scenario.Speed.TTFT.Value.Mul(decimal.Whole(999))))
		}},
	{"forgot-ttft", "The time to first token left out", "latency.total latency.firstVisible", "tokens ÷ tokens per second",
		"This is the generation alone. Before the first token there is a wait: the time to first token.",
		func(q *Question) *decimal.Decimal {
			speed := q.Work.Scenario.Speed.TokensPerSecond.Value.Float64()
			if q.Figure.Name == "latency.firstVisible" {
				return seconds(float64(q.Estimate.Usage.Reasoning) / speed)
			}
			return seconds(q.Estimate.Latency.Generation)
		}},
	{"forgot-generation", "Only the time to first token", "latency.total", "TTFT",
		"This is when the first token comes. The whole answer takes output ÷ tokens per second longer.",
		func(q *Question) *decimal.Decimal { return q.Work.Scenario.Speed.TTFT.Value }},
	{"input-generated", "The input counted as generated", "latency.", "TTFT + (input + output) ÷ tokens per second",
		"Tokens per second is how fast the answer is written. The input is read before the first token: its time is in the TTFT.",
		func(q *Question) *decimal.Decimal {
			return q.withInput(q.Estimate.Usage.OutputWithReasoning)
		}},
	{"input-instead", "The input in the place of the output", "latency.", "TTFT + input ÷ tokens per second",
		"Tokens per second is how fast the answer is written: divide the output by it, not the input.",
		func(q *Question) *decimal.Decimal { return q.withInput(0) }},
	{"multiplied", "Multiplied instead of divided", "latency.", "TTFT + output × tokens per second",
		"A faster model takes less time: divide the tokens by the tokens per second.",
		func(q *Question) *decimal.Decimal {
			product := decimal.Whole(q.Estimate.Usage.OutputWithReasoning).Mul(q.Work.Scenario.Speed.TokensPerSecond.Value)
			if q.Figure.Name == "latency.generation" {
				return product
			}
			return product.Add(q.Work.Scenario.Speed.TTFT.Value)
		}},
	{"forgot-reasoning", "The reasoning left out", "latency.total latency.generation", "TTFT + output ÷ tokens per second",
		"Reasoning is written too, token by token, before the answer: its time counts.",
		func(q *Question) *decimal.Decimal {
			if q.Estimate.Usage.Reasoning == 0 {
				return nil
			}
			return q.after(q.Estimate.Usage.Output)
		}},
	{"first-token", "The first token taken for the first word", "latency.firstVisible", "TTFT",
		"The first tokens are reasoning, which is not shown. The first visible word comes after it.",
		func(q *Question) *decimal.Decimal { return q.Work.Scenario.Speed.TTFT.Value }},
	{"whole-answer", "The whole answer taken for its first word", "latency.firstVisible", "TTFT + (output + reasoning) ÷ tokens per second",
		"This is when the answer is complete. Streamed, its first word is there as soon as the reasoning ends.",
		func(q *Question) *decimal.Decimal { return seconds(q.Estimate.Latency.Total) }},
}

// in is a value that only comes about where the answer is asked for in this unit.
func (q *Question) in(unit string, value *decimal.Decimal) *decimal.Decimal {
	if q.Unit.Name != unit {
		return nil
	}
	return value
}

// without is what comes out where a field of the request has no tokens, and others still have some.
func (q *Question) without(path string) *decimal.Decimal {
	if !slices.ContainsFunc(q.fields, func(f fields.Field) bool { return f.Path == path }) {
		return nil
	}
	other, problem := q.changed([]exercise.Binding{{Path: path, Kind: "number", Text: "0"}})
	if problem != nil || other.Estimate.Usage.Input == 0 {
		return nil
	}
	return other.figure(q.Figure.Name)
}

// lines is what the lines of the bill come to that are for output, or those that are not.
func (q *Question) lines(output bool) *decimal.Decimal {
	total := new(decimal.Decimal)
	for _, l := range q.Estimate.Cost.Lines {
		if output == (l.Name == cost.Output.String() || l.Name == cost.Reasoning.String()) {
			total = total.Add(l.USD)
		}
	}
	return total
}

// answered is what all calls write.
func (q *Question) answered() int64 {
	return q.Turns() * q.Estimate.Usage.OutputWithReasoning
}

func (q *Question) firstInput() int64 { return q.Budget().Input(1) }

func (q *Question) rates() *calc.Rates { return &q.Estimate.Cost.Rates }

// project is the amount that is asked for, where one conversation costs so much.
func (q *Question) project(conversation *decimal.Decimal) *decimal.Decimal {
	return ended(q.Amount(q.Figure.Name, conversation))
}

// charge is the amount asked for where a conversation sends and writes so much at these rates, without a cache.
func (q *Question) charge(input, output int64, inputRate, outputRate *decimal.Decimal) *decimal.Decimal {
	if q.Work.Scenario.Cache.Policy != cost.NoCache {
		return nil
	}
	return q.paid(input, output, inputRate, outputRate)
}

func (q *Question) paid(input, output int64, inputRate, outputRate *decimal.Decimal) *decimal.Decimal {
	list := cost.PriceList{Base: cost.Rates{Input: inputRate, Output: outputRate}}
	bill := cost.Charge(cost.Usage{Uncached: input, Output: output}, &list)
	return q.project(bill.Total)
}

// chargeAll is the amount asked for where a conversation sends so much, all of it at the input price.
func (q *Question) chargeAll(input int64) *decimal.Decimal {
	r := q.rates()
	return q.paid(input, q.answered(), r.Input, r.Output)
}

// grown is what a mistake about the growth of a conversation gives, where it would send so much: tokens, or the amount asked for.
func (q *Question) grown(input int64) *decimal.Decimal {
	switch {
	case q.Turns() == 1:
		return nil
	case q.Figure.Dimension != exercise.Money:
		return decimal.Whole(input)
	case q.Work.Scenario.Cache.Policy != cost.NoCache:
		return nil
	}
	return q.chargeAll(input)
}

// left is what a mistake about the reservation gives: of tokens that are free, or of the share that is used.
func (q *Question) left(reserved int64) *decimal.Decimal {
	w := q.Estimate.Context
	if q.Figure.Name == "context.free" {
		return tokensOrNil(w.Window - w.Input - reserved)
	}
	percent, _ := decimal.ParseNumber(spell.Percent(float64(w.Input+reserved), float64(w.Window)))
	return percent
}

// share is how often so many tokens go into the window beside the reservation.
func (q *Question) share(tokens int64) *decimal.Decimal {
	w := q.Estimate.Context
	return tokensOrNil((w.Window - w.Reserved) / tokens)
}

func (q *Question) calls(last int64, unbounded bool) *decimal.Decimal {
	if unbounded {
		return nil
	}
	return decimal.Whole(last)
}

// withInput is when so many tokens and the input would be generated, where there is input.
func (q *Question) withInput(tokens int64) *decimal.Decimal {
	if q.Estimate.Usage.Input == 0 {
		return nil
	}
	return q.after(q.Estimate.Usage.Input + tokens)
}

// after is when so many tokens are generated, or how long that takes.
func (q *Question) after(tokens int64) *decimal.Decimal {
	speed := &q.Work.Scenario.Speed
	t := latency.Answer(latency.Speed{TTFT: speed.TTFT.Value.Float64(), TokensPerSecond: speed.TokensPerSecond.Value.Float64()}, tokens, 0)
	if q.Figure.Name == "latency.generation" {
		return seconds(t.Generation)
	}
	return seconds(t.Total)
}
