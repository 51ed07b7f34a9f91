// Package usage reads what vendors and their tools report of calls, usage objects, and says it in one way.
//
// They count differently: OpenAI's and Google's input holds what was read from a cache, Anthropic's does not; reasoning is
// part of OpenAI's output, beside Google's; xAI's chat has it beside, and its total shows that. One call may stand there
// several times, as the events of a stream do, and one record may hold many calls. The numbers of a record are checked
// against each other, because most wrong bills come from counting something twice, and a number that is not understood is
// named (Unused), because the others come from leaving something out.
//
// Start at Log, which takes the records of a text one after the other; Read is for one call alone. names.go is the table of
// names, read.go what holds what, find.go where the usage objects of a record are, log.go what belongs to one call.
//
// A record is given as the leaves of its JSON object, since the programs parse none: a whole response, an event of a stream,
// a line of a batch's result, a row of a log, or the usage object alone. Reading takes time linear in their number.
package usage

import (
	"strconv"
	"strings"

	"threelimits/calc/fault"
	"threelimits/calc/fields"
)

// Shapes of a usage object.
const (
	OpenAIChat      = "openai-chat"      // also DeepSeek, Mistral, xAI and whoever speaks like it
	OpenAIResponses = "openai-responses" // also OpenAI's realtime and image APIs, and tools that count like it
	Anthropic       = "anthropic"        // also Amazon Bedrock's Converse, and tools that count like it
	Gemini          = "gemini"
)

// Record is one call in tokens.
type Record struct {
	Index int    // of the record of the text that it stands in, from 0
	Path  string // of its usage object in there: "usage", or "" where that is all there is
	Shape string
	ID    string // of the response, where the record has it
	Model string // as the vendor names it, where the record has it

	Session string // of the tool that wrote the record

	Service string // service_tier and the like, where the record has it: "" is not said
	Batch   bool   // the record is of a batch's result
	Speed   string // Anthropic's "fast"; "" is not said
	Geo     string // Anthropic's inference_geo; "" is not said
	Azure   bool   // the answer has what only Azure's have

	Day    string // YYYY-MM-DD by UTC, where the record has it
	Minute int    // of that day by UTC; -1 where the record has none
	Time   string // as it was given, where it was not understood

	Tokens   Tokens
	Searches int64 // web searches
	Calls    int64 // that the record is the sum of: 1 where it says nothing, 0 where it is a sum of who knows how many

	Unused []Unused // what was reported and is in none of the above
	Notes  []string
}

// Tokens are sums that hold one another: Input is everything sent, of which Read came from a cache and Written and
// WrittenHour went into one; Output is everything that came back, of which Reasoning was not shown. Audio and Image are of
// Input, of Read and of Output.
type Tokens struct {
	Input, Read, Written, WrittenHour int64
	Output, Reasoning                 int64
	Audio, Image                      Kind
}

// Kind is the tokens that are no text.
type Kind struct{ Input, Read, Output int64 }

// Unused is a number that was reported and not used: Path is its field's, as it was given.
type Unused struct {
	Path  string `page:"path"`
	Value string `page:"value"`
}

// Error says what is wrong with a record. Path is the field's, as it was given.
type Error struct{ Path, Message string }

func (e *Error) Error() string { return strings.TrimSpace(e.Path + " " + e.Message) }

// most is the largest count that is accepted.
const most = 1_000_000_000_000

// Read understands a record that is one call. Errors are *Error, with the path of the field.
func Read(leaves []fields.Field) (*Record, error) {
	log := NewLog()
	if wrong := log.Add(0, leaves); len(wrong) > 0 {
		return nil, wrong[0]
	}
	calls := log.Calls()
	switch len(calls) {
	case 0:
		return nil, NoUsage()
	case 1:
		return calls[0], nil
	}
	return nil, &Error{calls[1].Path, "is a second usage beside " + calls[0].Path + ": this is more than one call"}
}

// NoUsage is the error of a record in which no usage object is.
func NoUsage() *Error {
	return &Error{"", "No usage object is there: accepted are those of OpenAI (prompt_tokens, or input_tokens), " +
		"Anthropic (input_tokens) and Gemini (promptTokenCount), and what speaks like them"}
}

// plainName spells a path one way: promptTokenCount is prompt_token_count, costUSD is cost_usd.
func plainName(path string) string {
	first := 0
	for first < len(path) && (path[first] < 'A' || path[first] > 'Z') {
		first++
	}
	if first == len(path) {
		return path
	}
	plain := make([]byte, first, len(path)+8)
	copy(plain, path)
	for i := first; i < len(path); i++ {
		c := path[i]
		if c >= 'A' && c <= 'Z' {
			if before := plainBefore(path, i); before >= 'a' && before <= 'z' || before >= '0' && before <= '9' {
				plain = append(plain, '_')
			}
			c += 'a' - 'A'
		}
		plain = append(plain, c)
	}
	return string(plain)
}

func plainBefore(path string, i int) byte {
	if i == 0 {
		return '.'
	}
	return path[i-1]
}

func whole(f *fields.Field) (n int64, ok bool) {
	n, err := strconv.ParseInt(f.Text, 10, 64)
	return n, f.Kind == "number" && err == nil && n >= 0 && n <= most
}

// short is a value for a message.
func short(s string) string {
	if s == "" {
		return "no number"
	}
	return fault.Short(s)
}

func digits(n int64) string { return strconv.FormatInt(n, 10) }
