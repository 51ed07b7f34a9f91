package bpe

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"threelimits/scripts/vocab/ranks"
)

// The reference: the published patterns, alternative by alternative, on Go's own regular expressions with our classes
// written out, and byte-pair encoding as defined (ranks.Merge). Slow, and obviously right.

// patterns are those of npm tiktoken 1.0.22 (registry.json); tiktoken 0.14.0 has the same for o200k_base and faster
// forms of the others.
var patterns = map[string]string{
	"o200k_base": strings.Join([]string{
		`[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?`,
		`[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?`,
		`\p{N}{1,3}`, ` ?[^\s\p{L}\p{N}]+[\r\n/]*`, `\s*[\r\n]+`, `\s+(?!\S)`, `\s+`,
	}, "|"),
	"cl100k_base": `(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+`,
	"r50k_base":   `'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+`,
}

// gap is \s+(?!\S), which Go's expressions do not have: whitespace, given back until none but whitespace follows.
const gap = `\s+(?!\S)`

// referenceCut returns the pieces of text by the pattern of a vocabulary file.
func referenceCut(file, text string) []string {
	var pieces []string
	for text != "" {
		n := 0
		for _, alternative := range referencePattern(file) {
			if alternative == nil {
				run := anySpace().FindString(text)
				if run != text {
					_, last := utf8.DecodeLastRuneInString(run)
					run = run[:len(run)-last]
				}
				n = len(run)
			} else if at := alternative.FindStringIndex(text); at != nil {
				n = at[1]
			}
			if n > 0 {
				break
			}
		}
		pieces = append(pieces, text[:n])
		text = text[n:]
	}
	return pieces
}

var (
	referenceMu       sync.Mutex
	referencePatterns = map[string][]*regexp.Regexp{}
	anySpace          = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^` + withOurClasses(`\s*`)) })
)

// referencePattern compiles each alternative on its own; nil stands for gap.
func referencePattern(file string) []*regexp.Regexp {
	if file == "p50k_base" {
		file = "r50k_base"
	}
	referenceMu.Lock()
	defer referenceMu.Unlock()
	if compiled, ok := referencePatterns[file]; ok {
		return compiled
	}
	var compiled []*regexp.Regexp
	depth, from := 0, 0
	pattern := patterns[file] + "|"
	for i, c := range pattern {
		switch c {
		case '(':
			depth++
		case ')':
			depth--
		case '|':
			if depth > 0 {
				continue
			}
			if alternative := pattern[from:i]; alternative == gap {
				compiled = append(compiled, nil)
			} else {
				compiled = append(compiled, regexp.MustCompile(`^(?:`+withOurClasses(alternative)+`)`))
			}
			from = i + 1
		}
	}
	referencePatterns[file] = compiled
	return compiled
}

// withOurClasses writes out \p{…} and \s, so that Go's Unicode version plays no part.
func withOurClasses(pattern string) string {
	sets := map[string]string{
		`\p{Lu}`: ranges(classUpper), `\p{Lt}`: "", // one class here; the patterns never tell them apart
		`\p{Ll}`: ranges(classLower), `\p{Lm}`: ranges(classLetter), `\p{Lo}`: "", // likewise
		`\p{M}`: ranges(classMark), `\p{N}`: ranges(classNumber), `\p{L}`: ranges(classUpper, classLower, classLetter),
		`\s`: ranges(classSpace, classNewline),
	}
	var b strings.Builder
	inside := false
	for pattern != "" {
		n := 1
		if strings.HasPrefix(pattern, `\p`) {
			n = strings.IndexByte(pattern, '}') + 1
		} else if pattern[0] == '\\' {
			n = 2
		}
		item := pattern[:n]
		pattern = pattern[n:]
		if set, ok := sets[item]; ok && inside {
			item = set
		} else if ok {
			item = "[" + set + "]"
		}
		inside = inside && item != "]" || item == "["
		b.WriteString(item)
	}
	return b.String()
}

// ranges writes the code points of the classes as the inside of a bracket expression.
func ranges(classes ...uint8) string {
	loadClasses()
	var b strings.Builder
	in := func(c rune) bool {
		return c <= utf8.MaxRune && utf8.ValidRune(c) && slices.Contains(classes, classOf(c))
	}
	for c := rune(0); c <= utf8.MaxRune; c++ {
		if !in(c) {
			continue
		}
		first := c
		for in(c + 1) {
			c++
		}
		b.WriteString(`\x{` + strconv.FormatInt(int64(first), 16) + `}-\x{` + strconv.FormatInt(int64(c), 16) + `}`)
	}
	return b.String()
}

// referenceIDs returns the tokens of text.
func referenceIDs(byText map[string]uint32, file, text string) []uint32 {
	var ids []uint32
	for _, piece := range referenceCut(file, text) {
		if id, ok := byText[piece]; ok {
			ids = append(ids, id)
		} else {
			ids = append(ids, ranks.Merge(byText, []byte(piece))...)
		}
	}
	return ids
}

func classOf(c rune) uint8 {
	loadClasses()
	class, _ := classAt(utf8.AppendRune(nil, c), 0)
	return class
}
