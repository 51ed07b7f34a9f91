package main

import (
	"fmt"

	"threelimits/scripts/browsers/driver"
)

// A visit is a way to a first exact count, and the function of measure/visit.mjs that makes it.
type visit struct{ title, path, function string }

var visits = []visit{
	{"the module alone: load(), then count()", "/first.html", "moduleCount"},
	{"the page with its first example", "/site/index.html", "firstCount"},
}

// start measures what a visitor waits for: the first count, and then the count after each key in a long text.
func (b *bench) start() error {
	c := b.chromium()
	if c == nil {
		return nil
	}
	b.report.title("From navigation to the first exact count in Chromium")
	var rows [][]string
	for _, v := range visits {
		row, err := b.visitTimes(c, v)
		if err != nil {
			return fmt.Errorf("%s: %w", v.title, err)
		}
		rows = append(rows, row)
	}
	b.report.table([]string{"what", "first visit, ms", "second visit, ms", "sent on the first, bytes"}, rows)
	b.report.paragraph("Served on this machine with gzip -9, so that the time is the browser's own: the network's comes on top.")
	return b.keystrokes(c)
}

// visitTimes is a row of the table. Each repetition is a browser with an empty profile, whose cache is warm on the second visit.
func (b *bench) visitTimes(c *chromium, v visit) ([]string, error) {
	var cold, warm []float64
	for range b.repetitions {
		err := c.visit(func(browser *driver.Browser) error {
			for _, times := range []*[]float64{&cold, &warm} {
				milliseconds, err := c.time(browser, v)
				if err != nil {
					return err
				}
				*times = append(*times, milliseconds)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	sent, err := c.weigh(v)
	b.report.atMost("a first o200k_base count, "+v.title+": sent in all, gzip", 2000, float64(sent)/kB, " kB")
	return []string{v.title, figure(median(cold)), figure(median(warm)), grouped(sent)}, err
}

// weigh is how many bytes were sent when the first count stood there. The service worker stays away meanwhile: it fetches for later
// visits what this one does not need.
func (c *chromium) weigh(v visit) (sent int, err error) {
	c.site.online.Store(true)
	defer c.site.online.Store(false)
	before := c.site.sent.Load()
	err = c.visit(func(browser *driver.Browser) error {
		_, err := c.time(browser, v)
		return err
	})
	return int(c.site.sent.Load() - before), err
}

func (c *chromium) time(browser *driver.Browser, v visit) (milliseconds float64, err error) {
	if err := browser.Open(c.site.address + "/visit.html"); err != nil {
		return 0, err
	}
	return milliseconds, browser.Eval(&milliseconds, "return "+v.function+"(arguments[0])", v.path)
}

const strokes = 25

// keystrokes types into a megabyte of Go on the page.
func (b *bench) keystrokes(c *chromium) error {
	var times struct{ Frame, Count []float64 }
	err := c.visit(func(browser *driver.Browser) error {
		if err := browser.Open(c.site.address + "/visit.html"); err != nil {
			return err
		}
		return browser.Eval(&times, "return keystrokes(...arguments)", "/site/index.html", "code", strokes)
	})
	if err != nil {
		return fmt.Errorf("keystrokes: %w", err)
	}
	b.report.title("A key in a text of 1 MB on the page in Chromium")
	b.report.table([]string{"from the key to", "median, ms", "99th percentile, ms"}, [][]string{
		{"the next frame", figure(median(times.Frame)), figure(quantile(times.Frame, 0.99))},
		{"the new count", figure(median(times.Count)), figure(quantile(times.Count, 0.99))},
	})
	b.report.paragraph("The page counts a long text when typing rests, so the second line is mostly that wait.")
	return nil
}
