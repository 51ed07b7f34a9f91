// Package samples runs the code that README.md and the pages under docs/ show. Its tests do: JavaScript in Node against dist/site, Go as a
// program of another module, JSON through the module that reads it. HTML is opened in the browsers (scripts/browsers).
//
// In a file, blocks of one language are one program, in their order. A comment "// → value" at the end of a statement is what the statement
// gives: of JavaScript the value (expect.mjs reads it), of Go the printed line.
package samples

import (
	"fmt"
	"regexp"
	"strings"

	"threelimits/scripts/docs"
)

// Shown returns the files whose code is a sample: the README, the pages under docs/, and that of the elements.
func Shown(root string) (shown []docs.File, err error) {
	all, err := docs.Read(root)
	for _, file := range all {
		if file.Name == "README.md" || file.Name == "site/elements/README.md" || strings.HasPrefix(file.Name, "docs/") {
			shown = append(shown, file)
		}
	}
	return shown, err
}

// Blocks are the file's in one language.
func Blocks(file docs.File, language string) (blocks []docs.Block) {
	for _, block := range file.Blocks {
		if block.Language == language {
			blocks = append(blocks, block)
		}
	}
	return blocks
}

var (
	expectation = regexp.MustCompile(`^(.*;)\s*// → (.+)$`)
	declaration = regexp.MustCompile(`^(?:const|let) (\w+|\{[^}]*\}|\[[^\]]*\]) =`)
	comment     = regexp.MustCompile(`\s*//.*$`)
	eventPage   = regexp.MustCompile(`(?m)^(addEventListener|document|window)\b.*\{$`)
)

// InPage reports whether a block of JavaScript is for a page, with a document.
func InPage(block docs.Block) bool { return eventPage.MatchString(block.Code) }

// program makes one module of JavaScript of a file's blocks; what a comment says is asked after each statement.
func program(file docs.File, module string) string {
	var out strings.Builder
	for _, block := range Blocks(file, "js") {
		if InPage(block) {
			continue
		}
		var statement []string
		for i, line := range strings.Split(block.Code, "\n") {
			match := expectation.FindStringSubmatch(line)
			if match == nil {
				bare := strings.TrimSpace(comment.ReplaceAllString(line, ""))
				statement = append(statement, line)
				if bare == "" || strings.HasSuffix(bare, ";") {
					out.WriteString(strings.Join(statement, "\n") + "\n")
					statement = nil
				}
				continue
			}
			code := strings.Join(append(statement, match[1]), "\n")
			statement = nil
			out.WriteString(asked(code, fmt.Sprintf("%s:%d", file.Name, block.Number+i), match[2]))
		}
		out.WriteString(strings.Join(statement, "\n") + "\n")
	}
	return strings.ReplaceAll(out.String(), `"./dist/site/`, `"`+module)
}

// asked is the statement with a question after it.
func asked(statement, place, wanted string) string {
	if match := declaration.FindStringSubmatch(statement); match != nil {
		value := match[1]
		if strings.HasPrefix(value, "{") {
			value = "(" + value + ")"
		}
		return fmt.Sprintf("%s\nexpect(%q, %s, %q);\n", statement, place, value, wanted)
	}
	return fmt.Sprintf("expect(%q, %s, %q);\n", place, strings.TrimSuffix(statement, ";"), wanted)
}

// printed are the lines that a program of Go says it prints.
func printed(code string) (lines []string) {
	for line := range strings.Lines(code) {
		if _, wanted, found := strings.Cut(strings.TrimRight(line, "\n"), "// → "); found {
			lines = append(lines, wanted)
		}
	}
	return lines
}
