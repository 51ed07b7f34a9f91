// Package budget is the first limit: what fits into a model's context window. A request's parts, the reservation for
// its answer and, in a conversation, everything said before share one window; nothing else is remembered between calls.
//
// Every count is tokens and at least 0; callers keep them below 2^53 in all, so that no sum here overflows. Start at
// Window.Fit.
package budget

// Request is what one call sends and expects, in tokens.
type Request struct {
	System, Tools, Documents, History, User int64
	Overhead                                int64 // the chat format's own tokens
	Audio, Images                           int64 // sent with the user's text
	Output, Reasoning                       int64
}

// Message is what the user sends in each call.
func (r Request) Message() int64 { return r.User + r.Audio + r.Images }

// Fixed is what every call of a conversation sends unchanged: all but the user's message.
func (r Request) Fixed() int64 { return r.System + r.Tools + r.Documents + r.History + r.Overhead }

// Earlier is what call number call (from 1) re-sends of the calls before it: a message and an answer each. Reasoning is
// never sent again.
func (r Request) Earlier(call int64) int64 { return (call - 1) * (r.Message() + r.Output) }

// Input is everything that call number call sends.
func (r Request) Input(call int64) int64 { return r.Fixed() + r.Earlier(call) + r.Message() }

// Expected is the answer as expected, reasoning included: what is reserved where no max_tokens is set.
func (r Request) Expected() int64 { return r.Output + r.Reasoning }

// Window is a model's limits in tokens. MaxInput and MaxOutput are 0 where the vendor publishes none.
type Window struct {
	Context, MaxInput, MaxOutput int64
}

// Fit is how a call lies in a window.
type Fit struct {
	Input, Reserved int64
	Free            int64 // Context − Input − Reserved: negative where the call does not fit

	// By how much each limit is passed; 0 where it is kept.
	OverContext, OverMaxInput, OverMaxOutput int64
}

// Fits reports whether the vendor would take the call: input ≤ MaxInput, input + reserved ≤ Context and
// max_tokens ≤ MaxOutput.
func (f Fit) Fits() bool { return f.OverContext == 0 && f.OverMaxInput == 0 && f.OverMaxOutput == 0 }

// Fit places a call that sends input and reserves reserved. maxTokens is the max_tokens it sets, 0 where it sets none:
// the vendor holds only that against MaxOutput, whatever is expected.
func (w Window) Fit(input, reserved, maxTokens int64) Fit {
	f := Fit{Input: input, Reserved: reserved, Free: w.Context - input - reserved}
	f.OverContext = max(0, -f.Free)
	if w.MaxInput > 0 {
		f.OverMaxInput = max(0, input-w.MaxInput)
	}
	if w.MaxOutput > 0 {
		f.OverMaxOutput = max(0, maxTokens-w.MaxOutput)
	}
	return f
}

// LastCallThatFits is the last call of a conversation whose input, with the reservation, still fits: 0 where not even
// the first does. unbounded: every call fits, because the input does not grow.
func (w Window) LastCallThatFits(r Request, reserved int64) (call int64, unbounded bool) {
	room := w.Context - reserved
	if w.MaxInput > 0 {
		room = min(room, w.MaxInput)
	}
	room -= r.Input(1)
	growth := r.Message() + r.Output
	switch {
	case room < 0:
		return 0, false
	case growth == 0:
		return 0, true
	}
	return 1 + room/growth, false
}
