package main

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// overlay is a file for the go command in which there are no tests but Examples.
const overlay = tools + "overlay.json"

// writeOverlay hides the tests of calc and wasm from the go command, and calc/internal, which is for them; but not Examples: an Example is
// how another program uses a package, a test is not.
func writeOverlay(root string) error {
	hidden := map[string]string{}
	for _, top := range []string{"calc", "wasm"} {
		err := filepath.WalkDir(filepath.Join(root, top), func(path string, entry fs.DirEntry, err error) error {
			test := strings.HasSuffix(path, "_test.go") && entry.Name() != "example_test.go"
			if err == nil && (test || strings.HasSuffix(path, ".go") && strings.HasPrefix(path, filepath.Join(root, "calc/internal"))) {
				hidden[path] = ""
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	content, err := json.Marshal(map[string]any{"Replace": hidden})
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(root, overlay), content, 0o644)
}
