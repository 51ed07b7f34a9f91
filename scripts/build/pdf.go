package main

import (
	"errors"
	"path/filepath"
	"strings"

	"threelimits/scripts/npm"
)

// pdfjs reads the text of PDF files, in the room Tokens, and is loaded only when there is one. It is taken as published:
// nothing of it is in our bundles, and its own dependency, a native canvas for Node, stays out. The legacy build, because
// the other needs browsers of the last months.
var pdfjs = npm.Package{Name: "pdfjs-dist", Version: "6.5.438",
	Integrity: "sha512-vg8Pw1x+AFKy4AMDvhuWl5cOYV8d698UoEANoFFhc79hqXDnZQqnOXoxw3HG907WHOg1JYOvLhP756boddFxpA=="}

// pdfFiles are the files taken, by their names here. Static hosts know .js; not all know .mjs.
var pdfFiles = map[string]string{
	"legacy/build/pdf.min.mjs":        "pdf/pdf.js",
	"legacy/build/pdf.worker.min.mjs": "pdf/pdf.worker.js",
	"LICENSE":                         "pdf/LICENSE",
	"cmaps/LICENSE":                   "pdf/cmaps/LICENSE",
}

// addPDF adds pdf.js, and the tables of characters that Chinese, Japanese and Korean PDFs refer to by name.
func (b *builder) addPDF(site files) error {
	tarball, err := pdfjs.Fetch(filepath.Join(b.root, "build", "npm"))
	if err != nil {
		return err
	}
	taken, err := npm.Unpack(tarball, func(path string) bool {
		return pdfFiles[path] != "" || strings.HasPrefix(path, "cmaps/") && strings.HasSuffix(path, ".bcmap")
	})
	if err != nil {
		return err
	}
	found := 0
	for path, content := range taken {
		name := pdfFiles[path]
		if name == "" {
			name = "pdf/" + path
		} else {
			found++
		}
		site[name] = content
	}
	if found != len(pdfFiles) {
		return errors.New("pdfjs-dist does not hold what is taken from it")
	}
	return nil
}
