package bpe

import (
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"unicode/utf8"
)

// hardTexts is where pre-tokenizers go wrong: each rule's edges, every kind of whitespace, contractions, special tokens.
// The fuzz targets start from it.
var hardTexts = []string{
	"", "a", " ", "\n", "  ", " a", "  a", "\t a", "a ", "a  ", "a\n", "a\n ", "a \n", "a \n ", "a \n b", "\r\n\r\n  x",
	"\n\n\n", " \n \n ", "\u00a0x", "\u00a0\u00a0x", "\u2003\u2003", "\u3000日本", "\u0085\u0085", "\ufeffx", "\u200bx",
	"\u2028x\u2029", "\v\f\x1c\x1d", "don't", "DON'T", "Don'T", "we'll've", "'s", "'S's", "'ſ", "it'ſ", "'re're", "x'LLy",
	"l'Ll", "'sad", "''s", "a'", "a''", "'", "'r", "'l", "a'l", "I'Mm", "日本'll", "ABC'VEx",
	"日本ABC", "日本ABCd", "ABC日本", "abc日本ABC", "ABCdEF", "aB", "Ab", "AbC", "ǅx", "xǅ", "ʰX", "Xʰ", "Xʰx",
	"e\u0301", "\u0301", "\u0301a", "\u0301A", "\u0301\u0301A", " \u0301", "!\u0301", "!!\u0301a", "1\u0301a", "A\u0301B",
	"A\u0301Bc", "\u0301AB", "\u0301ABc", "x\u0301\u0301\u0301", "\n\u0301a", "\u0301\n", "\u0301!",
	"1", "12", "123", "1234", "1234567", " 1", " 12345", "1a", "a1", "1.5", "①②③④", "٣٤٥٦", "1٣½", "½½½½",
	"!", "!!", " !", "  !", "!a", "!!a", "! a", "!\n", "!\r\n\r\n", "!/\n", "!\n/\n", "/\n//", "a/b", "//\r/", " /\n", "\n/",
	"...\n\n...", "(a)", "[A]", "a-b", "foo_bar", "__init__", "$x", "#!/bin/sh\n", "x==y", "\"\"", "`", "{\"a\":[1,2]}",
	"😀", "👩‍👩‍👧‍👦", "🇩🇪🇫🇷", "👍🏽", "❤️", "☺️x", "a😀b", " 😀", "😀\n",
	"<|endoftext|>", "a<|endoftext|>b", "<|endoftext|><|endoftext|>", "<|endofprompt|>", "<|endoftext", "endoftext|>",
	"<|<|endoftext|>|>", " <|endoftext|> ", "x <|fim_prefix|>y", "<|im_start|>system", "<|start|>user<|message|>",
	"\x00", "\x00\x00a", "\x7f", "\u00ad", "\ue000", "\U0010ffff", "\ufffd", "\ufffd\ufffd",
	"Привет, мир!", "Γειά σου Κόσμε", "مرحبا بالعالم", "नमस्ते दुनिया", "สวัสดีชาวโลก", "שלום עולם", "こんにちは世界。", "你好，世界！",
	"안녕하세요 세계", "xin chào thế giới", "İstanbul ıI", "ﬁancé", "Straße", "ÅÄÖ åäö", "ÇA VA", "naïve café", "\u1e9eß",
	"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "                                 x", "\t\t\t\t\tx", "=================", "-----\n-----",
	"supercalifragilisticexpialidocious", "Donaudampfschifffahrtsgesellschaft", "antidisestablishmentarianism's",
	"https://example.org/a/b?c=d&e=f#g", "0x1F600", "1,234,567.89", "C:\\Users\\x", "a\tb\tc", "a,b;c", "\u202eabc",
}

// malformed is invalid UTF-8, with what it is read as.
var malformed = []struct{ text, repaired string }{
	{"\xff", "\ufffd"},
	{"\xff\xff", "\ufffd\ufffd"},
	{"a\x80b", "a\ufffdb"},
	{"\xc3", "\ufffd"},
	{"\xc3(", "\ufffd("},
	{"\xc0\xaf", "\ufffd\ufffd"},
	{"\xe2\x82", "\ufffd"},
	{"\xe2\x82x", "\ufffdx"},
	{"\xe2\x28\xa1", "\ufffd(\ufffd"},
	{"\xed\xa0\x80", "\ufffd\ufffd\ufffd"},
	{"\xe0\x80\x80", "\ufffd\ufffd\ufffd"},
	{"\xf0\x9f\x98", "\ufffd"},
	{"\xf0\x9f\x98\xf0\x9f\x98\x80", "\ufffd😀"},
	{"\xf0\x80\x80\x80", "\ufffd\ufffd\ufffd\ufffd"},
	{"\xf4\x90\x80\x80", "\ufffd\ufffd\ufffd\ufffd"},
	{"\xf5\x80", "\ufffd\ufffd"},
	{"日\xe6\x9c本", "日\ufffd本"},
	{"\xf0\x9f\x98\x80\x80", "😀\ufffd"},
}

// atoms are what random texts are made of: the characters that the rules tell apart, and pieces of real words.
var atoms = []string{
	"a", "e", "s", "t", "m", "d", "r", "l", "v", "z", "A", "S", "T", "Z", "L", "é", "É", "ß", "ſ", "ǅ", "ʰ", "ª", "я", "Я", "ж",
	"α", "Ω", "א", "ب", "ق", "न", "ि", "्", "ก", "ิ", "日", "本", "語", "の", "カ", "한", "국", "𠀀", "𝐀", "𝐚", "𐐀", "𐐨",
	"\u0301", "\u0345", "\u20dd", "\U000e0100", "0", "1", "9", "½", "٣", "Ⅷ", "𝟘", " ", " ", " ", "  ", "\t", "\n", "\n", "\r\n", "\r",
	"\u00a0", "\u2003", "\u3000", "\u0085", "\u2028", "\v", "'", "'", "'s", "'ll", "'T", "'ſ", "’", "\"", ".", ",", "/", "/", "-", "_",
	"!", "(", ")", "{", "}", "=", "<", "|", ">", "<|endoftext|>", "<|endofprompt|>", "<|fim_middle|>", "😀", "👍", "🏽", "\u200d",
	"\ufe0f", "\ufeff", "\u200b", "\x00", "\ue000", "\U0010fffd", "\u0378", "the", " the", "ing", "tion", "Hello", " world", "func",
	"return", "    ", "\n\n", ");\n", "://", "これは", "中国", "при", "ение", "ال", "που", "है", "的", "123", "2024", "000",
}

// randomText returns up to n atoms, often the same ones again.
func randomText(r *rand.Rand, n int) string {
	var b strings.Builder
	few := r.IntN(len(atoms)-4) + 1
	for k := r.IntN(n) + 1; k > 0; k-- {
		switch r.IntN(16) {
		case 0:
			b.WriteRune(randomRune(r))
		case 1, 2, 3, 4, 5:
			b.WriteString(atoms[few+r.IntN(4)])
		default:
			b.WriteString(atoms[r.IntN(len(atoms))])
		}
	}
	return b.String()
}

func randomRune(r *rand.Rand) rune {
	for {
		top := []int{0x80, 0x250, 0x800, 0x3000, 0x10000, 0x20000, 0x110000}[r.IntN(7)]
		if c := rune(r.IntN(top)); utf8.ValidRune(c) {
			return c
		}
	}
}

// contexts put a code point where its class matters.
var contexts = []string{
	"%", "%%", "a%", "A%", "%a", "%A", "A%a", "a%A", " %", " %a", "%1", "1%", "!%", "!%a", "%!", "\n%", "%\n", "日%A", "%日A", "\u0301%",
	"%\u0301", "'%", "a'%", "%'s", "  %", "%  a", "%/", "12%34",
}

// contextTexts puts the first and the last code point of each run of one class into every context.
func contextTexts() [][]byte {
	var texts [][]byte
	for c := rune(0); c <= 0x10ffff; c++ {
		if c >= 0xd800 && c < 0xe000 || c > 0 && c < 0x10ffff && classOf(c) == classOf(c-1) && classOf(c) == classOf(c+1) {
			continue
		}
		var text []byte
		for _, context := range contexts {
			text = appendContext(text, context, c)
		}
		texts = append(texts, text)
	}
	return texts
}

// codePointTexts puts every code point where every class can be told from every other, 256 a text.
func codePointTexts() [][]byte {
	var texts [][]byte
	for first := rune(0); first < 0x110000; first += 256 {
		if first >= 0xd800 && first < 0xe000 {
			continue
		}
		var text []byte
		for c := first; c < first+256; c++ {
			text = appendContext(text, "A%a !%1", c)
		}
		texts = append(texts, text)
	}
	return texts
}

// randomTexts are the same in every run.
func randomTexts(n int) [][]byte {
	r := rand.New(rand.NewPCG(20261123, uint64(n)))
	texts := make([][]byte, n)
	for i := range texts {
		texts[i] = []byte(randomText(r, 40))
	}
	return texts
}

// appendContext appends the context with c in it, and two stops, so that contexts do not reach into each other.
func appendContext(text []byte, context string, c rune) []byte {
	for _, ch := range context {
		if ch == '%' {
			ch = c
		}
		text = utf8.AppendRune(text, ch)
	}
	return append(text, ".\t\t"...)
}

func classOf(c rune) uint8 {
	loadClasses()
	class, _ := classAt(utf8.AppendRune(nil, c), 0)
	return class
}

// samples are passages of real text: 27 languages, code, tables, emoji.
func samples(t testing.TB) []string {
	t.Helper()
	var all []string
	for _, name := range []string{"udhr.txt", "code.txt"} {
		text, err := os.ReadFile("testdata/" + name)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, strings.Split(string(text), "\f\n")...)
	}
	return all
}
