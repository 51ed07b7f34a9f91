package architecture

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// A line of a screen's width is read without scrolling. Biome breaks code at 120 columns; templates, sentences and comments are broken by hand,
// inside tags and expressions, where a new line shows nothing new. A few lines, such as a regular expression, are better left whole.
const (
	longLine  = 140
	longLines = 20
	longSheet = 400
)

func TestLinesAreReadable(t *testing.T) {
	var long []string
	seen := 0
	for _, place := range []string{"site", "scripts"} {
		err := filepath.WalkDir(filepath.Join(root, place), func(path string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if d.IsDir() {
				if slices.Contains([]string{"testdata", "node_modules"}, d.Name()) {
					return filepath.SkipDir
				}
				return nil
			}
			if !slices.Contains([]string{".ts", ".css", ".js", ".mjs"}, filepath.Ext(path)) {
				return nil
			}
			text, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			seen++
			lines := bytes.Split(text, []byte("\n"))
			if filepath.Ext(path) == ".css" && len(lines) > longSheet {
				t.Errorf("%s has %d lines, a sheet may have %d: cut it at its headings", path, len(lines), longSheet)
			}
			for i, line := range lines {
				if utf8.RuneCount(line) > longLine {
					long = append(long, fmt.Sprintf("%s:%d", path, i+1))
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if seen == 0 {
		t.Fatal("no TypeScript files found: the test looks in the wrong place")
	}
	if len(long) > longLines {
		t.Errorf("%d lines have more than %d columns, %d may:\n%s", len(long), longLine, longLines, strings.Join(long, "\n"))
	}
}
