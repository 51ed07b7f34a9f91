package browsers

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"threelimits/scripts/browsers/driver"
)

// tool opens a tool of the room Tokens by its links.
func (p *page) tool(title string) {
	p.Helper()
	p.click("link", "Tokens")
	p.find("heading", "Tokens")
	p.click("link", title)
}

// give gives files to the file control of an element.
func (p *page) give(element string, files map[string][]byte) {
	p.Helper()
	folder := p.TempDir()
	var paths []string
	for name, content := range files {
		path := filepath.Join(folder, name)
		p.must(os.WriteFile(path, content, 0o600))
		paths = append(paths, path)
	}
	var control driver.Element
	p.eval(&control, `return deep(arguments[0]).querySelector("input[type=file]")`, element)
	p.must(p.SendKeys(control, strings.Join(paths, "\n")))
}

// byteTexts are the characters that stand for bytes in a byte-level vocabulary.
func byteTexts() (texts []string) {
	hidden := 0
	for b := range 256 {
		if b >= 0x21 && b <= 0x7e || b >= 0xa1 && b <= 0xac || b >= 0xae {
			texts = append(texts, string(rune(b)))
			continue
		}
		texts = append(texts, string(rune(0x100+hidden)))
		hidden++
	}
	return texts
}

// ownTokenizer is a small tokenizer.json: the bytes, "ab" and "abc".
func ownTokenizer(kind string) []byte {
	vocabulary := map[string]int{}
	for id, text := range append(byteTexts(), "ab", "abc") {
		vocabulary[text] = id
	}
	type m = map[string]any
	file, err := json.Marshal(m{
		"version": "1.0", "added_tokens": []m{}, "normalizer": nil,
		"pre_tokenizer": m{"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true, "use_regex": true},
		"model":         m{"type": kind, "vocab": vocabulary, "merges": []string{"a b", "ab c"}},
	})
	if err != nil {
		panic(err) // maps of plain values
	}
	return file
}

// ownRanks is a small .tiktoken file: the bytes and "bc".
func ownRanks() []byte {
	var file strings.Builder
	for b := range 256 {
		fmt.Fprintf(&file, "%s %d\n", base64.StdEncoding.EncodeToString([]byte{byte(b)}), b)
	}
	fmt.Fprintf(&file, "%s 256\n", base64.StdEncoding.EncodeToString([]byte("bc")))
	return []byte(file.String())
}

// ownEncoding: a tokenizer.json that a person brings counts the request, its limits and its link, is there after reloading, and can be forgotten.
func ownEncoding(p *page) {
	origin := p.serve(nil)
	p.open(origin)
	p.ready()
	p.startEmpty()
	const text = "abcab abc"
	p.must(p.Type(text))
	p.counts(userPart, p.tokens(text))

	p.tool("Your own tokenizer")
	p.give("tokens-own", map[string][]byte{"Small one.json": ownTokenizer("BPE")})
	p.fill("textbox", "Name", "Mine & co")
	p.click("button", "Read it")
	p.wait("the tokenizer to be there", `textOf(deep("tokens-own")).includes("“Mine & co” is here, with 258 tokens")`)
	p.pick("Count the request with", "Mine & co")
	p.figure("llm-context", "4 of") // abc, ab, a space, abc
	p.wait("its trust", `textOf(deep("llm-context").shadowRoot).includes("exact")`)
	p.wait("a word about it", `textOf(deep("page-said")).includes("Counted with “Mine & co”")`)
	p.wait("the tokenizer in the address", `hasLink("encoding=Mine+%26+co&user=4") || location.hash`)
	link := p.text("location.hash")

	p.click("link", "The request")
	p.counts(userPart, 4)
	p.wait("whose count it is", `editorOf(arguments[0]).shadowRoot.textContent.includes("Counted with Mine & co itself")`, userPart)
	p.click("textbox", userPart)
	p.must(p.Press(driver.Control, driver.End))
	p.must(p.Type("c"))
	p.counts(userPart, 5)
	p.figure("llm-context", "5 of")
	p.must(p.Press(driver.Backspace))
	p.figure("llm-context", "4 of")

	p.wait("the count in the address", `hasLink("user=4") || location.hash`) // a moment after the figure
	p.must(p.Reload())
	p.ready()
	p.counts(userPart, 4)

	p.tool("Your own tokenizer")
	p.wait("the list", `textOf(deep("tokens-own")).includes("258")`)
	p.click("button", "Forget Mine & co")
	p.wait("a word about it", `textOf(deep("tokens-own")).includes("“Mine & co” is forgotten")`)
	p.figure("llm-context", fmt.Sprintf("%d of", p.tokens(text)))
	p.wait("the address without it", `!location.hash.includes("encoding") || location.hash`)

	p.open(p.serve(nil) + link)
	p.ready()
	p.find("alert", "/This machine has no tokenizer “Mine & co”/")
	p.wait("the address without it", `!location.hash.includes("encoding") || location.hash`)
}

// ownEncodingRefused: what cannot be counted with is said in place, and nothing is lost; a .tiktoken file is asked how it cuts.
func ownEncodingRefused(p *page) {
	p.home("")
	p.tool("Your own tokenizer")
	for _, test := range []struct {
		file    string
		content []byte
		said    string
	}{
		{"words.json", ownTokenizer("WordPiece"), "/its model is .?WordPiece.?; accepted is BPE.*T5/"},
		{"cut.json", ownTokenizer("BPE")[:2000], "/no complete JSON/"},
		{"other.json", []byte(`{"a": 1}`), "/this is no tokenizer.json/"},
	} {
		p.give("tokens-own", map[string][]byte{test.file: test.content})
		p.find("button", "Read it")
		p.click("button", "Read it")
		p.find("alert", test.said)
	}
	p.give("tokens-own", map[string][]byte{"ranks.tiktoken": ownRanks()})
	p.fill("textbox", "Name", "o200k_base")
	p.click("button", "Read it")
	p.find("alert", "/o200k_base is the name of a built-in encoding/")
	p.fill("textbox", "Name", "ranks")
	p.pick("How it cuts text, which the file does not say", "typed")
	p.fill("textbox", "Regular expression", `\w+`)
	p.click("button", "Read it")
	p.find("alert", "/pattern .* is not known/")
	p.fill("textbox", "Regular expression", `'(?:[sdmt]|ll|ve|re)| ?\p{L}++| ?\p{N}++| ?[^\s\p{L}\p{N}]++|\s++$|\s+(?!\S)|\s`)
	p.pick("How it cuts text, which the file does not say", "gpt2")
	p.click("button", "Read it")
	p.wait("the tokenizer to be there", `textOf(deep("tokens-own")).includes("“ranks” is here, with 257 tokens") || textOf(deep("tokens-own"))`)
	p.firstFigures()
}
