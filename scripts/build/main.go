// Command build makes dist/: the static site, which is also an npm package directory, and the one file.
//
// Start reading at build. Each phase adds files to a site in memory; the last one writes what changed, so two
// builds may run side by side and a served page never sees half of one:
//
//	catalogue     scripts/catalog packs the vendor files, for package calc/catalog to embed
//	vocabularies  scripts/vocab packs them into build/vocab, when they are not up to date
//	programs      the Go programs (wasm.go)
//	bundle        TypeScript and CSS through esbuild (bundle.go)
//	pdf           pdf.js, for the text of PDF files (pdf.go)
//	pages         HTML with its content security policy (html.go)
//	package       package.json, types, licences, manifest, service worker (package.go)
//	one file      dist/threelimits.html, everything inside (onefile.go)
//	sizes         the size budget, in bytes of gzip -9 (sizes.go)
//
// `make dev` runs some of them again and again (watch.go).
package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// version is the version of the module, of the npm package and of the page.
const version = "0.1.0"

func main() {
	var b builder
	flag.StringVar(&b.root, "root", ".", "root of the repository")
	flag.StringVar(&b.out, "out", "dist", "directory to write, relative to the root")
	flag.BoolVar(&b.staleOK, "stale-ok", false,
		"use the previous engine.wasm and reference.wasm where the Go side does not compile at the moment")
	tests := flag.Bool("tests", false, "instead, compile site/**/*.test.ts into build/test for node --test")
	watched := flag.Bool("watch", false, "instead, serve the page from build/dev and build anew what changes (watch.go)")
	flag.Parse()
	start := time.Now()
	work := b.build
	switch {
	case *tests:
		b.out, work = "build/test", b.buildTests
	case *watched:
		b.out, work = "build/dev", b.watch
	}
	if err := work(); err != nil {
		fmt.Fprintln(os.Stderr, "build:", err)
		os.Exit(1)
	}
	fmt.Printf("built %s in %.1f s\n", b.out, time.Since(start).Seconds())
}

// A builder turns one checkout into one dist directory.
type builder struct {
	root, out string
	staleOK   bool
}

// files are what a directory shall hold: content by slash-separated path.
type files map[string][]byte

func (b *builder) build() error {
	if err := b.run(nil, "go", "run", "./scripts/catalog", "-pack"); err != nil {
		return fmt.Errorf("catalogue: %w", err)
	}
	if err := b.packVocabularies(); err != nil {
		return fmt.Errorf("vocabularies: %w", err)
	}
	site := files{}
	if err := b.addVocabularies(site); err != nil {
		return fmt.Errorf("vocabularies: %w", err)
	}
	if err := b.addPrograms(site); err != nil {
		return fmt.Errorf("wasm: %w", err)
	}
	pages, err := b.readPages()
	if err != nil {
		return fmt.Errorf("pages: %w", err)
	}
	graph, err := b.addBundle(site, pages)
	if err != nil {
		return fmt.Errorf("bundle: %w", err)
	}
	if err := b.addPDF(site); err != nil {
		return fmt.Errorf("pdf: %w", err)
	}
	if err := addPages(site, pages); err != nil {
		return fmt.Errorf("pages: %w", err)
	}
	if err := b.addPackage(site); err != nil {
		return fmt.Errorf("package: %w", err)
	}
	one, err := b.oneFile(site, pages)
	if err != nil {
		return fmt.Errorf("one file: %w", err)
	}
	if err := site.writeTo(filepath.Join(b.root, b.out, "site")); err != nil {
		return err
	}
	if err := writeIfChanged(filepath.Join(b.root, b.out, "threelimits.html"), one); err != nil {
		return err
	}
	return checkSizes(site, one, graph)
}

// run starts a program in the root of the repository and shows what it says.
func (b *builder) run(env []string, name string, args ...string) error {
	cmd := exec.Command(name, args...)
	cmd.Dir = b.root
	cmd.Env = append(os.Environ(), env...)
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("%s: %w", cmd, err)
	}
	return nil
}
