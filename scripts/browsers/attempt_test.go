package browsers

import (
	"fmt"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// attempt is one go at a test. It keeps what fails to itself, so that a go in which the browser crashed can be made again.
type attempt struct {
	*testing.T
	said []string
}

// try runs a test to its end, Fatal included, and reports whether it passed.
func (a *attempt) try(run func()) (passed bool) {
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		run()
	}()
	<-ended
	return len(a.said) == 0
}

// report hands on what failed.
func (a *attempt) report() {
	for _, said := range a.said {
		a.T.Error(said)
	}
}

func (a *attempt) Failed() bool { return len(a.said) > 0 }

func (a *attempt) Error(arguments ...any)                 { a.say(fmt.Sprintln(arguments...)) }
func (a *attempt) Errorf(format string, arguments ...any) { a.say(fmt.Sprintf(format, arguments...)) }

func (a *attempt) Fatal(arguments ...any) {
	a.say(fmt.Sprintln(arguments...))
	runtime.Goexit()
}

func (a *attempt) Fatalf(format string, arguments ...any) {
	a.say(fmt.Sprintf(format, arguments...))
	runtime.Goexit()
}

// say keeps a failure with the lines of the tests that led to it, since testing would name this file.
func (a *attempt) say(message string) {
	var callers [16]uintptr
	frames := runtime.CallersFrames(callers[:runtime.Callers(3, callers[:])])
	var at []string
	for frame, more := frames.Next(); more; frame, more = frames.Next() {
		if name := filepath.Base(frame.File); strings.HasSuffix(name, "_test.go") && name != "attempt_test.go" && name != "table_test.go" {
			at = append(at, fmt.Sprintf("%s:%d", name, frame.Line))
		}
	}
	a.said = append(a.said, strings.Join(at, " < ")+": "+strings.TrimSuffix(message, "\n"))
}
