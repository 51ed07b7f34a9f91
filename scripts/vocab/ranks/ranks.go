// Package ranks makes OpenAI's vocabulary files of their ranks. It does not import bpe, which has the format, so that bpe's
// own tests can take their vocabularies from here.
package ranks

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"sort"
	"strconv"

	loader "github.com/pkoukk/tiktoken-go-loader"
)

// published is the SHA-256 that tiktoken expects of each .tiktoken file: tiktoken 0.14.0, tiktoken_ext/openai_public.py
// (https://github.com/openai/tiktoken, checked 2026-11-23).
var published = map[string]string{
	"o200k_base":  "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d",
	"cl100k_base": "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7",
	"p50k_base":   "94b5ca7dff4d00767bc256fdd1b27e5b17361d7b8a5f968547f9f23eb70d2069",
	"r50k_base":   "306cd27f03c1a714eca7108e03d66b7dc042abe8c258b44c199a7ed9838dd930",
}

// A Packer writes a vocabulary file: bpe.Pack.
type Packer func(bytes []byte, halves []uint64, gaps []uint32) []byte

// Pack makes the vocabulary file of that name.
func Pack(file string, pack Packer) ([]byte, error) {
	tokens, err := Read(file)
	if err != nil {
		return nil, err
	}
	single, halves, gaps, err := Merges(tokens)
	if err != nil {
		return nil, err
	}
	return pack(single, halves, gaps), nil
}

// Vocabulary returns the vocabulary file that a build has left (Built), or, where it is missing or check refuses it, one that
// is made now.
func Vocabulary(file string, pack Packer, check func([]byte) error) ([]byte, error) {
	if built, err := Built(file); err == nil && check(built) == nil {
		return built, nil
	}
	return Pack(file, pack)
}

// Built returns the vocabulary file that a build has left in build/vocab, of any encoding.
func Built(file string) ([]byte, error) {
	root, err := os.Getwd()
	if err != nil {
		return nil, err
	}
	for !exists(filepath.Join(root, "go.mod")) {
		above := filepath.Dir(root)
		if above == root {
			return nil, os.ErrNotExist
		}
		root = above
	}
	zipped, err := os.ReadFile(filepath.Join(root, "build", "vocab", file+".vocab.gz"))
	if err != nil {
		return nil, err
	}
	r, err := gzip.NewReader(bytes.NewReader(zipped))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(r)
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// Read returns the tokens of a rank file by id, and nil where an id has none. The file comes with tiktoken-go-loader and is
// held to the hash that tiktoken publishes.
func Read(file string) ([][]byte, error) {
	ranks, err := loader.NewOfflineLoader().LoadTiktokenBpe(file + ".tiktoken")
	if err != nil {
		return nil, err
	}
	if got := hashOf(ranks); got != published[file] {
		return nil, fmt.Errorf("the loader's ranks have SHA-256 %s; tiktoken publishes %q", got, published[file])
	}
	last := 0
	for _, rank := range ranks {
		last = max(last, rank)
	}
	tokens := make([][]byte, last+1)
	for token, rank := range ranks {
		tokens[rank] = []byte(token)
	}
	return tokens, nil
}

// hashOf returns the SHA-256 of the rank file that ranks were read from: a line of base64, space and rank for each token,
// by rank.
func hashOf(ranks map[string]int) string {
	tokens := make([]string, 0, len(ranks))
	for token := range ranks {
		tokens = append(tokens, token)
	}
	sort.Slice(tokens, func(i, j int) bool { return ranks[tokens[i]] < ranks[tokens[j]] })
	h := sha256.New()
	var line []byte
	for _, token := range tokens {
		line = base64.StdEncoding.AppendEncode(line[:0], []byte(token))
		line = append(line, ' ')
		line = strconv.AppendInt(line, int64(ranks[token]), 10)
		h.Write(append(line, '\n'))
	}
	return hex.EncodeToString(h.Sum(nil))
}

// singleBytes are the tokens that are merged from none.
const singleBytes = 256

// Merges says how a vocabulary, its tokens by id and nil for an id that is no token, was merged: in bpe.Pack's terms. It
// fails when the vocabulary is not a byte-pair encoding's: ids 0 to 255 must be the single bytes, and merging each other
// token's bytes with the tokens before it must end in two.
//
// Cost: some seconds for 200,000 tokens.
func Merges(tokens [][]byte) (single []byte, halves []uint64, gaps []uint32, err error) {
	if len(tokens) < singleBytes {
		return nil, nil, nil, fmt.Errorf("a vocabulary has at least %d ids, not %d", singleBytes, len(tokens))
	}
	ranks := make(map[string]uint32, len(tokens))
	for id, token := range tokens {
		switch {
		case id < singleBytes && len(token) != 1:
			return nil, nil, nil, fmt.Errorf("token %d is not a single byte", id)
		case len(token) == 0:
			gaps = append(gaps, uint32(id))
			continue
		}
		if _, twice := ranks[string(token)]; twice {
			return nil, nil, nil, fmt.Errorf("token %d repeats an earlier one", id)
		}
		if id < singleBytes {
			single = append(single, token[0])
		} else {
			parts := Merge(ranks, token)
			if len(parts) != 2 {
				return nil, nil, nil, fmt.Errorf("token %d is not made of two earlier tokens", id)
			}
			halves = append(halves, uint64(parts[0])<<32|uint64(parts[1]))
		}
		ranks[string(token)] = uint32(id)
	}
	return single, halves, gaps, nil
}

// Merge is byte-pair encoding as defined: while two neighbours together are a token, merge those that make the token of
// lowest rank, the leftmost first. Quadratic.
func Merge(ranks map[string]uint32, text []byte) []uint32 {
	ends := make([]int, len(text)+1)
	for i := range ends {
		ends[i] = i
	}
	for {
		best, at := uint32(math.MaxUint32), 0
		for i := 1; i+1 < len(ends); i++ {
			if rank, ok := ranks[string(text[ends[i-1]:ends[i+1]])]; ok && rank < best {
				best, at = rank, i
			}
		}
		if at == 0 {
			break
		}
		ends = append(ends[:at], ends[at+1:]...)
	}
	ids := make([]uint32, len(ends)-1)
	for i := range ids {
		ids[i] = ranks[string(text[ends[i]:ends[i+1]])]
	}
	return ids
}
