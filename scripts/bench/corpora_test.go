package main

import "testing"

func TestCut(t *testing.T) {
	for _, c := range []struct {
		text  string
		bytes int
		want  string
	}{
		{"one\ntwo\nthree\n", 100, "one\ntwo\nthree\n"},
		{"one\ntwo\nthree\n", 9, "one\ntwo\n"},
		{"one\ntwo\nthree\n", 8, "one\ntwo\n"},
		{"one\ntwo\nthree\n", 3, ""},
	} {
		if got := cut(c.text, c.bytes); got != c.want {
			t.Errorf("cut(%q, %d) = %q, want %q", c.text, c.bytes, got, c.want)
		}
	}
}

func TestWholeRunes(t *testing.T) {
	for n, want := range map[int]int{0: 0, 1: 0, 2: 0, 3: 3, 4: 3, 6: 6, 9: 6} {
		if got := wholeRunes([]byte("一二"), n); got != want {
			t.Errorf("wholeRunes(一二, %d) = %d, want %d", n, got, want)
		}
	}
}

func TestDropMark(t *testing.T) {
	var got []rune
	for _, r := range "ٱلۡحَمۡدُ لِلَّهِ" {
		if kept := dropMark(r); kept >= 0 {
			got = append(got, kept)
		}
	}
	if string(got) != "الحمد لله" {
		t.Errorf("got %s", string(got))
	}
}
