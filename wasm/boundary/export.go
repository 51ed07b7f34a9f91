//go:build js && wasm

// Package boundary carries calls from JavaScript into Go and results back, for the two programs in wasm/.
//
// The page gives a program one object, globalThis.threelimits: its exports are filled, then its ready is called.
// Text crosses as UTF-8, token ids as little-endian 32-bit words and structures as JSON, each in one Uint8Array, because a
// call per element costs a microsecond each. A failure is returned as { code, message, field }, never thrown. The
// TypeScript side is site/core/exports.ts and program.ts.
package boundary

import (
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
	"unsafe"

	"github.com/hack-pad/safejs"
)

// A Failure is an error as the page documents it.
type Failure struct {
	Code, Field, Message string
}

func (f *Failure) Error() string { return f.Message }

// Exports are the functions a program offers, by name. A result is nil, a string, an int, []byte or []uint32.
type Exports map[string]func(Arguments) (any, error)

// documented is an error that the page documents: calc's.
type documented interface {
	Documented() (code, field, message string)
}

// A boundary registers what a program exports.
type boundary struct {
	host, exports safejs.Value
	array         safejs.Value // the constructor Uint8Array
	defect        Failure
}

// Run serves the exports for as long as the page lives. An error that is documented, or a *Failure, is what the page gets; any other is a defect
// of the program, which gets the code, and a message that begins as given: "The engine failed".
func Run(exports Exports, code, message string) {
	b, err := open()
	if err == nil {
		b.defect = Failure{Code: code, Message: message}
		err = b.serve(exports)
	}
	panic(err)
}

// open finds the object that the page provides.
func open() (b *boundary, err error) {
	collectLater()
	b = &boundary{}
	global := safejs.Global()
	if b.host, err = global.Get("threelimits"); err != nil {
		return nil, err
	}
	if b.exports, err = b.host.Get("exports"); err != nil {
		return nil, err
	}
	b.array, err = global.Get("Uint8Array")
	return b, err
}

func (b *boundary) failure(err error) *Failure {
	if known := (*Failure)(nil); errors.As(err, &known) {
		return known
	}
	if known := documented(nil); errors.As(err, &known) {
		code, field, message := known.Documented()
		return &Failure{Code: code, Field: field, Message: message}
	}
	return &Failure{Code: b.defect.Code, Message: b.defect.Message + ": " + err.Error() + "."}
}

// collectLater puts the first garbage collection off until 24 MB are in use; after it they come as ever. Where they begin with 4 MB,
// loading a vocabulary meets three that find nothing, and the browser compiles the collector while a first count waits: a quarter
// of the loading time.
func collectLater() {
	usual := debug.SetGCPercent(600)
	runtime.AddCleanup(new(*int), func(percent int) { debug.SetGCPercent(percent) }, usual)
}

// serve registers the exports, tells the page and waits for calls. It returns only when registering fails.
func (b *boundary) serve(exports Exports) error {
	for name, fn := range exports {
		if err := b.export(name, fn); err != nil {
			return fmt.Errorf("exporting %s: %w", name, err)
		}
	}
	if _, err := b.host.Call("ready"); err != nil {
		return err
	}
	select {}
}

// export registers fn under a name. Here, and only here, panics are recovered and results and errors become plain
// values: safejs does not guard what a callback returns, and a value it cannot convert would end the program.
func (b *boundary) export(name string, fn func(Arguments) (any, error)) error {
	wrapped, err := safejs.FuncOf(func(_ safejs.Value, args []safejs.Value) (result any) {
		used = 0
		defer func() {
			switch r := recover().(type) {
			case nil:
			case *Failure:
				result = plainFailure(r)
			default:
				result = plainFailure(b.failure(fmt.Errorf("%s: %v", name, r)))
			}
		}()
		value, err := fn(args)
		if err != nil {
			return plainFailure(b.failure(err))
		}
		return b.plain(value)
	})
	if err != nil {
		return err
	}
	return b.exports.Set(name, wrapped)
}

// plain turns a result into what JavaScript may receive.
func (b *boundary) plain(value any) any {
	switch value := value.(type) {
	case nil, string:
		return value
	case int:
		return float64(value)
	case []byte:
		return b.bytes(value)
	case []uint32: // wasm is little-endian: the words are the bytes that cross
		return b.bytes(unsafe.Slice((*byte)(unsafe.Pointer(unsafe.SliceData(value))), 4*len(value)))
	}
	panic(fmt.Sprintf("a %T cannot cross", value))
}

// bytes copies into a fresh Uint8Array.
func (b *boundary) bytes(content []byte) any {
	array := must(b.array.New(len(content)))
	must(safejs.CopyBytesToJS(array, content))
	return array
}

func plainFailure(f *Failure) any {
	return map[string]any{"code": f.Code, "message": f.Message, "field": f.Field}
}
