package bpe

import (
	"encoding/binary"
	"errors"
	"sort"
	"unicode/utf8"
)

// tokenizerFile is the vocabulary file of an encoding that is not OpenAI's: what tokenizers differ in, and within it the
// vocabulary in Pack's format, whose ids are ranks.
//
//	magic       8 bytes
//	cut         string: the pre-tokenizer's name
//	normalizer  uvarint count, for each step 1 byte (stepNFC …) and, for stepMap, uvarint count, then for each character
//	            uvarint distance from the last and string; for the others nfcTable as a string
//	flags       1 byte
//	parts       uvarint: ids 256 to 256+parts are parts of characters (growth.go)
//	ids         by rank: uvarint number of ranks, then runs: uvarint length, varint distance of the run's first id from the
//	            end of the last run. Parts are left out; a byte that is no token is a run of length 0.
//	runs        uvarint count, for each 1 byte and uvarint length of the longest (runs.go)
//	spare       tokens that encoding never makes: uvarint count, for each uvarint distance of ids, string
//	added       uvarint count, for each varint distance of ids, 1 byte of flags, string
//	vocabulary  uvarint length, Pack's format
//	checksum    8 bytes
//
// A string is its length as uvarint and its bytes; a varint is 2v or -2v-1.
type tokenizerFile struct {
	cut string
	// normalizer are the steps before added tokens are searched in normalized text.
	normalizer []step
	// spaces: ▁ in the text is a space. (In tokenizer.json spaces become ▁; here it is the other way round, because there
	// are more spaces.)
	spaces bool
	// lateSpaces: only in the text between added tokens, as Metaspace does it, which is no normalizer.
	lateSpaces bool
	// wholePiece: a piece whose text is a token's is that token, even if merging gives others (ignore_merges).
	wholePiece bool
	prefix     byte
	halves     []uint64
	external   []uint32
	parts      int
	runs       []run
	spare      []token
	added      []AddedToken
	vocabulary []byte // when read, instead of halves
}

const (
	tokenizerMagic = "3LTOK\x00\x02\n"
)

// A step of a normalizer.
type step struct {
	kind byte
	// table is nfcTable, of stepNFC and stepNFD.
	table string
	// with are the characters that stepMap replaces, in order.
	with []mapping
}

const (
	stepNFC = iota
	stepNFD
	stepMap // single characters by texts: lower case, compatibility decompositions
)

// A mapping is a character and the text in its place.
type mapping struct {
	from rune
	to   string
}

// What is put before a stretch of text.
const (
	prefixNone        = iota
	prefixAlways      // a space, by the normalizer: added tokens are searched behind it
	prefixUnlessThere // a space, unless it begins with one
	prefixFirst       // likewise, at the beginning of the text only
)

func sortTokens(tokens []token) {
	sort.Slice(tokens, func(i, j int) bool { return tokens[i].id < tokens[j].id })
}

func (f *tokenizerFile) pack() []byte {
	out := append([]byte(nil), tokenizerMagic...)
	out = appendString(out, f.cut)
	out = binary.AppendUvarint(out, uint64(len(f.normalizer)))
	for _, s := range f.normalizer {
		out = append(out, s.kind)
		if s.kind == stepMap {
			out = binary.AppendUvarint(out, uint64(len(s.with)))
			last := rune(0)
			for _, m := range s.with {
				out = appendString(binary.AppendUvarint(out, uint64(m.from-last)), m.to)
				last = m.from
			}
		} else {
			out = appendString(out, s.table)
		}
	}
	out = append(out, bit(f.spaces)|bit(f.wholePiece)<<1|bit(f.lateSpaces)<<2|f.prefix<<3)
	out = binary.AppendUvarint(out, uint64(f.parts))
	out = f.appendIDs(out)
	out = binary.AppendUvarint(out, uint64(len(f.runs)))
	for _, r := range f.runs {
		out = append(out, r.char)
		out = binary.AppendUvarint(out, uint64(r.longest))
	}
	out = binary.AppendUvarint(out, uint64(len(f.spare)))
	last := uint32(0)
	for _, s := range f.spare {
		out = binary.AppendUvarint(out, uint64(s.id-last))
		out = appendString(out, s.text)
		last = s.id
	}
	out = binary.AppendUvarint(out, uint64(len(f.added)))
	last = 0
	for _, a := range f.added {
		out = binary.AppendVarint(out, int64(a.ID)-int64(last))
		out = append(out, bit(a.Special)|bit(a.Normalized)<<1|bit(a.LStrip)<<2|bit(a.RStrip)<<3|bit(a.SingleWord)<<4)
		out = appendString(out, a.Text)
		last = a.ID
	}
	inner := Pack(allBytes(), f.halves[singleBytes:], nil)
	out = binary.AppendUvarint(out, uint64(len(inner)))
	out = append(out, inner...)
	return appendChecksum(out)
}

// appendIDs writes the ids by rank; nearly all are one run.
func (f *tokenizerFile) appendIDs(out []byte) []byte {
	out = binary.AppendUvarint(out, uint64(len(f.external)))
	end := uint32(0)
	for i := 0; i < len(f.external); {
		if i >= singleBytes && i < singleBytes+f.parts {
			i++
			continue
		}
		id := f.external[i]
		if id == noToken {
			out = binary.AppendUvarint(out, 0)
			i++
			continue
		}
		n := 1
		for i+n < len(f.external) && (i+n < singleBytes || i >= singleBytes+f.parts) && f.external[i+n] == id+uint32(n) {
			n++
		}
		out = binary.AppendUvarint(out, uint64(n))
		out = binary.AppendVarint(out, int64(id)-int64(end))
		end = id + uint32(n)
		i += n
	}
	return out
}

// allBytes are 0 to 255: a vocabulary that was grown has them as its first ids.
func allBytes() []byte {
	bytes := make([]byte, singleBytes)
	for b := range bytes {
		bytes[b] = byte(b)
	}
	return bytes
}

func isTokenizerFile(file []byte) bool {
	return len(file) >= len(tokenizerMagic)+checkBytes && string(file[:len(tokenizerMagic)]) == tokenizerMagic
}

// readTokenizerFile reads all but the vocabulary itself.
func readTokenizerFile(file []byte) (f tokenizerFile, err error) {
	if !isTokenizerFile(file) {
		return f, errors.New("bpe: not a vocabulary file of this version")
	}
	body := file[:len(file)-checkBytes]
	if checksum(body) != binary.LittleEndian.Uint64(file[len(body):]) {
		return f, errCorrupt
	}
	r := fileReader{rest: body[len(tokenizerMagic):]}
	f.cut = r.string()
	for n := r.count(maxSteps); n > 0 && !r.failed; n-- {
		f.normalizer = append(f.normalizer, r.step())
	}
	flags := r.byte()
	f.spaces, f.wholePiece, f.lateSpaces, f.prefix = flags&1 != 0, flags&2 != 0, flags&4 != 0, flags>>3
	f.parts = r.count(maxTokens)
	r.ids(&f)
	for n := r.count(singleBytes); n > 0 && !r.failed; n-- {
		f.runs = append(f.runs, run{r.byte(), r.count(maxTokenBytes)})
	}
	for n, id := r.count(maxTokens), 0; n > 0 && !r.failed; n-- {
		id += r.count(maxTokens)
		f.spare = append(f.spare, token{r.string(), uint32(id)})
	}
	for n, id := r.count(maxTokens), 0; n > 0 && !r.failed; n-- {
		id += r.varint()
		flags := r.byte()
		f.added = append(f.added, AddedToken{ID: uint32(id), Special: flags&1 != 0, Normalized: flags&2 != 0,
			LStrip: flags&4 != 0, RStrip: flags&8 != 0, SingleWord: flags&16 != 0, Text: r.string()})
		r.failed = r.failed || id < 0 || id >= maxTokens || f.added[len(f.added)-1].Text == ""
	}
	f.vocabulary = r.take(r.count(len(r.rest)))
	if r.failed || len(r.rest) != 0 {
		return f, errCorrupt
	}
	return f, nil
}

// maxSteps and maxMappings bound what a file of one's own may ask for.
const (
	maxSteps    = 16
	maxMappings = 10_000
)

func (r *fileReader) step() (s step) {
	s.kind = r.byte()
	if s.kind > stepMap {
		r.failed = true
	}
	if s.kind != stepMap {
		s.table = r.string()
		return s
	}
	last := rune(0)
	for n := r.count(maxMappings); n > 0 && !r.failed; n-- {
		last += rune(r.count(utf8.MaxRune))
		m := mapping{last, r.string()}
		if r.failed = r.failed || !utf8.ValidRune(m.from) || m.to == "" || len(m.to) > maxMapped || !utf8.ValidString(m.to); !r.failed {
			s.with = append(s.with, m)
		}
	}
	return s
}

// ids reads what appendIDs wrote.
func (r *fileReader) ids(f *tokenizerFile) {
	size := r.count(maxTokens)
	end := 0
	for len(f.external) < size && !r.failed {
		if len(f.external) == singleBytes {
			for range f.parts {
				f.external = append(f.external, noToken)
			}
		}
		n := r.count(size - len(f.external))
		if n == 0 {
			f.external = append(f.external, noToken)
			continue
		}
		id := end + r.varint()
		if id < 0 || id+n > maxTokens {
			r.failed = true
			return
		}
		for k := range n {
			f.external = append(f.external, uint32(id+k))
		}
		end = id + n
	}
}

// fileReader reads a file that may be damaged: after a failure everything is zero.
type fileReader struct {
	rest   []byte
	failed bool
}

func (r *fileReader) uvarint() uint64 {
	v, n := binary.Uvarint(r.rest)
	if n <= 0 {
		r.failed, r.rest = true, nil
		return 0
	}
	r.rest = r.rest[n:]
	return v
}

// count reads a number of at most limit.
func (r *fileReader) count(limit int) int {
	v := r.uvarint()
	if v > uint64(limit) {
		r.failed = true
		return 0
	}
	return int(v)
}

func (r *fileReader) varint() int {
	v := r.uvarint()
	return int(int64(v>>1) ^ -int64(v&1))
}

func (r *fileReader) byte() byte {
	b := r.take(1)
	if len(b) == 0 {
		return 0
	}
	return b[0]
}

func (r *fileReader) string() string { return string(r.take(r.count(len(r.rest)))) }

func (r *fileReader) take(n int) []byte {
	if n > len(r.rest) {
		r.failed, r.rest = true, nil
		return nil
	}
	b := r.rest[:n]
	r.rest = r.rest[n:]
	return b
}

func appendString(out []byte, s string) []byte {
	return append(binary.AppendUvarint(out, uint64(len(s))), s...)
}

func bit(b bool) byte {
	if b {
		return 1
	}
	return 0
}
