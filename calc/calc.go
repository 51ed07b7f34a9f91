// Package calc is the facade of the calculator: a Scenario in, an Estimate out, with the working shown.
//
// Start at Evaluate. ParseScenario turns the flattened JSON object of a person's scenario into a checked Scenario;
// Evaluate hands its parts to the leaf packages (budget: what fits; cost: money; latency: time; catalog: models) and
// gathers what they return, with trust, working and notes; Estimate.AppendJSON writes it in the shape that
// site/core/contract.ts publishes. Measure and Describe say how large a text is, ModelsJSON what can be chosen.
//
// Units: tokens are the model's own. Money is USD and exact (cost.Decimal). Time is seconds, rounded to the nanosecond.
// Dates are YYYY-MM-DD. There is no clock here: today is an argument.
//
// Limits (see scenario.go): every count at most MaxTokens, at most MaxTurns turns, and one conversation's tokens at
// most MaxConversationTokens, so that sums never overflow and every count is exact as a JSON number.
package calc

// Codes of the errors this package returns; the page documents them as ErrorCode.
const (
	CodeBadScenario  = "bad-scenario"
	CodeBadArgument  = "bad-argument"
	CodeUnknownModel = "unknown-model"
)

// Error says what was wrong with what was given and what is accepted. Field is the path of the scenario's field, such
// as "request.system", or empty.
type Error struct {
	Code, Field, Message string
}

func (e *Error) Error() string { return e.Message }

// Documented is the error as it crosses to the page.
func (e *Error) Documented() (code, field, message string) { return e.Code, e.Field, e.Message }
