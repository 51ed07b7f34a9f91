package calc

import (
	"slices"
	"strings"

	"threelimits/calc/catalog"
	"threelimits/calc/cost"
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
	seen   []string // paths: at most those of the table, and those of ranges
	ranges []string // paths of the counts given as ranges
}

// read takes one field in. The problem, if any, is in words that follow the field's path.
func (p *parser) read(f *fields.Field) (problem string) {
	if slices.Contains(p.seen, f.Path) {
		return "is given twice"
	}
	known := fieldAt(f.Path)
	if known == nil {
		problem = p.readOther(f)
		p.seen = append(p.seen, f.Path)
		return problem
	}
	switch to := known.at(&p.s).(type) {
	case *string:
		problem = known.readText(f, to)
	case *catalog.Service:
		problem = readService(f, to)
	case *Rate:
		problem = known.readRate(f, to)
	case *Limit:
		problem = known.readLimit(f, to)
	case *Number:
		problem = known.readNumber(f, to)
	case *cost.Policy:
		problem = readPolicy(f, to)
	case *Count:
		if slices.Contains(p.ranges, f.Path) {
			return "is given twice"
		}
		problem = known.readCount(f, to)
	}
	p.seen = append(p.seen, f.Path)
	return problem
}

func (known *field) readText(f *fields.Field, to *string) string {
	*to = f.Text
	if f.Kind == "string" && known.ok(f.Text) {
		return ""
	}
	return "must be " + known.takes
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

func (known *field) readRate(f *fields.Field, to *Rate) string {
	to.Given = true
	switch {
	case f.Kind == "string":
		rate, err := decimal.Parse(f.Text)
		if err != nil {
			return err.Error()
		}
		to.USDPerMTok = rate
		return ""
	case !known.null:
		return `must be USD per 1,000,000 tokens as a string, such as "2.50"`
	case f.Kind == "null":
		return ""
	}
	return `must be USD per 1,000,000 tokens as a string, such as "2.50", or null where none is published`
}

func (known *field) readLimit(f *fields.Field, to *Limit) (problem string) {
	to.Given = true
	if f.Kind == "null" && known.null {
		return ""
	}
	to.Value, problem = known.readWhole(f)
	return problem
}

func (known *field) readCount(f *fields.Field, to *Count) string {
	n, problem := known.readWhole(f)
	to.Low, to.Typical, to.High = n, n, n
	return problem
}

// readWhole reads a whole number that the field takes.
func (known *field) readWhole(f *fields.Field) (n int64, problem string) {
	var number Number
	if problem = known.readNumber(f, &number); problem != "" {
		return 0, problem
	}
	n, ok := number.Value.Int64()
	if ok && n < known.least {
		return n, "must be at least " + spell.Plain(known.least)
	}
	if !ok {
		problem = "must be a whole number"
	}
	return n, problem
}

// readNumber reads a number from 0 to the most that the field takes, decimals allowed.
func (known *field) readNumber(f *fields.Field, to *Number) (problem string) {
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
	if problem == "is too large" || problem == "" && to.Value.Cmp(decimal.Whole(known.most)) > 0 {
		return "must be at most " + spell.Grouped(known.most)
	}
	if known.path == "speed.tokensPerSecond" && problem == "" && to.Value.Cmp(slowest) < 0 {
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
	if whole := fieldAt(group + "." + part); whole != nil {
		if count, ok := whole.at(&p.s).(*Count); ok {
			return p.readRange(f, whole, inside, count)
		}
	}
	switch takes := fieldsOf(group); {
	case takes == "" || group == "":
		return "is not a field; a scenario takes " + fieldsOf("")
	case nested:
		return "is not a field; " + group + " takes " + takes
	case f.Kind != "object":
		return "must be an object with " + takes
	}
	return "" // empty: the same as missing
}

func (p *parser) readRange(f *fields.Field, whole *field, inside string, count *Count) (problem string) {
	if slices.Contains(p.seen, whole.path) {
		return "is given twice"
	}
	p.ranges = append(p.ranges, whole.path)
	switch inside {
	case "low":
		count.Low, problem = whole.readWhole(f)
	case "typical":
		count.Typical, problem = whole.readWhole(f)
	case "high":
		count.High, problem = whole.readWhole(f)
	case "trust":
		count.Trust = trust.Level(f.Text)
		if f.Kind != "string" || trust.Rank(count.Trust) < 0 {
			return `must be "exact", "assumed" or "estimate"`
		}
	case "countedFor":
		count.CountedFor = f.Text
		if f.Kind != "string" || f.Text == "" {
			return `must be a model's id, such as "openai/gpt-5.4"`
		}
	default:
		return "is not a field; a range takes low, typical, high, trust, countedFor"
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
	return p.s.tooMany()
}

// tooMany checks that one conversation's tokens can be counted exactly.
func (s *Scenario) tooMany() (field, problem string) {
	c := s.conversation(highest)
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
	count := fieldAt(path).at(&p.s).(*Count)
	switch {
	case count.Low > count.Typical:
		return path + ".low", "must not be above typical"
	case count.Typical > count.High:
		return path + ".high", "must not be below typical"
	}
	return "", ""
}
