package calc

import (
	"slices"
	"strings"

	"threelimits/calc/catalog"
	"threelimits/calc/cost"
	"threelimits/calc/dates"
	"threelimits/calc/decimal"
	"threelimits/calc/fault"
	"threelimits/calc/fields"
	"threelimits/calc/spell"
	"threelimits/calc/trust"
)

// ParseScenario checks and gathers the fields of one scenario. Its errors are *fault.Error with code bad-scenario and the
// path of the first field that is not accepted.
func ParseScenario(fields []fields.Field) (Scenario, error) {
	var p parser
	for i := range fields {
		if problem := p.read(&fields[i]); problem != "" {
			return Scenario{}, badField(fields[i].Path, problem)
		}
	}
	if field, problem := p.finish(); problem != "" {
		return Scenario{}, badField(field, problem)
	}
	p.s.Request.Formatted = slices.Contains(p.seen, "request.overhead") || slices.Contains(p.ranges, "request.overhead")
	return p.s, nil
}

func badField(path, problem string) *fault.Error {
	return fault.New(fault.BadScenario, path, fault.Short(path)+" "+problem+".")
}

// parser gathers the fields of one scenario.
type parser struct {
	s      Scenario
	seen   []string // paths: at most those that at knows, and those of ranges
	ranges []string // paths of the counts given as ranges
}

// read takes one field in. The problem, if any, is in words that follow the field's path.
func (p *parser) read(f *fields.Field) (problem string) {
	if slices.Contains(p.seen, f.Path) {
		return "is given twice"
	}
	switch to := p.s.At(f.Path).(type) {
	case *string:
		problem = readText(f, to)
	case *catalog.Service:
		problem = readService(f, to)
	case *Rate:
		problem = readRate(f, to)
	case *Limit:
		problem = readLimit(f, to)
	case *Number:
		problem = readNumber(f, to)
	case *cost.Policy:
		problem = readPolicy(f, to)
	case *Count:
		if slices.Contains(p.ranges, f.Path) {
			return "is given twice"
		}
		problem = readCount(f, to)
	default:
		problem = p.readOther(f)
	}
	p.seen = append(p.seen, f.Path)
	return problem
}

func readText(f *fields.Field, to *string) string {
	*to = f.Text
	isText := f.Kind == "string"
	switch {
	case f.Path == "model" && !(isText && f.Text != ""):
		return `must be a model's id, such as "openai/gpt-5.4"`
	case f.Path == "encoding" && !(isText && f.Text != ""):
		return "must be the name of what the tokens were counted with"
	case f.Path == "asOf" && !(isText && dates.Valid(f.Text)):
		return `must be a date, such as "2026-11-01"`
	case f.Path == "atTime" && !(isText && catalog.MinuteOf(f.Text) >= 0 && f.Text != "24:00"):
		return `must be a time of day in UTC, such as "14:30"`
	case f.Path == "cache.start" && !(isText && (f.Text == "cold" || f.Text == "warm")):
		return `must be "cold" or "warm"`
	case f.Path == "cache.life" && !(isText && (f.Text == "5m" || f.Text == "1h")):
		return `must be "5m" or "1h"`
	case f.Path == "request.toolUse" && !(isText && (f.Text == "none" || f.Text == "auto" || f.Text == "any")):
		return `must be "none", "auto" or "any"`
	}
	return ""
}

func readService(f *fields.Field, to *catalog.Service) string {
	service, ok := catalog.ParseService(f.Text)
	*to = service
	if ok && f.Kind == "string" {
		return ""
	}
	return `must be "standard", "batch", "flex" or "priority"`
}

func readPolicy(f *fields.Field, to *cost.Policy) string {
	policy, ok := cost.ParsePolicy(f.Text)
	*to = policy
	if ok && f.Kind == "string" {
		return ""
	}
	return `must be "none", "prefix" or "incremental"`
}

func readRate(f *fields.Field, to *Rate) string {
	null := ruleFor(f.Path).null
	to.Given = true
	switch {
	case f.Kind == "string":
		rate, err := decimal.Parse(f.Text)
		if err != nil {
			return err.Error()
		}
		to.USDPerMTok = rate
		return ""
	case !null:
		return `must be USD per 1,000,000 tokens as a string, such as "2.50"`
	case f.Kind == "null":
		return ""
	}
	return `must be USD per 1,000,000 tokens as a string, such as "2.50", or null where none is published`
}

func readLimit(f *fields.Field, to *Limit) (problem string) {
	to.Given = true
	if f.Kind == "null" && ruleFor(f.Path).null {
		return ""
	}
	to.Value, problem = readWhole(f)
	return problem
}

func readCount(f *fields.Field, to *Count) string {
	n, problem := readWhole(f)
	to.Low, to.Typical, to.High = n, n, n
	return problem
}

// readWhole reads a whole number within the field's rule.
func readWhole(f *fields.Field) (n int64, problem string) {
	var number Number
	if problem = readNumber(f, &number); problem != "" {
		return 0, problem
	}
	n, ok := number.Value.Int64()
	if least := ruleFor(f.Path).least; ok && n < least {
		return n, "must be at least " + spell.Plain(least)
	}
	if !ok {
		problem = "must be a whole number"
	}
	return n, problem
}

// readNumber reads a number from 0 to the most of the field's rule, decimals allowed.
func readNumber(f *fields.Field, to *Number) (problem string) {
	switch f.Kind {
	case "number":
	case "array", "object":
		return "must be a number, not an " + f.Kind
	case "null":
		return "must be a number, not null"
	default:
		return "must be a number, not a " + fault.Short(f.Kind)
	}
	to.Value, problem = decimal.ParseNumber(f.Text)
	if most := ruleFor(f.Path).most; problem == "is too large" || problem == "" && to.Value.Cmp(decimal.Whole(most)) > 0 {
		return "must be at most " + spell.Grouped(most)
	}
	if f.Path == "speed.tokensPerSecond" && problem == "" && to.Value.Cmp(slowest) < 0 {
		return "must be more than 0: at least 0.000001"
	}
	return problem
}

// slowest is the least number of tokens per second.
var slowest = decimal.Digits("1", 6)

// readOther takes what is no single value: an empty group, or an end or the trust of a range.
func (p *parser) readOther(f *fields.Field) string {
	group, name, nested := strings.Cut(f.Path, ".")
	part, inside, _ := strings.Cut(name, ".")
	if count, ok := p.s.At(group + "." + part).(*Count); ok {
		return p.readRange(f, group+"."+part, inside, count)
	}
	for _, g := range names[1:] {
		if g.group != group {
			continue
		}
		switch {
		case nested:
			return "is not a field; " + group + " takes " + g.fields
		case f.Kind != "object":
			return "must be an object with " + g.fields
		}
		return "" // empty: the same as missing
	}
	return "is not a field; a scenario takes " + names[0].fields
}

func (p *parser) readRange(f *fields.Field, path, inside string, count *Count) (problem string) {
	if slices.Contains(p.seen, path) {
		return "is given twice"
	}
	p.ranges = append(p.ranges, path)
	switch inside {
	case "low":
		count.Low, problem = readWhole(f)
	case "typical":
		count.Typical, problem = readWhole(f)
	case "high":
		count.High, problem = readWhole(f)
	case "trust":
		count.Trust = trust.Level(f.Text)
		if f.Kind != "string" || trust.Rank(count.Trust) < 0 {
			return `must be "exact", "assumed" or "estimate"`
		}
	default:
		return "is not a field; a range takes low, typical, high, trust"
	}
	return problem
}

// finish checks what no single field shows.
func (p *parser) finish() (field, problem string) {
	for _, path := range p.ranges {
		if field, problem = p.finishRange(path); problem != "" {
			return field, problem
		}
	}
	if p.s.Traffic.RequestsPerDay.Value != nil && p.s.Traffic.ConversationsPerDay.Value != nil {
		return "traffic.conversationsPerDay", "cannot be given together with traffic.requestsPerDay: " +
			"a conversation of T turns is T requests, so one of them says it"
	}
	c := p.s.conversation(highest)
	if total, ok := c.TotalTokens(); !ok || total > MaxConversationTokens {
		return "conversation.turns", "makes more than " + spell.Grouped(MaxConversationTokens) +
			" tokens in one conversation, the most that can be counted exactly"
	}
	return "", ""
}

func (p *parser) finishRange(path string) (field, problem string) {
	for _, end := range []string{".low", ".typical", ".high"} {
		if !slices.Contains(p.seen, path+end) {
			return path + end, "is missing: a range takes low, typical and high"
		}
	}
	count := p.s.At(path).(*Count)
	switch {
	case count.Low > count.Typical:
		return path + ".low", "must not be above typical"
	case count.Typical > count.High:
		return path + ".high", "must not be below typical"
	}
	return "", ""
}
