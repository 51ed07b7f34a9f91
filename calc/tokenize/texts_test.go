package tokenize

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"threelimits/calc/bpe"
	"threelimits/calc/decimal"
	"threelimits/calc/fault"
	"threelimits/calc/internal/testkit"
)

// byteTokenizers hold the encoding "bytes", of testkit.ByteRanks.
func byteTokenizers(t testing.TB) *Set {
	t.Helper()
	file, err := bpe.ConvertRanks(testkit.ByteRanks(), "gpt2", nil)
	if err != nil {
		t.Fatal(err)
	}
	var all Set
	if err := all.LoadOwn("bytes", file); err != nil {
		t.Fatal(err)
	}
	return &all
}

func subject(t *testing.T, model, rate string) Subject {
	t.Helper()
	s := Subject{Model: model}
	if rate != "" {
		var err error
		if s.USDPerMTok, err = decimal.Parse(rate); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

// text is an amount as the page gets it.
func text(amount *decimal.Decimal) any {
	if amount == nil {
		return nil
	}
	return amount.String()
}

func TestCompareTexts(t *testing.T) {
	all := byteTokenizers(t)
	for _, test := range []struct {
		name, model, rate string
		texts             []string
		want              []map[string]any
	}{
		{"no text", "", "2", nil, nil},
		{"against the first", "", "2.50", []string{"a the", "日本", "a the the the"}, []map[string]any{
			{"tokens": 2.0, "words": 2.0, "perWord": "1", "perCharacter": "0.4", "relative": "1", "usd": "2.5"},
			{"tokens": 6.0, "words": 2.0, "perWord": "3", "perCharacter": "3", "relative": "3", "usd": "7.5"},
			{"tokens": 4.0, "words": 4.0, "perWord": "1", "perCharacter": "0.307692307692", "relative": "2", "usd": "5"},
		}},
		{"no price", "", "", []string{"abc", "ab"}, []map[string]any{
			{"tokens": 3.0, "words": 1.0, "perWord": "3", "perCharacter": "1", "relative": "1", "usd": nil},
			{"tokens": 2.0, "words": 1.0, "perWord": "2", "perCharacter": "1", "relative": "0.666666666667", "usd": nil},
		}},
		{"nothing to divide by", "", "1", []string{"", "..", "a"}, []map[string]any{
			{"tokens": 0.0, "words": 0.0, "perWord": nil, "perCharacter": nil, "relative": nil, "usd": nil},
			{"tokens": 2.0, "words": 0.0, "perWord": nil, "perCharacter": "1", "relative": nil, "usd": nil},
			{"tokens": 1.0, "words": 1.0, "perWord": "1", "perCharacter": "1", "relative": nil, "usd": nil},
		}},
		// The factor is 1 to 1.3, typically 1.18: 10 tokens are 10 to 13, 12; half as many, 5 to 7, 6; at $3 over 10 words.
		{"an estimate", "anthropic/claude-opus-4-6", "3", []string{strings.TrimSpace(strings.Repeat(" the", 10)), strings.Repeat(" the", 5)}, []map[string]any{
			{"tokens": 12.0, "words": 10.0, "perWord": "1", "perCharacter": "0.25641025641", "relative": "1", "usd": "3.6", "low": "3", "high": "3.9", "each": "1 to 1.3"},
			{"tokens": 6.0, "words": 5.0, "perWord": "1", "perCharacter": "0.25", "relative": "0.5", "usd": "1.8", "low": "1.5", "high": "2.1", "each": "1 to 1.4"},
		}},
	} {
		lists, err := all.CompareTexts("bytes", 0, []Subject{subject(t, test.model, test.rate)}, test.texts, nil)
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		if len(lists) != 1 {
			t.Fatal(len(lists))
		}
		got := lists[0]
		if len(got) != len(test.want) {
			t.Errorf("%s: %d rows, want %d", test.name, len(got), len(test.want))
			continue
		}
		for i, g := range got {
			row := map[string]any{"tokens": float64(g.Tokens.Typical), "words": float64(g.Stats.Words),
				"perWord": text(g.PerWord), "perCharacter": text(g.PerCharacter), "relative": text(g.Relative), "usd": text(g.USD)}
			if g.Range != nil {
				row["low"], row["high"] = g.Range.Low.String(), g.Range.High.String()
			}
			if g.PerWordRange != nil {
				row["each"] = g.PerWordRange.Low.String() + " to " + g.PerWordRange.High.String()
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
	for _, test := range []struct{ encoding, model, code string }{{"none", "", UnknownEncoding}, {"gpt2", "", VocabularyMissing}, {"bytes", "vendor/none", fault.UnknownModel}} {
		_, err := all.CompareTexts(test.encoding, 0, []Subject{{Model: test.model}}, []string{"a"}, nil)
		if known := (*fault.Error)(nil); !errors.As(err, &known) || known.Code != test.code {
			t.Errorf("%+v: %v", test, err)
		}
	}
}

func TestCompareTextsOfSeveralSubjects(t *testing.T) {
	subjects := []Subject{subject(t, "", "2"), subject(t, "anthropic/claude-opus-4-6", "")}
	lists, err := byteTokenizers(t).CompareTexts("bytes", 8, subjects, []string{"a the"}, nil)
	if err != nil || len(lists) != 2 || len(lists[0]) != 1 || len(lists[1]) != 1 {
		t.Fatalf("%+v: %v", lists, err)
	}
	own, model := lists[0][0], lists[1][0]
	if own.Count != 2 || own.Tokens.High != 2 || own.Relative.String() != "0.25" || own.USD.String() != "2" {
		t.Errorf("the encoding: %+v", own)
	}
	if model.Count != 2 || model.Tokens.High <= 2 || model.Relative.String() != "0.25" || model.USD != nil {
		t.Errorf("the model: %+v", model)
	}
}
