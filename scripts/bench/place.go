package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os/exec"
	"path/filepath"
	"time"

	"threelimits/scripts/browsers/driver"
)

// A place carries out one task of measure/tasks.mjs, each in a process of its own, and decodes its result.
type place interface {
	name() string
	run(task task, into any) error
}

// A task is what measure/tasks.mjs takes; each task there names its fields.
type task struct {
	Task         string `json:"task"`
	Tool         string `json:"tool,omitempty"`
	Encoding     string `json:"encoding,omitempty"`
	Text         *text  `json:"text,omitempty"`
	Texts        []text `json:"texts,omitempty"`
	Passes       int    `json:"passes,omitempty"`
	Calls        int    `json:"calls,omitempty"`
	Bytes        int    `json:"bytes,omitempty"`
	Milliseconds int    `json:"milliseconds,omitempty"`
	Scenario     any    `json:"scenario,omitempty"`
}

// text is a corpus, perhaps repeated or cut to a number of bytes, or one unit repeated to at least that many; and, where Times is
// given, that so many times with Separator between.
type text struct {
	Corpus    string `json:"corpus,omitempty"`
	Unit      string `json:"unit,omitempty"`
	Bytes     int    `json:"bytes,omitempty"`
	Times     int    `json:"times,omitempty"`
	Separator string `json:"separator,omitempty"`
}

// patience is how long one task may take before it is given up: the peers are quadratic on unbroken runs.
const patience = 100 * time.Second

type node struct{ root string }

func (*node) name() string { return "Node" }

func (n *node) run(t task, into any) error {
	arguments, err := json.Marshal(t)
	if err != nil {
		return err
	}
	limit := patience
	if t.Task == "stream" { // a gigabyte
		limit = 10 * time.Minute
	}
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	cmd := exec.CommandContext(ctx, "node", filepath.Join(n.root, "scripts/bench/measure/node.mjs"), string(arguments),
		filepath.Join(n.root, "dist/site"), filepath.Join(n.root, "build/bench/corpora"))
	var complaint bytes.Buffer
	cmd.Stderr = &complaint
	out, err := cmd.Output()
	if err != nil {
		return fmt.Errorf("%s with %s in Node: %w %.400s", t.Task, t.Tool, err, complaint.String())
	}
	return json.Unmarshal(out, into)
}

// chromium runs each task in a browser started for it: a second page of one browser would find compiled code in its caches.
type chromium struct{ site *site }

func (*chromium) name() string { return "Chromium" }

func (c *chromium) run(t task, into any) error {
	return c.visit(func(b *driver.Browser) error {
		if err := b.Open(c.site.address + "/bench.html"); err != nil {
			return err
		}
		if err := b.Eval(into, "return bench(arguments[0])", t); err != nil {
			return fmt.Errorf("%s with %s in Chromium: %w", t.Task, t.Tool, err)
		}
		return nil
	})
}

// visit starts a browser with an empty profile, lets it be used and ends it.
func (c *chromium) visit(use func(*driver.Browser) error) error {
	b, err := driver.Launch("chromium", driver.Options{})
	if err != nil {
		return err
	}
	defer b.Close()
	return use(b)
}
