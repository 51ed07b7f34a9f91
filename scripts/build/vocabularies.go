package main

import (
	"errors"
	"os"
	"path/filepath"
)

// vocabularyFolder is where scripts/vocab writes; packing takes seconds, so a stamp beside the files says what they
// were made from.
const vocabularyFolder = "build/vocab"

// vocabularySources decide what the packed files hold. go.sum pins the loader that carries OpenAI's rank files.
var vocabularySources = []string{
	"scripts/vocab", "scripts/npm", "calc/bpe/pack.go", "calc/bpe/spec.go", "calc/bpe/spec_families.go", "calc/bpe/own.go",
	"calc/bpe/growth.go", "calc/bpe/runs.go", "calc/bpe/patterns.go", "calc/bpe/tokenizer_file.go", "go.sum",
}

// packVocabularies runs the packer unless its sources are those of the files that are there.
func (b *builder) packVocabularies() error {
	sources, err := hashSources(b.root, vocabularySources)
	if err != nil {
		return err
	}
	stamp := filepath.Join(b.root, vocabularyFolder, "sources")
	if made, err := os.ReadFile(stamp); err == nil && string(made) == sources {
		return nil
	}
	if err := b.run(nil, "go", "run", "./scripts/vocab", "-out", vocabularyFolder); err != nil {
		return err
	}
	return os.WriteFile(stamp, []byte(sources), 0o644)
}

func (b *builder) addVocabularies(site files) error {
	packed, err := filepath.Glob(filepath.Join(b.root, vocabularyFolder, "*.vocab.gz"))
	if err != nil {
		return err
	}
	for _, path := range packed {
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		site["vocab/"+filepath.Base(path)] = content
	}
	if len(packed) == 0 {
		return errors.New("scripts/vocab wrote no vocabulary")
	}
	return nil
}
