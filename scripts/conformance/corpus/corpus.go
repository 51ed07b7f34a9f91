// Package corpus is the text that encodings are tried on: where pre-tokenizers go wrong, every code point, seeded random texts,
// passages of real text. Tests of calc/bpe and of scripts/conformance share it.
package corpus

import (
	"embed"
	"math/rand/v2"
	"strings"
	"unicode/utf8"
)

// Hard is where pre-tokenizers go wrong: each rule's edges, every kind of whitespace, contractions, special tokens.
// The fuzz targets start from it.
var Hard = []string{
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

// Malformed is invalid UTF-8, with what it is read as.
var Malformed = []struct{ Text, Repaired string }{
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

// Atoms are what random texts are made of: the characters that the rules tell apart, and pieces of real words.
var Atoms = []string{
	"a", "e", "s", "t", "m", "d", "r", "l", "v", "z", "A", "S", "T", "Z", "L", "é", "É", "ß", "ſ", "ǅ", "ʰ", "ª", "я", "Я", "ж",
	"α", "Ω", "א", "ب", "ق", "न", "ि", "्", "ก", "ิ", "日", "本", "語", "の", "カ", "한", "국", "𠀀", "𝐀", "𝐚", "𐐀", "𐐨",
	"\u0301", "\u0345", "\u20dd", "\U000e0100", "0", "1", "9", "½", "٣", "Ⅷ", "𝟘", " ", " ", " ", "  ", "\t", "\n", "\n", "\r\n", "\r",
	"\u00a0", "\u2003", "\u3000", "\u0085", "\u2028", "\v", "'", "'", "'s", "'ll", "'T", "'ſ", "’", "\"", ".", ",", "/", "/", "-", "_",
	"!", "(", ")", "{", "}", "=", "<", "|", ">", "<|endoftext|>", "<|endofprompt|>", "<|fim_middle|>", "😀", "👍", "🏽", "\u200d",
	"\ufe0f", "\ufeff", "\u200b", "\x00", "\ue000", "\U0010fffd", "\u0378", "the", " the", "ing", "tion", "Hello", " world", "func",
	"return", "    ", "\n\n", ");\n", "://", "これは", "中国", "при", "ение", "ال", "που", "है", "的", "123", "2024", "000",
}

// Random returns up to n Atoms, often the same ones again.
func Random(r *rand.Rand, n int) string {
	var b strings.Builder
	few := r.IntN(len(Atoms)-4) + 1
	for k := r.IntN(n) + 1; k > 0; k-- {
		switch r.IntN(16) {
		case 0:
			b.WriteRune(randomRune(r))
		case 1, 2, 3, 4, 5:
			b.WriteString(Atoms[few+r.IntN(4)])
		default:
			b.WriteString(Atoms[r.IntN(len(Atoms))])
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

// Contexts puts the first and the last code point of each run of one class into every context.
func Contexts(classOf func(rune) uint8) [][]byte {
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

// CodePoints puts every code point where every class can be told from every other, 256 a text.
func CodePoints() [][]byte {
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

// RandomTexts are the same in every run.
func RandomTexts(n int) [][]byte {
	r := rand.New(rand.NewPCG(20261123, uint64(n)))
	texts := make([][]byte, n)
	for i := range texts {
		texts[i] = []byte(Random(r, 40))
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

//go:embed udhr.txt code.txt
var passages embed.FS

// Samples are passages of real text: 27 languages, code, tables, emoji.
func Samples() (all []string) {
	for _, name := range []string{"udhr.txt", "code.txt"} {
		text, err := passages.ReadFile(name)
		if err != nil {
			panic(err) // it is embedded
		}
		all = append(all, strings.Split(string(text), "\f\n")...)
	}
	return all
}

// HardFamilies is where the families differ from OpenAI's encodings, and from each other.
var HardFamilies = []string{
	"<think>", "<|im_start|>user", "<|im_end|>\u0338", "e\u0301<|im_end|>\u0301", "<tool_call>{\"a\":1}</tool_call>", "</think", "<<think>>",
	"e\u0301", "e\u0323\u0301x", "\u212b", "\u0958", "\u1100\u1161\u11a8", "\ud55c\u11a8", "\uf900\u2f800", "a\u0301\u0301", "\u0301\u0323",
	"q\u0307\u0323", "q\u0323\u0307", "\u0344", "\U0001d15e", "\u09c7\u09be", "\u0b47\u0b57", "\u09fe\u09cd", "\u0ccd\u0c3c", "\u0951\u0d3c", "a\u1df6\u0323", "\u115f\u1161",
	"a  1", "a  日", "日  a", "1日2", "日1本", "12345日", "\u3040\u3041", "\u3097a", "ー・ー", "日・本", "\u30a0\u30a1", "龥龦", "\u3000日",
	".abc", "..abc", ".abcé", ".éabc", "!A.b", "$x", "\x00a", "\x00\x00a", "\x00\x00!", "\x00 a", "\x00\n", "a\x00", "\x00日", "日\x00", "\u0378\u0301",
	" \x00", "\x001", "1\x00", " !\n\n", " !\r\n a", "!\n!", "(a)(b)", "_a_b", "+1", "a+b", " +a", "  +a", "\u00ad\u00adx", "\u200d\u0301",
	"Abc'S", "ABC's", "日本'll", "//\n//", "1/2/3", "\n/", "ǅx", "ʰX", "a\u0301B", "\u0301A", "𝐀𝐚",
	"▁", "▁▁", " ▁", "▁ ", "▁▁▁ ▁", "a▁b", "a b", " a", "  a", "   a", strings.Repeat(" ", 30), strings.Repeat(" ", 31), strings.Repeat(" ", 32), strings.Repeat(" ", 63) + "x",
	strings.Repeat("\n", 31), strings.Repeat("\n", 32), strings.Repeat("\n", 70), strings.Repeat("\t", 33), "\n\t\n\t", "\t \t", "\n \n", " \n", "\t\n  \n\t",
	"> </", "> </div>", ">  </", "x> <", "> <", ">▁</", "</div> </div>", "<table>", "<tables>", "</table", "<h1><h7>", "<unused0>", "<unused99>", "<unused6241>", "<unused9999>",
	"[multimodal]", "[multimodal", "<start_of_turn>user\nhi<end_of_turn>", "<bos>", "<mask>", "<pad><eos>", "<unk>", "<0x41>", "<0xE2>",
	"\u1234", "\U00010fff", "日\U0002f800", "\u0378", "\x07", "\x00\x04\x06", "\u0e31\u0378", "𝕏𝕐", "🫠🫠", "\U000e0041", "é\u0300\u0378", "\ufeff\ufeff//", ".\ufeff", " \ufeff",
	"[INST]", "[/INST]", "[INST", "<s>", "</s>", "<SPECIAL_20>", "<SPECIAL_1000>", "[TOOL_CALLS][{", "<｜begin▁of▁sentence｜>", "<｜User｜>hi", "<｜tool▁sep｜>", "<｜fim▁hole｜>x",
	"<｜place▁holder▁no▁0｜>", "｜", "<｜", "▁of▁",
}

// FamilyAtoms join the atoms in random texts.
var FamilyAtoms = []string{
	"<think>", "</think>", "<|im_start|>", "<|im_end|>", "<tool_call>", "\u0338", "\u0323", "\u0307", "\u1100", "\u1161", "\u11a8", "한", "\u0958", "\u212b", "\uf900",
	"・", "ー", "\u3040", "龥", "龦", "1", "2", "\x07", "\u00ad", "▁", "▁▁", "> </", "</", ">", "<table>", "<td>", "<unused5>", "[multimodal]", "<bos>", "<end_of_turn>",
	"   ", "     ", "\n\n\n", "\t\t\t", "\u1234", "\U00010fff", "\u0378", "𝕏", "ൃ", "ന്\u200d", "\u09fe", "\u09cd", "\u0ccd", "\u0c3c", "\u0951", "\u0d3c", "\u1df6", "১২", "²", "<s>", "[INST]", "<SPECIAL_20>", "<｜User｜>", "<｜tool▁sep｜>", "｜", "<｜",
}

func RandomFamily(r *rand.Rand) string {
	text := Random(r, 20)
	for range r.IntN(6) {
		text += FamilyAtoms[r.IntN(len(FamilyAtoms))]
		if r.IntN(2) == 0 {
			text += Random(r, 8)
		}
	}
	return text
}

// RandomFamilies are the same in every run.
func RandomFamilies(n int) [][]byte {
	r := rand.New(rand.NewPCG(20261123, uint64(n)))
	texts := make([][]byte, n)
	for i := range texts {
		texts[i] = []byte(RandomFamily(r))
	}
	return texts
}
