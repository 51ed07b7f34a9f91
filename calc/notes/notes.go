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

// Table is rows of notes, a line each: code, severity, the scenario's field (none where it is empty) and text. One text is a third of what a
// slice of structs costs the page to download.
type Table string

// Row is a note as a table has it.
type Row struct{ Code, Severity, Field, Text string }

// Name is the code without its variant.
func (r *Row) Name() string {
	name, _, _ := strings.Cut(r.Code, "/")
	return name
}

// Fill is the note's sentence with these terms.
func (r *Row) Fill(terms ...string) string { return spell.Fill(r.Text, terms) }

// Rows are those of a table.
func (t Table) Rows() (rows []Row) {
	for line := range strings.Lines(string(t)) {
		if code, _, ok := strings.Cut(line, " | "); ok {
			rows = append(rows, *t.find(code))
		}
	}
	return rows
}

// Find returns the row of a code, which is in one of the tables; the code's variant counts. It panics where there is none: codes are
// written in the program, and a test reaches each.
func Find(code string, tables ...Table) *Row {
	for _, table := range tables {
		if row := table.find(code); row != nil {
			return row
		}
	}
	panic("no note " + code)
}

// find returns the row of a code; nil where the table has none.
func (t Table) find(code string) *Row {
	_, rest, ok := strings.Cut(string(t), "\n"+code+" | ")
	if !ok {
		return nil
	}
	row := &Row{Code: code}
	row.Severity, rest, _ = strings.Cut(rest, " | ")
	row.Field, rest, _ = strings.Cut(rest, " | ")
	row.Text, _, _ = strings.Cut(rest, "\n")
	return row
}
