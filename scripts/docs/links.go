package docs

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"unicode"
)

var (
	inlineCode = regexp.MustCompile("`[^`]*`")
	link       = regexp.MustCompile(`\]\(<?([^()\s>]+)>?(?: "[^"]*")?\)|^\[[^\]]+\]: (\S+)|(?:src|href)="([^"]+)"`)
	scheme     = regexp.MustCompile(`^[a-z][a-z0-9+.-]*:`)
	heading    = regexp.MustCompile(`^#{1,6} +(.*?) *#*$`)
)

// Links reports the relative links that lead nowhere: to a file that does not exist, or to a heading that its file does not have.
// Where a page of the web is meant, nothing is asked.
func Links(root string, files []File) (faults []string) {
	headings := map[string]map[string]bool{}
	for _, file := range files {
		headings[file.Name] = file.anchors()
	}
	for _, file := range files {
		for _, line := range file.Prose {
			for _, match := range link.FindAllStringSubmatch(inlineCode.ReplaceAllString(line.Text, "``"), -1) {
				target := match[1] + match[2] + match[3]
				if scheme.MatchString(target) {
					continue
				}
				if fault := follow(root, file.Name, target, headings); fault != "" {
					faults = append(faults, fmt.Sprintf("%s:%d: %s", file.Name, line.Number, fault))
				}
			}
		}
	}
	return faults
}

func follow(root, from, target string, headings map[string]map[string]bool) string {
	name, anchor, _ := strings.Cut(target, "#")
	to := from
	if name != "" {
		to = path.Join(path.Dir(from), name)
		if _, err := os.Stat(filepath.Join(root, filepath.FromSlash(to))); err != nil || strings.HasPrefix(to, "../") {
			return fmt.Sprintf("the link to %s leads to no file", target)
		}
	}
	if anchor != "" && headings[to] != nil && !headings[to][anchor] {
		return fmt.Sprintf("the link to %s: %s has no heading of that name", target, to)
	}
	return ""
}

// anchors are the names by which the headings can be linked to: small letters, digits, hyphens for spaces; nothing else.
func (f File) anchors() map[string]bool {
	found := map[string]bool{}
	for _, line := range f.Prose {
		if match := heading.FindStringSubmatch(line.Text); match != nil {
			found[strings.Map(func(r rune) rune {
				switch {
				case unicode.IsLetter(r), unicode.IsDigit(r), r == '-', r == '_':
					return unicode.ToLower(r)
				case r == ' ':
					return '-'
				}
				return -1
			}, match[1])] = true
		}
	}
	return found
}
