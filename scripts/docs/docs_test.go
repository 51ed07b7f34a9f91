package docs

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

const root = "../.."

func repository(t *testing.T) []File {
	t.Helper()
	files, err := Read(root)
	if err != nil {
		t.Fatal(err)
	}
	if len(files) < 10 {
		t.Fatalf("%d Markdown files: the test looks in the wrong place", len(files))
	}
	return files
}

func TestLinksLeadSomewhere(t *testing.T) {
	for _, fault := range Links(root, repository(t)) {
		t.Error(fault)
	}
}

func TestCommandsCanBeTyped(t *testing.T) {
	tree, err := ReadTree(root)
	if err != nil {
		t.Fatal(err)
	}
	for _, fault := range tree.Commands(repository(t)) {
		t.Error(fault)
	}
}

func TestPlacesExist(t *testing.T) {
	faults, err := Places(root, repository(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, fault := range faults {
		t.Error(fault)
	}
}

func TestMissingPlacesAreFound(t *testing.T) {
	dir := write(t, map[string]string{
		"calc/a.go":      "package calc",
		"calc/a_test.go": "package calc\n\nfunc TestOne(t *testing.T) {}\n",
		"README.md": "`calc/a.go`, `calc`, `site/<room>/x.ts`, `other/x.go`, `calc/*.go`, `TestOne`, `TestTable[1]`\n" +
			"`calc/b.go`, `scripts/nothing`\n`TestTwo`\n",
	})
	files, err := Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	faults, err := Places(dir, files)
	if err != nil {
		t.Fatal(err)
	}
	compare(t, faults, []string{"README.md:2: there is no calc/b.go", "README.md:2: there is no scripts/nothing", "README.md:3: there is no test TestTwo"})
}

// write writes files into a folder of the test's own.
func write(t *testing.T, content map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range content {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// compare holds faults against what is wanted, by what each contains; in order.
func compare(t *testing.T, faults, want []string) {
	t.Helper()
	if len(faults) != len(want) {
		t.Fatalf("%d faults, want %d:\n%s", len(faults), len(want), strings.Join(faults, "\n"))
	}
	for i := range want {
		if !strings.Contains(faults[i], want[i]) {
			t.Errorf("%q does not say %q", faults[i], want[i])
		}
	}
}

func TestBrokenLinksAreFound(t *testing.T) {
	dir := write(t, map[string]string{
		"README.md": "# One\n## The `second` part: here\nGood: [a](docs/a.md), [b](docs/a.md#far-down), [c](#the-second-part-here), [d](https://example.org/x).\n" +
			"Bad: [e](docs/b.md), [f](docs/a.md#near), [g](#third), ![h](docs/h.png), <img src=\"h.jpg\">\n\n" +
			"[i]: nowhere.md\n`[code](is/no/link.md)`\n\n```md\n[nor](in/a/block.md)\n```\n",
		"docs/a.md":              "# Far down\n[up](../README.md) [above](../../main)\n",
		"node_modules/x/READ.md": "[x](y)",
	})
	files, err := Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	compare(t, Links(dir, files), []string{
		"README.md:4: the link to docs/b.md", "README.md:4: the link to docs/a.md#near", "README.md:4: the link to #third",
		"README.md:4: the link to docs/h.png", "README.md:4: the link to h.jpg", "README.md:6: the link to nowhere.md",
		"docs/a.md:2: the link to ../../main",
	})
}

func TestBrokenCommandsAreFound(t *testing.T) {
	dir := write(t, map[string]string{
		"Makefile":          "PORT ?= 80\nall: x\n\ttouch x\ntest: all\n\trun '$(value ROW)' $(ENGINE)\n",
		"package-lock.json": `{"packages": {"node_modules/a": {"bin": {"tool": "x.js"}}}}`,
		"go.mod":            "module m\n",
		"cmd/x/main.go":     `package main; import "flag"; var out = flag.String("out", "", "")`,
		"cmd/x/x_test.go":   "package main; func TestOne(t *testing.T) {}",
		"bench/go.mod":      "module b\n",
		"bench/main.go":     "package main",
		"scripts/setup":     "#!/bin/sh\n",
		"README.md": strings.Join([]string{
			"Run `make`, `make test ROW='a b'`, or `PORT=81 make all ENGINE=x`; `make sense`.", // 1
			"", "```sh",
			"make test        # all of them", // 4
			"make tests",
			"HOST=x make test",
			"make test COLUMN=2",
			"go run ./cmd/x -out file", // 8
			"go run ./cmd/x -in file",
			"go run ./cmd/y",
			"go test ./cmd/x -run 'TestOne/row' -count=1", // 11
			"go test ./cmd/x -run TestTwo",
			"go -C bench run . && go -C branch run .",
			"scripts/setup && node_modules/.bin/tool --fix", // 14
			"scripts/upset",
			"node_modules/.bin/hammer",
			"brew install go", // 17
			"```", "",
			"    go vet ./... everything",
			"    go vet ./nothing", // 21
			"", "- an item", "",
			"    make believe: a list's own text",
			"", "```js", "make up", "```", "",
		}, "\n"),
	})
	files, err := Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	tree, err := ReadTree(dir)
	if err != nil {
		t.Fatal(err)
	}
	compare(t, tree.Commands(files), []string{
		"README.md:5: \"make tests\": the Makefile has no target tests", "README.md:6:", "README.md:7:", "README.md:9: \"go run ./cmd/x -in file\": there is no flag -in",
		"README.md:10:", "README.md:12:", "README.md:13:", "README.md:15:", "README.md:16:", "README.md:17:", "README.md:21:", "README.md:1: \"make sense\"",
	})
}

// TestEveryDependencyHasItsReason: ARCHITECTURE.md lists what go.mod and package.json require, here and where encodings are compared.
func TestEveryDependencyHasItsReason(t *testing.T) {
	read := func(name string) string {
		content, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		return string(content)
	}
	_, reasons, _ := strings.Cut(read("ARCHITECTURE.md"), "## Every dependency")
	var required []string
	for _, match := range regexp.MustCompile(`(?m)^\t(\S+) v\d`).FindAllStringSubmatch(read("go.mod"), -1) {
		required = append(required, match[1])
	}
	for _, name := range []string{"package.json", "scripts/conformance/package.json"} {
		for _, match := range regexp.MustCompile(`(?m)^    "([^"]+)": "\d`).FindAllStringSubmatch(read(name), -1) {
			required = append(required, match[1])
		}
	}
	if len(required) < 15 {
		t.Fatalf("read %d requirements", len(required))
	}
	for _, name := range required {
		if short := strings.TrimPrefix(name, "@codemirror/"); !strings.Contains(reasons, name) && !strings.Contains(reasons, ", "+short) {
			t.Errorf("ARCHITECTURE.md does not say why %s is required", name)
		}
	}
}
