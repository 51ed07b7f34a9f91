package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"threelimits/calc/catalog"
	"threelimits/scripts/catalog/grammar"
)

const vendorFolder = "../../calc/catalog/vendors"

// TestUpdateChangesNothing runs the updater on the committed files with the pinned packages: they are up to date, and a
// second run changes nothing.
func TestUpdateChangesNothing(t *testing.T) {
	sources, err := read("../../build/catalog")
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range vendors {
		t.Run(v.id, func(t *testing.T) {
			text, err := os.ReadFile(filepath.Join(vendorFolder, v.id+".txt"))
			if err != nil {
				t.Fatal(err)
			}
			m, err := sources.update(v, string(text))
			if err != nil {
				t.Fatal(err)
			}
			if len(m.changes) > 0 || m.file.String() != string(text) {
				t.Errorf("not up to date; run make update:\n%s", strings.Join(m.changes, "\n"))
			}
			fromNothing(t, sources, v, string(text))
		})
	}
}

// TestRulesAgree: what people wrote into the files agrees with the source that has the same figures.
func TestRulesAgree(t *testing.T) {
	sources, err := read("../../build/catalog")
	if err != nil {
		t.Fatal(err)
	}
	models, err := readModels(vendorFolder)
	if err != nil {
		t.Fatal(err)
	}
	if differs := sources.ruleDifferences(models); len(differs) > 0 {
		t.Error(strings.Join(differs, "\n"))
	}
	compared := 0
	for _, o := range sources.genai["anthropic"] {
		if o.hour != "" && o.search != "" {
			compared++
		}
	}
	if compared < 10 {
		t.Errorf("only %d models are compared", compared)
	}
}

// fromNothing takes the models out of the file and lets the updater bring them in again: twice, with one result.
func fromNothing(t *testing.T, sources sources, v vendor, text string) {
	head, _, _ := strings.Cut(text, "\nmodel ")
	first, err := sources.update(v, head)
	if err != nil {
		t.Fatal(err)
	}
	if len(first.file.Models) != len(sources.ids(v)) {
		t.Errorf("%d models from nothing, expected %d", len(first.file.Models), len(sources.ids(v)))
	}
	second, err := sources.update(v, first.file.String())
	if err != nil {
		t.Fatal(err)
	}
	if len(second.changes) > 0 || second.file.String() != first.file.String() {
		t.Errorf("a second run changes %v", second.changes)
	}
}

// TestPackedIsUpToDate: what package catalog embeds is what the vendor files make, and unpacked it is the same models.
func TestPackedIsUpToDate(t *testing.T) {
	models, err := readModels(vendorFolder)
	if err != nil {
		t.Fatal(err)
	}
	committed, err := os.ReadFile("../../calc/catalog/catalog.bin")
	if err != nil || !bytes.Equal(committed, catalog.PackModels(models)) {
		t.Fatalf("catalog.bin is not what the vendor files make: run make catalogue, %v", err)
	}
	if !reflect.DeepEqual(models, catalog.Models()) {
		t.Error("unpacked it is something else")
	}
	if len(models) < 140 {
		t.Errorf("%d models, expected at least 140", len(models))
	}
}

// TestEveryFileHasAVendor finds a vendor file that the updater or the reader does not know, or that is another vendor's.
func TestEveryFileHasAVendor(t *testing.T) {
	paths, err := filepath.Glob(filepath.Join(vendorFolder, "*.txt"))
	if err != nil || len(paths) != len(vendors) || len(paths) != len(grammar.Order) {
		t.Fatalf("%d files, %d vendors, %d in order, %v", len(paths), len(vendors), len(grammar.Order), err)
	}
	files, err := grammar.ReadFolder(vendorFolder)
	if err != nil {
		t.Fatal(err)
	}
	for i, f := range files {
		id := grammar.Order[i]
		if !strings.HasPrefix(f.Head[0].Text, "vendor "+id+" ") || !slices.ContainsFunc(vendors, func(v vendor) bool { return v.id == id }) {
			t.Errorf("%s is another vendor's, or the updater does not know it", f.Name)
		}
	}
}

func TestVerify(t *testing.T) {
	if err := piAI.verify([]byte("another package")); err == nil || !strings.Contains(err.Error(), piAI.integrity) {
		t.Errorf("another package is taken for pi-ai: %v", err)
	}
}

// TestDecimal: the text of the source, never by way of a binary float; zero and nothing are unknown.
func TestDecimal(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "0": "", "0.0": "", "3": "3", "0.10": "0.1", "1e-7": "0.0000001", "2e1": "20", "0.003625": "0.003625",
		"0.30000000000000004": "0.30000000000000004",
	} {
		if got, err := decimalOf(json.Number(in)); err != nil || got != want {
			t.Errorf("decimal(%q) is %q, %v", in, got, err)
		}
	}
	if _, err := decimalOf("-1"); err == nil {
		t.Error("a negative price is taken")
	}
}

func TestCopiedSnapshotIsSmall(t *testing.T) {
	if n := len(modelsDevText); n > 100_000 {
		t.Errorf("%d bytes", n)
	}
	if !bytes.Contains(modelsDevText, []byte("MIT, copyright (c) 2025 models.dev")) {
		t.Error("the snapshot lacks its licence")
	}
}
