package main

import (
	"encoding/json"
	"fmt"
	"path"
	"strings"
)

// imports are the scripts of the bundle: what each was made of, and what it imports.
type imports map[string]script

type script struct {
	// EntryPoint is the source that a page names, or that is imported when it is needed; "" for what others share.
	EntryPoint string
	Imports    []struct{ Path, Kind string }
}

// readImports reads esbuild's metafile, whose paths all lie in the output directory.
func readImports(metafile string) (imports, error) {
	var meta struct{ Outputs imports }
	if err := json.Unmarshal([]byte(metafile), &meta); err != nil {
		return nil, fmt.Errorf("esbuild's metafile: %w", err)
	}
	graph := imports{}
	for name, s := range meta.Outputs {
		for i := range s.Imports {
			s.Imports[i].Path = path.Base(s.Imports[i].Path)
		}
		graph[path.Base(name)] = s
	}
	return graph, nil
}

// reach returns the scripts that those named can load: everything they import, now or when it is needed, but for the rooms,
// which are loaded when someone enters them.
func (graph imports) reach(names ...string) map[string]bool {
	reached := map[string]bool{}
	var follow func(name string)
	follow = func(name string) {
		s, ours := graph[name]
		if !ours || reached[name] {
			return
		}
		reached[name] = true
		for _, i := range s.Imports {
			if i.Kind == "dynamic-import" && strings.Contains(graph[i.Path].EntryPoint, "site/rooms/") {
				continue
			}
			follow(i.Path)
		}
	}
	for _, name := range names {
		follow(name)
	}
	return reached
}
