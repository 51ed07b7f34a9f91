package bpe

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"threelimits/calc/fault"
	"threelimits/calc/fields"
)

// TokenizerJSON is what a Hugging Face tokenizer.json says, its JSON already parsed. Convert makes a vocabulary file of it.
type TokenizerJSON struct {
	// Settings are the leaves of everything but the vocabulary, the merges and the added tokens, by path, as in
	// "pre_tokenizer.pretokenizers.0.type"; an empty object or array is a leaf too.
	Settings []fields.Field
	// Vocabulary is model.vocab.
	Vocabulary []VocabularyEntry
	// Merges is model.merges, each as its two sides.
	Merges [][2]string
	// Added is added_tokens.
	Added []AddedToken
}

// VocabularyEntry is one entry of model.vocab.
type VocabularyEntry struct {
	Text string
	ID   uint32
}

// AddedToken is one of added_tokens: text that is found before anything else is done.
type AddedToken struct {
	Text                                            string
	ID                                              uint32
	Special, Normalized, LStrip, RStrip, SingleWord bool
}

// A FormatError says why a file is not one that can be counted with. Code is for programs.
type FormatError struct{ Code, Message string }

func (e *FormatError) Error() string { return "bpe: " + e.Message }

// Codes of FormatError.
const (
	NotBPE             = "not-bpe"              // WordPiece, Unigram, WordLevel, or a model that is no byte-pair encoding
	UnknownPattern     = "unknown-pretokenizer" // its pre-tokenizer is none of those that are known
	UnknownNormalizer  = "unknown-normalizer"
	UnsupportedOption  = "unsupported-tokenizer" // an option that changes tokens in a way that is not implemented
	BadTokenizer       = "bad-tokenizer"         // truncated, contradictory or hostile
	maxVocabularyBytes = maxBlob - 1024
)

func refuse(code string, parts ...string) error { return &FormatError{code, strings.Join(parts, "")} }

// Convert makes a vocabulary file (LoadOwn reads it) of a tokenizer.json.
//
// Cost: a second for the 515,000 merges of Gemma 3 natively, some three in the page.
func Convert(t *TokenizerJSON) ([]byte, error) {
	c := converter{json: t}
	for _, step := range []func() error{c.readModel, c.readCut, c.readNormalizer, c.readVocabulary, c.readRuns, c.readMerges, c.readAdded} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return c.file.pack(), nil
}

type converter struct {
	json *TokenizerJSON
	file tokenizerFile
	// bytes: the vocabulary's texts are bytes, written as GPT-2 does; otherwise they are characters.
	bytes  bool
	ids    map[string]uint32 // by text as written
	growth *growth
	// texts are what the entries stand for, by id.
	texts  []string
	alones [utf8.RuneSelf]byte // runs.go: 1 for no, 2 for yes
	// grown has the internal ids of tokens; early the merges that wait for one.
	grown   map[uint64]uint32
	early   map[uint64]uint32 // index in waiting
	waiting [][]int           // by place in Merges
}

// setting returns the last leaf at a path; a zero one where there is none.
func (c *converter) setting(path string) (s fields.Field) {
	for i := len(c.json.Settings) - 1; i >= 0; i-- {
		if c.json.Settings[i].Path == path {
			return c.json.Settings[i]
		}
	}
	return s
}

func (c *converter) text(path string) string { return c.setting(path).Text }

// is reports whether a setting has that value; "" stands for one that is missing, null or empty.
func (c *converter) is(path, value string) bool {
	s := c.setting(path)
	return s.Text == value && (value != "" || s.Kind == "" || s.Kind == "null" || s.Kind == "string")
}

// has reports whether anything but null stands at a path.
func (c *converter) has(path string) bool {
	if s := c.setting(path); s.Kind != "" {
		return s.Kind != "null"
	}
	return c.text(path+".type") != ""
}

// readModel refuses what is no byte-pair encoding, and options of it that nobody uses with it.
func (c *converter) readModel() error {
	switch kind := c.text("model.type"); kind {
	case "BPE":
	case "":
		if len(c.json.Merges) == 0 {
			return refuse(BadTokenizer, "this is no tokenizer.json: it has no model with a type and merges")
		}
	default:
		return refuse(NotBPE, "its model is ", fault.Quote(kind), "; accepted is BPE")
	}
	if len(c.json.Merges) == 0 || len(c.json.Vocabulary) == 0 {
		return refuse(BadTokenizer, "its model has no merges or no vocabulary: the file is not complete")
	}
	for _, option := range []string{"dropout", "continuing_subword_prefix", "end_of_word_suffix"} {
		if !c.is("model."+option, "") && !c.is("model."+option, "0") {
			return refuse(UnsupportedOption, "its model has ", option, " ", fault.Quote(c.text("model."+option)), ", which is not supported")
		}
	}
	c.file.wholePiece = c.is("model.ignore_merges", "true")
	return nil
}

// readVocabulary finds what each entry's text means, and the single bytes.
func (c *converter) readVocabulary() error {
	size := 0
	c.ids = make(map[string]uint32, len(c.json.Vocabulary))
	seen := make(map[uint64]uint32, len(c.json.Vocabulary))
	for _, entry := range c.json.Vocabulary {
		if entry.ID >= maxTokens {
			return refuse(BadTokenizer, "the id of token ", fault.Quote(entry.Text), " is ", strconv.Itoa(int(entry.ID)), "; accepted are ids below ", strconv.Itoa(maxTokens))
		}
		if _, twice := c.ids[entry.Text]; twice || seen[uint64(entry.ID)] != 0 {
			return refuse(BadTokenizer, "the token ", fault.Quote(entry.Text), " or its id ", strconv.Itoa(int(entry.ID)), " is in the vocabulary twice")
		}
		c.ids[entry.Text] = entry.ID
		for uint32(len(c.texts)) <= entry.ID {
			c.texts = append(c.texts, "")
		}
		c.texts[entry.ID] = c.meant(entry.Text)
		seen[uint64(entry.ID)] = 1
		if size += len(entry.Text); size > maxVocabularyBytes {
			return refuse(BadTokenizer, "its tokens are longer than ", strconv.Itoa(maxVocabularyBytes), " bytes together")
		}
	}
	var external [singleBytes]uint32
	var characters []token
	for b := range external {
		name, ok := byteText(byte(b)), false
		if !c.bytes {
			name = byteToken(byte(b))
			if id, own := c.ids[c.written(string(rune(b)))]; own && b < utf8.RuneSelf {
				external[b] = id
				continue
			}
		}
		if external[b], ok = c.ids[name]; !ok {
			if external[b] = noToken; b < 0xc0 || b > 0xc1 && b < 0xf5 {
				return refuse(UnsupportedOption, "its vocabulary has no token for the byte ", strconv.Itoa(b),
					", so that some texts have no tokens")
			}
		}
	}
	c.growth = newGrowth(&external, len(c.json.Vocabulary)+singleBytes)
	if c.bytes {
		return nil
	}
	for _, entry := range c.json.Vocabulary {
		if text := c.meant(entry.Text); len(text) > 1 && utf8.RuneCountInString(text) == 1 {
			characters = append(characters, token{text, entry.ID})
		}
	}
	sortTokens(characters)
	return c.growth.addCharacters(characters)
}

// readMerges grows the tokens, in the order of the merges.
func (c *converter) readMerges() error {
	c.grown = make(map[uint64]uint32, len(c.json.Vocabulary))
	c.early = map[uint64]uint32{}
	for id, external := range c.growth.external {
		if external != noToken {
			c.grown[uint64(external)] = uint32(id)
		}
	}
	seen := make(map[uint64]uint32, len(c.json.Merges))
	for rank, merge := range c.json.Merges {
		if len(c.file.runs) > 0 && c.makesRun(merge) {
			continue
		}
		left, ok1 := c.ids[merge[0]]
		right, ok2 := c.ids[merge[1]]
		whole, ok3 := c.ids[merge[0]+merge[1]]
		if !ok1 || !ok2 || !ok3 {
			return refuse(BadTokenizer, "it merges ", fault.Quote(merge[0]), " and ", fault.Quote(merge[1]), ", which, or whose result, is not in its vocabulary")
		}
		pair := uint64(left)<<32 | uint64(right)
		if seen[pair] != 0 {
			return refuse(BadTokenizer, "it merges ", fault.Quote(merge[0]), " and ", fault.Quote(merge[1]), " twice")
		}
		seen[pair] = 1
		if c.wait(rank, left, right) {
			continue
		}
		formed, err := c.grow(left, right, whole)
		if err != nil {
			return err
		}
		if formed {
			if err := c.growEarly(whole, uint32(c.growth.halves[c.grown[uint64(whole)]]>>32)); err != nil {
				return err
			}
		}
	}
	for _, entry := range c.json.Vocabulary {
		if _, ok := c.grown[uint64(entry.ID)]; !ok {
			c.file.spare = append(c.file.spare, token{c.spareText(entry.Text), entry.ID})
		}
	}
	sortTokens(c.file.spare)
	c.file.halves, c.file.external, c.file.parts = c.growth.halves, c.growth.external, c.growth.parts
	return nil
}

// grow adds the token of a merge if that is how it forms.
func (c *converter) grow(left, right, whole uint32) (bool, error) {
	if _, done := c.grown[uint64(whole)]; done {
		return false, nil
	}
	text := c.texts[left] + c.texts[right]
	formed, err := c.growth.grow(text, c.grown[uint64(left)], c.grown[uint64(right)], whole)
	if err != nil {
		return false, refuse(BadTokenizer, strings.TrimPrefix(err.Error(), "bpe: "))
	}
	if formed {
		c.grown[uint64(whole)] = uint32(len(c.growth.halves) - 1)
	}
	return formed, nil
}

// wait puts a merge off whose sides have not formed yet, until the first of those does.
func (c *converter) wait(rank int, left, right uint32) bool {
	for _, side := range [2]uint32{left, right} {
		if _, formed := c.grown[uint64(side)]; !formed {
			at, ok := c.early[uint64(side)]
			if !ok {
				at = uint32(len(c.waiting))
				c.early[uint64(side)] = at
				c.waiting = append(c.waiting, nil)
			}
			c.waiting[at] = append(c.waiting[at], rank)
			return true
		}
	}
	return false
}

// growEarly carries on with the merges that waited for a token. Listed before it, such a merge is carried out as soon as
// the token forms, at one place after the other: as a rank next to the token's has it everywhere at once, unless it takes
// what another of those tokens begins with, which is first. What it makes may be waited for too. (Gemma 3 has three such
// merges, "▁======" is listed before "▁=====", and Llama 3 has eighty.)
func (c *converter) growEarly(formed, first uint32) error {
	for _, rank := range c.takeWaiting(formed) {
		merge := c.json.Merges[rank]
		left, right, whole := c.ids[merge[0]], c.ids[merge[1]], c.ids[merge[0]+merge[1]]
		if c.wait(rank, left, right) {
			continue
		}
		grew, err := c.grow(left, right, whole)
		if err != nil {
			return err
		}
		if !grew {
			continue
		}
		if left == formed && c.grown[uint64(right)] == first {
			return refuse(UnsupportedOption, "it lists the merge of ", fault.Quote(merge[0]), " and ", fault.Quote(merge[1]),
				" before those that make them, in a way that is not supported")
		}
		if err := c.growEarly(whole, first); err != nil {
			return err
		}
	}
	return nil
}

// takeWaiting returns the merges that wait for a token, which then wait no longer, in their order.
func (c *converter) takeWaiting(token uint32) []int {
	at, ok := c.early[uint64(token)]
	if !ok {
		return nil
	}
	delete(c.early, uint64(token))
	slices.Sort(c.waiting[at])
	return c.waiting[at]
}

// readAdded takes the added tokens. A token that is in the vocabulary too is an added one.
func (c *converter) readAdded() error {
	seen := make(map[string]uint32, len(c.json.Added))
	var strips [2]bool  // whether one takes the whitespace after it, of those found before and after normalizing
	var white [2]string // one that begins with whitespace
	loadClasses()
	for _, a := range c.json.Added {
		switch {
		case a.Text == "":
			return refuse(BadTokenizer, "an added token has no text")
		case a.ID >= maxTokens:
			return refuse(BadTokenizer, "the id of the added token ", fault.Quote(a.Text), " is ", strconv.Itoa(int(a.ID)))
		case seen[a.Text] != 0:
			return refuse(BadTokenizer, "the added token ", fault.Quote(a.Text), " is there twice")
		}
		seen[a.Text] = 1
		if !a.Special && c.isRun(a) {
			continue // found as a run
		}
		normalizes := len(c.file.normalizer) > 0 || c.file.prefix == prefixAlways || c.file.spaces && !c.file.lateSpaces
		switch {
		case a.SingleWord && a.Normalized && normalizes:
			return refuse(UnsupportedOption, "the added token ", fault.Quote(a.Text),
				" is for single words of normalized text (single_word and normalized), which is not supported")
		case (a.LStrip || a.RStrip) && a.Normalized && c.file.spaces && !c.file.lateSpaces:
			return refuse(UnsupportedOption, "the added token ", fault.Quote(a.Text),
				" takes whitespace of normalized text (lstrip or rstrip, and normalized), which is not supported where a space is ▁")
		}
		strips[bit(a.Normalized)] = strips[bit(a.Normalized)] || a.RStrip
		if first, _ := utf8.DecodeRuneInString(a.Text); isWhite(first) {
			white[bit(a.Normalized)] = a.Text
		}
		c.file.added = append(c.file.added, a)
	}
	for i, text := range white {
		if strips[i] && text != "" {
			return refuse(UnsupportedOption, "an added token takes the whitespace after it (rstrip), and another, ", fault.Quote(text),
				", begins with whitespace, which is not supported together")
		}
	}
	added := make(map[uint64]uint32, len(c.file.added))
	for _, a := range c.file.added {
		added[uint64(a.ID)] = 1
	}
	spare := c.file.spare[:0]
	for _, s := range c.file.spare {
		if added[uint64(s.id)] == 0 || c.isRunText(s.text) {
			spare = append(spare, s)
		}
	}
	c.file.spare = spare
	return nil
}

// meant is the text that a vocabulary entry stands for: "" when it cannot be part of a text.
func (c *converter) meant(written string) string {
	if c.bytes {
		text, ok := bytesOf(written)
		if !ok {
			return ""
		}
		return text
	}
	if !c.file.spaces {
		return written
	}
	if strings.Contains(written, " ") {
		return "" // the normalizer leaves no space
	}
	return strings.ReplaceAll(written, metaspace, " ")
}

// written is the opposite of meant, for characters.
func (c *converter) written(text string) string {
	if c.file.spaces {
		return strings.ReplaceAll(text, " ", metaspace)
	}
	return text
}

// spareText is what decoding a token gives that encoding never does.
func (c *converter) spareText(written string) string {
	if !c.bytes {
		for b := range singleBytes {
			if written == byteToken(byte(b)) {
				return string([]byte{byte(b)})
			}
		}
	}
	if text := c.meant(written); text != "" {
		return text
	}
	return written
}

const metaspace = "\u2581"

// byteToken is the token <0xE2> for a byte of a character that is not in the vocabulary.
func byteToken(b byte) string {
	const digits = "0123456789ABCDEF"
	return "<0x" + string([]byte{digits[b>>4], digits[b&15]}) + ">"
}

// byteText is the character that stands for a byte in a byte-level vocabulary: itself where it can be seen, and one from
// U+0100 on otherwise (GPT-2's bytes_to_unicode, https://github.com/openai/gpt-2, src/encoder.py).
func byteText(b byte) string {
	if visible(b) {
		return string(rune(b))
	}
	n := rune(0)
	for k := range b {
		if !visible(k) {
			n++
		}
	}
	return string(0x100 + n)
}

func visible(b byte) bool { return b >= '!' && b <= '~' || b >= 0xa1 && b <= 0xac || b >= 0xae }

// bytesOf reads a text of such characters; false when it has another.
func bytesOf(written string) (string, bool) {
	hidden := hiddenBytes()
	out := make([]byte, 0, len(written))
	for _, r := range written {
		if r < 0x100 && visible(byte(r)) {
			out = append(out, byte(r))
			continue
		}
		if r < 0x100 || int(r-0x100) >= len(hidden) {
			return "", false
		}
		out = append(out, hidden[r-0x100])
	}
	return string(out), true
}

// hiddenBytes are those that are not visible, in order.
var hiddenBytes = sync.OnceValue(func() (hidden []byte) {
	for b := range singleBytes {
		if !visible(byte(b)) {
			hidden = append(hidden, byte(b))
		}
	}
	return hidden
})

// ConvertRanks makes a vocabulary file of a .tiktoken file, lines of base64, space and rank, for a known pattern: the name
// of one (Patterns) or its text. specials are the texts and ids of special tokens; there may be none.
func ConvertRanks(file []byte, pattern string, specials []AddedToken) ([]byte, error) {
	var out tokenizerFile
	out.wholePiece = true // as tiktoken does
	var err error
	if out.cut, err = cutOf(pattern); err != nil {
		return nil, err
	}
	tokens, err := readRanks(file)
	if err != nil {
		return nil, err
	}
	sortTokens(tokens)
	var external [singleBytes]uint32
	for b := range external {
		external[b] = noToken
	}
	for _, t := range tokens {
		if len(t.text) == 1 {
			external[t.text[0]] = t.id
		}
	}
	for b, id := range external {
		if id == noToken && (b < 0xc0 || b > 0xc1 && b < 0xf5) {
			return nil, refuse(BadTokenizer, "it has no token for the byte ", strconv.Itoa(b))
		}
	}
	g := newGrowth(&external, len(tokens)+singleBytes)
	for _, t := range tokens {
		if len(t.text) == 1 {
			continue
		}
		formed, err := g.grow(t.text, noToken, noToken, t.id)
		if err != nil {
			return nil, refuse(BadTokenizer, strings.TrimPrefix(err.Error(), "bpe: "))
		}
		if !formed {
			out.spare = append(out.spare, t)
		}
	}
	out.halves, out.external = g.halves, g.external
	for _, s := range specials {
		if s.Text == "" || s.ID >= maxTokens {
			return nil, refuse(BadTokenizer, "the special token ", fault.Quote(s.Text), " has no text or too large an id")
		}
		s.Special = true
		out.added = append(out.added, s)
	}
	return out.pack(), nil
}

// readRanks reads the lines of a .tiktoken file.
func readRanks(file []byte) ([]token, error) {
	var tokens []token
	seen := map[string]uint32{}
	ranks := map[uint64]uint32{}
	size := 0
	for line := 1; len(file) > 0; line++ {
		end := 0
		for end < len(file) && file[end] != '\n' {
			end++
		}
		text := strings.TrimSpace(string(file[:end]))
		file = file[min(end+1, len(file)):]
		if text == "" {
			continue
		}
		t, err := readRank(text)
		if err != nil {
			return nil, refuse(BadTokenizer, "line ", strconv.Itoa(line), " is ", fault.Quote(text), "; accepted is base64, a space and a rank below ", strconv.Itoa(maxTokens))
		}
		if seen[t.text] != 0 || ranks[uint64(t.id)] != 0 {
			return nil, refuse(BadTokenizer, "line ", strconv.Itoa(line), " repeats a token or a rank")
		}
		seen[t.text], ranks[uint64(t.id)] = 1, 1
		tokens = append(tokens, t)
		if size += len(t.text); size > maxVocabularyBytes {
			return nil, refuse(BadTokenizer, "its tokens are longer than ", strconv.Itoa(maxVocabularyBytes), " bytes together")
		}
	}
	if len(tokens) < singleBytes {
		return nil, refuse(BadTokenizer, "it has ", strconv.Itoa(len(tokens)), " tokens; accepted are at least the 256 bytes")
	}
	return tokens, nil
}

var errRank = errors.New("bpe: not a rank")

func readRank(line string) (t token, err error) {
	encoded, rank, ok := strings.Cut(line, " ")
	if !ok {
		return t, errRank
	}
	n, err := strconv.ParseUint(rank, 10, 32)
	if err != nil || n >= maxTokens {
		return t, errRank
	}
	t.id = uint32(n)
	t.text, ok = decodeBase64(encoded)
	if !ok || t.text == "" {
		return t, errRank
	}
	return t, nil
}

// decodeBase64 reads standard base64 with its padding. Nothing else in the engine needs encoding/base64.
func decodeBase64(text string) (string, bool) {
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
	data := strings.TrimRight(text, "=")
	if len(text)%4 != 0 || len(text)-len(data) > 2 {
		return "", false
	}
	out := make([]byte, 0, len(data)*3/4)
	bits, held := uint32(0), 0
	for i := 0; i < len(data); i++ {
		v := strings.IndexByte(alphabet, data[i])
		if v < 0 {
			return "", false
		}
		bits = bits<<6 | uint32(v)
		if held += 6; held >= 8 {
			held -= 8
			out = append(out, byte(bits>>held))
		}
	}
	return string(out), true
}
