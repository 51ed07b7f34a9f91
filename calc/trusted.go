package calc

import (
	"threelimits/calc/catalog"
	"threelimits/calc/fault"
	"threelimits/calc/trust"
)

// weakenByInput takes every part that is sent: as it says itself, and otherwise as good as what counted it: an encoding that was chosen, or the
// model's tokenizer.
func (e *evaluation) weakenByInput(t *trust.Trust) {
	known := trust.Trust{Level: trust.Exact, Why: "The token counts are taken as given."}
	switch {
	case e.s.Encoding != "":
		known.Why = "Counted with " + fault.Short(e.s.Encoding) + " itself, in the place of the model's own tokenizer."
	case e.model != nil:
		known = catalog.TrustOf(e.model)
	}
	r := &e.s.Request
	for _, c := range []*Count{&r.System, &r.Tools, &r.Documents, &r.History, &r.User, &r.Audio, &r.Images} {
		weakenByCount(t, c, &known)
	}
	if e.s.Request.NotCounted.Value > 0 {
		t.Because(trust.Assumed, "Something in the request is not counted: it is at least this.")
	}
	weakenByCount(t, &r.Overhead, &trust.Trust{Level: trust.Exact, Why: "The chat format's tokens are taken as given."})
}

// weakenByOutput takes what is expected back: a length no tokenizer measured, taken as given.
func (e *evaluation) weakenByOutput(t *trust.Trust) {
	known := trust.Trust{Level: trust.Exact, Why: "The length of the answer is taken as given."}
	weakenByCount(t, &e.s.Request.Output, &known)
	weakenByCount(t, &e.s.Request.Reasoning, &known)
}

// weakenByCount takes a count that is not 0. known is the trust of a plain number, and the reason for a count that states
// the same level; a range that states none is an estimate.
func weakenByCount(t *trust.Trust, c *Count, known *trust.Trust) {
	if c.recounted {
		t.Because(trust.Estimated, "A number of tokens was counted for another model, whose tokenizer is another.")
		return
	}
	level := c.Trust
	if level == "" && c.Low < c.High {
		level = trust.Estimated
	}
	switch {
	case c.High == 0: // none is none
	case level == "" || level == known.Level:
		t.Weaken(known)
	case level == trust.Estimated:
		t.Because(trust.Estimated, "A number of tokens is given as an estimate.")
	case level == trust.Assumed:
		t.Because(trust.Assumed, "A number of tokens is given as assumed.")
	default:
		t.Because(trust.Exact, "The token counts are taken as given.")
	}
}
