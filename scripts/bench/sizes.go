package main

import (
	"os"
	"path/filepath"
	"strings"
)

const kB = 1000.0

// vocabularyLimits are what the project asks of compressed vocabularies, in kB.
var vocabularyLimits = map[string]float64{"o200k_base": 830}

// sizes weighs what ships. What a host compresses is compressed with gzip -9; a file that ships compressed weighs what it weighs.
func (b *bench) sizes() error {
	var rows [][]string
	for _, pattern := range []string{"site/*.js", "site/*.wasm", "site/vocab/*", "site/*.html", "site/*.css", "threelimits.html"} {
		paths, err := filepath.Glob(b.path("dist/" + pattern))
		if err != nil {
			return err
		}
		for _, path := range paths {
			raw, packed, err := weigh(path)
			if err != nil {
				return err
			}
			name, _ := filepath.Rel(b.path("dist"), path)
			rows = append(rows, []string{name, grouped(raw), grouped(packed)})
			b.judgeSize(filepath.Base(name), float64(packed)/kB)
		}
	}
	b.report.title("Sizes")
	b.report.table([]string{"file in dist", "bytes", "gzip -9"}, rows)
	return nil
}

func (b *bench) judgeSize(name string, packedKB float64) {
	if name == "engine.wasm" {
		b.report.atMost("engine.wasm, gzip", 950, packedKB, " kB")
	}
	vocabulary, _, _ := strings.Cut(name, ".")
	if limit, ok := vocabularyLimits[vocabulary]; ok {
		b.report.atMost("vocabulary "+vocabulary+", gzip", limit, packedKB, " kB")
	}
}

func weigh(path string) (raw, packed int, err error) {
	content, err := os.ReadFile(path)
	if err != nil || strings.HasSuffix(path, ".gz") {
		return len(content), len(content), err
	}
	compressed, err := gzip9(content)
	return len(content), len(compressed), err
}
