package calc

import (
	"strings"

	"threelimits/calc/budget"
	"threelimits/calc/spell"
	"threelimits/calc/trust"
)

// context works out how the last call lies in the window.
func (e *evaluation) context() {
	window, ok := e.window()
	if !ok {
		return
	}
	e.each(func(p *point) { p.fit = window.Fit(p.Input(e.turns), e.reserved(p), e.s.Request.MaxTokens.Value) })
	fit := &e.at[mid].fit
	c := &Context{
		Window: window.Context, Input: fit.Input, Reserved: fit.Reserved, Free: fit.Free, Fits: fit.Fits(),
		MaxInput: window.MaxInput, MaxOutput: window.MaxOutput,
		UsedPercent: spell.Percent(float64(fit.Input+fit.Reserved), float64(window.Context)),
	}
	e.out.Context = c
	if l, h := &e.at[low].fit, &e.at[high].fit; l.Input != h.Input || l.Reserved != h.Reserved {
		c.Range = &ContextRange{trust.Range[int64]{Low: l.Input, High: h.Input}, trust.Range[int64]{Low: l.Reserved, High: h.Reserved}, trust.Range[int64]{Low: h.Free, High: l.Free}}
	}
	e.weakenByInput(&c.Trust)
	if !e.s.Request.MaxTokens.Given {
		e.weakenByOutput(&c.Trust)
	}
	e.weakenByWindow(&c.Trust)
	e.explainLimit("context.window", "Context window", window.Context, &e.s.Window.Context)
	e.explainLimit("context.maxInput", "Maximum input", window.MaxInput, &e.s.Window.MaxInput)
	e.explainLimit("context.maxOutput", "Maximum output", window.MaxOutput, &e.s.Window.MaxOutput)
	e.parts()
	e.explainContext()
	e.notesOnContext(&window)
}

// window is the limits that hold: the model's, with the scenario's own in their place. ok is false, and a note added, where
// no context window is known.
func (e *evaluation) window() (w budget.Window, ok bool) {
	if e.model != nil {
		w = budget.Window{Context: e.model.Window.Context, MaxInput: e.model.Window.MaxInput, MaxOutput: e.model.Window.MaxOutput}
	}
	own := &e.s.Window
	own.Context.replace(&w.Context)
	own.MaxInput.replace(&w.MaxInput)
	own.MaxOutput.replace(&w.MaxOutput)
	switch {
	case w.Context > 0:
		return w, true
	case e.model != nil:
		e.note("window-unpublished", e.model.Name)
	default:
		e.note("window-missing")
	}
	return w, false
}

func (l *Limit) replace(limit *int64) {
	if l.Given {
		*limit = l.Value
	}
}

// reserved is what the answer holds of the window: max_tokens, or without it the answer as expected.
func (e *evaluation) reserved(p *point) int64 {
	if e.s.Request.MaxTokens.Given {
		return e.s.Request.MaxTokens.Value
	}
	return p.Expected()
}

// weakenByWindow says whether the limits are the vendor's or the person's.
func (e *evaluation) weakenByWindow(t *trust.Trust) {
	own := &e.s.Window
	if own.Context.Given || own.MaxInput.Given || own.MaxOutput.Given {
		t.Because(trust.Assumed, "Limits of the window are your own.")
	}
	if e.model != nil && !own.Context.Given {
		t.AsPublished("The window is as published.", e.model.Window.Source.URL, e.model.Window.Source.Checked)
	}
}

func (e *evaluation) explainLimit(figure, label string, limit int64, own *Limit) {
	from := yours
	if !own.Given && e.model != nil {
		from = published(&e.model.Window.Source)
	}
	if limit > 0 {
		e.given(figure, label, "tokens", from, spell.Plain(limit))
	}
}

var partNames = [...]struct{ name, label string }{
	{"system", "System"}, {"tools", "Tools"}, {"documents", "Documents"}, {"history", "History"}, {"overhead", "Chat format"},
	{"conversation", "Earlier turns"}, {"user", "User"}, {"audio", "Audio"}, {"images", "Images"}, {"reserved", "Reserved"},
}

// partsAt is the tokens of each of partNames.
func (e *evaluation) partsAt(p *point) [len(partNames)]int64 {
	return [...]int64{p.System, p.Tools, p.Documents, p.History, p.Overhead, p.Earlier(e.turns), p.User, p.Audio, p.Images, p.fit.Reserved}
}

// parts stacks what is sent and reserved along the window, each with its working. What is empty even at the high counts is
// left out, but for the reservation.
func (e *evaluation) parts() {
	p, c := &e.at[mid], e.out.Context
	tokens, most := e.partsAt(p), e.partsAt(&e.at[high])
	at := int64(0)
	for i, part := range &partNames {
		n, figure := tokens[i], "context.parts."+part.name
		if most[i] == 0 && part.name != "reserved" {
			continue
		}
		percent := spell.Percent(float64(n), float64(c.Window))
		c.Parts = append(c.Parts, Part{part.name, at, at + n, n, percent, ""})
		at += n
		switch part.name {
		case "conversation":
			e.tokens(figure+".tokens", part.label, stateless, e.named("([turns] − 1) × ([user] + [output])"), n, e.turns, p.Message(), p.Output)
		case "tools":
			if e.s.toolPrompt > 0 {
				e.tokens(figure+".tokens", part.label, published(&e.model.Tools.Source), "[tools] + [what the vendor adds for tools]", n, n-e.s.toolPrompt, e.s.toolPrompt)
				break
			}
			e.given(figure+".tokens", part.label, "tokens", yours, spell.Plain(n))
		case "reserved":
			r := e.reservedResult(p)
			e.explain(figure+".tokens", part.label, "tokens", shared, r.formula, r.value, r.terms...)
		default:
			e.given(figure+".tokens", part.label, "tokens", yours, spell.Plain(n))
		}
		e.share(figure+".percent", part.label+", share of the window", "[tokens] ÷ [window] × 100", percent, spell.Grouped(n), spell.Grouped(c.Window))
		if part.name != "reserved" {
			ofInput := spell.Percent(float64(n), float64(c.Input))
			c.Parts[len(c.Parts)-1].InputPercent = ofInput
			e.share(figure+".inputPercent", part.label+", share of the input", "[tokens] ÷ [input] × 100", ofInput, spell.Grouped(n), spell.Grouped(c.Input))
		}
	}
}

func (e *evaluation) explainContext() {
	c, fit := e.out.Context, &e.at[mid].fit
	ranged := c.Range != nil
	e.explainRange("context.input", "Input", "tokens", e.inputRule(), ranged, e.inputResult)
	e.explainRange("context.reserved", "Reserved for the answer", "tokens", shared, ranged, e.reservedResult)
	e.explainRange("context.free", "Free", "tokens", arithmetic, ranged, func(p *point) result {
		return result{"[window] − [input] − [reserved]", spell.Plain(p.fit.Free), spell.Terms(c.Window, p.fit.Input, p.fit.Reserved)}
	})
	e.explain("context.usedPercent", "Used of the window", "%", arithmetic, "([input] + [reserved]) ÷ [window] × 100", c.UsedPercent,
		spell.Terms(fit.Input, fit.Reserved, c.Window)...)
	formula, numbers, fits := "[input] + [reserved] ≤ [window]", []int64{fit.Input, fit.Reserved, c.Window}, "no"
	if c.MaxInput > 0 {
		formula += ", [input] ≤ [maximum input]"
		numbers = append(numbers, fit.Input, c.MaxInput)
	}
	if c.MaxOutput > 0 && e.s.Request.MaxTokens.Given {
		formula += ", [max_tokens] ≤ [maximum output]"
		numbers = append(numbers, e.s.Request.MaxTokens.Value, c.MaxOutput)
	}
	if c.Fits {
		fits = "yes"
	}
	e.explain("context.fits", "Fits", "", allLimits, formula, fits, spell.Terms(numbers...)...)
}

// fixedParts is the sum of what every call sends unchanged, and its terms. The chat format stands in it where it is counted.
func (e *evaluation) fixedParts(p *point) (formula string, numbers []int64) {
	formula, numbers = "[system] + [tools] + [documents] + [history]", []int64{p.System, p.Tools, p.Documents, p.History}
	if e.at[high].Overhead > 0 {
		formula, numbers = formula+" + [chat format]", append(numbers, p.Overhead)
	}
	return formula, numbers
}

func (e *evaluation) inputRule() *origin {
	if e.turns > 1 {
		return stateless
	}
	return arithmetic
}

func (e *evaluation) inputResult(p *point) result {
	value := spell.Plain(p.Input(e.turns))
	if e.turns == 1 {
		formula, numbers := e.allParts(p)
		return result{formula, value, spell.Terms(numbers...)}
	}
	formula, numbers := e.fixedParts(p)
	return result{e.named(formula + " + ([turns] − 1) × ([user] + [output]) + [user]"), value,
		spell.Terms(append(numbers, e.turns, p.Message(), p.Output, p.Message())...)}
}

// allParts is what one call sends.
func (e *evaluation) allParts(p *point) (formula string, numbers []int64) {
	formula, numbers = e.fixedParts(p)
	formula, numbers = formula+" + [user]", append(numbers, p.User)
	if e.hasMedia() {
		formula, numbers = formula+" + [audio] + [images]", append(numbers, p.Audio, p.Images)
	}
	return formula, numbers
}

func (e *evaluation) hasMedia() bool { return e.at[high].Audio+e.at[high].Images > 0 }

// named speaks of the whole message where it has more than text.
func (e *evaluation) named(formula string) string {
	if e.hasMedia() {
		return strings.ReplaceAll(formula, "[user]", "[message]")
	}
	return formula
}

func (e *evaluation) reservedResult(p *point) result {
	value := spell.Plain(e.reserved(p))
	if e.s.Request.MaxTokens.Given {
		return result{"[max_tokens]", value, spell.Terms(e.s.Request.MaxTokens.Value)}
	}
	return result{"[output] + [reasoning]", value, spell.Terms(p.Output, p.Reasoning)}
}

// near is how close to a limit is worth a word: a twentieth of it.
func near(distance, limit int64) bool { return distance >= 0 && distance <= limit/20 }

func tokenCount(n int64) string { return spell.Count(n, "token") }

func (e *evaluation) notesOnContext(w *budget.Window) {
	fit, most := &e.at[mid].fit, &e.at[high].fit
	switch {
	case fit.OverContext > 0 && e.s.Request.MaxTokens.Given && fit.Input < w.Context:
		e.note("over-window/max-tokens", tokenCount(fit.OverContext), spell.Grouped(w.Context-fit.Input), spell.Grouped(w.Context))
	case fit.OverContext > 0:
		e.note("over-window", tokenCount(fit.OverContext), spell.Grouped(w.Context))
	case near(fit.Free, w.Context):
		e.note("near-window", tokenCount(fit.Free), spell.Grouped(w.Context))
	}
	switch left := w.MaxInput - fit.Input; {
	case fit.OverMaxInput > 0:
		e.note("over-max-input", tokenCount(fit.OverMaxInput), spell.Grouped(w.MaxInput))
	case w.MaxInput > 0 && near(left, w.MaxInput):
		e.note("near-max-input", tokenCount(left), spell.Grouped(w.MaxInput))
	}
	if fit.Fits() && !most.Fits() {
		e.note("may-not-fit", tokenCount(most.Input), spell.Grouped(most.Reserved))
	}
	e.notesOnAnswer(w)
	if e.turns > 1 {
		e.noteOnTurns(w)
	}
}

// notesOnAnswer compares max_tokens, the answer as expected and the model's maximum output.
func (e *evaluation) notesOnAnswer(w *budget.Window) {
	p, maxTokens := &e.at[mid], &e.s.Request.MaxTokens
	if p.fit.OverMaxOutput > 0 {
		e.note("max-tokens-over-max-output", tokenCount(p.fit.OverMaxOutput), spell.Grouped(w.MaxOutput))
	}
	if rule := e.serviceRule(); rule != nil && maxTokens.Given && maxTokens.Value < rule.LeastMaxTokens {
		e.note("batch-max-tokens", e.model.Name, spell.Grouped(rule.LeastMaxTokens))
	}
	if over := p.Expected() - w.MaxOutput; w.MaxOutput > 0 && over > 0 {
		e.note("output-over-max-output", tokenCount(over), spell.Grouped(w.MaxOutput))
	}
	if over := p.Expected() - maxTokens.Value; maxTokens.Given && over > 0 {
		e.note("max-tokens-below-output", tokenCount(over))
	}
}

// noteOnTurns says from which call on a conversation is too long.
func (e *evaluation) noteOnTurns(w *budget.Window) {
	p := &e.at[mid]
	last, unbounded := w.LastCallThatFits(p.Request, p.fit.Reserved)
	switch {
	case unbounded || last >= e.turns:
	case last == 0:
		e.note("conversation-outgrows-window/at once")
	default:
		e.note("conversation-outgrows-window", spell.Grouped(last), spell.Grouped(last+1))
	}
}
