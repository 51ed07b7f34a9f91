package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
)

const root = "../.."

// TestArtefactsAreFresh fails when dist/ was built from other Go sources than the ones beside it: the tests of the page
// would then hold an engine that nobody will get.
func TestArtefactsAreFresh(t *testing.T) {
	content, err := os.ReadFile(filepath.Join(root, "dist/site", sourceHash))
	if err != nil {
		t.Fatalf("%v: run make first", err)
	}
	var built struct{ GoSources string }
	if err := json.Unmarshal(content, &built); err != nil {
		t.Fatal(err)
	}
	sources, err := hashSources(root, []string{"go.mod", "go.sum", "calc", "wasm"})
	if err != nil {
		t.Fatal(err)
	}
	if built.GoSources != sources {
		t.Error("dist/site was built from other Go sources: run make")
	}
}

func TestSourceHashFollowsContentAndName(t *testing.T) {
	hash := func(name, content string) string {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		sum, err := hashSources(dir, []string{"."})
		if err != nil {
			t.Fatal(err)
		}
		return sum
	}
	same := hash("a.go", "package a")
	if hash("a.go", "package a") != same {
		t.Error("the same source gives another hash")
	}
	if hash("a.go", "package b") == same || hash("b.go", "package a") == same {
		t.Error("another source gives the same hash")
	}
}
