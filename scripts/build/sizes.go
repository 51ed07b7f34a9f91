package main

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
)

// The size budget, bytes of gzip -9; KB is 1,000 bytes.
const (
	maxEngine     = 950_000
	maxFirstCount = 2_000_000
)

// gzipped is what gzip -9 makes of the content.
func gzipped(content []byte) []byte {
	var out bytes.Buffer
	w, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		panic(err) // the level is a constant
	}
	if _, err := w.Write(content); err != nil {
		panic(err) // a bytes.Buffer does not fail
	}
	if err := w.Close(); err != nil {
		panic(err)
	}
	return out.Bytes()
}

// checkSizes prints what a visitor downloads and fails above the budget. The first count is charged with the whole first
// page: its HTML, every script and style sheet it can load, the engine and o200k_base. Rooms are charged to who enters them.
func checkSizes(site files, one []byte, graph imports) error {
	sizes := map[string]int{"threelimits.html": len(gzipped(one))}
	scripts, first, later := 0, 0, 0
	needed := graph.reach("main.js", "offline.js")
	needed["worker.js"] = true
	for _, sheet := range sheetTag.FindAllStringSubmatch(string(site["index.html"]), -1) {
		needed[sheet[1]] = true
	}
	for name, content := range site {
		size := len(content)
		if path.Ext(name) != ".gz" {
			size = len(gzipped(content))
		}
		switch ext := path.Ext(name); {
		case needed[name]:
			scripts += size
		case graph[name].EntryPoint != "" && strings.Contains(graph[name].EntryPoint, "site/rooms/"):
			later += size
		case ext == ".wasm" || ext == ".gz" || name == "index.html":
			sizes[name] = size
		}
	}
	first = scripts + sizes["index.html"] + sizes["engine.wasm"] + sizes["vocab/o200k_base.vocab.gz"]
	sizes["(scripts and styles of the first page)"] = scripts
	sizes["(the rooms' own scripts)"] = later
	sizes["(what a first o200k_base count needs)"] = first
	for _, name := range slices.Sorted(maps.Keys(sizes)) {
		fmt.Printf("%11s  %s\n", thousands(sizes[name]), name)
	}
	var err error
	if size := sizes["engine.wasm"]; size > maxEngine {
		err = fmt.Errorf("engine.wasm is %s bytes of gzip -9, at most %s are accepted", thousands(size), thousands(maxEngine))
	}
	if first > maxFirstCount {
		err = errors.Join(err, fmt.Errorf("a first o200k_base count needs %s bytes of gzip -9, at most %s are accepted",
			thousands(first), thousands(maxFirstCount)))
	}
	return err
}

func thousands(n int) string {
	s := fmt.Sprint(n)
	var groups []string
	for len(s) > 3 {
		groups = append([]string{s[len(s)-3:]}, groups...)
		s = s[:len(s)-3]
	}
	return strings.Join(append([]string{s}, groups...), ",")
}
