package bpe

import (
	"bytes"
	"unicode/utf8"
)

// What is done to a text before it is cut, in the order of Hugging Face's core: added tokens that are not marked normalized
// are found in the text as it is (family.raw). What lies between them goes through the normalizer, step by step, and the other
// added tokens are found in that (family.normal). What still lies between goes through what the pre-tokenizer changes: spaces
// for ▁, and a prefix.

// An edit is a part of the text that was replaced before encoding: bytes of what is encoded, bytes of the text.
type edit struct{ from, to, textFrom, textTo int }

// A place says what stands before a text that is encoded: the family's prefix depends on it.
type place uint8

const (
	atStart     place = iota // nothing
	afterOne                 // an added token
	afterNormal              // one that was found in normalized text
	within                   // ordinary text of the same stretch
)

// mapper is a stepMap, loaded.
type mapper struct {
	ascii [utf8.RuneSelf]bool
	at    map[uint64]uint32 // index in with, by character
	with  []mapping
}

func newMapper(with []mapping) *mapper {
	m := &mapper{at: make(map[uint64]uint32, len(with)), with: with}
	for i, w := range with {
		m.at[uint64(w.from)] = uint32(i)
		if w.from < utf8.RuneSelf {
			m.ascii[w.from] = true
		}
	}
	return m
}

// of returns what stands for a character.
func (m *mapper) of(c rune) (string, bool) {
	if c < utf8.RuneSelf && !m.ascii[c] {
		return "", false
	}
	i, ok := m.at[uint64(c)]
	if !ok {
		return "", false
	}
	return m.with[i].to, true
}

// next returns where the next character from i on that is replaced stands, or len(text).
func (m *mapper) next(text []byte, i int) int {
	for i < len(text) {
		if text[i] < utf8.RuneSelf {
			if m.ascii[text[i]] {
				return i
			}
			i++
			continue
		}
		c, n := utf8.DecodeRune(text[i:])
		if _, ok := m.at[uint64(c)]; ok {
			return i
		}
		i += n
	}
	return i
}

// appendNormal is nfcData.appendNormal for a mapper.
func (m *mapper) appendNormal(dst, text []byte, changed func(edit)) []byte {
	for i := 0; ; {
		at := m.next(text, i)
		dst = append(dst, text[i:at]...)
		if at == len(text) {
			return dst
		}
		c, n := utf8.DecodeRune(text[at:])
		to, _ := m.of(c)
		dst = append(dst, to...)
		if changed != nil {
			changed(edit{len(dst) - len(to), len(dst), at, at + n})
		}
		i = at + n
	}
}

// maxMapped is how long a text in place of a character may be: U+FDFA's compatibility decomposition has 33 bytes.
const maxMapped = 64

// loadNormalizer makes the steps of the file ready.
func (f *family) loadNormalizer() error {
	for _, s := range f.file.normalizer {
		switch s.kind {
		case stepMap:
			f.steps = append(f.steps, loadedStep{with: newMapper(s.with)})
		default:
			nfc, err := loadNFC(s.table)
			if err != nil {
				return err
			}
			f.steps = append(f.steps, loadedStep{nfc: nfc, apart: s.kind == stepNFD})
		}
	}
	f.file.normalizer = nil
	return nil
}

// loadedStep is a step of a normalizer: a mapper, or normalization form C, or D, which leaves characters apart.
type loadedStep struct {
	with  *mapper
	nfc   *nfcData
	apart bool
}

// normalize returns a stretch as the normalizer leaves it, itself where nothing changes, and, where wanted, what changed.
func (f *family) normalize(stretch []byte, before place, wanted bool) (normal []byte, edits []edit) {
	for _, s := range f.steps {
		var mine []edit
		changed := func(e edit) { mine = append(mine, e) }
		if !wanted {
			changed = nil
		}
		switch {
		case s.with != nil:
			if s.with.next(stretch, 0) < len(stretch) {
				stretch = s.with.appendNormal(nil, stretch, changed)
			}
		case s.nfc.next(stretch, 0, s.apart) < len(stretch):
			stretch = s.nfc.appendNormal(nil, stretch, s.apart, changed)
		}
		edits = composed(mine, edits)
	}
	if f.file.lateSpaces {
		return stretch, edits
	}
	var mine []edit
	stretch = f.spaced(stretch, f.file.prefix == prefixAlways && (before == atStart || before == afterOne), wanted, &mine)
	return stretch, composed(mine, edits)
}

// late returns a stretch between all added tokens as it is cut.
func (f *family) late(stretch []byte, before place, wanted bool, edits *[]edit) []byte {
	if f.file.prefix <= prefixAlways && !f.file.lateSpaces {
		return stretch
	}
	prefix := before != within && (f.file.prefix == prefixUnlessThere || f.file.prefix == prefixFirst && before == atStart) && !f.beginsWithSpace(stretch)
	return f.spaced(stretch, prefix, wanted, edits)
}

// spaced puts a space for each ▁, where that is one to the tokenizer, and one before the stretch.
func (f *family) spaced(stretch []byte, prefix, wanted bool, edits *[]edit) []byte {
	if !prefix && (!f.file.spaces || !bytes.Contains(stretch, []byte(metaspace))) {
		return stretch
	}
	var out []byte
	i, at, skip := 0, 0, 0 // the prefix stands for nothing, and each space after it for a ▁
	if !prefix {
		at, skip = bytes.Index(stretch, []byte(metaspace)), len(metaspace)
	}
	for at >= 0 {
		out = append(append(out, stretch[i:i+at]...), ' ')
		i += at + skip
		if wanted {
			*edits = append(*edits, edit{len(out) - 1, len(out), i - skip, i})
		}
		if at, skip = -1, len(metaspace); f.file.spaces {
			at = bytes.Index(stretch[i:], []byte(metaspace))
		}
	}
	return append(out, stretch[i:]...)
}

func (f *family) beginsWithSpace(text []byte) bool {
	return len(text) > 0 && text[0] == ' ' || f.file.spaces && bytes.HasPrefix(text, []byte(metaspace))
}

// composed returns the edits of two steps as one's: first leads from the text to what stands between them, second on from
// there. Edits that share a character there become one.
func composed(second, first []edit) []edit {
	if len(second) == 0 {
		return first
	}
	if len(first) == 0 {
		return second
	}
	var out []edit
	onward, back := 0, 0 // from a place between the steps, outside of edits, to what is encoded, and to the text
	for len(second) > 0 || len(first) > 0 {
		from := 0
		if len(first) == 0 || len(second) > 0 && second[0].textFrom <= first[0].from {
			from = second[0].textFrom
		} else {
			from = first[0].from
		}
		e := edit{from: from + onward, textFrom: from + back}
		to := from
		for {
			if len(second) > 0 && (second[0].textFrom < to || second[0].textFrom == from) {
				to, onward = max(to, second[0].textTo), second[0].to-second[0].textTo
				second = second[1:]
			} else if len(first) > 0 && (first[0].from < to || first[0].from == from) {
				to, back = max(to, first[0].to), first[0].textTo-first[0].to
				first = first[1:]
			} else {
				break
			}
		}
		e.to, e.textTo = to+onward, to+back
		out = append(out, e)
	}
	return out
}

// steadyAt reports whether nothing that stands before a place in the text acts on the character there, or the other way
// round, when the text is normalized.
func (f *family) steadyAt(text []byte, at int) bool {
	c, _ := utf8.DecodeRune(text[at:])
	for _, s := range f.steps {
		if s.nfc != nil && s.nfc.unstable.has(c) {
			return false
		}
		if s.with != nil {
			if to, ok := s.with.of(c); ok {
				c, _ = utf8.DecodeRune([]byte(to))
			}
		}
	}
	return true
}

// acts reports whether normalizing acts on more than single characters.
func (f *family) acts() bool {
	for _, s := range f.steps {
		if s.nfc != nil {
			return true
		}
	}
	return false
}
