package models

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"threelimits/calc/catalog"
	"threelimits/calc/fault"
	"threelimits/calc/internal/testkit"
)

const priceFile = `{"format":"threelimits","version":1,"models":[{"id":"acme/rocket","prices":[{"input":"1","output":"2"}]}]}`

// TestExchange: models come in packed, are listed, and go out as a file.
func TestExchange(t *testing.T) {
	out, err := Import("", testkit.PackLeaves(t, priceFile), testkit.Today)
	if err != nil {
		t.Fatal(err)
	}
	n := binary.LittleEndian.Uint32(out)
	report, packed := out[4:4+n], out[4+n:]
	var read struct {
		Format string
		Models []struct{ ID string }
	}
	if err := json.Unmarshal(report, &read); err != nil || read.Format != catalog.Ours || len(read.Models) != 1 || read.Models[0].ID != "acme/rocket" {
		t.Errorf("%s: %v", report, err)
	}
	own, err := catalog.LoadModels(packed)
	if err != nil {
		t.Fatal(err)
	}
	if list := string(List(testkit.Today, own)); strings.Count(list, `"own":true`) != 1 || !json.Valid([]byte(list)) {
		t.Error("the list has it not once")
	}
	file, err := Export("acme/rocket openai/gpt-4o", packed)
	if err != nil || !json.Valid(file) || !strings.Contains(string(file), `"acme/rocket"`) || !strings.Contains(string(file), `"openai/gpt-4o"`) {
		t.Errorf("%s: %v", file, err)
	}
	line, err := Cutoffs(testkit.Today, packed)
	if err != nil || !json.Valid(line) || !strings.Contains(string(line), `"today":"`+testkit.Today+`"`) || !strings.Contains(string(line), `"acme/rocket"`) {
		t.Errorf("%s: %v", line, err)
	}
}

func TestRefused(t *testing.T) {
	leaves := testkit.PackLeaves(t, priceFile)
	out, err := Import("", testkit.PackLeaves(t, `{"hello":"world"}`), testkit.Today)
	if n := binary.LittleEndian.Uint32(out); err != nil || len(out) != int(4+n) {
		t.Errorf("a file that is none brings models: %s, %v", out, err)
	}
	_, incomplete := Import("", leaves[:len(leaves)-1], testkit.Today)
	_, unknown := Export("acme/none", nil)
	_, packed := Export("", []byte("no models"))
	_, day := Cutoffs("today", nil)
	for want, err := range map[string]error{fault.BadArgument: incomplete, fault.BadArgument + " today": day, fault.UnknownModel: unknown, catalog.BadPrices: packed} {
		var known *fault.Error
		if !errors.As(err, &known) || known.Code != strings.Fields(want)[0] {
			t.Errorf("%v, want %s", err, want)
		}
	}
}
