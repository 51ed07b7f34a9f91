package bpe

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"threelimits/calc/fault"
)

// Recognising a pre-tokenizer: each is written in one canonical line and looked up. Nothing is interpreted: a pattern that
// is not in the table is refused, since a guess would count wrongly without a word.

// cuts are the pre-tokenizers, by the name that vocabulary files have them under. scanJoins has no entry: its scanner
// comes from the vocabulary.
var cuts = []struct {
	name string
	scan scanner
}{
	{"o200k", scanO200k}, {"cl100k", scanCL100k}, {"gpt2", scanR50k}, {"qwen", scanQwen}, {"qwen3.5", scanQwen35},
	{"deepseek", scanDeepSeek}, {"tekken", scanTekken}, {"kimi", scanKimi}, {"digits", scanDigits},
}

// joinsCut is scanJoins' name.
const joinsCut = "joins"

const (
	contractions = `(?i:'s|'t|'re|'ve|'m|'ll|'d)`
	upperWord    = `[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+`
	lowerWord    = `[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*`
	spaces       = `|\s*[\r\n]+|\s+(?!\S)|\s+`
	plainTail    = `| ?[^\s\p{L}\p{N}]+[\r\n]*` + spaces
	slashTail    = `| ?[^\s\p{L}\p{N}]+[\r\n/]*` + spaces
	kimiUpper    = `[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}&&[^\p{Han}]]`
	kimiLower    = `[\p{Ll}\p{Lm}\p{Lo}\p{M}&&[^\p{Han}]]`
)

// knownPatterns are regular expressions that match every text without a gap, after simplified.
var knownPatterns = [...]struct{ pattern, cut string }{
	{upperWord + contractions + `?|` + lowerWord + contractions + `?|\p{N}{1,3}` + slashTail, "o200k"},
	{upperWord + `|` + lowerWord + `|\p{N}` + slashTail, "tekken"},
	{contractions + `|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}` + plainTail, "cl100k"},
	{contractions + `|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}` + plainTail, "qwen"},
	{contractions + `|[^\r\n\p{L}\p{N}]?[\p{L}\p{M}]+|\p{N}| ?[^\s\p{L}\p{M}\p{N}]+[\r\n]*` + spaces, "qwen3.5"},
	{`'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+`, "gpt2"},
	{`[\p{Han}]+|[^\r\n\p{L}\p{N}]?` + kimiUpper + `*` + kimiLower + `+` + contractions +
		`?|[^\r\n\p{L}\p{N}]?` + kimiUpper + `+` + kimiLower + `*` + contractions + `?|\p{N}{1,3}` + plainTail, "kimi"},
}

// deepSeekSteps are the three patterns of scanDeepSeek, which leave gaps.
var deepSeekSteps = []string{
	`split \p{N}{1,3}`, `split [一-龥぀-ゟ゠-ヿ]+`,
	`split [!"#$%&'()*+,\-./:;<=>?@\[\\\]^_` + "`" + `{|}~][A-Za-z]+|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+| ?[\p{P}\p{S}]+[\r\n]*` + spaces,
}

// knownPattern returns the pre-tokenizer of a simplified pattern, or "".
func knownPattern(pattern string) string {
	for _, known := range knownPatterns {
		if known.pattern == pattern {
			return known.cut
		}
	}
	return ""
}

// simplified writes a pattern as knownPatterns has it: other ways to say the same are replaced.
func simplified(pattern string) string {
	for _, same := range [][2]string{
		{"\r", `\r`}, {"\n", `\n`},
		{`(?:'[sS]|'[tT]|'[rR][eE]|'[vV][eE]|'[mM]|'[lL][lL]|'[dD])`, contractions}, // but for U+017F
		{`'(?i:[sdmt]|ll|ve|re)`, contractions},
		{`'(?:[sdmt]|ll|ve|re)`, `'s|'t|'re|'ve|'m|'ll|'d`},
		{`]?+`, `]?`}, {`}++`, `}+`}, {`]++`, `]+`}, {`]*+`, `]*`}, {`{1,3}+`, `{1,3}`}, // what they match is never given back
		{`\p{N}{1}`, `\p{N}`},
		{`\p{Han}+|`, `[\p{Han}]+|`}, {`[[\p{Han}]+|`, `[\p{Han}]+|`},
	} {
		pattern = strings.ReplaceAll(pattern, same[0], same[1])
	}
	// A lone whitespace character before others is all that is left to the last alternative.
	if rest, ok := strings.CutSuffix(pattern, `\s+(?!\S)|\s`); ok {
		pattern = rest + `\s+(?!\S)|\s+`
	}
	return pattern
}

// cutOf finds a pre-tokenizer by its name, that of an encoding which has it, or its pattern.
func cutOf(pattern string) (string, error) {
	for _, c := range cuts {
		if c.name == pattern {
			return pattern, nil
		}
	}
	switch pattern {
	case "o200k_base", "o200k_harmony":
		return "o200k", nil
	case "cl100k_base":
		return "cl100k", nil
	case "p50k_base", "r50k_base":
		return "gpt2", nil
	}
	if name := knownPattern(simplified(pattern)); name != "" {
		return name, nil
	}
	var names []string
	for _, c := range cuts {
		names = append(names, c.name)
	}
	return "", refuse(UnknownPattern, "the pattern ", fault.Quote(pattern), " is not known; accepted are ", strings.Join(names, ", "), " or their patterns")
}

// readCut recognises the pre-tokenizer.
func (c *converter) readCut() error {
	steps, err := c.cutSteps("pre_tokenizer", nil)
	if err != nil {
		return err
	}
	if n := len(steps); n > 0 && steps[n-1] == "bytes" {
		c.bytes, steps = true, steps[:n-1]
	}
	switch {
	case len(steps) == 1 && steps[0] == "gpt2 bytes":
		c.bytes, c.file.cut = true, "gpt2"
	case len(steps) == 2 && steps[0] == "digits" && steps[1] == "gpt2 bytes":
		c.bytes, c.file.cut = true, "digits"
	case c.bytes && slices.Equal(steps, deepSeekSteps):
		c.file.cut = "deepseek"
	case c.bytes && len(steps) == 1 && strings.HasPrefix(steps[0], "split "):
		if c.file.cut = knownPattern(steps[0][len("split "):]); c.file.cut == "" {
			return refuse(UnknownPattern, "its pre-tokenizer splits by ", strconv.Quote(steps[0][len("split "):]), ", which is not known")
		}
	case len(steps) == 0 && c.file.wholePiece:
		return refuse(UnsupportedOption, "its model has ignore_merges, and no pre-tokenizer cuts the text, which is not supported")
	case len(steps) == 0 && (c.bytes || c.is("model.byte_fallback", "true")):
		c.file.cut = joinsCut
	case !c.bytes && len(steps) == 0:
		return refuse(UnsupportedOption, "its tokens are characters without byte_fallback, so that some texts have no tokens")
	default:
		return refuse(UnknownPattern, "its pre-tokenizer, ", strconv.Quote(strings.Join(steps, ", ")), ", is not known")
	}
	return nil
}

// cutSteps appends the steps of the pre-tokenizer at a path, in their canonical form.
func (c *converter) cutSteps(path string, steps []string) ([]string, error) {
	if !c.has(path) {
		return steps, nil
	}
	at := func(name string) string { return c.text(path + "." + name) }
	switch kind := at("type"); kind {
	case "Sequence":
		for i := 0; c.has(path + ".pretokenizers." + strconv.Itoa(i)); i++ {
			var err error
			if steps, err = c.cutSteps(path+".pretokenizers."+strconv.Itoa(i), steps); err != nil {
				return nil, err
			}
		}
		return steps, nil
	case "ByteLevel":
		if at("add_prefix_space") == "true" {
			if len(steps) > 0 || c.file.prefix != prefixNone {
				return nil, refuse(UnsupportedOption, "its pre-tokenizer puts a space before each piece (add_prefix_space after another step), which is not supported")
			}
			c.file.prefix = prefixUnlessThere
		}
		if at("use_regex") == "false" {
			return append(steps, "bytes"), nil
		}
		return append(steps, "gpt2 bytes"), nil
	case "Digits":
		if at("individual_digits") == "true" {
			return append(steps, "digits"), nil
		}
	case "Split":
		pattern := c.setting(path + ".pattern.Regex")
		if pattern.Kind == "" {
			if at("pattern.String") == " " && at("behavior") == "MergedWithPrevious" && c.replacesSpaces() {
				return steps, nil // Gemma's: the normalizer has left no space to split at
			}
			break
		}
		canonical := simplified(pattern.Text)
		gapless := knownPattern(canonical) != ""
		invert := at("invert") == "true"
		if at("behavior") == "Isolated" && !invert || gapless && invert && at("behavior") == "Removed" {
			return append(steps, "split "+canonical), nil
		}
	case "Metaspace":
		if at("replacement") != metaspace || at("split") != "false" {
			break
		}
		c.file.spaces, c.file.lateSpaces = true, true
		switch at("prepend_scheme") {
		case "never":
		case "first":
			c.file.prefix = prefixFirst
		default:
			c.file.prefix = prefixUnlessThere
		}
		return steps, nil
	}
	step := fault.Quote(strings.Join(strings.Fields(at("type")+" "+at("pattern.Regex")+at("pattern.String")+" "+at("behavior")), " "))
	return nil, refuse(UnknownPattern, "its pre-tokenizer has a step ", step, ", which is not known")
}

// replacesSpaces reports whether the normalizer puts ▁ for every space.
func (c *converter) replacesSpaces() bool {
	steps := c.normalizerSteps("normalizer", nil)
	return slices.Contains(steps, "replace \" \" \""+metaspace+"\"")
}

func (c *converter) normalizerSteps(path string, steps []string) []string {
	at := func(name string) string { return c.text(path + "." + name) }
	switch kind := at("type"); kind {
	case "":
		return steps
	case "Sequence":
		for i := 0; c.has(path + ".normalizers." + strconv.Itoa(i)); i++ {
			steps = c.normalizerSteps(path+".normalizers."+strconv.Itoa(i), steps)
		}
		return steps
	case "Replace":
		return append(steps, "replace "+strconv.Quote(at("pattern.String")+at("pattern.Regex"))+" "+strconv.Quote(at("content")))
	case "Prepend":
		return append(steps, "prepend "+strconv.Quote(at("prepend")))
	default:
		return append(steps, kind)
	}
}

// readNormalizer recognises the normalizer.
func (c *converter) readNormalizer() error {
	steps := c.normalizerSteps("normalizer", nil)
	replaces, prepends := "replace \" \" \""+metaspace+"\"", "prepend \""+metaspace+"\""
	switch {
	case len(steps) == 0:
	case c.bytes:
		for _, kind := range steps {
			switch kind {
			case "NFC":
				c.file.normalizer = append(c.file.normalizer, step{kind: stepNFC, table: nfcTable})
			case "NFD":
				c.file.normalizer = append(c.file.normalizer, step{kind: stepNFD, table: nfcTable})
			case "NFKC":
				c.file.normalizer = append(c.file.normalizer, step{kind: stepMap, with: mappings(compatibilityTable)}, step{kind: stepNFC, table: nfcTable})
			case "NFKD":
				c.file.normalizer = append(c.file.normalizer, step{kind: stepMap, with: mappings(compatibilityTable)}, step{kind: stepNFD, table: nfcTable})
			case "Lowercase":
				c.file.normalizer = append(c.file.normalizer, step{kind: stepMap, with: mappings(lowerTable)})
			default:
				return refuse(UnknownNormalizer, "its normalizer has the step ", fault.Quote(kind), ", which is not supported; accepted are NFC, NFD, NFKC, NFKD and Lowercase")
			}
		}
		if len(c.file.normalizer) > maxSteps {
			return refuse(UnknownNormalizer, "its normalizer has ", strconv.Itoa(len(steps)), " steps, more than any tokenizer")
		}
	case slices.Equal(steps, []string{replaces}) && !c.bytes:
		c.file.spaces = true
	case slices.Equal(steps, []string{prepends, replaces}) && !c.bytes && c.file.prefix == prefixNone:
		c.file.spaces, c.file.prefix = true, prefixAlways
	default:
		return refuse(UnknownNormalizer, "its normalizer, ", fault.Quote(strings.Join(steps, ", ")),
			", is not known; accepted for a vocabulary of characters are none and ▁ for spaces")
	}
	return nil
}

// mappings reads a generated table (scripts/vocab/maps.mjs).
func mappings(table string) (all []mapping) {
	r := tableReader{table}
	for c := rune(0); r.rest != ""; {
		c += rune(r.uvarint())
		var to []byte
		for n := r.uvarint(); n > 0; n-- {
			to = utf8.AppendRune(to, rune(r.uvarint()))
		}
		all = append(all, mapping{c, string(to)})
	}
	return all
}
