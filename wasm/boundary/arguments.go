//go:build js && wasm

package boundary

import (
	"fmt"
	"unsafe"

	"github.com/hack-pad/safejs"
)

// Arguments of one call. Reading one that is missing or of another type panics with a *Failure, which the export
// answers with: the page's side is typed and checked, so a wrong argument is a defect there, and no export has to handle it.
type Arguments []safejs.Value

func (a Arguments) of(i int, want safejs.Type) safejs.Value {
	if i >= len(a) {
		panic(badArgument("Argument %d is missing.", i+1))
	}
	if got := a[i].Type(); got != want {
		panic(badArgument("Argument %d is of type %v; %v is accepted.", i+1, got, want))
	}
	return a[i]
}

func badArgument(format string, values ...any) *Failure {
	return &Failure{Code: "bad-argument", Message: fmt.Sprintf(format, values...)}
}

// Text is a short string: a name, a date.
func (a Arguments) Text(i int) string { return must(a.of(i, safejs.TypeString).String()) }

// Int is a number, truncated.
func (a Arguments) Int(i int) int { return must(a.of(i, safejs.TypeNumber).Int()) }

// keptBytes is how large the inputs of a call may be together for their memory to serve the next call too.
const keptBytes = 4 << 20

// input is that memory, used what this call has taken of it.
var (
	input []byte
	used  int
)

// Bytes copies a byte array out of JavaScript. The slice is valid until the export returns: keystrokes follow one another, and a
// fresh copy for each would be garbage to collect.
func (a Arguments) Bytes(i int) []byte {
	size := a.size(i)
	if used+size > keptBytes {
		return a.OwnBytes(i)
	}
	if used+size > cap(input) {
		input, used = make([]byte, size), 0 // what the call took before stays with it
	}
	taken := input[used : used+size : used+size]
	used += size
	return a.copy(taken, i)
}

// OwnBytes is Bytes in memory of its own, for what is kept.
func (a Arguments) OwnBytes(i int) []byte { return a.copy(make([]byte, a.size(i)), i) }

// IDs are token ids: little-endian words in a byte array.
func (a Arguments) IDs(i int) []uint32 {
	content := a.OwnBytes(i)
	if len(content)%4 != 0 {
		panic(badArgument("%d bytes are no token ids: four bytes make one.", len(content)))
	}
	return unsafe.Slice((*uint32)(unsafe.Pointer(unsafe.SliceData(content))), len(content)/4)
}

func (a Arguments) size(i int) int { return must(a.of(i, safejs.TypeObject).Length()) }

func (a Arguments) copy(content []byte, i int) []byte {
	must(safejs.CopyBytesToGo(content, a[i]))
	return content
}

// must is for what JavaScript's own objects never refuse.
func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}
