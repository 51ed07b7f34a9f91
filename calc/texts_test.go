package calc

import (
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
)

// byteTokenizers hold the encoding "bytes", in which each byte is a token but " the" is one.
func byteTokenizers(t *testing.T) *Tokenizers {
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
	var all Tokenizers
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
			{"tokens": 12.0, "words": 10.0, "perWord": "1", "perCharacter": "0.25641025641", "relative": "1", "usd": "3.6", "low": "3.3", "high": "3.9"},
			{"tokens": 6.0, "words": 5.0, "perWord": "1", "perCharacter": "0.25", "relative": "0.5", "usd": "1.8", "low": "1.5", "high": "2.1"},
		}},
	} {
		result, err := all.CompareTextsJSON("bytes", test.model, test.rate, test.texts)
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		var got []struct {
			Tokens                          struct{ Typical float64 }
			Stats                           struct{ Words float64 }
			PerWord, PerCharacter, Relative any
			USD                             any                         `json:"usdPerMillionWords"`
			Range                           *struct{ Low, High string } `json:"usdRange"`
		}
		if err := json.Unmarshal(result, &got); err != nil {
			t.Fatal(err)
		}
		if len(got) != len(test.want) {
			t.Errorf("%s: %d rows, want %d", test.name, len(got), len(test.want))
			continue
		}
		for i, g := range got {
			row := map[string]any{"tokens": g.Tokens.Typical, "words": g.Stats.Words, "perWord": g.PerWord, "perCharacter": g.PerCharacter, "relative": g.Relative, "usd": g.USD}
			if g.Range != nil {
				row["low"], row["high"] = g.Range.Low, g.Range.High
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
		encoding, model, rate string
		texts                 []byte
		code                  string
	}{
		{"none", "", "", texts("a"), CodeUnknownEncoding},
		{"bytes", "vendor/none", "", texts("a"), CodeUnknownModel},
		{"bytes", "", "-1", texts("a"), CodeBadArgument},
		{"bytes", "", "", texts("abc")[:9], CodeBadArgument},
		{"bytes", "", "", []byte{255, 255, 255, 255}, CodeBadArgument},
		{"bytes", "", "", append(texts("a"), 0), CodeBadArgument},
	} {
		_, err := all.CompareTextsJSON(test.encoding, test.model, test.rate, test.texts)
		if known := (*Error)(nil); !errors.As(err, &known) || known.Code != test.code {
			t.Errorf("%q %q %q %v: %v, want %s", test.encoding, test.model, test.rate, test.texts, err, test.code)
		}
	}
}
