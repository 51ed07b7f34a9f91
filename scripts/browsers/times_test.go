package browsers

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"time"
)

// timesFile takes a line for each row that ran: engine, row, seconds, seconds of processor time, and seconds of each kind of step.
var timesFile = flag.String("times", "", "a file to append to where the time went, a line for each test")

// times is where a test's time went.
type times struct {
	kind  string // what scripts are for just now
	spent map[string]time.Duration
}

// as counts the scripts until what it returns is called as of a kind.
func (t *times) as(kind string) (end func()) {
	before := t.kind
	t.kind = kind
	return func() { t.kind = before }
}

// kindOf says what a command that is not a script is for.
var kindOf = map[string]string{
	"WebDriver:Navigate": "load", "WebDriver:Refresh": "load", "WebDriver:PerformActions": "keys", "WebDriver:ElementSendKeys": "keys", "WebDriver:ElementClick": "click",
}

var timesLock sync.Mutex

// row begins to count for a test; what it returns writes the line.
func (t *times) row(p *page) (end func()) {
	if *timesFile == "" {
		return func() {}
	}
	t.spent = map[string]time.Duration{}
	p.Took = func(command string, took time.Duration) {
		kind, known := kindOf[command]
		switch {
		case command == "WebDriver:ExecuteAsyncScript" && t.kind != "":
			kind = t.kind
		case command == "WebDriver:ExecuteAsyncScript":
			kind = "script"
		case !known:
			kind = "other"
		}
		t.spent[kind] += took
	}
	began, used := time.Now(), p.ProcessorTime()
	return func() {
		p.Took = nil
		line := fmt.Sprintf("%s\t%.2f\t%.2f", strings.ReplaceAll(p.T.Name(), "/", "\t"), time.Since(began).Seconds(), (p.ProcessorTime() - used).Seconds())
		for _, kind := range slices.Sorted(maps.Keys(t.spent)) {
			line += fmt.Sprintf("\t%s %.2f", kind, t.spent[kind].Seconds())
		}
		timesLock.Lock()
		defer timesLock.Unlock()
		file, err := os.OpenFile(*timesFile, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
		if err == nil {
			_, err = fmt.Fprintln(file, line)
			file.Close()
		}
		if err != nil {
			p.Log(err)
		}
	}
}
