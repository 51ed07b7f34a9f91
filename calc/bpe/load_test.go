package bpe

import (
	"encoding/binary"
	"os"
	"path/filepath"
	"sync"
	"testing"

	loader "github.com/pkoukk/tiktoken-go-loader"
)

// vocabularyFolder is where `make` leaves the vocabulary files and where the tests keep the ones they had to pack.
const vocabularyFolder = "../../build/vocab"

var (
	filesMu   sync.Mutex
	files     = map[string][]byte{}
	encodings = map[string]*Encoding{}
)

// vocabularyFile returns the vocabulary file, from the build folder when it is there and right, packed otherwise.
func vocabularyFile(t testing.TB, file string) []byte {
	t.Helper()
	filesMu.Lock()
	defer filesMu.Unlock()
	if packed, ok := files[file]; ok {
		return packed
	}
	path := filepath.Join(vocabularyFolder, file+".vocab")
	packed, err := os.ReadFile(path)
	if err != nil || !isCurrent(file, packed) {
		if packed, err = Pack(tokensOf(t, file)); err != nil {
			t.Fatal(err)
		}
		if err := os.MkdirAll(vocabularyFolder, 0o777); err == nil {
			os.WriteFile(path, packed, 0o666)
		}
	}
	files[file] = packed
	return packed
}

func isCurrent(file string, packed []byte) bool {
	if _, err := unpack(packed); err != nil {
		return false
	}
	for _, s := range specs {
		if s.File == file {
			return binary.LittleEndian.Uint64(packed[len(packed)-checkBytes:]) == s.check
		}
	}
	return false
}

// tokensOf returns the tokens of a rank file by id.
func tokensOf(t testing.TB, file string) [][]byte {
	t.Helper()
	ranks, err := loader.NewOfflineLoader().LoadTiktokenBpe(file + ".tiktoken")
	if err != nil {
		t.Fatal(err)
	}
	last := 0
	for _, rank := range ranks {
		last = max(last, rank)
	}
	tokens := make([][]byte, last+1)
	for token, rank := range ranks {
		tokens[rank] = []byte(token)
	}
	return tokens
}

// encodingOf returns a loaded encoding, shared by all tests.
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
