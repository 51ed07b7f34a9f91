// Package fault is the error that crosses to the page: a code that the page documents, the field that is meant, and a sentence.
//
// Start at New; Argument is for the commonest code. Every package of calc/ returns these where something that was given is not
// accepted. A message says what was wrong and what is accepted, ends with a full stop, and quotes what someone made enormous by
// its beginning alone (Short). Codes that belong to one concept stand in the package of that concept.
package fault

import (
	"strconv"
	"strings"
)

// Codes that several packages use; the page documents all of them as ErrorCode.
const (
	BadScenario  = "bad-scenario"
	BadArgument  = "bad-argument"
	UnknownModel = "unknown-model"
)

// Error says what was wrong with what was given and what is accepted. Field is its path, such as "request.system", or empty.
type Error struct {
	Code, Field, Message string
}

// New is an error of that code; field is the path of what is meant, or empty.
func New(code, field, message string) *Error {
	return &Error{Code: code, Field: field, Message: message}
}

// Argument is an error of the code bad-argument.
func Argument(field, message string) *Error { return New(BadArgument, field, message) }

func (e *Error) Error() string { return e.Message }

// Documented is the error as it crosses to the page.
func (e *Error) Documented() (code, field, message string) { return e.Code, e.Field, e.Message }

// Short keeps a name or text that someone made enormous out of the message.
func Short(s string) string {
	const most = 60
	if len(s) <= most {
		return s
	}
	cut := most
	for cut > 0 && s[cut]&0xC0 == 0x80 { // not inside a character
		cut--
	}
	return s[:cut] + "…"
}

// Quote is Short in quotes, with what cannot be seen escaped.
func Quote(s string) string { return strconv.Quote(Short(s)) }

// Sentence is an inner error for people: without the package's name, with a full stop.
func Sentence(err error) string {
	return strings.TrimSuffix(strings.TrimPrefix(err.Error(), "bpe: "), ".") + "."
}
