package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"threelimits/scripts/docs"
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

// TestAddressesOfContent holds dist/site to the addresses that links, frames and assignments name. They are contract, wherever the files stand here.
func TestAddressesOfContent(t *testing.T) {
	for address, from := range map[string]string{
		"schema": "site/schema", "exercises": "site/content/exercises", "decks": "site/content/decks", "lessons": "site/content/lessons",
	} {
		sources, err := filepath.Glob(filepath.Join(root, from, "*.json"))
		if err != nil || len(sources) == 0 {
			t.Fatalf("%s holds no JSON file (%v)", from, err)
		}
		for _, source := range sources {
			want, err := os.ReadFile(source)
			if err != nil {
				t.Fatal(err)
			}
			got, err := os.ReadFile(filepath.Join(root, "dist/site", address, filepath.Base(source)))
			if err != nil {
				t.Error(err)
			} else if !bytes.Equal(got, want) {
				t.Errorf("dist/site/%s/%s is not %s: run make", address, filepath.Base(source), source)
			}
		}
	}
	if sample, err := os.ReadFile(filepath.Join(root, "dist/site/sample.html")); err != nil || len(sample) == 0 {
		t.Errorf("sample.html: %d bytes (%v)", len(sample), err)
	}
}

// TestShippedPagesLeadSomewhere: who has dist/site alone can follow each link of its Markdown files.
func TestShippedPagesLeadSomewhere(t *testing.T) {
	site := filepath.Join(root, "dist/site")
	pages, err := docs.Read(site)
	if err != nil || len(pages) < 5 {
		t.Fatalf("%d Markdown files (%v): run make", len(pages), err)
	}
	for _, fault := range docs.Links(site, pages) {
		t.Error(fault)
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
