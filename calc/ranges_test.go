package calc

import (
	"slices"
	"strings"
	"testing"

	"threelimits/calc/catalog"
	"threelimits/calc/decimal"
	"threelimits/calc/internal/testkit"
	"threelimits/calc/notes"
	"threelimits/calc/trust"
)

func TestTrust(t *testing.T) {
	const own = `"window":{"context":1000},"prices":{"input":"1","output":"1"},"speed":{"ttft":1,"tokensPerSecond":1}`
	for _, test := range []struct {
		scenario               string
		context, cost, latency trust.Level
		why                    string // of the context
	}{
		{`{"model":"openai/gpt-5.4","request":{"user":5},"speed":{"ttft":1,"tokensPerSecond":1}}`, trust.Exact, trust.Exact, trust.Assumed, "tiktoken"},
		{`{"model":"openai/gpt-5.4","request":{"user":{"low":1,"typical":2,"high":3}},"speed":{"ttft":1,"tokensPerSecond":1}}`, trust.Estimated, trust.Estimated, trust.Assumed, "estimate"},
		{`{"model":"openai/gpt-5.4","request":{"user":{"low":2,"typical":2,"high":2,"trust":"assumed"}},"speed":{"ttft":1,"tokensPerSecond":1}}`, trust.Assumed, trust.Assumed, trust.Assumed, "assumed"},
		{`{"model":"openai/gpt-5.4","request":{"user":5,"output":{"low":1,"typical":2,"high":3}},"speed":{"ttft":1,"tokensPerSecond":1}}`, trust.Estimated, trust.Estimated, trust.Estimated, "estimate"},
		{`{"model":"openai/gpt-5.4","request":{"user":5,"output":{"low":1,"typical":2,"high":3},"maxTokens":9},"speed":{"ttft":1,"tokensPerSecond":1}}`, trust.Exact, trust.Estimated, trust.Estimated, "tiktoken"},
		{`{"model":"anthropic/claude-opus-4-6","request":{"user":5},"speed":{"ttft":1,"tokensPerSecond":1}}`, trust.Estimated, trust.Estimated, trust.Assumed, "Anthropic"},
		{`{"model":"anthropic/claude-opus-4-6","encoding":"mine","request":{"user":5},"speed":{"ttft":1,"tokensPerSecond":1}}`, trust.Exact, trust.Exact, trust.Assumed, "Counted with mine itself"},
		{`{"model":"anthropic/claude-opus-4-6","request":{"output":5},"speed":{"ttft":1,"tokensPerSecond":1}}`, trust.Exact, trust.Exact, trust.Assumed, "answer"},
		{`{` + own + `,"request":{"user":5}}`, trust.Assumed, trust.Assumed, trust.Assumed, "Limits of the window are your own."},
		{`{` + own + `,"request":{"user":{"low":2,"typical":2,"high":2,"trust":"estimate"}}}`, trust.Estimated, trust.Estimated, trust.Assumed, "estimate"},
	} {
		e := estimate(t, test.scenario)
		if e.Context.Trust.Level != test.context || e.Cost.Trust.Level != test.cost || e.Latency.Trust.Level != test.latency {
			t.Errorf("%s:\n context %+v\n cost %+v\n latency %+v", test.scenario, e.Context.Trust, e.Cost.Trust, e.Latency.Trust)
		}
		if !strings.Contains(e.Context.Trust.Why, test.why) {
			t.Errorf("%s: %q", test.scenario, e.Context.Trust.Why)
		}
	}
}

// TestSourcesOfPricesAndLimits: what comes from the catalogue carries where from and when; the person's own says so.
func TestSourcesOfPricesAndLimits(t *testing.T) {
	e := estimate(t, `{"model":"openai/gpt-5.4","prices":{"output":"9"},"window":{"maxInput":1000},"request":{"user":5,"output":5}}`)
	steps := map[string]Step{}
	for _, s := range e.Working {
		steps[s.Figure] = s
	}
	for figure, published := range map[string]bool{
		"cost.rates.input": true, "cost.lines.input.usdPerMTok": true, "cost.rates.output": false, "cost.lines.output.usdPerMTok": false,
		"context.window": true, "context.maxOutput": true, "context.maxInput": false,
	} {
		s := steps[figure]
		if (s.SourceURL != "" && s.Checked != "" && s.Formula == "as published") != published || (s.Source == "Your number") == published {
			t.Errorf("%s: %+v", figure, s)
		}
	}
	if !e.Cost.Rates.Overridden || e.Cost.Rates.InputTokensFrom != 0 {
		t.Errorf("%+v", e.Cost.Rates)
	}
}

// TestRangesAreTheEstimatesAtTheirEnds: low and high are what plain scenarios give at the low and the high counts, and the
// typical figure lies between.
func TestRangesAreTheEstimatesAtTheirEnds(t *testing.T) {
	ranged := 0
	for _, scenario := range manyScenarios(t) {
		s := parse(t, scenario)
		e, l, h := mustEvaluate(t, s), mustEvaluate(t, at(s, lowest)), mustEvaluate(t, at(s, highest))
		if e.Cost != nil {
			low, high := e.Cost.PerMonth, e.Cost.PerMonth
			if r := e.Cost.Range; r != nil {
				ranged++
				within(t, scenario, r.PerConversation, e.Cost.PerConversation)
				within(t, scenario, r.PerRequest, e.Cost.PerRequest)
				if e.Cost.PerMonth != nil {
					low, high = r.PerMonth.Low, r.PerMonth.High
				}
			}
			if e.Cost.PerMonth != nil && (low.Cmp(l.Cost.PerMonth) != 0 || high.Cmp(h.Cost.PerMonth) != 0) {
				t.Fatalf("%s: a month is %v to %v, plainly %v and %v", scenario, low, high, l.Cost.PerMonth, h.Cost.PerMonth)
			}
		}
		if c := e.Context; c != nil && c.Range != nil {
			if r := c.Range; r.Input != (trust.Range[int64]{Low: l.Context.Input, High: h.Context.Input}) || r.Free != (trust.Range[int64]{Low: h.Context.Free, High: l.Context.Free}) ||
				r.Reserved != (trust.Range[int64]{Low: l.Context.Reserved, High: h.Context.Reserved}) || r.Free.Low > c.Free || c.Free > r.Free.High {
				t.Fatalf("%s: %+v", scenario, *c)
			}
		}
		if x := e.Latency; x != nil && (x.Range != nil) != (l.Latency.Generation != h.Latency.Generation) {
			t.Fatalf("%s: %+v", scenario, *x)
		}
		if x := e.Latency; x != nil && x.Range != nil {
			if r := x.Range; r.Total != (trust.Range[float64]{Low: l.Latency.Total, High: h.Latency.Total}) || r.Total.Low > x.Total || x.Total > r.Total.High ||
				r.FirstVisible.Low > x.FirstVisible || x.FirstVisible > r.FirstVisible.High {
				t.Fatalf("%s: %+v", scenario, *x)
			}
		}
	}
	if ranged < 50 {
		t.Errorf("only %d ranges", ranged)
	}
}

func within(t *testing.T, scenario string, r *trust.AmountRange, middle *decimal.Decimal) {
	t.Helper()
	if r.Low.Cmp(middle) > 0 || middle.Cmp(r.High) > 0 {
		t.Fatalf("%s: %v, %v, %v", scenario, r.Low, middle, r.High)
	}
}

// at is the scenario with plain numbers in the place of its ranges.
func at(s Scenario, p pick) Scenario {
	s = recounted(s)
	r := &s.Request
	for _, c := range []*Count{&r.System, &r.Tools, &r.Documents, &r.History, &r.User, &r.Overhead, &r.Audio, &r.Images, &r.Output, &r.Reasoning} {
		*c = Count{Low: p(c), Typical: p(c), High: p(c)}
	}
	return s
}

// recounted is the scenario with its counts as tokens of its own model.
func recounted(s Scenario) Scenario {
	e, err := evaluate(s, testkit.Today)
	if err != nil {
		panic(err)
	}
	e.s.toolPrompt = 0
	return e.s
}

// TestEstimatesHangTogether: identities between the figures of one estimate.
func TestEstimatesHangTogether(t *testing.T) {
	for _, scenario := range manyScenarios(t) {
		s := parse(t, scenario)
		e := mustEvaluate(t, s)
		if u := e.Usage; u.Input != u.UncachedInput+u.CachedInput+u.CacheWrite || u.OutputWithReasoning != u.Output+u.Reasoning || u.Total != u.Input+u.OutputWithReasoning {
			t.Fatalf("%s: %+v", scenario, u)
		}
		if c := e.Context; c != nil {
			at := int64(0)
			for _, p := range c.Parts {
				if p.From != at || p.To-p.From != p.Tokens {
					t.Fatalf("%s: parts do not join: %+v", scenario, c.Parts)
				}
				at = p.To
			}
			if last := c.Parts[len(c.Parts)-1]; last.Name != "reserved" || last.From != c.Input || c.Free != c.Window-at || c.Input != e.Usage.Input {
				t.Fatalf("%s: %+v", scenario, *c)
			}
			if c.Fits != !slices.ContainsFunc(e.Notes, func(n Note) bool { return n.Severity == notes.Problem && n.Code != "conversation-outgrows-window" }) {
				t.Fatalf("%s: fits is %v, notes are %+v", scenario, c.Fits, e.Notes)
			}
		}
		if c := e.Cost; c != nil {
			sum, tokens := new(decimal.Decimal), int64(0)
			for _, l := range c.Lines {
				sum, tokens = sum.Add(l.USD), tokens+l.Tokens
			}
			counted := recounted(s)
			conversation := counted.conversation(typical)
			if m, ok := catalog.Find(s.Model); ok && m.Tools != nil && !s.Request.Formatted {
				conversation.Prefix += map[string]int64{"auto": m.Tools.Auto, "any": m.Tools.Any}[s.Request.ToolUse]
			}
			total, _ := conversation.TotalTokens()
			if sum.Cmp(c.PerConversation) != 0 || total != tokens || c.PerRequest.Mul(decimal.Whole(max(1, s.Turns.Value))).Cmp(sum) != 0 {
				t.Fatalf("%s: %+v", scenario, *c)
			}
			checkStrips(t, scenario, c)
		}
		if l := e.Latency; l != nil {
			at := 0.0
			for _, p := range l.Phases {
				if p.From != at {
					t.Fatalf("%s: phases do not join", scenario)
				}
				at = p.To
			}
			if at != l.Total {
				t.Fatalf("%s: phases end at %v, not %v", scenario, at, l.Total)
			}
		}
	}
}

// checkStrips holds that the lines lie end to end, from 0 to 100, on both strips.
func checkStrips(t *testing.T, scenario string, c *Cost) {
	t.Helper()
	end := Share{}
	for _, l := range c.Lines {
		if l.Share.Tokens.From != end.Tokens.To || l.Share.USD.From != end.USD.To {
			t.Fatalf("%s: strips do not join: %+v", scenario, c.Lines)
		}
		end = l.Share
	}
	if len(c.Lines) > 0 && end.Tokens.To != 100 || !c.PerConversation.IsZero() && end.USD.To != 100 {
		t.Fatalf("%s: strips end at %+v", scenario, end)
	}
}
