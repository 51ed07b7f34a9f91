// Package grammar reads the vendor files of calc/catalog, and writes them: one reader for those who want the models
// (Models) and for the updater, which changes single rows and leaves every other line as it is written. The format is in
// calc/catalog's README. All of it runs when the catalogue is built, none of it in the page.
//
// Start reading at Read: File is a vendor file by its lines. models.go and rules.go say what the lines mean.
package grammar

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Order is the order of the vendors, by the names of their files.
var Order = [...]string{
	"openai", "anthropic", "google", "alibaba", "amazon", "cohere", "deepseek", "meta", "minimax", "mistral", "moonshotai", "xai", "xiaomi", "zai",
	"groq", "cerebras", "together", // hosts of others' open weights
}

// File is a vendor file. What is not changed keeps its text, but for blank lines between and in models.
type File struct {
	Name   string
	Head   []Line // up to the first model
	Models []*Block
}

// Line is a line, and its number in the file that was read; 0 is a new one.
type Line struct {
	Number int
	Text   string
}

// Block is "model <id> <name>" and the lines that follow, comments included.
type Block struct {
	ID, Name string
	Number   int
	Lines    []Line
}

// String is the block as it stands in the file.
func (m *Block) String() string {
	var b strings.Builder
	b.WriteString("model " + m.ID + " " + m.Name + "\n")
	for _, line := range m.Lines {
		b.WriteString(line.Text + "\n")
	}
	return b.String()
}

// ReadFolder reads the vendor files in a folder, in their order.
func ReadFolder(folder string) (files []*File, err error) {
	for _, vendor := range Order {
		path := filepath.Join(folder, vendor+".txt")
		text, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		files = append(files, Read(path, string(text)))
	}
	return files, nil
}

// Read takes a vendor file apart. It accepts any text; what the lines say is read by Models, and a row of prices by Rows.
func Read(name, text string) *File {
	f := &File{Name: name}
	number := 0
	for line := range strings.Lines(text) {
		number++
		line = strings.TrimRight(line, "\r\n")
		if rest, ok := strings.CutPrefix(line, "model "); ok {
			id, name, _ := strings.Cut(rest, " ")
			f.Models = append(f.Models, &Block{ID: id, Name: name, Number: number})
			continue
		}
		if len(f.Models) == 0 {
			f.Head = append(f.Head, Line{number, line})
		} else if m := f.Models[len(f.Models)-1]; line != "" {
			m.Lines = append(m.Lines, Line{number, line})
		}
	}
	for len(f.Head) > 0 && f.Head[len(f.Head)-1].Text == "" {
		f.Head = f.Head[:len(f.Head)-1]
	}
	return f
}

func (f *File) String() string {
	var b strings.Builder
	for _, line := range f.Head {
		b.WriteString(line.Text + "\n")
	}
	for _, m := range f.Models {
		b.WriteString("\n" + m.String())
	}
	return b.String()
}

// Find returns the model with this id, nil where there is none.
func (f *File) Find(id string) *Block {
	for _, m := range f.Models {
		if m.ID == id {
			return m
		}
	}
	return nil
}

// Add puts a model in the order of the ids.
func (f *File) Add(block *Block) {
	at := slices.IndexFunc(f.Models, func(m *Block) bool { return m.ID > block.ID })
	if at < 0 {
		at = len(f.Models)
	}
	f.Models = slices.Insert(f.Models, at, block)
}

// Cites reports whether any row ends in @key.
func (f *File) Cites(key string) bool {
	cited := func(l Line) bool { return slices.Contains(strings.Fields(l.Text), "@"+key) }
	if slices.ContainsFunc(f.Head, cited) {
		return true
	}
	return slices.ContainsFunc(f.Models, func(m *Block) bool { return slices.ContainsFunc(m.Lines, cited) })
}

// SetSource makes the head define key as line, or not at all where line is "".
func (f *File) SetSource(key, line string) {
	at := f.source(key)
	switch {
	case at < 0 && line == "":
	case line == "":
		f.Head = slices.Delete(f.Head, at, at+1)
	case at >= 0:
		f.Head[at].Text = line
	default:
		f.Head = slices.Insert(f.Head, f.lastSource()+1, Line{Text: line})
	}
}

// Defines reports whether the head has a source of that key.
func (f *File) Defines(key string) bool { return f.source(key) >= 0 }

// source is the index of the key's line in the head, -1 if there is none.
func (f *File) source(key string) int {
	return slices.IndexFunc(f.Head, func(l Line) bool {
		return strings.HasPrefix(l.Text, "source "+key+" ") || strings.HasPrefix(l.Text, "quoted "+key+" ")
	})
}

// lastSource is the index of the last source line, or else of the api line.
func (f *File) lastSource() int {
	last := 0
	for i, l := range f.Head {
		if word := kind(l.Text); word == "source" || word == "quoted" || word == "api" {
			last = i
		}
	}
	return last
}

// lineOrder is the order of a model's lines.
var lineOrder = []string{
	"alias", "reasoning", "open", "takes", "gives", "retired", "released", "cutoff", "window", "price", "audio", "image", "note",
}

// kind is a line's keyword; a tier's is its price's.
func kind(line string) string {
	word, _, _ := strings.Cut(strings.TrimSpace(line), " ")
	if word == "from" || word == "above" {
		return "price"
	}
	return word
}

// Line returns the words of the model's line of a kind, without its sources, and the sources.
func (m *Block) Line(of string) (words string, keys []string) {
	for _, l := range m.Lines {
		if kind(l.Text) == of {
			words, keys := split(l.Text)
			return strings.Join(words, " "), keys
		}
	}
	return "", nil
}

// Set replaces the model's line of a kind, or inserts it where it belongs.
func (m *Block) Set(of, words string, keys []string) {
	text := "  " + words + joinCites(keys)
	for i, l := range m.Lines {
		if kind(l.Text) == of {
			m.Lines[i].Text = text
			return
		}
	}
	m.Lines = slices.Insert(m.Lines, m.placeFor(of), Line{Text: text})
}

// placeFor is where a line of a kind the model does not have yet belongs: after the last line that comes before it.
func (m *Block) placeFor(of string) int {
	after := 0
	for i, l := range m.Lines {
		// -1 is a comment
		if r := slices.Index(lineOrder, kind(l.Text)); r >= 0 && r <= slices.Index(lineOrder, of) {
			after = i + 1
		}
	}
	return after
}

// Keys are those of every source that a line of the model cites.
func (m *Block) Keys() (keys []string) {
	for _, l := range m.Lines {
		_, cited := split(l.Text)
		keys = append(keys, cited...)
	}
	return keys
}

// split parts a row into its words and the keys of the sources at its end.
func split(line string) (words, keys []string) {
	words = strings.Fields(line)
	for len(words) > 0 && words[len(words)-1][0] == '@' {
		keys = append([]string{words[len(words)-1][1:]}, keys...)
		words = words[:len(words)-1]
	}
	return words, keys
}

func joinCites(keys []string) string {
	text := ""
	for _, k := range keys {
		text += " @" + k
	}
	return text
}

// pairs calls use with each "key value" of words.
func pairs(words []string, use func(key, value string) error) error {
	if len(words)%2 != 0 {
		return fmt.Errorf("%q has no value", words[len(words)-1])
	}
	for i := 0; i < len(words); i += 2 {
		if err := use(words[i], words[i+1]); err != nil {
			return err
		}
	}
	return nil
}
