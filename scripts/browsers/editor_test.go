package browsers

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"threelimits/calc/bpe"
	"threelimits/scripts/browsers/driver"
)

// pageCounts waits until the figures of the whole page are made of this many tokens.
func (p *page) pageCounts(want int) {
	p.Helper()
	p.wait(fmt.Sprintf("the page to have %d tokens", want), `find("spinbutton", "Tokens sent").value.replaceAll(",", "") === arguments[0] || find("spinbutton", "Tokens sent").value`,
		fmt.Sprint(want))
}

// pointed is what is said of the token at the caret or under the pointer.
const pointed = `clean(textOf(editorOf(arguments[0]).shadowRoot.querySelector("[part=token]")))`

func (p *page) saysOfToken(part, want string) {
	p.Helper()
	p.wait("the token to be "+want, `(said => said === arguments[1] || said)(`+pointed+`)`, part, want)
}

// longLine: a megabyte in one line is drawn at its ends and around the caret, and counted, edited and undone as a whole.
func longLine(p *page) {
	p.emptied()
	text := strings.Repeat(`{"name":"alpha beta","value":12345},`, 28_000)
	p.paste(text)
	p.counts(userPart, p.tokens(text))
	p.wait("what is not drawn to be said", `((said) => /^… 1,00\d,\d{3} more characters of this line, counted and not drawn …$/.test(said) || said)(editorOf(arguments[0]).shadowRoot.querySelector(".control")?.textContent ?? "")`, userPart)
	p.must(p.Press(driver.Control, driver.Home))
	for range 3 {
		p.must(p.Press(driver.Right))
	}
	p.must(p.Type("ça"))
	p.must(p.Press(driver.Control, driver.End))
	p.must(p.Press(driver.Left))
	p.must(p.Type("là"))
	after := text[:3] + "ça" + text[3:len(text)-1] + "là" + text[len(text)-1:]
	if got := p.holds(userPart); got != after {
		p.Errorf("the editor holds %d bytes, want %d", len(got), len(after))
	}
	p.counts(userPart, p.tokens(after))
	p.wait("little of it drawn", `((drawn) => drawn > 6_000 && drawn < 13_000 || drawn)(editorOf(arguments[0]).shadowRoot.querySelector(".cm-content").textContent.length)`, userPart)
	p.must(p.Press(driver.Control, "a"))
	p.must(p.Type("short"))
	p.counts(userPart, p.tokens("short"))
	p.wait("nothing left out", `editorOf(arguments[0]).shadowRoot.querySelector(".control") === null`, userPart)
}

// editMegabyte: a text of a megabyte is followed key by key, to the token, wherever one edits and looks.
func editMegabyte(p *page) {
	p.emptied()
	text := megabyte(1_000_000)
	p.paste(text)
	p.counts(userPart, p.tokens(text))
	p.must(p.Press(driver.Control, driver.Home))
	p.must(p.Press(driver.Down))
	const typed = "inside the text, ça et là"
	p.must(p.Type(typed))
	after := p.holds(userPart)
	if at := strings.Index(after, typed); at <= 0 || after[:at]+after[at+len(typed):] != text {
		p.Errorf("the editor holds %d bytes, want %d with what was typed inside", len(after), len(text)+len(typed))
	}
	p.counts(userPart, p.tokens(after))
	p.pageCounts(p.tokens(after))
	for range typed { // one step of undoing, or several where the machine was slow
		p.must(p.Press(driver.Control, "z"))
		if p.holds(userPart) == text {
			break
		}
	}
	p.counts(userPart, p.tokens(text))

	p.click("button", "Ids")
	p.eval(nil, `editorOf(arguments[0]).focus()`, userPart)
	p.must(p.Press(driver.Control, driver.End))
	p.must(p.Type("the last word"))
	after = text + "the last word"
	p.counts(userPart, p.tokens(after))
	e, err := encoding()
	p.must(err)
	ids := e.AppendIDs(nil, []byte(after), bpe.SpecialAsText)
	p.wait("the last tokens to be drawn", `(ids => ids.endsWith(arguments[1]) || ids.slice(-80))(drawn(arguments[0]).map(({ ids }) => ids).join(" "))`,
		userPart, strings.Trim(fmt.Sprint(ids[len(ids)-20:]), "[]"))
	p.must(p.Press(driver.Left))
	p.saysOfToken(userPart, p.described(e, ids, len(ids)-1, len(ids)))
	p.click("button", "Ids")

	p.eval(nil, `editorOf(arguments[0]).focus()`, userPart)
	p.must(p.Press(driver.Control, "a"))
	other := strings.Repeat("Etwas ganz anderes, und zwar lang genug. 完全不同的另一篇文字。\n", 2000)
	p.paste(other)
	p.counts(userPart, p.tokens(other))
	p.pageCounts(p.tokens(other))
	p.must(p.Press(driver.Control, driver.End))
	p.must(p.Type("!"))
	p.counts(userPart, p.tokens(other+"!"))
}

// documentLost: where the engine has lost the text it kept, it is given it anew, and nothing is lost.
func documentLost(p *page) {
	p.emptied()
	text := megabyte(100_000)
	p.paste(text)
	p.counts(userPart, p.tokens(text))
	p.eval(nil, `const { load } = await import(new URL("threelimits.js", location.href)), engine = await load();
window.documents = [];
editorOf(arguments[0]).engine = new Proxy(engine, { get(_, name) {
  if (name !== "document") return typeof engine[name] === "function" ? engine[name].bind(engine) : engine[name];
  return async (...input) => { const document = await engine.document(...input); documents.push(document); return document; };
} });`, userPart)
	p.wait("a document", `documents.length === 1 && settled()`)
	p.counts(userPart, p.tokens(text))
	p.must(p.Press(driver.Control, driver.End))
	for i, word := range []string{" lost", " and found"} {
		p.eval(nil, `documents.at(-1).close()`)
		p.must(p.Type(word))
		text += word
		p.counts(userPart, p.tokens(text))
		p.pageCounts(p.tokens(text))
		p.wait("another document", `documents.length >= arguments[0]`, i+2)
	}
	if got := p.holds(userPart); got != text {
		p.Errorf("the editor holds %d bytes, want %d", len(got), len(text))
	}
}

// described is what the page says of the tokens first to after, which make up whole characters.
func (p *page) described(e *bpe.Encoding, ids []uint32, first, after int) string {
	p.Helper()
	var named, bytes, holds []string
	whole, err := e.Decode(nil, ids[first:after])
	p.must(err)
	at := 0
	for _, id := range ids[first:after] {
		token, err := e.Decode(nil, []uint32{id})
		p.must(err)
		named = append(named, fmt.Sprint(id))
		bytes = append(bytes, fmt.Sprintf("% X", token))
		if after-first > 1 {
			sign, size := utf8.DecodeRune(whole)
			place := fmt.Sprintf("bytes %d–%d", at+1, at+len(token))
			if len(token) == 1 {
				place = fmt.Sprintf("byte %d", at+1)
			}
			holds = append(holds, fmt.Sprintf("%s of %d of %c", place, size, sign))
		}
		at += len(token)
	}
	text := strings.ReplaceAll(string(whole), " ", "·")
	if after-first == 1 {
		return fmt.Sprintf("Token %s %s id %s bytes %s", grouped(after), text, named[0], bytes[0])
	}
	return fmt.Sprintf("Tokens %s to %s %s ids %s bytes %s hold %s", grouped(first+1), grouped(after), text, strings.Join(named, ", "), strings.Join(bytes, " | "), strings.Join(holds, " | "))
}

// pointAtTokens: place, text, ids and bytes of the token under the pointer, at the caret, or tapped; in short texts and long ones.
func pointAtTokens(p *page) {
	e, err := encoding()
	p.must(err)
	p.emptied()
	for _, before := range []string{"", strings.Repeat("A line of a text that is long enough to be followed edit by edit.\n", 1000)} {
		const line = "Some flamingos 🦩🫠 end"
		text := before + line
		p.must(p.Press(driver.Control, "a"))
		p.paste(text)
		p.counts(userPart, p.tokens(text))
		ids := e.AppendIDs(nil, []byte(text), bpe.SpecialAsText)
		spans := wholeSpans(p, e, ids)
		last := spans[len(spans)-1]
		split := spans[0]
		for _, span := range spans {
			if span[1]-span[0] > 1 {
				split = span // an emoji of several tokens
			}
		}
		if split[1]-split[0] == 1 {
			p.Fatalf("no character of %q is split over tokens", line)
		}

		// By keyboard: from the end to the left, token by token.
		p.must(p.Press(driver.Control, driver.End))
		p.saysOfToken(userPart, p.described(e, ids, last[0], last[1]))
		for range len(" end") + 1 {
			p.must(p.Press(driver.Left))
		}
		p.saysOfToken(userPart, p.described(e, ids, split[0], split[1]))

		// By pointer; then the arrow keys go on, though the pointer rests there.
		p.must(p.Hover(p.tokenDrawn("Some")))
		p.wait("the token under the pointer", `(said => / Some id /.test(said) || said)(`+pointed+`)`, userPart)
		p.must(p.Press(driver.Control, driver.End))
		p.saysOfToken(userPart, p.described(e, ids, last[0], last[1]))

		p.must(p.Tap(p.tokenDrawn("Some")))
		p.wait("the token that was tapped", `(said => / Some id /.test(said) || said)(`+pointed+`)`, userPart)
	}
}

// tokenDrawn is the last token in the text of the user's part that is drawn with this text.
func (p *page) tokenDrawn(text string) (token driver.Element) {
	p.Helper()
	p.wait("the token "+text, `drawn(arguments[0]).some(({ text }) => text === arguments[1])`, userPart, text)
	p.eval(&token, `return [...editorOf(arguments[0]).shadowRoot.querySelectorAll(".token")].findLast((e) => e.textContent === arguments[1])`, userPart, text)
	return token
}

// wholeSpans cuts ids into the shortest runs that are whole characters.
func wholeSpans(p *page, e *bpe.Encoding, ids []uint32) (spans [][2]int) {
	first := 0
	for i := range ids {
		run, err := e.Decode(nil, ids[first:i+1])
		p.must(err)
		if utf8.Valid(run) {
			spans = append(spans, [2]int{first, i + 1})
			first = i + 1
		}
	}
	return spans
}

// specialReadings: special tokens three ways, by keyboard, and from the attribute.
func specialReadings(p *page) {
	p.emptied()
	const text = "<|endoftext|> and <|endofprompt|>"
	p.paste(text)
	asText, asTokens := p.tokens(text), p.specialTokens(text)
	if asText == asTokens {
		p.Fatalf("%q has %d tokens either way", text, asText)
	}
	p.counts(userPart, asText)
	p.wait("the special token's text to be marked", `editorOf(arguments[0]).shadowRoot.querySelectorAll(".special").length > 0`, userPart)
	for _, reading := range []struct {
		name  string
		count int
		both  bool
	}{{"as special", asTokens, false}, {"both", asText, true}, {"as text", asText, false}} {
		p.eval(nil, `find("button", arguments[0]).focus()`, reading.name)
		p.must(p.Press(driver.Space))
		p.wait(reading.name+" to be chosen", `find("button", arguments[0]).getAttribute("aria-pressed") === "true"`, reading.name)
		p.counts(userPart, reading.count)
		p.pageCounts(reading.count)
		p.wait("one count or both", `(said => said === null ? !arguments[3] : arguments[3] && [arguments[1], arguments[2]].every((count) => said.includes(": " + count + ".")) || said)(
			(e => e && clean(textOf(e)))(editorOf(arguments[0]).shadowRoot.querySelector(".both")))`, userPart, asText, asTokens, reading.both)
	}
	p.eval(nil, `editorOf(arguments[0]).setAttribute("special", "both")`, userPart)
	p.wait("both, by the attribute", `editorOf(arguments[0]).shadowRoot.querySelector(".both") !== null`, userPart)
	p.click("textbox", userPart)
	p.wait("a token described", `(said => said !== "" || said)(`+pointed+`)`, userPart)
	p.axe("both counts, and a token described")
}
