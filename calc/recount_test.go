package calc

import (
	"errors"
	"strings"
	"testing"

	"threelimits/calc/fault"
	"threelimits/calc/internal/testkit"
	"threelimits/calc/trust"
)

// TestRecount: 3,260 tokens that were counted with o200k_base are 3,912 to 5,868 of Claude's, in every figure that is made of them.
func TestRecount(t *testing.T) {
	const counted = `{"low":3260,"typical":3260,"high":3260,"countedFor":"openai/gpt-6.1-sol"}`
	e := estimate(t, `{"model":"anthropic/claude-opus-5","request":{"system":`+counted+`,"user":100}}`)
	if len(e.Recounted) != 1 || e.Recounted[0] != (Recounted{"system", "openai/gpt-6.1-sol", trust.Interval{Low: 3260, Typical: 3260, High: 3260}, trust.Interval{Low: 3912, Typical: 4890, High: 5868}}) {
		t.Errorf("%+v", e.Recounted)
	}
	if r := e.Context.Range; r == nil || r.Input.Low != 4012 || e.Context.Input != 4990 || r.Input.High != 5968 || e.Cost.Range == nil {
		t.Errorf("%+v, %+v", e.Context, e.Cost)
	}
	if e.Context.Trust.Level != trust.Estimated || !strings.Contains(e.Context.Trust.Why, "counted for another model") {
		t.Errorf("%+v", e.Context.Trust)
	}
	for _, same := range []string{
		`{"model":"openai/gpt-4o","request":{"system":` + counted + `}}`,
		`{"model":"anthropic/claude-opus-5","encoding":"o200k_base","request":{"system":` + counted + `}}`,
		`{"window":{"context":9000},"request":{"system":` + counted + `}}`,
		`{"model":"anthropic/claude-opus-5","request":{"system":{"low":0,"typical":0,"high":0,"countedFor":"openai/gpt-6.1-sol"}}}`,
	} {
		if e := estimate(t, same); e.Recounted != nil || e.Context.Range != nil || hasNote(e, "counted-for-another") {
			t.Errorf("%s: %+v", same, e.Recounted)
		}
	}
}

// TestRecountTooMany: what is accepted for one tokenizer may be more than can be counted for another.
func TestRecountTooMany(t *testing.T) {
	_, err := Evaluate(parse(t, `{"model":"anthropic/claude-opus-5","conversation":{"turns":5500},"request":{"system":{"low":1000000000000,"typical":1000000000000,"high":1000000000000,"countedFor":"openai/gpt-4o"}}}`), testkit.Today)
	var known *fault.Error
	if !errors.As(err, &known) || known.Code != fault.BadScenario || known.Field != "conversation.turns" {
		t.Error(err)
	}
}
