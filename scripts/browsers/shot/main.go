// Command shot takes a picture of a page, so that people can look at what they change:
//
//	go run ./scripts/browsers/shot -url dist/threelimits.html -out page.png -width 360 -dark -full -engine webkit
//
// -url is an address or a file. -script runs in the page before the picture, -wait lets a selector appear first. The page's console
// goes to standard error.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"threelimits/scripts/browsers/driver"
)

func main() {
	url := flag.String("url", "", "address or file to show")
	out := flag.String("out", "shot.png", "PNG file to write")
	width := flag.Int("width", 1280, "viewport width in CSS pixels")
	height := flag.Int("height", 900, "viewport height in CSS pixels")
	full := flag.Bool("full", false, "the whole page, not only what is in view")
	engine := flag.String("engine", "chromium", strings.Join(driver.Engines, ", "))
	wait := flag.String("wait", "", "CSS selector to wait for")
	script := flag.String("script", "", "JavaScript to run before the picture; may use await; what it returns is printed")
	settle := flag.Duration("settle", 700*time.Millisecond, "time given to the page after loading and after the script")
	var look driver.Look
	flag.BoolVar(&look.Dark, "dark", false, "dark colour scheme")
	flag.BoolVar(&look.ReducedMotion, "reduced", false, "reduced motion")
	flag.IntVar(&look.TextPixels, "text", 16, "default font size in pixels; 32 is 200% text")
	flag.Parse()

	shot := shot{url: address(*url), width: *width, height: *height, full: *full, wait: *wait, script: *script, settle: *settle}
	png, err := shot.take(*engine, look)
	if err == nil {
		err = os.WriteFile(*out, png, 0o644)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "shot:", err)
		os.Exit(1)
	}
}

// address turns a path into a file:// address.
func address(url string) string {
	if strings.Contains(url, "://") || strings.HasPrefix(url, "data:") || strings.HasPrefix(url, "about:") {
		return url
	}
	path, tail := url, ""
	if i := strings.IndexAny(url, "?#"); i >= 0 {
		path, tail = url[:i], url[i:]
	}
	if absolute, err := filepath.Abs(path); err == nil {
		path = absolute
	}
	return "file://" + path + tail
}

type shot struct {
	url, wait, script string
	width, height     int
	full              bool
	settle            time.Duration
}

func (s shot) take(engine string, look driver.Look) ([]byte, error) {
	b, err := driver.Launch(engine, driver.Options{Look: look})
	if err != nil {
		return nil, err
	}
	defer b.Close()
	if err := b.Resize(s.width, s.height); err != nil {
		return nil, err
	}
	if err := b.Open(s.url); err != nil {
		return nil, err
	}
	if err := s.prepare(b); err != nil {
		return nil, err
	}
	messages, err := b.Console()
	for _, m := range messages {
		fmt.Fprintln(os.Stderr, "console:", m.Text)
	}
	if err != nil {
		return nil, err
	}
	if s.full {
		return b.FullScreenshot()
	}
	return b.Screenshot()
}

func (s shot) prepare(b *driver.Browser) error {
	if s.wait != "" {
		err := driver.Until(s.wait, func() (found bool, err error) {
			err = b.Eval(&found, "return document.querySelector(arguments[0]) !== null", s.wait)
			return found, err
		})
		if err != nil {
			return err
		}
	}
	time.Sleep(s.settle)
	if s.script == "" {
		return nil
	}
	var result any
	if err := b.Eval(&result, s.script); err != nil {
		return err
	}
	if result != nil {
		fmt.Println(result)
	}
	time.Sleep(s.settle)
	return nil
}
