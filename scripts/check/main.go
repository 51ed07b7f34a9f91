// Command check runs what needs no browser and no built page: format, vet, linters, types, layers, dead code, tidy modules, links and
// commands in the Markdown files. `make check` calls it, and `make test` begins with it.
//
//	go run ./scripts/check               all of them
//	go run ./scripts/check -only vet,tsc some
//
// Start reading at checks. A check fails when one of its commands does, or prints what should be nothing. The checkers themselves are
// pinned in tools.mod, outside of the program's requirements; this adds one or takes another version:
//
//	go get -modfile=scripts/check/tools.mod -tool honnef.co/go/tools/cmd/staticcheck@v0.7.0
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"
)

// A check is a habit: commands that must succeed, and what to do where they do not.
type check struct {
	name, mend string
	commands   []command
}

// A command runs in dir, relative to the root. silent: what it prints are faults.
type command struct {
	dir    string
	env    []string
	args   []string
	silent bool
}

var page = []string{"GOOS=js", "GOARCH=wasm"}

// Tools that `go tool` would compile for the page, where GOOS says js, are compiled for this machine.
const (
	tools       = "build/check/"
	staticcheck = "{root}/" + tools + "staticcheck"
	deadcode    = "{root}/" + tools + "deadcode"
)

// modules are the places with a go.mod.
var modules = []string{".", "scripts/bench"}

var checks = []check{
	{"gofmt", "run gofmt -w on them", []command{{args: words("gofmt -l calc wasm scripts"), silent: true}}},
	{"vet", "", append(everywhere("go vet ./..."), command{env: page, args: words("go vet ./calc/... ./wasm/...")})},
	// It succeeds, with a warning, where it finds no packages.
	{"staticcheck", "", silent(append(everywhere(staticcheck+" ./..."), command{env: page, args: words(staticcheck + " ./calc/... ./wasm/...")}))},
	{"tidy", "run go mod tidy there", everywhere("go mod tidy -diff")},
	{"deadcode", "delete it, or show its use in an example_test.go", []command{
		// What the page's programs and the Examples reach: a function of calc that only its tests call is dead.
		{env: append([]string{"GOFLAGS=-overlay={root}/" + overlay}, page...), silent: true,
			args: words(deadcode + " -test -filter ^threelimits/(calc|wasm) ./calc/... ./wasm/...")},
		{args: words(deadcode + " -test -filter ^threelimits/(scripts|calc/internal) ./..."), silent: true},
	}},
	{"layers", "", []command{{args: words("go test ./scripts/architecture")}}},
	{"catalogue", "run make catalogue and commit catalog.bin", []command{{args: words("go test ./scripts/catalog/... -run Packed|Check")}}},
	{"documents", "", []command{{args: words("go test ./scripts/docs")}}},
	{"tsc", "", []command{{args: words("node_modules/.bin/tsc --noEmit")}}},
	{"biome", "run node_modules/.bin/biome check --write", []command{{args: words("node_modules/.bin/biome ci --error-on-warnings --colors=off")}}},
}

func words(line string) []string { return strings.Fields(line) }

// everywhere is the command in each module.
func everywhere(line string) (all []command) {
	for _, module := range modules {
		all = append(all, command{dir: module, args: words(line)})
	}
	return all
}

// silent are commands of which every line is a fault.
func silent(commands []command) []command {
	for i := range commands {
		commands[i].silent = true
	}
	return commands
}

func main() {
	only := flag.String("only", "", "checks to run, separated by commas")
	flag.Parse()
	err := checkAll(*only)
	if err != nil {
		fmt.Fprintln(os.Stderr, "check:", err)
		os.Exit(1)
	}
}

func checkAll(only string) error {
	root, err := filepath.Abs(".")
	if err != nil {
		return err
	}
	chosen, err := choose(only)
	if err != nil {
		return err
	}
	if err := prepare(root); err != nil {
		return err
	}
	if failed := run(os.Stdout, root, chosen); failed > 0 {
		return fmt.Errorf("%d of %d failed", failed, len(chosen))
	}
	return nil
}

func choose(only string) ([]check, error) {
	if only == "" {
		return checks, nil
	}
	var chosen []check
	for name := range strings.SplitSeq(only, ",") {
		at := slices.IndexFunc(checks, func(c check) bool { return c.name == name })
		if at < 0 {
			return nil, fmt.Errorf("-only: there is no check %q", name)
		}
		chosen = append(chosen, checks[at])
	}
	return chosen, nil
}

// prepare compiles the tools and writes the overlay.
func prepare(root string) error {
	build := command{args: words("go build -modfile=scripts/check/tools.mod -o " + tools + " honnef.co/go/tools/cmd/staticcheck golang.org/x/tools/cmd/deadcode")}
	if err := os.MkdirAll(filepath.Join(root, tools), 0o755); err != nil {
		return err
	}
	if fault := build.run(root); fault != "" {
		return errors.New(fault)
	}
	return writeOverlay(root)
}

// run carries out as many checks at once as there are processors and prints each as it ends, in go test's form. It returns how many
// failed.
func run(out io.Writer, root string, chosen []check) (failed int) {
	type result struct {
		check
		fault string
		took  time.Duration
	}
	var working sync.WaitGroup
	ended := make(chan result)
	free := make(chan struct{}, runtime.NumCPU())
	for _, c := range chosen {
		working.Go(func() {
			free <- struct{}{}
			start := time.Now()
			fault := c.fault(root)
			<-free
			ended <- result{c, fault, time.Since(start)}
		})
	}
	go func() { working.Wait(); close(ended) }()
	for r := range ended {
		verdict := "ok  "
		if r.fault != "" {
			failed++
			verdict = "FAIL"
			fmt.Fprintln(out, strings.TrimRight(r.fault, "\n"))
			if r.mend != "" {
				fmt.Fprintf(out, "%s: %s\n", r.name, r.mend)
			}
		}
		fmt.Fprintf(out, "%s\tcheck %s\t%.1fs\n", verdict, r.name, r.took.Seconds())
	}
	return failed
}

// fault is what the check's commands have to say, one after the other; empty where all is well.
func (c check) fault(root string) string {
	var faults strings.Builder
	for _, command := range c.commands {
		faults.WriteString(command.run(root))
	}
	return faults.String()
}

// run is what a failed command printed, after its own line; empty where it did not fail.
func (c command) run(root string) string {
	here := func(text string) string { return strings.ReplaceAll(text, "{root}", root) }
	var args, env []string
	for _, arg := range c.args {
		args = append(args, here(arg))
	}
	for _, variable := range c.env {
		env = append(env, here(variable))
	}
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Dir = filepath.Join(root, c.dir)
	cmd.Env = append(os.Environ(), env...)
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	err := cmd.Run()
	switch {
	case err != nil:
		fmt.Fprintln(&said, err)
	case !c.silent:
		return ""
	case said.Len() == 0:
		return ""
	}
	return strings.Join(append(slices.Clone(c.env), c.args...), " ") + "\n" + said.String()
}
