package main

import (
	"maps"
	"slices"
	"testing"
)

// TestReach: what a page can load is everything but the rooms, however it gets there.
func TestReach(t *testing.T) {
	graph, err := readImports(`{"outputs": {
		"site/main.js": {"entryPoint": "site/main.ts", "imports": [
			{"path": "site/shared.js", "kind": "import-statement"}, {"path": "site/example.js", "kind": "dynamic-import"}, {"path": "site/room.js", "kind": "dynamic-import"}]},
		"site/shared.js": {"imports": [{"path": "site/main.js", "kind": "import-statement"}, {"path": "node:fs", "kind": "dynamic-import"}]},
		"site/example.js": {"entryPoint": "site/content/examples/index.ts", "imports": [{"path": "site/text.js", "kind": "import-statement"}]},
		"site/text.js": {"imports": []},
		"site/room.js": {"entryPoint": "site/rooms/tokens/room-tokens.ts", "imports": [{"path": "site/only-there.js", "kind": "import-statement"}]},
		"site/only-there.js": {"imports": []},
		"site/embed.js": {"entryPoint": "site/page/embed.ts", "imports": []}}}`)
	if err != nil {
		t.Fatal(err)
	}
	got := slices.Sorted(maps.Keys(graph.reach("main.js")))
	if want := []string{"example.js", "main.js", "shared.js", "text.js"}; !slices.Equal(got, want) {
		t.Errorf("reached %q, want %q", got, want)
	}
	if _, err := readImports("{"); err == nil {
		t.Error("half a metafile is accepted")
	}
}
