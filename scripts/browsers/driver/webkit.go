package driver

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
)

// webkit is WebKitGTK's MiniBrowser, driven by WebKitWebDriver. It needs a display: each has an Xvfb of its own.
type webkit struct {
	display, driver *process
	folder          string
	frame           [2]int // what the window has around the page
}

// miniBrowser is where Debian puts WebKit's own browser on this processor.
func miniBrowser() (string, error) {
	architecture := map[string]string{"amd64": "x86_64", "arm64": "aarch64"}[runtime.GOARCH]
	path := "/usr/lib/" + architecture + "-linux-gnu/webkit2gtk-4.1/MiniBrowser"
	if _, err := os.Stat(path); err != nil {
		return "", fmt.Errorf("%w (scripts/setup installs webkit2gtk-driver)", err)
	}
	return path, nil
}

func (w *webkit) start(o Options) (wire, error) {
	binary, err := miniBrowser()
	if err != nil {
		return nil, err
	}
	if w.folder, err = os.MkdirTemp("", "webkit-"); err != nil {
		return nil, err
	}
	if err := w.writeSettings(o.Look); err != nil {
		return nil, err
	}
	number, err := w.startDisplay()
	if err != nil {
		return nil, err
	}
	// WEBKIT_DISABLE_DMABUF_RENDERER=1 would be 30% less work, but then WebKitGTK 2.50.6 draws no more once its window has changed its size, and hangs.
	environment := []string{"DISPLAY=:" + number, "XDG_CONFIG_HOME=" + w.folder, "XDG_CACHE_HOME=" + w.folder, "XDG_DATA_HOME=" + w.folder,
		"GDK_BACKEND=x11", "LIBGL_ALWAYS_SOFTWARE=1", "GSETTINGS_BACKEND=memory", "NO_AT_BRIDGE=1"}
	driver, address, err := startDriver(environment, "WebKitWebDriver")
	if err != nil {
		return nil, err
	}
	w.driver = driver
	arguments := []string{"--automation"}
	if o.Look.Dark {
		arguments = append(arguments, "--dark-mode")
	}
	if o.Proxy != "" {
		arguments = append(arguments, "--proxy=http://"+o.Proxy)
	}
	capabilities := map[string]any{
		"webkitgtk:browserOptions": map[string]any{"binary": binary, "args": arguments},
		"unhandledPromptBehavior":  "ignore",
	}
	session, err := newSession(address, capabilities)
	if err != nil {
		return nil, fmt.Errorf("%w\n%s", err, driver.output())
	}
	return session, focusWindow(number)
}

// focusWindow gives the browser's window the keyboard, as a window manager would: without it no element shows a focus.
func focusWindow(display string) error {
	focus := exec.Command("xdotool", "search", "--sync", "--onlyvisible", "--class", "MiniBrowser", "windowfocus", "--sync")
	focus.Env = append(os.Environ(), "DISPLAY=:"+display)
	if output, err := focus.CombinedOutput(); err != nil {
		return fmt.Errorf("xdotool (scripts/setup installs it): %w %s", err, output)
	}
	return nil
}

// smallToolbar lets MiniBrowser's window, whose least width is its toolbar's, become as narrow as a telephone.
const smallToolbar = `* { font-size: 1px; min-width: 0; min-height: 0; padding: 0; margin: 0; border-width: 0; }`

// writeSettings: WebKitGTK takes the colour scheme and reduced motion from GTK's settings, read once at its start. Overlay scrollbars fade for seconds
// after each change, which without a graphics card is more than a processor's work; the Recorder hides the others.
func (w *webkit) writeSettings(look Look) error {
	settings := fmt.Sprintf("[Settings]\ngtk-theme-name=Adwaita\ngtk-application-prefer-dark-theme=%t\n"+
		"gtk-enable-animations=%t\ngtk-overlay-scrolling=false\n", look.Dark, !look.ReducedMotion)
	if err := os.MkdirAll(filepath.Join(w.folder, "gtk-3.0"), 0o700); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(w.folder, "gtk-3.0", "gtk.css"), []byte(smallToolbar), 0o600); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(w.folder, "gtk-3.0", "settings.ini"), []byte(settings), 0o600)
}

// startDisplay lets Xvfb choose a free display and returns its number.
func (w *webkit) startDisplay() (string, error) {
	display, err := startProcess(nil, "Xvfb", "-displayfd", "1", "-screen", "0", "2000x4000x24", "-nolisten", "tcp")
	if err != nil {
		return "", err
	}
	w.display = display
	var number string
	err = Until("Xvfb to name its display", func() (bool, error) {
		for _, line := range display.newLines() {
			if _, err := strconv.Atoi(strings.TrimSpace(line)); err == nil {
				number = strings.TrimSpace(line)
			}
		}
		return number != "", nil
	})
	return number, err
}

func (w *webkit) processes() []*process { return []*process{w.driver, w.display} }

func (w *webkit) stop() {
	w.driver.stop()
	w.display.stop()
	os.RemoveAll(w.folder)
}

func (w *webkit) setLook(_ *Browser, _ Look) (bool, error) { return true, nil }

// opened stands in for the default font size, which WebKitGTK lets no one set from outside: the root's own.
func (w *webkit) opened(b *Browser) error {
	return b.Eval(nil, `document.documentElement.style.fontSize = arguments[0] === 16 ? "" : arguments[0] + "px"`, textPixels(b.options.Look))
}

// setViewport sizes the window, whose frame and toolbar come on top of the page: first as they were before, then as they prove to be.
func (w *webkit) setViewport(b *Browser, width, height int) error {
	var inner [2]int
	for range 4 {
		rect := map[string]any{"x": 0, "y": 0, "width": width + w.frame[0], "height": height + w.frame[1]}
		if err := b.do("WebDriver:SetWindowRect", rect); err != nil {
			return err
		}
		if err := b.Eval(&inner, settledSize, width, height); err != nil {
			return err
		}
		if inner == [2]int{width, height} {
			return nil
		}
		w.frame[0] += width - inner[0]
		w.frame[1] += height - inner[1]
	}
	return fmt.Errorf("WebKit's window does not give a page %d by %d but %v", width, height, inner)
}

// settledSize returns the viewport's size once it is the one wanted or has not changed for ten looks: the window follows a little later.
const settledSize = `const [width, height] = arguments;
let [before, same] = ["", 0];
while (same < 10 && !(innerWidth === width && innerHeight === height)) {
  await new Promise(done => setTimeout(done, 20));
  const now = innerWidth + " " + innerHeight;
  [before, same] = [now, now === before ? same + 1 : 0];
}
return [innerWidth, innerHeight];`

// fullPage grows the window to the page's height for a moment: WebKit has no screenshot beyond the view.
func (w *webkit) fullPage(b *Browser) ([]byte, error) {
	var size [3]int
	if err := b.Eval(&size, "return [innerWidth, innerHeight, document.documentElement.scrollHeight]"); err != nil {
		return nil, err
	}
	if err := w.setViewport(b, size[0], max(size[1], size[2])); err != nil {
		return nil, err
	}
	png, err := b.Screenshot()
	if err != nil {
		return nil, err
	}
	return png, w.setViewport(b, size[0], size[1])
}

// Recorder is a script that keeps a page's console for WebKit: MiniBrowser does not print it in an automated session, because that is
// a private one, and WebKitWebDriver has no command for it. It also hides the scrollbars, as the other engines do. Tests put it before a page's own scripts.
const Recorder = `(() => {
  const bare = new CSSStyleSheet();
  bare.replaceSync("* { scrollbar-width: none }");
  document.adoptedStyleSheets = [bare];
  const kept = [], key = Symbol.for("recorded console");
  const keep = (Error, Text) => kept.push({ Error, Text });
  Object.defineProperty(window, key, { value: kept });
  addEventListener("error", e => keep(true, e.message ? e.message + " " + e.filename + ":" + e.lineno : "failed to load " + (e.target.src || e.target.href)), true);
  addEventListener("unhandledrejection", e => keep(true, "unhandled rejection: " + e.reason));
  addEventListener("securitypolicyviolation", e => keep(true, "policy violation: " + e.violatedDirective + " " + e.blockedURI + " " + e.sourceFile + ":" + e.lineNumber));
  for (const level of ["debug", "log", "info", "warn", "error", "assert"]) {
    const original = console[level];
    console[level] = function (...values) {
      if (level !== "assert" || !values[0]) keep(level === "error" || level === "assert", values.join(" "));
      return original.apply(this, values);
    };
  }
})();`

// console takes what Recorder kept in the page in front.
func (w *webkit) console(b *Browser) ([]Message, error) {
	var messages []Message
	err := b.Eval(&messages, `return (window[Symbol.for("recorded console")] || []).splice(0)`)
	return messages, err
}
