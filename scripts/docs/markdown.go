// Package docs holds what the Markdown files say against the tree: links lead to something (links.go), commands can be typed
// (commands.go), files and tests that are named exist (places.go). Each fault is one line, "file:line: what is wrong". samples runs the code they show.
package docs

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// A File is one Markdown file, as far as it is checked.
type File struct {
	Name   string // slash-separated, relative to the root
	Prose  []Line // what is no code block
	Blocks []Block
}

// A Line is a line of prose by its number, from 1.
type Line struct {
	Number int
	Text   string
}

// A Block is fenced code, or indented: then without a language.
type Block struct {
	Language string
	Number   int // of its first line of code
	Code     string
}

// notOurs are folders whose Markdown nobody here wrote, or which a program did.
var notOurs = []string{".git", "node_modules", "build", "dist"}

// Read returns each Markdown file under root, in order of name.
func Read(root string) ([]File, error) {
	var all []File
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && slices.Contains(notOurs, entry.Name()) && path != root {
			return filepath.SkipDir
		}
		if entry.IsDir() || filepath.Ext(path) != ".md" {
			return nil
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		name, err := filepath.Rel(root, path)
		all = append(all, parse(filepath.ToSlash(name), string(content)))
		return err
	})
	return all, err
}

var fence = regexp.MustCompile("^ {0,3}```+ *([a-z]*)")

// parse tells code from prose. An indented block begins after an empty line, outside of lists.
func parse(name, content string) File {
	file := File{Name: name}
	var block *Block
	fenced, before, list := false, "", false
	for i, line := range strings.Split(content, "\n") {
		open := fence.FindStringSubmatch(line)
		indented := strings.HasPrefix(line, "    ")
		switch {
		case fenced && open != nil:
			block, fenced = nil, false
		case fenced:
			block.Code += line + "\n"
		case block != nil && indented:
			block.Code += line[4:] + "\n"
		case open != nil:
			file.Blocks = append(file.Blocks, Block{Language: open[1], Number: i + 2})
			block, fenced = &file.Blocks[len(file.Blocks)-1], true
		case indented && before == "" && !list:
			file.Blocks = append(file.Blocks, Block{Number: i + 1, Code: line[4:] + "\n"})
			block = &file.Blocks[len(file.Blocks)-1]
		default:
			block = nil
			if line != "" && !strings.HasPrefix(line, " ") {
				list = isItem.MatchString(line)
			}
			file.Prose = append(file.Prose, Line{i + 1, line})
		}
		before = strings.TrimSpace(line)
	}
	return file
}

var isItem = regexp.MustCompile(`^([-*+]|\d+[.)]) `)
