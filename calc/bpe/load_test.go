package bpe

import (
	"sync"
	"testing"

	"threelimits/scripts/vocab/ranks"
)

var (
	filesMu   sync.Mutex
	files     = map[string][]byte{}
	encodings = map[string]*Encoding{}
)

// vocabularyFile returns the vocabulary file of one of OpenAI's encodings.
func vocabularyFile(t testing.TB, file string) []byte {
	t.Helper()
	filesMu.Lock()
	defer filesMu.Unlock()
	if files[file] == nil {
		spec, _ := Find(file)
		packed, err := ranks.Vocabulary(file, Pack, spec.verify)
		if err != nil {
			t.Fatal(err)
		}
		files[file] = packed
	}
	return files[file]
}

// packed is the vocabulary file of these tokens.
func packed(t testing.TB, tokens ...[]byte) []byte {
	t.Helper()
	single, halves, gaps, err := ranks.Merges(tokens)
	if err != nil {
		t.Fatal(err)
	}
	return Pack(single, halves, gaps)
}

// encodingOf returns one of OpenAI's encodings, shared by all tests.
func encodingOf(t testing.TB, name string) *Encoding {
	t.Helper()
	spec, ok := Find(name)
	if !ok {
		t.Fatalf("no encoding %s", name)
	}
	packed := vocabularyFile(t, spec.File)
	filesMu.Lock()
	defer filesMu.Unlock()
	if e := encodings[name]; e != nil {
		return e
	}
	e, err := Load(name, packed)
	if err != nil {
		t.Fatal(err)
	}
	encodings[name] = e
	return e
}
