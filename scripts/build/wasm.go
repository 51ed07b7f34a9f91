package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// program is one of the Go programs. lines: it keeps its tables of lines.
type program struct {
	name, source string
	flags, env   []string
	lines        bool
}

// programs are named by their files in dist/site. The reference is compiled as everyone compiles it, so that its time
// beside ours is fair.
var programs = []program{
	{"engine.wasm", "./wasm/engine", engineFlags(), []string{"GOEXPERIMENT=nogreenteagc"}, false},
	{"reference.wasm", "./wasm/reference", nil, nil, true},
	{"convert.wasm", "./wasm/convert", engineFlags(), []string{"GOEXPERIMENT=nogreenteagc"}, false},
	{"money.wasm", "./wasm/money", engineFlags(), []string{"GOEXPERIMENT=nogreenteagc"}, false},
	{"learn.wasm", "./wasm/learn", engineFlags(), []string{"GOEXPERIMENT=nogreenteagc"}, false},
}

// inlined are the packages whose functions run once per byte or token.
var inlined = []string{
	"threelimits/calc/bpe", "threelimits/calc/ngram", "threelimits/calc/sampling", "github.com/clipperhouse/uax29/...", "unicode", "unicode/utf8", "math/bits", "encoding/binary",
	"internal/byteorder", "internal/runtime/...",
}

// engineFlags keep inlining where it is felt. Elsewhere every copy of a function is code and a table of its own for the
// page to download. Measured, gzip -9 of engine.wasm after coalesce: 1,033 KB as usual, 962 KB without inlining outside the
// runtime and without the Green Tea collector (a gain on many cores, and wasm has one), 917 KB without it in the runtime
// either; counting and describing English and Go source took the same time within the noise of 20%.
func engineFlags() []string {
	flags := []string{"-gcflags=all=-l"}
	for _, pkg := range inlined {
		flags = append(flags, "-gcflags="+pkg+"=")
	}
	return flags
}

// addPrograms compiles the programs without symbol tables and machine paths.
func (b *builder) addPrograms(site files) error {
	for _, p := range programs {
		err := b.compile(p)
		if err != nil && !b.staleOK {
			return err
		}
		content, readErr := os.ReadFile(filepath.Join(b.root, p.path()))
		if readErr != nil {
			return errors.Join(err, readErr)
		}
		if err != nil {
			fmt.Printf("using the previous %s: %v\n", p.name, err)
		}
		if content, err = coalesce(content); err == nil && !p.lines {
			content, err = withoutLines(content)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
		site[p.name] = content
	}
	return nil
}

// path is where a program is compiled to, relative to the root.
func (p program) path() string { return filepath.Join("build", p.name) }

func (b *builder) compile(p program) error {
	args := append([]string{"build", "-trimpath", "-buildvcs=false", "-ldflags=-s -w", "-o", p.path()}, p.flags...)
	return b.run(append(p.env, "GOOS=js", "GOARCH=wasm", "CGO_ENABLED=0"), "go", append(args, p.source)...)
}
