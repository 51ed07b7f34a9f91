package driver

import (
	"encoding/json"
	"os"
)

// chromium is driven by chromedriver, and by the DevTools protocol through it where WebDriver has no command.
type chromium struct{ driver *process }

func (c *chromium) start(o Options) (wire, error) {
	arguments := []string{"--headless=new", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars", "--no-first-run", "--disable-renderer-backgrounding",
		"--disable-background-timer-throttling", "--disable-backgrounding-occluded-windows", "--disable-background-networking",
		"--disable-component-update", "--disable-sync", "--disable-default-apps", "--disable-extensions", "--disable-domain-reliability",
		"--disable-features=OptimizationHints,MediaRouter,Translate,AutofillServerCommunication"}
	if os.Getuid() == 0 {
		arguments = append(arguments, "--no-sandbox") // Chromium refuses to run as root otherwise
	}
	if o.Proxy != "" {
		arguments = append(arguments, "--proxy-server=http://"+o.Proxy, "--proxy-bypass-list=<-loopback>")
	}
	driver, address, err := startDriver(nil, "chromedriver")
	if err != nil {
		return nil, err
	}
	c.driver = driver
	return newSession(address, map[string]any{
		"browserName":             "chrome",
		"goog:chromeOptions":      map[string]any{"args": arguments},
		"goog:loggingPrefs":       map[string]any{"browser": "ALL"},
		"unhandledPromptBehavior": "ignore",
	})
}

func (c *chromium) processes() []*process { return []*process{c.driver} }

func (c *chromium) stop() { c.driver.stop() }

func (b *Browser) cdp(method string, parameters map[string]any) (json.RawMessage, error) {
	return b.call("chromium:CDP", map[string]any{"cmd": method, "params": parameters})
}

func (c *chromium) setLook(b *Browser, look Look) (bool, error) {
	features := []any{
		map[string]any{"name": "prefers-color-scheme", "value": choose(look.Dark, "dark", "light")},
		map[string]any{"name": "prefers-reduced-motion", "value": choose(look.ReducedMotion, "reduce", "no-preference")},
	}
	if _, err := b.cdp("Emulation.setEmulatedMedia", map[string]any{"features": features}); err != nil {
		return false, err
	}
	_, err := b.cdp("Page.setFontSizes", map[string]any{"fontSizes": map[string]any{"standard": textPixels(look)}})
	return false, err
}

func (c *chromium) opened(*Browser) error { return nil }

func (c *chromium) setViewport(b *Browser, width, height int) error {
	_, err := b.cdp("Emulation.setDeviceMetricsOverride", map[string]any{"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false})
	return err
}

func (c *chromium) fullPage(b *Browser) ([]byte, error) {
	raw, err := b.cdp("Page.captureScreenshot", map[string]any{"captureBeyondViewport": true})
	if err != nil {
		return nil, err
	}
	var shot struct{ Data []byte }
	return shot.Data, json.Unmarshal(raw, &shot)
}

func (c *chromium) console(b *Browser) ([]Message, error) {
	raw, err := b.call("chromium:Log", map[string]any{"type": "browser"})
	if err != nil {
		return nil, err
	}
	var entries []struct{ Level, Message string }
	if err := json.Unmarshal(raw, &entries); err != nil {
		return nil, err
	}
	var messages []Message
	for _, e := range entries {
		messages = append(messages, Message{Error: e.Level == "SEVERE", Text: e.Message})
	}
	return messages, nil
}

func choose(condition bool, yes, no string) string {
	if condition {
		return yes
	}
	return no
}

func textPixels(look Look) int {
	if look.TextPixels == 0 {
		return 16
	}
	return look.TextPixels
}
