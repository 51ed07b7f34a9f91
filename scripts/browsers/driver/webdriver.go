package driver

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
)

// route is where W3C WebDriver (https://www.w3.org/TR/webdriver2/#endpoints) has a command. {id} is filled from the parameters.
type route struct{ method, path string }

var routes = map[string]route{
	"WebDriver:SetTimeouts":        {"POST", "/timeouts"},
	"WebDriver:Navigate":           {"POST", "/url"},
	"WebDriver:Refresh":            {"POST", "/refresh"},
	"WebDriver:ExecuteAsyncScript": {"POST", "/execute/async"},
	"WebDriver:ElementClick":       {"POST", "/element/{id}/click"},
	"WebDriver:ElementSendKeys":    {"POST", "/element/{id}/value"},
	"WebDriver:PerformActions":     {"POST", "/actions"},
	"WebDriver:SwitchToFrame":      {"POST", "/frame"},
	"WebDriver:SetWindowRect":      {"POST", "/window/rect"},
	"WebDriver:TakeScreenshot":     {"GET", "/screenshot"},
	"chromium:CDP":                 {"POST", "/goog/cdp/execute"},
	"chromium:Log":                 {"POST", "/se/log"},
}

// longestAnswer is what a browser may take for one command; a script has 120 s. One that takes longer is lost.
const longestAnswer = 150 * time.Second

// webdriver speaks W3C WebDriver over HTTP to a driver on this machine.
type webdriver struct {
	session string
	lost    error // why nothing more is asked
}

// newSession asks the driver at base for a browser with the given capabilities.
func newSession(base string, capabilities map[string]any) (*webdriver, error) {
	value, err := exchange("POST", base+"/session", map[string]any{"capabilities": map[string]any{"alwaysMatch": capabilities}})
	if err != nil {
		return nil, fmt.Errorf("new session: %w", err)
	}
	var created struct{ SessionID string }
	if err := json.Unmarshal(value, &created); err != nil {
		return nil, err
	}
	return &webdriver{session: base + "/session/" + created.SessionID}, nil
}

func (w *webdriver) call(command string, parameters any) (json.RawMessage, error) {
	at, known := routes[command]
	if !known {
		return nil, fmt.Errorf("no route for it in W3C WebDriver")
	}
	path := at.path
	if fields, ok := parameters.(map[string]any); ok {
		if id, ok := fields["id"].(string); ok {
			path = strings.Replace(path, "{id}", id, 1)
		}
	}
	if w.lost != nil {
		return nil, w.lost
	}
	value, err := exchange(at.method, w.session+path, parameters)
	if errors.Is(err, context.DeadlineExceeded) {
		w.lost = err
	}
	return value, err
}

func (w *webdriver) close() {
	if w.lost == nil {
		exchange("DELETE", w.session, nil)
	}
}

var client = http.Client{Timeout: longestAnswer}

func exchange(method, url string, parameters any) (json.RawMessage, error) {
	var body io.Reader
	if method == "POST" {
		data, err := json.Marshal(parameters)
		if err != nil {
			return nil, err
		}
		body = bytes.NewReader(data)
	}
	request, err := http.NewRequest(method, url, body)
	if err != nil {
		return nil, err
	}
	response, err := client.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	var answer struct{ Value json.RawMessage }
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
		return nil, fmt.Errorf("%s %s: %w", response.Status, url, err)
	}
	if response.StatusCode == http.StatusOK {
		return answer.Value, nil
	}
	return nil, failure(answer.Value)
}

// failure is the error object that both protocols share.
func failure(value json.RawMessage) error {
	var e struct{ Error, Message string }
	if err := json.Unmarshal(value, &e); err != nil {
		return fmt.Errorf("unreadable error: %.200s", value)
	}
	return fmt.Errorf("%s: %s", e.Error, e.Message)
}
