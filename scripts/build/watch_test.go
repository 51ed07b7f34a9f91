package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"threelimits/scripts/serve/live"
)

func TestChangesAreSeen(t *testing.T) {
	dir := t.TempDir()
	write := func(name, content string) {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		stamp := time.Unix(int64(len(content)), 0) // no two of one size: a clock may be too coarse to tell them apart
		if err := os.Chtimes(path, stamp, stamp); err != nil {
			t.Fatal(err)
		}
	}
	write("site/a.ts", "1")
	changed := changes(dir, part{places: []string{"site", "nowhere"}, endings: []string{".ts", ".go"}})
	for _, step := range []struct {
		name string
		do   func()
		want bool
	}{
		{"nothing", func() {}, false},
		{"a changed file", func() { write("site/a.ts", "12") }, true},
		{"nothing again", func() {}, false},
		{"a new file", func() { write("site/deep/b.go", "1") }, true},
		{"tests", func() { write("site/a.test.ts", "1"); write("site/b_test.go", "1") }, false},
		{"another kind of file, another place", func() { write("site/a.md", "1"); write("b.ts", "1") }, false},
		{"a file that goes", func() { os.Remove(filepath.Join(dir, "site/a.ts")) }, true},
	} {
		step.do()
		if got := changed(); got != step.want {
			t.Errorf("%s: %t", step.name, got)
		}
	}
}

// TestOnlyTheDevelopedPageHasMaps: source maps and the script that loads pages anew are for who develops.
func TestOnlyTheDevelopedPageHasMaps(t *testing.T) {
	d := developedPage{builder: &builder{root: root}}
	developed, err := d.build()
	if err != nil {
		t.Fatal(err)
	}
	again, err := d.build()
	if err != nil || len(again) != len(developed) {
		t.Errorf("built again it has %d files, at first %d: %v", len(again), len(developed), err)
	}
	if string(developed[liveScript]) != string(live.Script) {
		t.Errorf("%s is not the script of package live", liveScript)
	}
	for _, name := range []string{"main.js.map", "worker.js.map", "page.css.map"} {
		if len(developed[name]) == 0 {
			t.Errorf("%s is missing", name)
		}
	}
	for name, content := range developed {
		if filepath.Ext(name) == ".html" {
			if !strings.Contains(string(content), `src="./`+liveScript+`"`) || strings.Contains(string(content), "offline") {
				t.Errorf("%s does not load %s, or installs a service worker", name, liveScript)
			}
		}
	}
	for _, pattern := range []string{"*.map", "*/*.map", liveScript} {
		if found, err := filepath.Glob(filepath.Join(root, "dist/site", pattern)); err != nil || len(found) > 0 {
			t.Errorf("dist/site holds %v: %v", found, err)
		}
	}
}
