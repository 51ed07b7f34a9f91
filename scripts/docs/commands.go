package docs

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// A Tree is what commands may name: read once, asked often.
type Tree struct {
	root      string
	targets   map[string]bool // of make
	variables map[string]bool
	bins      map[string]bool // programs that npm installs
}

// ReadTree reads the Makefile and the package lock.
func ReadTree(root string) (*Tree, error) {
	t := &Tree{root: root, targets: map[string]bool{}, variables: map[string]bool{}, bins: map[string]bool{}}
	makefile, err := os.ReadFile(filepath.Join(root, "Makefile"))
	if err != nil {
		return nil, err
	}
	for line := range strings.Lines(string(makefile)) {
		if match := makeTarget.FindStringSubmatch(line); match != nil {
			for name := range strings.FieldsSeq(match[1]) {
				t.targets[name] = true
			}
		}
		for _, match := range makeVariable.FindAllStringSubmatch(line, -1) {
			t.variables[match[1]+match[2]] = true
		}
	}
	lock, err := os.ReadFile(filepath.Join(root, "package-lock.json"))
	if err != nil {
		return nil, err
	}
	var locked struct {
		Packages map[string]struct{ Bin map[string]string }
	}
	if err := json.Unmarshal(lock, &locked); err != nil {
		return nil, fmt.Errorf("package-lock.json: %w", err)
	}
	for _, installed := range locked.Packages {
		for name := range installed.Bin {
			t.bins[name] = true
		}
	}
	return t, nil
}

var (
	makeTarget   = regexp.MustCompile(`^([a-z][a-z -]*):(?:[^=]|$)`)
	makeVariable = regexp.MustCompile(`^([A-Z]+) *[?:]?=|\$\((?:value )?([A-Z]+)\)`)
	codeSpan     = regexp.MustCompile("`([^`]+)`")
	assignment   = regexp.MustCompile(`^([A-Z_]+)=`)
	testName     = regexp.MustCompile(`^\w+$`)
)

// programs are what a command may begin with, and who judges the rest; nil: nobody.
var programs = map[string]func(*Tree, []string) string{
	"make": (*Tree).makes, "go": (*Tree).goes, "npm": (*Tree).npm, "node": nil, "gofmt": nil,
	"git": nil, "cd": nil, "cp": nil, "mkdir": nil, "apt-get": nil, "sudo": nil, "sha256sum": nil,
}

// Commands reports what cannot be typed: a target, a program, a package, a flag or a test that does not exist. It reads blocks of sh,
// indented blocks that begin with a program of this tree, and code in a sentence that does.
func (t *Tree) Commands(files []File) (faults []string) {
	report := func(file File, number int, line string) {
		if fault := t.command(line); fault != "" {
			faults = append(faults, fmt.Sprintf("%s:%d: %q: %s", file.Name, number, strings.TrimSpace(line), fault))
		}
	}
	for _, file := range files {
		for _, block := range file.Blocks {
			if strings.Contains(block.Code, "go mod init ") {
				continue // another module, which a test makes (samples)
			}
			for i, line := range strings.Split(block.Code, "\n") {
				if block.Language == "sh" && strings.TrimSpace(line) != "" || block.Language == "" && t.isCommand(line) {
					report(file, block.Number+i, line)
				}
			}
		}
		for _, line := range file.Prose {
			for _, span := range codeSpan.FindAllStringSubmatch(line.Text, -1) {
				if t.isCommand(span[1]) {
					report(file, line.Number, span[1])
				}
			}
		}
	}
	return faults
}

// isCommand: what stands in a sentence is a command where it begins like one and is more than a name.
func (t *Tree) isCommand(text string) bool {
	fields := split(text)
	for len(fields) > 0 && assignment.MatchString(fields[0]) {
		fields = fields[1:]
	}
	if len(fields) == 0 {
		return false
	}
	_, known := programs[fields[0]]
	return known && len(fields) > 1 || strings.HasPrefix(fields[0], "node_modules/.bin/")
}

// command is what is wrong with one line, which may hold several commands, pipes and a comment.
func (t *Tree) command(line string) string {
	fields := split(line)
	for begin := 0; begin < len(fields); {
		end := begin
		for end < len(fields) && !slices.Contains([]string{"&&", "||", "|", ";"}, fields[end]) {
			end++
		}
		if fault := t.one(fields[begin:end]); fault != "" {
			return fault
		}
		begin = end + 1
	}
	return ""
}

func (t *Tree) one(fields []string) string {
	for len(fields) > 0 && assignment.MatchString(fields[0]) {
		name := assignment.FindStringSubmatch(fields[0])[1]
		if len(fields) > 1 && fields[1] == "make" && !t.variables[name] {
			return "the Makefile has no " + name
		}
		fields = fields[1:]
	}
	if len(fields) == 0 {
		return ""
	}
	name := fields[0]
	if bin, found := strings.CutPrefix(name, "node_modules/.bin/"); found {
		if !t.bins[bin] {
			return "package-lock.json installs no " + bin
		}
		return ""
	}
	if strings.Contains(name, "/") {
		if info, err := os.Stat(t.path(name)); err != nil || info.IsDir() || info.Mode()&0o100 == 0 {
			return "there is no program " + name
		}
		return ""
	}
	judge, known := programs[name]
	switch {
	case !known:
		return name + " is no program that this project knows"
	case judge != nil:
		return judge(t, fields[1:])
	}
	return ""
}

func (t *Tree) makes(arguments []string) string {
	for _, argument := range arguments {
		if match := assignment.FindStringSubmatch(argument); match != nil {
			if !t.variables[match[1]] {
				return "the Makefile has no " + match[1]
			}
		} else if !t.targets[argument] {
			return "the Makefile has no target " + argument
		}
	}
	return ""
}

func (t *Tree) npm(arguments []string) string {
	for i, argument := range arguments {
		if argument == "--prefix" && i+1 < len(arguments) {
			if !t.exists(arguments[i+1] + "/package.json") {
				return "there is no " + arguments[i+1] + "/package.json"
			}
		}
	}
	if len(arguments) == 0 || !slices.Contains([]string{"ci", "install", "pack", "update"}, arguments[0]) {
		return "of npm, ci, install, pack and update are known here"
	}
	return ""
}

// goFlags are flags of the go command that take a word of their own; others with one are written flag=word.
var goFlags = []string{"-C", "-run", "-bench", "-fuzz", "-tags", "-o", "-timeout", "-count", "-cpuprofile", "-fuzztime", "-exec", "-parallel"}

// goes judges `go run`, `go test`, `go build` and `go vet` by their packages, by the flags after them that the package defines, and by
// the names after -run, -bench and -fuzz.
func (t *Tree) goes(arguments []string) string {
	dir := "."
	if len(arguments) > 1 && arguments[0] == "-C" {
		dir, arguments = arguments[1], arguments[2:]
		if !t.exists(dir + "/go.mod") {
			return "there is no module in " + dir
		}
	}
	if len(arguments) == 0 || !slices.Contains([]string{"run", "test", "build", "vet"}, arguments[0]) {
		return ""
	}
	var packages, tests, flags []string
	for i := 1; i < len(arguments); i++ {
		argument := arguments[i]
		name, value, joined := strings.Cut(argument, "=")
		takes := slices.Contains(goFlags, name) && len(packages)*len(flags) == 0
		if takes && !joined && i+1 < len(arguments) && !(arguments[0] == "run" && len(packages) > 0) {
			i++
			value = arguments[i]
		}
		switch {
		case !strings.HasPrefix(argument, "-"):
			if len(packages) == 0 || arguments[0] != "run" {
				packages = append(packages, argument)
			}
		case arguments[0] == "run" && len(packages) > 0:
			flags = append(flags, strings.TrimLeft(name, "-"))
		case name == "-run" || name == "-bench" || name == "-fuzz":
			tests = append(tests, value)
		case !slices.Contains(goFlags, name) && !slices.Contains([]string{"-v", "-race", "-short"}, name):
			flags = append(flags, strings.TrimLeft(name, "-"))
		}
		if arguments[0] == "test" && len(flags) > 0 && !joined && i+1 < len(arguments) && strings.HasPrefix(argument, "-") &&
			!strings.HasPrefix(arguments[i+1], "-") && !strings.HasPrefix(arguments[i+1], ".") {
			i++ // the word after a flag of the tests' own
		}
	}
	if len(packages) == 0 {
		packages = []string{"."}
	}
	var source strings.Builder
	for _, pkg := range packages {
		code, fault := t.source(dir, pkg)
		if fault != "" {
			return fault
		}
		source.WriteString(code)
	}
	return lacking(source.String(), tests, flags)
}

// lacking names the test or flag that the source does not define.
func lacking(source string, tests, flags []string) string {
	for _, pattern := range tests {
		for alternative := range strings.SplitSeq(strings.Trim(strings.Split(pattern, "/")[0], "^$()"), "|") {
			if testName.MatchString(alternative) && alternative != "XXX" &&
				!regexp.MustCompile(`func (Test|Benchmark|Fuzz|Example)?\w*`+alternative).MatchString(source) {
				return "no test there is called " + alternative
			}
		}
	}
	for _, name := range flags {
		if !strings.Contains(source, `"`+name+`"`) {
			return "there is no flag -" + name
		}
	}
	return ""
}

// source is the Go code of a package, or of a pattern that ends in "...".
func (t *Tree) source(dir, pkg string) (code, fault string) {
	if pkg != "." && !strings.HasPrefix(pkg, "./") {
		return "", "" // a package of another module
	}
	folder, deep := strings.CutSuffix(pkg, "/...")
	folder = filepath.Join(dir, folder)
	if !t.exists(folder) {
		return "", "there is no " + folder
	}
	if deep {
		return "", ""
	}
	paths, err := filepath.Glob(t.path(folder + "/*.go"))
	if err != nil || len(paths) == 0 {
		return "", folder + " holds no Go"
	}
	var all strings.Builder
	for _, path := range paths {
		content, err := os.ReadFile(path)
		if err != nil {
			return "", err.Error()
		}
		all.Write(content)
	}
	return all.String(), ""
}

func (t *Tree) exists(name string) bool {
	_, err := os.Stat(t.path(name))
	return err == nil
}

func (t *Tree) path(name string) string { return filepath.Join(t.root, filepath.FromSlash(name)) }

// split is the line in words, as a shell reads it: quotes keep spaces, # begins a comment, and so does a gap of two spaces, after which
// the files say what a command does.
func split(line string) (fields []string) {
	var word strings.Builder
	quote, inside := rune(0), false
	text := []rune(strings.TrimSpace(line))
	for i, r := range text {
		switch {
		case quote != 0 && r == quote:
			quote = 0
		case quote != 0:
			word.WriteRune(r)
		case r == '\'' || r == '"':
			quote, inside = r, true
		case r == '#' && !inside && word.Len() == 0:
			return fields
		case r == ' ':
			if inside || word.Len() > 0 {
				fields = append(fields, word.String())
			}
			word.Reset()
			inside = false
			if i+1 < len(text) && text[i+1] == ' ' {
				return fields
			}
		default:
			word.WriteRune(r)
			inside = true
		}
	}
	if inside || word.Len() > 0 {
		fields = append(fields, word.String())
	}
	return fields
}
