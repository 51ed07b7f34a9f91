package browsers

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"threelimits/calc/bpe"
	"threelimits/scripts/browsers/driver"
)

const userPart = "User’s message"

// emptied opens the page with an empty request and the caret in the user's part.
func (p *page) emptied() {
	p.Helper()
	p.home("")
	p.startEmpty()
}

func (p *page) startEmpty() {
	p.Helper()
	p.click("button", "Start empty")
	p.wait("an empty request", `figure("llm-context").startsWith("0 of") && editors().every((e) => e.text === "") || figure("llm-context")`)
	p.edit(userPart)
}

// edit opens a part of the request, where it is folded, and puts the caret into its text.
func (p *page) edit(part string) {
	p.Helper()
	button := p.find("button", part)
	var open bool
	p.eval(&open, `return arguments[0].getAttribute("aria-expanded") === "true"`, button)
	if !open {
		p.press(button)
	}
	p.click("textbox", part)
}

// counts waits until a part shows this many tokens, in its own element and in its line of the request.
func (p *page) counts(part string, want int) {
	p.Helper()
	p.wait(fmt.Sprintf("%s to have %d tokens", part, want), `(counted(arguments[0]) ?? "").replaceAll(",", "") === arguments[1] || counted(arguments[0])`,
		part, fmt.Sprint(want))
}

// text is what a part's editor holds, to the UTF-16 unit.
func (p *page) holds(part string) string { return p.text("editorOf(arguments[0]).text", part) }

// paste pastes from the clipboard where the caret is.
func (p *page) paste(text string) {
	p.Helper()
	p.must(p.Copy(text))
	p.must(p.Press(driver.Control, "v"))
}

// typing: every key is counted at once, and all figures follow.
func typing(p *page) {
	p.emptied()
	const text = "Hello, world! Ça va? 你好 🙂"
	p.must(p.Type(text))
	p.counts(userPart, p.tokens(text))
	if got := p.holds(userPart); got != text {
		p.Errorf("the editor holds %q, typed was %q", got, text)
	}
	p.figure("llm-context", fmt.Sprintf("%d of", p.tokens(text)))
	p.wait("the sentence to say the count", `find("spinbutton", "Tokens sent").value === arguments[0]`, fmt.Sprint(p.tokens(text)))
	for _, size := range []string{"25 characters", "6 words", "33 bytes"} {
		p.wait(size, `clean(textOf(editorOf(arguments[0]).shadowRoot.querySelector("[part=counts]"))).includes(arguments[1])`, userPart, size)
	}
	p.must(p.Press(driver.Control, "a"))
	p.must(p.Press(driver.Backspace))
	p.counts(userPart, 0)
	p.must(p.Press(driver.Control, "z"))
	p.counts(userPart, p.tokens(text))
}

// tokensDrawn: the boundaries, the ids and the whitespace are what the engine says.
func tokensDrawn(p *page) {
	p.emptied()
	const text = "def f(x):  return x<|endoftext|> naïve 🙂"
	p.paste(text)
	p.counts(userPart, p.tokens(text))
	e, err := encoding()
	p.must(err)
	ids := e.AppendIDs(nil, []byte(text), bpe.SpecialAsText)

	p.click("button", "Ids")
	p.wait("ids in the text", `drawn(arguments[0]).some(({ ids }) => ids)`, userPart)
	var tokens []struct{ Text, IDs string }
	p.eval(&tokens, `return drawn(arguments[0]).map(({ text, ids }) => ({ Text: text, IDs: ids }))`, userPart)
	var gotText, gotIDs string
	for _, token := range tokens {
		gotText += token.Text
		gotIDs += " " + token.IDs
	}
	if gotText != text {
		p.Errorf("the tokens drawn spell %q, typed was %q", gotText, text)
	}
	if want := strings.Trim(fmt.Sprint(ids), "[]"); strings.TrimSpace(gotIDs) != want {
		p.Errorf("ids drawn %s, want %s", gotIDs, want)
	}
	p.click("button", "Ids")
	p.click("button", "Whitespace")
	p.wait("visible spaces", `editorOf(arguments[0]).shadowRoot.querySelectorAll(".space").length === 6`, userPart)
	p.wait("the special token's text to be marked", `clean(textOf(editorOf(arguments[0]).shadowRoot)).includes("spells a special token, <|endoftext|>")`, userPart)
	p.click("button", "as special")
	p.counts(userPart, e.Count([]byte(text), bpe.SpecialAsTokens))
	p.click("button", "both")
	p.counts(userPart, len(ids))
	p.wait("both counts", `clean(textOf(editorOf(arguments[0]).shadowRoot.querySelector(".both"))).includes("is read: " + arguments[1] + ".") && clean(textOf(editorOf(arguments[0]).shadowRoot.querySelector(".both"))).includes("uses them: " + arguments[2] + ".")`,
		userPart, len(ids), e.Count([]byte(text), bpe.SpecialAsTokens))
	p.click("button", "as text")
	p.wait("one count", `!editorOf(arguments[0]).shadowRoot.querySelector(".both")`, userPart)
	p.counts(userPart, len(ids))
}

// pasteAndUndo: a paste goes in to the character, and Ctrl-Z takes it back.
func pasteAndUndo(p *page) {
	p.emptied()
	text := strings.Repeat("Une ligne, één regel, eine Zeile: 一行。\n\tnext\n", 200)
	p.paste(text)
	p.counts(userPart, p.tokens(text))
	if got := p.holds(userPart); got != text {
		p.Errorf("the editor holds %d bytes, %d were pasted", len(got), len(text))
	}
	p.must(p.Press(driver.Control, "z"))
	p.counts(userPart, 0)
}

// megabyte is mixed text of at least n bytes.
func megabyte(n int) string {
	line := "The quick brown fox jumps over the lazy dog. for (let i = 0; i < n; i++) { total += price[i]; } Быстрая лиса 敏捷的狐狸 🦊 "
	var b strings.Builder
	for i := 0; b.Len() < n; i++ {
		fmt.Fprintf(&b, "%d %s\n", i, line)
	}
	return b.String()
}

// pasteMegabyte: 1 MB is counted exactly, and typing goes on at once.
func pasteMegabyte(p *page) {
	p.emptied()
	text := megabyte(1_000_000)
	p.paste(text)
	p.counts(userPart, p.tokens(text))
	p.must(p.Press(driver.Control, driver.End))
	p.must(p.Type("!")) // a single key: on a slow machine more are undone one by one
	p.counts(userPart, p.tokens(text+"!"))
	if got := p.holds(userPart); got != text+"!" {
		p.Errorf("the editor holds %d bytes, want %d", len(got), len(text)+1)
	}
	p.wait("tokens drawn where one looks", `drawn(arguments[0]).length > 10`, userPart)
	p.must(p.Press(driver.Control, "z"))
	p.counts(userPart, p.tokens(text))
	p.must(p.Press(driver.Control, driver.Home))
	p.must(p.Type("<|endoftext|>\U0001F98A"))
	p.counts(userPart, p.tokens("<|endoftext|>\U0001F98A"+text))
	p.click("button", "as special")
	p.counts(userPart, p.specialTokens("<|endoftext|>\U0001F98A"+text))
	p.eval(nil, `editorOf(arguments[0]).focus()`, userPart)
	p.must(p.Press(driver.Control, "a"))
	p.must(p.Type("small"))
	p.counts(userPart, p.tokens("small"))
}

// megabyteOutOfSight: of a text that arrives where nobody looks, only what comes into view is drawn.
func megabyteOutOfSight(p *page) {
	p.emptied()
	text := megabyte(1_000_000)
	p.eval(nil, `scrollTo(0, document.documentElement.scrollHeight); editorOf(arguments[0]).text = arguments[1]`, userPart, text)
	p.counts(userPart, p.tokens(text))
	var lines int
	p.eval(&lines, `return editorOf(arguments[0]).shadowRoot.querySelectorAll(".cm-line").length`, userPart)
	if lines > 500 {
		p.Errorf("%d lines are drawn out of sight", lines)
	}
	p.eval(nil, `editorOf(arguments[0]).scrollIntoView()`, userPart)
	p.wait("tokens drawn where one looks", `drawn(arguments[0]).length > 10`, userPart)
}

// pasteMegabytes: counted, or refused in a plain sentence; here it is counted.
func pasteMegabytes(p *page) {
	p.emptied()
	text := megabyte(4_000_000)
	p.paste(text)
	p.counts(userPart, p.tokens(text))
	p.must(p.Press(driver.Control, "a"))
	p.must(p.Type("small"))
	p.counts(userPart, p.tokens("small"))
}

// specialText: a text full of special tokens' names is ordinary text.
func specialText(p *page) {
	p.emptied()
	text := strings.Repeat("<|endoftext|><|im_start|>user<|im_sep|> <|endofprompt|>\n", 2000)
	p.paste(text)
	p.counts(userPart, p.tokens(text))
	p.must(p.Press(driver.Control, "a"))
	p.must(p.Type("next"))
	p.counts(userPart, p.tokens("next"))
}

// brokenUnicode: NUL, a BOM, carriage returns and half surrogate pairs are kept as pasted, shown by name and counted; a long run of controls is one sign.
func brokenUnicode(p *page) {
	p.emptied()
	var held string
	p.eval(nil, `editorOf(arguments[0]).text = "a\u0000b\ufeffc\r\nd\re\ud83df\udc00g"`, userPart) // no clipboard carries them
	// Half a surrogate pair is U+FFFD to the tokenizer.
	p.counts(userPart, p.tokens("a\x00b\ufeffc\r\nd\re\ufffdf\ufffdg"))
	p.eval(&held, `return [...editorOf(arguments[0]).text].map((c) => c.codePointAt(0).toString(16)).join(" ")`, userPart)
	if want := "61 0 62 feff 63 d a 64 d 65 d83d 66 dc00 67"; held != want {
		p.Errorf("the editor holds %s, want %s", held, want)
	}
	for _, name := range []string{"NUL", "BOM", "CR"} {
		p.wait(name+" to be shown", `[...editorOf(arguments[0]).shadowRoot.querySelectorAll(".control")].some((e) => e.textContent === arguments[1])`, userPart, name)
	}
	p.must(p.Press(driver.Control, "a"))
	p.must(p.Type("next"))
	p.counts(userPart, p.tokens("next"))

	controls := strings.Repeat("\u202e\u2066\u2069\u202b", 2_000)
	p.eval(nil, `editorOf(arguments[0]).text = arguments[1]`, userPart, controls)
	p.counts(userPart, p.tokens(controls))
	p.wait("one sign for all of them", `(({ length, 0: sign }) => length === 1 && sign.textContent === "U+202E … 8,000 control characters" || length)(editorOf(arguments[0]).shadowRoot.querySelectorAll(".control"))`, userPart)
	p.must(p.Press(driver.Control, driver.End))
	p.must(p.Type("x"))
	p.counts(userPart, p.tokens(controls+"x"))
	p.must(p.Press(driver.Control, "a"))
	p.must(p.Type("o")) // a slow machine's keys are undone one by one
	p.counts(userPart, p.tokens("o"))
	p.must(p.Press(driver.Control, "z"))
	p.wait("what was typed over", `editorOf(arguments[0]).text === arguments[1] || String(editorOf(arguments[0]).text.length)`, userPart, controls+"x")
}

// files: a text file takes the place of a part's text, with a way back; what is no text is refused in a sentence.
func files(p *page) {
	p.emptied()
	p.must(p.Type("typed before"))
	p.counts(userPart, p.tokens("typed before"))
	folder := p.TempDir()
	text := "\ufeffA file,\r\nwith a BOM and CRLF.\r\n"
	p.choose(filepath.Join(folder, "good.txt"), []byte(text))
	p.counts(userPart, p.tokens(text))
	if got := p.holds(userPart); got != text {
		p.Errorf("the editor holds %q, the file is %q", got, text)
	}
	p.choose(filepath.Join(folder, "picture.txt"), bytes.Repeat([]byte{0xff, 0xd8, 0x00, 0x9c}, 100))
	p.find("alert", "/“picture.txt”: This is no text/")
	p.counts(userPart, p.tokens(text))
	p.click("button", "Undo")
	p.counts(userPart, p.tokens("typed before"))
}

// choose gives a file to the file control of the user's part.
func (p *page) choose(path string, content []byte) {
	p.Helper()
	p.must(os.WriteFile(path, content, 0o600))
	var control driver.Element
	p.eval(&control, `return [...elements()].filter((e) => e.matches("input[type=file]") && e.closest("section").textContent.includes(arguments[0])).at(-1)`, userPart)
	p.must(p.SendKeys(control, path))
}

// examples: each is one click away, counted exactly, and comes back after one's own text.
func examples(p *page) {
	p.home("")
	var seen []string
	for _, example := range []string{"Code review", "Invoice to JSON", "Long document", "Twelve languages", "Support assistant"} {
		p.click("button", example)
		p.wait("the example "+example, `find("button", arguments[0]).getAttribute("aria-pressed") === "true"`, example)
		p.wait("its count to be settled", `settled()`)
		var texts []string
		p.eval(&texts, `return editors().map((e) => e.text)`)
		sum := 0
		for _, text := range texts {
			sum += p.tokens(text)
		}
		p.wait(fmt.Sprintf("%s to have %d tokens", example, sum), `find("spinbutton", "Tokens sent").value.replaceAll(",", "") === arguments[0] || find("spinbutton", "Tokens sent").value`, fmt.Sprint(sum))
		seen = append(seen, fmt.Sprint(sum))
	}
	if slices.Sort(seen); len(slices.Compact(seen)) != 5 {
		p.Errorf("the examples have %v tokens: the same one twice?", seen)
	}
}
