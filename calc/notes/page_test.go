package notes_test

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"threelimits/calc/internal/testkit"
	"threelimits/calc/notes"
)

var write = flag.Bool("write", false, "write docs/notes.md")

// TestPage: docs/notes.md is what the tables say.
func TestPage(t *testing.T) {
	file := testkit.Root() + "/docs/notes.md"
	want := notesPage()
	if *write {
		if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := os.ReadFile(file); err != nil || string(got) != want {
		t.Errorf("docs/notes.md is stale (%v): go test ./calc/notes -run TestPage -write", err)
	}
}

// notesPage is docs/notes.md: every note there is and the entry points that give it, made of the tables of package notes.
func notesPage() string {
	var page strings.Builder
	page.WriteString(`# What is said beside figures

Made of the tables in calc/notes by ` + "`go test ./calc/notes -run TestPage -write`" + `; a test fails where this page is not what they say.

` + "`estimate`" + ` gives its notes with code, severity and field. The elements and ` + "`embed.html`" + ` show those of their limit; one that stands
alone shows what is about the model and the day, too. ` + "`explainUsage`" + ` says them of each record (` + "`notes`" + ` of a record, and of the report with how
many records each is said of).

## Of a model, its day, its prices and a service

Whatever prices something says these: estimates, elements, frames and the page; usage records; exercises and lessons. A test of each has an
example of every row.

| code | severity | says | in an exercise or lesson |
|---|---|---|---|
`)
	for _, n := range notes.Shared.Rows() {
		writeRow(&page, &n, inExercises(&n))
	}
	page.WriteString(`
## Of a scenario

Estimates, elements, frames and the page. A usage record is of a call that was answered: it fitted, its tokens were counted by who served it,
and no days are to come; where it has no price, that is a problem of the report. In an exercise it may be what is asked.

| code | severity | says | field |
|---|---|---|---|
`)
	for _, n := range notes.Estimates.Rows() {
		writeRow(&page, &n, code(n.Field))
	}
	page.WriteString(`
## Of a usage record

` + "`explainUsage`" + `, of what a record says of its call and leaves open: a scenario has a field for it.

| code | severity | says |
|---|---|---|
`)
	for _, n := range notes.Bills.Rows() {
		writeRow(&page, &n)
	}
	return page.String()
}

func writeRow(page *strings.Builder, n *notes.Row, more ...string) {
	cells := append([]string{code(n.Code), n.Severity, n.Text}, more...)
	fmt.Fprintf(page, "| %s |\n", strings.Join(cells, " | "))
}

func code(text string) string {
	if text == "" {
		return ""
	}
	return "`" + text + "`"
}

// inExercises is what an exercise makes of a note.
func inExercises(n *notes.Row) string {
	at := slices.IndexFunc(testkit.SharedNotes, func(example testkit.SharedNote) bool { return example.Code == n.Code })
	switch why := testkit.SharedNotes[at].NotInExercises; {
	case why != "":
		return "no: " + why
	case n.Severity == notes.Info:
		return "no: it is no warning"
	case n.Field == "request":
		return "no: it may be what is asked"
	case slices.Contains(notes.Never, n.Name()):
		return "an exercise is refused, with line and field; a lesson says it"
	}
	return "yes"
}
