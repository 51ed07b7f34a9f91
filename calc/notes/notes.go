// Package notes is the list of what is said beside figures, in tables by who says it: Shared by all that price something,
// Estimates of a scenario, Bills of usage records. docs/notes.md is made of it.
//
// Start at Find. A row's text has terms in brackets, which come from where the note is made. A code may have variants, told
// apart by what follows a slash; the code itself is what programs go by.
package notes

import (
	"strings"

	"threelimits/calc/spell"
)

// Severities of a note.
const (
	Info    = "info"
	Warning = "warning"
	Problem = "error"
)

// Row is a note as the list has it. Field is the scenario's, "" of none.
type Row struct{ Code, Severity, Field, Text string }

// Name is the code without its variant.
func (r *Row) Name() string {
	name, _, _ := strings.Cut(r.Code, "/")
	return name
}

// Fill is the note's sentence with these terms.
func (r *Row) Fill(terms ...string) string { return spell.Fill(r.Text, terms) }

// Find returns the row of a code, which is in one of the tables; the code's variant counts. It panics where there is none: codes are
// written in the program, and a test reaches each.
func Find(code string, tables ...[]Row) *Row {
	for _, table := range tables {
		for i := range table {
			if table[i].Code == code {
				return &table[i]
			}
		}
	}
	panic("no note " + code)
}
