package tokenize

import (
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"threelimits/calc/fault"
)

// byteTokenizers hold the encoding "bytes", in which each byte is a token but " the" is one.
func byteTokenizers(t testing.TB) *Set {
	t.Helper()
	var ranks strings.Builder
	for b := range 256 {
		fmt.Fprintf(&ranks, "%s %d\n", base64.StdEncoding.EncodeToString([]byte{byte(b)}), b)
	}
	for i, token := range []string{"he", "the", " the"} {
		fmt.Fprintf(&ranks, "%s %d\n", base64.StdEncoding.EncodeToString([]byte(token)), 256+i)
	}
	file, err := ConvertRanks([]byte(ranks.String()), "gpt2", make([]byte, 4))
	if err != nil {
		t.Fatal(err)
	}
	var all Set
	if err := all.LoadOwn("bytes", file); err != nil {
		t.Fatal(err)
	}
	return &all
}

func texts(list ...string) []byte {
	fields := binary.LittleEndian.AppendUint32(nil, uint32(len(list)))
	for _, text := range list {
		fields = append(binary.LittleEndian.AppendUint32(fields, uint32(len(text))), text...)
	}
	return fields
}

// oneSubject crosses as a list of it.
func oneSubject(model, rate string) []byte {
	return append(binary.LittleEndian.AppendUint32(nil, 1), texts(model, rate)[4:]...)
}

func TestCompareTexts(t *testing.T) {
	all := byteTokenizers(t)
	for _, test := range []struct {
		name, model, rate string
		texts             []byte
		want              []map[string]any
	}{
		{"no text", "", "2", texts(), nil},
		{"against the first", "", "2.50", texts("a the", "日本", "a the the the"), []map[string]any{
			{"tokens": 2.0, "words": 2.0, "perWord": "1", "perCharacter": "0.4", "relative": "1", "usd": "2.5"},
			{"tokens": 6.0, "words": 2.0, "perWord": "3", "perCharacter": "3", "relative": "3", "usd": "7.5"},
			{"tokens": 4.0, "words": 4.0, "perWord": "1", "perCharacter": "0.307692307692", "relative": "2", "usd": "5"},
		}},
		{"no price", "", "", texts("abc", "ab"), []map[string]any{
			{"tokens": 3.0, "words": 1.0, "perWord": "3", "perCharacter": "1", "relative": "1", "usd": nil},
			{"tokens": 2.0, "words": 1.0, "perWord": "2", "perCharacter": "1", "relative": "0.666666666667", "usd": nil},
		}},
		{"nothing to divide by", "", "1", texts("", "..", "a"), []map[string]any{
			{"tokens": 0.0, "words": 0.0, "perWord": nil, "perCharacter": nil, "relative": nil, "usd": nil},
			{"tokens": 2.0, "words": 0.0, "perWord": nil, "perCharacter": "1", "relative": nil, "usd": nil},
			{"tokens": 1.0, "words": 1.0, "perWord": "1", "perCharacter": "1", "relative": nil, "usd": nil},
		}},
		// The factor is 1.1 to 1.3, typically 1.18: 10 tokens are 11 to 13, 12; half as many, 5 to 7, 6; at $3 over 10 words.
		{"an estimate", "anthropic/claude-opus-4-6", "3", texts(strings.TrimSpace(strings.Repeat(" the", 10)), strings.Repeat(" the", 5)), []map[string]any{
			{"tokens": 12.0, "words": 10.0, "perWord": "1", "perCharacter": "0.25641025641", "relative": "1", "usd": "3.6", "low": "3.3", "high": "3.9", "each": "1.1 to 1.3"},
			{"tokens": 6.0, "words": 5.0, "perWord": "1", "perCharacter": "0.25", "relative": "0.5", "usd": "1.8", "low": "1.5", "high": "2.1", "each": "1 to 1.4"},
		}},
	} {
		result, err := all.CompareTextsJSON("bytes", 0, oneSubject(test.model, test.rate), test.texts, nil)
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		var lists [][]struct {
			Tokens                          struct{ Typical float64 }
			Stats                           struct{ Words float64 }
			PerWord, PerCharacter, Relative any
			USD                             any                         `json:"usdPerMillionWords"`
			Range                           *struct{ Low, High string } `json:"usdRange"`
			PerWordRange, PerCharacterRange *struct{ Low, High string }
		}
		if err := json.Unmarshal(result, &lists); err != nil || len(lists) != 1 {
			t.Fatal(len(lists), err)
		}
		got := lists[0]
		if len(got) != len(test.want) {
			t.Errorf("%s: %d rows, want %d", test.name, len(got), len(test.want))
			continue
		}
		for i, g := range got {
			row := map[string]any{"tokens": g.Tokens.Typical, "words": g.Stats.Words, "perWord": g.PerWord, "perCharacter": g.PerCharacter, "relative": g.Relative, "usd": g.USD}
			if g.Range != nil {
				row["low"], row["high"] = g.Range.Low, g.Range.High
			}
			if g.PerWordRange != nil {
				row["each"] = g.PerWordRange.Low + " to " + g.PerWordRange.High
			}
			if (g.PerCharacterRange == nil) != (g.PerWordRange == nil) {
				t.Errorf("%s, text %d: %v a word, but %v a character", test.name, i, g.PerWordRange, g.PerCharacterRange)
			}
			if !reflect.DeepEqual(row, test.want[i]) {
				t.Errorf("%s, text %d: %v, want %v", test.name, i, row, test.want[i])
			}
		}
	}
}

func TestCompareTextsErrors(t *testing.T) {
	all := byteTokenizers(t)
	for _, test := range []struct {
		encoding        string
		subjects, texts []byte
		code            string
	}{
		{"none", oneSubject("", ""), texts("a"), UnknownEncoding},
		{"bytes", oneSubject("vendor/none", ""), texts("a"), fault.UnknownModel},
		{"bytes", oneSubject("", "-1"), texts("a"), fault.BadArgument},
		{"bytes", oneSubject("", ""), texts("abc")[:9], fault.BadArgument},
		{"bytes", oneSubject("", ""), []byte{255, 255, 255, 255}, fault.BadArgument},
		{"bytes", oneSubject("", ""), append(texts("a"), 0), fault.BadArgument},
		{"bytes", oneSubject("", "")[:9], texts("a"), fault.BadArgument},
		{"bytes", []byte{255, 255, 255, 255}, texts("a"), fault.BadArgument},
	} {
		_, err := all.CompareTextsJSON(test.encoding, 0, test.subjects, test.texts, nil)
		if known := (*fault.Error)(nil); !errors.As(err, &known) || known.Code != test.code {
			t.Errorf("%q %q %v: %v, want %s", test.encoding, test.subjects, test.texts, err, test.code)
		}
	}
}

func TestCompareTextsOfSeveralSubjects(t *testing.T) {
	subjects := append(binary.LittleEndian.AppendUint32(nil, 2), append(texts("", "2")[4:], texts("anthropic/claude-opus-4-6", "")[4:]...)...)
	result, err := byteTokenizers(t).CompareTextsJSON("bytes", 8, subjects, texts("a the"), nil)
	if err != nil {
		t.Fatal(err)
	}
	var lists [][]struct {
		Count              float64
		Tokens             struct{ High float64 }
		Relative           string
		USDPerMillionWords any
	}
	if err := json.Unmarshal(result, &lists); err != nil || len(lists) != 2 || len(lists[0]) != 1 || len(lists[1]) != 1 {
		t.Fatalf("%s: %v", result, err)
	}
	own, model := lists[0][0], lists[1][0]
	if own.Count != 2 || own.Tokens.High != 2 || own.Relative != "0.25" || own.USDPerMillionWords != "2" {
		t.Errorf("the encoding: %+v", own)
	}
	if model.Count != 2 || model.Tokens.High <= 2 || model.Relative != "0.25" || model.USDPerMillionWords != nil {
		t.Errorf("the model: %+v", model)
	}
}
