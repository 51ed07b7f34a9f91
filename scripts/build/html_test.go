package main

import (
	"io/fs"
	"os"
	"path"
	"regexp"
	"strings"
	"testing"
)

const head = `<!doctype html><html lang="en"><head><meta charset="utf-8">`

func TestPolicyNamesWhatIsInline(t *testing.T) {
	for _, test := range []struct {
		name, html string
		policy     policy
		has, lacks []string
	}{
		{"nothing inline", head + `<script type="module" src="./main.js"></script>`, servedPolicy,
			[]string{`default-src 'none'`, `script-src 'self' 'wasm-unsafe-eval';`, `connect-src 'self'`}, []string{"sha256", "frame-src", "unsafe-inline"}},
		{"a script", head + `<script>go()</script>`, servedPolicy, []string{hashSource("go()")}, nil},
		{"a style", head + `<style>b{}</style>`, oneFilePolicy, []string{"style-src " + hashSource("b{}")}, []string{"'self'"}},
		{"data", head + `<script type="application/octet-stream;base64" id="x">AAAA</script>`, oneFilePolicy,
			[]string{`script-src 'wasm-unsafe-eval';`, `connect-src 'none'`}, []string{"sha256"}},
		{"a frame", head + `<iframe src="embed.html"></iframe>`, servedPolicy, []string{"frame-src 'self'"}, nil},
	} {
		html, err := withPolicy(test.html, test.policy)
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		meta, _, _ := strings.Cut(strings.TrimPrefix(html, head), "\">")
		for _, want := range test.has {
			if !strings.Contains(meta, want) {
				t.Errorf("%s: %s is missing in %s", test.name, want, meta)
			}
		}
		for _, unwanted := range test.lacks {
			if strings.Contains(meta, unwanted) {
				t.Errorf("%s: %s stands in %s", test.name, unwanted, meta)
			}
		}
	}
	if _, err := withPolicy("<html><head></head></html>", servedPolicy); err == nil {
		t.Error("a page without a charset gets no policy and no error")
	}
}

func TestPagesNameTheirSources(t *testing.T) {
	p := page{"index.html", head + `<link rel="stylesheet" href="styles/page.css"><link rel="icon" href="./icon.svg">
<script type="module" src="./main.ts"></script><script type="module" src="./threelimits.js"></script>`}
	entries := p.entries()
	if len(entries) != 2 || entries["styles/page.css"] != "page.css" || entries["main.ts"] != "main.js" {
		t.Errorf("entries are %v", entries)
	}
	site := files{}
	if err := addPages(site, []page{p}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`href="./page.css"`, `href="./icon.svg"`, `src="./main.js"`, `src="./threelimits.js"`} {
		if !strings.Contains(string(site["index.html"]), want) {
			t.Errorf("%s is missing in %s", want, site["index.html"])
		}
	}
}

func TestThousands(t *testing.T) {
	for n, want := range map[int]string{0: "0", 999: "999", 1000: "1,000", 950_000: "950,000", 12_345_678: "12,345,678"} {
		if got := thousands(n); got != want {
			t.Errorf("%d is written %s", n, got)
		}
	}
}

// Where a link leads to others, they are not told from where.
func TestLinksOutNameNoReferrer(t *testing.T) {
	anchor := regexp.MustCompile(`<a\b[^>]*?\bhref=("https?:|\$\{)[^>]*>`)
	seen := 0
	err := fs.WalkDir(os.DirFS("../../site"), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || (path.Ext(name) != ".ts" && path.Ext(name) != ".html") || strings.HasSuffix(name, ".test.ts") {
			return err
		}
		content, err := os.ReadFile("../../site/" + name)
		for _, tag := range anchor.FindAllString(string(content), -1) {
			if strings.Contains(tag, "href=${formatFragment(") {
				continue // a room of our own
			}
			seen++
			if !strings.Contains(tag, `rel="noopener noreferrer"`) {
				t.Errorf("%s: %s has no rel=\"noopener noreferrer\"", name, tag)
			}
		}
		return err
	})
	if err != nil || seen < 4 {
		t.Errorf("%d links out were found, %v", seen, err)
	}
}
