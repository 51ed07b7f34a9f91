package browsers

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Where the page's own lists stand.
const (
	roomsFile = "../../site/rooms/rooms.ts"
	viewsFile = "../../site/page/embed-messages.ts"
	toolsFile = "../../docs/page.md"
)

// rowOf names, for each tool of a room, the row of the table that uses it as people do. That axe looks at each is held by the rows "the room …, small".
var rowOf = map[string]string{
	"tokens/compare": "compare encodings", "tokens/languages": "languages", "tokens/files": "count files", "tokens/chunks": "chunks", "tokens/own": "a tokenizer of one's own",
	"models/catalogue": "catalogue", "models/own": "a price file",
	"bills/usage": "explain a usage", "bills/media": "pictures",
	"learn/path": "the lesson by keyboard", "learn/tokens": "it works in tokens", "learn/stateless": "it remembers nothing", "learn/date": "it stops on a date",
	"learn/loop": "the generation loop", "learn/real": "real distributions", "learn/streaming": "streaming, felt", "learn/moves": "moves applied and undone",
	"learn/exercises": "exercises", "learn/cards": "flashcards by keyboard", "learn/summary": "the summary sheet on paper",
}

// How a room's module lists a tool, and how rooms.ts lists a room: its name, then its title.
var (
	toolEntry = regexp.MustCompile(`place: "([^"]+)",\s+title: "([^"]+)",\s+element: "`)
	roomEntry = regexp.MustCompile(`name: "([^"]+)",\s+title: "([^"]+)",\s+element: "`)
)

// TestEveryToolIsTested: a tool of a room has a row of the table, a line in docs/page.md and its room a row in which axe looks at each of its tools.
func TestEveryToolIsTested(t *testing.T) {
	rows := map[string]bool{}
	for _, row := range table {
		if rows[row.name] {
			t.Errorf("two rows have the name %q", row.name)
		}
		rows[row.name] = true
	}
	list := source(t, roomsFile)
	rooms := roomEntry.FindAllStringSubmatch(list, -1)
	if listed := strings.Count(list, "open: "); len(rooms) == 0 || len(rooms) != listed {
		t.Fatalf("read %d of %d rooms in %s", len(rooms), listed, roomsFile)
	}
	readme := source(t, toolsFile)
	left := map[string]bool{}
	for address := range rowOf {
		left[address] = true
	}
	for _, room := range rooms {
		if small := "the room " + room[2] + ", small"; !rows[small] {
			t.Errorf("the table has no row %q, in which axe looks at each tool of that room", small)
		}
		content := source(t, filepath.Join(filepath.Dir(roomsFile), room[1], "room-"+room[1]+".ts"))
		tools := toolEntry.FindAllStringSubmatch(content, -1)
		if listed := strings.Count(content, "place: "); len(tools) == 0 || len(tools) != listed {
			t.Fatalf("room %s: read %d of %d tools", room[1], len(tools), listed)
		}
		for _, tool := range tools {
			address := room[1] + "/" + tool[1]
			delete(left, address)
			if !rows[rowOf[address]] {
				t.Errorf("the tool %s has no row in the table: name it in rowOf (%q)", address, rowOf[address])
			}
			if line := "| " + tool[2] + " | `room=" + address + "` | "; !strings.Contains(readme, "\n"+line) {
				t.Errorf("%s has no line %s…", toolsFile, line)
			}
		}
	}
	for address := range left {
		t.Errorf("rowOf names %s, which no room has", address)
	}
}

// TestEveryViewIsTested: what embed.html can show is what tests of views range over.
func TestEveryViewIsTested(t *testing.T) {
	read := map[string]bool{}
	for _, list := range regexp.MustCompile(`(?:otherViews|fileViews) = \[([^\]]+)\] as const`).FindAllStringSubmatch(source(t, viewsFile), -1) {
		for _, name := range regexp.MustCompile(`"([^"]+)"`).FindAllStringSubmatch(list[1], -1) {
			read[name[1]] = true
			if _, known := views[name[1]]; !known {
				t.Errorf("the view %s of embed.html is in no test: add it to views", name[1])
			}
		}
	}
	for name := range views {
		if !read[name] {
			t.Errorf("the tests have a view %s, which embed.html has not", name)
		}
	}
}

func source(t *testing.T, path string) string {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}
