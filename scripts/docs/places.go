package docs

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

var (
	place      = regexp.MustCompile(`^(?:calc|wasm|site|scripts|docs)/[\w./-]+$`)
	identifier = regexp.MustCompile(`\.[A-Z]\w*$`) // of a package
	namedTest  = regexp.MustCompile(`^(?:Test|Fuzz|Benchmark)[A-Z]\w+$`)
	definition = regexp.MustCompile(`(?m)^func ((?:Test|Fuzz|Benchmark)\w+)\(`)
)

// Places reports files and folders of this tree, and tests, that sentences name as code and that are not there.
func Places(root string, files []File) (faults []string, err error) {
	tests, err := testNames(root)
	if err != nil {
		return nil, err
	}
	for _, file := range files {
		for _, line := range file.Prose {
			for _, span := range codeSpan.FindAllStringSubmatch(line.Text, -1) {
				name := identifier.ReplaceAllString(span[1], "")
				_, missing := os.Stat(filepath.Join(root, filepath.FromSlash(name)))
				switch {
				case place.MatchString(name) && missing != nil:
					faults = append(faults, fmt.Sprintf("%s:%d: there is no %s", file.Name, line.Number, name))
				case namedTest.MatchString(name) && !tests[name]:
					faults = append(faults, fmt.Sprintf("%s:%d: there is no test %s", file.Name, line.Number, name))
				}
			}
		}
	}
	return faults, nil
}

func testNames(root string) (map[string]bool, error) {
	names := map[string]bool{}
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && (entry.Name() == "node_modules" || entry.Name() == ".git") {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(path, "_test.go") {
			return nil
		}
		content, err := os.ReadFile(path)
		for _, match := range definition.FindAllStringSubmatch(string(content), -1) {
			names[match[1]] = true
		}
		return err
	})
	return names, err
}
