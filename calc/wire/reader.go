package wire

import (
	"encoding/binary"
	"strings"

	"threelimits/calc/fault"
	"threelimits/calc/fields"
)

// ReadLeaves reads a file's leaves as they cross the boundary: their number; for each the number of names that lead to it,
// the names, kind and text. A number is 32 bits, little-endian; a text is its length and its UTF-8.
func ReadLeaves(data []byte) ([]fields.Leaf, error) {
	r := NewReader(data)
	leaves := make([]fields.Leaf, r.Count(12))
	for i := range leaves {
		path := make([]string, r.Count(4))
		for j := range path {
			path[j] = r.Text()
		}
		if leaves[i] = (fields.Leaf{Path: path, Kind: r.Text(), Text: r.Text()}); len(path) == 0 {
			r.failed = true
		}
	}
	if !r.Complete() {
		return nil, fault.Argument("", "The file's values are not complete.")
	}
	return leaves, nil
}

// ReadFields reads path NUL kind NUL text of each field, NUL between fields; no byte is none.
func ReadFields(data []byte) ([]fields.Field, error) {
	if len(data) == 0 {
		return nil, nil
	}
	parts := strings.Split(string(data), "\x00")
	if len(parts)%3 != 0 {
		return nil, fault.Argument("", "The fields are not complete.")
	}
	list := make([]fields.Field, 0, len(parts)/3)
	for ; len(parts) > 0; parts = parts[3:] {
		list = append(list, fields.Field{Path: parts[0], Kind: parts[1], Text: parts[2]})
	}
	return list, nil
}

// Reader reads a block of numbers and texts. After a failure everything that is read is empty.
type Reader struct {
	rest   string
	failed bool
}

// NewReader reads a block from its beginning.
func NewReader(data []byte) Reader { return Reader{rest: string(data)} }

// Complete reports whether all was read and nothing was missing.
func (r *Reader) Complete() bool { return !r.failed && r.rest == "" }

func (r *Reader) take(n int) string {
	if n > len(r.rest) {
		r.failed, r.rest = true, ""
		return ""
	}
	taken := r.rest[:n]
	r.rest = r.rest[n:]
	return taken
}

// Number reads 32 bits, little-endian.
func (r *Reader) Number() uint32 {
	b := r.take(4)
	if b == "" {
		return 0
	}
	return binary.LittleEndian.Uint32([]byte(b))
}

// Count reads how many things of at least size bytes follow: never more than there is room for.
func (r *Reader) Count(size int) int {
	n := int(r.Number())
	if n > len(r.rest)/size {
		r.failed, r.rest = true, ""
		return 0
	}
	return n
}

// Text reads a length in bytes and the UTF-8 that follows it.
func (r *Reader) Text() string {
	n := r.Number()
	if uint64(n) > uint64(len(r.rest)) {
		r.failed, r.rest = true, ""
		return ""
	}
	return r.take(int(n))
}

// Field reads a path, a kind and a text.
func (r *Reader) Field() fields.Field {
	return fields.Field{Path: r.Text(), Kind: r.Text(), Text: r.Text()}
}

// Fields reads their number, then each.
func (r *Reader) Fields() []fields.Field {
	list := make([]fields.Field, r.Count(12))
	for i := range list {
		list[i] = r.Field()
	}
	return list
}
