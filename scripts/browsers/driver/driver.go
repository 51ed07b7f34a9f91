// Package driver drives Chromium, Firefox and WebKit for the browser tests: start at Launch, then see Browser.
//
// Chromium and WebKit are reached by W3C WebDriver through chromedriver and WebKitWebDriver (webdriver.go). Firefox is reached
// through its own Marionette protocol (marionette.go), because geckodriver is in no registry this project may use. Both carry the
// same commands, so Browser is written once; what differs between the engines stands in chromium.go, firefox.go and webkit.go.
//
// All sizes are CSS pixels of the viewport, not of the window.
package driver

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Engines are the names Launch knows.
var Engines = []string{"chromium", "firefox", "webkit"}

// Look is what a person has set in their system or browser, as a page sees it.
type Look struct {
	Dark          bool
	ReducedMotion bool
	TextPixels    int // the default font size; 0 means the browser's own, 16
}

// Options are fixed for the life of a Browser.
type Options struct {
	// Proxy, as host:port, is asked for every request of every page, also those to this machine: what it sees is all there is.
	Proxy string
	Look  Look
}

// A Message is one line of the page's console: what the page logged, or what the engine reported about it.
type Message struct {
	Error bool
	Text  string
}

// Element refers to a node of the page; Eval takes and returns it like any value.
type Element map[string]string

const elementKey = "element-6066-11e4-a52e-4f735466cecf" // https://www.w3.org/TR/webdriver2/#elements

func (e Element) id() string { return e[elementKey] }

// engine holds what W3C WebDriver leaves to each browser.
type engine interface {
	start(Options) (wire, error)
	stop()
	// processes are the ones that start began and that run.
	processes() []*process
	// setLook applies look. It reports restart when the engine can only be started with another look.
	setLook(b *Browser, look Look) (restart bool, err error)
	// opened is called after each Open.
	opened(b *Browser) error
	setViewport(b *Browser, width, height int) error
	fullPage(b *Browser) ([]byte, error)
	console(b *Browser) ([]Message, error)
}

// wire carries commands, named as Marionette names them, to a browser and returns their values.
type wire interface {
	call(command string, parameters any) (json.RawMessage, error)
	close()
}

// Browser is one running browser with one page in front. It is not safe for concurrent use.
type Browser struct {
	Name    string
	engine  engine
	wire    wire
	options Options

	before time.Duration // what the browsers before this one used (Restart)

	// Took, unless nil, is told how long each command took.
	Took func(command string, took time.Duration)
}

// Launch starts the named engine. The caller closes it.
func Launch(name string, options Options) (*Browser, error) {
	b := &Browser{Name: name, options: options}
	switch name {
	case "chromium":
		b.engine = &chromium{}
	case "firefox":
		b.engine = &firefox{}
	case "webkit":
		b.engine = &webkit{}
	default:
		return nil, fmt.Errorf("unknown engine %q; known: %s", name, strings.Join(Engines, ", "))
	}
	if err := b.start(); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return b, nil
}

func (b *Browser) start() error {
	w, err := b.engine.start(b.options)
	if err != nil {
		b.engine.stop()
		return err
	}
	b.wire = w
	if _, err = b.call("WebDriver:SetTimeouts", map[string]any{"script": 120_000, "pageLoad": 60_000, "implicit": 0}); err == nil {
		_, err = b.engine.setLook(b, b.options.Look)
	}
	if err != nil {
		b.Close()
	}
	return err
}

// Close ends the session and every process behind it.
func (b *Browser) Close() {
	b.wire.close()
	b.engine.stop()
}

func (b *Browser) call(command string, parameters any) (json.RawMessage, error) {
	began := time.Now()
	value, err := b.wire.call(command, parameters)
	if b.Took != nil {
		b.Took(command, time.Since(began))
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", command, err)
	}
	return value, nil
}

func (b *Browser) do(command string, parameters any) error {
	_, err := b.call(command, parameters)
	return err
}

// Look changes what the page is told of the person's settings. Where the engine has to be restarted for it, the page in front is lost.
func (b *Browser) Look(look Look) error {
	if look == b.options.Look {
		return nil
	}
	b.options.Look = look
	restart, err := b.engine.setLook(b, look)
	if err != nil || !restart {
		return err
	}
	return b.Restart()
}

// Restart ends the browser, if it has not ended by itself, and starts another with the same options.
func (b *Browser) Restart() error {
	b.before = b.ProcessorTime()
	b.Close()
	return b.start()
}

// Answers reports whether the browser and the page in front still do what they are asked. Where not, they crashed.
func (b *Browser) Answers() bool { return b.Eval(nil, "") == nil }

// Resize sets the viewport.
func (b *Browser) Resize(width, height int) error { return b.engine.setViewport(b, width, height) }

// Open loads an address and returns when the page has loaded. It leaves the present page first: to go to another fragment of it would
// be no load, and Marionette takes another query, where there is a fragment, for the same page too.
func (b *Browser) Open(url string) error {
	if strings.Contains(url, "#") {
		if err := b.navigate("about:blank"); err != nil {
			return err
		}
	}
	if err := b.navigate(url); err != nil {
		return err
	}
	return b.engine.opened(b)
}

func (b *Browser) navigate(url string) error {
	return b.do("WebDriver:Navigate", map[string]any{"url": url})
}

// Reload loads the page in front again.
func (b *Browser) Reload() error { return b.do("WebDriver:Refresh", map[string]any{}) }

// asyncBody lets a script use await, and turns what it throws into an error with its text.
const asyncBody = `const done = arguments[arguments.length - 1];
(async function () { %s
}).apply(null, Array.prototype.slice.call(arguments, 0, -1))
  .then(value => done({ value }), error => done({ thrown: String(error && error.stack ? error + "\n" + error.stack : error) }));`

// Eval runs body as an async function's body in the page (or the frame in front), past its content security policy, and decodes
// what it returns into result, unless that is nil. Arguments are the body's `arguments`; elements pass both ways.
func (b *Browser) Eval(result any, body string, arguments ...any) error {
	if arguments == nil {
		arguments = []any{}
	}
	raw, err := b.call("WebDriver:ExecuteAsyncScript", map[string]any{"script": fmt.Sprintf(asyncBody, body), "args": arguments})
	if err != nil {
		return err
	}
	var outcome struct {
		Value  json.RawMessage
		Thrown string
	}
	if err := json.Unmarshal(raw, &outcome); err != nil {
		return fmt.Errorf("script returned %.200s: %w", raw, err)
	}
	if outcome.Thrown != "" {
		return errors.New("script threw " + outcome.Thrown)
	}
	if result == nil || outcome.Value == nil {
		return nil
	}
	return json.Unmarshal(outcome.Value, result)
}

// Click scrolls an element into view and clicks its middle; it fails when something else covers that.
func (b *Browser) Click(e Element) error {
	return b.do("WebDriver:ElementClick", map[string]any{"id": e.id()})
}

// Unreached reports whether a click hit nothing because its element was just then replaced, moved or covered: a person would aim again.
func Unreached(err error) bool {
	return err != nil && slices.ContainsFunc(
		[]string{"stale element reference", "element not interactable", "element click intercepted"}, // https://www.w3.org/TR/webdriver2/#errors
		func(code string) bool { return strings.Contains(err.Error(), code) })
}

// SendKeys focuses an element and types text there. For a file input, text is the file's path.
func (b *Browser) SendKeys(e Element, text string) error {
	return b.do("WebDriver:ElementSendKeys", map[string]any{"id": e.id(), "text": text})
}

// Keys of https://www.w3.org/TR/webdriver2/#keyboard-actions that have no character of their own.
const (
	Backspace = "\uE003"
	Tab       = "\uE004"
	Enter     = "\uE007"
	Shift     = "\uE008"
	Control   = "\uE009"
	Escape    = "\uE00C"
	Space     = " "
	End       = "\uE010"
	Home      = "\uE011"
	Left      = "\uE012"
	Up        = "\uE013"
	Right     = "\uE014"
	Down      = "\uE015"
)

// Press presses keys together, the last one while the others are held: Press(Control, "v").
func (b *Browser) Press(keys ...string) error {
	var actions []any
	for _, key := range keys {
		actions = append(actions, map[string]any{"type": "keyDown", "value": key})
	}
	for _, key := range slices.Backward(keys) {
		actions = append(actions, map[string]any{"type": "keyUp", "value": key})
	}
	return b.keyboard(actions)
}

// Type presses and releases the key of each character of text in turn, wherever the focus is.
func (b *Browser) Type(text string) error {
	var actions []any
	for _, key := range text {
		actions = append(actions, map[string]any{"type": "keyDown", "value": string(key)}, map[string]any{"type": "keyUp", "value": string(key)})
	}
	return b.keyboard(actions)
}

func (b *Browser) keyboard(actions []any) error {
	return b.do("WebDriver:PerformActions", map[string]any{"actions": []any{map[string]any{"type": "key", "id": "keyboard", "actions": actions}}})
}

// Hover moves the pointer over an element's middle.
func (b *Browser) Hover(e Element) error { return b.pointer("mouse", over(e)) }

// Tap touches an element's middle.
func (b *Browser) Tap(e Element) error {
	return b.pointer("touch", over(e), map[string]any{"type": "pointerDown", "button": 0}, map[string]any{"type": "pointerUp", "button": 0})
}

func over(e Element) any {
	return map[string]any{"type": "pointerMove", "duration": 0, "origin": e, "x": 0, "y": 0}
}

func (b *Browser) pointer(kind string, actions ...any) error {
	return b.do("WebDriver:PerformActions", map[string]any{"actions": []any{map[string]any{
		"type": "pointer", "id": kind, "parameters": map[string]any{"pointerType": kind}, "actions": actions}}})
}

// Enter makes the scripts and keys that follow go to the document inside a frame element.
func (b *Browser) Enter(frame Element) error {
	return b.do("WebDriver:SwitchToFrame", map[string]any{"id": frame, "element": frame.id()})
}

// Leave goes back to the page itself.
func (b *Browser) Leave() error {
	return b.do("WebDriver:SwitchToFrame", map[string]any{"id": nil})
}

// Copy puts text on the clipboard by the keys for it, as if it stood selected where the focus is. The page does not hear of it.
func (b *Browser) Copy(text string) error {
	const ready = `const [text] = arguments, ended = window.copying = new AbortController();
const take = (event) => {
  event.preventDefault();
  event.stopImmediatePropagation();
  if (event.type === "beforecopy") return; // what WebKit asks first
  event.clipboardData.setData("text/plain", text);
  ended.abort();
};
for (const type of ["beforecopy", "copy"]) addEventListener(type, take, { capture: true, signal: ended.signal });`
	if err := errors.Join(b.Eval(nil, ready, text), b.Press(Control, "c")); err != nil {
		return err
	}
	return b.Eval(nil, `const { signal } = window.copying;
if (!signal.aborted) await new Promise((done, late) => { signal.onabort = done; setTimeout(late, 10_000, new Error("nothing was copied")); });`)
}

// Screenshot is a PNG of what is in view.
func (b *Browser) Screenshot() ([]byte, error) {
	return b.image("WebDriver:TakeScreenshot", map[string]any{"full": false})
}

// FullScreenshot is a PNG of the whole page.
func (b *Browser) FullScreenshot() ([]byte, error) { return b.engine.fullPage(b) }

func (b *Browser) image(command string, parameters any) ([]byte, error) {
	raw, err := b.call(command, parameters)
	if err != nil {
		return nil, err
	}
	var png string
	if err := json.Unmarshal(raw, &png); err != nil {
		return nil, err
	}
	return base64.StdEncoding.DecodeString(png)
}

// Console returns the messages since it was last called.
func (b *Browser) Console() ([]Message, error) { return b.engine.console(b) }

// Until calls done until it is true, and says what it waited for when that takes longer than a minute: a hang, not a slow machine.
func Until(what string, done func() (bool, error)) error {
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(20 * time.Millisecond) {
		ok, err := done()
		if ok || (err != nil && time.Now().After(deadline)) {
			return err
		}
		if time.Now().After(deadline) {
			return fmt.Errorf("still waiting after a minute for %s", what)
		}
	}
}
