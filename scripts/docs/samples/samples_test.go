package samples

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"threelimits/scripts/docs"
)

const root = "../../.."

func shown(t *testing.T) []docs.File {
	t.Helper()
	files, err := Shown(root)
	if err != nil {
		t.Fatal(err)
	}
	if len(files) < 5 {
		t.Fatalf("%d files with samples: the test looks in the wrong place", len(files))
	}
	return files
}

func TestEachSampleIsOfALanguageThatIsRun(t *testing.T) {
	for _, file := range shown(t) {
		for _, block := range file.Blocks {
			if !slices.Contains([]string{"js", "go", "json", "html", "sh"}, block.Language) {
				t.Errorf("%s:%d: nobody runs a sample in %q", file.Name, block.Number, block.Language)
			}
		}
	}
}

var method = regexp.MustCompile(`(?m)^  (\w+)\(`)

func TestEachCallOfTheModuleIsShown(t *testing.T) {
	contract, err := os.ReadFile(filepath.Join(root, "site/contract/three-limits.ts"))
	if err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile(filepath.Join(root, "docs/module.md"))
	if err != nil {
		t.Fatal(err)
	}
	methods := method.FindAllStringSubmatch(string(contract), -1)
	if len(methods) < 30 {
		t.Fatalf("%d methods: the test looks in the wrong place", len(methods))
	}
	for _, m := range methods {
		if !strings.Contains(string(page), "engine."+m[1]+"(") {
			t.Errorf("docs/module.md has no sample of %s", m[1])
		}
	}
}

func TestJavaScript(t *testing.T) {
	for _, file := range shown(t) {
		if said, err := runJavaScript(t, file); err != nil {
			t.Errorf("%s: %v\n%s", file.Name, err, said)
		}
	}
}

// runJavaScript runs the blocks for Node as one module, in the root of the repository.
func runJavaScript(t *testing.T, file docs.File) (said string, err error) {
	t.Helper()
	at, err := filepath.Abs(root)
	if err != nil {
		t.Fatal(err)
	}
	code := program(file, "file://"+at+"/dist/site/")
	code = fmt.Sprintf("import { done, expect } from %q;\n%s\ndone();\n", "file://"+at+"/scripts/docs/samples/expect.mjs", code)
	path := filepath.Join(t.TempDir(), "sample.mjs")
	if err := os.WriteFile(path, []byte(code), 0o600); err != nil {
		t.Fatal(err)
	}
	node := exec.Command("node", path)
	node.Dir = at
	out, err := node.CombinedOutput()
	return string(out), err
}

func TestWrongJavaScriptIsFound(t *testing.T) {
	for code, want := range map[string]string{
		"1 + 1; // → 3\n":                                                           "README.md:9: it gave 2",
		"const a = { b: 1, c: 2 }; // → { b }\n":                                    "README.md:9: it gave",
		"const a =\n  [1, 2]; // → [1, 3, …]\n":                                     "README.md:10: it gave",
		"const { b } = { b: null }; // → { b: 1 }\n":                                "README.md:9: it gave",
		"nothing.here();\n":                                                         "nothing is not defined",
		"const a = [1, { b: 2 }]; // → [1, { b }]\n[1, 2]; // → [1, …]\n":           "",
		"({ b: 1, c: \"x\" }); // → { b: 1, … }\n// of no use\n\"x\"; // → \"x\"\n": "",
	} {
		said, err := runJavaScript(t, docs.File{Name: "README.md", Blocks: []docs.Block{{Language: "js", Number: 9, Code: code}}})
		if (err != nil) != (want != "") || !strings.Contains(said, want) {
			t.Errorf("%q says %q, %v; want %q", code, said, err, want)
		}
	}
}

// TestJSON: what has a format is read by the module as people's files are.
func TestJSON(t *testing.T) {
	readers := map[string]string{"threelimits-exercise": "exercise", "threelimits-deck": "deck", "threelimits-lesson": "lesson"}
	for _, file := range shown(t) {
		for _, block := range Blocks(file, "json") {
			var header struct{ Format string }
			if err := json.Unmarshal([]byte(block.Code), &header); err != nil {
				t.Errorf("%s:%d: %v", file.Name, block.Number, err)
			}
			if readers[header.Format] == "" {
				t.Errorf("%s:%d: nothing reads the format %q", file.Name, block.Number, header.Format)
				continue
			}
			text, _ := json.Marshal(block.Code) // a text has a JSON form
			read := docs.File{Name: file.Name, Blocks: []docs.Block{{Language: "js", Number: block.Number, Code: fmt.Sprintf(
				"import { load } from \"./dist/site/threelimits.js\";\nconst engine = await load();\n"+
					"const { problems } = await engine.%s(%s); // → { problems: [] }\nengine.close();\n", readers[header.Format], text)}}}
			if said, err := runJavaScript(t, read); err != nil {
				t.Errorf("%s:%d: %v\n%s", file.Name, block.Number, err, said)
			}
		}
	}
}

// TestGo: a page with a program in Go has commands that make a module of it, beside this one. Each block of commands is run in a folder of
// its own, and prints what the program says.
func TestGo(t *testing.T) {
	at, err := filepath.Abs(root)
	if err != nil {
		t.Fatal(err)
	}
	ran := 0
	for _, file := range shown(t) {
		for _, code := range Blocks(file, "go") {
			for _, commands := range Blocks(file, "sh") {
				ran++
				dir := t.TempDir()
				if err := os.Symlink(at, filepath.Join(dir, "threelimits")); err != nil {
					t.Fatal(err)
				}
				if err := os.Mkdir(filepath.Join(dir, "mine"), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(filepath.Join(dir, "mine/main.go"), []byte(code.Code), 0o600); err != nil {
					t.Fatal(err)
				}
				shell := exec.Command("sh", "-euc", commands.Code)
				shell.Dir = filepath.Join(dir, "mine")
				var complaint strings.Builder
				shell.Stderr = &complaint
				out, err := shell.Output()
				if want := printed(code.Code); err != nil || len(want) == 0 || string(out) != strings.Join(want, "\n")+"\n" {
					t.Errorf("%s:%d: %v, printed\n%s%s", file.Name, commands.Number, err, out, &complaint)
				}
			}
		}
	}
	if ran == 0 {
		t.Error("no page shows how another Go program uses this one")
	}
}

var (
	flatName = regexp.MustCompile(`\bflat\("(\w+)"`)
	tableRow = regexp.MustCompile("`(\\w+)`")
)

// TestTheLinkHasEveryName: the table of docs/link.md names what site/scenario/flat.ts does, and the texts.
func TestTheLinkHasEveryName(t *testing.T) {
	page, err := os.ReadFile(filepath.Join(root, "docs/link.md"))
	if err != nil {
		t.Fatal(err)
	}
	source, err := os.ReadFile(filepath.Join(root, "site/scenario/flat.ts"))
	if err != nil {
		t.Fatal(err)
	}
	var listed, known []string
	for line := range strings.Lines(string(page)) {
		if strings.HasPrefix(line, "| ") && !strings.HasPrefix(line, "| texts") {
			for _, name := range tableRow.FindAllStringSubmatch(line, -1) {
				listed = append(listed, name[1])
			}
		}
	}
	for _, name := range flatName.FindAllStringSubmatch(string(source), -1) {
		known = append(known, name[1])
	}
	slices.Sort(listed)
	slices.Sort(known)
	if len(known) == 0 || !slices.Equal(listed, known) {
		t.Errorf("docs/link.md lists\n%v\nflat.ts has\n%v", listed, known)
	}
}
