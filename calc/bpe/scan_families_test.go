package bpe

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"threelimits/scripts/conformance/corpus"
)

// The reference of the other families' pre-tokenizers: their patterns, alternative by alternative, on Go's own regular
// expressions with our classes written out; patterns in sequence one after the other. Slow, and obviously right.

const (
	contractionPattern = `(?i:'s|'t|'re|'ve|'m|'ll|'d)`
	gapPattern         = `\s+(?!\S)`
)

// cutPatterns are the alternatives of each pattern of a pre-tokenizer.
var cutPatterns = map[string][][]string{
	"qwen":    {{contractionPattern, `[^\r\n\p{L}\p{N}]?\p{L}+`, `\p{N}`, ` ?[^\s\p{L}\p{N}]+[\r\n]*`, `\s*[\r\n]+`, gapPattern, `\s+`}},
	"qwen3.5": {{contractionPattern, `[^\r\n\p{L}\p{N}]?[\p{L}\p{M}]+`, `\p{N}`, ` ?[^\s\p{L}\p{M}\p{N}]+[\r\n]*`, `\s*[\r\n]+`, gapPattern, `\s+`}},
	"tekken": {{`[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+`,
		`[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*`,
		`\p{N}`, ` ?[^\s\p{L}\p{N}]+[\r\n/]*`, `\s*[\r\n]+`, gapPattern, `\s+`}},
	"kimi": {{`\p{Han}+`, `[^\r\n\p{L}\p{N}]?[\p{Upper}]*[\p{Lower}]+` + contractionPattern + `?`,
		`[^\r\n\p{L}\p{N}]?[\p{Upper}]+[\p{Lower}]*` + contractionPattern + `?`,
		`\p{N}{1,3}`, ` ?[^\s\p{L}\p{N}]+[\r\n]*`, `\s*[\r\n]+`, gapPattern, `\s+`}},
	"deepseek": {{`\p{N}{1,3}`}, {`[一-龥぀-ゟ゠-ヿ]+`}, {"[!\"#$%&'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~][A-Za-z]+",
		`[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+`, ` ?[\p{P}\p{S}]+[\r\n]*`, `\s*[\r\n]+`, gapPattern, `\s+`}},
	"digits": {{`\p{N}`}, {`'s`, `'t`, `'re`, `'ve`, `'m`, `'ll`, `'d`, ` ?\p{L}+`, ` ?\p{N}+`, ` ?[^\s\p{L}\p{N}]+`, gapPattern, `\s+`}},
}

// classSets are what \p{…} and \s stand for, as the inside of a bracket expression.
var classSets = sync.OnceValue(func() *strings.Replacer {
	upper, lower := func(class uint8, c rune) bool {
		return class == classUpper || class == classLetter || class == classMark
	}, func(class uint8, c rune) bool { return class >= classLower && class <= classMark }
	notHan := func(in func(uint8, rune) bool) func(uint8, rune) bool {
		return func(class uint8, c rune) bool { return in(class, c) && !han().has(c) }
	}
	set := func(in func(class uint8, c rune) bool) string {
		var b strings.Builder
		matches := func(c rune) bool { return c <= utf8.MaxRune && utf8.ValidRune(c) && in(classOf(c), c) }
		for c := rune(0); c <= utf8.MaxRune; c++ {
			if !matches(c) {
				continue
			}
			first := c
			for matches(c + 1) {
				c++
			}
			b.WriteString(`\x{` + strconv.FormatInt(int64(first), 16) + `}-\x{` + strconv.FormatInt(int64(c), 16) + `}`)
		}
		return b.String()
	}
	is := func(classes ...uint8) string {
		return set(func(class uint8, c rune) bool { return slices.Contains(classes, class) })
	}
	return strings.NewReplacer(
		`\p{Han}+`, "["+set(func(_ uint8, c rune) bool { return han().has(c) })+"]+",
		`\p{Upper}`, set(notHan(upper)), `\p{Lower}`, set(notHan(lower)),
		`\p{Lu}`, is(classUpper), `\p{Lt}`, "", `\p{Ll}`, is(classLower), `\p{Lm}`, is(classLetter), `\p{Lo}`, "",
		`[\p{L}\p{M}]`, "["+is(classUpper, classLower, classLetter, classMark)+"]", `\p{M}`, is(classMark),
		`\p{N}{1,3}`, "["+is(classNumber)+"]{1,3}", ` ?\p{L}+`, " ?["+is(classUpper, classLower, classLetter)+"]+",
		` ?\p{N}+`, " ?["+is(classNumber)+"]+", `?\p{L}+`, "?["+is(classUpper, classLower, classLetter)+"]+",
		`\p{L}`, is(classUpper, classLower, classLetter),
		`\p{P}\p{S}`, set(func(_ uint8, c rune) bool { return symbols().has(c) }),
		`[^\s`, "[^"+is(classSpace, classNewline), `\s`, "["+is(classSpace, classNewline)+"]",
		`\p{N}`, is(classNumber),
	)
})

var compiledCuts sync.Map

func compiledCut(name string) [][]*regexp.Regexp {
	if compiled, ok := compiledCuts.Load(name); ok {
		return compiled.([][]*regexp.Regexp)
	}
	var compiled [][]*regexp.Regexp
	for _, alternatives := range cutPatterns[name] {
		var pattern []*regexp.Regexp
		for _, a := range alternatives {
			if a == gapPattern {
				pattern = append(pattern, nil)
				continue
			}
			if a == `\p{N}` {
				a = `[\p{N}]`
			}
			pattern = append(pattern, regexp.MustCompile(`^(?:`+classSets().Replace(a)+`)`))
		}
		compiled = append(compiled, pattern)
	}
	compiledCuts.Store(name, compiled)
	return compiled
}

// cutBy splits text by a pattern; what lies between two matches is a piece too.
func cutBy(pattern []*regexp.Regexp, text string) (pieces []string) {
	from := 0
	for at := 0; at < len(text); {
		n := 0
		for _, alternative := range pattern {
			if alternative == nil {
				run := anySpace().FindString(text[at:])
				if at+len(run) < len(text) {
					_, last := utf8.DecodeLastRuneInString(run)
					run = run[:max(0, len(run)-last)]
				}
				n = len(run)
			} else if m := alternative.FindStringIndex(text[at:]); m != nil {
				n = m[1]
			}
			if n > 0 {
				break
			}
		}
		if n == 0 {
			_, n = utf8.DecodeRuneInString(text[at:])
			at += n
			continue
		}
		if at > from {
			pieces = append(pieces, text[from:at])
		}
		pieces = append(pieces, text[at:at+n])
		at += n
		from = at
	}
	if from < len(text) {
		pieces = append(pieces, text[from:])
	}
	return pieces
}

// checkCut holds a pre-tokenizer to its patterns.
func checkCut(t testing.TB, name string, scan scanner, text string) {
	t.Helper()
	text = string(validText([]byte(text)))
	want := []string{text}
	if text == "" {
		want = nil
	}
	for _, pattern := range compiledCut(name) {
		var finer []string
		for _, piece := range want {
			finer = append(finer, cutBy(pattern, piece)...)
		}
		want = finer
	}
	for _, size := range []int{1, 64} {
		ends := make([]int, size)
		var got []string
		for i := 0; i < len(text); {
			for _, end := range ends[:scan([]byte(text), i, ends)] {
				got = append(got, text[i:end])
				i = end
			}
		}
		if !slices.Equal(got, want) {
			t.Fatalf("%s: %+q is cut as %+q, not %+q", name, text, got, want)
		}
	}
}

func scannerNamed(t testing.TB, name string) scanner {
	loadClasses()
	for _, c := range cuts {
		if c.name == name {
			return c.scan
		}
	}
	t.Fatalf("no pre-tokenizer %s", name)
	return nil
}

func TestFamilyCuts(t *testing.T) {
	for name := range cutPatterns {
		scan := scannerNamed(t, name)
		for _, text := range append(slices.Clone(corpus.Hard), corpus.HardFamilies...) {
			checkCut(t, name, scan, text)
		}
		for _, text := range corpus.RandomFamilies(300) {
			checkCut(t, name, scan, string(text))
		}
	}
}

func fuzzCut(f *testing.F, name string) {
	seedTexts(f)
	for _, text := range corpus.HardFamilies {
		f.Add(text)
	}
	scan := scannerNamed(f, name)
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) < 1000 {
			checkCut(t, name, scan, text)
		}
	})
}

func FuzzQwen(f *testing.F)     { fuzzCut(f, "qwen") }
func FuzzQwen35(f *testing.F)   { fuzzCut(f, "qwen3.5") }
func FuzzTekken(f *testing.F)   { fuzzCut(f, "tekken") }
func FuzzKimi(f *testing.F)     { fuzzCut(f, "kimi") }
func FuzzDeepSeek(f *testing.F) { fuzzCut(f, "deepseek") }
func FuzzDigits(f *testing.F)   { fuzzCut(f, "digits") }

// FuzzJoins holds cutting by neighbours to not cutting at all.
func FuzzJoins(f *testing.F) {
	seedTexts(f)
	for _, text := range corpus.HardFamilies {
		f.Add(text)
	}
	e := convert(f, withRuns())
	f.Fuzz(func(t *testing.T, text string) {
		body := []byte(strings.Map(func(r rune) rune { // runs are cut because their merges are not in order
			if r == ' ' || r == '\n' || r == '\t' {
				return 'x'
			}
			return r
		}, string(validText([]byte(text)))))
		if len(body) == 0 || len(body) > 1000 {
			return
		}
		cut := e.appendIDs(new(scratch), nil, body)
		var m merger
		n, _ := e.family.merge(&m, e.v, body, 0, len(body))
		if !slices.Equal(cut, m.stack[:n]) {
			t.Fatalf("%+q: cut %d, whole %d", body, cut, m.stack[:n])
		}
	})
}
