package exercise

import "testing"

func TestNearest(t *testing.T) {
	names := []string{"title", "text", "hints", "seed", "keepOrder"}
	for typed, want := range map[string]string{
		"hnits": "hints", "hint": "hints", "Title": "title", "titel": "title", "keeporder": "keepOrder", "keep_order": "keepOrder", "txt": "text",
		"": "", "x": "", "colour": "", "solution": "", "né": "",
	} {
		if got := nearest(typed, names); got != want {
			t.Errorf("%q: %q, want %q", typed, got, want)
		}
	}
}
