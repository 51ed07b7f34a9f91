package bpe

import (
	"slices"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Difference is where our tokens for a text and tiktoken-go's part.
type Difference struct {
	// Token is the index of the first token that differs; Byte and UTF16 are where it begins in the text, with ill-formed
	// UTF-8 replaced.
	Token, Byte, UTF16 int
	// Text is the first few characters from there on.
	Text string
	// CodePoint is the one that is responsible; utf8.RuneError when none is known.
	CodePoint rune
	// Known says that the difference is understood: under the rules that tiktoken-go follows we get exactly its tokens.
	Known bool
	// Reason says why in plain words.
	Reason string
}

// Explain compares our tokens for a text with those of tiktoken-go 0.1.8, special tokens as text in both. It returns
// false when they are equal.
//
// tiktoken-go follows Go's Unicode tables, which are 15.0's up to Go 1.26, and does not take ſ for an s; the official
// core follows Unicode 16.0 and does. Explain encodes the text under tiktoken-go's rules and calls the difference known
// when that gives the reference's tokens, all of them.
func (e *Encoding) Explain(text []byte, ours, reference []uint32) (Difference, bool) {
	d := Difference{CodePoint: utf8.RuneError}
	for d.Token < len(ours) && d.Token < len(reference) && ours[d.Token] == reference[d.Token] {
		d.Byte += e.tokenLength(ours[d.Token])
		d.Token++
	}
	if d.Token == len(ours) && d.Token == len(reference) {
		return Difference{}, false
	}
	text = validText(text)
	d.Byte = min(d.Byte, len(text))
	for i, c := range string(text) {
		if i >= d.Byte {
			break
		}
		d.UTF16++
		if c > 0xffff {
			d.UTF16++
		}
	}

	d.Text = excerpt(string(text[d.Byte:]))

	older, changed := e.asTiktokenGo(text)
	d.Known = len(changed) > 0 && slices.Equal(e.idsCutAs(text, older), reference)
	if !d.Known {
		d.Reason = "This is none of the differences that are known between this encoder and tiktoken-go."
		return d, true
	}
	at := sort.SearchInts(changed, d.Byte)
	if at == len(changed) || at > 0 && d.Byte-changed[at-1] < changed[at]-d.Byte {
		at--
	}
	d.CodePoint, _ = utf8.DecodeRune(text[changed[at]:])
	d.Reason = reasonFor(d.CodePoint)
	return d, true
}

// excerpt is the first few characters of a text.
func excerpt(text string) string {
	const most = 16
	characters := 0
	for i := range text {
		if characters == most {
			return text[:i]
		}
		characters++
	}
	return text
}

// asTiktokenGo returns the text with each character that tiktoken-go sees in another class replaced by one of the same
// length that has this class for us, and where these characters are.
func (e *Encoding) asTiktokenGo(text []byte) (older []byte, at []int) {
	older = slices.Clone(text)
	for i := 0; i < len(text); {
		c, n := utf8.DecodeRune(text[i:])
		switch {
		case isNewer(c):
			// Unassigned or private then, and so is the substitute.
			copy(older[i:], map[int]string{2: "\u0378", 3: "\uffff", 4: "\U0010ffff"}[n])
			at = append(at, i)
		case c == 'ſ' && i > 0 && text[i-1] == '\'' && e.spec.File != "p50k_base" && e.spec.File != "r50k_base":
			copy(older[i:], "ß")
			at = append(at, i)
		}
		i += n
	}
	return older, at
}

// idsCutAs returns the tokens of text when it is cut where the scanner cuts another text of the same length.
func (e *Encoding) idsCutAs(text, cut []byte) []uint32 {
	var ids []uint32
	var m merger
	var ends [64]int
	for i := 0; i < len(text); {
		n := e.spec.scan(cut, i, ends[:])
		for _, end := range ends[:n] {
			if id, ok := e.v.find(text, i, end); ok {
				ids = append(ids, id)
			} else {
				n, _ := m.encode(e.v, text, i, end)
				ids = append(ids, m.stack[:n]...)
			}
			i = end
		}
	}
	return ids
}

// isNewer reports whether c got its class after Unicode 15.0.
func isNewer(c rune) bool {
	i := sort.Search(len(newerThanUnicode15), func(i int) bool { return newerThanUnicode15[i][1] >= c })
	return i < len(newerThanUnicode15) && newerThanUnicode15[i][0] <= c
}

func reasonFor(c rune) string {
	hex := strings.ToUpper(strconv.FormatInt(int64(c), 16))
	name := "U+" + strings.Repeat("0", max(0, 4-len(hex))) + hex
	if c == 'ſ' {
		return "After an apostrophe the official core takes " + name + " (ſ) for an s, as in it's, and cuts there; tiktoken-go does not."
	}
	class, _ := classAt(utf8.AppendRune(nil, c), 0)
	return name + " is " + [...]string{
		classUpper: "a letter", classLower: "a letter", classLetter: "a letter", classMark: "a combining mark",
		classNumber: "a number", classSpace: "a space", classNewline: "a line break", classOther: "unassigned",
	}[class] + " since Unicode 15.1 or 16.0; the official core and this encoder follow " + UnicodeVersion +
		". tiktoken-go follows Go's Unicode 15.0 tables, where it is unassigned, and cuts the text differently there."
}
