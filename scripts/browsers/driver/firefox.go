package driver

import (
	"encoding/json"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
)

// firefox is driven by Marionette, with scripts in its chrome context where WebDriver has no command.
type firefox struct {
	program *process
	profile string
	marks   int
}

// firefoxPreferences: the first makes file:// pages as strict as other engines make them, without which tests pass falsely. The rest
// let Marionette choose its port, print the page's console, and keep Firefox itself from the network.
const firefoxPreferences = `user_pref("security.fileuri.strict_origin_policy", true);
user_pref("marionette.port", 0);
user_pref("widget.gtk.overlay-scrollbars.enabled", true);
user_pref("ui.useOverlayScrollbars", 1);
user_pref("devtools.console.stdout.content", true);
user_pref("devtools.console.stdout.chrome", false);
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
user_pref("app.normandy.enabled", false);
user_pref("services.settings.server", "data:,#remote-settings-dummy/v1");
user_pref("browser.safebrowsing.update.enabled", false);
user_pref("dom.push.connection.enabled", false);
user_pref("browser.region.update.enabled", false);
`

func (f *firefox) start(o Options) (wire, error) {
	profile, err := os.MkdirTemp("", "firefox-profile-")
	if err != nil {
		return nil, err
	}
	f.profile = profile
	preferences := firefoxPreferences
	if host, port, err := net.SplitHostPort(o.Proxy); err == nil {
		preferences += fmt.Sprintf(`user_pref("network.proxy.type", 1);
user_pref("network.proxy.http", %q);
user_pref("network.proxy.http_port", %s);
user_pref("network.proxy.ssl", %[1]q);
user_pref("network.proxy.ssl_port", %[2]s);
user_pref("network.proxy.allow_hijacking_localhost", true);
`, host, port)
	}
	if err := os.WriteFile(filepath.Join(profile, "user.js"), []byte(preferences), 0o600); err != nil {
		return nil, err
	}
	f.program, err = startProcess([]string{"HOME=" + profile}, "firefox-esr", "--headless", "--no-remote", "--profile", profile, "--marionette", "--remote-allow-system-access")
	if err != nil {
		return nil, err
	}
	var port []byte
	err = Until("Firefox to name its Marionette port", func() (bool, error) {
		port, err = os.ReadFile(filepath.Join(profile, "MarionetteActivePort"))
		return err == nil && len(port) > 0, err
	})
	if err != nil {
		return nil, fmt.Errorf("%w\n%s", err, f.program.output())
	}
	return dialMarionette("127.0.0.1:" + strings.TrimSpace(string(port)))
}

func (f *firefox) processes() []*process { return []*process{f.program} }

func (f *firefox) stop() {
	f.program.stop()
	os.RemoveAll(f.profile)
}

// chrome runs a script with the privileges of Firefox's own window.
func (b *Browser) chrome(result any, script string, arguments ...any) error {
	if arguments == nil {
		arguments = []any{}
	}
	if err := b.do("Marionette:SetContext", map[string]any{"value": "chrome"}); err != nil {
		return err
	}
	raw, err := b.call("WebDriver:ExecuteScript", map[string]any{"script": script, "args": arguments})
	if back := b.do("Marionette:SetContext", map[string]any{"value": "content"}); err == nil {
		err = back
	}
	if err != nil || result == nil {
		return err
	}
	return json.Unmarshal(raw, result)
}

func (f *firefox) setLook(b *Browser, look Look) (bool, error) {
	return false, b.chrome(nil, `const [dark, reduced, size] = arguments;
Services.prefs.setIntPref("layout.css.prefers-color-scheme.content-override", dark ? 0 : 1);
Services.prefs.setIntPref("ui.prefersReducedMotion", reduced ? 1 : 0);
Services.prefs.setIntPref("font.size.variable.x-western", size);
Services.prefs.setIntPref("font.size.variable.x-unicode", size);`, look.Dark, look.ReducedMotion, textPixels(look))
}

func (f *firefox) opened(*Browser) error { return nil }

// setViewport sizes the element that shows the page, since Firefox's window has a least width of its own.
func (f *firefox) setViewport(b *Browser, width, height int) error {
	return b.chrome(nil, `const [width, height] = arguments, style = gBrowser.selectedBrowser.style;
for (const [name, size] of [["width", width], ["height", height]]) {
  style.setProperty(name, size + "px", "important");
  style.setProperty("min-" + name, size + "px", "important");
  style.setProperty("max-" + name, size + "px", "important");
}`, width, height)
}

func (f *firefox) fullPage(b *Browser) ([]byte, error) {
	return b.image("WebDriver:TakeScreenshot", map[string]any{"full": true})
}

// console joins two sources: scripts' errors and policy violations from the console service, and what pages log, which is printed.
func (f *firefox) console(b *Browser) ([]Message, error) {
	var reported []struct {
		Error bool
		Text  string
	}
	err := b.chrome(&reported, `const found = Services.console.getMessageArray()
  .filter(m => m instanceof Ci.nsIScriptError && /^(https?|file|blob|data):/.test(m.sourceName))
  .map(m => ({ Error: (m.flags & 1) === 0, Text: m.category + ": " + m.errorMessage + " " + m.sourceName + ":" + m.lineNumber }));
Services.console.reset();
return found;`)
	if err != nil {
		return nil, err
	}
	var messages []Message
	for _, m := range reported {
		messages = append(messages, Message(m))
	}
	f.marks++
	lines, err := printedUntilMark(b, f.program, fmt.Sprintf("console-mark-%d", f.marks))
	for _, line := range lines {
		level, text, ok := strings.Cut(strings.TrimPrefix(line, "console."), ": ")
		if ok && strings.HasPrefix(line, "console.") && !strings.HasPrefix(text, "RSLoader:") { // that is Firefox itself
			messages = append(messages, Message{Error: level == "error" || level == "assert", Text: text})
		}
	}
	return messages, err
}

// printedUntilMark logs a mark in the page and returns the lines the browser printed before it.
func printedUntilMark(b *Browser, p *process, mark string) ([]string, error) {
	if err := b.Eval(nil, "console.log(arguments[0])", mark); err != nil {
		return nil, err
	}
	var lines []string
	err := Until("the page's console", func() (bool, error) {
		for _, line := range p.newLines() {
			if strings.Contains(line, mark) {
				return true, nil
			}
			lines = append(lines, line)
		}
		return false, nil
	})
	return lines, err
}
