//go:build js && wasm

package main

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"path"
	"strconv"
	"strings"

	"threelimits/calc/bpe"
	"threelimits/wasm/boundary"
)

// rankFiles hold the ranks by the name of the rank file, and are tiktoken-go's BpeLoader.
//
// They come from the page's own vocabulary files instead of the copies embedded in tiktoken-go-loader: 2.9 MB to
// download instead of 6.1 MB, and the page has the vocabulary already. So that the check stays independent of those files, the
// rank file is written out from them again and must have the SHA-256 that OpenAI's own has.
type rankFiles map[string]map[string]int

// publishedSHA256 is what tiktoken expects of each rank file: tiktoken 0.14.0, tiktoken_ext/openai_public.py
// (https://github.com/openai/tiktoken, checked 2026-11-23).
var publishedSHA256 = map[string]string{
	"o200k_base":  "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d",
	"cl100k_base": "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7",
	"p50k_base":   "94b5ca7dff4d00767bc256fdd1b27e5b17361d7b8a5f968547f9f23eb70d2069",
	"r50k_base":   "306cd27f03c1a714eca7108e03d66b7dc042abe8c258b44c199a7ed9838dd930",
}

// LoadTiktokenBpe takes the address at which OpenAI publishes the rank file.
func (r rankFiles) LoadTiktokenBpe(address string) (map[string]int, error) {
	name := strings.TrimSuffix(path.Base(address), ".tiktoken")
	ranks, found := r[name]
	if !found {
		return nil, fmt.Errorf("the vocabulary %s is not loaded", name)
	}
	return ranks, nil
}

// read takes the ranks out of the encoding's vocabulary file, of which it makes our own encoding for it.
func (r rankFiles) read(spec bpe.Spec, file []byte) (*bpe.Encoding, error) {
	encoding, err := bpe.Load(spec.Name, file)
	if err != nil {
		return nil, corrupt(spec, err)
	}
	special := make(map[uint32]bool, len(spec.Specials()))
	for _, id := range spec.Specials() {
		special[id] = true
	}
	ordinary := spec.VocabularySize - len(special)
	ranks := make(map[string]int, ordinary)
	published := sha256.New()
	var token, line []byte
	for id := uint32(0); len(ranks) < ordinary; id++ {
		if special[id] {
			continue
		}
		if token, err = encoding.Decode(token[:0], []uint32{id}); err != nil {
			return nil, corrupt(spec, err)
		}
		ranks[string(token)] = int(id)
		line = base64.StdEncoding.AppendEncode(line[:0], token)
		line = strconv.AppendUint(append(line, ' '), uint64(id), 10)
		published.Write(append(line, '\n'))
	}
	if sum := hex.EncodeToString(published.Sum(nil)); sum != publishedSHA256[spec.File] {
		return nil, corrupt(spec, fmt.Errorf("written out as a rank file it has SHA-256 %s", sum))
	}
	r[spec.File] = ranks
	return encoding, nil
}

func corrupt(spec bpe.Spec, err error) error {
	return &boundary.Failure{Code: "vocabulary-corrupt",
		Message: fmt.Sprintf("The vocabulary %s is not the one that OpenAI publishes: %v.", spec.File, err)}
}
