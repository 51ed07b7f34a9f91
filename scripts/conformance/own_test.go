//go:build !js

package conformance

import (
	"encoding/json"
	"errors"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"threelimits/calc/bpe"
	"threelimits/scripts/conformance/corpus"
	"threelimits/scripts/vocab/tokenizers"
)

type object = map[string]any

// byteTexts are the characters that stand for bytes in a byte-level vocabulary (GPT-2's bytes_to_unicode).
var byteTexts = func() (texts [256]string) {
	hidden := rune(0x100)
	for b := range texts {
		if b >= '!' && b <= '~' || b >= 0xa1 && b <= 0xac || b >= 0xae {
			texts[b] = string(rune(b))
		} else {
			texts[b] = string(hidden)
			hidden++
		}
	}
	return texts
}()

// ownTokenizer is a small tokenizer.json, merged from real text, with what change adds.
func ownTokenizer(change func(document object)) object {
	vocab := object{}
	for b, text := range byteTexts {
		vocab[text] = b
	}
	var merges [][2]string
	words := map[string][]string{}
	for _, text := range append(corpus.Samples(), "hello hell wxyz") {
		for word := range strings.FieldsSeq(text) {
			for _, w := range []string{word, " " + word, strings.ToLower(word)} {
				symbols := []string{}
				for _, b := range []byte(w) {
					symbols = append(symbols, byteTexts[b])
				}
				words[w] = symbols
			}
		}
	}
	for range 150 { // the commonest pair is merged next
		counts := map[[2]string]int{}
		for _, symbols := range words {
			for i := 1; i < len(symbols); i++ {
				counts[[2]string{symbols[i-1], symbols[i]}]++
			}
		}
		best := slices.MaxFunc(slices.Collect(maps.Keys(counts)), func(a, b [2]string) int {
			if counts[a] != counts[b] {
				return counts[a] - counts[b]
			}
			return strings.Compare(a[0]+" "+a[1], b[0]+" "+b[1])
		})
		merges = append(merges, best)
		if whole := best[0] + best[1]; vocab[whole] == nil {
			vocab[whole] = len(vocab)
		}
		for word, symbols := range words {
			for i := 1; i < len(symbols); i++ {
				if symbols[i-1] == best[0] && symbols[i] == best[1] {
					symbols = slices.Replace(symbols, i-1, i+1, best[0]+best[1])
				}
			}
			words[word] = symbols
		}
	}
	document := object{
		"version": "1.0", "truncation": nil, "padding": nil, "normalizer": nil, "post_processor": nil, "decoder": nil,
		"pre_tokenizer": object{"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true, "use_regex": true},
		"model": object{"type": "BPE", "dropout": nil, "unk_token": nil, "continuing_subword_prefix": nil, "end_of_word_suffix": nil,
			"fuse_unk": false, "byte_fallback": false, "vocab": vocab, "merges": merges},
	}
	document["added_tokens"] = added(document, "<|endoftext|>", object{"special": true})
	change(document)
	return document
}

// added appends an added token to a document's, numbered as the core does.
func added(document object, text string, flags object) []object {
	tokens, _ := document["added_tokens"].([]object)
	vocab := document["model"].(object)["vocab"].(object)
	id, known := vocab[text].(int)
	if !known {
		id = len(vocab)
		for _, token := range tokens {
			id = max(id, token["id"].(int)+1)
		}
	}
	token := object{"id": id, "content": text, "special": false, "normalized": false, "lstrip": false, "rstrip": false, "single_word": false}
	maps.Copy(token, flags)
	return append(tokens, token)
}

func with(text string, flags ...string) func(object) {
	set := object{}
	for _, flag := range flags {
		set[flag] = true
	}
	return func(document object) { document["added_tokens"] = added(document, text, set) }
}

func normalizing(steps ...string) func(object) {
	return func(document object) {
		var all []object
		for _, kind := range steps {
			all = append(all, object{"type": kind})
		}
		document["normalizer"] = object{"type": "Sequence", "normalizers": all}
	}
}

func all(changes ...func(object)) func(object) {
	return func(document object) {
		for _, change := range changes {
			change(document)
		}
	}
}

func byteLevel(name string, value bool) func(object) {
	return func(document object) { document["pre_tokenizer"].(object)[name] = value }
}

var someTokens = all(with("hello", "normalized"), with("lo wor"), with("<x>"), with("he", "single_word"), with("\u00e9", "normalized"),
	with("Stra\u00dfe", "normalized"), with("日本", "lstrip"), with("中国", "rstrip"), with("ab cd", "single_word", "lstrip"), with("the", "special", "rstrip"))

// ownTokenizers are what a tokenizer of one's own may have that no built-in one does.
var ownTokenizers = map[string]func(object){
	"plain":                   func(object) {},
	"added tokens":            someTokens,
	"overlapping":             all(with("wxyz", "normalized"), with("z!"), with("xy"), with("yz!?", "normalized"), with("w", "single_word", "normalized")),
	"single words":            all(with("wxyz", "single_word"), with("y", "single_word"), with(" a b", "single_word"), with("the", "single_word", "normalized"), with("x\u0301", "single_word")),
	"strips":                  all(with("wx", "lstrip", "rstrip"), with("a", "lstrip", "normalized"), with("the", "rstrip", "normalized"), with("日", "lstrip", "rstrip", "special")),
	"without regex":           byteLevel("use_regex", false),
	"without regex, prefixed": all(byteLevel("use_regex", false), byteLevel("add_prefix_space", true), someTokens),
	"add_prefix_space":        byteLevel("add_prefix_space", true),
	"prefix and tokens":       all(byteLevel("add_prefix_space", true), someTokens),
	"NFC":                     all(normalizing("NFC"), with("\u00e9", "normalized"), with("e\u0301", "normalized"), with("a", "normalized", "lstrip")),
	"NFD":                     all(normalizing("NFD"), with("\u00e9", "normalized"), with("a", "normalized", "rstrip")),
	"NFKC":                    all(normalizing("NFKC"), with("\uff21", "normalized"), with("fi", "normalized", "lstrip", "rstrip")),
	"NFKD":                    all(normalizing("NFKD"), with("A", "normalized")),
	"Lowercase":               all(normalizing("Lowercase"), with("The", "normalized"), with("HE", "normalized", "lstrip"), with("X")),
	"a sequence":              all(normalizing("NFKC", "Lowercase", "NFC"), byteLevel("add_prefix_space", true), with("\u01c4", "normalized"), with("s", "normalized")),
}

// ownAtoms meet what those do.
var ownAtoms = []string{"wxyz", "!", "z!", "hello", "hell", " hello", "lo wor", "he", "the", "The", "THE", " ", "  ", "\t", "\n", "_", "-", "x", "y", "a b", "ab cd", "\u00e9", "e\u0301", "\u01c4",
	"\ufb01", "fi", "\uff21", "\u00df", "Stra\u00dfe", "STRASSE", "\u0130", "\u03a3", "A\u030a", "\u212b", "\u1e9b\u0323", "\ufdfa", "\u2460", "\u00bd", "\u3000", "\u00a0", "\u2003", "日本", "中国", "ﷺ",
	"\uac00", "\u1100\u1161\u11a8", "\u0345", "\u0344", "\u0958", "\u09fe\u09cd", "\u0301", "\u0323", "\u200d", "\u203f", "\u00b2", "\u24b6", "\U0001f130", "<x>", "<|endoftext|>", "w", "yz!?", "\u0085"}

// TestOwnTokenizers holds what can be brought to Hugging Face's core, on random texts.
func TestOwnTokenizers(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	for _, name := range slices.Sorted(maps.Keys(ownTokenizers)) {
		t.Run(name, func(t *testing.T) {
			t.Logf("random texts from seed %d", seed)
			r := rand.New(rand.NewPCG(seed, 2))
			content, err := json.Marshal(ownTokenizer(ownTokenizers[name]))
			if err != nil {
				t.Fatal(err)
			}
			texts := hardTexts()
			for _, text := range ownAtoms {
				texts = append(texts, []byte(text))
			}
			for range *randomTexts {
				text := corpus.RandomFamily(r)
				for range r.IntN(8) {
					text += ownAtoms[r.IntN(len(ownAtoms))]
				}
				texts = append(texts, []byte(text))
				var few strings.Builder
				for range r.IntN(12) {
					few.WriteString(ownAtoms[r.IntN(len(ownAtoms))])
				}
				texts = append(texts, []byte(few.String()))
			}
			compareOwn(t, content, bpe.SpecialAsTokens, texts)
			compareOwn(t, content, bpe.SpecialAsText, texts[:len(texts)/2])
		})
	}
}

func compareOwn(t *testing.T, content []byte, special bpe.Special, texts [][]byte) {
	t.Helper()
	compareWith(t, own(t, content), special, texts, answersOf(t, content, special, texts))
}

func own(t *testing.T, content []byte) *bpe.Encoding {
	t.Helper()
	parsed, err := tokenizers.Read(content)
	if err != nil {
		t.Fatal(err)
	}
	file, err := bpe.Convert(parsed)
	if err != nil {
		t.Fatal(err)
	}
	e, err := bpe.LoadOwn("own", file)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// TestOwnCharacters normalizes every character, and every two that may act on each other, as the core does.
func TestOwnCharacters(t *testing.T) {
	var acting []rune
	for c := rune(0x300); c < 0x1f000; c++ {
		if plain(string(c)) != string(c) || plain("a\u0334"+string(c)+"\u0345") != "a\u0334"+string(c)+"\u0345" || plain("a\u0345"+string(c)) != "a\u0345"+string(c) {
			acting = append(acting, c)
		}
	}
	var texts [][]byte
	for _, a := range acting {
		var text []byte
		for i, b := range acting {
			if i%61 == int(a)%61 { // every character with dozens
				text = append(text, (string(a) + string(b) + "\n")...)
			}
		}
		texts = append(texts, text)
	}
	if *record {
		texts = append(texts, corpus.CodePoints()...)
	}
	for _, kind := range []string{"NFC", "NFD", "NFKC", "NFKD", "Lowercase"} {
		content, err := json.Marshal(ownTokenizer(normalizing(kind)))
		if err != nil {
			t.Fatal(err)
		}
		compareOwn(t, content, bpe.SpecialAsTokens, texts)
	}
}

// TestOwnCases: what files seen to fail should give.
func TestOwnCases(t *testing.T) {
	for _, c := range []struct {
		file, text string
		want       []uint32
	}{
		{"overlap", "wxyz!", []uint32{119, 120, 121, 259}},
		{"no-regex", "hello hell", []uint32{256, 257, 111, 32, 256, 257}},
		{"prefix-space", "hello", nil},
	} {
		content, err := os.ReadFile("testdata/" + c.file + ".tokenizer.json")
		if err != nil {
			t.Fatal(err)
		}
		got := own(t, content).AppendIDs(nil, []byte(c.text), bpe.SpecialAsTokens)
		if c.want != nil && !slices.Equal(got, c.want) {
			t.Errorf("%s: %q gives %d, not %d", c.file, c.text, got, c.want)
		}
		compareOwn(t, content, bpe.SpecialAsTokens, [][]byte{[]byte(c.text), []byte(" hell  hello\nwxyz!")})
	}
}

// TestOwnRefused: what is not supported is refused, with a reason that names it.
func TestOwnRefused(t *testing.T) {
	for names, change := range map[string]func(object){
		"StripAccents":  normalizing("NFD", "StripAccents"),
		"ignore_merges": all(byteLevel("use_regex", false), func(d object) { d["model"].(object)["ignore_merges"] = true }),
		"single_word":   all(normalizing("NFC"), with("q", "normalized", "single_word")),
		"rstrip":        all(with("q", "rstrip"), with("\tq")),
		"add_prefix_space": func(d object) {
			d["pre_tokenizer"] = object{"type": "Sequence", "pretokenizers": []object{{"type": "Digits", "individual_digits": true}, {"type": "ByteLevel", "add_prefix_space": true, "use_regex": true}}}
		},
	} {
		content, err := json.Marshal(ownTokenizer(change))
		if err != nil {
			t.Fatal(err)
		}
		parsed, err := tokenizers.Read(content)
		if err != nil {
			t.Fatal(err)
		}
		var refused *bpe.FormatError
		if _, err = bpe.Convert(parsed); !errors.As(err, &refused) || !strings.Contains(refused.Message, names) {
			t.Errorf("%s: %v", names, err)
		}
	}
}
