package calc

import (
	"strings"

	"threelimits/calc/catalog"
)

// Level is how far a figure can be trusted. A figure is as weak as the weakest number it is made of.
type Level string

const (
	Exact     Level = "exact"
	Assumed   Level = "assumed"
	Estimated Level = "estimate"
)

// rank orders levels from strong to weak; −1 is no level.
func rank(l Level) int {
	switch l {
	case Exact:
		return 0
	case Assumed:
		return 1
	case Estimated:
		return 2
	}
	return -1
}

// Trust says how far a figure can be trusted and why. Source is an address, Checked the day it was last seen.
type Trust struct {
	Level   Level  `json:"level"`
	Why     string `json:"why"`
	Source  string `json:"source,omit"`
	Checked string `json:"checked,omit"`
}

// weaken makes t as weak as other. Of reasons at the same level it keeps all, each once, and the first source.
func (t *Trust) weaken(other *Trust) {
	switch {
	case t.Why == "" || rank(other.Level) > rank(t.Level):
		*t = *other
	case other.Level == t.Level:
		if !strings.Contains(t.Why, other.Why) {
			t.Why += " " + other.Why
		}
		if t.Source == "" {
			t.Source, t.Checked = other.Source, other.Checked
		}
	}
}

// because weakens t for a reason of ours.
func (t *Trust) because(level Level, why string) { t.weaken(&Trust{Level: level, Why: why}) }

// asPublished weakens t by a source that is as good as any.
func (t *Trust) asPublished(why, url, checked string) {
	t.weaken(&Trust{Level: Exact, Why: why, Source: url, Checked: checked})
}

// tokenizerTrust is how far counts made for the model can be trusted.
func tokenizerTrust(m *catalog.Model) Trust {
	return Trust{Level(m.Exactness), m.Trust.Why, m.Trust.Source.URL, m.Trust.Source.Checked}
}

// weakenByInput takes every part that is sent: as it says itself, and otherwise as good as what counted it: an encoding that was chosen, or the
// model's tokenizer.
func (e *evaluation) weakenByInput(t *Trust) {
	known := Trust{Level: Exact, Why: "The token counts are taken as given."}
	switch {
	case e.s.Encoding != "":
		known.Why = "Counted with " + short(e.s.Encoding) + " itself, in the place of the model's own tokenizer."
	case e.model != nil:
		known = tokenizerTrust(e.model)
	}
	r := &e.s.Request
	for _, c := range []*Count{&r.System, &r.Tools, &r.Documents, &r.History, &r.User, &r.Audio, &r.Images} {
		weakenByCount(t, c, &known)
	}
	weakenByCount(t, &r.Overhead, &Trust{Level: Exact, Why: "The chat format's tokens are taken as given."})
}

// weakenByOutput takes what is expected back: a length no tokenizer measured, taken as given.
func (e *evaluation) weakenByOutput(t *Trust) {
	known := Trust{Level: Exact, Why: "The length of the answer is taken as given."}
	weakenByCount(t, &e.s.Request.Output, &known)
	weakenByCount(t, &e.s.Request.Reasoning, &known)
}

// weakenByCount takes a count that is not 0. known is the trust of a plain number, and the reason for a count that states
// the same level; a range that states none is an estimate.
func weakenByCount(t *Trust, c *Count, known *Trust) {
	level := c.Trust
	if level == "" && c.Low < c.High {
		level = Estimated
	}
	switch {
	case c.High == 0: // none is none
	case level == "" || level == known.Level:
		t.weaken(known)
	case level == Estimated:
		t.because(Estimated, "A number of tokens is given as an estimate.")
	case level == Assumed:
		t.because(Assumed, "A number of tokens is given as assumed.")
	default:
		t.because(Exact, "The token counts are taken as given.")
	}
}
