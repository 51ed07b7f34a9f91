package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A corpus is one text that every tool counts. Its sources are pinned (package-lock.json, go.sum) or have never changed
// (Newton's Opticks in the Go distribution), so that it has the same bytes on every machine: pinned is the SHA-256 they had
// when this file was last edited, and a result says so where they differ.
type corpus struct {
	Name    string
	Title   string
	Sources string
	Bytes   int
	SHA256  string
	pinned  string
	build   func(sources) (string, error)
}

// corpora are four kinds of text, and `han`, the unit of the unbroken Chinese run.
var corpora = []corpus{
	{Name: "english", Title: "English", Sources: "Newton's Opticks (Go distribution) and Electron's documentation (npm electron-i18n)",
		pinned: "e3d94c40be3eac0e7d13bdd79aa601e5d2b1cc7f80babd1c6f3a2cb4f6a487fd", build: english},
	{Name: "code", Title: "Go source", Sources: "esbuild's own packages (Go module github.com/evanw/esbuild)",
		pinned: "b7a911c00d81f56ee46e05714e16cefb8ee9089b850fbc9fde045a133ed91e68", build: goSource},
	{Name: "languages", Title: "7 languages", Sources: "Chinese and Japanese documentation (npm electron-i18n), Korean and German messages " +
		"(npm typescript), Arabic without vowel marks, Bengali and Russian prose (npm quran-json)",
		pinned: "197da42226d25bd4213c132d001f645d7bdc8ae914c973639e43a1b826a02e43", build: sevenLanguages},
	{Name: "json", Title: "JSON", Sources: "media types (npm mime-db), country records (npm world-countries), coordinates (npm world-atlas)",
		pinned: "e42ba56369daa037550d81f41321b1c37cdad8de9d4b5682973ddc33fad96197", build: jsonText},
	{Name: "han", Title: "unbroken Chinese", Sources: "the Chinese prose of npm quran-json, Han characters only",
		pinned: "8577befaf2c6b470b8ab8e71873201aad31d4aed34e9823a29a1596ab61da6d3", build: unbrokenHan},
}

// spoken are the corpora that speeds are compared on.
var spoken = []string{"english", "code", "languages", "json"}

// sources is where the pinned packages lie.
type sources struct{ npm, goRoot, esbuild string }

func findSources(root string) (sources, error) {
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/evanw/esbuild").Output()
	if err != nil {
		return sources{}, fmt.Errorf("finding the esbuild module: %w", err)
	}
	goRoot, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return sources{}, fmt.Errorf("finding the Go distribution: %w", err)
	}
	return sources{
		npm:     filepath.Join(root, "scripts/bench/node_modules"),
		goRoot:  strings.TrimSpace(string(goRoot)),
		esbuild: strings.TrimSpace(string(out)),
	}, nil
}

// buildCorpora writes each corpus to dir as name.txt and returns them with size and hash.
func buildCorpora(root, dir string) ([]corpus, error) {
	from, err := findSources(root)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	built := slices.Clone(corpora)
	for i := range built {
		c := &built[i]
		text, err := c.build(from)
		if err != nil {
			return nil, fmt.Errorf("corpus %s: %w", c.Name, err)
		}
		sum := sha256.Sum256([]byte(text))
		c.Bytes, c.SHA256 = len(text), hex.EncodeToString(sum[:])
		if err := os.WriteFile(filepath.Join(dir, c.Name+".txt"), []byte(text), 0o644); err != nil {
			return nil, err
		}
	}
	return built, nil
}

func english(from sources) (string, error) {
	opticks, err := os.ReadFile(filepath.Join(from.goRoot, "src/testdata/Isaac.Newton-Opticks.txt"))
	if err != nil {
		return "", err
	}
	docs, err := electronProse(from, "en-US")
	if err != nil {
		return "", err
	}
	return string(opticks) + cut(docs, 130_000), nil
}

// goSource is one megabyte of ordinary Go: no tests, whose inputs are JavaScript.
func goSource(from sources) (string, error) {
	var out strings.Builder
	for _, pkg := range []string{"bundler", "css_parser", "js_lexer", "js_printer", "linker", "resolver", "js_parser"} {
		paths, err := filepath.Glob(filepath.Join(from.esbuild, "internal", pkg, "*.go"))
		if err != nil {
			return "", err
		}
		for _, path := range paths {
			if strings.HasSuffix(path, "_test.go") {
				continue
			}
			content, err := os.ReadFile(path)
			if err != nil {
				return "", err
			}
			out.Write(content)
		}
	}
	return cut(out.String(), 1_000_000), nil
}

// sevenLanguages is about equal parts, in bytes, of seven languages in seven scripts.
func sevenLanguages(from sources) (string, error) {
	var out strings.Builder
	for _, part := range []struct {
		read  func(sources, string) (string, error)
		which string
	}{
		{electronProse, "zh-CN"}, {electronProse, "ja-JP"}, {typescriptMessages, "ko"}, {typescriptMessages, "de"},
		{quranText, "ar"}, {quranText, "bn"}, {quranText, "ru"},
	} {
		text, err := part.read(from, part.which)
		if err != nil {
			return "", fmt.Errorf("%s: %w", part.which, err)
		}
		out.WriteString(cut(text, 240_000))
	}
	return out.String(), nil
}

func jsonText(from sources) (string, error) {
	var out strings.Builder
	for _, part := range []struct {
		path  string
		bytes int
	}{{"mime-db/db.json", 150_000}, {"world-countries/dist/countries-unescaped.json", 150_000}, {"world-atlas/countries-110m.json", 100_000}} {
		content, err := os.ReadFile(filepath.Join(from.npm, part.path))
		if err != nil {
			return "", err
		}
		if bytes.Count(content, []byte("\n")) > 1000 {
			out.WriteString(cut(string(content), part.bytes))
		} else {
			out.Write(content[:wholeRunes(content, part.bytes)]) // minified: no line to end at
		}
	}
	return out.String(), nil
}

func unbrokenHan(from sources) (string, error) {
	text, err := quranText(from, "zh")
	if err != nil {
		return "", err
	}
	han := strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Han, r) {
			return r
		}
		return -1
	}, text)
	return han[:wholeRunes([]byte(han), 300_000)], nil
}

var (
	codeBlock  = regexp.MustCompile(`(?s)<pre>.*?</pre>`)
	markup     = regexp.MustCompile(`<[^>]*>`)
	blankLines = regexp.MustCompile(`\n\s*\n+`)
)

// electronProse is the running text of Electron's documentation in one locale. Pages that say the same in English, because nobody
// has translated them yet, are left out of the others.
func electronProse(from sources, locale string) (string, error) {
	var docs map[string]map[string]struct{ HTML string }
	if err := readJSON(filepath.Join(from.npm, "electron-i18n/dist/docs.json"), &docs); err != nil {
		return "", err
	}
	pages := make([]string, 0, len(docs[locale]))
	for page := range docs[locale] {
		pages = append(pages, page)
	}
	slices.Sort(pages)
	var out strings.Builder
	for _, page := range pages {
		text := docs[locale][page].HTML
		if locale != "en-US" && mostlyASCII(text) {
			continue
		}
		text = markup.ReplaceAllString(codeBlock.ReplaceAllString(text, ""), "")
		out.WriteString(blankLines.ReplaceAllString(html.UnescapeString(text), "\n\n"))
	}
	return out.String(), nil
}

// mostlyASCII reports whether fewer than one letter in five is outside ASCII.
func mostlyASCII(text string) bool {
	ascii, other := 0, 0
	for _, r := range markup.ReplaceAllString(codeBlock.ReplaceAllString(text, ""), "") {
		switch {
		case r >= utf8.RuneSelf:
			other++
		case unicode.IsLetter(r):
			ascii++
		}
	}
	return other*4 < ascii
}

// typescriptMessages are the compiler's messages in one locale, a sentence a line.
func typescriptMessages(from sources, locale string) (string, error) {
	var messages map[string]string
	if err := readJSON(filepath.Join(from.npm, "typescript/lib", locale, "diagnosticMessages.generated.json"), &messages); err != nil {
		return "", err
	}
	keys := make([]string, 0, len(messages))
	for key := range messages {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	var out strings.Builder
	for _, key := range keys {
		out.WriteString(messages[key] + "\n")
	}
	return out.String(), nil
}

// quranText is the Arabic text, written as Arabic ordinarily is (without vowel and recitation marks), or a translation of it.
func quranText(from sources, language string) (string, error) {
	name := "quran_" + language + ".json"
	if language == "ar" {
		name = "quran.json"
	}
	var chapters []struct {
		Verses []struct{ Text, Translation string }
	}
	if err := readJSON(filepath.Join(from.npm, "quran-json/dist", name), &chapters); err != nil {
		return "", err
	}
	var out strings.Builder
	for _, chapter := range chapters {
		for _, verse := range chapter.Verses {
			if language == "ar" {
				out.WriteString(strings.Map(dropMark, verse.Text) + "\n")
			} else {
				out.WriteString(verse.Translation + "\n")
			}
		}
	}
	return out.String(), nil
}

func dropMark(r rune) rune {
	switch {
	case unicode.Is(unicode.Mn, r), r == 'ـ':
		return -1
	case r == 'ٱ': // alef wasla, of that text's own spelling
		return 'ا'
	}
	return r
}

func readJSON(path string, into any) error {
	content, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	return json.Unmarshal(content, into)
}

// cut is the text's first lines that fit into the given number of bytes.
func cut(text string, bytes int) string {
	if len(text) <= bytes {
		return text
	}
	return text[:strings.LastIndexByte(text[:bytes], '\n')+1]
}

// wholeRunes is the largest length up to n that ends between characters.
func wholeRunes(text []byte, n int) int {
	if n >= len(text) {
		return len(text)
	}
	for !utf8.RuneStart(text[n]) {
		n--
	}
	return n
}
