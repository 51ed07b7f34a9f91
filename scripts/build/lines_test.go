package main

import (
	"bytes"
	"encoding/binary"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// compiled is engine.wasm as Go's linker left it, coalesced.
func compiled(t *testing.T) []byte {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(root, "build/engine.wasm"))
	if err != nil {
		t.Fatalf("%v: run make first", err)
	}
	if content, err = coalesce(content); err != nil {
		t.Fatal(err)
	}
	return content
}

// tablesOf reads a program's functions as the runtime does: of each what it keeps, and whether it has lines.
func tablesOf(t *testing.T, module []byte) (kept [][]byte, lines int) {
	t.Helper()
	memory, err := segmentWith(module, lineTable)
	if err != nil {
		t.Fatal(err)
	}
	number := func(at uint64) uint64 { return binary.LittleEndian.Uint64(memory[at:]) }
	half := func(at uint64) uint64 { return uint64(binary.LittleEndian.Uint32(memory[at:])) }
	tables, rows := number(56), number(64)
	for i := range number(8) {
		f := rows + half(rows+8*i+4)
		row := slices.Clone(memory[f : f+16]) // entry, name, arguments, deferreturn
		row = append(row, memory[f+40:f+44]...)
		for _, at := range append([]uint64{half(f + 16)}, func() (of []uint64) {
			for j := range half(f + 28) {
				of = append(of, half(f+44+4*j))
			}
			return of
		}()...) {
			end := at
			for first := true; at != 0; first = false {
				change, n := binary.Uvarint(memory[tables+end:])
				end += uint64(n)
				_, n = binary.Uvarint(memory[tables+end:])
				if change == 0 && !first {
					break
				}
				end += uint64(n)
			}
			row = append(append(row, byte(end-at)), memory[tables+at:tables+end]...)
		}
		kept = append(kept, row)
		if half(f+20) != 0 || half(f+24) != 0 {
			lines++
		}
	}
	return kept, lines
}

// TestWithoutLines: the lines are gone, and everything else that the runtime reads of a function is as it was.
func TestWithoutLines(t *testing.T) {
	before := compiled(t)
	after, err := withoutLines(before)
	if err != nil {
		t.Fatal(err)
	}
	keptBefore, lines := tablesOf(t, before)
	keptAfter, none := tablesOf(t, after)
	if len(keptBefore) < 3000 || lines < 3000 || none != 0 || !slices.EqualFunc(keptBefore, keptAfter, bytes.Equal) {
		t.Errorf("%d functions, %d with lines before, %d after", len(keptBefore), lines, none)
	}
	if saved := len(gzipped(before)) - len(gzipped(after)); len(before) != len(after) || saved < 50_000 {
		t.Errorf("%d and %d bytes, %d saved", len(before), len(after), saved)
	}
	again, err := withoutLines(after)
	if err != nil || !bytes.Equal(again, after) {
		t.Errorf("a second time it changes: %v", err)
	}
	shipped, err := os.ReadFile(filepath.Join(root, "dist/site/engine.wasm"))
	if err != nil || !bytes.Equal(shipped, after) {
		t.Errorf("what ships is something else: %v", err)
	}
}

// TestUnknownTablesAreRefused rather than changed: another header, a table that lies outside.
func TestUnknownTablesAreRefused(t *testing.T) {
	whole := compiled(t)
	header := bytes.Index(whole, lineTable)
	for name, change := range map[string]func([]byte){
		"another magic": func(m []byte) { m[header] = 0xf2 },
		"no functions":  func(m []byte) { clear(m[header+8 : header+16]) },
		"a table that lies outside": func(m []byte) {
			rows := header + int(binary.LittleEndian.Uint64(m[header+64:]))
			copy(m[rows+int(binary.LittleEndian.Uint32(m[rows+4:]))+16:], "\xff\xff\xff\x7f")
		},
		"tables in another order": func(m []byte) { clear(m[header+56 : header+64]) },
	} {
		damaged := slices.Clone(whole)
		change(damaged)
		if _, err := withoutLines(damaged); err == nil {
			t.Errorf("%s is accepted", name)
		}
	}
	if _, err := withoutLines(wasmHeader); err == nil || !strings.Contains(err.Error(), "no table") {
		t.Errorf("an empty module: %v", err)
	}
}

// TestWithoutNames: our functions and the runtime's keep their names, in their places; others' are zeros.
func TestWithoutNames(t *testing.T) {
	names := []byte("\x00runtime.mallocgc\x00fmt.Sprint\x00threelimits/calc.Evaluate\x00type:.eq.x\x00main.main\x00")
	want := []byte("\x00runtime.mallocgc\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00threelimits/calc.Evaluate\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00main.main\x00")
	if withoutNames(names); !bytes.Equal(names, want) {
		t.Errorf("%q, want %q", names, want)
	}
}
