package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
)

// A Go program carries, for each function, which line of which file each of its instructions comes from, for the traces it
// prints when it crashes. Nobody sees these here: the page tells people the first line of what a program says at its end
// (site/core/program.ts). Zeros in the place of these tables compress to nothing: engine.wasm, gzip -9, 994,449 bytes
// before and 922,852 after. Traces then name functions and say "?:0" for lines, as runtime.funcline1 does for what has none.
// They name our functions and the runtime's, which a trace is read by; the names of other packages' go too.
//
// The tables are those of runtime/symtab.go and cmd/link/internal/ld/pcln.go, Go 1.26; a program that looks otherwise is
// refused rather than changed.

// lineTable begins a pcHeader: magic, padding, instructions of 1 byte, pointers of 8.
var lineTable = []byte{0xf1, 0xff, 0xff, 0xff, 0, 0, 1, 8}

// Places in the header after it, and in a _func: each a number of 8 bytes there, of 4 here.
const (
	headerCount                                        = 8
	headerNames                                        = 32
	headerUnits, headerFiles, headerTables, headerRows = 40, 48, 56, 64
	headerSize                                         = 72

	funcStack, funcFile, funcLine, funcTables, funcUnit, funcStart = 16, 20, 24, 28, 32, 36
	funcSize                                                       = 44
)

// withoutLines returns a module, as coalesce leaves it, whose functions know no lines.
func withoutLines(module []byte) ([]byte, error) {
	out := slices.Clone(module)
	memory, err := segmentWith(out, lineTable)
	if err != nil {
		return nil, err
	}
	p := programTable{bytes: memory}
	names, functions := p.at(headerNames), p.at(headerCount)
	units, files, tables, rows := p.at(headerUnits), p.at(headerFiles), p.at(headerTables), p.at(headerRows)
	if p.failed || functions <= 0 || !(headerSize <= names && names < units && units < files && files < tables && tables < rows && rows < len(memory)) {
		return nil, errors.New("the table of functions is not the one that is known: has Go changed it?")
	}
	kept := make([]bool, rows-tables)
	for i := range functions {
		if err := p.function(rows+p.half(rows+8*i+4), tables, kept); err != nil {
			return nil, fmt.Errorf("function %d: %w", i, err)
		}
	}
	withoutNames(memory[names:units])
	clear(memory[units:tables])
	for i, needed := range kept {
		if !needed {
			memory[tables+i] = 0
		}
	}
	return out, nil
}

// namedIn begin the names of functions that are kept.
var namedIn = [][]byte{[]byte("runtime."), []byte("main."), []byte("threelimits/")}

// withoutNames takes the names of other packages' functions out of a table of names, each of which ends with a zero.
func withoutNames(names []byte) {
	for len(names) > 0 {
		end := bytes.IndexByte(names, 0)
		if end < 0 {
			end = len(names) - 1
		}
		name := names[:end]
		if !slices.ContainsFunc(namedIn, func(prefix []byte) bool { return bytes.HasPrefix(name, prefix) }) {
			clear(name)
		}
		names = names[end+1:]
	}
}

// segmentWith returns the rest of the one data segment that holds a text once, from there on.
func segmentWith(module, text []byte) (found []byte, err error) {
	segments, err := dataSegments(module)
	if err != nil {
		return nil, err
	}
	for _, s := range segments {
		if at := bytes.Index(s.content, text); at >= 0 {
			if found != nil || bytes.Contains(s.content[at+1:], text) {
				return nil, errors.New("two tables of functions")
			}
			found = s.content[at:]
		}
	}
	if found == nil {
		return nil, errors.New("no table of functions")
	}
	return found, nil
}

// programTable is a pclntab from its header on.
type programTable struct {
	bytes  []byte
	failed bool
}

func (p *programTable) at(place int) int {
	if place < 0 || place+8 > len(p.bytes) {
		p.failed = true
		return 0
	}
	return int(binary.LittleEndian.Uint64(p.bytes[place:]))
}

func (p *programTable) half(place int) int {
	if place < 0 || place+4 > len(p.bytes) {
		p.failed = true
		return 0
	}
	return int(binary.LittleEndian.Uint32(p.bytes[place:]))
}

// function takes the lines from one function, and marks which tables the runtime still needs of it: how large the stack is at
// each instruction, and what the garbage collector and inlining ask for.
func (p *programTable) function(at, tables int, kept []bool) error {
	needed := []int{p.half(at + funcStack)}
	for i := range p.half(at + funcTables) {
		if i > 16 {
			return errors.New("more tables than any function has")
		}
		needed = append(needed, p.half(at+funcSize+4*i))
	}
	if p.failed {
		return errors.New("it lies outside the table")
	}
	for _, table := range needed {
		if err := p.keep(table, tables, kept); err != nil {
			return err
		}
	}
	for _, place := range []int{funcFile, funcLine, funcUnit, funcStart} {
		clear(p.bytes[at+place : at+place+4])
	}
	return nil
}

// keep marks one table: pairs of varints, the change of the value and of the instruction, up to a change of value by nothing
// that is not the first. 0 is no table.
func (p *programTable) keep(table, tables int, kept []bool) error {
	for first, at := true, table; table != 0; first = false {
		for pair := range 2 {
			if at >= len(kept) {
				return errors.New("its tables lie outside the others")
			}
			n, size := binary.Uvarint(p.bytes[tables+at : tables+len(kept)])
			if size <= 0 {
				return errors.New("a number is cut off")
			}
			for i := range size {
				kept[at+i] = true
			}
			at += size
			if pair == 0 && n == 0 && !first {
				return nil
			}
		}
	}
	return nil
}
