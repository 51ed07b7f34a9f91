package main

import (
	"os"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	bcp47 "golang.org/x/text/language"
)

func page(articles ...string) string {
	text := `<!doctype html><html data-code="x" dir="rtl" lang="x"><body><header><p>Preamble</p></header>`
	for i, article := range articles {
		text += `<article data-number="` + strconv.Itoa(i+1) + `"><h2>Article</h2>` + article + `</article>`
	}
	return text
}

func TestExtract(t *testing.T) {
	twelve := func(first string) string {
		text := page(first)
		for i := 2; i <= 13; i++ {
			text += `<article data-number="` + strconv.Itoa(i) + `"><p>n</p></article>`
		}
		return text
	}
	articles, direction, err := extract(twelve("<ol>\n<li><p>non\u2010self &amp;\n  e\u0301 </p></li> <li><p>two</p></li></ol>"))
	if err != nil || direction != "rtl" || len(articles) != lastArticle || articles[0] != "non-self & \u00e9\ntwo" || articles[11] != "n" {
		t.Errorf("%q, %s, %v", articles, direction, err)
	}
	for name, text := range map[string]string{
		"too few":      page("<p>a</p>", "<p>b</p>"),
		"no direction": strings.Replace(twelve("<p>a</p>"), "dir=", "x=", 1),
		"empty":        twelve("<h3>a</h3>"),
		"mark-up":      twelve("<p>a <b>b</b></p>"),
		"out of order": strings.Replace(twelve("<p>a</p>"), `"2"`, `"3"`, 1),
	} {
		if articles, _, err := extract(text); err == nil {
			t.Errorf("%s: accepted, %q", name, articles)
		}
	}
}

// TestFile holds the file in the tree against what is promised of it: whole, parallel, of many scripts.
func TestFile(t *testing.T) {
	text, err := os.ReadFile("../../site/rooms/tokens/languages/declaration.txt")
	if err != nil {
		t.Fatal(err)
	}
	if !utf8.Valid(text) {
		t.Fatal("not UTF-8")
	}
	passages := strings.Split(string(text), "\f")
	if !strings.Contains(passages[0], source.Version+" ("+source.Integrity+")") {
		t.Errorf("the file is from another version: %s", passages[0])
	}
	if passages = passages[1:]; len(passages) != len(languages) || len(passages) < 25 {
		t.Fatalf("%d languages, %d are listed", len(passages), len(languages))
	}
	scripts := map[bcp47.Script]bool{}
	for i, passage := range passages {
		head, body, _ := strings.Cut(passage, "\n")
		fields := strings.Split(head, "\t")
		if len(fields) != 4 || fields[0] != languages[i].tag || fields[3] != languages[i].name {
			t.Fatalf("the head of passage %d is %q", i, head)
		}
		tag, err := bcp47.Parse(fields[0])
		if err != nil {
			t.Errorf("%s: %v", fields[3], err)
		}
		script, _ := tag.Script()
		scripts[script] = true
		if rightToLeft := strings.Contains("Arab Hebr", script.String()); rightToLeft != (fields[1] == "rtl") {
			t.Errorf("%s is written in %s and runs %s", fields[3], script, fields[1])
		}
		if paragraphs := strings.Count(body, "\n"); paragraphs < lastArticle || paragraphs > 20 {
			t.Errorf("%s has %d paragraphs", fields[3], paragraphs)
		}
		if len(body) < 1500 {
			t.Errorf("%s has %d bytes: not twelve articles", fields[3], len(body))
		}
	}
	if len(scripts) < 20 {
		t.Errorf("%d scripts: %v", len(scripts), scripts)
	}
}
