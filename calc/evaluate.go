// Package calc is the calculator's main job: a Scenario in, an Estimate out, with the working shown.
//
// Start at Evaluate. ParseScenario turns the flattened JSON object of a person's scenario into a checked Scenario;
// Evaluate hands its parts to the leaf packages (budget: what fits; cost: money; latency: time; catalog: models) and
// gathers what they return, with trust, working and notes; calc/wire writes it in the shape that site/contract
// publishes. Errors are *fault.Error.
//
// Units: tokens are the model's own. Money is USD and exact (decimal.Decimal). Time is seconds, rounded to the nanosecond.
// Dates are YYYY-MM-DD. There is no clock here: today is an argument.
//
// Limits (see scenario.go): every count at most MaxTokens, at most MaxTurns turns, and one conversation's tokens at
// most MaxConversationTokens, so that sums never overflow and every count is exact as a JSON number.
package calc

import (
	"threelimits/calc/budget"
	"threelimits/calc/catalog"
	"threelimits/calc/cost"
	"threelimits/calc/dates"
	"threelimits/calc/decimal"
	"threelimits/calc/fault"
	"threelimits/calc/latency"
	"threelimits/calc/notes"
	"threelimits/calc/spell"
)

// Evaluate works a scenario out. today is the day the boundary's clock shows, YYYY-MM-DD: its prices hold unless the scenario
// says asOf. Errors are *fault.Error: unknown-model, bad-argument for a today that is no date, or bad-scenario where counts made for another
// model come to more tokens than can be counted exactly.
//
// It takes time in the number of tiers and parts, never in the number of tokens or turns.
func Evaluate(s Scenario, today string) (Estimate, error) {
	e, err := evaluate(s, today)
	if err != nil {
		return Estimate{}, err
	}
	return e.out, nil
}

func evaluate(s Scenario, today string) (*evaluation, error) {
	if !dates.Valid(today) {
		return nil, fault.Argument("", `today must be a date, such as "2026-11-01", not `+fault.Short(today)+".")
	}
	e := &evaluation{s: s, today: today, asOf: s.AsOf, turns: s.turns()}
	if e.asOf == "" {
		e.asOf = today
	}
	if s.Model != "" {
		m, exact := s.Own.Resolve(s.Model)
		if m == nil {
			return nil, fault.New(fault.UnknownModel, "model", fault.Short(s.Model)+" is not in the catalogue. Name one of its models, "+
				"or leave the model out and give prices and window.")
		}
		e.model, e.takenAs = m, !exact
		e.out.Model = &ModelName{m.ID, m.Name, m.VendorName}
	}
	if field, problem := e.recount(); problem != "" {
		return nil, badField(field, problem)
	}
	e.s.toolPrompt = e.toolPrompt()
	e.out.AsOf = e.asOf
	for i, pick := range []pick{lowest, typical, highest} {
		e.at[i] = point{Request: e.s.budget(pick), conversation: e.s.conversation(pick)}
	}
	e.ranged = e.at[low].Request != e.at[high].Request
	e.notesOnScenario(today)
	e.context()
	e.cost()
	e.latency()
	e.usage()
	return e, nil
}

// evaluation is one run of Evaluate.
type evaluation struct {
	s       Scenario
	today   string
	asOf    string
	turns   int64
	model   *catalog.Model // nil: none named
	takenAs bool           // its name says more than the model: a seller, a version
	at      [3]point       // at the low, typical and high counts
	ranged  bool           // they are not all the same
	bounds  [2]*point      // of at: what costs least and most
	out     Estimate
}

const (
	low = iota
	mid
	high
)

// point is the scenario at one choice of counts, and what follows from it.
type point struct {
	budget.Request // of one call
	conversation   cost.Conversation
	fit            budget.Fit
	bill           cost.Bill
	amounts        [4]*decimal.Decimal // by amountOf…
	timeline       latency.Timeline
}

// each works something out at every choice of counts, once where they are all the same.
func (e *evaluation) each(work func(*point)) {
	work(&e.at[mid])
	if !e.ranged {
		e.at[low], e.at[high] = e.at[mid], e.at[mid]
		return
	}
	work(&e.at[low])
	work(&e.at[high])
}

// pick chooses one number of a count.
type pick func(*Count) int64

func lowest(c *Count) int64  { return c.Low }
func typical(c *Count) int64 { return c.Typical }
func highest(c *Count) int64 { return c.High }

// turns is how many calls a conversation has.
func (s *Scenario) turns() int64 { return max(1, s.Turns.Value) }

func (s *Scenario) budget(p pick) budget.Request {
	r := &s.Request
	return budget.Request{
		System: p(&r.System), Tools: p(&r.Tools) + s.toolPrompt, Documents: p(&r.Documents), History: p(&r.History), User: p(&r.User),
		Overhead: p(&r.Overhead), Audio: p(&r.Audio), Images: p(&r.Images), Output: p(&r.Output), Reasoning: p(&r.Reasoning),
	}
}

func (s *Scenario) conversation(p pick) cost.Conversation {
	r := s.budget(p)
	return cost.Conversation{
		Prefix: r.Fixed(), User: r.Message(), Answer: r.Output, Reasoning: r.Reasoning, Turns: s.turns(),
		Audio: r.Audio, Image: r.Images, Searches: s.Request.WebSearches.Value,
	}
}

// cache is what is cached, within what the model's vendor takes.
func (e *evaluation) cache() cost.Cache {
	own := &e.s.Cache
	c := cost.Cache{Policy: own.Policy, Warm: own.Start == "warm", Found: e.found(), Hour: own.Life == "1h", StoredHours: own.StoredHours.Value}
	if e.model != nil {
		c.From, c.Step = e.model.Cache.From, e.model.Cache.Step
	}
	return c
}

// toolPrompt is how many tokens the vendor sends along because the request has tools: none where
// Request.Overhead is given, which holds them.
func (e *evaluation) toolPrompt() int64 {
	if e.model == nil || e.model.Tools == nil || e.s.Request.Formatted {
		return 0
	}
	switch e.s.Request.ToolUse {
	case "auto":
		return e.model.Tools.Auto
	case "any":
		return e.model.Tools.Any
	}
	return 0
}

// note adds the note of that code, or of one of its variants.
func (e *evaluation) note(code string, terms ...string) {
	n := notes.Find(code, notes.Estimates, notes.Shared)
	e.out.Notes = append(e.out.Notes, Note{n.Name(), n.Severity, n.Fill(terms...), n.Field})
}

// notesOnScenario says what is worth knowing about the request and the model by themselves.
func (e *evaluation) notesOnScenario(today string) {
	p := &e.at[high]
	if p.Input(1) == 0 && p.Expected() == 0 {
		e.note("request-empty")
	}
	if missing := e.s.Request.NotCounted.Value; missing > 0 {
		e.out.AtLeast = true
		e.note("not-counted", spell.Count(missing, "part"))
	}
	if e.turns > 1 && p.Overhead > 0 {
		e.note("overhead-of-one-request")
	}
	if e.asOf > today {
		e.note("as-of-future", e.asOf)
	}
	m := e.model
	if m == nil {
		return
	}
	if e.takenAs {
		e.note("model-alias/taken", fault.Short(e.s.Model), m.ID)
	} else if m.ID != e.s.Model {
		e.note("model-alias", fault.Short(e.s.Model), m.ID)
	}
	e.notesOnStage(m)
	if m.Reasoning && p.Reasoning == 0 {
		e.note("reasoning-none", m.Name)
	}
	e.notesOnTools(m)
	for i := range m.Notes {
		e.note("model-note", m.Notes[i].Text)
	}
}

// notesOnTools says what tools add, or that it is not counted.
func (e *evaluation) notesOnTools(m *catalog.Model) {
	switch use := e.s.Request.ToolUse; {
	case e.s.Request.Formatted:
		if use == "auto" || use == "any" {
			e.note("tool-prompt/given")
		}
	case e.s.toolPrompt > 0:
		e.note("tool-prompt", m.Name, tokenCount(e.s.toolPrompt))
	case (use == "auto" || use == "any") && m.Tools == nil:
		e.note("tool-prompt/unknown", m.Name)
	case use == "" && m.Tools != nil && e.at[high].Tools > 0:
		e.note("tool-prompt/none", m.Name, tokenCount(m.Tools.Auto))
	}
}

// usage is what the last call reports.
func (e *evaluation) usage() {
	p := &e.at[mid]
	u := p.conversation.Usage(e.cache(), e.turns, e.turns)
	u.Written += u.WrittenHour
	u.WrittenHour = 0
	out := &e.out.Usage
	*out = Usage{
		Input: u.Input(), UncachedInput: u.Uncached, CachedInput: u.Read, CacheWrite: u.Written,
		Output: u.Output, Reasoning: u.Reasoning, OutputWithReasoning: u.Output + u.Reasoning,
		Total: u.Input() + u.Output + u.Reasoning,
	}
	input := e.inputResult(p)
	e.explain("usage.input", "Input of the last call", "tokens", e.inputRule(), input.formula, input.value, input.terms...)
	e.explainCached("usage.cachedInput", "Read from the cache by the last call", cost.CachedInput, u.Read)
	e.explainCached("usage.cacheWrite", "Written to the cache by the last call", cost.CacheWrite, u.Written)
	e.tokens("usage.uncachedInput", "Input of the last call that no cache touches", arithmetic, "[input] − [read] − [written]", u.Uncached, out.Input, u.Read, u.Written)
	e.given("usage.output", "Visible answer", "tokens", yours, spell.Plain(u.Output))
	e.given("usage.reasoning", "Reasoning", "tokens", yours, spell.Plain(u.Reasoning))
	e.tokens("usage.outputWithReasoning", "Output with reasoning", arithmetic, "[output] + [reasoning]", out.OutputWithReasoning, u.Output, u.Reasoning)
	e.tokens("usage.total", "All tokens of the last call", arithmetic, "[input] + [output] + [reasoning]", out.Total, out.Input, u.Output, u.Reasoning)
}

func (e *evaluation) explainCached(figure, label string, item cost.Item, tokens int64) {
	formula, numbers := "nothing", []int64(nil)
	if tokens > 0 {
		formula, numbers = cost.CachedFormula(item, &e.at[mid].conversation, e.cache(), e.turns, e.turns)
	}
	e.tokens(figure, label, &origin{source: "Cache policy: " + e.s.Cache.Policy.String()}, e.named(formula), tokens, numbers...)
}
