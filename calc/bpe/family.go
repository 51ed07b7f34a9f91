package bpe

import (
	"errors"
	"slices"
	"unicode/utf8"
)

// family is what an encoding has that is not OpenAI's: ids that are not ranks, a normalizer, added tokens that are found in
// any text, characters as symbols. Everything inside works with ranks, called internal ids here; spare and added tokens
// follow the vocabulary's, and ids are translated at the end.
type family struct {
	file tokenizerFile
	// external are the ids by internal id; internal the reverse, noToken where there is none.
	external, internal []uint32
	// texts are those of spare and added tokens, from internal id base on.
	texts []string
	base  uint32
	// distinct is the number of ids.
	distinct int
	// whole finds the spare tokens that a piece can be (tokenizerFile.wholePiece); nil when there are none.
	whole map[string]uint32
	steps []loadedStep // of the normalizer
	// raw tokens are found in the text as it is, normal ones, of which there is a bit for each of texts, after normalizing.
	raw, normal addedTokens
	normals     []bool
	// strips: some token takes the whitespace before it.
	strips bool
}

// LoadOwn returns the encoding of a vocabulary file that Convert or ConvertRanks made, under a name of the caller's choice.
func LoadOwn(name string, file []byte) (*Encoding, error) {
	return loadFamily(Spec{Name: name, File: name}, file)
}

func loadFamily(spec Spec, file []byte) (*Encoding, error) {
	loadClasses()
	f := &family{}
	var err error
	if f.file, err = readTokenizerFile(file); err != nil {
		return nil, err
	}
	v, err := newVocabulary(f.file.vocabulary)
	if err != nil {
		return nil, err
	}
	f.base = uint32(len(v.nodes))
	if len(f.file.external) != len(v.nodes) || singleBytes+f.file.parts > len(v.nodes) {
		return nil, errCorrupt
	}
	if spec.scan, err = f.scanner(v); err != nil {
		return nil, err
	}
	if err := f.loadNormalizer(); err != nil {
		return nil, err
	}
	f.collect()
	if spec.VocabularySize == 0 {
		spec.VocabularySize = f.distinct
	}
	f.file.vocabulary = nil
	return &Encoding{spec: spec, v: v, family: f}, nil
}

func (f *family) scanner(v *vocabulary) (scanner, error) {
	if f.file.cut == joinsCut {
		return joinsOf(v, f.file.runs).scan, nil
	}
	for _, c := range cuts {
		if c.name == f.file.cut {
			return c.scan, nil
		}
	}
	return nil, errors.New("bpe: the vocabulary file needs the pre-tokenizer " + f.file.cut + ", which this version does not have")
}

// collect numbers spare and added tokens.
func (f *family) collect() {
	f.external = f.file.external
	enter := func(text string, external uint32) uint32 {
		f.external = append(f.external, external)
		f.texts = append(f.texts, text)
		return uint32(len(f.external) - 1)
	}
	for _, s := range f.file.spare {
		id := enter(s.text, s.id)
		if (f.file.wholePiece || f.isRun(s.text)) && len(s.text) > 1 && utf8.ValidString(s.text) {
			if f.whole == nil {
				f.whole = map[string]uint32{}
			}
			f.whole[s.text] = id
		}
	}
	var raw, normal []addedToken
	f.normals = make([]bool, len(f.texts), len(f.texts)+len(f.file.added))
	for _, a := range f.file.added {
		if a.Normalized {
			text, _ := f.normalize([]byte(a.Text), atStart, false)
			a.Text = string(text)
		}
		t := addedToken{a.Text, enter(a.Text, a.ID), a.Special, a.LStrip, a.RStrip, a.SingleWord}
		f.normals = append(f.normals, a.Normalized)
		f.strips = f.strips || a.LStrip
		if a.Normalized {
			normal = append(normal, t)
		} else {
			raw = append(raw, t)
		}
	}
	f.raw, f.normal = newAddedTokens(raw), newAddedTokens(normal)
	f.file.spare, f.file.added = nil, nil

	last := uint32(0)
	for _, id := range f.external {
		if id != noToken {
			last = max(last, id)
		}
	}
	f.internal = make([]uint32, last+1)
	for i := range f.internal {
		f.internal[i] = noToken
	}
	for internal, id := range f.external {
		if id != noToken {
			if f.internal[id] == noToken { // an added token may be in the vocabulary too
				f.internal[id] = uint32(internal)
				f.distinct++
			}
		}
	}
}

func (f *family) isRun(text string) bool {
	return slices.ContainsFunc(f.file.runs, func(r run) bool { return isRunOf(text, r.char) })
}

// walk calls ordinary for each stretch of text that is encoded, and token for each added token, in order; what stands
// before the text is begin. edits, unless nil, is told before that what was replaced; offsets of what is encoded count the
// stretches and the tokens' texts one after another.
func (f *family) walk(text []byte, special Special, begin place, ordinary func([]byte), token func(id uint32), edits func(edit)) {
	done := 0 // bytes of what is encoded
	f.raw.each(text, special, func(from, to int) {
		before := begin
		if from > 0 {
			before = afterOne
		}
		done += f.walkNormal(text[from:to], special, before, ordinary, token, edits, done, from)
	}, func(t *addedToken, from, to int) {
		if edits != nil && to-from != len(t.text) {
			edits(edit{done, done + len(t.text), from, to})
		}
		token(t.id)
		done += len(t.text)
	})
}

// walkNormal is walk for what lies between added tokens of the text as it is; it returns the bytes of what is encoded, which
// begin at done and in the text at from. Only what was changed is gathered first, since edits must be told it in time.
func (f *family) walkNormal(text []byte, special Special, before place, ordinary func([]byte), token func(id uint32), edits func(edit), done, from int) int {
	wanted := edits != nil
	type part struct {
		text []byte // nil for an added token
		id   uint32
	}
	var parts []part
	var late []edit
	size := 0
	normal, early := f.normalize(text, before, wanted)
	f.normal.each(normal, special, func(a, b int) {
		now := before
		if a > 0 {
			now = afterNormal
		}
		var mine []edit
		stretch := f.late(normal[a:b], now, wanted, &mine)
		if !wanted {
			ordinary(stretch)
			return
		}
		for _, e := range mine {
			late = append(late, edit{size + e.from, size + e.to, a + e.textFrom, a + e.textTo})
		}
		parts = append(parts, part{text: stretch})
		size += len(stretch)
	}, func(t *addedToken, a, b int) {
		if !wanted {
			token(t.id)
			return
		}
		if b-a != len(t.text) {
			late = append(late, edit{size, size + len(t.text), a, b})
		}
		parts = append(parts, part{id: t.id})
		size += len(t.text)
	})
	if !wanted {
		return 0 // nobody asks
	}
	for _, e := range composed(late, early) {
		edits(edit{done + e.from, done + e.to, from + e.textFrom, from + e.textTo})
	}
	for _, p := range parts {
		if p.text != nil {
			ordinary(p.text)
		} else {
			token(p.id)
		}
	}
	return size
}

func (e *Encoding) familyCount(s *scratch, text []byte, special Special) int {
	n := 0
	e.family.walk(text, special, atStart, func(stretch []byte) { n += e.count(s, stretch) }, func(uint32) { n++ }, nil)
	return n
}

// appendFamilyIDs appends internal ids.
func (e *Encoding) appendFamilyIDs(s *scratch, dst []uint32, text []byte, special Special, begin place, edits func(edit)) []uint32 {
	e.family.walk(text, special, begin, func(stretch []byte) { dst = e.appendIDs(s, dst, stretch) },
		func(id uint32) { dst = append(dst, id) }, edits)
	return dst
}

func (f *family) translate(ids []uint32) {
	for i, id := range ids {
		ids[i] = f.external[id]
	}
}

// tokenText returns the text of an internal id.
func (e *Encoding) tokenText(id uint32) []byte {
	if f := e.family; id >= f.base {
		return []byte(f.texts[id-f.base])
	}
	return e.v.token(id)
}

// appendFamilySegments is appendSegments. An end inside a part that was replaced is the part's beginning.
func (e *Encoding) appendFamilySegments(s *scratch, ids, endsUTF16 []uint32, text []byte, special Special, begin place) ([]uint32, []uint32) {
	from := len(ids)
	var edits []edit
	ids = e.appendFamilyIDs(s, ids, text, special, begin, func(d edit) { edits = append(edits, d) })
	endsUTF16 = slices.Grow(endsUTF16, len(ids)-from)
	end, shift := 0, 0
	u := units{text: text}
	for _, id := range ids[from:] {
		if id >= e.family.base {
			end += len(e.family.texts[id-e.family.base])
		} else {
			end += e.v.tokenLength(id)
		}
		for len(edits) > 0 && edits[0].to <= end {
			shift = edits[0].textTo - edits[0].to
			edits = edits[1:]
		}
		textEnd := end + shift
		if len(edits) > 0 && edits[0].from < end {
			textEnd = edits[0].textFrom
		}
		endsUTF16 = append(endsUTF16, u.upTo(textEnd))
	}
	e.family.translate(ids[from:])
	return ids, endsUTF16
}

func (e *Encoding) decodeFamily(dst []byte, ids []uint32) ([]byte, error) {
	from := len(dst)
	for _, id := range ids {
		if uint64(id) >= uint64(len(e.family.internal)) || e.family.internal[id] == noToken {
			return dst[:from], errUnknownToken
		}
		dst = append(dst, e.tokenText(e.family.internal[id])...)
	}
	return dst, nil
}

// merge is merger.encode, after which what only a family has is settled: a piece that is a token although merging does not
// make it, and parts of characters, which stand for their bytes.
func (f *family) merge(m *merger, v *vocabulary, text []byte, from, end int) (n int, ends uint64) {
	n, ends = m.encode(v, text, from, end)
	if f.file.parts == 0 {
		return n, ends
	}
	isPart := func(id uint32) bool { return id-singleBytes < uint32(f.file.parts) }
	more := 0
	for _, id := range m.stack[:n] {
		if isPart(id) {
			more += v.tokenLength(id) - 1
		}
	}
	if more == 0 {
		return n, ends
	}
	// From the end, so that nothing is overwritten: there are at most as many tokens as bytes.
	at, to := end-from, n+more
	for i, k := n-1, to; i >= 0; i-- {
		id := m.stack[i]
		length := v.tokenLength(id)
		if !isPart(id) {
			k--
			m.stack[k] = id
			at -= length
			continue
		}
		for range length {
			at--
			k--
			m.stack[k] = uint32(text[from+at])
			if at < 64 {
				ends |= 1 << at
			}
		}
	}
	return to, ends
}

// wholePiece returns the spare token that a piece is.
func (f *family) wholePiece(piece []byte) (uint32, bool) {
	if f == nil || f.whole == nil {
		return 0, false
	}
	id, ok := f.whole[string(piece)]
	return id, ok
}

// VocabularySize is the number of ids, special tokens among them.
func (e *Encoding) VocabularySize() int { return e.spec.VocabularySize }
