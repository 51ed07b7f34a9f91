package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// profile shows which functions of the engine the time of counting one corpus goes to, in WebAssembly as V8 runs it. The engine is
// built again with its function names, which the shipped one leaves out, beside a copy of the rest of dist/site. What the Go
// compiler inlined is part of its caller. The recording stays in build/bench/profile, for the Performance tab of Chromium's tools.
func (b *bench) profile(corpus, encoding string, out io.Writer) error {
	if _, err := buildCorpora(b.root, b.path("build/bench/corpora")); err != nil {
		return err
	}
	dir := b.path("build/bench/profile")
	if err := os.RemoveAll(dir); err != nil {
		return err
	}
	if err := os.CopyFS(filepath.Join(dir, "site"), os.DirFS(b.path("dist/site"))); err != nil {
		return err
	}
	build := exec.Command("go", "build", "-trimpath", "-ldflags=-w", "-o", filepath.Join(dir, "site/engine.wasm"), "./wasm/engine")
	build.Dir = b.root
	build.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm", "CGO_ENABLED=0")
	build.Stderr = os.Stderr
	if err := build.Run(); err != nil {
		return fmt.Errorf("building the engine with names: %w", err)
	}
	counting, err := json.Marshal(task{Task: "repeat", Tool: ours, Encoding: encoding, Text: &text{Corpus: corpus}, Milliseconds: 4000})
	if err != nil {
		return err
	}
	node := exec.Command("node", "--cpu-prof", "--cpu-prof-interval=250", "--cpu-prof-dir="+dir, "--cpu-prof-name=engine.cpuprofile",
		b.path("scripts/bench/measure/node.mjs"), string(counting), filepath.Join(dir, "site"), b.path("build/bench/corpora"))
	node.Stdout, node.Stderr = out, os.Stderr
	if err := node.Run(); err != nil {
		return fmt.Errorf("counting under the profiler: %w", err)
	}
	return summarize(filepath.Join(dir, "engine.cpuprofile"), out)
}

// A recording is what V8 writes: a tree of call sites, and which of them each sample met.
type recording struct {
	Nodes []struct {
		ID        int
		CallFrame struct{ FunctionName, URL string }
	}
	Samples    []int
	TimeDeltas []float64 // microseconds since the sample before
}

// summarize prints the functions with the most time of their own.
func summarize(path string, out io.Writer) error {
	var r recording
	if err := readJSON(path, &r); err != nil {
		return err
	}
	self, total := r.selfTimes()
	names := make([]string, 0, len(self))
	for name := range self {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int { return int(self[b] - self[a]) })
	for _, name := range names[:min(25, len(names))] {
		fmt.Fprintf(out, "%5.1f %%  %s\n", 100*self[name]/total, name)
	}
	return nil
}

// selfTimes is in microseconds. Idle time is nobody's.
func (r recording) selfTimes() (self map[string]float64, total float64) {
	names := map[int]string{}
	for _, n := range r.Nodes {
		names[n.ID] = n.CallFrame.FunctionName
		if file := filepath.Base(n.CallFrame.URL); n.CallFrame.URL != "" && !strings.HasPrefix(n.CallFrame.URL, "wasm:") {
			names[n.ID] += " (" + file + ")"
		}
	}
	self = map[string]float64{}
	for i, id := range r.Samples[:min(len(r.Samples), len(r.TimeDeltas))] {
		if names[id] == "(idle)" {
			continue
		}
		self[names[id]] += r.TimeDeltas[i]
		total += r.TimeDeltas[i]
	}
	return self, total
}
