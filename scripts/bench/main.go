// Command bench measures Three Limits beside its peers, in one run on one machine, in Node and in Chromium, and writes a dated
// Markdown file with machine, versions, corpora, medians and ratios. It states which of the project's thresholds are met, and
// exits with 0 either way: timing is never a test.
//
//	go run .           everything, into results/DATE.md (about ten minutes)
//	go run . -quick    one pass of each text in Node, on the terminal (half a minute)
//	go run . -profile languages [-encoding cl100k_base]
//	                   where the engine's time goes while it counts that text, function by function
//
// It is a module of its own and runs in its folder. Start reading at sections. What is measured stands in measure/ (JavaScript, the same for Node and for a page); this program
// builds the texts (corpora.go), runs each measurement in a process or browser of its own (place.go, server.go), and does the
// arithmetic and the report. Peers and the packages with the texts are pinned in package.json here; nothing of them ships.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// sections are the parts of a report, in its order.
var sections = []struct {
	name string
	run  func(*bench) error
}{
	{"count", (*bench).counting},
	{"runs", (*bench).unbrokenRuns},
	{"sizes", (*bench).sizes},
	{"engine", (*bench).engine},
	{"documents", (*bench).documents},
	{"start", (*bench).start},
	{"peers-on-runs", (*bench).peersOnRuns}, // last: it takes minutes
}

// bench is one run: what was asked, where it measures, and the report so far.
type bench struct {
	root        string
	quick       bool
	repetitions int
	corpora     []corpus
	places      []place
	report      report
}

func main() {
	var b bench
	only := flag.String("only", "", "sections to run, separated by commas: count, runs, sizes, engine, documents, start, peers-on-runs")
	out := flag.String("out", "scripts/bench/results", "directory for the dated report")
	flag.BoolVar(&b.quick, "quick", false, "one pass of each text, in Node only, on the terminal")
	flag.IntVar(&b.repetitions, "repetitions", 5, "fresh processes or browsers for each measurement")
	profiled := flag.String("profile", "", "only profile the engine counting this text: english, code, languages, json or han")
	encoding := flag.String("encoding", "o200k_base", "encoding to profile")
	flag.Parse()
	root, err := filepath.Abs("../..")
	b.root = root
	switch {
	case err != nil:
	case *profiled != "":
		err = errors.Join(b.install(), b.profile(*profiled, *encoding, os.Stdout))
	default:
		err = b.run(*only, *out)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func (b *bench) run(only, out string) error {
	if _, err := os.Stat(b.path("dist/site/threelimits.js")); err != nil {
		return fmt.Errorf("there is nothing to measure yet: run make first (%w)", err)
	}
	if err := b.install(); err != nil {
		return err
	}
	begun := time.Now()
	var err error
	if b.corpora, err = buildCorpora(b.root, b.path("build/bench/corpora")); err != nil {
		return err
	}
	if b.quick {
		b.repetitions, only = 1, "count"
	}
	stop, err := b.openPlaces()
	if err != nil {
		return err
	}
	defer stop()
	b.report.heading(b, begun)
	if err := b.measure(only, out, begun); err != nil {
		return err
	}
	b.report.paragraph("The run took %s.", time.Since(begun).Round(time.Second))
	if b.quick {
		fmt.Print(b.report.String())
		return nil
	}
	fmt.Fprintln(os.Stderr, "bench: wrote", b.reportPath(out, begun))
	return b.write(out, begun)
}

// measure runs the sections. One that fails is reported as not measured; a run that is broken off leaves what it has.
func (b *bench) measure(only, out string, begun time.Time) error {
	for _, section := range sections {
		if only != "" && !slices.Contains(strings.Split(only, ","), section.name) {
			continue
		}
		fmt.Fprintf(os.Stderr, "bench: %s\n", section.name)
		if err := section.run(b); err != nil {
			b.report.paragraph("**Not measured**: %s: %v", section.name, err)
			fmt.Fprintf(os.Stderr, "bench: %s: %v\n", section.name, err)
		}
		if err := b.write(out, begun); err != nil {
			return err
		}
	}
	return nil
}

// install brings the pinned packages; where they are already there it takes no time.
func (b *bench) install() error {
	lock := b.path("scripts/bench/package-lock.json")
	installed := b.path("scripts/bench/node_modules/.package-lock.json")
	wanted, err := os.Stat(lock)
	if err != nil {
		return err
	}
	if have, err := os.Stat(installed); err == nil && !have.ModTime().Before(wanted.ModTime()) {
		return nil
	}
	cmd := exec.Command("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
	cmd.Dir = filepath.Dir(lock)
	cmd.Stdout, cmd.Stderr = os.Stderr, os.Stderr
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("installing the peers: %w", err)
	}
	return os.Chtimes(installed, time.Now(), time.Now())
}

// openPlaces makes Node and, unless a quick look is enough, Chromium ready. The caller calls stop.
func (b *bench) openPlaces() (stop func(), err error) {
	b.places = []place{&node{root: b.root}}
	if b.quick {
		return func() {}, nil
	}
	if err := bundlePage(b.root); err != nil {
		return nil, err
	}
	site, err := serve(b.root)
	if err != nil {
		return nil, err
	}
	b.places = append(b.places, &chromium{site: site})
	return site.close, nil
}

func (b *bench) reportPath(dir string, begun time.Time) string {
	return b.path(filepath.Join(dir, begun.Format(time.DateOnly)+".md"))
}

func (b *bench) write(dir string, begun time.Time) error {
	if b.quick {
		return nil
	}
	path := b.reportPath(dir, begun)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, []byte(b.report.String()), 0o644)
}

func (b *bench) path(relative string) string {
	return filepath.Join(b.root, filepath.FromSlash(relative))
}

// chromium is the page's place, or nil.
func (b *bench) chromium() *chromium {
	for _, p := range b.places {
		if c, ok := p.(*chromium); ok {
			return c
		}
	}
	return nil
}
